package archive

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/verify/markup"
)

// in is the first part of a name; an empty one if there is none.
func (t tree) in(name string) tree {
	for _, x := range t.parts {
		if x.name == name {
			return x
		}
	}
	return tree{}
}

// parse reads metadata back, under our names, and holds it against the elements. What is wrong is said in both
// languages; an empty problem: nothing.
func parse(b []byte, p *Profile) (t tree, problem, english string) {
	n, err := markup.Parse(b, map[string]string{p.space(): ""})
	if err != nil {
		return tree{}, "不是读得懂的 XML", "is no XML that can be understood"
	}
	return root.read(n, p)
}

// types are the texts of XML Schema's types, as far as we use them.
var types = map[string]*pattern.Pattern{
	"xs:positiveInteger":    pattern.Late(`^[1-9][0-9]{0,17}$`),
	"xs:nonNegativeInteger": pattern.Late(`^[0-9]{1,18}$`),
	"xs:hexBinary":          pattern.Late(`^([0-9A-Fa-f]{2})+$`),
	"xs:date":               pattern.Late(`^[0-9]{4}-[01][0-9]-[0-3][0-9]$`),
}

func (e element) read(n *markup.Node, p *Profile) (t tree, problem, english string) {
	name := p.name(e.name)
	if n.Space != "" || n.Name != name {
		return t, fmt.Sprintf("这里应是“%s”，写的是“%s”", name, n.Name), fmt.Sprintf("%s is wanted here, not %s", name, n.Name)
	}
	t.name = e.name
	allowed := 0
	if e.attr != "" {
		allowed = 1
		t.attr = n.Attr[p.name(e.attr)]
		if !slices.Contains(e.words, t.attr) {
			return t, fmt.Sprintf("“%s”的“%s”不对", name, p.name(e.attr)), fmt.Sprintf("%s has a wrong %s", name, p.name(e.attr))
		}
	}
	for k := range n.Attr {
		if k != "xmlns" && (allowed == 0 || k != p.name(e.attr)) {
			return t, fmt.Sprintf("“%s”没有“%s”这个属性", name, k), fmt.Sprintf("%s has no attribute %s", name, k)
		}
	}
	if e.parts == nil {
		if t.text = n.Text; len(n.Kids) > 0 || e.value != "" && !types[e.value].MatchString(t.text) {
			return t, fmt.Sprintf("“%s”的内容不对", name), fmt.Sprintf("the text of %s is wrong", name)
		}
		return t, "", ""
	}
	if strings.TrimSpace(n.Text) != "" {
		return t, fmt.Sprintf("“%s”里不该直接写文字", name), fmt.Sprintf("no text may stand in %s", name)
	}
	kids := n.Kids
	for _, part := range e.parts {
		count := 0
		for len(kids) > 0 && kids[0].Space == "" && kids[0].Name == p.name(part.name) && (count == 0 || part.many) {
			x, problem, english := part.read(kids[0], p)
			if problem != "" {
				return t, problem, english
			}
			t.parts = append(t.parts, x)
			kids = kids[1:]
			count++
		}
		if count == 0 && part.must {
			return t, fmt.Sprintf("“%s”里缺“%s”", name, p.name(part.name)), fmt.Sprintf("%s lacks %s", name, p.name(part.name))
		}
	}
	if len(kids) > 0 {
		return t, fmt.Sprintf("“%s”里不该有“%s”，或次序不对", name, kids[0].Name), fmt.Sprintf("%s may not stand in %s, or not here", kids[0].Name, name)
	}
	return t, "", ""
}
