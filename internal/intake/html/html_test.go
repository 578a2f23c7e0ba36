package html

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/foundtest"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/model/finding"
)

func read(t testing.TB, data string) (*found.Document, error) {
	t.Helper()
	f, err := intake.Open("甲.xls", []byte(data), intake.Limits{})
	if err != nil {
		return nil, err
	}
	if f.Kind != intake.HTML && f.Kind != intake.MHTML {
		return nil, f.Refuse()
	}
	return Read(f)
}

// What stands in one cell, and how it is read.
var inCells = []struct{ name, cell, want string }{
	{"plain", "12,345.60", "12,345.60"},
	{"white space", "  甲\n  乙  a\n b ", "甲乙 a b"},
	{"line ends between Chinese", "财政\n资金 执行\r\n率", "财政资金 执行率"},
	{"entities", "&lt;5&amp;&#20013;&nbsp;&ge;95%&yen;", "<5&中~≥95%¥"},
	{"nothing but &nbsp;", "&nbsp;", ""},
	{"br", "甲<br>乙 <br/> 丙", "甲⏎乙⏎丙"},
	{"paragraphs", "<p>甲</p><p>乙</p><div>丙</div>", "甲⏎乙⏎丙"},
	{"paragraphs without ends", "<p>甲<p>乙", "甲⏎乙"},
	{"Word's empty paragraph", "<p class=MsoNormal>甲<o:p></o:p></p>", "甲"},
	{"spans", "1<b>2</b><span lang=EN-US>3</span><font>4</font>", "1234"},
	{"pre", "<pre>甲  乙\n丙</pre>", "甲  乙⏎丙"},
	{"struck", "8<s>9</s>", "89[e READ-STRUCK]"},
	{"deleted", "8<del>9</del>", "89[e READ-STRUCK]"},
	{"struck by style", "8<span style='text-decoration: line-through'>9</span>", "89[e READ-STRUCK]"},
	{"struck by class", "<style>.a{text-decoration:line-through}</style>8<span class=a>9</span>", "89[e READ-STRUCK]"},
	{"raised, lowered", "5m<sup>2</sup> PM<sub>2.5</sub>", "5m² PM₂.₅"},
	{"hidden in part", "8<span style=\"display:none\">9</span>", "8[e READ-HIDDEN]"},
	{"hidden", "<span hidden>9</span>", "9[w READ-HIDDEN]"},
	{"hidden by class of a tag", "<style>/* x */ td{color:red} @media print{span.h{display:block}} span.h, i {display:none}</style>8<span class='h x'>9</span>", "8[e READ-HIDDEN]"},
	{"script, style, comment", "甲<script>document.write('<td>')</script><style>a{}</style><!-- 乙 -->", "甲"},
	{"conditional comment of Word", "<![if !supportLists]>1.<![endif]>甲<!--[if gte mso 9]>乙<![endif]-->", "1.甲"},
	{"check boxes", "<input type=checkbox checked>是<input type=checkbox>否", "☑是□否[w READ-INPUT]"},
	{"radio buttons", "<input type=radio name=a>是<input type=RADIO name=a checked>否", "□是☑否[w READ-INPUT]"},
	{"field", "<input value='12.50'>", "12.50[w READ-INPUT]"},
	{"hidden field", "甲<input type=hidden value=9>", "甲"},
	{"text area", "<textarea>\n甲\n乙 &amp;</textarea>", "甲⏎乙 &[w READ-INPUT]"},
	{"choice", "<select><option>甲<option selected>乙</option></select>", "乙[w READ-INPUT]"},
	{"choice of the first", "<select><option>甲</option><option>乙</option></select>丙", "甲丙[w READ-INPUT]"},
	{"picture", "<img src=http://example.com/a.png>", "[e READ-PICTURE]"},
	{"picture that is a spacer", "<img src=a.gif width=1 height=1>", ""},
	{"ordered list", "<ol><li>甲<li>乙</ol>", "1. 甲⏎2. 乙[n READ-NUMBERING]"},
	{"list of letters", "<ol type=a start=3><li>甲</li><li>乙</li></ol>", "c. 甲⏎d. 乙[n READ-NUMBERING]"},
	{"list without numbers", "<ul style='list-style:none'><li>甲</li></ul>", "甲"},
	{"ruby", "<ruby>甲<rt>jia</rt></ruby>", "甲"},
	{"error of a spreadsheet", "#REF!", "#REF![e READ-FAULT]"},
	{"bracket that is no tag", "完成率<5", "完成率<5"},
}

func TestCells(t *testing.T) {
	for _, x := range inCells {
		want := ""
		if x.want != "" {
			want = "A1=" + x.want
		}
		got := foundtest.Show(read(t, "<table><tr><td>"+x.cell+"</td></tr></table>"))
		if got = strings.TrimSuffix(got, " [n READ-OBJECTS]"); got != want {
			t.Errorf("%s: %q, want %q", x.name, got, want)
		}
	}
}

