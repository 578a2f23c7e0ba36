package fromblank

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/templates"
)

// drawnBlank makes a workbook of a drawing: lines with bars are ruled cells (< and ^ join), others lines of text.
// Heights are left to the texts, as a clerk leaves them.
func drawnBlank(t *testing.T, drawing string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	border := []excelize.Border{{Type: "left", Style: 1}, {Type: "right", Style: 1}, {Type: "top", Style: 1}, {Type: "bottom", Style: 1}}
	center := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	style := func(x *excelize.Style) int {
		id, err := f.NewStyle(x)
		ok(err)
		return id
	}
	title := style(&excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 18}, Alignment: center})
	line := style(&excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 10}, Alignment: &excelize.Alignment{Horizontal: "left"}})
	cell := style(&excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 10}, Alignment: center, Border: border})
	name := func(col, row int) string {
		s, err := excelize.CoordinatesToCellName(col+1, row+1)
		ok(err)
		return s
	}
	var rows [][]string
	width := 0
	for _, l := range strings.Split(strings.TrimSpace(drawing), "\n") {
		var row []string
		if strings.HasPrefix(l, "|") {
			for _, s := range strings.Split(strings.Trim(l, "|"), "|") {
				row = append(row, strings.ReplaceAll(strings.TrimSpace(s), `\n`, "\n"))
			}
			width = max(width, len(row))
		} else {
			row = []string{"-" + l}
		}
		rows = append(rows, row)
	}
	for r, row := range rows {
		if s, ruled := strings.CutPrefix(row[0], "-"); ruled && len(row) == 1 {
			ok(f.SetCellStr("Sheet1", name(0, r), s))
			ok(f.MergeCell("Sheet1", name(0, r), name(width-1, r)))
			id := line
			if r == 0 {
				id = title
			}
			ok(f.SetCellStyle("Sheet1", name(0, r), name(width-1, r), id))
			continue
		}
		for k, s := range row {
			ok(f.SetCellStyle("Sheet1", name(k, r), name(k, r), cell))
			switch {
			case s == "<" || s == "^" || s == "":
			case strings.HasPrefix(s, "="):
				ok(f.SetCellFormula("Sheet1", name(k, r), s[1:]))
			default:
				ok(f.SetCellStr("Sheet1", name(k, r), s))
			}
			if s == "<" || s == "^" {
				continue
			}
			right, down := k, r
			for right+1 < len(row) && row[right+1] == "<" {
				right++
			}
			for down+1 < len(rows) && k < len(rows[down+1]) && rows[down+1][k] == "^" {
				down++
			}
			if right > k || down > r {
				ok(f.MergeCell("Sheet1", name(k, r), name(right, down)))
			}
		}
	}
	ok(f.SetColWidth("Sheet1", "A", "Z", 11))
	return save(t, f)
}

// TestScore holds the layouts made of blanks against what a person makes of them: fields, lists, merges, figures that
// stay, and nothing printed that is only there to be written over.
func TestScore(t *testing.T) {
	files, err := filepath.Glob("testdata/score/*.txt")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d blanks: %v", len(files), err)
	}
	right, all := 0, 0
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head, rest, _ := strings.Cut(string(b), "\n")
		drawing, want, _ := strings.Cut(rest, "\n---\n")
		form, _, _ := strings.Cut(head, " ")
		own, of := scored(t, file, drawnBlank(t, drawing), form, want)
		if 10*own < 9*of {
			t.Errorf("%s: %d of %d are right", filepath.Base(file), own, of)
		}
		right, all = right+own, all+of
	}
	t.Logf("%d of %d are right over %d blanks", right, all, len(files))
	if 100*right < 95*all {
		t.Errorf("%d of %d are right", right, all)
	}
}

// TestBlind is TestScore over blanks that were made with another program, in a manner of their own, before anybody had
// looked what becomes of them (testdata/blind/make.py).
func TestBlind(t *testing.T) { scoreFolder(t, "testdata/blind", 10) }

// TestClerks is TestBlind over sixteen blanks of other bureaus (testdata/clerks, make.py and again.py). Lines have the
// place of a field by what stands beside it; ‖ is between what is as good.
func TestClerks(t *testing.T) { scoreFolder(t, "testdata/clerks", 16) }

// TestStranger is TestBlind over the ten blanks of a stranger, who judged what became of them by a key of his own: 75.6
// in a hundred at the first run. The lines are what of his key a layout says.
func TestStranger(t *testing.T) { scoreFolder(t, "testdata/stranger", 10) }

// TestOffices is TestBlind over six blanks of other offices (testdata/offices, make.py).
func TestOffices(t *testing.T) { scoreFolder(t, "testdata/offices", 6) }

