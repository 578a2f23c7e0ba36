package linebreak

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"
)

// The rules against UAX #14 as rivo/uniseg applies it: every pair of characters that matter in forms, set between
// hanzi. Where the two differ, a reason must be given here; a reason that explains nothing any more fails too.
var oracleAlphabet = []rune("甲々ー件万年平、，。．：；！？）〕】》」』｝］”’％‰℃°′″·・～〜–－／（〔【《「『｛［“‘￥¥＄$£№—…⋯≥≤＞＜＝≈±＋−□☑■①" +
	"aZ09５%!),.:;?]}/([{><=+'@&_-\"#*\\^`|~ 　\u00a0\u2060\u200b㎡é×℃α가")

func in(set string) func(rune) bool { return func(r rune) bool { return strings.ContainsRune(set, r) } }

var (
	quotes  = in("“”‘’\"'")
	starts  = func(r rune) bool { return classOf(r)&noStart != 0 }
	ends    = func(r rune) bool { return classOf(r)&noEnd != 0 }
	spaces  = func(r rune) bool { return classOf(r)&space != 0 }
	words   = func(r rune) bool { return classOf(r)&word != 0 }
	hanzi   = func(r rune) bool { return r >= 0x4e00 && r < 0xa000 }
	symbols = func(r rune) bool { return classOf(r)&(symbol|hyphen|operator|inside) != 0 }
	anyRune = func(rune) bool { return true }
)

// forbidden by us, allowed by UAX #14
var stricter = []struct {
	why  string
	a, b func(rune) bool
}{
	{"1: marks of GB/T 15834 and clreq that UAX #14 lets begin a line (· ～ － ／ ％ after spaces)", anyRune, starts},
	{"2: marks that never end a line, also over spaces", ends, anyRune},
	{"4: operators stay with what they compare", symbols, func(r rune) bool { return symbols(r) || words(r) }},
	{"4: a number stays with the operator behind it", words, symbols},
	{"6: number and unit (soft)", words, hanzi},
	{"5: a full-width number is a number", in("５"), func(r rune) bool { return words(r) }},
	{"5: a word beside a full-width digit is one with it", words, in("５")},
	{"1: ㎡ after a digit", words, in("㎡")},
	{"7: a box stays with its label", in("□☑■"), anyRune},
	{"8: U+00A0 and U+2060 never break; LB12a lets them behind spaces and hyphens", anyRune, in("\u00a0\u2060")},
	{"8: a full-width space hangs like any space", anyRune, in("　")},
}

// allowed by us, forbidden by UAX #14
var freer = []struct {
	why  string
	a, b func(rune) bool
}{
	{"quotation marks open and close by code point, not as class QU", quotes, anyRune},
	{"quotation marks open and close by code point, not as class QU (before)", anyRune, quotes},
	{"LB30: a bracket may be parted from the word it touches", anyRune, in("([{（〔【《「『｛［“‘")},
	{"LB30: after a closing bracket", in(")]}"), anyRune},
	{"LB22: —— and …… may begin a line", anyRune, in("…⋯—")},
	{"LB21: a hyphen between hanzi is parted like any sign", anyRune, in("-")},
	{"LB16, CJ: 々 ー follow no rule of Chinese writing", anyRune, in("々ー〜")},
	{"LB23a: a prefix or postfix symbol parts from hanzi", in("−±+\\"), anyRune},
	{"LB24, LB25: a percent sign parts from what follows it", in("%％‰℃°′″￠"), anyRune},
	{"LB28: signs that are no words (①, ×, ≈, □) break like hanzi", anyRune, in("①×≈≥≤±−■□☑⋯·″′°£¥℃№")},
	{"LB28: signs that are no words, before a word", in("①×≈≥≤⋯·″′°"), anyRune},
	{"LB29: ; . , : before a word that is not their own", in(",.:;"), anyRune},
	{"LB21: | may begin a line", anyRune, in("|")},
	{"8: behind spaces U+200B may begin a line", spaces, in("\u200b")},
	{"LB23a: a symbol before hanzi", anyRune, in("＄$￥")},
}

