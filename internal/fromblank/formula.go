package fromblank

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// formulas makes of the formulas of the blank what computes its new fields; a field of the form has the form's own
// rule. What is not understood is told.
func (g *guesser) formulas() {
	ats := make([][2]int, 0, len(g.behind.Formulas))
	for at := range g.behind.Formulas {
		ats = append(ats, at)
	}
	slices.SortFunc(ats, func(a, b [2]int) int { return (a[0]-b[0])*10000 + a[1] - b[1] })
	for _, at := range ats {
		n := g.at[at[0]][at[1]]
		x, ok := g.cells[n]
		formula := g.behind.Formulas[at]
		l := g.listAt(at[0])
		switch {
		case strings.HasPrefix(x.path, "= "), l != nil && at[0] != l.from: // said already, by the sum or the first item
			continue
		case !ok:
			g.said = append(g.said, fmt.Sprintf("%s 的公式 =%s：没有它的字段，没有照搬", g.ref(&g.t.Cells[n]), formula))
			continue
		case g.isFresh(x.path, l):
			if text, ok := g.translate(formula, at[0], l); ok && !g.mistaken(text, x.path) {
				g.computes(x.path, l, text)
				g.said = append(g.said, fmt.Sprintf("%s 的公式 =%s：写成 compute", g.ref(&g.t.Cells[n]), formula))
				continue
			}
		default:
			g.said = append(g.said, fmt.Sprintf("%s 的公式 =%s：{%s} 照表单的规则", g.ref(&g.t.Cells[n]), formula, x.path))
			continue
		}
		g.said = append(g.said, fmt.Sprintf("%s 的公式 =%s：没有译成算式，{%s} 由人填", g.ref(&g.t.Cells[n]), formula, x.path))
	}
}

var words = pattern.Late(`[\p{Han}A-Za-z][\p{Han}A-Za-z0-9.]*`)

// mistaken says whether a rule of a field means another by a name in it: itself, or one beside it in its group.
func (g *guesser) mistaken(rule, path string) bool {
	group, _, grouped := strings.Cut(path, ".")
	for _, m := range words.FindAllStringSubmatchIndex(rule, -1) {
		w := rule[m[0]:m[1]]
		if w == path || grouped && !strings.Contains(w, ".") && !strings.HasPrefix(rule[m[1]:], "(") && g.used[group+"."+w] {
			return true
		}
	}
	return false
}

func (g *guesser) listAt(row int) *list {
	for i := range g.lists {
		if l := &g.lists[i]; l.from <= row && row < l.to && !slices.Contains(l.sums, row) {
			return l
		}
	}
	return nil
}

func (g *guesser) isFresh(path string, l *list) bool {
	all := g.fresh
	if l != nil {
		all = l.fresh
	}
	return slices.ContainsFunc(all, func(x guess) bool { return x.path == path && !strings.HasPrefix(x.kind, "{") })
}

// computes gives a new field its rule; what it adds up must be numbers.
func (g *guesser) computes(path string, l *list, rule string) {
	all := g.fresh
	if l != nil {
		all = l.fresh
	}
	for i := range all {
		if x := &all[i]; x.path == path {
			kind := x.kind
			if kind == "text" {
				kind = "number"
			}
			x.kind = fmt.Sprintf("{kind: %s, compute: %s}", kind, strconv.Quote(rule))
		}
	}
}

var tokens = pattern.Late(`^(SUM\(|\$?[A-Z]{1,3}\$?[0-9]{1,4}(?::\$?[A-Z]{1,3}\$?[0-9]{1,4})?|[0-9]+(?:\.[0-9]+)?|[-+*/(),])`)

