package pattern

import (
	"regexp/syntax"
	"unicode/utf8"
)

// beginning is what a match begins with, so that most texts need not be searched: of a hundred questions about a cell
// one is answered with yes. A text that passes may still hold no match.
type beginning struct {
	at   []rune // from, to, from, to …: the first character of a match; nil: not known
	text bool   // a match begins where the text does
	mask mask   // of at, if that is small
	many bool   // at is too large for the mask
}

// mask has a bit for each remainder of a character by its size.
type mask [16]uint64

const (
	maskBits = 16 * 64
	maskFull = maskBits / 4 // characters; with more the mask lets nearly every text pass
)

func (m *mask) set(r rune)      { m[uint32(r)%maskBits/64] |= 1 << (uint32(r) % 64) }
func (m *mask) has(r rune) bool { return m[uint32(r)%maskBits/64]>>(uint32(r)%64)&1 != 0 }

// beginningOf reads it from the expression, which must be one that package regexp takes.
func beginningOf(src string) (b beginning) {
	re, err := syntax.Parse(src, syntax.Perl)
	if err != nil {
		return b
	}
	at, empty, ok := first(re)
	if !ok || empty {
		return b
	}
	b.at, b.text = at, anchored(re)
	n := rune(0)
	for i := 0; i < len(at); i += 2 {
		if n += at[i+1] - at[i] + 1; n > maskFull {
			b.many = true
			return b
		}
		for r := at[i]; r <= at[i+1]; r++ {
			b.mask.set(r)
		}
	}
	return b
}

// absent says whether s surely holds no match.
func (b *beginning) absent(s string) bool {
	switch {
	case b.at == nil:
		return false
	case s == "":
		return true
	case b.text:
		r, _ := utf8.DecodeRuneInString(s)
		return !b.has(r)
	case b.many:
		return false
	}
	for _, r := range s {
		if b.mask.has(r) {
			return false
		}
	}
	return true
}

func (b *beginning) has(r rune) bool {
	if !b.many {
		return b.mask.has(r)
	}
	for i := 0; i < len(b.at); i += 2 {
		if r >= b.at[i] && r <= b.at[i+1] {
			return true
		}
	}
	return false
}

// first are the characters that a match of re may begin with; empty, that it may have none. ok is false where anything
// may come.
func first(re *syntax.Regexp) (at []rune, empty, ok bool) {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase != 0 {
			return nil, false, false
		}
		return []rune{re.Rune[0], re.Rune[0]}, false, true
	case syntax.OpCharClass:
		return re.Rune, false, true
	case syntax.OpEmptyMatch, syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine,
		syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return nil, true, true
	case syntax.OpCapture, syntax.OpPlus:
		return first(re.Sub[0])
	case syntax.OpStar, syntax.OpQuest:
		at, _, ok = first(re.Sub[0])
		return at, true, ok
	case syntax.OpRepeat:
		at, empty, ok = first(re.Sub[0])
		return at, empty || re.Min == 0, ok
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			more, none, ok := first(sub)
			if !ok {
				return nil, false, false
			}
			if at = append(at[:len(at):len(at)], more...); !none {
				return at, false, true
			}
		}
		return at, true, true
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			more, none, ok := first(sub)
			if !ok {
				return nil, false, false
			}
			at, empty = append(at[:len(at):len(at)], more...), empty || none
		}
		return at, empty, true
	}
	return nil, false, false
}

// anchored says whether a match of re begins where the text does.
func anchored(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpBeginText:
		return true
	case syntax.OpConcat, syntax.OpCapture:
		return anchored(re.Sub[0])
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			if !anchored(sub) {
				return false
			}
		}
		return true
	}
	return false
}
