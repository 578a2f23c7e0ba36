package check

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/yamltree"
)

// lack is a thing or a part that a form does not have: a check that names it is not run.
type lack struct {
	called string
	aside  bool // nobody need be told
}

func (l *lack) Error() string { return "没有" + l.called }

// binding is what the $words of a check stand for: the parts of things, and the element of its each.
type binding struct {
	*lexicon
	things  map[string]thing
	as      string
	element place
}

// put puts in what $words stand for. In an expression that is a place, in fixed text and inside quotes what people
// call it. $word? is nothing where the form does not have it.
func (b *binding) put(src string, spoken bool) (string, error) {
	if !strings.Contains(src, "$") {
		return src, nil
	}
	var out strings.Builder
	quote := byte(0)
	for i := 0; i < len(src); {
		ch := src[i]
		switch {
		case !spoken && quote == 0 && (ch == '"' || ch == '\''):
			quote = ch
		case quote != 0 && ch == quote:
			quote = 0
		}
		if ch != '$' {
			out.WriteByte(ch)
			i++
			continue
		}
		word, ok := b.word(src[i+1:])
		if whole := name(src[i+1:]); ok && !spoken && quote == 0 && word != b.as && word != whole {
			word, ok = whole, false
		}
		if !ok {
			if word == "" { // a sign of money, or the end of a regular expression
				out.WriteByte(ch)
				i++
				continue
			}
			return "", fmt.Errorf("没有“$%s”%s", word, hint(yamltree.DidYouMean(word, b.known())))
		}
		i += 1 + len(word)
		optional := strings.HasPrefix(src[i:], "?") && !strings.HasPrefix(src[i:], "??") && word != b.as
		if optional {
			i++
		}
		x, err := b.value(word)
		column := !spoken && quote == 0 && strings.HasSuffix(out.String(), ".") // .名 in a list function
		if err == nil && column && x.computed {
			err = &lack{called: x.say}
		}
		if err != nil && optional && column {
			s := out.String()
			out.Reset()
			out.WriteString(s[:len(s)-1])
		}
		switch {
		case err != nil && !optional:
			return "", err
		case spoken || quote != 0:
			out.WriteString(x.say)
		case err != nil:
			out.WriteString(absent)
		case column && strings.HasPrefix(x.expr, `本行[`):
			s := strings.TrimSuffix(out.String(), ".")
			out.Reset()
			out.WriteString(s + "#" + strings.TrimPrefix(x.expr, "本行"))
		default:
			out.WriteString(x.expr)
		}
	}
	return out.String(), nil
}

// meaning is the first of a name's expressions that the form has the parts for. Error: *lack, of the last.
func (b *binding) meaning(l Let) (src string, err error) {
	for _, x := range append([]string{l.Expr}, l.Or...) {
		if src, err = b.put(x, false); err == nil {
			return src, nil
		}
	}
	return "", err
}

// absent is an expression that is nothing, of any kind.
const absent = "如果(false, nil)"

func hint(s string) string {
	if s == "" {
		return ""
	}
	return "，" + s
}

// word is the longest known word at the beginning of s; if there is none, the word that stands there.
func (b *binding) word(s string) (string, bool) {
	best := ""
	if strings.HasPrefix(s, b.as) {
		best = b.as
	}
	if w := b.begins(s); len(w) > len(best) {
		best = w
	}
	if best != "" {
		return best, true
	}
	return name(s), false
}

// name is the name that s begins with.
func name(s string) string {
	from, to := token(s, 0)
	if from == 0 && s[:1] != `"` && s[:1] != "'" {
		return s[:to]
	}
	return ""
}

func (b *binding) known() []string {
	if b.as == "" {
		return b.words
	}
	return append(slices.Clip(b.words), b.as)
}

// value is what one word stands for. Error: *lack.
func (b *binding) value(word string) (place, error) {
	if word == b.as {
		return b.element, nil
	}
	x, err := b.part(word)
	return x.place, err
}

// part finds a part of a thing by its word.
func (b *binding) part(word string) (part, error) {
	t, p := b.means[word].thing, b.means[word].part
	if t == nil || p == nil {
		return part{}, fmt.Errorf("“$%s”不是一处：写明它的哪个部件", word)
	}
	x, has := b.things[t.Name]
	if !has {
		return part{}, &lack{t.Called, t.Aside}
	}
	if v, has := x[p.Name]; has {
		return v, nil
	}
	return part{}, &lack{cmp.Or(p.Called, t.Called), t.Aside || p.Aside}
}

// elements are what a check is made once for. A part that the form lacks is left out; optional tells which may be
// missing, and err the reason if something was left out.
func (b *binding) elements(each []string) (out []place, optional []bool, err error) {
	for _, e := range each {
		word, isPart := strings.CutPrefix(e, "$")
		word, may := strings.CutSuffix(word, "?")
		if !isPart {
			out, optional = append(out, place{expr: word, say: word}), append(optional, may)
			continue
		}
		if w, ok := b.word(word); !ok || w != word {
			return nil, nil, fmt.Errorf("没有“$%s”%s", word, hint(yamltree.DidYouMean(word, b.known())))
		}
		x, lacks := b.part(word)
		switch {
		case lacks != nil:
			err = lacks
		case x.each != nil:
			for _, p := range x.each {
				out, optional = append(out, p), append(optional, may)
			}
		default:
			out, optional = append(out, x.place), append(optional, may)
		}
	}
	return slices.Clip(out), optional, err
}

// lacks is the first part that a check names and the form does not have, as a *lack.
func (b *binding) lacks(k *Check) error {
	for _, s := range append(k.expressions(), k.Rows, strings.Join(k.Groups, " ")) {
		if _, err := b.put(s, false); errors.As(err, new(*lack)) {
			return err
		}
	}
	if w, ok := strings.CutPrefix(k.At, "$"); ok {
		if x, err := b.value(w); err == nil && x.computed {
			return &lack{called: x.say} // there is no cell to speak of
		}
	}
	return nil
}
