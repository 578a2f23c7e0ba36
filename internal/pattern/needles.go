package pattern

import (
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// needles are texts of which every match holds one: 提升 or 提高 of 提(?:升|高)了?. A text that holds none need not be
// searched, and where a match is nothing but one of them, one that does is found.
type needles struct {
	list  []string // nil: not known
	mask  mask     // of their first characters
	plain bool     // a match is one of them, wherever it stands
	long  bool     // each has more than one character
}

// maxNeedles is how many needles are looked for at most, maxClass how many characters a class may have to be spelt out.
const (
	maxNeedles = 64
	maxClass   = 24
)

// needlesOf reads them from the expression, which must be one that package regexp takes.
func needlesOf(src string) (n needles) {
	re, err := syntax.Parse(src, syntax.Perl)
	if err != nil {
		return n
	}
	x := holds(re)
	if !x.usable() {
		return n
	}
	n.list, n.plain, n.long = x.words, x.exact && !x.placed, x.shortest() > 1
	for _, w := range n.list {
		r, _ := utf8.DecodeRuneInString(w)
		n.mask.set(r)
	}
	return n
}

// absent says whether s surely holds no match.
func (n *needles) absent(s string) bool {
	if n.list == nil {
		return false
	}
	for i, r := range s {
		if !n.mask.has(r) {
			continue
		}
		for _, w := range n.list {
			if strings.HasPrefix(s[i:], w) {
				return false
			}
		}
	}
	return true
}

// held are texts of which every match of an expression holds one; nil if none are known.
type held struct {
	words  []string
	exact  bool // a match is one of them
	placed bool // but only at some place: ^, $, \b
}

// usable says whether a text can be searched for the words.
func (x held) usable() bool {
	for _, w := range x.words {
		if w == "" || strings.ContainsRune(w, utf8.RuneError) { // which stands for any byte that is no character
			return false
		}
	}
	return len(x.words) > 0
}

// shortest is the length of the shortest word in characters.
func (x held) shortest() int {
	n := maxNeedles
	for _, w := range x.words {
		n = min(n, utf8.RuneCountInString(w))
	}
	return n
}

// better says whether the words of x are rarer than those of y.
func (x held) better(y held) bool {
	switch {
	case !x.usable():
		return false
	case !y.usable():
		return true
	case x.shortest() != y.shortest():
		return x.shortest() > y.shortest()
	}
	return len(x.words) < len(y.words)
}

// holds reads what every match of re holds.
func holds(re *syntax.Regexp) held {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return held{words: []string{string(re.Rune)}, exact: true}
		}
	case syntax.OpCharClass:
		return class(re.Rune)
	case syntax.OpEmptyMatch:
		return held{words: []string{""}, exact: true}
	case syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine,
		syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return held{words: []string{""}, exact: true, placed: true}
	case syntax.OpCapture:
		return holds(re.Sub[0])
	case syntax.OpQuest:
		if x := holds(re.Sub[0]); x.exact {
			return either([]held{x, {words: []string{""}, exact: true}})
		}
	case syntax.OpPlus:
		x := holds(re.Sub[0])
		x.exact = false
		return x
	case syntax.OpRepeat:
		if re.Min > 0 {
			x := holds(re.Sub[0])
			x.exact = x.exact && re.Min == 1 && re.Max == 1
			return x
		}
	case syntax.OpAlternate:
		all := make([]held, len(re.Sub))
		for i, sub := range re.Sub {
			all[i] = holds(sub)
		}
		return either(all)
	case syntax.OpConcat:
		return inTurn(re.Sub)
	}
	return held{}
}

// class is a class of a few characters.
func class(from []rune) (x held) {
	x.exact = true
	for i := 0; i < len(from); i += 2 {
		for r := from[i]; r <= from[i+1]; r++ {
			if len(x.words) == maxClass {
				return held{}
			}
			x.words = append(x.words, string(r))
		}
	}
	return x
}

// either is what a match of one of several holds.
func either(all []held) held {
	out := held{exact: true}
	for _, x := range all {
		if len(x.words) == 0 || len(out.words)+len(x.words) > maxNeedles {
			return held{}
		}
		out.words, out.exact, out.placed = append(out.words, x.words...), out.exact && x.exact, out.placed || x.placed
	}
	return out
}

// inTurn is what a match of one after another holds: the best of the stretches that can be spelt out.
func inTurn(subs []*syntax.Regexp) held {
	var best held
	whole := true
	run := held{words: []string{""}, exact: true}
	end := func() {
		if run.exact = false; run.better(best) {
			best = run
		}
		run, whole = held{words: []string{""}, exact: true}, false
	}
	for _, sub := range subs {
		x := holds(sub)
		if !x.exact {
			end()
			if x.better(best) {
				best = x
			}
			continue
		}
		if len(run.words)*len(x.words) > maxNeedles {
			end()
		}
		joined := make([]string, 0, len(run.words)*len(x.words))
		for _, a := range run.words {
			for _, b := range x.words {
				joined = append(joined, a+b)
			}
		}
		run.words, run.placed = joined, run.placed || x.placed
	}
	if whole {
		return run
	}
	end()
	return best
}
