package collect

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/foundtest"
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/templates"
)

// harm is something that is done to one place of a workbook: a label, a row or a column, counted from 0; false where
// there are not so many.
type harm struct {
	name string
	do   func(m *mess, n int) bool
}

var harms = []harm{
	{"a label broken", func(m *mess, n int) bool {
		labels := m.labels()
		if n >= len(labels) {
			return false
		}
		e := edits(m.get(labels[n]), n, nil)
		m.set(labels[n], e[n%len(e)])
		return true
	}},
	{"a label deleted", func(m *mess, n int) bool {
		labels := m.labels()
		if n >= len(labels) {
			return false
		}
		m.set(labels[n], nil)
		return true
	}},
	{"a row deleted", func(m *mess, n int) bool {
		rows, _ := m.size()
		if n >= rows {
			return false
		}
		m.remove(n + 1)
		return true
	}},
	{"a row put in", func(m *mess, n int) bool {
		rows, _ := m.size()
		if n >= rows {
			return false
		}
		m.must(m.f.InsertRows(m.sheet, n+1, 1))
		return true
	}},
	{"a column deleted", func(m *mess, n int) bool {
		_, cols := m.size()
		if n >= cols {
			return false
		}
		col, _ := excelize.ColumnNumberToName(n + 1)
		for _, d := range m.f.GetDefinedName() {
			if strings.Contains(d.RefersTo, "$"+col+"$") {
				m.must(m.f.DeleteDefinedName(&excelize.DefinedName{Name: d.Name, Scope: d.Scope}))
			}
		}
		m.must(m.f.RemoveCol(m.sheet, col))
		return true
	}},
	{"a column put in", func(m *mess, n int) bool {
		_, cols := m.size()
		if n >= cols {
			return false
		}
		col, _ := excelize.ColumnNumberToName(n + 1)
		m.must(m.f.InsertCols(m.sheet, col, 1))
		return true
	}},
	{"a row moved to the right", func(m *mess, n int) bool {
		rows, cols := m.size()
		if n >= rows {
			return false
		}
		for c := cols; c >= 1; c-- {
			m.shift(c, n+1, c+1, n+1)
		}
		return true
	}},
	{"a column moved down", func(m *mess, n int) bool {
		rows, cols := m.size()
		if n >= cols {
			return false
		}
		for r := rows; r >= 1; r-- {
			m.shift(n+1, r, n+1, r+1)
		}
		return true
	}},
}

// shift moves a text to another cell, as typing it there does: names stay.
func (m *mess) shift(c, r, toC, toR int) {
	from, _ := excelize.CoordinatesToCellName(c, r)
	to, _ := excelize.CoordinatesToCellName(toC, toR)
	s := m.get(from)
	m.set(from, nil)
	if s != "" {
		m.must(m.f.SetCellStr(m.sheet, to, s))
	}
}

func (m *mess) size() (rows, cols int) {
	all, err := m.f.GetRows(m.sheet)
	m.must(err)
	for _, r := range all {
		cols = max(cols, len(r))
	}
	return len(all), cols
}

// labels are the cells of texts that are nobody's answer.
func (m *mess) labels() (out []string) {
	all, err := m.f.GetRows(m.sheet)
	m.must(err)
	for r := range all {
		for c, s := range all[r] {
			if n := len([]rune(s)); n > 1 && n < 24 && !m.answers[s] {
				ref, _ := excelize.CoordinatesToCellName(c+1, r+1)
				out = append(out, ref)
			}
		}
	}
	return out
}

// textsOn counts the texts of the cells that are shown on a sheet.
func textsOn(m *mess) map[string]int {
	all, err := m.f.GetRows(m.sheet)
	m.must(err)
	out := map[string]int{}
	for _, r := range all {
		for _, s := range r {
			out[s]++
		}
	}
	return out
}

