package layout

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/gongbiao/gongbiao/internal/layout/linebreak"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// table is one table on its way from grid to measured.
type table struct {
	*grid.Table
	out   *grid.MeasuredTable
	set   *setter
	name  string // begins every place in a message; empty in a form of one table
	limit int    // pages left to this form
	code  string // verification code of the form

	cells   []box
	heights []unit.Length // of rows as in the grid
	fixed   []bool        // rows with a height of their own
	tall    []int         // cells over several rows, by their last row, then their first
	scale   int           // percent
	need    paging        // before it is cut into pages: the heights its texts need
	step    unit.Length   // heights are multiples of it
	wider   int           // percent: set smaller than this, at scale, in columns as much wider; 0: as the layout has it
	own     *table        // wider: the table as the layout has it
	sheets  []sheet       // of a table that was set smaller
	said    finding.List  // what was found of this table until it was cut into pages
	atLeast int           // rows that its last page has at least, where it has several pages

	unlisted bool // the last page needs no rows of the list that its last rows are behind
}

// box is a cell of the grid with its text set.
type box struct {
	lines   []grid.Line
	size    unit.Length
	pitch   unit.Length
	pad     unit.Length // room above and below the lines, together
	need    unit.Length // height its content needs, padding included
	picture *grid.Picture
	seal    *grid.Seal  // with its size, where the record has it
	long    unit.Length // turned: the longest line
	most    unit.Length // size it may have at most; 0: that of its style
	solid   bool        // holds a picture, or its text is turned: never split between lines
	figure  bool        // its text is one figure that did not fit
	same    bool        // set as its style says, every paragraph on one line: so it is in any wider column
}

// linesHeight is the height n lines of the box need.
func (b *box) linesHeight(n int) unit.Length {
	return (unit.Length(max(n, 1))*b.pitch + b.pad).CeilTo(unit.Px)
}

// fits says whether n lines find room in a fixed height; the air above and below them may go.
func (b *box) fits(n int, room unit.Length) bool { return unit.Length(max(n, 1))*b.pitch <= room }

// prepare decides columns, scale and lines. It finds every character without a glyph and every text its cell refuses.
func (t *table) prepare() {
	t.out.Name, t.out.Paper, t.out.PageNumber, t.out.Header, t.out.Footer = t.Name, t.Paper, t.PageNumber, t.Header, t.Footer
	t.out.CutMerges, t.out.NewPage, t.out.Watermark = t.CutMerges, t.NewPage, t.Watermark
	t.out.Columns = make([]unit.Length, len(t.Columns))
	for i, c := range t.Columns {
		t.out.Columns[i] = max(c.RoundTo(unit.Px), unit.Px)
		if t.wider > 0 {
			t.out.Columns[i] = t.out.Columns[i].Scale(int64(t.wider), int64(t.scale)) / unit.Px * unit.Px
		}
	}
	if t.numbered() {
		t.out.PageNumber = grid.PageNumber{}
	}
	t.fit()
	if t.own != nil && len(t.own.said) == 0 {
		t.out.PageNumber = t.own.out.PageNumber // the edges of the paper are the same
	} else {
		t.checkEdges()
	}
	t.heights, t.fixed = make([]unit.Length, len(t.Rows)), make([]bool, len(t.Rows))
	for i, r := range t.Rows {
		t.fixed[i] = r.Height > 0
		t.heights[i] = max(r.Height.RoundTo(unit.Px), r.MinHeight.CeilTo(unit.Px), unit.Px)
	}
	left := sums(t.out.Columns)
	t.cells = make([]box, len(t.Cells))
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.RowSpan > 1 {
			t.tall = append(t.tall, i)
		}
		if t.own != nil && t.own.cells[i].same {
			t.cells[i] = t.own.cells[i]
			continue
		}
		t.setCell(i, left[c.Col+c.ColSpan]-left[c.Col])
	}
	t.evenFigures(left)
	slices.SortFunc(t.tall, func(a, b int) int {
		x, y := &t.Cells[a], &t.Cells[b]
		return cmp.Or(cmp.Compare(x.Row+x.RowSpan, y.Row+y.RowSpan), cmp.Compare(y.Row, x.Row), cmp.Compare(x.Col, y.Col))
	})
}

