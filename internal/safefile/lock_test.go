package safefile

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestLock(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	unlock, err := Lock(t.Context(), dir, false)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := Lock(ctx, dir, true); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("locked twice: %v", err)
	}
	unlock()
	if _, err := os.Stat(filepath.Dir(dir)); err == nil {
		t.Error("an empty folder is left")
	}

	one, err := Lock(t.Context(), dir, true)
	if err != nil {
		t.Fatal(err)
	}
	two, err := Lock(t.Context(), dir, true)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "x"), "x")
	two()
	one()
	only(t, dir, "x")

	// One that waits gets the folder when the other is done, though that takes the empty folder away.
	dir = filepath.Join(t.TempDir(), "c")
	if unlock, err = Lock(t.Context(), dir, false); err != nil {
		t.Fatal(err)
	}
	got := make(chan error, 1)
	go func() {
		unlock, err := Lock(t.Context(), dir, false)
		if err == nil {
			_, err = os.Stat(dir)
			unlock()
		}
		got <- err
	}()
	time.Sleep(3 * step)
	unlock()
	if err := <-got; err != nil {
		t.Error(err)
	}
}
