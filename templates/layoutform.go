package templates

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
)

// usualName is what a layout is called that says no name: the form's, with the place.
func usualName(form, place string) string {
	if place == "" {
		return form
	}
	return form + "（" + place + "）"
}

// readForm applies fields: and without: to the form and prepares it.
func (l *loader) readForm(ff *formFile, m yamltree.Mapping) bool {
	l.form = ff.form
	earlier := len(l.List) // of other keys: they do not hide what else is wrong
	body := &model.Field{Kind: model.Group, Fields: ff.form.Fields}
	if v := m.Get("fields"); v != nil {
		fm, _ := l.Names(v, "fields")
		for _, key := range fm.Keys {
			for _, p := range namesakes(key) {
				parent, name, ok := l.walk(body, p, fm.At[key])
				if !ok {
					continue
				}
				if old := parent.Field(name); old != nil {
					ff.changeField(l.Source, old, fm.Get(key))
				} else if checkName(l.Source, name, fm.At[key]) {
					if fd := ff.readField(l.Source, name, fm.At[key], fm.Get(key), nil, 0); fd != nil {
						parent.Fields = append(parent.Fields, fd)
					}
				}
			}
		}
	}
	if v := m.Get("without"); v != nil {
		for i, p := range l.Texts(v, "without") {
			parent, name, ok := l.walk(body, p, yamltree.At(v.Content[i]))
			if !ok {
				continue
			}
			k := slices.IndexFunc(parent.Fields, func(f *model.Field) bool { return f.Name == name })
			if k < 0 {
				l.Errorf(yamltree.At(v.Content[i]), "LAYOUT-UNKNOWN-FIELD", yamltree.DidYouMean(name, fieldNames(parent)), "表单没有字段“%s”", p)
				continue
			}
			parent.Fields = slices.Delete(slices.Clone(parent.Fields), k, k+1)
			l.doWithout(p, yamltree.At(v.Content[i]))
		}
	}
	ff.form.Fields = body.Fields
	if l.List[earlier:].HasErrors() || ff.List.HasErrors() {
		l.List = append(l.List, ff.List...)
		return false
	}
	if list := ff.prepare(); len(list) > 0 {
		l.List = append(l.List, list...)
		return false
	}
	if list := ff.summary(); len(list) > 0 { // it is no mistake if the layout left out what is named
		if base, _ := l.layout.fresh(); base != nil && len(base.prepare()) == 0 {
			list = base.summary()
		}
		if l.List = append(l.List, list...); len(list) > 0 {
			return false
		}
	}
	l.layout.Form = ff.form
	return true
}

// namesakes are the paths of fields that are defined alike: 财政处室, 资金.本级, 其他: text. One without a dot stands in the
// group of the one before it.
func namesakes(key string) []string {
	paths := alikeNames(key)
	for i := range paths {
		if i > 0 && !strings.Contains(paths[i], ".") {
			if k := strings.LastIndexByte(paths[i-1], '.'); k >= 0 {
				paths[i] = paths[i-1][:k+1] + paths[i]
			}
		}
	}
	return paths
}

// alikeNames are the names of a key that stands for several fields defined alike: 制表人, 审核人: text. A key with spaces
// at an end stays as it is: it is one name, and a wrong one.
func alikeNames(key string) []string {
	names := strings.Split(key, ", ")
	for i := 1; i < len(names); i++ {
		names[i] = strings.TrimSpace(names[i])
	}
	return names
}

// walk finds the group that holds the last name of a dotted path.
func (l *loader) walk(body *model.Field, p string, where yamltree.Pos) (parent *model.Field, name string, ok bool) {
	parts := strings.Split(p, ".")
	parent = body
	for _, n := range parts[:len(parts)-1] {
		next := parent.Field(n)
		if next == nil || len(next.Fields) == 0 {
			l.Errorf(where, "LAYOUT-UNKNOWN-FIELD", yamltree.DidYouMean(n, fieldNames(parent)), "表单没有“%s”这一组", n)
			return nil, "", false
		}
		parent = next
	}
	return parent, parts[len(parts)-1], true
}

func fieldNames(f *model.Field) []string {
	var names []string
	for _, c := range f.Fields {
		names = append(names, c.Name)
	}
	return names
}
