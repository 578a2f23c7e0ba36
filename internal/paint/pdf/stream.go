package pdf

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"io"
	"slices"

	stdzlib "compress/zlib"

	"github.com/klauspost/compress/zlib"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

const deflateLevel = 3 // 1 is 4 % faster and 1 % larger, 5 is 17 % slower and 1 % smaller

// Stream writes a book: documents one after the other into one file, with one subset of each face for all. Pages,
// structure and pictures go out as they come; what is kept is the characters used and some bytes for each page, object
// and bookmark. After an error a Stream only gives that error. It is for one goroutine.
type Stream struct {
	c      *Cache
	f      file
	o      Options
	meta   page.Meta
	single bool // one Document, whose root is the root of the structure tree
	err    error
	closed bool

	root, docElem int // StructTreeRoot, and the Document element that holds all chunks
	chunkElems    []int
	fonts         []*font
	spare         []*font
	pictures      map[[sha256.Size]byte]picture // by hash of the file
	byData        map[pictureKey]picture        // the same slice placed again

	pages    []int // object numbers by absolute index, allocated on demand
	written  int   // pages written
	nodes    []int // page tree leaves, each for nodeSize pages
	target   int   // highest page index a link or bookmark leads to
	outline  []page.Bookmark
	outlineY []unit.Length // from the foot of the page
	labels   []page.Label
	parents  []int // leaves of the ParentTree, by key
	nextKey  int
	ids      []int // leaves of the IDTree, by string
	chunks   int
	headings int      // H1 seen
	codes    []string // Meta.Identifier of the documents added

	// scratch, kept for the next use
	scratch, content []byte
	subset           subset
	fresh            []freshRune
	tree             tree
}

type freshRune struct {
	r   rune
	gid uint16
}

// nodeSize is the pages of one leaf of the page tree.
const nodeSize = 64

// Stream starts a book. meta is what the file says about itself; the Meta of the documents added names their parts.
func (c *Cache) Stream(w io.Writer, meta page.Meta, o Options) (*Stream, error) {
	return c.open(w, meta, o)
}

func (c *Cache) open(w io.Writer, meta page.Meta, o Options) (*Stream, error) {
	if meta.Lang == "" {
		meta.Lang = "zh-CN"
	}
	if o.Producer == "" {
		o.Producer = "Gongbiao"
	}
	if err := checkMeta(meta, o); err != nil {
		return nil, err
	}
	s := c.take()
	if s == nil {
		s = &Stream{c: c, pictures: map[[sha256.Size]byte]picture{}, byData: map[pictureKey]picture{}}
		z, err := zlib.NewWriterLevel(io.Discard, deflateLevel)
		if err != nil {
			return nil, err
		}
		s.f.z = z
	}
	s.o, s.meta, s.single, s.err, s.closed = o, meta, false, nil, false
	s.f.reset(w, o.Context, o.Plain)
	s.root, s.docElem = s.f.alloc(), s.f.alloc()
	return s, nil
}

// release gives the memory of s to the next file.
func (s *Stream) release() {
	for _, f := range s.fonts {
		f.reset()
		s.spare = append(s.spare, f)
	}
	clear(s.pictures)
	clear(s.byData)
	clear(s.outline)
	s.outlineY = s.outlineY[:0]
	s.fonts, s.chunkElems = s.fonts[:0], s.chunkElems[:0]
	s.pages, s.nodes, s.outline, s.labels = s.pages[:0], s.nodes[:0], s.outline[:0], s.labels[:0]
	s.parents, s.ids = s.parents[:0], s.ids[:0]
	clear(s.codes)
	s.codes = s.codes[:0]
	s.written, s.target, s.nextKey, s.chunks, s.headings = 0, 0, 0, 0, 0
	s.f.w, s.f.ctx, s.o = nil, nil, Options{}
	s.tree.d, s.tree.s, s.subset.f = nil, nil, nil // hold no document
	clear(s.tree.ids)
	if cap(s.f.buf) < 1<<20 && cap(s.f.xref) < 1<<16 { // what a book has grown is not kept
		s.c.give(s)
	}
}

// Add writes the pages of d after those before. Page indexes in d count from its first page; a link or bookmark may
// lead to pages that are added later. The bytes of d are not kept.
func (s *Stream) Add(d *page.Document) error {
	if s.err != nil {
		return s.err
	}
	if s.closed {
		return base.Refuse(CodeStructure, "", "文件已写完，不能再加页")
	}
	if err := s.add(d); err != nil {
		s.err = err
		return err
	}
	if s.f.err != nil {
		s.err = s.f.err
	}
	return s.err
}

func (s *Stream) add(d *page.Document) error {
	if err := s.checkDocument(d); err != nil {
		return err
	}
	if err := s.collect(d); err != nil {
		return err
	}
	if err := s.loadPictures(d); err != nil {
		return err
	}
	first := s.written
	s.tree.reset(s, d)
	for i := range d.Pages {
		if err := s.writePage(d, i); err != nil {
			return err
		}
		if s.f.err != nil {
			return s.f.err
		}
	}
	s.writeTree(d)
	for _, b := range d.Outline {
		s.bookmark(d, b)
	}
	for _, l := range d.Labels {
		l.Page += first
		s.labels = append(s.labels, l)
	}
	if d.Meta.Identifier != "" {
		s.codes = append(s.codes, d.Meta.Identifier)
	}
	s.chunks++
	if len(s.f.xref) > MaxObjects {
		return base.Refuse(CodeLimit, "", "一份文件超过 %d 个对象", MaxObjects)
	}
	return nil
}

