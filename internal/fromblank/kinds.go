package fromblank

import (
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// spec is a new field as a form file has it.
func (x guess) spec() string {
	if strings.HasPrefix(x.kind, "{") || x.compute == "" && x.format == "" {
		return x.kind
	}
	s := "{kind: " + x.kind
	if x.format != "" {
		s += ", format: " + strconv.Quote(x.format)
	}
	if x.compute != "" {
		s += ", compute: " + strconv.Quote(x.compute)
	}
	return s + "}"
}

// codeNoise is what a number format has besides the figure: room for a bracket, colours, the sign of a currency.
var codeNoise = pattern.Late(`_.|\*.|\\.|"[^"]*"|\[[^\]]*\]|[¥￥$ ()]`)

// numberCode are the formats that layouts know.
var numberCode = pattern.Late(`^(#,##)?0(\.0+|\.#+)?%?$`)

// numberFormat is how a layout says a number format of a workbook; empty if it has nothing to say, or cannot.
func numberFormat(code string) string {
	first, _, _ := strings.Cut(code, ";")
	if first = codeNoise.ReplaceAllString(first, ""); numberCode.MatchString(first) {
		return first
	}
	return ""
}

// format is the number format of a cell of the blank as layouts have it.
func (g *guesser) format(n int) string {
	c := &g.t.Cells[n]
	return numberFormat(g.behind.Formats[[2]int{c.Row, c.Col}])
}

// kinds sets what new fields hold by the formats of their cells.
func (g *guesser) kinds() {
	amounts := g.amounts()
	for n, x := range g.cells {
		c := &g.t.Cells[n]
		code := g.behind.Formats[[2]int{c.Row, c.Col}]
		if code == "" || strings.HasPrefix(x.path, "= ") {
			continue
		}
		all := g.fresh
		if l := g.listAt(c.Row); l != nil {
			if c.Row != l.from {
				continue
			}
			all = l.fresh
		}
		for i := range all {
			y := &all[i]
			if y.path != x.path {
				continue
			}
			y.format, y.kind = numberFormat(code), kindByFormat(y.kind, code, amounts)
			if y.kind == "text" || y.kind == "date" || y.kind == "year" || strings.HasPrefix(y.kind, "{") {
				y.format = ""
			}
			x.kind = y.kind
			g.cells[n] = x
		}
	}
}

// amountsIn says of a line that the amounts below it are in some unit of money.
var amountsIn = pattern.Late(`单位[：:](人民币)?[万千百亿]?元([^、，,/和]|$)`)

func (g *guesser) amounts() bool {
	for i := range g.t.Cells {
		if c := &g.t.Cells[i]; !g.t.Rows[c.Row].Role.Bordered() && amountsIn.MatchString(strings.Join(strings.Fields(c.Text), "")) {
			return true
		}
	}
	return false
}

// kindByFormat is the kind of a new field in a cell of a number format; a choice stays one.
func kindByFormat(kind, code string, amounts bool) string {
	f := numberFormat(code)
	switch {
	case strings.HasPrefix(kind, "{"), kind == "date", kind == "year":
		return kind
	case code == "@":
		return "text"
	case strings.HasSuffix(f, "%"):
		return "rate"
	case f != "" && kind == "text" && (strings.HasPrefix(f, "#") || amounts && strings.HasSuffix(f, ".00")):
		return "money"
	case f != "" && kind == "text":
		return "number"
	case kind == "text" && strings.ContainsAny(code, "yd") && strings.Contains(code, "m"):
		return "date"
	}
	return kind
}
