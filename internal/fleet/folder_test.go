package fleet

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A folder keeps what Store promises, and what asking again does not mend is not asked again.
func TestFolder(t *testing.T) {
	ctx, s := t.Context(), Folder{Dir: filepath.Join(t.TempDir(), "store")}
	if err := s.Ready(); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(ctx, "a/b/1", []byte("1")); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"1", "2"} {
		if err := s.Put(ctx, "a/b/1", []byte(text)); !errors.Is(err, fs.ErrExist) {
			t.Errorf("put %s over 1: %v", text, err)
		}
	}
	if b, err := s.Get(ctx, "a/b/1"); string(b) != "1" || err != nil {
		t.Errorf("get: %s %v", b, err)
	}
	if _, err := s.Get(ctx, "a/b/2"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("get what is not there: %v", err)
	}
	if err := errors.Join(s.Put(ctx, "a/b/0", nil), s.Put(ctx, "a/c", nil), s.Put(ctx, "ab", nil)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.Dir, "a", ".gongbiao-half"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	keys := func() (out []string) {
		for key, err := range s.Keys(ctx, "a/") {
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, key)
		}
		return out
	}
	if got := keys(); !slices.Equal(got, []string{"a/b/0", "a/b/1", "a/c"}) {
		t.Errorf("keys: %v", got)
	}
	if err := errors.Join(s.Drop(ctx, "a/c"), s.Drop(ctx, "a/c")); err != nil || len(keys()) != 2 {
		t.Errorf("drop: %v", err)
	}
	var final *Final
	if err := s.Put(ctx, "ab/1", nil); !errors.As(err, &final) {
		t.Errorf("below a file: %v", err)
	}
}