// collect finds the face and glyph of every character before anything is written, and numbers the new ones in the order
// of their code points.
func (s *Stream) collect(d *page.Document) error {
	var f *font
	var missing []rune
	var at int
	var where *font
	for i := range d.Pages {
		for _, it := range d.Pages[i].Items {
			t, ok := it.(page.Text)
			if !ok {
				continue
			}
			if f == nil || f.face.name != t.Face {
				var err error
				if f, err = s.font(t.Face); err != nil {
					return onPage(err, i)
				}
			}
			for _, r := range t.Text {
				k := f.key(&t, r)
				if f.cid(k) != 0 {
					continue
				}
				gid, ok := f.face.Glyph(r)
				if !ok || r == 0xfffd || r == 0xfeff || base.Noncharacter(r) {
					if missing == nil {
						at, where = i, f
					}
					if where == f && !slices.Contains(missing, r) && len(missing) < 20 {
						missing = append(missing, r)
					}
					continue
				}
				f.setCID(k, pending)
				f.runes = append(f.runes, k)
				f.gids = append(f.gids, gid)
			}
		}
	}
	if missing != nil {
		return base.MissingGlyphs(CodeGlyph, where.face.name, missing).On(at)
	}
	for _, f := range s.fonts {
		s.number(f)
	}
	return nil
}

// number gives CIDs to the characters collected since the last call.
func (s *Stream) number(f *font) {
	n := len(f.runes)
	for n > 0 && f.cid(f.runes[n-1]) == pending {
		n--
	}
	fresh := s.fresh[:0]
	for i, r := range f.runes[n:] {
		fresh = append(fresh, freshRune{r, f.gids[n+i]})
	}
	slices.SortFunc(fresh, func(a, b freshRune) int { return cmp.Compare(a.r, b.r) })
	for i, x := range fresh {
		f.runes[n+i], f.gids[n+i] = x.r, x.gid
		f.setCID(x.r, uint16(min(n+i+1, pending-1))) // a font with more is refused when it is written
	}
	s.fresh = fresh
}

// font is the font of a face in this file.
func (s *Stream) font(name string) (*font, error) {
	for _, f := range s.fonts {
		if f.face.name == name {
			return f, nil
		}
	}
	face, err := s.c.face(name)
	if err != nil {
		return nil, err
	}
	var f *font
	if n := len(s.spare); n > 0 {
		f, s.spare = s.spare[n-1], s.spare[:n-1]
	} else {
		f = new(font)
	}
	f.face, f.obj, f.index, f.seen = face, s.f.alloc(), len(s.fonts), -1
	s.fonts = append(s.fonts, f)
	return f, nil
}

// pageObj is the object number of a page, written or to come.
func (s *Stream) pageObj(i int) int {
	for len(s.pages) <= i {
		s.pages = append(s.pages, s.f.alloc())
	}
	return s.pages[i]
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
	for _, f := range s.fonts {
		if err := s.writeFont(f); err != nil {
			return err
		}
	}
	pages := s.writePageTree()
	s.writeStructRoot()
	outline, err := s.writeOutline()
	if err != nil {
		return err
	}
	info := s.writeInfo()
	root, err := s.writeCatalog(pages, outline)
	if err != nil {
		return err
	}
	return s.f.finish(root, info)
}

// writePageTree writes the page tree: leaves of nodeSize pages under one root.
func (s *Stream) writePageTree() int {
	if len(s.nodes) == 1 { // the one leaf is the root
		s.writePageNode(0, 0)
		return s.nodes[0]
	}
	root := s.f.alloc()
	for i := range s.nodes {
		s.writePageNode(i, root)
	}
	b := append(s.f.obj(root), "<</Type/Pages/Count "...)
	b = append(putInt(b, s.written), "/Kids["...)
	for _, n := range s.nodes {
		b = putRef(b, n)
	}
	s.f.done(append(b, "]>>"...))
	return root
}

func (s *Stream) writePageNode(i, parent int) {
	kids := s.pages[i*nodeSize : min((i+1)*nodeSize, s.written)]
	b := append(s.f.obj(s.nodes[i]), "<</Type/Pages"...)
	if parent != 0 {
		b = putRef(append(b, "/Parent"...), parent)
	}
	b = append(putInt(append(b, "/Count "...), len(kids)), "/Kids["...)
	for _, n := range kids {
		b = putRef(b, n)
	}
	s.f.done(append(b, "]>>"...))
}

func inflate(z []byte) ([]byte, error) {
	r, err := stdzlib.NewReader(bytes.NewReader(z))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func onPage(err error, i int) error {
	if e, ok := err.(*Error); ok {
		return e.On(i)
	}
	return err
}
