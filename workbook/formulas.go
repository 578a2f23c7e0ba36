package workbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/render/xlsx/ooxml"
)

// cells says data as pieces of a formula in a table. Answer cells hold texts as typed (18,233,182.14), so a number is read out of
// the text. Cells of the item the formula is for keep their row relative: one formula serves all items.
type cells struct {
	w     *writer
	table int
	item  string // path of the item, empty: none
	local bool   // only cells of the same sheet may be named (conditional formats)
}

// maxRanges bounds the pieces of a sum, so that a formula stays below 8,192 characters.
const maxRanges = 24

func (c cells) ref(path string) (string, bool) {
	p, ok := c.w.place[path]
	if !ok || c.local && p.table != c.table {
		return "", false
	}
	own := c.item != "" && strings.HasPrefix(path, c.item+"/")
	return c.sheet(p.table) + fixed(p.row, p.col, !own), true
}

func (c cells) sheet(table int) string {
	if table == c.table {
		return ""
	}
	return ooxml.Quote(c.w.sheets[table]) + "!"
}

// fixed is a reference with a fixed column, and a fixed row if row is set.
func fixed(r, col int, row bool) string {
	name := strings.TrimRight(ooxml.Ref(0, col), "0123456789")
	if row {
		return fmt.Sprintf("$%s$%d", name, r+1)
	}
	return fmt.Sprintf("$%s%d", name, r+1)
}

// plain takes separators out of a text; what is blank or no number then gives an error value, and the formula shows nothing.
func plain(ref string) string {
	return `SUBSTITUTE(SUBSTITUTE(` + ref + `,",",""),"，","")`
}

// Number is the number in an answer cell.
func (c cells) Number(path string) (string, bool) {
	ref, ok := c.ref(path)
	return "VALUE(" + plain(ref) + ")", ok
}

// Text is the text in an answer cell.
func (c cells) Text(path string) (string, bool) { return c.ref(path) }

// Sum adds up answer cells.
func (c cells) Sum(paths []string) (string, bool) {
	var found []place
	for _, p := range paths {
		if strings.Contains(p, "*") {
			found = append(found, c.matching(p)...)
			continue
		}
		at, ok := c.w.place[p]
		if !ok || c.local && at.table != c.table {
			return "", false
		}
		if c.item != "" && strings.HasPrefix(p, c.item+"/") { // cells of the item keep their row relative
			return c.items(paths)
		}
		found = append(found, at)
	}
	return sum(c.blocks(found))
}

// items is a sum within the item the formula is for.
func (c cells) items(paths []string) (string, bool) {
	var refs []string
	for _, p := range paths {
		ref, ok := c.ref(p)
		if !ok || strings.Contains(p, "*") {
			return "", false
		}
		refs = append(refs, ref)
	}
	return sum(refs)
}

// sum adds up blocks of cells; an error value if all are blank.
func sum(refs []string) (string, bool) {
	if len(refs) == 0 || len(refs) > maxRanges {
		return "", false
	}
	var terms []string
	for _, r := range refs {
		// "0"& makes a blank a zero; a minus sign is taken off and put back as a factor.
		terms = append(terms, `SUMPRODUCT((1-2*(LEFT(`+r+`)="-"))*VALUE("0"&SUBSTITUTE(SUBSTITUTE(`+plain(r)+`,"—",""),"-","")))`)
	}
	return "IF(COUNTA(" + strings.Join(refs, ",") + ")=0,NA()," + strings.Join(terms, "+") + ")", true
}

// matching are the places of the data that match a path with a *.
func (c cells) matching(pattern string) []place {
	var found []place
	for path, p := range c.w.place {
		if matches(pattern, path) && (!c.local || p.table == c.table) {
			found = append(found, p)
		}
	}
	return found
}

