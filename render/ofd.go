package render

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/gongbiao/gongbiao/internal/paint/ofd"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

func (e *Engine) writeOFD(w io.Writer, o Options, forms []*Form) error {
	x := ofd.Options{Plain: o.PlainOFD, Date: o.Date, Producer: o.Producer}
	for _, what := range o.Attach {
		a, err := e.attachment(what, o, forms)
		if err != nil {
			return err
		}
		x.Attachments = append(x.Attachments, a)
	}
	if len(forms) == 1 {
		return e.ofd.Write(w, forms[0].pages, x)
	}
	s, err := e.ofd.Stream(w, bookMeta(forms), x)
	if err != nil {
		return err
	}
	return bind(s, forms)
}

// attachment makes what is attached to the OFD of some forms.
func (e *Engine) attachment(what Attach, o Options, forms []*Form) (a ofd.Attachment, err error) {
	name := "表格汇编"
	if len(forms) == 1 {
		name = forms[0].Record.Name
		if name == "" {
			name = forms[0].measured.Meta.Title
		}
	}
	switch what {
	case AttachRecord:
		a = ofd.Attachment{Name: name + ".json", Format: "json"}
		if len(forms) > 1 {
			a = ofd.Attachment{Name: name + ".jsonl", Format: "jsonl"}
		}
		for _, f := range forms {
			if len(forms) == 1 {
				a.Data = f.source.JSON()
				break
			}
			a.Data = append(f.source.AppendJSON(a.Data, ""), '\n')
		}
	case AttachXLSX:
		a = ofd.Attachment{Name: name + ".xlsx", Format: "xlsx"}
		var b bytes.Buffer
		err = e.writeXLSX(&b, o, forms) // they are measured by now
		a.Data = b.Bytes()
	default:
		err = option("不能附上 "+string(what)+"，可用 record、xlsx", "cannot attach "+string(what)+", only record and xlsx")
	}
	return a, err
}

// sealPlace is a place left for a seal: what it is for, its page counted from 1, and its box in millimetres from the
// top left corner of the page, x to the right, y downwards.
type sealPlace struct {
	Name string         `json:"name"`
	Page int            `json:"page"`
	Box  [4]json.Number `json:"box_mm"` // left, top, width, height
}

// writeSeals writes the places of all forms, whose pages follow each other as in one file.
func (e *Engine) writeSeals(w io.Writer, _ Options, forms []*Form) error {
	out := struct {
		Seals []sealPlace `json:"seals"`
	}{[]sealPlace{}}
	first := 1
	for _, f := range forms {
		out.Seals = append(out.Seals, sealPlaces(f.pages, first)...)
		first += len(f.pages.Pages)
	}
	j := json.NewEncoder(w)
	j.SetEscapeHTML(false)
	j.SetIndent("", " ")
	return j.Encode(out)
}

// sealPlaces are the figures that have a place and no picture.
func sealPlaces(d *page.Document, first int) (out []sealPlace) {
	pictures := map[int]bool{}
	for i := range d.Pages {
		for _, it := range d.Pages[i].Items {
			if p, ok := it.(page.Picture); ok {
				pictures[p.Elem] = true
			}
		}
	}
	for i := range d.Elems {
		if x := &d.Elems[i]; x.Role == page.RoleFigure && x.Box != (page.Box{}) && !pictures[i] {
			mm := func(l unit.Length) json.Number { return json.Number(l.RoundTo(unit.MM / 1000).MMString()) }
			out = append(out, sealPlace{x.Alt, first + x.BoxPage, [4]json.Number{mm(x.Box.X), mm(x.Box.Y),
				mm(x.Box.W), mm(x.Box.H)}})
		}
	}
	return out
}
