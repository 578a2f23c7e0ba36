package docx

import (
	"testing"

	"github.com/gongbiao/gongbiao/internal/foundtest"
	"github.com/gongbiao/gongbiao/model/finding"
)

// FuzzDOCX: whatever the text of a document is, it is read or refused with a named error, and cells lie in their grid.
func FuzzDOCX(f *testing.F) {
	for _, x := range inCells {
		f.Add(inCell(x.runs))
	}
	f.Add(tbl([]int{1000, 2000}, tr(tc(first+span2, p("甲"))), tr(tc(goes, p("")), tc(`<w:tcW w:w="9" w:type="dxa"/>`, tbl(nil, texts("1"))))) +
		tbl([]int{1000, 2010}, tr(tc(`<w:hMerge/>`, p("乙")))))
	f.Fuzz(func(t *testing.T, body string) {
		d, err := read(t, document(t, body))
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

// FuzzPackage: whatever the parts beside the text say: styles, lists, relationships, kinds of content.
func FuzzPackage(f *testing.F) {
	f.Add(`<w:styles><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/><w:rPr><w:strike/></w:rPr></w:style></w:styles>`,
		`<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
		`<Relationships><Relationship Id="a" Type="http://x/styles" Target="styles.xml"/><Relationship Id="b" Type="http://x/numbering" Target="numbering.xml"/></Relationships>`,
		"<Types/>")
	f.Add("<w:styles/>", "<w:numbering/>", `<Relationships><Relationship Id="a" Type="http://x/styles" Target="../word/document.xml"/></Relationships>`, "<Types>")
	text := `<w:document xmlns:w="x"><w:body>` + tbl([]int{1000}, tr(tc("", `<w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>`+run("甲")+"</w:p>"))) + "</w:body></w:document>"
	f.Fuzz(func(t *testing.T, styles, numbering, links, types string) {
		data := pack(t, "[Content_Types].xml", types, "word/document.xml", text, "word/styles.xml", styles, "word/numbering.xml", numbering,
			"word/_rels/document.xml.rels", links)
		d, err := read(t, data)
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
