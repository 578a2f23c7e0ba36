package templates

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gongbiao/gongbiao/internal/gridtest"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
)

// library is a library of one form and one layout, f/x.
func library(form, layout string) *Library {
	return &Library{dir: "t", fsys: fstest.MapFS{
		"f/form.yaml": {Data: []byte(form)},
		"f/x.yaml":    {Data: []byte(layout)},
		"f/印.png":     {Data: dot()},
		"f/残.png":     {Data: dot()[:40]},
		"f/巨.png":     {Data: huge()},
	}}
}

// dot is a picture of one pixel.
func dot() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))) // a Buffer does not fail
	return b.Bytes()
}

// huge is a picture that says it is 30000 × 30000 pixels large.
func huge() []byte {
	b := dot()
	binary.BigEndian.PutUint32(b[16:], 30000)
	binary.BigEndian.PutUint32(b[20:], 30000)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

// formOf is a form.yaml with these fields.
func formOf(fields string) string { return "form: f\nname: 表\nfields:\n" + indent(fields, "  ") }

// layoutOf is a layout of f with n columns of 10 mm and what follows.
func layoutOf(n int, rest string) string {
	return "layout: f/x\nversion: \"1\"\nname: 试\ncolumns: [" + strings.TrimSuffix(strings.Repeat("10, ", n), ", ") + "]\n" + dedent(rest)
}

// dedent takes the indent of the first line from all lines, so that tests can be written in line.
func dedent(s string) string {
	s = strings.TrimLeft(s, "\n")
	n := len(s) - len(strings.TrimLeft(s, "\t"))
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if len(l) >= n && strings.Trim(l[:n], "\t") == "" {
			lines[i] = strings.ReplaceAll(l[n:], "\t", "  ")
		} else if strings.TrimSpace(l) == "" {
			lines[i] = ""
		}
	}
	return strings.Join(lines, "\n")
}

func indent(s, by string) string {
	lines := strings.Split(strings.TrimRight(dedent(s), "\n "), "\n")
	for i := range lines {
		lines[i] = by + lines[i]
	}
	return strings.Join(lines, "\n") + "\n"
}

func mustLayout(t testing.TB, form, layout string) *Layout {
	t.Helper()
	l, err := library(form, layout).Layout("f/x")
	if err != nil {
		t.Fatalf("%v\n%s", err, layout)
	}
	return l
}

// fill binds a YAML record to the layout and expands it.
func fill(t testing.TB, l *Layout, record string) (*grid.Grid, error) {
	t.Helper()
	var r *model.Record
	err := data.Read("r.yaml", []byte(dedent(record)), func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		if r, err = model.Bind(d, l.Form); err != nil {
			return err
		}
		return r.Compute(l.Params)
	})
	if err != nil {
		t.Fatalf("%v\n%s", err, record)
	}
	return l.Expand(r)
}

func mustFill(t testing.TB, l *Layout, record string) *grid.Grid {
	t.Helper()
	g, err := fill(t, l, record)
	if err != nil {
		t.Fatal(err)
	}
	if err := gridtest.Check(g); err != nil {
		t.Fatal(err)
	}
	return g
}

// drawn compares a grid with a drawing; runs of spaces and the indent do not count.
func drawn(t testing.TB, g *grid.Grid, want string) {
	t.Helper()
	drawing := gridtest.Draw(g)
	if have, want := squeeze(drawing), squeeze(want); have != want {
		t.Errorf("have\n%s\nwant\n%s", drawing, want)
	}
}

func squeeze(s string) string {
	var out []string
	for _, l := range strings.Split(s, "\n") {
		if f := strings.Join(strings.Fields(l), " "); f != "" {
			out = append(out, strings.ReplaceAll(f, " |", "|"))
		}
	}
	return strings.Join(out, "\n")
}

// cellAt is the cell with this text.
func cellAt(t testing.TB, g *grid.Grid, text string) *grid.Cell {
	t.Helper()
	for i := range g.Tables {
		for k := range g.Tables[i].Cells {
			if c := &g.Tables[i].Cells[k]; c.Text == text {
				return c
			}
		}
	}
	t.Fatalf("no cell %q", text)
	return nil
}

// codes are the codes of an error's findings.
func codes(err error) string {
	var out []string
	for _, f := range finding.Of(err) {
		out = append(out, f.Code)
	}
	return strings.Join(out, " ")
}
