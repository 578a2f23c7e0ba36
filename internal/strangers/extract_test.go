package strangers

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// need finds a tool, or skips the test; where the judges are required it fails.
func need(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("GONGBIAO_JUDGES") == "required" {
			t.Fatalf("%s is missing and GONGBIAO_JUDGES=required", name)
		}
		t.Skipf("%s is not installed", name)
	}
	return path
}

// visible is s without white space and characters that only steer the setting, which extractors treat as they please.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

// entered is the characters a text stands for.
func entered(t page.Text) string {
	if t.Entered != "" {
		return t.Entered
	}
	return t.Text
}

// texts is the text of each element that can hold some, in reading order: TD "18,233,182.14".
func texts(d *page.Document) (out []string) {
	text := make([]string, len(d.Elems))
	for _, p := range d.Pages {
		for _, it := range p.Items {
			if t, ok := it.(page.Text); ok && t.Elem > 0 {
				text[t.Elem] += entered(t)
			}
		}
	}
	for i, e := range d.Elems {
		if named.MatchString(e.Role.String()) {
			out = append(out, e.Role.String()+" "+visible(text[i]))
		}
	}
	return out
}

var named = regexp.MustCompile(`^(H1|H2|P|TH|TD)$`)

// read is the same as poppler reads it out of the structure tree.
func read(t testing.TB, pdfinfo, file string) (out []string) {
	t.Helper()
	b, err := exec.Command(pdfinfo, "-struct-text", "-enc", "UTF-8", file).Output()
	if err != nil {
		t.Fatalf("pdfinfo: %v", err)
	}
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		role, _, _ := strings.Cut(line, " ")
		role = strings.TrimSuffix(role, ":")
		switch {
		case named.MatchString(role):
			out = append(out, role+" ")
		case len(line) > 1 && line[0] == '"' && line[len(line)-1] == '"' && len(out) > 0:
			out[len(out)-1] += visible(line[1 : len(line)-1])
		}
	}
	return out
}

// cells is the text of each cell, line around the table and repeated label, as the layout placed it, and where its
// texts stand.
func cells(d *page.Document) (text []string, where [][]box) {
	of := map[page.Tag]int{}
	for n, p := range d.Pages {
		where = append(where, nil)
		var before page.Text // a line of an artifact may be set from several faces
		for _, it := range p.Items {
			t, ok := it.(page.Text)
			if !ok || t.Rotate != 0 {
				continue
			}
			i, known := of[t.Tag]
			gap := before.X + before.Width - t.X
			goes := t.Artifact != page.NotArtifact && before.Tag == t.Tag && before.Y == t.Y &&
				-2 <= gap && gap <= 2 // EMU: a table set smaller rounds each
			if before = t; !known || t.Artifact != page.NotArtifact && !goes {
				i = len(text)
				text = append(text, "")
				of[t.Tag] = i
			}
			text[i] += visible(entered(t))
			where[n] = append(where[n], box{pt(t.X), pt(t.Y) - 0.859*pt(t.Size), pt(t.X + t.Width), pt(t.Y) + 0.141*pt(t.Size), i})
		}
	}
	return text, where
}

// box is where a text of a cell stands, in points from the top left.
type box struct {
	x0, y0, x1, y1 float64
	cell           int
}

