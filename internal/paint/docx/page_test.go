package docx_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// example is the only record of a file of examples/.
func example(t *testing.T, e *render.Engine, name string) (f *render.Form) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "examples", name))
	if err != nil {
		t.Fatal(err)
	}
	err = data.Read(name, text, func(x *data.Value, err error) error {
		if err == nil {
			f, err = e.Load(t.Context(), x, "")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func written(t *testing.T, e *render.Engine, forms ...*render.Form) *read {
	t.Helper()
	b, err := e.Bytes(t.Context(), render.DOCX, render.Options{}, forms...)
	if err != nil {
		t.Fatal(err)
	}
	again, err := e.Bytes(t.Context(), render.DOCX, render.Options{}, forms...)
	if err != nil || !bytes.Equal(b, again) {
		t.Error("the same forms, other bytes", err)
	}
	return parse(t, b)
}

// sections are the set-ups of pages, as Word has them.
func (r *read) sections() (out []*node) {
	for _, b := range r.blocks {
		if b.section != nil {
			out = append(out, b.section)
		}
	}
	return out
}

// The paper is the layout's, the number of the page a field, the heading repeated, and the page that continues the
// form says so.
func TestPages(t *testing.T) {
	var e render.Engine
	r := written(t, &e, example(t, &e, "seed-1.json"))
	s := r.sections()
	if len(s) != 1 || s[0].get("pgSz").val("w") != "11906" || s[0].get("pgSz").val("h") != "16838" || s[0].get("pgSz").val("orient") != "" {
		t.Errorf("A4 upright is %+v", s[0].get("pgSz"))
	}
	if s[0].get("titlePg") == nil {
		t.Error("the first page has the line of those that continue the form")
	}
	doc := r.parts["word/document.xml"]
	if n := strings.Count(doc, "<w:tblHeader/>"); n != 1 {
		t.Errorf("%d rows are repeated, want the heading of the indicators", n)
	}
	if n := strings.Count(doc, "<w:tbl>"); n != 2 {
		t.Errorf("%d tables; the ruled one is divided above its heading", n)
	}
	numbered, continued := 0, 0
	for name, x := range r.parts {
		if strings.HasPrefix(name, "word/footer") && strings.Contains(x, " PAGE ") {
			numbered++
		}
		if strings.HasPrefix(name, "word/header") && strings.Contains(x, "交通行业行政服务经费") {
			continued++
		}
	}
	if numbered != 2 || continued != 1 {
		t.Errorf("%d footers are numbered and %d headers continue the form, want 2 and 1", numbered, continued)
	}
}

// Each form of several begins at page 1, and says how many pages are its own.
func TestSeveral(t *testing.T) {
	var e render.Engine
	r := written(t, &e, example(t, &e, "seed-1.json"), example(t, &e, "seed-3.json"))
	var starts []string
	for _, s := range r.sections() {
		starts = append(starts, s.get("pgNumType").val("start"))
	}
	if strings.Join(starts, " ") != "1 1" {
		t.Errorf("sections start at %q", starts)
	}
}

// A proof says at the cell which finding it has.
func TestProof(t *testing.T) {
	var e render.Engine
	f := example(t, &e, "seed-3.json").With(render.Proof(finding.List{{Code: "F2", Path: "/资金/年度资金总额/执行率", Message: "执行率不符。"}}))
	r := written(t, &e, f)
	if x := r.parts["word/comments.xml"]; strings.Count(x, "<w:comment ") != 1 || !strings.Contains(x, "问题 1") {
		t.Errorf("comments: %s", x)
	}
	if n := strings.Count(r.parts["word/document.xml"], "<w:commentReference "); n != 1 {
		t.Errorf("%d references to comments", n)
	}
}

// What a submission adds stands in the document too.
func TestSubmission(t *testing.T) {
	var e render.Engine
	f := example(t, &e, "seed-3.json")
	c, err := render.Submission{Watermark: "征求意见稿", Header: "报送件"}.Copy(f.Record)
	if err != nil {
		t.Fatal(err)
	}
	f = f.With(c)
	all := ""
	for name, x := range written(t, &e, f).parts {
		if strings.HasPrefix(name, "word/header") {
			all += x
		}
	}
	if !strings.Contains(all, `string="征求意见稿"`) || !strings.Contains(all, "报送件") {
		t.Error("no watermark or header")
	}
}
