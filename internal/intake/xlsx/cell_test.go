package xlsx

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/model/finding"
)

// The cell formats of the cells below: s="1" is the first of these.
var formats = []string{
	"#,##0.00", "#,##0;(#,##0)", `_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ `, "0%", "0.00%", "yyyy/m/d", `yyyy"年"m"月"d"日"`, "h:mm:ss", "[h]:mm",
	"0.00E+00", "@", ";;;", `0"万元"`, `0.00,,"百万"`, "# ?/?", "000000", "0;0", "[&gt;=10000]0!.0000&quot;万&quot;;0", "[DBNum2]0", `"第"0"批"`, "#,##0.##", `General"元"`, "aaaa", "mmm-yy", "[$¥-804]#,##0.00",
	`[$-804]yyyy"年"m"月";@`, "0.0_);[Red](0.0)", "m/d/yy h:mm AM/PM", "#,##0,", "?0.0", `"☆"@`, "[Blue]0.0;[Red]-0.0;零", "ge.m.d", "mm:ss.0", "##0.0E+0", "0 000", `G/通用格式"元"`,
}

// stylesheet has the formats above; behind them: struck, raised, lowered, white on white, white on blue.
func stylesheet() string {
	var nums, xfs strings.Builder
	for i, f := range formats {
		fmt.Fprintf(&nums, `<numFmt numFmtId="%d" formatCode="%s"/>`, 200+i, strings.NewReplacer(`"`, "&quot;").Replace(f))
		fmt.Fprintf(&xfs, `<xf numFmtId="%d" fontId="0" fillId="0"/>`, 200+i)
	}
	return `<styleSheet ` + ns + `><numFmts>` + nums.String() + `</numFmts><fonts><font><sz val="11"/></font><font><strike/></font>` +
		`<font><vertAlign val="superscript"/></font><font><vertAlign val="subscript"/></font><font><color theme="0"/></font></fonts>` +
		`<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF0000FF"/></patternFill></fill></fills>` +
		`<cellXfs><xf/>` + xfs.String() + `<xf fontId="1"/><xf fontId="2"/><xf fontId="3"/><xf fontId="4"/><xf fontId="4" fillId="1"/></cellXfs></styleSheet>`
}

// style is the number of a format, or of a font behind them.
func style(code string) int {
	for i, f := range formats {
		if f == code {
			return i + 1
		}
	}
	for i, f := range []string{"struck", "raised", "lowered", "white", "white on blue"} {
		if f == code {
			return len(formats) + 1 + i
		}
	}
	return 0
}

var strings0 = []string{`<t>甲</t>`, `<t xml:space="preserve"> 甲 </t>`, `<t>一_x000D_
二</t>`, `<t>_x005F_x000D_</t>`, `<t>=1+1</t>`,
	`<r><t>完成CO</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>2</t></r><r><t>减排 100m</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r>`,
	`<r><t>10</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>-5</t></r>`,
	`<r><t>要</t></r><r><rPr><strike/></rPr><t>作废</t></r>`,
	`<r><t>要</t></r><r><rPr><strike val="0"/></rPr><t>不作废</t></r>`,
	`<r><t>要</t></r><r><rPr><strike/></rPr><t xml:space="preserve">  </t></r>`,
	`<r><t>注</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>①</t></r>`,
	`<t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh><phoneticPr fontId="1"/>`,
	`<r><rPr><rFont val="宋体"/></rPr><t>中</t></r><r><rPr><rFont val="Times"/></rPr><t>A&amp;B</t></r>`,
	`<t>甲_x0007_</t>`, `<r><t>PM</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>2.5</t></r>`, `<t></t>`, `<t><![CDATA[<甲>]]></t>`,
	`<r><t>x</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>n+1</t></r>`, `<t>   </t>`, `<r><t>a</t></r><r><rPr><vertAlign val="baseline"/></rPr><t>2</t></r>`}