// TestNothingDropped: whatever one thing is done to a workbook, filled in or printed, of any layout, each text that
// was entered and is still there is read, or a finding names it, or the workbook is refused.
func TestNothingDropped(t *testing.T) {
	racing.Apart(t)
	type tally struct{ workbooks, refused, read, named, dropped int }
	by := map[string]*tally{}
	for _, h := range harms {
		by[h.name] = &tally{}
	}
	for k, entry := range templates.Embedded().List() {
		if !entry.Current || !racing.Full() && k%3 != 0 { // each takes as long as it takes to make and open its workbooks
			continue
		}
		info := entry.ID
		l := layoutOf(t, info)
		record := sample.Append(nil, l.Form, sample.Options{Layout: info, Seed: 8}, 0)
		bound, err := model.BindPartial(dataOf(t, record), l.Form)
		if err != nil {
			t.Fatal(err)
		}
		want, answers := map[string]int{}, map[string]bool{}
		for _, s := range enteredIn(bound) {
			want[s]++
			answers[s] = true
		}
		for j, x := range both(t, info, l, record) {
			for i, h := range harms {
				if !racing.Full() && (k+i+j)%len(harms) != 0 {
					continue
				}
				first, step := 5+(k*7+i*3)%23, 1000 // one place
				if strings.Contains(h.name, "column") {
					first %= 7
				}
				if racing.Full() {
					first, step = (k+i)%3, 3
				}
				for n := first; ; n += step {
					var before, after map[string]int
					ok := false
					broken := edited(t, x.book, func(f *excelize.File) {
						m := &mess{t: t, f: f, sheet: f.GetSheetList()[0], answers: answers}
						for _, d := range f.GetDefinedName() {
							if strings.HasPrefix(d.Name, "_xlnm.") {
								m.must(f.DeleteDefinedName(&excelize.DefinedName{Name: d.Name, Scope: d.Scope}))
							}
						}
						m.must(f.DeleteDataValidation(m.sheet))
						before = textsOn(m)
						if ok = h.do(m, n); ok {
							after = textsOn(m)
						}
					})
					if !ok {
						break
					}
					of := by[h.name]
					of.workbooks++
					r := readIn(t, "a.xlsx", broken, Options{Layout: info})
					if r.Refused() {
						of.refused++
					} else {
						got := map[string]int{}
						for _, s := range enteredIn(r.Record) {
							got[s]++
						}
						for s, w := range want {
							need := max(min(w, w+after[s]-before[s]), 0) // a label may say the same
							if before[s] < w {                           // the name of a group
								need = min(1, after[s])
							}
							switch {
							case before[s] == 0 || len([]rune(s)) < 2 || got[s] >= need:
								of.read += need
							case names(r, s):
								of.named++
							default:
								if of.dropped++; of.dropped < 9 {
									t.Errorf("%s, %s %d: “%s” %d times, read %d\n%s", x.name, h.name, n, s, need, got[s], r.Findings)
								}
							}
						}
					}
				}
			}
		}
	}
	for _, h := range harms {
		t.Logf("%-24s %+v", h.name, *by[h.name])
	}
}

// names says whether a finding names a text.
func names(r *Result, s string) bool {
	for _, f := range r.Findings {
		if strings.Contains(f.Printed, s) || strings.Contains(f.Message, shorten(s)) {
			return true
		}
	}
	return false
}

// TestCutAnywhere: wherever a table is cut in two, also between two lists with an item alike, every value of every
// layout is right, or it is said of it that it may not be.
func TestCutAnywhere(t *testing.T) {
	racing.Apart(t)
	var all score
	forms := 0
	for k, p := range inOneTable(t) {
		want := textsOf(t, p.layout, p.text)
		d := redraw(p.table, 1)
		for row := 2; row <= d.Rows; row++ {
			if !racing.Full() && (row+k)%9 != 0 {
				continue
			}
			forms++
			h := foundtest.NewHand(d.Drawing, 1)
			h.Cuts = []int{row}
			r := readIn(t, "a.html", []byte(h.HTML()), Options{Documents: true, Layout: p.layout.ID})
			var got map[string]string
			if !r.Refused() {
				got = textsOf(t, p.layout, r.Data)
			}
			all.add(judge(t, fmt.Sprintf("%s cut above row %d", p.name, row), func(a, b string) bool { return a == b }, want, got, r))
		}
	}
	if t.Logf("%d forms, %+v", forms, all); all.silent > 0 || all.right*100 < all.values*95 {
		t.Error("something is lost where a table is cut")
	}
}
