package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/gongbiao/gongbiao/internal/golden"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// part is one entry of a workbook.
func part(t testing.TB, book []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// dump is a workbook as excelize, which shares nothing with our writer, reads it.
func dump(t testing.TB, book []byte) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b strings.Builder
	for _, s := range f.GetSheetList() {
		fmt.Fprintf(&b, "sheet %s\n", s)
		rows, err := f.GetRows(s)
		if err != nil {
			t.Fatal(err)
		}
		dim, _ := f.GetSheetDimension(s)
		_, end, _ := strings.Cut(dim, ":")
		cols, _, _ := excelize.CellNameToCoordinates(end)
		for r := range rows {
			h, _ := f.GetRowHeight(s, r+1)
			fmt.Fprintf(&b, "row %d %v\n", r+1, h)
			for c := 1; c <= cols; c++ {
				name, _ := excelize.CoordinatesToCellName(c, r+1)
				shown, _ := f.GetCellValue(s, name)
				raw, _ := f.GetCellValue(s, name, excelize.Options{RawCellValue: true})
				kind, _ := f.GetCellType(s, name)
				id, _ := f.GetCellStyle(s, name)
				fmt.Fprintf(&b, "  %-3s %s", name, style(t, f, id))
				switch {
				case kind == excelize.CellTypeSharedString:
					fmt.Fprintf(&b, " text %q", shown)
				case raw != "":
					fmt.Fprintf(&b, " number %s shown %s", raw, shown)
				}
				if x, _ := f.GetCellFormula(s, name); x != "" {
					fmt.Fprintf(&b, " formula %s", x)
				}
				b.WriteByte('\n')
			}
		}
		for c := 1; c <= cols; c++ {
			name, _ := excelize.ColumnNumberToName(c)
			w, _ := f.GetColWidth(s, name)
			fmt.Fprintf(&b, "column %s %v\n", name, w)
		}
		merges, _ := f.GetMergeCells(s)
		for _, m := range merges {
			fmt.Fprintf(&b, "merge %s:%s\n", m.GetStartAxis(), m.GetEndAxis())
		}
	}
	for _, n := range f.GetDefinedName() {
		fmt.Fprintf(&b, "name %s %s %s\n", n.Name, n.Scope, n.RefersTo)
	}
	p, _ := f.GetDocProps()
	fmt.Fprintf(&b, "title %s\ncreator %s\nsubject %s\nkeywords %s\nlanguage %s\ncreated %q\n", p.Title, p.Creator, p.Subject, p.Keywords, p.Language, p.Created)
	return b.String()
}

// style is a format in one line: font, borders (left top right bottom; excelize's numbers), alignment.
func style(t testing.TB, f *excelize.File, id int) string {
	s, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if s.Font != nil {
		fmt.Fprintf(&b, "%s %v", s.Font.Family, s.Font.Size)
		if s.Font.Bold {
			b.WriteString(" bold")
		}
	}
	sides := map[string]int{}
	for _, x := range s.Border {
		sides[x.Type] = x.Style
	}
	fmt.Fprintf(&b, " [%d%d%d%d]", sides["left"], sides["top"], sides["right"], sides["bottom"])
	if a := s.Alignment; a != nil {
		fmt.Fprintf(&b, " %s/%s", a.Horizontal, a.Vertical)
		if a.WrapText {
			b.WriteString(" wrap")
		}
		if a.TextRotation != 0 {
			fmt.Fprintf(&b, " rotate %d", a.TextRotation)
		}
	}
	if x := f.Styles.CellXfs.Xf[id]; x.QuotePrefix != nil && *x.QuotePrefix {
		b.WriteString(" quote")
	}
	return b.String()
}

func TestSheet(t *testing.T) {
	book := write(t, small(), Options{})
	golden.File(t, "testdata/small.txt", []byte(dump(t, book)))
	// What excelize does not tell.
	_, print, _ := strings.Cut(part(t, book, "xl/worksheets/sheet1.xml"), "</mergeCells>")
	golden.File(t, "testdata/small-print.xml", []byte(strings.ReplaceAll(print, "><", ">\n<")+"\n"))
}