// What a cell of each kind is taken for. s is the format, in the words above; wants is Kind text|raw behind|codes.
var odd = []struct{ name, s, cell, wants string }{
	{"text", "", `t="s"><v>0</v>`, "T 甲"},
	{"blanks around are kept", "", `t="s"><v>1</v>`, "T  甲 "},
	{"a carriage return of Excel", "", `t="s"><v>2</v>`, "T 一\n二"},
	{"an escape that was escaped", "", `t="s"><v>3</v>`, "T _x000D_"},
	{"text that looks like a formula", "", `t="s"><v>4</v>`, "T =1+1"},
	{"lowered and raised", "", `t="s"><v>5</v>`, "T 完成CO₂减排 100m²"},
	{"a power below one", "", `t="s"><v>6</v>`, "T 10⁻⁵"},
	{"a struck run", "", `t="s"><v>7</v>`, "T 要作废|READ-STRUCK"},
	{"a run that is not struck", "", `t="s"><v>8</v>`, "T 要不作废"},
	{"struck blanks", "", `t="s"><v>9</v>`, "T 要  "},
	{"raised, without a character for it", "", `t="s"><v>10</v>`, "T 注①|READ-SCRIPT"},
	{"phonetic runs", "", `t="s"><v>11</v>`, "T 漢字"},
	{"runs of fonts", "", `t="s"><v>12</v>`, "T 中A&B"},
	{"a control character", "", `t="s"><v>13</v>`, "T 甲\a|DATA-CONTROL"},
	{"a lowered decimal", "", `t="s"><v>14</v>`, "T PM₂.₅"},
	{"an empty text", "", `t="s"><v>15</v>`, "E "},
	{"CDATA", "", `t="s"><v>16</v>`, "T <甲>"},
	{"a raised sum", "", `t="s"><v>17</v>`, "T xⁿ⁺¹"},
	{"only blanks", "", `t="s"><v>18</v>`, "T    "},
	{"baseline", "", `t="s"><v>19</v>`, "T a2"},
	{"a text there is not", "", `t="s"><v>99</v>`, "E |READ-DAMAGED"},
	{"inline", "", `t="inlineStr"><is><t>甲</t></is>`, "T 甲"},
	{"inline runs, struck", "", `t="inlineStr"><is><r><rPr><strike/></rPr><t>甲</t></r></is>`, "T 甲|READ-STRUCK"},
	{"inline entities", "", `t="inlineStr"><is><t>&lt;&#x7532;&#x1F600;&gt;</t></is>`, "T <甲😀>"},
	{"struck as a whole", "struck", `t="s"><v>0</v>`, "T 甲|READ-STRUCK"},
	{"struck as a whole, its runs not", "struck", `t="inlineStr"><is><r><rPr><sz val="9"/></rPr><t>甲</t></r></is>`, "T 甲"},
	{"a struck number", "struck", `><v>5</v>`, "N 5|5|READ-STRUCK"},
	{"raised as a whole", "raised", `t="inlineStr"><is><t>2</t></is>`, "T ²"},
	{"lowered as a whole, Chinese", "lowered", `t="inlineStr"><is><t>甲</t></is>`, "T 甲|READ-SCRIPT"},
	{"a raised number", "raised", `><v>2</v>`, "N 2|2|READ-SCRIPT"},
	{"yes", "", `t="b"><v>1</v>`, "B TRUE"},
	{"no", "", `t="b"><v>0</v>`, "B FALSE"},
	{"neither", "", `t="b"><v>2</v>`, "E 2|READ-DAMAGED"},
	{"divided by nought", "", `t="e"><f>1/0</f><v>#DIV/0!</v>`, "F #DIV/0!|READ-FAULT"},
	{"not available", "", `t="e"><v>#N/A</v>`, "F #N/A|READ-FAULT"},
	{"an error of next year", "", `t="e"><v>#BUSY!</v>`, "F #BUSY!|READ-FAULT"},
	{"a formula without a value", "", `><f>1+1</f>`, "E |READ-FORMULA"},
	{"a formula with an empty value", "", `><f>1+1</f><v></v>`, "E |READ-FORMULA"},
	{"a formula with an empty text", "", `t="str"><f>""</f><v></v>`, "E "},
	{"a formula with a text", "", `t="str"><f>"甲"</f><v>甲</v>`, "T 甲"},
	{"a formula with a number", "#,##0.00", `><f>1000*2</f><v>2000</v>`, "N 2,000.00|2000"},
	{"a shared formula without a value", "", `><f t="shared" si="0"/>`, "E |READ-FORMULA"},
	{"a shared formula", "", `><f t="shared" si="0"/><v>3</v>`, "N 3|3"},
	{"a formula of another workbook", "", `><f>[1]Sheet1!A1</f><v>3</v>`, "N 3|3|READ-EXTERNAL"},
	{"another workbook by path", "", `><f>'C:\x\[台账.xlsx]一'!A1*2</f><v>3</v>`, "N 3|3|READ-EXTERNAL"},
	{"another workbook's name", "", `><f>[2]!单价</f><v>3</v>`, "N 3|3|READ-EXTERNAL"},
	{"DDE", "", `t="str"><f>cmd|'/c calc'!A0</f><v>x</v>`, "T x|READ-EXTERNAL"},
	{"a table of the same workbook", "", `><f>SUM(表1[金额])</f><v>3</v>`, "N 3|3"},
	{"brackets and bars in quotes", "", `t="str"><f>"[1]a!"&amp;"|!"</f><v>x</v>`, "T x"},
	{"a picture in the cell", "", `t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v>`, "F |READ-PICTURE"},
	{"whole", "", `><v>2022</v>`, "N 2022|2022"},
	{"noise of binary sums", "", `><v>0.30000000000000004</v>`, "N 0.3|0.3"},
	{"an amount with noise", "#,##0.00", `><v>18233182.140000001</v>`, "N 18,233,182.14|18233182.14"},
	{"with a power", "", `><v>1.2E-05</v>`, "N 0.000012|0.000012"},
	{"a large power", "", `><v>1.5E+10</v>`, "N 15000000000|15000000000"},
	{"an amount shown with fewer digits", "#,##0.00", `><v>1234.5678</v>`, "N 1,234.57|1234.5678|hides"},
	{"negative in brackets", "#,##0;(#,##0)", `><v>-1200</v>`, "N (1,200)|-1200"},
	{"negative without a sign", "0;0", `><v>-5</v>`, "N 5|-5|hides"},
	{"accounting", formats[2], `><v>-1200</v>`, "N -1,200.00|-1200"},
	{"accounting, nought", formats[2], `><v>0</v>`, "N -|0"},
	{"percent", "0.00%", `><v>0.9798</v>`, "N 97.98%|0.9798"},
	{"percent with noise", "0%", `><v>0.28999999999999998</v>`, "N 29%|0.29"},
	{"percent with fewer digits", "0%", `><v>0.9798</v>`, "N 98%|0.9798|hides"},
	{"half", "0%", `><v>0.125</v>`, "N 13%|0.125|hides"},
	{"scientific", "0.00E+00", `><v>1200000</v>`, "N 1.20E+06|1200000"},
	{"scientific, small", "0.00E+00", `><v>-0.00012345</v>`, "N -1.23E-04|-0.00012345|hides"},
	{"engineering", "##0.0E+0", `><v>12300</v>`, "N 12.3E+3|12300"},
	{"a number as text", "@", `><v>12</v>`, "N 12|12"},
	{"hidden by its format", ";;;", `><v>12</v>`, "N 12|12|hides|READ-UNSEEN"},
	{"nought hidden by its format", ";;;", `><v>0</v>`, "N |0|hides"},
	{"with a unit", `0"万元"`, `><v>120</v>`, "N 120万元|120"},
	{"in millions", formats[13], `><v>1234567</v>`, "N 1.23百万|1234567|hides"},
	{"in thousands", "#,##0,", `><v>1200000</v>`, "N 1,200|1200000|hides"},
	{"a fraction", "# ?/?", `><v>1.5</v>`, "N 1 1/2|1.5"},
	{"leading noughts", "000000", `><v>12</v>`, "N 000012|12"},
	{"in ten thousands by a point", formats[17], `><v>123456</v>`, "N 12.3456万|123456"},
	{"below the condition", formats[17], `><v>56</v>`, "N 56|56"},
	{"capital figures", "[DBNum2]0", `><v>12</v>`, "N 12|12|READ-NUMBER-FORMAT"},
	{"within a text", `"第"0"批"`, `><v>3</v>`, "N 第3批|3"},
	{"decimals as far as there are", "#,##0.##", `><v>1234.5</v>`, "N 1,234.5|1234.5"},
	{"general with a unit", formats[21], `><v>1234.5</v>`, "N 1234.5元|1234.5"},
	{"general, as Chinese programs write it", `G/通用格式"元"`, `><v>1234.5</v>`, "N 1234.5元|1234.5"},
	{"yuan", "[$¥-804]#,##0.00", `><v>-1200</v>`, "N -¥1,200.00|-1200"},
	{"a nought with a word", formats[31], `><v>0</v>`, "N 零|0"},
	{"digits parted by blanks", "0 000", `><v>12345</v>`, "N 12 345|12345"},
	{"18 digits", "", `><v>310101199001011234</v>`, "N 310101199001011000|310101199001011000|READ-DIGITS"},
	{"18 digits that Excel has cut", "000000", `><v>3.10101199001011E+17</v>`, "N 310101199001011000|310101199001011000|READ-DIGITS"},
	{"15 digits", "", `><v>123456789012345</v>`, "N 123456789012345|123456789012345"},
	{"more digits than a spreadsheet has", "", `><v>123456789012.1234567</v>`, "N 123456789012.123|123456789012.123|READ-DIGITS"},
	{"17 digits", "", `><v>0.12345678901234567</v>`, "N 0.123456789012346|0.123456789012346"},
	{"18 digits behind the point", "", `><v>0.123456789012345678</v>`, "N 0.123456789012346|0.123456789012346|READ-DIGITS"},
	{"one third", "", `><v>0.33333333333333331</v>`, "N 0.333333333333333|0.333333333333333"},
	{"no number", "", `><v>abc</v>`, "E abc|READ-DAMAGED"},
	{"out of range", "", `><v>1e999</v>`, "E 1e999|READ-DAMAGED"},
	{"not a number", "", `><v>NaN</v>`, "E NaN|READ-DAMAGED"},
	{"date", "yyyy/m/d", `><v>45356</v>`, "D 2024/3/5|45356"},
	{"date in Chinese", formats[6], `><v>45356.99</v>`, "D 2024年3月5日|45356.99"},
	{"date of the year 1900", "yyyy/m/d", `><v>59</v>`, "D 1900/2/28|59"},
	{"the day that was not", "yyyy/m/d", `><v>60</v>`, "D 1900/2/29|60"},
	{"time", "h:mm:ss", `><v>0.5</v>`, "D 12:00:00|0.5"},
	{"hours", "[h]:mm", `><v>1.5</v>`, "D 36:00|1.5"},
	{"half a day", formats[27], `><v>45356.75</v>`, "D 3/5/24 6:00 PM|45356.75"},
	{"tenths of a second", "mm:ss.0", `><v>0.0007</v>`, "D 01:00.4|0.0007"},
	{"day of the week", "aaaa", `><v>45356</v>`, "D 星期二|45356"},
	{"month in English", "mmm-yy", `><v>45356</v>`, "D Mar-24|45356"},
	{"year and month", formats[25], `><v>45356</v>`, "D 2024年3月|45356"},
	{"a date before there were any", "yyyy/m/d", `><v>-1</v>`, "D -1|-1|READ-DATE"},
	{"a date before there were any, with a section for texts", formats[25], `><v>-1</v>`, "D -1|-1|READ-DATE"},
	{"a number in a format for texts", `"☆"@`, `><v>5</v>`, "N 5|5"},
	{"a text in a format for texts", `"☆"@`, `t="s"><v>0</v>`, "T 甲"},
	{"a date of an era", "ge.m.d", `><v>45356</v>`, "D 45356|45356|READ-NUMBER-FORMAT"},
	{"a strict date", "", `t="d"><v>2024-03-05</v>`, "D 2024-03-05|45356"},
	{"a strict time", "h:mm:ss", `t="d"><v>2024-03-05T06:30:00</v>`, "D 6:30:00|45356.2708333333"},
	{"a format there is not", "", `s="999"><v>5</v>`, "N 5|5"},
	{"a type there is not", "", `t="zz"><v>5</v>`, "E 5|READ-DAMAGED"},
	{"white on white", "white", `t="s"><v>0</v>`, "T 甲"},
	{"nothing", "", `>`, "E "},
}

