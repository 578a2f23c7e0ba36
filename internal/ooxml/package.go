package ooxml

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"time"
)

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	nsRel   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsPkg   = "http://schemas.openxmlformats.org/package/2006/relationships"
)

// Props are the document's properties. Empty ones are left out; a zero Date leaves both dates out. A workbook always
// names who made it: the Creator, or else the program.
type Props struct {
	Title, Creator, Subject, Keywords, Language string
	Identifier                                  string
	Application                                 string // empty: Gongbiao
	Date                                        time.Time
}

// Package is a file of Office Open XML (ECMA-376 Part 2) while its parts are gathered: a workbook, or a document that
// another package writes. Each part is compressed as soon as it is known.
type Package struct {
	parts    []part
	defaults map[string]string // content types by extension
	override []typedPart
	images   map[[32]byte]string
}

type typedPart struct{ part, contentType string }

// NewPackage is an empty package.
func NewPackage() *Package {
	return &Package{images: map[[32]byte]string{}, defaults: map[string]string{
		"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}}
}

// extensions are content types that go by the ending of a part's name.
var extensions = map[string]string{"vml": "application/vnd.openxmlformats-officedocument.vmlDrawing", "png": "image/png", "jpeg": "image/jpeg"}

// Add adds a part. One without a content type has that of its ending, which must be vml.
func (p *Package) Add(name, contentType string, data []byte) {
	p.parts = append(p.parts, deflated(name, data))
	if contentType == "" {
		p.known(path.Ext(name)[1:])
		return
	}
	p.override = append(p.override, typedPart{name, contentType})
}

func (p *Package) known(ext string) { p.defaults[ext] = extensions[ext] }

// Relate says which parts a part needs.
func (p *Package) Relate(name string, r Relations) {
	p.parts = append(p.parts, deflated(path.Dir(name)+"/_rels/"+path.Base(name)+".rels", r.part()))
}

// Picture keeps a picture once for all its uses, in a folder, and returns its name there.
func (p *Package) Picture(folder string, data []byte) string {
	key := sha256.Sum256(data)
	name, ok := p.images[key]
	if !ok {
		kind := PictureKind(data)
		name = fmt.Sprintf("image%d.%s", len(p.images)+1, kind)
		p.images[key] = name
		p.parts = append(p.parts, stored(folder+"/"+name, data))
		p.known(kind)
	}
	return name
}

// PictureKind is the ending of a picture's file, png or jpeg; empty if it is neither.
func PictureKind(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return "png"
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return "jpeg"
	}
	return ""
}

// Write writes the package; main is the part that is the document. It may be called once.
func (p *Package) Write(w io.Writer, props Props, main string) error {
	p.Add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", props.core())
	p.Add("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml", props.app())
	var rels Relations
	rels.Add("officeDocument", main)
	rels.addType("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml")
	rels.Add("extended-properties", "docProps/app.xml")
	p.parts = append(p.parts, deflated("_rels/.rels", rels.part()), deflated("[Content_Types].xml", p.contentTypes()))
	return writeZip(w, p.parts)
}

func (p *Package) contentTypes() []byte {
	x := append([]byte(nil), xmlHead+`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`...)
	var exts []string
	for e := range p.defaults {
		exts = append(exts, e)
	}
	slices.Sort(exts)
	for _, e := range exts {
		x = append(x, `<Default Extension="`+e+`" ContentType="`+p.defaults[e]+`"/>`...)
	}
	for _, o := range p.override {
		x = append(x, `<Override PartName="/`+o.part+`" ContentType="`+o.contentType+`"/>`...)
	}
	return append(x, `</Types>`...)
}

// Relations is a relationships part; ids are rId1, rId2, …
type Relations struct {
	n   int
	xml []byte
}

// Add relates a part by a kind of ECMA-376 Part 1 and returns the id.
func (r *Relations) Add(kind, target string) string { return r.addType(nsRel+"/"+kind, target) }

func (r *Relations) addType(uri, target string) string {
	r.n++
	id := "rId" + strconv.Itoa(r.n)
	r.xml = append(r.xml, `<Relationship Id="`+id+`" Type="`+uri+`" Target="`+target+`"/>`...)
	return id
}

func (r *Relations) part() []byte {
	x := append([]byte(nil), xmlHead+`<Relationships xmlns="`+nsPkg+`">`...)
	return append(append(x, r.xml...), `</Relationships>`...)
}

func (p *Props) core() []byte {
	x := append([]byte(nil), xmlHead+`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`...)
	creator := cmp.Or(p.Creator, p.application())
	for _, e := range [7]struct{ name, text string }{{"dc:title", p.Title}, {"dc:subject", p.Subject},
		{"dc:creator", creator}, {"cp:keywords", p.Keywords},
		{"cp:lastModifiedBy", creator}, {"dc:language", p.Language}, {"dc:identifier", p.Identifier}} {
		if e.text != "" {
			x = append(AppendXML(append(x, `<`+e.name+`>`...), e.text), `</`+e.name+`>`...)
		}
	}
	if !p.Date.IsZero() {
		for _, e := range [2]string{"created", "modified"} {
			x = append(x, `<dcterms:`+e+` xsi:type="dcterms:W3CDTF">`+p.Date.UTC().Format("2006-01-02T15:04:05Z")+`</dcterms:`+e+`>`...)
		}
	}
	return append(x, `</cp:coreProperties>`...)
}

func (p *Props) app() []byte {
	x := append([]byte(nil), xmlHead+`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">`...)
	x = append(AppendXML(append(x, `<Application>`...), p.application()), `</Application>`...)
	return append(x, `</Properties>`...)
}

func (p *Props) application() string { return cmp.Or(p.Application, "Gongbiao") }
