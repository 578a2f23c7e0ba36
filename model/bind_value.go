package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/internal/char"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
)

// maxRatio is the largest plain number that is taken for a ratio; 97.98 might be meant as 97.98 %.
var maxRatio = decimal.New(15, -1)

// ticks binds a list of choices.
func (b *binder) ticks(v *Value, d *data.Value, f *Field, path string) {
	v.Ticks = []string{}
	for _, item := range d.Items {
		at := path
		switch {
		case item.Kind != data.String:
			b.fail(item, at, "DATA-TYPE", "", "“%s”的每个选项应是文字，这里却是%s。", f.Name, item.Kind)
		case strings.TrimSpace(item.Text) != "" && slices.Contains(v.Ticks, chosen(f, item.Text)):
			b.fail(item, at, "DATA-CHOICE", "", "选项“%s”写了两次。", finding.Short(item.Text))
		default:
			b.unseen(v, item, item.Text)
			b.choice(item, f, chosen(f, item.Text), at)
			v.Ticks = append(v.Ticks, chosen(f, item.Text))
		}
	}
	v.Text = strings.Join(v.Ticks, "、")
}

// chosen is the option that a text names: a blank around it is none of it.
func chosen(f *Field, text string) string {
	if t := strings.TrimSpace(text); slices.Contains(f.Choices, t) {
		return t
	}
	return text
}

func (b *binder) choice(d *data.Value, f *Field, text, path string) {
	if len(f.Choices) == 0 || slices.Contains(f.Choices, text) {
		return
	}
	if strings.TrimSpace(text) == "" {
		b.fail(d, path, "DATA-CHOICE", "删去空的一项", "“%s”里有一项是空的。", f.Name)
		return
	}
	hint := cmp.Or(alike.DidYouMean(text, f.Choices), "可选："+strings.Join(f.Choices, "、"))
	b.fail(d, path, "DATA-CHOICE", hint, "“%s”不是“%s”的选项。", finding.Short(text), f.Name)
}

// text checks a written text and finds its number.
func (b *binder) text(v *Value, d *data.Value) {
	f := v.Field
	b.unseen(v, d, v.Text)
	if units := cellLength(v.Text); units > data.MaxCell {
		b.fail(d, v.Path, "DATA-LENGTH", "请分到几处填写，或删减", "“%s”有 %d 个字符，一个单元格最多 %d 个。", f.Name, units, data.MaxCell)
		return
	}
	if n := utf8.RuneCountInString(v.Text); f.MaxLen > 0 && n > f.MaxLen {
		b.warn(d, v, "DATA-LONG", "", "“%s”有 %d 字，要求不超过 %d 字。", f.Name, n, f.MaxLen)
	}
	blank := strings.TrimSpace(v.Text) == ""
	switch {
	case f.Kind.Numeric() && !blank:
		b.figure(v, d)
	case f.Kind == Year && !blank && !isYear(v.Text):
		b.fail(d, v.Path, "DATA-YEAR", "", "“%s”应是四位数字的年份，例如 2022，这里却是“%s”。", f.Name, finding.Short(v.Text))
	case f.Kind == Date && !blank:
		b.date(v, d)
	case f.Kind == Choice && v.Text != "":
		v.Text = chosen(f, v.Text)
		b.choice(d, f, v.Text, v.Path)
		if f.Multiple {
			v.Ticks = []string{v.Text}
		}
	}
}

// date warns of a text that is not a date. It is printed as written: whoever signs may know better.
func (b *binder) date(v *Value, d *data.Value) {
	const writeDate = "写作 2024年3月5日 或 2024-03-05"
	name, text := v.Field.Name, finding.Short(v.Text)
	_, r := quantity.ReadDate(v.Text)
	switch {
	case r == quantity.ADate:
	case IsMark(v.Text):
		b.note(d, v, "DATA-MARK", "", "“%s”写的是“%s”，不是日期；照原样打印。", name, text)
	case r == quantity.NoSuch:
		b.warn(d, v, "DATA-DATE", "核对年、月、日", "“%s”写的是“%s”，没有这一天；照原样打印。", name, text)
	case quantity.Serial(v.Text):
		b.warn(d, v, "DATA-DATE", writeDate, "“%s”写的是“%s”，像是电子表格里存日期的数，不是日期；照原样打印。", name, text)
	default:
		b.warn(d, v, "DATA-DATE", writeDate, "“%s”写的是“%s”，不是日期；照原样打印。", name, text)
	}
}

