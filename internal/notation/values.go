package notation

import (
	"math/big"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/number"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Length reads a length; a bare number has the unit given. Outside lo … hi it is an error.
func (s *Source) Length(n *yaml.Node, what string, lo, hi unit.Length, bare string) (unit.Length, bool) {
	t, ok := s.Text(n, what)
	if !ok {
		return 0, false
	}
	if bare != "mm" && strings.Trim(t, "0123456789.") == "" {
		t += bare
	}
	d, err := unit.Parse(t)
	if named, is := sized(t); is && bare == "pt" {
		d, err = named, nil
	}
	switch {
	case err != nil && strings.HasPrefix(strings.TrimSpace(t), "-"):
		s.Errorf(yamltree.At(n), "LAYOUT-LENGTH", "", "%s不能是负数（%s）", what, n.Value)
	case err != nil:
		s.Errorf(yamltree.At(n), "LAYOUT-LENGTH", example(bare), "%s“%s”不是长度", what, n.Value)
	case d < lo || d > hi:
		s.Errorf(yamltree.At(n), "LAYOUT-LENGTH", "", "%s应在 %smm 至 %smm 之间，这里是 %s", what, lo.MMString(), hi.MMString(), n.Value)
	default:
		return d, true
	}
	return 0, false
}

// example shows how a length is written that has the unit given if it says none.
func example(bare string) string {
	if bare == "pt" {
		return "如 小五、10.5pt；不写单位是 pt"
	}
	return "如 10mm、10.5pt；不写单位是 " + bare
}

// Share reads how a column that takes what the others leave is written: 其余, *, or 2* for twice as much as 1*.
func Share(text string) (parts int, ok bool) {
	if text == "其余" || text == "*" {
		return 1, true
	}
	n, ok := strings.CutSuffix(text, "*")
	if k, err := strconv.Atoi(n); ok && err == nil && k >= 1 && k <= 20 {
		return k, true
	}
	return 0, false
}

// ems reads an indent in em, as hundredths.
func (s *Source) ems(n *yaml.Node, what string) (int, bool) {
	t, ok := s.Text(n, what)
	if !ok {
		return 0, false
	}
	r, good := new(big.Rat), false
	if u := strings.TrimSuffix(t, "em"); len(u) < 8 && strings.Trim(u, "0123456789.") == "" {
		r, good = r.SetString(u)
	}
	if good {
		r.Mul(r, big.NewRat(100, 1))
		if r.IsInt() && r.Num().Int64() <= 2000 {
			return int(r.Num().Int64()), true
		}
	}
	s.Errorf(yamltree.At(n), "LAYOUT-LENGTH", "缩进以字为单位，如 2 或 1.5", "%s“%s”应是 0 至 20 的数", what, t)
	return 0, false
}

// letter reads the room after each character, in hundredths of an em.
func (s *Source) letter(n *yaml.Node) (int, bool) {
	e, ok := s.ems(n, "letter-spacing")
	if ok && e > 200 {
		s.Errorf(yamltree.At(n), "LAYOUT-LENGTH", "字距以字为单位，如 0.2", "letter-spacing“%s”应是 0 至 2 的数", n.Value)
		return 0, false
	}
	return e, ok
}

// leading reads the distance of two lines: how many times the usual one, or a length.
func (s *Source) leading(n *yaml.Node) (grid.Leading, bool) {
	t, ok := s.Text(n, "line-spacing")
	if !ok {
		return grid.Leading{}, false
	}
	if times, good := new(big.Rat).SetString(t); good && len(t) < 8 && strings.Trim(t, "0123456789.") == "" {
		times.Mul(times, big.NewRat(100, 1))
		if times.IsInt() && times.Num().Int64() >= 100 && times.Num().Int64() <= 500 {
			return grid.Leading{Times: int(times.Num().Int64())}, true
		}
		s.Errorf(yamltree.At(n), "LAYOUT-LENGTH", "如 1.5（一倍半），或 28pt（固定值）", "line-spacing“%s”应是 1 至 5 的倍数", t)
		return grid.Leading{}, false
	}
	fixed, ok := s.Length(n, "line-spacing", unit.Pt, 200*unit.Pt, "pt")
	return grid.Leading{Fixed: fixed}, ok
}

func (s *Source) border(n *yaml.Node) (grid.Border, bool) {
	if n.Kind == yaml.ScalarNode {
		words := []string{"all", "none", "hair", "thin", "medium", "thick", "double"}
		w := s.Word(n, "border", words...)
		if w == "" {
			return grid.Border{}, false
		}
		k := grid.Thin
		if w != "all" {
			k = rules[w]
		}
		return grid.Border{Top: k, Right: k, Bottom: k, Left: k}, true
	}
	b := UsualBorder
	m, ok := s.Mapping(n, "border", "top", "right", "bottom", "left")
	for _, key := range m.Keys {
		k := rules[s.Word(m.Get(key), "border 的 "+key, "none", "hair", "thin", "medium", "thick", "double")]
		switch key {
		case "top":
			b.Top = k
		case "right":
			b.Right = k
		case "bottom":
			b.Bottom = k
		case "left":
			b.Left = k
		}
	}
	return b, ok
}

var UsualBorder = grid.Border{Top: grid.Thin, Right: grid.Thin, Bottom: grid.Thin, Left: grid.Thin}

// PageText reads a text that may hold {page} and {pages} and no other braces.
func (s *Source) PageText(n *yaml.Node, what string) string {
	t, ok := s.Text(n, what)
	if !ok {
		return ""
	}
	if rest := strings.NewReplacer("{page}", "", "{pages}", "").Replace(t); strings.ContainsAny(rest, "{}") {
		s.Errorf(yamltree.At(n), "LAYOUT-PAGE-NUMBER", "", "%s里只能用 {page} 和 {pages}", what)
	}
	if strings.ContainsAny(t, "\n\r") {
		s.Errorf(yamltree.At(n), "LAYOUT-PAGE-NUMBER", "", "%s只能有一行", what)
	}
	return t
}

// CheckFormat reports a number format that is not known.
func (s *Source) CheckFormat(where yamltree.Pos, format string) bool {
	if format == number.InWords || number.KnowsPrinted(format) {
		return true
	}
	s.Errorf(where, "LAYOUT-FORMAT", "如 0.00、0.##、#,##0.00、0.00%、#,##0.00;(#,##0.00);-、÷10000 0.00、大写", "不认识数字格式“%s”", format)
	return false
}

// CheckDate reports a format of dates that is not known.
func (s *Source) CheckDate(where yamltree.Pos, format string) bool {
	if quantity.KnowsDate(format) {
		return true
	}
	s.Errorf(where, "LAYOUT-FORMAT", "如 yyyy年m月d日、yyyy-mm-dd、中文、大写", "不认识日期格式“%s”", format)
	return false
}