// translate writes a formula as an expression: sums, the four operations, cells that are fields. In a row of a list its
// own cells are those of the item.
func (g *guesser) translate(formula string, row int, l *list) (string, bool) {
	rest := strings.ToUpper(strings.ReplaceAll(formula, " ", ""))
	var out strings.Builder
	for rest != "" {
		all := tokens.FindStringSubmatch(rest)
		if len(all) == 0 {
			return "", false
		}
		t := all[0]
		rest = rest[len(t):]
		switch {
		case t == "SUM(":
			inside, after, ok := strings.Cut(rest, ")")
			if !ok || strings.Contains(inside, "(") {
				return "", false
			}
			rest = after
			s, ok := g.sum(strings.Split(inside, ","), row, l)
			if !ok {
				return "", false
			}
			out.WriteString(s)
		case t[0] >= 'A' && t[0] <= 'Z' || t[0] == '$':
			terms, ok := g.terms(t, row, l)
			if !ok || len(terms) != 1 {
				return "", false
			}
			out.WriteString(terms[0])
		case strings.ContainsAny(t, "+-*/"):
			out.WriteString(" " + t + " ")
		default:
			out.WriteString(t)
		}
	}
	return out.String(), out.Len() > 0
}

// sum is what SUM( ) of cells and ranges comes to.
func (g *guesser) sum(args []string, row int, l *list) (string, bool) {
	var all []string
	for _, a := range args {
		terms, ok := g.terms(a, row, l)
		if !ok {
			return "", false
		}
		all = append(all, terms...)
	}
	if len(all) == 1 {
		return all[0], true
	}
	return "合计(" + strings.Join(all, ", ") + ")", len(all) > 0
}

// terms are the fields of a cell or range: a column of a list is its sum.
func (g *guesser) terms(ref string, row int, l *list) (out []string, ok bool) {
	from, to, ranged := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
	if !ranged {
		to = from
	}
	r1, c1, ok1 := g.place(from)
	r2, c2, ok2 := g.place(to)
	if !ok1 || !ok2 {
		return nil, false
	}
	for r := r1; r <= r2; r++ {
		for k := c1; k <= c2; k++ {
			n := g.at[r][k]
			c := &g.t.Cells[n]
			if c.Row != r || c.Col != k {
				continue
			}
			own := g.listAt(r)
			switch x, ok := g.cells[n]; {
			case own != nil && own == l && r == row && ok && plainPath(x.path) && x.path != "序号":
				g.addsUp(x.path, l)
				out = append(out, x.path)
			case own != nil && own != l && r == own.from:
				if r1 > own.from || r2 < own.to-1 || !ok || !plainPath(x.path) || x.path == "序号" {
					return nil, false
				}
				g.addsUp(x.path, own)
				out = append(out, fmt.Sprintf("合计(%s, .%s)", own.name, x.path))
			case own != nil && own != l:
			case ok && strings.HasPrefix(x.path, "= "):
				out = append(out, strings.TrimPrefix(x.path, "= "))
			case ok && own == nil && x.text == "":
				g.addsUp(x.path, nil)
				out = append(out, named(x.path))
			default:
				return nil, false
			}
		}
	}
	return out, len(out) > 0
}

// addsUp makes a new text field a number.
func (g *guesser) addsUp(path string, l *list) {
	if l != nil {
		g.numeric(l.name, path)
		return
	}
	for i := range g.fresh {
		if x := &g.fresh[i]; x.path == path && x.kind == "text" {
			x.kind = "number"
		}
	}
}

// place is the row and column of a cell that is shown.
func (g *guesser) place(ref string) (row, col int, ok bool) {
	i := strings.IndexAny(ref, "0123456789")
	if i <= 0 {
		return 0, 0, false
	}
	for _, r := range ref[:i] {
		col = 26*col + int(r-'A') + 1
	}
	row, err := strconv.Atoi(ref[i:])
	if err != nil {
		return 0, 0, false
	}
	row, col = g.behind.at(row, col)
	return row, col, row >= 0 && col >= 0
}

var plainPaths = pattern.Late(`^[\p{Han}A-Za-z][\p{Han}A-Za-z0-9]*(\.[\p{Han}A-Za-z][\p{Han}A-Za-z0-9]*)*$`)

// named is a field's path as an expression has it: a name with other signs in brackets.
func named(path string) string {
	out := ""
	for i, s := range strings.Split(path, ".") {
		switch plain := plainPath(s); {
		case plain && i > 0:
			out += "." + s
		case plain:
			out = s
		case i > 0:
			out += "[" + strconv.Quote(s) + "]"
		default:
			out = "本表[" + strconv.Quote(s) + "]"
		}
	}
	return out
}

// plainPath says whether an expression can hold a field's path as it is.
func plainPath(p string) bool { return plainPaths.MatchString(p) }
