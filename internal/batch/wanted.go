package batch

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/render"
)

// Wanted is how files are to be, as those say it who have no flags: the flags of the command render by their names, as
// parameters of a request or as JSON. The zero value is the usual.
type Wanted struct {
	Formats   []render.Format `json:"formats"`
	Name      string          `json:"name"`
	Date      string          `json:"date"`
	Watermark string          `json:"watermark"`
	Header    string          `json:"header"`
	Footer    string          `json:"footer"`
	Code      bool            `json:"code"`
	Proof     bool            `json:"proof"`
	Check     bool            `json:"check"`
	Formulas  bool            `json:"formulas"`
	DPI       int             `json:"dpi"`
	Standard  string          `json:"standard"`
	Attach    []render.Attach `json:"attach"`
	Painter   render.Painter  `json:"painter"`

	pattern *outname.Pattern
	date    time.Time
}

// Wrong is what cannot be.
type Wrong struct{ Chinese, English string }

func (w *Wrong) Error() string { return w.English }

func wrong(chinese, english string, args ...any) *Wrong {
	return &Wrong{fmt.Sprintf(chinese, args...), fmt.Sprintf(english, args...)}
}

// Parameters reads the parameters of a request: format may be repeated or be a list with commas, as may attach.
func Parameters(v url.Values) (f Wanted, err error) {
	for s := range words(v["format"]) {
		f.Formats = append(f.Formats, render.Format(s))
	}
	for s := range words(v["attach"]) {
		f.Attach = append(f.Attach, render.Attach(s))
	}
	for name, to := range map[string]*string{"name": &f.Name, "date": &f.Date, "watermark": &f.Watermark, "header": &f.Header,
		"footer": &f.Footer, "standard": &f.Standard} {
		*to = v.Get(name)
	}
	f.Painter = render.Painter(v.Get("painter"))
	for name, to := range map[string]*bool{"code": &f.Code, "proof": &f.Proof, "check": &f.Check, "formulas": &f.Formulas} {
		if s := v.Get(name); s != "" {
			if *to, err = strconv.ParseBool(s); err != nil {
				return f, wrong("%s 应是 true 或 false", "%s must be true or false", name)
			}
		}
	}
	if s := v.Get("dpi"); s != "" {
		if f.DPI, err = strconv.Atoi(s); err != nil || f.DPI == 0 {
			return f, wrong("dpi 应是整数", "dpi must be a whole number")
		}
	}
	return f, nil
}

// words are those of values that may be lists with commas.
func words(values []string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for _, v := range values {
			for s := range strings.SplitSeq(v, ",") {
				if !yield(strings.ToLower(strings.TrimSpace(s))) {
					return
				}
			}
		}
	}
}

// Ready holds the options against each other, as the command does; known are the formats there are, usual those where
// none is asked for. The error is a *Wrong.
func (f *Wanted) Ready(known, usual []render.Format) (err error) {
	if len(f.Formats) == 0 {
		f.Formats = usual
	}
	var all []render.Format
	for _, x := range f.Formats {
		if !slices.Contains(known, x) {
			return wrong("没有 %s 这种格式，可用：%s", "there is no format %s, only %s", x, between(known))
		}
		if !slices.Contains(all, x) {
			all = append(all, x)
		}
	}
	f.Formats = all
	if f.Date != "" {
		if f.date, err = time.Parse(time.DateOnly, f.Date); err != nil || f.date.Year() < 1 {
			return wrong("date 应如 2026-01-31", "date is written as 2026-01-31")
		}
	}
	if f.Name != "" {
		if f.pattern, err = outname.Parse(f.Name); err != nil {
			return wrong("name：%v", "name: %v", err)
		}
	}
	if f.DPI != 0 && (f.DPI < render.MinDPI || f.DPI > render.MaxDPI) {
		return wrong("dpi 应在 %d 和 %d 之间", "dpi must be between %d and %d", render.MinDPI, render.MaxDPI)
	}
	if err := f.Submission().Check(); err != nil {
		return wrong("watermark、header、footer：%v", "watermark, header or footer cannot be: %v", err)
	}
	return f.kinds()
}

// between are formats with commas between them.
func between(l []render.Format) string {
	var all []string
	for _, f := range l {
		all = append(all, string(f))
	}
	return strings.Join(all, ", ")
}

// kinds checks what is about one format.
func (f *Wanted) kinds() error {
	ofd := slices.Contains(f.Formats, render.OFD)
	var attach []render.Attach
	for _, a := range f.Attach {
		switch {
		case a != render.AttachRecord && a != render.AttachXLSX:
			return wrong("attach 只能是 record 或 xlsx", "attach can only be record or xlsx")
		case !ofd || f.Standard != "ofd":
			return wrong("attach 要和 ofd 格式、standard=ofd 一起用：OFD-A 不带附件", "attach goes with the format ofd and standard=ofd: OFD-A has no attachments")
		case !slices.Contains(attach, a):
			attach = append(attach, a)
		}
	}
	f.Attach = attach
	switch {
	case f.Standard != "" && f.Standard != "ofd" && f.Standard != "ofd-a":
		return wrong("standard 只能是 ofd-a 或 ofd", "standard can only be ofd-a or ofd")
	case f.Standard != "" && !ofd:
		return wrong("standard 说的是 OFD，这次没有 ofd 格式", "standard is about OFD, which is not among the formats")
	case f.Painter == "":
	case f.Painter != render.GoPDF && f.Painter != render.FPDF:
		return wrong("painter 只能是 gopdf 或 fpdf", "painter can only be gopdf or fpdf")
	case !slices.Contains(f.Formats, render.PDF):
		return wrong("painter 说的是 PDF，这次没有 pdf 格式", "painter is about PDF, which is not among the formats")
	case f.Code:
		return wrong("painter 不能和 code 同用：校验码只印在归档 PDF 上", "painter does not go with code: the code is of archival PDF only")
	}
	return nil
}

// Pattern is that of names; nil: the usual names.
func (f *Wanted) Pattern() *outname.Pattern { return f.pattern }

// Submission is what copies carry beside the form.
func (f *Wanted) Submission() render.Submission {
	return render.Submission{Watermark: f.Watermark, Header: f.Header, Footer: f.Footer, Code: f.Code}
}

// Rendering are the options of the engine.
func (f *Wanted) Rendering(producer string) render.Options {
	return render.Options{Producer: producer, Formulas: f.Formulas, DPI: f.DPI, Date: f.date, PlainOFD: f.Standard == "ofd", Attach: f.Attach,
		Painter: f.Painter}
}

// Job is a batch that makes the files, with what its manifest says of them.
func (f *Wanted) Job(producer, release string, from Source) Job {
	job := Job{Source: from, Formats: f.Formats, Name: f.pattern, Options: f.Rendering(producer), Submission: f.Submission()}
	job.Head = Head{Release: release, Name: f.Name, Proof: f.Proof, Formulas: f.Formulas, DPI: f.DPI, Attach: f.Attach, Painter: f.Painter}
	if f.Standard == "ofd" {
		job.Head.Standard = f.Standard
	}
	if !f.date.IsZero() {
		job.Head.Date = f.date.Format(time.RFC3339)
	}
	return job
}
