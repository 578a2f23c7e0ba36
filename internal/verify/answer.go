package verify

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
)

// Record is a record that a file may be made of.
type Record struct {
	Code  model.Code `json:"code"`
	Input string     `json:"input,omitempty"` // empty: no record has this code
	Index int        `json:"index,omitempty"`
	Name  string     `json:"record,omitempty"`

	Data *data.Value  `json:"-"`
	Form *render.Form `json:"-"`
}

// Where names the record among the inputs.
func (r Record) Where() string {
	s := r.Input
	if r.Index > 1 {
		s += fmt.Sprintf(" 第 %d 条", r.Index)
	}
	if r.Name != "" {
		s += "（" + r.Name + "）"
	}
	return s
}

// Of is the record of a code; its Input is empty if there is none.
func Of(all []Record, code model.Code) Record {
	for _, r := range all {
		if r.Code == code {
			return r
		}
	}
	return Record{Code: code}
}

// Answer says whether a file and the records belong together.
type Answer struct {
	File   string   `json:"file,omitempty"`
	Match  bool     `json:"match"`            // every form of the file is one of the records, and none is missing
	Intact *bool    `json:"intact,omitempty"` // PDF, OFD: no byte has changed since it was written
	Forms  []Record `json:"forms"`
	Absent []Record `json:"absent,omitempty"` // records that a book does not hold
	By     string   `json:"producer,omitempty"`

	*Judgement
	Damaged string `json:"damaged,omitempty"` // why a workbook cannot be read for certain
}

// Answer finds the records of a file, by its codes if it has any, and holds it against them. Judgement is nil if they
// are not there.
func (m *Maker) Answer(ctx context.Context, data []byte, s *Stamp, all []Record) (v Answer, err error) {
	v = Answer{Match: true, By: s.Producer}
	if s.Format.Paged() {
		v.Intact = &s.Intact
	}
	lacks := func(held func(i int, r Record) bool) {
		for i, r := range all {
			if !held(i, r) {
				v.Absent, v.Match = append(v.Absent, r), false
			}
		}
	}
	if len(s.Codes) == 0 {
		j, at, err := m.Find(ctx, data, s, all)
		if err != nil {
			return v, err
		}
		for _, i := range at {
			v.Forms = append(v.Forms, all[i])
		}
		if v.Judgement = &j; j.Verdict == Unsure {
			lacks(func(i int, _ Record) bool { return slices.Contains(at, i) })
		}
		return v, nil
	}
	for _, code := range s.Codes {
		r := Of(all, code)
		v.Forms, v.Match = append(v.Forms, r), v.Match && r.Input != ""
	}
	if len(s.Codes) > 1 { // of a single form the records may well be many more
		lacks(func(_ int, r Record) bool { return slices.Contains(s.Codes, r.Code) })
	}
	if !v.Match {
		return v, nil
	}
	j, err := m.Judge(ctx, data, s, v.Forms)
	v.Judgement = &j
	return v, err
}

// Compared says what of a file of another release was compared, and what of a form in a book.
func (s *Stamp) Compared() (file, bound string) {
	if s.Format.Paged() {
		return "页数、逐页的文字", "文字"
	}
	return "内容、公式、合并、工作表、隐藏、颜色、批注、图", "各格各项"
}

// String says what a copy has beside the form, which the data do not tell.
func (c Copy) String() string {
	var s []string
	for _, x := range [...]struct{ name, text string }{{"水印", c.Watermark}, {"页眉", c.Header}, {"页脚", c.Footer}} {
		if x.text != "" {
			s = append(s, x.name+"“"+x.text+"”")
		}
	}
	if c.Formulas {
		s = append(s, "数是公式")
	}
	if c.Proof {
		s = append(s, "校对稿")
	}
	return strings.Join(s, "，")
}
