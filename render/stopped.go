package render

import (
	"context"
	"errors"
)

// Stopped is the error of a context that was done before a file was begun: nothing was written. errors.Is finds
// context.Canceled or context.DeadlineExceeded in it.
type Stopped struct{ Err error }

func (s *Stopped) Error() string {
	if errors.Is(s.Err, context.DeadlineExceeded) {
		return "超过了时限，没有写"
	}
	return "中途取消，没有写"
}

// English is Error in English.
func (s *Stopped) English() string {
	if errors.Is(s.Err, context.DeadlineExceeded) {
		return "the deadline has passed; nothing was written"
	}
	return "canceled; nothing was written"
}

// Unwrap is the error of the context.
func (s *Stopped) Unwrap() error { return s.Err }

// stopped is a *Stopped once ctx is done.
func stopped(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return &Stopped{err}
	}
	return nil
}
