package ofd_test

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/ofd"
	"github.com/gongbiao/gongbiao/internal/sfnt"
	"github.com/gongbiao/gongbiao/internal/verify/ofdfile"
	"github.com/gongbiao/gongbiao/model/page"
)

// What another reader reads is what was placed.
func TestReadsBack(t *testing.T) {
	d := everything(t)
	f := read(t, write(t, d, ofd.Options{Producer: "Gongbiao 1.2+ab", Date: time.Date(2026, 1, 31, 23, 0, 0, 0,
		time.UTC)}))
	i := f.Info
	if f.Kind != "OFD-A" || i.Title != "自评表 <A&B>" || i.Author != "某某市财政局" || i.Subject != "测试" ||
		i.Date != "2026-01-31" || i.Creator != "Gongbiao" ||
		i.Version != "1.2+ab" || i.Lang != "zh-CN" || !slices.Equal(i.Keywords, []string{"绩效", "自评", "公开"}) ||
		!f.Intact || len(i.ID) != 32 {
		t.Errorf("%s %+v intact %v", f.Kind, i, f.Intact)
	}
	for n, p := range f.Pages {
		want, got := "", ""
		for _, it := range d.Pages[n].Items {
			if x, ok := it.(page.Text); ok {
				if x.Entered != "" {
					want += x.Entered
				} else {
					want += x.Text
				}
			}
		}
		for _, x := range p.Texts {
			got += x.Text
			if strings.ContainsRune(x.Text, '\t') && x.Text != "\t" {
				t.Errorf("a tab stands in %q", x.Text)
			}
			for k, r := range []rune(x.Text) {
				if r > 0xffff && len(x.Text) > 4 {
					t.Errorf("U+%X does not stand alone in %q", r, x.Text)
				}
				if k == 0 && r == ' ' && strings.TrimSpace(x.Text) != "" {
					t.Errorf("%q begins with a blank", x.Text)
				}
			}
		}
		if got != want {
			t.Errorf("page %d says\n%q, placed was\n%q", n+1, got, want)
		}
		if p.Width*int64(mm) != 1000*int64(d.Pages[n].Width) || p.Height*int64(mm) != 1000*int64(d.Pages[n].Height) {
			t.Errorf("page %d is %d × %d", n+1, p.Width, p.Height)
		}
	}
	if l := f.Pages[0].Links; len(l) != 1 || l[0] != (ofdfile.Mark{Title: "跳到第二页", Page: 1, Top: 30000}) {
		t.Errorf("links %v", l)
	}
	if want := []ofdfile.Mark{{Title: "自评表", Top: 40000}, {Level: 1, Title: "资金 \"一\""}, {Level: 2,
		Title: "指标", Page: 1}, {Title: "附注", Page: 1, Top: 40000}}; !slices.Equal(f.Outline, want) {
		t.Errorf("outline %v", f.Outline)
	}
	if n := len(f.Pages[0].Lines); n != 4 {
		t.Errorf("%d lines", n)
	}
	said := map[ofdfile.Ref]string{}
	for _, p := range f.Pages {
		for _, x := range p.Texts {
			said[ofdfile.Ref{Page: x.Page, Object: x.ID}] = x.Text
		}
	}
	var got []string
	each(f.Forms[0], func(n *ofdfile.Node) {
		s := n.Name
		for _, a := range []string{"type", "r", "c", "rs", "cs", "scope", "id", "headers", "lang", "alt", "actual",
			"box"} {
			if v := n.Attr[a]; v != "" {
				s += " " + a + "=" + v
			}
		}
		var text string
		for _, r := range n.Refs {
			text += said[r]
		}
		got = append(got, s+" "+text)
	})
	want := `form lang=zh-CN 
h1 财政项目支出绩效自评表
table box=20 40 90 20 
tr 
th r=0 c=0 cs=2 scope=column id=e4 项目
th r=0 c=2 rs=2 scope=both id=e5 >=95%
tr 
td r=1 c=0 headers=e4 𬭎a 甲𫘧乙
td r=1 c=1 headers=e4 e5   前有空格	丁` + "\u200b" + `戊e` + "\u0301" + `
p lang=en Éclair ffi（一）转A𬭎转A𬭎转A𬭎
link 第二页
figure alt=图 
figure alt=图 
figure alt=图 
figure alt=单位盖章处 box=150 200 40 40 
p actual=（一） 横页右边
artifact type=footer -1--2-
artifact type=watermark 征求意见稿
artifact type=repeat 项目（续）`
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("tags\n%s\nwant\n%s", s, want)
	}
}

