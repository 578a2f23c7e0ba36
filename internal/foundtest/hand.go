package foundtest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"
	"testing"
)

// Drawing is a form as a grid of texts, from which documents are built as somebody else would build them.
type Drawing struct {
	Rows, Cols   int
	Cells        []Drawn // row by row
	Above, Below []string
}

// Drawn is a cell of one.
type Drawn struct {
	Row, Col, Rows, Cols int // from 1
	Text                 string
	Path                 string // of its datum; empty: none, or several
}

// Hand builds documents with a hand of its own: widths, columns, cuts, runs.
type Hand struct {
	draws   uint64
	d       *Drawing
	Cuts    []int // rows above which the table is cut
	Tracked int   // cells with changes
}

// NewHand is the hand of a seed.
func NewHand(d *Drawing, seed uint64) *Hand {
	h := &Hand{draws: seed, d: d}
	for range h.IntN(3) {
		if d.Rows > 4 {
			h.Cuts = append(h.Cuts, 3+h.IntN(d.Rows-3))
		}
	}
	slices.Sort(h.Cuts)
	h.Cuts = slices.Compact(h.Cuts)
	return h
}

// IntN is a number below n, the same ones for each seed (splitmix64).
func (h *Hand) IntN(n int) int {
	h.draws += 0x9e3779b97f4a7c15
	z := h.draws
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return int((z ^ z>>31) % uint64(n))
}

// Pieces are the first and last rows of the tables the form is cut into.
func (h *Hand) Pieces() (out [][2]int) {
	from := 1
	for _, c := range append(slices.Clone(h.Cuts), h.d.Rows+1) {
		out = append(out, [2]int{from, c - 1})
		from = c
	}
	return out
}

// widths are those of the columns: the same for every piece.
func (h *Hand) widths() []int {
	out := make([]int, h.d.Cols)
	for i := range out {
		out[i] = 300 + h.IntN(1500)
	}
	return out
}

// in are the cells that reach into a row of a piece, from the left, and whether each begins there: what a cut goes
// through begins again, without its text.
func (h *Hand) in(row, from int) (cells []Drawn, begins []bool) {
	for _, c := range h.d.Cells {
		if c.Row <= row && row < c.Row+c.Rows {
			cells = append(cells, c)
			begins = append(begins, c.Row == row || row == from && c.Row < from)
		}
	}
	order := make([]int, len(cells))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cells[a].Col - cells[b].Col })
	var cs []Drawn
	var bs []bool
	for _, i := range order {
		cs, bs = append(cs, cells[i]), append(bs, begins[i])
	}
	return cs, bs
}

// DOCX is the form as a Word document. Each piece has only the columns that its own cells need, as Word keeps them.
func (h *Hand) DOCX(t testing.TB) string {
	var b strings.Builder
	widths := h.widths()
	h.lines(&b, h.d.Above)
	for n, piece := range h.Pieces() {
		if n > 0 {
			b.WriteString([]string{"<w:p/>", `<w:p><w:r><w:br w:type="page"/></w:r></w:p>`, "<w:p><w:r><w:t>（续表）</w:t></w:r></w:p>"}[h.IntN(3)])
		}
		used := make([]bool, h.d.Cols+1) // edges that some cell of the piece has
		for row := piece[0]; row <= piece[1]; row++ {
			cells, _ := h.in(row, piece[0])
			for _, c := range cells {
				used[c.Col-1], used[c.Col+c.Cols-1] = true, true
			}
		}
		used[0], used[h.d.Cols] = true, true
		b.WriteString("<w:tbl><w:tblGrid>")
		w := 0
		for i := 1; i <= h.d.Cols; i++ {
			if w += widths[i-1]; used[i] {
				fmt.Fprintf(&b, `<w:gridCol w:w="%d"/>`, w+h.IntN(3))
				w = 0
			}
		}
		b.WriteString("</w:tblGrid>")
		for row := piece[0]; row <= piece[1]; row++ {
			b.WriteString("<w:tr>")
			cells, begins := h.in(row, piece[0])
			for i, c := range cells {
				span := 0
				for e := c.Col; e < c.Col+c.Cols; e++ {
					if used[e] {
						span++
					}
				}
				b.WriteString("<w:tc><w:tcPr>")
				if span > 1 {
					fmt.Fprintf(&b, `<w:gridSpan w:val="%d"/>`, span)
				}
				last := min(c.Row+c.Rows-1, piece[1])
				switch {
				case !begins[i]:
					b.WriteString("<w:vMerge/></w:tcPr><w:p/></w:tc>")
					continue
				case last > row:
					b.WriteString(`<w:vMerge w:val="restart"/>`)
				}
				b.WriteString("</w:tcPr>")
				if c.Row == row {
					b.WriteString(h.paragraphs(c.Text))
				} else {
					b.WriteString("<w:p/>")
				}
				b.WriteString("</w:tc>")
			}
			b.WriteString("</w:tr>")
		}
		b.WriteString("</w:tbl>")
	}
	h.lines(&b, h.d.Below)
	return Word(t, Body(b.String()))
}

