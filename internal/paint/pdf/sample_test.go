package pdf_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/pdf"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

const (
	song = "GongbiaoSong-Regular"
	bold = "GongbiaoSong-Bold"
	rare = "GongbiaoRare-Regular"
	mm   = unit.MM
)

// sheet draws a document by hand: texts at places, tables from drawings, the way a layout would, in the simplest form.
type sheet struct{ page.Document }

func newSheet(title string) *sheet {
	s := &sheet{}
	s.Meta = page.Meta{Title: title, Author: "某某市财政局", Subject: "测试", Keywords: "绩效 自评", Lang: "zh-CN"}
	s.Elems = []page.Elem{{Parent: -1, Role: page.RoleDocument}}
	s.Labels = []page.Label{{Style: "D", Start: 1}}
	return s
}

func (s *sheet) page() { s.Pages = append(s.Pages, page.Page{Width: 210 * mm, Height: 297 * mm}) }

func (s *sheet) elem(parent int, role page.Role) int {
	s.Elems = append(s.Elems, page.Elem{Parent: parent, Role: role})
	return len(s.Elems) - 1
}

func (s *sheet) put(it page.Item) {
	p := &s.Pages[len(s.Pages)-1]
	p.Items = append(p.Items, it)
}

// text puts t at x, y (mm, the baseline), each character in the face that has it.
func (s *sheet) text(tag page.Tag, x, y int, size unit.Length, t string) {
	at := unit.Length(x) * mm
	for t != "" {
		face, n := "", unit.Length(0)
		i := len(t)
		for k, r := range t {
			f, adv, ok := fonts.Embedded().Chain("宋体", tag.Elem > 0 && s.Elems[tag.Elem].Role == page.RoleH1).Measure(string(r))
			if !ok {
				f, adv = song, fonts.Em
			}
			if face == "" {
				face = f
			}
			if f != face {
				i = k
				break
			}
			n += size.Scale(int64(adv), fonts.Em)
		}
		s.put(page.Text{Tag: tag, X: at, Y: unit.Length(y) * mm, Face: face, Size: size, Text: t[:i], Width: n})
		at, t = at+n, t[i:]
	}
}

// table draws rows as cells split by |, each column w mm and each row 10 mm: < joins the cell to the left, ^ the one
// above, # makes a column header and ! a row header. It returns the table's element; more adds rows on a new page.
func (s *sheet) table(x, y, w int, drawing string) int {
	t := s.elem(0, page.RoleTable)
	s.rows(t, x, y, w, drawing)
	return t
}

func (s *sheet) rows(t, x, y, w int, drawing string) {
	var grid [][]string
	for line := range strings.Lines(drawing) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		var row []string
		for c := range strings.SplitSeq(strings.Trim(line, "|"), "|") {
			row = append(row, strings.TrimSpace(c))
		}
		grid = append(grid, row)
	}
	layout := page.Tag{Artifact: page.LayoutArtifact}
	for r, row := range grid {
		tr := s.elem(t, page.RoleTR)
		for c, text := range row {
			if text == "<" || text == "^" {
				continue
			}
			rs, cs := 1, 1
			for c+cs < len(row) && row[c+cs] == "<" {
				cs++
			}
			for r+rs < len(grid) && grid[r+rs][c] == "^" {
				rs++
			}
			role, scope := page.RoleTD, page.ScopeNone
			switch {
			case strings.HasPrefix(text, "#"):
				role, scope, text = page.RoleTH, page.ScopeColumn, text[1:]
			case strings.HasPrefix(text, "!"):
				role, scope, text = page.RoleTH, page.ScopeRow, text[1:]
			}
			td := s.elem(tr, role)
			s.Elems[td].Scope, s.Elems[td].RowSpan, s.Elems[td].ColSpan = scope, rs, cs
			x0, y0 := unit.Length(x+c*w)*mm, unit.Length(y+r*10)*mm
			if role == page.RoleTH {
				s.put(page.Fill{Tag: layout, Box: page.Box{X: x0, Y: y0, W: unit.Length(w*cs) * mm, H: unit.Length(10*rs) * mm}, Gray: 230})
			}
			for i, line := range strings.Split(text, `\n`) {
				if line != "" {
					s.text(page.Tag{Elem: td}, x+c*w+1, y+r*10+4+4*i, 9*unit.Pt, line)
				}
			}
			x1, y1 := x0+unit.Length(w*cs)*mm, y0+unit.Length(10*rs)*mm
			for _, l := range [][4]unit.Length{{x0, y0, x1, y0}, {x0, y1, x1, y1}, {x0, y0, x0, y1}, {x1, y0, x1, y1}} {
				s.put(page.Rule{Tag: layout, X1: l[0], Y1: l[1], X2: l[2], Y2: l[3], Width: unit.Pt / 2})
			}
		}
	}
}

