package ofd_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/ofd"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

var errFull = errors.New("no space left on device")

// full is a disk with room for n bytes.
type full struct{ n int }

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.n {
		n := f.n
		f.n = 0
		return n, errFull
	}
	f.n -= len(p)
	return len(p), nil
}

// short claims success and writes less.
type short struct{}

func (short) Write(p []byte) (int, error) { return len(p) / 2, nil }

// book writes d twice as a book.
func book(w io.Writer, d *page.Document, o ofd.Options) error {
	s, err := ofd.New(fonts.Embedded()).Stream(w, page.Meta{Title: "汇编"}, o)
	if err != nil {
		return err
	}
	for range 2 {
		if err := s.Add(d); err != nil {
			return errors.Join(err, s.Close())
		}
	}
	return s.Close()
}

func TestFaultsAreTold(t *testing.T) {
	d := everything(t)
	p := ofd.New(fonts.Embedded())
	single := func(w io.Writer, d *page.Document, o ofd.Options) error { return p.Write(w, d, o) }
	why := errors.New("Ctrl-C")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(why)
	for name, paint := range map[string]func(io.Writer, *page.Document, ofd.Options) error{"single": single,
		"book": book} {
		var good bytes.Buffer
		if err := paint(&good, d, ofd.Options{}); err != nil {
			t.Fatal(err)
		}
		size := good.Len()
		for _, n := range []int{0, 1, size / 3, size / 2, size - 1} {
			if err := paint(&full{n}, d, ofd.Options{}); !errors.Is(err, errFull) {
				t.Errorf("%s, room for %d of %d bytes: %v", name, n, size, err)
			}
		}
		if err := paint(&full{size}, d, ofd.Options{}); err != nil {
			t.Errorf("%s, just enough room: %v", name, err)
		}
		if err := paint(short{}, d, ofd.Options{}); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("%s: %v", name, err)
		}
		var b bytes.Buffer
		if err := paint(&b, d, ofd.Options{Context: ctx}); !errors.Is(err, why) || b.Len() > 0 {
			t.Errorf("%s cancelled: %v, %d bytes", name, err, b.Len())
		}
		var again bytes.Buffer
		if err := paint(&again, d, ofd.Options{}); err != nil || !bytes.Equal(again.Bytes(), good.Bytes()) {
			t.Errorf("%s: other bytes after faults, %v", name, err)
		}
	}
}

// A file's bytes depend on nothing but its document.
func TestSameBytes(t *testing.T) {
	docs := []*page.Document{everything(t), form(t, "seed-1.json"), form(t, "seed-3.json")}
	var want [][]byte
	for _, d := range docs {
		want = append(want, write(t, d, ofd.Options{}))
	}
	p := ofd.New(fonts.Embedded())
	var wg sync.WaitGroup
	for g := range 3 {
		wg.Go(func() {
			for round := range 6 {
				i := (g + round) % len(docs)
				var b bytes.Buffer
				if err := p.Write(&b, docs[i], ofd.Options{}); err != nil || !bytes.Equal(b.Bytes(), want[i]) {
					t.Errorf("document %d in round %d: %v, or other bytes", i, round, err)
				}
				bad := *docs[i]
				bad.Pages = append([]page.Page{{Width: mm * 100, Height: mm * 100,
					Items: []page.Item{page.Text{Tag: page.Tag{Artifact: page.HeaderArtifact}, Face: song, Size: 1,
						Text: "\U0002ebf0"}}}}, bad.Pages...)
				if p.Write(io.Discard, &bad, ofd.Options{}) == nil || p.Write(&full{500}, docs[i],
					ofd.Options{}) == nil {
					t.Error("no error")
				}
			}
		})
	}
	wg.Wait()
}

