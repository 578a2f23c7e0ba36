package collect

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/templates"
)

// costCase is a sheet that is read as wanted only because one price is higher than another.
type costCase struct {
	dearer, cheaper    price
	drawn, sheet, want string
}

// Drawn cells: 名称 is a label, ^名称 one that goes on from above, {甲} a field, {#甲} one of figures, {组} a group
// that is merged, （{甲}分） a field in a text, {甲}{乙} two fields, = what the form computes, · a cell drawn empty.
// Cells of a sheet: - is empty, ^ goes on from above, @甲 has the name of the field 甲. Rows are split by slashes; *
// is before a drawn row that repeats.
//
// For a row, want is what was laid on what; for rows, it is drawn row=row of the sheet, and below the columns.
var costOrder = []costCase{
	{spareName, labelOnName, "名称 ", "文字 @甲", "名称→@甲"},
	{labelOnName, labelOnText, "名称 {甲}", "@甲 别称 @乙", "名称→别称 {甲}→@乙"},
	{spareText, answerOnOtherName, "名称 {甲}", "@甲 别称 @乙", "名称→别称 {甲}→@乙"},
	{labelOnText, missLabel, "名称 {甲}", "文字 -", "{甲}→文字"},
	{missLabel, labelOnMerged, "名称 ^名称", "^ -", "名称→^ ^名称→-"},
	{labelOnMerged, labelOnEmpty, "名称 （{甲}分）", "- ^ -", "名称→- （{甲}分）→^"},
	{answerOnOtherName, upOnText, "^名称 {组}", "^ @乙 ^", "^名称→@乙 {组}→^"},
	{upOnText, patternOnMerged, "（{甲}分） ^名称", "^ 名称 别称", "（{甲}分）→^ ^名称→名称"},
	{labelOnEmpty, patternOnMerged, "名称 （{甲}分）", "^ - ^", "名称→^ （{甲}分）→^"},
	{patternOnOther, missAnswer, "名称 （{甲}分）", "^ 别称", "名称→别称"},
	{missAnswer, patternOnMerged, "名称 （{甲}分）", "^", "（{甲}分）→^"},
	{patternOnMerged, patternOnEmpty, "{组} （{甲}分）", "- ^ -", "{组}→^ （{甲}分）→-"},
	{patternOnEmpty, numberOnWords, "{#甲} （{甲}分）", "（5分） - ^", "{#甲}→（5分） （{甲}分）→^"},
	{blankOnText, numberOnWords, "{#甲} ·", "^ 名称", "{#甲}→名称"},
	{fieldOnMerged, numberOnWords, "{#甲} 名称", "^ 名称 @甲", "{#甲}→名称 名称→@甲"},
	{numberOnWords, spareMerged, "{#甲} （{甲}分）", "- 名称 ^", "{#甲}→- （{甲}分）→名称"},
	{spareMerged, upOnEmpty, "名称 ^名称", "^ - -", "名称→^ ^名称→-"},
	{blankOnMerged, computedOnAny, "= ·", "- - ^", "=→- ·→-"},
	{missUp, spareEmpty, "^名称 {甲}{乙}", "- ^ ^", "^名称→^ {甲}{乙}→^"},
	{upOnEmpty, spareEmpty, "^名称 ·", "- - ^", "^名称→^"},
	{spareEmpty, computedOnAny, "名称 =", "- 别称", "名称→- =→别称"},
	{missBlank, computedOnAny, "名称 =", "^", "=→^"},
	{upOnLabel, computedOnAny, "^名称 =", "名称", "=→名称"},
	{computedOnAny, answerOnEmpty, "{甲} =", "^ -", "{甲}→-"},
	{fieldOnText, groupOnMerged, "{组} ·", "^ 名称", "{组}→^ ·→名称"},
	{groupOnMerged, answerOnItsName, "{#甲} {组}", "@甲 ^", "{组}→@甲"},
	{answerOnEmpty, answerOnItsName, "{甲} =", "- - @甲", "{甲}→@甲"},
	{shiftedColumn, answerOnItsName, "名称 {甲}", "- @甲 @乙", "名称→- {甲}→@甲"},

	{skipMost, spareName, "· /", "@甲 @甲 /", "0=0 0→0"},
	{patternOnOther, skipText, "* （{甲}分） /", "5 /", ""},
	{labelOnEmpty, skipText, "* {组} 名称 /", "5 - /", ""},
	{skipText, skipName, "· {组} /", "@乙 - / 文字 5", "0=1 0→0 1→1"},
	{skipText, patternOnMerged, "· / · （{甲}分）", "@甲 - 文字 / @乙 ^", "0=0 0→0; 1=1 0→0 1→1"},
	{skipText, missRowLabel, "名称 / ·", "文字 5 /", "1=0 0→0"},
	{missAnswer, skipName, "{组} {组} /", "@乙 / ^ （5分）", "0=1 0→0 1→1"},
	{missAnswer, missRowLabel, "{#甲} 名称 / ·", "别称 /", "1=0 0→0"},
	{skipName, patternOnEmpty, "* {甲} （{甲}分） / {#甲}", "^ 5 ^ / @甲", "0=0 0→1 1→2; 1=1 0→0"},
	{missRowLabel, patternOnEmpty, "* · / 名称 （{甲}分）", "文字 ^ /", "1=0 0→0 1→1"},
	{fieldOnMerged, missRow, "· / {甲}", "^ / ^", "1=0 0→0"},
	{missRow, blankOnMerged, "· · / ·", "^ - / ^", "0=0 0→0 1→1; 1=1 0→0"},
	{missRow, spareMerged, "· /", "（5分） 5 文字 / ^ -", "0=1 0→1"},
	{blankOnMerged, missRowAnswer, "{甲} / · ·", "@乙 - / 文字 ^", "1=0 0→0 1→1"},
	{spareMerged, missRowAnswer, "（{甲}分） / ·", "文字 - / ^ -", "1=0 0→0"},
	{missRowAnswer, spareEmpty, "{组} （{甲}分） /", "^ - - /", "0=0 0→0 1→1"},
	{missRowAnswer, missBlank, "· / {甲} ·", "^ /", "1=0 0→0"},
	{fieldOnText, shiftedColumn, "* · {组} / {#甲}", "- 文字 /", "1=0 0→1"},
	{missItem, groupOnMerged, "* {组} /", "- ^ / ^", "0=1 0→0"},
	{missItem, shiftedColumn, "* （{甲}分） {组} /", "^ ^ 5 / ^", "0=0 0→0 1→2"},
	{missItem, answerOnEmpty, "* {甲} /", "^ /", "0=0 0→0"},
	{shiftedColumn, answerOnItsName, "{甲} {组} /", "- 5 / @甲", "0=1 0→0"},

	// Labels say here that the first drawn column is the second of the sheet, and the second the first.
	{otherColumn, computedOnAny, "· = |", "-", "=→-"},
	{missBlank, otherColumn, "· ^名称 |", "-", "·→-"},

	// The label of the first drawn column stands over the second of the sheet.
	{numberOnWords, fieldOnLabel, "{甲} {#甲}", "表头 5 （5分）", "{甲}→表头 {#甲}→5"},
	{fieldOnLabel, missUp, "^名称 {#甲}", "5 表头", "{#甲}→5"},
	{numberOnWords, otherHead, "名称 {#甲} !", "（5分） 5 （5分）", "名称→（5分） {#甲}→5"},
	{otherHead, missUp, "^名称 {甲} !", "名称 -", "{甲}→名称"},
}

