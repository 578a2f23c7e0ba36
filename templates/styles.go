package templates

import (
	"math/big"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// look is a style with the border it wants; nil: the table's usual one.
type look struct {
	style  grid.Style
	border *grid.Border
}

// styleRule is one style of the file (or built in): attributes set on top of another style.
type styleRule struct {
	name, like string
	at, likeAt yamltree.Pos
	builtin    bool
	set        []func(*look)
	used       bool
}

// styleSheet resolves names to looks.
type styleSheet struct {
	rules map[string]*styleRule
	order []string
}

// defaultLook is what every style starts from: 宋体 9 pt in the middle of the cell.
func defaultLook() look {
	return look{style: grid.Style{Family: "宋体", Size: 9 * unit.Pt, Align: grid.AlignCenter, VAlign: grid.AlignCenter}}
}

// builtinStyles is the usual look of a fiscal table; a layout may change each of them.
func builtinStyles() *styleSheet {
	s := &styleSheet{rules: map[string]*styleRule{}}
	add := func(name, like string, set ...func(*look)) {
		s.rules[name] = &styleRule{name: name, like: like, builtin: true, set: set}
		s.order = append(s.order, name)
	}
	left := func(l *look) { l.style.Align = grid.AlignLeft }
	add("label", "")
	add("text", "", left)
	add("number", "")
	add("group", "label")
	add("header", "label")
	add("stack", "label", func(l *look) { l.style.Stack = true })
	add("title", "", func(l *look) { l.style.Size, l.style.Bold = 18*unit.Pt, true })
	add("subtitle", "", func(l *look) { l.style.Size = 12 * unit.Pt })
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

// readStyles adds the styles of a file to the built-in ones.
func (s *source) readStyles(n *yaml.Node) *styleSheet {
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
		r.at = m.At[name]
		if old := sheet.rules[name]; old != nil { // built in: changed, not replaced
			if r.like == "" {
				r.like = old.like
			}
			r.set, r.builtin = append(slices.Clone(old.set), r.set...), true
		} else {
			sheet.order = append(sheet.order, name)
		}
		sheet.rules[name] = r
	}
	for _, name := range sheet.order {
		r := sheet.rules[name]
		if r.like != "" && sheet.rules[r.like] == nil {
			s.Errorf(r.likeAt, "LAYOUT-UNKNOWN-STYLE", yamltree.DidYouMean(r.like, sheet.order), "没有样式“%s”", r.like)
			r.like = ""
		}
	}
	for _, name := range sheet.order {
		path := []string{name}
		for r := sheet.rules[name]; r.like != ""; r = sheet.rules[r.like] {
			if i := slices.Index(path, r.like); i >= 0 {
				s.Errorf(sheet.rules[r.like].at, "LAYOUT-STYLE-CYCLE", "", "样式的 like 成了循环：%s", strings.Join(append(path[i:], r.like), " → "))
				r.like = ""
				break
			}
			path = append(path, r.like)
		}
	}
	return sheet
}

func (s *source) readStyle(name string, n *yaml.Node) *styleRule {
	r := &styleRule{name: name}
	m, ok := s.Mapping(n, "样式", styleKeys...)
	if !ok {
		return r
	}
	set := func(f func(*look)) { r.set = append(r.set, f) }
	for _, key := range m.Keys {
		v := m.Get(key)
		switch key {
		case "like":
			r.like, _ = s.Text(v, "like")
			r.likeAt = yamltree.At(v)
		case "font":
			if t, ok := s.Text(v, "font"); ok {
				set(func(l *look) { l.style.Family = t })
			}
		case "latin":
			if t, ok := s.Text(v, "latin"); ok {
				set(func(l *look) { l.style.Latin = t })
			}
		case "bold":
			b := s.Bool(v, "bold")
			set(func(l *look) { l.style.Bold = b })
		case "stack":
			b := s.Bool(v, "stack")
			set(func(l *look) { l.style.Stack = b })
		case "size":
			if d, ok := s.length(v, "size", unit.Pt, 200*unit.Pt, "pt"); ok {
				set(func(l *look) { l.style.Size = d })
			}
		case "floor":
			if d, ok := s.length(v, "floor", unit.Pt, 200*unit.Pt, "pt"); ok {
				set(func(l *look) { l.style.Floor = d })
			}
		case "pad":
			if d, ok := s.length(v, "pad", 0, 100*unit.MM, "pt"); ok {
				set(func(l *look) { l.style.PadLeft = d })
			}
		case "align":
			if a, ok := aligns[s.Word(v, "align", "left", "center", "right", "distribute", "justify")]; ok {
				set(func(l *look) { l.style.Align = a })
			}
		case "valign":
			if a, ok := valigns[s.Word(v, "valign", "top", "middle", "bottom")]; ok {
				set(func(l *look) { l.style.VAlign = a })
			}
		case "overflow":
			if o, ok := overflows[s.Word(v, "overflow", "grow", "shrink", "refuse")]; ok {
				set(func(l *look) { l.style.Overflow = o })
			}
		case "indent":
			if e, ok := s.ems(v); ok {
				set(func(l *look) { l.style.Indent = e })
			}
		case "gray":
			g := uint8(s.Whole(v, "gray", 0, 255))
			set(func(l *look) { l.style.Gray = g })
		case "fill":
			g := uint8(s.Whole(v, "fill", 0, 255))
			set(func(l *look) { l.style.Fill = g })
		case "border":
			if b, ok := s.border(v); ok {
				set(func(l *look) { l.border = &b })
			}
		}
	}
	return r
}

// length reads a length; a bare number has the unit given. Outside lo … hi it is an error.
func (s *source) length(n *yaml.Node, what string, lo, hi unit.Length, bare string) (unit.Length, bool) {
	t, ok := s.Text(n, what)
	if !ok {
		return 0, false
	}
	if bare != "mm" && strings.Trim(t, "0123456789.") == "" {
		t += bare
	}
	d, err := unit.Parse(t)
	switch {
	case err != nil && strings.HasPrefix(strings.TrimSpace(t), "-"):
		s.Errorf(yamltree.At(n), "LAYOUT-LENGTH", "", "%s不能是负数（%s）", what, n.Value)
	case err != nil:
		s.Errorf(yamltree.At(n), "LAYOUT-LENGTH", "如 10mm、10.5pt；不写单位是 "+bare, "%s“%s”不是长度", what, n.Value)
	case d < lo || d > hi:
		s.Errorf(yamltree.At(n), "LAYOUT-LENGTH", "", "%s应在 %smm 至 %smm 之间，这里是 %s", what, lo.MMString(), hi.MMString(), n.Value)
	default:
		return d, true
	}
	return 0, false
}

// ems reads an indent in em, as hundredths.
func (s *source) ems(n *yaml.Node) (int, bool) {
	t, ok := s.Text(n, "indent")
	if !ok {
		return 0, false
	}
	r, good := new(big.Rat), false
	if u := strings.TrimSuffix(t, "em"); len(u) < 8 && strings.Trim(u, "0123456789.") == "" {
		r, good = r.SetString(u)
	}
	if good {
		r.Mul(r, big.NewRat(100, 1))
		if r.IsInt() && r.Num().Int64() <= 2000 {
			return int(r.Num().Int64()), true
		}
	}
	s.Errorf(yamltree.At(n), "LAYOUT-LENGTH", "缩进以字为单位，如 2 或 1.5", "indent“%s”应是 0 至 20 的数", t)
	return 0, false
}

func (s *source) border(n *yaml.Node) (grid.Border, bool) {
	if n.Kind == yaml.ScalarNode {
		words := []string{"all", "none", "hair", "thin", "medium", "thick", "double"}
		w := s.Word(n, "border", words...)
		if w == "" {
			return grid.Border{}, false
		}
		k := grid.Thin
		if w != "all" {
			k = rules[w]
		}
		return grid.Border{Top: k, Right: k, Bottom: k, Left: k}, true
	}
	b := usualBorder
	m, ok := s.Mapping(n, "border", "top", "right", "bottom", "left")
	for _, key := range m.Keys {
		k := rules[s.Word(m.Get(key), "border 的 "+key, "none", "hair", "thin", "medium", "thick", "double")]
		switch key {
		case "top":
			b.Top = k
		case "right":
			b.Right = k
		case "bottom":
			b.Bottom = k
		case "left":
			b.Left = k
		}
	}
	return b, ok
}

var usualBorder = grid.Border{Top: grid.Thin, Right: grid.Thin, Bottom: grid.Thin, Left: grid.Thin}

// look resolves a name; it must be known.
func (t *styleSheet) look(name string) look {
	r := t.rules[name]
	r.used = true
	l := defaultLook()
	if r.like != "" {
		l = t.look(r.like)
	}
	for _, set := range r.set {
		set(&l)
	}
	l.style.Name = name
	return l
}

// is says whether a style is the other one or built on it.
func (t *styleSheet) is(name, other string) bool {
	for r := t.rules[name]; r != nil; r = t.rules[r.like] {
		if r.name == other {
			return true
		}
	}
	return false
}
