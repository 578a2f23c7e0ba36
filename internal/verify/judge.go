package verify

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"github.com/gongbiao/gongbiao/internal/verify/meaning"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// Verdict is what became of a file.
type Verdict string

const (
	Identical Verdict = "identical" // byte for byte what the records make
	Resaved   Verdict = "resaved"   // saved again by another program: XLSX with the same meaning, OFD with the same parts
	Release   Verdict = "release"   // made by another release of this program: what can be compared is equal, the bytes are not
	Unsure    Verdict = "unsure"    // bound with a cover and contents by options the file does not tell; the forms in it are equal; or a *Plain PDF
	Different Verdict = "different"
)

// Copy is what a file carries beside its forms, as the file itself has it.
type Copy struct {
	render.Submission
	Formulas bool `json:"formulas,omitempty"`
	Proof    bool `json:"proof,omitempty"`
}

// Judgement is a verdict with its reasons.
type Judgement struct {
	Verdict     Verdict              `json:"verdict"`
	Copy        Copy                 `json:"copy"`
	Differences []meaning.Difference `json:"differences,omitempty"`
}

// Maker renders records again.
type Maker struct {
	Engine   *render.Engine
	Layout   string                                  // for all records; empty: as each says
	Producer string                                  // of this release
	Review   func(*data.Value) (finding.List, error) // the findings of proof copies
}

// maxTried is how many records are rendered to find the one of a file without a code.
const maxTried = 200

// proofSuffix is in the title of a proof copy.
const proofSuffix = "（校对稿）"

// Judge holds a file against the records it should be made of, one or, of a book, several in its order. Without a
// code in the file, find looks for the records. The error is one of rendering.
func (m *Maker) Judge(ctx context.Context, data []byte, s *Stamp, records []Record) (Judgement, error) {
	c := Copy{Proof: strings.Contains(s.Title, proofSuffix)}
	c.Code = len(s.Codes) > 0
	if s.Format.Paged() {
		return m.judgePaged(ctx, data, s, c, records)
	}
	c.Formulas = s.book.Formulas()
	fresh, err := m.make(ctx, s, c, records)
	if err != nil {
		return Judgement{}, err
	}
	want, err := meaning.Read(fresh)
	if err != nil {
		return Judgement{}, err
	}
	is, bound := s.book.Within(want)
	if !bound {
		is = s.book
	}
	if full, more := carried(c, is, want); more {
		if again, err := m.make(ctx, s, full, records); err == nil { // else the file's header is none that we would print: a difference
			c, fresh = full, again
			if want, err = meaning.Read(fresh); err != nil {
				return Judgement{}, err
			}
		}
	}
	j := Judgement{Copy: c}
	if bytes.Equal(data, fresh) {
		j.Verdict = Identical
		return j, nil
	}
	j.Differences = meaning.Compare(is, want)
	if j.Verdict = m.verdict(s, j.Differences); bound && j.Verdict != Different {
		j.Verdict = Unsure
	}
	return j, nil
}

// verdict is that of a file that has other bytes than it should.
func (m *Maker) verdict(s *Stamp, d []meaning.Difference) Verdict {
	looks := true
	for _, x := range d {
		looks = looks && x.Look
	}
	switch {
	case len(d) == 0:
		return Resaved
	case looks && ours(s.Producer) && s.Producer != m.Producer:
		return Release
	}
	return Different
}

// make renders the records as the file seems to have been made.
func (m *Maker) make(ctx context.Context, s *Stamp, c Copy, records []Record) ([]byte, error) {
	var forms []*render.Form
	for _, r := range records {
		f, err := m.Engine.Load(ctx, r.Data, m.Layout)
		if err != nil {
			return nil, err
		}
		if c.Proof {
			l, err := m.Review(r.Data)
			if err != nil {
				return nil, err
			}
			f = f.With(render.Proof(l))
		}
		copied, err := c.Submission.Copy(f.Record)
		if err != nil {
			return nil, err
		}
		forms = append(forms, f.With(copied))
	}
	o := render.Options{Producer: m.Producer, Formulas: c.Formulas, Date: s.Date}
	if s.ofd != nil {
		o.PlainOFD = s.ofd.Kind == "OFD"
		for _, a := range s.ofd.Attachments {
			what := render.AttachRecord
			if a.Format == "xlsx" {
				what = render.AttachXLSX
			}
			o.Attach = append(o.Attach, what)
		}
	}
	if ours(s.Producer) {
		o.Producer = s.Producer
	}
	return m.Engine.Bytes(ctx, s.Format, o, forms...)
}

// carried finds head, foot and watermark of a workbook: what is there and is not what the layout puts there. They are
// no part of the data, so nobody can say whether they are right; they are told.
func carried(c Copy, is, want *meaning.Book) (Copy, bool) {
	if len(is.Sheets) == 0 {
		return c, false
	}
	before := c.Submission
	head, usual := is.Sheets[0].Header(), want.Sheets[0].Header()
	if head[1] != usual[1] && head[1] != "" {
		c.Header = head[1]
	}
	c.Watermark = head[2]
	foot := is.Sheets[0].Footer()
	usual = want.Sheets[0].Footer()
	for _, t := range foot {
		if t != "" && t != usual[0] && t != usual[1] && t != usual[2] && !strings.HasPrefix(t, "校验码 ") {
			c.Footer = t
		}
	}
	return c, c.Submission != before
}

// ErrMany is the error of a file without a code, and too many records it may be of.
var ErrMany = errors.New("文件里没有校验码（排版时加 --verify-code 才有），记录又太多，不知是哪一条；请只给出它的那一条")

// Find looks for the records of a file that has no code: the one it is equal to, or all of them as a book, or those
// that a bound book holds, or the one it differs least from. At are their places among records.
func (m *Maker) Find(ctx context.Context, data []byte, s *Stamp, records []Record) (j Judgement, at []int, err error) {
	var likely []int
	for i, r := range records {
		g, err := r.Form.Grid()
		if err == nil && (len(records) == 1 || s.Subject != "" && g.Meta.Subject == s.Subject) {
			likely = append(likely, i)
		}
	}
	if len(likely) == 0 {
		for i := range records {
			likely = append(likely, i)
		}
	}
	if len(likely) > maxTried {
		return j, nil, ErrMany
	}
	tries := [][]int{}
	for _, i := range likely {
		tries = append(tries, []int{i})
	}
	if len(records) > 1 {
		all := make([]int, len(records))
		for i := range all {
			all[i] = i
		}
		tries = append(tries, all)
	}
	var bound []int // those that a book holds
	for n, try := range tries {
		var some []Record
		for _, i := range try {
			some = append(some, records[i])
		}
		x, e := m.Judge(ctx, data, s, some)
		switch {
		case e != nil && n == len(tries)-1 && at == nil:
			return j, nil, e
		case e != nil:
			continue
		case x.Verdict == Identical:
			return x, try, nil
		case x.Verdict == Unsure:
			if len(try) == 1 {
				bound = append(bound, try[0])
			} else {
				bound = try
			}
			j, at = x, bound
		case at == nil || x.Verdict != Different && j.Verdict == Different ||
			(x.Verdict == Different) == (j.Verdict == Different) && len(x.Differences) < len(j.Differences):
			j, at = x, try
		}
	}
	return j, at, nil
}
