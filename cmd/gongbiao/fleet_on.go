//go:build fleet

package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/edition"
	"github.com/gongbiao/gongbiao/internal/fleet"
	"github.com/gongbiao/gongbiao/internal/fleet/objects"
	"github.com/gongbiao/gongbiao/internal/fleet/stream"
	"github.com/gongbiao/gongbiao/internal/serve/gate"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// yard is what a run of work, submit or jobs has in hand.
type yard struct {
	*app
	o     fleetFlags
	e     *render.Engine
	log   *slog.Logger
	store fleet.Store
	queue *stream.Queue
	check batch.Check
	stops []func() // last first
}

func (y *yard) close() {
	for i := len(y.stops) - 1; i >= 0; i-- {
		y.stops[i]()
	}
}

// yard opens the store.
func (a *app) yard(ctx context.Context, o fleetFlags, level slog.Level) (*yard, error) {
	if o.store == "" {
		return nil, usagef("缺 --store：结果存在哪里")
	}
	if err := closed(o.store); err != nil {
		return nil, err
	}
	y := &yard{app: a, o: o, log: slog.New(slog.NewJSONHandler(a.stderr, &slog.HandlerOptions{Level: level}))}
	var err error
	if y.e, err = a.engine(); err != nil {
		return nil, err
	}
	au := &audit.Auditor{Library: y.e.Library}
	y.check = func(f *render.Form) (finding.List, error) { return au.Run(f.Layout, f.Record) }
	if isFolder(o.store) {
		f := fleet.Folder{Dir: o.store}
		if err := f.Ready(); err != nil {
			return nil, err
		}
		y.store = &fleet.Patient{Store: f, Log: y.log}
		return y, nil
	}
	s, err := objects.Open(o.store, a.getenv("AWS_REGION"))
	if err != nil {
		return nil, usagef("--store %s：%v", o.store, err)
	}
	p := &fleet.Patient{Store: s, Log: y.log}
	y.store = p
	if err := p.Ready(ctx, s.Ready); err != nil {
		return nil, batch.InputError(o.store, err)
	}
	return y, nil
}

// connect finds the queue, or opens one.
func (y *yard) connect(ctx context.Context) error {
	token, err := y.token(ctx, y.o)
	if err != nil {
		return err
	}
	if err := y.o.apart(token); err != nil {
		return err
	}
	var in *server.Server
	if y.o.local || y.o.listen != "" {
		s := stream.Serving{Dir: y.o.queueDir, Listen: y.o.listen, Token: token}
		if s.Dir == "" && !isFolder(y.o.store) {
			return usagef("存储不是文件夹，要写 --queue-dir：队列存在哪个文件夹")
		}
		if s.Dir == "" {
			s.Dir = filepath.Join(y.o.store, "queue")
		}
		if y.o.cert != "" {
			pair, err := tls.LoadX509KeyPair(y.o.cert, y.o.key)
			if err != nil {
				return batch.InputError(y.o.cert, err)
			}
			s.TLS = &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}
		}
		var stop func()
		if in, stop, err = stream.Serve(s); err != nil {
			return err
		}
		y.stops = append(y.stops, stop)
	} else if y.o.server == "" {
		return usagef("缺 --server：队列在哪里（或用 --listen 开一个，--local 一个程序全做）")
	}
	o := stream.Options{In: in, URL: y.o.server, Token: token, Creds: y.o.creds, Wait: y.o.patience, Log: y.log, Client: "gongbiao " + edition.Full()}
	if y.o.ca != "" {
		b, err := readInput(ctx, y.o.ca)
		if err != nil {
			return err
		}
		o.TLS = &tls.Config{RootCAs: x509.NewCertPool(), MinVersion: tls.VersionTLS12}
		if !o.TLS.RootCAs.AppendCertsFromPEM(b) {
			return usagef("--tls-ca %s 里没有证书", y.o.ca)
		}
	}
	if y.queue, err = stream.Open(ctx, o); err != nil {
		return err
	}
	y.stops = append(y.stops, y.queue.Close)
	return nil
}