// everything is a document with each thing the writer can do.
func everything(t testing.TB) *page.Document {
	s := newSheet("财政项目支出绩效自评表")
	s.page()
	h := s.elem(0, page.RoleH1)
	s.text(page.Tag{Elem: h}, 60, 25, 18*unit.Pt, "财政项目支出绩效自评表")
	s.put(page.Text{Tag: page.Tag{Artifact: page.WatermarkArtifact}, X: 50 * mm, Y: 220 * mm, Face: song, Size: 60 * unit.Pt, Text: "征求意见稿", Gray: 225, Rotate: 45})
	head := page.Tag{Artifact: page.HeaderArtifact}
	s.text(head, 20, 12, 8*unit.Pt, "页眉")
	table := s.table(20, 40, 28, `
		| #项目   | #执行率 | <       | #偏差     | #备注 | #得分 |
		| ^       | #目标   | #实际   | ^         | ^     | ^     |
		| !产出   | =100%   | >=95%   | 甲\n乙丙  |       | 10    |
		| ^       | 𬭎𫘧㛃堃 | 玥      | 𬳽𫖯𠅤䶮 | a(b)\ | 9.80  |
		| !合计   | <       | <       | <         | <     | 19.80 |`)
	s.Elems[table].Box, s.Elems[table].BoxPage = page.Box{X: 20 * mm, Y: 40 * mm, W: 168 * mm, H: 50 * mm}, 0
	p := s.elem(0, page.RoleP)
	s.put(page.Text{Tag: page.Tag{Elem: p}, X: 20 * mm, Y: 110 * mm, Face: song, Size: 10 * unit.Pt, Spacing: 3 * unit.Pt, Text: "甲\t乙\u200b丙：(括)\\ 。"})
	latin := s.elem(0, page.RoleP)
	s.Elems[latin].Lang = "en"
	s.put(page.Text{Tag: page.Tag{Elem: latin}, X: 20 * mm, Y: 116 * mm, Face: "LiberationSerif", Size: 10 * unit.Pt, Text: "Éclair ½ fi ffi Ångström"})
	actual := s.elem(0, page.RoleP)
	s.Elems[actual].Actual = "（一）"
	for i, c := range []string{"︵", "一", "︶"} {
		s.put(page.Text{Tag: page.Tag{Elem: actual}, X: 180 * mm, Y: unit.Length(110+4*i) * mm, Face: song, Size: 10 * unit.Pt, Text: c})
	}
	for i, pic := range pictures(t) {
		f := s.elem(0, page.RoleFigure)
		box := page.Box{X: unit.Length(20+22*(i%8)) * mm, Y: unit.Length(125+22*(i/8)) * mm, W: 20 * mm, H: 20 * mm}
		s.Elems[f].Alt, s.Elems[f].Box = "图 "+strconv.Itoa(i+1)+" "+pic.name, box
		s.put(page.Picture{Tag: page.Tag{Elem: f}, Box: box, Data: pic.data})
	}
	seal := s.elem(0, page.RoleFigure)
	s.Elems[seal].Alt, s.Elems[seal].Box = "单位盖章处", page.Box{X: 150 * mm, Y: 200 * mm, W: 40 * mm, H: 40 * mm}
	toc := s.elem(0, page.RoleP)
	link := s.elem(toc, page.RoleLink)
	s.text(page.Tag{Elem: toc}, 20, 260, 10*unit.Pt, "见")
	s.text(page.Tag{Elem: link}, 24, 260, 10*unit.Pt, "第二页")
	s.text(page.Tag{Elem: toc}, 36, 260, 10*unit.Pt, "。")
	s.put(page.Link{Tag: page.Tag{Elem: link}, Box: page.Box{X: 24 * mm, Y: 256 * mm, W: 11 * mm, H: 5 * mm}, Page: 1, Y: 30 * mm, Contents: "跳到第二页"})
	foot := page.Tag{Artifact: page.FooterArtifact}
	s.text(foot, 100, 285, 9*unit.Pt, "-1-")

	s.page()
	s.put(page.Fill{Tag: page.Tag{Artifact: page.BackgroundArtifact}, Box: page.Box{X: 15 * mm, Y: 35 * mm, W: 180 * mm, H: 60 * mm}, Gray: 245})
	s.text(page.Tag{Artifact: page.RepeatArtifact}, 20, 32, 9*unit.Pt, "项目（续）")
	s.rows(table, 20, 40, 28, `
		| !效益 | 1 | 2 | 3 | 4 | 5 |
		| !满意 | 1 | 2 | 3 | 4 | 5 |`)
	s.text(page.Tag{Elem: p}, 20, 110, 10*unit.Pt, "续上页的一段。")
	h2 := s.elem(0, page.RoleH2)
	s.text(page.Tag{Elem: h2}, 20, 130, 12*unit.Pt, "附注")
	s.text(foot, 100, 285, 9*unit.Pt, "-2-")
	mark := func(level, on int, title string) {
		s.Outline = append(s.Outline, page.Bookmark{Level: level, Title: title, Page: on, Y: 40 * mm})
	}
	mark(0, 0, "自评表")
	mark(1, 0, "资金")
	mark(1, 1, "指标")
	mark(0, 1, "附注")
	return &s.Document
}

