package workbook

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

var engine render.Engine

func layoutOf(t *testing.T, id string) *templates.Layout {
	t.Helper()
	l, err := templates.Embedded().Layout(id)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func open(t *testing.T, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// Every answer cell of every layout has a name of its own that every spreadsheet takes, is open, keeps texts as texts,
// and the hidden sheet says which datum it is; all other cells are locked.
func TestEveryLayoutCanBeFilledIn(t *testing.T) {
	for _, info := range templates.Embedded().List() {
		if !info.Current {
			continue
		}
		t.Run(strings.ReplaceAll(info.ID, "/", "-"), func(t *testing.T) {
			l := layoutOf(t, info.ID)
			b, err := New(l, nil, &engine, Options{Rows: 5, Spare: 3})
			if err != nil {
				t.Fatal(err)
			}
			again, err := New(l, nil, &engine, Options{Rows: 5, Spare: 3})
			if err != nil || !bytes.Equal(b, again) {
				t.Error("the same form twice is not the same file")
			}
			f := open(t, b)
			marks, err := f.GetRows(MarkSheet)
			if err != nil {
				t.Fatal(err)
			}
			if v, _ := f.GetSheetVisible(MarkSheet); v {
				t.Error("the marks are seen")
			}
			path := map[string]string{}
			for _, m := range marks {
				path[m[0]] = m[1]
			}
			if path[KeyForm] != info.ID || path[KeyLayout] != l.FullID() {
				t.Errorf("the marks say %q, %q", path[KeyForm], path[KeyLayout])
			}
			ok := regexp.MustCompile(`^gb_[0-9]+$`)
			open := map[string]bool{}
			n := 0
			for _, d := range f.GetDefinedName() {
				if !ok.MatchString(d.Name) {
					continue
				}
				n++
				if path[d.Name] == "" {
					t.Errorf("%s stands for nothing", d.Name)
				}
				sheet, ref, _ := strings.Cut(d.RefersTo, "!")
				sheet, ref = strings.Trim(sheet, "'"), strings.ReplaceAll(ref, "$", "")
				if open[sheet+ref] {
					t.Errorf("%s is named twice", ref)
				}
				open[sheet+ref] = true
				id, _ := f.GetCellStyle(sheet, ref)
				st, err := f.GetStyle(id)
				if err != nil || st.Protection == nil || st.Protection.Locked {
					t.Errorf("%s %s is locked", sheet, ref)
				}
				formula, _ := f.GetCellFormula(sheet, ref)
				if err == nil && st.NumFmt != 49 && formula == "" {
					t.Errorf("%s %s does not keep what is typed", sheet, ref)
				}
			}
			if n == 0 || n != len(marks)-3 {
				t.Errorf("%d names, %d marks", n, len(marks)-3)
			}
		})
	}
}

// What a form shipped wants to say while it is filled in can be said by a spreadsheet.
func TestHintsCanBeSaid(t *testing.T) {
	l := layoutOf(t, "self-evaluation/shanghai")
	if len(l.Form.Hints) == 0 {
		t.Fatal("no hints")
	}
	b, err := New(l, nil, &engine, Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, b)
	sheet := f.GetSheetList()[0]
	all := ""
	for r := 1; r < 60; r++ {
		s, _ := f.GetCellFormula(sheet, "K"+strings.TrimSpace(itoa(r)))
		all += s
	}
	for _, h := range l.Form.Hints {
		if !strings.Contains(all, h.Message) {
			t.Errorf("not said: %s", h.Message)
		}
	}
	c, err := f.GetConditionalFormats(sheet)
	if err != nil || len(c) < len(l.Form.Hints) {
		t.Errorf("%d conditional formats: %v", len(c), err)
	}
}

func itoa(n int) string {
	if n >= 10 {
		return itoa(n/10) + string(rune('0'+n%10))
	}
	return string(rune('0' + n))
}

// Lists come from a sheet, so that their texts may be longer than 255 characters.
func TestDropDowns(t *testing.T) {
	b, err := New(layoutOf(t, "self-evaluation/shanghai"), nil, &engine, Options{Rows: 4, Spare: -1})
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, b)
	dv, err := f.GetDataValidations(f.GetSheetList()[0])
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, v := range dv {
		if v.Type != "list" {
			continue
		}
		n++
		if !strings.HasPrefix(v.Formula1, "'"+ListSheet+"'!") {
			t.Errorf("the list of %s is %s", v.Sqref, v.Formula1)
		}
		if want := []string{"B13:B16", "C13:C16"}[n-1]; v.Sqref != want {
			t.Errorf("a list for %s, want %s", v.Sqref, want)
		}
	}
	if n != 2 {
		t.Errorf("%d drop-downs, want 2", n)
	}
	got, _ := f.GetCellValue(ListSheet, "A1")
	if got != "成本指标" {
		t.Errorf("the first choice is %q", got)
	}
}

// A form that is filled in beforehand keeps all of it, and has room for more.
func TestGiven(t *testing.T) {
	text, err := os.ReadFile("../../examples/seed-2.json")
	if err != nil {
		t.Fatal(err)
	}
	var given *data.Value
	if err := data.Read("seed-2.json", text, func(d *data.Value, err error) error { given = d; return err }); err != nil {
		t.Fatal(err)
	}
	b, err := New(layoutOf(t, "self-evaluation/shanghai"), given, &engine, Options{Rows: 10})
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, b)
	rows, err := f.GetRows(f.GetSheetList()[0])
	if err != nil {
		t.Fatal(err)
	}
	all := ""
	for _, r := range rows {
		all += strings.Join(r, "\x00") + "\x00"
	}
	for _, s := range []string{"461041.00", "281,411", "99.25%", "=", "政务新媒体（微信）文章点击量", "89.93"} {
		if s != "=" && !strings.Contains(all, "\x00"+s+"\x00") {
			t.Errorf("%q is not there", s)
		}
	}
	sheet := f.GetSheetList()[0]
	for row, want := range map[int]bool{12 + 15: true, 12 + 16: false} { // fifteen indicators are given
		if v, _ := f.GetRowVisible(sheet, row); v != want {
			t.Errorf("row %d is seen: %v", row, v)
		}
	}
}