// sums are the left edges of columns, and behind them the right edge of the last.
func sums(columns []unit.Length) []unit.Length {
	left := make([]unit.Length, len(columns)+1)
	for i, c := range columns {
		left[i+1] = left[i] + c
	}
	return left
}

// begins is the first of some cells, ordered by rows, of each row, and behind them how many there are.
func begins(rows, cells int, row func(cell int) int) []int {
	begin := make([]int, rows+1)
	for i := range cells {
		begin[row(i)+1]++
	}
	for r := range rows {
		begin[r+1] += begin[r]
	}
	return begin
}

// fit scales a table that is too wide for its paper.
func (t *table) fit() {
	if t.wider > 0 {
		t.out.Scale, t.out.Room = t.scale, t.page()
		return
	}
	width := sums(t.out.Columns)[len(t.Columns)]
	t.scale = 100
	if t.MaxScale > 0 {
		t.scale = min(t.scale, t.MaxScale)
	}
	body, _ := t.out.Body()
	if w := int(int64(body) * widthShare / int64(width)); w < t.scale {
		t.scale = w
		f := finding.Finding{Code: "LAYOUT-SCALED", Severity: finding.Note, Place: t.place(nil),
			Message: fmt.Sprintf("表宽 %s 毫米，%s 版心的 %d%% 为 %s 毫米，按 %d%% 缩放", width.MMString(),
				t.Paper.Name, widthShare, body.Scale(widthShare, 100).MMString(), w),
			English: fmt.Sprintf("the table is %s mm wide, the paper has room for %s mm: scaled to %d%%",
				width.MMString(), body.Scale(widthShare, 100).MMString(), w),
			Hint: "可减小列宽，或改用横向、更大的纸张"}
		if w < 70 {
			f.Severity = finding.Warning
		}
		if w < minScale {
			t.scale = minScale
			f.Code, f.Severity = "LAYOUT-WIDE", finding.Error
			f.Message = fmt.Sprintf("表宽 %s 毫米，缩到 %d%% 仍放不进 %s 毫米的版心", width.MMString(), minScale, body.MMString())
			f.English = fmt.Sprintf("the table is %s mm wide and does not fit %s mm even at %d%%", width.MMString(),
				body.MMString(), minScale)
		}
		t.set.found = append(t.set.found, f)
	}
	t.out.Scale = t.scale
	t.out.Room = t.page()
}

// page is the height of a page's body in the table's own lengths.
func (t *table) page() unit.Length {
	_, h := t.out.Body()
	return h.Scale(heightShare, 100).Scale(100, int64(t.scale)) / unit.Px * unit.Px
}

// place names a cell for a person.
func (t *table) place(c *grid.Cell) string {
	switch {
	case c == nil:
		return t.name
	case c.Place != "":
		return t.name + c.Place
	}
	return fmt.Sprintf("%s第 %d 行第 %d 列", t.name, c.Row+1, c.Col+1)
}

