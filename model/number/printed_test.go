package number

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestPrinted(t *testing.T) {
	for _, c := range []struct{ number, format, computed, entered, sheet string }{
		{"-1200", "#,##0.00;(#,##0.00);-", "(1,200.00)", "(1,200.00)", `-1200 #,##0.00;"("#,##0.00")";"-"`},
		{"1200", "#,##0.00;(#,##0.00);-", "1,200.00", "1,200.00", `1200 #,##0.00;"("#,##0.00")";"-"`},
		{"0", "#,##0.00;(#,##0.00);-", "-", "-", `0 #,##0.00;"("#,##0.00")";"-"`},
		{"0.001", "0.00;(0.00);—", "—", "0.001", ""}, // a spreadsheet would show 0.00
		{"-0.001", "0.00;(0.00)", "0.00", "(0.001)", ""},
		{"-5", `0"元"`, `-5元`, `-5元`, `-5 0"元"`},
		{"-5", `0;△0`, `△5`, `△5`, `-5 0;"△"0`},
		{"0", `0;-0;"无；零"`, `无；零`, `无；零`, `0 0;"-"0;"无；零"`},
		{"18233182.14", "÷10000 #,##0.00", "1,823.32", "1,823.32", "1823.318214 #,##0.00"},
		{"18233182.14", "÷万 0.##", "1823.32", "1823.32", ""},
		{"0.9798", "×100 0.00", "97.98", "97.98", "97.98 0.00"},
		{"0.45174", "×100 0.00", "45.17", "45.174", "45.174 0.00"},
		{"-20000", "÷10000 0.00;(0.00);/", "(2.00)", "(2.00)", `-2 0.00;"("0.00")";"/"`},
	} {
		d := decimal.RequireFromString(c.number)
		if !KnowsPrinted(c.format) {
			t.Errorf("%s is not known", c.format)
		}
		if got := Format(d, c.format); got != c.computed {
			t.Errorf("%s in %s: %s, want %s", c.number, c.format, got, c.computed)
		}
		if got := FormatEntered(d, c.format); got != c.entered {
			t.Errorf("%s entered in %s: %s, want %s", c.number, c.format, got, c.entered)
		}
		sheet := ""
		if v, code, ok := Spreadsheet(d, c.format, false); ok {
			sheet = v.String() + " " + code
		}
		if sheet != c.sheet {
			t.Errorf("%s in %s is %s in a sheet, want %s", c.number, c.format, sheet, c.sheet)
		}
	}
	for _, bad := range []string{"", "0;0;0;0", "-;0", "0元", "÷3 0", "÷10000#", `0"元`, "÷", "0;;", "大写"} {
		if KnowsPrinted(bad) {
			t.Errorf("%q is known", bad)
		}
	}
	if Scale("÷10000 0.00") != -4 || Scale("×100 0.00") != 2 || Scale("0.00") != 0 {
		t.Error("scale")
	}
}

// What is printed in a format that shows all digits reads back as what was entered.
func TestUnformat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := decimal.New(rapid.Int64().Draw(t, "digits"), -rapid.Int32Range(0, 6).Draw(t, "places"))
		format := rapid.SampledFrom([]string{"#,##0.00;(#,##0.00);-", "0.##;△0.##", "×100 0.00", "0.00;(0.00);/", `0.00"元"`,
			"×100 0.00;(0.00)", "0.00%;(0.00%)"}).Draw(t, "format")
		text := FormatEntered(d, format)
		back, ok := Parse(Unformat(text, format))
		if !ok || !back.Equal(d) {
			t.Fatalf("%s in %s is %s, reads back as %s", d, format, text, back)
		}
	})
	for _, c := range [][3]string{{"1,823.32", "÷10000 #,##0.00", "18233200"}, {"97.98%", "×100 0.00", "97.98%"},
		{"约5万", "÷10000 0.00", "约5万"}, {"/", "0.00;(0.00);-", "/"}, {" - ", "0.00;(0.00);-", "0"}, {"(1.2", "0.00;(0.00)", "(1.2"}} {
		if got := Unformat(c[0], c[1]); got != c[2] {
			t.Errorf("%s in %s: %s, want %s", c[0], c[1], got, c[2])
		}
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"1409.50": "壹仟肆佰零玖元伍角整", "6007.14": "陆仟零柒元壹角肆分", "1680.32": "壹仟陆佰捌拾元零叁角贰分",
		"107000.53": "壹拾万柒仟元零伍角叁分", "16409.02": "壹万陆仟肆佰零玖元零贰分", "325.04": "叁佰贰拾伍元零肆分",
		"0": "零元整", "0.5": "伍角整", "0.05": "伍分", "10": "壹拾元整", "100": "壹佰元整", "10000": "壹万元整", "100000000": "壹亿元整",
		"100000001": "壹亿零壹元整", "1000010000": "壹拾亿零壹万元整", "100010000": "壹亿零壹万元整", "20000300.00": "贰仟万零叁佰元整",
		"1234567890.12": "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元零壹角贰分", "-12.3": "负壹拾贰元叁角整", "0.005": "", "10000000000000000": "",
		"1000000000000": "壹万亿元整", "1000100000000": "壹万零壹亿元整", "1001": "壹仟零壹元整", "1100": "壹仟壹佰元整",
	} {
		got, ok := Words(decimal.RequireFromString(text))
		if got != want || ok != (want != "") {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, 1e16-1).Draw(t, "n")
		s, ok := Words(decimal.New(n, 0))
		if !ok || strings.Contains(s, "零零") || strings.Contains(s, "零元") && n > 0 {
			t.Fatalf("%d: %s", n, s)
		}
		if back := readWords(strings.TrimSuffix(s, "元整")); n > 0 && back != n {
			t.Fatalf("%d: %s reads as %d", n, s, back)
		}
	})
}

// readWords reads capital numerals by their places.
func readWords(s string) int64 {
	var total, group, digit int64
	for _, r := range s {
		switch r {
		case '拾':
			group, digit = group+digit*10, 0
		case '佰':
			group, digit = group+digit*100, 0
		case '仟':
			group, digit = group+digit*1000, 0
		case '万':
			total, group, digit = total+(group+digit)*10000, 0, 0
		case '亿':
			total, group, digit = (total+group+digit)*1e8, 0, 0
		case '零':
		default:
			digit = int64(strings.IndexRune("零壹贰叁肆伍陆柒捌玖", r) / 3)
		}
	}
	return total + group + digit
}

// TestSpreadsheetEntered: what was entered is shown with all its digits, as FormatEntered prints it, except in a unit
// that rounds.
func TestSpreadsheetEntered(t *testing.T) {
	for _, x := range []struct{ d, format, code string }{
		{"0.97984", "×100 0.00", "0.000"}, {"0.979", "×100 0.00", "0.00"},
		{"1200.125", "#,##0.00;(#,##0.00);-", `#,##0.000;"("#,##0.000")";"-"`},
		{"18233182.14", "÷10000 #,##0.00", "#,##0.00"},
	} {
		if _, code, ok := Spreadsheet(decimal.RequireFromString(x.d), x.format, true); !ok || code != x.code {
			t.Errorf("%s in %s: %s, want %s", x.d, x.format, code, x.code)
		}
	}
}