type namedPicture struct {
	name string
	data []byte
}

// pictures are small pictures of every form the writer knows.
func pictures(t testing.TB) []namedPicture {
	t.Helper()
	r := image.Rect(0, 0, 24, 24)
	paint := func(set func(x, y int, c color.NRGBA64)) {
		for y := range 24 {
			for x := range 24 {
				a := uint16(0xffff)
				if (x-12)*(x-12)+(y-12)*(y-12) > 120 {
					a = 0
				}
				set(x, y, color.NRGBA64{uint16(x * 2700), uint16(y * 2700), 0x8000, a})
			}
		}
	}
	var out []namedPicture
	add := func(name string, img image.Image) {
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		out = append(out, namedPicture{name, b.Bytes()})
	}
	gray, gray16, rgb := image.NewGray(r), image.NewGray16(r), image.NewNRGBA(r)
	wide, soft := image.NewNRGBA64(r), image.NewNRGBA(r)
	two := image.NewPaletted(r, color.Palette{color.Black, color.White})
	holes := image.NewPaletted(r, color.Palette{color.NRGBA{200, 0, 0, 255}, color.NRGBA{1, 2, 3, 0}, color.NRGBA{0, 0, 200, 128}})
	stencil := image.NewNRGBA(r)
	paint(func(x, y int, c color.NRGBA64) {
		gray.Set(x, y, c)
		gray16.SetGray16(x, y, color.Gray16{c.R})
		rgb.Set(x, y, color.NRGBA{uint8(c.R >> 8), uint8(c.G >> 8), 128, 255})
		wide.Set(x, y, color.NRGBA64{c.R, c.G, c.B, 0xffff})
		soft.Set(x, y, color.NRGBA{255, 0, 0, uint8(x * 10)})
		stencil.SetNRGBA(x, y, color.NRGBA{200, 0, 0, uint8(c.A >> 8)})
		two.SetColorIndex(x, y, uint8((x/4+y/4)%2))
		holes.SetColorIndex(x, y, uint8((x/8+y/8)%3))
	})
	add("gray", gray)
	add("gray16", gray16)
	add("rgb", rgb)
	add("rgb16", wide)
	add("two colours", two)
	add("palette with alpha", holes)
	add("soft alpha", soft)
	add("stencil alpha", stencil)
	var b, g bytes.Buffer
	if err := jpeg.Encode(&b, rgb, nil); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&g, gray, nil); err != nil {
		t.Fatal(err)
	}
	out = append(out, namedPicture{"jpeg", b.Bytes()}, namedPicture{"jpeg gray", g.Bytes()})
	for _, name := range []string{"interlaced.png", "progressive.jpg"} {
		if d, err := os.ReadFile(filepath.Join("testdata", name)); err == nil {
			out = append(out, namedPicture{name, d})
		} else {
			t.Fatal(err)
		}
	}
	return out
}

func write(t testing.TB, d *page.Document, o pdf.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pdf.New(fonts.Embedded()).Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
