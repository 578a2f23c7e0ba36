package sheet

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake/phrase"
	"github.com/gongbiao/gongbiao/model/finding"
)

// precision is the number of digits a spreadsheet keeps; a stored number has up to 17, the last two of them noise.
const precision, noise = 15, 17

// Number is a number: as its format shows it, with the value behind.
func (d *Cell) Number(n decimal.Decimal) {
	n, whole := tidy(n), n
	kept := n
	if k := int32(n.NumDigits()); k > precision {
		kept = tidy(n.Round(precision - k - n.Exponent()))
	}
	d.cell.Kind, d.cell.Raw = found.Number, kept.String()
	s := d.s.book.format(d.look.Format).show(kept, d.s.book.From1904)
	d.cell.Text, d.cell.Hides = s.text, !s.whole
	switch {
	case s.date && s.never:
		d.cell.Kind, d.cell.Text = found.Date, d.cell.Raw
		d.error("READ-DATE", fmt.Sprintf("格的格式是日期，存的数 %s 却不是日期，屏幕上是一串 #。", d.cell.Raw), "改正日期，或改单元格的格式",
			"a number that is no date in a date format")
	case s.date && s.cannot:
		d.cell.Kind = found.Date
		d.error("READ-NUMBER-FORMAT", fmt.Sprintf("日期的格式“%s”这里不认识，不知怎样显示。", phrase.Brief(d.look.Format)),
			"把格式改成 2024年3月5日 一类，或改成文字", "a date format that is not known")
	case s.date:
		d.cell.Kind = found.Date
	case s.cannot:
		d.say(finding.Warning, "READ-NUMBER-FORMAT",
			fmt.Sprintf("数的格式“%s”这里不认识，按存的数 %s 收。", phrase.Brief(d.look.Format), d.cell.Raw), "请看印出来对不对，或改成文字",
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
		d.error("READ-DIGITS", fmt.Sprintf("数 %s 超过 15 位，Excel 只存得住前 15 位，后面的已经不可靠。", phrase.Brief(whole.String())),
			"证件号、编码等请把格式改成文本，重新填写", "a number of more than 15 digits")
	}
	if d.look.Shift != 0 {
		d.say(finding.Warning, "READ-SCRIPT", "格里的数整个是上标或下标，按平常的字收。", "请看印出来对不对",
			"a raised or lowered number was taken as plain")
	}
	d.struckWhole()
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
