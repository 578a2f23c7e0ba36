package collect

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// road is how a record goes into a workbook.
type road int

const (
	handedOut = road(iota) // a fill-in workbook it was made with, handed back
	typed                  // typed into a fill-in workbook
	printed                // an official form in XLSX
)

func (r road) String() string { return [...]string{"given", "typed", "printed"}[r] }

// What people write, and what programs trip over.
var (
	hardTexts = []string{" ", "　", "  ", "", "—", "-", "/", "无", "——", "0", "１２３", "123456789012345678901234567890", "00012", "1.50", "18,233,182.14",
		"=1+2", "=HYPERLINK(\"x\")", "+86", "-5", "@x", "'引号", "\"引号\"", " 前面有空格", "后面有空格 ", "　全角　", "第一行\n第二行", "\n换行在前", "换行在后\n", "a\tb",
		"_x000D_", "_x0041_", "<b>&amp;</b>", "m²", "≥95%", "2025-01-02", "1/2", "1E5", "TRUE", "#N/A", "#REF!", "☑", "□", "（）", "{甲}", "\\", "e\u0301", "𠮷", "𝟙"}
	hardFigures = []string{" ", "", "—", "-", "/", "无", "0", "-0", "0.00", "１２.５", "1,234.50", "18233182.14", "-5", "−5", "+5", " 5", "5 ", "007", "12.345678", "约5万",
		"123456.7", "0.1", "100", "1e5", "97.98%", "待定"}
)

// invent writes an object of fields in JSON that print can print: at random, and with a text of the caller's here and
// there.
func invent(r *rand.Rand, fields []*model.Field, print map[*model.Field]bool, merged map[*model.Field]bool, text string) map[string]any {
	out := map[string]any{}
	for _, f := range fields {
		switch {
		case f.Kind == model.Group:
			if g := invent(r, f.Fields, print, merged, text); len(g) > 0 {
				out[f.Name] = g
			}
		case f.Kind == model.Rows:
			var list []any
			for range r.IntN(4) {
				item := invent(r, f.Fields, print, merged, text)
				some := false
				for _, c := range f.Fields { // an item that says nothing of its own is no item
					if c.Kind == model.Text && print[c] && !merged[c] && len(c.Choices) == 0 && !some {
						item[c.Name], some = fmt.Sprintf("指标%d", r.IntN(1000)), true
					}
				}
				if some {
					list = append(list, item)
				}
			}
			if list != nil {
				out[f.Name] = list
			}
		case print[f] && (f.Required && f.Compute == "" || r.IntN(3) > 0):
			if v := inventValue(r, f, text); v != nil {
				out[f.Name] = v
			}
		}
	}
	return out
}

func inventValue(r *rand.Rand, f *model.Field, text string) any {
	switch {
	case f.Kind == model.Year:
		return []string{"2025", "２０２５"}[r.IntN(2)]
	case f.Kind == model.Choice && f.Multiple:
		var on []any
		for _, c := range f.Choices {
			if r.IntN(2) == 0 {
				on = append(on, c)
			}
		}
		return on
	case f.Kind == model.Choice:
		return f.Choices[r.IntN(len(f.Choices))]
	case f.Kind.Numeric():
		switch r.IntN(6) {
		case 0:
			return json.Number([]string{"0", "1.5", "0.9798", "1.25", "-1"}[r.IntN(5)])
		case 1:
			return text
		}
		return hardFigures[r.IntN(len(hardFigures))]
	case f.Required:
		return "必填" + fmt.Sprint(r.IntN(100))
	case r.IntN(5) == 0:
		return text
	}
	return hardTexts[r.IntN(len(hardTexts))]
}

// drawing is what a layout prints: which fields, which of them alone in their cells, which are merged.
type drawing struct{ all, alone, merged map[*model.Field]bool }

func drawingOf(l *templates.Layout) drawing {
	d := drawing{map[*model.Field]bool{}, map[*model.Field]bool{}, map[*model.Field]bool{}}
	var walk func(nodes []templates.OutlineNode, sure bool)
	walk = func(nodes []templates.OutlineNode, sure bool) {
		for _, n := range nodes {
			for _, f := range n.Merge {
				d.merged[f] = true
			}
			if n.Row != nil && sure {
				for _, c := range n.Row.Cells {
					for _, p := range c.Parts {
						if f := p.Field.Field; f != nil && p.Kind != templates.OutlineComputed {
							d.all[f] = true
							if _, twice := d.alone[f]; !twice {
								d.alone[f] = len(c.Parts) == 1 && p.Kind == templates.OutlineValue
							} else {
								d.alone[f] = d.alone[f] && len(c.Parts) == 1
							}
						}
					}
				}
			}
			walk(n.Rows, sure && !n.When) // what is printed on a condition only may not be printed
			walk(n.Else, false)
		}
	}
	for _, t := range l.Outline().Tables {
		walk(t.Rows, true)
	}
	return d
}

// written are the texts of a record by path, empty ones included; bare numbers as they are written.
func written(r *model.Record) map[string]string {
	out := map[string]string{}
	r.Body.Each(func(v *model.Value) {
		if v.Field == nil || v.Fields != nil || v.Rows != nil || v.Origin == model.Absent || v.Field.Kind == model.Rows || v.Field.Kind == model.Group {
			return
		}
		out[v.Path] = v.Text
	})
	return out
}

