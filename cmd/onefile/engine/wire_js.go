package main

import (
	"bytes"
	"fmt"
	"math"
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall/js"
)

// answer takes what a handler writes.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }
func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

// frugal lets the memory be looked through as usual from the first time on that there is too much of it (worker.js says
// how much): until then nearly all of it is of use, and somebody waits for his form.
func frugal() {
	seen := new([4]uintptr) // nobody has it, so the first look finds it
	runtime.AddCleanup(seen, func(percent int) {
		debug.SetMemoryLimit(math.MaxInt64)
		debug.SetGCPercent(percent)
	}, 120) // what is read at the start is small beside what a browser has
}

// serve offers the handlers to the worker, as gongbiao(method, path, headers, body, done), for as long as it lives.
func serve(h http.Handler) {
	frugal()
	js.Global().Set("gongbiao", js.FuncOf(func(_ js.Value, a []js.Value) any {
		method, path, headers, content, done := a[0].String(), a[1].String(), a[2], a[3], a[4]
		body := make([]byte, content.Length())
		js.CopyBytesToGo(body, content)
		r, err := http.NewRequest(method, "/"+strings.TrimPrefix(path, "/"), bytes.NewReader(body))
		if err != nil {
			done.Invoke(http.StatusBadRequest, js.Global().Get("Object").New(), js.Global().Get("Uint8Array").New(0))
			return nil
		}
		names := js.Global().Get("Object").Call("keys", headers)
		for i := range names.Length() {
			r.Header.Set(names.Index(i).String(), headers.Get(names.Index(i).String()).String())
		}
		go tell(h, r, done)
		return nil
	}))
	js.Global().Call("engineReady")
	select {}
}

// tell answers one request. A panic is an answer too: the page must not wait for ever.
func tell(h http.Handler, r *http.Request, done js.Value) {
	w := &answer{header: http.Header{}}
	defer func() {
		if p := recover(); p != nil {
			js.Global().Get("console").Call("error", fmt.Sprint(p)+"\n"+string(debug.Stack()))
			w = &answer{header: http.Header{"Content-Type": {"application/problem+json"}}, status: http.StatusInternalServerError}
			w.body.WriteString(`{"code":"INTERNAL","title":"程序内部错误。","errors":[]}`)
		}
		headers := js.Global().Get("Object").New()
		for name := range w.header {
			headers.Set(strings.ToLower(name), w.header.Get(name))
		}
		content := js.Global().Get("Uint8Array").New(w.body.Len())
		js.CopyBytesToJS(content, w.body.Bytes())
		done.Invoke(max(w.status, http.StatusOK), headers, content)
	}()
	h.ServeHTTP(w, r)
}
