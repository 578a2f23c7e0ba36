package svg

import (
	"slices"
	"strconv"

	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

const mm = unit.MM

// roles are what the structure types are to readers of screens; those left out are groups without a meaning there.
var roles = map[page.Role]string{page.RoleH1: "heading", page.RoleH2: "heading", page.RoleP: "paragraph", page.RoleTable: "table",
	page.RoleTHead: "rowgroup", page.RoleTBody: "rowgroup", page.RoleTR: "row", page.RoleTD: "cell", page.RoleFigure: "img",
	page.RoleNote: "note", page.RoleL: "list", page.RoleLI: "listitem", page.RoleCaption: "caption"}

// within opens the groups an item belongs to, and closes those it does not.
func (w *painter) within(t page.Tag) {
	if t.Artifact != page.NotArtifact {
		w.close(1)
		w.hidden(true)
		return
	}
	w.hidden(false)
	var path []int
	for e := t.Elem; e > 0; e = w.d.Elems[e].Parent {
		path = append(path, e)
	}
	path = append(path, 0)
	slices.Reverse(path)
	same := 1
	for same < len(path) && same < len(w.open) && path[same] == w.open[same] {
		same++
	}
	w.close(same)
	for _, e := range path[same:] {
		w.begin(&w.d.Elems[e])
		w.open = append(w.open, e)
	}
}

// close closes all but the first n of the open elements.
func (w *painter) close(n int) {
	for len(w.open) > n {
		w.b = append(w.b, `</g>`...)
		w.open = w.open[:len(w.open)-1]
	}
}

// hidden opens or closes the group that readers of screens pass over.
func (w *painter) hidden(on bool) {
	switch {
	case on && !w.mute:
		w.b = append(w.b, `<g aria-hidden="true">`...)
	case !on && w.mute:
		w.b = append(w.b, `</g>`...)
	}
	w.mute = on
}

// begin opens the group of an element.
func (w *painter) begin(e *page.Elem) {
	w.b = append(w.b, `<g`...)
	role := roles[e.Role]
	if e.Role == page.RoleTH {
		role = map[page.Scope]string{page.ScopeRow: "rowheader"}[e.Scope]
		if role == "" {
			role = "columnheader"
		}
	}
	w.words("role", role)
	if e.Role == page.RoleH1 || e.Role == page.RoleH2 {
		w.words("aria-level", strconv.Itoa(int(e.Role-page.RoleH1)+1))
	}
	if e.RowSpan > 1 {
		w.words("aria-rowspan", strconv.Itoa(e.RowSpan))
	}
	if e.ColSpan > 1 {
		w.words("aria-colspan", strconv.Itoa(e.ColSpan))
	}
	w.words("lang", e.Lang)
	label := e.Alt
	if label == "" {
		label = e.Title
	}
	if role != "" {
		w.words("aria-label", label)
	}
	w.b = append(w.b, '>')
}

// words adds an attribute, unless it is empty.
func (w *painter) words(name, value string) {
	if value == "" {
		return
	}
	w.b = append(append(append(w.b, ' '), name...), `="`...)
	w.b = append(appendText(w.b, value), '"')
}

// appendText writes text for an element or an attribute in double quotes.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		switch c := s[i]; c {
		case '&':
			b = append(b, "&amp;"...)
		case '<':
			b = append(b, "&lt;"...)
		case '>':
			b = append(b, "&gt;"...)
		case '"':
			b = append(b, "&quot;"...)
		default:
			b = append(b, c)
		}
	}
	return b
}
