package linebreak

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/racing"
	"pgregory.net/rapid"
)

// checkLines fails unless the lines of text hold every character but line breaks and hanging spaces, in order, none
// too wide.
func checkLines(t interface{ Fatalf(string, ...any) }, text string, avail int64) {
	cl := Clusters(nil, text)
	at := 0
	for _, c := range cl {
		if int(c.Start) != at || c.End <= c.Start {
			t.Fatalf("clusters of %q: gap at byte %d", text, at)
		}
		at = int(c.End)
	}
	if at != len(text) {
		t.Fatalf("clusters of %q end at %d", text, at)
	}
	lines := Break(nil, cl, avail)
	at, next := 0, 0
	lost := func(to int) {
		for ; next < to; next++ {
			if !cl[next].Space() && !cl[next].Newline() {
				t.Fatalf("%q at %d: %q is on no line", text, avail, text[cl[next].Start:cl[next].End])
			}
		}
	}
	for i, l := range lines {
		if l.From < next || l.To < l.From || l.Start < at {
			t.Fatalf("%q at %d: line %d goes back", text, avail, i)
		}
		lost(l.From)
		var w int64
		ink := 0
		for _, c := range cl[l.From:l.To] {
			w += int64(c.Width)
			if c.Newline() {
				t.Fatalf("%q: line break inside line %d", text, i)
			}
			if c.Width > 0 {
				ink++
			}
		}
		if w != l.Width {
			t.Fatalf("%q: line %d says %d wide, is %d", text, i, l.Width, w)
		}
		if w > avail && ink > 1 {
			t.Fatalf("%q: line %d is %d wide in %d", text, i, w, avail)
		}
		if i > 0 && !lines[i-1].Last && l.From < l.To && cl[l.From].Space() {
			t.Fatalf("%q: wrapped line %d begins with a space", text, i)
		}
		if n := l.To; n > l.From && n < len(cl) && (i+1 < len(lines) && lines[i+1].From == n) {
			a, b := cl[n-1], cl[n]
			if own := a.class&digit != 0 && b.class&digit != 0; own && l.Cut != Torn {
				t.Fatalf("%q at %d: line %d tears a number and does not say so", text, avail, i)
			}
			if from, to := digits(cl, n); l.Cut != Whole && from < n && n < to && widthOf(cl[from:to]) <= avail && from > l.From {
				t.Fatalf("%q at %d: line %d cuts a number that would stand whole", text, avail, i)
			}
		}
		next, at = l.To, l.End
	}
	lost(len(cl))
	if len(text) > 0 && len(lines) == 0 {
		t.Fatalf("%q has no lines", text)
	}
	if n := strings.Count(text, "\n") - strings.Count(text, "\r\n"); len(lines) < n+1 && len(text) > 0 {
		t.Fatalf("%q: %d line breaks, %d lines", text, n, len(lines))
	}
}

var alphabet = []rune("甲乙丙件元万年平方米公里，。（）“”‘’、；：·—…／% ％abcXYZ012,.:'-_@&/()[]{}<>=+*≥≤□☑ 　\t\n\r\u00a0\u2060\u200b\u0301\ufe00\u200d𬭎㎡℃👨👩🇨🇳각\u1100\u1161")

func anyText() *rapid.Generator[string] {
	return rapid.OneOf(rapid.StringOfN(rapid.SampledFrom(alphabet), 0, 60, -1), rapid.StringN(0, 30, -1))
}

func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkLines(t, anyText().Draw(t, "text"), rapid.Int64Range(0, 12*Em).Draw(t, "width"))
	})
}

func TestWiderNeverTakesMoreLinesOfHanzi(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("甲乙丙丁")), 1, 40, -1).Draw(t, "text")
		w := rapid.Int64Range(Em, 10*Em).Draw(t, "width")
		if got, want := len(Break(nil, Clusters(nil, text), w)), (utf8.RuneCountInString(text)+int(w/Em)-1)/int(w/Em); got != want {
			t.Fatalf("%q at %d: %d lines, want %d", text, w, got, want)
		}
	})
}

func FuzzBreak(f *testing.F) {
	for _, c := range ruleCases {
		f.Add(c.text, uint16(c.width))
	}
	f.Add("\xff\xfe甲", uint16(2))
	f.Fuzz(func(t *testing.T, text string, halfEm uint16) {
		checkLines(t, text, int64(halfEm)*Em/2)
	})
}

// A long text must take linear time whatever it is made of; quadratic would be minutes here.
func TestLongTexts(t *testing.T) {
	racing.Apart(t)
	for _, s := range []string{"甲", "a", "1", " ", "—", "万", "5万", "\u0301", "\u200d", "，", "（", "□ ", "\n", "甲 ", "5平方米", "1."} {
		text := strings.Repeat(s, 200000/len(s))
		for _, w := range []int64{0, Em, 40 * Em, 1 << 50} {
			Break(nil, Clusters(nil, text), w)
		}
	}
}

const sample = "1、通过制作、印制交通行业各类证照、卡、表、单加强本市交通行业的证件管理，维护道路运营秩序，进一步促进本市交通行业的健康持续发展，保证本市交通行业的总体稳定。2、建设窗口服务智能化设施完善工程实现“一网通办”线上办理专区、窗口落地好差评、精准预约及24小时个性化自助服务升级窗口智慧政务办理设备，提升窗口政务办理能力和效率。"

func BenchmarkClusters(b *testing.B) {
	var cl []Cluster
	n := utf8.RuneCountInString(sample)
	for b.Loop() {
		cl = Clusters(cl[:0], sample)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/char")
}

func BenchmarkBreak(b *testing.B) {
	cl := Clusters(nil, sample)
	var lines []Line
	for b.Loop() {
		lines = Break(lines[:0], cl, 20*Em)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(cl)), "ns/char")
}
