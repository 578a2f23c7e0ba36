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
	compiled func() *regexp.Regexp
}

// Late is a pattern that panics when it is first used if it is none.
func Late(src string) *Pattern {
	return &Pattern{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(src) })}
}

// String is as of package regexp.
func (p *Pattern) String() string {
	return p.compiled().String()
}

// MatchString is as of package regexp.
func (p *Pattern) MatchString(s string) bool {
	return p.compiled().MatchString(s)
}

// ReplaceAllString is as of package regexp.
func (p *Pattern) ReplaceAllString(src, repl string) string {
	return p.compiled().ReplaceAllString(src, repl)
}

// FindString is as of package regexp.
func (p *Pattern) FindString(s string) string {
	return p.compiled().FindString(s)
}

// FindStringIndex is as of package regexp.
func (p *Pattern) FindStringIndex(s string) (loc []int) {
	return p.compiled().FindStringIndex(s)
}

// FindStringSubmatch is as of package regexp.
func (p *Pattern) FindStringSubmatch(s string) []string {
	return p.compiled().FindStringSubmatch(s)
}

// FindAllStringIndex is as of package regexp.
func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringIndex(s, n)
}

// FindAllStringSubmatch is as of package regexp.
func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.compiled().FindAllStringSubmatch(s, n)
}

// FindAllStringSubmatchIndex is as of package regexp.
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringSubmatchIndex(s, n)
}

// Split is as of package regexp.
func (p *Pattern) Split(s string, n int) []string {
	return p.compiled().Split(s, n)
}
