package sample

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/number"
)

// Case is what a record tries out.
type Case uint8

const (
	Usual   Case = iota // as offices fill forms in
	Full                // every field that is not computed is filled in
	Longest             // long texts, large amounts, 60 items
	Empty               // nothing but what is required
	Many                // 200 items in each list
	Rare                // rare characters in every text
)

// Cases are the names of the cases, as the command line has them.
var Cases = []string{"usual", "full", "longest", "empty", "many", "rare"}

// items is how long lists are in this case, 0 if that is up to chance. Of lists inside a list the first is as long, the
// others have two items: one is longer than a page, and all of them together are not the product of both.
func (g *generator) items() int {
	n := map[Case]int{Full: 12, Longest: 60, Empty: 1, Many: 200}[g.edge]
	switch {
	case len(g.path) > 1 && g.edge == Usual:
		return 0
	case len(g.path) > 1, slices.Max(append(g.within, 0)) > 0:
		return min(n, 2)
	}
	return n
}

// single writes a field that is neither group nor list, unless it is left out.
func (g *generator) single(f *model.Field) {
	s := g.value(f)
	switch {
	case g.edge == Empty && !f.Required:
		return
	case s == "" && g.edge == Full:
		s = "无"
	case s == "" && g.edge == Longest && wordy(f): // put makes it long
	case s == "" && !f.Required:
		return
	}
	g.put(f, s)
}

// wordy says whether a field holds any text.
func wordy(f *model.Field) bool { return f.Kind == model.Text && len(f.Choices) == 0 && !f.Picture }

// longRows is how many items of a list have the longest texts in a field that most forms leave empty; those of the
// others are of a few lines.
const longRows = 3

// put writes a value as the case wants it.
func (g *generator) put(f *model.Field, s string) {
	switch {
	case g.edge == Longest && f.Kind == model.Text && len(f.Choices) == 0:
		n := 60
		for _, long := range []string{"目标", "情况", "原因", "措施", "说明", "问题"} {
			switch {
			case !strings.Contains(f.Name, long):
			case s == "" && len(g.within) > 0 && g.within[len(g.within)-1] >= longRows:
			case len(g.path) > 0 || isListItem(f) || s == "": // most forms leave it empty
				n = 200
			default:
				n = 800
			}
		}
		if n == 60 && s != "" {
			n = min(n, 6*utf8.RuneCountInString(s)) // a word grows to a phrase, a name to three lines
		}
		if f.MaxLen > 0 {
			n = f.MaxLen
		}
		switch d, ok := number.Parse(s); {
		case ok && d.IsInteger() || strings.HasSuffix(s, "%"): // a year, points, a number of something
		case ok:
			s = "12,345,678,901.23"
		default:
			s = lengthen(s, n)
		}
	case g.edge == Longest && f.Kind == model.Money:
		s = "12,345,678,901.23"
	case g.edge == Longest && f.Kind == model.Choice:
		for _, c := range f.Choices {
			if utf8.RuneCountInString(c) > utf8.RuneCountInString(s) {
				s = c
			}
		}
	case g.edge == Rare && f.Kind == model.Text && len(f.Choices) == 0:
		s += "（" + g.person() + pick(g, rare) + "）"
	}
	g.member(f.Name, s)
}

func isListItem(f *model.Field) bool {
	for p := f.Parent; p != nil; p = p.Parent {
		if p.Kind == model.Rows {
			return true
		}
	}
	return false
}

// lengthen repeats a text up to n characters.
func lengthen(s string, n int) string {
	if s == "" {
		s = "说明"
	}
	r := []rune(s)
	for len(r) < n {
		r = append(append(r, '；'), []rune(s)...)
	}
	return string(r[:n])
}

// rare are characters outside the 20,000 most programs stop at, signs that are wide in one face and narrow in
// another, and signs that a spreadsheet would take for a formula.
var rare = []string{"𬭎𫖯", "䶮㛃", "①②⑩", "㎡℃‰", "=5*8", "αβΩ", "Ⅳ类", "⒈款", "㈠项", "〇年", "“引”‘号’", "A·B—C…"}
