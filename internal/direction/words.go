package direction

import (
	_ "embed"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// kind is what a word of a name is for the question which way is better. words.txt has the words.
type kind uint8

const (
	plain   kind = iota // any other noun
	act                 // 做: something is done
	mend                // 治: something bad is dealt with
	cut                 // 减: something becomes less
	rise                // 增: something becomes more
	hold                // 控: something is kept within bounds
	good                // 好: a state or a thing that is wanted
	bad                 // 坏: something unwanted, which may be dealt with
	fail                // 错: work that goes wrong
	cost                // 费: something is spent or used up
	ask                 // 问: only a person can tell
	matter              // 案: work or trouble
	carrier             // 携: carries what stands before it
	filler              // 略: says nothing
	quick               // 快: before a duration, how long it takes
	lasting             // 久: before a duration, how long something good goes on
	astray              // 乱: before a verb, work that should not be done so
	found               // 现: trouble that was found
)

// kinds are the headings of words.txt.
var kinds = map[string]kind{"做": act, "治": mend, "减": cut, "增": rise, "控": hold, "好": good, "坏": bad, "错": fail,
	"费": cost, "问": ask,
	"案": matter, "携": carrier, "略": filler, "名": plain, "快": quick, "久": lasting, "乱": astray, "现": found}

// ties are what connects a verb of 治 with the 坏 it takes as an object.
var ties = map[rune]uint16{'答': 1, '除': 2, '法': 4, '救': 8, '追': 16,
	'人': people, '量': volume, '查': looking, '疫': spreading}

// Ties of other kinds.
const (
	people    = 32  // a verb of 做 that is done to people: 培训人数, but not 监测人员数
	volume    = 64  // what is wanted but says nothing as a share: 收入占比
	looking   = 128 // a verb that looks for trouble: 检查
	spreading = 256 // trouble that is to be kept down: 疫情
)

// word is a word with what the file says of it.
type word struct {
	text string
	kind kind
	tie  uint16
}

//go:embed words.txt
var wordsFile string

// lists are the words of the file: general by their last character, longest first; before those that count before a
// duration; wrongly those of 乱.
type lists struct {
	general, before map[rune][]word
	wrongly         []string
}

// known is what the file says. It is read-only.
var known = sync.OnceValue(func() lists { return readWords(wordsFile) })

func readWords(file string) lists {
	var words, times []word
	var wrongly []string
	at := word{}
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if head, ok := strings.CutPrefix(line, "== "); ok {
			head, _, _ = strings.Cut(head, ":")
			name, tied, _ := strings.Cut(head, " ")
			at = word{kind: kinds[name]}
			for _, r := range tied {
				at.tie |= ties[r]
			}
			if at.kind == matter {
				at.tie = ties['法'] | ties['答']
			}
			continue
		}
		for w := range strings.FieldsSeq(line) {
			at.text = w
			switch at.kind {
			case quick, lasting:
				times = append(times, at)
			case astray:
				wrongly = append(wrongly, w)
			default:
				words = append(words, at)
			}
		}
	}
	return lists{byLast(words), byLast(times), wrongly}
}

func byLast(words []word) map[rune][]word {
	m := map[rune][]word{}
	for _, w := range words {
		r, _ := utf8.DecodeLastRuneInString(w.text)
		m[r] = append(m[r], w)
	}
	for _, l := range m {
		sort.SliceStable(l, func(i, j int) bool { return len(l[i].text) > len(l[j].text) })
	}
	return m
}

// ending is the longest word of the table that s ends in.
func ending(table map[rune][]word, s string) (word, bool) {
	r, _ := utf8.DecodeLastRuneInString(s)
	for _, w := range table[r] {
		if strings.HasSuffix(s, w.text) {
			return w, true
		}
	}
	return word{}, false
}
