package check

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// Vocabulary is what forms may declare that they have, so that one library of checks serves them all: things, and the
// parts of each. A check writes a part as $ with thing and part joined, $资金预算, and the thing alone, $指标, as its list.
type Vocabulary struct {
	Things []Thing
	Themes []string // the files of the library in the order their checks run; the others follow by name
}

// Thing is something a form may have: a table of money, indicators, a total.
type Thing struct {
	Name   string
	Called string // in reasons: 没有绩效指标
	Aside  bool   // only some kinds of form have it: that a form does not is no reason worth telling
	Rows   string // the part that is a list; the other parts are columns of it. Empty: all are looked up in the form
	Parts  []Part
}

// Part is a cell, a column or a text of a Thing.
type Part struct {
	Name   string
	Called string // in reasons: 没有分值列
	Aside  bool   // as of a Thing
	List   bool   // several of them
	Text   bool   // words to be shown, no place of the form
	Else   string // what the words are where nobody says
}

// ParseVocabulary reads parts.yaml: themes, and things with what each and its parts are called.
func ParseVocabulary(file string, n *yaml.Node) (*Vocabulary, error) {
	r := reads(file)
	v := &Vocabulary{}
	m, _ := r.Mapping(n, "部件表", "themes", "things")
	if t := m.Get("themes"); t != nil {
		v.Themes = r.texts(t, "themes")
	}
	things, _ := r.Names(m.Get("things"), "things")
	for _, name := range things.Keys {
		t := Thing{Name: name}
		parts, _ := r.Names(things.Get(name), name)
		for _, k := range parts.Keys {
			switch p := parts.Get(k); {
			case k == "called":
				t.Called = r.text(p, k)
			case k == "aside":
				t.Aside = r.Bool(p, k)
			case k == "rows":
				t.Rows = r.text(p, k)
			case p.Kind == yaml.MappingNode:
				x := Part{Name: k}
				w, _ := r.Mapping(p, k, "called", "list", "text", "else", "aside")
				x.Aside = w.Has("aside") && r.Bool(w.Get("aside"), "aside")
				if c := w.Get("else"); c != nil {
					x.Else = r.text(c, k)
				}
				if c := w.Get("called"); c != nil {
					x.Called = r.text(c, k)
				}
				x.List, x.Text = w.Has("list") && r.Bool(w.Get("list"), "list"), w.Has("text") && r.Bool(w.Get("text"), "text")
				t.Parts = append(t.Parts, x)
			default:
				t.Parts = append(t.Parts, Part{Name: k, Called: r.text(p, k)})
			}
		}
		if t.Called == "" || t.Rows != "" && t.part(t.Rows) == nil {
			r.Errorf(things.At[name], fileCode, "写 called，rows 是它的一个部件", "部件表的“%s”不完整", name)
		}
		v.Things = append(v.Things, t)
	}
	if err := r.List.AsTemplate(); err != nil {
		return nil, err
	}
	return v, nil
}

// thing finds a thing by its name; nil: there is none. A nil Vocabulary has no things.
func (v *Vocabulary) thing(name string) *Thing {
	if v == nil {
		return nil
	}
	if i := slices.IndexFunc(v.Things, func(t Thing) bool { return t.Name == name }); i >= 0 {
		return &v.Things[i]
	}
	return nil
}

func (t *Thing) part(name string) *Part {
	if i := slices.IndexFunc(t.Parts, func(p Part) bool { return p.Name == name }); i >= 0 {
		return &t.Parts[i]
	}
	return nil
}
