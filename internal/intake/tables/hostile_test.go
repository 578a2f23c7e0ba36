package tables

import (
	"strings"
	"testing"
	"time"

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
	const open, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
	const mega = 1 << 19
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
		{"a page of text", "", func() string { return "<table><td>" + many("甲 ", 2*mega) }},
		{"a page of lists", "", func() string { return "<table><td>" + many("<ol><li>", 900) }},
		{"a page of options", "", func() string { return "<table><td><select>" + many("<option selected>a", mega) }},
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
		data := []byte(x.data())
		var d *found.Document
		foundtest.Hostile(t, time.Now, x.name, x.want, len(data), func() (err error) {
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
