package data

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// What is wrong with the machine is not blamed on the data.
func TestReadErrorOfTheMachine(t *testing.T) {
	disk := errors.New("disk gone")
	for _, name := range []string{"a.json", "a.jsonl", "a.yaml"} {
		r := io.MultiReader(strings.NewReader(`{"名称":"`+strings.Repeat("x", 70<<10)), iotest.ErrReader(disk))
		err := ReadFrom(name, r, func(*Value, error) error { return nil })
		if !errors.Is(err, disk) {
			t.Errorf("%s: %v", name, err)
		}
	}
	stop := errors.New("enough")
	n := 0
	err := Read("a.jsonl", []byte("{}\n{}\n{}\n"), func(*Value, error) error {
		if n++; n == 2 {
			return stop
		}
		return nil
	})
	if err != stop || n != 2 {
		t.Error(n, err)
	}
}

// A file of many records is read in the memory of one.
func TestReadIsFlat(t *testing.T) {
	for _, form := range []struct{ name, head, tail string }{{"a.json", "[", `{}]`}, {"a.jsonl", "", "{}"}} {
		record := `{"名称":"` + strings.Repeat("甲", 1000) + `"}` + map[string]string{"a.json": ",",
			"a.jsonl": "\n"}[form.name]
		parts := []io.Reader{strings.NewReader(form.head)}
		for range 2000 {
			parts = append(parts, strings.NewReader(record))
		}
		parts = append(parts, strings.NewReader(form.tail))
		n := 0
		err := ReadFrom(form.name, io.MultiReader(parts...), func(d *Value, err error) error {
			n++
			return err
		})
		if err != nil || n != 2001 {
			t.Errorf("%s: %d records, %v", form.name, n, err)
		}
	}
}

// The hint is about the line that is wrong, not about one beside it that only looks odd.
func TestYAMLHints(t *testing.T) {
	for text, want := range map[string]string{
		"甲: \"好\"\n乙: @x\n":    "a.yaml:2 错误 DATA-SYNTAX：YAML 写法有误。（值以“@”开头时要加引号，例如 '@x'）",
		"甲: 乙\n丙: 丁: 戊\n":      "a.yaml:2 错误 DATA-SYNTAX：YAML 写法有误。（值里有“: ”时要加引号）",
		"甲: 乙：丙\n\t乙: 1\n":     "a.yaml:2 错误 DATA-SYNTAX：YAML 写法有误。（缩进请用空格，不要用制表符）",
		"甲: 1\n乙：2\n丙: 3\n":    "a.yaml:2 错误 DATA-SYNTAX：YAML 写法有误。（名称后面的冒号请用半角，冒号后面空一格）",
		"甲: 1\n乙: - 2\n丙: 3\n": "a.yaml:2 错误 DATA-SYNTAX：YAML 写法有误。（值以“- ”或“? ”开头时要加引号）",
	} {
		if _, err := ReadOne("a.yaml", []byte(text)); err == nil || err.Error() != want {
			t.Errorf("%q:\n got %v\nwant %s", text, err, want)
		}
	}
}

// A file without a telling name is JSON Lines if its second line begins like a record, though it goes on for longer
// than is looked at.
func TestLongLines(t *testing.T) {
	text := "{}\n{\"a\":\"" + strings.Repeat("x", 100<<10) + "\"}\n{bad}\n{}\n"
	good, bad := 0, 0
	err := ReadFrom("", strings.NewReader(text), func(d *Value, err error) error {
		if err != nil {
			bad++
		} else {
			good++
		}
		return nil
	})
	if err != nil || good != 3 || bad != 1 {
		t.Errorf("%d good, %d bad, %v", good, bad, err)
	}
}

// Bytes that are neither UTF-8 nor GB 18030 are not called GB 18030: a lead byte before a blank is not one of its
// pairs.
func TestNotGB18030(t *testing.T) {
	for text, want := range map[string]string{"{\"a\": \"caf\xe9 noir\"}": "字节 0xE9",
		"{\"a\": \"\xC4\xEA\"}": "GB 18030", "{\"a\": \"\xC4\x7F\"}": "字节 0xC4", "{\"a\": \"\x82\x31\x20\x34\"}": "字节 0x82"} {
		if _, err := ReadOne("a.json", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
