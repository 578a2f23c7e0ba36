package book

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongbiao/gongbiao/render"
)

// many are so many projects of three departments.
func many(n int) (out []project) {
	for i := range n {
		out = append(out, project{[]string{"水务局", "教育局", "安监局"}[i*3/n], "某所", fmt.Sprint("项目", i), "100", "50", "95"})
	}
	return out
}

// A book of more forms than a volume holds is written as volumes, each form in one of them, pages numbered through, and
// contents over all that say where each is.
func TestPageVolumes(t *testing.T) {
	for _, duplex := range []bool{false, true} {
		b := bind(t, Options{Volume: 4, Duplex: duplex, Format: render.PDF}, many(10)...)
		told, err := b.PageVolumes()
		if err != nil {
			t.Fatal(err)
		}
		var wrote []Volume
		var file bytes.Buffer
		pages := 0
		if err := b.WriteVolumes(t.Context(), func(v Volume) (io.Writer, error) {
			file.Reset()
			return &file, nil
		}, func(v Volume, p *Pages) error {
			wrote = append(wrote, v)
			pages += p.Pages
			if !bytes.HasPrefix(file.Bytes(), []byte("%PDF-")) || p.Forms != v.Forms || p.Contents == 0 {
				t.Errorf("volume %q: %+v", v.Name, p)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		want := []Volume{{}, {Name: "1", Forms: 4}, {Name: "2", Forms: 4}, {Name: "3", Forms: 2}}
		if !slices.Equal(wrote, want) || !slices.Equal(told, want) {
			t.Errorf("%+v, told %+v", wrote, told)
		}
		files, err := b.files()
		if err != nil {
			t.Fatal(err)
		}
		next := 0
		for _, f := range files[1:] {
			for x := range formsIn(f.groups) {
				if duplex {
					next += next % 2
				}
				if int(x.first) != next {
					t.Errorf("%s is on page %d, after %d", x.name, x.first, next)
				}
				next += int(x.pages)
			}
		}
		var lines []string
		for _, e := range b.entries(files[0]) {
			if !e.group {
				lines = append(lines, e.text+" "+regexp.MustCompile(`\d+$`).ReplaceAllString(e.page(), ""))
			}
		}
		if d := cmp.Diff("项目0 第 1 册 项目3 第 1 册 项目4 第 2 册 项目9 第 3 册 ", strings.Join([]string{lines[0], lines[3],
			lines[4], lines[9]}, "")); d != "" {
			t.Error(d)
		}
		one := b.entries(files[2])
		if one[0].text != "水务局" && one[0].text != "教育局" || slices.ContainsFunc(one, func(e entry) bool { return e.away != 0 }) {
			t.Errorf("contents of the second volume: %+v", one)
		}
	}
}

// What is too large for one file by what is in it, and not by the number of forms, becomes volumes too.
func TestPageVolumesByRoom(t *testing.T) {
	b := bind(t, Options{Volume: 100, Format: render.PDF}, many(30)...)
	if v, err := b.PageVolumes(); err != nil || len(v) != 1 {
		t.Fatalf("with room: %+v, %v", v, err)
	}
	b.room = int(b.forms[0].objects)*10 + b.ownObjects(30)
	v, err := b.PageVolumes()
	if err != nil || len(v) < 3 {
		t.Fatalf("without: %+v, %v", v, err)
	}
	n := 0
	for _, x := range v {
		n += x.Forms
	}
	if n != 30 {
		t.Errorf("%d forms in %+v", n, v)
	}
	b.room = int(b.forms[0].objects)
	if _, err := b.PageVolumes(); err == nil {
		t.Error("no room for one form, and no error")
	}
}

// The lines of a long summary are cut where a page ends: each is there once, and only the last page may be short.
func TestSummaryInParts(t *testing.T) {
	small := bind(t, Options{Format: render.PDF}, many(3)...)
	if err := small.plan(); err != nil {
		t.Fatal(err)
	}
	s := small.tables[0]
	g := s.groups[0].groups[0]
	for i := range 2*most + 500 {
		x := *g.forms[0]
		x.name = fmt.Sprint("又", i)
		g.forms = append(g.forms, &x)
	}
	if _, err := s.draw(small, linesOf{}); err != nil {
		t.Fatal(err)
	}
	if err := s.paginate(small); err != nil {
		t.Fatal(err)
	}
	whole, err := s.measure(small, linesOf{0, s.rows})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.parts) != 3 || s.pages != pagesOf(whole) {
		t.Errorf("%d parts of %d pages, whole %d", len(s.parts), s.pages, pagesOf(whole))
	}
	at := 0
	for _, p := range s.parts {
		if p.from != at {
			t.Errorf("a part begins at %d, after %d", p.from, at)
		}
		at = p.to
	}
	if at != s.rows {
		t.Errorf("%d lines of %d", at, s.rows)
	}
}
