package book

import (
	"cmp"
	"errors"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
	"github.com/gongbiao/gongbiao/render"
)

// entry is a line of the contents: a group or a form, and the page of the body it begins on, from 0.
type entry struct {
	level int
	text  string
	first int
	group bool
	away  int // the volume it is in, if that is another file
}

// page says where an entry is.
func (e entry) page() string {
	if e.away > 0 {
		return "第 " + strconv.Itoa(e.away) + " 册 " + strconv.Itoa(e.first+1)
	}
	return strconv.Itoa(e.first + 1)
}

// entries are the lines of the contents of a file, after layOut.
func (b *Book) entries(file *file) (out []entry) {
	for _, s := range file.tables {
		out = append(out, entry{0, s.title, s.first, true, 0})
	}
	depth := 0
	var open []int // groups whose first form is still to come
	each(file.listed, func(g *group) {
		depth = g.level + 1
		open = append(open, len(out))
		out = append(out, entry{g.level, g.name, -1, true, 0})
	}, func(f *form) {
		away := int(f.volume)
		if !file.over() {
			away = 0
		}
		for _, i := range open {
			out[i].first, out[i].away = int(f.first), away
		}
		open = open[:0]
		out = append(out, entry{depth, f.name, int(f.first), false, away})
	})
	return out
}

// contents are the pages of the contents of a file.
type contents struct {
	b     *Book
	list  []entry
	title string
	over  bool // they lead to volumes
	parts []linesOf
	pages int
}

// paginate counts the pages.
func (c *contents) paginate() (err error) {
	c.title = cmp.Or(c.title, contentsTitle)
	c.parts, c.pages, err = inParts(len(c.list), c.measure)
	return err
}

func (c *contents) measure(part linesOf) (*grid.Measured, error) {
	columns := []int64{158, 14}
	if c.over {
		columns = []int64{138, 34}
	}
	title := ""
	if part.from == 0 {
		title = c.title
	}
	return c.b.measureOwn(contentsGrid(c.list[part.from:part.to], columns, title))
}

// write puts the pages into a file; shift leads from the first of them to the first of the body.
func (c *contents) write(w *writer, shift int) error {
	at := 0
	for _, part := range c.parts {
		m, err := c.measure(part)
		if err != nil {
			return err
		}
		d, err := c.place(m, c.list[part.from:part.to], at, shift-at)
		if err != nil {
			return err
		}
		if at == 0 {
			d.Outline = []page.Bookmark{{Title: "目录"}}
			d.Labels = []page.Label{{Page: 0, Style: "r", Start: 1}}
		}
		if err := w.add(d); err != nil {
			return err
		}
		at += pagesOf(m)
	}
	return nil
}

// contentsGrid has a row for each entry, text and page number, without rules, under a title if there is one.
func contentsGrid(list []entry, columns []int64, title string) *grid.Grid {
	t := newTable(columns, nil)
	t.PageNumber = grid.PageNumber{}
	if title != "" {
		t.line(grid.RoleTitle, titleStyle, title)
	}
	var styles [4]*grid.Style
	for i := range styles {
		s := *leftStyle
		s.Name, s.Size, s.Indent = "目录"+strconv.Itoa(i+1), contentsSize, 150*i
		styles[i] = &s
	}
	bold := *styles[0]
	bold.Name, bold.Bold = "目录组", true
	right := *figureStyle
	right.Name, right.Size = "页码", contentsSize
	for i, e := range list {
		s := styles[min(e.level, len(styles)-1)]
		if e.level == 0 && e.group {
			s = &bold
		}
		under := i > 0 && list[i-1].group && e.level > list[i-1].level
		t.add(grid.Row{Role: grid.RoleNote, MinHeight: contentsRow, KeepAbove: under},
			grid.Cell{Text: e.text, Style: s, Role: grid.TextLine},
			grid.Cell{Text: e.page(), Style: &right, Role: grid.TextLine})
	}
	return t.grid(contentsTitle, contentsTitle)
}

