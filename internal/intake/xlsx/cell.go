package xlsx

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake/phrase"
	"github.com/gongbiao/gongbiao/internal/intake/sheet"
)

// decide says what a cell holds.
func (b *Book) decide(r *reader, x *raw) found.Cell {
	style := b.styles.at(x.style)
	look := sheet.Look{Format: style.Format, Struck: style.Font.Struck, Shift: style.Font.Shift,
		White: style.Font.Color.white() && style.bright}
	if x.kind == "d" && look.Format == "" {
		look.Format = "yyyy-mm-dd"
	}
	d := r.s.Cell(r.row, r.col, look)
	switch {
	case x.counted && strings.Contains(x.formula, "DISPIMG("):
		d.Picture()
	case x.counted && sheet.Outward(x.formula):
		d.Outward()
		r.value(d, x, style)
	case x.counted && (!x.valued || x.value == "" && x.kind != "str" && x.kind != "inlineStr"):
		d.NoResult()
	case x.valued:
		r.value(d, x, style)
	}
	if x.counted {
		d.Formula(x.formula)
	}
	return d.Done()
}

// value takes the stored value by its type.
func (r *reader) value(d *sheet.Cell, x *raw, style *Style) {
	v := strings.TrimSpace(x.value)
	switch x.kind {
	case "s":
		n, err := strconv.Atoi(v)
		if err != nil || n < 0 || n >= len(r.b.strings) {
			d.NoText()
			return
		}
		r.texts(d, r.b.strings[n], style)
	case "inlineStr":
		if len(x.text.runs) == 0 && x.text.text == "" {
			x.text.text = x.value
		}
		r.texts(d, x.text, style)
	case "str":
		r.texts(d, rich{text: x.value}, style)
	case "b":
		switch v {
		case "1", "true":
			d.Bool(true)
		case "0", "false":
			d.Bool(false)
		case "":
		default:
			d.Broken(x.value)
		}
	case "e":
		d.Fault(x.value)
	case "d":
		n, ok := sheet.Serial(v, r.b.decided.From1904)
		if !ok {
			d.Broken(x.value)
			return
		}
		d.Number(n)
	case "", "n":
		if v == "" {
			return
		}
		n, err := decimal.NewFromString(v)
		if err != nil || len(v) > 400 || n.Exponent() > 310 || n.Exponent() < -400 {
			d.Broken(x.value)
			return
		}
		d.Number(n)
	default:
		d.Broken(x.value)
	}
}

// texts takes a text, of which each run has a font of its own or that of the cell.
func (r *reader) texts(d *sheet.Cell, t rich, style *Style) {
	if t.runs == nil {
		d.Text(phrase.Run{Text: Unescape(t.text), Struck: style.Font.Struck, Shift: style.Font.Shift})
		return
	}
	runs := make([]phrase.Run, len(t.runs))
	from := 0
	for i, u := range t.runs {
		f := &u.font
		if !u.own {
			f = &style.Font
		}
		runs[i] = phrase.Run{Text: Unescape(t.text[from:u.end]), Struck: f.Struck, Shift: f.Shift}
		from = u.end
	}
	d.Text(runs...)
	if r.looks == nil || len(t.runs) < 2 || t.text == "" {
		return
	}
	fonts := make([]Font, len(t.runs))
	for i, u := range t.runs {
		fonts[i] = u.font
	}
	r.looks.runs[[2]int{r.row, r.col}] = fonts
}
