// Package quantity understands what people write as a target or an actual value. In: a text such as >=20000件, =100%,
// 5*8小时, 2024年6月, 20-30天, 98%以上, 提升. Out: a Value with comparator, exact decimal, unit, date or word, the text kept
// to the character, and the answer whether an actual value meets a target. It knows nothing of forms.
//
// Everything is decimal and three-valued: what cannot be decided is said to be undecided, never guessed.
package quantity

import (
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
)

// Kind is what a text turned out to be.
type Kind uint8

const (
	Empty  Kind = iota // nothing, or only blanks
	Number             // one number with or without a unit: >=20000件, 100%, 5*8小时
	Range              // two numbers: 20-30天
	Date               // 2024年6月, 2024-06-30前
	Word               // anything else: 提升, 合格
	Mark               // a dash or sign that stands for nothing: —, /, *
)

// Comparator is the sign before (or the word around) a value.
type Comparator uint8

const (
	None         Comparator = iota
	Equal                   // = ＝ 等于
	Greater                 // > 超过 高于
	GreaterEqual            // >= ≥ 不低于 以上
	Less                    // < 低于 少于
	LessEqual               // <= ≤ 不超过 以内 前
)

// String is the sign.
func (c Comparator) String() string { return [...]string{"", "=", ">", "≥", "<", "≤"}[c] }

// Inequality says whether the comparator leaves the value itself open.
func (c Comparator) Inequality() bool { return c >= Greater }

// Nearness is how a number that is not meant exactly lies about the one written.
type Nearness uint8

const (
	Exactly Nearness = iota
	Around           // 约, 左右: either side
	Below            // 近, 接近: a little less
	Above            // 余, 多: a little more
)

// Context is what is known beside the text of a cell. The zero value is nothing.
type Context struct {
	Unit string // the unit of a column of its own or of a heading: a number without a unit has it
	Year int    // the year of the form: 6月30日前 is in it, 次年 after it
}

// For is what of the context can matter to a text, so that what was read need not be read again for another year.
func (c Context) For(text string) Context {
	if strings.ContainsAny(text, "年月季") {
		return c
	}
	digits := 0
	for _, r := range text {
		if unicode.IsNumber(r) {
			digits++
		}
	}
	if digits < fewestInDate {
		c.Year = 0
	}
	return c
}

// fewestInDate is how many digits a date has at least that has no 年, 月 or 季: 2024-6.
const fewestInDate = 5

// Value is a text understood.
type Value struct {
	Text    string // as written
	Kind    Kind
	State   State
	Cmp     Comparator
	Num     decimal.Decimal   // Number: the value; Range: its low end. In the unit as written
	High    decimal.Decimal   // Range: its high end
	Factors []decimal.Decimal // Number written as a product (5*8): its factors, Num is the product
	Unit    Unit
	Assumed bool   // the unit is not in the text but in the context
	Per     string // a number per period (2期/月): 月; Unit is then that of the whole rate
	Day     Day
	First   int    // Date: the first day it may mean, as yyyymmdd; the year is 0 if unknown, 1 the year after that (次年)
	Last    int    // Date: the last day it may mean
	Word    string // Word: the text without blanks around it, half-width
	Change  string // Number and Range: the word of change before the number, 提高 in 提高5%; empty: the number is a level
	About   Nearness
	Parts   []Value // the things of a cell that has several
	Limit   bool    // Number: so long behind something that happened, as a target not longer
	Says    Saying  // what words say that stand for a value
	Mistake Mistake // State Slip: what is wrong
}

// Numeric says whether Num means something.
func (v Value) Numeric() bool { return v.Kind == Number || v.Kind == Range }

// Exact says whether the value is one number: no range, no inequality, not about.
func (v Value) Exact() bool { return v.Kind == Number && !v.Cmp.Inequality() && v.About == Exactly }

// Base is Num in the base unit of its dimension (元, 1 for a share, 秒, …).
func (v Value) Base() decimal.Decimal { return times(v.Num, v.Unit.scale()) }

// Day is a date as far as it was written: Month and Day are 0 when unknown, Year is 0 in 6月30日前.
type Day struct{ Year, Month, Day int }

// first and last are the earliest and latest day the date may mean, as yyyymmdd.
func (d Day) first() int { return d.Year*10000 + max(d.Month, 1)*100 + max(d.Day, 1) }

func (d Day) last() int {
	m, day := d.Month, d.Day
	if m == 0 {
		m = 12
	}
	if day == 0 {
		day = daysIn(d.Year, m)
	}
	return d.Year*10000 + m*100 + day
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year == 0 || year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

func (d Day) valid() bool {
	return d.Month >= 0 && d.Month <= 12 && d.Day >= 0 && (d.Day == 0 || d.Month > 0 && d.Day <= daysIn(d.Year, d.Month))
}