func TestSameBytes(t *testing.T) {
	a, b := write(t, small(), Options{}), write(t, small(), Options{})
	if !bytes.Equal(a, b) {
		t.Error("two runs differ")
	}
	z, err := zip.NewReader(bytes.NewReader(a), int64(len(a)))
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range z.File {
		if want := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC); !f.Modified.Equal(want) {
			t.Errorf("%s is dated %v", f.Name, f.Modified)
		}
		if i == 0 && f.Name != "[Content_Types].xml" {
			t.Errorf("the first entry is %s", f.Name)
		}
	}
	for _, word := range []string{"xuri", "created", "2006-09", "excelize"} {
		if core := part(t, a, "docProps/core.xml") + part(t, a, "docProps/app.xml"); strings.Contains(core, `"`+word) || strings.Contains(core, ">"+word) {
			t.Errorf("properties name %q: %s", word, core)
		}
	}
	dated := part(t, write(t, small(), Options{Date: time.Date(2022, 3, 4, 5, 6, 7, 0, time.FixedZone("", 8*3600))}), "docProps/core.xml")
	if !strings.Contains(dated, `<dcterms:created xsi:type="dcterms:W3CDTF">2022-03-03T21:06:07Z</dcterms:created>`) {
		t.Error(dated)
	}
}

// readBack is the text of A2 after writing text there.
func readBack(t interface{ Fatal(...any) }, text string) (got, formula string) {
	m := drawn("表\n| x |")
	m.Tables[0].Cells[1].Text = text
	var b bytes.Buffer
	if err := Write(&b, m, Options{Formulas: true}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err = f.GetCellValue("自评表", "A2")
	if err != nil {
		t.Fatal(err)
	}
	formula, _ = f.GetCellFormula("自评表", "A2")
	return got, formula
}

func TestHostileTexts(t *testing.T) {
	for _, s := range []string{"=1+1", "=100%", "=cmd|' /C calc'!A0", "+86", "@x", "-", "-5x", "'x", "_x000D_", "_x0041_x0042_", "_x005F_", "__x0041_", "_X0041_", "_xZZZZ_", "_x_",
		" 前", "后 ", "a\nb", "\n", "a\tb", "  ", "a  b", "𬭎𫘧㛃", "😀👨‍👩‍👧", "<b>&amp;\"'>", "]]>", "\u3000x\u3000", "\u00a0", "\u200b", "\ufffd", "e\u0301", "葛\U000e0100", "\r", "a\r\nb", "\u0001", "\uffff", "TRUE", "1e5", "2022-12-31"} {
		got, formula := readBack(t, s)
		if got != s || formula != "" {
			t.Errorf("%q reads back as %q, formula %q", s, got, formula)
		}
	}
}

func TestAnyTextReadsBack(t *testing.T) {
	piece := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"_x", "_", "x005F", "0041", "_x000D_", "&", "<", "\n", "\r", " ", "𬭎", "=", "'"}))
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(piece, 0, 8).Draw(t, "pieces"), "")
		if got, formula := readBack(t, s); got != s || formula != "" {
			t.Fatalf("%q reads back as %q, formula %q", s, got, formula)
		}
	})
}

