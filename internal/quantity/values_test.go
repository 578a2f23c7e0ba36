package quantity

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"
)

// tell is a value in one line: its state, and the set of numbers or days it may be.
func tell(v Value) string {
	state := [...]string{"空", "记号", "无", "待填", "见别处", "完成词", "数", "区间", "约", "日期", "无此日", "几样", "笔误", "词"}[v.State]
	switch v.State {
	case Slip:
		return state + " " + v.Mistake.What + " → " + v.Mistake.Meant
	case Several:
		var all []string
		for _, p := range v.Parts {
			_, number, _ := strings.Cut(tell(p), " ")
			all = append(all, number)
		}
		return state + " " + strings.Join(all, "；")
	case OnDay:
		s := fmt.Sprintf("%s %s%d..%d", state, v.Cmp, v.First, v.Last)
		if v.Per != "" {
			s += " 每" + v.Per
		}
		return s
	case Amount, Interval, About:
	default:
		return state
	}
	s := v.Cmp.String() + v.Change
	if v.Kind == Range || v.About != Exactly {
		set := v.set()
		open, end := "[", "]"
		if set.openLow {
			open = "("
		}
		if set.openHigh {
			end = ")"
		}
		s += open + set.low.String() + ", " + set.high.String() + end
	} else {
		s += v.Num.String()
	}
	if v.Unit.Text != "" {
		s += " " + v.Unit.Text
	}
	if v.Assumed {
		s += "（单位另栏）"
	}
	if v.Per != "" {
		s += " 每" + v.Per
	}
	return state + " " + s
}

var (
	givenUnit = regexp.MustCompile(`\[单位 ([^\]]*)\]`)
	givenYear = regexp.MustCompile(`\[年 (\d+)\]`)
	givenWay  = regexp.MustCompile(`\((多|少|等|问)\)$`)
)

// leastCases is how many cases a kind has at least.
const leastCases = 10

// TestValues holds reading and comparing against testdata/values.txt.
func TestValues(t *testing.T) {
	data, err := os.ReadFile("testdata/values.txt")
	if err != nil {
		t.Fatal(err)
	}
	ways := map[string]Direction{"多": MoreIsBetter, "少": LessIsBetter, "等": ToThePoint, "问": NoDirection}
	section, cases := "", map[string]int{}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if s, ok := strings.CutPrefix(line, "## "); ok {
			section = s
			continue
		}
		text, want, ok := strings.Cut(line, "=>")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		cases[section]++
		want = strings.TrimSpace(want)
		var c Context
		if m := givenUnit.FindStringSubmatch(text); m != nil {
			c.Unit, text = m[1], strings.Replace(text, m[0], "", 1)
		}
		if m := givenYear.FindStringSubmatch(text); m != nil {
			c.Year, text = atoi(m[1]), strings.Replace(text, m[0], "", 1)
		}
		text = strings.TrimSuffix(text, " ")
		if !strings.HasPrefix(section, "对照") {
			text = strings.TrimRight(text, " ")
			v := Read(text, c)
			dated := Context{Unit: c.Unit, Year: 2023}
			if a, b := Read(text, dated), Read(text, dated.For(text)); !reflect.DeepEqual(a, b) {
				t.Errorf("%q: %+v with the year, %+v with what was left of it", text, a, b)
			}
			if got := tell(v); got != want {
				t.Errorf("%s: %q is %s, want %s", section, text, got, want)
			}
			if v.Text != text {
				t.Errorf("%q lost its text: %q", text, v.Text)
			}
			continue
		}
		way := givenWay.FindStringSubmatch(strings.TrimSpace(text))
		if way == nil {
			t.Fatalf("%s: no direction", line)
		}
		text = strings.TrimSuffix(strings.TrimSpace(text), way[0])
		target, actual, _ := strings.Cut(text, "→")
		o := Compare(Read(strings.TrimSpace(actual), c), Read(strings.TrimSpace(target), c), ways[way[1]])
		got := o.Verdict.String()
		if o.HasRatio {
			got += " " + o.Ratio.String()
		}
		if o.Why != Clear {
			got += " " + o.Why.String()
		}
		if got != want {
			t.Errorf("%s: %s is %s, want %s", section, text, got, want)
		}
	}
	for s, n := range cases {
		if n < leastCases {
			t.Errorf("%s has %d cases, want %d", s, n, leastCases)
		}
	}
}

