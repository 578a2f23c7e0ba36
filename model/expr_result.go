package model

import (
	"strings"

	"github.com/shopspring/decimal"
)

// ResultKind is what an expression gave.
type ResultKind uint8

const (
	Nothing  ResultKind = iota // absent: a field left out, a division by zero, or anything computed from these
	IsText                     // Text
	IsNumber                   // Num
	IsBool                     // Bool
	IsList                     // Rows or List
	IsGroup                    // Value
)

func (k ResultKind) chinese() string {
	return [...]string{"空缺", "文字", "数", "是否", "列表", "一组"}[k]
}

// Result is what an expression gave.
type Result struct {
	Kind  ResultKind
	Bool  bool
	Num   decimal.Decimal
	Text  string   // of a number that is a field's value: as written
	Value *Value   // the value it was read from, nil for a computed one
	Rows  []*Value // a list of rows
	List  []Result // any other list
}

// True says whether a condition holds; an absent one does not.
func (x Result) True() bool { return x.Kind == IsBool && x.Bool }

// Absent says whether there is no result.
func (x Result) Absent() bool { return x.Kind == Nothing }

// Len is the length of a list.
func (x Result) Len() int { return len(x.Rows) + len(x.List) }

// String is the result as text: a field's as written, a computed number with all its digits, 是 or 否, a list with 、.
func (x Result) String() string {
	switch x.Kind {
	case IsText:
		return x.Text
	case IsNumber:
		if x.Text != "" {
			return x.Text
		}
		return x.Num.String()
	case IsBool:
		if x.Bool {
			return "是"
		}
		return "否"
	case IsList:
		s := make([]string, 0, len(x.List))
		for _, e := range x.List {
			s = append(s, e.String())
		}
		return strings.Join(s, "、")
	}
	return ""
}

func numeric(d decimal.Decimal) Result { return Result{Kind: IsNumber, Num: d} }

// counts are the numbers that most lists and texts are long.
var counts = func() (all [256]decimal.Decimal) {
	for i := range all {
		all[i] = decimal.New(int64(i), 0)
	}
	return all
}()

// whole is a count.
func whole(n int) Result {
	if n >= 0 && n < len(counts) {
		return numeric(counts[n])
	}
	return numeric(decimal.New(int64(n), 0))
}

func boolean(b bool) Result   { return Result{Kind: IsBool, Bool: b} }
func textual(s string) Result { return Result{Kind: IsText, Text: s} }

// resultOf is a value as an operand. A figure that cannot be counted (约5万) is its text.
func resultOf(v *Value) Result {
	if v == nil {
		return Result{}
	}
	switch v.Field.Kind {
	case Group:
		return Result{Kind: IsGroup, Value: v}
	case Rows:
		if v.Fields != nil {
			return Result{Kind: IsGroup, Value: v}
		}
		return Result{Kind: IsList, Rows: v.Rows, Value: v}
	}
	switch {
	case v.Origin == Absent:
		return Result{Value: v}
	case v.Field.Kind == Choice && v.Field.Multiple:
		x := Result{Kind: IsList, Value: v, List: make([]Result, len(v.Ticks))}
		for i, t := range v.Ticks {
			x.List[i] = textual(t)
		}
		return x
	case v.HasNum:
		return Result{Kind: IsNumber, Num: v.Num, Text: v.Text, Value: v}
	}
	return Result{Kind: IsText, Text: v.Text, Value: v}
}

// item is the i-th of a list.
func (x Result) item(i int) Result {
	if i < len(x.Rows) {
		return Result{Kind: IsGroup, Value: x.Rows[i]}
	}
	return x.List[i-len(x.Rows)]
}

// blank says whether the result is empty: absent, white space, an empty list or row.
func (x Result) blank() bool {
	switch x.Kind {
	case IsText:
		return strings.TrimSpace(x.Text) == ""
	case IsList:
		return x.Len() == 0
	case IsGroup:
		return x.Value.Blank()
	}
	return x.Kind == Nothing
}

// unknown says whether a text is in the place of a figure and might be one: 约5万, but not / or a blank; or a sum that
// has one among its parts.
func (x Result) unknown() bool {
	v := x.Value
	return (x.Kind == IsText || x.Kind == Nothing) && v != nil && v.Field.Kind.Numeric() &&
		strings.TrimSpace(v.Text) != "" && !IsMark(v.Text)
}

// compare orders two results of one kind; ok is false if they cannot be compared.
func compare(a, b Result) (c int, ok bool) {
	switch {
	case a.Kind != b.Kind:
		return 0, false
	case a.Kind == IsNumber:
		return a.Num.Cmp(b.Num), true
	case a.Kind == IsText:
		return strings.Compare(a.Text, b.Text), true
	case a.Kind == IsBool:
		if a.Bool == b.Bool {
			return 0, true
		}
		return 1, true
	}
	return 0, false
}

// same says whether two results have one value: 9.8 and 9.80 do.
func same(a, b Result) bool {
	if a.Kind == IsGroup || b.Kind == IsGroup {
		return a.Kind == b.Kind && a.Value == b.Value
	}
	if a.Kind == IsList && b.Kind == IsList {
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !same(a.item(i), b.item(i)) {
				return false
			}
		}
		return true
	}
	if a.Kind == Nothing && b.Kind == Nothing {
		return true
	}
	c, ok := compare(a, b)
	return ok && c == 0
}
