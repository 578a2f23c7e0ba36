package batch

import "context"

// InOrder does pieces of work, several at a time, and takes their results in the order in which they were fed. feed
// calls do for each piece; the first error of take ends the feeding. The error is that of take, else that of feed.
func InOrder[T any](ctx context.Context, workers int, feed func(ctx context.Context, do func(work func() T) error) error, take func(T) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	slots := make(chan chan T, 2*workers)
	busy := make(chan struct{}, workers)
	var failed error
	go func() {
		defer close(slots)
		failed = feed(ctx, func(work func() T) error {
			select {
			case busy <- struct{}{}:
			case <-ctx.Done():
				return ctx.Err()
			}
			slot := make(chan T, 1)
			select {
			case slots <- slot:
			case <-ctx.Done():
				return ctx.Err() // nothing more is fed, so the place is wanted by nobody
			}
			go func() {
				defer func() { <-busy }()
				slot <- work()
			}()
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
