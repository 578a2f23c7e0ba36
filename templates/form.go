package templates

import (
	"cmp"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/summary"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// formFile is a form.yaml read into a model.Form that is not prepared yet.
type formFile struct {
	*notation.Source
	form   *model.Form
	types  map[string]*yaml.Node
	fields int
	from   fs.FS  // where its checks.yaml lies; nil: it has none
	folder string // in from

	library *Library // whose library of checks it has
}

var kinds = map[string]model.Kind{"text": model.Text, "number": model.Number, "money": model.Money,
	"rate": model.Rate, "score": model.Score,
	"date": model.Date, "year": model.Year, "choice": model.Choice, picture: model.Text, "group": model.Group, "list": model.Rows}
var kindWords = []string{"text", "number", "money", "rate", "score", "date", "year", "choice", "picture", "group", "list"}

// picture is the kind of a text that is a picture.
const picture = "picture"

// maxFields is how many fields a form may have, types written out.
const maxFields = 3000

// readForm reads form.yaml. Problems are in its source; the form is not prepared yet.
func readForm(file string, data []byte) *formFile {
	f := &formFile{Source: notation.Read(file, data), form: &model.Form{}, types: map[string]*yaml.Node{}}
	if f.Root == nil {
		return f
	}
	m, ok := f.Mapping(f.Root, "表单", formKeys...)
	if !ok {
		return f
	}
	for key, to := range map[string]*string{"form": &f.form.ID, "name": &f.form.Name, "title": &f.form.Title,
		"author": &f.form.Author, "subject": &f.form.Subject} {
		if v := m.Get(key); v != nil {
			*to, _ = f.Text(v, key)
		}
	}
	for _, key := range []string{"form", "name", "fields"} {
		if !m.Has(key) {
			f.Errorf(yamltree.At(f.Root), "FORM-MISSING-KEY", "", "表单缺“%s”", key)
		}
	}
	if v := m.Get("sparse"); v != nil {
		f.form.Sparse = f.Bool(v, "sparse")
	}
	f.readParams(m.Get("params"))
	if n := m.Get("types"); n != nil {
		t, _ := f.Names(n, "types")
		for _, name := range t.Keys {
			if checkName(f.Source, name, t.At[name]) {
				f.types[name] = t.Get(name)
			}
		}
	}
	if n := m.Get("fields"); n != nil {
		f.form.Fields = f.readFields(f.Source, n, nil, 0)
	}
	f.readHints(m.Get("hints"))
	if f.readSummary(m.Get("summary")); !m.Has("summary") {
		f.form.Summary = olderSummary(f.form.ID)
	}
	return f
}

// readSummary reads what tables and reports over many forms take from each. Its expressions are compiled when the form
// is prepared.
func (f *formFile) readSummary(n *yaml.Node) {
	if n == nil {
		return
	}
	s := &f.form.Summary
	texts := map[string]*string{"title": &s.Title, "unit": &s.Unit, "budget": &s.Budget, "spent": &s.Spent, "rate": &s.Rate,
		"score": &s.Score, "grade": &s.Grade, "grades": &s.Grades}
	lists := map[string]*[]string{"groups": &s.Groups, "rows": &s.Rows}
	known := slices.Concat(slices.Sorted(maps.Keys(texts)), slices.Sorted(maps.Keys(lists)))
	m, _ := f.Mapping(n, "summary", known...)
	s.Pos = map[string][]finding.Pos{}
	for _, k := range m.Keys {
		switch v := m.Get(k); {
		case texts[k] != nil:
			*texts[k], _ = f.Text(v, k)
			s.Pos[k] = []finding.Pos{f.Pos(yamltree.At(v))}
		case lists[k] != nil:
			*lists[k] = f.Texts(v, k)
			for _, item := range v.Content {
				s.Pos[k] = append(s.Pos[k], f.Pos(yamltree.At(item)))
			}
		}
	}
}

// readHints reads what a workbook to be filled in says live. The expressions are compiled by whoever writes the
// workbook: a layout may have left out what they name.
func (f *formFile) readHints(n *yaml.Node) {
	if n == nil {
		return
	}
	if n.Kind != yaml.SequenceNode {
		f.Errorf(yamltree.At(n), "FORM-HINT", "", "hints 应是列表")
		return
	}
	for _, item := range n.Content {
		m, ok := f.Mapping(item, "提示", "rows", "holds", "at", "message")
		if !ok {
			continue
		}
		h := model.Hint{Pos: f.Pos(yamltree.At(item))}
		for key, to := range map[string]*string{"rows": &h.Rows, "holds": &h.Holds, "at": &h.At, "message": &h.Message} {
			if v := m.Get(key); v != nil {
				*to, _ = f.Text(v, key)
			} else if key != "rows" {
				f.Errorf(yamltree.At(item), "FORM-HINT", "", "提示缺“%s”", key)
			}
		}
		f.form.Hints = append(f.form.Hints, h)
	}
}

func (f *formFile) readParams(n *yaml.Node) {
	if n == nil {
		return
	}
	m, _ := f.Names(n, "params")
	for _, name := range m.Keys {
		v := m.Get(name)
		p := model.Param{Name: name, Pos: f.Pos(m.At[name])}
		if v.Kind == yaml.ScalarNode {
			p.Default, _ = f.Text(v, name)
		} else if d, ok := f.Mapping(v, "参数", "default", "choices"); ok {
			p.Default, _ = f.Text(d.Get("default"), "default")
			p.Choices = f.Texts(d.Get("choices"), "choices")
			if !d.Has("default") {
				f.Errorf(m.At[name], "FORM-PARAM", "", "参数“%s”缺 default", name)
			} else if len(p.Choices) > 0 && !slices.Contains(p.Choices, p.Default) {
				f.Errorf(yamltree.At(d.Get("default")), "FORM-PARAM", yamltree.DidYouMean(p.Default, p.Choices),
					"参数“%s”的 default 不在 choices 之中", name)
			}
		}
		f.form.Params = append(f.form.Params, p)
	}
}

// checkName says whether a name can be written in layouts and expressions.
func checkName(s *notation.Source, name string, at yamltree.Pos) bool {
	switch {
	case name == "" || strings.TrimSpace(name) != name || strings.ContainsAny(name, ".:|{}$=\"'`\\\n\t<>[]"):
		s.Errorf(at, "FORM-FIELD-NAME", "", "字段名“%s”不能为空，首尾不能有空格，不能含 . : | { } [ ] $ = < > \\ 和引号", name)
	case slices.Contains([]string{"form", "序号", "本组", "本表", "本行", "参数", "勾选", "勾", "√", "印章", "图", "true", "false", "nil"}, name):
		s.Errorf(at, "FORM-FIELD-NAME", "换一个名字", "“%s”是保留的名字，不能作字段名", name)
	case strings.Contains(name, ","):
		s.Warnf(at, "FORM-FIELD-NAME", "几个一样的字段写在一行，逗号后空一格：甲, 乙: text", "“%s”是一个字段，名字里有逗号", name)
		return true
	default:
		return true
	}
	return false
}

// readFields reads a mapping of fields. in is the chain of types being read, to find a type that holds itself.
func (f *formFile) readFields(s *notation.Source, n *yaml.Node, in []string, depth int) []*model.Field {
	m, ok := s.Names(n, "fields")
	if !ok {
		return nil
	}
	var out []*model.Field
	for _, key := range m.Keys {
		for _, name := range alikeNames(key) {
			if !checkName(s, name, m.At[key]) {
				continue
			}
			if slices.ContainsFunc(out, func(x *model.Field) bool { return x.Name == name }) {
				s.Errorf(m.At[key], "TEMPLATE-DUPLICATE-KEY", "", "字段“%s”重复", name)
			} else if fd := f.readField(s, name, m.At[key], m.Get(key), in, depth); fd != nil {
				out = append(out, fd)
			}
		}
	}
	return out
}

// formKeys are those of a form file.
var formKeys = []string{"form", "name", "title", "author", "subject", "sparse", "params", "types", "fields", "hints", "summary",
	"codes", "read-as", "given", "collect", "checks", "declares"}

var fieldKeys = []string{"kind", "type", "required", "multiple", "choices", "format", "compute", "when", "max-length", "hint", "printed", "fields"}

func (f *formFile) readField(s *notation.Source, name string, where yamltree.Pos, n *yaml.Node, in []string, depth int) *model.Field {
	if f.fields++; f.fields > maxFields || depth > yamltree.MaxDepth {
		s.Errorf(where, "FORM-TOO-LARGE", "", "字段超过 %d 个或嵌套超过 %d 层", maxFields, yamltree.MaxDepth)
		return nil
	}
	fd := &model.Field{Name: name, Pos: s.Pos(where)}
	if n.Kind == yaml.ScalarNode { // 项目名称: text
		t, ok := s.Text(n, name)
		if !ok {
			return nil
		}
		if k, ok := kinds[t]; ok && k != model.Group && k != model.Rows && k != model.Choice {
			fd.Kind, fd.Picture = k, t == picture
		} else if f.types[t] != nil {
			fd.Kind = model.Group
			fd.Fields = f.typed(t, yamltree.At(n), s, in, depth)
		} else {
			unknownKind(s, n, t, f)
		}
		return fd
	}
	m, ok := s.Mapping(n, "字段", fieldKeys...)
	if !ok {
		return nil
	}
	if v := m.Get("kind"); v != nil {
		t, _ := s.Text(v, "kind")
		k, known := kinds[t]
		if !known {
			unknownKind(s, v, t, f)
		}
		fd.Kind, fd.Picture = k, t == picture
	} else if m.Has("type") || m.Has("fields") {
		fd.Kind = model.Group
	} else if m.Has("choices") && !m.Has("compute") {
		fd.Kind = model.Choice
	} else {
		s.Errorf(where, "FORM-FIELD", "可用："+strings.Join(kindWords, "、"), "字段“%s”没有写明 kind", name)
	}
	if v := m.Get("type"); v != nil {
		if t, ok := s.Text(v, "type"); ok {
			fd.Fields = f.typed(t, yamltree.At(v), s, in, depth)
		}
	}
	if v := m.Get("fields"); v != nil {
		f.mergeFields(s, fd, v, in, depth)
	}
	f.setField(s, fd, m)
	if holds := fd.Kind == model.Group || fd.Kind == model.Rows; holds != (len(fd.Fields) > 0) && !(holds && m.Has("type")) {
		if holds {
			s.Errorf(where, "FORM-FIELD", "用 fields: 或 type: 写出", "“%s”没有下级字段", name)
		} else {
			s.Errorf(where, "FORM-FIELD", "要有下级字段，写 kind: list（多行）或去掉 kind", "“%s”的 kind 不能有下级字段", name)
		}
	}
	if fd.Kind == model.Choice && len(fd.Choices) == 0 {
		s.Errorf(where, "FORM-FIELD", "如 choices: [甲, 乙]", "选择字段“%s”没有 choices", name)
	}
	if fd.Multiple && fd.Kind != model.Choice {
		s.Errorf(m.At["multiple"], "FORM-FIELD", "", "只有选择字段（choice）可以 multiple")
	}
	return fd
}

// setField sets the attributes that are given and leaves the others.
func (f *formFile) setField(s *notation.Source, fd *model.Field, m yamltree.Mapping) {
	for _, key := range m.Keys {
		v := m.Get(key)
		switch key {
		case "required":
			fd.Required = s.Bool(v, key)
		case "multiple":
			fd.Multiple = s.Bool(v, key)
		case "choices":
			fd.Choices = s.Texts(v, key)
			for i, c := range fd.Choices {
				if slices.Contains(fd.Choices[:i], c) {
					s.Errorf(yamltree.At(v.Content[i]), "FORM-FIELD", "", "选项“%s”重复", c)
				}
			}
		case "format":
			if t, ok := s.Text(v, key); ok {
				fd.Format = t
				s.CheckFormat(yamltree.At(v), t)
				if !fd.Kind.Numeric() {
					s.Errorf(yamltree.At(v), "FORM-FIELD", "", "“%s”不是数字字段，不能有 format", fd.Name)
				}
			}
		case "compute":
			fd.Compute, _ = s.Text(v, key)
			fd.Pos = s.Pos(yamltree.At(v))
		case "when":
			fd.When, _ = s.Text(v, key)
		case "max-length":
			fd.MaxLen = s.Whole(v, key, 1, 100_000)
		case "hint":
			fd.Hint, _ = s.Text(v, key)
		case "printed":
			fd.Aside = !s.Bool(v, key)
		}
	}
}

func unknownKind(s *notation.Source, n *yaml.Node, t string, f *formFile) {
	known := slices.Concat(kindWords, slices.Sorted(maps.Keys(f.types)))
	s.Errorf(yamltree.At(n), "FORM-KIND", yamltree.DidYouMean(t, known), "没有“%s”这种字段", t)
}

// typed is the fields of a named type, made again for each use.
func (f *formFile) typed(name string, where yamltree.Pos, s *notation.Source, in []string, depth int) []*model.Field {
	n := f.types[name]
	if n == nil {
		s.Errorf(where, "FORM-TYPE", yamltree.DidYouMean(name, slices.Sorted(maps.Keys(f.types))), "没有类型“%s”", name)
		return nil
	}
	if slices.Contains(in, name) {
		s.Errorf(where, "FORM-TYPE", "", "类型“%s”包含了自己", name)
		return nil
	}
	return f.readFields(f.Source, n, append(slices.Clone(in), name), depth+1)
}

// mergeFields lays fields over those a type has given: a known name is changed, a new one added.
func (f *formFile) mergeFields(s *notation.Source, to *model.Field, n *yaml.Node, in []string, depth int) {
	m, ok := s.Names(n, "fields")
	if !ok {
		return
	}
	for _, key := range m.Keys {
		for _, name := range alikeNames(key) {
			if old := to.Field(name); old != nil {
				f.changeField(s, old, m.Get(key))
			} else if checkName(s, name, m.At[key]) {
				if fd := f.readField(s, name, m.At[key], m.Get(key), in, depth+1); fd != nil {
					to.Fields = append(to.Fields, fd)
				}
			}
		}
	}
}

// changeField changes attributes of a field that is there; its kind stays.
func (f *formFile) changeField(s *notation.Source, fd *model.Field, n *yaml.Node) {
	m, ok := s.Mapping(n, "字段", fieldKeys...)
	if !ok {
		return
	}
	for _, key := range []string{"kind", "type"} {
		if m.Has(key) {
			s.Errorf(m.At[key], "FORM-FIELD", "能改的有 required、multiple、choices、format、compute、when、max-length、hint、printed；要别的种类，另起一个名字，旧的写进 without；"+
				"比率在表头里写 % 的，格里写 {执行率:×100 0.00}", "“%s”已有定义，不能改 %s", fd.Name, key)
		}
	}
	if v := m.Get("fields"); v != nil {
		f.mergeFields(s, fd, v, nil, 0)
	}
	f.setField(s, fd, m)
}

// prepare links and compiles the form.
func (f *formFile) prepare() finding.List {
	err := f.form.Prepare()
	if err == nil {
		return nil
	}
	if list := finding.Of(err); len(list) > 0 {
		where := yamltree.Pos{Line: 1, Col: 1}
		if m, _ := f.Names(f.Root, "表单"); m.Has("title") {
			where = yamltree.At(m.Get("title"))
		}
		for i := range list {
			list[i].Hint = cmp.Or(checksOnly(list[i].Message), list[i].Hint)
			if list[i].Pos.File == "" { // of the form's title, which has no place of its own
				list[i].Pos = f.Pos(where)
			}
		}
		return list
	}
	return finding.List{{Code: "FORM-ERROR", Pos: finding.Pos{File: f.File}, Message: err.Error()}}
}

// summary tells what in summary: does not hold for the form, which is prepared.
func (f *formFile) summary() finding.List {
	if f.form.Summary.Pos == nil {
		return nil
	}
	_, list := summary.Compile(f.form, nil)
	return list
}
