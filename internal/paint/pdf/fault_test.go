package pdf_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/pdf"
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

func TestFullDiskIsTold(t *testing.T) {
	d := everything(t)
	c := pdf.New(fonts.Embedded())
	size := len(write(t, d, pdf.Options{}))
	for n := 0; n < size; n += 1 + size/61 {
		if err := c.Write(&full{n}, d, pdf.Options{}); !errors.Is(err, errFull) {
			t.Errorf("room for %d of %d bytes: %v", n, size, err)
		}
	}
	if err := c.Write(&full{size - 1}, d, pdf.Options{}); !errors.Is(err, errFull) {
		t.Errorf("room for all but one byte: %v", err)
	}
	if err := c.Write(&full{size}, d, pdf.Options{}); err != nil {
		t.Errorf("just enough room: %v", err)
	}
}

// short claims success and writes less.
type short struct{}

func (short) Write(p []byte) (int, error) { return len(p) / 2, nil }

func TestShortWriteIsTold(t *testing.T) {
	if err := pdf.New(fonts.Embedded()).Write(short{}, everything(t), pdf.Options{}); !errors.Is(err, io.ErrShortWrite) {
		t.Error(err)
	}
}

func TestCancelledContextIsTold(t *testing.T) {
	why := errors.New("Ctrl-C")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(why)
	var b bytes.Buffer
	if err := pdf.New(fonts.Embedded()).Write(&b, everything(t), pdf.Options{Context: ctx}); !errors.Is(err, why) || b.Len() > 0 {
		t.Errorf("%v, %d bytes written", err, b.Len())
	}
}