const (
	contentsTitle = "目　录"
	overTitle     = "总　目　录"
)

// setter sets short texts with the measure of the forms.
type setter struct{ e *render.Engine }

// runs are the pieces of a text on one line and its width.
func (s setter) runs(text string, st *grid.Style) ([]grid.Run, unit.Length, error) {
	t := newTable([]int64{172}, nil)
	t.line(grid.RoleNote, st, text)
	m, err := s.e.Measure(&grid.Grid{Tables: []grid.Table{t.Table}})
	if err != nil {
		return nil, 0, err
	}
	if m.Notes.HasErrors() || len(m.Tables[0].Cells[0].Lines) != 1 {
		return nil, 0, errors.New("book: a short text does not fit on a line: " + text)
	}
	var width unit.Length
	runs := m.Tables[0].Cells[0].Lines[0].Runs
	for _, r := range runs {
		width += r.Width
	}
	return runs, width, nil
}

// missing refuses a table of the book's own with a character no face has.
func missing(m *grid.Measured) error {
	var l finding.List
	for _, f := range m.Notes {
		if f.Code == render.FontMissing {
			f.Severity = finding.Error
			l = append(l, f)
		}
	}
	return l.AsData()
}

// painter places the contents: lines as they were measured, leaders up to the page numbers, a link over each entry.
type painter struct {
	*page.Document
	list  []entry
	t     *grid.MeasuredTable
	shift int // from a page of the body to one counted from the first page of the contents
	dots  grid.Run
	tocs  []int // open TOC of each level
}

// place puts measured lines on pages, of which so many of the contents are before them; shift leads from the first to
// the first of the body.
func (c *contents) place(m *grid.Measured, list []entry, before, shift int) (*page.Document, error) {
	b := c.b
	s := setter{b.e}
	dots, _, err := s.runs("…", leftOf(contentsSize))
	if err != nil || len(dots) != 1 {
		return nil, errors.Join(err, missing(m))
	}
	d := &page.Document{Meta: page.Meta{Title: c.title, Lang: "zh-CN"}}
	p := &painter{Document: d, list: list, t: &m.Tables[0], shift: shift, dots: dots[0]}
	root := p.elem(-1, page.RoleDocument)
	sect := p.elem(root, page.RoleSect)
	p.Elems[sect].Title = c.title
	head, h1 := 0, 0
	if before == 0 {
		head, h1 = 1, p.elem(sect, page.RoleH1)
	}
	p.tocs = []int{p.elem(sect, page.RoleTOC)}
	cells := make([][]*grid.MeasuredCell, len(p.t.Rows))
	for i := range p.t.Cells {
		c := &p.t.Cells[i]
		cells[c.Row] = append(cells[c.Row], c)
	}
	for k, span := range p.t.Pages {
		p.Pages = append(p.Pages, page.Page{Width: paper.Width, Height: paper.Height})
		y := paper.Top
		for r := span.First; r < span.End; r++ {
			h := p.t.Rows[r].Height
			if row := p.t.Rows[r].Source; row < head {
				p.text(k, cells[r][0], page.Tag{Elem: h1}, y, h)
			} else if !p.t.Rows[r].Cut {
				p.entry(k, list[row-head], cells[r], y, h)
			}
			y += h
		}
		number, width, err := s.runs(roman(before+k+1), leftOf(numberStyle.Size))
		if err != nil {
			return nil, err
		}
		x := (paper.Width - width) / 2
		if b.o.Duplex && (before+k)%2 == 0 {
			x = paper.Width - paper.Right - width
		} else if b.o.Duplex {
			x = paper.Left
		}
		y = paper.Height - paper.Bottom + 7*unit.MM
		p.paint(k, number, page.Tag{Artifact: page.FooterArtifact}, x, y, numberStyle.Size)
	}
	return p.Document, nil
}

func leftOf(size unit.Length) *grid.Style {
	s := *leftStyle
	s.Size = size
	return &s
}