// Every character stands where the layout put it, to the half of a micrometre, however long its line.
func TestPlaces(t *testing.T) {
	s := newSheet()
	s.page(210, 297)
	p := s.elem(page.Elem{Role: page.RoleP})
	line := strings.Repeat("绩1效,", 100)
	s.put(page.Text{Tag: page.Tag{Elem: p}, X: 7*mm + 17, Y: 10 * mm, Face: song, Size: 133350, Spacing: 1234,
		Text: line}) // 10.5 pt
	x := read(t, write(t, &s.Document, ofd.Options{})).Pages[0].Texts[0]
	face := fonts.Embedded().Face(song)
	at := int64(7*mm + 17)
	units, n := int64(0), int64(0)
	for i, r := range []rune(line) {
		want := at + units*133350/int64(face.UnitsPerEm()) + n*1234
		if got := (x.X + x.Places[i]) * int64(mm) / 1000; got-want > 18+int64(mm)/1000/2 ||
			want-got > 18+int64(mm)/1000/2 {
			t.Fatalf("character %d stands at %d, not %d", i, got, want)
		}
		gid, _ := face.Glyph(r)
		units, n = units+int64(face.Advance(gid)), n+1
	}
}

// The fonts have the tables readers ask for, and every character of a text is in the font the text names.
func TestFonts(t *testing.T) {
	f := read(t, write(t, everything(t), ofd.Options{}))
	var res struct {
		Fonts []struct {
			ID         string `xml:"ID,attr"`
			FontName   string `xml:"FontName,attr"`
			FamilyName string `xml:"FamilyName,attr"`
			FontFile   string
		} `xml:"Fonts>Font"`
	}
	if err := xml.Unmarshal(f.Parts["Doc_0/PublicRes.xml"], &res); err != nil {
		t.Fatal(err)
	}
	byID := map[string]*sfnt.Font{}
	seen := map[string]bool{}
	for _, x := range res.Fonts {
		data := f.Parts["Doc_0/Res/"+x.FontFile]
		font, err := sfnt.Parse(string(data), 0)
		if err != nil {
			t.Fatal(x.FontFile, err)
		}
		byID[x.ID] = font
		if seen[x.FontName] {
			t.Errorf("two fonts are called %s", x.FontName)
		}
		seen[x.FontName] = true
		if strings.HasPrefix(x.FontName, song) && x.FamilyName != "宋体" {
			t.Errorf("%s is of the family %s", x.FontName, x.FamilyName)
		}
		tables := map[string]bool{}
		for i := range int(binary.BigEndian.Uint16(data[4:])) {
			tables[string(data[12+16*i:16+16*i])] = true
		}
		for _, tag := range []string{"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"} {
			if !tables[tag] {
				t.Errorf("%s has no %s", x.FontName, tag)
			}
		}
	}
	var content struct {
		Texts []struct {
			Font     string `xml:"Font,attr"`
			TextCode string
		} `xml:"Content>Layer>TextObject"`
	}
	for _, p := range []string{"Doc_0/Pages/Page_0/Content.xml", "Doc_0/Pages/Page_1/Content.xml"} {
		if err := xml.Unmarshal(f.Parts[p], &content); err != nil {
			t.Fatal(err)
		}
	}
	for _, x := range content.Texts {
		for _, r := range x.TextCode {
			if byID[x.Font].Glyph(r) == 0 {
				t.Errorf("U+%04X of %q is not in font %s", r, x.TextCode, x.Font)
			}
		}
	}
}