func (h *Hand) lines(b *strings.Builder, lines []string) {
	for _, l := range lines {
		b.WriteString(`<w:p><w:r><w:t xml:space="preserve">` + html.EscapeString(l) + `</w:t></w:r></w:p>`)
	}
}

// Body is the main part of a document of these blocks.
func Body(s string) string { return `<w:document xmlns:w="x"><w:body>` + s + `</w:body></w:document>` }

// Word is a document with this for its whole main part.
func Word(t testing.TB, main string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	// Stored: what is packed so well that it is told by its size does not reach the reader.
	w, err := z.CreateHeader(&zip.FileHeader{Name: "word/document.xml", Method: zip.Store})
	if err == nil {
		_, err = w.Write([]byte(main))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Package is an Office file of parts: name, content, name, content … They are packed, hardly less well than what is
// told by its size alone.
func Package(t testing.TB, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	noise := uint64(1)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(w, parts[i+1]+"<!--")
		}
		for n := 0; n < len(parts[i+1])/350 && err == nil; n += 16 {
			noise = noise*6364136223846793005 + 1442695040888963407 // Knuth's
			_, err = fmt.Fprintf(w, "%016x", noise)
		}
		if err == nil {
			_, err = io.WriteString(w, "-->")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// paragraphs writes a text in runs, sometimes with changes in it.
func (h *Hand) paragraphs(text string) string {
	var b strings.Builder
	run := func(s string) string {
		return `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">` + html.EscapeString(s) + `</w:t></w:r>`
	}
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString("<w:p>")
		r := []rune(line)
		at := h.IntN(len(r) + 1)
		b.WriteString(run(string(r[:at])))
		if text != "" && h.IntN(4) == 0 {
			h.Tracked++
			b.WriteString(`<w:del w:id="1"><w:r><w:delText>0旧9</w:delText></w:r></w:del><w:ins w:id="2">` + run(string(r[at:])) + `</w:ins>`)
		} else {
			b.WriteString(run(string(r[at:])))
		}
		b.WriteString("</w:p>")
	}
	return b.String()
}

// HTML is the form as a web page.
func (h *Hand) HTML() string {
	var b strings.Builder
	widths := h.widths()
	b.WriteString("<html><meta charset=utf-8><body>")
	for _, l := range h.d.Above {
		b.WriteString("<p>" + html.EscapeString(l) + "</p>")
	}
	b.WriteString("<table><tr><td>")
	for n, piece := range h.Pieces() {
		if n > 0 {
			b.WriteString("<p>续表</p>")
		}
		b.WriteString("<table border=1>")
		for _, w := range widths {
			fmt.Fprintf(&b, "<col width=%d>", w)
		}
		for row := piece[0]; row <= piece[1]; row++ {
			b.WriteString("<tr>")
			cells, begins := h.in(row, piece[0])
			for i, c := range cells {
				if !begins[i] {
					continue
				}
				fmt.Fprintf(&b, "<td colspan=%d rowspan=%d style='white-space:pre-wrap'>", c.Cols, min(c.Row+c.Rows-1, piece[1])-row+1)
				if c.Row == row {
					r := []rune(c.Text)
					at := h.IntN(len(r) + 1)
					b.WriteString("<font>" + strings.ReplaceAll(html.EscapeString(string(r[:at])), "\n", "<br>") + "</font>")
					b.WriteString(strings.ReplaceAll(html.EscapeString(string(r[at:])), "\n", "<br>"))
				}
				b.WriteString([]string{"</td>", ""}[h.IntN(2)])
			}
		}
		b.WriteString("</table>")
	}
	b.WriteString("</td></tr></table>")
	for _, l := range h.d.Below {
		b.WriteString("<p>" + html.EscapeString(l))
	}
	return b.String()
}
