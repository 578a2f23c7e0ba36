package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/char"
	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
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

// named is a name in braces, which pageNumbers takes away if it is known.
var (
	named       = pattern.Late(`\{[^{}]*\}`)
	pageNumbers = strings.NewReplacer("{page}", "", "{pages}", "")
)

// Check says what is wrong with the texts. Of a header and footer also that something other than {page} and {pages} is
// in braces.
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
		case x.name != "水印" && x.text != "" && named.MatchString(pageNumbers.Replace(x.text)):
			return fmt.Errorf("%s里有 %s，只能用 {page} 和 {pages}", x.name, named.FindString(pageNumbers.Replace(x.text)))
		}
	}
	return nil
}

// Copy makes the copy of r's form that s asks for. The error is a *finding.TemplateError SUBMISSION-TEXT for what Check
// finds.
func (s Submission) Copy(r *model.Record) (Copy, error) {
	if err := s.Check(); err != nil {
		return nil, finding.List{{Code: "SUBMISSION-TEXT", Message: err.Error()}}.AsTemplate()
	}
	return func(g *grid.Grid) *grid.Grid {
		out := *g
		out.Tables = slices.Clone(g.Tables)
		for i := range out.Tables {
			t := &out.Tables[i]
			t.Watermark = cmp.Or(s.Watermark, t.Watermark)
			t.Header = cmp.Or(s.Header, t.Header)
			t.Footer = cmp.Or(s.Footer, t.Footer)
		}
		if s.Code {
			out.Meta.Code = string(r.Code())
		}
		return &out
	}, nil
}

// Code is the verification code of the form's record.
func (f *Form) Code() model.Code { return f.Record.Code() }