func TestRefusals(t *testing.T) {
	chunk := func(kind string, body []byte) []byte {
		b := append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), kind...)
		b = append(b, body...)
		return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
	}
	pngOf := func(w, h uint32, more ...[]byte) []byte {
		head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
		b := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(head, 8, 0, 0, 0, 0))...)
		return append(append(b, bytes.Join(more, nil)...), chunk("IEND", nil)...)
	}
	pics := map[string][]byte{}
	for _, p := range pictures(t) {
		pics[p.name] = p.data
	}
	lie := func(b []byte, at int, v byte) []byte {
		b = bytes.Clone(b)
		b[at] = v
		return b
	}
	sof := func(b []byte) int { return bytes.Index(b, []byte{0xff, 0xc0}) }
	picture := func(data []byte) func(*sheet) {
		return func(s *sheet) {
			f := s.elem(0, page.RoleFigure)
			s.Elems[f].Alt = "图"
			s.put(page.Picture{Tag: page.Tag{Elem: f}, Box: page.Box{W: mm, H: mm}, Data: data})
		}
	}
	text := func(face, t string) func(*sheet) {
		return func(s *sheet) {
			p := s.elem(0, page.RoleP)
			s.put(page.Text{Tag: page.Tag{Elem: p}, Face: face, Size: unit.Pt, Text: t})
		}
	}
	elem := func(change func(*page.Elem)) func(*sheet) {
		return func(s *sheet) {
			e := page.Elem{Parent: 0, Role: page.RoleP}
			change(&e)
			s.Elems = append(s.Elems, e)
		}
	}
	item := func(it page.Item) func(*sheet) { return func(s *sheet) { s.put(it) } }
	tag := page.Tag{Artifact: page.LayoutArtifact}
	for _, c := range []struct {
		name, code, says string
		do               func(*sheet)
	}{
		{"character without glyph", pdf.CodeGlyph, "U+2EBF0", text(song, "甲\U0002ebf0")},
		{"two of them", pdf.CodeGlyph, "U+2EBF0、U+2EBF1", text(song, "\U0002ebf0\U0002ebf1")},
		{"byte order mark", pdf.CodeGlyph, "U+FEFF", text(song, "\ufeff")},
		{"control", pdf.CodeGlyph, "U+0007", text(song, "\a")},
		{"not UTF-8", pdf.CodeGlyph, "U+FFFD", text(song, "\xff")},
		{"private character", pdf.CodeGlyph, "U+E000", text(song, "\ue000")},
		{"unknown face", pdf.CodeFace, "Arial", text("Arial", "a")},
		{"empty picture", pdf.CodePicture, "空", picture(nil)},
		{"no picture", pdf.CodePicture, "不是 PNG", picture([]byte("GIF89a"))},
		{"cut PNG", pdf.CodePicture, "损坏", picture(pics["rgb"][:60])},
		{"PNG with a bad checksum", pdf.CodePicture, "损坏", picture(lie(pics["rgb"], 50, 0xaa))},
		{"PNG without rows", pdf.CodePicture, "损坏", picture(pngOf(2, 2))},
		{"PNG that says it is huge", pdf.CodePicture, "远远不够", picture(pngOf(6000, 6000))},
		{"PNG too large", pdf.CodePicture, "像素", picture(pngOf(1<<30, 1<<30))},
		{"PNG of no size", pdf.CodePicture, "像素", picture(pngOf(0, 5))},
		{"cut JPEG", pdf.CodePicture, "损坏", picture(pics["jpeg"][:300])},
		{"JPEG that says it is taller", pdf.CodePicture, "损坏", picture(lie(pics["jpeg"], sof(pics["jpeg"])+6, 200))},
		{"JPEG that says it is huge", pdf.CodePicture, "远远不够", picture(lie(lie(pics["jpeg"], sof(pics["jpeg"])+5, 20), sof(pics["jpeg"])+7, 20))},
		{"12-bit JPEG", pdf.CodePicture, "8 位", picture(lie(pics["jpeg"], sof(pics["jpeg"])+4, 12))},
		{"arithmetic JPEG", pdf.CodePicture, "SOF9", picture(lie(pics["jpeg"], sof(pics["jpeg"])+1, 0xc9))},
		{"untagged item", pdf.CodeStructure, "", item(page.Fill{})},
		{"item of no element", pdf.CodeStructure, "", item(page.Fill{Tag: page.Tag{Elem: 99}})},
		{"artifact and element", pdf.CodeStructure, "", item(page.Fill{Tag: page.Tag{Elem: 0, Artifact: 99}})},
		{"no item", pdf.CodeStructure, "", item(nil)},
		{"odd rotation", pdf.CodeStructure, "30", item(page.Text{Tag: tag, Face: song, Size: unit.Pt, Text: "一", Rotate: 30})},
		{"far away", pdf.CodeLimit, "", item(page.Rule{Tag: tag, X1: 1 << 62})},
		{"TH without Scope", pdf.CodeStructure, "表头", func(s *sheet) {
			s.table(1, 1, 10, `| #甲 |`)
			s.Elems[len(s.Elems)-1].Scope = page.ScopeNone
		}},
		{"table with a hole", pdf.CodeStructure, "第 2 行", func(s *sheet) {
			s.table(1, 1, 10, `| 甲 | 乙 |
				| 丙 | 丁 |`)
			s.Elems = s.Elems[:len(s.Elems)-1]
			s.Pages[0].Items = nil
		}},
		{"span below the last row", pdf.CodeStructure, "最后一行", func(s *sheet) {
			s.table(1, 1, 10, `| 甲 |`)
			s.Elems[len(s.Elems)-1].RowSpan = 2
		}},
		{"cells over each other", pdf.CodeStructure, "重叠", func(s *sheet) {
			s.table(1, 1, 10, `| 甲 | 乙 | 丙 |
				| 丁 | ^ | 戊 |`)
			s.Elems[len(s.Elems)-2].ColSpan = 2
		}},
		{"row too wide", pdf.CodeStructure, "宽", func(s *sheet) {
			s.table(1, 1, 10, `| 甲 | 乙 |
				| 丙 | 丁 |`)
			s.Elems[len(s.Elems)-1].ColSpan = 2
		}},
		{"TD outside a row", pdf.CodeStructure, "TD", elem(func(e *page.Elem) { e.Role = page.RoleTD })},
		{"figure without Alt", pdf.CodeStructure, "替代", elem(func(e *page.Elem) { e.Role = page.RoleFigure })},
		{"note without ID", pdf.CodeStructure, "ID", elem(func(e *page.Elem) { e.Role = page.RoleNote })},
		{"H2 first", pdf.CodeStructure, "标题", elem(func(e *page.Elem) { e.Role = page.RoleH2 })},
		{"bad language", pdf.CodeStructure, "zh_CN", elem(func(e *page.Elem) { e.Lang = "zh_CN" })},
		{"element before its parent", pdf.CodeStructure, "上级", elem(func(e *page.Elem) { e.Parent = 7 })},
		{"unknown role", pdf.CodeStructure, "类型", elem(func(e *page.Elem) { e.Role = 200 })},
		{"control in Alt", pdf.CodeStructure, "控制", elem(func(e *page.Elem) { e.Alt = "\x01" })},
		{"unknown header", pdf.CodeStructure, "h9", elem(func(e *page.Elem) { e.Headers = []string{"h9"} })},
		{"box on no page", pdf.CodeStructure, "位置", elem(func(e *page.Elem) { e.Box, e.BoxPage = page.Box{W: 1}, 3 })},
		{"ID twice", pdf.CodeStructure, "重复", func(s *sheet) {
			s.Elems = append(s.Elems, page.Elem{Role: page.RoleP, ID: "a"}, page.Elem{Role: page.RoleP, ID: "a"})
		}},
		{"no title", pdf.CodeMeta, "标题", func(s *sheet) { s.Meta.Title = "" }},
		{"control in the title", pdf.CodeMeta, "Title", func(s *sheet) { s.Meta.Title = "\x02" }},
		{"bad document language", pdf.CodeMeta, "BCP", func(s *sheet) { s.Meta.Lang = "中文" }},
		{"no pages", pdf.CodeStructure, "页", func(s *sheet) { s.Pages = nil }},
		{"no tree", pdf.CodeStructure, "Document", func(s *sheet) { s.Elems = nil }},
		{"page too large", pdf.CodeLimit, "磅", func(s *sheet) { s.Pages[0].Width = 6000 * mm }},
		{"bookmark to no page", pdf.CodeStructure, "", func(s *sheet) { s.Outline = []page.Bookmark{{Title: "书签", Page: 3}} }},
		{"bookmark that skips a level", pdf.CodeStructure, "书签", func(s *sheet) { s.Outline = []page.Bookmark{{Title: "书签", Level: 1}} }},
		{"labels out of order", pdf.CodeStructure, "页码", func(s *sheet) { s.Labels = []page.Label{{Page: 0}, {Page: 0}} }},
		{"link without its element", pdf.CodeStructure, "Link", func(s *sheet) {
			p := s.elem(0, page.RoleP)
			s.put(page.Link{Tag: page.Tag{Elem: p}, Contents: "去"})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSheet("表")
			s.page()
			c.do(s)
			var b bytes.Buffer
			err := pdf.New(fonts.Embedded()).Write(&b, &s.Document, pdf.Options{})
			var e *pdf.Error
			if !errors.As(err, &e) || e.Code != c.code || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want %s … %s", err, c.code, c.says)
			}
			if b.Len() > 0 {
				t.Errorf("%d bytes written", b.Len())
			}
		})
	}
}

func TestCMYKIsRefused(t *testing.T) {
	// A frame header of four components is enough to know.
	data := []byte{0xff, 0xd8, 0xff, 0xc0, 0, 20, 8, 0, 1, 0, 1, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0, 0xff, 0xd9}
	s := newSheet("表")
	s.page()
	s.put(page.Picture{Tag: page.Tag{Artifact: page.LayoutArtifact}, Box: page.Box{W: mm, H: mm}, Data: data})
	err := pdf.New(fonts.Embedded()).Write(io.Discard, &s.Document, pdf.Options{})
	var e *pdf.Error
	if !errors.As(err, &e) || e.Code != pdf.CodePicture || !strings.Contains(e.Message, "CMYK") || e.Page != 1 {
		t.Error(err)
	}
}
