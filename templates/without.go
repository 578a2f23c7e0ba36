package templates

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// removed is a field that a layout does without: its dotted path, and where the layout says so.
type removed struct {
	path string
	at   finding.Pos
}

// doWithout notes a field that is left out.
func (l *loader) doWithout(path string, at yamltree.Pos) {
	l.gone = append(l.gone, removed{path, l.Pos(at)})
}

// blame tells of fields that are missing because the layout does without them what they are still needed for, and what
// to do: where the layout says so, if what needs them stands in a file of somebody else's.
func (l *loader) blame(list finding.List) finding.List {
	if len(l.gone) == 0 {
		return list
	}
	var out finding.List
	told := map[string]bool{}
	for _, f := range list {
		name, ok := missingName(f)
		for _, g := range l.gone {
			if !ok || name != g.path[strings.LastIndexByte(g.path, '.')+1:] {
				continue
			}
			switch field := l.computedAt(f.Message); {
			case field != "":
				f.Pos, f.Hint = g.at, fmt.Sprintf(`写 fields: {%s: {compute: ""}}，不再算它，照填的印；或写另一个算式`, field)
				f.Message = fmt.Sprintf("“%s”不要了，可是“%s”还由它算出", g.path, strings.ReplaceAll(field, ".", " "))
			case f.Pos.File != l.layout.File:
				f.Message = fmt.Sprintf("“%s”不要了，可是从 %s 取来的行还印它", g.path, f.Pos.File)
				f.Pos, f.Hint = g.at, "在 changes 里用 drop 去掉印它的行，或用 replace 重画"
			default:
				f.Message, f.Hint = fmt.Sprintf("“%s”写进了 without，这里还用它", g.path), "从 without 里去掉，或者不用它"
			}
			break
		}
		if key := fmt.Sprint(f.Pos, f.Code, f.Message); !told[key] {
			told[key] = true
			out = append(out, f)
		}
	}
	return out
}

// missingName is the name that a finding says there is none of.
func missingName(f finding.Finding) (string, bool) {
	if f.Code != "TEMPLATE-EXPRESSION" && f.Code != "LAYOUT-UNKNOWN-FIELD" && f.Code != "LAYOUT-EXPRESSION" {
		return "", false
	}
	_, rest, ok := strings.Cut(f.Message, "没有名为“")
	if !ok {
		return "", false
	}
	name, _, ok := strings.Cut(rest, "”")
	return name, ok
}

// computedAt is the dotted path of the field whose expression, or condition, a finding is about; empty: of none.
func (l *loader) computedAt(message string) (path string) {
	place, rest, ok := strings.Cut(strings.TrimPrefix(message, "“"), "”的")
	if !ok || !strings.HasPrefix(rest, "算式") && !strings.HasPrefix(rest, "计算条件") {
		return ""
	}
	var walk func(fields []*model.Field, at string)
	walk = func(fields []*model.Field, at string) {
		for _, f := range fields {
			if f.Place() == place {
				path = at + f.Name
			}
			walk(f.Fields, at+f.Name+".")
		}
	}
	walk(l.form.Fields, "")
	return path
}

// unprinted warns of fields the layout prints nowhere: a record that fills one in will be refused.
func (l *loader) unprinted(ff *formFile) {
	var names, said []string // as without: has them, a group of which nothing is printed as one; and with how many are in it
	n := 0
	var visit func(f *model.Field, prefix string) (missing, fields int)
	visit = func(f *model.Field, prefix string) (missing, fields int) {
		if len(f.Fields) == 0 {
			if !l.printed[f] && !f.Aside {
				names, said, missing = append(names, prefix+f.Name), append(said, prefix+f.Name), 1
			}
			return missing, 1
		}
		from := len(names)
		for _, c := range f.Fields {
			m, k := visit(c, prefix+f.Name+".")
			missing, fields = missing+m, fields+k
		}
		if missing == fields && fields > 1 {
			names = append(names[:from], prefix+f.Name)
			said = append(said[:from], fmt.Sprintf("%s（%d 项）", prefix+f.Name, fields))
		}
		return missing, fields
	}
	for _, f := range l.layout.Form.Fields {
		m, _ := visit(f, "")
		n += m
	}
	top := yamltree.Pos{Line: 1, Col: 1}
	switch {
	case n == 1:
		l.Warnf(top, "LAYOUT-FIELD-NOT-PRINTED", "在表上给它一格，或写进 without:", "字段“%s”没有打印的地方，记录填了它就不能打印", names[0])
	case n > 1:
		l.Warnf(top, "LAYOUT-FIELD-NOT-PRINTED", "在表上给它们各一格，或在 without 里加上 ["+strings.Join(names, ", ")+"]",
			"%d 个字段没有打印的地方，记录填了就不能打印：%s", n, strings.Join(said, "、"))
	}
}