func FuzzWrite(f *testing.F) {
	for _, s := range []string{"=1", "_x000D_", "a\nb", "18,233,182.14", "𬭎", "\xff"} {
		f.Add(s, "表/名", int64(3))
	}
	f.Fuzz(func(t *testing.T, text, name string, n int64) {
		m := small()
		c := &m.Tables[0].Cells[int(uint64(n)%uint64(len(m.Tables[0].Cells)))]
		c.Text, m.Tables[0].Name, m.Meta.Title = text, name, name
		var b bytes.Buffer
		err := Write(&b, m, Options{})
		if finding.Of(err) != nil {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		x, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		at, _ := excelize.CoordinatesToCellName(c.Col+1, c.Row+1)
		if got, _ := x.GetCellValue(x.GetSheetName(0), at); got != text {
			t.Errorf("%q reads back as %q", text, got)
		}
	})
}

func TestRefused(t *testing.T) {
	m := small()
	m.Tables[0].Cells[1].Text, m.Tables[0].Cells[1].Place = strings.Repeat("长", 32768), "项目名称"
	m.Tables[0].Cells[3].Text = strings.Repeat("𬭎", 16384)
	m.Tables[0].Cells[4].Text = "\xff"
	m.Tables[0].Cells[5].Text = strings.Repeat("𬭎", 16383) + "x" // exactly as much as a cell holds
	var data *finding.DataError
	if err := Write(io.Discard, m, Options{}); !errors.As(err, &data) || len(data.List) != 3 {
		t.Fatal(err)
	}
	for _, want := range []string{"XLSX-TEXT-TOO-LONG 智能化服务 项目名称：文字长 32768，超过 Excel 单元格的上限 32767", "XLSX-ENCODING"} {
		if !strings.Contains(data.Error(), want) {
			t.Errorf("%q is not in %s", want, data)
		}
	}

	m = small()
	m.Tables[0].Pages = make([]grid.PageSpan, 1028)
	if err := Write(io.Discard, m, Options{}); !errors.As(err, &data) || !strings.Contains(err.Error(), "有 1028 页，一张工作表最多 1027 页") {
		t.Error(err)
	}

	var template *finding.TemplateError
	m = small()
	m.Tables[0].Paper.Name = "十六开"
	if err := Write(io.Discard, m, Options{}); !errors.As(err, &template) || !strings.Contains(err.Error(), "十六开") {
		t.Error(err)
	}
	m = small()
	m.Tables[0].Cells[0].Size = 410 * unit.Pt
	if err := Write(io.Discard, m, Options{}); !errors.As(err, &template) || !strings.Contains(err.Error(), "410pt") {
		t.Error(err)
	}
	m = small()
	m.Tables[0].Header = strings.Repeat("长", 250)
	if err := Write(io.Discard, m, Options{}); !errors.As(err, &template) {
		t.Error(err)
	}
	m = small()
	m.Tables[0].Cells = m.Tables[0].Cells[1:]
	if err := Write(io.Discard, m, Options{}); err == nil || finding.Of(err) != nil {
		t.Error(err)
	}
	if err := Write(failing{}, small(), Options{}); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

var errFull = errors.New("disk full")

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errFull }

func TestBook(t *testing.T) {
	a, b, c := small(), small(), small()
	b.Meta.Name, c.Meta.Name = "智能/化*服务?", "智能化服务"
	second := drawn("| 附表 |")
	second.Tables[0].Name, second.Tables[0].PageNumber.Format = "附表", "第{page}页 共{pages}页"
	a.Tables = append(a.Tables, second.Tables[0])
	var out bytes.Buffer
	if err := WriteBook(&out, []*grid.Measured{a, b, c}, Options{}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := []string{"智能化服务-自评表", "智能化服务-附表", "智能／化＊服务？", "智能化服务"}
	if d := cmp.Diff(want, f.GetSheetList()); d != "" {
		t.Error(d)
	}
	for sheet, first := range map[string]uint{"智能化服务-自评表": 1, "智能化服务-附表": 3, "智能化服务": 1} {
		if p, err := f.GetPageLayout(sheet); err != nil || p.FirstPageNumber == nil || *p.FirstPageNumber != first {
			t.Errorf("%s begins with another page than %d: %v", sheet, first, err)
		}
	}
	hf, err := f.GetHeaderFooter("智能化服务-附表")
	if err != nil || hf.OddFooter != `&C&9&"宋体,Regular"第&P页 共3页` {
		t.Error(hf, err)
	}
}
