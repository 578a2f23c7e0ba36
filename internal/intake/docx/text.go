package docx

import (
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/intake/phrase"
	"github.com/gongbiao/gongbiao/model/finding"
)

// blocks reads paragraphs and tables up to the end of what they stand in.
func (r *reader) blocks() error {
	return r.children(r.block)
}

// block reads one of them.
func (r *reader) block(name string) error {
	switch name {
	case "p":
		return r.paragraph()
	case "tbl":
		return r.table()
	case "sdt":
		return r.control(r.blocks)
	case "customXml", "ins", "moveTo":
		return r.blocks()
	case "AlternateContent":
		return r.alternate(r.blocks)
	case "del", "moveFrom":
		r.tracked()
	case "sectPr":
		return r.section()
	case "altChunk":
		r.b.Note(finding.Warning, "READ-EMBEDDED", "文档里插有别的文件，没有读。", "在 Word 里打开后另存，再交", "an imported file was not read")
	case "oMathPara", "oMath":
		err := r.math()
		r.b.End()
		return err
	}
	return nil
}

// paragraph reads a paragraph. One whose mark is deleted goes on with the next.
func (r *reader) paragraph() error {
	r.pending, r.under, r.look = "", look{}, look{}
	r.setParagraph()
	goesOn := false
	err := r.inline(func(name string) (bool, error) {
		if name != "pPr" {
			return false, nil
		}
		num, err := r.paragraphProperties(&goesOn)
		if err == nil {
			r.numbered(num)
		}
		return true, err
	})
	if !goesOn {
		r.b.End()
	}
	r.pending = ""
	return err
}

// place is where a paragraph stands in a numbered list.
type place struct {
	list, level int
	set         bool
}

// paragraphProperties reads a pPr.
func (r *reader) paragraphProperties(goesOn *bool) (place, error) {
	var p place
	own := false
	err := r.children(func(name string) error {
		switch name {
		case "pStyle":
			s := r.styles[r.Attr("val")]
			r.under = s.look
			r.aligned(s.aligns)
			if !own {
				p = s.place
			}
		case "jc":
			r.aligned(alignOf(r.Attr("val")))
		case "sectPr":
			return r.section()
		case "numPr":
			own = true
			level := p.level
			p = place{level: level}
			return r.children(func(name string) error {
				switch name {
				case "numId":
					p.list, p.set = r.number("val"), true
				case "ilvl":
					p.level = r.number("val")
				}
				return nil
			})
		case "rPr":
			return r.children(func(name string) error {
				if name == "del" || name == "moveFrom" {
					*goesOn = true
					r.tracked()
				}
				return nil
			})
		}
		return nil
	})
	return p, err
}

// inline reads runs and what holds runs; first is asked before. In a run it is the content of the run.
func (r *reader) inline(first func(name string) (bool, error)) error {
	return r.children(func(name string) error {
		if first != nil {
			if done, err := first(name); done || err != nil {
				return err
			}
		}
		switch name {
		case "r":
			return r.run()
		case "ins", "moveTo":
			r.tracked()
			return r.inline(nil)
		case "del", "moveFrom":
			r.tracked()
		case "hyperlink", "smartTag", "customXml", "dir", "bdo", "fldSimple", "rubyBase":
			return r.inline(nil)
		case "sdt":
			return r.control(func() error { return r.inline(nil) })
		case "oMath", "oMathPara":
			return r.math()
		case "AlternateContent":
			return r.alternate(func() error { return r.inline(nil) })
		case "p": // within a content control of a run, by programs that do not know better
			return r.inline(nil)
		case "drawing", "pict", "object":
			return r.drawing()
		}
		return nil
	})
}

// run reads a run.
func (r *reader) run() error {
	r.look = r.under
	return r.children(r.inRun)
}

func (r *reader) inRun(name string) error {
	switch name {
	case "rPr":
		return r.children(func(name string) error {
			r.property(name, &r.look)
			return nil
		})
	case "t":
		s, err := r.All()
		r.text(s)
		return err
	case "tab", "ptab":
		r.text("\t")
	case "br", "cr":
		r.text("\n")
	case "noBreakHyphen":
		r.text("-")
	case "sym":
		n, err := strconv.ParseUint(r.Attr("char"), 16, 32)
		if err != nil {
			n = 0
		}
		r.symbol(r.Attr("font"), rune(n))
	case "fldChar":
		return r.fieldMark()
	case "instrText":
		s, err := r.All()
		r.instruction(s)
		return err
	case "ruby":
		return r.inline(nil)
	case "drawing", "pict", "object":
		return r.drawing()
	case "AlternateContent":
		return r.alternate(func() error { return r.children(r.inRun) })
	case "footnoteReference", "endnoteReference":
		return r.note(strings.TrimSuffix(name, "Reference"), r.Attr("id"))
	}
	return nil
}

