package notation

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Look is a style with the border it wants; nil: the table's usual one.
type Look struct {
	Style  grid.Style
	Border *grid.Border
}

// StyleRule is one style of the file (or built in): attributes set on top of another style.
type StyleRule struct {
	name, like string
	At, likeAt yamltree.Pos
	Builtin    bool
	set        []func(*Look)
	Used       bool
}

// StyleSheet resolves names to looks.
type StyleSheet struct {
	Rules map[string]*StyleRule
	Order []string
}

// defaultLook is what every style starts from: 宋体 9 pt in the middle of the cell.
func defaultLook() Look {
	return Look{Style: grid.Style{Family: "宋体", Size: 9 * unit.Pt, Align: grid.AlignCenter, VAlign: grid.AlignCenter}}
}

// builtinStyles is the usual look of a fiscal table; a layout may change each of them.
func builtinStyles() *StyleSheet {
	s := &StyleSheet{Rules: map[string]*StyleRule{}}
	add := func(name, like string, set ...func(*Look)) {
		s.Rules[name] = &StyleRule{name: name, like: like, Builtin: true, set: set}
		s.Order = append(s.Order, name)
	}
	left := func(l *Look) { l.Style.Align = grid.AlignLeft }
	add("label", "")
	add("text", "", left)
	add("number", "")
	add("group", "label")
	add("header", "label")
	add("stack", "label", func(l *Look) { l.Style.Stack = true })
	add("title", "", func(l *Look) { l.Style.Size, l.Style.Bold = 18*unit.Pt, true })
	add("subtitle", "", func(l *Look) { l.Style.Size = 12 * unit.Pt })
	add("head", "", left)
	add("note", "", left)
	// for parts of a text
	add("粗", "", func(l *Look) { l.Style.Bold = true })
	add("下划线", "", func(l *Look) { l.Style.Underline = true })
	add("删除线", "", func(l *Look) { l.Style.Strike = true })
	add("上标", "", func(l *Look) { l.Style.Raise = 1 })
	add("下标", "", func(l *Look) { l.Style.Raise = -1 })
	add("红", "", func(l *Look) { l.Style.Color = colors["红"] })
	return s
}

// StyleKeys are the attributes of a style.
func StyleKeys() []string { return slices.Clone(styleKeys) }

var styleKeys = []string{"like", "font", "bold", "latin", "size", "align", "valign", "stack", "indent", "overflow",
	"floor", "long", "gray", "fill", "pad", "border", "underline", "strike", "color", "raise", "rotate", "first",
	"line-spacing", "letter-spacing"}

var aligns = map[string]grid.Align{"left": grid.AlignLeft, "center": grid.AlignCenter, "right": grid.AlignRight,
	"distribute": grid.AlignDistribute, "justify": grid.AlignJustify}
var valigns = map[string]grid.Align{"top": grid.AlignLeft, "middle": grid.AlignCenter, "bottom": grid.AlignRight}
var overflows = map[string]grid.Overflow{"grow": grid.Grow, "shrink": grid.Shrink, "refuse": grid.Refuse}
var rules = map[string]grid.BorderKind{"none": grid.NoBorder, "hair": grid.Hair, "thin": grid.Thin, "medium": grid.Medium,
	"thick": grid.Thick, "double": grid.Double}

// Styles adds the styles of a file to the built-in ones.
func (s *Source) Styles(n *yaml.Node) *StyleSheet {
	sheet := builtinStyles()
	if n == nil {
		return sheet
	}
	m, _ := s.Names(n, "styles")
	for _, name := range m.Keys {
		if name == "" || strings.ContainsAny(name, " \t|{}@\\") {
			s.Errorf(m.At[name], "LAYOUT-STYLE-NAME", "", "样式名“%s”不能为空，也不能含空格和 | { } @", name)
			continue
		}
		r := s.readStyle(name, m.Get(name))
		r.At = m.At[name]
		if old := sheet.Rules[name]; old != nil { // built in: changed, not replaced
			if r.like == "" {
				r.like = old.like
			}
			r.set, r.Builtin = append(slices.Clone(old.set), r.set...), true
		} else {
			sheet.Order = append(sheet.Order, name)
		}
		sheet.Rules[name] = r
	}
	for _, name := range sheet.Order {
		r := sheet.Rules[name]
		if r.like != "" && sheet.Rules[r.like] == nil {
			s.Errorf(r.likeAt, "LAYOUT-UNKNOWN-STYLE", yamltree.DidYouMean(r.like, sheet.Order), "没有样式“%s”", r.like)
			r.like = ""
		}
	}
	for _, name := range sheet.Order {
		path := []string{name}
		for r := sheet.Rules[name]; r.like != ""; r = sheet.Rules[r.like] {
			if i := slices.Index(path, r.like); i >= 0 {
				s.Errorf(sheet.Rules[r.like].At, "LAYOUT-STYLE-CYCLE", "", "样式的 like 成了循环：%s",
					strings.Join(append(path[i:], r.like), " → "))
				r.like = ""
				break
			}
			path = append(path, r.like)
		}
	}
	return sheet
}

// put adds to a rule that an attribute is set, if it could be read.
func put[T any](r *StyleRule, attribute func(*Look) *T) func(v T, ok bool) {
	return func(v T, ok bool) {
		if ok {
			r.set = append(r.set, func(l *Look) { *attribute(l) = v })
		}
	}
}

