package verify

import (
	"bytes"
	"maps"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/render"
)

// copies are what a file may carry.
var copies = map[string]Copy{
	"plain":     {},
	"code":      {Submission: render.Submission{Code: true}},
	"watermark": {Submission: render.Submission{Watermark: "征求意见稿 DRAFT 1"}},
	"all":       {Submission: render.Submission{Watermark: "草稿", Header: "某局　自评 & 材料 {page}/{pages} 1", Footer: "共 {pages} 页 2", Code: true}},
	"formulas":  {Formulas: true},
	"proof":     {Proof: true, Submission: render.Submission{Code: true}},
}

// TestHonest: whatever a copy carries, it is found out, and the file is what its record makes; saved again by a
// program that knows nothing of us it says and shows the same.
func TestHonest(t *testing.T) {
	racing.Apart(t)
	for _, path := range []string{"seed-1.json", "hubei-shangwu-2020.json", "qingshen-fagai-2023.json", "stress/signs.json",
		"../testdata/compat/samples/national-computed.json", "../testdata/compat/records/final-accounts-shanghai-district.json"} {
		r := records(t, path)[:1]
		for name, c := range copies {
			for _, format := range judgedFormats {
				data := made(t, format, c, r)
				v, j := judged(t, data, r)
				want := c
				want.Formulas = j.Copy.Formulas && c.Formulas // a form may have nothing that is computed
				if v != string(Identical) || j.Copy.Proof != c.Proof || j.Copy.Code != c.Code || j.Copy.Watermark != c.Watermark || j.Copy.Formulas != want.Formulas {
					t.Errorf("%s %s %s: %s %+v", path, name, format, v, j)
				}
			}
			if v, j := judged(t, resaved(t, made(t, render.XLSX, c, r)), r); v != string(Resaved) {
				t.Errorf("%s %s, saved again: %s %+v", path, name, v, j.Differences[:min(3, len(j.Differences))])
			}
		}
	}
}

// resaved is a workbook as excelize writes it: with other parts, styles of other numbers and its own name in the
// properties.
func resaved(t testing.TB, data []byte) []byte {
	t.Helper()
	x, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	app, err := x.GetAppProps()
	if err != nil {
		t.Fatal(err)
	}
	app.Application = "excelize"
	if err := x.SetAppProps(app); err != nil {
		t.Fatal(err)
	}
	sheet := x.GetSheetName(0)
	text, err := x.GetCellValue(sheet, "A1")
	if err != nil {
		t.Fatal(err)
	}
	if err := x.SetCellStr(sheet, "A1", text); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Of a file without a code the record is found among others, and several records of one file as a book.
func TestFind(t *testing.T) {
	var all []Record
	for _, p := range []string{"seed-1.json", "seed-2.json", "seed-3.json"} {
		all = append(all, records(t, p)...)
	}
	for _, format := range judgedFormats {
		for _, c := range []Copy{{}, {Submission: render.Submission{Watermark: "草稿", Header: "某局 {page}"}}} {
			for i := range all {
				data := made(t, format, c, all[i:i+1])
				s, err := Read(data)
				if err != nil {
					t.Fatal(err)
				}
				if j, at, err := maker.Find(t.Context(), data, s, all); err != nil || j.Verdict != Identical || len(at) != 1 || at[0] != i {
					t.Errorf("%s %d: %s %v %v", format, i, j.Verdict, at, err)
				}
			}
			data := made(t, format, c, all)
			s, err := Read(data)
			if err != nil {
				t.Fatal(err)
			}
			if j, at, err := maker.Find(t.Context(), data, s, all); err != nil || j.Verdict != Identical || len(at) != 3 {
				t.Errorf("%s, a book: %s %v %v", format, j.Verdict, at, err)
			}
		}
	}
}

// What is no file of ours is an error, never a verdict.
func TestForeign(t *testing.T) {
	for _, b := range []string{"", "%PDF-", "%PDF-1.7\n<x:xmpmeta", "PK\x03\x04", "表", "{}"} {
		if s, err := Read([]byte(b)); err == nil {
			t.Errorf("%q: %+v", b, s)
		}
	}
}

// TestMarginOfContinuedHead: a form whose head begins on its second page comes back from LibreOffice with the height
// of that line taken out of the top margin. That is no change; more is.
func TestMarginOfContinuedHead(t *testing.T) {
	r := records(t, "seed-1.json")
	p := parts(t, made(t, render.XLSX, Copy{}, r))
	margin := regexp.MustCompile(`(<pageMargins [^>]*top=")([^"]*)`)
	if !strings.Contains(p[sheet1], `differentFirst="1"`) {
		t.Fatal("the form has no head of its own on its later pages")
	}
	for less, want := range map[float64]string{0.125: string(Resaved), 0.3: string(Different)} {
		was, err := strconv.ParseFloat(margin.FindStringSubmatch(p[sheet1])[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		q := maps.Clone(p)
		q[sheet1] = margin.ReplaceAllString(p[sheet1], "${1}"+strconv.FormatFloat(was-less, 'f', 6, 64))
		if v, j := judged(t, packed(t, q), r); v != want {
			t.Errorf("%v inches less: %s %+v, want %s", less, v, j.Differences, want)
		}
	}
}

// judgedFormats are those that can be verified; a Word document is made to be changed.
var judgedFormats = []render.Format{render.PDF, render.XLSX, render.OFD}

func TestWord(t *testing.T) {
	data := made(t, render.DOCX, Copy{}, records(t, "seed-3.json"))
	if _, err := Read(data); err == nil || !strings.Contains(err.Error(), "Word 文件") {
		t.Errorf("a Word document is read: %v", err)
	}
}
