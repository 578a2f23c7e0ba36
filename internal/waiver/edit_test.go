package waiver_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/waiver"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

var answer = finding.Waiver{Code: "F1", At: "资金 总额", Reason: "经批准，“见附件”: #3", By: "张三", Date: "2024-03-05",
	Seen: []finding.Seen{{Place: "资金 总额", Text: "100"}, {Place: "表 第 1 行“a: b” c", Text: ""}}}

// texts are records as people write them; the one at index gets the waiver.
var texts = []struct {
	name, file, text string
	index            int
}{
	{"JSON in lines", "a.json", "{\n \"form\": \"a/b\",\n \"甲\": [\n  {\"乙\": 1}\n ]\n}\n", 1},
	{"JSON in lines of four blanks", "a.json", "{\n    \"form\": \"a/b\",\n    \"甲\": {\n        \"乙\": \"}]\\\"\"\n    }\n}", 1},
	{"JSON with tabs", "a.json", "{\n\t\"form\": \"a/b\",\n\t\"甲\": 1\n}\n", 1},
	{"JSON on one line", "a.json", `{"form": "a/b", "甲": "x"}`, 1},
	{"JSON without blanks", "a.json", `{"form":"a/b","甲":"x"}` + "\n", 1},
	{"JSON of nothing", "a.json", `{}`, 1},
	{"JSON with blanks", "a.json", " \n { \"甲\" : 1.50 } \n", 1},
	{"JSON, the bracket behind", "a.json", "{\n  \"甲\": 1,\n  \"乙\": 2}\n", 1},
	{"JSON, lines of CRLF", "a.json", "{\r\n \"甲\": 1,\r\n \"乙\": [2]\r\n}\r\n", 1},
	{"JSON with a byte order mark", "a.json", "\uFEFF{\"甲\": 1}\n", 1},
	{"a list in JSON", "a.json", "[\n {\"甲\": 1},\n {\"甲\": 2},\n {\n  \"甲\": 3\n }\n]\n", 2},
	{"a list in JSON, the last", "a.json", "[\n {\"甲\": 1},\n {\n  \"甲\": 3\n }\n]\n", 2},
	{"objects one after the other", "a.json", "{\n\"甲\": 1\n}\n{\n\"甲\": 2\n}\n", 2},
	{"JSON Lines", "a.jsonl", "{\"甲\": 1}\n{\"甲\": 2}\n\n  {\"甲\": 3}\n", 3},
	{"JSON Lines with a bad one", "a.jsonl", "{\"甲\": }\n{\"甲\": 2}\n", 2},
	{"JSON, characters beyond the first plane", "a.json", "{\"𠮷\": \"𠮷\", \"甲\": \"👍🏽\"}\n", 1},
	{"YAML", "a.yaml", "# 注\nform: a/b\n甲: 1   \n\n乙:\n  - 丙: 2\n    # 里面的注\n    丁: 3\n# 后面的注\n", 1},
	{"YAML without an end", "a.yaml", "form: a/b\n甲: x", 1},
	{"YAML, a list at the margin", "a.yaml", "甲:\n- 乙: 1\n- 乙: 2\n", 1},
	{"YAML, a list at the margin before", "a.yaml", "甲:\n- 乙: 1\n- 乙: 2\n丙: 3\n", 1},
	{"YAML, several lines", "a.yaml", "甲: |\n  第一行\n  # 不是注\n\n  - 也不是列表\n乙: |\n  最后\n\n", 1},
	{"YAML, several lines kept", "a.yaml", "甲: |+\n  最后\n\n\n", 1},
	{"YAML, the last in several lines", "a.yaml", "甲:\n  - 乙: |\n      第一行\n      # 不是注\n# 注\n", 1},
	{"YAML, several documents", "a.yaml", "甲: 1\n---\n甲: 2\n乙: x\n---\n甲: 3\n", 2},
	{"YAML, a list of records", "a.yaml", "- 甲: 1\n  乙: 2\n# 注\n- 甲: 3\n  乙: 4\n", 1},
	{"YAML, the last of a list of records", "a.yaml", "- 甲: 1\n  乙: 2\n- 甲: 3\n  乙:\n    丙: 4\n", 2},
	{"YAML, a record a line", "a.yaml", "- {甲: 1, 乙: it's}\n- {甲: 'x}', 乙: [\"]\"]}\n", 2},
	{"YAML, lines of CRLF", "a.yaml", "甲: 1\r\n乙:\r\n  丙: 2\r\n", 1},
	{"YAML in brackets", "a.yaml", "{form: a/b,\n 甲: [1, 2]}\n", 1},
	{"YAML of JSON", "a.yaml", "{\"form\": \"a/b\", \"甲\": \"x, y\"}\n", 1},
	{"a waiver before, JSON", "a.json", "{\n \"豁免\": [\n  {\"代码\": \"F2\"}\n ],\n \"甲\": 1\n}\n", 1},
	{"a waiver before in lines, JSON", "a.json", "{\n \"甲\": 1,\n \"豁免\": [\n  {\n   \"代码\": \"F2\"\n  }\n ]\n}\n", 1},
	{"a waiver before on a line, JSON", "a.json", "{\"豁免\": [{\"代码\": \"F2\"}], \"甲\": 1}\n", 1},
	{"a waiver before, YAML", "a.yaml", "甲: 1\n豁免:\n  - 代码: F2\n    理由: x\n  # 注\n乙: 2\n", 1},
	{"a waiver before at the margin, YAML", "a.yaml", "豁免:\n- 代码: F2\n  理由: |\n    x\n    # 不是注\n乙: 2\n", 1},
	{"a waiver before in brackets, YAML", "a.yaml", "甲: 1\n豁免: [{代码: F2, 理由: it's}]\n乙: 2\n", 1},
}

