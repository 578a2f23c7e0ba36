package layout

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// tears says whether a text that is split at byte at is split inside a number, said again from the rules.
func tears(text string, at int) bool {
	isDigit := func(r rune) bool { return unicode.Is(unicode.Nd, r) }
	a, an := utf8.DecodeLastRuneInString(text[:at])
	b, bn := utf8.DecodeRuneInString(text[at:])
	a2, _ := utf8.DecodeLastRuneInString(text[:at-an])
	b2, _ := utf8.DecodeRuneInString(text[at+bn:])
	group := func(s string) bool { // three digits and no more
		r := append([]rune(s), 0, 0, 0, 0)
		return isDigit(r[0]) && isDigit(r[1]) && isDigit(r[2]) && !isDigit(r[3])
	}
	return isDigit(a) && isDigit(b) || isDigit(a2) && isDigit(b) && (a == '.' || a == '．') || isDigit(a) && b == ',' && group(text[at+bn:]) ||
		isDigit(a2) && a == ',' && group(text[at:]) || isDigit(a) && isDigit(b2) && (b == '.' || b == '．')
}

// checkNumbers: a number is never split without a word.
func checkNumbers(m *grid.Measured, t *grid.MeasuredTable, i int, say func(string, ...any)) {
	c := &t.Cells[i]
	for k := 1; k < len(c.Lines) && !c.Style.Stack; k++ {
		at := c.Lines[k].Start
		if c.Lines[k-1].End != at || at == 0 || at == len(c.Text) {
			continue
		}
		if !tears(c.Text, at) {
			continue
		}
		told := slices.ContainsFunc(m.Notes, func(f finding.Finding) bool { return f.Code == "LAYOUT-NUMBER-BROKEN" && f.Path == c.Path })
		if !told {
			say("cell %d: %.60q is parted at %q|%q (said: %v)", i, c.Text, c.Text[c.Lines[k-1].Start:at], c.Text[at:c.Lines[k].End], told)
		}
	}
}

