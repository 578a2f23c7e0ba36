package render

import (
	"bytes"
	"context"
	"errors"
	"testing"
)

// impatient is a context that is done from the n-th time it is asked.
type impatient struct {
	context.Context
	n int
}

func (c *impatient) Err() error {
	if c.n--; c.n < 0 {
		return context.DeadlineExceeded
	}
	return nil
}

// TestStopped: whenever a context is done, nothing is written, or the whole file.
func TestStopped(t *testing.T) {
	var e Engine
	for _, format := range Formats() {
		var want bytes.Buffer
		if err := e.Write(t.Context(), &want, format, Options{}, load(t, &e, example(t, seeds[0]))); err != nil {
			t.Fatal(err)
		}
		stops := 0
		for n := 0; ; n++ {
			ctx := &impatient{t.Context(), n}
			var w bytes.Buffer
			f, err := e.Load(ctx, example(t, seeds[0]), "")
			if err == nil {
				err = e.Write(ctx, &w, format, Options{}, f)
			}
			if err == nil {
				if !bytes.Equal(w.Bytes(), want.Bytes()) {
					t.Errorf("%s: another file", format)
				}
				break
			}
			stops++
			var s *Stopped
			if !errors.As(err, &s) || !errors.Is(err, context.DeadlineExceeded) || err.Error() != "超过了时限，没有写" || w.Len() > 0 {
				t.Fatalf("%s: asked %d times: %v, %d bytes", format, n, err, w.Len())
			}
		}
		if stops < 4 { // before Load, and before each stage
			t.Errorf("%s: looked at %d times only", format, stops)
		}
	}
}