// Every character that Unicode calls a compatibility form of a sign or digit reads as it, and so do the twins that it
// does not.
func TestForms(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		form := norm.NFKC.String(string(r))
		circled := r >= 0x2460 && r <= 0x24FF || r >= 0x2776 && r <= 0x2793
		if circled || len([]rune(form)) != 1 || form == string(r) || !strings.Contains("=<>%+-0123456789", form) {
			continue
		}
		if got := normal(string(r)); got != form {
			t.Errorf("U+%04X %c is read as %q, want %q", r, r, got, form)
		}
	}
	for sign, forms := range map[string]string{">=": "≥≧⩾≮", "<=": "≤≦⩽≯", "=": "＝﹦⁼₌꞊", "-": "－﹣−–", "+": "＋﹢", "%": "％﹪٪", "~": "～〜∼", "*": "×✕＊"} {
		for _, r := range forms {
			if got := normal(string(r)); got != sign {
				t.Errorf("%c is read as %q, want %q", r, got, sign)
			}
		}
	}
}

// texts are the texts of values.txt, to be read in other ways.
func texts(t testing.TB) (all []string) {
	data, err := os.ReadFile("testdata/values.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if text, _, ok := strings.Cut(line, "=>"); ok && !strings.HasPrefix(line, "#") {
			text = givenYear.ReplaceAllString(givenUnit.ReplaceAllString(text, ""), "")
			text = givenWay.ReplaceAllString(strings.TrimSpace(text), "")
			for part := range strings.SplitSeq(text, "→") {
				all = append(all, strings.TrimSpace(part))
			}
		}
	}
	return all
}

// Reading what was read changes nothing: a text in the form that is looked at reads as the text does.
func TestReadAgain(t *testing.T) {
	for _, s := range texts(t) {
		a, b := Read(s, Context{Year: 2024}), Read(normal(s), Context{Year: 2024})
		if normal(normal(s)) != normal(s) {
			t.Errorf("%q: normal is not", s)
		}
		if a.State == Several { // which the blanks may part
			continue
		}
		if tell(a) != tell(b) {
			t.Errorf("%q is %s, but %q is %s", s, tell(a), normal(s), tell(b))
		}
	}
}

// Of two values, where more of the one meets the other, the other does not miss it when less is better: comparing is
// antisymmetric.
func TestCompareTurned(t *testing.T) {
	var all []Value
	for _, s := range texts(t) {
		if v := Read(s, Context{Year: 2024}); v.Numeric() && v.Cmp == None && v.Kind != Range && !v.Limit {
			all = append(all, v)
		}
	}
	for _, a := range all {
		for _, b := range all {
			more, less := Compare(b, a, MoreIsBetter), Compare(b, a, LessIsBetter)
			turned := Compare(a, b, LessIsBetter)
			exact := a.About == Exactly && b.About == Exactly
			if exact && more.Verdict != Undecided && turned.Verdict != Undecided && more.Verdict != turned.Verdict {
				t.Errorf("%s → %s: %s, turned %s", a.Text, b.Text, more.Verdict, turned.Verdict)
			}
			open := Compare(b, a, NoDirection)
			if a.Num.IsZero() && open.Verdict == Missed {
				continue // more than none is worse, whatever it is
			}
			if open.Verdict != Undecided && (open.Verdict != more.Verdict || open.Verdict != less.Verdict) {
				t.Errorf("%s → %s: %s without a direction, but %s and %s", a.Text, b.Text, open.Verdict, more.Verdict, less.Verdict)
			}
		}
	}
}

