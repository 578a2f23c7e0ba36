// Package personal finds numbers that belong to a person and may not be published: mobile phones, identity numbers,
// bank cards, e-mail addresses; and, as notes, landlines and 统一社会信用代码. In: a text with what stands before it on the
// form, or a whole record. Out: where such a number is and of what kind, masked. Nothing is altered.
//
// A number counts only if it is whole: the length, the check digit (GB 11643 for identity numbers, ISO/IEC 7812 for
// cards, GB 32100 for credit codes), the date and the region it holds must be right, and it may be no part of a longer
// code, no amount, and nothing that the words before it call a code.
package personal

import (
	"cmp"
	"slices"
	"strings"
)

// Kind is what a number is.
type Kind string

// The kinds of numbers. Phone and Code are notes: they mostly belong to an office.
const (
	Mobile Kind = "PERSONAL-MOBILE"
	ID     Kind = "PERSONAL-ID"
	Card   Kind = "PERSONAL-CARD"
	Email  Kind = "PERSONAL-EMAIL"
	Phone  Kind = "PERSONAL-PHONE"
	Code   Kind = "PERSONAL-CODE"
)

// Hit is a number in a text: from byte Start up to End.
type Hit struct {
	Kind       Kind
	Start, End int
}

// Find finds all numbers in a text, in their order. label is what the form calls the text, such as 联系电话 or 项目编码: it
// is read as if it stood before it.
func Find(label, text string) []Hit {
	if !promising(text) {
		return nil
	}
	s := newScan(label, text)
	var out []Hit
	s.emails(&out)
	s.codes(&out)
	s.numbers(&out)
	slices.SortFunc(out, func(a, b Hit) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// promising says whether a text can hold any number at all: few texts of a form can.
func promising(text string) bool {
	n, spelled := 0, 0
	for _, r := range text {
		if hanDigit(r) < 0 {
			spelled = 0
		} else if spelled++; spelled >= fewest {
			return true
		}
		switch {
		case r == '@', r == '＠':
			return true
		case r >= '0' && r <= '9', r >= '０' && r <= '９':
			if n++; n >= 7 {
				return true
			}
		}
	}
	return false
}

// Mask is a text with the inner characters of all its numbers hidden; notes are left as they are.
func Mask(label, text string) string {
	var b strings.Builder
	at := 0
	for _, h := range Find(label, text) {
		if h.Kind == Phone || h.Kind == Code {
			continue
		}
		b.WriteString(text[at:h.Start])
		b.WriteString(masked(h.Kind, text[h.Start:h.End]))
		at = h.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// masked keeps so much of a number that its owner finds it, and nobody else can use it.
func masked(k Kind, number string) string {
	r := []rune(number)
	head, tail := 3, 2
	if k == Email {
		head, tail = 1, 0
		for i, c := range r {
			if c == '@' || c == '＠' {
				tail = len(r) - i
			}
		}
	}
	for i := range r {
		if i >= head && i < len(r)-tail {
			r[i] = '*'
		}
	}
	return string(r)
}
