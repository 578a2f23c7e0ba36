package ofd

import (
	"crypto/sha256"
	"strconv"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/internal/paint/face"
	"github.com/gongbiao/gongbiao/model/page"
)

// Stream writes a book: documents one after the other into one file. Pages, tags and pictures go out as they come;
// what is kept is the characters used and some bytes for each page, part and bookmark. After an error a Stream only
// gives that error. It is for one goroutine.
type Stream struct {
	painter *Painter
	zip     archive
	o       Options
	meta    page.Meta
	err     error
	closed  bool

	id       int   // the last one given
	pageIDs  []int // by absolute index, given on demand: a link may lead to a page to come
	written  int   // pages
	target   int   // highest page index a link or bookmark leads to
	size     [2]int64
	fonts    face.Fonts
	media    []medium
	pictures map[[sha256.Size]byte]int // resource by hash of the file
	outline  []page.Bookmark
	tags     int   // tag files written
	annots   []int // pages, by absolute index, that have annotations
	codes    []string

	// scratch, kept for the next use
	content, annot, font, packed []byte
	tree                         tree
	pieces                       pieces
}

// forget drops what belongs to a file that is written.
func (s *Stream) forget() {
	*s = Stream{painter: s.painter, zip: s.zip, pageIDs: s.pageIDs[:0], content: s.content[:0], annot: s.annot[:0],
		font: s.font[:0], packed: s.packed[:0],
		tree: s.tree, pieces: s.pieces}
	s.zip.w, s.zip.ctx = nil, nil
	s.tree.d = nil
}

// nextID gives an ID; all IDs of a file are different.
func (s *Stream) nextID() int {
	s.id++
	return s.id
}

// pageID is the ID of a page, written or to come.
func (s *Stream) pageID(i int) int {
	for len(s.pageIDs) <= i {
		s.pageIDs = append(s.pageIDs, s.nextID())
	}
	return s.pageIDs[i]
}

// Add writes the pages of d after those before. Page indexes in d count from its first page; a link or bookmark may
// lead to pages that are added later. The bytes of d are not kept.
func (s *Stream) Add(d *page.Document) error {
	if s.err == nil && s.closed {
		s.err = base.Refuse(CodeStructure, "", "文件已写完，不能再加页")
	}
	if s.err == nil {
		s.err = s.add(d)
	}
	if s.err == nil {
		s.err = s.zip.err
	}
	return s.err
}

func (s *Stream) add(d *page.Document) error {
	if err := s.checkDocument(d); err != nil {
		return err
	}
	if err := face.Check(s.painter.faces, d, CodeFace, CodeGlyph); err != nil {
		return err
	}
	if err := s.loadPictures(d); err != nil {
		return err
	}
	first := s.written
	if first == 0 {
		s.size = [2]int64{micron(d.Pages[0].Width), micron(d.Pages[0].Height)}
	}
	for i := range d.Pages {
		s.writePage(d, i, first)
		if s.zip.err != nil {
			return s.zip.err
		}
	}
	s.writeTags(d)
	for _, b := range d.Outline {
		b.Page += first
		s.target = max(s.target, b.Page)
		s.outline = append(s.outline, b)
	}
	if d.Meta.Identifier != "" {
		s.codes = append(s.codes, d.Meta.Identifier)
	}
	return nil
}

// Close writes what belongs to the whole file and ends it. It must be called once, also after an error.
func (s *Stream) Close() error {
	if s.closed {
		return s.err
	}
	s.closed = true
	if s.err == nil {
		s.err = s.finish()
	}
	return s.err
}

func (s *Stream) finish() error {
	switch {
	case s.written == 0:
		return base.Refuse(CodeStructure, "", "没有一页")
	case s.target >= s.written:
		return base.Refuse(CodeStructure, "", "有链接或书签指向第 %d 页，只有 %d 页", s.target+1, s.written)
	}
	for _, f := range s.fonts.List {
		if err := s.writeFont(f); err != nil {
			return err
		}
	}
	s.writeResources()
	s.writeLists()
	s.writeDocument()
	return s.zip.finish(s.root)
}

// name is the name of a numbered part.
func name(before string, n int, after string) string { return before + strconv.Itoa(n) + after }
