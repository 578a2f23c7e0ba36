package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model/finding"
)

// decide says what a cell holds.
func (b *Book) decide(r *reader, x *raw) found.Cell {
	d := &decision{b: b, r: r, x: x, look: b.styles.at(x.style)}
	d.code = d.look.Format
	switch {
	case x.counted && strings.Contains(x.formula, "DISPIMG("):
		d.error("READ-PICTURE", "格里是一张图片，没有文字。", "请在格里写上文字", "the cell holds a picture")
		d.cell.Kind = found.Fault
	case x.counted && outward(x.formula):
		d.error("READ-EXTERNAL", "格里的公式引用了另一个文件，读不出可靠的值。", "把公式改成数值（复制，选择性粘贴为数值）", "the formula refers to another file")
		d.value()
	case x.counted && (!x.valued || x.value == "" && x.kind != "str" && x.kind != "inlineStr"):
		d.error("READ-FORMULA", "格里是公式，但文件里没有存它的结果。", "在 Excel 或 WPS 里打开，保存后再交", "a formula without a stored result")
	case x.valued:
		d.value()
	}
	if x.counted {
		d.detail().Formula = x.formula
		if x.formula == "" {
			d.detail().Formula = "…"
		}
	}
	if d.look.Font.Color.white() && d.look.bright && strings.TrimSpace(d.cell.Text) != "" {
		r.white.add(found.Ref(r.row, r.col))
	}
	return d.cell
}

// outward says whether a formula leads out of the workbook: to another one ([1]Sheet1!A1, 'C:\[a.xlsx]Sheet1'!A1) or
// by DDE (cmd|'/c'!A0). Tables of the same workbook have brackets too, but nothing with an exclamation mark behind
// them.
func outward(formula string) bool {
	var b strings.Builder
	for i, part := range strings.Split(formula, `"`) { // texts in quotes are out
		if i%2 == 0 {
			b.WriteString(part)
		}
	}
	f := b.String()
	for i := strings.IndexByte(f, '['); i >= 0; {
		e := strings.IndexByte(f[i:], ']')
		if e < 0 {
			return false
		}
		rest := f[i+e+1:]
		if n := strings.IndexAny(rest, "!+-*/^&=<>(),;"); n >= 0 && rest[n] == '!' &&
			!strings.ContainsAny(rest[:n], "[]") || strings.Contains(strings.ToLower(f[i:i+e]), ".xl") {
			return true
		}
		next := strings.IndexByte(rest, '[')
		if next < 0 {
			break
		}
		i += e + 1 + next
	}
	bar := strings.IndexByte(f, '|')
	return bar >= 0 && strings.IndexByte(f[bar:], '!') >= 0
}

type decision struct {
	b    *Book
	r    *reader
	x    *raw
	look *Style
	code string // of the number format
	cell found.Cell
}

func (d *decision) detail() *found.Detail {
	if d.cell.Detail == nil {
		d.cell.Detail = &found.Detail{}
	}
	return d.cell.Detail
}

func (d *decision) say(s finding.Severity, code, message, hint, english string) {
	x := d.detail()
	x.Said = append(x.Said, finding.Finding{Code: code, Severity: s,
		Pos:   finding.Pos{File: d.b.file.Name, Line: d.r.row, Col: d.r.col},
		Place: sheetOf(d.r.t.Name) + found.Ref(d.r.row, d.r.col), Message: message, Hint: hint, English: english})
}

func (d *decision) error(code, message, hint, english string) {
	d.say(finding.Error, code, message, hint, english)
}

// value takes the stored value by its type.
func (d *decision) value() {
	x := d.x
	switch x.kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(x.value))
		if err != nil || n < 0 || n >= len(d.b.strings) {
			d.error("READ-DAMAGED", "这一格的文字在文件里找不到。", "用 Excel 或 WPS 打开，核对后另存为 .xlsx",
				"the text of the cell is not in the file")
			return
		}
		d.text(d.b.strings[n])
	case "inlineStr":
		if len(x.text.runs) == 0 && x.text.text == "" {
			x.text.text = x.value
		}
		d.text(x.text)
	case "str":
		d.text(rich{text: x.value})
	case "b":
		switch strings.TrimSpace(x.value) {
		case "1", "true":
			d.cell.Kind, d.cell.Text = found.Bool, "TRUE"
		case "0", "false":
			d.cell.Kind, d.cell.Text = found.Bool, "FALSE"
		case "":
		default:
			d.broken()
		}
	case "e":
		d.cell.Kind, d.cell.Text = found.Fault, x.value
		d.error("READ-FAULT", fmt.Sprintf("格里是错误值 %s。", brief(x.value)), "改正公式，或直接填写数值",
			"the cell holds an error value")
	case "d":
		n, ok := serial(strings.TrimSpace(x.value), d.b.from1904)
		if !ok {
			d.broken()
			return
		}
		if d.code == "" {
			d.code = "yyyy-mm-dd"
		}
		d.number(n)
	case "", "n":
		v := strings.TrimSpace(x.value)
		if v == "" {
			return
		}
		n, err := decimal.NewFromString(v)
		if err != nil || len(v) > 400 || n.Exponent() > 310 || n.Exponent() < -400 {
			d.broken()
			return
		}
		d.number(n)
	default:
		d.broken()
	}
	d.struck(d.look.Font.Struck && (d.cell.Kind == found.Number || d.cell.Kind == found.Date ||
		d.cell.Kind == found.Bool))
}

func (d *decision) broken() {
	d.cell.Text = brief(d.x.value)
	d.error("READ-DAMAGED", "这一格存的值“"+brief(d.x.value)+"”读不出来。", "用 Excel 或 WPS 打开，核对后另存为 .xlsx",
		"the stored value cannot be read")
}

