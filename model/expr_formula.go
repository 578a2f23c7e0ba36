package model

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"github.com/gongbiao/gongbiao/internal/char"
	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model/finding"
)

// The bounds of an expression.
const (
	maxSource = 4000      // characters
	maxNodes  = 1000      // names, figures, signs
	maxSteps  = 4_000_000 // nodes evaluated in one run, about a second at worst
)

// Formula is an expression whose names and kinds have been checked. It may be shared by goroutines.
//
// The grammar is that of expr-lang/expr; the meaning is our own: every figure is a decimal, never a float, an absent
// operand gives an absent result, and only the functions of docs/expressions.md exist.
type Formula struct {
	src    string
	root   node
	asks   func(*machine) truth // root as a condition
	fields []*Field             // read by the expression, each once
	part   *asked               // the whole, if it is shared
}

// Kind is what the expression gives when it gives something; Nothing if that is not known before.
func (x *Formula) Kind() ResultKind { return x.root.typ.kind }

// Fields are the fields the expression reads, in the order of their first appearance.
func (x *Formula) Fields() []*Field { return x.fields }

// quoted are texts and names in quotes; adding is an expression that does nothing but add.
var (
	quoted = pattern.Late(`"[^"]*"|'[^']*'`)
	adding = pattern.Late(`^\s*(?:合计\([^()*/?+-]*\)|[^()*/?+-]+(?:\+[^()*/?+-]+)+)\s*$`)
)

// Adds says whether the formula does nothing but add: 合计(甲, 乙), 甲 + 乙.
func (x *Formula) Adds() bool { return adding.MatchString(quoted.ReplaceAllString(x.src, "")) }

// ExprError says what is wrong with an expression. Col counts characters from 1, 0 if it is the whole.
type ExprError struct {
	Source string
	Line   int
	Col    int
	Msg    string
	Hint   string
}

// Error is one line in Chinese.
func (e *ExprError) Error() string {
	s := "表达式“" + finding.Short(e.Source) + "”"
	if e.Col > 0 {
		if e.Line > 1 {
			s += fmt.Sprintf("第 %d 行", e.Line)
		}
		s += fmt.Sprintf("第 %d 字", e.Col)
	}
	s += "：" + e.Msg
	if e.Hint != "" {
		s += "（" + e.Hint + "）"
	}
	return s
}

// The parser takes .得分 only inside its own list functions, so the source is read inside one.
const before, after = "map(0,{", "\n})"

// Compile checks names and kinds and makes the expression ready to run. Errors: *ExprError with the place and, for a
// misspelt name, the nearest known one.
func (s Scope) Compile(src string) (*Formula, error) {
	if n := utf8.RuneCountInString(src); n > maxSource {
		return nil, &ExprError{Source: src, Msg: fmt.Sprintf("有 %d 字，最多 %d 字", n, maxSource)}
	}
	if strings.TrimSpace(src) == "" {
		return nil, &ExprError{Source: src, Msg: "是空的"}
	}
	c := &compiler{src: src, scope: s}
	if s.shared != nil {
		c.frame = s.shared.frame(s.form, s.frame)
		if x := s.shared.formula(c.frame, src); x != nil {
			return x, nil
		}
	}
	tree, err := parse(src)
	if err != nil {
		return nil, s.quoted(err, src)
	}
	root := c.node(tree)
	if c.err != nil {
		return nil, c.err
	}
	x := &Formula{src: src, root: root, asks: root.truth(), fields: c.fields}
	if s.shared != nil {
		s.shared.keep(c.frame, x, c.shapes[tree])
	}
	return x, nil
}

// quoted says how a name with signs in it is written, if the source has one that is not.
func (s Scope) quoted(err error, src string) error {
	var e *ExprError
	if !errors.As(err, &e) {
		return err
	}
	for _, name := range s.names() {
		if strings.Contains(src, name) && strings.ContainsFunc(name, func(r rune) bool {
			return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
		}) {
			e.Hint = fmt.Sprintf("“%s”里有符号，算式里写成 本表[\"%s\"]；在一组里的写成 组[\"%s\"]", name, name, name)
		}
	}
	return e
}

