package render

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/finding"
)

// impatient is a context that is done from the n-th time it is asked.
type impatient struct {
	context.Context
	n int
}

func (c *impatient) Err() error {
	if c.n--; c.n < 0 {
		return context.DeadlineExceeded
	}
	return nil
}

// TestStopped: whenever a context is done, nothing is written, or the whole file.
func TestStopped(t *testing.T) {
	var e Engine
	for _, format := range Formats() {
		var want bytes.Buffer
		if err := e.Write(t.Context(), &want, format, Options{}, load(t, &e, example(t, seeds[0]))); err != nil {
			t.Fatal(err)
		}
		stops := 0
		for n := 0; ; n++ {
			ctx := &impatient{t.Context(), n}
			var w bytes.Buffer
			f, err := e.Load(ctx, example(t, seeds[0]), "")
			if err == nil {
				err = e.Write(ctx, &w, format, Options{}, f)
			}
			if err == nil {
				if !bytes.Equal(w.Bytes(), want.Bytes()) {
					t.Errorf("%s: another file", format)
				}
				break
			}
			stops++
			var s *Stopped
			if !errors.As(err, &s) || !errors.Is(err, context.DeadlineExceeded) || err.Error() != "超过了时限，没有写" || w.Len() > 0 {
				t.Fatalf("%s: asked %d times: %v, %d bytes", format, n, err, w.Len())
			}
		}
		if stops < 4 { // before Load, and before each stage
			t.Errorf("%s: looked at %d times only", format, stops)
		}
	}
}

// TestOptionRefused: what there is not is refused before the first byte, in both languages, under a code.
func TestOptionRefused(t *testing.T) {
	var e Engine
	f := load(t, &e, example(t, seeds[0]))
	for _, c := range []struct {
		format Format
		o      Options
		forms  []*Form
		says   string
	}{
		{XLSX, Options{Painter: GoPDF}, []*Form{f}, "Painter is for PDF, not for xlsx"},
		{OFD, Options{Painter: FPDF}, []*Form{f}, "Painter is for PDF, not for ofd"},
		{PDF, Options{Painter: "word"}, []*Form{f}, "there is no painter word"},
		{"odt", Options{}, []*Form{f}, "there is no format odt, only [pdf xlsx ofd docx svg png html]"},
		{PDF, Options{}, nil, "no form to write"},
		{OFD, Options{PlainOFD: true, Attach: []Attach{"pdf"}}, []*Form{f}, "cannot attach pdf"},
	} {
		var w bytes.Buffer
		err := e.Write(t.Context(), &w, c.format, c.o, c.forms...)
		var wrong *finding.TemplateError
		if !errors.As(err, &wrong) || wrong.List[0].Code != "RENDER-OPTION" || !strings.Contains(wrong.English(), c.says) || w.Len() > 0 {
			t.Errorf("%s %+v: %v, %d bytes", c.format, c.o, err, w.Len())
		}
	}
	for err, want := range map[error]string{context.Canceled: "canceled; nothing was written",
		context.DeadlineExceeded: "the deadline has passed; nothing was written"} {
		if s := (&Stopped{err}).English(); s != want {
			t.Errorf("%v: %s", err, s)
		}
	}
}
