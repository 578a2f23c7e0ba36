package templates

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// spans gives the parts of a cell that have a style of their own that style, and lines to write on their length.
func (c *compiler) spans(out *cell, style grid.Style) {
	some := false
	for i := range out.parts {
		p := &out.parts[i]
		if p.span != "" {
			p.look, out.spanned = c.l.intern(c.l.sheet.Over(style, p.span)), true
		}
		if p.width == 0 || p.kind == notation.Seal || p.kind == notation.Picture {
			continue
		}
		some = true
		line := lineOf(p.width, style.Size)
		if p.kind == notation.Text {
			p.text = line
		} else if p.absent == "" {
			p.absent = line
		}
	}
	if !out.static || !some && !out.spanned {
		return
	}
	out.fixed = ""
	for i := range out.parts {
		p := &out.parts[i]
		from := len(out.fixed)
		if out.fixed += p.text; p.look != nil {
			out.spans = append(out.spans, grid.Span{Start: from, End: len(out.fixed), Style: p.look})
		}
	}
}

// lineOf is a line of about a length at a font size: low lines, each half an em, which meet.
func lineOf(width, size unit.Length) string {
	return strings.Repeat("_", int(max((2*width+size/2)/size, 1)))
}

// spanned is the text of parts some of which have styles of their own, and where these are.
func (x *expander) spanned(parts []part) (string, []grid.Span) {
	var b strings.Builder
	var out []grid.Span
	for i := range parts {
		from := b.Len()
		b.WriteString(lineBreaks.Replace(x.text(parts[i : i+1])))
		p := &parts[i]
		if p.look == nil || b.Len() == from || p.width > 0 && b.String()[from:] == p.absent { // a line is a line already
			continue
		}
		out = append(out, grid.Span{Start: from, End: b.Len(), Style: p.look})
	}
	return b.String(), out
}