// The glued form of a font unpacks to the font; archive/zip checks its length and checksum.
func TestGluedFontsUnpack(t *testing.T) {
	for _, name := range []string{"seed-1.json", "seed-2.json", "stress/latin.json", "stress/symbols.json",
		"stress/signs.json"} {
		d := form(t, name)
		b := write(t, d, ofd.Options{})
		if f := read(t, b); !f.Intact {
			t.Errorf("%s: the hash does not hold", name)
		}
		if bytes.Contains(b[:len(b)-22], []byte("PK\x07\x08")) {
			t.Errorf("%s: a data descriptor", name)
		}
		if string(b[30:37]) != "OFD.xml" {
			t.Errorf("%s: the first part is not OFD.xml", name)
		}
	}
}

// Links and bookmarks of a book lead to pages that come later; fonts and pictures are there once.
func TestBook(t *testing.T) {
	d := everything(t)
	var b bytes.Buffer
	s, err := ofd.New(fonts.Embedded()).Stream(&b, page.Meta{Title: "汇编"}, ofd.Options{})
	if err != nil {
		t.Fatal(err)
	}
	first := *d
	first.Pages = slices.Clone(d.Pages)
	first.Pages[0].Items = append(slices.Clone(d.Pages[0].Items), page.Link{Tag: page.Tag{Elem: len(d.Elems) - 1},
		Page: 5, Contents: "最后一页"})
	first.Meta.Identifier = "8A3K-T2M9-QV7C-0XYZ"
	for i := range 3 {
		x := d
		if i == 0 {
			x = &first
		}
		if err := s.Add(x); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	f := read(t, b.Bytes())
	if w := valid(f); len(w) > 0 {
		t.Errorf("%q", w)
	}
	links := f.Pages[0].Links
	if len(f.Pages) != 6 || len(f.Forms) != 3 || len(f.Outline) != 12 || f.Outline[11].Page != 5 ||
		links[len(links)-1].Page != 5 || f.Pages[4].Links[0].Page != 5 || !f.Intact ||
		f.Info.Codes[0] != "8A3K-T2M9-QV7C-0XYZ" {
		t.Errorf("%d pages, %d forms, outline %v, links %v, intact %v", len(f.Pages), len(f.Forms), f.Outline,
			links, f.Intact)
	}
	pictures := 0
	for name := range f.Parts {
		if strings.Contains(name, "/image_") {
			pictures++
		}
	}
	if pictures != 2 {
		t.Errorf("%d pictures", pictures)
	}
}

func TestAttachments(t *testing.T) {
	d := everything(t)
	f := read(t, write(t, d, ofd.Options{Plain: true, Attachments: []ofd.Attachment{{"表.json", "json",
		[]byte(`{"a":1}`)}, {"表.xlsx", "xlsx", []byte("PK…")}}}))
	if len(f.Attachments) != 2 || f.Attachments[0].Name != "表.json" || string(f.Attachments[0].Data) != `{"a":1}` ||
		string(f.Attachments[1].Data) != "PK…" || f.Kind != "OFD" {
		t.Errorf("%s %v", f.Kind, f.Attachments)
	}
	err := ofd.New(fonts.Embedded()).Write(io.Discard, d, ofd.Options{Attachments: []ofd.Attachment{{"表.json",
		"json", nil}}})
	if err == nil || !strings.Contains(err.Error(), "OFD-A") {
		t.Error(err)
	}
}

// each visits an element and all below it.
func each(n *ofdfile.Node, visit func(*ofdfile.Node)) {
	visit(n)
	for _, k := range n.Kids {
		each(k, visit)
	}
}
