// Package page has finished pages: texts, rules, fills and pictures at fixed places, and the structure they belong to.
// In: what layout places. Out: what a paged back end (pdf, ofd) writes down without measuring or
// deciding anything.
//
// The origin is the top left corner of the page, x to the right, y downwards, all in unit.Length.
package page

import (
	"github.com/gongbiao/gongbiao/model/unit"
)

// Meta is what the document says about itself; the same fields go into Info and XMP.
type Meta struct {
	Title, Author, Subject, Keywords string
	Lang                             string // BCP 47
	Identifier                       string // verification code of the record; a book has those of its parts
}

// Document is finished pages with one structure tree, outlines and page labels.
type Document struct {
	Meta    Meta
	Pages   []Page
	Elems   []Elem // structure tree in reading order; Elems[0] is the root (RoleDocument); a parent comes before its children
	Outline []Bookmark
	Labels  []Label
	Places  []Place // where the data of the form are, page after page; for screens, no file holds it
}

// Place is where a page shows a datum: its cell. A cell that goes over several pages has a place on each, and so has
// one that is printed again.
type Place struct {
	Path string // JSON Pointer into the record
	Page int    // index into Document.Pages
	Box
}

// Page is one page. Items are painted in order.
type Page struct {
	Width, Height unit.Length
	Items         []Item
}

// Elem is a structure element. Its parent is an index into Document.Elems, so a tree is a flat list.
type Elem struct {
	Parent           int // -1 for the root
	Role             Role
	RowSpan, ColSpan int    // of TH and TD; 0 means 1
	Scope            Scope  // of TH
	ID               string // of TH named by Headers
	Headers          []string
	Lang             string // when it differs from the document's
	Alt              string // alternate text of a Figure
	Actual           string // ActualText: what the painted glyphs stand for, when that is not what ToUnicode says
	Title            string
	Box              Box // place on page BoxPage of a Figure, Table or an empty seal place; zero: none
	BoxPage          int
}

// Box is a rectangle: its top left corner and its size.
type Box struct{ X, Y, W, H unit.Length }

// Role is a standard structure type of ISO 32000-1, 14.8.4.
type Role uint8

const (
	RoleDocument Role = iota
	RoleSect
	RoleH1
	RoleH2
	RoleP
	RoleTable
	RoleTHead
	RoleTBody
	RoleTR
	RoleTH
	RoleTD
	RoleFigure
	RoleNote
	RoleLink
	RoleTOC
	RoleTOCI
	RoleReference
	RoleCaption
	RoleL
	RoleLI
	RoleLBody
	RoleSpan
	RoleForm
)

// Scope is the direction a TH heads.
type Scope uint8

const (
	ScopeNone Scope = iota
	ScopeColumn
	ScopeRow
	ScopeBoth
)

// Artifact says that an item is not content, and of which kind it is (ISO 32000-1, 14.8.2.2.2).
type Artifact uint8

const (
	NotArtifact       Artifact = iota
	LayoutArtifact             // rules, fills
	HeaderArtifact             // Pagination, Header, Attached Top
	FooterArtifact             // Pagination, Footer, Attached Bottom
	WatermarkArtifact          // Pagination, Watermark
	RepeatArtifact             // Pagination: repeated header rows and labels
	BackgroundArtifact
)

// Tag says what an item belongs to: an element, or an artifact. Exactly one holds: Artifact is set, or Elem is > 0.
type Tag struct {
	Elem     int
	Artifact Artifact
}

// Item is Text, Rule, Fill, Picture or Link.
type Item interface{ Mark() Tag }

// Text is a run of characters from one face on one baseline, set with the face's own advances plus Spacing after each
// character. Width is what the layout counted, for strangers' painters and tests; a painter does not need it.
type Text struct {
	Tag
	X, Y    unit.Length // start of the baseline
	Face    string      // PostScript name
	Size    unit.Length
	Text    string // one line; no control characters except a tab, which is blank and 1 em wide
	Entered string // the cluster that Text, then one character, stands for (（ for U+FE35, e and U+0301 for é); empty: Text itself
	Spacing unit.Length
	Width   unit.Length
	Gray    uint8 // 0 black … 255 white
	Color   Ink   // 0: Gray
	Rotate  int   // degrees counter-clockwise about (X, Y): 0 or 45, for watermarks; 90, 270
}

// Rule is a straight line, most often of the table, horizontal or vertical, or a diagonal of a cell, centred on
// (X1,Y1)–(X2,Y2).
type Rule struct {
	Tag
	X1, Y1, X2, Y2 unit.Length
	Width          unit.Length
	Gray           uint8
	Color          Ink // 0: Gray
}

// Fill is a filled rectangle.
type Fill struct {
	Tag
	Box
	Gray uint8
}

// Picture is an image. Data is PNG or JPEG as read; the same Data slice may be placed many times.
type Picture struct {
	Tag
	Box
	Data []byte
}

// Link is an area that leads to a page of the same document. Its Tag names a RoleLink element.
type Link struct {
	Tag
	Box
	Page     int // index into Document.Pages
	Y        unit.Length
	Contents string
}

// Mark returns the tag.
func (t Tag) Mark() Tag { return t }

// Bookmark is an outline entry; Level 0 is the top.
type Bookmark struct {
	Level int
	Title string
	Page  int // index into Document.Pages
	Y     unit.Length
}

// Label starts a run of page labels at Page: Style "D" (1, 2, 3), "r" (i, ii), or "" (Prefix only), counted from Start.
type Label struct {
	Page   int
	Style  string
	Prefix string
	Start  int
}
