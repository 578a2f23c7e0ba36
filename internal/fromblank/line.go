package fromblank

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/grid"
)

// blankAfter is a label with a colon and what is to be written on: underscores, blanks, or a date.
var blankAfter = pattern.Late(`([^：:；;，,。 　_＿…\n]{1,12}(?:[（(][^（）()\n]{1,10}[）)])?)([：:])([ 　]*?)([_＿]{2,}|…{2,}|\.{6,}|(?:20[0-9]{2}|[_＿ 　]*)年[_＿ 　]+月[_＿ 　]+日|[ 　]{2,}|$)`)

// blanksOf draws a text of labels and blanks, 填表人：____ 联系电话：____ 年 月 日, with a field behind each label; empty if
// there are none, or if there is more in it.
func (g *guesser) blanksOf(n int) bool {
	c := &g.t.Cells[n]
	found := blankAfter.FindAllStringSubmatchIndex(c.Text, -1)
	if len(found) == 0 {
		return false
	}
	type spot struct {
		name, kind, gap string
		from, to        int // of what the field stands for
	}
	var spots []spot
	rest := ""
	at := 0
	for _, m := range found {
		rest += c.Text[at:m[0]]
		name := cellName(c.Text[m[2]:m[3]])
		if name == "" {
			return false
		}
		s := spot{name: name, kind: kindOf(name), gap: c.Text[m[8]:m[9]], from: m[8], to: m[9]}
		switch {
		case strings.Contains(s.gap, "年"):
			s.kind = "date"
		case strings.TrimLeft(s.gap, "_＿….") != "": // blanks stay, behind the field
			s.to = s.from
		}
		if strings.Contains(s.gap, "年") && strings.HasPrefix(s.gap, " ") || strings.HasPrefix(s.gap, "　") && strings.Contains(s.gap, "年") {
			s.from += len(s.gap) - len(strings.TrimLeft(s.gap, " 　"))
		}
		spots, at = append(spots, s), m[1]
	}
	rest += c.Text[at:]
	if len(found) == 1 && strings.TrimSpace(besides.ReplaceAllString(rest, "")) != "" && spots[0].to == spots[0].from { // a sentence with a colon in it
		return false
	}
	var text strings.Builder
	at = 0
	first := guess{}
	for i, s := range spots {
		x, ok := g.field("", s.name, s.kind, fmt.Sprintf("“%s：”后面", s.name))
		if !ok {
			return false
		}
		if i == 0 {
			first = x
		}
		text.WriteString(escape(c.Text[at:s.from]))
		piece := "{" + x.path + "}"
		switch gap := c.Text[s.from:s.to]; {
		case strings.Contains(gap, "年"):
			piece = "{" + x.path + "|" + unlined(gap) + "}"
		case gap != "":
			piece = fmt.Sprintf("{线 %spt {%s}}", c.Style.Size.Scale(int64(len([]rune(gap))), 2).PtString(), x.path)
		}
		text.WriteString(piece)
		at = s.to
	}
	text.WriteString(escape(c.Text[at:]))
	first.text = ends(text.String())
	g.cells[n] = first
	return true
}

// besides is what may stand beside a label and its blank, and is no sentence: where a seal goes, a date.
var besides = pattern.Late(`[（(](盖章|公章|签章|签字|签名)[）)]|[_＿ 　]*年[_＿ 　]+月[_＿ 　]+日`)

// unlined is a gap without what is there to be written on.
func unlined(s string) string { return strings.NewReplacer("_", " ", "＿", "　").Replace(s) }

