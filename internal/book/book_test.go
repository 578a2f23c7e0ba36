package book

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/gridtest"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

var engine render.Engine

// project is a record with what the book looks at.
type project struct{ dept, unit, name, budget, spent, score string }

func (p project) json() string {
	return fmt.Sprintf(`{"form": "self-evaluation/shanghai", "年度": "2024", "主管部门": "%s", "实施单位": "%s", "项目名称": "%s",
		"资金": {"年度资金总额": {"全年预算数": "%s", "全年执行数": "%s"}}, "总分": {"分值": "100", "得分": "%s"}}`, p.dept, p.unit, p.name, p.budget, p.spent, p.score)
}

var six = []project{
	{"水务局", "河道所", "疏浚", "100", "50", "95"},
	{"教育局", "一小", "校舍", "2,000.00", "1999.99", "80.5"},
	{"水务局", "防汛办", "泵站", "300", "300", "60"},
	{"水务局", "河道所", "保洁", "约5万", "1", "59.99"},
	{"安监局", "", "检查", "10", "10", "90"},
	{"教育局", "二小", "图书", "0", "0", "100"},
}

func bind(t *testing.T, o Options, ps ...project) *Book {
	t.Helper()
	b, err := New(&engine, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	for i, p := range ps {
		add(t, b, i, []byte(p.json()))
	}
	if err := b.Measure(t.Context(), func(r Result) {
		if r.Err != nil {
			t.Error(r.Err)
		}
	}); err != nil {
		t.Fatal(err)
	}
	return b
}

func add(t *testing.T, b *Book, i int, raw []byte) {
	t.Helper()
	err := data.Read("x.json", raw, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		return b.Add(d, Where{Input: "x.jsonl", Index: i + 1})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// outline draws the contents as they are printed: indent, text, page.
func outline(t *testing.T, b *Book) string {
	t.Helper()
	if err := b.plan(); err != nil {
		t.Fatal(err)
	}
	whole := b.one()
	if err := b.layOut([]*file{whole}); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, e := range b.entries(whole) {
		fmt.Fprintf(&out, "%s%s %d\n", strings.Repeat("  ", e.level), e.text, e.first+1)
	}
	return out.String()
}

func TestOrder(t *testing.T) {
	for _, c := range []struct {
		name string
		o    Options
		want string
	}{
		{"by file", Options{}, `
绩效自评汇总表 1
水务局 2
  河道所 2
    疏浚 2
    保洁 3
  防汛办 4
    泵站 4
教育局 5
  一小 5
    校舍 5
  二小 6
    图书 6
安监局 7
  （未填） 7
    检查 7
`},
		{"by pinyin", Options{Order: ByPinyin, NoSummary: true}, `
安监局 1
  （未填） 1
    检查 1
教育局 2
  二小 2
    图书 2
  一小 3
    校舍 3
水务局 4
  防汛办 4
    泵站 4
  河道所 5
    保洁 5
    疏浚 6
`},
		{"by list, on right-hand pages", Options{Order: ByList, List: []string{"教育局", "防汛办"}, NoSummary: true, Duplex: true}, `
教育局 1
  一小 1
    校舍 1
  二小 3
    图书 3
水务局 5
  防汛办 5
    泵站 5
  河道所 7
    疏浚 7
    保洁 9
安监局 11
  （未填） 11
    检查 11
`},
		{"one level", Options{Groups: []string{"主管部门"}, NoSummary: true}, `
水务局 1
  疏浚 1
  泵站 2
  保洁 3
教育局 4
  校舍 4
  图书 5
安监局 6
  检查 6
`},
		{"no groups", Options{Groups: []string{"没有的字段"}, NoSummary: true}, `
疏浚 1
校舍 2
泵站 3
保洁 4
检查 5
图书 6
`},
	} {
		b := bind(t, c.o, six...)
		if d := cmp.Diff(strings.TrimPrefix(c.want, "\n"), outline(t, b)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

// The summary: sums of what is a number, rate rounded up as the layout does, the mean of all scores, counts by grade.
func TestSummary(t *testing.T) {
	b := bind(t, Options{}, six...)
	if err := b.plan(); err != nil {
		t.Fatal(err)
	}
	drawn, err := b.tables[0].whole(b)
	if err != nil {
		t.Fatal(err)
	}
	out := gridtest.Draw(drawn)
	want := `
title   | 绩效自评汇总表             | <    | <        | <        | <       | <      | <    |
head    | 金额单位：元               | <    | <        | <        | <       | <      | <    |
header  | 序号                       | 项目 | 预算数   | 执行数   | 执行率  | 得分   | 等级 |
body    | 水务局（3 个项目）         | <    | <        | <        | <       | <      | <    |
body    | 河道所（2 个项目）         | <    | <        | <        | <       | <      | <    |
body    | 1                          | 疏浚 | 100.00   | 50.00    | 50.00%  | 95.00  | 优   |
body    | 2                          | 保洁 | 约5万    | 1.00     |         | 59.99  | 不合格 |
body    | 防汛办（1 个项目）         | <    | <        | <        | <       | <      | <    |
body    | 3                          | 泵站 | 300.00   | 300.00   | 100.00% | 60.00  | 合格 |
body    | 教育局（2 个项目）         | <    | <        | <        | <       | <      | <    |
body    | 一小（1 个项目）           | <    | <        | <        | <       | <      | <    |
body    | 4                          | 校舍 | 2,000.00 | 1,999.99 | 100.00% | 80.50  | 良   |
body    | 二小（1 个项目）           | <    | <        | <        | <       | <      | <    |
body    | 5                          | 图书 | 0.00     | 0.00     |         | 100.00 | 优   |
body    | 安监局（1 个项目）         | <    | <        | <        | <       | <      | <    |
body    | （未填）（1 个项目）       | <    | <        | <        | <       | <      | <    |
body    | 6                          | 检查 | 10.00    | 10.00    | 100.00% | 90.00  | 优   |
total   | 合计                       | <    | 2,410.00 | 2,359.99 | 97.93%  |        |      |
total   | 平均得分                   | <    |          |          |         | 80.92  |      |
total   | 共 6 个项目：优 3 个，良 1 个，合格 1 个，不合格 1 个| <    | <        | <        | <       | <      | <    |
note    | 注：1 个项目的预算数或执行数不是数字，未计入合计。| <    | <        | <        | <       | <      | <    |
`
	squeeze := regexp.MustCompile(` +`)
	if d := cmp.Diff(squeeze.ReplaceAllString(strings.TrimPrefix(want, "\n"), " "), squeeze.ReplaceAllString(out, " ")); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// Whatever the number of workers, the bytes are the same.
func TestSameBytes(t *testing.T) {
	var first []byte
	for _, workers := range []int{1, 5} {
		b := samples(t, Options{Workers: workers, Duplex: true}, 12)
		var out bytes.Buffer
		if _, err := b.WritePages(t.Context(), &out); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = out.Bytes()
		} else if !bytes.Equal(first, out.Bytes()) {
			t.Errorf("%d workers write other bytes", workers)
		}
	}
}

func samples(t *testing.T, o Options, n int) *Book {
	t.Helper()
	l, err := templates.Embedded().Layout("self-evaluation/shanghai")
	if err != nil {
		t.Fatal(err)
	}
	b := bind(t, o)
	for i := range n {
		add(t, b, i, sample.Append(nil, l.Form, sample.Options{Layout: "self-evaluation/shanghai", Seed: 3}, i))
	}
	if err := b.Measure(t.Context(), func(Result) {}); err != nil {
		t.Fatal(err)
	}
	return b
}

// Every link of the contents leads to the page whose number it prints, and the form stands there.
func TestPages(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if os.Getenv("GONGBIAO_JUDGES") == "required" {
			t.Fatal(err)
		}
		t.Skip("no pdftotext")
	}
	for _, duplex := range []bool{false, true} {
		b := samples(t, Options{Duplex: duplex, Number: "— {page} —"}, 15)
		path := t.TempDir() + "/book.pdf"
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		done, err := b.WritePages(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
		text, err := exec.Command("pdftotext", "-layout", path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		pages := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
		if len(pages) != done.Pages {
			t.Fatalf("%d pages, counted %d", len(pages), done.Pages)
		}
		front := 1 + done.Contents
		if duplex {
			front = 2 + done.Contents + done.Contents%2
		}
		number := regexp.MustCompile(`— (\d+) —`)
		for i, p := range pages[front:] {
			m := number.FindAllStringSubmatch(p, -1)
			switch {
			case len(m) == 0 && duplex && strings.TrimSpace(p) == "" && i%2 == 1:
			case len(m) != 1 || m[0][1] != strconv.Itoa(i+1):
				t.Fatalf("page %d of the body says %v", i+1, m)
			}
		}
		for _, f := range b.forms {
			got := strings.Join(strings.Fields(pages[front+int(f.first)]), "")
			if head := []rune(strings.Join(strings.Fields(f.name), "")); !strings.Contains(got, string(head[:4])) || !strings.Contains(got, "绩效自评表") {
				t.Errorf("%s does not begin on page %d", f.name, f.first+1)
			}
			if duplex && f.first%2 != 0 {
				t.Errorf("%s begins on a left-hand page", f.name)
			}
		}
		c := &contents{b: b, list: b.entries(b.one()), title: contentsTitle}
		m, err := c.measure(linesOf{0, len(c.list)})
		if err != nil {
			t.Fatal(err)
		}
		d, err := c.place(m, c.list, 0, front-1-map[bool]int{true: 1}[duplex])
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, p := range d.Pages {
			for _, it := range p.Items {
				if l, ok := it.(page.Link); ok {
					e := b.entries(b.one())[n]
					if want := m.Tables[0]; l.Page-e.first != front-1-map[bool]int{true: 1}[duplex] || len(want.Pages) != done.Contents {
						t.Errorf("%s leads to page %d", e.text, l.Page)
					}
					n++
				}
			}
		}
		if n != len(b.entries(b.one())) {
			t.Errorf("%d links for %d entries", n, len(b.entries(b.one())))
		}
	}
}

// What cannot be printed is told for its record alone, and the others are measured.
func TestFaulty(t *testing.T) {
	b := bind(t, Options{})
	add(t, b, 0, []byte(six[0].json()))
	add(t, b, 1, []byte(strings.Replace(six[1].json(), "校舍", "\U0002EBF0", 1)))
	add(t, b, 2, []byte(strings.Replace(six[2].json(), "实施单位", "单位", 1)))
	var got []string
	if err := b.Measure(t.Context(), func(r Result) { got = append(got, fmt.Sprint(r.Index, r.Err != nil)) }); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, []string{"1 false", "2 true", "3 true"}) {
		t.Error(got)
	}
}

func TestCancelled(t *testing.T) {
	b := samples(t, Options{}, 5)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.WritePages(ctx, io.Discard); err == nil {
		t.Error("no error")
	}
}

// A workbook that would be too large is split by department; every form is in one of them, and the links lead to it.
func TestVolumes(t *testing.T) {
	for _, c := range []struct {
		sheets int
		want   []string
	}{
		{200, []string{" 8"}},
		{5, []string{"水务局 5", "教育局 4", "安监局 3"}},
		{4, []string{"水务局-1 4", "水务局-2 3", "教育局 4", "安监局 3"}},
	} {
		b := bind(t, Options{Sheets: c.sheets}, six...)
		var got []string
		var out bytes.Buffer
		forms := 0
		err := b.WriteXLSX(t.Context(), func(v Volume) (io.Writer, error) {
			out.Reset()
			return &out, nil
		}, func(v Volume) error {
			got = append(got, fmt.Sprint(v.Name, " ", v.Sheets))
			forms += v.Forms
			f, err := excelize.OpenReader(&out)
			if err != nil {
				return err
			}
			list := f.GetSheetList()
			if len(list) != v.Sheets || list[0] != indexTitle {
				t.Errorf("%s: %v", v.Name, list)
			}
			rows, err := f.GetRows(indexTitle)
			if err != nil {
				return err
			}
			links := 0
			for i, r := range rows {
				ok, target, _ := f.GetCellHyperLink(indexTitle, fmt.Sprint("B", i+1))
				if !ok {
					continue
				}
				links++
				if sheet := strings.TrimSuffix(strings.Trim(target, "'"), "'!A1"); !slices.Contains(list, sheet) || sheet != r[2] || sheet != r[1] {
					t.Errorf("%v leads to %s", r, target)
				}
			}
			if links != v.Sheets-1 {
				t.Errorf("%s: %d links", v.Name, links)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, c.want) || forms != len(six) {
			t.Errorf("%d sheets: %q, %d forms", c.sheets, got, forms)
		}
	}
}

// A record comes back from the spool as it went in.
func TestSpool(t *testing.T) {
	s, err := newSpool(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	var in []*data.Value
	var at [][2]int64
	where := func(d *data.Value) Where { return Where{"x/" + d.File, d.Index + 7, 300} }
	err = data.Read("x.yaml", []byte("- {甲: [1, {乙: \"\"}]}\n- {丁: \"一\\n二\uFFFD\"}\n"), func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		raw, err := s.record(d, where(d))
		if err != nil {
			return err
		}
		a, err := s.put(raw)
		in, at = append(in, d), append(at, [2]int64{a, int64(len(raw))})
		return err
	})
	if err != nil || len(in) != 2 {
		t.Fatal(err, len(in))
	}
	for i := range in {
		raw, err := s.get(at[i][0], int(at[i][1]))
		if err != nil {
			t.Fatal(err)
		}
		got, w, err := readRecord(raw)
		if err != nil || w != where(in[i]) {
			t.Fatal(w, err)
		}
		if d := cmp.Diff(in[i], got); d != "" {
			t.Errorf("(-in +out):\n%s", d)
		}
	}
}

// A form that says nothing of unit and grades has a summary without them, and no sentence with a hole in it; one that
// groups by nothing stands under no heading.
func TestSummaryOfLess(t *testing.T) {
	b, err := New(&engine, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for i, raw := range []string{
		`{"form": "department/national", "年度": "2024", "部门名称": "甲局", "资金": {"基本支出": {"全年预算数": "3", "全年执行数": "2"}}, "总分": {"得分": "90"}}`,
		`{"form": "department/national", "年度": "2024", "部门名称": "乙局", "总分": {"得分": "80"}}`,
		`{"form": "summary/national", "年度": "2024", "单位名称": "丙局", "项目": [{"项目名称": "丁", "预算数": "1", "自评得分": "90"}]}`,
	} {
		add(t, b, i, []byte(raw))
	}
	if err := b.Measure(t.Context(), func(r Result) {
		if r.Err != nil {
			t.Error(r.Err)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if err := b.plan(); err != nil {
		t.Fatal(err)
	}
	if len(b.tables) != 1 || b.year != "2024" {
		t.Fatalf("%d summaries, year %q", len(b.tables), b.year)
	}
	want := `
title   | 部门整体支出绩效自评汇总表| <    | <        | <        | <       | <      | <    |
header  | 序号                       | 项目 | 预算数   | 执行数   | 执行率  | 得分   | 等级 |
body    | 1                          | 甲局 | 3.00     | 2.00     | 66.67%  | 90.00  |      |
body    | 2                          | 乙局 |          |          |         | 80.00  |      |
total   | 合计                       | <    | 3.00     | 2.00     | 66.67%  |        |      |
total   | 平均得分                   | <    |          |          |         | 85.00  |      |
total   | 共 2 个项目 | <    | <        | <        | <       | <      | <    |
note    | 注：1 个项目的预算数或执行数不是数字，未计入合计。| <    | <        | <        | <       | <      | <    |
`
	squeeze := regexp.MustCompile(` +`)
	drawn, err := b.tables[0].whole(b)
	if err != nil {
		t.Fatal(err)
	}
	out := gridtest.Draw(drawn)
	if d := cmp.Diff(squeeze.ReplaceAllString(strings.TrimPrefix(want, "\n"), " "), squeeze.ReplaceAllString(out, " ")); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
