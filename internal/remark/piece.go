package remark

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// piece is a part of a sentence; an open one holds a figure or a quoted name, which differs from place to place.
type piece struct {
	text string
	open bool
}

// stops end a word in which a figure may stand.
const stops = " ，。；：、（）“”！？\n"

// pieces takes a sentence apart. What stands in quotes or parentheses, and every word with a digit in it, is open.
func pieces(s string) (out []piece) {
	add := func(text string, open bool) {
		if n := len(out); text != "" && n > 0 && !open && !out[n-1].open {
			out[n-1].text += text
		} else if text != "" || open {
			out = append(out, piece{text, open})
		}
	}
	for s != "" {
		if n := enclosed(s); n > 0 {
			_, first := utf8.DecodeRuneInString(s)
			_, last := utf8.DecodeLastRuneInString(s[:n])
			add(s[:first], false)
			add(s[first:n-last], true)
			add(s[n-last:n], false)
			s = s[n:]
			continue
		}
		end := strings.IndexAny(s, stops)
		switch {
		case end == 0:
			_, size := utf8.DecodeRuneInString(s)
			add(s[:size], false)
			s = s[size:]
			continue
		case end < 0:
			end = len(s)
		}
		word := s[:end]
		if strings.ContainsFunc(word, unicode.IsDigit) {
			bare := strings.TrimRight(word, ".,;:")
			add(bare, true)
			add(word[len(bare):], false)
		} else {
			add(word, false)
		}
		s = s[end:]
	}
	return out
}

// enclosed is how long what s begins with in quotes or parentheses is, with these; 0 if it begins with none.
func enclosed(s string) int {
	opens, closes := '“', '”'
	if strings.HasPrefix(s, "（") {
		opens, closes = '（', '）'
	} else if !strings.HasPrefix(s, "“") {
		return 0
	}
	depth := 0
	for i, r := range s {
		switch r {
		case opens:
			depth++
		case closes:
			if depth--; depth == 0 {
				return i + utf8.RuneLen(r)
			}
		}
	}
	return 0
}

// skeleton is a sentence without what is open in it.
func skeleton(s string) string {
	var b strings.Builder
	for _, p := range pieces(s) {
		if p.open {
			b.WriteByte(0)
		} else {
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// figures is a text with its figures in one style: 16,572,672.00 and 16572672 are the same.
func figures(s string) string { return noZeros.ReplaceAllString(strings.ReplaceAll(s, ",", ""), "$1") }

var noZeros = pattern.Late(`(\d)\.0+\b`)

// finer puts the pieces of piece k in its place if they are alike in all sentences, and says whether it did.
func finer(split [][]piece, k int) bool {
	bones := skeleton(split[0][k].text)
	if len(pieces(split[0][k].text)) < 2 || slices.ContainsFunc(split, func(s []piece) bool { return skeleton(s[k].text) != bones }) {
		return false
	}
	for i, s := range split {
		split[i] = slices.Concat(s[:k:k], pieces(s[k].text), s[k+1:])
	}
	return true
}

// withHoles is a sentence with … for the pieces that differ.
func withHoles(l []piece, open []int) string {
	var b strings.Builder
	for k, p := range l {
		if slices.Contains(open, k) {
			b.WriteString("…")
		} else {
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// holds says whether a text has a value in it as a word: 3 is not in 3.5 or 13.
func holds(text, value string) bool {
	if value == "" {
		return false
	}
	for from := 0; ; {
		i := strings.Index(text[from:], value)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(value)
		if !figure(text[:start], value, true) && !figure(text[end:], value, false) {
			return true
		}
		from = end
	}
}

// figure says whether a text, at its end or at its beginning, goes on a figure.
func figure(s, value string, atEnd bool) bool {
	const parts = "0123456789.,%"
	if s == "" {
		return false
	}
	if atEnd {
		return strings.ContainsRune(parts, rune(s[len(s)-1])) && strings.ContainsRune(parts, rune(value[0]))
	}
	return strings.ContainsRune(parts, rune(s[0])) && strings.ContainsRune(parts, rune(value[len(value)-1]))
}