// Two values in units that convert are in doubt where only the bare numbers are alike.
func TestRelated(t *testing.T) {
	for _, c := range []struct {
		target, actual string
		want           Relation
	}{
		{"8万元", "7.81元", Unlikely}, {"8万元", "78100元", OtherScale}, {"8万元", "7.81万元", SameUnit}, {"8万元", "7.81", Unstated}, {"5公里", "5米", Unlikely},
		{"2天", "2小时", OtherScale}, {"2天", "48小时", OtherScale}, {"8000000元", "700万元", OtherScale}, {"8元", "8万元", Unlikely},
		{"每年24期", "2期/月", OtherScale}, {"24期", "2期/月", OtherScale}, {"24期", "2人/月", OtherUnit}, {"2期/月", "3期/月", SameUnit}, {"人", "人次", SameUnit},
		{"20人", "20人次", OtherUnit},
	} {
		if got := Related(Parse(c.target), Parse(c.actual)); got != c.want {
			t.Errorf("%s and %s: %d, want %d", c.target, c.actual, got, c.want)
		}
	}
}

// Units of one dimension convert exactly: there and back is the same number, in decimals.
func TestUnitsExact(t *testing.T) {
	n := decimal.RequireFromString("1234.5678")
	for _, d := range unitTable {
		names := strings.Fields(d.units)
		for _, x := range names {
			for _, y := range names {
				a, _, _ := strings.Cut(x, "=")
				b, _, _ := strings.Cut(y, "=")
				u, w := ParseUnit(a), ParseUnit(b)
				if Relate(u, w) > OtherScale {
					t.Errorf("%s and %s do not convert", a, b)
					continue
				}
				from := Value{Kind: Number, State: Amount, Num: n.Mul(w.scale()), Unit: u}
				to := Value{Kind: Number, State: Amount, Num: n.Mul(u.scale()), Unit: w}
				if o := Compare(to, from, ToThePoint); o.Verdict != Met || !o.HasRatio || !o.Ratio.Equal(one) {
					t.Errorf("%s %s is not %s %s: %+v", from.Num, a, to.Num, b, o)
				}
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for i, s := range texts(f) {
		if i%5 == 0 {
			f.Add(s, s, "件", 2024)
		}
	}
	f.Add("\xff每月1O。5余万", "二百五至", "（%）", -1)
	f.Fuzz(func(t *testing.T, a, b, unit string, year int) {
		c := Context{Unit: unit, Year: year % 3000}
		v, w := Read(a, c), Read(b, c)
		if v.Text != a {
			t.Fatal("text lost")
		}
		if tell(v) != tell(Read(a, c)) {
			t.Fatal("read twice, not the same")
		}
		if v.Kind == Date && (v.First > v.Last || !v.Day.valid() && v.Per == "") {
			t.Fatalf("%q: days %d to %d", a, v.First, v.Last)
		}
		if v.Kind == Range && v.High.LessThan(v.Num) {
			t.Fatal("range upside down")
		}
		if (v.State == Slip) != (v.Mistake.What != "") || (v.State == Several) != (len(v.Parts) > 1) {
			t.Fatalf("%q: %+v", a, v)
		}
		if v.Numeric() != (v.State == Amount || v.State == Interval || v.State == About) {
			t.Fatalf("%q: kind %d, state %s", a, v.Kind, v.State)
		}
		for _, d := range []Direction{NoDirection, MoreIsBetter, LessIsBetter, ToThePoint} {
			o := Compare(w, v, d)
			if o.Verdict == Undecided && (o.HasRatio || o.Why == Clear && v.Numeric() && w.Exact() && v.Exact()) {
				t.Fatalf("%q %q: %+v", a, b, o)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	all := texts(b)
	b.ReportAllocs()
	for i := range b.N {
		Read(all[i%len(all)], Context{Unit: "件", Year: 2024})
	}
}