func TestAgainstUAX14(t *testing.T) {
	usedStricter, usedFreer := make([]int, len(stricter)), make([]int, len(freer))
	unexplained, pairs := 0, 0
	for _, a := range oracleAlphabet {
		for _, b := range oracleAlphabet {
			text := "甲" + string(a) + string(b) + "乙"
			cl := Clusters(nil, text)
			if len(cl) != 4 {
				continue
			}
			pairs++
			ours := cl[2].Gap == Allowed
			theirs := canBreak(text, int(cl[2].Start))
			switch {
			case ours == theirs:
				continue
			case theirs:
				for i, r := range stricter {
					if r.a(a) && r.b(b) {
						usedStricter[i]++
						goto next
					}
				}
			default:
				for i, r := range freer {
					if r.a(a) && r.b(b) {
						usedFreer[i]++
						goto next
					}
				}
			}
			unexplained++
			if unexplained <= 60 {
				t.Errorf("%q|%q: ours %v, UAX #14 %v", a, b, ours, theirs)
			}
		next:
		}
	}
	for i, n := range usedStricter {
		if n == 0 {
			t.Errorf("explains nothing: %s", stricter[i].why)
		}
		t.Logf("%4d %s", n, stricter[i].why)
	}
	for i, n := range usedFreer {
		if n == 0 {
			t.Errorf("explains nothing: %s", freer[i].why)
		}
		t.Logf("%4d %s", n, freer[i].why)
	}
	t.Logf("%d pairs, %d unexplained", pairs, unexplained)
}

// Runs of — and … break between pairs only, wherever they stand; UAX #14 never breaks them.
func TestPairsAgainstUAX14(t *testing.T) {
	for _, c := range "—…⋯" {
		for n := 2; n < 9; n++ {
			cl := Clusters(nil, strings.Repeat(string(c), n))
			for i := 1; i < n; i++ {
				if got, want := cl[i].Gap == Allowed, n >= 4 && i%2 == 0; got != want {
					t.Errorf("%d × %q: break at %d is %v", n, c, i, got)
				}
			}
		}
	}
}

// canBreak asks uniseg whether a line may end before byte at.
func canBreak(text string, at int) bool {
	state, pos := -1, 0
	for rest := text; rest != ""; {
		seg, tail, _, next := uniseg.FirstLineSegmentInString(rest, state)
		pos += len(seg)
		if pos == at {
			return true
		}
		rest, state = tail, next
	}
	return false
}

// A plain character never joins a plain neighbour in a cluster: the claim that lets Clusters pass by the segmenter.
func TestPlainCharactersAreClusters(t *testing.T) {
	probes := []rune{'a', '甲', '，', '☑', 0xa9, 0x3030}
	for r := rune(0x20); r < 0x30000; r++ {
		if !plain(r) {
			continue
		}
		for _, p := range probes {
			for _, s := range []string{string(r) + string(p), string(p) + string(r)} {
				if first, _, _, _ := uniseg.FirstGraphemeClusterInString(s, -1); first == s {
					t.Fatalf("%U joins %U", r, p)
				}
			}
		}
	}
}

func TestClustersAreThoseOfUAX29(t *testing.T) {
	for _, s := range append([]string{"e\u0301甲\ufe00", "👨‍👩‍👧🇨🇳🇨", "각\u1100\u1161\u11a8", "\r\n\n\r", "甲\u3099か\u3099", "\u0301a", "ก็ำ"}, sample) {
		cl := Clusters(nil, s)
		rest, state := s, -1
		for i := 0; rest != ""; i++ {
			var first string
			first, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
			if i >= len(cl) || s[cl[i].Start:cl[i].End] != first {
				t.Fatalf("%q: cluster %d is not %q", s, i, first)
			}
		}
	}
}
