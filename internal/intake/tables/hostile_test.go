package tables

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/foundtest"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/racing"
)

// Files made to do harm are refused by name, or read, in small memory.
func TestHostile(t *testing.T) {
	racing.Apart(t)
	if testing.Short() {
		t.Skip("some seconds")
	}
	many := strings.Repeat
	long := []string{"a workbook of merges", "a workbook of hidden columns", "a page of options", "runs", "a workbook of fonts", "a document of tracked changes", "a document of styles with long names"} // left to .ci/full
	const open, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
	const mega = 1 << 19
	book := func(rows func(*strings.Builder), texts, styles string) string {
		var b strings.Builder
		rows(&b)
		return foundtest.Package(t, "xl/workbook.xml", `<workbook><sheets><sheet name="a" id="r1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/a.xml"/>`+
				`<Relationship Id="r2" Type="x/sharedStrings" Target="texts.xml"/><Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>`,
			"xl/worksheets/a.xml", "<worksheet><sheetData>"+b.String()+"</sheetData></worksheet>",
			"xl/texts.xml", cmp.Or(texts, "<sst/>"), "xl/styles.xml", cmp.Or(styles, "<styleSheet/>"))
	}
	for _, x := range []struct {
		name, want string
		data       func() string
	}{
		{"laughs", "READ-DAMAGED", func() string {
			return foundtest.Word(t, `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>`+foundtest.Body("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"))
		}},
		{"an entity nobody defined", "READ-DAMAGED", func() string { return foundtest.Word(t, foundtest.Body("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")) }},
		{"an entity outside", "READ-DAMAGED", func() string {
			return foundtest.Word(t, `<!DOCTYPE x SYSTEM "file:///etc/passwd">`+foundtest.Body(""))
		}},
		{"10,000 tables within each other", "READ-DAMAGED", func() string { return foundtest.Word(t, foundtest.Body(many(open, 10000)+many(end, 10000))) }},
		{"40 tables within each other", "READ-DAMAGED", func() string { return foundtest.Word(t, foundtest.Body(many(open, 40)+many(end, 40))) }},
		{"a cell of a million columns", "READ-ROWS", func() string {
			return foundtest.Word(t, foundtest.Body(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>`))
		}},
		{"columns before the first", "READ-NO-TABLE", func() string {
			return foundtest.Word(t, foundtest.Body(`<w:tbl><w:tr><w:trPr><w:gridBefore w:val="-5"/></w:trPr></w:tr></w:tbl>`))
		}},
		{"empty cells", "READ-ROWS", func() string {
			return foundtest.Word(t, foundtest.Body("<w:tbl><w:tr>"+many("<w:tc/>", 2*mega)+"</w:tr></w:tbl>"))
		}},
		{"wide empty cells", "READ-ROWS", func() string {
			return foundtest.Word(t, foundtest.Body("<w:tbl><w:tr>"+many(`<w:tc><w:tcPr><w:gridSpan w:val="999"/></w:tcPr></w:tc>`, mega/4)+"</w:tr></w:tbl>"))
		}},
		{"empty rows", "READ-ROWS", func() string { return foundtest.Word(t, foundtest.Body("<w:tbl>"+many("<w:tr/>", 2*mega)+"</w:tbl>")) }},
		{"empty tables", "READ-BOMB", func() string { return foundtest.Word(t, foundtest.Body(many("<w:tbl/>", 2*mega))) }},
		{"paragraphs", "READ-BOMB", func() string {
			return foundtest.Word(t, foundtest.Body(many("<w:p><w:r><w:t>a</w:t></w:r></w:p>", mega)))
		}},
		{"runs", "READ-NO-TABLE", func() string {
			return foundtest.Word(t, foundtest.Body("<w:p>"+many("<w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>a</w:t></w:r>", mega/2)+"</w:p>"))
		}},
		{"a text without end", "READ-DAMAGED", func() string {
			return foundtest.Word(t, foundtest.Body("<w:p><w:r><w:t>"+many("a", 8*mega)+"</w:t></w:r></w:p>"))
		}},
		{"texts without end", "READ-NO-TABLE", func() string {
			return foundtest.Word(t, foundtest.Body("<w:p>"+many("<w:r><w:t>"+many("a", mega)+"</w:t></w:r>", 40)+"</w:p>"))
		}},
		{"a comment without end", "READ-DAMAGED", func() string { return foundtest.Word(t, "<!--"+many("a", 8*mega)) }},
		{"elements without end", "READ-DAMAGED", func() string { return foundtest.Word(t, many("<w:body>", mega)) }},
		{"a tag without end", "READ-DAMAGED", func() string { return foundtest.Word(t, "<w:body "+many("a", 8*mega)) }},
		{"cut off", "READ-DAMAGED", func() string { s := foundtest.Word(t, foundtest.Body("<w:p/>")); return s[:len(s)*2/3] }},
		{"a page of tables within each other", "READ-DAMAGED", func() string { return many("<table><tr><td>", 10000) }},
		{"a page of elements", "READ-DAMAGED", func() string { return "<table><tr><td>" + many("<b>", mega) }},
		{"a page of cells", "READ-ROWS", func() string { return "<table><tr>" + many("<td>", 2*mega) }},
		{"a page of rows", "READ-ROWS", func() string { return "<table>" + many("<tr>", 2*mega) }},
		{"a page of spans", "READ-ROWS", func() string { return "<table>" + many("<tr>"+many("<td rowspan=0>a", 50), 2000) }},
		{"a page of huge spans", "", func() string { return "<table>" + many("<tr><td colspan=1000 rowspan=65534>", 16) }},
		{"a page of tables", "READ-BOMB", func() string { return many("<table><td></table>", mega/2) }},
		{"a page of attributes", "", func() string {
			return "<table><tr><td " + many("a=b ", mega) + ">甲</table>"
		}},
		{"a page of styles", "", func() string { return "<style>" + many(".a{display:none}", mega/2) + "</style><table><td>甲</table>" }},
		{"a page of comments in styles", "", func() string { return "<style>" + many("/*a*/", mega) + "</style><table><td>甲</table>" }},
		{"a page of text", "READ-BOMB", func() string { return "<table><td>" + many("甲 ", 2*mega) }},
		{"a page of lists", "", func() string { return "<table><td>" + many("<ol><li>", 900) }},
		{"a page of options", "", func() string { return "<table><td><select>" + many("<option selected>a", mega) }},
		{"a workbook of a million cells", "READ-BOMB", func() string {
			return book(func(b *strings.Builder) {
				for i := range 5000 {
					fmt.Fprintf(b, `<row r="%d">`+many("<c><v>1</v></c>", 200)+`</row>`, i+1)
				}
			}, "", "")
		}},
		{"a workbook of one long text", "READ-BOMB", func() string {
			return book(func(b *strings.Builder) {
				b.WriteString("<row>" + many(`<c t="s"><v>0</v></c>`, 16_000) + "</row>")
			}, "<sst><si><t>"+many("a", 60_000)+"</t></si></sst>", "")
		}},
		{"a workbook of many texts", "READ-BOMB", func() string {
			return book(func(b *strings.Builder) {}, "<sst>"+many("<si><t>"+many("ab", 500)+"</t></si>", 50_000)+"</sst>", "")
		}},
		{"a workbook of runs", "READ-DAMAGED", func() string {
			return book(func(b *strings.Builder) {}, "<sst><si>"+many("<r><t>a</t></r>", 1_000_000)+"</si></sst>", "")
		}},
		{"a workbook of fonts", "READ-BOMB", func() string {
			return book(func(b *strings.Builder) {}, "", "<styleSheet><fonts>"+many("<font/>", 4_000_000)+"</fonts></styleSheet>")
		}},
		{"a workbook of formats", "READ-BOMB", func() string {
			return book(func(b *strings.Builder) {}, "", "<styleSheet><cellXfs>"+many("<xf/>", 4_000_000)+"</cellXfs></styleSheet>")
		}},
		{"a workbook of error values", "READ-BOMB", func() string {
			return book(func(b *strings.Builder) {
				b.WriteString(many("<row>"+many(`<c t="e"><v>#N/A</v></c>`, 200)+"</row>", 1000))
			}, "", "")
		}},
		{"a workbook of merges", "READ-BOMB", func() string {
			return book(func(b *strings.Builder) {
				b.WriteString("</sheetData><mergeCells>" + many(`<mergeCell ref="A1:B2"/>`, 1_000_000) + "</mergeCells><sheetData>")
			}, "", "")
		}},
		{"a workbook of hidden columns", "", func() string {
			return book(func(b *strings.Builder) {
				b.WriteString("</sheetData><cols>" + many(`<col min="1" max="16384" hidden="1"/>`, 400_000) + "</cols><sheetData>")
			}, "", "")
		}},
		{"a document of full cells", "READ-BOMB", func() string {
			return foundtest.Package(t, "word/document.xml", foundtest.Body("<w:tbl>"+
				many("<w:tr>"+many("<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>", 60)+"</w:tr>", 4000)+"</w:tbl>"))
		}},
		{"a document of hidden rows in merged cells", "READ-BOMB", func() string {
			return foundtest.Package(t, "word/document.xml", foundtest.Body("<w:tbl>"+
				many("<w:tr>"+many("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>", 60)+"</w:tr>", 4000)+"</w:tbl>"))
		}},
		{"a document of tracked changes", "READ-BOMB", func() string {
			return foundtest.Package(t, "word/document.xml", foundtest.Body("<w:tbl>"+many("<w:tr>"+
				many("<w:tc><w:p><w:ins><w:r><w:t>a</w:t></w:r></w:ins></w:p></w:tc>", 60)+"</w:tr>", 4000)+"</w:tbl>"))
		}},
		{"a document of styles with long names", "READ-BOMB", func() string {
			var b strings.Builder
			for i := range 1000 {
				fmt.Fprintf(&b, `<w:style w:styleId="%d%s"><w:rPr/></w:style>`, i, many("a", 60_000))
			}
			return foundtest.Package(t, "word/document.xml", foundtest.Body("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
				"word/_rels/document.xml.rels", `<Relationships><Relationship Id="a" Type="x/styles" Target="styles.xml"/></Relationships>`,
				"word/styles.xml", "<w:styles>"+b.String()+"</w:styles>")
		}},
		{"a document of links", "READ-DAMAGED", func() string {
			return foundtest.Package(t, "word/document.xml", foundtest.Body("<w:p/>"), "word/_rels/document.xml.rels",
				"<Relationships>"+many(`<Relationship Id="a" Type="x/styles" Target="`+many("a", 60_000)+`"/>`, 900)+"</Relationships>")
		}},
		{"a page of full cells", "READ-BOMB", func() string { return "<table>" + many("<tr>"+many("<td>a", 60), 4000) }},
		{"a page of texts within texts", "", func() string {
			return many("<table><tr><td>"+many("甲", 20_000), 30)
		}},
		{"a page of named signs", "READ-BOMB", func() string { return "<table><td>" + many("&nvinfin;", mega) }},
		{"a text of cells", "READ-BOMB", func() string { return many(many("1,", 200)+"\n", 4000) }},
		{"an archive of parts", "READ-DAMAGED", func() string {
			return "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + many("--x\n\na\n", mega)
		}},
		{"an archive without boundary", "READ-DAMAGED", func() string {
			return "MIME-Version: 1.0\nContent-Type: multipart/related\n\n" + many("--\n", mega)
		}},
		{"a text of separators", "READ-ROWS", func() string { return "甲" + many(",", 8*mega) }},
		{"a text of rows", "READ-ROWS", func() string { return many(",\n", 4*mega) }},
		{"a text of quotes", "", func() string { return many("甲\t\"", 4000) }},
	} {
		if slices.Contains(long, x.name) && !racing.Full() {
			continue
		}
		data := []byte(x.data())
		var d *found.Document
		foundtest.Hostile(t, x.name, x.want, len(data), func() (err error) {
			d, err = Read("甲", data, intake.Limits{})
			return err
		})
		if d != nil {
			for _, one := range d.Tables {
				foundtest.Sound(t, one)
			}
		}
	}
}
