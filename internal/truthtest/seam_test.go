package truthtest

import (
	"testing"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// said is one thing the checker says. This file is the only one that knows how the checker is called.
type said struct {
	code string // with its case: F2.舍入
	sev  finding.Severity
	path string
	text string
}

// checker checks records one after the other, each as if it were alone.
type checker struct{ audit audit.Auditor }

func newChecker() *checker {
	return &checker{audit.Auditor{Library: templates.Embedded()}}
}

// check is what is said of one record, as JSON or YAML.
func (c *checker) check(t testing.TB, name string, text []byte) []said {
	t.Helper()
	return heard(c.findings(t, name, text))
}

// findings are what is said of one record, whole.
func (c *checker) findings(t testing.TB, name string, text []byte) (out finding.List) {
	t.Helper()
	err := data.Read(name, text, func(d *data.Value, err error) error {
		if err != nil {
			out = append(out, finding.Of(err)...)
			return nil
		}
		o, err := c.audit.Check(d)
		if err != nil {
			return err
		}
		out = append(out, o.Findings...)
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out
}

// together is what is said of the records as one set and of each, held against other papers.
func together(t testing.TB, name string, against, records [][]byte) []said {
	t.Helper()
	c := newChecker()
	for _, paper := range against {
		err := data.Read(name, paper, func(d *data.Value, err error) error {
			if err == nil {
				c.audit.Against = append(c.audit.Against, d)
			}
			return err
		})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	var out []said
	for _, r := range records {
		err := data.Read(name, r, func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			o, err := c.audit.Check(d)
			if err != nil { // a paper that it cannot read
				out = append(out, heard(finding.Of(err))...)
				return nil
			}
			out = append(out, heard(o.Findings)...)
			return nil
		})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	l, err := c.audit.Together()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return append(out, heard(l)...)
}

func heard(l finding.List) []said {
	out := make([]said, 0, len(l))
	for _, f := range l {
		code := f.Code
		if f.Case != "" {
			code += "." + f.Case
		}
		out = append(out, said{code, f.Severity, f.Path, f.Message})
	}
	return out
}
