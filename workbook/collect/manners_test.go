package collect

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// verdict is what a workbook that came back is worth.
type verdict string

const (
	whole    verdict = "已收"
	partial  verdict = "未填全"
	unfilled verdict = "未填"
)

func verdictOf(r *Result) verdict {
	switch {
	case r.Refused():
		return "未收"
	case r.Unfilled:
		return unfilled
	case r.Partial:
		return partial
	}
	return whole
}

// clerk is someone with a workbook: what it was handed out with, and the record that should be filled in.
type clerk struct {
	t     *testing.T
	l     *templates.Layout
	f     *excelize.File
	at    map[string][][2]string // sheet and cells by path
	field map[string]*model.Field
	blame string // the cell that must be named
}

func (c *clerk) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *clerk) set(path, text string) {
	c.t.Helper()
	for _, x := range c.at[path] {
		c.must(c.f.SetCellStr(x[0], x[1], text))
	}
}

// take takes out the value of the last filled-in field that must be there and has a cell of its own; it says whether
// there is one.
func (c *clerk) take(with string, pick func(path string, f *model.Field) bool) bool {
	c.t.Helper()
	var paths []string
	for p, f := range c.field {
		if f.Required && f.Compute == "" && f.Kind == model.Text && len(c.at[p]) == 1 && pick(p, f) {
			s, _ := c.f.GetCellValue(c.at[p][0][0], c.at[p][0][1])
			if strings.TrimSpace(s) != "" {
				paths = append(paths, p)
			}
		}
	}
	if len(paths) == 0 {
		return false
	}
	slices.Sort(paths)
	p := paths[len(paths)-1]
	x := c.at[p][0]
	c.blame = "工作表“" + x[0] + "”" + x[1]
	c.set(p, with)
	return true
}

func top(path string, f *model.Field) bool  { return f.Parent == nil }
func item(path string, f *model.Field) bool { return f.Parent != nil && f.Parent.Kind == model.Rows }

func (c *clerk) rename(from, to string) { c.must(c.f.SetSheetName(from, to)) }

// forget takes away the names, as a program does that renames a sheet and leaves its names behind.
func (c *clerk) forget() {
	for _, n := range c.f.GetDefinedName() {
		if strings.HasPrefix(n.Name, workbook.NamePrefix) {
			c.must(c.f.DeleteDefinedName(&excelize.DefinedName{Name: n.Name}))
		}
	}
}

// spaces types spaces into some open cells where nothing stands.
func (c *clerk) spaces() {
	n := 0
	for _, p := range slices.Sorted(func(yield func(string) bool) {
		for p := range c.at {
			if !yield(p) {
				return
			}
		}
	}) {
		f := c.field[p]
		s, _ := c.f.GetCellValue(c.at[p][0][0], c.at[p][0][1])
		if f == nil || f.Kind == model.Year || f.Kind == model.Choice || s != "" || len(c.at[p]) > 1 {
			continue
		}
		if n++; n < 6 {
			c.set(p, []string{" ", "　", "  "}[n%3])
		}
	}
}

// start is what a workbook is handed out with.
type start int

const (
	nothing start = iota
	head          // unit, project and year
	full          // last year's record
)

