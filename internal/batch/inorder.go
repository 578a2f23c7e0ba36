package batch

import "context"

// InOrder does pieces of work, several at a time, and takes their results in the order in which they were fed. feed
// calls do for each piece; the first error of take ends the feeding. The error is that of take, else that of feed.
func InOrder[T any](ctx context.Context, workers int, feed func(ctx context.Context, do func(work func() T) error) error, take func(T) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	slots := make(chan chan T, 2*workers)
	pool := newPool(workers)
	var failed error
	go func() {
		defer close(slots)
		defer pool.close()
		failed = feed(ctx, func(work func() T) error {
			if !pool.enter(ctx) {
				return ctx.Err()
			}
			slot := make(chan T, 1)
			select {
			case slots <- slot:
			case <-ctx.Done():
				return ctx.Err() // nothing more is fed, so the place is wanted by nobody
			}
			pool.run(func() { slot <- work() })
			return nil
		})
	}()
	var err error
	for slot := range slots {
		x := <-slot
		if err != nil {
			continue
		}
		if err = take(x); err != nil {
			stop()
		}
	}
	if err == nil {
		err = failed
	}
	return err
}

// pool is goroutines that work on one piece after the other: a fresh one would have to find the size of its stack for
// every piece. One goroutine feeds it.
type pool struct {
	busy    chan struct{} // one for each piece that is worked on, or will be
	pieces  chan func()
	started int
}

func newPool(workers int) *pool {
	return &pool{busy: make(chan struct{}, workers), pieces: make(chan func(), workers)}
}

// enter waits until a goroutine is free for a piece; false if ctx ended first.
func (p *pool) enter(ctx context.Context) bool {
	select {
	case p.busy <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

// run has a piece worked on; enter has been called for it.
func (p *pool) run(piece func()) {
	if p.started < cap(p.busy) {
		p.started++
		go func() {
			for piece := range p.pieces {
				piece()
				<-p.busy
			}
		}()
	}
	p.pieces <- piece // there is room: no more pieces than goroutines have entered
}

// close ends the goroutines when they have done what they were given.
func (p *pool) close() { close(p.pieces) }
