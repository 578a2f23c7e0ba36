package ofd

import (
	"strings"
	"unicode"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
)

// root makes OFD.xml; id is the hash of all other parts.
func (s *Stream) root(id string) []byte {
	kind := "OFD"
	if !s.o.Plain {
		kind += "-A" // GB/T 42133-2022, 6.2.1
	}
	b := open(s.content[:0], "OFD")
	b = append(append(append(b, ` Version="1.0" DocType="`...), kind...), `"><ofd:DocBody><ofd:DocInfo>`...)
	b = putElem(b, "DocID", id)
	b = putElem(b, "Title", s.meta.Title)
	b = putElem(b, "Author", s.meta.Author)
	b = putElem(b, "Subject", s.meta.Subject)
	if !s.o.Date.IsZero() {
		b = putElem(b, "CreationDate", s.o.Date.Format("2006-01-02"))
	}
	if words := keywords(s.meta.Keywords); len(words) > 0 {
		b = append(b, "<ofd:Keywords>"...)
		for _, w := range words {
			b = putElem(b, "Keyword", w)
		}
		b = append(b, "</ofd:Keywords>"...)
	}
	program, release, _ := strings.Cut(s.o.Producer, " ")
	b = putElem(b, "Creator", program)
	b = putElem(b, "CreatorVersion", release)
	b = append(b, `<ofd:CustomDatas>`...)
	datum := func(name, text string) {
		b = putAttr(append(b, "<ofd:CustomData"...), "Name", name)
		b = append(putText(append(b, '>'), text), "</ofd:CustomData>"...)
	}
	datum("语种", s.meta.Lang) // DA/T 46-2009
	for _, c := range s.codes {
		datum("校验码", c)
	}
	s.content = append(b,
		"</ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"...)
	return s.content
}

// keywords are the words of a list as people write it.
func keywords(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;，；、", r) })
}

// writeResources writes the lists of fonts and pictures. OFD-A wants the fonts in PublicRes, all else in DocumentRes.
func (s *Stream) writeResources() {
	if len(s.fonts.List) > 0 {
		b := append(open(s.content[:0], "Res"), ` BaseLoc="Res"><ofd:Fonts>`...)
		for _, f := range s.fonts.List {
			m := f.Face.Metrics()
			b = append(putInt(append(b, `<ofd:Font ID="`...), f.ID), `" FontName="`...)
			b = putText(b, f.Name)
			if f.Other > 0 {
				b = putInt(append(b, '-'), f.Other)
			}
			b = putAttr(append(b, '"'), "FamilyName", f.Face.Family())
			for _, x := range [...]struct {
				name string
				is   bool
			}{{"Italic", m.Italic}, {"Bold", m.Bold}, {"Serif", m.Serif}, {"FixedWidth", m.FixedPitch}} {
				if x.is {
					b = putAttr(b, x.name, "true")
				}
			}
			b = append(putInt(append(b, `><ofd:FontFile>font_`...), f.ID), ".ttf</ofd:FontFile></ofd:Font>"...)
		}
		s.content = append(b, "</ofd:Fonts></ofd:Res>"...)
		s.zip.add("Doc_0/PublicRes.xml", s.content, false)
	}
	if len(s.media) > 0 {
		b := append(open(s.content[:0], "Res"), ` BaseLoc="Res"><ofd:MultiMedias>`...)
		for _, m := range s.media {
			b = append(putInt(append(b, `<ofd:MultiMedia ID="`...), m.id), `" Type="Image" Format="`...)
			b = append(append(b, m.format...), `"><ofd:MediaFile>`...)
			b = append(append(b, m.file...), "</ofd:MediaFile></ofd:MultiMedia>"...)
		}
		s.content = append(b, "</ofd:MultiMedias></ofd:Res>"...)
		s.zip.add("Doc_0/DocumentRes.xml", s.content, false)
	}
}