// manners are how workbooks come back. do is false if the layout has nothing it could be done to.
var manners = []struct {
	name  string
	start start
	fill  bool // the record is typed in
	do    func(*clerk) bool
	then  string // saved once more by: LibreOffice, openpyxl
	want  verdict
}{
	{name: "空表原样交回", want: unfilled},
	{name: "空表，用 LibreOffice 存过", then: "LibreOffice", want: unfilled},
	{name: "空表，用 openpyxl 存过", then: "openpyxl", want: unfilled},
	{name: "预填的表原样交回", start: head, want: unfilled},
	{name: "预填的表，用 LibreOffice 存过", start: head, then: "LibreOffice", want: unfilled},
	{name: "预填的表，用 openpyxl 存过", start: head, then: "openpyxl", want: unfilled},
	{name: "去年的表原样交回", start: full, want: unfilled},
	{name: "只敲了几个空格", start: head, do: func(c *clerk) bool { c.spaces(); return true }, want: unfilled},
	{name: "预填的也删了", start: head, do: func(c *clerk) bool {
		for p, f := range c.field {
			if f.Kind == model.Text && len(c.at[p]) == 1 {
				c.set(p, "")
			}
		}
		return true
	}, want: unfilled},
	{name: "没填，删了标记表", start: head, do: func(c *clerk) bool { return c.f.DeleteSheet(workbook.MarkSheet) == nil }, want: unfilled},
	{name: "没填，丢了名称", start: head, do: func(c *clerk) bool { c.forget(); return true }, want: unfilled},
	{name: "没填，改了表名", start: head, do: func(c *clerk) bool { c.rename(c.f.GetSheetList()[0], "某局"); return true }, want: unfilled},
	{name: "没填，改了标记表的名", start: head, do: func(c *clerk) bool { c.rename(workbook.MarkSheet, "Sheet2"); return true }, want: unfilled},
	{name: "填好", fill: true, want: whole},
	{name: "预填的填好", start: head, fill: true, want: whole},
	{name: "填好，用 LibreOffice 存过", fill: true, then: "LibreOffice", want: whole},
	{name: "填好，用 openpyxl 存过", fill: true, then: "openpyxl", want: whole},
	{name: "填好，丢了名称", fill: true, do: func(c *clerk) bool { c.forget(); return true }, want: whole},
	{name: "填好，丢了名称又改了表名", fill: true, do: func(c *clerk) bool { c.forget(); c.rename(c.f.GetSheetList()[0], "定稿"); return true }, want: whole},
	{name: "填好，删了标记表", fill: true, do: func(c *clerk) bool { return c.f.DeleteSheet(workbook.MarkSheet) == nil }, want: whole},
	{name: "填好，删了填表说明", fill: true, do: func(c *clerk) bool { return c.f.DeleteSheet(workbook.GuideSheet) == nil }, want: whole},
	{name: "填好，填表说明改了名", fill: true, do: func(c *clerk) bool { c.rename(workbook.GuideSheet, "说明"); return true }, want: whole},
	{name: "去年的表改了一格", start: full, do: func(c *clerk) bool {
		for _, p := range slices.Sorted(func(yield func(string) bool) {
			for p := range c.field {
				if !yield(p) {
					return
				}
			}
		}) {
			if f := c.field[p]; f.Kind == model.Text && len(f.Choices) == 0 && len(c.at[p]) == 1 {
				c.set(p, "今年的")
				return true
			}
		}
		return false
	}, want: whole},
	{name: "缺名称", fill: true, do: func(c *clerk) bool { return c.take("", top) }, want: partial},
	{name: "名称里只有空格", fill: true, do: func(c *clerk) bool { return c.take(" ", top) }, want: partial},
	{name: "预填的名称删了", start: head, fill: true, do: func(c *clerk) bool { return c.take("", top) }, want: partial},
	{name: "一行缺名称", fill: true, do: func(c *clerk) bool { return c.take("", item) }, want: partial},
	{name: "一行缺名称，丢了名称", fill: true, do: func(c *clerk) bool { ok := c.take("", item); c.forget(); return ok }, want: partial},
	{name: "缺名称，用 LibreOffice 存过", fill: true, do: func(c *clerk) bool { return c.take("", top) }, then: "LibreOffice", want: partial},
	{name: "一行缺名称，用 openpyxl 存过", fill: true, do: func(c *clerk) bool { return c.take("", item) }, then: "openpyxl", want: partial},
	{name: "缺名称，删了标记表", fill: true, do: func(c *clerk) bool { ok := c.take("", top); return c.f.DeleteSheet(workbook.MarkSheet) == nil && ok }, want: partial},
}

