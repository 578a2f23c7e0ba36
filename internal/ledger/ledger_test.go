package ledger

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

func form(id string) (*model.Form, error) {
	l, err := templates.Embedded().Layout(id)
	if err != nil {
		return nil, err
	}
	return l.Form, nil
}

// show reads a ledger and draws each record as one line, errors as their codes and places.
func show(t *testing.T, name string, raw []byte, o Options) string {
	t.Helper()
	if o.Layout == "" {
		o.Layout = "self-evaluation/shanghai"
	}
	if o.Form == nil {
		o.Form = form
	}
	var b strings.Builder
	err := Read(name, raw, o, func(d *data.Value, err error) error {
		if err != nil {
			codes(&b, err)
			return nil
		}
		write(&b, d)
		for _, n := range d.Notes {
			fmt.Fprintf(&b, " %s@%d:%d", n.Code, n.Pos.Line, n.Pos.Col)
		}
		b.WriteByte('\n')
		l, err := templates.Embedded().Layout(o.Layout)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := model.Bind(d, l.Form); err != nil {
			t.Errorf("a record of the ledger does not bind: %v", err)
		}
		return nil
	})
	if err != nil {
		codes(&b, err)
	}
	return b.String()
}

func codes(b *strings.Builder, err error) {
	for _, f := range finding.Of(err) {
		fmt.Fprintf(b, "%s@%d:%d ", f.Code, f.Pos.Line, f.Pos.Col)
	}
	b.WriteByte('\n')
}

func write(b *strings.Builder, d *data.Value) {
	switch d.Kind {
	case data.Object:
		b.WriteByte('{')
		for i, m := range d.Members {
			if m.Name == "form" {
				continue
			}
			if i > 1 || i == 1 && d.Members[0].Name != "form" {
				b.WriteByte(' ')
			}
			b.WriteString(m.Name + ":")
			write(b, m.Value)
		}
		b.WriteByte('}')
	case data.List:
		for _, x := range d.Items {
			write(b, x)
		}
	case data.Number:
		b.WriteString("#" + d.Text)
	default:
		b.WriteString(d.Text)
	}
}

// The project's columns repeated, and left blank below the first; a name that could be three fields belongs to its
// neighbours.
const small = `项目名称,年度,主管部门,全年预算数,三级指标,年度指标值,分值,得分
甲,2022,交通局,"1,000.00",通车里程,=100%,10,10
甲,2022,交通局,"1,000.00",验收合格率,>=95%,5,4.5
乙,2022,水务局,20.5,疏浚量,5*8小时,50,50
,,,,满意度,"好,""很好""
第二行",10,
`

func wantSmall(amount string) string {
	return `{项目名称:甲 年度:2022 主管部门:交通局 资金:{年度资金总额:{全年预算数:` + amount + `}} 绩效指标:{三级指标:通车里程 年度指标值:=100% 分值:10 得分:10}{三级指标:验收合格率 年度指标值:>=95% 分值:5 得分:4.5}}
{项目名称:乙 年度:2022 主管部门:水务局 资金:{年度资金总额:{全年预算数:20.5}} 绩效指标:{三级指标:疏浚量 年度指标值:5*8小时 分值:50 得分:50}{三级指标:满意度 年度指标值:好,"很好"
第二行 分值:10}}
`
}

func TestCSV(t *testing.T) {
	text := strings.Replace(small, "全年预算数", "年度资金总额.全年预算数", 1)
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"UTF-8": text, "BOM": "\uFEFF" + text, "GB 18030": gb, "CRLF": strings.ReplaceAll(text, "\n", "\r\n")} {
		if got := show(t, "x.csv", []byte(data), Options{}); got != wantSmall("1,000.00") {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, wantSmall("1,000.00"))
		}
	}
	tab := "项目名称\t年度\t三级指标\n甲\t2022\t一，二\n"
	if got := show(t, "x.tsv", []byte(tab), Options{}); got != "{项目名称:甲 年度:2022 绩效指标:{三级指标:一，二}}\n" {
		t.Error(got)
	}
}