func isYear(s string) bool {
	n := 0
	for _, r := range s {
		if r = char.Half(r); r < '0' || r > '9' {
			return false
		}
		n++
	}
	return n == 4
}

// figure finds the decimal of a text in a numeric field. A text without one is kept and noted.
func (b *binder) figure(v *Value, d *data.Value) {
	f := v.Field
	text := v.Text
	if f.Kind == Money { // ￥1,600,000.00 is an amount, and stays as it is written
		text = strings.TrimLeft(strings.TrimSpace(text), "￥¥")
	}
	n, parts, ok := number.ParseScaled(text)
	switch {
	case ok && f.Kind == Rate && parts == 0 && n.Abs().GreaterThan(maxRatio):
		b.warn(d, v, "DATA-RATE", "请写 "+strings.TrimSpace(v.Text)+"%，或写成小数",
			"“%s”写的是“%[2]s”，没有百分号，看不出是 %[2]s%% 还是 %[2]s 倍；照原样打印，不参加计算。", f.Name, v.Text)
	case ok && parts > 0 && (f.Kind == Money || f.Kind == Score):
		b.warn(d, v, "DATA-NUMBER", "", "“%s”写的是“%s”，不应带百分号；照原样打印，不参加计算。", f.Name, v.Text)
	case ok:
		v.Num, v.HasNum = n, true
	case IsMark(v.Text):
		b.note(d, v, "DATA-MARK", "", "“%s”写的是“%s”，不是数字；照原样打印，合计时按没有填写。", f.Name, v.Text)
	default:
		b.warn(d, v, "DATA-NUMBER", numberHint(v.Text), "“%s”写的是“%s”，不是数字；照原样打印，不参加计算。", f.Name, finding.Short(v.Text))
	}
}

// IsMark says whether a text means that there is no figure: / — － * 无 不适用.
func IsMark(s string) bool {
	s = strings.TrimSpace(s)
	if s == "无" || s == "不适用" {
		return true
	}
	return s != "" && strings.Trim(s, "/／-－–—―─*＊×…") == ""
}

// numberHint says why a text with digits is not a number.
func numberHint(s string) string {
	switch {
	case !strings.ContainsAny(s, "0123456789") || utf8.RuneCountInString(s) > 200:
		return ""
	case strings.ContainsAny(s, ",，"):
		return "千位分隔符应每三位一个，例如 18,233,182.14"
	case strings.ContainsAny(s, "元万亿"):
		return "数字后面不要写单位"
	}
	return ""
}

// number binds a plain number: a figure in numeric fields, its literal as text in all others.
func (b *binder) number(v *Value, d *data.Value) {
	f := v.Field
	if !f.Kind.Numeric() {
		b.text(v, d)
		return
	}
	n, ok := number.ParseLiteral(d.Text)
	switch {
	case !ok:
		b.fail(d, v.Path, "DATA-NUMBER", "要照原样打印，请加引号写成文字",
			"“%s”的数字 %s 太大或太长：小数点前后各不超过 %d 位。", f.Name, finding.Short(d.Text), number.MaxDigits)
		return
	case f.Kind == Rate && n.Abs().GreaterThan(maxRatio):
		b.fail(d, v.Path, "DATA-RATE", fmt.Sprintf("请写 \"%s%%\" 或 %s", d.Text, n.Shift(-2).String()),
			"“%s”是比率，数字 %[2]s 看不出是 %[2]s%% 还是 %[2]s 倍。", f.Name, d.Text)
		return
	}
	v.Num, v.HasNum, v.Origin = n, true, Figure
	if n.IsZero() && strings.HasPrefix(d.Text, "-") {
		v.Origin = Written // a decimal has no −0
	}
}