func (d *decision) struck(on bool) {
	if on {
		d.error("READ-STRUCK", fmt.Sprintf("有删除线的文字“%s”：不知还算不算数。", brief(d.cell.Text)), "不要的请删去，要的请取消删除线",
			"struck-out text")
	}
}

// text takes a text: runs that are struck out are an error, raised and lowered ones become the characters for it.
func (d *decision) text(t rich) {
	runs := t.runs
	if runs == nil {
		runs = []run{{end: len(t.text)}}
	}
	var b, struck strings.Builder
	from := 0
	for _, u := range runs {
		s := clean(Unescape(t.text[from:u.end]))
		from = u.end
		f := &u.font
		if !u.own {
			f = &d.look.Font
		}
		if f.Struck {
			struck.WriteString(s)
		}
		if f.Shift != 0 && strings.TrimSpace(s) != "" {
			up, ok := shift(s, f.Shift > 0)
			if s = up; !ok {
				d.say(finding.Warning, "READ-SCRIPT", fmt.Sprintf("“%s”是%s，没有相应的字符，按平常的字收。", brief(s),
					map[bool]string{true: "上标", false: "下标"}[f.Shift > 0]),
					"请看印出来对不对", "raised or lowered text was taken as plain")
			}
		}
		b.WriteString(s)
	}
	d.cell.Text = b.String()
	if d.cell.Text == "" {
		return
	}
	if d.r.looks != nil && len(t.runs) > 1 {
		d.fonts(t.runs)
	}
	if typed := Unescape(t.text); typed != d.cell.Text {
		d.detail().Typed = typed
	}
	d.cell.Kind = found.Text
	if strings.TrimSpace(struck.String()) != "" {
		d.error("READ-STRUCK", fmt.Sprintf("有删除线的文字“%s”：不知还算不算数。", brief(struck.String())), "不要的请删去，要的请取消删除线",
			"struck-out text")
	}
	for _, c := range d.cell.Text {
		if c < 0x20 && c != '\n' && c != '\t' || c == 0x7F {
			d.error("DATA-CONTROL", fmt.Sprintf("文字里有控制字符 U+%04X，打印不出来。", c), "请删去", "")
			break
		}
	}
}

// fonts keeps the fonts of a text set in several.
func (d *decision) fonts(runs []run) {
	out := make([]Font, len(runs))
	for i, u := range runs {
		out[i] = u.font
	}
	d.r.looks.runs[[2]int{d.r.row, d.r.col}] = out
}

// clean is a text with line ends as we have them.
func clean(s string) string {
	if !strings.Contains(s, "\r") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// precision is the number of digits a spreadsheet keeps; a stored number has up to 17, the last two of them noise.
const precision, noise = 15, 17

// number takes a number: as its format shows it, with the value behind.
func (d *decision) number(n decimal.Decimal) {
	n, whole := tidy(n), n
	kept := n
	if k := int32(n.NumDigits()); k > precision {
		kept = tidy(n.Round(precision - k - n.Exponent()))
	}
	d.cell.Kind, d.cell.Raw = found.Number, kept.String()
	s := d.b.styles.format(d.code).show(kept, d.b.from1904)
	d.cell.Text, d.cell.Hides = s.text, !s.whole
	switch {
	case s.date && s.never:
		d.cell.Kind, d.cell.Text = found.Date, d.cell.Raw
		d.error("READ-DATE", fmt.Sprintf("格的格式是日期，存的数 %s 却不是日期，屏幕上是一串 #。", d.cell.Raw), "改正日期，或改单元格的格式",
			"a number that is no date in a date format")
	case s.date && s.cannot:
		d.cell.Kind = found.Date
		d.error("READ-NUMBER-FORMAT", fmt.Sprintf("日期的格式“%s”这里不认识，不知怎样显示。", brief(d.code)),
			"把格式改成 2024年3月5日 一类，或改成文字", "a date format that is not known")
	case s.date:
		d.cell.Kind = found.Date
	case s.cannot:
		d.say(finding.Warning, "READ-NUMBER-FORMAT",
			fmt.Sprintf("数的格式“%s”这里不认识，按存的数 %s 收。", brief(d.code), d.cell.Raw), "请看印出来对不对，或改成文字",
			"a number format that is not known")
	case s.text == "" && kept.IsZero():
	case s.text == "":
		d.cell.Text = d.cell.Raw
		d.error("READ-UNSEEN", fmt.Sprintf("格里有数 %s，格式却使它不显示。", d.cell.Raw), "要印的请改格式，不要的请删去",
			"the format hides the number")
	}
	// A whole number beyond 15 digits has lost its last ones when it was typed; other digits beyond 17 are not a
	// spreadsheet's.
	if whole.NumDigits() > noise || !s.date && len(whole.Abs().Truncate(0).String()) > precision {
		d.error("READ-DIGITS", fmt.Sprintf("数 %s 超过 15 位，Excel 只存得住前 15 位，后面的已经不可靠。", brief(whole.String())),
			"证件号、编码等请把格式改成文本，重新填写", "a number of more than 15 digits")
	}
	if d.look.Font.Shift != 0 {
		d.say(finding.Warning, "READ-SCRIPT", "格里的数整个是上标或下标，按平常的字收。", "请看印出来对不对",
			"a raised or lowered number was taken as plain")
	}
}

// tidy is a number without zeros at its end.
func tidy(n decimal.Decimal) decimal.Decimal {
	if n.IsZero() {
		return decimal.Decimal{}
	}
	if n.Exponent() > 0 {
		return n.Round(0)
	}
	s := n.String()
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	t, err := decimal.NewFromString(s)
	if err != nil {
		return n
	}
	return t
}
