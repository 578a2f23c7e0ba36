// Package pattern has regular expressions that are compiled when they are first used. In: an expression. Out: what
// package regexp answers. The program knows some hundred, for dates, quantities and sentences; compiling them took
// half of the time that a command took which needs none.
package pattern

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression, safe for use by several goroutines.
type Pattern struct {
	src    string
	once   sync.Once
	re     *regexp.Regexp
	begins beginning
	holds  needles
}

// Late is a pattern that panics when it is first used if it is none. The compiler lays out one that is a variable of a
// package: nothing of it runs at start.
func Late(src string) *Pattern { return &Pattern{src: src} }

// New is a pattern that is compiled at once; the error is package regexp's.
func New(src string) (*Pattern, error) {
	re, err := regexp.Compile(src)
	if err != nil {
		return nil, err
	}
	return &Pattern{src: src, re: re}, nil
}

// ready is the pattern when it can be used.
func (p *Pattern) ready() *Pattern {
	p.once.Do(p.compile)
	return p
}

func (p *Pattern) compile() {
	if p.re == nil {
		p.re = regexp.MustCompile(p.src)
	}
	p.begins, p.holds = beginningOf(p.re.String()), needlesOf(p.re.String())
}

// absent says whether s surely holds no match.
func (p *Pattern) absent(s string) bool {
	if p.holds.long && !p.begins.text { // words are rarer than characters
		return p.holds.absent(s)
	}
	return p.begins.absent(s) || p.holds.absent(s)
}

// in is the expression, if s may hold a match of it.
func (p *Pattern) in(s string) (re *regexp.Regexp, maybe bool) {
	r := p.ready()
	return r.re, !r.absent(s)
}

// Absent says whether a look at the characters of s is enough to know that it holds no match. False decides nothing.
func (p *Pattern) Absent(s string) bool { return p.ready().absent(s) }

// Regexp is the expression itself, for what Pattern has no method for.
func (p *Pattern) Regexp() *regexp.Regexp { return p.ready().re }

// String is as of package regexp.
func (p *Pattern) String() string { return p.src }

// MatchString is as of package regexp.
func (p *Pattern) MatchString(s string) bool {
	re, maybe := p.in(s)
	return maybe && (p.holds.plain || re.MatchString(s))
}

// Words says whether a match is one of a few words, so that Absent decides.
func (p *Pattern) Words() bool { return p.ready().holds.plain }

// ReplaceAllString is as of package regexp.
func (p *Pattern) ReplaceAllString(src, repl string) string {
	re, maybe := p.in(src)
	if !maybe {
		return src
	}
	return re.ReplaceAllString(src, repl)
}

// FindString is as of package regexp.
func (p *Pattern) FindString(s string) string {
	re, maybe := p.in(s)
	if !maybe {
		return ""
	}
	return re.FindString(s)
}

// FindStringIndex is as of package regexp.
func (p *Pattern) FindStringIndex(s string) (loc []int) {
	re, maybe := p.in(s)
	if !maybe {
		return nil
	}
	return re.FindStringIndex(s)
}

// FindStringSubmatch is as of package regexp.
func (p *Pattern) FindStringSubmatch(s string) []string {
	re, maybe := p.in(s)
	if !maybe {
		return nil
	}
	return re.FindStringSubmatch(s)
}

// FindAllStringIndex is as of package regexp.
func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	re, maybe := p.in(s)
	if !maybe {
		return nil
	}
	return re.FindAllStringIndex(s, n)
}

// FindAllStringSubmatch is as of package regexp.
func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	re, maybe := p.in(s)
	if !maybe {
		return nil
	}
	return re.FindAllStringSubmatch(s, n)
}

// FindAllStringSubmatchIndex is as of package regexp.
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	re, maybe := p.in(s)
	if !maybe {
		return nil
	}
	return re.FindAllStringSubmatchIndex(s, n)
}

// Split is as of package regexp.
func (p *Pattern) Split(s string, n int) []string { return p.ready().re.Split(s, n) }
