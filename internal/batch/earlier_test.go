package batch

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/gongbiao/gongbiao/internal/roll"
	"github.com/gongbiao/gongbiao/internal/safefile"
)

// A manifest and a journal over it, read as a map would: of each record the last line, in the order of the first.
func TestKnown(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		want, order, sums := map[string]*Entry{}, []string(nil), map[string]string{}
		for _, name := range []string{ManifestName, journalName} {
			b := appendLine(nil, Head{Manifest: 1})
			for i := range rapid.IntRange(0, 40).Draw(t, "lines") {
				e := &Entry{
					Input: rapid.SampledFrom([]string{"甲.json", "乙 2.json", "+1 1 甲.json"}).Draw(t, "input"),
					Index: rapid.IntRange(0, 4).Draw(t, "index"), Kind: Fine, Message: fmt.Sprint(name, i),
				}
				e.Files = []File{{Path: fmt.Sprint(e.Index, e.Input), SHA256: e.Message}}
				b = appendLine(b, e)
				key := placeOf(e.Input, e.Index)
				if want[key] == nil {
					order = append(order, key)
				}
				want[key] = e
			}
			if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		m, err := known(dir, ManifestName)
		if err != nil {
			t.Fatal(err)
		}
		defer m.close()
		var got []string
		for e, err := range m.all() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, placeOf(e.Input, e.Index))
			at, err := m.at(e.Input, e.Index)
			if err != nil || !reflect.DeepEqual(at, e) || !reflect.DeepEqual(at, want[got[len(got)-1]]) {
				t.Fatalf("%v, %v: want %v", at, err, e)
			}
			sums[e.Files[0].Path] = e.Message
		}
		if !reflect.DeepEqual(got, order) || m.size != len(order) {
			t.Fatalf("%d records: %q, want %q", m.size, got, order)
		}
		for path, sum := range sums {
			if got, known, err := m.sum(path); got != sum || !known || err != nil {
				t.Fatalf("%s: %s %v %v, want %s", path, got, known, err, sum)
			}
		}
		if e, err := m.at("丙.json", 1); e != nil || err != nil {
			t.Fatal(e, err)
		}
	})
}

// What earlier runs left of a great many records costs few bytes of memory each.
func TestManyEntries(t *testing.T) {
	const many = 30_000
	dir := t.TempDir()
	var b bytes.Buffer
	b.Write(appendLine(nil, Head{Manifest: 1}))
	for i := range many {
		b.Write(appendLine(nil, &Entry{Input: "全部.jsonl", Index: i + 1, Record: strings.Repeat("某项目", 8), Kind: Fine,
			Data: strings.Repeat("a", 64), Files: []File{{Path: fmt.Sprintf("局/%d.pdf", i), SHA256: strings.Repeat("b", 64)}}}))
	}
	if err := os.WriteFile(filepath.Join(dir, ManifestName), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	b = bytes.Buffer{}
	before := heap()
	m, err := known(dir, ManifestName)
	if err != nil {
		t.Fatal(err)
	}
	defer m.close()
	if sum, known, err := m.sum("局/29999.pdf"); sum != strings.Repeat("b", 64) || !known || err != nil {
		t.Fatal(sum, known, err)
	}
	if each := (heap() - before) / many; each > 60 { // an entry is 500 bytes as a line
		t.Errorf("%d bytes of memory a record", each)
	}
	runtime.KeepAlive(m)
}

func heap() int64 {
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return int64(s.HeapAlloc)
}

// broken can be written and not read.
type broken struct{ roll.File }

func (broken) WriteAt(b []byte, _ int64) (int, error) { return len(b), nil }
func (broken) ReadAt([]byte, int64) (int, error)      { return 0, os.ErrDeadlineExceeded }
func (broken) Close() error                           { return nil }

// A scratch file that cannot be read is said: no record passes for one that nobody had made.
func TestEntriesLost(t *testing.T) {
	m := &manifest{Head: Head{Manifest: 1}, entries: roll.Roll{Open: func() (roll.File, error) { return broken{}, nil }}}
	for i := range 300 { // few, so that no two have one hash: who puts a name in would read then
		if err := m.add(&Entry{Input: "全部.jsonl", Index: i + 1, Kind: Fine, Message: strings.Repeat("某", 2000)}); err != nil {
			t.Fatal(err)
		}
	}
	r := &run{Job: Job{Resume: true}, earlier: m, same: true}
	var full *safefile.Error
	if e, err := r.before(item{input: "全部.jsonl", index: 1}); e != nil || !errors.As(err, &full) {
		t.Errorf("%v, %v", e, err)
	}
	for _, err := range m.all() {
		if !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Error(err)
		}
	}
	if _, _, err := m.sum("1.pdf"); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error(err)
	}
}
