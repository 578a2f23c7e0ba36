// Package mcp lets a local assistant fill in forms, over the Model Context Protocol. In: the handlers of serve, the
// folders that may be used, messages on two streams. Out: answers that say of every figure where it comes from, of
// every empty field what it needs, and never a figure of their own. Nothing is sent anywhere.
//
// A record cites its sources under 来源: a JSON Pointer to each figure, and where it was taken from, as file and cell.
// Forms do not know this name; it is taken off before the engine sees the record.
package mcp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/gongbiao/gongbiao/model"
)

// Options of New; Handler and Compare must be set.
type Options struct {
	Handler http.Handler // of internal/serve/api
	Folders []string     // nothing outside them is read or written
	Release string
	Form    func(id string) (*model.Form, error) // of a layout, for ledgers

	// Compare holds the records of this year against those of the last, as gongbiao diff does.
	Compare func(ctx context.Context, last, this []Record) (any, error)
}

// Record is a record and the file it is of.
type Record struct {
	File   string
	Index  int
	Layout string
	JSON   json.RawMessage
}

// limit is how long a call may take, as a request of serve.
const limit = 30 * time.Second

type server struct {
	Options
	folders folders
	turns   chan struct{} // calls worked on at once
}

// New makes the server. It has the tools of tools.go and nothing else.
func New(o Options) (*sdk.Server, error) {
	f, err := openFolders(o.Folders)
	if err != nil {
		return nil, err
	}
	s := &server{o, f, make(chan struct{}, 2)}
	m := sdk.NewServer(&sdk.Implementation{Name: "gongbiao", Version: o.Release}, &sdk.ServerOptions{Instructions: instructions,
		Capabilities: &sdk.ServerCapabilities{}})
	for _, t := range s.tools() {
		m.AddTool(&sdk.Tool{Name: t.name, Description: t.description, InputSchema: t.schema()}, s.handler(t))
	}
	return m, nil
}

// Serve answers the messages of in on out until in ends; what was asked before its end is answered still.
func Serve(ctx context.Context, m *sdk.Server, in io.Reader, out io.Writer) error {
	err := m.Run(ctx, drained{&sdk.IOTransport{Reader: io.NopCloser(in), Writer: quiet{out}, MaxLineLength: maxFile}})
	if errors.Is(err, io.EOF) || ctx.Err() != nil {
		return nil
	}
	return err
}

type quiet struct{ io.Writer }

func (quiet) Close() error { return nil }

// handler runs a tool. Whatever goes wrong is told as its answer: the session goes on.
func (s *server) handler(t tool) sdk.ToolHandler {
	return func(ctx context.Context, q *sdk.CallToolRequest) (r *sdk.CallToolResult, _ error) {
		ctx, stop := context.WithTimeout(ctx, limit)
		defer stop()
		defer func() {
			if p := recover(); p != nil {
				r = failed("程序内部错误")
			}
		}()
		select {
		case s.turns <- struct{}{}:
			defer func() { <-s.turns }()
		case <-ctx.Done():
			return failed("现在请求太多，请过一会儿再试"), nil
		}
		var in arguments
		if text := q.Params.Arguments; len(text) > 0 {
			d := json.NewDecoder(bytes.NewReader(text))
			d.DisallowUnknownFields()
			if err := d.Decode(&in); err != nil {
				return failed("参数读不懂：" + t.name + " 要的参数见它的说明"), nil
			}
		}
		for _, need := range t.needs {
			if in.lacks(need) {
				return failed("缺少参数 " + need), nil
			}
		}
		out, err := t.run(ctx, in)
		if err != nil {
			return failed(say(err)), nil
		}
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(out); err != nil {
			return failed(say(err)), nil
		}
		return &sdk.CallToolResult{Content: []sdk.Content{&sdk.TextContent{Text: b.String()}}}, nil
	}
}

func failed(text string) *sdk.CallToolResult {
	return &sdk.CallToolResult{IsError: true, Content: []sdk.Content{&sdk.TextContent{Text: text}}}
}

// say is an error as the caller is told it; what is ours alone stays here.
func say(err error) string {
	if r := (*refusal)(nil); errors.As(err, &r) {
		return r.message
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "在 30 秒内没有做完，停下了"
	}
	return err.Error()
}

// answer takes what a handler writes.
type answer struct {
	header http.Header
	status int
	bytes.Buffer
}

func (a *answer) Header() http.Header { return a.header }
func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

// ask is one request to the handlers. A problem of theirs becomes the refusal, whole: code, place, message, hint.
func (s *server) ask(ctx context.Context, method, path, kind string, body []byte) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, method, path, bytes.NewReader(body))
	if err != nil {
		return nil, refuse("参数里有不能用的字符")
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	a := &answer{header: http.Header{}}
	s.Handler.ServeHTTP(a, r)
	if a.status >= http.StatusBadRequest {
		return nil, refuse("%s", a.String())
	}
	return a.Bytes(), nil
}

// post sends an object.
func (s *server) post(ctx context.Context, path string, v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("参数：%w", err)
	}
	return s.ask(ctx, http.MethodPost, path, "application/json", b.Bytes())
}