// TestNumbersStayWhole: a number that does not fit its column is set smaller, then split at a separator, or inside
// where there is none, with a warning if it has none; the figures of a column have one size.
func TestNumbersStayWhole(t *testing.T) {
	for _, c := range []struct {
		name    string
		em      int // room of the column, at 9 pt
		text    string
		change  func(*grid.Style)
		lines   string
		size    unit.Length // 0: 9 pt
		finding string
	}{
		{"it fits", 6, "123,456.78", nil, "123,456.78", 0, ""},
		{"set smaller", 6, "1,234,567.89", nil, "1,234,567.89", 9 * unit.Pt, ""},
		{"set smaller by half points", 6, "1,234,567.890", nil, "1,234,567.890", 8 * unit.Pt, ""},
		{"down to 6 pt", 6, "123456789012.12345", nil, "123456789012.12345", 6 * unit.Pt, ""},
		{"then parted before the point", 6, "123456789012.123456", nil, "123456789012/.123456", 0, "警告 LAYOUT-NUMBER-BROKEN"},
		{"or behind a separator", 6, "123,456,789,012.123456", nil, "123,456,789,/012.123456", 0, "警告 LAYOUT-NUMBER-BROKEN"},
		{"smaller, then parted", 4, "123,456,789,012.123456", nil, "123,456,/789,012/.123456", 0, "警告 LAYOUT-NUMBER-BROKEN"},
		{"parted where that takes a smaller size", 4, "1234567890.1234567890", nil, "1234567890/.1234567890", 6*unit.Pt + unit.Pt/2, "警告 LAYOUT-NUMBER-BROKEN"},
		{"no place to be parted at", 4, "1234567890123", nil, "12345678/90123", 0, "警告 LAYOUT-NUMBER-BROKEN"},
		{"a number of a person", 4, "310101199001011234", nil, "31010119/90010112/34", 0, "警告 LAYOUT-NUMBER-BROKEN"},
		{"of an account, with its name", 4, "账号6222021001122334455", nil, "账号/62220210/01122334/455", 0, "警告 LAYOUT-NUMBER-BROKEN"},
		{"an amount of as many digits", 4, "0.123456789012345678", nil, "0/.1234567/89012345/678", 0, "警告 LAYOUT-NUMBER-BROKEN"},
		{"a code is parted", 4, "123456789012345678901", nil, "12345678/90123456/78901", 0, "警告 LAYOUT-NUMBER-BROKEN"},
		{"the style's floor", 6, "1,234,567.890", func(s *grid.Style) { s.Floor = 9 * unit.Pt }, "1,234,567/.890", 0, "警告 LAYOUT-NUMBER-BROKEN"},
		{"refuse does not shrink", 6, "1,234,567.890", func(s *grid.Style) { s.Overflow = grid.Refuse }, "", 0, "错误 LAYOUT-REFUSED"},
		{"a percent sign stays", 3, "100.25%", nil, "100.25%", 7*unit.Pt + unit.Pt/2, ""},
		{"a minus sign stays", 3, "-100.25", nil, "-100.25", 7*unit.Pt + unit.Pt/2, ""},
		{"brackets stay", 4, "(1,234.00)", nil, "(1,234.00)", 7 * unit.Pt, ""},
		{"before a unit a line may end", 3, "123456万元", nil, "123456/万元", 0, ""},
		{"in a text it moves whole", 6, "共计支出123,456.78元", nil, "共计支出/123,456.78元", 0, ""},
		{"out of brackets too", 6, "甲：（1234567890.5", nil, "甲：/（/1234567890.5", 0, ""},
		{"in a text too", 6, "支出123,456,789,012.34元", nil, "支出/123,456,789,012.34/元", 6 * unit.Pt, ""},
		{"behind letters", 4, "ABC20240101", nil, "ABC/20240101", 0, ""},
		{"a list of years is no number", 6, "2021,2022,2023", nil, "2021,2022,/2023", 0, ""},
		{"a power stays", 3, "1×10⁻⁵", nil, "1×/10⁻⁵", 0, ""},
		{"full width", 4, "１２３．４５", nil, "１２３．４５", 6 * unit.Pt, ""},
	} {
		g := draw(t, []int{c.em}, "| 甲")
		own := *plain
		if c.change != nil {
			c.change(&own)
		}
		g.Tables[0].Cells[0].Text, g.Tables[0].Cells[0].Style = c.text, &own
		m, err := Measure(g, squares{}, Options{})
		found := finding.Of(err)
		got, size := "", unit.Length(0)
		if err == nil {
			found, got, size = m.Notes, shown(&m.Tables[0].Cells[0]), m.Tables[0].Cells[0].Size
		}
		want := c.size
		if want == 0 {
			want = 9 * unit.Pt
		}
		line := ""
		if len(found) > 0 {
			line = found[0].Line()
		}
		if got != c.lines || err == nil && size != want || c.finding == "" && len(found) > 0 || len(found) > 1 || !strings.HasPrefix(line, c.finding) {
			t.Errorf("%s: %q in %d em: %q at %v, %v; want %q at %v, %s", c.name, c.text, c.em, got, size, found, c.lines, want, c.finding)
		}
	}
}

// TestFiguresOfAColumn: where one figure is set smaller, those of its column are too; what is no figure is not.
func TestFiguresOfAColumn(t *testing.T) {
	m := mustMeasure(t, draw(t, []int{6, 6}, "| 1.00 | 1.00\n| 1,234,567.890 | 2.00\n| 98.5% | 未完成\n| 字12 | 3.00"))
	for text, want := range map[string]unit.Length{"1,234,567.890": 8 * unit.Pt, "98.5%": 8 * unit.Pt, "字12": em, "2.00": em, "3.00": em} {
		if c := cellAt(t, m, text); c.Size != want {
			t.Errorf("%q at %v, want %v", text, c.Size, want)
		}
	}
	if c := &m.Tables[0].Cells[0]; c.Size != 8*unit.Pt {
		t.Errorf("%q at %v", c.Text, c.Size)
	}
}