// setCell breaks the text of cell i, width being that of its columns, and says how high it is.
func (t *table) setCell(i int, width unit.Length) {
	c, b, s := &t.Cells[i], &t.cells[i], t.set
	st := c.Style
	if len(c.Text) > MaxText {
		t.refuse(c, "LAYOUT-LIMIT", fmt.Sprintf("文字有 %d 字节，最多 %d", len(c.Text), MaxText),
			fmt.Sprintf("%d bytes of text, at most %d", len(c.Text), MaxText), "")
		return
	}
	found := len(s.found)
	s.loadSpans(c.Text, st, c.Spans, func() finding.Finding { return finding.Finding{Place: t.place(c), Path: c.Path} })
	b.size, b.pad = cmp.Or(b.most, st.Size), rowPadding+2*t.Rows[c.Row].Air
	room, fixed := t.room(c)
	switch {
	case st.Stack:
		s.stack()
	case c.Slants > 0:
		t.slant(c, b, width)
	case st.Rotate != 0:
		t.turn(c, b, width, room, fixed)
	case st.Overflow == grid.Shrink:
		t.shrink(c, b, width-cellPadding-st.PadLeft, room, fixed)
	default:
		avail := width - cellPadding - st.PadLeft - indent(st, b.size)
		n := s.wrap(avail, b.size)
		if st.Overflow == grid.Refuse {
			t.refuseLong(c, n, avail, room, fixed)
		}
	}
	if !st.Stack && st.Rotate == 0 && c.Slants == 0 {
		t.keepNumbers(c, b, width-cellPadding-st.PadLeft, fixed)
		if len(s.lines) > 1 && t.Rows[c.Row].Role == grid.RoleTitle && st.Align == grid.AlignCenter {
			s.lines = linebreak.BalanceTitle(s.lines, s.cl, perEm(width-cellPadding-st.PadLeft-indent(st, b.size), b.size))
		}
		if len(s.lines) > 1 && (label(c) || linebreak.Lonely(s.lines, s.cl) && name(st, s.lines)) {
			s.lines = linebreak.Balance(s.lines, s.cl, perEm(width-cellPadding-st.PadLeft-indent(st, b.size), b.size))
		}
		if st.Long > 0 {
			t.setLong(c, b, width-cellPadding-st.PadLeft)
		}
		if len(s.lines) > 1 {
			linebreak.Company(s.lines, s.cl, perEm(width-cellPadding-st.PadLeft-indent(st, b.size), b.size))
		}
	}
	if wide, _ := s.widest(); length(int64(wide), b.size) > width && st.Rotate == 0 {
		t.refuse(c, "LAYOUT-NARROW", fmt.Sprintf("列宽 %s 毫米放不下一个 %s 磅的字", width.MMString(), b.size.PtString()),
			fmt.Sprintf("the column is %s mm wide, too narrow for one character of %s pt", width.MMString(),
				b.size.PtString()), "请加宽此列或减小字号")
	}
	b.pitch = pitchOf(st, b.size)
	if st.Stack {
		b.pitch = stackPitch(b.size)
	}
	b.lines = s.keep(b.size)
	if text := unit.Length(max(len(b.lines), 1)) * b.pitch; fixed && text <= room && room < text+b.pad {
		b.pad = room - text // a fixed height is kept as long as the lines themselves find room
	}
	b.need = b.linesHeight(len(b.lines))
	if st.Rotate != 0 || c.Slants > 0 {
		b.need, b.solid = (b.long + b.pad).CeilTo(unit.Px), true
	}
	t.setPicture(c, b, width-cellPadding)
	t.setSeal(c, b, width)
	b.same = b.size == st.Size && len(s.found) == found && !st.Stack && st.Rotate == 0 && c.Slants == 0 &&
		c.Picture == nil && c.Seal == nil && s.unbroken()
	if fixed && b.need > room {
		if st.Overflow == grid.Refuse {
			t.refuse(c, "LAYOUT-REFUSED",
				fmt.Sprintf("放不下：要 %s 磅高（%d 行），格高 %s 磅", b.need.PtString(), len(b.lines),
					room.PtString()),
				fmt.Sprintf("does not fit: %s pt (%d lines) in %s pt", b.need.PtString(), len(b.lines), room.PtString()), "请缩短文字")
		}
	}
}

func indent(st *grid.Style, size unit.Length) unit.Length { return size.Scale(int64(st.Indent), 100) }

// room is the height of the rows of c, and whether all of them are fixed.
func (t *table) room(c *grid.Cell) (h unit.Length, fixed bool) {
	fixed = true
	for r := c.Row; r < c.Row+c.RowSpan; r++ {
		h += t.heights[r]
		fixed = fixed && t.fixed[r]
	}
	return h, fixed
}

