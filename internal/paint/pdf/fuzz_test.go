package pdf_test

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/pdf"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Whatever a picture file holds, it is either refused by name or written as a file that reads back.
func FuzzPicture(f *testing.F) {
	for _, p := range pictures(f) {
		f.Add(p.data)
	}
	c := pdf.New(fonts.Embedded())
	f.Fuzz(func(t *testing.T, data []byte) {
		s := newSheet("图")
		s.page()
		fig := s.elem(0, page.RoleFigure)
		s.Elems[fig].Alt = "图"
		s.put(page.Picture{Tag: page.Tag{Elem: fig}, Box: page.Box{W: mm, H: mm}, Data: data})
		var b bytes.Buffer
		err := c.Write(&b, &s.Document, pdf.Options{})
		var e *pdf.Error
		if err != nil {
			if !errors.As(err, &e) || e.Code != pdf.CodePicture || b.Len() > 0 {
				t.Fatalf("%v, %d bytes", err, b.Len())
			}
			return
		}
		read(t, b.Bytes())
	})
}

// Any document at all is refused by name or gives a file that reads back with its texts in place.
func TestAnyDocument(t *testing.T) {
	c := pdf.New(fonts.Embedded())
	rapid.Check(t, func(rt *rapid.T) { anyDocument(rt, c) })
}

func FuzzDocument(f *testing.F) {
	c := pdf.New(fonts.Embedded())
	f.Fuzz(rapid.MakeFuzz(func(rt *rapid.T) { anyDocument(rt, c) }))
}

func anyDocument(rt *rapid.T, c *pdf.Cache) {
	length := rapid.OneOf(rapid.Int64Range(-50, 400), rapid.Int64()).AsAny()
	ln := func(label string) unit.Length {
		v := unit.Length(length.Draw(rt, label).(int64))
		if v > -1000 && v < 1000 {
			v *= mm
		}
		return v
	}
	wild := rapid.Bool().Draw(rt, "wild")
	ln2 := func(label string) unit.Length {
		if wild {
			return ln(label)
		}
		return unit.Length(rapid.IntRange(0, 200).Draw(rt, label)) * mm
	}
	text := rapid.StringOfN(rapid.RuneFrom([]rune("甲乙\t\u200b()\\\r𬭎玥aZ 0.5%\ue000\ufeff")), 0, 12, -1)
	if !wild {
		text = rapid.StringOfN(rapid.RuneFrom([]rune("甲乙丙\t\u200b()\\玥aZ 0.5%")), 0, 12, -1)
	}
	s := newSheet("任意")
	elems := rapid.IntRange(0, 8).Draw(rt, "elems")
	for range elems {
		e := page.Elem{Parent: rapid.IntRange(0, len(s.Elems)-1).Draw(rt, "parent"), Role: page.RoleSpan}
		if wild {
			e.Role = page.Role(rapid.IntRange(0, 24).Draw(rt, "role"))
			e.RowSpan, e.ColSpan = rapid.IntRange(-1, 3).Draw(rt, "rowspan"), rapid.IntRange(0, 3).Draw(rt, "colspan")
			e.Scope, e.Alt, e.ID = page.Scope(rapid.IntRange(0, 4).Draw(rt, "scope")), text.Draw(rt, "alt"), text.Draw(rt, "id")
			e.Box = page.Box{X: ln("x"), Y: ln("y"), W: ln("w"), H: ln("h")}
		}
		if rapid.IntRange(0, 4).Draw(rt, "actual?") == 0 {
			e.Actual = text.Draw(rt, "actual")
		}
		s.Elems = append(s.Elems, e)
	}
	want := map[string]string{}
	for pg := range rapid.IntRange(1, 3).Draw(rt, "pages") {
		s.page()
		for range rapid.IntRange(0, 12).Draw(rt, "items") {
			tag := page.Tag{Artifact: page.Artifact(rapid.IntRange(0, 6).Draw(rt, "artifact"))}
			if tag.Artifact == page.NotArtifact {
				tag.Elem = min(elems, rapid.IntRange(1, 9).Draw(rt, "elem"))
			}
			switch rapid.IntRange(0, 4).Draw(rt, "kind") {
			case 0:
				s.put(page.Rule{Tag: tag, X1: ln2("x1"), Y1: ln2("y1"), X2: ln2("x2"), Y2: ln2("y2"), Width: ln2("w"), Gray: uint8(len(s.Pages))})
			case 1:
				s.put(page.Fill{Tag: tag, Box: page.Box{X: ln2("x"), Y: ln2("y"), W: ln2("w"), H: ln2("h")}})
			default:
				x := page.Text{Tag: tag, X: ln2("x"), Y: ln2("y"), Face: song, Size: ln2("size") + 1, Spacing: ln2("spacing"), Text: text.Draw(rt, "text"),
					Rotate: rapid.SampledFrom([]int{0, 0, 45, 90, 270}).Draw(rt, "rotate")}
				s.put(x)
				if tag.Elem > 0 {
					want[fmt.Sprint(pg)] += x.Text
				}
			}
		}
	}
	var b bytes.Buffer
	err := c.Write(&b, &s.Document, pdf.Options{Plain: rapid.Bool().Draw(rt, "plain")})
	if err != nil {
		var e *pdf.Error
		if !errors.As(err, &e) || b.Len() > 0 {
			rt.Fatalf("%v, %d bytes", err, b.Len())
		}
		if !wild && elems > 0 {
			rt.Fatalf("refused: %v", err)
		}
		return
	}
	spoken(rt, b.Bytes())
	r, err := tryRead(b.Bytes())
	if err != nil {
		rt.Fatal(err)
	}
	for i, p := range r.pages() {
		texts, _ := r.marked(p)
		got := ""
		for id := range len(texts) {
			got += texts[id]
		}
		if got != want[fmt.Sprint(i)] {
			rt.Fatalf("page %d says %q, placed was %q", i, got, want[fmt.Sprint(i)])
		}
	}
}
