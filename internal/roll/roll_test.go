package roll

import (
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func open(t *testing.T) func() (File, error) {
	return func() (File, error) { return os.Create(filepath.Join(t.TempDir(), "roll")) }
}

// As a map: whatever is put is found, also from the file, and nothing else is.
func TestAsMap(t *testing.T) {
	full := func() (File, error) { return nil, errors.New("no room") }
	for name, open := range map[string]func() (File, error){"memory": nil, "file": open(t), "none to be had": full} {
		r := &Roll{Open: open}
		want := map[string]Entry{}
		for i := range 40_000 {
			key := fmt.Sprintf("%d-%s", i, strings.Repeat("名", i%23))
			if _, ok, err := r.Get(key); ok || err != nil {
				t.Fatalf("%s: %q is there before it was put, or %v", name, key, err)
			}
			r.Put(key, fmt.Sprint("第 ", i), uint32(i))
			e, ok, err := r.Get(key)
			if !ok || err != nil {
				t.Fatalf("%s: %q: %v", name, key, err)
			}
			if i%7 == 0 {
				e.N += 5
				if err := r.Set(e.Spot, e.N); err != nil {
					t.Fatal(err)
				}
			}
			want[key] = e
		}
		i := 0
		for key, e := range want {
			if got, ok, err := r.Get(key); !ok || err != nil || got != e {
				t.Fatalf("%s: %q: %v %v %v, want %v", name, key, got, ok, err, e)
			}
			if i++; i%9 == 0 {
				e.N++
				if err := r.Set(e.Spot, e.N); err != nil {
					t.Fatal(err)
				}
				if got, _, _ := r.Get(key); got != e {
					t.Fatalf("%s: %q: %v, want %v", name, key, got, e)
				}
			}
		}
		if (name == "file") != (r.file != nil) {
			t.Errorf("%s: a file: %v", name, r.file != nil)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}

// In order: all that was put comes back as it was put, with the number it has now, wherever it stands.
func TestInOrder(t *testing.T) {
	for name, open := range map[string]func() (File, error){"memory": nil, "file": open(t)} {
		r := &Roll{Open: open}
		const many = 40_000
		for i := range many {
			r.Put(fmt.Sprint(i), strings.Repeat("文", i%40), uint32(i))
			if i%3 == 0 {
				e, _, _ := r.Get(fmt.Sprint(i / 2))
				if err := r.Set(e.Spot, e.N+1_000_000); err != nil {
					t.Fatal(err)
				}
			}
		}
		i := 0
		for x, err := range r.All() {
			if err != nil {
				t.Fatal(err)
			}
			want, _, _ := r.Get(fmt.Sprint(i))
			if x.Name != fmt.Sprint(i) || x.Entry != want {
				t.Fatalf("%s: %d: %v, want %v", name, i, x, want)
			}
			i++
		}
		if i != many {
			t.Errorf("%s: %d names, want %d", name, i, many)
		}
		for range r.All() {
			break
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}

// Two names with one hash are two names.
func TestOneHash(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfNDistinct(rapid.StringN(0, 6, -1), 1, 60, rapid.ID[string]).Draw(t, "names")
		few := rapid.Uint32Range(1, 1<<25).Draw(t, "hashes")
		r := &Roll{most: 1 << 20, hash: func(name string) uint32 { return crc32.ChecksumIEEE([]byte(name)) % few * 0x10001 }}
		put := names[:rapid.IntRange(1, len(names)).Draw(t, "put")]
		for i, name := range put {
			r.Put(name, "", uint32(i))
		}
		for i, name := range names {
			if i >= len(put) {
				if _, ok, err := r.Get(name); ok || err != nil {
					t.Fatalf("%q is there, or %v", name, err)
				}
				continue
			}
			if e, ok, err := r.Get(name); !ok || err != nil || e.N != uint32(i) {
				t.Fatalf("%q: %v %v %v, want %d", name, e, ok, err, i)
			}
		}
	})
}

// broken is a file that takes everything and gives nothing back.
type broken struct{}

func (broken) WriteAt(b []byte, _ int64) (int, error) { return len(b), nil }
func (broken) ReadAt([]byte, int64) (int, error)      { return 0, os.ErrInvalid }
func (broken) Close() error                           { return nil }

// A file that cannot be read is an error, not a name that is free.
func TestUnreadable(t *testing.T) {
	r := &Roll{Open: func() (File, error) { return broken{}, nil }}
	for i := range 60_000 {
		r.Put(fmt.Sprint("name ", i), "", 0)
	}
	if _, _, err := r.Get("name 1"); !errors.Is(err, os.ErrInvalid) {
		t.Error(err)
	}
	if _, ok, err := r.Get("another"); ok || err != nil {
		t.Error(ok, err)
	}
}

// A name costs little memory, however long it is; ROLL_NAMES asks for more of them than 100,000.
func TestLight(t *testing.T) {
	names := 100_000
	if n, _ := strconv.Atoi(os.Getenv("ROLL_NAMES")); n > 0 {
		names = n
	}
	alive := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	r := &Roll{Open: open(t)}
	before := alive()
	for i := range names {
		r.Put(fmt.Sprintf("市应急管理局/禾沐街道安全生产宣传教育-%d", i), fmt.Sprintf("全部.jsonl 第 %d 条", i), 0)
	}
	each := float64(alive()-before) / float64(names)
	t.Logf("%d names, %.1f bytes each in memory, %d MB in the file", names, each, r.from>>20)
	if each > 20 {
		t.Errorf("%.1f bytes a name", each)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}