// handOut makes the workbook of a layout for a record.
func handOut(t *testing.T, l *templates.Layout, record []byte, s start) []byte {
	t.Helper()
	var given *data.Value
	d := dataOf(t, record)
	switch s {
	case full:
		given = d
	case head:
		given = &data.Value{Kind: data.Object}
		for _, m := range d.Members {
			f := fieldAt(l.Form, m.Name)
			if f != nil && (f.Kind == model.Year || f.Kind == model.Text && f.MaxLen == 0 && len(given.Members) < 4) && drawingOf(l).all[f] {
				given.Members = append(given.Members, m)
			}
		}
	}
	b, err := workbook.New(l, given, &engine, workbook.Options{Rows: 6, Spare: 2, Blocks: 2})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// short keeps three items of each list.
func short(t *testing.T, record []byte) []byte {
	t.Helper()
	var x map[string]any
	if err := json.Unmarshal(record, &x); err != nil {
		t.Fatal(err)
	}
	var cut func(v any) any
	cut = func(v any) any {
		switch v := v.(type) {
		case map[string]any:
			for k := range v {
				v[k] = cut(v[k])
			}
		case []any:
			v = v[:min(len(v), 2)]
			for i := range v {
				v[i] = cut(v[i])
			}
			return v
		}
		return v
	}
	b, err := json.Marshal(cut(x))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What came back is told for what it is: no form that is wanting is 已收, no clerk is blamed for a form that is in
// order, and the cell to fill in is named. GONGBIAO_ROUNDTRIPS says how many of each layout and manner; usually one of
// one layout.
func TestManners(t *testing.T) {
	each, all := tripCount(1), layouts(t)
	if os.Getenv("GONGBIAO_ROUNDTRIPS") == "" {
		all = []*templates.Layout{layoutOf(t, shanghai)}
	}
	type sent struct {
		book  []byte
		blame string
		m     int
		l     *templates.Layout
	}
	books := map[string]*sent{}
	resave := map[string]map[string][]byte{"LibreOffice": {}, "openpyxl": {}}
	for _, l := range all {
		fields := map[string]*model.Field{}
		for i := range each {
			record := short(t, sample.Append(nil, l.Form, sample.Options{Layout: l.ID, Seed: 21}, i))
			if _, err := engine.Load(t.Context(), dataOf(t, record), l.ID); err != nil {
				t.Fatal(err)
			}
			blank := map[start][]byte{}
			for k, m := range manners {
				if m.then != "" && os.Getenv("GONGBIAO_JUDGES") == "" {
					continue
				}
				if blank[m.start] == nil {
					blank[m.start] = handOut(t, l, record, m.start)
				}
				s := &sent{m: k, l: l}
				possible := true
				s.book = edited(t, blank[m.start], func(f *excelize.File) {
					if m.fill {
						typeIn(t, f, l, record)
					}
					if m.do == nil {
						return
					}
					c := &clerk{t: t, l: l, f: f, at: cellsOf(t, f), field: fields}
					for p := range c.at {
						if fields[p] == nil {
							fields[p] = fieldAt(l.Form, p)
						}
					}
					possible = m.do(c)
					s.blame = c.blame
				})
				if !possible {
					continue
				}
				name := fmt.Sprintf("%s-%d-%02d", strings.ReplaceAll(l.ID, "/", "-"), i, k)
				books[name] = s
				if m.then != "" {
					resave[m.then][name] = s.book
				}
			}
		}
	}
	if len(resave["LibreOffice"]) > 0 {
		for name, b := range libreOffice(t, resave["LibreOffice"]) {
			books[name].book = b
		}
		for name, b := range openpyxl(t, resave["openpyxl"]) {
			books[name].book = b
		}
	}
	wronglyWhole, accused := 0, 0
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for n := range books {
			if !yield(n) {
				return
			}
		}
	}) {
		s := books[name]
		m := manners[s.m]
		r := readIn(t, name+".xlsx", s.book, Options{})
		got := verdictOf(r)
		if got != m.want {
			t.Errorf("%s %s: %s, want %s\n%s", name, m.name, got, m.want, r.Findings)
		}
		if got == whole && m.want != whole {
			wronglyWhole++
		}
		blamed := got != whole
		for _, f := range r.Findings {
			if f.Severity < finding.Note && strings.HasPrefix(f.Code, "READ-") && !slices.Contains(mayBeSaid, f.Code) {
				blamed = true
				t.Errorf("%s %s: %s", name, m.name, f.Line())
			}
		}
		if blamed && m.want == whole {
			accused++
		}
		if s.blame != "" && !slices.ContainsFunc(r.Findings, func(f finding.Finding) bool {
			return f.Code == "DATA-MISSING" && f.Severity == finding.Error && strings.Contains(f.Place+"）", "（"+s.blame+"）")
		}) && !strings.Contains(m.name, "改了表名") {
			t.Errorf("%s %s: %s is not named:\n%s", name, m.name, s.blame, r.Findings)
		}
	}
	t.Logf("%d workbooks in %d manners: %d wrongly 已收, %d wrongly blamed", len(books), len(manners), wronglyWhole, accused)
}

// mayBeSaid blames no one: what is wanting, a group's name that may be meant, and layouts that draw the same.
var mayBeSaid = []string{"READ-UNFILLED", "READ-GROUP", "READ-AMBIGUOUS"}

// openpyxl saves workbooks once more, as scripts of clerks do.
func openpyxl(t *testing.T, books map[string][]byte) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	for name, b := range books {
		if err := os.WriteFile(filepath.Join(dir, name+".xlsx"), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	python := "python3"
	if p := "/usr/bin/python3"; exec.Command(p, "-c", "import openpyxl").Run() == nil {
		python = p
	}
	script := "import glob,openpyxl,sys\nfor p in glob.glob(sys.argv[1]+'/*.xlsx'):\n w=openpyxl.load_workbook(p)\n w.save(p)\n"
	if out, err := exec.Command(python, "-c", script, dir).CombinedOutput(); err != nil {
		if os.Getenv("GONGBIAO_JUDGES") == "required" {
			t.Fatalf("openpyxl: %v\n%s", err, out)
		}
		t.Skipf("openpyxl is missing: %s", out)
	}
	saved := map[string][]byte{}
	for name := range books {
		b, err := os.ReadFile(filepath.Join(dir, name+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		saved[name] = b
	}
	return saved
}
