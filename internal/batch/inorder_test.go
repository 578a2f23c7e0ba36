package batch_test

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/internal/batch"
)

// Results come in the order they were fed, however long each takes; an error of taking ends the feeding.
func TestInOrder(t *testing.T) {
	var fed atomic.Int64
	feed := func(n int, last error) func(context.Context, func(func() int) error) error {
		return func(_ context.Context, do func(func() int) error) error {
			for i := range n {
				fed.Add(1)
				if err := do(func() int {
					if i%3 == 0 {
						time.Sleep(time.Millisecond)
					}
					return i
				}); err != nil {
					return err
				}
			}
			return last
		}
	}
	var got []int
	take := func(i int) error { got = append(got, i); return nil }
	end := errors.New("end")
	if err := batch.InOrder(t.Context(), 4, feed(100, end), take); !errors.Is(err, end) || len(got) != 100 || !slices.IsSorted(got) {
		t.Errorf("%v %v", got, err)
	}
	fed.Store(0)
	if err := batch.InOrder(t.Context(), 2, feed(100000, nil), func(i int) error {
		if i == 5 {
			return end
		}
		return nil
	}); !errors.Is(err, end) || fed.Load() > 50000 {
		t.Errorf("%d fed, %v", fed.Load(), err)
	}
}
