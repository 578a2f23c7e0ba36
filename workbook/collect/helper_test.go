package collect

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

var engine render.Engine

var ready Cache

const shanghai = "self-evaluation/shanghai"

func layoutOf(t testing.TB, id string) *templates.Layout {
	t.Helper()
	l, err := templates.Embedded().Layout(id)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// seeds are the real forms of examples/.
func seeds(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, n := range []string{"seed-1", "seed-2", "seed-3"} {
		b, err := os.ReadFile(filepath.Join("..", "..", "examples", n+".json"))
		if err != nil {
			t.Fatal(err)
		}
		out[n] = b
	}
	return out
}

func dataOf(t testing.TB, b []byte) *data.Value {
	t.Helper()
	var out *data.Value
	if err := data.Read("x.json", b, func(d *data.Value, err error) error { out = d; return err }); err != nil {
		t.Fatal(err)
	}
	return out
}

// blankForm is a workbook to be filled in.
func blankForm(t testing.TB, l *templates.Layout, rows int) []byte {
	t.Helper()
	b, err := workbook.New(l, nil, &engine, workbook.Options{Rows: rows})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// fillIn types a record into a workbook through its names, as texts: a field that the form computes only if the record
// has it.
func fillIn(t testing.TB, book []byte, l *templates.Layout, record []byte) []byte {
	t.Helper()
	return edited(t, book, func(f *excelize.File) { typeIn(t, f, l, record) })
}

func typeIn(t testing.TB, f *excelize.File, l *templates.Layout, record []byte) {
	t.Helper()
	r, err := model.BindPartial(dataOf(t, record), l.Form)
	if err != nil {
		t.Fatal(err)
	}
	g, err := l.ExpandOpen(r)
	if err != nil {
		t.Fatal(err)
	}
	at, typed := cellsOf(t, f), map[string]int{}
	for i := range g.Tables {
		for k := range g.Tables[i].Cells {
			x := &g.Tables[i].Cells[k]
			v := r.At(x.Path)
			if !x.Input || v == nil || x.Text == "" && v.Field.Kind != model.Choice || v.Origin == model.Absent && strings.Trim(x.Text, "—-/－ ") == "" {
				continue
			}
			c, k := at[x.Path], typed[x.Path]
			if len(c) == 0 {
				t.Fatalf("no cell for %s", x.Path)
			}
			if typed[x.Path]++; k >= len(c) {
				continue // printed once more
			}
			if err := f.SetCellStr(c[k][0], c[k][1], strings.ReplaceAll(x.Text, "_x", "_x005F_x")); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// cellsOf are sheet and cells of each path, by the names and the hidden sheet; the boxes of a choice have one path.
func cellsOf(t testing.TB, f *excelize.File) map[string][][2]string {
	t.Helper()
	rows, err := f.GetRows(workbook.MarkSheet)
	if err != nil {
		t.Fatal(err)
	}
	refers := map[string]string{}
	for _, n := range f.GetDefinedName() {
		refers[n.Name] = n.RefersTo
	}
	out := map[string][][2]string{}
	for _, r := range rows {
		if to := refers[r[0]]; to != "" {
			sheet, ref, _ := strings.Cut(to, "!")
			out[r[1]] = append(out[r[1]], [2]string{strings.Trim(sheet, "'"), strings.ReplaceAll(ref, "$", "")})
		}
	}
	return out
}

// edited opens a workbook, changes it and saves it.
func edited(t testing.TB, book []byte, change func(*excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	change(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func compact(t testing.TB, b []byte) string {
	t.Helper()
	var out bytes.Buffer
	if err := json.Compact(&out, b); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	return out.String()
}

func readIn(t testing.TB, name string, book []byte, o Options) *Result {
	t.Helper()
	if o.Cache == nil {
		o.Cache = &ready
	}
	r, err := Read(name, book, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
