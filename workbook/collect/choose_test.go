package collect

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// tenLabels are labels no two of which are alike.
var tenLabels = strings.Fields("甲乙丙丁 子丑寅卯 金木水火 东南西北 春夏秋冬 琴棋书画 江河湖海 红黄蓝绿 喜怒哀乐 酸甜苦辣")

// libraryOf makes layouts of one form, each drawn with a label and a field a row; tables are split by an empty label.
func libraryOf(t *testing.T, layouts map[string][]string) *templates.Library {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "f"), 0o777); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, "f", name+".yaml"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	form, most := "form: f\nname: 表\nfields:\n", 0
	for name, labels := range layouts {
		text, n, table := "layout: f/"+name+"\nversion: \"1\"\nname: 试"+name+"\ntables:\n- name: 一\n  columns: [60, 60]\n  rows: |\n", 0, "二"
		for _, l := range labels {
			switch l {
			case "":
				text += "- name: " + table + "\n  columns: [60, 60]\n  rows: |\n"
			default:
				if n++; l == "+" {
					l = ""
				}
				text += fmt.Sprintf("    | %s | {f%d} |\n", l, n)
			}
		}
		write(name, text)
		most = max(most, n)
	}
	for i := range most {
		form += fmt.Sprintf("  f%d: text\n", i+1)
	}
	write("form", form)
	lib, err := templates.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// workbookOf is a workbook of sheets with labels in column A and a text beside each.
