package verify

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/render"
)

// written is seed-1 with its code, and the code.
func written(t *testing.T, format render.Format, s render.Submission) ([]byte, model.Code) {
	t.Helper()
	data, err := os.ReadFile("../../examples/seed-1.json")
	if err != nil {
		t.Fatal(err)
	}
	var e render.Engine
	var out []byte
	var code model.Code
	err = model.Read("seed-1.json", data, func(d *model.Data, err error) error {
		if err != nil {
			return err
		}
		f, err := e.Load(d, "")
		if err != nil {
			return err
		}
		if err := f.Submit(s); err != nil {
			return err
		}
		code = f.Code()
		out, err = e.Bytes(format, render.Options{}, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, code
}

func TestRead(t *testing.T) {
	for _, format := range render.Formats() {
		data, code := written(t, format, render.Submission{Code: true})
		s, err := Read(data)
		if err != nil || len(s.Codes) != 1 || s.Codes[0] != code || s.Format != string(format) || s.Intact != (format == render.PDF) {
			t.Errorf("%s: %+v, %v; want %s", format, s, err, code)
		}
		bare, _ := written(t, format, render.Submission{Watermark: "草稿"})
		if _, err := Read(bare); !errors.Is(err, ErrNoCode) {
			t.Errorf("%s without a code: %v", format, err)
		}
	}
	for _, b := range []string{"", "%PDF-", "%PDF-1.7\n<x:xmpmeta", "PK\x03\x04", "表"} {
		if s, err := Read([]byte(b)); err == nil {
			t.Errorf("%q: %+v", b, s)
		}
	}
}

// Any changed byte before the cross-reference, an appended revision and a cut end are seen.
func TestIntact(t *testing.T) {
	data, _ := written(t, render.PDF, render.Submission{Code: true})
	if !intact(data) {
		t.Fatal("what was just written is not whole")
	}
	for at := 0; at < len(data)*9/10; at += 997 {
		bad := bytes.Clone(data)
		bad[at] ^= 1
		if intact(bad) {
			t.Errorf("byte %d changed: not seen", at)
		}
	}
	for name, bad := range map[string][]byte{"appended": append(bytes.Clone(data), "%\n"...), "cut": data[:len(data)-1],
		"revision": append(bytes.Clone(data), "9 0 obj\nnull\nendobj\nxref\n0 0\ntrailer\n<<>>\nstartxref\n12\n%%EOF\n"...)} {
		if intact(bad) {
			t.Errorf("%s: not seen", name)
		}
	}
}

// A cell that was changed in a spreadsheet program is named, with what it should hold.
func TestCells(t *testing.T) {
	data, code := written(t, render.XLSX, render.Submission{Code: true})
	want, _ := written(t, render.XLSX, render.Submission{})
	if d, err := Cells(data, want); err != nil || len(d) != 0 {
		t.Fatalf("unchanged: %v, %v", d, err)
	}
	x, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	sheet := x.GetSheetName(0)
	before, err := x.GetCellValue(sheet, "B3")
	if err != nil {
		t.Fatal(err)
	}
	if err := x.SetCellStr(sheet, "B3", before+"改"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	if s, err := Read(b.Bytes()); err != nil || s.Codes[0] != code {
		t.Errorf("saved by another program: %+v, %v", s, err)
	}
	d, err := Cells(b.Bytes(), want)
	if err != nil || len(d) != 1 || d[0] != (Difference{sheet, "B3", before + "改", before}) {
		t.Errorf("%+v, %v", d, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("%PDF-1.7\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><xmp:Identifier xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">8</xmp:Identifier></x:xmpmeta>\nstartxref\n9\n%%EOF\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Read(data)
		if err == nil && len(s.Codes) == 0 {
			t.Errorf("no code and no error: %+v", s)
		}
	})
}
