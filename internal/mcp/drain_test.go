package mcp

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

const hello = `{"jsonrpc":"2.0","id":"h","method":"initialize","params":{"protocolVersion":"2025-06-18",` +
	`"capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
`

// What was asked before the input ended is answered, however slow; an id used twice does not hold the end up.
func TestAnswersAfterTheEnd(t *testing.T) {
	o := options()
	o.Handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(5 * time.Millisecond)
		fmt.Fprint(w, "[]")
	})
	for calls := range 12 {
		var in strings.Builder
		in.WriteString(hello)
		for i := range calls {
			fmt.Fprintf(&in, `{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"list_forms","arguments":{}}}`+"\n", i)
		}
		fmt.Fprintf(&in, `{"jsonrpc":"2.0","id":"h","method":"ping"}`+"\n")
		m, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := Serve(t.Context(), m, strings.NewReader(in.String()), &out); err != nil {
			t.Fatal(err)
		}
		for i := range calls {
			if !strings.Contains(out.String(), fmt.Sprintf(`"id":%d,`, i)) {
				t.Fatalf("of %d calls, %d has no answer:\n%s", calls, i, out.String())
			}
		}
		if !strings.Contains(out.String(), `"id":"h"`) {
			t.Fatalf("%d calls: initialize has no answer:\n%s", calls, out.String())
		}
	}
}

// Who stops the server does not wait for what is being worked on.
func TestStopped(t *testing.T) {
	o := options()
	o.Handler = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	m, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	in := hello + `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_forms","arguments":{}}}` + "\n"
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, m, strings.NewReader(in), &bytes.Buffer{}) }()
	select {
	case err := <-done:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("still waiting after the stop")
	}
}