func (s *Source) readStyle(name string, n *yaml.Node) *StyleRule {
	r := &StyleRule{name: name}
	m, ok := s.Mapping(n, "样式", styleKeys...)
	if !ok {
		return r
	}
	for _, key := range m.Keys {
		v := m.Get(key)
		switch key {
		case "like":
			r.like, _ = s.Text(v, "like")
			r.likeAt = yamltree.At(v)
		case "font":
			put(r, func(l *Look) *string { return &l.Style.Family })(s.Text(v, "font"))
		case "latin":
			put(r, func(l *Look) *string { return &l.Style.Latin })(s.Text(v, "latin"))
		case "bold":
			put(r, func(l *Look) *bool { return &l.Style.Bold })(s.Bool(v, "bold"), true)
		case "stack":
			put(r, func(l *Look) *bool { return &l.Style.Stack })(s.Bool(v, "stack"), true)
		case "size":
			put(r, func(l *Look) *unit.Length { return &l.Style.Size })(s.Length(v, "size", unit.Pt, 200*unit.Pt, "pt"))
		case "long":
			put(r, func(l *Look) *unit.Length { return &l.Style.Long })(s.Length(v, "long", unit.Pt, 200*unit.Pt, "pt"))
		case "floor":
			put(r, func(l *Look) *unit.Length { return &l.Style.Floor })(s.Length(v, "floor", unit.Pt, 200*unit.Pt, "pt"))
		case "pad":
			put(r, func(l *Look) *unit.Length { return &l.Style.PadLeft })(s.Length(v, "pad", 0, 100*unit.MM, "pt"))
		case "align":
			a, ok := aligns[s.word(v, "align", "left", "center", "right", "distribute", "justify")]
			put(r, func(l *Look) *grid.Align { return &l.Style.Align })(a, ok)
		case "valign":
			a, ok := valigns[s.word(v, "valign", "top", "middle", "bottom")]
			put(r, func(l *Look) *grid.Align { return &l.Style.VAlign })(a, ok)
		case "overflow":
			o, ok := overflows[s.word(v, "overflow", "grow", "shrink", "refuse")]
			put(r, func(l *Look) *grid.Overflow { return &l.Style.Overflow })(o, ok)
		case "indent":
			put(r, func(l *Look) *int { return &l.Style.Indent })(s.ems(v, "indent"))
		case "underline":
			put(r, func(l *Look) *bool { return &l.Style.Underline })(s.Bool(v, "underline"), true)
		case "strike":
			put(r, func(l *Look) *bool { return &l.Style.Strike })(s.Bool(v, "strike"), true)
		case "color":
			put(r, func(l *Look) *uint32 { return &l.Style.Color })(s.color(v))
		case "raise":
			n, ok := map[string]int8{"none": 0, "super": 1, "sub": -1}[s.word(v, "raise", "none", "super", "sub")]
			put(r, func(l *Look) *int8 { return &l.Style.Raise })(n, ok)
		case "rotate":
			put(r, func(l *Look) *int { return &l.Style.Rotate })(s.rotate(v))
		case "first":
			put(r, func(l *Look) *int { return &l.Style.First })(s.ems(v, "first"))
		case "line-spacing":
			put(r, func(l *Look) *grid.Leading { return &l.Style.Leading })(s.leading(v))
		case "letter-spacing":
			put(r, func(l *Look) *int { return &l.Style.Letter })(s.letter(v))
		case "gray":
			put(r, func(l *Look) *uint8 { return &l.Style.Gray })(uint8(s.Whole(v, "gray", 0, 255)), true)
		case "fill":
			put(r, func(l *Look) *uint8 { return &l.Style.Fill })(uint8(s.Whole(v, "fill", 0, 255)), true)
		case "border":
			b, ok := s.border(v)
			put(r, func(l *Look) **grid.Border { return &l.Border })(&b, ok)
		}
	}
	return r
}

// Look resolves a name; it must be known.
func (t *StyleSheet) Look(name string) Look {
	r := t.Rules[name]
	r.Used = true
	l := defaultLook()
	if r.like != "" {
		l = t.Look(r.like)
	}
	for _, set := range r.set {
		set(&l)
	}
	l.Style.Name = name
	return l
}

// Over is the style of a part of a text: what the named style says of letters, set on the style of the text.
func (t *StyleSheet) Over(base grid.Style, name string) grid.Style {
	l := Look{Style: base}
	var chain []*StyleRule
	for r := t.Rules[name]; r != nil; r = t.Rules[r.like] {
		r.Used = true
		chain = append(chain, r)
	}
	for _, r := range slices.Backward(chain) {
		for _, set := range r.set {
			set(&l)
		}
	}
	s := l.Style
	base.Family, base.Bold, base.Latin, base.Gray, base.Color = s.Family, s.Bold, s.Latin, s.Gray, s.Color
	base.Underline, base.Strike, base.Raise, base.Letter = s.Underline, s.Strike, s.Raise, s.Letter
	return base
}

// Is says whether a style is the other one or built on it.
func (t *StyleSheet) Is(name, other string) bool {
	for r := t.Rules[name]; r != nil; r = t.Rules[r.like] {
		if r.name == other {
			return true
		}
	}
	return false
}
