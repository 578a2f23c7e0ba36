package fromblank

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/grid"
)

const boxSigns = "□☐○◯"

var boxes = pattern.Late(`[□☐○◯]\s*([^□☐○◯]+)`)

// ownLabel is a label in the cell of its boxes.
var ownLabel = pattern.Late(`^\s*([^：:\n]{1,16})[：:]\s*$`)

// boxesBehind are boxes that stand behind what they tick: 新增□ 延续□.
var boxesBehind = pattern.Late(`([^□☐○◯]+?)\s*[□☐○◯]`)

// other is a choice with a place to write on: 其他____, 其他（    ）, 其他（请注明）：____.
var other = pattern.Late(`^(.*?)([：:]?[ 　]*)([_＿]{2,}|…{2,}|[（(][ 　_＿]{2,}[）)])[ 　、；;，。]*$`)

// tick is a box and what it ticks; what is to be written behind that stands from ≤ i < to of the cell's text.
type tick struct {
	at       int
	name     string
	from, to int
}

// boxesOf are the boxes of a text, each before what it ticks or each behind it, and what stands before the first; none
// if something is left over, or what a box ticks is no name.
func boxesOf(text string) (out []tick, front string) {
	i := strings.IndexAny(text, boxSigns)
	if i < 0 {
		return nil, text
	}
	front = text[:i]
	before := blank(front) || ownLabel.MatchString(front)
	if before {
		for _, m := range boxes.FindAllStringSubmatchIndex(text, -1) {
			t := tick{at: m[0], name: text[m[2]:m[3]]}
			if all := other.FindAllStringSubmatchIndex(t.name, 1); len(all) > 0 {
				gap := all[0]
				t.from, t.to = m[2]+gap[6], m[2]+gap[7]
				t.name = t.name[:gap[3]]
			}
			t.name = strings.Trim(t.name, " 　、；;，,\n")
			out = append(out, t)
		}
	} else {
		end := 0
		for _, m := range boxesBehind.FindAllStringSubmatchIndex(text, -1) {
			end = m[1]
			out = append(out, tick{at: end - len("□"), name: strings.Trim(text[m[2]:m[3]], " 　、；;，\n")})
		}
		if !blank(text[end:]) {
			return nil, front
		}
		front = ""
	}
	for _, t := range out {
		if t.name == "" || strings.ContainsAny(t.name, "|{}=_＿：:\n@") || len([]rune(t.name)) > 20 {
			return nil, front
		}
	}
	return out, front
}

// choicesOf is the kind of a field with these choices, whose label says whether several may be ticked.
func choicesOf(found []tick, label string) string {
	var names []string
	for _, t := range found {
		names = append(names, t.name)
	}
	kind := "{choices: [" + strings.Join(quotedAll(names), ", ") + "]"
	if strings.Contains(label, "多选") || len(names) == 1 {
		kind += ", multiple: true"
	}
	return kind + "}"
}

// takes says whether a field of the form has all of these choices.
func takes(f *model.Field, found []tick) bool {
	for _, t := range found {
		ok := false
		if f.Kind != model.Choice {
			return false
		}
		for _, c := range f.Choices {
			ok = ok || c == t.name
		}
		if !ok {
			return false
		}
	}
	return true
}

// drawTicks draws a text with its boxes as ticks of a field.
func drawTicks(s string, found []tick, path string) string {
	var text strings.Builder
	at := 0
	for _, t := range found {
		text.WriteString(escape(s[at:t.at]))
		fmt.Fprintf(&text, "{勾 %s=%s}", path, t.name)
		if at = t.at + len("□"); t.to > t.from {
			text.WriteString(escape(s[at:t.from]) + written(s[t.from:t.to], path+t.name))
			at = t.to
		}
	}
	text.WriteString(escape(s[at:]))
	return ends(text.String())
}

// written is a field where there is a gap to be written on: a line, or the inside of brackets.
func written(gap, path string) string {
	for _, b := range [][2]string{{"（", "）"}, {"(", ")"}} {
		if strings.HasPrefix(gap, b[0]) {
			inside := strings.TrimSuffix(strings.TrimPrefix(gap, b[0]), b[1])
			return b[0] + "{" + path + "}" + unlined(inside) + b[1] // blanks stay, behind the field
		}
	}
	return fmt.Sprintf("{线 %dmm {%s}}", max(2*len([]rune(gap)), 10), path)
}

