package model

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
)

// Dump writes the record as text for people and goldens: a line for each value that is there, with its place in the
// data, its kind, where it comes from, its text as written, its decimal after = when it has one, and what is printed
// where that is not the text.
func (r *Record) Dump(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "record %s\n", strconv.Quote(r.Name))
	r.Body.Each(func(v *Value) {
		if v.Origin == Absent || v == r.Body || v.Field.Kind == Group || v.Field.Kind == Rows && v.Rows == nil {
			return
		}
		if v.Field.Kind == Rows {
			fmt.Fprintf(b, "%s %d\n", v.Path, len(v.Rows))
			return
		}
		fmt.Fprintf(b, "%s %s %s", v.Path, v.Field.Kind, v.Origin)
		if v.Field.Multiple {
			fmt.Fprintf(b, " %q", v.Ticks)
		} else {
			fmt.Fprintf(b, " %s", strconv.Quote(v.Text))
		}
		if v.HasNum {
			fmt.Fprintf(b, " =%s", v.Num)
		}
		if shown := v.Shown(""); shown != v.Text {
			fmt.Fprintf(b, " shown %s", strconv.Quote(shown))
		}
		fmt.Fprintln(b)
	})
	for _, n := range r.Notes {
		fmt.Fprintf(b, "note %s\n", n.Line())
	}
	return b.Flush()
}

// String is the origin's word in dumps.
func (o Origin) String() string {
	return [...]string{"absent", "written", "figure", "computed"}[o&3]
}