// property takes a property of a run.
func (r *reader) property(name string, l *look) {
	switch name {
	case "rStyle":
		s := r.styles[r.Attr("val")].look
		l.struck, l.hidden = l.struck || s.struck, l.hidden || s.hidden
		if s.shift != 0 {
			l.shift = s.shift
		}
	case "strike", "dstrike":
		l.struck = r.val()
	case "vanish":
		l.hidden = r.val()
	case "vertAlign":
		l.shift = map[string]int8{"superscript": 1, "subscript": -1}[r.Attr("val")]
	case "sz":
		l.size = r.number("val")
	case "b":
		l.bold = r.val()
	case "rFonts":
		if f := r.Attr("eastAsia"); f != "" {
			l.face = f
		}
		if f := r.Attr("ascii"); f != "" {
			l.font = symbolFont(f)
		}
	}
}

// text is a text of the run; not that of an instruction.
func (r *reader) text(s string) {
	if r.silent > 0 || !r.shown() || s == "" {
		return
	}
	if r.pending != "" {
		r.b.Text(phrase.Run{Text: r.pending})
		r.pending = ""
	}
	s = r.private(s)
	if r.glyph != nil && len(*r.glyph) < 64 {
		*r.glyph += s
	}
	if strings.TrimSpace(s) != "" {
		r.setText()
	}
	r.b.Text(phrase.Run{Text: s, Struck: r.look.struck, Hidden: r.look.hidden, Shift: r.look.shift})
}

// alternate reads the first of several ways to say the same thing that is there: Choice, else Fallback.
func (r *reader) alternate(read func() error) error {
	done := false
	return r.children(func(name string) error {
		if done || name != "Choice" && name != "Fallback" {
			return nil
		}
		done = true
		return read()
	})
}

// drawing looks for text boxes in a picture or shape.
func (r *reader) drawing() error {
	return r.children(func(name string) error {
		switch name {
		case "txbxContent":
			return r.textBox()
		case "blip", "imagedata", "chart", "relIds", "OLEObject":
			r.drawn = true
			r.b.Picture()
		case "AlternateContent":
			return r.alternate(r.drawing)
		}
		return r.drawing()
	})
}

// textBox reads a text box: its paragraphs stand beside the text.
func (r *reader) textBox() error {
	look, under, pending, fields := r.look, r.under, r.pending, r.fields
	r.fields = nil
	r.b.OpenAside("文本框")
	err := r.blocks()
	r.b.CloseAside()
	r.look, r.under, r.pending, r.fields = look, under, pending, fields
	return err
}

// math reads a formula: its letters and figures in order.
func (r *reader) math() error {
	r.b.Say(finding.Warning, "READ-MATH", "有公式编辑器写的式子，只读了其中的字。", "请看读出来的对不对", "of an equation only the characters were read")
	r.look = r.under
	return r.mathIn(0)
}

func (r *reader) mathIn(shift int8) error {
	return r.children(func(name string) error {
		switch name {
		case "t":
			s, err := r.All()
			r.look.shift = shift
			r.text(s)
			return err
		case "sup":
			return r.mathIn(1)
		case "sub":
			return r.mathIn(-1)
		case "den":
			r.look.shift = shift
			r.text("/")
		case "rPr", "ctrlPr", "del", "moveFrom":
			return nil
		}
		return r.mathIn(shift)
	})
}

// note reads a foot- or endnote: it stands beside the text.
func (r *reader) note(kind, id string) error {
	if _, ok := r.notes[kind]; !ok {
		r.notes[kind] = ""
		err := r.part(kind+"s", func() error {
			return r.Elements(func(name string) error {
				if name != kind {
					return nil
				}
				var b strings.Builder
				key := kind + r.Attr("id")
				err := r.children(func(string) error { return r.plain(&b) })
				if len(r.notes) < 2000 {
					r.notes[key] = strings.TrimSpace(b.String())
					r.b.Keep(costStyle + b.Len())
				}
				return err
			})
		})
		if err != nil {
			return err
		}
	}
	if text := r.notes[kind+id]; text != "" && r.silent == 0 {
		r.b.OpenAside(map[string]string{"footnote": "脚注", "endnote": "尾注"}[kind] + " " + id)
		r.b.Text(phrase.Run{Text: text})
		r.b.CloseAside()
	}
	return nil
}

// plain collects the text of an element.
func (r *reader) plain(b *strings.Builder) error {
	if string(r.Name) == "t" {
		s, err := r.All()
		if b.Len() < 10000 {
			b.WriteString(s)
		}
		return err
	}
	return r.children(func(name string) error {
		if name == "del" || name == "instrText" {
			return nil
		}
		return r.plain(b)
	})
}
