package ofd_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/ofd"
	"github.com/gongbiao/gongbiao/internal/verify/ofdfile"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
	"github.com/gongbiao/gongbiao/render"
)

// form is the pages of the only record of a file of examples/.
func form(t testing.TB, name string) (d *page.Document) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "examples", name))
	if err != nil {
		t.Fatal(err)
	}
	var e render.Engine
	err = data.Read(name, text, func(x *data.Value, err error) error {
		if err != nil {
			return err
		}
		f, err := e.Load(t.Context(), x, "")
		if err != nil {
			return err
		}
		d, err = f.Pages()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const (
	song = "GongbiaoSong-Regular"
	mm   = unit.MM
)

// sheet is a document drawn by hand.
type sheet struct{ page.Document }

func newSheet() *sheet {
	s := &sheet{}
	s.Meta = page.Meta{Title: "自评表 <A&B>", Author: "某某市财政局", Subject: "测试", Keywords: "绩效 自评，公开",
		Lang: "zh-CN"}
	s.Elems = []page.Elem{{Parent: -1, Role: page.RoleDocument}}
	return s
}

func (s *sheet) page(w, h unit.Length) {
	s.Pages = append(s.Pages, page.Page{Width: w * mm, Height: h * mm})
}

func (s *sheet) elem(e page.Elem) int {
	s.Elems = append(s.Elems, e)
	return len(s.Elems) - 1
}

func (s *sheet) put(it page.Item) {
	p := &s.Pages[len(s.Pages)-1]
	p.Items = append(p.Items, it)
}

func (s *sheet) text(elem, x, y int, text string) {
	s.put(page.Text{Tag: page.Tag{Elem: elem}, X: unit.Length(x) * mm, Y: unit.Length(y) * mm, Face: song,
		Size: 9 * unit.Pt, Text: text})
}

// pngOf is a picture of w × h pixels.
func pngOf(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = uint8(i * 7)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// everything is a document with each thing the writer can do.
func everything(t testing.TB) *page.Document {
	s := newSheet()
	s.page(210, 297)
	deco := func(a page.Artifact) page.Tag { return page.Tag{Artifact: a} }
	s.put(page.Text{Tag: deco(page.WatermarkArtifact), X: 50 * mm, Y: 220 * mm, Face: song, Size: 60 * unit.Pt,
		Text: "征求意见稿", Gray: 225, Rotate: 45})
	s.put(page.Fill{Tag: deco(page.LayoutArtifact), Box: page.Box{X: 20 * mm, Y: 40 * mm, W: 90 * mm, H: 10 * mm},
		Gray: 230})
	s.put(page.Fill{Tag: deco(page.LayoutArtifact), Box: page.Box{X: 20 * mm, Y: 50 * mm, W: 30 * mm, H: 10 * mm},
		Gray: 230})
	for i := range 4 {
		x := unit.Length(20+30*i) * mm
		s.put(page.Rule{Tag: deco(page.LayoutArtifact), X1: x, Y1: 40 * mm, X2: x, Y2: 60 * mm,
			Width: unit.Pt / 2 * unit.Length(1+i%2)})
	}
	h := s.elem(page.Elem{Role: page.RoleH1})
	s.text(h, 60, 25, "财政项目支出绩效自评表")
	table := s.elem(page.Elem{Role: page.RoleTable, Box: page.Box{X: 20 * mm, Y: 40 * mm, W: 90 * mm, H: 20 * mm}})
	tr := s.elem(page.Elem{Parent: table, Role: page.RoleTR})
	th := s.elem(page.Elem{Parent: tr, Role: page.RoleTH, Scope: page.ScopeColumn, ColSpan: 2, ID: "h 1"})
	s.text(th, 21, 46, "项目")
	th2 := s.elem(page.Elem{Parent: tr, Role: page.RoleTH, Scope: page.ScopeBoth, RowSpan: 2, ID: "h2"})
	s.text(th2, 81, 46, ">=95%")
	tr = s.elem(page.Elem{Parent: table, Role: page.RoleTR})
	td := s.elem(page.Elem{Parent: tr, Role: page.RoleTD, Headers: []string{"h 1"}})
	s.text(td, 21, 56, "𬭎a 甲𫘧乙")
	td = s.elem(page.Elem{Parent: tr, Role: page.RoleTD, Headers: []string{"h 1", "h2"}})
	s.text(td, 51, 54, "  前有空格\t丁\u200b戊")
	s.put(page.Text{Tag: page.Tag{Elem: td}, X: 51 * mm, Y: 58 * mm, Face: song, Size: 9 * unit.Pt, Text: "é",
		Entered: "e\u0301"})
	p := s.elem(page.Elem{Role: page.RoleP, Lang: "en"})
	s.put(page.Text{Tag: page.Tag{Elem: p}, X: 20 * mm, Y: 70 * mm, Face: "LiberationSerif", Size: 10 * unit.Pt,
		Spacing: unit.Pt, Text: "Éclair ffi"})
	for i, c := range []struct{ painted, entered string }{{"︵", "（"}, {"一", ""}, {"︶", "）"}} {
		s.put(page.Text{Tag: page.Tag{Elem: p}, X: 180 * mm, Y: unit.Length(70+4*i) * mm, Face: song,
			Size: 10 * unit.Pt, Text: c.painted, Entered: c.entered})
	}
	for i, turn := range []int{90, 180, 270} {
		s.put(page.Text{Tag: page.Tag{Elem: p}, X: unit.Length(60+40*i) * mm, Y: 120 * mm, Face: song,
			Size: 10 * unit.Pt, Text: "转A𬭎", Rotate: turn})
	}
	for i, data := range [][]byte{pngOf(t, 24, 24), jpegOf(t), pngOf(t, 24, 24)} {
		f := s.elem(page.Elem{Role: page.RoleFigure, Alt: "图"})
		s.put(page.Picture{Tag: page.Tag{Elem: f}, Box: page.Box{X: unit.Length(20+30*i) * mm, Y: 140 * mm,
			W: 20 * mm, H: 10 * mm}, Data: data})
	}
	s.elem(page.Elem{Role: page.RoleFigure, Alt: "单位盖章处", Box: page.Box{X: 150 * mm, Y: 200 * mm, W: 40 * mm,
		H: 40 * mm}})
	link := s.elem(page.Elem{Parent: p, Role: page.RoleLink})
	s.text(link, 24, 260, "第二页")
	s.put(page.Link{Tag: page.Tag{Elem: link}, Box: page.Box{X: 24 * mm, Y: 256 * mm, W: 11 * mm, H: 5 * mm},
		Page: 1, Y: 30 * mm, Contents: "跳到第二页"})
	foot := func(text string) {
		s.put(page.Text{Tag: deco(page.FooterArtifact), X: 100 * mm, Y: 200 * mm, Face: song, Size: 9 * unit.Pt,
			Text: text})
	}
	foot("-1-")
	s.page(297, 210)
	s.put(page.Text{Tag: deco(page.RepeatArtifact), X: 20 * mm, Y: 20 * mm, Face: song, Size: 9 * unit.Pt,
		Text: "项目（续）"})
	last := s.elem(page.Elem{Role: page.RoleP, Actual: "（一）"})
	s.text(last, 250, 40, "横页右边")
	foot("-2-")
	s.Outline = []page.Bookmark{{Title: "自评表", Y: 40 * mm}, {Level: 1, Title: "资金 \"一\""}, {Level: 2,
		Title: "指标", Page: 1}, {Title: "附注", Page: 1, Y: 40 * mm}}
	return &s.Document
}

func write(t testing.TB, d *page.Document, o ofd.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := ofd.New(fonts.Embedded()).Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t testing.TB, b []byte) *ofdfile.File {
	t.Helper()
	f, err := ofdfile.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
