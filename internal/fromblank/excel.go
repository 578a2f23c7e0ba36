package fromblank

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// Formulas of a workbook as expressions: cells and ranges, the four operations, SUM, PRODUCT, ROUND, ABS, and the
// guards against an empty divisor, IF(x=0,"",a/b) and IFERROR(a/b,""). A workbook takes an empty cell for nothing in a
// sum; an expression does not, but in 合计( ). So sums and differences are written with that.

// How tightly an expression holds together.
const (
	loose  = iota // a comparison
	factor        // a * b
	single        // stands anywhere
)

// piece is a part of a formula, translated.
type piece struct {
	text  string
	holds int
	empty bool // ""
	refs  []string
}

// within is the piece as a part of something that holds together so tightly.
func (p piece) within(holds int) string {
	if p.holds < holds {
		return "(" + p.text + ")"
	}
	return p.text
}

var tokens = pattern.Late(`^(\$?[A-Z]{1,3}\$?[0-9]{1,4}(?::\$?[A-Z]{1,3}\$?[0-9]{1,4})?|[A-Z]+\(|[0-9]+(?:\.[0-9]+)?|""|<>|<=|>=|[-+*/(),%=<>])`)

// parser translates one formula; refs finds what cells and ranges are, false if one is nothing that counts.
type parser struct {
	rest string
	refs func(ref string, sum bool) ([]string, bool)
	bad  bool

	noughts []string // what the last condition asks to be nought
}

// translated is a formula, without its =, as an expression.
func translated(formula string, refs func(ref string, sum bool) ([]string, bool)) (string, bool) {
	p := &parser{rest: strings.ToUpper(strings.Join(strings.Fields(formula), "")), refs: refs}
	x := p.sum()
	if p.bad || p.rest != "" || x.empty || x.text == "" || len(x.text) > 2000 {
		return "", false
	}
	return x.text, true
}

func (p *parser) peek() string {
	if p.bad {
		return ""
	}
	if m := tokens.FindStringSubmatch(p.rest); m != nil {
		return m[0]
	}
	return ""
}

// take is the next token if it is one of those, else empty.
func (p *parser) take(any ...string) string {
	t := p.peek()
	for _, s := range any {
		if t == s && t != "" {
			p.rest = p.rest[len(t):]
			return t
		}
	}
	return ""
}

func (p *parser) need(s string) {
	if p.take(s) == "" {
		p.bad = true
	}
}

// sum is a chain of + and −: what is empty counts for nothing.
func (p *parser) sum() piece {
	first := p.product()
	parts, refs, n := []string{first.text}, first.refs, 0
	for op := p.take("+", "-"); op != ""; op = p.take("+", "-") {
		x := p.product()
		if n++; x.empty || first.empty {
			p.bad = true
		}
		s := x.text
		if op == "-" {
			if s = "-" + x.within(single); strings.HasPrefix(x.text, "-") {
				s = x.text[1:]
			}
		}
		parts, refs = append(parts, s), append(refs, x.refs...)
	}
	if n == 0 {
		return first
	}
	return piece{text: added(parts), holds: single, refs: refs}
}

// added are parts as one sum: whole numbers are added up here, and a sum in a sum is one.
func added(parts []string) string {
	total, whole := 0, len(parts) > 1
	var flat []string
	for _, s := range parts {
		n, err := strconv.Atoi(s)
		total, whole = total+n, whole && err == nil
		if in, ok := strings.CutPrefix(s, "合计("); ok && strings.HasSuffix(in, ")") && !strings.ContainsAny(in[:len(in)-1], "()") &&
			!strings.Contains(in, ", .") {
			flat = append(flat, strings.Split(in[:len(in)-1], ", ")...)
			continue
		}
		flat = append(flat, s)
	}
	switch {
	case whole:
		return strconv.Itoa(total)
	case len(flat) == 1:
		return flat[0]
	}
	return "合计(" + strings.Join(flat, ", ") + ")"
}

