package fromblank

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// blankAfter is a label with a colon and what is to be written on: underscores, blanks, or a date.
var blankAfter = pattern.Late(`([^：:；;，,。 　_＿…\n]{1,12}(?:[（(][^（）()\n]{1,10}[）)])?)([：:])([ 　]*?)([_＿]{2,}|…{2,}|\.{6,}|[_＿ 　]*(?:20[0-9]{0,2})?[_＿ 　]*年[_＿ 　]+月(?:[_＿ 　]+日)?(?:[_＿ 　]+时)?(?:[_＿ 　]+分)?|[ 　]{2,}|$)`)

// dayHere is a date to be written, wherever it stands in a text.
var dayHere = pattern.Late(`[_＿ 　]*(?:20[0-9]{0,2})?[_＿ 　]*年[_＿ 　]+月(?:[_＿ 　]+日)?(?:[_＿ 　]+时)?(?:[_＿ 　]+分)?`)

// signs are what signatures are called; a date behind one is the day it was given.
var signs = pattern.Late(`(签字|签名|签章|盖章|负责人|经办人|审核人|审批人|签收人)$`)

// opinion is a label of a cell that is written in above the signature.
var opinion = pattern.Late(`(意见|结论|评语|批示|说明)$`)

// ownOpinion is the label of an opinion in its own cell, above where it is signed.
var ownOpinion = pattern.Late(`^[ 　]*([^：:，。；\n]{2,16}(?:意见|结论|评语|批示))[：:][ 　]*\n`)

// dayKind is the kind of a field for a date to be written in; with an hour, or without a day, it is a text.
func dayKind(gap string) string {
	if strings.Contains(gap, "时") || !strings.Contains(gap, "日") {
		return "text"
	}
	return "date"
}

