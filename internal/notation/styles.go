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
	return s
}

var styleKeys = []string{"like", "font", "bold", "latin", "size", "align", "valign", "stack", "indent", "overflow", "floor", "gray", "fill", "pad", "border"}

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
				s.Errorf(sheet.Rules[r.like].At, "LAYOUT-STYLE-CYCLE", "", "样式的 like 成了循环：%s", strings.Join(append(path[i:], r.like), " → "))
				r.like = ""
				break
			}
			path = append(path, r.like)
		}
	}
	return sheet
}

func (s *Source) readStyle(name string, n *yaml.Node) *StyleRule {
	r := &StyleRule{name: name}
	m, ok := s.Mapping(n, "样式", styleKeys...)
	if !ok {
		return r
	}
	set := func(f func(*Look)) { r.set = append(r.set, f) }
	for _, key := range m.Keys {
		v := m.Get(key)
		switch key {
		case "like":
			r.like, _ = s.Text(v, "like")
			r.likeAt = yamltree.At(v)
		case "font":
			if t, ok := s.Text(v, "font"); ok {
				set(func(l *Look) { l.Style.Family = t })
			}
		case "latin":
			if t, ok := s.Text(v, "latin"); ok {
				set(func(l *Look) { l.Style.Latin = t })
			}
		case "bold":
			b := s.Bool(v, "bold")
			set(func(l *Look) { l.Style.Bold = b })
		case "stack":
			b := s.Bool(v, "stack")
			set(func(l *Look) { l.Style.Stack = b })
		case "size":
			if d, ok := s.Length(v, "size", unit.Pt, 200*unit.Pt, "pt"); ok {
				set(func(l *Look) { l.Style.Size = d })
			}
		case "floor":
			if d, ok := s.Length(v, "floor", unit.Pt, 200*unit.Pt, "pt"); ok {
				set(func(l *Look) { l.Style.Floor = d })
			}
		case "pad":
			if d, ok := s.Length(v, "pad", 0, 100*unit.MM, "pt"); ok {
				set(func(l *Look) { l.Style.PadLeft = d })
			}
		case "align":
			if a, ok := aligns[s.Word(v, "align", "left", "center", "right", "distribute", "justify")]; ok {
				set(func(l *Look) { l.Style.Align = a })
			}
		case "valign":
			if a, ok := valigns[s.Word(v, "valign", "top", "middle", "bottom")]; ok {
				set(func(l *Look) { l.Style.VAlign = a })
			}
		case "overflow":
			if o, ok := overflows[s.Word(v, "overflow", "grow", "shrink", "refuse")]; ok {
				set(func(l *Look) { l.Style.Overflow = o })
			}
		case "indent":
			if e, ok := s.ems(v); ok {
				set(func(l *Look) { l.Style.Indent = e })
			}
		case "gray":
			g := uint8(s.Whole(v, "gray", 0, 255))
			set(func(l *Look) { l.Style.Gray = g })
		case "fill":
			g := uint8(s.Whole(v, "fill", 0, 255))
			set(func(l *Look) { l.Style.Fill = g })
		case "border":
			if b, ok := s.border(v); ok {
				set(func(l *Look) { l.Border = &b })
			}
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

// Is says whether a style is the other one or built on it.
func (t *StyleSheet) Is(name, other string) bool {
	for r := t.Rules[name]; r != nil; r = t.Rules[r.like] {
		if r.name == other {
			return true
		}
	}
	return false
}
