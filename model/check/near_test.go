package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

const nearChecks = `
- code: F1
  name: 合计
  severity: error
  note-when: 绝对值(甲 - 乙) <= 0.01
  rows: 行
  holds: 甲 == 乙
  at: 甲
  message: 差 {绝对值(甲 - 乙)}。
`

// A difference in the last digit is a note; where a form has many of them it was rounded throughout, and none is said.
// A rule that grades the check wins over both.
func TestNoteWhen(t *testing.T) {
	form := prepared(t, &model.Form{ID: "甲表", Name: "甲表", Fields: []*model.Field{{Name: "行", Kind: model.Rows,
		Fields: []*model.Field{{Name: "甲", Kind: model.Money}, {Name: "乙", Kind: model.Money}}}}})
	f, err := check.Parse("form.yaml", check.Nodes{Codes: node(t, "F1: 合计"), Checks: node(t, nearChecks)})
	if err != nil {
		t.Fatal(err)
	}
	warning := finding.Warning
	for _, c := range []struct {
		off   string // what each row is off by
		rules []check.Rules
		want  string
	}{
		{"0.01 0 0.02", nil, "error note"},
		{"0.01 0.01 0.01 0.01 0.01 0.01", nil, "note note note note note note"},
		{"0.01 0.01 0.01 0.01 0.01 0.01 0.01", nil, ""},
		{"0.01 0.01 0.01 0.01 0.01 0.01 0.01 0.5", nil, "error"},
		{"0.01 0.5", []check.Rules{{Name: "县局", Grades: []check.Grade{{ID: "F1", Grade: &warning}}}}, "warning warning"},
	} {
		s, err := f.Compile(check.Target{Form: form, Rules: c.rules})
		if err != nil {
			t.Fatal(err)
		}
		var rows []string
		for _, off := range strings.Fields(c.off) {
			rows = append(rows, fmt.Sprintf(`{"甲": "%s", "乙": "0"}`, off))
		}
		var got []string
		err = data.Read("表.json", []byte(`{"行": [`+strings.Join(rows, ",")+`]}`), func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			r, err := model.Bind(d, form)
			if err != nil {
				return err
			}
			l, err := s.Run(r, nil)
			for _, x := range l {
				got = append(got, x.Severity.String())
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("off by %s: %q, want %q", c.off, g, c.want)
		}
	}
}
