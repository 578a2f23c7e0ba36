package data

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/model/finding"
)

// commentScan finds comments behind values: in 单位: 甲 #乙 the library drops #乙, which the writer meant. Comments
// on lines of their own are fine. It walks the file once, jumping over quoted texts and blocks, whose places the
// nodes tell.
type commentScan struct {
	line, col int  // how far the file has been scanned; col counts characters from 1
	block     bool // a block text began above: skip to the next node's line
}

// document scans up to the line at which the next document begins; 0 says that nobody knows.
func (c *commentScan) document(lines []string, doc *yaml.Node, until int) (list finding.List) {
	if c.line == 0 {
		c.line, c.col = 1, 1
	}
	found := func(line, col int) {
		list = append(list, finding.Finding{Code: "DATA-YAML-COMMENT", Pos: finding.Pos{Line: line, Col: col},
			Message: "值的后面有“#…”，YAML 会当作注释丢掉。", Hint: "要打印请给整个值加引号；是注释请另起一行"})
	}
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode {
			c.to(lines, n.Line, n.Column, found)
			switch {
			case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
				c.rest(lines, found) // the header
				c.block = true
			case n.Style&yaml.DoubleQuotedStyle != 0:
				c.quote(lines, '"')
			case n.Style&yaml.SingleQuotedStyle != 0:
				c.quote(lines, '\'')
			}
		}
		for _, k := range n.Content {
			walk(k)
		}
	}
	walk(doc)
	if until == 0 {
		c.rest(lines, found)
	} else {
		c.to(lines, until, 1, found)
	}
	return list
}

// to scans up to a place.
func (c *commentScan) to(lines []string, line, col int, found func(line, col int)) {
	if c.block && c.line < line {
		c.line, c.col, c.block = line, 1, false
	}
	for c.line < line && c.line <= len(lines) {
		c.part(lines, 0, found)
		c.line, c.col = c.line+1, 1
	}
	if c.line == line && c.line <= len(lines) {
		c.part(lines, col, found)
		c.col = max(c.col, col)
	}
}

// rest scans to the end of the line.
func (c *commentScan) rest(lines []string, found func(line, col int)) {
	if c.line <= len(lines) {
		c.part(lines, 0, found)
		c.line, c.col = c.line+1, 1
	}
}

// part looks for a comment on the current line from the current column to before col, 0 for the whole line.
func (c *commentScan) part(lines []string, col int, found func(line, col int)) {
	s := lines[c.line-1]
	at, before, alone := 0, rune(' '), true
	for _, r := range s {
		at++
		if col > 0 && at >= col {
			return
		}
		space := before == ' ' || before == '\t' || at == 1
		if r == '#' && space && at >= c.col {
			if !alone {
				found(c.line, at)
			}
			c.col = utf8.RuneCountInString(s) + 1
			return
		}
		if r != ' ' && r != '\t' && r != '\uFEFF' {
			alone = false
		}
		before = r
	}
}

// quote jumps over a quoted text that begins at the current place.
func (c *commentScan) quote(lines []string, q byte) {
	for first := true; c.line <= len(lines); first = false {
		s := fromCol(lines[c.line-1], c.col)
		if !first {
			s = string(q) + s
		}
		if i := closing(s, q); i >= 0 {
			n := utf8.RuneCountInString(s[:i+1])
			if !first {
				n--
			}
			c.col += n
			return
		}
		if strings.TrimSpace(s) == "" && c.line == len(lines) {
			return
		}
		c.line, c.col = c.line+1, 1
	}
}