// several is what a note says of the boxes of a name, “项目类别”……可多选, empty if none does.
func (g *guesser) several(name string) string {
	for i := range g.t.Cells {
		for _, s := range strings.FieldsFunc(g.t.Cells[i].Text, func(r rune) bool { return strings.ContainsRune("\n。；", r) }) {
			if strings.Contains(s, "可多选") && strings.Contains(s, "“"+name+"”") {
				return s
			}
		}
	}
	return ""
}

// choices makes a cell of boxes with a text each, □经常性 □一次性, the choices of the field its label names.
func (g *guesser) choices(n int) bool {
	c := &g.t.Cells[n]
	found, front := boxesOf(c.Text)
	if len(found) == 0 {
		return false
	}
	label, touches := g.left(c)
	head := g.head(c)
	where, group := "左边", ""
	switch m := ownLabel.FindStringSubmatch(front); {
	case m != nil:
		label, where = &grid.Cell{Text: m[1]}, "格里"
	case label != nil && head != nil && head != label && g.entriesRight(label) > 1: // a table of labels and heads
		group = cellName(label.Text)
		label, where = head, "左边“"+short(label.Text)+"”、上面"
	case label == nil && head != nil:
		label, where = head, "上面"
	case label == nil || !touches:
		return false
	}
	name := cellName(label.Text)
	if name == "" {
		return false
	}
	why := fmt.Sprintf("%s“%s”，几个方框", where, short(label.Text))
	var x guess
	if f := g.top(name); group == "" && f != nil && f.Kind == model.Choice && !g.used[name] && takes(f, found) {
		x, g.used[name] = guess{path: name}, true
	} else {
		p := g.free(ownName(group), ownName(name))
		if p == "" {
			return false
		}
		g.used[p] = true
		x = guess{path: p, kind: choicesOf(found, label.Text+c.Text+g.several(name))}
		x.why = why
		g.fresh = append(g.fresh, x)
	}
	for _, t := range found {
		if t.to > t.from {
			y := guess{path: x.path + t.name, kind: "text", why: why + "，“" + t.name + "”后面"}
			if g.used[y.path] {
				return false
			}
			if g.used[y.path] = true; g.top(y.path) == nil {
				g.fresh = append(g.fresh, y)
			}
		}
	}
	x.why, x.text = why, drawTicks(c.Text, found, x.path)
	g.cells[n] = x
	return true
}

func loneBox(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && strings.Trim(s, boxSigns) == "" && len([]rune(s)) == 1
}

// boxRow makes the boxes of a row, each under a head of its own, the choices of the field that the row's label names.
func (g *guesser) boxRow(n int) bool {
	c := &g.t.Cells[n]
	if _, done := g.cells[n]; done {
		return true
	}
	label, _ := g.left(c)
	if label == nil || cellName(label.Text) == "" {
		return false
	}
	var found []tick
	var at []int
	for k := c.Col; k < len(g.t.Columns); k++ {
		x := &g.t.Cells[g.at[c.Row][k]]
		if x.Col != k {
			continue
		}
		if x.Row != c.Row || !loneBox(x.Text) {
			break
		}
		head := g.head(x)
		if head == nil {
			return false
		}
		t := tick{name: strings.Join(strings.Fields(head.Text), "")}
		if t.name == "" || strings.ContainsAny(t.name, "|{}=_＿：:@") || slices.Contains(found, t) {
			return false
		}
		found, at = append(found, t), append(at, g.at[c.Row][k])
	}
	why := fmt.Sprintf("左边“%s”，一行方框", short(label.Text))
	x, ok := g.field("", cellName(label.Text), choicesOf(found, label.Text+g.several(cellName(label.Text))), why)
	if !ok {
		return false
	}
	for i, t := range found {
		g.cells[at[i]] = guess{path: x.path, kind: x.kind, why: why, text: fmt.Sprintf("{勾 %s=%s}", x.path, t.name)}
	}
	return true
}

// entriesRight counts the cells behind a label in its row that are to be filled in.
func (g *guesser) entriesRight(label *grid.Cell) (n int) {
	for k := label.Col + label.ColSpan; k < len(g.t.Columns); k++ {
		c := &g.t.Cells[g.at[label.Row][k]]
		if c.Col == k && (blank(c.Text) || strings.ContainsAny(c.Text, boxSigns)) {
			n++
		} else if c.Col == k {
			break
		}
	}
	return n
}

func quotedAll(names []string) (out []string) {
	for _, s := range names {
		out = append(out, quoted(s))
	}
	return out
}
