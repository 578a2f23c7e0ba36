package number

import (
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"16572672.00": "16572672", "18,233,182.14": "18233182.14", "281,411": "281411", "215,457.6": "215457.6",
		"0":    "0",
		" 12 ": "12", "　12　": "12", "−3": "-3", "－3": "-3", "＋５": "5", "+5": "5", "１２，３４５．６７": "12345.67",
		".5": "0.5", "007": "7",
		"97.98%": "0.9798", "９７．９８％": "0.9798", "5‰": "0.005", "100%": "1", "97.59 %": "0.9759", "97.59　％": "0.9759", "-0": "0",
		"1234567890123456789012345678901234567890":   "1234567890123456789012345678901234567890",
		"0.1234567890123456789012345678901234567890": "0.123456789012345678901234567890123456789",
		// no numbers
		"": "", " ": "", "/": "", "—": "", "约5万": "", "5万": "", "1,23": "", "1,2345": "", "1234,567": "", ",123": "",
		"1,234,": "", "1,23,456": "", "1.2.3": "", "1.": "",
		"1 234": "", "1e5": "", "0x10": "", "1_000": "", "--1": "", "5-": "", "%": "", "5%%": "", "5%3": "",
		"(5)": "", "¥5": "", "五": "", "1.234,567": "",
		"12345678901234567890123456789012345678901": "", "0.12345678901234567890123456789012345678901": "",
	} {
		d, ok := Parse(text)
		switch {
		case ok != (want != ""):
			t.Errorf("%q: ok %v", text, ok)
		case ok && d.String() != want:
			t.Errorf("%q = %s, want %s", text, d, want)
		}
	}
}

func TestIn(t *testing.T) {
	for text, want := range map[string]string{
		">=20000件": "20000", "=100%": "1", "≥90.00(%)": "90", "15篇次": "15", "<90%": "0.9", "约1,200元": "1200",
		"零下-5度": "-5", "零下−5度": "-5", "零下－5度": "-5", "共3.": "3", "共3，": "3", "１０％以上": "0.1",
		"5*8小时": "", "2024年6月": "", "提升": "", "": "", "1.2.3": "", "1,23元": "", "第3。": "3",
	} {
		d, ok := In(text)
		if ok != (want != "") || ok && d.String() != want {
			t.Errorf("%q = %s %v, want %q", text, d, ok, want)
		}
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct{ number, format, computed, entered string }{
		{"16572672", "0.00", "16572672.00", "16572672.00"},
		{"18233182.14", "#,##0.##", "18,233,182.14", "18,233,182.14"},
		{"281411", "#,##0.##", "281,411", "281,411"},
		{"215457.60", "#,##0.##", "215,457.6", "215,457.6"},
		{"12.345", "0.00", "12.35", "12.345"}, // what someone entered keeps its digits
		{"12.5", "0", "13", "12.5"},
		{"12.50", "0.##", "12.5", "12.5"},
		{"-1234.5", "#,##0.00", "-1,234.50", "-1,234.50"},
		{"-0.001", "0.00", "0.00", "-0.001"},
		{"0.9798", "0.00%", "97.98%", "97.98%"},
		{"0.97984", "0.00%", "97.98%", "97.984%"}, {"0.979840", "0.00%", "97.98%", "97.984%"},
		{"1", "0%", "100%", "100%"}, {"0.9925", "0.##%", "99.25%", "99.25%"}, {"0.99", "0.##%", "99%", "99%"},
		{"0.995", "0.0#%", "99.5%", "99.5%"},
		{"2.675", "0.00", "2.68", "2.675"}, {"-2.675", "0.00", "-2.68", "-2.675"},
		{"999.995", "#,##0.00", "1,000.00", "999.995"},
		{"1000000000000000000000000000000", "#,##0", "1,000,000,000,000,000,000,000,000,000,000",
			"1,000,000,000,000,000,000,000,000,000,000"},
	} {
		d := decimal.RequireFromString(c.number)
		if got := Format(d, c.format); got != c.computed {
			t.Errorf("%s in %s: %s, want %s", c.number, c.format, got, c.computed)
		}
		if got := FormatEntered(d, c.format); got != c.entered {
			t.Errorf("%s entered in %s: %s, want %s", c.number, c.format, got, c.entered)
		}
	}
	for format, ok := range map[string]bool{"0": true, "0.00": true, "0.##": true, "0.0#": true, "#,##0": true,
		"#,##0.00": true, "0%": true, "0.00%": true,
		"": false, "0.": false, "0.#0": false, "#": false, "00": false, "@": false, "0.00元": false, "%": false, "#,##0,": false, "General": false} {
		if Knows(format) != ok {
			t.Errorf("format %q: %v", format, !ok)
		}
	}
}

// A number printed in a format with separators reads back as the number it was, as long as no digit was rounded away.
func TestFormatReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := decimal.New(rapid.Int64().Draw(t, "digits"), -rapid.Int32Range(0, 12).Draw(t, "places"))
		format := rapid.SampledFrom([]string{"0", "0.00", "0.##", "#,##0.00", "#,##0.##", "0.00%", "0%"}).Draw(t,
			"format")
		text := FormatEntered(d, format)
		back, ok := Parse(text)
		if !ok || !back.Equal(d) {
			t.Fatalf("%s in %s is %s, reads back as %s", d, format, text, back)
		}
	})
}