// words is what poppler finds in the boxes: the same texts, if every word stands in its cell.
func words(t testing.TB, pdftotext, file string, n int, where [][]box) (text []string, strays []string) {
	t.Helper()
	b, err := exec.Command(pdftotext, "-bbox", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	if i := bytes.Index(b, []byte("<doc>")); i > 0 {
		b = b[i:] // above it stands the metadata, in which poppler breaks characters beyond U+FFFF
	}
	type word struct {
		box  int
		x    float64
		text string
	}
	text = make([]string, n)
	pageNo := -1
	var found []word
	flush := func() {
		slices.SortStableFunc(found, func(a, b word) int { return cmp.Or(cmp.Compare(a.box, b.box), cmp.Compare(a.x, b.x)) })
		for _, w := range found {
			text[where[pageNo][w.box].cell] += w.text
		}
		found = found[:0]
	}
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	for {
		tok, err := d.Token()
		if err != nil {
			break
		}
		e, ok := tok.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Local == "page":
			if pageNo >= 0 {
				flush()
			}
			pageNo++
		case e.Name.Local == "word":
			var w struct {
				XMin float64 `xml:"xMin,attr"`
				YMin float64 `xml:"yMin,attr"`
				XMax float64 `xml:"xMax,attr"`
				YMax float64 `xml:"yMax,attr"`
				Text string  `xml:",chardata"`
			}
			if err := d.DecodeElement(&w, &e); err != nil {
				t.Fatal(err)
			}
			s := visible(w.Text)
			if s == "" {
				continue
			}
			x, y := w.XMin+0.1, (w.YMin+w.YMax)/2
			i := slices.IndexFunc(where[pageNo], func(b box) bool { return b.x0-0.1 <= x && x <= b.x1+0.1 && b.y0 <= y && y <= b.y1 })
			if i < 0 {
				strays = append(strays, s)
				continue
			}
			found = append(found, word{i, x, s})
		}
	}
	if pageNo >= 0 {
		flush()
	}
	return text, strays
}

// inCells wants the text of every cell out of it again by poppler, and every character where it stands by MuPDF.
func inCells(t testing.TB, name, pdftotext, mutool string, d *page.Document, file string) {
	t.Helper()
	want, where := cells(d)
	got, strays := words(t, pdftotext, file, len(want), where)
	for i := range want {
		if want[i] != got[i] {
			t.Errorf("%s: a cell holds %q, poppler finds %q", name, want[i], got[i])
			break
		}
	}
	if len(strays) > 0 {
		t.Errorf("%s: poppler finds %q outside all cells", name, strays[0])
	}
	if lost, extra := unmatched(set(d), seen(t, mutool, file)); len(lost) > 0 || extra > 0 {
		t.Errorf("%s: MuPDF finds %d characters elsewhere or not at all, %d that were not placed: %+v", name, len(lost), extra, lost[:min(3, len(lost))])
	}
}

// mark is a character where it stands on a page: the start of its baseline in points.
type mark struct {
	page int
	x, y float64
	r    rune
}

// set is the visible characters of a document where the layout put them.
func set(d *page.Document) (out []mark) {
	for n, p := range d.Pages {
		for _, it := range p.Items {
			t, ok := it.(page.Text)
			if !ok || t.Rotate != 0 {
				continue
			}
			f := fonts.Embedded().Face(t.Face)
			x := pt(t.X)
			said := []rune(entered(t))
			for i, r := range []rune(t.Text) {
				gid, _ := f.Glyph(r)
				if visible(string(said[i])) != "" {
					out = append(out, mark{n, x, pt(t.Y), said[i]})
				}
				x += float64(f.Advance(gid))/float64(f.UnitsPerEm())*pt(t.Size) + pt(t.Spacing)
			}
		}
	}
	return out
}

// seen is the same as MuPDF finds it in the content of the pages.
func seen(t testing.TB, mutool, file string) (out []mark) {
	t.Helper()
	b, err := exec.Command(mutool, "draw", "-q", "-F", "stext", "-O", "preserve-ligatures,preserve-whitespace", file).Output()
	if err != nil {
		t.Fatalf("mutool: %v", err)
	}
	d := xml.NewDecoder(bytes.NewReader(b))
	n := -1
	for {
		tok, err := d.Token()
		if err != nil {
			return out
		}
		e, ok := tok.(xml.StartElement)
		if ok && e.Name.Local == "page" {
			n++
		}
		if !ok || e.Name.Local != "char" {
			continue
		}
		m := mark{page: n}
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "x":
				m.x, _ = strconv.ParseFloat(a.Value, 64)
			case "y":
				m.y, _ = strconv.ParseFloat(a.Value, 64)
			case "c":
				m.r = []rune(a.Value)[0]
			}
		}
		if visible(string(m.r)) != "" {
			out = append(out, m)
		}
	}
}