// scoreFolder wants 95 of 100 lines right over the blanks of a folder, of which there are so many at least.
func scoreFolder(t *testing.T, folder string, blanks int) {
	t.Helper()
	files, err := filepath.Glob(folder + "/*.xlsx")
	if err != nil || len(files) < blanks {
		t.Fatalf("%d blanks: %v", len(files), err)
	}
	right, all := 0, 0
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(strings.TrimSuffix(file, ".xlsx") + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		form, want, _ := strings.Cut(string(text), "\n")
		own, of := scored(t, file, b, form, want)
		right, all = right+own, all+of
	}
	t.Logf("%d of %d are right over %d blanks", right, all, len(files))
	if 100*right < 95*all {
		t.Errorf("%d of %d are right", right, all)
	}
}

// scored counts the wanted lines that the layout made of a blank has.
func scored(t *testing.T, file string, blank []byte, form, want string) (own, of int) {
	t.Helper()
	o := Options{ID: "made/here"}
	if form != "-" {
		o = Options{ID: form + "/here", Form: formOf(t, form)}
	}
	r, err := Convert("空表.xlsx", blank, o)
	if err != nil {
		t.Errorf("%s: %v", file, err)
		return 0, 1
	}
	made := squeezed(string(r.Layout)) + squeezed(string(r.Form))
	_, made, _ = strings.Cut(made, "layout:")
	lines := strings.Split(strings.TrimSpace(want), "\n")
	for _, l := range lines {
		s, no := strings.CutPrefix(l, "not ")
		has := false
		for _, x := range strings.Split(s, "‖") {
			has = has || strings.Contains(made, squeezed(x))
		}
		if has != no {
			own++
		} else {
			t.Logf("%s: %s", filepath.Base(file), l)
		}
	}
	usableAtOnce(t, file, o, r)
	if o.Form == nil {
		again(t, file, blank, r)
	}
	return own, len(lines)
}

// again reads a blank with the form that was made of it, as that of a second place.
func again(t *testing.T, file string, blank []byte, first *Result) {
	t.Helper()
	folder := t.TempDir()
	o := Options{ID: "made/here"}
	if err := usableIn(folder, o, first); err != nil {
		return // said
	}
	lib, err := templates.Open(folder, templates.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	if o.Form, err = lib.Form("made"); err != nil {
		t.Fatal(err)
	}
	r, err := Convert("空表.xlsx", blank, o)
	if err != nil {
		t.Fatal(err)
	}
	r.Form = first.Form
	usableAtOnce(t, file+" with its own form", o, r)
}

// usableAtOnce looks over a layout and fills its own sample in.
func usableAtOnce(t *testing.T, file string, o Options, r *Result) {
	t.Helper()
	if err := usableIn(t.TempDir(), o, r); err != nil {
		t.Errorf("%s: %v\n%s\n%s", file, err, r.Layout, r.Form)
	}
}

// usableIn is what is wrong with a layout that is written to a folder: what its own lint says, what keeps it from being
// loaded or its sample from being filled in.
func usableIn(folder string, o Options, r *Result) error {
	dir, _, _ := strings.Cut(o.ID, "/")
	if err := os.MkdirAll(filepath.Join(folder, dir), 0o777); err != nil {
		return err
	}
	layout := filepath.Join(folder, dir, "here.yaml")
	if err := os.WriteFile(layout, r.Layout, 0o666); err != nil {
		return err
	}
	if r.Form != nil {
		if err := os.WriteFile(filepath.Join(folder, dir, "form.yaml"), r.Form, 0o666); err != nil {
			return err
		}
	}
	if list, err := templates.Embedded().Lint(layout, nil); err != nil || list.HasErrors() {
		return fmt.Errorf("its own lint: %v %v", err, list)
	}
	lib, err := templates.Open(folder, templates.Embedded())
	if err != nil {
		return err
	}
	l, err := lib.Layout(o.ID)
	if err != nil {
		return err
	}
	return computed(r.Record, l, func(rec *model.Record) error {
		_, err := l.Expand(rec)
		return err
	})
}

// computed binds and computes a record of a layout's form.
func computed(record []byte, l *templates.Layout, use func(*model.Record) error) error {
	return data.Read("空.json", record, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		rec, err := model.Bind(d, l.Form)
		if err != nil {
			return err
		}
		if err := rec.Compute(l.Params); err != nil {
			return err
		}
		return use(rec)
	})
}

func formOf(t *testing.T, name string) *model.Form {
	t.Helper()
	for _, i := range templates.Embedded().List() {
		if strings.HasPrefix(i.ID, name+"/") {
			f, err := templates.Embedded().Form(name)
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
	}
	t.Fatalf("no form %s", name)
	return nil
}

// squeezed is a text without blanks and the styles of cells.
func squeezed(s string) string {
	return strings.Join(strings.Fields(styleName.ReplaceAllString(s, "$1")), "")
}

var styleName = regexp.MustCompile(` ?@[^|\s{}"]+([ \n]*[|"])`)
