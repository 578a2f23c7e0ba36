package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/model/finding"
)

// reader collects what is wrong with a YAML file about checks.
type reader struct {
	file string
	list finding.List
}

func (r *reader) fail(n *yaml.Node, hint, format string, args ...any) {
	p := finding.Pos{File: r.file}
	if n != nil {
		p.Line, p.Col = n.Line, n.Column
	}
	r.list = append(r.list, finding.Finding{Code: "CHECK-FILE", Pos: p, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// pairs are the keys and values of a mapping.
func (r *reader) pairs(n *yaml.Node, what string, known []string) (out [][2]*yaml.Node) {
	if n.Kind != yaml.MappingNode {
		r.fail(n, "", "%s应是“键: 值”的集合", what)
		return nil
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		switch {
		case seen[k.Value]:
			r.fail(k, "只留一个", "%s的“%s”写了两次", what, k.Value)
		case known != nil && !slices.Contains(known, k.Value):
			r.fail(k, nearest(k.Value, known), "%s没有“%s”这一项", what, k.Value)
		default:
			seen[k.Value] = true
			out = append(out, [2]*yaml.Node{k, v})
		}
	}
	return out
}

func nearest(name string, known []string) string {
	if n := alike.Nearest(name, known); n != "" {
		return "是不是“" + n + "”？"
	}
	if len(known) <= 24 {
		return "可用：" + strings.Join(known, "、")
	}
	return ""
}

func (r *reader) text(n *yaml.Node, what string) string {
	if n.Kind != yaml.ScalarNode {
		r.fail(n, "", "%s应是文字", what)
		return ""
	}
	return strings.TrimSpace(n.Value)
}

// texts reads a list of texts; one text alone is a list of one.
func (r *reader) texts(n *yaml.Node, what string) (out []string) {
	if n.Kind == yaml.ScalarNode {
		return []string{r.text(n, what)}
	}
	if n.Kind != yaml.SequenceNode {
		r.fail(n, "写成 [甲, 乙]", "%s应是列表", what)
	}
	for _, c := range n.Content {
		out = append(out, r.text(c, what))
	}
	return out
}

var severities = []string{"error", "warning", "note"}

func (r *reader) severity(n *yaml.Node) finding.Severity {
	i := slices.Index(severities, n.Value)
	if i < 0 {
		r.fail(n, nearest(n.Value, severities), "级别不能是“%s”", n.Value)
		return finding.Error
	}
	return finding.Severity(i)
}

var checkKeys = []string{"code", "case", "name", "severity", "off", "each", "as", "rows", "groups", "set", "let", "when", "holds", "at", "unless", "expected",
	"sum", "message", "hint"}

var codeForm = regexp.MustCompile(`^[A-Z]{1,3}[0-9]{1,3}$`)

// Parse reads the values of codes:, read-as:, collect: and checks: of a form file; each may be nil. file is for messages. Errors are a
// *finding.TemplateError with every mistake.
func Parse(file string, codes, readAs, collect, checks *yaml.Node) (*File, error) {
	r := &reader{file: file}
	f := &File{Names: map[string]string{}}
	if readAs != nil {
		f.ReadAs = r.lets(readAs, "read-as")
	}
	if codes != nil {
		for _, p := range r.pairs(codes, "codes", nil) {
			f.Names[p[0].Value] = r.text(p[1], p[0].Value)
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
					r.list = append(r.list, finding.Finding{Code: "CHECK-FILE", Pos: f.Checks[i].Pos, Message: fmt.Sprintf("校验“%s”的 unless 写了“%s”，它之前没有这条校验", f.Checks[i].ID(), u)})
				}
			}
		}
	}
	if err := r.list.AsTemplate(); err != nil {
		return nil, err
	}
	return f, nil
}

// ParseReadAs reads the value of a layout's read-as: names and what they mean in checks.
func ParseReadAs(file string, n *yaml.Node) ([]Let, error) {
	r := &reader{file: file}
	l := r.lets(n, "read-as")
	return l, r.list.AsTemplate()
}

func (r *reader) lets(n *yaml.Node, what string) (out []Let) {
	for _, p := range r.pairs(n, what, nil) {
		if !isName(p[0].Value) {
			r.fail(p[0], "只用汉字、字母、数字", "%s的名字“%s”不对", what, p[0].Value)
		}
		out = append(out, Let{p[0].Value, r.text(p[1], p[0].Value), finding.Pos{File: r.file, Line: p[0].Line, Col: p[0].Column}})
	}
	return out
}

func (r *reader) check(n *yaml.Node) (c Check) {
	c.Pos = finding.Pos{File: r.file, Line: n.Line, Col: n.Column}
	for _, p := range r.pairs(n, "校验", checkKeys) {
		k, v := p[0].Value, p[1]
		switch k {
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
			c.Off = v.Value == "true"
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