// A book's memory grows with its pages by some bytes each.
func TestBookStreams(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 300 forms")
	}
	d := form(t, "seed-1.json")
	heap := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	s, err := ofd.New(fonts.Embedded()).Stream(io.Discard, page.Meta{Title: "汇编"}, ofd.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var from int64
	const forms = 300
	for i := range forms {
		if err := s.Add(d); err != nil {
			t.Fatal(err)
		}
		if i == forms/3 {
			from = heap()
		}
	}
	if per := (heap() - from) / (forms - forms/3); per > 2000 {
		t.Errorf("%d bytes of memory a form", per)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestRefusals(t *testing.T) {
	deco := page.Tag{Artifact: page.LayoutArtifact}
	text := func(face, s string) func(*sheet) {
		return func(x *sheet) { x.put(page.Text{Tag: deco, Face: face, Size: unit.Pt, Text: s}) }
	}
	picture := func(data []byte) func(*sheet) {
		return func(x *sheet) {
			x.put(page.Picture{Tag: deco, Box: page.Box{W: mm, H: mm}, Data: data})
		}
	}
	elem := func(e page.Elem) func(*sheet) { return func(x *sheet) { x.elem(e) } }
	item := func(it page.Item) func(*sheet) { return func(x *sheet) { x.put(it) } }
	lie := func(b []byte, w uint32) []byte {
		b = bytes.Clone(b)
		binary.BigEndian.PutUint32(b[16:], w)
		binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
		return b
	}
	good, jpg := pngOf(t, 40, 30), jpegOf(t)
	cmyk := []byte{0xff, 0xd8, 0xff, 0xc0, 0, 20, 8, 0, 1, 0, 1, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0,
		0xff, 0xda, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0, 0xff, 0xd9}
	table := func(spans ...[2]int) func(*sheet) {
		return func(x *sheet) {
			tr := x.elem(page.Elem{Parent: x.elem(page.Elem{Role: page.RoleTable}), Role: page.RoleTR})
			x.elem(page.Elem{Parent: tr, Role: page.RoleTD, ColSpan: 2})
			tr = x.elem(page.Elem{Parent: x.Elems[tr].Parent, Role: page.RoleTR})
			for _, s := range spans {
				x.elem(page.Elem{Parent: tr, Role: page.RoleTD, RowSpan: s[0], ColSpan: s[1]})
			}
		}
	}
	for _, c := range []struct {
		name, code, says string
		do               func(*sheet)
	}{
		{"character without glyph", ofd.CodeGlyph, "U+2EBF0、U+2EBF1", text(song, "甲\U0002ebf0\U0002ebf1")},
		{"byte order mark", ofd.CodeGlyph, "U+FEFF", text(song, "\ufeff")},
		{"control", ofd.CodeGlyph, "U+0007", text(song, "\a")},
		{"not UTF-8", ofd.CodeGlyph, "U+FFFD", text(song, "\xff")},
		{"unknown face", ofd.CodeFace, "Arial", text("Arial", "a")},
		{"empty picture", ofd.CodePicture, "空", picture(nil)},
		{"no picture", ofd.CodePicture, "不是 PNG", picture([]byte("GIF89a"))},
		{"cut PNG", ofd.CodePicture, "损坏", picture(good[:60])},
		{"PNG wider than its data", ofd.CodePicture, "损坏", picture(lie(good, 41))},
		{"PNG that says it is huge", ofd.CodePicture, "像素", picture(lie(good, 1<<30))},
		{"PNG that says it is large", ofd.CodePicture, "远远不够", picture(lie(good, 1<<20))},
		{"cut JPEG", ofd.CodePicture, "损坏", picture(jpg[:len(jpg)-40])},
		{"CMYK", ofd.CodePicture, "CMYK", picture(cmyk)},
		{"untagged item", ofd.CodeStructure, "", item(page.Fill{})},
		{"item of no element", ofd.CodeStructure, "", item(page.Fill{Tag: page.Tag{Elem: 99}})},
		{"unknown artifact", ofd.CodeStructure, "", item(page.Fill{Tag: page.Tag{Artifact: 99}})},
		{"no item", ofd.CodeStructure, "", item(nil)},
		{"odd rotation", ofd.CodeStructure, "30", item(page.Text{Tag: deco, Face: song, Size: unit.Pt, Text: "一",
			Rotate: 30})},
		{"far away", ofd.CodeLimit, "", item(page.Rule{Tag: deco, X1: 1 << 62})},
		{"entered for two", ofd.CodeStructure, "所代表", item(page.Text{Tag: deco, Face: song, Size: unit.Pt,
			Text: "一二", Entered: "三"})},
		{"span below the last row", ofd.CodeStructure, "伸出", table([2]int{2, 2})},
		{"row too wide", ofd.CodeStructure, "伸出", table([2]int{1, 3})},
		{"row too short", ofd.CodeStructure, "缺第 2 列", table([2]int{1, 1})},
		{"TD outside a row", ofd.CodeStructure, "TD", elem(page.Elem{Role: page.RoleTD})},
		{"element before its parent", ofd.CodeStructure, "上级", elem(page.Elem{Role: page.RoleP, Parent: 7})},
		{"unknown role", ofd.CodeStructure, "类型", elem(page.Elem{Role: 200})},
		{"control in Alt", ofd.CodeStructure, "控制", elem(page.Elem{Role: page.RoleP, Alt: "\x01"})},
		{"unknown header", ofd.CodeStructure, "h9", elem(page.Elem{Role: page.RoleP, Headers: []string{"h9"}})},
		{"box on no page", ofd.CodeStructure, "位置", elem(page.Elem{Role: page.RoleP, Box: page.Box{W: 1},
			BoxPage: 3})},
		{"control in the title", ofd.CodeMeta, "Title", func(x *sheet) { x.Meta.Title = "\x02" }},
		{"no pages", ofd.CodeStructure, "页", func(x *sheet) { x.Pages = nil }},
		{"no tree", ofd.CodeStructure, "Document", func(x *sheet) { x.Elems = nil }},
		{"page too large", ofd.CodeLimit, "米", func(x *sheet) { x.Pages[0].Width = 6000 * mm }},
		{"bookmark to no page", ofd.CodeStructure, "第 4 页",
			func(x *sheet) { x.Outline = []page.Bookmark{{Title: "书签", Page: 3}} }},
		{"bookmark that skips a level", ofd.CodeStructure, "书签",
			func(x *sheet) { x.Outline = []page.Bookmark{{Title: "书签", Level: 1}} }},
		{"link without words", ofd.CodeStructure, "链接", item(page.Link{Tag: deco})},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSheet()
			s.page(210, 297)
			c.do(s)
			var b bytes.Buffer
			err := ofd.New(fonts.Embedded()).Write(&b, &s.Document, ofd.Options{})
			var e *ofd.Error
			if !errors.As(err, &e) || e.Code != c.code || !strings.Contains(err.Error(), c.says) || b.Len() > 0 {
				t.Errorf("got %v and %d bytes, want %s … %s", err, b.Len(), c.code, c.says)
			}
		})
	}
}
