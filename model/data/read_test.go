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
		record := `{"名称":"` + strings.Repeat("甲", 1000) + `"}` + map[string]string{"a.json": ",", "a.jsonl": "\n"}[form.name]
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
