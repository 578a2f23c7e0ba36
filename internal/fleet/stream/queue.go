//go:build fleet

package stream

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/gongbiao/gongbiao/internal/fleet"
)

// The names of ours on a server. A cluster may have made the stream before, with as many replicas as it likes.
const (
	name     = "GONGBIAO"
	subject  = "gongbiao.chunks"
	consumer = "workers"
)

// Options of a queue; the zero value is the usual.
type Options struct {
	In     *server.Server // in this process; nil: at URL
	URL    string
	Token  string
	Creds  string        // file of credentials of a NATS account
	TLS    *tls.Config   // nil: as the address says
	Wait   time.Duration // how long a worker is waited for that gives no sign of life; 0: a minute
	Full   int64         // chunks that wait; more are not taken; 0: 10,000
	Log    *slog.Logger
	Client string // what the connection is called
}

// Queue is a fleet.Queue.
type Queue struct {
	conn *nats.Conn
	js   jetstream.JetStream
	c    jetstream.Consumer
	o    Options
}

// Open connects, and makes stream and consumer if they are not there.
func Open(ctx context.Context, o Options) (*Queue, error) {
	if o.Wait == 0 {
		o.Wait = time.Minute
	}
	if o.Full == 0 {
		o.Full = 10_000
	}
	set := []nats.Option{nats.Name(o.Client), nats.MaxReconnects(-1), nats.ReconnectWait(time.Second / 4), nats.RetryOnFailedConnect(true),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil {
				o.Log.Warn("queue lost", "error", err.Error())
			}
		}),
		nats.ReconnectHandler(func(*nats.Conn) { o.Log.Info("queue found again") })}
	if o.In != nil {
		set = append(set, nats.InProcessServer(o.In))
	}
	if o.Token != "" {
		set = append(set, nats.Token(o.Token))
	}
	if o.Creds != "" {
		set = append(set, nats.UserCredentials(o.Creds))
	}
	if o.TLS != nil && o.In == nil {
		set = append(set, nats.Secure(o.TLS))
	}
	conn, err := nats.Connect(o.URL, set...)
	if err != nil {
		return nil, err
	}
	q := &Queue{conn: conn, o: o}
	if q.js, err = jetstream.New(conn); err != nil {
		conn.Close()
		return nil, err
	}
	if err := q.ready(ctx); err != nil {
		conn.Close()
		return nil, err
	}
	return q, nil
}

// Close ends the connection.
func (q *Queue) Close() { q.conn.Close() }

// ready finds stream and consumer or makes them; a server that is just coming is waited for.
func (q *Queue) ready(ctx context.Context) error {
	for {
		err := q.make(ctx)
		switch {
		case err == nil, ctx.Err() != nil:
			return err
		case errors.Is(err, nats.ErrAuthorization), errors.Is(q.conn.LastError(), nats.ErrAuthorization):
			return errors.New("the queue refuses the token")
		}
		q.o.Log.Warn("queue", "error", err.Error())
		if err := pause(ctx, time.Second/2); err != nil {
			return err
		}
	}
}

func (q *Queue) make(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, 5*time.Second)
	defer stop()
	s, err := q.js.Stream(ctx, name)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		s, err = q.js.CreateStream(ctx, jetstream.StreamConfig{Name: name, Subjects: []string{subject}, Storage: jetstream.FileStorage,
			Retention: jetstream.WorkQueuePolicy, Discard: jetstream.DiscardNew, MaxMsgs: q.o.Full})
	}
	if err != nil {
		return err
	}
	q.c, err = s.CreateOrUpdateConsumer(ctx, jetstream.ConsumerConfig{Durable: consumer, AckPolicy: jetstream.AckExplicitPolicy,
		AckWait: q.o.Wait, MaxDeliver: -1, MaxAckPending: 4096})
	return err
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Put adds a task. A queue that is full, or gone for a while, is waited for.
func (q *Queue) Put(ctx context.Context, t fleet.Task, run string) error {
	b, err := json.Marshal(t)
	if err != nil {
		return err
	}
	id := fmt.Sprintf("%s/%d/%s", t.Job, t.Chunk, run) // an answer that was lost does not make two of it
	for wait := 20 * time.Millisecond; ; wait = min(2*wait, time.Second) {
		once, stop := context.WithTimeout(ctx, 5*time.Second)
		_, err := q.js.Publish(once, subject, b, jetstream.WithMsgID(id))
		stop()
		if err == nil {
			return nil
		}
		if e := (*jetstream.APIError)(nil); !errors.As(err, &e) || e.ErrorCode != full {
			q.o.Log.Warn("queue", "error", err.Error())
		}
		if err := pause(ctx, wait); err != nil {
			return err
		}
	}
}

// full is the server's code for a stream that takes no more.
const full = 10077

// Take waits for a task.
func (q *Queue) Take(ctx context.Context) (fleet.Taken, error) {
	m, err := q.c.Next(jetstream.FetchMaxWait(2 * time.Second)) // a server that was killed never answers: ask the next
	switch {
	case errors.Is(err, jetstream.ErrNoMessages), errors.Is(err, nats.ErrTimeout), errors.Is(err, context.DeadlineExceeded):
		return nil, nil
	case errors.Is(err, jetstream.ErrConsumerNotFound), errors.Is(err, jetstream.ErrConsumerDeleted), errors.Is(err, jetstream.ErrNoHeartbeat),
		errors.Is(err, nats.ErrNoResponders): // the server was lost with what it kept, or is coming
		return nil, q.ready(ctx)
	case err != nil:
		return nil, err
	}
	x := &taken{m: m}
	meta, err := m.Metadata()
	if err == nil {
		err = json.Unmarshal(m.Data(), &x.t)
	}
	if err != nil || x.t.Chunk < 1 {
		_ = m.Term()
		return nil, fmt.Errorf("a message that is no chunk was taken out of the queue")
	}
	x.tries = int(meta.NumDelivered)
	return x, nil
}

type taken struct {
	m     jetstream.Msg
	t     fleet.Task
	tries int
}

func (x *taken) Task() fleet.Task { return x.t }
func (x *taken) Tries() int       { return x.tries }
func (x *taken) Working() error   { return x.m.InProgress() }

// Done waits for the server to have heard it.
func (x *taken) Done(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, 5*time.Second)
	defer stop()
	return x.m.DoubleAck(ctx)
}

func (x *taken) Again(after time.Duration) error {
	if after == 0 {
		return x.m.Nak()
	}
	return x.m.NakWithDelay(after)
}
