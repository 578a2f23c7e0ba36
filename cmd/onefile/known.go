package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/gongbiao/gongbiao/internal/edition"
	"github.com/gongbiao/gongbiao/internal/onefile"
	"github.com/gongbiao/gongbiao/internal/serve/inside"
	"github.com/gongbiao/gongbiao/render"
)

// known are answers that are the same at every start, as the engine would give them: the page has them at once, and the
// engine need not make them while somebody waits for his form.
func known() (out []onefile.File, err error) {
	s, err := inside.New(inside.Options{Engine: &render.Engine{}, Producer: edition.Producer, Release: edition.Full(), Now: time.Now})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	for _, path := range []string{"v1/layouts"} {
		w := httptest.NewRecorder()
		if s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/"+path, nil)); w.Code != http.StatusOK {
			return nil, fmt.Errorf("%s is answered with %d", path, w.Code)
		}
		out = append(out, onefile.File{Name: path, Data: w.Body.Bytes()})
	}
	return out, nil
}