// TestOrderOfPrices: each price is higher than the next cheaper one, and a sheet shows it: as soon as the two change
// places it is read otherwise. All prices are here, so none can become another that is out of its order without
// notice.
func TestOrderOfPrices(t *testing.T) {
	seen := map[price]bool{}
	for _, x := range costOrder {
		name := fmt.Sprintf("price %d over %d: %s on %s", x.dearer, x.cheaper, x.drawn, x.sheet)
		seen[x.dearer], seen[x.cheaper] = true, true
		p := usual()
		if p[x.dearer] <= p[x.cheaper] {
			t.Errorf("%s: %g is not more than %g", name, p[x.dearer], p[x.cheaper])
		}
		if got := x.read(p); got != x.want {
			t.Errorf("%s: read as %q, want %q", name, got, x.want)
		}
		down, up := usual(), usual()
		down[x.dearer], up[x.cheaper] = p[x.cheaper]-0.001, p[x.dearer]+0.001
		if x.read(down) == x.want || x.read(up) == x.want {
			t.Errorf("%s: it is not this order that decides", name)
		}
	}
	for p := price(0); p < numPrices; p++ {
		if !seen[p] {
			t.Errorf("price %d has no sheet that decides on it", p)
		}
	}
}

// read lays the drawing of a case over its sheet.
func (x costCase) read(p *prices) string {
	text := &model.Field{Name: "甲"}
	fields := map[string]*model.Field{"甲": text, "乙": {Name: "乙"}, "#甲": {Name: "甲", Kind: model.Number}}
	named := map[string]*model.Field{"@甲": text, "@乙": fields["乙"]}
	drawn, swapped := strings.CutSuffix(x.drawn, "|")
	drawn, headed := strings.CutSuffix(drawn, "!")
	a := newAligner(drawRows(drawn, fields), typeRows(x.sheet), named, p)
	if swapped {
		a.cols = map[int]int{0: 1, 1: 0}
	}
	if headed {
		c := &a.p.rows[0].cells[0]
		c.head = &cellPattern{col: 0, cols: 1}
		a.heads = map[*cellPattern]*cell{c.head: {col: 1, cols: 1}}
	}
	if strings.Contains(x.drawn+x.sheet, "/") {
		rows, _ := a.run()
		var out []string
		for _, m := range rows {
			out = append(out, fmt.Sprintf("%d=%d%s", m.state, m.row, joined(m.pairs, func(q pair) string { return fmt.Sprintf("%d→%d", q.c.col, q.x.col) })))
		}
		return strings.Join(out, "; ")
	}
	for _, s := range a.segs[0] { // a single row is below another
		if s.rows == 1 {
			s.row = 1
		}
	}
	a.segs = [][]*cell{nil, a.segs[0]}
	d, s := strings.Fields(drawn), strings.Fields(x.sheet)
	_, pairs := a.row(1, 0, true)
	return strings.TrimSpace(joined(pairs, func(q pair) string { return d[q.c.col] + "→" + s[q.x.col] }))
}