// ends is a drawing with the blanks at its ends kept.
func ends(s string) string {
	if strings.HasPrefix(s, " ") {
		s = `\` + s
	}
	if strings.HasSuffix(s, " ") {
		s = s[:len(s)-1] + `\ `
	}
	return s
}

// dayGap is a date to be written in, without a label.
var dayGap = pattern.Late(`^([ 　]*)([_＿ 　]*年[_＿ 　]+月[_＿ 　]+日)([ 　]*)$`)

// day makes a date to be written in a field.
func (g *guesser) day(n int) bool {
	m := dayGap.FindStringSubmatch(g.t.Cells[n].Text)
	if m == nil {
		return false
	}
	x, ok := g.field("", "日期", "date", "“年月日”")
	if ok {
		x.text = ends(escape(m[1]) + "{" + x.path + "|" + unlined(m[2]) + "}" + escape(m[3]))
		g.cells[n] = x
	}
	return ok
}

// field is a field of the form by that name that no cell has yet, or one that is new.
func (g *guesser) field(group, name, kind, why string) (guess, bool) {
	if g.form != nil {
		if f := known(g.form.Fields, group, name, g.used); f != nil {
			p := dotted(f)
			g.used[p] = true
			return guess{path: p, why: why}, true
		}
	}
	p := g.free(group, name)
	if p == "" {
		return guess{}, false
	}
	g.used[p] = true
	x := guess{path: p, kind: kind, why: why}
	g.fresh = append(g.fresh, x)
	return x, true
}

var boxes = pattern.Late(`[□☐○◯]\s*([^□☐○◯]+)`)

// ownLabel is a label in the cell of its boxes.
var ownLabel = pattern.Late(`^\s*([^：:\n]{1,12})[：:]\s*$`)

// boxesBehind are boxes that stand behind what they tick: 新增□ 延续□.
var boxesBehind = pattern.Late(`([^□☐○◯]+?)\s*[□☐○◯]`)

// tick is a box and what it ticks.
type tick struct {
	at   int
	name string
}

// ticks are the boxes of a text, each before what it ticks or each behind it; none if something is left over.
func ticks(text string, before bool) (out []tick) {
	if before {
		for _, m := range boxes.FindAllStringSubmatchIndex(text, -1) {
			out = append(out, tick{m[0], strings.TrimRight(text[m[2]:m[3]], " 　、；;，\n")})
		}
		return out
	}
	end := 0
	for _, m := range boxesBehind.FindAllStringSubmatchIndex(text, -1) {
		end = m[1]
		out = append(out, tick{end - len("□"), strings.Trim(text[m[2]:m[3]], " 　、；;，\n")})
	}
	if !blank(text[end:]) {
		return nil
	}
	return out
}

// choices makes a cell of boxes with a text each, □经常性 □一次性, the choices of the field its label names.
func (g *guesser) choices(n int) bool {
	c := &g.t.Cells[n]
	label, touches := g.left(c)
	where := "左边"
	front := c.Text[:strings.IndexAny(c.Text, "□☐○◯")]
	m := ownLabel.FindStringSubmatch(front)
	if m != nil {
		label, touches, where = &grid.Cell{Text: m[1]}, true, "格里"
	}
	found := ticks(c.Text, m != nil || blank(front))
	if len(found) < 2 {
		return false
	}
	if label == nil || !touches || cellName(label.Text) == "" {
		return false
	}
	var names []string
	var text strings.Builder
	for _, t := range found {
		name := t.name
		if name == "" || strings.ContainsAny(name, "|{}=_＿：:") || len([]rune(name)) > 20 {
			return false
		}
		names = append(names, name)
	}
	var x guess
	name := cellName(label.Text)
	if f := g.top(name); f != nil && f.Kind == model.Choice && !g.used[name] && holdsAll(f.Choices, names) {
		x, g.used[name] = guess{path: name}, true
	} else {
		kind := "{choices: [" + strings.Join(quotedAll(names), ", ") + "]"
		if strings.Contains(label.Text, "多选") {
			kind += ", multiple: true"
		}
		p := g.free("", name)
		if p == "" {
			return false
		}
		g.used[p] = true
		x = guess{path: p, kind: kind + "}", why: fmt.Sprintf("%s“%s”，几个方框", where, short(label.Text))}
		g.fresh = append(g.fresh, x)
	}
	x.why = fmt.Sprintf("%s“%s”，几个方框", where, short(label.Text))
	at := 0
	for _, t := range found {
		text.WriteString(escape(c.Text[at:t.at]))
		fmt.Fprintf(&text, "{勾 %s=%s}", x.path, t.name)
		at = t.at + len("□")
	}
	text.WriteString(escape(c.Text[at:]))
	x.text = ends(text.String())
	g.cells[n] = x
	return true
}

func holdsAll(all, some []string) bool {
	for _, s := range some {
		ok := false
		for _, x := range all {
			ok = ok || x == s
		}
		if !ok {
			return false
		}
	}
	return true
}

func quotedAll(names []string) (out []string) {
	for _, s := range names {
		out = append(out, quoted(s))
	}
	return out
}

var constants = pattern.Late(`^([0-9]+(\.[0-9]+)?[%％]?|[—–/／×-]+)$`)

// constant says whether a text is a figure or a dash that the blank has for every record.
func constant(s string) bool { return constants.MatchString(strings.TrimSpace(s)) }

// constantCell gives a figure or dash to the field of the form whose cell it stands in.
func (g *guesser) constantCell(n int) {
	c := &g.t.Cells[n]
	label, _ := g.left(c)
	head := g.head(c)
	if g.form == nil || label == nil || head == nil || head == label {
		return
	}
	f := known(g.form.Fields, cellName(label.Text), cellName(head.Text), g.used)
	if f == nil {
		return
	}
	p, s := dotted(f), strings.TrimSpace(c.Text)
	x := guess{path: p, why: fmt.Sprintf("左边“%s”、上面“%s”，空表上是“%s”", short(label.Text), short(head.Text), s)}
	if s[0] >= '0' && s[0] <= '9' {
		if !f.Kind.Numeric() || strings.ContainsAny(s, "%％") {
			return
		}
		x.compute = s
		g.fixed = append(g.fixed, x)
	} else {
		x.text = "{" + p + "|" + s + "}"
	}
	g.used[p] = true
	g.cells[n] = x
}
