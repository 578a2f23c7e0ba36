package meaning

import (
	"archive/zip"
	"path"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/verify/markup"
)

// pack is the parts of a file and the relations between them.
type pack struct {
	parts   map[string]*zip.File
	types   map[string]string // content types by part, and by extension with a dot before it
	reached map[string]bool
	strange []Difference
}

// relation leads from one part to another; kind is the last step of its type.
type relation struct {
	id, kind, target string
}

func openPack(data []byte) (*pack, error) {
	parts, err := unzip(data)
	if err != nil {
		return nil, err
	}
	p := &pack{parts: parts, types: map[string]string{}, reached: map[string]bool{"[Content_Types].xml": true}}
	t, err := p.xml("[Content_Types].xml")
	if err != nil {
		return nil, err
	}
	for _, k := range t.Kids {
		key := "." + strings.ToLower(k.Attr["Extension"])
		if k.Name == "Override" {
			key = strings.TrimPrefix(k.Attr["PartName"], "/")
		}
		if old, twice := p.types[key]; twice && old != k.Attr["ContentType"] {
			return nil, damaged("部件 "+key+" 的类型写了两次，说法不同", "part "+key+" has two content types")
		}
		p.types[key] = k.Attr["ContentType"]
	}
	return p, nil
}

// xml reads a part as a tree.
func (p *pack) xml(name string) (*markup.Node, error) {
	f := p.parts[name]
	if f == nil {
		return nil, damaged("缺部件 "+name, "part "+name+" is missing")
	}
	b, err := load(f)
	if err != nil {
		return nil, err
	}
	n, err := markup.Parse(b, spaces)
	switch err {
	case nil:
		return n, nil
	case markup.ErrLarge:
		return nil, damaged("部件 "+name+" 太大", "part "+name+" is too large")
	}
	return nil, damaged("部件 "+name+" 不是读得懂的 XML", "part "+name+" is no XML that can be understood")
}

// sheetXML is xml for a part of the spreadsheet itself, in which nothing is left for a reader to choose and each list
// occurs once.
func (p *pack) sheetXML(name string) (*markup.Node, error) {
	n, err := p.xml(name)
	if err != nil {
		return nil, err
	}
	for _, k := range n.Kids {
		if k.Space == "mc" && !onlyOthers(k) || k.Space != "mc" && k.Choices() {
			return nil, damaged("部件 "+name+" 里有可选的内容，各种软件读到的可能不同", "part "+name+" leaves readers a choice")
		}
	}
	return n, nil
}

// onlyOthers says whether nothing below a node is of a vocabulary known here: where Excel notes where the file lay.
func onlyOthers(n *markup.Node) bool {
	for _, k := range n.Kids {
		if k.Space != "mc" && !strings.HasPrefix(k.Space, "?") || !onlyOthers(k) {
			return false
		}
	}
	return true
}

// contentType is the type of a part.
func (p *pack) contentType(name string) string {
	if t, ok := p.types[name]; ok {
		return t
	}
	return p.types[strings.ToLower(path.Ext(name))]
}

// relations reads those of a part ("" is the package) and notes which parts are reached. A relation that leads out of
// the file, a second one of a kind that can be there only once, or one of a kind unknown here is a difference: nobody
// knows what a program makes of it.
func (p *pack) relations(of string, known ...string) ([]relation, error) {
	name := relationsOf(of)
	if p.parts[name] == nil {
		return nil, nil
	}
	p.reached[name] = true
	t, err := p.xml(name)
	if err != nil {
		return nil, err
	}
	var out []relation
	for _, k := range t.Kids {
		r := relation{id: k.Attr["Id"], kind: path.Base(k.Attr["Type"]), target: k.Attr["Target"]}
		if slices.ContainsFunc(out, func(o relation) bool { return o.id == r.id }) {
			return nil, damaged("部件 "+name+" 里两个关系用了一个编号", "two relationships have one id")
		}
		if k.Attr["TargetMode"] == "External" {
			p.odd("", "", "链接到文件外面", r.target)
			continue
		}
		if strings.HasPrefix(r.target, "/") {
			r.target = strings.TrimPrefix(path.Clean(r.target), "/")
		} else {
			r.target = path.Join(path.Dir(of), r.target)
		}
		p.reached[r.target] = true
		if !slices.Contains(known, r.kind) {
			p.odd("", "", "多出部件", r.target)
			p.reached[relationsOf(r.target)] = true // what it leads to is not told of beside it
		}
		out = append(out, r)
	}
	return out, nil
}

// relationsOf is the part that has the relations of a part ("" is the package).
func relationsOf(part string) string {
	dir, base := path.Split(part)
	return dir + "_rels/" + base + ".rels"
}

// odd notes something that a form of ours does not have.
func (p *pack) odd(sheet, cell, what, is string) {
	p.strange = append(p.strange, Difference{Sheet: sheet, Cell: cell, What: what, Is: is})
}

// unreached notes the parts that nothing leads to.
func (p *pack) unreached() {
	var names []string
	for name := range p.parts {
		if !p.reached[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		p.odd("", "", "多出部件", name)
	}
}

// byID is the relation of an id; nil if there is none.
func byID(list []relation, id string) *relation {
	if i := slices.IndexFunc(list, func(r relation) bool { return r.id == id }); i >= 0 {
		return &list[i]
	}
	return nil
}

// only is the relation of a kind that can be there once; nil if there is none.
func only(list []relation, kind string) (*relation, error) {
	var found *relation
	for i := range list {
		if list[i].kind != kind {
			continue
		}
		if found != nil {
			return nil, damaged("有两个 "+kind+" 部件，各种软件读到的可能不同", "two parts of kind "+kind)
		}
		found = &list[i]
	}
	return found, nil
}