// unmatched are the characters of a that b does not have within a quarter of a point, and how many of b are left.
func unmatched(a, b []mark) (lost []mark, extra int) {
	type place struct {
		page, x, y int
		r          rune
	}
	at := func(m mark, dx, dy int) place { return place{m.page, int(m.x*2) + dx, int(m.y*2) + dy, m.r} }
	have := map[place]int{}
	for _, m := range b {
		have[at(m, 0, 0)]++
	}
next:
	for _, m := range a {
		for _, d := range [...][2]int{{0, 0}, {0, 1}, {0, -1}, {1, 0}, {-1, 0}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}} {
			if p := at(m, d[0], d[1]); have[p] > 0 {
				have[p]--
				continue next
			}
		}
		lost = append(lost, m)
	}
	for n := range maps.Values(have) {
		extra += n
	}
	return lost, extra
}

// aloud wants every text of d out of the structure tree of its file again, in reading order, by poppler.
func aloud(t testing.TB, name, pdfinfo string, d *page.Document, file string) {
	t.Helper()
	want, got := texts(d), read(t, pdfinfo, file)
	for i := range max(len(want), len(got)) {
		w, g := "nothing", "nothing"
		if i < len(want) {
			w = want[i]
		}
		if i < len(got) {
			g = got[i]
		}
		if w != g {
			t.Errorf("%s: element %d is %q, poppler reads %q", name, i, w, g)
			break
		}
	}
}

func TestStrangersExtractEveryCell(t *testing.T) {
	pdfinfo, pdftotext, mutool := need(t, "pdfinfo"), need(t, "pdftotext"), need(t, "mutool")
	for name, d := range documents(t) {
		if name == "oddities" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "x.pdf")
			if err := os.WriteFile(file, ours(t, d), 0o644); err != nil {
				t.Fatal(err)
			}
			aloud(t, name, pdfinfo, d, file)
			inCells(t, name, pdftotext, mutool, d, file)
		})
	}
}

// The comparison sees a cell with another text, a text in another cell and a character elsewhere.
func TestExtractionSees(t *testing.T) {
	racing.Apart(t)
	pdfinfo, pdftotext, mutool := need(t, "pdfinfo"), need(t, "pdftotext"), need(t, "mutool")
	d := example(t, seed)
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, ours(t, d), 0o644); err != nil {
		t.Fatal(err)
	}
	var where []int // texts of two cells
	for i, it := range d.Pages[0].Items {
		if x, ok := it.(page.Text); ok && x.Elem > 0 && d.Elems[x.Elem].Role == page.RoleTD && (where == nil || d.Pages[0].Items[where[0]].Mark() != x.Tag) {
			where = append(where, i)
		}
	}
	for name, change := range map[string]func(x, y *page.Text){
		"text":      func(x, _ *page.Text) { x.Text += "错" },
		"element":   func(x, y *page.Text) { x.Elem, y.Elem = y.Elem, x.Elem },
		"character": func(x, _ *page.Text) { x.X += 100000 },
	} {
		bad := *d
		bad.Pages = slices.Clone(d.Pages)
		items := slices.Clone(d.Pages[0].Items)
		bad.Pages[0].Items = items
		x, y := items[where[0]].(page.Text), items[where[1]].(page.Text)
		change(&x, &y)
		items[where[0]], items[where[1]] = x, y
		one, other := &recorder{TB: t}, &recorder{TB: t}
		aloud(one, name, pdfinfo, &bad, file)
		inCells(other, name, pdftotext, mutool, &bad, file)
		if one.failed == (name == "character") || !other.failed && name != "element" {
			t.Errorf("%s: seen in the tree %v, on the page %v", name, one.failed, other.failed)
		}
	}
}

// recorder takes the errors of a check that should fail.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed = true }

// printable are the characters of the embedded Song faces that may stand in a text, in order; but for the Latin
// ligatures ﬀ to ﬆ, which MuPDF spells out whatever ToUnicode says.
var printable = sync.OnceValue(func() (out []rune) {
	song := fonts.Embedded().Chain("宋体", false)
	for r := rune('!'); r < 0x33480; r++ {
		if r == 0xd800 {
			r = 0xe000
		}
		if unicode.In(r, unicode.C, unicode.Z) || r == 0xfffd || r >= 0xfb00 && r <= 0xfb06 {
			continue
		}
		if _, ok := song.Paint(string(r)); ok {
			out = append(out, r)
		}
	}
	return out
})

