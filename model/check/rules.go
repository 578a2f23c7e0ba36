package check

import (
	"cmp"

	"github.com/gongbiao/gongbiao/internal/yamltree"
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
	r := reads(file)
	g := r.grades(n)
	return g, r.List.AsTemplate()
}

func (r *reader) grades(n *yaml.Node) (out []Grade) {
	m, _ := r.Names(n, "checks")
	for _, k := range m.Keys {
		g := Grade{ID: k, Pos: r.Pos(m.At[k])}
		switch v := m.Get(k); v.Value {
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
	out := Rules{Name: "规则文件 " + file, Params: model.Params{}}
	r := &reader{*yamltree.Read(file, data, yamltree.Options{Code: fileCode})}
	if r.Root == nil {
		for i := range r.List {
			r.List[i].Hint = cmp.Or(r.List[i].Hint, "写成 checks: {F6: off}")
		}
		return out, r.List.AsTemplate()
	}
	m, _ := r.Mapping(r.Root, "规则文件", "checks", "params")
	if n := m.Get("checks"); n != nil {
		out.Grades = r.grades(n)
	}
	if n := m.Get("params"); n != nil {
		p, _ := r.Names(n, "params")
		for _, k := range p.Keys {
			out.Params[k] = r.text(p.Get(k), k)
		}
	}
	return out, r.List.AsTemplate()
}
