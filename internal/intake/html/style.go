package html

import (
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// look is what of a style says whether and how a text counts.
type look struct {
	struck, hidden, pre, plain bool // plain: no markers before items
	shift                      int8

	face  string // for how it is set
	size  unit.Length
	bold  bool
	align grid.Align
}

// rules are what the style sheets of a page say of classes and elements: .xl65, td.a, td.
type rules map[string]string

// most rules that are kept, and bytes of one; Excel writes a rule for every cell format.
const mostRules, mostSaid = 20000, 1024

// read takes the rules of a style sheet that have plain selectors; @rules and others are left out.
func (r rules) read(s string) rules {
	if r == nil {
		r = rules{}
	}
	s = uncommented(s)
	for depth := 0; ; {
		i := strings.IndexAny(s, "{}")
		if i < 0 {
			return r
		}
		if s[i] == '}' {
			depth = max(depth-1, 0)
			s = s[i+1:]
			continue
		}
		selectors := strings.TrimSpace(s[:i])
		if strings.HasPrefix(selectors, "@") || depth > 0 {
			depth++
			s = s[i+1:]
			continue
		}
		e := strings.IndexByte(s[i:], '}')
		if e < 0 {
			return r
		}
		r.add(selectors, s[i+1:i+e])
		s = s[i+e+1:]
	}
}

// uncommented is a style sheet without its comments.
func uncommented(s string) string {
	var b strings.Builder
	for {
		before, rest, more := strings.Cut(s, "/*")
		b.WriteString(before)
		if !more {
			return b.String()
		}
		if _, s, more = strings.Cut(rest, "*/"); !more {
			return b.String()
		}
	}
}

func (r rules) add(selectors, declarations string) {
	d := relevant(declarations)
	if d == "" {
		return
	}
	for one := range strings.SplitSeq(strings.TrimPrefix(selectors, "<!--"), ",") {
		if one = strings.ToLower(strings.TrimSpace(one)); one != "" && !strings.ContainsAny(one, " >+~:#[*") && len(r) < mostRules && len(r[one]) < mostSaid {
			r[one] += d
		}
	}
}

// relevant are the declarations that say something here.
func relevant(s string) string {
	out := ""
	for d := range strings.SplitSeq(strings.ToLower(s), ";") {
		name, value, _ := strings.Cut(d, ":")
		switch strings.TrimSpace(name) {
		case "display", "visibility", "mso-hide", "text-decoration", "text-decoration-line", "vertical-align", "white-space", "list-style",
			"list-style-type", "font-size", "font-weight", "font-family", "text-align":
			out += strings.TrimSpace(name) + ":" + strings.TrimSpace(value) + ";"
		}
	}
	return out
}

// lookOf is the look of an element that begins.
func (r *reader) lookOf(name string, a attributes) look {
	l := r.top().look
	switch name {
	case "s", "strike", "del":
		l.struck = true
	case "b", "strong", "h1", "h2", "h3":
		l.bold = true
	case "center":
		l.align = grid.AlignCenter
	case "th":
		l.bold, l.align = true, grid.AlignCenter
	case "sup":
		l.shift = 1
	case "sub":
		l.shift = -1
	case "pre", "xmp", "listing", "plaintext":
		l.pre = true
	}
	if r.css != nil {
		l.take(r.css[name])
		for class := range strings.FieldsSeq(strings.ToLower(a["class"])) {
			l.take(r.css["."+class])
			l.take(r.css[name+"."+class])
		}
	}
	if a.has("hidden") {
		l.hidden = true
	}
	if x, ok := aligns[strings.ToLower(a["align"])]; ok {
		l.align = x
	}
	l.take(relevant(a["style"]))
	return l
}

// take applies declarations.
func (l *look) take(declarations string) {
	if declarations == "" {
		return
	}
	for d := range strings.SplitSeq(declarations, ";") {
		name, value, _ := strings.Cut(d, ":")
		value = strings.TrimSpace(strings.TrimSuffix(value, "!important"))
		switch name {
		case "display":
			l.hidden = l.hidden || value == "none"
		case "visibility":
			l.hidden = value == "hidden" || value == "collapse" || l.hidden && value != "visible"
		case "mso-hide":
			l.hidden = l.hidden || value == "all" || value == "screen"
		case "text-decoration", "text-decoration-line":
			l.struck = l.struck || strings.Contains(value, "line-through")
		case "vertical-align":
			switch value {
			case "super":
				l.shift = 1
			case "sub":
				l.shift = -1
			}
		case "white-space":
			l.pre = strings.HasPrefix(value, "pre") && value != "pre-line"
		case "font-size":
			if n := lengthOf(value); n > 0 {
				l.size = n
			}
		case "font-weight":
			l.bold = value == "bold" || value == "bolder" || len(value) == 3 && value >= "600"
		case "font-family":
			face, _, _ := strings.Cut(value, ",")
			l.face = strings.Trim(face, " \"'")
		case "text-align":
			if x, ok := aligns[value]; ok {
				l.align = x
			}
		case "list-style", "list-style-type":
			l.plain = strings.HasPrefix(value, "none")
		}
	}
}

var aligns = map[string]grid.Align{"left": grid.AlignLeft, "center": grid.AlignCenter, "right": grid.AlignRight, "middle": grid.AlignCenter}

// lengthOf is a length in points or pixels; 0 if it is given otherwise.
func lengthOf(s string) unit.Length {
	for _, u := range []struct {
		name string
		is   unit.Length
	}{{"pt", unit.Pt}, {"px", unit.Px}} {
		if text, ok := strings.CutSuffix(s, u.name); ok {
			whole, part, _ := strings.Cut(strings.TrimSpace(text), ".")
			n, err := strconv.Atoi(whole + (part + "00")[:2])
			if err == nil && n > 0 && n < 1e6 {
				return unit.Length(n) * u.is / 100
			}
		}
	}
	return 0
}

// set sets the cell or paragraph as its first text is set, or an empty cell as it begins.
func (r *reader) set(text bool) {
	if !r.b.Looks() || r.dressed {
		return
	}
	l := r.top().look
	r.dressed = text
	r.b.Set(func(x *found.Look) { x.Size, x.Font, x.Bold, x.Align = l.size, l.face, l.bold, l.align })
}
