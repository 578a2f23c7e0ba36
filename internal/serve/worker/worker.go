// Package worker answers requests that bring a layout of their own in a process apart. In: the request, whole. Out: the
// answer of the same handlers, run by a child of this program that may take so much memory and time, may open nothing
// and reach nobody, and is gone afterwards. A layout has expressions in it: what a stranger writes there may take all
// a machine has, so the machine gives it little.
//
// The two speak HTTP over the child's standard streams: the request as it would go over a wire, then the answer.
package worker

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"os/exec"
	"time"

	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Limits are what a child may take; 0 is the usual.
type Limits struct {
	Memory int64         // bytes: 1 GiB of address space
	CPU    time.Duration // of all its threads together: 20 s
	Time   time.Duration // on the clock: 25 s, within what a request may take
	Output int64         // bytes of an answer: 64 MiB
}

func (l Limits) orUsual() Limits {
	return Limits{cmp.Or(l.Memory, 1<<30), cmp.Or(l.CPU, 20*time.Second), cmp.Or(l.Time, 25*time.Second), cmp.Or(l.Output, 64<<20)}
}

// Spawner runs children.
type Spawner struct {
	Path   string   // this program
	Args   []string // the command that calls Serve, with where layouts and faces are
	Env    []string
	Limits Limits
	Ended  func(Used) // told what a child took; may be nil
}

// Used is what a child took.
type Used struct {
	CPU    time.Duration
	Output int64
	Killed bool // it ended without an answer
}

// ServeHTTP has a child answer. The body of the request must be in memory already: the child's time runs from here.
func (s *Spawner) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l := s.Limits.orUsual()
	answer, body, err := s.ask(r, l)
	if err != nil {
		p := problem.New(http.StatusUnprocessableEntity, finding.Finding{Code: "WORKER-FAILED",
			Message: "带来的版式没有运行完：用的内存或处理器时间超过了上限，或程序出了错。",
			English: "the layout was not run to its end: it took more memory or time than it may, or the program failed",
			Hint:    "检查版式里成倍增加的行和算式"})
		switch {
		case r.Context().Err() != nil, errors.Is(err, context.DeadlineExceeded):
			p = problem.New(http.StatusUnprocessableEntity, finding.Finding{Code: "WORKER-TIME",
				Message: "带来的版式在 " + l.Time.String() + " 内没有运行完，停下了。", English: "the layout was not done within " + l.Time.String() + ", stopped",
				Hint: "检查版式里成倍增加的行和算式"})
		case errors.Is(err, errOutput):
			p = problem.New(http.StatusUnprocessableEntity, finding.Finding{Code: "WORKER-OUTPUT",
				Message: "带来的版式排出的结果太大，没有发出。", English: "what the layout makes is larger than an answer may be", Hint: "减少页数"})
		}
		problem.Write(w, r, p)
		return
	}
	for name, values := range answer.Header {
		if name != "Connection" && name != "Content-Length" && name != "Transfer-Encoding" {
			w.Header()[name] = values
		}
	}
	w.WriteHeader(answer.StatusCode)
	_, _ = w.Write(body) // the caller has gone: nobody is left to tell
}

// errOutput is an answer larger than Limits.Output.
var errOutput = errors.New("the child's answer is too large")

// ask runs a child for one request.
func (s *Spawner) ask(r *http.Request, l Limits) (*http.Response, []byte, error) {
	ctx, stop := context.WithTimeout(r.Context(), l.Time)
	defer stop()
	var in bytes.Buffer
	out := r.Clone(ctx)
	out.Header = http.Header{}
	for _, name := range []string{"Content-Type", "Accept", "Accept-Language", "If-None-Match"} { // not who is asking
		if v := r.Header.Get(name); v != "" {
			out.Header.Set(name, v)
		}
	}
	if err := out.Write(&in); err != nil {
		return nil, nil, err
	}
	c := exec.CommandContext(ctx, s.Path, s.Args...)
	c.Env = s.Env
	c.WaitDelay = time.Second
	pipe, err := c.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	feed, err := c.StdinPipe()
	if err != nil {
		return nil, nil, err
	}
	if err := start(c, l); err != nil { // bound before it is given anything to read
		return nil, nil, err
	}
	go func() {
		_, _ = feed.Write(in.Bytes()) // a child that does not read has ended
		_ = feed.Close()
	}()
	counted := &io.LimitedReader{R: pipe, N: l.Output + 1}
	answer, body, err := read(counted, r)
	if counted.N == 0 {
		err = errOutput
	}
	if err != nil {
		_ = c.Process.Kill()
	}
	if ended := c.Wait(); err == nil {
		err = ended
	}
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	if s.Ended != nil {
		s.Ended(Used{CPU: c.ProcessState.UserTime() + c.ProcessState.SystemTime(), Output: l.Output + 1 - counted.N, Killed: err != nil})
	}
	return answer, body, err
}

// read takes the child's answer.
func read(in io.Reader, r *http.Request) (*http.Response, []byte, error) {
	answer, err := http.ReadResponse(bufio.NewReader(in), r)
	if err != nil {
		return nil, nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return answer, body, err
}

// Serve is the child: it binds itself, reads one request, and writes what h answers. ready makes h, after the limits
// of memory and time hold and before nothing can be opened any more.
func Serve(in io.Reader, out io.Writer, l Limits, ready func() (http.Handler, error)) error {
	l = l.orUsual()
	if err := bind(l); err != nil {
		return err
	}
	h, err := ready()
	if err != nil {
		return err
	}
	time.AfterFunc(time.Hour, func() {}).Stop() // the runtime opens what it waits by
	if err := closeDoors(); err != nil {
		return err
	}
	r, err := http.ReadRequest(bufio.NewReader(in))
	if err != nil {
		return err
	}
	r.RequestURI = r.URL.RequestURI()
	w := &written{header: http.Header{}, status: http.StatusOK}
	h.ServeHTTP(w, r)
	a := &http.Response{StatusCode: w.status, ProtoMajor: 1, ProtoMinor: 1, Header: w.header, Request: r,
		ContentLength: int64(w.body.Len()), Body: io.NopCloser(&w.body)}
	return a.Write(out)
}

// written is an answer in memory.
type written struct {
	header http.Header
	status int
	begun  bool
	body   bytes.Buffer
}

func (w *written) Header() http.Header { return w.header }

func (w *written) WriteHeader(status int) {
	if !w.begun && status >= http.StatusOK {
		w.begun, w.status = true, status
	}
}

func (w *written) Write(b []byte) (int, error) {
	w.begun = true
	return w.body.Write(b)
}
