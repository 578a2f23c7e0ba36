package plain

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

func sheet(texts ...string) *page.Document {
	d := &page.Document{Meta: page.Meta{Title: "自评表", Author: "某局"}, Elems: []page.Elem{{Parent: -1}},
		Pages: []page.Page{{Width: 210 * unit.MM, Height: 297 * unit.MM}}}
	for i, s := range texts {
		d.Pages[0].Items = append(d.Pages[0].Items, page.Text{Tag: page.Tag{Artifact: page.LayoutArtifact},
			X: 20 * unit.MM, Y: unit.Length(20+10*i) * unit.MM,
			Face: "GongbiaoSong-Regular", Size: 12 * unit.Pt, Text: s})
	}
	return d
}

var libraries = []Library{GoPDF, FPDF}

// The same pages give the same bytes, whatever was painted before and beside them.
func TestSameBytes(t *testing.T) {
	for _, l := range libraries {
		d := sheet("甲乙丙\t丁 戊\u200b己", "=100%")
		var want bytes.Buffer
		if err := New(fonts.Embedded()).Write(&want, l, d, Options{}); err != nil {
			t.Fatal(l, err)
		}
		p := New(fonts.Embedded())
		var wg sync.WaitGroup
		for range 2 {
			wg.Go(func() {
				for range 3 {
					var b bytes.Buffer
					if err := p.Write(io.Discard, l, sheet("财政"), Options{}); err != nil {
						t.Error(err)
					}
					if err := p.Write(&b, l, d, Options{}); err != nil || !bytes.Equal(b.Bytes(), want.Bytes()) {
						t.Errorf("%s: other bytes, %v", l, err)
					}
				}
			})
		}
		wg.Wait()
	}
}

// What a library cannot paint is refused by name, and nothing is written.
func TestRefusedByName(t *testing.T) {
	for _, c := range []struct {
		l    Library
		text string
		says string
	}{
		{FPDF, "甲𬭎乙𫘧", "“𬭎” U+2CB4E、“𫘧” U+2B627"}, {GoPDF, "甲\U0002ebf0", "U+2EBF0"}, {FPDF, "甲\U0002ebf0",
			"U+2EBF0"}, {GoPDF, "甲\ufeff", "U+FEFF"},
	} {
		var b bytes.Buffer
		err := New(fonts.Embedded()).Write(&b, c.l, sheet(c.text), Options{})
		l := finding.Of(err)
		if len(l) != 1 || l[0].Code != "PAINTER-GLYPH" || !strings.Contains(l[0].Message, c.says) || b.Len() > 0 {
			t.Errorf("%s %q: %v, %d bytes", c.l, c.text, err, b.Len())
		}
	}
	if err := New(fonts.Embedded()).Write(io.Discard, GoPDF, sheet("𬭎"), Options{}); err != nil {
		t.Error(err)
	}
	for _, l := range append(slices.Clone(libraries), "word") {
		if New(fonts.Embedded()).Write(io.Discard, l, &page.Document{}, Options{}) == nil {
			t.Errorf("%s writes a file without pages", l)
		}
	}
	if New(fonts.Embedded()).Write(io.Discard, "word", sheet("甲"), Options{}) == nil {
		t.Error("an unknown library paints")
	}
}

type full struct{}

var errFull = errors.New("no space left on device")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestFullDisk(t *testing.T) {
	for _, l := range libraries {
		if err := New(fonts.Embedded()).Write(full{}, l, sheet("甲"), Options{}); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", l, err)
		}
	}
}