func (p *parser) product() piece {
	x := p.unary()
	for op := p.take("*", "/"); op != ""; op = p.take("*", "/") {
		y := p.unary()
		if x.empty || y.empty {
			p.bad = true
		}
		right := y.within(single)
		if y.holds == factor && op == "*" && !strings.HasPrefix(y.text, "-") {
			right = y.text
		}
		x = piece{text: x.within(factor) + " " + op + " " + right, holds: factor, refs: append(x.refs, y.refs...)}
	}
	return x
}

func (p *parser) unary() piece {
	switch p.take("+", "-") {
	case "+":
		return p.unary()
	case "-":
		x := p.unary()
		if p.bad = p.bad || x.empty; strings.HasPrefix(x.text, "-") {
			return piece{text: "(" + x.text + ")", holds: single, refs: x.refs}
		}
		return piece{text: "-" + x.within(single), holds: factor, refs: x.refs}
	}
	x := p.atom()
	for p.take("%") != "" {
		x = piece{text: x.within(factor) + " / 100", holds: factor, refs: x.refs}
	}
	return x
}

func (p *parser) atom() piece {
	t := p.peek()
	switch {
	case t == "":
		p.bad = true
		return piece{}
	case t == `""`:
		p.take(t)
		return piece{empty: true, holds: single}
	case t == "(":
		p.take(t)
		x := p.sum()
		p.need(")")
		if x.holds < single {
			x.text, x.holds = "("+x.text+")", single
		}
		return x
	case strings.HasSuffix(t, "("):
		p.take(t)
		return p.call(strings.TrimSuffix(t, "("))
	case t[0] >= '0' && t[0] <= '9':
		p.take(t)
		return piece{text: t, holds: single}
	case t[0] >= 'A' && t[0] <= 'Z' || t[0] == '$':
		p.take(t)
		all, ok := p.refs(t, false)
		if !ok || len(all) != 1 {
			p.bad = true
			return piece{}
		}
		return piece{text: all[0], holds: holding(all[0]), refs: all}
	}
	p.bad = true
	return piece{}
}

// holding says how tightly what a cell holds does: a field, a call, or a calculation printed there.
func holding(s string) int {
	if strings.Contains(s, " / ") || strings.Contains(s, " * ") {
		return factor
	}
	return single
}

// call is a function behind its bracket.
func (p *parser) call(name string) piece {
	switch name {
	case "SUM":
		return p.total()
	case "PRODUCT":
		x := p.sum()
		for p.take(",") != "" {
			y := p.sum()
			x = piece{text: x.within(factor) + " * " + y.within(factor), holds: factor, refs: append(x.refs, y.refs...)}
		}
		p.need(")")
		return x
	case "ROUND":
		x := p.sum()
		p.need(",")
		n := p.peek()
		if i, err := strconv.Atoi(n); err != nil || i > 9 || x.empty {
			p.bad = true
			return piece{}
		}
		p.take(n)
		p.need(")")
		return piece{text: "舍入(" + x.text + ", " + n + ")", holds: single, refs: x.refs}
	case "ABS":
		x := p.sum()
		p.need(")")
		return piece{text: "绝对值(" + x.text + ")", holds: single, refs: x.refs}
	case "IFERROR":
		x := p.sum()
		p.need(",")
		y := p.sum()
		p.need(")")
		switch {
		case x.empty || y.text == "" && !y.empty:
			p.bad = true
		case y.text == "0":
			return piece{text: "(" + x.within(single) + " ?? 0)", holds: single, refs: x.refs}
		case !y.empty:
			p.bad = true
		}
		return x
	case "IF":
		return p.choice()
	}
	p.bad = true
	return piece{}
}

