package check

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
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

var codeForm = pattern.Late(`^[A-Z]{1,3}[0-9]{1,3}$`)

// Nodes are the parts of a form file that are about checks; each may be nil.
type Nodes struct{ Codes, ReadAs, Given, Collect, Checks *yaml.Node }

// Parse reads the checks of a form file. file is for messages. Errors: *finding.TemplateError with every mistake.
func Parse(file string, n Nodes) (*File, error) {
	r := reads(file)
	f := &File{Names: map[string]string{}}
	if n.ReadAs != nil {
		f.ReadAs = r.lets(n.ReadAs, "read-as")
	}
	if n.Codes != nil {
		m, _ := r.Names(n.Codes, "codes")
		for _, k := range m.Keys {
			f.Names[k] = r.text(m.Get(k), k)
		}
	}
	if n.Given != nil {
		f.Given = r.given(n.Given)
	}
	if n.Collect != nil {
		f.Collect = r.lets(n.Collect, "collect")
	}
	if n.Checks != nil {
		f.Checks = r.checks(n.Checks)
	}
	if err := r.List.AsTemplate(); err != nil {
		return nil, err
	}
	return f, nil
}

// checks reads the list of checks.
func (r *reader) checks(n *yaml.Node) (out []Check) {
	if n.Kind != yaml.SequenceNode {
		r.fail(n, "每条一项：- code: …", "checks 应是列表")
	}
	ids := map[string]bool{}
	for _, item := range n.Content {
		c := r.check(item)
		if ids[c.ID()] {
			r.fail(item, "用 case: 区分", "校验“%s”写了两次", c.ID())
		}
		ids[c.ID()] = true
		out = append(out, c)
	}
	return out
}

// given reads the other papers a form may be held against.
func (r *reader) given(n *yaml.Node) (out []Material) {
	m, _ := r.Names(n, "given")
	for _, name := range m.Keys {
		g := Material{Name: name, Pos: r.Pos(m.At[name])}
		if !isName(name) {
			r.Errorf(m.At[name], fileCode, "只用汉字、字母、数字", "given的名字“%s”不对", name)
		}
		k, _ := r.Mapping(m.Get(name), "given 的“"+name+"”", "forms", "whole", "has", "like", "batch",
			"in", "same", "paper", "by", "needs", "unit", "columns")
		for key, to := range map[string]*string{"whole": &g.Whole, "like": &g.Like, "same": &g.Same, "paper": &g.Paper,
			"by": &g.By, "needs": &g.Needs, "unit": &g.Unit} {
			if v := k.Get(key); v != nil {
				*to = r.text(v, key)
			}
		}
		for key, to := range map[string]*[]string{"forms": &g.Forms, "has": &g.Has} {
			if v := k.Get(key); v != nil {
				*to = r.texts(v, key)
			}
		}
		if v := k.Get("batch"); v != nil {
			g.Batch = r.Bool(v, "batch")
		}
		if v := k.Get("like"); v != nil && !slices.ContainsFunc(out, func(m Material) bool { return m.Name == g.Like }) {
			r.fail(v, "材料写在前面", "given 的“%s”的 like：没有“%s”", name, g.Like)
		}
		if v := k.Get("in"); v != nil {
			g.Of, g.Rows, _ = strings.Cut(r.text(v, "in"), ".")
			known := func(m Material) bool { return m.Name == g.Of }
			if g.Rows == "" || !slices.ContainsFunc(out, known) {
				r.fail(v, "写成 材料.列表，材料写在前面", "given 的“%s”不知在哪里：%s", name, v.Value)
			}
		}
		g.Columns = r.columns(k.Get("columns"), g.Unit != "")
		if len(g.Columns) == 0 && k.Node != nil {
			r.Errorf(m.At[name], fileCode, "", "given 的“%s”缺 columns", name)
		}
		out = append(out, g)
	}
	return out
}

var columnKinds = map[string]model.Kind{"text": model.Text, "number": model.Number, "money": model.Money}

