package layout

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/unit"
)

// A page that came loose says what it is part of: its head has the table's Continued text, its foot a number.
const (
	continuedSize  = edgeSize
	continuedSmall = 7*unit.Pt + unit.Pt/2
	edgeLeast      = edgeSize + 2*unit.Pt  // a margin narrower than this has no room for a line
	edgeFree       = 10*unit.MM + edgeSize // nor one narrower than this for a line nobody asked for: it keeps 5 mm from the paper's edge
)

// numbered says whether the page number nobody asked for gives way: to one in the header or footer, or to a narrow
// margin.
func (t *table) numbered() bool {
	return t.PageNumber.Default && (strings.Contains(t.Header+t.Footer, "{page}") || t.Paper.Bottom < edgeFree)
}

// continued decides what is at the head of the pages after the first: the whole text, smaller if need be; what finds
// no room even so is left out behind "…", since it is whole on the first page.
func (t *table) continued() {
	o := t.out
	o.Continued = ""
	text := oneLine.Replace(t.Continued)
	if len(o.Pages) < 2 || text == "" || t.Header != "" || t.Paper.Top < edgeFree {
		return
	}
	s, found := t.set, t.set.found
	room, _ := o.Body()
	if t.Watermark != "" { // a spreadsheet has it at the right of the same line
		s.load(oneLine.Replace(t.Watermark), edgeStyle(markFamily, 0), noPlace)
		_, em := s.widest()
		room -= 2 * (length(em, edgeSize) + edgeGap)
	}
	s.load(text, edgeStyle("", 0), func() finding.Finding { return finding.Finding{Place: t.name + "续页页眉"} })
	told := s.found[len(found):]
	s.found = found
	for _, f := range told { // what a cell misses too is said once
		if !slices.ContainsFunc(found, func(g finding.Finding) bool { return g.Code == f.Code && g.Printed == f.Printed }) {
			s.found = append(s.found, f)
		}
	}
	_, em := s.widest()
	for _, size := range [2]unit.Length{continuedSize, continuedSmall} {
		if length(em, size) <= room {
			o.Continued, o.ContinuedSize = text, size
			return
		}
	}
	w, end := int64(0), 0
	for _, c := range s.cl {
		if w += int64(c.Width); length(w, continuedSmall)+continuedSmall > room {
			break
		}
		end = int(c.End)
	}
	if end > 0 {
		o.Continued, o.ContinuedSize = strings.TrimSpace(text[:end])+"…", continuedSmall
	}
}
