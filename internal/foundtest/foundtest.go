// Package foundtest shows what readers of files found, and checks it, for tests. In: a document or table of package
// found. Out: one line of text, or a failed test.
package foundtest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Show writes a document down: a line a table, its cells with their ranges, in brackets what is said of them.
func Show(d *found.Document, err error) string {
	if err != nil {
		return codes(finding.Of(err))
	}
	var b strings.Builder
	line := func(mark string, lines []*found.Line) {
		for _, l := range lines {
			fmt.Fprintf(&b, "%s%s%s ", mark, l.Text, codes(l.Said))
		}
	}
	for i, t := range d.Tables {
		if i > 0 {
			b.WriteString("/ ")
		}
		if t.Hidden {
			b.WriteString("hidden ")
		}
		line("^", t.Above)
		for k, p := range t.Pieces {
			if k > 0 {
				fmt.Fprintf(&b, "cut@%d ", p.Row)
			}
			if p.Within != "" {
				fmt.Fprintf(&b, "in %s: ", p.Within)
			}
		}
		spans := map[[2]int]found.Span{}
		for _, s := range t.Spans {
			spans[[2]int{s.Row, s.Col}] = s
		}
		for _, r := range t.Rows {
			if r.Repeats > 0 {
				fmt.Fprintf(&b, "(%d=%d) ", r.Number, r.Repeats)
			}
			for _, c := range r.Cells {
				at := found.Ref(r.Number, c.Col)
				if s, ok := spans[[2]int{r.Number, c.Col}]; ok {
					at = s.String()
				}
				fmt.Fprintf(&b, "%s=%s%s ", at, strings.NewReplacer("\n", "⏎", "\t", "⇥", "\u00a0", "~").Replace(c.Text), codes(c.Said()))
			}
		}
		line("_", t.Below)
		b.WriteString(codes(t.Notes))
	}
	return strings.TrimSpace(b.String() + codes(d.Notes))
}

func codes(l finding.List) string {
	var out []string
	for _, f := range l {
		out = append(out, f.Severity.String()[:1]+" "+f.Code)
	}
	if len(out) == 0 {
		return ""
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// Sound says whether the cells of a table lie in its grid, and each only once.
func Sound(t testing.TB, x *found.Table) {
	t.Helper()
	s := found.NewSweep(x.Spans)
	row := 0
	for _, r := range x.Rows {
		if r.Number <= row || r.Number > x.Height || len(r.Cells) == 0 {
			t.Fatalf("row %d after %d, of %d", r.Number, row, x.Height)
		}
		row = r.Number
		if err := s.To(row); err != nil {
			t.Fatal(err)
		}
		col := 0
		for _, c := range r.Cells {
			if c.Col <= col || c.Col > x.Width {
				t.Fatalf("column %d after %d, of %d", c.Col, col, x.Width)
			}
			col = c.Col
			if m, ok := s.At(col); ok && (m.Row != row || m.Col != col) {
				t.Fatalf("%s lies in %s", found.Ref(row, col), m)
			}
			x.Where(row, col)
		}
	}
	for _, m := range x.Spans {
		if m.LastRow > x.Height || m.LastCol > x.Width || m.Row > m.LastRow || m.Col > m.LastCol || m.Row < 1 || m.Col < 1 {
			t.Fatalf("%s in %d rows of %d", m, x.Height, x.Width)
		}
	}
}
