package api

import (
	"bytes"
	"context"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
)

// Many at once get what each would get alone.
func TestParallel(t *testing.T) {
	a := New(Options{Engine: &render.Engine{}})
	body := map[string][]byte{"seed-1.json": example(t, "seed-1.json"), "hubei-shangwu-2020.json": example(t, "hubei-shangwu-2020.json")}
	paths := []string{"/v1/form", "/v1/preview", "/v1/check", "/v1/render?format=pdf", "/v1/render?format=xlsx"}
	get := func(path string, record []byte) []byte {
		q := httptest.NewRequest("POST", path, bytes.NewReader(record))
		q.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		a.ServeHTTP(w, q)
		return w.Body.Bytes()
	}
	var all sync.WaitGroup
	answers := make([]map[string][]byte, 4)
	for i := range answers {
		answers[i] = map[string][]byte{}
		all.Go(func() {
			for _, path := range paths {
				for name, record := range body {
					answers[i][name+path] = get(path, record)
				}
			}
		})
	}
	all.Wait()
	for _, path := range paths {
		for name, record := range body {
			want := get(path, record)
			for i := range answers {
				if !bytes.Equal(answers[i][name+path], want) {
					t.Errorf("%s of %s: another answer in a crowd", path, name)
				}
			}
		}
	}
}

// Every sample the program ships gives the files the engine makes, whichever the layout.
func TestRenderSamples(t *testing.T) {
	l := engine.Layouts()
	n := 0
	for i, info := range l.List() {
		for name, text := range l.Samples(info.ID) {
			record, err := data.ReadOne(name, text)
			if err != nil || info.Version != "" && !info.Current {
				continue // lists of several have their own tests
			}
			f, err := engine.Load(context.Background(), record, info.ID)
			if err != nil {
				t.Fatal(err)
			}
			format := render.Formats()[i%3] // PDF, XLSX, OFD
			want, err := engine.Bytes(context.Background(), format, render.Options{Producer: "Gongbiao test"}, f)
			if err != nil {
				t.Fatal(err)
			}
			asked := "/v1/render?format=" + string(format) + "&layout=" + info.ID
			if got := read(t, call(t, "POST", asked, record.JSON()), 200); !bytes.Equal(got, want) {
				t.Errorf("%s as %s is not what the engine makes", name, format)
			}
			n++
			break
		}
	}
	if n < 8 {
		t.Errorf("only %d samples", n)
	}
}
