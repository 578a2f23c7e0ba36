package xlsx

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/ooxml"
)

// place is where a number is.
type place struct{ table, row, col int }

// index notes where each datum is that is written as a number.
func (f *form) index() {
	f.refs = map[string][]place{}
	for i := range f.m.Tables {
		for k := range f.m.Tables[i].Cells {
			c := &f.m.Tables[i].Cells[k]
			if _, _, ok := stored(&c.Cell, c.Text); ok && c.Path != "" && c.Shift == 0 {
				f.refs[c.Path] = append(f.refs[c.Path], place{i, c.Row, c.Col})
			}
		}
	}
}

// formula puts cell references into a cell's formula, in which {/a/b} names a datum by its path and {/a/b|/a/c}
// several, as the arguments of a function: SUM({/绩效指标/0/分值|/绩效指标/1/分值}) becomes SUM(G12:G13). It is empty, and the cell
// keeps its value only, if a datum named is not in the form as a number.
func (f *form) formula(table int, src string) string {
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(src, "{")
		out.WriteString(before)
		if !ok {
			return out.String()
		}
		paths, after, ok := strings.Cut(rest, "}")
		if !ok {
			return ""
		}
		refs := f.find(table, strings.Split(paths, "|"))
		if refs == "" {
			return ""
		}
		out.WriteString(refs)
		src = after
	}
}

func (f *form) find(table int, paths []string) string {
	var found []place
	for _, p := range paths {
		if len(f.refs[p]) == 0 {
			return ""
		}
		found = append(found, f.refs[p][0]) // printed twice, the same number
	}
	slices.SortFunc(found, func(a, b place) int {
		return slices.Compare([]int{a.table, a.col, a.row}, []int{b.table, b.col, b.row})
	})
	var refs []string
	for i := 0; i < len(found); {
		n := i + 1
		for n < len(found) && found[n] == (place{found[i].table, found[i].row + n - i, found[i].col}) {
			n++
		}
		s := ooxml.Range{R1: found[i].row, C1: found[i].col, R2: found[n-1].row, C2: found[i].col}.String()
		if found[i].table != table {
			s = ooxml.Quote(f.names[found[i].table]) + "!" + s
		}
		refs = append(refs, s)
		i = n
	}
	return strings.Join(refs, ",")
}