func (p *painter) elem(parent int, role page.Role) int {
	p.Elems = append(p.Elems, page.Elem{Parent: parent, Role: role})
	return len(p.Elems) - 1
}

// entry places one line of the contents.
func (p *painter) entry(k int, e entry, cells []*grid.MeasuredCell, y, h unit.Length) {
	for len(p.tocs) > e.level+1 {
		p.tocs = p.tocs[:len(p.tocs)-1]
	}
	for len(p.tocs) < e.level+1 {
		p.tocs = append(p.tocs, p.elem(p.tocs[len(p.tocs)-1], page.RoleTOC))
	}
	item := p.elem(p.tocs[len(p.tocs)-1], page.RoleTOCI)
	link := p.elem(item, page.RoleReference)
	if e.away == 0 {
		link = p.elem(link, page.RoleLink)
	}
	tag := page.Tag{Elem: link}
	end, base := p.text(k, cells[0], tag, y, h)
	right, width := p.left(cells[1])+p.t.Columns[1], unit.Length(0)
	last := cells[1].Lines[len(cells[1].Lines)-1]
	for _, r := range last.Runs {
		width += r.Width
	}
	from := right - pad - width
	size := contentsSize
	if room := from - end - size; room > p.dots.Width {
		n := int(room / p.dots.Width)
		x := from - size/2 - unit.Length(n)*p.dots.Width
		leader := p.dots
		leader.Text, leader.Width = strings.Repeat(p.dots.Text, n), unit.Length(n)*p.dots.Width
		p.paint(k, []grid.Run{leader}, page.Tag{Artifact: page.LayoutArtifact}, x, base, size)
	}
	p.paint(k, last.Runs, tag, from, base, size)
	if e.away > 0 {
		return
	}
	left := p.left(cells[0])
	says := oneLine(e.text) + "，第 " + strconv.Itoa(e.first+1) + " 页"
	box := page.Box{X: left, Y: y, W: right - left, H: h}
	p.Pages[k].Items = append(p.Pages[k].Items, page.Link{Tag: tag, Box: box, Page: p.shift + e.first, Contents: says})
}

// pad is what the measure keeps free at either side of a cell (typography.md 3: 5 px in all).
const pad = 5 * unit.Px / 2

func (p *painter) left(c *grid.MeasuredCell) unit.Length {
	body, _ := p.t.Body()
	x := paper.Left + (body-p.t.Width())/2
	for _, w := range p.t.Columns[:c.Col] {
		x += w
	}
	return x
}

// text places the lines of a cell in the middle of its row, and tells where the last one ends.
func (p *painter) text(k int, c *grid.MeasuredCell, tag page.Tag, y, h unit.Length) (end, base unit.Length) {
	top := y + (h-unit.Length(len(c.Lines))*c.Pitch)/2
	for i := range c.Lines {
		l := &c.Lines[i]
		var width unit.Length
		for _, r := range l.Runs {
			width += r.Width
		}
		x := p.left(c) + pad + c.Size.Scale(int64(c.Style.Indent), 100)
		if c.Style.Align == grid.AlignCenter {
			x = p.left(c) + (p.t.Width()-width)/2
		}
		base = top + unit.Length(i)*c.Pitch + (c.Pitch-c.Size)/2 + c.Size.Scale(859, 1000)
		p.paint(k, l.Runs, tag, x, base, c.Size)
		end = x + width
	}
	return end, base
}

func (p *painter) paint(k int, runs []grid.Run, tag page.Tag, x, base, size unit.Length) {
	for _, r := range runs {
		p.Pages[k].Items = append(p.Pages[k].Items, page.Text{Tag: tag, X: x, Y: base, Face: r.Face, Size: size,
			Text: r.Text, Entered: r.Entered, Width: r.Width})
		x += r.Width
	}
}

// roman writes a page number of the front matter.
func roman(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		n int
		s string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"},
		{9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for n >= d.n {
			b.WriteString(d.s)
			n -= d.n
		}
	}
	return b.String()
}
