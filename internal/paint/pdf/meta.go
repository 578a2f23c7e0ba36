package pdf

import (
	_ "embed"
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
)

// srgb is an ICC v2 monitor profile of sRGB (IEC 61966-2-1), computed in icc_test.go; it is nobody else's.
//
//go:embed srgb.icc
var srgb []byte

// writeInfo writes the document information dictionary; xmp says the same.
func (s *Stream) writeInfo() int {
	obj := s.f.alloc()
	b := append(s.f.obj(obj), "<<"...)
	for _, x := range [...]struct{ key, text string }{{"/Title", s.meta.Title}, {"/Author", s.meta.Author}, {"/Subject", s.meta.Subject},
		{"/Keywords", s.meta.Keywords}, {"/Creator", s.o.Creator}, {"/Producer", s.o.Producer}} {
		if x.text != "" {
			b = putText(append(b, x.key...), x.text)
		}
	}
	if !s.o.Date.IsZero() {
		d := pdfDate(s.o.Date)
		b = putString(append(b, "/CreationDate"...), d)
		b = putString(append(b, "/ModDate"...), d)
	}
	s.f.done(append(b, ">>"...))
	return obj
}

// writeCatalog writes the metadata, the output intent and the catalog.
func (s *Stream) writeCatalog(pages, outline int) (int, error) {
	meta, icc, intent, root := s.f.alloc(), s.f.alloc(), s.f.alloc(), s.f.alloc()
	x, err := xmp(s.meta, s.o, s.codes)
	if err != nil {
		return 0, err
	}
	// Not compressed, so that archives find it without reading PDF.
	s.f.coded(meta, "/Type/Metadata/Subtype/XML", x)
	s.f.coded(icc, "/N 3", srgb) // deflate would save a quarter of 1 kB
	b := putRef(append(s.f.obj(intent), "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile"...), icc)
	s.f.done(append(b, ">>"...))

	b = putRef(append(s.f.obj(root), "<</Type/Catalog/Pages"...), pages)
	b = putRef(append(b, "/Metadata"...), meta)
	b = putRef(append(b, "/OutputIntents["...), intent)
	b = putRef(append(b, "]/MarkInfo<</Marked true>>/StructTreeRoot"...), s.root)
	b = putText(append(b, "/Lang"...), s.meta.Lang)
	b = append(b, "/ViewerPreferences<</DisplayDocTitle true>>"...)
	if outline != 0 {
		b = putRef(append(b, "/Outlines"...), outline)
		if !s.single { // who opens a book looks for a form; who opens a form reads it
			b = append(b, "/PageMode/UseOutlines"...)
		}
	}
	b = putLabels(append(b, "/PageLabels<</Nums["...), s.labels)
	s.f.done(append(b, "]>>>>"...))
	return root, nil
}

// xmp is the metadata packet (ISO 19005-2, 6.6); codes are the verification codes of the forms, in order. The prefix
// pdfuaid is not among those PDF/A-2 knows, so it is described.
func xmp(m page.Meta, o Options, codes []string) ([]byte, error) {
	var b strings.Builder
	text := func(format, s string) {
		if s != "" {
			var e strings.Builder
			xml.EscapeText(&e, []byte(s))
			fmt.Fprintf(&b, format, e.String())
		}
	}
	b.WriteString(`<?xpacket begin="` + "\ufeff" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
`)
	text("<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n", m.Lang)
	text("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n", m.Title)
	text("<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", m.Author)
	text("<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:description>\n", m.Subject)
	text("<pdf:Keywords>%s</pdf:Keywords>\n", m.Keywords)
	text("<pdf:Producer>%s</pdf:Producer>\n", o.Producer)
	text("<xmp:CreatorTool>%s</xmp:CreatorTool>\n", o.Creator)
	if len(codes) > 0 {
		b.WriteString("<xmp:Identifier><rdf:Bag>")
		for _, c := range codes {
			text("<rdf:li>%s</rdf:li>", c)
		}
		b.WriteString("</rdf:Bag></xmp:Identifier>\n")
	}
	if !o.Date.IsZero() {
		d := o.Date.Format(time.RFC3339)
		text("<xmp:CreateDate>%s</xmp:CreateDate>\n", d)
		text("<xmp:ModifyDate>%s</xmp:ModifyDate>\n", d)
	}
	b.WriteString(`</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`)
	if b.Len() > 1<<20 {
		return nil, base.Refuse(CodeMeta, "", "文件属性太长")
	}
	return []byte(b.String()), nil
}
