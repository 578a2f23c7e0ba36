package meaning

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
)

// cell is what a cell holds.
type cell struct {
	kind    string // 数, 文字, 是否, 错误; empty: nothing
	value   string
	runs    []run
	formula string
	style   style
}

func (r *reader) cells(s *Sheet, data *node) error {
	twice := damaged("“"+s.Name+"”里有一行或一格出现两次，各种软件读到的不是同一个", "a row or cell stands twice in a sheet")
	shared := map[string]sharedFormula{}
	last := 0
	for _, n := range data.kids {
		if n.name != "row" || n.space != "" {
			r.odd(s.Name, "", "表里不认识的内容", n.name)
			continue
		}
		num := n.int("r", last+1)
		if _, there := s.rows[num]; there || num < 1 || num > found.LastRow {
			return twice
		}
		last = num
		s.rows[num] = row{height: n.size("ht", -1), hidden: n.is("hidden")}
		col := 0
		for _, c := range n.kids {
			if c.name != "c" || c.space != "" {
				r.odd(s.Name, "", "表里不认识的内容", c.name)
				continue
			}
			at := place{num, col + 1}
			if ref, ok := c.attr["r"]; ok {
				p, ok := parsePlace(ref)
				if !ok || p.row != num {
					return damaged("“"+s.Name+"”里有一格不知在哪里："+ref, "a cell of no known place: "+ref)
				}
				at = p
			}
			if s.cells[at] != nil {
				return twice
			}
			col = at.col
			x := r.cell(s, at, c)
			x.formula = formulaOf(c.kid("f"), at, shared)
			s.cells[at] = x
		}
	}
	return nil
}

// cell reads one cell but for its formula.
func (r *reader) cell(s *Sheet, at place, n *node) *cell {
	c := &cell{}
	if i := n.int("s", 0); i >= 0 && i < len(r.look.styles) {
		c.style = r.look.styles[i]
	} else if i != 0 {
		r.odd(s.Name, at.String(), "没有的样式", n.attr["s"])
	}
	for _, a := range []string{"cm", "vm"} {
		if _, there := n.attr[a]; there {
			r.odd(s.Name, at.String(), "格里不认识的内容", a)
		}
	}
	var v *node
	inline := n.attr["t"] == "inlineStr"
	for _, k := range n.kids {
		switch {
		case k.name == "v" && k.space == "" && !inline:
			v = k
		case k.name == "f" && k.space == "", k.name == "is" && k.space == "" && inline:
		default:
			r.odd(s.Name, at.String(), "格里不认识的内容", k.name)
		}
	}
	if t := n.twice(); t != "" {
		r.odd(s.Name, at.String(), "格里出现两次", t)
	}
	switch t := n.attr["t"]; t {
	case "s":
		if v == nil {
			break
		}
		i, err := strconv.Atoi(strings.TrimSpace(v.text))
		if err != nil || i < 0 || i >= len(r.strings) {
			r.odd(s.Name, at.String(), "没有的文字", v.text)
			break
		}
		c.set(r, s, at, r.strings[i])
	case "inlineStr":
		c.set(r, s, at, r.text(n.kid("is")))
	case "str":
		if v != nil {
			c.set(r, s, at, text{plain: unescape(v.text)})
		}
	case "", "n":
		if v != nil && strings.TrimSpace(v.text) != "" {
			c.kind, c.value = "数", strings.TrimSpace(v.text)
		}
	case "b":
		if v != nil {
			c.kind, c.value = "是否", strings.TrimSpace(v.text)
		}
	case "e":
		c.kind = "错误"
		if v != nil {
			c.value = v.text
		}
	default:
		c.kind = t
		if v != nil {
			c.value = v.text
		}
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
func formulaOf(n *node, at place, shared map[string]sharedFormula) string {
	if n.name == "" {
		return ""
	}
	text := strings.TrimPrefix(strings.TrimSpace(unescape(n.text)), "=")
	switch n.attr["t"] {
	case "", "normal":
	case "shared":
		id := n.attr["si"]
		if text != "" {
			shared[id] = sharedFormula{at, text}
		} else if m, ok := shared[id]; ok {
			text = moved(m.text, at.row-m.at.row, at.col-m.at.col)
		}
	default:
		return "{" + n.attr["t"] + " " + n.attr["ref"] + " " + text + "}"
	}
	if text == "" {
		return "{}"
	}
	return plainFormula(text)
}

var reference = regexp.MustCompile(`"[^"]*"|'[^']*'|(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})\b`)

// moved is a formula with its relative references moved.
func moved(s string, rows, cols int) string {
	return reference.ReplaceAllStringFunc(s, func(x string) string {
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

var quoted = regexp.MustCompile(`"[^"]*"|[\s']+`)

// plainFormula is a formula without the spaces and apostrophes that programs put in or leave out.
func plainFormula(s string) string {
	return quoted.ReplaceAllStringFunc(s, func(x string) string {
		if x[0] == '"' {
			return x
		}
		return ""
	})
}