// shrink sets the text smaller until every paragraph is on one line; in rows of fixed height, until its wrapped lines
// fit. Sizes go down by half a point to the floor.
func (t *table) shrink(c *grid.Cell, b *box, width, room unit.Length, fixed bool) {
	s, st := t.set, c.Style
	floor := floorOf(st)
	_, wide := s.widest()
	for size := st.Size; size >= floor; size = (size - 1) / shrinkStep * shrinkStep {
		avail := width - indent(st, size)
		b.size, b.pitch = size, pitchOf(st, size)
		if wide <= perEm(avail, size) {
			if n := s.wrap(avail, size); !fixed || b.fits(n, room) {
				return
			}
		}
	}
	if fixed {
		for size := st.Size; size >= floor; size = (size - 1) / shrinkStep * shrinkStep {
			b.size, b.pitch = size, pitchOf(st, size)
			if n := s.wrap(width-indent(st, size), size); b.fits(n, room) {
				return
			}
		}
	}
	b.size = floor
	s.wrap(width-indent(st, floor), floor)
	t.refuse(c, "LAYOUT-SHRINK", fmt.Sprintf("“%s”缩到 %s 磅仍放不下（格宽 %s 毫米）", brief(c.Text), floor.PtString(), width.MMString()),
		fmt.Sprintf("does not fit in %s mm even at %s pt", width.MMString(), floor.PtString()), "请缩短文字")
}

// setLong sets a text smaller that takes more than a third of a page, down to what its style says: to the size at which
// it takes no more, or to the smallest.
func (t *table) setLong(c *grid.Cell, b *box, width unit.Length) {
	s, st, most := t.set, c.Style, t.page()/longShare
	for n := len(s.lines); unit.Length(n)*pitchOf(st, b.size)+b.pad > most; {
		size := (b.size - 1) / shrinkStep * shrinkStep
		if size < st.Long {
			return
		}
		b.size = size
		n = s.wrap(width-indent(st, size), size)
	}
}

// refuseLong keeps a text of policy refuse from wrapping in a row that has no height of its own.
func (t *table) refuseLong(c *grid.Cell, lines int, avail, room unit.Length, fixed bool) {
	if fixed {
		return
	}
	paragraphs := 0
	for _, l := range t.set.lines {
		if l.Last {
			paragraphs++
		}
	}
	if lines > paragraphs {
		t.refuse(c, "LAYOUT-REFUSED", fmt.Sprintf("“%s”放不下：格宽 %s 毫米，要折成 %d 行", brief(c.Text), avail.MMString(), lines),
			fmt.Sprintf("does not fit: %d lines in %s mm", lines, avail.MMString()), "请缩短文字")
	}
}

func (t *table) refuse(c *grid.Cell, code, message, english, hint string) {
	t.set.found = append(t.set.found, finding.Finding{Code: code, Severity: finding.Error, Place: t.place(c),
		Path: c.Path, Printed: brief(c.Text), Message: message, English: english, Hint: hint})
}

// brief is the beginning of a text, for messages.
func brief(s string) string {
	n := 0
	for i := range s {
		if n++; n > 20 {
			return s[:i] + "…"
		}
	}
	return s
}

// measure decides heights, pages and borders.
func (t *table) measure() {
	from := len(t.set.found)
	t.rowHeights()
	t.said = append(t.said, t.set.found[from:]...)
	p := t.pages()
	if p == nil {
		return
	}
	t.assemble(p)
	t.continued()
}

// rowHeights gives every row what its cells need; what a cell over several rows needs more goes to the last of its
// rows that can grow. A row of fixed height that grew is noted.
func (t *table) rowHeights() {
	defer func(was []unit.Length) {
		t.grew(was)
	}(slices.Clone(t.heights))
	for i := range t.cells {
		if c := &t.Cells[i]; c.RowSpan == 1 {
			t.heights[c.Row] = max(t.heights[c.Row], t.cells[i].need)
		}
	}
	sum := make([]unit.Length, len(t.heights)+1)
	from := 0 // sum is right up to row from
	for _, i := range t.tall {
		c := &t.Cells[i]
		end := c.Row + c.RowSpan
		for ; from < end; from++ {
			sum[from+1] = sum[from] + t.heights[from]
		}
		short := t.cells[i].need - (sum[end] - sum[c.Row])
		if short <= 0 {
			continue
		}
		r := t.growable(c.Row, end)
		t.heights[r] += short
		from = r
		for ; from < end; from++ {
			sum[from+1] = sum[from] + t.heights[from]
		}
	}
}

// growable is the last of rows from ≤ r < end without a height of its own, or the last if all have one.
func (t *table) growable(from, end int) int {
	for r := end - 1; r >= from; r-- {
		if !t.fixed[r] {
			return r
		}
	}
	return end - 1
}