func (a *app) work(ctx context.Context, args []string, o fleetFlags) error {
	switch {
	case o.local && (len(args) == 0 || o.out == ""):
		return usagef("--local 要写输入和 -o 文件夹")
	case o.local && (o.listen != "" || o.server != ""):
		return usagef("--local 不开端口也不连别处：不和 --listen、--server 同用")
	case !o.local && (len(args) > 0 || o.out != ""):
		return usagef("工人不读输入：输入和 -o 写在 submit，或加 --local")
	case o.listen != "" && o.server != "":
		return usagef("--listen 开一个队列，--server 连已有的，只写一个")
	case (o.cert == "") != (o.key == ""):
		return usagef("--tls-cert 和 --tls-key 要一起用")
	}
	level := slog.LevelInfo
	if o.local {
		level = slog.LevelWarn
		if o.store == "" {
			o.store = filepath.Clean(o.out) + ".jobs"
		}
	}
	y, err := a.yard(ctx, o, level)
	if err != nil {
		return err
	}
	defer y.close()
	if err := y.connect(ctx); err != nil {
		return err
	}
	working, stop := context.WithCancel(ctx)
	var all sync.WaitGroup
	defer all.Wait()
	defer stop()
	if err := y.hands(working, &all); err != nil {
		return err
	}
	if o.local {
		return y.whole(ctx, args)
	}
	<-ctx.Done()
	a.sayf("正在停止；没有做完的交给别的工人")
	return nil
}

// hands begins to work, with so many chunks at a time.
func (y *yard) hands(ctx context.Context, all *sync.WaitGroup) error {
	n := y.o.workers
	if n < 0 {
		return usagef("--jobs 不能是负数")
	}
	if n == 0 {
		n = runtime.GOMAXPROCS(0)
	}
	var chunks, records, failed, ms atomic.Int64
	w := &fleet.Worker{Store: y.store, Queue: y.queue, Engine: y.e, Check: y.check, Producer: producer, Release: edition.Full(), Log: y.log,
		Beat: max(y.o.patience/4, 50*time.Millisecond), Now: y.now,
		Tell: func(t fleet.Told) {
			chunks.Add(1)
			records.Add(int64(t.Records))
			failed.Add(int64(t.Failed))
			ms.Add(t.Took.Milliseconds())
		}}
	var err error
	if w.Faces, err = fonts.Sum(y.fontDir); err != nil {
		return batch.InputError(y.fontDir, err)
	}
	if y.o.metrics != "" {
		m := gate.NewMetrics(edition.Full())
		for name, v := range map[string]*atomic.Int64{"chunks": &chunks, "records": &records, "records_failed": &failed, "work_milliseconds": &ms} {
			m.Gauge("gongbiao_worker_"+name, "Of this worker, since it began.", func() int { return int(v.Load()) })
		}
		if err := y.figures(ctx, m.Page(), all); err != nil {
			return err
		}
	}
	for range n {
		all.Add(1)
		go func() {
			defer all.Done()
			_ = w.Run(ctx)
		}()
	}
	return nil
}

// figures answers whoever asks for them.
func (y *yard) figures(ctx context.Context, page http.Handler, all *sync.WaitGroup) error {
	host, _, err := net.SplitHostPort(y.o.metrics)
	if err != nil || !loopback(host) {
		return usagef("--metrics %s：应如 127.0.0.1:9464，只给本机读", y.o.metrics)
	}
	l, err := net.Listen("tcp", y.o.metrics)
	if err != nil {
		return err
	}
	h := &http.Server{Handler: page, ReadHeaderTimeout: 5 * time.Second}
	all.Add(2)
	go func() { defer all.Done(); _ = h.Serve(l) }()
	go func() { defer all.Done(); <-ctx.Done(); _ = h.Close() }()
	return nil
}

func (a *app) submit(ctx context.Context, args []string, o fleetFlags) error {
	y, err := a.yard(ctx, o, slog.LevelWarn)
	if err != nil {
		return err
	}
	defer y.close()
	if err := y.connect(ctx); err != nil {
		return err
	}
	return y.whole(ctx, args)
}

