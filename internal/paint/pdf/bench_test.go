package pdf_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"testing"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/pdf"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// seedLike is two pages with every text of a seed record in a tagged table of nine columns, about what a layout makes
// of it.
func seedLike(t testing.TB, name string) *page.Document {
	data, err := os.ReadFile("../../../examples/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	dec := json.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := tok.(string); ok {
			texts = append(texts, s)
		}
	}
	s := newSheet("财政项目支出绩效自评表")
	s.page()
	h := s.elem(0, page.RoleH1)
	s.text(page.Tag{Elem: h}, 60, 25, 18*unit.Pt, "财政项目支出绩效自评表")
	table := s.elem(0, page.RoleTable)
	y := 40
	for len(texts) > 0 {
		tr := s.elem(table, page.RoleTR)
		for c := range 9 {
			role, text := page.RoleTD, ""
			if c == 0 {
				role = page.RoleTH
			}
			td := s.elem(tr, role)
			if c == 0 {
				s.Elems[td].Scope = page.ScopeRow
			}
			if len(texts) > 0 && c > 0 {
				text, texts = texts[0], texts[1:]
			}
			rs := []rune(text)
			for i := 0; i < len(rs); i += 12 {
				s.text(page.Tag{Elem: td}, 10+c*20, y+4+i/4, 9*unit.Pt, string(rs[i:min(i+12, len(rs))]))
			}
		}
		for x := range 10 {
			s.put(page.Rule{Tag: page.Tag{Artifact: page.LayoutArtifact}, X1: unit.Length(10+20*x) * mm, X2: unit.Length(10+20*x) * mm, Y1: unit.Length(y) * mm, Y2: unit.Length(y+14) * mm, Width: unit.Pt / 2})
		}
		s.put(page.Rule{Tag: page.Tag{Artifact: page.LayoutArtifact}, X1: 10 * mm, X2: 190 * mm, Y1: unit.Length(y) * mm, Y2: unit.Length(y) * mm, Width: unit.Pt / 2})
		if y += 14; y > 270 {
			s.page()
			y = 30
		}
	}
	s.Outline = []page.Bookmark{{Title: "自评表", Y: 20 * mm}}
	return &s.Document
}

func BenchmarkWrite(b *testing.B) {
	d := seedLike(b, "seed-1.json")
	c := pdf.New(fonts.Embedded())
	size := len(write(b, d, pdf.Options{}))
	b.ReportAllocs()
	for b.Loop() {
		if err := c.Write(io.Discard, d, pdf.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(size), "bytes/file")
}

// BenchmarkFirst is a file with nothing cached.
func BenchmarkFirst(b *testing.B) {
	d := seedLike(b, "seed-1.json")
	for b.Loop() {
		if err := pdf.New(fonts.Embedded()).Write(io.Discard, d, pdf.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
