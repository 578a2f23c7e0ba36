package check

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/finding"
)

// reader reads the parts of a YAML file that are about checks.
type reader struct{ yamltree.Source }

const fileCode = "CHECK-FILE"

// reads reads nodes of a file.
func reads(file string) *reader {
	return &reader{yamltree.Source{Problems: yamltree.Problems{File: file, Code: fileCode}}}
}

func (r *reader) fail(n *yaml.Node, hint, format string, args ...any) {
	r.Errorf(yamltree.At(n), fileCode, hint, format, args...)
}

// text reads a text; a key with nothing behind it is an empty one.
func (r *reader) text(n *yaml.Node, what string) string {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return n.Value
	}
	t, _ := r.Text(n, what)
	return strings.TrimSpace(t)
}

// texts reads a list of texts; one text alone is a list of one.
func (r *reader) texts(n *yaml.Node, what string) []string {
	if n.Kind == yaml.ScalarNode {
		return []string{r.text(n, what)}
	}
	out := r.Texts(n, what)
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

var severities = []string{"error", "warning", "note"}

func (r *reader) severity(n *yaml.Node) finding.Severity {
	return finding.Severity(max(0, slices.Index(severities, r.Word(n, "级别", severities...))))
}

var checkKeys = []string{"code", "case", "name", "severity", "off", "each", "as", "rows", "groups", "set", "let", "when", "holds", "at", "unless", "expected",
	"sum", "message", "english", "hint"}

var codeForm = regexp.MustCompile(`^[A-Z]{1,3}[0-9]{1,3}$`)

// Parse reads the values of codes:, read-as:, collect: and checks: of a form file; each may be nil. file is for messages. Errors are a
// *finding.TemplateError with every mistake.
func Parse(file string, codes, readAs, collect, checks *yaml.Node) (*File, error) {
	r := reads(file)
	f := &File{Names: map[string]string{}}
	if readAs != nil {
		f.ReadAs = r.lets(readAs, "read-as")
	}
	if codes != nil {
		m, _ := r.Names(codes, "codes")
		for _, k := range m.Keys {
			f.Names[k] = r.text(m.Get(k), k)
		}
	}
	if collect != nil {
		f.Collect = r.lets(collect, "collect")
	}
	if checks != nil {
		if checks.Kind != yaml.SequenceNode {
			r.fail(checks, "每条一项：- code: …", "checks 应是列表")
		}
		ids := map[string]bool{}
		for _, n := range checks.Content {
			c := r.check(n)
			if ids[c.ID()] {
				r.fail(n, "用 case: 区分", "校验“%s”写了两次", c.ID())
			}
			ids[c.ID()] = true
			if f.Names[c.Code] == "" {
				r.fail(n, "在 codes: 里写 "+c.Code+": 名称", "校验的代码“%s”没有名称", c.Code)
			}
			f.Checks = append(f.Checks, c)
		}
		for i := range f.Checks {
			for _, u := range f.Checks[i].Unless {
				if !slices.ContainsFunc(f.Checks[:i], func(c Check) bool { return c.Code == u || c.ID() == u }) {
					r.fail(checks.Content[i], "", "校验“%s”的 unless 写了“%s”，它之前没有这条校验", f.Checks[i].ID(), u)
				}
			}
		}
	}
	if err := r.List.AsTemplate(); err != nil {
		return nil, err
	}
	return f, nil
}

// ParseReadAs reads the value of a layout's read-as: names and what they mean in checks.
func ParseReadAs(file string, n *yaml.Node) ([]Let, error) {
	r := reads(file)
	l := r.lets(n, "read-as")
	return l, r.List.AsTemplate()
}

func (r *reader) lets(n *yaml.Node, what string) (out []Let) {
	m, _ := r.Names(n, what)
	for _, k := range m.Keys {
		if !isName(k) {
			r.Errorf(m.At[k], fileCode, "只用汉字、字母、数字", "%s的名字“%s”不对", what, k)
		}
		out = append(out, Let{k, r.text(m.Get(k), k), r.Pos(m.At[k])})
	}
	return out
}

func (r *reader) check(n *yaml.Node) (c Check) {
	c.Pos = r.Pos(yamltree.At(n))
	m, _ := r.Mapping(n, "校验", checkKeys...)
	for _, k := range m.Keys {
		switch v := m.Get(k); k {
		case "code":
			if c.Code = r.text(v, k); !codeForm.MatchString(c.Code) {
				r.fail(v, "如 F1、S10", "校验的代码“%s”不对", c.Code)
			}
		case "case":
			c.Case = r.text(v, k)
		case "name":
			c.Name = r.text(v, k)
		case "severity":
			c.Severity = r.severity(v)
		case "off":
			c.Off = r.Bool(v, k)
		case "each":
			c.Each = r.texts(v, k)
		case "as":
			c.As = r.text(v, k)
		case "rows":
			c.Rows = r.text(v, k)
		case "groups":
			c.Groups = r.texts(v, k)
		case "set":
			c.Set = r.text(v, k)
		case "let":
			c.Let = r.lets(v, k)
		case "when":
			c.When = r.text(v, k)
		case "holds":
			c.Holds = r.text(v, k)
		case "at":
			c.At = r.text(v, k)
		case "unless":
			c.Unless = r.texts(v, k)
		case "expected":
			c.Expected = r.text(v, k)
		case "sum":
			c.Sum = r.text(v, k)
		case "message":
			c.Message = r.text(v, k)
		case "english":
			c.English = r.text(v, k)
		case "hint":
			c.Hint = r.text(v, k)
		}
	}
	for _, need := range []struct{ key, value string }{{"code", c.Code}, {"name", c.Name}, {"holds", c.Holds}, {"message", c.Message}} {
		if need.value == "" {
			r.fail(n, "", "校验“%s”缺 %s", c.ID(), need.key)
		}
	}
	switch {
	case (c.As == "") != (len(c.Each) == 0):
		r.fail(n, "each: [甲, 乙] 和 as: 名 一起写", "校验“%s”的 each 和 as 缺一个", c.ID())
	case len(c.Groups) > 0 && c.Rows == "":
		r.fail(n, "", "校验“%s”有 groups，还要写 rows", c.ID())
	case c.Set != "" && c.Rows != "":
		r.fail(n, "", "校验“%s”不能同时有 set 和 rows", c.ID())
	case c.Set == "" && c.At == "":
		r.fail(n, "写明问题在哪个字段", "校验“%s”缺 at", c.ID())
	}
	return c
}
