package html

import (
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// table adds one table with the lines above and below it.
func (p *page) table(g *grid.Grid, i int) {
	t := &g.Tables[i]
	if t.Watermark != "" && i == 0 {
		p.f(`<p class="water" aria-hidden="true">%s</p>`, text(t.Watermark))
	}
	if t.Header != "" && !strings.Contains(t.Header, "{page") && (i == 0 || t.Header != g.Tables[i-1].Header) {
		p.f(`<p class="line">%s</p>`, text(t.Header))
	}
	open := false
	for r := range t.Rows {
		ruled := t.Rows[r].Role.Bordered()
		if ruled && !open {
			p.begin(g, t)
		}
		if !ruled && open {
			p.b = append(p.b, `</tbody></table></section>`...)
		}
		switch {
		case !ruled:
			p.line(t, r, i == 0)
		case !open || t.Rows[r].Section != "" || t.Rows[r].Role == grid.RoleHeader && t.Rows[r-1].Role != grid.RoleHeader:
			if open && !straddled(t, r) { // a cell that runs on would be cut at the end of its group
				p.b = append(p.b, `</tbody><tbody>`...)
			}
			p.row(t, r)
		default:
			p.row(t, r)
		}
		open = ruled
	}
	if open {
		p.b = append(p.b, `</tbody></table></section>`...)
	}
	if t.Footer != "" && !strings.Contains(t.Footer, "{page") && (i+1 == len(g.Tables) || t.Footer != g.Tables[i+1].Footer) {
		p.f(`<p class="line">%s</p>`, text(t.Footer))
	}
}

// straddled says whether a cell runs from above row r into it.
func straddled(t *grid.Table, r int) bool {
	for i := range t.Cells {
		if c := &t.Cells[i]; c.Row < r && c.Row+c.RowSpan > r {
			return true
		}
	}
	return false
}

// begin opens the ruled table. It can be scrolled by keyboard where the screen is too narrow.
func (p *page) begin(g *grid.Grid, t *grid.Table) {
	name := t.Name
	if name == "" {
		name = g.Meta.Title
	}
	p.f(`<section class="scroll" tabindex="0" aria-label="%s"><table><caption>%[1]s</caption><colgroup>`, text(name))
	total := unit.Length(0)
	for _, c := range t.Columns {
		total += c
	}
	for _, c := range t.Columns {
		milli := int64(c) * 100000 / max(int64(total), 1)
		p.f(`<col class="c%d">`, p.class(fmt.Sprintf("width:%s%%", base.AppendMilli(nil, milli))))
	}
	p.b = append(p.b, `</colgroup><tbody>`...)
}

// row adds the cells that begin in a row of the ruled table.
func (p *page) row(t *grid.Table, r int) {
	p.b = append(p.b, `<tr>`...)
	for i := range t.Cells {
		if c := &t.Cells[i]; c.Row == r {
			p.cell(c)
		}
	}
	p.b = append(p.b, `</tr>`...)
}

func (p *page) cell(c *grid.Cell) {
	tag := "td"
	scope := ""
	switch {
	case strings.TrimSpace(c.Text) == "": // a heading without words heads nothing
	case c.Role == grid.ColumnHeader, c.Role == grid.BothHeader:
		tag, scope = "th", "col"
		if c.ColSpan > 1 {
			scope = "colgroup"
		}
	case c.Role == grid.RowHeader:
		tag, scope = "th", "row"
		if c.RowSpan > 1 {
			scope = "rowgroup"
		}
	}
	p.f(`<%s`, tag)
	if scope != "" {
		p.f(` scope="%s"`, scope)
	}
	if c.RowSpan > 1 {
		p.f(` rowspan="%d"`, c.RowSpan)
	}
	if c.ColSpan > 1 {
		p.f(` colspan="%d"`, c.ColSpan)
	}
	p.f(` class="c%d">`, p.style(c))
	p.content(c)
	p.f(`</%s>`, tag)
}

// content is what stands in a cell: its text, its picture, the number of a finding on a proof.
func (p *page) content(c *grid.Cell) {
	switch {
	case c.Slants > 0:
		lines := strings.Split(c.Text, "\n")
		for i, s := range lines {
			side := "right"
			if i+1 == len(lines) {
				side = "left"
			}
			p.f(`<span class="c%d">%s</span>`, p.class("display:block;text-align:"+side), text(s))
		}
	case len(c.Spans) == 0:
		p.b = append(p.b, strings.ReplaceAll(text(c.Text), "\n", "<br>")...)
	default:
		p.spans(c)
	}
	if x := c.Seal; x != nil && x.Thin != nil {
		p.f(`<img class="c%d" alt="%s" src="data:image/png;base64,%s">`, p.class(fmt.Sprintf("position:absolute;left:50%%;top:50%%;"+
			"transform:translate(-50%%,-50%%);pointer-events:none;max-width:%dpx;max-height:%dpx", pixels(x.Width), pixels(x.Height))),
			text(x.Name), base64.StdEncoding.EncodeToString(x.Thin))
	}
	if x := c.Picture; x != nil {
		p.f(`<img alt="%s" src="data:%s;base64,%s">`, text(x.Alt), base.PictureType(x.Data), base64.StdEncoding.EncodeToString(x.Data))
	}
	if c.Mark > 0 {
		p.f(`<sup class="mark">（%d）</sup>`, c.Mark)
	}
}

// spans are the parts of a text that are set in styles of their own. What is struck out or raised has an element for
// it.
func (p *page) spans(c *grid.Cell) {
	for _, s := range c.Split(0, len(c.Text)) {
		said := strings.ReplaceAll(text(c.Text[s.Start:s.End]), "\n", "<br>")
		if s.Style == c.Style {
			p.b = append(p.b, said...)
			continue
		}
		tag := "span"
		switch {
		case s.Style.Strike:
			tag = "s"
		case s.Style.Raise > 0:
			tag = "sup"
		case s.Style.Raise < 0:
			tag = "sub"
		}
		if css := strings.Join(letters(s.Style), ";"); css != "" {
			p.f(`<%s class="c%d">%s</%[1]s>`, tag, p.class(css), said)
		} else {
			p.f(`<%s>%s</%[1]s>`, tag, said)
		}
	}
}

// letters are what a style says of the letters themselves.
func letters(s *grid.Style) (css []string) {
	if s.Bold || s.Family == "小标宋" {
		css = append(css, "font-weight:bold")
	}
	if f := families[s.Family]; f != "" {
		css = append(css, "font-family:"+f)
	}
	switch {
	case s.Color != 0:
		css = append(css, fmt.Sprintf("color:#%06x", s.Color))
	case s.Gray != 0:
		css = append(css, fmt.Sprintf("color:#%02x%02x%02x", s.Gray, s.Gray, s.Gray))
	}
	if s.Letter > 0 && !s.Stack {
		css = append(css, fmt.Sprintf("letter-spacing:%d.%02dem", s.Letter/100, s.Letter%100))
	}
	if line := decoration(s); line != "" {
		css = append(css, line)
	}
	return css
}

// decoration is the lines under and through letters.
func decoration(s *grid.Style) string {
	switch {
	case s.Underline && s.Strike:
		return "text-decoration:underline line-through"
	case s.Underline:
		return "text-decoration:underline"
	case s.Strike:
		return "text-decoration:line-through"
	}
	return ""
}

// line adds a row outside the ruled table; first says whether it may be the page's heading.
func (p *page) line(t *grid.Table, r int, first bool) {
	var cells []*grid.Cell
	for i := range t.Cells {
		if c := &t.Cells[i]; c.Row == r && (c.Text != "" || c.Picture != nil || c.Seal != nil && c.Seal.Thin != nil) {
			cells = append(cells, c)
		}
	}
	tag := "p"
	if t.Rows[r].Role == grid.RoleTitle {
		tag = "h2"
		if first && !p.titled {
			tag = "h1"
		}
	}
	p.titled = p.titled || tag == "h1" && len(cells) == 1
	switch {
	case len(cells) == 0:
	case len(cells) == 1:
		p.f(`<%s class="line c%d">`, tag, p.style(cells[0]))
		p.content(cells[0])
		p.f(`</%s>`, tag)
	default:
		p.b = append(p.b, `<div class="lines">`...)
		for _, c := range cells {
			p.f(`<p class="line c%d">`, p.style(c))
			p.content(c)
			p.b = append(p.b, `</p>`...)
		}
		p.b = append(p.b, `</div>`...)
	}
}

var horizontals = [...]string{grid.AlignDefault: "left", grid.AlignLeft: "left", grid.AlignCenter: "center", grid.AlignRight: "right",
	grid.AlignDistribute: "justify", grid.AlignJustify: "justify", grid.AlignOutside: "right"}

var verticals = [...]string{grid.AlignDefault: "", grid.AlignLeft: "top", grid.AlignCenter: "", grid.AlignRight: "bottom",
	grid.AlignDistribute: "", grid.AlignJustify: "", grid.AlignOutside: ""}

// style is the class of a cell's looks.
func (p *page) style(c *grid.Cell) int {
	css := ""
	if s := c.Style; s != nil {
		css = "text-align:" + horizontals[s.Align]
		if v := verticals[s.VAlign]; v != "" {
			css += ";vertical-align:" + v
		}
		if s.Align == grid.AlignDistribute {
			css += ";text-align-last:justify"
		}
		for _, x := range letters(s) {
			css += ";" + x
		}
		if s.Size > 0 {
			css += fmt.Sprintf(";font-size:%spt", base.AppendMilli(nil, int64(s.Size*1000/unit.Pt)))
		}
		if s.Indent > 0 {
			css += fmt.Sprintf(";padding-left:%sem", base.AppendMilli(nil, int64(s.Indent)*10))
		}
		switch l := s.Leading; {
		case l.Fixed > 0 && s.Size > 0:
			css += fmt.Sprintf(";line-height:%s", base.AppendMilli(nil, int64(l.Fixed*1000/s.Size)))
		case l.Times > 0:
			css += fmt.Sprintf(";line-height:%s", base.AppendMilli(nil, int64(l.Times)*125/10))
		}
		if s.First > 0 {
			css += fmt.Sprintf(";text-indent:%sem", base.AppendMilli(nil, int64(s.First)*10))
		}
		switch s.Rotate {
		case 90: // runs upwards
			css += ";writing-mode:vertical-rl;transform:rotate(180deg);text-orientation:sideways"
		case 270:
			css += ";writing-mode:vertical-rl;text-orientation:sideways"
		}
		if s.Fill != 0 {
			css += fmt.Sprintf(";background:#%02x%02x%02x", s.Fill, s.Fill, s.Fill)
		}
	}
	if s := c.Seal; s != nil && s.Thin != nil {
		css += fmt.Sprintf(";position:relative;height:%dpx", pixels(s.Height))
	}
	if c.Slants > 0 {
		css += ";background:linear-gradient(to top right,transparent calc(50% - .5px),#000,transparent calc(50% + .5px))"
	}
	if c.Role != grid.TextLine && c.Border == (grid.Border{}) {
		css += ";border:0"
	}
	return p.class(css)
}

// pixels is a length on screens, at least 1.
func pixels(l unit.Length) int64 { return int64(max(l/unit.Px, 1)) }

// class is the number of a style.
func (p *page) class(css string) int {
	n, ok := p.styles[css]
	if !ok {
		n = len(p.rules)
		p.styles[css] = n
		p.rules = append(p.rules, css)
	}
	return n
}

// families are the faces of a family where they are on the reader's machine.
var families = map[string]string{
	"黑体": `SimHei,"黑体","Heiti SC","Noto Sans CJK SC",sans-serif`,
	"仿宋": `FangSong,"仿宋","STFangsong",serif`,
	"楷体": `KaiTi,"楷体","Kaiti SC",serif`,
}
