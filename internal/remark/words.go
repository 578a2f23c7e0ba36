package remark

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/gongbiao/gongbiao/model/finding"
)

// Told is an entry in words: the sentence, what is the same at all its places, and what each place has of its own.
type Told struct {
	Sentence               string
	Printed, Expected, Sum string // the same at all places; empty where the sentence says it
	Readings               string // of a question, counted
	Each                   []Place
}

// Place is what one or several places of an entry have of their own.
type Place struct {
	Label  string // 第 3 行“智能窗口办件量”; several with the same values: 第 3、5 行
	Values []Value
}

// Value is a figure at a place: a word of the sentence, or what is printed, was expected, was tried.
type Value struct {
	What What
	Text string
}

// Hints are what to do about an entry and what else is said of its places, each once; hinted are those told before, by
// check, to which these are added. Nil tells all.
func (e *Entry) Hints(hint func(finding.Finding) string, hinted map[string]bool) (out []string) {
	add := func(f finding.Finding) {
		h := hint(f)
		key := f.ID() + "\x00" + h
		if h == "" || hinted[key] || slices.Contains(out, h) {
			return
		}
		if hinted != nil {
			hinted[key] = true
		}
		out = append(out, h)
	}
	for _, f := range e.Findings {
		add(f)
	}
	for _, x := range e.Also {
		for _, f := range x.Findings {
			add(f)
		}
	}
	return out
}

// Answer is how somebody has answered a finding: the reason, who and when.
func Answer(w *finding.Waiver) string {
	by := strings.Trim(w.By+"，"+w.Date, "，")
	if by == "" {
		return w.Reason
	}
	return w.Reason + "（" + by + "）"
}

// What tells values apart.
type What int

// Kinds of values.
const (
	Word What = iota // what stands in the sentence where it has …
	Printed
	Expected
	Sum
	Readings
	Whole // the whole sentence
)

// Tell puts an entry into words; message is a finding's sentence in the language wanted. Nothing that differs from
// place to place is lost: it is in the sentence or beside its place.
func (e *Entry) Tell(message func(finding.Finding) string) Told {
	first := *e.First()
	texts := make([]string, len(e.Findings))
	for i, f := range e.Findings {
		texts[i] = message(f)
	}
	t := Told{Sentence: texts[0], Printed: first.Printed, Expected: first.Expected, Sum: first.Sum,
		Readings: Either(first.Readings, "；")}
	if len(texts) == 1 {
		t.spare(first.Severity)
		return t
	}
	words := make([][]Value, len(texts)) // of each place
	t.Sentence = common(e.Findings, texts, words)
	for _, x := range []struct {
		what What
		of   func(finding.Finding) string
		same *string
	}{
		{Printed, func(f finding.Finding) string { return f.Printed }, &t.Printed},
		{Expected, func(f finding.Finding) string { return f.Expected }, &t.Expected},
		{Sum, func(f finding.Finding) string { return f.Sum }, &t.Sum},
		{Readings, func(f finding.Finding) string { return Either(f.Readings, "；") }, &t.Readings},
	} {
		if !slices.ContainsFunc(e.Findings, func(f finding.Finding) bool { return x.of(f) != *x.same }) {
			continue
		}
		*x.same = ""
		for i, f := range e.Findings {
			if v := x.of(f); v != "" && (x.what != Printed || v != placeOf(&f).name) {
				words[i] = append(words[i], Value{x.what, v})
			}
		}
	}
	t.spare(first.Severity)
	t.places(e.Findings, words)
	return t
}

// Either is the ways to read what a question is about, counted.
func Either(readings []string, between string) string {
	var out []string
	for i, r := range readings {
		out = append(out, fmt.Sprintf("（%d）%s", i+1, r))
	}
	return strings.Join(out, between)
}

// spare leaves out what the sentence says already; what is printed also if the sum of anything but an error has it.
func (t *Told) spare(s finding.Severity) {
	if holds(t.Sentence, t.Printed) || s != finding.Error && holds(figures(t.Sum), figures(t.Printed)) {
		t.Printed = ""
	}
	if holds(t.Sentence, t.Expected) {
		t.Expected = ""
	}
}

// places puts the values of each place beside its label; places with the same values stand together.
func (t *Told) places(l finding.List, words [][]Value) {
	var groups [][]int
	for i := range words {
		words[i] = once(words[i])
		same := slices.IndexFunc(groups, func(g []int) bool { return slices.Equal(words[g[0]], words[i]) })
		if same < 0 {
			groups = append(groups, []int{i})
		} else {
			groups[same] = append(groups[same], i)
		}
	}
	named := false // the sentence is about the rows' names
	for i := range l {
		n := placeOf(&l[i]).name
		whole := len(words[i]) > 0 && words[i][0].What == Whole
		named = named || n != "" && !whole && strings.Contains(l[i].Message, "“"+n+"”")
	}
	norow := placeOf(&l[0]).row == 0 && l[0].Path == ""
	few := len(l) <= namedPlaces
	if len(groups) == 1 && len(words[0]) == 0 && !named && !norow {
		return // the rows are in Where
	}
	for _, g := range groups {
		at := make(finding.List, len(g))
		for k, i := range g {
			at[k] = l[i]
		}
		t.Each = append(t.Each, Place{label(at, named || norow, few), words[g[0]]})
	}
}

// namedPlaces is how many places an entry calls by name beside their number; of more only the number is told, unless
// the sentence is about the names.
const namedPlaces = 8

// label is the places in words.
func label(at finding.List, named, few bool) string {
	if !named && (len(at) > 1 || !few) {
		return "第 " + rows(at) + " 行"
	}
	names := make([]string, len(at))
	for i := range at {
		names[i] = placeOf(&at[i]).label(true)
	}
	return strings.Join(names, "、")
}

// once leaves out a value that stands within a later one: 3 of “10 × 3 ÷ 5”, and one said before.
func once(l []Value) (out []Value) {
	for i, v := range l {
		inSum := func(x Value) bool { return v.What < Sum && x.What == Sum && holds(x.Text, v.Text) }
		before := func(x Value) bool { return x.Text == v.Text || v.What == Printed && holds(x.Text, v.Text) }
		again := slices.ContainsFunc(l[i+1:], inSum) || slices.ContainsFunc(out, before)
		if !again || v.What == Expected {
			out = append(out, v)
		}
	}
	return out
}

// common is the sentence of all places, with … for what is open and differs, and each place gets what it has there. If
// the sentences differ in more, which those of another language may, it is empty and each place gets its own whole.
func common(l finding.List, texts []string, words [][]Value) string {
	split := make([][]piece, len(texts))
	for i, s := range texts {
		if skeleton(s) != skeleton(texts[0]) {
			for i, s := range texts {
				words[i] = []Value{{Whole, strings.TrimSuffix(s, "。")}}
			}
			return ""
		}
		split[i] = pieces(s)
	}
	var open []int
	for k := 0; k < len(split[0]); k++ {
		switch {
		case !slices.ContainsFunc(split, func(s []piece) bool { return s[k].text != split[0][k].text }):
		case finer(split, k):
			k-- // look at its pieces
		default:
			open = append(open, k)
		}
	}
	for i := range l {
		name := placeOf(&l[i]).name
		for _, k := range open {
			if x := split[i][k].text; x != name && x != "" && x != l[i].Place && !strings.HasSuffix(l[i].Place, " "+x) {
				if !strings.ContainsFunc(x, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
					x = "“" + x + "”" // a mark alone is not seen
				}
				words[i] = append(words[i], Value{Word, x})
			}
		}
	}
	return withHoles(split[0], open)
}
