package docx

import (
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/intake/flow"
	"github.com/gongbiao/gongbiao/internal/intake/phrase"
	"github.com/gongbiao/gongbiao/model/finding"
)

// control reads a content control (17.5.2) around whatever may stand in it.
func (r *reader) control(content func() error) error {
	empty := false
	var box *checkBox
	return r.children(func(name string) error {
		switch name {
		case "sdtPr":
			return r.children(func(name string) error {
				switch name {
				case "showingPlcHdr":
					empty = r.val()
				case "checkbox": // w14
					box = &checkBox{on: "2612", off: "2610"}
					return r.checkBox(box)
				}
				return nil
			})
		case "sdtContent":
			if empty && box == nil { // “click here to enter text” is nobody's entry
				r.silent++
				defer func() { r.silent-- }()
			}
			if box != nil {
				return r.checked(box, content)
			}
			return content()
		}
		return nil
	})
}

// checkBox is a box that can be ticked, with the characters that stand for it.
type checkBox struct {
	checked bool
	on, off string // hexadecimal
}

func (r *reader) checkBox(b *checkBox) error {
	return r.children(func(name string) error {
		switch name {
		case "checked":
			b.checked = r.val()
		case "checkedState":
			b.on = r.Attr("val")
		case "uncheckedState":
			b.off = r.Attr("val")
		}
		return nil
	})
}

// checked reads what a box shows. What shows and what the box says must be the same.
func (r *reader) checked(b *checkBox, content func() error) error {
	seen := ""
	r.glyph = &seen
	err := content()
	r.glyph = nil
	other := b.on
	if b.checked {
		other = b.off
	}
	if n, bad := strconv.ParseUint(other, 16, 32); bad == nil && b.on != b.off && seen != "" && strings.TrimSpace(seen) == string(rune(n)) {
		r.b.Say(finding.Error, "READ-CHOICE", "复选框显示的和它存的相反，不知勾没勾。", "在 Word 里重新点一下这个框，再存",
			"a check box shows the opposite of what it says")
	}
	return err
}

// field is a field that is open: its instruction comes first, then what it shows.
type field struct {
	shows       bool // past its instruction
	instruction strings.Builder
	form        formField
}

// formField is a field of the old forms (17.16.17).
type formField struct {
	box, checked bool
	entries      []string
	chosen       int
}

// mostFields may be open within each other.
const mostFields = 64

// shown says whether text is what fields show, not an instruction of one.
func (r *reader) shown() bool {
	for i := range r.fields {
		if !r.fields[i].shows {
			return false
		}
	}
	return true
}

func (r *reader) fieldMark() error {
	switch r.Attr("fldCharType") {
	case "begin":
		if len(r.fields) < mostFields {
			r.fields = append(r.fields, field{})
		}
		return r.children(func(name string) error {
			if name != "ffData" {
				return nil
			}
			return r.formField(&r.fields[len(r.fields)-1].form)
		})
	case "separate":
		if n := len(r.fields); n > 0 {
			r.fields[n-1].shows = true
		}
	case "end":
		if n := len(r.fields); n > 0 {
			f := &r.fields[n-1]
			r.fields = r.fields[:n-1]
			r.fieldEnd(f)
		}
	}
	return nil
}

func (r *reader) instruction(s string) {
	if n := len(r.fields); n > 0 && !r.fields[n-1].shows && r.fields[n-1].instruction.Len() < 4096 {
		r.fields[n-1].instruction.WriteString(s)
	}
}

// fieldEnd takes what a field shows without having it in the file.
func (r *reader) fieldEnd(f *field) {
	code := strings.TrimSpace(f.instruction.String())
	word, _, _ := strings.Cut(strings.ToUpper(code), " ")
	switch {
	case f.form.box:
		r.text(map[bool]string{true: "☑", false: "□"}[f.form.checked])
	case word == "FORMDROPDOWN" && !f.shows:
		if i := f.form.chosen; i >= 0 && i < len(f.form.entries) {
			r.text(f.form.entries[i])
		}
	case f.shows:
	case word == "EQ":
		if s, ok := enclosed(code); ok {
			r.text(s)
			return
		}
		r.b.Say(finding.Error, "READ-FIELD", "有用域拼出来的字“"+phrase.Brief(code)+"”，读不出来。", "改成普通的字", "characters composed by a field")
	case word == "SYMBOL":
		w := strings.Fields(code)
		font := ""
		for i := range w[:len(w)-1] {
			if w[i] == `\f` {
				font = strings.Trim(w[i+1], `"“”`)
			}
		}
		if len(w) > 1 {
			n, _ := strconv.ParseUint(w[1], 0, 16)
			r.symbol(font, rune(n))
		}
	}
}

// enclosed is a figure in a circle that a field draws: eq \o\ac(○,1).
func enclosed(code string) (string, bool) {
	_, rest, ok := strings.Cut(strings.ReplaceAll(code, " ", ""), `\o\ac(○,`)
	if !ok {
		return "", false
	}
	digits, ok := strings.CutSuffix(rest, ")")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil {
		return "", false
	}
	return flow.Circled(n)
}

func (r *reader) formField(f *formField) error {
	return r.children(func(name string) error {
		switch name {
		case "checkBox":
			f.box = true
			told := false
			return r.children(func(name string) error {
				switch name {
				case "checked":
					f.checked, told = r.val(), true
				case "default":
					if !told {
						f.checked = r.val()
					}
				}
				return nil
			})
		case "ddList":
			told := false
			return r.children(func(name string) error {
				switch name {
				case "result":
					f.chosen, told = r.number("val"), true
				case "default":
					if !told {
						f.chosen = r.number("val")
					}
				case "listEntry":
					if len(f.entries) < 256 {
						f.entries = append(f.entries, r.Attr("val"))
					}
				}
				return nil
			})
		}
		return nil
	})
}
