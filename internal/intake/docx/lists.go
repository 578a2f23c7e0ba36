package docx

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/intake/flow"
	"github.com/gongbiao/gongbiao/model/finding"
)

// lists are the numberings of a document (17.9) and how far they have come.
type lists struct {
	kinds map[int]*kind // abstract numberings
	lists map[int]*list
}

// kind is how a list is numbered; lists of one kind go on with each other's numbers.
type kind struct {
	levels [9]level
	at     [9]int // the number last given, start-1 before
	begun  [9]bool
}

type level struct {
	start        int
	format, text string
	font, suffix string
	there        bool
}

type list struct {
	kind    int
	restart map[int]int // levels that begin again with this list
}

const mostLists = 5000

// readLists reads numbering.xml.
func (r *reader) readLists() error {
	r.lists = &lists{kinds: map[int]*kind{}, lists: map[int]*list{}}
	return r.Elements(func(name string) error {
		switch name {
		case "abstractNum":
			if len(r.lists.kinds) >= mostLists {
				return nil
			}
			k := &kind{}
			r.b.Keep(costList)
			r.lists.kinds[r.number("abstractNumId")] = k
			return r.children(func(name string) error {
				n := r.number("ilvl")
				if name != "lvl" || n < 0 || n > 8 {
					return nil
				}
				err := r.level(&k.levels[n])
				l := &k.levels[n]
				r.b.Keep(len(l.format) + len(l.text) + len(l.font) + len(l.suffix))
				return err
			})
		case "num":
			if len(r.lists.lists) >= mostLists {
				return nil
			}
			l := &list{restart: map[int]int{}}
			r.b.Keep(costList)
			r.lists.lists[r.number("numId")] = l
			return r.children(func(name string) error {
				switch name {
				case "abstractNumId":
					l.kind = r.number("val")
				case "lvlOverride":
					n := r.number("ilvl")
					return r.children(func(name string) error {
						if name == "startOverride" && n >= 0 && n <= 8 {
							l.restart[n] = r.number("val")
						}
						return nil
					})
				}
				return nil
			})
		}
		return nil
	})
}

func (r *reader) level(l *level) error {
	*l = level{start: 1, format: "decimal", suffix: "tab", there: true}
	return r.children(func(name string) error {
		switch name {
		case "start":
			l.start = r.number("val")
		case "numFmt":
			l.format = r.Attr("val")
		case "lvlText":
			l.text = r.Attr("val")
		case "suff":
			l.suffix = r.Attr("val")
		case "rPr":
			return r.children(func(name string) error {
				if name == "rFonts" {
					l.font = symbolFont(r.Attr("ascii"))
				}
				return nil
			})
		}
		return nil
	})
}

// numbered puts the number of a paragraph before its text, as Word shows it.
func (r *reader) numbered(p place) {
	if !p.set || p.list == 0 || p.level < 0 || p.level > 8 {
		return
	}
	l := r.lists.lists[p.list]
	var k *kind
	if l != nil {
		k = r.lists.kinds[l.kind]
	}
	if k == nil || !k.levels[p.level].there {
		r.b.Say(finding.Warning, "READ-NUMBERING", "有自动编号，样式不认识，编号没有读。", "把编号改成打上去的字", "automatic numbering was not read")
		return
	}
	text, ok := k.next(l, p.level)
	if !ok {
		r.b.Say(finding.Warning, "READ-NUMBERING", "有自动编号，样式不认识，编号没有读。", "把编号改成打上去的字", "automatic numbering was not read")
		return
	}
	v := &k.levels[p.level]
	if v.format == "bullet" {
		s, known := symbols[v.font][code(text)]
		if v.font != "" || code(text) >= 0xF000 && code(text) <= 0xF0FF {
			if text = "•"; known {
				text = string(s)
			}
		}
	}
	if text == "" {
		return
	}
	r.text(text)
	if v.suffix != "nothing" {
		r.pending = " "
	}
	r.b.Say(finding.Note, "READ-NUMBERING", "有自动编号，照显示的读。", "", "automatic numbering was read as shown")
}

// code is the only character of a text, without the plane that symbols are moved to; 0 if there is not one alone.
func code(s string) rune {
	r := []rune(s)
	if len(r) != 1 {
		return 0
	}
	return r[0]
}

// next is the next number of a list at a level; false if it cannot be told.
func (k *kind) next(l *list, at int) (string, bool) {
	v := &k.levels[at]
	if n, ok := l.restart[at]; ok {
		delete(l.restart, at)
		k.at[at], k.begun[at] = n-1, true
	}
	if !k.begun[at] {
		k.at[at], k.begun[at] = v.start-1, true
	}
	k.at[at]++
	for i := at + 1; i < 9; i++ {
		k.begun[i] = false
	}
	if v.format == "bullet" || v.format == "none" {
		return v.text, true
	}
	var b strings.Builder
	for i := 0; i < len(v.text); i++ {
		c := v.text[i]
		if c != '%' || i+1 >= len(v.text) || v.text[i+1] < '1' || v.text[i+1] > '9' {
			b.WriteByte(c)
			continue
		}
		i++
		n := int(v.text[i] - '1')
		if !k.begun[n] {
			k.at[n], k.begun[n] = k.levels[n].start, true
		}
		s, ok := flow.Ordinal(k.at[n], k.levels[n].format)
		if !ok {
			return "", false
		}
		b.WriteString(s)
	}
	return b.String(), true
}
