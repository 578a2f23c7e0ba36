package render

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/char"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Submission is what a copy carries beside the form. The zero value adds nothing.
type Submission struct {
	Watermark string `json:"watermark,omitempty"` // behind every page of the PDF, in the page header of the XLSX
	Header    string `json:"header,omitempty"`    // at the head of every page, in place of the layout's; {page} and {pages} are numbers
	Footer    string `json:"footer,omitempty"`    // at the foot, likewise
	Code      bool   `json:"code,omitempty"`      // the record's verification code at the foot, in the PDF as QR code too, and in the file's properties
}

// maxEdge is how many characters a watermark, header or footer may have; what fits the paper is for the layout to say.
const maxEdge = 200

// Check says what is wrong with the texts.
func (s Submission) Check() error {
	for _, x := range [...]struct{ name, text string }{{"水印", s.Watermark}, {"页眉", s.Header}, {"页脚", s.Footer}} {
		switch {
		case !utf8.ValidString(x.text):
			return fmt.Errorf("%s不是 UTF-8 文字", x.name)
		case strings.ContainsFunc(x.text, unicode.IsControl):
			return fmt.Errorf("%s里有换行或控制字符，只能是一行文字", x.name)
		case strings.ContainsFunc(x.text, char.Stray):
			return fmt.Errorf("%s里有看不见的字符：“%s”", x.name, char.Show(x.text))
		case utf8.RuneCountInString(x.text) > maxEdge:
			return fmt.Errorf("%s超过 %d 字", x.name, maxEdge)
		case x.text != "" && strings.TrimSpace(x.text) == "":
			return fmt.Errorf("%s是空白", x.name)
		}
	}
	return nil
}

// Submit makes the form a copy with what s asks for. It must be called before the form is measured, and after Proof.
func (f *Form) Submit(s Submission) error {
	if s == (Submission{}) {
		return nil
	}
	if err := s.Check(); err != nil {
		return finding.List{{Code: "SUBMISSION-TEXT", Message: err.Error()}}.AsTemplate()
	}
	g, err := f.Grid()
	if err != nil {
		return err
	}
	out := *g
	out.Tables = slices.Clone(g.Tables)
	for i := range out.Tables {
		t := &out.Tables[i]
		t.Watermark = s.Watermark
		if s.Header != "" {
			t.Header = s.Header
		}
		if s.Footer != "" {
			t.Footer = s.Footer
		}
	}
	if s.Code {
		out.Meta.Code = string(f.Code())
	}
	f.grid, f.measured, f.pages = &out, nil, nil
	return nil
}

// Code is the verification code of the form's record.
func (f *Form) Code() model.Code { return f.Record.Code() }
