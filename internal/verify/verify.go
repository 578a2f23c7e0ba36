// Package verify tells whether a file of ours and its records belong together. In: the bytes of a PDF or XLSX. Out: the verification
// codes it carries, whether it is as it was written, and, of an XLSX, the cells that differ from another.
//
// A code is no signature, and neither is the hash in a PDF: they find what was mixed up, retyped or edited, not what was forged by
// someone who knows how.
package verify

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/model"
)

// ErrNoCode is the error of a file that carries no verification code.
var ErrNoCode = errors.New("文件里没有校验码；排版时加 --verify-code 才有")

// errForeign is the error of a file that is none of ours.
var errForeign = errors.New("不是公表写出的 PDF 或 XLSX，或已被别的软件另存")

// Stamp is what a file says of itself.
type Stamp struct {
	Format string       // pdf, xlsx
	Codes  []model.Code // of its forms, in order
	Intact bool         // PDF: no byte has changed since it was written
}

// maxPart is how much of a part of a workbook is read.
const maxPart = 8 << 20

// Read finds the codes in the properties of a file.
func Read(data []byte) (Stamp, error) {
	var s Stamp
	var codes []string
	switch {
	case bytes.HasPrefix(data, []byte("%PDF-")):
		s.Format, s.Intact = "pdf", intact(data)
		codes = identifiers(data)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		s.Format = "xlsx"
		core, err := part(data, "docProps/core.xml")
		if err != nil {
			return s, errForeign
		}
		var p struct {
			Identifier string `xml:"identifier"`
		}
		if err := xml.Unmarshal(core, &p); err != nil {
			return s, errForeign
		}
		codes = strings.Fields(p.Identifier)
	default:
		return s, errForeign
	}
	for _, c := range codes {
		code, err := model.ParseCode(c)
		if err != nil {
			return s, fmt.Errorf("文件里的%w", err)
		}
		s.Codes = append(s.Codes, code)
	}
	if len(s.Codes) == 0 {
		return s, ErrNoCode
	}
	return s, nil
}

var (
	tail   = regexp.MustCompile(`\nstartxref\n([0-9]{1,12})\n%%EOF\n$`)
	fileID = regexp.MustCompile(`/ID\[<([0-9A-F]{32})><([0-9A-F]{32})>\]`)
)

// intact says whether the ID of a PDF is still the hash of the bytes before its cross-reference, as render/pdf writes it.
func intact(data []byte) bool {
	m := tail.FindSubmatch(data[max(0, len(data)-64):])
	if m == nil {
		return false
	}
	at, err := strconv.Atoi(string(m[1]))
	if err != nil || at <= 0 || at >= len(data) {
		return false
	}
	id := fileID.FindSubmatch(data[at:])
	sum := sha256.Sum256(data[:at])
	return id != nil && string(id[1]) == strings.ToUpper(hex.EncodeToString(sum[:16]))
}

// identifiers are the texts of xmp:Identifier in the metadata packet, which is never compressed.
func identifiers(data []byte) (out []string) {
	from := bytes.LastIndex(data, []byte("<x:xmpmeta"))
	if from < 0 {
		return nil
	}
	to := bytes.Index(data[from:], []byte("</x:xmpmeta>"))
	if to < 0 {
		return nil
	}
	d := xml.NewDecoder(bytes.NewReader(data[from : from+to+len("</x:xmpmeta>")]))
	inside := false
	for {
		t, err := d.Token()
		if err != nil {
			return out
		}
		switch t := t.(type) {
		case xml.StartElement:
			inside = inside || t.Name.Space == "http://ns.adobe.com/xap/1.0/" && t.Name.Local == "Identifier"
		case xml.EndElement:
			inside = inside && t.Name.Local != "Identifier"
		case xml.CharData:
			if s := strings.TrimSpace(string(t)); inside && s != "" {
				out = append(out, s)
			}
		}
	}
}

// part is a part of a workbook.
func part(data []byte, name string) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	f, err := z.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxPart))
}

// Difference is a cell that holds another text than it should.
type Difference struct {
	Sheet string `json:"sheet"`
	Cell  string `json:"cell"`
	Is    string `json:"is"`
	Want  string `json:"want"`
}

// Cells are the cells in which the workbook is shows another text than the workbook want, in their order. Sheets are compared in
// their order, whatever their names.
func Cells(is, want []byte) ([]Difference, error) {
	a, err := open(is)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	b, err := open(want)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	var out []Difference
	left, right := a.GetSheetList(), b.GetSheetList()
	for i := range max(len(left), len(right)) {
		var x, y [][]string
		name := ""
		if i < len(right) {
			name = right[i]
			if y, err = b.GetRows(name); err != nil {
				return nil, err
			}
		}
		if i < len(left) {
			name = left[i]
			if x, err = a.GetRows(name); err != nil {
				return nil, err
			}
		}
		out = append(out, rows(name, x, y)...)
	}
	return out, nil
}

func open(data []byte) (*excelize.File, error) {
	return excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: 1 << 30, UnzipXMLSizeLimit: 64 << 20})
}

func rows(sheet string, is, want [][]string) (out []Difference) {
	at := func(rows [][]string, r, c int) string {
		if r < len(rows) && c < len(rows[r]) {
			return rows[r][c]
		}
		return ""
	}
	for r := range max(len(is), len(want)) {
		n := 0
		if r < len(is) {
			n = len(is[r])
		}
		if r < len(want) {
			n = max(n, len(want[r]))
		}
		for c := range n {
			if x, y := at(is, r, c), at(want, r, c); x != y {
				cell, err := excelize.CoordinatesToCellName(c+1, r+1)
				if err != nil {
					cell = fmt.Sprintf("R%dC%d", r+1, c+1)
				}
				out = append(out, Difference{sheet, cell, x, y})
			}
		}
	}
	return out
}
