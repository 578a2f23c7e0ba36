// Package alike finds what somebody probably meant. In: a name that is not known, and those that are. Out: the
// nearest, or none.
package alike

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/char"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Nearest is the name most like the one given, "" if none is alike: the same but for case, width and blanks, else at
// most half of its characters differ.
func Nearest(name string, known []string) string {
	for _, k := range known {
		if Folded(k) == Folded(name) {
			return k
		}
	}
	best, at := "", utf8.RuneCountInString(name)
	if at > 64 {
		return ""
	}
	for _, k := range known {
		n := max(utf8.RuneCountInString(k), utf8.RuneCountInString(name))
		d := Distance(name, k)
		if 2*d <= n && (best == "" || d < at) {
			best, at = k, d
		}
	}
	return best
}

// DidYouMean is the hint that asks whether the nearest of the known names was meant, "" if none is alike.
func DidYouMean(name string, known []string) string {
	if n := Nearest(name, known); n != "" {
		return finding.DidYouMean(n)
	}
	return ""
}

// Folded is a name without what people do not see or do not mean: case, full width, blanks, invisible characters.
func Folded(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return unicode.ToLower(char.Half(r))
	}, name)
}

// Distance counts the characters to insert, delete, replace or swap with their neighbour to come from a to b.
func Distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last, next := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		next[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			next[j+1] = min(last[j]+cost, last[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, last, next = last, next, before
	}
	return last[len(y)]
}
