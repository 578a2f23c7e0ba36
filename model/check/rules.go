package check

import (
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"

	"go.yaml.in/yaml/v3"
)

// Rules change checks: a layout's, or those of a file given to a run.
type Rules struct {
	Name   string // 版式 self-evaluation/shanghai, 规则文件 县局.yaml
	Grades []Grade
	Params model.Params // settings that replace the layout's; only of a rules file
}

// Grade switches one check off or gives it another severity; ID is a code (all its cases) or a code with its case.
type Grade struct {
	ID    string
	Off   bool
	Grade *finding.Severity
	Pos   finding.Pos
}

// find is the last grade that speaks of c; one with the case wins over one with the code alone.
func (r *Rules) find(c *Check) (g Grade, ok bool) {
	for _, x := range r.Grades {
		if x.ID == c.ID() || x.ID == c.Code && !(ok && g.ID == c.ID()) {
			g, ok = x, true
		}
	}
	return g, ok
}

// ParseGrades reads the value of a layout's checks: a mapping of code to off, on, error, warning or note.
func ParseGrades(file string, n *yaml.Node) ([]Grade, error) {
	r := &reader{file: file}
	g := r.grades(n)
	return g, r.list.AsTemplate()
}

func (r *reader) grades(n *yaml.Node) (out []Grade) {
	for _, p := range r.pairs(n, "checks", nil) {
		k, v := p[0], p[1]
		g := Grade{ID: k.Value, Pos: finding.Pos{File: r.file, Line: k.Line, Col: k.Column}}
		switch v.Value {
		case "off", "false", "关闭":
			g.Off = true
		case "on", "true", "启用":
		case "错误", "警告", "提示":
			sev := finding.Severity(map[string]int{"错误": 0, "警告": 1, "提示": 2}[v.Value])
			g.Grade = &sev
		default:
			sev := r.severity(v)
			g.Grade = &sev
		}
		out = append(out, g)
	}
	return out
}

// ParseRules reads a rules file:
//
//	checks: {F6: off, V3: note, F2.舍入: 关闭}
//	params: {评分容差: "0.5"}
func ParseRules(file string, data []byte) (Rules, error) {
	r := &reader{file: file}
	out := Rules{Name: "规则文件 " + file, Params: model.Params{}}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil || len(doc.Content) == 0 {
		r.fail(nil, "写成 checks: {F6: off}", "规则文件不是正确的 YAML，或是空的")
		return out, r.list.AsTemplate()
	}
	for _, p := range r.pairs(doc.Content[0], "规则文件", []string{"checks", "params"}) {
		if p[0].Value == "checks" {
			out.Grades = r.grades(p[1])
			continue
		}
		for _, q := range r.pairs(p[1], "params", nil) {
			out.Params[q[0].Value] = r.text(q[1], q[0].Value)
		}
	}
	return out, r.list.AsTemplate()
}
