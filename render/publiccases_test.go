package render

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
	"github.com/gongbiao/gongbiao/templates"
)

// caseForm is the form of all public cases.
const caseForm = `form: case
name: 别处常问
title: 单位
fields:
  单位: text
  金额: {kind: money, format: "#,##0.00"}
  日期: date
  公章: picture
  明细: {kind: list, fields: {品名: text, 金额: {kind: money, format: "#,##0.00"}, 备注: text}}
`

// seen is a public case on paper: its pages and its workbook.
type seen struct {
	t     *testing.T
	doc   *page.Document
	book  *excelize.File
	sheet string
}

// texts are the texts of a page, one after the other.
func (s *seen) texts(n int) string {
	var b strings.Builder
	for _, it := range s.doc.Pages[n].Items {
		if x, ok := it.(page.Text); ok {
			b.WriteString(x.Text)
		}
	}
	return b.String()
}

// count counts the items of all pages that are as wanted.
func (s *seen) count(is func(page.Item) bool) (n int) {
	for _, p := range s.doc.Pages {
		for _, it := range p.Items {
			if is(it) {
				n++
			}
		}
	}
	return n
}

func (s *seen) cell(ref, want string) {
	s.t.Helper()
	if got, err := s.book.GetCellValue(s.sheet, ref); err != nil || got != want {
		s.t.Errorf("%s is %q (%v), want %q", ref, got, err, want)
	}
}

func (s *seen) style(ref string) *excelize.Style {
	s.t.Helper()
	id, err := s.book.GetCellStyle(s.sheet, ref)
	if err != nil {
		s.t.Fatal(err)
	}
	st, err := s.book.GetStyle(id)
	if err != nil {
		s.t.Fatal(err)
	}
	return st
}

func (s *seen) merges() (out []string) {
	all, err := s.book.GetMergeCells(s.sheet)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, m := range all {
		out = append(out, m.GetStartAxis()+":"+m.GetEndAxis())
	}
	return out
}

// items are n items of the list as JSON, the first remarks filled in.
func items(n int, remark string) string {
	return strings.TrimSuffix(strings.Repeat(`{"品名": "某一件东西", "金额": "12.50", "备注": "`+remark+`"},`, n), ",")
}

// pages are records of least to most items, so that the page ends at every place before the seal.
func pages(least, most int) string {
	var all []string
	for n := least; n <= most; n++ {
		all = append(all, `"单位": "某局", "明细": [`+items(n, "")+`]`)
	}
	return strings.Join(all, between)
}

const between = "\n---\n"

