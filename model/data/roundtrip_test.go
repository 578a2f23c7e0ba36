package data

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// texts are what people and attackers put into a cell.
func texts() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		if rapid.Bool().Draw(t, "known") {
			return rapid.SampledFrom([]string{"=100%", ">=95%", "@x", "%5", "*甲", "&a", "甲 #乙", "- 甲", "甲: 乙", "甲:",
				"#", "'", "\"", "~", "null", "yes", "2022-06-14", "007", "1_000", "0x1F", "-0", "1e5",
				"12:30", "𬭎", "甲\n乙", "甲\n", "\n", " 甲 ", "　甲", "甲\t乙", "〔2018〕34号", "{a}", "[b]", "!x", "|", ">", "? a", "\\n", "a\\", "<b>&amp;", "\u2028", "☑", ""}).Draw(t, "text")
		}
		s := rapid.StringOf(rapid.RuneFrom([]rune("甲乙 #:-'\"\\\n\t{}[]>|%@&*!?,~=0123.e+　𬭎"))).Draw(t, "text")
		return s
	})
}

// readOne reads a file that must hold one record.
func readOne(t interface{ Fatalf(string, ...any) }, name, text string) *Value {
	d, err := ReadOne(name, []byte(text))
	if err != nil {
		t.Fatalf("%s: %v in\n%s", name, err, text)
	}
	return d
}

// No character of a text is lost or changed on the way in, whether it comes as JSON, in YAML quotes or in a YAML block.
func TestTextsSurvive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := texts().Draw(t, "s")
		j, _ := json.Marshal(map[string]string{"名称": s})
		if got := readOne(t, "a.json", string(j)).Member("名称").Text; got != s {
			t.Fatalf("JSON %q became %q", s, got)
		}
		quoted, _ := json.Marshal(s)
		y := "名称: " + string(quoted) + "\n金额: 1\n"
		if got := readOne(t, "a.yaml", y).Member("名称").Text; got != s {
			t.Fatalf("YAML %q became %q", s, got)
		}
		single := "名称: '" + strings.ReplaceAll(s, "'", "''") + "'\n"
		if !strings.ContainsAny(s, "\n\u2028") {
			if got := readOne(t, "a.yaml", single).Member("名称").Text; got != s {
				t.Fatalf("YAML %q became %q", s, got)
			}
		}
		// A block may not begin with white space, and drops the last line break.
		if s != "" && !strings.ContainsAny(s, "\u2028") && !strings.ContainsAny(s[:1], " \t\n") &&
			!strings.HasSuffix(s, "\n") {
			block := "名称: |\n  " + strings.ReplaceAll(s, "\n", "\n  ") + "\n# 注\n金额: 1\n"
			if got := readOne(t, "a.yaml", block).Member("名称").Text; got != s {
				t.Fatalf("YAML block %q became %q in\n%s", s, got, block)
			}
		}
	})
}

// A plain YAML word is either taken to the character or refused.
func TestBareWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := texts().Draw(t, "s")
		_ = Read("a.yaml", []byte("- 名称: "+s+"\n"), func(d *Value, err error) error {
			if err != nil || d.Kind != Object || len(d.Members) != 1 {
				return nil
			}
			v := d.Members[0].Value
			got := v.Text
			switch {
			case v.Kind == Null && (strings.TrimSpace(s) == "" || strings.TrimSpace(s) == "null" ||
				strings.HasPrefix(strings.TrimLeft(s, " \t"), "\n#")):
			case v.Kind == String || v.Kind == Number:
				plain := strings.Trim(s, " \t\r")
				if got != plain && plain[0] != '"' && plain[0] != '\'' && plain[0] != '|' &&
					!strings.Contains(s, "\n") {
					t.Fatalf("%q became %q", s, got)
				}
			}
			return nil
		})
	})
}

func FuzzReadJSON(f *testing.F) {
	for _, s := range []string{`{}`, `[{"a":1},{"b":"\ud84c\udfb4"}]`, `{"a":[true,null,-1.5e3,"\n"]}`,
		"{\"a\":\"b\"}\n{\"c\":\"d\"}", `{"a":"b","a":1}`, "\xFF\xFE{", `[[[`, `{"a":"` + "\xFF"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var got []*Value
		err := Read("a.json", b, func(d *Value, err error) error {
			if err == nil {
				got = append(got, d)
			}
			return err
		})
		if err != nil {
			return
		}
		// What is taken without a word, the library takes too, and finds the same in it.
		dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(b, []byte("\uFEFF"))))
		dec.UseNumber()
		var want []any
		for dec.More() {
			var x any
			if err := dec.Decode(&x); err != nil {
				t.Fatalf("taken: %q, but %v", b, err)
			}
			if l, ok := x.([]any); ok {
				want = append(want, l...)
			} else {
				want = append(want, x)
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%d records, want %d in %q", len(got), len(want), b)
		}
		for i := range got {
			sameData(t, got[i], want[i])
		}
	})
}

func sameData(t *testing.T, d *Value, want any) {
	switch w := want.(type) {
	case nil:
		if d.Kind != Null {
			t.Fatalf("%+v, want null", d)
		}
	case bool:
		if d.Kind != Bool || (d.Text == "true") != w {
			t.Fatalf("%+v, want %v", d, w)
		}
	case json.Number:
		if d.Kind != Number || d.Text != string(w) {
			t.Fatalf("%+v, want %v", d, w)
		}
	case string:
		if d.Kind != String || d.Text != w {
			t.Fatalf("%+v, want %q", d, w)
		}
	case []any:
		if d.Kind != List || len(d.Items) != len(w) {
			t.Fatalf("%+v, want %v", d, w)
		}
		for i := range w {
			sameData(t, d.Items[i], w[i])
		}
	case map[string]any:
		if d.Kind != Object || len(d.Members) != len(w) {
			t.Fatalf("%+v, want %v", d, w)
		}
		for _, m := range d.Members {
			sameData(t, m.Value, w[m.Name])
		}
	}
}

func FuzzReadYAML(f *testing.F) {
	for _, s := range []string{"a: b\n", "- a: |\n    b # c\n  d: 'e # f'\n# g\n", "a: \"b\\nc\" # d\n", "a: >=95%\n",
		"a: &x b\nc: *x\n", "---\na: 1\n---\nb: 2\n...\n", "? [a]\n: {b: c}\n", "a: [1, 'b # c', \"d\"]\n", "a: |+\n  b\n\n\nc: d", "\uFEFFa: b", "%YAML 1.2\n---\na: b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		err := Read("a.yaml", []byte(s), func(d *Value, err error) error {
			if err == nil {
				// Every plain or quoted text without escapes is in the file as it is.
				var check func(d *Value)
				check = func(d *Value) {
					if d.Kind == Number && !strings.Contains(s, d.Text) {
						t.Fatalf("%q is not in %q", d.Text, s)
					}
					if d.Kind == String && !utf8.ValidString(d.Text) {
						t.Fatalf("%q in %q", d.Text, s)
					}
					for _, c := range d.Items {
						check(c)
					}
					for _, m := range d.Members {
						check(m.Value)
					}
				}
				check(d)
			}
			return nil
		})
		if err == nil && strings.TrimSpace(s) == "" {
			t.Fatalf("%q is no file of records", s)
		}
	})
}
