package book

import (
	"bytes"
	"errors"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// What is computed of a book's size is never less than what it has, whatever the layout and the case, and not much
// more.
func TestObjectsFromAbove(t *testing.T) {
	racing.Apart(t)
	size := regexp.MustCompile(`/Size (\d+)`)
	for n, i := range templates.Embedded().List() {
		l, err := templates.Embedded().Layout(i.ID)
		if err != nil {
			t.Fatal(err)
		}
		for k, o := range []Options{{}, {Duplex: true, NoSummary: true, Submission: render.Submission{Code: true, Watermark: "样"}}} {
			if (n+k)%2 > 0 && !racing.Full() { // each layout in one way, each way with many
				continue
			}
			o.Format = render.PDF
			b := bind(t, o)
			for c := range sample.Cases {
				if testing.Short() && c > 1 {
					continue
				}
				add(t, b, c, sample.Append(nil, l.Form, sample.Options{Layout: i.ID, Seed: 5, Case: sample.Case(c)}, c))
			}
			if err := b.Measure(t.Context(), func(r Result) {
				if r.Err != nil {
					t.Error(r.Err)
				}
			}); err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if _, err := b.WritePages(t.Context(), &out); err != nil {
				t.Fatal(err)
			}
			m := size.FindSubmatch(out.Bytes())
			has, _ := strconv.Atoi(string(m[1]))
			sum := b.ownObjects(len(b.forms))
			for _, f := range b.forms {
				sum += int(f.objects)
			}
			if has > sum || sum-objectsOnce > has*3/2 {
				t.Errorf("%s: %d objects, reckoned %d", i.ID, has, sum)
			}
		}
	}
}

// A book too large for one PDF is refused while it is measured, a far too large one after a look at some forms; the
// message says how to part it.
func TestTooLarge(t *testing.T) {
	for _, c := range []struct{ n, room, told int }{{300, 20_000, 0}, {300, 36_000, 200}, {300, 1_000_000, 300}, {30, 4_000, -1}} {
		b := bind(t, Options{Format: render.PDF})
		b.room = c.room
		for i := range c.n {
			p := six[i%len(six)]
			p.name += strconv.Itoa(i)
			add(t, b, i, []byte(p.json()))
		}
		told := 0
		err := b.Measure(t.Context(), func(Result) { told++ })
		var data *finding.DataError
		large := errors.As(err, &data) && data.List[0].Code == "BOOK-TOO-LARGE" && strings.Contains(data.List[0].Hint, "分成")
		t.Logf("%d forms, room %d: told of %d, %v", c.n, c.room, told, err)
		switch {
		case c.told == c.n && err != nil:
			t.Errorf("%d forms in %d: %v", c.n, c.room, err)
		case c.told != c.n && (!large || c.told == 0 && told > 0 || told >= c.n):
			t.Errorf("%d forms in %d: told of %d, %v", c.n, c.room, told, err)
		}
	}
}

// A form of more pages than a sheet has room for is an error of the form when a workbook is to be written, before any
// is.
func TestTooManyPages(t *testing.T) {
	if os.Getenv("GONGBIAO_SOAK") == "" {
		t.Skip("1,500 pages take a while: set GONGBIAO_SOAK")
	}
	l, err := templates.Embedded().Layout("summary/national")
	if err != nil {
		t.Fatal(err)
	}
	line := sample.Append(nil, l.Form, sample.Options{Layout: "summary/national", Seed: 1, Case: sample.Many}, 0)
	from, to := bytes.IndexByte(line, '['), bytes.LastIndexByte(line, ']')
	rows := bytes.TrimSuffix(bytes.Repeat(append(bytes.Clone(line[from+1:to]), ','), 60), []byte(","))
	line = append(append(bytes.Clone(line[:from+1]), rows...), line[to:]...)
	for format, want := range map[render.Format]bool{render.PDF: false, render.XLSX: true} {
		b := bind(t, Options{Format: format})
		if err := data.Read("x.jsonl", line, func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			return b.Add(d, Where{Input: "x", Index: 1})
		}); err != nil {
			t.Fatal(err)
		}
		var got error
		if err := b.Measure(t.Context(), func(r Result) { got = r.Err }); err != nil {
			t.Fatal(err)
		}
		if (got != nil) != want || want && finding.Of(got)[0].Code != "XLSX-TOO-MANY-PAGES" {
			t.Errorf("%s: %v", format, got)
		}
	}
}
