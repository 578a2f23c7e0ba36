package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/char"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// unseen reports the hidden characters of a value, whatever file it came from: one finding a severity, with every
// such character once.
//
// What turns the order of a text or carries another text is refused: screen, spreadsheet and paper would say
// different things. Others are warnings. A place where a line may end, and a selector behind a character, come back
// as they went in; whether a face has the variant is for the faces to say.
func (b *binder) unseen(v *Value, d *data.Value, text string) {
	var at [finding.Note + 1]hiddenIn
	n := 0
	var before rune
	for i, r := range text {
		n++
		kind, _ := char.Of(r)
		switch {
		case kind == char.Shown, kind == char.Selector && selects(before):
		case kind == char.Control, kind == char.Turning, kind == char.Tag:
			at[finding.Error].add(r, i, n)
		case kind == char.Breaking:
			at[finding.Note].add(r, i, n)
		default:
			at[finding.Warning].add(r, i, n)
		}
		before = r
	}
	for severity, h := range at {
		if h.chars == nil {
			continue
		}
		f := finding.Finding{Code: "DATA-INVISIBLE", Severity: finding.Severity(severity), Pos: d.Pos, Path: v.Path,
			Place: v.Place()}
		f.Pos.File = b.r.File
		what := fmt.Sprintf("“%s”第 %d 字是看不见的 %s", v.Field.Name, h.n, h.names())
		f.English = fmt.Sprintf("hidden characters (%s), the first is character %d: %s", h.codes(), h.n,
			char.Show(char.Around(text, h.byte, 6)))
		where := "：“" + char.Show(char.Around(text, h.byte, 6)) + "”"
		switch {
		case f.Severity == finding.Note:
			f.Message = what + "，照原样保留" + where + "。"
		case f.Severity == finding.Warning:
			f.Message, f.Hint = what+"，印出来没有，搜索、比对时却算一个字"+where+"。", "不是有意写的请删去"
		case char.TagText(text) != "":
			f.Message, f.Hint = what+fmt.Sprintf("，藏着另一段文字“%s”", finding.Short(char.TagText(text)))+where+"。", "请删去"
		case h.has(char.Turning):
			f.Message, f.Hint = what+"，屏幕和 Excel 会把前后的字颠倒过来显示，与印出来的不一样"+where+"。", "请删去，把字按要印的次序写"
		default:
			f.Message, f.Hint = what+"，打印不出来"+where+"。", "请删去"
		}
		b.list = append(b.list, f)
	}
}

// selects says whether a variation selector behind r has something to select from.
func selects(r rune) bool {
	kind, _ := char.Of(r)
	return r > ' ' && kind == char.Shown
}

// hiddenIn is the hidden characters of one severity in a text, each once, and the place of the first.
type hiddenIn struct {
	chars []rune
	byte  int
	n     int // from 1
}

func (h *hiddenIn) add(r rune, at, n int) {
	if h.chars == nil {
		h.byte, h.n = at, n
	}
	if !slices.Contains(h.chars, r) && len(h.chars) < 6 {
		h.chars = append(h.chars, r)
	}
}

func (h *hiddenIn) has(k char.Kind) bool {
	return slices.ContainsFunc(h.chars, func(r rune) bool { kind, _ := char.Of(r); return kind == k })
}

func (h *hiddenIn) names() string {
	var s []string
	for _, r := range h.chars {
		s = append(s, char.Name(r))
	}
	return strings.Join(s, "、")
}

func (h *hiddenIn) codes() string {
	var s []string
	for _, r := range h.chars {
		s = append(s, fmt.Sprintf("U+%04X", r))
	}
	return strings.Join(s, ", ")
}