// blanksOf draws a text of labels and blanks, 填表人：____ 联系电话：____ 年 月 日, with a field behind each label; empty if
// there are none, or if there is more in it.
func (g *guesser) blanksOf(n int) bool {
	c := &g.t.Cells[n]
	found := blankAfter.FindAllStringSubmatchIndex(c.Text, -1)
	label, touches := g.left(c)
	beside := ""
	if g.t.Rows[c.Row].Role.Bordered() && touches && label != nil {
		beside = ownName(cellName(label.Text))
	}
	var own []int
	if all := ownOpinion.FindAllStringSubmatchIndex(c.Text, 1); len(all) > 0 {
		own = all[0]
		if beside = ownName(cellName(c.Text[own[2]:own[3]])); beside == "" {
			return false
		}
		found = slices.DeleteFunc(found, func(m []int) bool { return m[0] < own[1] })
	}
	if len(found) == 0 && own == nil && !(opinion.MatchString(beside) && dayHere.MatchString(c.Text)) {
		return false
	}
	var spots []spot
	rest := ""
	at := 0
	for _, m := range found {
		rest += c.Text[at:m[0]]
		name := ownName(cellName(c.Text[m[2]:m[3]]))
		if name == "" {
			return false
		}
		s := spot{name: name, kind: kindOf(name), gap: c.Text[m[8]:m[9]], from: m[8], to: m[9]}
		day := strings.Contains(s.gap, "年")
		if signs.MatchString(name) && beside != "" && (g.used[name] || len([]rune(name)) == 2) { // of which a table has several
			s.name = beside + name
		}
		if g.used[s.name] && g.top(s.name) == nil { // 填表人：____ 联系电话：____
			if prev := g.before(c); len(spots) > 0 {
				s.name = spots[len(spots)-1].name + s.name
			} else if !g.t.Rows[c.Row].Role.Bordered() {
				s.name = prev + s.name
			}
		}
		lead := len(s.gap) - len(strings.TrimLeft(s.gap, " 　"))
		switch {
		case day && signs.MatchString(name) && lead >= 4:
			when := spot{name: cmp.Or(beside, name) + "日期", kind: dayKind(s.gap), gap: s.gap, from: s.from + lead, to: s.to}
			s.kind, s.gap, s.to = "text", "", s.from
			spots, at = append(spots, s, when), m[1]
			continue
		case day:
			s.kind = dayKind(s.gap)
			s.from += lead
		case strings.TrimLeft(s.gap, "_＿….") != "": // blanks stay, behind the field
			s.to = s.from
		}
		spots, at = append(spots, s), m[1]
	}
	rest += c.Text[at:]
	for _, m := range dayHere.FindAllStringIndex(c.Text, -1) { // a day that no label has
		if !slices.ContainsFunc(spots, func(x spot) bool { return m[0] < x.to && x.from < m[1] }) {
			lead := len(c.Text[m[0]:m[1]]) - len(strings.TrimLeft(c.Text[m[0]:m[1]], " 　"))
			spots = append(spots, spot{name: beside + "日期", kind: dayKind(c.Text[m[0]:m[1]]), from: m[0] + lead, to: m[1]})
		}
	}
	// Before a seal alone an opinion could not be told from it again when the form comes back.
	if len(found) > 0 && opinion.MatchString(beside) && strings.HasPrefix(strings.TrimLeft(c.Text, " 　"), "\n") {
		spots = append(spots, spot{name: beside, kind: "text"})
	}
	if own != nil && len(spots) > 0 && strings.ContainsAny(c.Text[own[1]:], "：:") && !g.used[beside] {
		spots = append(spots, spot{name: beside, kind: "text", from: own[1], to: own[1]})
	}
	slices.SortStableFunc(spots, func(a, b spot) int { return a.from - b.from })
	for i := 1; i < len(spots); i++ { // before a seal and its day: nobody could tell them apart, so it is written by hand
		between := c.Text[spots[i-1].to:spots[i].from]
		if s := seals.ReplaceAllString(between, ""); s != between && blank(s) && spots[i-1].to == spots[i-1].from {
			g.said = append(g.said, fmt.Sprintf("%s 的“%s：”在印章和日期前面，没有字段，由人手写", g.ref(c), spots[i-1].name))
			spots = slices.Delete(spots, i-1, i)
			i--
		}
	}
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

// seals are where one goes.
var seals = pattern.Late(`[（(](盖章|公章|签章|签字盖章)[）)]`)

// spot is where something is to be written in a text, from ≤ i < to of it.
type spot struct {
	name, kind, gap string
	from, to        int // of what the field stands for
}

// besides is what may stand beside a label and its blank, and is no sentence: where a seal goes, a date.
var besides = pattern.Late(`[（(](盖章|公章|签章|签字|签名)[）)]|(金额|计量|数量|计价)?单位[：:][ 　]*[^：: 　]{1,10}$|[_＿ 　]*年[_＿ 　]+月[_＿ 　]+日`)

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
var dayGap = pattern.Late(`^([ 　]*)([_＿ 　]*(?:20[0-9]{0,2})?[_＿ 　]*年[_＿ 　]+月(?:[_＿ 　]+日)?(?:[_＿ 　]+时)?(?:[_＿ 　]+分)?)([ 　]*)$`)

// daySpan is one from a day to another, with what stands before it.
var daySpan = pattern.Late(`^([^至到—_＿0-9年-]*?)([_＿ 　]*(?:20[0-9]{0,2})?[_＿ 　]*年[_＿ 　]+月(?:[_＿ 　]+日)?)([_＿ 　]*[至到—-]+)([_＿ 　]*年[_＿ 　]+月(?:[_＿ 　]+日)?)([ 　]*[止]?)$`)

// day makes a date to be written in a field, named by the label at its left.
func (g *guesser) day(n int) bool {
	c := &g.t.Cells[n]
	name, why := "日期", "“年月日”"
	if label, touches := g.left(c); label != nil && touches && g.t.Rows[c.Row].Role.Bordered() && cellName(label.Text) != "" {
		name, why = cellName(label.Text), fmt.Sprintf("左边“%s”，“年月日”", short(label.Text))
	}
	if m := daySpan.FindStringSubmatch(c.Text); m != nil {
		if own := ownLabel.FindStringSubmatch(m[1]); own != nil && cellName(own[1]) != "" {
			name, why = cellName(own[1]), fmt.Sprintf("“%s：”后面，“年月日”", short(own[1]))
		}
		from, ok := g.field("", ownName(name)+"起", dayKind(m[2]), why)
		to, ok2 := g.field("", ownName(name)+"止", dayKind(m[4]), why)
		if ok && ok2 {
			lead := len(m[4]) - len(strings.TrimLeft(m[4], " 　"))
			from.text = ends(escape(m[1]) + "{" + from.path + "|" + unlined(m[2]) + "}" + escape(m[3]+m[4][:lead]) +
				"{" + to.path + "|" + unlined(m[4][lead:]) + "}" + escape(m[5]))
			g.cells[n] = from
		}
		return ok && ok2
	}
	m := dayGap.FindStringSubmatch(c.Text)
	if m == nil {
		return false
	}
	x, ok := g.field("", name, dayKind(m[2]), why)
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
	p := g.free(ownName(group), ownName(name))
	if p == "" {
		return guess{}, false
	}
	g.used[p] = true
	x := guess{path: p, kind: kind, why: why}
	g.fresh = append(g.fresh, x)
	return x, true
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
	f := g.knownTotal(label, "", cellName(head.Text))
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
