package html

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"github.com/gongbiao/gongbiao/internal/intake/flow"
	"github.com/gongbiao/gongbiao/internal/intake/phrase"
	"github.com/gongbiao/gongbiao/model/finding"
)

// space is how far white space has been collapsed in a paragraph (CSS Text 3, 4.1).
type space struct {
	some    bool // the paragraph, or the line after a <br>, has begun
	waiting bool // white space that is shown if text follows
	ended   bool // the white space has a line end in it
	last    rune
}

// characters takes text.
func (r *reader) characters(s string) {
	switch r.raw {
	case "style":
		if len(r.css) < mostRules {
			r.css = r.css.read(s)
		}
		return
	case "textarea":
		if r.drop == 0 {
			s = strings.TrimPrefix(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
			r.write(strings.ReplaceAll(s, "\r", "\n"), true)
		}
		return
	case "", "xmp", "plaintext":
	default:
		return
	}
	if r.drop > 0 {
		return
	}
	if c := r.choice; c != nil {
		c.add(s)
		return
	}
	r.write(s, r.top().look.pre)
}

// write writes text, with its white space collapsed or as it is.
func (r *reader) write(s string, pre bool) {
	l := r.top().look
	say := func(s string) { r.b.Text(phrase.Run{Text: s, Struck: l.struck, Hidden: l.hidden, Shift: l.shift}) }
	if pre {
		if s != "" {
			r.space.waiting, r.space.some = false, true
			r.space.last, _ = utf8.DecodeLastRuneInString(s)
			r.set(true)
			say(strings.ReplaceAll(s, "\r\n", "\n"))
		}
		return
	}
	var b strings.Builder
	p := r.space
	for _, c := range s {
		switch c {
		case '\n', '\r':
			p.ended = true
			fallthrough
		case ' ', '\t', '\f':
			p.waiting = p.some
			continue
		}
		if p.waiting && !(p.ended && wide(p.last) && wide(c)) {
			b.WriteByte(' ')
		}
		p.waiting, p.ended, p.some, p.last = false, false, true, c
		b.WriteRune(c)
	}
	if b.Len() > 0 {
		r.set(true)
		say(b.String())
	}
}

// wide says whether a character is as wide as a Chinese one: a line end of the source between two of them is not
// shown (CSS Text 3, 4.1.3).
func wide(c rune) bool {
	switch width.LookupRune(c).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return c < 0x1100 || c > 0x11FF && c < 0xAC00 || c > 0xD7FF // no Hangul
	}
	return false
}

// lineEnd is a <br>.
func (r *reader) lineEnd() {
	if r.drop > 0 || r.choice != nil {
		return
	}
	*r.space = space{}
	l := r.top().look
	r.b.Text(phrase.Run{Text: "\n", Hidden: l.hidden})
}

// paragraph ends what has come of a paragraph, if anything has.
func (r *reader) paragraph() {
	if r.b.Begun() {
		r.b.End()
		if t := r.table(); t == nil || !t.cell {
			r.dressed = false
		}
	}
	*r.space = space{}
}

// picture is a picture; the invisible ones that hold pages in shape are none.
func (r *reader) picture(a attributes) {
	if a.has("width") && a.number("width", 9) <= 3 || a.has("height") && a.number("height", 9) <= 3 || r.lookOf("", a).hidden {
		return
	}
	r.drawn = true
	r.b.Picture()
}

// marker is what a browser puts before an item of a list.
func (r *reader) marker(a attributes) {
	n := len(r.open)
	if r.top().look.plain {
		return
	}
	for i := n - 2; i > 0 && !r.open[i].cell; i-- {
		l := &r.open[i]
		if l.list == "" {
			continue
		}
		if l.count++; a.has("value") {
			l.count = a.number("value", l.count)
		}
		if l.list == "ul" {
			r.write("• ", true)
			return
		}
		format, ok := map[string]string{"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}[l.list]
		if !ok {
			format = "decimal"
		}
		if s, ok := flow.Ordinal(l.count, format); ok {
			r.write(s+". ", true)
			r.b.Say(finding.Note, "READ-NUMBERING", "有自动编号，照显示的读。", "", "automatic numbering was read as shown")
			return
		}
		r.b.Say(finding.Warning, "READ-NUMBERING", "有自动编号，样式不认识，编号没有读。", "把编号改成打上去的字", "automatic numbering was not read")
		return
	}
}

// input says that what comes is a field of a web form.
func (r *reader) input() {
	r.b.Say(finding.Warning, "READ-INPUT", "格里是网页上的填写框，读的是文件里存的值，不一定是后来填的。", "请对照原网页看一看",
		"the stored value of a field of a web form was read")
}

// field is an <input>.
func (r *reader) field(a attributes) {
	if r.lookOf("input", a).hidden {
		return
	}
	switch strings.ToLower(a["type"]) {
	case "checkbox", "radio":
		r.input()
		r.write(map[bool]string{true: "☑", false: "□"}[a.has("checked")], true)
	case "hidden", "submit", "button", "reset", "image", "file", "password":
	default:
		r.input()
		r.write(a["value"], true)
	}
}

// choice is a <select>: what is chosen is shown, else the first.
type choice struct {
	many         bool
	first        strings.Builder
	chosen       strings.Builder
	count, marks int
	on           bool // the option that is open is chosen
}

func (c *choice) add(s string) {
	s = strings.Join(strings.Fields(s), " ")
	if c.on && c.chosen.Len() < 4096 {
		c.chosen.WriteString(s)
	}
	if c.count == 1 && c.first.Len() < 4096 {
		c.first.WriteString(s)
	}
}

func (r *reader) option(a attributes) {
	if c := r.choice; c != nil {
		r.endOption()
		c.count++
		if c.on = a.has("selected"); c.on {
			if c.marks++; c.marks > 1 {
				if c.chosen.WriteString("、"); !c.many { // of several marks the last counts
					c.chosen.Reset()
				}
			}
		}
	}
}

func (r *reader) endOption() {
	if r.choice != nil {
		r.choice.on = false
	}
}

func (r *reader) chosen() {
	c := r.choice
	if r.choice = nil; c == nil {
		return
	}
	r.input()
	if c.marks > 0 {
		r.write(c.chosen.String(), true)
	} else if !c.many {
		r.write(c.first.String(), true)
	}
}