func joined(pairs []pair, show func(pair) string) (out string) {
	for _, q := range pairs {
		if q.c != nil && q.x != nil {
			out += " " + show(q)
		}
	}
	return out
}

func drawRows(text string, fields map[string]*model.Field) *pattern {
	p := &pattern{words: map[string]bool{"表头": true}}
	for i, row := range strings.Split(strings.TrimSuffix(strings.TrimSpace(text), "/"), "/") {
		r := rowPattern{}
		if rest, repeats := strings.CutPrefix(strings.TrimSpace(row), "*"); repeats {
			row, r.repeats = rest, []int{len(p.repeats)}
			p.repeats = append(p.repeats, repeat{first: i, end: i + 1, depth: 1})
		}
		for k, s := range strings.Fields(row) {
			r.cells = append(r.cells, drawCell(s, k, fields))
		}
		r.count()
		p.rows = append(p.rows, r)
	}
	return p
}

func drawCell(s string, col int, fields map[string]*model.Field) cellPattern {
	c := cellPattern{col: col, cols: 1}
	value := func(name string) templates.OutlinePart {
		return templates.OutlinePart{Kind: templates.OutlineValue, Field: templates.OutlineField{Field: fields[name]}}
	}
	text := func(s string) templates.OutlinePart {
		return templates.OutlinePart{Kind: templates.OutlineText, Text: s}
	}
	switch s {
	case "·":
	case "=":
		c.computes = true
	case "{甲}", "{组}":
		c.compile([]templates.OutlinePart{value("甲")})
		c.group = s == "{组}"
	case "{#甲}":
		c.compile([]templates.OutlinePart{value("#甲")})
	case "（{甲}分）":
		c.compile([]templates.OutlinePart{text("（"), value("甲"), text("分）")})
	case "{甲}{乙}":
		c.compile([]templates.OutlinePart{value("甲"), value("乙")})
	default:
		c.label, c.up = strings.TrimPrefix(s, "^"), strings.HasPrefix(s, "^")
		c.letters = lettersOf(c.label)
	}
	return c
}

func typeRows(text string) *sheet {
	s := &sheet{}
	for r, row := range strings.Split(strings.TrimSuffix(strings.TrimSpace(text), "/"), "/") {
		var cells []*cell
		for c, w := range strings.Fields(row) {
			x := &cell{row: r, col: c, rows: 1, cols: 1, text: w, norm: normal(w), kind: found.Text}
			switch {
			case w == "-":
				x.text, x.norm, x.kind = "", "", found.Empty
			case w == "^" && r > 0 && c < len(s.rows[r-1]):
				x = s.rows[r-1][c]
				x.rows++
			case w == "^" && !strings.Contains(text, "/"): // goes on from a row that is not shown
				x.rows = 2
			case w == "^":
				x.text, x.norm, x.kind = "", "", found.Empty
			case strings.HasPrefix(w, "@"):
				x.name, x.text, x.norm = w, "某文", "某文"
			}
			x.letters = lettersOf(x.norm)
			cells = append(cells, x)
		}
		s.rows, s.end = append(s.rows, cells), max(s.end, len(cells))
	}
	return s
}
