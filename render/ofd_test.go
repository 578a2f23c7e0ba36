package render

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/gongbiao/gongbiao/internal/verify/ofdfile"
	"github.com/gongbiao/gongbiao/templates"
)

func BenchmarkOFD(b *testing.B) { benchmark(b, OFD) }

// A form and a file of several say where the seals go: page from 1, box in millimetres.
func TestSealPlaces(t *testing.T) {
	e := new(Engine)
	f := load(t, e, example(t, "seed-1.json"))
	var none bytes.Buffer
	if err := e.Write(context.Background(), &none, Seals, Options{}, f); err != nil ||
		none.String() != "{\n \"seals\": []\n}\n" {
		t.Errorf("%v %s", err, none.String())
	}
	lib, err := templates.Open(filepath.Join("..", "templates", "testdata", "needs"), templates.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	e = &Engine{Library: lib}
	g := load(t, e, example(t, filepath.Join("..", "templates", "testdata", "needs", "ticks", "place.json")))
	var b bytes.Buffer
	if err := e.Write(context.Background(), &b, Seals, Options{}, g, g); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Seals []struct {
			Name string
			Page int
			Box  []float64 `json:"box_mm"`
		}
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Seals) != 2 || got.Seals[0].Name != "单位盖章" || got.Seals[0].Page != 1 || got.Seals[1].Page != 2 ||
		got.Seals[0].Box[2] != 40 || got.Seals[0].Box[3] != 30 {
		t.Errorf("%+v", got.Seals)
	}
}

// What is attached is the record as it came, and the workbook that would be written.
func TestAttachments(t *testing.T) {
	e := new(Engine)
	d := example(t, "seed-1.json")
	f := load(t, e, d)
	b, err := e.Bytes(context.Background(), OFD, Options{PlainOFD: true, Attach: []Attach{AttachRecord, AttachXLSX}}, f)
	if err != nil {
		t.Fatal(err)
	}
	x, err := ofdfile.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	sheet := written(t, e, XLSX, load(t, e, d))
	if len(x.Attachments) != 2 || !bytes.Equal(x.Attachments[0].Data, d.JSON()) ||
		!bytes.Equal(x.Attachments[1].Data, sheet) || x.Attachments[1].Name != "交通行业行政服务经费.xlsx" {
		t.Errorf("%d attachments, %s", len(x.Attachments), x.Attachments[1].Name)
	}
	if _, err := e.Bytes(context.Background(), OFD, Options{Attach: []Attach{AttachRecord}}, f); err == nil {
		t.Error("OFD-A has an attachment")
	}
}

// An OFD is no larger than the PDF of the same form, and 15 %.
func TestOFDIsSmall(t *testing.T) {
	e := new(Engine)
	names, err := filepath.Glob(filepath.Join("..", "examples", "*.json"))
	if err != nil || len(names) < 3 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		f := load(t, e, example(t, filepath.Base(name)))
		o, p := len(written(t, e, OFD, f)), len(written(t, e, PDF, f))
		if o > p+p*15/100 {
			t.Errorf("%s: %d bytes, the PDF has %d", name, o, p)
		}
	}
}
