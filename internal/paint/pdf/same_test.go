package pdf_test

import (
	"bytes"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/pdf"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// A file's bytes depend on nothing but its document: not on what was written before, nor on what another goroutine
// writes.
func TestSameBytesWhateverTheNeighbours(t *testing.T) {
	docs := []*page.Document{everything(t), seedLike(t, "seed-1.json"), seedLike(t, "seed-2.json"), seedLike(t, "seed-3.json")}
	want := make([][]byte, len(docs))
	for i, d := range docs {
		want[i] = write(t, d, pdf.Options{})
	}
	c := pdf.New(fonts.Embedded())
	var wg sync.WaitGroup
	for g := range 2 {
		wg.Go(func() {
			for round := range 6 {
				i := (g + round) % len(docs)
				var b bytes.Buffer
				if err := c.Write(&b, docs[i], pdf.Options{}); err != nil || !bytes.Equal(b.Bytes(), want[i]) {
					t.Errorf("document %d in round %d: %v, or other bytes", i, round, err)
				}
				// A refused and a failed file in between leave nothing behind.
				bad := *docs[i]
				bad.Pages = append([]page.Page{}, bad.Pages...)
				bad.Pages[0].Items = append([]page.Item{page.Text{Tag: page.Tag{Artifact: page.HeaderArtifact}, Face: song, Size: 1, Text: "鱻\U0002ebf0"}}, bad.Pages[0].Items...)
				if c.Write(io.Discard, &bad, pdf.Options{}) == nil || c.Write(&full{500}, docs[i], pdf.Options{}) == nil {
					t.Error("no error")
				}
			}
		})
	}
	wg.Wait()
}

func TestDateAndProducer(t *testing.T) {
	d := everything(t)
	at := time.Date(2025, 1, 2, 3, 4, 5, 0, time.FixedZone("", 8*3600))
	o := pdf.Options{Date: at, Producer: "公表 1.0", Creator: "gongbiao render"}
	b := write(t, d, o)
	r := read(t, b)
	for k, want := range map[string]string{"CreationDate": "D:20250102030405+08'00'", "ModDate": "D:20250102030405+08'00'", "Creator": "gongbiao render"} {
		if got := r.get(r.trailer["Info"], k); got != want {
			t.Errorf("%s is %q", k, got)
		}
	}
	if r2 := read(t, write(t, d, pdf.Options{})); r2.get(r2.trailer["Info"], "CreationDate") != nil {
		t.Error("a date without being asked")
	}
	if out, ok := judge(t, "pdf_check.py", "--brief", "--require", required, save(t, "dated.pdf", b)); !ok {
		t.Errorf("pdf_check:\n%s", out)
	}
}

// A book's memory does not grow with its pages but by some bytes for each object.
func TestBookStreams(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 400 forms")
	}
	d := seedLike(t, "seed-1.json")
	c := pdf.New(fonts.Embedded())
	heap := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	var n counter
	s, err := c.Stream(&n, page.Meta{Title: "汇编"}, pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var early int64
	for i := range 400 {
		if err := s.Add(d); err != nil {
			t.Fatal(err)
		}
		if i == 40 {
			early = heap()
		}
	}
	grown := heap() - early
	if n < 1<<20 {
		t.Errorf("only %d bytes are out before Close", n)
	}
	if per := grown / 360; per > 20<<10 {
		t.Errorf("each form keeps %d bytes", per)
	} else {
		t.Logf("each form of %d elements keeps %d bytes", len(d.Elems), per)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	runtime.KeepAlive(s)
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// Links and bookmarks of a book may lead to pages that come later, and only to pages that come.
func TestBookLeadsForward(t *testing.T) {
	contents := newSheet("目录")
	contents.page()
	toc := contents.elem(0, page.RoleTOC)
	item := contents.elem(toc, page.RoleTOCI)
	link := contents.elem(item, page.RoleLink)
	contents.text(page.Tag{Elem: link}, 20, 20, 10*unit.Pt, "甲")
	contents.put(page.Link{Tag: page.Tag{Elem: link}, Box: page.Box{X: mm, Y: mm, W: mm, H: mm}, Page: 2, Y: 10 * mm, Contents: "甲"})
	form := seedLike(t, "seed-1.json")
	for _, forms := range []int{0, 1} {
		var b bytes.Buffer
		s, err := pdf.New(fonts.Embedded()).Stream(&b, page.Meta{Title: "汇编"}, pdf.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Add(&contents.Document); err != nil {
			t.Fatal(err)
		}
		for range forms {
			if err := s.Add(form); err != nil {
				t.Fatal(err)
			}
		}
		err = s.Close()
		if forms == 0 {
			if err == nil || !strings.Contains(err.Error(), "第 3 页") {
				t.Errorf("a link to nowhere: %v", err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		r := read(t, b.Bytes())
		pages := r.pages()
		dest := r.list(r.get(r.list(r.get(pages[0], "Annots"))[0], "Dest"))
		if dest[0] != pages[2] || dest[3] != 813.544 {
			t.Errorf("leads to %v, want the top of %v", dest, pages[2])
		}
	}
}