// Where cells are: the standard's own examples, and what pages do to it.
func TestTables(t *testing.T) {
	for _, x := range []struct{ name, page, want string }{
		{"plain", "<table><tr><td>甲</td><td></td><th>乙</th></tr><tr><td>1<td>2<td>3</table>", "A1=甲 C1=乙 A2=1 B2=2 C2=3"},
		{"around", "<h1>标题</h1>单位：元<table><tr><td>甲</table>填表人<br>某", "^标题 ^单位：元 A1=甲 _填表人\n某"},
		{"caption", "<table><caption>表 1</caption><tr><td>甲</table>", "^表 1 A1=甲"},
		{"spans", "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>1<td>2</table>", "A1:A2=甲 B1:C1=乙 B2=1 C2=2"},
		{"rows into the free places", "<table><tr><td>1<td rowspan=3>2<td>3<tr><td>4<td>5<tr><td>6<td>7</table>", "A1=1 B1:B3=2 C1=3 A2=4 C2=5 A3=6 C3=7"},
		{"to the end of the group", "<table><tbody><tr><td rowspan=0>甲<td>1<tr><td>2<tbody><tr><td>3<td>4</table>", "A1:A2=甲 B1=1 B2=2 A3=3 B3=4"},
		{"beyond the rows", "<table><tr><td rowspan=9>甲<td>1<tr><td>2</table>", "A1:A2=甲 B1=1 B2=2 [n READ-SPAN]"},
		{"beyond the group", "<table><thead><tr><td rowspan=2>甲<td>乙</thead><tbody><tr><td>1<td>2</table>", "A1=甲 B1=乙 A2=1 B2=2 [n READ-SPAN]"},
		{"into another", "<table><tr><td>1<td rowspan=2>2<td>3<tr><td colspan=2>4</table>", "A1=1 B1:B2=2 C1=3 A2=4 [w READ-SPAN]"},
		{"spans of nonsense", "<table><tr><td colspan=0>1<td colspan=-2>2<td colspan=x>3<td rowspan='2%'>4<tr><td>5</table>", "A1=1 B1=2 C1=3 D1:D2=4 A2=5"},
		{"a huge span", "<table><tr><td colspan=99999 rowspan=99999>1</table>", "A1:ALL1=1 [n READ-SPAN]"},
		{"tables that hold others in place", "<table><tr><td>导航</td></tr><tr><td>&nbsp;</td><td><table><tr><td><table><tr><td>甲<td>乙</table></table></td></tr></table>", "^导航 A1=甲 B1=乙"},
		{"a table within a cell", "<table><tr><td>甲<td>乙<table><tr><td>1<td>2</table>丙</table>", "A1=甲 B1=乙⏎丙[n READ-NESTED] / in 第 1 个表格第 1 行第 2 格: A1=1 B1=2"},
		{"a table directly in a table", "<table><tr><td>甲<td>乙</tr><table><tr><td>1<td>2</table>", "A1=甲 B1=乙 / A1=1 B1=2"},
		{"text between rows", "<table>题<tr><td>甲</td>注</tr></table>", "^题 A1=甲 _注"},
		{"hidden row", "<table><tr><td>甲<tr style='display:none'><td>乙</table>", "A1=甲 A2=乙 [w READ-HIDDEN]"},
		{"hidden table", "<div style='display:none'><table><tr><td>甲<td>乙</table></div><table><tr><td>1<td>2<td>3</table>", "hidden A1=甲 B1=乙 [w READ-HIDDEN]/ A1=1 B1=2 C1=3"},
		{"Excel's hidden column", "<table><tr><td>甲<td style='display:none'>乙<td>丙</table>", "A1=甲 B1=乙[w READ-HIDDEN] C1=丙"},
		{"cut in two, with its heading again", "<table><tr><th>指标<th>分值<tr><td>甲<td>10</table><p>续表</p><table><tr><th>指标<th>分值<tr><td>乙<td>20</table>", "cut@3 A1=指标 B1=分值 A2=甲 B2=10 (3=1) A3=指标 B3=分值 A4=乙 B4=20"},
		{"cut in two, by widths", "<table><col width=100><col width=200><tr><td>甲<td>10</table><table><colgroup><col width=100><col width=100 ><col width=100></colgroup><tr><td>1<td>2<td>3</table>", "cut@2 A1=甲 B1:C1=10 A2=1 B2=2 C2=3"},
		{"two tables", "<table><tr><td>甲<td>10</table><table><tr><td>乙<td>20</table>", "A1=甲 B1=10 / A1=乙 B1=20"},
		{"no table", "<p>甲</p>", "[e READ-NO-TABLE]"},
		{"cut off", "<table><tr><td>甲<td>乙<tr><td>丙", "A1=甲 B1=乙 A2=丙"},
		{"ends without begins", "</td></tr></table></div><table></p><tr></i><td>甲</b></td></td></tr></tr></table></table>", "A1=甲"},
		{"a style that ends with the cell", "<table><tr><td><s>甲<td>乙</table>", "A1=甲[e READ-STRUCK] B1=乙"},
		{"a style around the table", "<s><table><tr><td>甲</table></s>", "A1=甲[e READ-STRUCK]"},
	} {
		if got := foundtest.Show(read(t, x.page)); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

// Encodings, as they are and as they are said to be.
func TestEncodings(t *testing.T) {
	gb := func(s string) string {
		out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	table := "<table><tr><td>项目名称：一二三<td>镕㐀</table>"
	const want = "A1=项目名称：一二三 B1=镕㐀"
	wide := "\xfe\xff"
	for _, r := range "<html>" + table {
		wide += string([]byte{byte(r >> 8), byte(r)})
	}
	for _, x := range []struct{ name, page, want string }{
		{"UTF-8", "<meta charset=utf-8>" + table, want},
		{"UTF-8, not said", table, want},
		{"UTF-8 with its mark", "\uFEFF" + table, want},
		{"GBK", gb("<meta http-equiv=Content-Type content='text/html; charset=gb2312'>" + table), want},
		{"GBK, not said", gb(table), want},
		{"GBK, said to be UTF-8", gb("<meta charset='utf-8'>" + table), want + " [w READ-CHARSET]"},
		{"UTF-8, said to be GBK", "<meta charset=GBK>" + table, want + " [w READ-CHARSET]"},
		{"GBK, said to be Latin", gb("<meta charset=iso-8859-1>" + table), want + " [w READ-CHARSET]"},
		{"GBK that looks like UTF-8", "<meta charset=gbk><table><tr><td>\xc4\xa3\xb0\xe5", "A1=模板"},
		{"GBK that is UTF-8 as well", "<meta charset=gbk><table><tr><td>\xd6\xbf", "A1=挚"},
		{"UTF-16", wide, want},
		{"XHTML in GBK", gb("<?xml version='1.0' encoding='gbk'?><html>" + table), want},
		{"neither", table + "\xff\xff", "[e DATA-ENCODING]"},
		{"plain ASCII, said to be GBK", "<meta charset=gbk><table><tr><td>1</table>", "A1=1"},
	} {
		if got := foundtest.Show(read(t, x.page)); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

// Web archives: one page, and a workbook of several sheets.
func TestArchives(t *testing.T) {
	head := "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n"
	part := func(location, encoding, body string) string {
		return "--x\r\nContent-Location: file:///C:/a/" + location + "\r\nContent-Transfer-Encoding: " + encoding + "\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n" + body + "\r\n"
	}
	for _, x := range []struct{ name, data, want string }{
		{"quoted-printable", head + part("a.htm", "quoted-printable", "<table><tr><td width=3D1>=E7=94=B2=\r\n=E4=B9=99</table>") + "--x--", "A1=甲乙"},
		{"base64", head + part("a.htm", "base64", "PHRhYmxlPjx0cj48dGQ+55SyPC90YWJsZT4=") + "--x--", "A1=甲"},
		{"sheets", head + part("a.htm", "8bit", "<frameset>") + part("tabstrip.htm", "8bit", "<table><tr><td>表一</table>") +
			part("sheet001.htm", "8bit", "<table><tr><td>甲</table>") + part("sheet002.htm", "8bit", "<table><tr><td>乙</table>") + "--x--", "in “sheet001.htm”: A1=甲 / in “sheet002.htm”: A1=乙"},
		{"a single page", "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<table><tr><td>甲</table>", "A1=甲"},
		{"cut off", head + part("a.htm", "8bit", "<table><tr><td>甲"), "[e READ-DAMAGED]"},
		{"no table", head + part("a.htm", "8bit", "<p>甲") + "--x--", "[e READ-NO-TABLE]"},
		{"nothing", "MIME-Version: 1.0\r\n\r\n", "[e READ-DAMAGED]"},
	} {
		if got := foundtest.Show(read(t, x.data)); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

// FuzzHTML: whatever a page is, it is read or refused with a named error, and cells lie in their grid.
func FuzzHTML(f *testing.F) {
	for _, x := range inCells {
		f.Add("<table><tr><td>" + x.cell)
	}
	f.Add("<table><thead><tr><td rowspan=0>甲<td colspan=3>乙<tbody><tr><td rowspan=9><table><caption>丙<tr><th></table><select><option>")
	f.Fuzz(func(t *testing.T, page string) {
		d, err := read(t, "<table>"+page)
		if err != nil {
			if finding.Of(err) == nil {
				t.Fatalf("no finding: %v", err)
			}
			return
		}
		for _, x := range d.Tables {
			foundtest.Sound(t, x)
		}
	})
}