// Characters of GB 18030 beyond GBK, and one that moved out of the private use area in 2022.
func TestGB18030(t *testing.T) {
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String("项目名称,年度\n王𬭎㐂,2022\n")
	gb = strings.Replace(gb, ",2022", "\xFE\x59,2022", 1)
	if got := show(t, "x.csv", []byte(gb), Options{}); got != "{项目名称:王𬭎㐂\u9FB4 年度:2022}\n" {
		t.Error(got)
	}
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"no field of that name", "项目名称,年度,备注\n甲,2022,x\n", "LEDGER-COLUMN@1:3 \n"},
		{"may be two fields", "项目名称,年度,执行率,得分,三级指标\n甲,2022,1%,1,x\n", "LEDGER-COLUMN@1:3 LEDGER-COLUMN@1:4 \n"},
		{"one column twice", "项目名称,年度,项目名称\n甲,2022,乙\n", "LEDGER-COLUMN@1:3 \n"},
		{"no title", "年度,三级指标\n2022,x\n", "LEDGER-COLUMN@1:0 \n"},
		{"contradiction fails alone", "项目名称,年度,年度总体目标.预期目标\n甲,2022,一\n甲,2022,二\n乙,2022,三\n", "LEDGER-CONFLICT@3:3 \n{项目名称:乙 年度:2022 年度总体目标:{预期目标:三}}\n"},
		{"one name, two years", "项目名称,年度,三级指标\n甲,2022,x\n甲,2023,y\n", "{项目名称:甲 年度:2022 绩效指标:{三级指标:x}}\n{项目名称:甲 年度:2023 绩效指标:{三级指标:y}}\n"},
		{"a cell without header", "项目名称,年度\n甲,2022,x\n", "LEDGER-COLUMN@2:3 \n"},
		{"an open quote", "项目名称,年度\n\"甲,2022\n", "LEDGER-SYNTAX@2:10 \n"},
		{"only a header", "项目名称,年度\n", "DATA-EMPTY@0:0 \n"},
		{"nothing", "\n\n", "DATA-EMPTY@0:0 \n"},
		{"no encoding", "项目名称,年度\n甲\x80\xFF,2022\n", "DATA-ENCODING@2:0 \n"},
		{"a control character", "项目名称,年度\n甲\x01,2022\n", "DATA-CONTROL@2:0 \n"},
		{"old Excel", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "READ-XLS@0:0 \n"},
		{"broken zip", "PK\x03\x04xx", "READ-DAMAGED@0:0 \n"},
	} {
		if got := show(t, "x.csv", []byte(c.data), Options{}); got != c.want && !(c.name == "an open quote" && strings.HasPrefix(got, "LEDGER-SYNTAX@")) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	if got := show(t, "x.csv", []byte("项目名称,年度,备注\n甲,2022,x\n"), Options{Ignore: []string{"备注"}}); got != "{项目名称:甲 年度:2022}\n" {
		t.Error(got)
	}
}

// The layout in a column of its own.
func TestLayoutColumn(t *testing.T) {
	n := 0
	err := Read("x.csv", []byte("form,项目名称,年度\nself-evaluation/shanghai,甲,2022\n,乙,2022\n"), Options{Form: form}, func(d *data.Value, err error) error {
		n++
		if id, _ := d.Layout(); id != "self-evaluation/shanghai" || err != nil {
			t.Errorf("%q, %v", id, err)
		}
		return nil
	})
	if n != 2 || err != nil {
		t.Error(n, err)
	}
	if err := Read("x.csv", []byte("项目名称,年度\n甲,2022\n"), Options{Form: form}, nil); finding.Of(err) == nil || finding.Of(err)[0].Code != "LAYOUT-UNNAMED" {
		t.Error(err)
	}
}

// A workbook with a header of two rows, merged project cells and numbers that show less than they hold.
func TestXLSX(t *testing.T) {
	f := excelize.NewFile()
	put := func(at string, v any) {
		if err := f.SetCellValue("Sheet1", at, v); err != nil {
			t.Fatal(err)
		}
	}
	for i, h := range []string{"项目名称", "年度", "年度资金总额", "", "一级指标", "三级指标", "年度指标值", "分值"} {
		put(fmt.Sprintf("%c1", 'A'+i), h)
	}
	put("C2", "全年预算数")
	put("D2", "执行率")
	for _, m := range [][2]string{{"A1", "A2"}, {"B1", "B2"}, {"C1", "D1"}, {"E1", "E2"}, {"F1", "F2"}, {"G1", "G2"}, {"H1", "H2"}, {"A3", "A4"}, {"B3", "B4"}, {"C3", "C4"}, {"E3", "E4"}} {
		f.MergeCell("Sheet1", m[0], m[1])
	}
	money, _ := f.NewStyle(&excelize.Style{NumFmt: 4})    // #,##0.00
	whole, _ := f.NewStyle(&excelize.Style{NumFmt: 3})    // #,##0
	percent, _ := f.NewStyle(&excelize.Style{NumFmt: 10}) // 0.00%
	f.SetCellStyle("Sheet1", "C3", "C3", money)
	f.SetCellStyle("Sheet1", "C5", "C5", whole)
	f.SetCellStyle("Sheet1", "D3", "D5", percent)
	put("A3", "甲")
	put("B3", 2022)
	put("C3", 18233182.14)
	put("D3", 0.9798)
	put("E3", "产出指标")
	put("F3", "里程")
	put("G3", "=100%")
	put("H3", 7)
	put("F4", "合格率")
	put("G4", 0.1+0.2)
	put("H4", "3.50")
	put("A5", "乙")
	put("B5", "2022")
	put("C5", 1234.56)
	put("F5", "x")
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	want := `{项目名称:甲 年度:2022 资金:{年度资金总额:{全年预算数:18,233,182.14 执行率:97.98%}} 绩效指标:{一级指标:产出指标 三级指标:里程 年度指标值:=100% 分值:7}{一级指标:产出指标 三级指标:合格率 年度指标值:0.3 分值:3.50}}
{项目名称:乙 年度:2022 资金:{年度资金总额:{全年预算数:#1234.56}} 绩效指标:{三级指标:x}}
`
	if got := show(t, "x.xlsx", b.Bytes(), Options{}); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	f.NewSheet("第二张")
	f.SetCellValue("第二张", "A1", "项目名称")
	b.Reset()
	f.Write(&b)
	if got := show(t, "x.xlsx", b.Bytes(), Options{}); got != "LEDGER-SHEET@0:0 \n" {
		t.Error(got)
	}
	if got := show(t, "x.xlsx", b.Bytes(), Options{Sheet: "Sheet1"}); got != want {
		t.Error(got)
	}
}
