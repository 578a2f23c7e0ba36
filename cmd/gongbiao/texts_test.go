package main

import (
	"archive/zip"
	"encoding/json"
	"encoding/xml"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// evil are texts that a spreadsheet takes for a formula when they are typed.
var evil = []string{"=1+1", "+1", "-1", "@x", "＝1", "=HYPERLINK(\"http://x\",\"y\")", "=cmd|' /C calc'!A0", " =1", "\u3000=1", "－1", "＋1", "＠SUM(A1)", "'=1", "\t=1", "\n=1", "=甲"}

// TestTextsStayTexts writes such texts into every text of every kind of workbook there is: none becomes a formula,
// and none would when a user opens the cell and presses Enter.
func TestTextsStayTexts(t *testing.T) {
	dir := t.TempDir()
	at := func(name ...string) string { return filepath.Join(append([]string{dir}, name...)...) }
	must := func(code int, args ...string) {
		t.Helper()
		if got, out := says(t, args...); got != code {
			t.Fatalf("%v: exit %d, want %d\n%s", args, got, code, out)
		}
	}
	put := func(name, text string) string {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(at(name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at(name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return at(name)
	}
	const layout = "self-evaluation/shanghai"
	forms := func(texts []string) (lines []string) {
		next := 0
		one := func() string { next++; return texts[(next-1)%len(texts)] }
		for range texts {
			items := []any{}
			for range 3 {
				items = append(items, map[string]any{"一级指标": one(), "二级指标": one(), "三级指标": one(), "年度指标值": one(), "实际完成值": one(), "偏差原因分析及改进措施": one()})
			}
			b, err := json.Marshal(map[string]any{"form": layout, "年度": "2022", "项目名称": one(), "主管部门": one(), "实施单位": one(),
				"年度总体目标": map[string]any{"预期目标": one(), "实际完成情况": one()}, "绩效指标": items})
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, string(b))
		}
		return lines
	}
	bad, good := forms(evil), forms([]string{"甲", "乙丙"})
	records := put("evil.jsonl", strings.Join(bad, "\n"))
	plain := put("good.json", good[0])

	// printed forms, several in a book, a bound book
	must(0, "render", records, "-f", "xlsx", "-o", at("a"))
	must(0, "render", records, "-o", at("a.xlsx"))
	must(0, "book", records, "-o", at("book.xlsx"), "--unit", "=1+1", "--title", "@x")
	// the list of findings, the list of failures
	must(1, "check", records, "-o", at("findings.xlsx"))
	failing := put("=1+1/=2+2.jsonl", strings.ReplaceAll(strings.Join(bad, "\n"), `"年度":"2022"`, `"年度":"2022","=3+3":"@x"`))
	must(4, "render", failing, "-o", at("failed"), "--manifest")
	// forms to fill in: empty, with a record, for units; what came back, in the ledger
	must(0, "form", "new", "-t", layout, "-o", at("fill", "plain.xlsx"), "--from", plain)
	for i, line := range bad {
		must(0, "form", "new", "-t", layout, "-o", at("fill", string(rune('a'+i))+".xlsx"), "--from", put("one.json", line))
	}
	units := put("units.csv", "主管部门,实施单位,项目名称,年度\n=1+1,@x,+1,2022\n")
	must(0, "form", "new", "-t", layout, "--units", units, "-o", at("units"))
	code, out := says(t, "form", "collect", at("fill"), at("units"), "-o", at("data"), "--ledger", at("ledger.xlsx"))
	if code > 1 {
		t.Fatal(code, out)
	}
	// a layout of one's own with such texts in labels, choices, hints and its name
	y := func(s string) string { b, _ := json.Marshal(s); return string(b) }
	put("own/f/form.yaml", "form: f\nname: "+y("=1+1")+"\nfields:\n  甲: {kind: text, choices: ["+y("=1+1")+", "+y("@x")+"], hint: "+y("=2")+"}\n  乙: {kind: number, compute: 1 + 1, hint: "+y("\t=2")+"}\n")
	put("own/f/x.yaml", "layout: f/x\nversion: '1'\nname: "+y("=1+1")+"\nplace: 无\nsource: 自编\nconfirmed: 无\npaper: A4\ncolumns: [50, 50]\nrows: |\n  | =1+1 | {甲} |\n  | +1 | {乙} |\n  | ＠x | -1 |\n")
	must(0, "form", "new", "-t", "f/x", "--templates", at("own"), "-o", at("own.xlsx"))
	must(0, "render", put("own.json", `{"form":"f/x","甲":"=1+1"}`), "--templates", at("own"), "-f", "xlsx", "-o", at("own-out"))

	ours := map[string]bool{} // the formulas of a form filled in harmlessly
	for _, f := range bookOf(t, at("fill", "plain.xlsx")).formulas {
		ours[f] = true
	}
	if len(ours) < 10 {
		t.Fatalf("a form to fill in has the formulas %v", ours)
	}
	n, texts := 0, 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".xlsx" {
			return err
		}
		n++
		b := bookOf(t, path)
		rel, _ := filepath.Rel(dir, path)
		for _, f := range b.formulas {
			switch filled := strings.HasPrefix(rel, "fill") || strings.HasPrefix(rel, "units"); {
			case filled && !ours[f], !filled && rel != "own.xlsx":
				t.Errorf("%s has the formula %s", rel, f)
			case rel == "own.xlsx" && !strings.HasPrefix(f, "IF"):
				t.Errorf("%s has the formula %s", rel, f)
			}
		}
		for _, c := range b.texts {
			if x := strings.TrimLeft(c.text, " \t\r\n\u3000"); x != "" && strings.ContainsAny(string([]rune(x)[:1]), "=+-@＝＋－＠'") {
				if texts++; !c.quoted {
					t.Errorf("%s: the text %q would be a formula after Enter", rel, c.text)
				}
			}
		}
		if b.creator == "" || b.modifiedBy == "" {
			t.Errorf("%s says neither who made it nor who wrote it last: %q, %q", rel, b.creator, b.modifiedBy)
		}
		return nil
	})
	if err != nil || n < 40 || texts < 500 {
		t.Errorf("%d workbooks with %d such texts, %v", n, texts, err)
	}
}

// sheetTexts is what of a workbook may be taken for a formula.
type sheetTexts struct {
	formulas []string
	texts    []struct {
		text   string
		quoted bool
	}
	creator, modifiedBy string
}

// bookOf reads the parts of a workbook as they stand in the file.
func bookOf(t *testing.T, path string) (out sheetTexts) {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(path, err)
	}
	defer z.Close()
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name], err = io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
	}
	read := func(name string, v any) {
		t.Helper()
		if err := xml.Unmarshal(parts[name], v); err != nil {
			t.Fatal(path, name, err)
		}
	}
	var styles struct {
		Xfs []struct {
			Quote string `xml:"quotePrefix,attr"`
		} `xml:"cellXfs>xf"`
	}
	var shared struct {
		SI []struct {
			T string   `xml:"t"`
			R []string `xml:"r>t"`
		} `xml:"si"`
	}
	var props struct {
		Creator string `xml:"creator"`
		By      string `xml:"lastModifiedBy"`
	}
	read("xl/styles.xml", &styles)
	read("xl/sharedStrings.xml", &shared)
	read("docProps/core.xml", &props)
	out.creator, out.modifiedBy = props.Creator, props.By
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if !strings.HasPrefix(name, "xl/worksheets/sheet") {
			continue
		}
		var sheet struct {
			Cells []struct {
				S int    `xml:"s,attr"`
				T string `xml:"t,attr"`
				F string `xml:"f"`
				V string `xml:"v"`
			} `xml:"sheetData>row>c"`
		}
		read(name, &sheet)
		for _, c := range sheet.Cells {
			if c.F != "" {
				out.formulas = append(out.formulas, c.F)
			}
			if c.T != "s" {
				continue
			}
			i := 0
			for _, d := range c.V {
				i = i*10 + int(d-'0')
			}
			text := shared.SI[i].T + strings.Join(shared.SI[i].R, "")
			out.texts = append(out.texts, struct {
				text   string
				quoted bool
			}{text, styles.Xfs[c.S].Quote == "1"})
		}
	}
	return out
}