// whole plans a job and, if there is a folder, waits for it and brings it there.
func (y *yard) whole(ctx context.Context, args []string) error {
	if y.o.out != "" {
		y.guard.Reads(batch.Files(args)...)
	}
	j, err := y.job(ctx, args, y.o)
	if err != nil {
		return err
	}
	p := &fleet.Planner{Store: y.store, Queue: y.queue, Engine: y.e, Producer: producer, Log: y.log,
		Run: strconv.FormatInt(y.now().UnixNano(), 36)}
	id := j.ID()
	y.sayf("批号 %s", id)
	chunks, err := p.Plan(ctx, j)
	if err != nil {
		return err
	}
	if y.o.out == "" {
		y.sayf("交了 %d 块；用 gongbiao jobs %s 看进度，加 -o 收结果", chunks, id)
		return nil
	}
	if err := y.wait(ctx, p, id); err != nil {
		return err
	}
	return y.gather(ctx, id)
}

// wait returns when everything of a job is made.
func (y *yard) wait(ctx context.Context, p *fleet.Planner, id string) error {
	done, still, told := -1, time.Duration(0), time.Duration(0)
	for step := 100 * time.Millisecond; ; {
		s, err := fleet.Look(ctx, y.store, id)
		switch {
		case err != nil:
			return err
		case s.Whole():
			return nil
		case s.Cancelled:
			y.sayf("这一批已取消；同样的命令再来一次，接着做")
			return exit(batch.ExitUnreadable)
		case s.Stuck > 0 && s.Done+s.Stuck == s.Chunks:
			y.findings(s.Dead)
			return exit(batch.ExitUnreadable)
		}
		if s.Done > done {
			done, still = s.Done, 0
		} else if still > 3*y.o.patience+10*time.Second { // nobody has it: the queue was lost
			still = 0
			if err := p.Again(ctx, id); err != nil {
				return err
			}
		}
		if told >= 10*time.Second {
			told = 0
			y.sayf("批号 %s：%d 块做完 %d 块", id, s.Chunks, s.Done)
		}
		select {
		case <-time.After(step):
		case <-ctx.Done():
			return ctx.Err()
		}
		still, told = still+step, told+step
		step = min(step*5/4, time.Second+time.Duration(s.Chunks)*time.Millisecond)
	}
}

// gather brings a job that is done into the folder.
func (y *yard) gather(ctx context.Context, id string) error {
	g := &fleet.Gatherer{Store: y.store, Engine: y.e, Producer: producer, Check: y.check, Force: y.o.force}
	sum, err := g.Gather(ctx, id, y.o.out)
	if err != nil {
		return err
	}
	if sum.Failed > 0 {
		y.sayf("共 %d 份，%d 份有问题", sum.Records, sum.Failed)
		y.sayf("见 %s", filepath.ToSlash(filepath.Join(y.o.out, batch.FailuresName)))
	}
	if code := sum.Exit(); code != batch.ExitFine {
		return exit(code)
	}
	return nil
}

func (a *app) jobs(ctx context.Context, args []string, o fleetFlags) error {
	if len(args) == 0 && (o.cancel || o.out != "") {
		return usagef("-o 和 --cancel 要写一批的编号")
	}
	y, err := a.yard(ctx, o, slog.LevelWarn)
	if err != nil {
		return err
	}
	defer y.close()
	ids := args
	if len(args) == 0 {
		if ids, err = fleet.Jobs(ctx, y.store); err != nil {
			return err
		}
	}
	if o.cancel {
		if err := fleet.Cancel(ctx, y.store, ids[0]); err != nil {
			return y.unknown(ids[0], err)
		}
	}
	for _, id := range ids {
		s, err := fleet.Look(ctx, y.store, id)
		if err != nil {
			return y.unknown(id, err)
		}
		if err := y.tell(s); err != nil {
			return err
		}
	}
	if o.out != "" {
		return y.gather(ctx, ids[0])
	}
	return nil
}

func (y *yard) unknown(id string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return usagef("存储里没有编号是 %s 的一批", id)
	}
	return err
}

// tell says how far a job has come.
func (y *yard) tell(s *fleet.Status) error {
	if y.json {
		return y.printLine(s)
	}
	how := say(y.lang, "在做")
	switch {
	case s.Whole():
		how = say(y.lang, "做完了")
	case s.Cancelled:
		how = say(y.lang, "已取消")
	case s.Stuck > 0:
		how = say(y.lang, "有做不了的")
	case !s.Planned:
		how = say(y.lang, "还没有交完")
	}
	fmt.Fprintf(y.people(), "%s  %d/%d  %s\n", s.ID, s.Done, s.Chunks, how)
	y.findings(s.Dead)
	return nil
}
