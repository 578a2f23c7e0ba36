package meaning

import (
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/verify/markup"
)

// cell is what a cell holds.
type cell struct {
	kind    string // 数, 文字, 是否, 错误; empty: nothing
	value   string
	runs    []run
	formula string
	style   style
}

func (r *reader) cells(s *Sheet, data *markup.Node) {
	twice := func() {
		r.damaged("“"+s.Name+"”里有一行或一格出现两次，各种软件读到的不是同一个", "a row or cell stands twice in a sheet")
	}
	shared := map[string]sharedFormula{}
	last := 0
	for _, n := range data.Kids {
		if n.Name != "row" || n.Space != "" {
			r.odd(s.Name, "", "表里不认识的内容", n.Name)
			continue
		}
		num := n.Int("r", last+1)
		if _, there := s.rows[num]; there || num < 1 || num > found.LastRow {
			twice()
		}
		last = num
		s.rows[num] = row{height: n.Size("ht", -1), hidden: n.Is("hidden")}
		col := 0
		for _, c := range n.Kids {
			if c.Name != "c" || c.Space != "" {
				r.odd(s.Name, "", "表里不认识的内容", c.Name)
				continue
			}
			at := place{num, col + 1}
			if ref, ok := c.Attr["r"]; ok {
				p, ok := parsePlace(ref)
				if !ok || p.row != num {
					r.damaged("“"+s.Name+"”里有一格不知在哪里："+ref, "a cell of no known place: "+ref)
				}
				at = p
			}
			if s.cells[at] != nil {
				twice()
			}
			col = at.col
			x := r.cell(s, at, c)
			x.formula = formulaOf(c.Kid("f"), at, shared)
			s.cells[at] = x
		}
	}
}

// cell reads one cell but for its formula.
func (r *reader) cell(s *Sheet, at place, n *markup.Node) *cell {
	c := &cell{}
	if i := n.Int("s", 0); i >= 0 && i < len(r.look.styles) {
		c.style = r.look.styles[i]
	} else if i != 0 {
		r.odd(s.Name, at.String(), "没有的样式", n.Attr["s"])
	}
	for _, a := range []string{"cm", "vm"} {
		if _, there := n.Attr[a]; there {
			r.odd(s.Name, at.String(), "格里不认识的内容", a)
		}
	}
	value := "v"
	if n.Attr["t"] == "inlineStr" {
		value = "is"
	}
	for _, k := range n.Kids {
		if k.Space != "" || k.Name != value && k.Name != "f" {
			r.odd(s.Name, at.String(), "格里不认识的内容", k.Name)
		}
	}
	if t := n.Twice(); t != "" {
		r.odd(s.Name, at.String(), "格里出现两次", t)
	}
	v := n.Kid(value)
	plain := strings.TrimSpace(v.Text)
	switch t := n.Attr["t"]; {
	case t == "e":
		c.kind, c.value = "错误", v.Text
	case v.Name == "": // nothing
	case t == "s":
		i, err := strconv.Atoi(plain)
		if err != nil || i < 0 || i >= len(r.strings) {
			r.odd(s.Name, at.String(), "没有的文字", v.Text)
			break
		}
		c.set(r, s, at, r.strings[i])
	case t == "inlineStr":
		c.set(r, s, at, r.text(v))
	case t == "str":
		c.set(r, s, at, text{plain: unescape(v.Text)})
	case t == "" || t == "n":
		if plain != "" {
			c.kind, c.value = "数", plain
		}
	case t == "b":
		c.kind, c.value = "是否", plain
	default:
		c.kind, c.value = t, v.Text
	}
	return c
}

func (c *cell) set(r *reader, s *Sheet, at place, t text) {
	if t.spoken {
		r.odd(s.Name, at.String(), "多出拼音", "")
	}
	if t.unknown != "" {
		r.odd(s.Name, at.String(), "格里不认识的内容", t.unknown)
	}
	if t.plain != "" {
		c.kind, c.value, c.runs = "文字", t.plain, t.runs
	}
}

// sharedFormula is a formula that other cells have too, moved.
type sharedFormula struct {
	at   place
	text string
}

// formulaOf is a cell's formula; a shared one moved to its place, any other kind between braces.
func formulaOf(n *markup.Node, at place, shared map[string]sharedFormula) string {
	if n.Name == "" {
		return ""
	}
	text := strings.TrimPrefix(strings.TrimSpace(unescape(n.Text)), "=")
	switch n.Attr["t"] {
	case "", "normal":
	case "shared":
		id := n.Attr["si"]
		if text != "" {
			shared[id] = sharedFormula{at, text}
		} else if m, ok := shared[id]; ok {
			text = moved(m.text, at.row-m.at.row, at.col-m.at.col)
		}
	default:
		return "{" + n.Attr["t"] + " " + n.Attr["ref"] + " " + text + "}"
	}
	if text == "" {
		return "{}"
	}
	return plainFormula(text)
}

var reference = pattern.Late(`"[^"]*"|'[^']*'|(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})\b`)

// moved is a formula with its relative references moved.
func moved(s string, rows, cols int) string {
	return reference.Regexp().ReplaceAllStringFunc(s, func(x string) string {
		m := reference.FindStringSubmatch(x)
		p, ok := parsePlace(m[2] + m[4])
		if !ok {
			return x
		}
		if m[1] == "" {
			p.col += cols
		}
		if m[3] == "" {
			p.row += rows
		}
		return m[1] + found.Letters(p.col) + m[3] + strconv.Itoa(p.row)
	})
}

var quoted = pattern.Late(`"[^"]*"|[\s']+`)

// plainFormula is a formula without the spaces and apostrophes that programs put in or leave out.
func plainFormula(s string) string {
	return quoted.Regexp().ReplaceAllStringFunc(s, func(x string) string {
		if x[0] == '"' {
			return x
		}
		return ""
	})
}