// Eval runs the expression at a place of a record. Errors are rare (an unknown rounding mode, a run without end):
// what is merely not there gives an absent result.
func (x *Formula) Eval(a At) (Result, error) { return run(a, x.root.eval) }

// run runs a compiled expression at a place.
func run[T any](a At, f func(*machine) T) (T, error) {
	home := a.outer
	if home == nil {
		home = a.memo
	}
	if home != nil && !home.busy { // a check is some hundred expressions at every row: they share what they run on
		m := &home.spare
		m.at, m.steps, home.busy = a, 0, true
		r := f(m)
		err := m.err
		if err != nil {
			*m = machine{} // a call was left in the middle
		}
		home.busy = false
		return r, err
	}
	m := machine{at: a}
	r := f(&m)
	return r, m.err
}

// parse reads the source with expr's parser.
func parse(src string) (n ast.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &ExprError{Source: src, Msg: "有语法错误"}
		}
	}()
	tree, err := parser.ParseWithConfig(before+src+after, nil)
	if err != nil {
		return nil, syntaxError(src, err)
	}
	call, ok := tree.Node.(*ast.BuiltinNode)
	if ok && call.Name == "map" && len(call.Arguments) == 2 && call.Location().From == 0 {
		if p, ok := call.Arguments[1].(*ast.PredicateNode); ok {
			return p.Node, nil
		}
	}
	return nil, &ExprError{Source: src, Msg: "括号没有配对"}
}

// syntaxError says in Chinese what the parser found.
func syntaxError(src string, err error) error {
	e := &ExprError{Source: src, Msg: "有语法错误"}
	var f *file.Error
	if !errors.As(err, &f) {
		return e
	}
	at := f.From - len(before)
	e.Line, e.Col = lineCol(src, at)
	runes := []rune(src)
	if at >= len(runes) {
		e.Line, e.Col = lineCol(src, len(runes))
	}
	msg := f.Message
	switch {
	case strings.HasPrefix(msg, "unrecognized character"):
		if at >= 0 && at < len(runes) {
			e.Msg = fmt.Sprintf("不认识的字符“%c”", runes[at])
			e.Hint = fullWidthHint(runes[at])
		}
	case strings.Contains(msg, "not terminated"):
		e.Msg = "引号没有配对"
	case strings.Contains(msg, "maximum allowed nodes"):
		e.Msg = "太长"
	case strings.Contains(msg, "integer literal"), strings.Contains(msg, "float literal"),
		strings.Contains(msg, "bad number"):
		e.Msg = "数字写法不对或太长（最多 18 位）"
	case at >= len(runes), strings.Contains(msg, "end of expression"):
		e.Msg = "没有写完，或括号没有配对"
	case strings.HasPrefix(msg, "unexpected token"):
		e.Msg = "此处的“" + wordAt(runes, at) + "”不对"
	}
	return e
}

func fullWidthHint(r rune) string {
	switch r {
	case '“', '”', '‘', '’':
		return "引号请用半角 \" \""
	case '×':
		return "乘号请写 *"
	case '÷':
		return "除号请写 /"
	case '≥', '≤', '≠', '＝':
		return "请写 >= <= != =="
	case '—', '−', '–':
		return "减号请写 -"
	case '、', '，', '（', '）', '；', '：':
		return "标点请用半角"
	}
	if half := char.Half(r); half != r {
		return fmt.Sprintf("请用半角 %c", half)
	}
	return "名称里有这样的字符时写成 本表[\"名称\"] 或 组[\"名称\"]"
}

// lineCol is the place of the at-th character, both from 1.
func lineCol(src string, at int) (line, col int) {
	line, col = 1, 1
	for _, r := range src {
		if at <= 0 {
			break
		}
		at--
		col++
		if r == '\n' {
			line, col = line+1, 1
		}
	}
	return line, col
}

// wordAt is the name, figure or sign that begins at a place.
func wordAt(runes []rune, at int) string {
	if at < 0 || at >= len(runes) {
		return ""
	}
	end := at + 1
	for wordRune(runes[at]) && end < len(runes) && wordRune(runes[end]) && end-at < 20 {
		end++
	}
	return string(runes[at:end])
}

func wordRune(r rune) bool {
	return r > 0x7F || r == '_' || r == '.' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}