// publicCases are what people ask of other tools in public, by the numbers of the list that the review of this one
// had; docs/paper.md says for each what is written.
var publicCases = []struct {
	number               int
	name, layout, record string // records between lines of ---
	look                 func(s *seen)
}{
	{6, "斜线表头", `columns: [40, 40]
rows: ["| {斜线 月份|项目} | 一月 |", "| {单位} | {金额} |"]`, `"单位": "某局", "金额": "1"`, func(s *seen) {
		slant := s.count(func(it page.Item) bool { r, ok := it.(page.Rule); return ok && r.X1 != r.X2 && r.Y1 != r.Y2 })
		if !strings.Contains(s.texts(0), "月份") || !strings.Contains(s.texts(0), "项目") || slant != 1 {
			s.t.Errorf("%d diagonals: %s", slant, s.texts(0))
		}
		if !slices.ContainsFunc(s.style("A1").Border, func(b excelize.Border) bool { return b.Type == "diagonalDown" && b.Style > 0 }) {
			s.t.Errorf("borders %+v", s.style("A1").Border)
		}
	}},
	{7, "一格里几个字加粗、加下划线", `columns: [80]
rows: ["| 请{@粗 务必}在{@下划线 {日期}}前报送 |", "| {单位} |"]`, `"单位": "某局", "日期": "2024-03-05"`, func(s *seen) {
		faces := map[string]string{}
		s.count(func(it page.Item) bool {
			if x, ok := it.(page.Text); ok {
				faces[x.Text] = x.Face
			}
			return false
		})
		if faces["务必"] == "" || faces["务必"] == faces["请"] {
			s.t.Errorf("faces %v", faces)
		}
		under := s.count(func(it page.Item) bool {
			r, ok := it.(page.Rule)
			return ok && r.Y1 == r.Y2 && r.X2-r.X1 < 25*unit.MM && r.X2-r.X1 > 10*unit.MM
		})
		runs, err := s.book.GetCellRichText(s.sheet, "A1")
		bold := slices.ContainsFunc(runs, func(r excelize.RichTextRun) bool { return r.Text == "务必" && r.Font.Bold })
		line := slices.ContainsFunc(runs, func(r excelize.RichTextRun) bool {
			return r.Text == "2024-03-05" && r.Font.Underline == "single"
		})
		if err != nil || under != 1 || !bold || !line {
			s.t.Errorf("%d underlines on the page; bold %v, underlined %v in the workbook (%v)", under, bold, line, err)
		}
	}},
	{8, "金额大写", `columns: [60, 60]
rows: ["| {金额} | {金额:大写} |", "| {单位} | {= 大写(金额)} |"]`, `"单位": "某局", "金额": "107000.53"`, func(s *seen) {
		const want = "壹拾万柒仟元零伍角叁分"
		if strings.Count(strings.ReplaceAll(s.texts(0), "\n", ""), want) != 2 {
			s.t.Error(s.texts(0))
		}
		s.cell("B1", want)
		s.cell("B2", want)
	}},
	{9, "负数加括号，零写 -", `columns: [60, 60]
rows:
  - "| {单位} | |"
  - {repeat: 明细, rows: "| {品名} | {金额:#,##0.00;(#,##0.00);-} |"}`,
		`"单位": "某局", "明细": [{"品名": "增", "金额": "1200"}, {"品名": "减", "金额": -1200}, {"品名": "平", "金额": 0}]`, func(s *seen) {
			for _, w := range []string{"(1,200.00)", "平-"} {
				if !strings.Contains(s.texts(0), w) {
					s.t.Errorf("no %s: %s", w, s.texts(0))
				}
			}
			s.cell("B3", "(1,200.00)")
			if st := s.style("B4"); st.CustomNumFmt == nil || *st.CustomNumFmt != `#,##0.00;"("#,##0.00")";"-"` {
				s.t.Errorf("B4 is set as %q", *st.CustomNumFmt) // excelize shows 0 by the first section
			}
		}},
	{10, "日期印作 2024年3月5日", `columns: [60, 60]
rows: ["| {日期:yyyy年m月d日} | {日期:中文} |", "| {单位} | |"]`, `"单位": "某局", "日期": "2024-03-05"`, func(s *seen) {
		if got := s.texts(0); !strings.Contains(got, "2024年3月5日") || !strings.Contains(got, "二〇二四年三月五日") {
			s.t.Error(got)
		}
		s.cell("A1", "2024年3月5日")
		s.cell("B1", "二〇二四年三月五日")
	}},
	{11, "标签转 90 度", `columns: [10, 60]
styles: {转: {like: label, rotate: 90}}
rows: ["| 基本情况 @转 | {单位} |", "| ^ | {日期} |"]`, `"单位": "某局", "日期": "2024-03-05"`, func(s *seen) {
		turned := s.count(func(it page.Item) bool {
			x, ok := it.(page.Text)
			return ok && x.Rotate == 90 && x.Text == "基本情况"
		})
		if st := s.style("A1"); turned != 1 || st.Alignment == nil || st.Alignment.TextRotation != 90 {
			s.t.Errorf("%d turned on the page, in the workbook %+v", turned, st.Alignment)
		}
	}},
	{12, "印章盖在表上，骑缝章", `columns: [60, 60]
across: 公章
rows: [{repeat: 明细, rows: "| {品名} | {金额} |"}]
below: ["| {单位} | 单位（盖章） {印章 单位公章 {公章} 40mm×40mm} |"]`,
		`"单位": "某局", "公章": "` + redSeal() + `", "明细": [` + items(80, "") + `]`, func(s *seen) {
			last := len(s.doc.Pages) - 1
			for n, p := range s.doc.Pages {
				edge, seals := 0, 0
				for _, it := range p.Items {
					if x, ok := it.(page.Picture); ok && x.X+x.W == p.Width {
						edge++
					} else if ok {
						seals++
					}
				}
				if edge != 1 || seals != 0 && n != last || seals != 1 && n == last {
					s.t.Errorf("page %d: %d strips, %d seals", n+1, edge, seals)
				}
			}
			cells, err := s.book.GetPictureCells(s.sheet)
			if err != nil || len(cells) != 1 || last < 1 {
				s.t.Errorf("%d pages, pictures of the workbook at %v (%v)", last+1, cells, err)
			}
		}},
	{13, "签字盖章不单独一页", `columns: [60, 60]
rows:
  - header: "| 品名 | 金额 |"
  - {repeat: 明细, rows: "| {品名} | {金额} |"}
below:
  - "注：一式两份。"
  - "| {单位} 负责人（签字）： | {印章 单位公章 40mm×30mm 框} |"`, pages(28, 44), func(s *seen) {
		last := len(s.doc.Pages) - 1
		if last > 0 && (!strings.Contains(s.texts(last), "签字") || !strings.Contains(s.texts(last), "某一件东西") || !strings.Contains(s.texts(last), "品名")) {
			s.t.Errorf("page %d: %s", last+1, s.texts(last))
		}
	}},
	{14, "相同的备注合并，空的不合并", `columns: [60, 60]
rows: [{repeat: 明细, merge: [备注], merge-empty: false, rows: "| {品名}{金额} | {备注} |"}]
below: ["| {单位} |"]`, `"单位": "某局", "明细": [` + items(2, "同上") + `,` + items(2, "") + `]`, func(s *seen) {
		if got := s.merges(); !slices.Contains(got, "B1:B2") || slices.Contains(got, "B3:B4") {
			s.t.Errorf("merged: %v", got)
		}
		heads := 0
		for _, e := range s.doc.Elems {
			if e.RowSpan == 2 {
				heads++
			}
		}
		if heads != 1 {
			s.t.Errorf("%d merged cells on the page", heads)
		}
	}},
	{15, "补空行到满页", `columns: [60, 60]
rows:
  - header: "| 品名 | 金额 |"
  - {repeat: 明细, fill: page, rows: "| {品名} | {金额} |"}
  - total: "| {单位} | {= 合计(明细, .金额):#,##0.00} |"`, `"单位": "某局", "明细": [` + items(3, "") + `]`, func(s *seen) {
		var foot, row unit.Length
		rows := map[unit.Length]bool{}
		s.count(func(it page.Item) bool {
			if r, ok := it.(page.Rule); ok && r.Y1 == r.Y2 {
				foot = max(foot, r.Y1)
				rows[r.Y1] = true
			}
			return false
		})
		row = foot / unit.Length(max(len(rows), 1))
		p := s.doc.Pages[0]
		if free := p.Height - foot - 20*unit.MM; len(s.doc.Pages) != 1 || free < -unit.Pt || free > row || len(rows) < 20 {
			s.t.Errorf("%d pages; the table ends %s above the margin, %d rules, %s apart", len(s.doc.Pages), free.MMString(), len(rows), row.MMString())
		}
		all, err := s.book.GetRows(s.sheet)
		if n := len(all); err != nil || math.Abs(float64(n-(len(rows)-1))) > 0 {
			s.t.Errorf("%d rows in the workbook, %d on the page (%v)", n, len(rows)-1, err)
		}
	}},
}