// scramble puts texts of any characters in the place of some strings of a record.
func scramble(r *rand.Rand, v any) any {
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			if k != "form" {
				v[k] = scramble(r, v[k])
			}
		}
	case []any:
		for i := range v {
			v[i] = scramble(r, v[i])
		}
	case string:
		if r.IntN(6) > 0 {
			return v
		}
		if _, err := strconv.ParseFloat(strings.TrimSuffix(strings.ReplaceAll(v, ",", ""), "%"), 64); err == nil {
			return v
		}
		b := []rune(v)
		for n := r.IntN(12) + 1; n > 0; n-- {
			at := r.IntN(len(b) + 1)
			b = slices.Insert(b, at, printable()[r.IntN(len(printable()))])
		}
		return string(b)
	}
	return v
}

// TestRandomRecords renders invented records of every layout, a third of them with characters from every block, and
// wants every text back from two extractors. GONGBIAO_RECORDS says how many; make soak asks for 10,000.
func TestRandomRecords(t *testing.T) {
	racing.Apart(t)
	pdfinfo, pdftotext, mutool := need(t, "pdfinfo"), need(t, "pdftotext"), need(t, "mutool")
	count := 20
	if s := os.Getenv("GONGBIAO_RECORDS"); s != "" {
		var err error
		if count, err = strconv.Atoi(s); err != nil {
			t.Fatal("GONGBIAO_RECORDS:", err)
		}
	}
	var e render.Engine
	var layouts []string
	for _, x := range templates.Embedded().List() {
		layouts = append(layouts, x.ID)
	}
	dir := t.TempDir()
	var wg sync.WaitGroup
	var mu sync.Mutex
	refused := map[string]int{}
	for w := range runtime.GOMAXPROCS(0) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			file := filepath.Join(dir, fmt.Sprintf("%d.pdf", w))
			for i := w; i < count && !t.Failed(); i += runtime.GOMAXPROCS(0) {
				id := layouts[i%len(layouts)]
				name := fmt.Sprintf("record %d of %s", i, id)
				d, err := invent(&e, id, i)
				if l := finding.Of(err); l != nil {
					mu.Lock()
					refused[l[0].Code]++
					mu.Unlock()
					continue
				}
				if err == nil {
					var b []byte
					if b, err = pdfOf(d); err == nil {
						err = os.WriteFile(file, b, 0o644)
					}
				}
				if err != nil {
					t.Errorf("%s: %v", name, err)
					return
				}
				inCells(t, name, pdftotext, mutool, d, file)
				if i%50 == 0 { // poppler takes its time for a tree
					aloud(t, name, pdfinfo, d, file)
				}
			}
		}()
	}
	wg.Wait()
	n := 0
	for _, k := range refused {
		n += k
	}
	t.Logf("%d records, %d refused with a finding: %v", count, n, refused)
	if n > count/4 {
		t.Errorf("%d of %d records were refused: %v", n, count, refused)
	}
}

// invent is the pages of invented record i of a layout.
func invent(e *render.Engine, id string, i int) (d *page.Document, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	l, err := e.Layouts().Layout(id)
	if err != nil {
		return nil, err
	}
	line := sample.Append(nil, l.Form, sample.Options{Layout: id, Seed: 1, Case: sample.Case(i / 7 % int(sample.Rare+1))}, i)
	if i%3 == 2 {
		var v any
		if err := json.Unmarshal(line, &v); err != nil {
			return nil, err
		}
		if line, err = json.Marshal(scramble(rand.New(rand.NewPCG(2, uint64(i))), v)); err != nil {
			return nil, err
		}
	}
	err = data.Read("x.json", line, func(x *data.Value, err error) error {
		if err != nil {
			return err
		}
		f, err := e.Load(context.Background(), x, id)
		if err != nil {
			return err
		}
		d, err = f.Pages()
		return err
	})
	return d, err
}
