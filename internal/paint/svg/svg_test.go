package svg_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/svg"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

const (
	mm   = unit.MM
	song = "GongbiaoSong-Regular"
)

// drawn is a page with one of everything.
func drawn() *page.Document {
	text := func(elem int, x unit.Length, s string) page.Text {
		return page.Text{Tag: page.Tag{Elem: elem}, X: x * mm, Y: 20 * mm, Face: song, Size: 5 * mm, Text: s}
	}
	up := text(5, 60, "︵")
	up.Entered = "（"
	turned := text(5, 80, "草")
	turned.Tag, turned.Rotate, turned.Gray = page.Tag{Artifact: page.WatermarkArtifact}, 45, 200
	return &page.Document{
		Meta: page.Meta{Title: "题 <&> “”", Lang: "zh-CN"},
		Elems: []page.Elem{{Parent: -1, Role: page.RoleDocument}, {Role: page.RoleTable}, {Parent: 1, Role: page.RoleTR},
			{Parent: 2, Role: page.RoleTH, Scope: page.ScopeRow}, {Parent: 2, Role: page.RoleTD, ColSpan: 2}, {Role: page.RoleP},
			{Role: page.RoleFigure, Alt: "章"}},
		Pages: []page.Page{{Width: 210 * mm, Height: 297 * mm, Items: []page.Item{
			page.Fill{Tag: page.Tag{Artifact: page.LayoutArtifact}, Box: page.Box{X: 1 * mm, Y: 2 * mm, W: 3 * mm, H: 4 * mm}, Gray: 230},
			page.Rule{Tag: page.Tag{Artifact: page.LayoutArtifact}, X1: mm, Y1: mm, X2: 9 * mm, Y2: mm, Width: unit.Pt / 2},
			text(3, 10, "项目"), text(4, 30, "甲 <1>"), up, turned,
		}}},
	}
}

func painted(t *testing.T, d *page.Document) (string, *svg.Pages) {
	t.Helper()
	p, err := svg.Paint(fonts.Embedded(), d)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String(), p
}

// plain takes the faces out of a file.
func plain(s string) string {
	return regexp.MustCompile(`(?s)<\?xml.*</style>`).ReplaceAllString(s, "")
}

func TestDrawn(t *testing.T) {
	s, _ := painted(t, drawn())
	d := xml.NewDecoder(strings.NewReader(s))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	at := func(x, rest string) string { return `<text x="` + x + `" y="20" font-family="` + song + rest }
	for _, want := range []string{
		`<g aria-hidden="true"><rect x="1" y="2" width="3" height="4" fill="#e6e6e6"/><path d="M1 1L9 1" stroke="#000000" stroke-width="0.176"/></g>`,
		`<g role="table"><g role="row"><g role="rowheader">` + at("10 15", `" font-size="5">项目</text></g><g role="cell" aria-colspan="2">`),
		`>甲 &lt;1&gt;</text></g></g></g><g role="paragraph">`,
		at("60", `-1" font-size="5">（</text>`), // painted upright, copied as it was entered
		`<g aria-hidden="true">` + at("80", `" font-size="5" fill="#c8c8c8" transform="rotate(-45 80 20)">草</text></g>`),
		`aria-label="第 1 页，共 1 页"`,
	} {
		if !strings.Contains(s, want) {
			t.Errorf("not there: %s\nin %s", want, plain(s))
		}
	}
	if again, _ := painted(t, drawn()); again != s {
		t.Error("the same document, other bytes")
	}
}

// The faces inside have each character of the texts, and no others but .notdef.
func TestFaces(t *testing.T) {
	_, p := painted(t, drawn())
	fs, err := p.Fonts()
	if err != nil || len(fs) != 2 || fs[0].Family != song || fs[1].Family != song+"-1" {
		t.Fatalf("%d faces, %v", len(fs), err)
	}
	for _, f := range fs {
		if !bytes.HasPrefix(f.Data, []byte{0, 1, 0, 0}) || !bytes.Contains(f.Data[:400], []byte("cmap")) || !bytes.Contains(f.Data[:400], []byte("OS/2")) {
			t.Errorf("%s is no font file that a browser takes", f.Family)
		}
		if len(f.Data) > 15000 {
			t.Errorf("a face of a few characters takes %d bytes", len(f.Data))
		}
	}
}

func TestRefusals(t *testing.T) {
	for code, spoil := range map[string]func(d *page.Document, x *page.Text){
		svg.CodeFace:  func(_ *page.Document, x *page.Text) { x.Face = "没有" },
		svg.CodeGlyph: func(_ *page.Document, x *page.Text) { x.Text = "\U0010FFFD" },
		svg.CodePicture: func(d *page.Document, _ *page.Text) {
			d.Pages[0].Items = append(d.Pages[0].Items, page.Picture{Tag: page.Tag{Elem: 6}, Data: []byte("GIF89a")})
		},
	} {
		d := drawn()
		x := d.Pages[0].Items[2].(page.Text)
		spoil(d, &x)
		d.Pages[0].Items[2] = x
		if _, err := svg.Paint(fonts.Embedded(), d); err == nil || !strings.Contains(err.Error(), code) {
			t.Errorf("%s: %v", code, err)
		}
	}
}
