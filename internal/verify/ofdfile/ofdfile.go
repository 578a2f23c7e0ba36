// Package ofdfile reads OFD files as this program writes them, also after somebody has signed them. In: the bytes.
// Out: what the file says of itself, the texts of each page with their places, and the structure its tags tell. It
// shares no code with the writer.
package ofdfile

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/intake"
)

// TagNamespace is that of the tags this package understands (docs/ofd-form.xsd).
const TagNamespace = "urn:gongbiao:ofd-form:1"

const ofdNamespace = "http://www.ofdspec.org/2016"

// Limits of what is unpacked.
const (
	maxPart  = 256 << 20
	maxTotal = 1 << 30
)

// File is a file as read.
type File struct {
	Kind        string // DocType: OFD or OFD-A
	Info        Info
	Intact      bool   // the DocID is still the hash of all parts but OFD.xml
	Signed      bool   // OFD.xml names signatures; whether they are good is not looked at
	Unsigned    string // what OFD.xml or the list of signatures names and is not there, or is no such list
	Pages       []Page
	Forms       []*Node // roots of the tag files, in order
	Outline     []Mark
	Attachments []Attachment
	Parts       map[string][]byte

	objects map[[2]int]*Text // by the IDs of page and object
}

// Info is what a file says of itself.
type Info struct {
	ID, Title, Author, Subject, Date, Creator, Version, Lang string
	Keywords, Codes                                          []string
}

// Mark is an entry of the outline: where it leads to as the index of a page, and how far down in micrometres.
type Mark struct {
	Level int
	Title string
	Page  int
	Top   int64
}

// Attachment is a file kept in the OFD.
type Attachment struct {
	Name, Format string
	Data         []byte
}

// Page is a page as read. Lengths are micrometres.
type Page struct {
	ID            int
	Width, Height int64
	Texts         []Text
	Lines         []Line
	Marks         int    // other objects: fills and pictures
	Links         []Mark // where its links lead to
	Odd           bool   // has annotations that are no links
}

// Text is one object of text: where its first character stands, and every character's distance from it along the
// baseline.
type Text struct {
	ID, Page int
	X, Y     int64
	Size     int64
	Text     string
	Places   []int64
	Turned   bool   // has a CTM
	Artifact string // header, footer, watermark or repeat: printed, and no content
}

// Line is a straight stroke.
type Line struct{ X1, Y1, X2, Y2, Width int64 }

// Node is an element of a tag file.
type Node struct {
	Name string
	Attr map[string]string
	Kids []*Node
	Refs []Ref
}

// Ref leads to an object of a page.
type Ref struct{ Page, Object int }

// Is says whether data are a ZIP with the part every OFD begins with.
func Is(data []byte) bool {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	return err == nil && slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "OFD.xml" })
}

var errNot = errors.New("不是公表写出的 OFD，或已被别的软件另存")

// Read reads a file. The error says that it is none as this program writes, or is damaged.
func Read(data []byte) (*File, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errNot
	}
	f := &File{Parts: map[string][]byte{}, objects: map[[2]int]*Text{}}
	total := int64(0)
	for _, e := range z.File {
		if _, twice := f.Parts[e.Name]; twice {
			return nil, errNot
		}
		b, err := intake.ReadPart(e, maxPart)
		if total += int64(len(b)); err != nil || total > maxTotal {
			return nil, errNot
		}
		f.Parts[e.Name] = b
	}
	if err := f.root(); err != nil {
		return nil, err
	}
	f.Intact = f.Info.ID == sum(data, z.File)
	return f, nil
}

// sum is the hash of all parts but OFD.xml as they are in the file, headers and all; empty if they are not as we
// write them.
func sum(data []byte, files []*zip.File) string {
	type span struct{ from, to int64 }
	var all []span
	for _, f := range files {
		at, err := f.DataOffset()
		from := at - 30 - int64(len(f.Name)) // no extra field
		to := at + int64(f.CompressedSize64)
		if err != nil || from < 0 || to > int64(len(data)) {
			return ""
		}
		if f.Name != "OFD.xml" {
			all = append(all, span{from, to})
		}
	}
	slices.SortFunc(all, func(a, b span) int { return int(a.from - b.from) })
	h := sha256.New()
	for _, s := range all {
		h.Write(data[s.from:s.to])
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// at is a part by where another says it is.
func (f *File) at(from, loc string) (string, []byte, bool) {
	name := strings.TrimPrefix(loc, "/")
	if name == loc {
		name = path.Join(path.Dir(from), loc)
	}
	b, ok := f.Parts[name]
	return name, b, ok
}
