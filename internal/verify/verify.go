// Package verify tells whether a file of ours and its records belong together. In: the bytes of a PDF, XLSX or OFD
// and the records. Out: a Judgement: the file is what these records make, byte for byte; or it was saved again by
// another program and says and shows the same; or it is something else, and where.
//
// A code is no signature, and neither is the hash in a PDF: both can be computed again by someone who knows how. So
// nothing a file says of itself is believed: the records are rendered again, with what the file seems to carry (code,
// watermark, head, foot, date, formulas, findings of a proof), and the file is held against that.
package verify

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/verify/markup"
	"github.com/gongbiao/gongbiao/internal/verify/meaning"
	"github.com/gongbiao/gongbiao/internal/verify/ofdfile"
	"github.com/gongbiao/gongbiao/internal/verify/paper"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// errForeign is the error of a file that is none of ours.
var errForeign = errors.New("不是公表写出的 PDF、XLSX 或 OFD，或已被别的软件另存")

// Stamp is what a file says of itself.
type Stamp struct {
	Format   render.Format
	Codes    []model.Code // of its forms, in order; none if it was made without
	Intact   bool         // PDF, OFD: no byte has changed since it was written
	Title    string
	Subject  string
	Producer string // the program that wrote it last
	Date     time.Time

	book *meaning.Book // XLSX
	ofd  *ofdfile.File
}

// ours says whether a program of this name is some release of this one.
func ours(producer string) bool {
	return producer == "Gongbiao" || strings.HasPrefix(producer, "Gongbiao ")
}

// Read reads what a file says of itself. The error is *meaning.Damaged of a workbook that programs may read in
// different ways, *Plain of a PDF that another library painted for us, a *finding.DataError READ-HTML of a web page, or
// one of a file that is none of ours.
func Read(data []byte) (*Stamp, error) {
	s := &Stamp{}
	var codes []string
	date := ""
	switch {
	case bytes.HasPrefix(data, []byte("%PDF-")):
		p := packet(data)
		s.Format, s.Intact = render.PDF, paper.Intact(data)
		s.Title, s.Subject, s.Producer, date, codes = p.first("title"), p.first("description"), p.first("Producer"),
			p.first("CreateDate"), p["Identifier"]
		if s.Producer == "" {
			if l := plainBy(data); l != nil {
				return nil, l
			}
			return nil, errForeign
		}
	case ofdfile.Is(data):
		f, err := ofdfile.Read(data)
		if err != nil {
			return nil, err
		}
		if !ours(f.Info.Creator) {
			return nil, errForeign
		}
		s.Format, s.Intact, s.ofd = render.OFD, f.Intact, f
		s.Title, s.Subject, date, codes = f.Info.Title, f.Info.Subject, f.Info.Date, f.Info.Codes
		s.Producer = strings.TrimSpace(f.Info.Creator + " " + f.Info.Version)
		if date != "" {
			date += "T00:00:00Z"
		}
	case bytes.HasPrefix(data, []byte("PK")), bytes.Contains(data, []byte("PK\x05\x06")):
		if f, err := intake.Open("", data, intake.Limits{}); err == nil && f.Kind == intake.DOCX {
			return nil, wordFile().AsData()
		}
		b, err := meaning.Read(data)
		if err != nil {
			return nil, err
		}
		s.Format, s.book = render.XLSX, b
		s.Title, s.Subject, s.Producer, date, codes = b.Title, b.Subject, b.Application, b.Created, strings.Fields(b.Identifier)
	default:
		f, err := intake.Open("", data, intake.Limits{})
		if err == nil {
			switch f.Kind {
			case intake.HTML, intake.XML, intake.XML2003, intake.MHTML:
				return nil, f.Refuse()
			}
		}
		return nil, errForeign
	}
	for _, c := range codes {
		code, err := model.ParseCode(c)
		if err != nil {
			return nil, fmt.Errorf("文件里的%w", err)
		}
		s.Codes = append(s.Codes, code)
	}
	if t, err := time.Parse(time.RFC3339, date); err == nil && ours(s.Producer) {
		s.Date = t.UTC()
	}
	return s, nil
}

// wordFile says why a Word document is not verified.
func wordFile() finding.List {
	return finding.List{{Code: "READ-WORD", Message: "这是 Word 文件，是给人改的，不能核对。", Hint: "核对同一次排出的 PDF 或 XLSX",
		English: "a Word document is made to be edited and is not verified; verify the PDF or XLSX"}}
}

// Plain is the error of a PDF that a library painted for this program (render.Painter): it says nothing of itself
// that records could be held against.
type Plain struct{ Painter render.Painter }

func (p *Plain) Error() string { return p.finding().Message }

// Finding is the error as a finding.
func (p *Plain) Finding(file string) finding.Finding {
	f := p.finding()
	f.Pos.File = file
	return f
}

func (p *Plain) finding() finding.Finding {
	return finding.Finding{Code: "PAINTER-PLAIN", Severity: finding.Warning,
		Message: "不能断定：这份 PDF 由 " + string(p.Painter) + " 画出（--painter），是普通 PDF，不能核对",
		Hint:    "核对同一次排出的 XLSX，或不用 --painter 再排一份归档 PDF",
		English: "cannot be decided: the PDF was painted by " + string(p.Painter) + " (--painter) and cannot be verified; " +
			"verify the XLSX, or render archival PDF without --painter"}
}

// plainBy looks in Info, as the libraries write it, for one that painted a PDF for us.
func plainBy(data []byte) error {
	for _, p := range []render.Painter{render.GoPDF, render.FPDF} {
		if begins(data, "Creator", "Gongbiao") && begins(data, "Producer", string(p)+"; ") {
			return &Plain{p}
		}
	}
	return nil
}

// begins says whether a property in Info begins so, in UTF-16, as a string or in hexadecimal digits.
func begins(data []byte, key, text string) bool {
	wide := "\xfe\xff"
	for i := range len(text) {
		wide += "\x00" + text[i:i+1]
	}
	return bytes.Contains(data, []byte("/"+key+" ("+wide)) || bytes.Contains(data, fmt.Appendf(nil, "/%s <%X", key, wide))
}

// properties are the texts of a metadata packet by the local names of their elements.
type properties map[string][]string

func (p properties) first(name string) string {
	if len(p[name]) == 0 {
		return ""
	}
	return p[name][0]
}

// packet reads the metadata packet of a PDF, which is never compressed.
func packet(data []byte) properties {
	out := properties{}
	from := bytes.LastIndex(data, []byte("<x:xmpmeta"))
	if from < 0 {
		return out
	}
	to := bytes.Index(data[from:], []byte("</x:xmpmeta>"))
	if to < 0 {
		return out
	}
	x, err := markup.Parse(data[from:from+to+len("</x:xmpmeta>")], nil)
	if err != nil {
		return out
	}
	for _, rdf := range x.Kids {
		for _, description := range rdf.Kids {
			for _, k := range description.Kids {
				out[k.Name] = append(out[k.Name], texts(k)...)
			}
		}
	}
	return out
}

// texts are those of an element and of all in it.
func texts(n *markup.Node) (out []string) {
	if s := strings.TrimSpace(n.Text); s != "" {
		out = append(out, s)
	}
	for _, k := range n.Kids {
		out = append(out, texts(k)...)
	}
	return out
}
