package pdf

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model/finding"
)

// part is a table as one page shows it.
type part struct {
	page, number int
	t            *ruled
	texts        [][]glyph // by cell
	above, below []*found.Line
}

// seen reads tables as they are seen: by lines and places. Those that go on over pages are joined.
func (d *document) seen() *found.Document {
	var parts []part
	for p := range d.pages {
		parts = append(parts, d.parts(p)...)
	}
	out := &found.Document{}
	for len(parts) > 0 {
		n := 1
		for n < len(parts) && goesOn(&parts[n-1], &parts[n], &parts[0]) {
			n++
		}
		out.Tables = append(out.Tables, d.joined(parts[:n]))
		parts = parts[n:]
	}
	return out
}

// parts are the tables of a page with what lies in their cells and beside them.
func (d *document) parts(p int) []part {
	grids := d.grids[p]
	out := make([]part, len(grids))
	for i, t := range grids {
		out[i] = part{page: p, number: i + 1, t: t, texts: make([][]glyph, len(t.cells))}
	}
	var outside []glyph
	for _, g := range d.pages[p].glyphs {
		if g.kind == header || g.kind == footer || g.kind == watermark {
			continue
		}
		x, y := g.middle()
		hit := false
		for i := len(grids) - 1; i >= 0 && !hit; i-- { // a table within another comes behind it
			if c := grids[i].at(x, y); c >= 0 {
				out[i].texts[c] = append(out[i].texts[c], g)
				hit = true
			}
		}
		if !hit {
			outside = append(outside, g)
		}
	}
	lines, at := d.beside(p, outside)
	k := 0
	for i := range out {
		for k < len(lines) && at[k] < out[i].t.ys[0] {
			out[i].above = append(out[i].above, lines[k])
			if i > 0 {
				out[i-1].below = append(out[i-1].below, lines[k])
			}
			k++
		}
	}
	if len(out) > 0 {
		out[len(out)-1].below = append(out[len(out)-1].below, lines[k:]...)
	}
	return out
}

// pageNumber is what stands at the foot of a page.
var pageNumber = pattern.Late(
	`^[\s\p{Z}\p{Pd}－·.]*(第?[\s\p{Z}]*[0-9]{1,4}[\s\p{Z}]*页?)?([\s\p{Z}/，,共]*[0-9]{1,4}[\s\p{Z}]*页?)?[\s\p{Z}\p{Pd}－·.]*$`)

// goesOn says whether a table goes on in that at the head of the next page: the same sides, and nothing between them
// but numbers of pages, what stands above the first of them too, and its title.
func goesOn(a, b, first *part) bool {
	ax, bx := a.t.xs, b.t.xs
	if b.page != a.page+1 || b.number != 1 || apart(ax[0], bx[0]) > near || apart(ax[len(ax)-1], bx[len(bx)-1]) > near {
		return false
	}
	for _, l := range a.below {
		if !pageNumber.MatchString(l.Text) {
			return false
		}
	}
	for _, l := range b.above {
		if !pageNumber.MatchString(l.Text) && !found.Continues(l.Text) && !titled(l.Text, first.above) {
			return false
		}
	}
	return true
}

// titled says whether a text is one of those above a table, or begins with its title and says more.
func titled(text string, above []*found.Line) bool {
	text = strings.TrimLeft(text, "续表：: ")
	for i, l := range above {
		more, ok := strings.CutPrefix(text, l.Text)
		r, _ := utf8.DecodeRuneInString(more)
		if ok && (more == "" || i == 0 && !unicode.IsLetter(r)) {
			return true
		}
	}
	return false
}

func apart(a, b float32) float32 { return float32(math.Abs(float64(a - b))) }

// joined is one table of its parts, on the columns of all of them.
func (d *document) joined(parts []part) *found.Table {
	var xs []float32
	for _, p := range parts {
		xs = append(xs, p.t.xs...)
	}
	xs = clusters(xs)
	var whole *found.Table
	for i := range parts {
		t := d.table(&parts[i], xs)
		if whole == nil {
			whole = t
			continue
		}
		whole.Join(t)
		d.across(whole, &parts[i-1], &parts[i], xs)
	}
	d.settle(whole)
	return whole
}

// across looks whether the end of a page cut a row of a table in two. What is seen to be the rest of a row is put to
// it, and said; where it may be, the file is not taken.
func (d *document) across(t *found.Table, above, below *part, xs []float32) {
	from := t.Pieces[len(t.Pieces)-1].Row
	i := slices.IndexFunc(t.Rows, func(r found.Row) bool { return r.Number >= from && r.Repeats == 0 })
	if i < 0 {
		return
	}
	low, up := t.Rows[i].Number, from-1
	s := d.seamAt(above, below, low-from)
	answer := s.cut()
	column := func(a int) int { return columnAt(xs, above.t.xs[above.t.cells[a].col]) }
	if answer == fresh || answer == rest && !d.looks && s.mended(t, up, low, column) {
		return
	}
	t.Notes = append(t.Notes, finding.Finding{Code: "READ-CUT", Severity: finding.Error,
		Place: t.Pieces[len(t.Pieces)-1].String(), Message: "开头的一行有的格是空的，像是上一页最后一行的下半截，没有接到一起。",
		Hint: "请用原来的 Word 或 Excel 文件", English: "the first row may be the rest of the last row of the page before"})
}

// columnAt is the column that begins at a place, from 1.
func columnAt(xs []float32, x float32) int {
	i, _ := slices.BinarySearch(xs, x-near)
	return min(i, len(xs)-1) + 1
}

// table is a part as a table with the columns given.
func (d *document) table(p *part, xs []float32) *found.Table {
	t := &found.Table{Height: len(p.t.ys) - 1, Width: len(xs) - 1, Above: p.above, Below: p.below}
	t.Pieces = []found.Piece{{Row: 1, Height: t.Height, Table: p.number, Page: p.page + 1}}
	for i, c := range p.t.cells {
		s := found.Span{Row: c.row + 1, Col: columnAt(xs, p.t.xs[c.col]), LastRow: c.endRow,
			LastCol: columnAt(xs, p.t.xs[c.endCol]) - 1}
		if s.Row != s.LastRow || s.Col != s.LastCol {
			t.Spans = append(t.Spans, s)
		}
		fr := d.frameOf(p.page, p.t, i, p.texts[i])
		if x, ok := d.cell(reading(p.texts[i], strikes{d.rest[p.page], d.work}, d.pages[p.page].spaced, false), fr); ok {
			x.Col = s.Col
			put(t, s.Row, x)
		}
	}
	if d.looks {
		t.Looks = d.looksOf(p, xs)
	}
	if p.t.open {
		t.Notes = append(t.Notes, finding.Finding{Code: "READ-RULES", Severity: finding.Warning,
			Message: fmt.Sprintf("第 %d 页的表有的格子框线没有封口，按看得见的线分的格。", p.page+1), Hint: "请看格子分得对不对",
			English: "rules of the table do not close every cell"})
	}
	return t
}
