package docx

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/foundtest"
)

const span2, span3, first, goes = `<w:gridSpan w:val="2"/>`, `<w:gridSpan w:val="3"/>`, `<w:vMerge w:val="restart"/>`, `<w:vMerge/>`

// inCell is a document whose only cell has this paragraph in it.
func inCell(runs string) string { return tbl(nil, tr(tc("", "<w:p>"+runs+"</w:p>"))) }

func rpr(properties, text string) string {
	return "<w:r><w:rPr>" + properties + "</w:rPr><w:t>" + text + "</w:t></w:r>"
}

// What stands in one cell, and how it is read.
var inCells = []struct{ name, runs, want string }{
	{"two runs", run("12") + run("3.40"), "123.40"},
	{"blanks", `<w:r><w:t xml:space="preserve"> 甲 </w:t></w:r>`, " 甲 "},
	{"entities", run("&lt;5&amp;&#x4E2D;"), "<5&中"},
	{"tab, break, hyphens", "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>-</w:t><w:noBreakHyphen/><w:softHyphen/><w:cr/><w:t>丙</w:t></w:r>", "甲⇥乙⏎--⏎丙"},
	{"deleted", run("8") + `<w:del w:id="1"><w:r><w:delText>9</w:delText></w:r></w:del>` + run("5"), "85[w READ-TRACKED]"},
	{"deleted, with plain text in it", run("8") + `<w:del>` + run("9") + `</w:del>` + run("5"), "85[w READ-TRACKED]"},
	{"inserted", run("8") + `<w:ins w:id="1">` + run("5") + `</w:ins>`, "85[w READ-TRACKED]"},
	{"moved", `<w:moveFrom>` + run("甲") + `</w:moveFrom><w:moveTo>` + run("乙") + `</w:moveTo>`, "乙[w READ-TRACKED]"},
	{"deleted within inserted", `<w:ins><w:del><w:r><w:delText>9</w:delText></w:r></w:del>` + run("5") + `</w:ins>`, "5[w READ-TRACKED]"},
	{"former properties", `<w:r><w:rPr><w:b/><w:rPrChange><w:rPr><w:strike/><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>5</w:t></w:r>`, "5"},
	{"struck", run("8") + rpr("<w:strike/>", "9"), "89[e READ-STRUCK]"},
	{"struck twice", rpr("<w:dstrike/>", "9"), "9[e READ-STRUCK]"},
	{"not struck", rpr(`<w:strike w:val="0"/>`, "9"), "9"},
	{"hidden in part", run("8") + rpr("<w:vanish/>", "9"), "8[e READ-HIDDEN]"},
	{"hidden as a whole", rpr("<w:vanish/>", "9"), "9[w READ-HIDDEN]"},
	{"raised", run("5m") + rpr(`<w:vertAlign w:val="superscript"/>`, "2"), "5m²"},
	{"lowered", run("PM") + rpr(`<w:vertAlign w:val="subscript"/>`, "2.5"), "PM₂.₅"},
	{"raised Chinese", run("甲") + rpr(`<w:vertAlign w:val="superscript"/>`, "注"), "甲注[w READ-SCRIPT]"},
	{"box of Wingdings", `<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:sym w:font="Wingdings" w:char="F0A8"/><w:t>否</w:t></w:r>`, "☑是□否"},
	{"box of Wingdings 2", `<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>`, "☑"},
	{"box without its plane", `<w:r><w:sym w:font="Wingdings" w:char="00FE"/></w:r>`, "☑"},
	{"comparison in Symbol", `<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t></w:r>`, "≥95%"},
	{"text in Wingdings", rpr(`<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>`, "þ是"), "☑是"},
	{"private text", rpr(`<w:rFonts w:ascii="Symbol"/>`, ""), "≤"},
	{"private text in no font", run(""), "[e READ-SYMBOL]"},
	{"symbol nobody knows", `<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r>`, "[e READ-SYMBOL]"},
	{"field", `<w:fldSimple w:instr="DATE">` + run("2024") + `</w:fldSimple>`, "2024"},
	{"field in three parts", `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + run("100") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`, "100"},
	{"field in the instruction of a field", `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>IF </w:instrText><w:fldChar w:fldCharType="begin"/><w:instrText>X</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>3</w:t><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/><w:t>4</w:t><w:fldChar w:fldCharType="end"/></w:r>`, "4"},
	{"box of the old forms", `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar><w:instrText>FORMCHECKBOX</w:instrText><w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/><w:t>是</w:t></w:r>`, "☑是"},
	{"box of the old forms, empty", `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar><w:instrText>FORMCHECKBOX</w:instrText><w:fldChar w:fldCharType="end"/><w:t>是</w:t></w:r>`, "□是"},
	{"text of the old forms", `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput/></w:ffData></w:fldChar><w:instrText>FORMTEXT</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>甲</w:t><w:fldChar w:fldCharType="end"/></w:r>`, "甲"},
	{"list of the old forms", `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList></w:ffData></w:fldChar><w:instrText>FORMDROPDOWN</w:instrText><w:fldChar w:fldCharType="end"/></w:r>`, "乙"},
	{"figure in a circle", `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>eq \o\ac(○,3)</w:instrText><w:fldChar w:fldCharType="end"/><w:t>甲</w:t></w:r>`, "③甲"},
	{"composed character", `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>eq \f(1,2)</w:instrText><w:fldChar w:fldCharType="end"/></w:r>`, "[e READ-FIELD]"},
	{"content control", `<w:sdt><w:sdtPr/><w:sdtContent>` + run("甲") + `</w:sdtContent></w:sdt>`, "甲"},
	{"placeholder", `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + run("单击此处") + `</w:sdtContent></w:sdt>`, ""},
	{"check box", `<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>` + run("☒") + `</w:sdtContent></w:sdt>` + run("是"), "☒是"},
	{"check box of one's own", `<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/><w14:checkedState w14:val="0052" w14:font="Wingdings 2"/><w14:uncheckedState w14:val="00A3" w14:font="Wingdings 2"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r></w:sdtContent></w:sdt>`, "☑"},
	{"check box that contradicts itself", `<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>` + run("☐") + `</w:sdtContent></w:sdt>`, "☐[e READ-CHOICE]"},
	{"link", `<w:hyperlink r:id="x">` + run("甲") + `</w:hyperlink>`, "甲"},
	{"ruby", `<w:r><w:ruby><w:rt><w:r><w:t>jia</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>甲</w:t></w:r></w:rubyBase></w:ruby></w:r>`, "甲"},
	{"two ways to say it", `<w:r><mc:AlternateContent><mc:Choice><w:t>甲</w:t></mc:Choice><mc:Fallback><w:t>甲</w:t></mc:Fallback></mc:AlternateContent></w:r>`, "甲"},
	{"picture", `<w:r><w:drawing><wp:inline><a:blip/></wp:inline></w:drawing></w:r>`, "[e READ-PICTURE] [n READ-OBJECTS]"},
	{"picture beside text", run("甲") + `<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>`, "甲 [n READ-OBJECTS]"},
	{"text box", run("甲") + `<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>` + p("乙") + `</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + p("乙") + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>` + run("丙"), "甲丙[w READ-ASIDE] _乙"},
	{"equation", run("x") + `<m:oMath><m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>`, "xm²[w READ-MATH]"},
	{"error of a spreadsheet", run("#DIV/0!"), "#DIV/0![e READ-FAULT]"},
	{"former paragraph properties", `<w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange></w:pPr>` + run("甲"), "甲"},
}

func TestCells(t *testing.T) {
	for _, x := range inCells {
		want := strings.TrimSpace("A1=" + x.want)
		if x.want == "" {
			want = ""
		}
		if got := foundtest.Show(read(t, document(t, inCell(x.runs)))); got != want {
			t.Errorf("%s: %q, want %q", x.name, got, want)
		}
	}
}

// Tables: where cells are, what is merged, what stands beside and within.
func TestTables(t *testing.T) {
	three := []int{1000, 2000, 3000}
	for _, x := range []struct{ name, body, want string }{
		{"plain", tbl(three, texts("甲", "", "乙"), texts("1", "2", "3")), "A1=甲 C1=乙 A2=1 B2=2 C2=3"},
		{"paragraphs around", p("标题") + p("") + tbl(three, texts("甲")) + p("填表人：某") + p(" "), "^标题 A1=甲 _填表人：某"},
		{"two tables", p("一") + tbl(three, texts("甲", "乙")) + p("二") + tbl(three, texts("丙", "丁")) + p("三"), "^一 A1=甲 B1=乙 _二 / ^二 A1=丙 B1=丁 _三"},
		{"paragraphs of a cell", tbl(three, tr(tc("", p("")+p("甲")+p("")+p("乙")+p("")+p("")))), "A1=甲⏎⏎乙"},
		{"columns merged", tbl(three, tr(tc(span2, p("甲")), tc("", p("乙"))), texts("1", "2", "3")), "A1:B1=甲 C1=乙 A2=1 B2=2 C2=3"},
		{"rows merged", tbl(three, tr(tc(first, p("甲")), tc(span2, p("乙"))), tr(tc(goes, p("")), tc("", p("2")), tc("", p("3")))), "A1:A2=甲 B1:C1=乙 B2=2 C2=3"},
		{"rows and columns merged", tbl(three, tr(tc(span2+first, p("甲")), tc("", p("乙"))), tr(tc(span2+goes, p("")), tc("", p("2")))), "A1:B2=甲 C1=乙 C2=2"},
		{"merged with another width", tbl(three, tr(tc(first, p("甲")), tc(span2, p("乙"))), tr(tc(span2+goes, p("2")), tc("", p("3")))), "A1=甲 B1:C1=乙 A2:B2=2 C2=3"},
		{"merged with nothing above", tbl(three, tr(tc(goes, p("甲")), tc("", p("乙")))), "A1=甲 B1=乙"},
		{"merged twice", tbl(three, tr(tc(first, p("甲"))), tr(tc(goes, p(""))), tr(tc(first, p("乙"))), tr(tc(goes, p("")))), "A1:A2=甲 A3:A4=乙"},
		{"text below a merged cell", tbl(three, tr(tc(first, p("甲"))), tr(tc(goes, p("9")))), "A1:A2=甲 [w READ-UNDER]"},
		{"merged in the old way", tbl(three, tr(tc(`<w:hMerge w:val="restart"/>`, p("甲")), tc(`<w:hMerge/>`, p("")), tc("", p("乙")))), "A1:B1=甲 C1=乙"},
		{"columns left free", tbl(three, `<w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>`+tc("", p("甲"))+`</w:tr>`, texts("1", "2", "3")), "B1=甲 A2=1 B2=2 C2=3"},
		{"rows unlike each other, by widths", tbl(three, tr(tc(`<w:tcW w:w="3000" w:type="dxa"/>`, p("甲")), tc(`<w:tcW w:w="3010" w:type="dxa"/>`, p("乙"))),
			tr(tc(`<w:tcW w:w="1000" w:type="dxa"/>`, p("1")), tc(`<w:tcW w:w="1990" w:type="dxa"/>`, p("2")), tc(`<w:tcW w:w="3000" w:type="dxa"/>`, p("3")))), "A1:B1=甲 C1=乙 A2=1 B2=2 C2=3"},
		{"a row deleted, one inserted", tbl(three, texts("甲"), `<w:tr><w:trPr><w:del w:id="1"/></w:trPr>`+tc("", p("乙"))+`</w:tr>`, `<w:tr><w:trPr><w:ins w:id="1"/></w:trPr>`+tc("", p("丙"))+`</w:tr>`), "A1=甲 A2=丙 [w READ-TRACKED]"},
		{"a hidden row", tbl(three, texts("甲"), `<w:tr><w:trPr><w:hidden/></w:trPr>`+tc("", p("乙"))+`</w:tr>`), "A1=甲 A2=乙 [w READ-HIDDEN]"},
		{"controls around a table, a row, a cell", `<w:sdt><w:sdtContent>` + tbl(three, `<w:sdt><w:sdtContent>`+tr(`<w:sdt><w:sdtContent>`+tc("", p("甲"))+`</w:sdtContent></w:sdt>`, tc("", p("乙")))+`</w:sdtContent></w:sdt>`) + `</w:sdtContent></w:sdt>`, "A1=甲 B1=乙"},
		{"a placeholder around a cell", tbl(three, tr(tc("", p("甲")), `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>`+tc("", p("单击此处"))+`</w:sdtContent></w:sdt>`, tc("", p("乙")))), "A1=甲 C1=乙"},
		{"a table within a cell", tbl(three, tr(tc("", p("甲")), tc("", p("乙")+tbl(nil, texts("1", "2"))+p("丙")))), "A1=甲 B1=乙⏎丙[n READ-NESTED] / in 第 1 个表格第 1 行第 2 格: A1=1 B1=2"},
		{"a table that holds another in place", tbl(three, tr(tc("", p("标题"))), tr(tc("", tbl(nil, texts("1", "2")))), tr(tc("", p("填表人")))), "^标题 A1=1 B1=2 _填表人"},
		{"cut in two", tbl(three, texts("甲", "乙", "丙"), texts("1", "2", "3")) + p("") + tbl(three, texts("4", "5", "6")), "cut@3 A1=甲 B1=乙 C1=丙 A2=1 B2=2 C2=3 A3=4 B3=5 C3=6"},
		{"cut in two, its heading again", tbl(three, texts("甲", "乙", "丙"), texts("1", "2", "3")) + p("（续表）") + tbl(three, texts("甲", "乙", "丙"), texts("4", "5", "6")), "cut@3 A1=甲 B1=乙 C1=丙 A2=1 B2=2 C2=3 (3=1) A3=甲 B3=乙 C3=丙 A4=4 B4=5 C4=6"},
		{"cut in two, columns of their own", tbl([]int{1000, 5000}, texts("甲", "乙")) + tbl([]int{1010, 2000, 3000}, texts("1", "2", "3")), "cut@2 A1=甲 B1:C1=乙 A2=1 B2=2 C2=3"},
		{"cut in two, dragged wider", tbl([]int{1000, 5000}, texts("甲", "乙")) + tbl([]int{1000, 5150}, texts("1", "2")), "cut@2 A1=甲 B1=乙 A2=1 B2=2"},
		{"of another width", tbl([]int{1000, 5000}, texts("甲", "乙")) + tbl([]int{1000, 3000}, texts("1", "2")), "A1=甲 B1=乙 / A1=1 B1=2"},
		{"the same form twice", tbl(three, texts("项目名称", "路"), texts("1", "2")) + p("") + tbl(three, texts("项目名称", "桥"), texts("3", "4")), "A1=项目名称 B1=路 A2=1 B2=2 / A1=项目名称 B1=桥 A2=3 B2=4"},
		{"the same title twice", tbl(three, tr(tc(span3, p("自评表"))), texts("1", "2", "3")) + p("") + tbl(three, tr(tc(span3, p("自评表"))), texts("4", "5", "6")), "A1:C1=自评表 A2=1 B2=2 C2=3 / A1:C1=自评表 A2=4 B2=5 C2=6"},
		{"a paragraph whose mark is deleted", tbl(three, tr(tc("", `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>`+run("甲")+`</w:p>`+p("乙")))), "A1=甲乙[w READ-TRACKED]"},
		{"a text box in the text", `<w:p><w:r><w:pict><v:textbox><w:txbxContent>` + p("附件") + tbl(three, texts("甲")) + `</w:txbxContent></v:textbox></w:pict></w:r></w:p>` + p("标题") + tbl(three, texts("乙", "丙")), "^附件 A1=甲 _标题 / ^标题 A1=乙 B1=丙"},
		{"without a grid", "<w:tbl>" + texts("甲", "乙") + "</w:tbl>", "A1=甲 B1=乙"},
		{"no table", p("甲"), "[e READ-NO-TABLE]"},
		{"an empty table", tbl(three, texts("", "", "")), ""},
		{"strict lengths", `<w:tbl><w:tblGrid><w:gridCol w:w="50pt"/><w:gridCol w:w="250.5pt"/></w:tblGrid>` + texts("甲", "乙") + `</w:tbl>` + tbl([]int{1000, 5010}, texts("1", "2")), "cut@2 A1=甲 B1=乙 A2=1 B2=2"},
	} {
		if got := foundtest.Show(read(t, document(t, x.body))); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

// Automatic numbers, styles, notes: what stands in other parts.
func TestParts(t *testing.T) {
	numbers := `<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>` +
		`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/><w:suff w:val="nothing"/></w:lvl></w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="hindiVowels"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>` +
		`<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>`
	n := func(list, level, text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + list + `"/></w:numPr></w:pPr>` + run(text) + `</w:p>`
	}
	styles := `<w:styles><w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>` +
		`<w:style w:styleId="c"><w:basedOn w:val="d"/></w:style><w:style w:styleId="d"><w:basedOn w:val="c"/><w:rPr><w:strike/></w:rPr></w:style>` +
		`<w:style w:styleId="e"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>`
	styled := func(id, text string) string {
		return `<w:p><w:pPr><w:pStyle w:val="` + id + `"/></w:pPr>` + run(text) + `</w:p>`
	}
	for _, x := range []struct{ name, cell, want string }{
		{"numbers", n("1", "0", "甲") + n("1", "0", "乙"), "A1=1. 甲⏎2. 乙[n READ-NUMBERING]"},
		{"a number alone", n("1", "0", ""), "A1=1.[n READ-NUMBERING]"},
		{"levels", n("1", "0", "甲") + n("1", "1", "乙") + n("1", "1", "丙") + n("1", "0", "丁") + n("1", "1", "戊"), "A1=1. 甲⏎（一）乙⏎（二）丙⏎2. 丁⏎（一）戊[n READ-NUMBERING]"},
		{"begun again", n("1", "0", "甲") + n("3", "0", "乙") + n("3", "0", "丙"), "A1=1. 甲⏎1. 乙⏎2. 丙[n READ-NUMBERING]"},
		{"a numbering that is not known", n("2", "0", "甲"), "A1=甲[w READ-NUMBERING]"},
		{"no such numbering", n("9", "0", "甲"), "A1=甲[w READ-NUMBERING]"},
		{"taken off", n("0", "0", "甲"), "A1=甲"},
		{"numbers of a style", styled("e", "甲"), "A1=1. 甲[n READ-NUMBERING]"},
		{"a hidden style", styled("b", "甲"), "A1=甲[w READ-HIDDEN]"},
		{"styles in a circle", styled("c", "甲"), "A1=甲[e READ-STRUCK]"},
		{"a footnote", `<w:p>` + run("甲") + `<w:r><w:footnoteReference w:id="2"/></w:r></w:p>`, "A1=甲[w READ-ASIDE] _注文"},
	} {
		data := document(t, tbl(nil, tr(tc("", x.cell))), "numbering", numbers, "styles", styles,
			"footnotes", `<w:footnotes><w:footnote w:id="1">`+p("别的")+`</w:footnote><w:footnote w:id="2">`+p("注文")+`</w:footnote></w:footnotes>`)
		if got := foundtest.Show(read(t, data)); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
	got := foundtest.Show(read(t, document(t, inCell(run("甲")), "header", "<w:hdr>"+p("附件 3")+"</w:hdr>", "footer", "<w:ftr>"+p("第 1 页")+"</w:ftr>", "comments", "<w:comments/>")))
	if want := "A1=甲 [n READ-ASIDE, n READ-ASIDE]"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