// redSeal is a picture as a record has it.
func redSeal() string {
	m := image.NewNRGBA(image.Rect(0, 0, 40, 40))
	for x := range 40 {
		m.Set(x, x, color.NRGBA{R: 255, A: 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes())
}

// see prints a record.
func see(t *testing.T, e *Engine, record string) *seen {
	d, err := data.ReadOne("表.json", []byte(`{"form": "case/a", `+record+`}`))
	if err != nil {
		t.Fatal(err)
	}
	f := load(t, e, d)
	doc, err := f.Pages()
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(written(t, e, XLSX, f)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	written(t, e, PDF, f)
	return &seen{t, doc, book, book.GetSheetList()[0]}
}

// TestPublicCases draws each with a layout, and looks at the page and at the workbook.
func TestPublicCases(t *testing.T) {
	for _, c := range publicCases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.Mkdir(filepath.Join(dir, "case"), 0o700); err != nil {
				t.Fatal(err)
			}
			for name, text := range map[string]string{"form.yaml": caseForm, "a.yaml": "layout: case/a\nversion: \"1\"\nname: 示例\n" + c.layout + "\n"} {
				if err := os.WriteFile(filepath.Join(dir, "case", name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			lib, err := templates.Open(dir, nil)
			if err != nil {
				t.Fatal(err)
			}
			e := &Engine{Library: lib}
			for _, record := range strings.Split(c.record, between) {
				c.look(see(t, e, record))
			}
		})
	}
}

// TestPublicCasesTold: the table of docs/paper.md names each case.
func TestPublicCasesTold(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "docs", "paper.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range publicCases {
		if !strings.Contains(string(text), "| "+c.name+" |") {
			t.Errorf("docs/paper.md has no row for case %d, %s", c.number, c.name)
		}
	}
}
