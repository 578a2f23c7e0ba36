package workbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// cells says data as pieces of a formula in a table. Answer cells hold texts as typed (18,233,182.14), so a number is
// read out of the text. Cells of the item the formula is for keep their row relative: one formula serves all items.
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
	if !ok || c.w.scaled[path] || c.local && p.table != c.table {
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

// plain takes separators out of a text; what is blank or no number then gives an error value, and the formula shows
// nothing.
func plain(ref string) string {
	return `SUBSTITUTE(SUBSTITUTE(` + ref + `,",",""),"，","")`
}

// Number is the number in an answer cell.
func (c cells) Number(path string) (string, bool) {
	ref, ok := c.ref(path)
	return "VALUE(" + plain(ref) + c.strict(path) + ")", ok
}

// strict is put behind an entered text before VALUE reads it. A text that is a number keeps its value; one that a
// spreadsheet would take for a percentage, date, time, fraction, truth value or power of ten, as the record does not,
// gives an error value. Fields of other kinds may be written with %, and a computed number may be so small that it has
// a power of ten.
func (c cells) strict(path string) string {
	v := c.w.rec.At(path)
	if v == nil || v.Field.Compute != "" || v.Field.Kind != model.Money && v.Field.Kind != model.Score {
		return ""
	}
	return `&"e0"`
}

// Text is the text in an answer cell.
func (c cells) Text(path string) (string, bool) { return c.ref(path) }

// Over is a function over answer cells. A spreadsheet has no MAX or MIN of texts.
func (c cells) Over(f model.Over, paths []string) (string, bool) {
	if f != model.Sum && f != model.Average {
		return "", false
	}
	var found []place
	var own []string
	strict := `&"e0"`
	for _, p := range paths {
		at, ok := c.w.place[p]
		if !ok || c.w.scaled[p] || c.local && at.table != c.table {
			return "", false
		}
		strict = min(strict, c.strict(p)) // empty if it is for one
		if found = append(found, at); c.item != "" && strings.HasPrefix(p, c.item+"/") {
			ref, _ := c.ref(p)
			own = append(own, ref)
		}
	}
	switch len(own) {
	case 0:
		return over(f, c.blocks(found), strict)
	case len(found): // cells of the item keep their row relative
		return over(f, own, strict)
	}
	return "", false
}

// over adds up blocks of cells, or takes their average; an error value if there is no number in any. Each text has
// strict behind it.
func over(f model.Over, refs []string, strict string) (string, bool) {
	if len(refs) == 0 || len(refs) > maxRanges {
		return "", false
	}
	var terms, numbers []string
	for _, r := range refs {
		// "0"& makes a blank a zero; a minus sign is taken off and put back as a factor.
		terms = append(terms, `SUMPRODUCT((1-2*(LEFT(`+r+`)="-"))*VALUE("0"&SUBSTITUTE(SUBSTITUTE(`+plain(r)+`,"—",""),"-","")`+strict+`))`)
		numbers = append(numbers, "SUMPRODUCT(1*ISNUMBER(VALUE("+plain(r)+strict+")))")
	}
	sum, count := strings.Join(terms, "+"), strings.Join(numbers, "+")
	if f == model.Average {
		return "((" + sum + ")/(" + count + "))", true
	}
	return "IF(" + count + "=0,NA()," + sum + ")", true
}

// blocks are places as references, neighbours below each other as one.
func (c cells) blocks(found []place) []string {
	slices.SortFunc(found, func(a, b place) int {
		return slices.Compare([]int{a.table, a.col, a.row}, []int{b.table, b.col, b.row})
	})
	var out []string
	for i := 0; i < len(found); {
		n := i + 1
		for n < len(found) && found[n].table == found[i].table && found[n].col == found[i].col &&
			found[n].row == found[n-1].row+found[n-1].rows {
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

// live makes the live formulas of all computed fields that are left out. A formula that rests on a field which has
// none, as a spreadsheet cannot say it, is left out too: it would take a blank for nothing.
func (w *writer) live() {
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
			if slices.ContainsFunc(f.Formula().Fields(), func(r *model.Field) bool { return without[r] }) {
				delete(w.formulas, path)
				without[f], again = true, true
			}
		}
	}
}

// maxFormula is how long a formula may be; Excel takes 8,192 characters.
const maxFormula = 8000

// formula is the live formula of a computed field, empty if it has none. It keeps all digits where the cell's format
// rounds what is seen: what rests on it is computed with them, as the record does.
func (w *writer) formula(table int, v *model.Value) string {
	if w.scaled[v.Path] {
		return ""
	}
	f := v.Field
	c := cells{w: w, table: table, item: string(pointer.Path(v.Path).Row())}
	at := w.known.Around(v.Path) // the computed record knows the layout's settings
	s, ok := f.Formula().Spreadsheet(at, c)
	if ok && f.Kind.Numeric() && numberFormat(f) == "General" {
		s = fmt.Sprintf("ROUND(%s,%d)", s, decimals(f))
	}
	if when := f.Condition(); ok && when != nil {
		var cond string
		cond, ok = when.Spreadsheet(at, c)
		s = "IF(" + cond + "," + s + `,"")`
	}
	if !ok {
		return ""
	}
	return "IFERROR(" + s + `,"")`
}

// decimals is to how many places a computed field is rounded in a sheet whose format does not.
func decimals(f *model.Field) int {
	_, frac, ok := strings.Cut(f.Format, ".")
	switch {
	case numberFormat(f) != "General":
		return 15
	case !ok:
		return 6
	}
	return len(frac)
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