// total is SUM( ) of cells, ranges and sums.
func (p *parser) total() piece {
	var all []string
	for {
		t := p.peek()
		after := p.rest[min(len(t), len(p.rest)):]
		if t != "" && (t[0] >= 'A' && t[0] <= 'Z' && !strings.HasSuffix(t, "(") || t[0] == '$') &&
			(strings.HasPrefix(after, ",") || strings.HasPrefix(after, ")")) {
			p.take(t)
			terms, ok := p.refs(t, true)
			p.bad = p.bad || !ok
			all = append(all, terms...)
		} else {
			x := p.sum()
			p.bad = p.bad || x.empty
			all = append(all, x.text)
		}
		if p.take(",") == "" {
			break
		}
	}
	p.need(")")
	if p.bad || len(all) == 0 {
		p.bad = true
		return piece{}
	}
	s := added(all)
	return piece{text: s, holds: holding(s), refs: all}
}

// choice is IF( ). One that leaves the cell empty where a divisor or factor is empty or nought is that calculation: it
// comes to nothing by itself then. Another one of two figures is 如果( ).
func (p *parser) choice() piece {
	p.noughts = nil
	guard, cond, filled := p.condition()
	noughts := p.noughts
	p.need(",")
	a := p.sum()
	b := piece{empty: true}
	if p.take(",") != "" {
		b = p.sum()
	}
	p.need(")")
	x := b
	if b.empty {
		x, filled = a, !filled
	}
	switch {
	case p.bad || a.empty && b.empty:
	case !a.empty && !b.empty && cond != "":
		return piece{text: "如果(" + cond + ", " + a.text + ", " + b.text + ")", holds: single, refs: append(a.refs, b.refs...)}
	case !filled && guard != nil && guards(noughts, x.text) &&
		(guards(guard, x.text) || !strings.Contains(x.text, "合计(") && uses(x, guard)):
		return x
	}
	p.bad = true
	return piece{}
}

// guards says whether a calculation has no result where any of these is empty or nought.
func guards(guard []string, text string) bool {
	for _, s := range guard {
		if !strings.HasSuffix(text, " / "+s) && !strings.Contains(text, " / "+s+" ") && !strings.Contains(text, " / "+s+")") &&
			!strings.Contains(text, " / "+s+",") {
			return false
		}
	}
	return true
}

// uses says whether a calculation is made of all of these.
func uses(x piece, all []string) bool {
	for _, s := range all {
		if !slices.Contains(x.refs, s) {
			return false
		}
	}
	return true
}

// condition is that of IF( ): the cells it asks to be there (filled) or not, nil if it asks for something else; and all
// of it as an expression, empty if it is none.
func (p *parser) condition() (guard []string, cond string, filled bool) {
	for _, f := range []string{"OR(", "AND("} {
		if p.take(f) == "" {
			continue
		}
		for {
			one, _, on := p.condition()
			if one == nil || len(guard) > 0 && on != filled || on != (f == "AND(") {
				p.bad = true
				return nil, "", false
			}
			if guard, filled = append(guard, one...), on; p.take(",") == "" {
				break
			}
		}
		p.need(")")
		return guard, "", filled
	}
	if p.take("ISBLANK(") != "" {
		x := p.sum()
		p.need(")")
		return []string{x.text}, "", false
	}
	x := p.sum()
	op := p.take("=", "<>", "<=", ">=", "<", ">")
	if op == "" {
		p.bad = true
		return nil, "", false
	}
	y := p.sum()
	if p.bad || x.empty {
		return nil, "", false
	}
	if y.empty || y.text == "0" {
		if y.text == "0" {
			p.noughts = append(p.noughts, x.within(single))
		}
		switch op {
		case "=", "<=":
			guard = []string{x.within(single)}
		case "<>", ">":
			guard, filled = []string{x.within(single)}, true
		}
	}
	if y.empty {
		return guard, "", filled
	}
	word := map[string]string{"=": "==", "<>": "!="}[op]
	if word == "" {
		word = op
	}
	none := func(x piece) string {
		if len(x.refs) == 0 {
			return x.text
		}
		return "(" + x.within(single) + " ?? 0)"
	}
	return guard, none(x) + " " + word + " " + none(y), filled
}