func values(t *testing.T, file string, text []byte) (out []*data.Value) {
	t.Helper()
	if err := data.Read(file, text, func(d *data.Value, err error) error { out = append(out, d); return nil }); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return out
}

// items are the waivers of a record.
func items(d *data.Value) []*data.Value {
	if l := d.Member("豁免"); l != nil {
		return l.Items
	}
	return nil
}

// A waiver is written at one place, and taking it away again gives the bytes that were there before.
func TestEdit(t *testing.T) {
	for _, c := range texts {
		once, err := waiver.Add(c.file, []byte(c.text), c.index, answer)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		n := len(items(values(t, c.file, []byte(c.text))[c.index-1]))
		d := items(values(t, c.file, once)[c.index-1])
		if len(d) != n+1 || d[n].Member("理由").Text != answer.Reason || len(d[n].Member("所见").Members) != 2 {
			t.Errorf("%s:\n%s", c.name, once)
		}
		if !kept(c.text, string(once)) {
			t.Errorf("%s: something else changed\n%s\n%s", c.name, c.text, once)
		}
		second := answer
		second.Code = "F6"
		twice, err := waiver.Add(c.file, once, c.index, second)
		if err != nil {
			t.Errorf("%s, twice: %v\n%s", c.name, err, once)
			continue
		}
		first, err := waiver.Remove(c.file, twice, c.index, n) // the first of the two
		if err != nil || items(values(t, c.file, first)[c.index-1])[n].Member("代码").Text != "F6" {
			t.Errorf("%s: %v\n%s", c.name, err, first)
		}
		back, err := waiver.Remove(c.file, twice, c.index, n+1)
		if err != nil || !bytes.Equal(back, once) {
			t.Errorf("%s: %v\n%s\nis not\n%s", c.name, err, back, once)
			continue
		}
		back, err = waiver.Remove(c.file, once, c.index, n)
		if err != nil || string(back) != c.text {
			t.Errorf("%s: %v\n%s\nis not\n%s", c.name, err, back, c.text)
		}
	}
}

// kept says whether old is new with one piece put in.
func kept(old, new string) bool {
	i := 0
	for i < len(old) && old[i] == new[i] {
		i++
	}
	return strings.HasSuffix(new, old[i:])
}

// What cannot be cut is refused whole.
func TestEditRefuses(t *testing.T) {
	for _, c := range []struct {
		file, text  string
		index, item int // item -1: add
	}{
		{"a.json", `{"甲": 1}`, 2, -1},
		{"a.json", `{"甲": 1}`, 1, 0},
		{"a.json", `{"豁免": [{"代码": "F1"}]}`, 1, 1},
		{"a.json", `{"豁免": "x"}`, 1, -1},
		{"a.json", `{"豁免": {"代码": "F1"}}`, 1, -1},
		{"a.jsonl", "{\"甲\": }\n{\"甲\": 2}\n", 1, -1},
		{"a.yaml", "豁免:\n  -\n    代码: F2\n", 1, -1},
		{"a.yaml", "- 豁免:\n    - 代码: F2\n", 1, 0},
		{"a.yaml", "甲: 1\n", 0, -1},
	} {
		var err error
		if c.item < 0 {
			_, err = waiver.Add(c.file, []byte(c.text), c.index, answer)
		} else {
			_, err = waiver.Remove(c.file, []byte(c.text), c.index, c.item)
		}
		if finding.Of(err) == nil {
			t.Errorf("%q: %v", c.text, err)
		}
	}
}

// The records that are shipped take a waiver and give it back.
func TestEditExamples(t *testing.T) {
	files, _ := filepath.Glob("../../examples/*.json")
	more, _ := filepath.Glob("../../templates/*/samples/*")
	for _, f := range append(files, more...) {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(f, "json") && !strings.HasSuffix(f, "yaml") {
			continue
		}
		once, err := waiver.Add(f, text, 1, answer)
		if err != nil {
			t.Errorf("%s: %v", f, err)
			continue
		}
		if back, err := waiver.Remove(f, once, 1, 0); err != nil || !bytes.Equal(back, text) {
			t.Errorf("%s: %v", f, err)
		}
	}
	if len(files) < 5 || len(more) < 5 {
		t.Error(len(files), len(more))
	}
}

// Whatever text is cut: it is refused, or nothing but the waiver is new and it can be taken out again.
func FuzzEdit(f *testing.F) {
	for _, c := range texts {
		f.Add(c.file, c.text, c.index)
	}
	f.Fuzz(func(t *testing.T, file, text string, index int) {
		once, err := waiver.Add(file, []byte(text), index, answer)
		if err != nil {
			if finding.Of(err) == nil {
				t.Fatal(err)
			}
			return
		}
		d := items(values(t, file, once)[index-1])
		back, err := waiver.Remove(file, once, index, len(d)-1)
		if err != nil {
			t.Fatalf("%v\n%s", err, once)
		}
		old, now := values(t, file, []byte(text)), values(t, file, back)
		if fmt.Sprint(len(old)) != fmt.Sprint(len(now)) {
			t.Fatalf("%s\n%s", text, back)
		}
	})
}
