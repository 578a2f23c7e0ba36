package model

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/data"
)

func codeOf(t *testing.T, f *Form, name, record string) Code {
	t.Helper()
	var c Code
	err := data.Read(name, []byte(record), func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		r, err := Bind(d, f)
		if err != nil {
			return err
		}
		before := r.Code()
		if err := r.Compute(nil); err != nil {
			return err
		}
		if c = r.Code(); c != before {
			t.Errorf("the code changes from %s to %s when the record is computed", before, c)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// What was entered makes the code, however the file is written; every change of it makes another.
func TestCode(t *testing.T) {
	f := &Form{ID: "x", Fields: []*Field{
		{Name: "甲"}, {Name: "乙", Kind: Money, Format: "0.00", Compute: "1"},
		{Name: "丙", Kind: Choice, Multiple: true, Choices: []string{"子", "丑", "寅"}},
		{Name: "丁", Kind: Rows, Fields: []*Field{{Name: "戊"}, {Name: "己"}}},
	}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	base := codeOf(t, f, "a.json", `{"甲": "一", "丙": ["子", "丑"], "丁": [{"戊": "1"}, {"己": "2"}]}`)
	for name, same := range map[string]string{
		"b.json": `{"丁":[{"戊":"1"},{"己":"2"}],"丙":["子","丑"],"甲":"一","乙":null}`,
		"b.yaml": "甲: 一\n丙: [子, 丑]\n丁:\n  - 戊: \"1\"\n  - 己: \"2\"\n",
	} {
		if c := codeOf(t, f, name, same); c != base {
			t.Errorf("%s: %s, want %s", name, c, base)
		}
	}
	seen := map[Code]string{base: "base"}
	for _, other := range []string{
		`{"甲": "一 ", "丙": ["子", "丑"], "丁": [{"戊": "1"}, {"己": "2"}]}`,
		`{"甲": "一", "乙": "", "丙": ["子", "丑"], "丁": [{"戊": "1"}, {"己": "2"}]}`,
		`{"甲": "一", "乙": "1", "丙": ["子", "丑"], "丁": [{"戊": "1"}, {"己": "2"}]}`,
		`{"甲": "一", "乙": 1, "丙": ["子", "丑"], "丁": [{"戊": "1"}, {"己": "2"}]}`,
		`{"甲": "一", "丙": ["子", "寅"], "丁": [{"戊": "1"}, {"己": "2"}]}`,
		`{"甲": "一", "丙": ["子"], "丁": [{"戊": "1"}, {"己": "2"}]}`,
		`{"甲": "一", "丙": ["子", "丑"], "丁": [{"戊": "1", "己": "2"}]}`,
		`{"甲": "一", "丙": ["子", "丑"], "丁": [{"己": "1"}, {"己": "2"}]}`,
		`{"甲": "一", "丙": ["子", "丑"], "丁": [{"戊": "1"}, {"己": "2"}, {}]}`,
		`{"甲": "一", "丙": ["子", "丑"], "丁": [{"己": "2"}, {"戊": "1"}]}`,
		`{"丙": ["子", "丑"], "丁": [{"戊": "1"}, {"己": "2"}]}`,
	} {
		c := codeOf(t, f, "c.json", other)
		if before, ok := seen[c]; ok {
			t.Errorf("%s and %s have the code %s", before, other, c)
		}
		seen[c] = other
		if back, err := ParseCode(string(c)); err != nil || back != c {
			t.Errorf("%s reads as %s, %v", c, back, err)
		}
	}
}

func TestParseCode(t *testing.T) {
	d := []byte{0, 1, 2, 3, 31, 30, 29, 28, 10, 11, 12, 13, 14, 15, 16}
	code := writeCode(append(d, codeCheck(d)))
	s := string(code)
	for _, good := range []string{s, strings.ToLower(s), strings.ReplaceAll(s, "-", ""),
		" 校验码：" + strings.ReplaceAll(s, "-", " – ") + "\n",
		strings.NewReplacer("0", "o", "1", "l").Replace(s), strings.NewReplacer("0", "Ｏ", "1", "Ｉ", "-", "－", "A",
			"ａ").Replace(s)} {
		if c, err := ParseCode(good); err != nil || c != code {
			t.Errorf("%q: %s, %v", good, c, err)
		}
	}
	for _, bad := range []string{"", "0", s[:18], s + "0", strings.Replace(s, "2", "U", 1),
		strings.Replace(s, "2", "二", 1), strings.Repeat("0", 1000)} {
		if c, err := ParseCode(bad); err == nil {
			t.Errorf("%q is taken for %s", bad, c)
		}
	}
	// Every wrong character and every two that were swapped are found.
	plain := strings.ReplaceAll(s, "-", "")
	for i := range plain {
		for _, r := range codeLetters {
			if w := plain[:i] + string(r) + plain[i+1:]; w != plain {
				if _, err := ParseCode(w); err == nil {
					t.Errorf("%s is taken for %s", w, plain)
				}
			}
		}
		for k := i + 1; k < len(plain); k++ {
			b := []byte(plain)
			if b[i], b[k] = b[k], b[i]; b[i] != b[k] {
				if _, err := ParseCode(string(b)); err == nil {
					t.Errorf("%s is taken for %s", b, plain)
				}
			}
		}
	}
}