var letters = map[int]string{0: "E", 1: "T", 2: "N", 3: "D", 4: "B", 5: "F"}

func TestCells(t *testing.T) {
	if len(odd) < 100 {
		t.Fatal(len(odd))
	}
	for _, x := range odd {
		p := parts(fmt.Sprintf(`<sheetData><row r="3"><c r="B3" s="%d" %s</c></row></sheetData>`, style(x.s), x.cell))
		if strings.Contains(x.cell, `s="999"`) {
			p = parts(`<sheetData><row r="3"><c r="B3" ` + x.cell + `</c></row></sheetData>`)
		}
		p["xl/styles.xml"] = stylesheet()
		p["xl/sharedStrings.xml"] = `<sst ` + ns + `><si>` + strings.Join(strings0, "</si><si>") + `</si></sst>`
		table, err := first(pack(t, p), intake.Limits{})
		if err != nil {
			t.Errorf("%s: %v", x.name, err)
			continue
		}
		got := "E "
		if c := table.At(3, 2); c != nil {
			got = letters[int(c.Kind)] + " " + c.Text
			if c.Raw != "" {
				got += "|" + c.Raw
			}
			if c.Hides {
				got += "|hides"
			}
			for _, f := range c.Said() {
				got += "|" + f.Code
				if f.Place != "工作表“表”B3" || f.Pos.Line != 3 || f.Pos.Col != 2 || f.Message == "" || f.English == "" && f.Code != "DATA-CONTROL" || f.Hint == "" {
					t.Errorf("%s: %+v", x.name, f)
				}
			}
		}
		if got != x.wants {
			t.Errorf("%s:\ngot  %q\nwant %q", x.name, got, x.wants)
		}
	}
}

// Dates of workbooks that count from 1904.
func TestFrom1904(t *testing.T) {
	p := parts(fmt.Sprintf(`<sheetData><row r="1"><c r="A1" s="%d"><v>43894</v></c></row></sheetData>`, style("yyyy/m/d")))
	p["xl/styles.xml"] = stylesheet()
	p["xl/workbook.xml"] = strings.Replace(p["xl/workbook.xml"], "<sheets>", `<workbookPr date1904="1"/><sheets>`, 1)
	table, err := first(pack(t, p), intake.Limits{})
	if err != nil || table.At(1, 1).Text != "2024/3/5" {
		t.Error(err, table)
	}
}

func codesOf(l finding.List) string {
	var out []string
	for _, f := range l {
		out = append(out, f.Code)
	}
	return strings.Join(out, " ")
}