// writeLists writes what leads to the annotations, tags and attachments, and the attachments.
func (s *Stream) writeLists() {
	if len(s.annots) > 0 {
		b := append(open(s.content[:0], "Annotations"), '>')
		for _, i := range s.annots {
			b = append(putInt(append(b, `<ofd:Page PageID="`...), s.pageID(i)), `"><ofd:FileLoc>Page_`...)
			b = append(putInt(b, i), ".xml</ofd:FileLoc></ofd:Page>"...)
		}
		s.content = append(b, "</ofd:Annotations>"...)
		s.zip.add("Doc_0/Annots/Annotations.xml", s.content, false)
	}
	if s.tags > 0 {
		b := append(open(s.content[:0], "CustomTags"), '>')
		for i := range s.tags {
			b = append(putInt(append(b, `<ofd:CustomTag NameSpace="`+TagNamespace+`"><ofd:FileLoc>Tag_`...), i),
				".xml</ofd:FileLoc></ofd:CustomTag>"...)
		}
		s.content = append(b, "</ofd:CustomTags>"...)
		s.zip.add("Doc_0/Tags/CustomTags.xml", s.content, false)
	}
	if len(s.o.Attachments) == 0 {
		return
	}
	b := append(open(s.content[:0], "Attachments"), '>')
	for i, a := range s.o.Attachments {
		file := name("attachment_", i+1, "."+a.Format)
		s.zip.add("Doc_0/Attachs/"+file, a.Data, a.Format == "xlsx")
		b = append(putInt(append(b, `<ofd:Attachment ID="A`...), i+1), '"')
		b = putAttr(putAttr(b, "Name", a.Name), "Format", a.Format)
		if !s.o.Date.IsZero() {
			b = putAttr(b, "CreationDate", s.o.Date.UTC().Format("2006-01-02T15:04:05Z"))
		}
		b = append(base.AppendMilli(append(b, ` Size="`...), (int64(len(a.Data))*1000+512)/1024),
			`" Visible="true"><ofd:FileLoc>`...) // in KB
		b = append(append(b, file...), "</ofd:FileLoc></ofd:Attachment>"...)
	}
	s.content = append(b, "</ofd:Attachments>"...)
	s.zip.add("Doc_0/Attachs/Attachments.xml", s.content, false)
}

// writeDocument writes Document.xml: the pages and what leads to all else.
func (s *Stream) writeDocument() {
	b := append(open(s.content[:0], "Document"), "><ofd:CommonData><ofd:MaxUnitID>"...)
	b = append(putInt(b, s.id), "</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 "...)
	b = append(putXY(b, s.size[0], s.size[1]), "</ofd:PhysicalBox></ofd:PageArea>"...)
	if len(s.fonts.List) > 0 {
		b = append(b, "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"...)
	}
	if len(s.media) > 0 {
		b = append(b, "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"...)
	}
	b = append(b, "</ofd:CommonData><ofd:Pages>"...)
	for i := range s.written {
		b = append(putInt(append(b, `<ofd:Page ID="`...), s.pageID(i)), `" BaseLoc="Pages/Page_`...)
		b = append(putInt(b, i), `/Content.xml"/>`...)
	}
	b = s.outlines(append(b, "</ofd:Pages>"...))
	for _, x := range [...]struct {
		has        bool
		name, file string
	}{{len(s.annots) > 0, "Annotations", "Annots/Annotations.xml"}, {s.tags > 0, "CustomTags", "Tags/CustomTags.xml"},
		{len(s.o.Attachments) > 0, "Attachments", "Attachs/Attachments.xml"}} {
		if x.has {
			b = putElem(b, x.name, x.file)
		}
	}
	s.content = append(b, "</ofd:Document>"...)
	s.zip.add("Doc_0/Document.xml", s.content, false)
}

// outlines appends the bookmarks; the top level is open, what lies below is closed.
func (s *Stream) outlines(b []byte) []byte {
	if len(s.outline) == 0 {
		return b
	}
	b = append(b, "<ofd:Outlines>"...)
	below := tally(s.outline)
	level := -1
	for i, e := range s.outline {
		for ; level >= e.Level; level-- {
			b = append(b, "</ofd:OutlineElem>"...)
		}
		level = e.Level
		b = putAttr(append(b, "<ofd:OutlineElem"...), "Title", e.Title)
		if below[i] > 0 {
			b = append(putInt(append(b, ` Count="`...), below[i]), `" Expanded="false"`...)
		}
		b = s.action(append(b, '>'), e.Page, micron(e.Y))
	}
	for ; level >= 0; level-- {
		b = append(b, "</ofd:OutlineElem>"...)
	}
	return append(b, "</ofd:Outlines>"...)
}

// tally is how many entries of the outline stand below each, directly or not.
func tally(outline []page.Bookmark) []int {
	out := make([]int, len(outline))
	for i := range outline {
		for j := i + 1; j < len(outline) && outline[j].Level > outline[i].Level; j++ {
			out[i]++
		}
	}
	return out
}
