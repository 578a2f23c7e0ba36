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
	err     error // *Damaged
}

// relation leads from one part to another; kind is the last step of its type.
type relation struct {
	id, kind, target string
}

func openPack(data []byte) *pack {
	p := &pack{parts: map[string]*zip.File{}, types: map[string]string{},
		reached: map[string]bool{"[Content_Types].xml": true}}
	p.unzip(data)
	for _, k := range p.xml("[Content_Types].xml").Kids {
		if k.Space != "" {
			p.foreign("[Content_Types].xml")
		}
		key := "." + strings.ToLower(k.Attr["Extension"])
		if k.Name == "Override" {
			key = strings.TrimPrefix(k.Attr["PartName"], "/")
		}
		if old, twice := p.types[key]; twice && old != k.Attr["ContentType"] {
			p.damaged("部件 "+key+" 的类型写了两次，说法不同", "part "+key+" has two content types")
		}
		p.types[key] = k.Attr["ContentType"]
	}
	return p
}

// xml reads a part as a tree; an empty node if it cannot be read.
func (p *pack) xml(name string) *markup.Node {
	f := p.parts[name]
	if f == nil {
		p.damaged("缺部件 "+name, "part "+name+" is missing")
	}
	if p.err != nil {
		return &markup.Node{}
	}
	n, err := markup.Parse(p.load(f), spaces)
	switch err {
	case nil:
		return n
	case markup.ErrLarge:
		p.damaged("部件 "+name+" 太大", "part "+name+" is too large")
	default:
		p.damaged("部件 "+name+" 不是读得懂的 XML", "part "+name+" is no XML that can be understood")
	}
	return &markup.Node{}
}

// foreign says that a part has something of another vocabulary in a place where some programs look at names alone.
func (p *pack) foreign(name string) {
	p.damaged("部件 "+name+" 里有不认识的内容，各种软件读到的可能不同", "part "+name+" has something of another vocabulary")
}

// sheetXML is xml for a part of the spreadsheet itself, in which nothing is left for a reader to choose and each list
// occurs once.
func (p *pack) sheetXML(name string) *markup.Node {
	n := p.xml(name)
	if n.Space != "" {
		p.foreign(name)
	}
	for _, k := range n.Kids {
		if k.Space == "mc" && !onlyOthers(k) || k.Space != "mc" && k.Choices() {
			p.damaged("部件 "+name+" 里有可选的内容，各种软件读到的可能不同", "part "+name+" leaves readers a choice")
		}
	}
	return n
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
func (p *pack) relations(of string, known ...string) (out []relation) {
	name := relationsOf(of)
	if p.parts[name] == nil {
		return nil
	}
	p.reached[name] = true
	for _, k := range p.xml(name).Kids {
		if k.Name != "Relationship" || k.Space != "" {
			p.foreign(name)
		}
		r := relation{id: k.Attr["Id"], kind: path.Base(k.Attr["Type"]), target: k.Attr["Target"]}
		if slices.ContainsFunc(out, func(o relation) bool { return o.id == r.id }) {
			p.damaged("部件 "+name+" 里两个关系用了一个编号", "two relationships have one id")
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
	return out
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

// byID is the relation of an id, without an id if there is none.
func byID(list []relation, id string) relation {
	if i := slices.IndexFunc(list, func(r relation) bool { return r.id == id && id != "" }); i >= 0 {
		return list[i]
	}
	return relation{}
}

// only is the part that the relation of a kind leads to, of which there can be one; empty if there is none.
func (p *pack) only(list []relation, kind string) (part string) {
	for _, r := range list {
		if r.kind == kind {
			if part != "" {
				p.damaged("有两个 "+kind+" 部件，各种软件读到的可能不同", "two parts of kind "+kind)
			}
			part = r.target
		}
	}
	return part
}