func workbookOf(t *testing.T, text string, sheets ...[]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, labels := range sheets {
		name := fmt.Sprintf("Sheet%d", i+1)
		if i > 0 {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
			text += "别"
		}
		for r, l := range labels {
			for c, s := range []string{l, text} {
				if err := f.SetCellStr(name, fmt.Sprintf("%c%d", 'A'+c, r+1), s); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// known are n of ten labels, the others written over.
func known(n int) []string {
	out := slices.Clone(tenLabels)
	for i := n; i < len(out); i++ {
		out[i] = fmt.Sprint("另一格", i)
	}
	return out
}

func has(l finding.List, code string, s finding.Severity) bool {
	return slices.ContainsFunc(l, func(f finding.Finding) bool { return f.Code == code && f.Severity == s })
}

// How many labels make a form, a table of one, a copy of one.
func TestSharesOfLabels(t *testing.T) {
	reversed := known(10)
	slices.Reverse(reversed)
	two := append(append(known(10), ""), strings.Fields("天地玄黄 宇宙洪荒 日月盈昃 辰宿列张")...)
	second := func(n int) []string {
		return append(strings.Fields("天地玄黄 宇宙洪荒 日月盈昃 辰宿列张")[:n], "另一格一", "另一格二", "另一格三", "另一格四")[:4]
	}
	for _, x := range []struct {
		name   string
		labels []string // of the layout
		sheets [][]string
		code   string
		sev    finding.Severity
		want   bool
	}{
		{"six of ten labels are the form", known(10), [][]string{known(6)}, "READ-NO-FORM", finding.Error, false},
		{"five are another one", known(10), [][]string{known(5)}, "READ-NO-FORM", finding.Error, true},
		{"all of them upside down as well", known(10), [][]string{reversed}, "READ-NO-FORM", finding.Error, true},
		{"two labels of four are the second table", two, [][]string{known(10), second(2)}, "READ-TABLE", finding.Warning, false},
		{"one is not", two, [][]string{known(10), second(1)}, "READ-TABLE", finding.Warning, true},
		{"eight of ten are a copy", known(10), [][]string{known(10), known(8)}, "READ-COPY", finding.Error, true},
		{"seven are another sheet", known(10), [][]string{known(10), known(7)}, "READ-SHEET", finding.Note, true},
	} {
		r := readIn(t, "x.xlsx", workbookOf(t, "值", x.sheets...), Options{Library: libraryOf(t, map[string][]string{"x": x.labels}), Layout: "f/x"})
		if has(r.Findings, x.code, x.sev) != x.want {
			t.Errorf("%s: %s is said: %v\n%s", x.name, x.code, !x.want, r.Findings)
		}
	}
}

// Of ten labels that are somewhere on a sheet, four are worth a closer look and three are not; of all of them mixed
// up, too few come out in their order.
func TestHopeful(t *testing.T) {
	var mixed []string // no more than two are in their order
	for i := 8; i >= 0; i -= 2 {
		mixed = append(mixed, tenLabels[i:i+2]...)
	}
	first := strings.Fields("天地玄黄 宇宙洪荒 日月盈昃 辰宿列张 寒来暑往 秋收冬藏 闰余成岁 律吕调阳 云腾致雨 露结为霜 金生丽水 玉出昆冈 剑号巨阙 珠称夜光 果珍李柰 菜重芥姜")
	lib := libraryOf(t, map[string][]string{"x": append(append(slices.Clone(first), ""), tenLabels...)})
	for _, x := range []struct {
		name   string
		second []string
		want   bool
	}{{"four", known(4), true}, {"three", known(3), false}, {"all, two in their order", mixed, false}} {
		r := readIn(t, "x.xlsx", workbookOf(t, "值", first, x.second), Options{Library: lib, Layout: "f/x"})
		if got := !has(r.Findings, "READ-TABLE", finding.Warning); got != x.want {
			t.Errorf("%s: the second table is read: %v\n%s", x.name, got, r.Findings)
		}
	}
}

// Two layouts are as like a workbook as each other when neither labels nor costs tell them apart.
func TestAmbiguous(t *testing.T) {
	five := strings.Fields("甲乙丙丁戊 子丑寅卯辰 金木水火土 东南西北中 春夏秋冬闰")
	long := append(slices.Clone(five), strings.Fields("琴棋书画茶 江河湖海洋 红黄蓝绿紫 喜怒哀乐悲 一二三四五六七八九十")...)
	changed := func(l []string, from, to string) []string {
		return strings.Fields(strings.ReplaceAll(strings.Join(l, " "), from, to))
	}
	for _, x := range []struct {
		name string
		a, b []string
		want bool
	}{
		{"the same", five, five, true},
		{"a tenth of one label of ten", long, changed(long, "十", "拾"), true},
		{"a fifth of one label of five", five, changed(five, "闰", "年"), false}, // costs 0.4, and four hundredths of the labels
		{"one more field", five, append(slices.Clone(five), "+"), false},       // all labels, but 1.2 more
	} {
		lib := libraryOf(t, map[string][]string{"x": x.a, "y": x.b})
		r := readIn(t, "x.xlsx", workbookOf(t, "值", x.a), Options{Library: lib})
		if r.Layout != "f/x@1" || has(r.Findings, "READ-AMBIGUOUS", finding.Warning) != x.want {
			t.Errorf("%s: read by %s, want f/x@1, ambiguous: %v\n%s", x.name, r.Layout, x.want, r.Findings)
		}
	}
}

func TestConfidence(t *testing.T) {
	for _, x := range []struct {
		cost float64
		name string
		want float64
	}{{0, "", 0.98}, {-0.4, "", 0.98}, {1, "", 0.9}, {6, "", 0.5}, {20, "", 0.3}, {20, "gb_1", 1}} {
		if got := new(taker).confidence(matched{cost: x.cost}, &cell{name: x.name}); got != x.want {
			t.Errorf("a row that costs %g, name %q: %g, want %g", x.cost, x.name, got, x.want)
		}
	}
}

// A number, a mark for none, an amount in words: what a field of figures is laid on without a cost.
func TestFigure(t *testing.T) {
	for text, want := range map[string]bool{"12.5": true, "—": true, "1,000": true, "无": true, "暂无": false, "约5万": false} {
		if got := (&cell{kind: found.Text, text: text, norm: normal(text)}).figure(); got != want {
			t.Errorf("%s is a figure: %v", text, got)
		}
	}
}

// A merged range far from everything is not the form's: it neither makes the sheet larger nor is it refused for it.
func TestFarRanges(t *testing.T) {
	for _, x := range []struct {
		from, to   string
		rows, cols int
	}{{"C12", "D13", 13, 4}, {"A210", "A211", 211, 2}, {"A211", "A212", 10, 2}, {"BN1", "BO1", 10, 67}, {"BO1", "BP1", 10, 2}} {
		b, err := read("x.xlsx", edited(t, workbookOf(t, "值", tenLabels), func(f *excelize.File) {
			if err := f.MergeCell("Sheet1", x.from, x.to); err != nil {
				t.Fatal(err)
			}
		}), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if s := b.sheets[0]; len(s.rows) != x.rows || s.end != x.cols {
			t.Errorf("with %s:%s the sheet has %d rows and %d columns, want %d and %d", x.from, x.to, len(s.rows), s.end, x.rows, x.cols)
		}
	}
}

// A text is a changed label as long as no more than half of the longer one differs.
func TestLike(t *testing.T) {
	for _, x := range []struct {
		label, text string
		want        float64
	}{
		{"主管部门", "主管部门", 1}, {"主管部门", "主管单位", 0.5}, {"主管部门", "主管", 0.5}, {"主管部门", "主办单位", 0}, {"主管部门", "主", 0}, {"主管部门", "主管单位甲", 0},
		{"实施单位", "单位实施", 0}, {"年度总体目标", "年度绩效目标", float64(4) / 6}, {"主管部门", "", 0},
		{strings.Repeat("甲", 64), strings.Repeat("甲", 63) + "乙", 1 - float64(1)/64}, {strings.Repeat("甲", 65), strings.Repeat("甲", 64) + "乙", 0},
	} {
		a := &aligner{p: &pattern{}, likes: map[[2]string]float64{}}
		c, s := &cellPattern{label: x.label, letters: lettersOf(x.label)}, &cell{norm: x.text, letters: lettersOf(x.text)}
		for range 2 { // computed, and remembered
			if got := a.like(c, s); !nearly(got, x.want) {
				t.Errorf("%s and %s are alike by %g, want %g", x.label, x.text, got, x.want)
			}
		}
	}
}

// A column is known by its labels only where all of them agree.
func TestAnchor(t *testing.T) {
	on := func(label string, drawn, col int) matched {
		return matched{pairs: []pair{{&cellPattern{col: drawn, label: label}, &cell{col: col, norm: label}}}}
	}
	a := new(aligner)
	a.anchor([]matched{on("甲", 1, 1), on("乙", 2, 3), on("丙", 1, 2), on("丁", 2, 3)})
	if len(a.cols) != 1 || a.cols[2] != 3 || !a.moved() {
		t.Errorf("columns are %v, want 2→3", a.cols)
	}
}

// What is known by its name alone is less sure than what is at its place as well.
func TestStray(t *testing.T) {
	k := &taker{b: &book{}, s: &sheet{name: "表"}, byPath: map[string]*Value{}}
	k.stray("/甲", &cell{text: "值", kind: found.Text, name: "gb_1"}, &model.Field{Name: "甲"})
	if len(k.out) != 1 || k.out[0].Confidence != 0.9 || !has(k.list, "READ-NAME", finding.Note) {
		t.Errorf("%v %v", k.out, k.list)
	}
}