// anyRecord is a random record of a layout; nil if it cannot be bound or printed.
func anyRecord(t *testing.T, l *templates.Layout, seed uint64, text string) ([]byte, *data.Value) {
	t.Helper()
	d := drawingOf(l)
	r := rand.New(rand.NewPCG(seed, 11))
	body := invent(r, l.Form.Fields, d.all, d.merged, text)
	body["form"] = l.ID
	b, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	var raw *data.Value
	if err := data.Read("x.json", b, func(x *data.Value, err error) error { raw = x; return err }); err != nil {
		return nil, nil // a control character
	}
	form, err := engine.Load(t.Context(), raw, l.ID)
	if err == nil {
		_, err = form.Measured()
	}
	if err != nil {
		if finding.Of(err) == nil {
			t.Fatal(err)
		}
		return nil, nil
	}
	return b, raw
}

// travel puts a record into a workbook.
func (w road) travel(t *testing.T, l *templates.Layout, data *data.Value) []byte {
	t.Helper()
	if w == printed {
		form, err := engine.Load(t.Context(), data, l.ID)
		if err != nil {
			t.Fatal(err)
		}
		b, err := engine.Bytes(t.Context(), render.XLSX, render.Options{}, form)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	b, err := workbook.New(l, data, &engine, workbook.Options{Rows: 3, Spare: -1, Blocks: 2, Typed: w == typed})
	var refused *finding.DataError
	if errors.As(err, &refused) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// arrive reads a workbook back and compares it with the record that went in: what was given comes back as it was, to
// the character; of what was typed, spaces around a value that stands inside a text are the text's, and a mark that is
// printed for nothing is nothing.
func (w road) arrive(t *testing.T, l *templates.Layout, data *data.Value, book []byte) {
	t.Helper()
	want, err := model.BindPartial(data, l.Form)
	if err != nil {
		t.Fatal(err)
	}
	res := readIn(t, "表.xlsx", book, Options{Layout: l.ID})
	if res.Refused() {
		if w == handedOut || !said(res.Findings, "READ-PATTERN", finding.Error) {
			t.Fatalf("refused:\n%s", res.Findings)
		}
		return // several readings: said, and not taken
	}
	d := drawingOf(l)
	a, b := written(want), written(res.Record)
	if w != handedOut {
		for _, m := range []map[string]string{a, b} {
			rec := want
			for path, s := range m {
				v := rec.At(path)
				if v == nil || v.Field == nil {
					continue
				}
				s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(s)
				if v.Origin == model.Figure {
					s = v.Shown("") // printed in its format
				}
				if w == printed && d.merged[v.Field] && s == "" { // one cell with neighbours that say nothing
					delete(m, path)
					continue
				}
				if !d.alone[v.Field] || w == typed && strings.Trim(s, "—-/－ \u3000") == "" {
					s = trim(s)
					if strings.Trim(s, "—-/－ ") == "" {
						delete(m, path)
						continue
					}
				}
				m[path] = s
			}
		}
	}
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("%s, %s:\n%s\n%s", l.ID, w, diff, res.Findings)
	}
}

func layouts(t testing.TB) (out []*templates.Layout) {
	for _, info := range templates.Embedded().List() {
		if info.Current {
			out = append(out, layoutOf(t, info.ID))
		}
	}
	return out
}

func TestAnyRecordComesBack(t *testing.T) {
	racing.Apart(t)
	n := 0
	for _, l := range layouts(t) {
		for seed := range uint64(tripCount(1)) {
			for w := handedOut; w <= printed; w++ {
				t.Run(fmt.Sprintf("%s %d %s", l.ID, seed, w), func(t *testing.T) {
					_, data := anyRecord(t, l, seed, "甲　乙 ")
					if data == nil {
						t.Skip("not printable")
					}
					n++
					w.arrive(t, l, data, w.travel(t, l, data))
				})
			}
		}
	}
	if n == 0 {
		t.Error("nothing was tried")
	}
}

// The same, opened and saved by LibreOffice in between.
func TestAnyRecordComesBackFromLibreOffice(t *testing.T) {
	racing.Apart(t)
	type way struct {
		l    *templates.Layout
		data *data.Value
		w    road
	}
	ways, books := map[string]way{}, map[string][]byte{}
	for _, l := range layouts(t) {
		for seed := range uint64(tripCount(1)) {
			for w := handedOut; w <= printed; w++ {
				if _, data := anyRecord(t, l, seed, "甲　乙 "); data != nil {
					name := fmt.Sprintf("%s-%d-%s", strings.ReplaceAll(l.ID, "/", "-"), seed, w)
					ways[name], books[name] = way{l, data, w}, w.travel(t, l, data)
				}
			}
		}
	}
	saved := libreOffice(t, books)
	for name, x := range ways {
		t.Run(name, func(t *testing.T) { x.w.arrive(t, x.l, x.data, saved[name]) })
	}
}

// FuzzWorkbookCollect: a random record of any layout, with a text of the fuzzer's in it, into a workbook by one of the
// three roads and back.
func FuzzWorkbookCollect(f *testing.F) {
	all := layouts(f)
	for i := range all {
		f.Add(uint64(i), uint8(i), uint8(i), []string{" ", "—", "甲\n乙", "=1+2", "１２"}[i%5])
	}
	f.Fuzz(func(t *testing.T, seed uint64, layout, way uint8, text string) {
		if len(text) > 300 {
			t.Skip("long texts are slow, and no different")
		}
		l := all[int(layout)%len(all)]
		_, data := anyRecord(t, l, seed, text)
		if data == nil {
			t.Skip("not printable")
		}
		w := road(way % 3)
		w.arrive(t, l, data, w.travel(t, l, data))
	})
}
