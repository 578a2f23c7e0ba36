//go:build !js

package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
)

// serve answers the requests of standard input, one after the other.
func serve(h http.Handler) {
	in := bufio.NewReader(os.Stdin)
	for {
		r, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		text, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(text))
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Result().Write(os.Stdout) != nil {
			return
		}
	}
}
