package fromblank

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model"
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
		printed := !ok || strings.HasPrefix(x.path, "= ")
		switch {
		case strings.HasPrefix(x.path, "= 合计(本组"), l == nil && g.listOver(at[0]) != nil, l != nil && at[0] != l.from: // said already, by the sum or the first item
			continue
		case printed && l == nil:
			text, fine := g.translate(formula, "", at[0], nil)
			if fine {
				x = g.print(n, text, fmt.Sprintf("公式 =%s", formula))
				x.from = g.counted
				g.cells[n] = x
			}
			if ok && !fine && g.sumsOfGroups(formula, at) {
				continue
			}
			if !ok && !fine {
				g.said = append(g.said, fmt.Sprintf("%s 的公式 =%s：没有它的字段，没有照搬", g.ref(&g.t.Cells[n]), formula))
			} else if !fine {
				g.said = append(g.said, fmt.Sprintf("%s 的公式 =%s：没有译成算式，画成列表的合计", g.ref(&g.t.Cells[n]), formula))
			}
			continue
		case printed:
			g.said = append(g.said, fmt.Sprintf("%s 的公式 =%s：没有它的字段，没有照搬", g.ref(&g.t.Cells[n]), formula))
			continue
		case g.isFresh(x.path, l):
			if text, ok := g.translate(formula, x.path, at[0], l); ok {
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

// sumsOfGroups says whether a formula adds up the sums of a list's groups, as a printed sum of all its items does.
func (g *guesser) sumsOfGroups(formula string, at [2]int) bool {
	l := g.totalRow(at[0])
	if l == nil || len(l.sums) == 0 {
		return false
	}
	parts := strings.Split(strings.Trim(strings.TrimPrefix(strings.ToUpper(formula), "SUM"), "()"), "+")
	if len(parts) == 1 {
		parts = strings.Split(parts[0], ",")
	}
	for i, s := range parts {
		r, k, ok := g.place(strings.ReplaceAll(strings.TrimSpace(s), "$", ""))
		if !ok || len(parts) != len(l.sums) || r != l.sums[i] || k != at[1] {
			return false
		}
	}
	return true
}

// print is a cell in which an expression is printed, as the blank sets its figures.
func (g *guesser) print(n int, text, why string) guess {
	x := guess{path: "= " + text, text: "{= " + text + "}", why: why}
	if f := g.format(n); f != "" {
		x.text = "{= " + text + ":" + f + "}"
	}
	return x
}

func (g *guesser) listAt(row int) *list {
	for i := range g.lists {
		if l := &g.lists[i]; l.from <= row && row < l.to && !slices.Contains(l.sums, row) {
			return l
		}
	}
	return nil
}

// listOver is the list whose rows a row is among, sums of groups included.
func (g *guesser) listOver(row int) *list {
	for i := range g.lists {
		if l := &g.lists[i]; l.from <= row && row < l.to {
			return l
		}
	}
	return nil
}

// last is the last row of a list that is an item.
func (l *list) last() int {
	r := l.to - 1
	for slices.Contains(l.sums, r) {
		r--
	}
	return r
}

func (g *guesser) isFresh(path string, l *list) bool {
	all := g.fresh
	if l != nil {
		all = l.fresh
	}
	return slices.ContainsFunc(all, func(x guess) bool { return x.path == path && !strings.HasPrefix(x.kind, "{") && x.compute == "" })
}

// computes gives a new field its rule; what it adds up must be numbers.
func (g *guesser) computes(path string, l *list, rule string) {
	all := g.fresh
	if l != nil {
		all = l.fresh
	}
	for i := range all {
		if x := &all[i]; x.path == path {
			if !slices.Contains([]string{"number", "money", "score", "rate"}, x.kind) {
				x.kind = "number"
			}
			x.compute = rule
		}
	}
}

// translate writes a formula as an expression, for the field path of a list l in its row; in a row of a list its own
// cells are those of the item. l nil: outside lists; path empty: for a drawing.
func (g *guesser) translate(formula, path string, row int, l *list) (string, bool) {
	var counted []string
	text, ok := translated(formula, func(ref string, sum bool) ([]string, bool) {
		all, fields, ok := g.terms(ref, sum, path, row, l)
		counted = append(counted, fields...)
		return all, ok
	})
	g.counted = counted
	if ok && path != "" {
		if l != nil {
			path = l.name + "." + path
		}
		if ok = !g.circular(path, counted, 0); ok {
			g.needs[path] = append(g.needs[path], counted...)
		}
	}
	return text, ok
}

// circular says whether one of these fields is computed from path.
func (g *guesser) circular(path string, from []string, depth int) bool {
	if slices.Contains(from, path) || depth > 200 {
		return true
	}
	return slices.ContainsFunc(from, func(s string) bool { return g.circular(path, g.needs[s], depth+1) })
}

// terms are what the cells of a reference are in an expression, and the fields in it: a field, a figure that the blank
// has, a column of a list as its sum. A sum passes over what is no figure.
func (g *guesser) terms(ref string, sum bool, path string, row int, l *list) (out, fields []string, ok bool) {
	from, to, ranged := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
	if !ranged {
		to = from
	}
	r1, c1, ok1 := g.place(from)
	r2, c2, ok2 := g.place(to)
	if !ok1 || !ok2 {
		return nil, nil, false
	}
	for r := r1; r <= r2; r++ {
		for k := c1; k <= c2; k++ {
			n := g.at[r][k]
			c := &g.t.Cells[n]
			if c.Row != r || c.Col != k {
				continue
			}
			own, in := g.listAt(r), g.listOver(r)
			x, has := g.cells[n]
			switch {
			case has && (x.path == "序号" || g.otherKind(x.path, own)):
				return nil, nil, false
			case own != nil && own == l && r == row && has:
				g.addsUp(x.path, l)
				out, fields = append(out, itemName(x.path)), append(fields, l.name+"."+x.path)
			case in != nil && in != l && r == in.from && own != nil:
				if r1 > in.from || r2 < in.last() || !has || !plainPath(x.path) {
					return nil, nil, false
				}
				g.addsUp(x.path, in)
				out = append(out, fmt.Sprintf("合计(%s, .%s)", g.named(in.name, path, l), x.path))
				fields = append(fields, in.name+"."+x.path)
			case in != nil && in != l && r > in.from && r1 <= in.from:
			case in != nil:
				return nil, nil, false
			case has && strings.HasPrefix(x.path, "= "):
				if path != "" && g.named(firstName(x.path), path, l) != firstName(x.path) {
					return nil, nil, false
				}
				out, fields = append(out, strings.TrimPrefix(x.path, "= ")), append(fields, x.from...)
			case has && x.text == "":
				g.addsUp(x.path, nil)
				out, fields = append(out, g.named(x.path, path, l)), append(fields, x.path)
			case has:
				return nil, nil, false
			case figures.MatchString(strings.TrimSpace(c.Text)):
				out = append(out, strings.TrimSpace(c.Text))
			case !sum || blank(c.Text):
				return nil, nil, false
			}
		}
	}
	return out, fields, len(out) > 0
}

var figures = pattern.Late(`^[0-9]+(\.[0-9]+)?$`)

// firstName is the first name of an expression that is printed: 合计(明细, .金额).
func firstName(path string) string {
	_, inside, _ := strings.Cut(path, "(")
	name, _, _ := strings.Cut(inside, ",")
	return name
}

// otherKind says whether a field holds what is no number.
func (g *guesser) otherKind(path string, l *list) bool {
	all := g.fresh
	if l != nil {
		all = l.fresh
	}
	for _, x := range all {
		if x.path == path {
			return !slices.Contains([]string{"text", "number", "money", "score", "rate"}, x.kind)
		}
	}
	if g.form == nil {
		return false
	}
	if l != nil {
		f := g.top(l.name)
		return f == nil || f.Field(path) == nil || !f.Field(path).Kind.Numeric()
	}
	f := fieldAt(g.form.Fields, strings.Split(path, "."))
	return f != nil && !f.Kind.Numeric()
}

// fieldAt is the field of a path.
func fieldAt(fields []*model.Field, path []string) *model.Field {
	for _, f := range fields {
		switch {
		case f.Name != path[0]:
		case len(path) == 1:
			return f
		default:
			return fieldAt(f.Fields, path[1:])
		}
	}
	return nil
}

// itemName is a field of the same item as an expression has it.
func itemName(name string) string {
	if plainPath(name) {
		return name
	}
	return "本行[" + strconv.Quote(name) + "]"
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

// named is a field's path as the rule of the field of that path (of list l) has it: a name with other signs in
// brackets, and from the whole form on where a field beside it has the name.
func (g *guesser) named(path, of string, l *list) string {
	all := strings.Split(path, ".")
	group, _, grouped := strings.Cut(of, ".")
	hidden := grouped && l == nil && (g.used[group+"."+all[0]] || g.top(group) != nil && g.top(group).Field(all[0]) != nil)
	if l != nil && of != "" {
		hidden = slices.Contains(l.fields, all[0]) || l.known && g.top(l.name) != nil && g.top(l.name).Field(all[0]) != nil
	}
	out := ""
	for i, s := range all {
		switch plain := plainPath(s); {
		case i > 0 && plain:
			out += "." + s
		case i > 0:
			out += "[" + strconv.Quote(s) + "]"
		case !plain:
			out = "本表[" + strconv.Quote(s) + "]"
		case hidden:
			out = "本表." + s
		default:
			out = s
		}
	}
	return out
}

// plainPath says whether an expression can hold a field's path as it is.
func plainPath(p string) bool {
	return plainPaths.MatchString(p) && !slices.ContainsFunc(strings.Split(p, "."), func(s string) bool {
		return slices.Contains(operators, s)
	})
}

// operators are words that mean something else in an expression.
var operators = strings.Fields("and or not in let if else contains matches startsWith endsWith true false nil")