// columns reads the columns of a material: 预算数: money, or 预算数: {kind: money, or: [全年预算数]}.
func (r *reader) columns(n *yaml.Node, unit bool) (out []Column) {
	if n == nil {
		return nil
	}
	m, _ := r.Names(n, "columns")
	for _, name := range m.Keys {
		c := Column{Name: name}
		kind := m.Get(name)
		if kind.Kind == yaml.MappingNode {
			k, _ := r.Mapping(kind, name, "kind", "or")
			c.Or = r.Texts(k.Get("or"), "or")
			kind = k.Get("kind")
		}
		if kind == nil {
			r.Errorf(m.At[name], fileCode, "写 text、number 或 money", "列“%s”没有写明 kind", name)
			continue
		}
		c.Kind = columnKinds[r.Word(kind, name, "text", "number", "money")]
		if c.Kind == model.Money && !unit {
			r.fail(kind, "写 unit: 单位，即说明金额单位的那一项", "列“%s”是金额，还要写明 unit", name)
		}
		out = append(out, c)
	}
	return out
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
			hint := "只用汉字、字母、数字"
			if what == "read-as" && strings.Contains(k, ".") {
				hint = "写它自己的名字，不写在哪一组、哪个列表里：" + k[strings.LastIndex(k, ".")+1:] + ": 一个算式"
			}
			r.Errorf(m.At[k], fileCode, hint, "%s的名字“%s”不对", what, k)
		}
		l := Let{Name: k, Pos: r.Pos(m.At[k])}
		if all := r.texts(m.Get(k), k); len(all) > 0 {
			l.Expr, l.Or = all[0], all[1:]
		}
		out = append(out, l)
	}
	return out
}

func (r *reader) check(n *yaml.Node) (c Check) {
	c.Pos = r.Pos(yamltree.At(n))
	texts := map[string]*string{"code": &c.Code, "case": &c.Case, "name": &c.Name, "as": &c.As, "for": &c.For,
		"rows": &c.Rows, "set": &c.Set, "among": &c.Among, "near": &c.Near, "of": &c.Of, "when": &c.When, "error-when": &c.Strict, "note-when": &c.Lenient,
		"holds": &c.Holds, "at": &c.At, "expected": &c.Expected,
		"sum": &c.Sum, "message": &c.Message, "english": &c.English, "hint": &c.Hint, "advice": &c.Advice}
	lists := map[string]*[]string{"each": &c.Each, "groups": &c.Groups, "unless": &c.Unless,
		"readings": &c.Readings}
	known := append(slices.Sorted(maps.Keys(texts)), slices.Sorted(maps.Keys(lists))...)
	m, _ := r.Mapping(n, "校验", append(known, "severity", "off", "let", "alike", "from")...)
	for _, k := range m.Keys {
		v := m.Get(k)
		switch {
		case texts[k] != nil:
			*texts[k] = r.text(v, k)
		case lists[k] != nil:
			*lists[k] = r.texts(v, k)
		case k == "severity":
			c.Severity = r.severity(v)
		case k == "off":
			c.Off = r.Bool(v, k)
		case k == "let":
			c.Let = r.lets(v, k)
		case k == "alike":
			c.Alike = r.count(v, k)
		case k == "from":
			c.From = r.count(v, k)
		}
	}
	if m.Has("code") && !codeForm.MatchString(c.Code) {
		r.fail(m.Get("code"), "如 F1、S10", "校验的代码“%s”不对", c.Code)
	}
	for _, need := range []string{"code", "name", "holds", "message"} {
		if *texts[need] == "" {
			r.fail(n, "", "校验“%s”缺 %s", c.ID(), need)
		}
	}
	switch {
	case (c.As == "") != (len(c.Each) == 0):
		r.fail(n, "each: [甲, 乙] 和 as: 名 一起写", "校验“%s”的 each 和 as 缺一个", c.ID())
	case len(c.Groups) > 0 && c.Rows == "":
		r.fail(n, "", "校验“%s”有 groups，还要写 rows", c.ID())
	case (c.Near == "") != (c.Alike == 0):
		r.fail(n, "near: 纹 和 alike: 85 一起写", "校验“%s”的 near 和 alike 缺一个", c.ID())
	case c.Set == "" && c.Among+c.Near+c.Of != "":
		r.fail(n, "写 set: 全部 或 collect 的一项", "校验“%s”有 among、near 或 of，还要写 set", c.ID())
	case c.Set != "" && c.Rows != "":
		r.fail(n, "", "校验“%s”不能同时有 set 和 rows", c.ID())
	case c.Set == "" && c.At == "":
		r.fail(n, "写明问题在哪个字段", "校验“%s”缺 at", c.ID())
	}
	return c
}

// count reads a whole number from 1 to 100.
func (r *reader) count(n *yaml.Node, what string) int {
	i, err := strconv.Atoi(r.text(n, what))
	if err != nil || i < 1 || i > 100 {
		r.fail(n, "写 1 到 100 的整数", "%s 不能是“%s”", what, n.Value)
	}
	return i
}
