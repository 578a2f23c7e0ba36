package model

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/char"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// TestUnseen: every hidden character is named with code and place, in each kind of field and each kind of file; what
// turns or carries text is refused, and nothing is altered.
func TestUnseen(t *testing.T) {
	f := &Form{ID: "f", Fields: []*Field{{Name: "名"}, {Name: "额", Kind: Money},
		{Name: "选", Kind: Choice, Multiple: true}, {Name: "行", Kind: Rows, Fields: []*Field{{Name: "文"}}}}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	bind := func(name, text string) (*Record, finding.List) {
		var r *Record
		var l finding.List
		err := data.Read(name, []byte(text), func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			r, err = Bind(d, f)
			if r != nil {
				l = r.Notes
			}
			return err
		})
		var wrong *finding.DataError
		if errors.As(err, &wrong) {
			l = wrong.List
		} else if err != nil {
			t.Fatal(err)
		}
		return r, l
	}
	n := 0
	for r := rune(0xA0); r < 0xE1000; r++ {
		kind, _ := char.Of(r)
		if kind == char.Shown || kind == char.Control || r >= 0xFE01 && r < 0xFE0F || r > 0xE0100 && r < 0xE01EF ||
			r > 0xE0200 && r < 0xE0FFF || r > 0xE0080 && r < 0xE00FF {
			continue
		}
		n++
		text := "甲" + string(r) + "乙"
		if kind == char.Selector {
			text = string(r) + "甲"
		}
		want := finding.Warning
		switch kind {
		case char.Turning, char.Tag:
			want = finding.Error
		case char.Breaking:
			want = finding.Note
		}
		for _, x := range []struct{ name, text, path string }{
			{"a.json", fmt.Sprintf(`{"名":"%s"}`, text), "/名"}, {"a.json", fmt.Sprintf(`{"额":"%s"}`, text), "/额"},
			{"a.json", fmt.Sprintf(`{"选":["%s"]}`, text), "/选"},
			{"a.jsonl", fmt.Sprintf(`{"行":[{"文":"%s"}]}`, text), "/行/0/文"},
			{"a.yaml", fmt.Sprintf("名: \"甲\"\n行:\n- 文: \"%s\"\n", text), "/行/0/文"},
		} {
			if strings.HasSuffix(x.name, "yaml") && (r == 0x2028 || r == 0x2029) {
				continue // refused as such
			}
			rec, l := bind(x.name, x.text)
			var hit *finding.Finding
			for i := range l {
				if l[i].Code == "DATA-INVISIBLE" {
					hit = &l[i]
				}
			}
			code := fmt.Sprintf("U+%04X", r)
			if hit == nil || hit.Severity != want || hit.Path != x.path || !strings.Contains(hit.Message, code) ||
				!strings.Contains(hit.Message, "⟨"+code+"⟩") || hit.English == "" || hit.Pos.Line == 0 {
				t.Fatalf("%s %s: %+v", x.name, code, l)
			}
			if line := hit.Line(); line != char.Show(line) || strings.ContainsRune(line, r) {
				t.Errorf("%s: the line itself hides something: %q", code, line)
			}
			if want != finding.Error && x.path == "/名" && rec.At("/名").Text != text {
				t.Errorf("%s: altered", code)
			}
		}
	}
	if n < 100 {
		t.Errorf("%d characters", n)
	}
	if _, l := bind("a.json", `{"名":"葛󠄀☑️"}`); len(l) > 0 {
		t.Errorf("selectors with something to select from are for the faces: %v", l)
	}
	// A record that comes by hand, as from a ledger, is held to the same.
	d := &data.Value{Kind: data.Object, Members: []data.Member{{Name: "名",
		Value: &data.Value{Kind: data.String, Text: "甲\u0007"}}}}
	if _, err := Bind(d, f); err == nil || !strings.Contains(err.Error(), "U+0007（控制字符），打印不出来") {
		t.Errorf("a control character from elsewhere: %v", err)
	}
}
