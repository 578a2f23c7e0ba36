package ofd_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/ofd"
	"github.com/gongbiao/gongbiao/internal/verify/ofdfile"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Any document at all is refused by name or gives a file that the schemas' facts have nothing against and that reads
// back with its texts.
func TestAnyDocument(t *testing.T) {
	p := ofd.New(fonts.Embedded())
	rapid.Check(t, func(rt *rapid.T) { anyDocument(rt, p) })
}

func FuzzDocument(f *testing.F) {
	p := ofd.New(fonts.Embedded())
	f.Fuzz(rapid.MakeFuzz(func(rt *rapid.T) { anyDocument(rt, p) }))
}

// Whatever a picture file holds, it is refused by name or written as it is.
func FuzzPicture(f *testing.F) {
	f.Add(pngOf(f, 24, 24))
	f.Add(jpegOf(f))
	p := ofd.New(fonts.Embedded())
	f.Fuzz(func(t *testing.T, data []byte) {
		s := newSheet()
		s.page(210, 297)
		s.put(page.Picture{Tag: page.Tag{Artifact: page.LayoutArtifact}, Box: page.Box{W: mm, H: mm}, Data: data})
		var b bytes.Buffer
		err := p.Write(&b, &s.Document, ofd.Options{})
		var e *ofd.Error
		if err != nil {
			if !errors.As(err, &e) || e.Code != ofd.CodePicture || b.Len() > 0 {
				t.Fatalf("%v, %d bytes", err, b.Len())
			}
			return
		}
		if w := valid(read(t, b.Bytes())); len(w) > 0 {
			t.Errorf("%q", w)
		}
	})
}

func anyDocument(rt *rapid.T, p *ofd.Painter) {
	wild := rapid.Bool().Draw(rt, "wild")
	length := func(label string) unit.Length {
		if wild {
			v := unit.Length(rapid.OneOf(rapid.Int64Range(-50, 400), rapid.Int64()).Draw(rt, label))
			if v > -1000 && v < 1000 {
				v *= mm
			}
			return v
		}
		return unit.Length(rapid.IntRange(0, 200).Draw(rt, label))*mm + unit.Length(rapid.IntRange(0,
			35999).Draw(rt, label+" rest"))
	}
	text := rapid.StringOfN(rapid.RuneFrom([]rune("甲乙丙 \t\u200b()&<>\"]玥𬭎aZ0.5%")), 0, 12, -1)
	any := text
	if wild {
		any = rapid.StringOfN(rapid.RuneFrom([]rune("甲\t\u200b()\r\n\x01玥𬭎aZ 0\ue000\ufeff\ufffe&<]]>")), 0, 12, -1)
	}
	s := newSheet()
	s.Meta.Title, s.Meta.Identifier = any.Draw(rt, "title"), any.Draw(rt, "code")
	elems := rapid.IntRange(0, 8).Draw(rt, "elems")
	for range elems {
		e := page.Elem{Parent: rapid.IntRange(0, len(s.Elems)-1).Draw(rt, "parent"), Role: page.RoleSpan}
		if wild {
			e.Role = page.Role(rapid.IntRange(0, 24).Draw(rt, "role"))
			e.RowSpan, e.ColSpan = rapid.IntRange(-1, 3).Draw(rt, "rowspan"), rapid.IntRange(0, 3).Draw(rt, "colspan")
			e.Scope, e.ID = page.Scope(rapid.IntRange(0, 4).Draw(rt, "scope")), any.Draw(rt, "id")
			e.Box = page.Box{X: length("x"), Y: length("y"), W: length("w"), H: length("h")}
		}
		e.Alt, e.Actual = any.Draw(rt, "alt"), any.Draw(rt, "actual")
		s.Elems = append(s.Elems, e)
	}
	var want []string
	pages := rapid.IntRange(1, 3).Draw(rt, "pages")
	for range pages {
		s.page(210, 297)
		said := ""
		for range rapid.IntRange(0, 12).Draw(rt, "items") {
			tag := page.Tag{Artifact: page.Artifact(rapid.IntRange(0, 6).Draw(rt, "artifact"))}
			if tag.Artifact == page.NotArtifact {
				tag.Elem = min(elems, rapid.IntRange(1, 9).Draw(rt, "elem"))
			}
			box := func() page.Box { return page.Box{X: length("x"), Y: length("y"), W: length("w"), H: length("h")} }
			switch rapid.IntRange(0, 5).Draw(rt, "kind") {
			case 0:
				s.put(page.Rule{Tag: tag, X1: length("x1"), Y1: length("y1"), X2: length("x2"), Y2: length("y2"),
					Width: length("w"), Gray: uint8(rapid.IntRange(0, 3).Draw(rt, "gray"))})
			case 1:
				s.put(page.Fill{Tag: tag, Box: box(), Gray: uint8(rapid.IntRange(0, 3).Draw(rt, "gray"))})
			case 2:
				to := rapid.IntRange(0, pages-1).Draw(rt, "to")
				s.put(page.Link{Tag: tag, Box: box(), Page: to, Y: length("to y"), Contents: "去" + any.Draw(rt,
					"contents")})
			default:
				x := page.Text{Tag: tag, X: length("x"), Y: length("y"), Face: song, Size: length("size") + 1,
					Spacing: length("spacing"), Text: any.Draw(rt, "text"),
					Rotate: rapid.SampledFrom([]int{0, 0, 45, 90, 180, 270}).Draw(rt, "rotate")}
				if rapid.IntRange(0, 5).Draw(rt, "entered?") == 0 {
					x.Text, x.Entered = "甲", any.Draw(rt, "entered")
				}
				s.put(x)
				switch _, n := utf8.DecodeRuneInString(x.Entered); {
				case x.Entered == "" || strings.Contains(x.Entered[n:], x.Entered[:n]):
					said += x.Text // a cluster that has its first character twice is painted as itself
				default:
					said += x.Entered
				}
			}
		}
		want = append(want, said)
	}
	plain := rapid.Bool().Draw(rt, "plain")
	var b bytes.Buffer
	if err := p.Write(&b, &s.Document, ofd.Options{Plain: plain}); err != nil {
		var e *ofd.Error
		if !errors.As(err, &e) || b.Len() > 0 {
			rt.Fatalf("%v, %d bytes", err, b.Len())
		}
		if !wild && elems > 0 {
			rt.Fatalf("refused: %v", err)
		}
		return
	}
	f, err := ofdfile.Read(b.Bytes())
	if err != nil || !f.Intact {
		rt.Fatal(err)
	}
	if w := valid(f); len(w) > 0 {
		rt.Fatalf("%q", w)
	}
	for i := range f.Pages {
		got := ""
		for _, x := range f.Pages[i].Texts {
			got += x.Text
		}
		if got != want[i] {
			rt.Fatalf("page %d says %q, placed was %q", i, got, want[i])
		}
	}
}
