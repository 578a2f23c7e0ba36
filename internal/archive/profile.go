package archive

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Profile is what an archive asks for: other names of the elements, and what no form says.
type Profile struct {
	Text []byte // the file, which goes into the packet; nil: no profile

	namespace string
	names     map[string]string // of elements, by ours
	values    map[string]string
	forms     map[string]map[string]string // values of one kind of form, by its id
}

var xmlName = pattern.Late(`^[\p{L}_][\p{L}\p{Nd}_.-]*$`)

// ReadProfile reads a profile:
//
//	namespace: http://example.org/archive
//	elements: {题名: title, 责任者: creator}
//	values: {全宗号: J012, 移交单位: 某某市财政局, 保管期限: 30年}
//	forms:
//	  self-evaluation: {保管期限: 永久}
func ReadProfile(file string, text []byte) (*Profile, error) {
	p := &Profile{Text: text, names: map[string]string{}, values: map[string]string{}, forms: map[string]map[string]string{}}
	s := yamltree.Read(file, text, yamltree.Options{Code: "ARCHIVE-PROFILE"})
	if s.Root == nil {
		return nil, s.List.AsData()
	}
	m, _ := s.Mapping(s.Root, "归档约定", "namespace", "elements", "values", "forms")
	if n := m.Get("namespace"); n != nil {
		p.namespace, _ = s.Text(n, "namespace")
		if p.namespace != strings.TrimSpace(p.namespace) || p.namespace == "" {
			s.Errorf(yamltree.At(n), "ARCHIVE-PROFILE", "例如 http://example.org/archive", "namespace 不能空着，前后也不能有空格")
		}
	}
	if n := m.Get("elements"); n != nil {
		known := root.names()
		e, _ := s.Mapping(n, "elements", known...)
		used := map[string]string{}
		for _, k := range known {
			used[k] = k
		}
		for _, k := range e.Keys {
			delete(used, k)
		}
		for _, k := range e.Keys {
			v, _ := s.Text(e.Get(k), k)
			if !xmlName.MatchString(v) {
				s.Errorf(yamltree.At(e.Get(k)), "ARCHIVE-PROFILE", "用字母、汉字开头，不带空格和冒号", "“%s”不能作元素的名称", v)
			} else if other, taken := used[v]; taken {
				s.Errorf(yamltree.At(e.Get(k)), "ARCHIVE-PROFILE", "一个名称只给一个元素", "“%s”已是“%s”的名称", v, other)
			}
			used[v], p.names[k] = k, v
		}
	}
	values := func(n *yaml.Node, what string) map[string]string {
		out := map[string]string{}
		v, _ := s.Mapping(n, what, given...)
		for _, k := range v.Keys {
			out[k], _ = s.Text(v.Get(k), k)
		}
		return out
	}
	if n := m.Get("values"); n != nil {
		p.values = values(n, "values")
	}
	if n := m.Get("forms"); n != nil {
		f, _ := s.Names(n, "forms")
		for _, k := range f.Keys {
			p.forms[k] = values(f.Get(k), k)
		}
	}
	if slices.ContainsFunc(s.List, func(f finding.Finding) bool { return f.Severity == finding.Error }) {
		return nil, s.List.AsData()
	}
	return p, nil
}

// space is the namespace of the metadata.
func (p *Profile) space() string {
	if p == nil || p.namespace == "" {
		return Namespace
	}
	return p.namespace
}

// name is what an element is called here.
func (p *Profile) name(ours string) string {
	if p != nil && p.names[ours] != "" {
		return p.names[ours]
	}
	return ours
}

// value is what a form of a kind has for an element.
func (p *Profile) value(kind, element string) string {
	if p == nil {
		return ""
	}
	if v, ok := p.forms[kind][element]; ok {
		return v
	}
	return p.values[element]
}