func TestRefused(t *testing.T) {
	l := layoutOf(t, "self-evaluation/shanghai")
	if _, err := New(l, nil, &engine, Options{Rows: 499, Spare: 30}); finding.Of(err) == nil {
		t.Errorf("too many rows: %v", err)
	}
	var given *data.Value
	_ = data.Read("x.json", []byte(`{"项目": "x"}`), func(d *data.Value, err error) error { given = d; return err })
	if _, err := New(l, given, &engine, Options{}); finding.Of(err) == nil {
		t.Errorf("an unknown field: %v", err)
	}
}

func TestSkeleton(t *testing.T) {
	for formula, want := range map[string]string{
		"IFERROR(ROUND(VALUE(SUBSTITUTE($E$6,\",\",\"\"))/2,2),\"\")": "IFERROR(ROUND(VALUE(SUBSTITUTE(@,\",\",\"\"))/2,2),\"\")",
		"=SUM('表 1'!A1:B2, C3)":                                       "SUM(@,@)",
		"ROUND(A1, 2)":                                                "ROUND(@,2)",
	} {
		if got := Skeleton(formula); got != want {
			t.Errorf("%s: %s, want %s", formula, got, want)
		}
	}
}

// Whatever a layout prints, in whichever branch, has an answer cell: nothing of the form is left that cannot be filled
// in.
func TestEveryFieldHasACell(t *testing.T) {
	for _, info := range templates.Embedded().List() {
		if !info.Current {
			continue
		}
		l := layoutOf(t, info.ID)
		b, err := New(l, nil, &engine, Options{Rows: 2, Spare: -1})
		if err != nil {
			t.Fatal(err)
		}
		marks, err := open(t, b).GetRows(MarkSheet)
		if err != nil {
			t.Fatal(err)
		}
		has := map[string]bool{}
		for _, m := range marks {
			var names []string
			for _, s := range strings.Split(m[1], "/") {
				if strings.Trim(s, "0123456789") != "" {
					names = append(names, s)
				}
			}
			has[strings.Join(names, "/")] = true
		}
		var walk func(n []templates.OutlineNode)
		walk = func(nodes []templates.OutlineNode) {
			for _, n := range nodes {
				walk(n.Rows)
				walk(n.Else)
				if n.Row == nil {
					continue
				}
				for _, c := range n.Row.Cells {
					for _, p := range c.Parts {
						if p.Field.Field == nil {
							continue
						}
						if path := fieldPath(p.Field.Field); !has[path] {
							t.Errorf("%s: %s has no answer cell", info.ID, path)
						}
						break // the first field names the cell
					}
				}
			}
		}
		for _, tb := range l.Outline().Tables {
			walk(tb.Rows)
		}
	}
}

func fieldPath(f *model.Field) string {
	name := strings.NewReplacer("~", "~0", "/", "~1").Replace(f.Name)
	if f.Parent == nil {
		return name
	}
	return fieldPath(f.Parent) + "/" + name
}