// Rounding a quotient gives what rounding the true quotient gives, in every mode: it lies between the neighbours the
// mode asks for.
func TestQuotientRounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := decimal.New(rapid.Int64Range(-1e15, 1e15).Draw(t, "a"), -2)
		b := decimal.New(rapid.Int64Range(1, 1e15).Draw(t, "b"), -2)
		places := rapid.Int32Range(0, 6).Draw(t, "places")
		up, _ := Round(Divide(a, b), places, Up)
		ulp := decimal.New(1, -places)
		// |up| is the smallest multiple of ulp with |up|·b >= |a|.
		if up.Abs().Mul(b).LessThan(a.Abs()) || !up.IsZero() && up.Abs().Sub(ulp).Mul(b).GreaterThanOrEqual(a.Abs()) {
			t.Fatalf("%s/%s up to %d: %s", a, b, places, up)
		}
		half, _ := Round(Divide(a, b), places, HalfUp)
		if off := half.Mul(b).Sub(a).Abs().Mul(decimal.New(2, 0)); off.GreaterThan(ulp.Mul(b)) {
			t.Fatalf("%s/%s half up to %d: %s", a, b, places, half)
		}
	})
}

// What goes on beyond the digits of a quotient still decides how it is rounded.
func TestQuotientBeyondItsDigits(t *testing.T) {
	for _, c := range []struct{ a, b, mode, want string }{
		{"5000000000000000000000000000000000000001", "10000000000000000000000000000000000000000", HalfEven, "1"},
		{"-5000000000000000000000000000000000000001", "10000000000000000000000000000000000000000", HalfEven, "-1"},
		{"5000000000000000000000000000000000000000", "10000000000000000000000000000000000000000", HalfEven, "0"},
		{"3000000000000000000000000000000000000001", "1000000000000000000000000000000000000000", Up, "4"},
		{"3000000000000000000000000000000000000001", "1000000000000000000000000000000000000000", Down, "3"},
	} {
		got, ok := Round(Divide(decimal.RequireFromString(c.a), decimal.RequireFromString(c.b)), 0, c.mode)
		if !ok || got.String() != c.want {
			t.Errorf("%s / %s %s: %s, want %s", c.a, c.b, c.mode, got, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"18,233,182.14", "97.98%", "−3", "１２，３４５", "1e5", "5‰", ".5", "1.", ",", "约5万",
		"5*8小时"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := Parse(s)
		if !ok {
			In(s)
			return
		}
		back, ok := Parse(d.String())
		if !ok && d.Exponent() >= -MaxDigits || ok && !back.Equal(d) {
			t.Fatalf("%q is %s, reads back as %s", s, d, back)
		}
		if in, ok := In(s); !ok || !in.Equal(d) {
			t.Fatalf("%q is %s, but holds %s", s, d, in)
		}
	})
}

// A printed figure agrees with the true one if any way of rounding to its places gives it.
func TestAgrees(t *testing.T) {
	for _, c := range []struct {
		printed, exact string
		want           bool
	}{
		{"0.33", "0.333333", true}, {"0.34", "0.333333", true}, {"0.35", "0.333333", false}, {"13", "12.6", true},
		{"12", "12.6", true}, {"12.60", "12.6", true}, {"12.61", "12.6", false}, {"-2.3", "-2.25", true}, {"100", "99.5", true},
	} {
		printed, exact := decimal.RequireFromString(c.printed), decimal.RequireFromString(c.exact)
		if Agrees(printed, exact) != c.want {
			t.Errorf("%s for %s: %v", c.printed, c.exact, !c.want)
		}
	}
}