// blocks are places as references, neighbours below each other as one.
func (c cells) blocks(found []place) []string {
	slices.SortFunc(found, func(a, b place) int {
		return slices.Compare([]int{a.table, a.col, a.row}, []int{b.table, b.col, b.row})
	})
	var out []string
	for i := 0; i < len(found); {
		n := i + 1
		for n < len(found) && found[n].table == found[i].table && found[n].col == found[i].col && found[n].row == found[n-1].row+found[n-1].rows {
			n++
		}
		a, z := found[i], found[n-1]
		s := c.sheet(a.table) + fixed(a.row, a.col, true)
		if n > i+1 {
			s += ":" + fixed(z.row, z.col, true)
		}
		out = append(out, s)
		i = n
	}
	return out
}

// matches says whether a path fits a pattern in which * is one item.
func matches(pattern, path string) bool {
	a, b := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && a[i] != "*" {
			return false
		}
	}
	return true
}

// reckon makes the live formulas of all computed fields that are left out. A formula that rests on a field which has none, as a
// spreadsheet cannot say it, is left out too: it would take a blank for nothing.
func (w *writer) reckon() {
	without := map[*model.Field]bool{}
	fields := map[string]*model.Field{}
	for _, m := range w.names {
		v := w.rec.At(m.path)
		if v == nil || v.Origin != model.Absent || v.Field.Compute == "" {
			continue
		}
		fields[m.path] = v.Field
		if s := w.formula(m.at.table, v); s != "" && len(s) < maxFormula {
			w.formulas[m.path] = s
		} else {
			without[v.Field] = true
		}
	}
	for again := true; again; {
		again = false
		for path := range w.formulas {
			f := fields[path]
			x, err := scopeOf(w.l.Form, f).Compile(f.Compute)
			if err != nil || slices.ContainsFunc(x.Fields(), func(r *model.Field) bool { return without[r] }) {
				delete(w.formulas, path)
				without[f], again = true, true
			}
		}
	}
}

// maxFormula is how long a formula may be; Excel takes 8,192 characters.
const maxFormula = 8000

// formula is the live formula of a computed field, empty if it has none.
func (w *writer) formula(table int, v *model.Value) string {
	f := v.Field
	at, ok := w.at[v.Path]
	if f == nil || f.Compute == "" || !ok {
		return ""
	}
	c := cells{w: w, table: table, item: string(pointer.Path(v.Path).Row())}
	s, ok := w.say(f, at, f.Compute, c)
	if !ok {
		return ""
	}
	if f.Kind.Numeric() {
		s = fmt.Sprintf("ROUND(%s,%d)", s, decimals(f))
	}
	if f.When != "" {
		when, ok := w.say(f, at, f.When, c)
		if !ok {
			return ""
		}
		s = "IF(" + when + "," + s + `,"")`
	}
	return "IFERROR(" + s + `,"")`
}

// say writes an expression of a field's as a formula.
func (w *writer) say(f *model.Field, at model.At, src string, c cells) (string, bool) {
	x, err := scopeOf(w.l.Form, f).Compile(src)
	if err != nil {
		return "", false
	}
	return x.CellFormula(at, c)
}

// scopeOf is where the names in a field's expressions are looked up.
func scopeOf(form *model.Form, f *model.Field) model.Scope {
	if f.Parent == nil {
		return form.Root()
	}
	return scopeOf(form, f.Parent).In(f.Parent)
}

// decimals is to how many places a computed field is rounded in a sheet.
func decimals(f *model.Field) int {
	format, percent := strings.CutSuffix(f.Format, "%")
	_, frac, _ := strings.Cut(format, ".")
	n := len(frac)
	if f.Format == "" {
		if n = 6; f.Kind == model.Rate {
			n, percent = 2, true
		}
	}
	if percent {
		n += 2
	}
	return n
}

// numberFormat is a spreadsheet's format for a computed field. 0.## would leave a point behind a whole number.
func numberFormat(f *model.Field) string {
	switch {
	case f.Format == "" && f.Kind == model.Rate:
		return "0.00%"
	case f.Format == "":
		return "General"
	case strings.Contains(f.Format, ".#") && strings.HasSuffix(f.Format, "%"):
		return "0.00%"
	case strings.Contains(f.Format, ".#"):
		return "General"
	}
	return f.Format
}
