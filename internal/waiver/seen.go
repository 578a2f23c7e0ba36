package waiver

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/model/finding"
)

// What was seen is written into a record that people read: a long text is its beginning and a checksum, and of many
// cells the first are written out.
const (
	longText  = 60  // characters; a longer text is shortened
	textHead  = 30  // characters left of it
	longPlace = 600 // bytes of a place in words; for a longer one its JSON Pointer is written
	mostCells = 48  // cells written out
	sumDigits = 16  // hexadecimal digits of a checksum
)

// spokenPlace stands for the sentence of a finding that no cells are known for: one over several forms, or about how
// the data were entered.
const spokenPlace = "（所说）"

// restPlace begins the place that stands for all cells beyond the most that are written out.
const restPlace = "（其余"

// short is a text as it is kept.
func short(s string) string {
	s = strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(s))
	n := utf8.RuneCountInString(s)
	if n <= longText {
		return s
	}
	return fmt.Sprintf("%s…〔共 %d 字，校验码 %s〕", string([]rune(s)[:textHead]), n, sum(s))
}

func sum(s string) string {
	return fmt.Sprintf("%x", sha256.Sum256([]byte(s)))[:sumDigits]
}

// kept is what a waiver keeps of the cells a finding rests on. Which of very many are written out does not depend on
// the order of the rows.
func kept(uses []finding.Seen) []finding.Seen {
	out := make([]finding.Seen, len(uses))
	for i, s := range uses {
		out[i] = finding.Seen{Place: s.Place, Text: short(s.Text)}
	}
	if len(out) <= mostCells {
		return out
	}
	rest := out[1:]
	slices.SortStableFunc(rest, func(a, b finding.Seen) int {
		return cmp.Or(strings.Compare(key(unnumbered(a.Place)), key(unnumbered(b.Place))), strings.Compare(a.Text, b.Text))
	})
	all := ""
	for _, s := range rest[mostCells-2:] {
		all += key(unnumbered(s.Place)) + "\x00" + s.Text + "\x00"
	}
	more := finding.Seen{Place: fmt.Sprintf("%s %d 格）", restPlace, len(rest)-(mostCells-2)), Text: "校验码 " + sum(all)}
	return append(out[:mostCells-1:mostCells-1], more)
}

// change is a cell that is not as it was seen.
type change struct{ place, was, is string }

// changes are the cells that differ between what was seen and what is there now. A row that moved with its name is
// the same row; equal places count as often as they are there. now is what the finding rests on today: what it reads
// in a column that nothing was seen of is no change, for then the check has learnt to read more; a cell it reads no
// longer is looked up. cell tells what is in one, nil for a finding that has no cells.
func changes(seen, now []finding.Seen, cell func(place string) (string, bool)) (out []change) {
	type texts struct {
		place   string
		was, is []string
	}
	all, order, columns := map[string]*texts{}, []string{}, map[string]bool{}
	at := func(place string) *texts {
		k := key(unnumbered(place))
		if all[k] == nil {
			all[k] = &texts{place: place}
			order = append(order, k)
		}
		return all[k]
	}
	for _, s := range seen {
		c := at(s.Place)
		c.was = append(c.was, short(s.Text))
		columns[key(column(s.Place))] = true
	}
	for _, s := range now {
		if columns[key(column(s.Place))] {
			c := at(s.Place)
			c.place, c.is = s.Place, append(c.is, s.Text)
		}
	}
	for _, k := range order {
		t := all[k]
		if t.is == nil && cell != nil {
			if text, ok := cell(t.place); ok {
				t.is = []string{short(text)}
			}
		}
		was, is := less(t.was, t.is), less(t.is, t.was)
		for i := range max(len(was), len(is)) {
			c := change{place: t.place}
			if i < len(was) {
				c.was = was[i]
			}
			if i < len(is) {
				c.is = is[i]
			}
			out = append(out, c)
		}
	}
	return out
}

// less are the texts of a without those of b, each taken off once.
func less(a, b []string) (out []string) {
	b = slices.Clone(b)
	for _, s := range a {
		if i := slices.Index(b, s); i >= 0 {
			b = slices.Delete(b, i, i+1)
		} else {
			out = append(out, s)
		}
	}
	return out
}
