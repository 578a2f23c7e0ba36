package collect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	late "github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/templates"
)

// keep takes one value.
func (t *taker) keep(m matched, of *templates.OutlineField, x *cell, text string, ticks []string, goesOn bool) {
	path := t.path(of)
	f := of.Field
	v := t.at(x)
	v.Path, v.Text, v.field, v.ticks, v.inherited = path, text, f, ticks, goesOn
	if !t.unformat(v, of.Format) || !t.cell(v, x, f) {
		return
	}
	v.Confidence = t.confidence(m, x)
	if more := sideBySide.FindStringSubmatch(text); more != nil && x.name == "" && ticks == nil {
		t.say(finding.Warning, "READ-GUESS", x, path, fmt.Sprintf("这一格里像是并排写了几项（“%s”），全部收作“%s”。", more[1], f.Name), "请分开写在各自的格里")
	}
	if x.order && x.said == nil {
		t.say(finding.Warning, "READ-GUESS", x, path, fmt.Sprintf("表外的一行文字，按次序认作“%s”。", f.Name), "请核对")
	}
	t.add(v)
}

// sideBySide is another label with its colon, behind a gap within a text.
var sideBySide = late.Late(`\S[\s\x{3000}\x{00a0}]{2,}([\p{Han}（）()]{2,12}[：:])`)

// unformat takes a value out of the format its cell prints it in. Of a column in another unit a workbook holds all
// digits; any other file has those that are shown; false: the value is better left to be computed.
func (t *taker) unformat(v *Value, format string) bool {
	if format == "" || v.ticks != nil {
		return true
	}
	x, shown := v.x, v.Text
	v.scaled = number.Scale(format) != 0
	if v.scaled && x.kind == found.Number && x.stored != "" && x.text == shown {
		shown = x.stored
	}
	v.Text = number.Unformat(shown, format)
	if d, ok := number.Parse(v.Text); ok && d.String() == x.stored { // told by the format
		v.scaled = true
	}
	if number.Scale(format) < 0 && x.kind != found.Number && x.name == "" && v.Text != shown {
		if v.field.Compute != "" {
			return false // it is exact as it is computed
		}
		t.say(finding.Warning, "READ-ROUNDED", x, v.Path, fmt.Sprintf("这一栏换了单位印（%s），“%s”可能舍入过，收作 %s。",
			format, shorten(shown), v.Text), "对照原来的数")
	}
	return true
}

// cell judges what a cell holds: false if there is nothing to take. Everything that is no plain text is said.
func (t *taker) cell(v *Value, x *cell, f *model.Field) bool {
	path := v.Path
	switch {
	case t.ours(x, f):
		if x.kind == found.Fault || x.kind == found.Empty {
			return false // the form computes it
		}
		v.computed = ours
	case x.formula != "" && x.kind == found.Empty && f.Compute != "":
		return false // the same, by a formula of the user's that no program has computed
	case x.formula == "" && f.Compute != "" && x.computed:
		v.computed = asPrinted
	}
	if v.computed == entered && !t.sound(x, path) || x.kind == found.Empty {
		return false
	}
	if x.formula != "" && v.computed == entered {
		v.formula = true
		t.say(finding.Note, "READ-FORMULA", x, path, fmt.Sprintf("格里是公式，取显示的结果“%s”。", shorten(x.text)), "")
	}
	if blank(v.Text) && v.ticks == nil && v.computed == entered {
		ours := x.name != "" && t.b.marks.tells
		v.meant = x.meant
		switch {
		case f.Kind == model.Choice || f.Kind == model.Year || !ours && !v.meant:
			t.say(finding.Note, "READ-BLANK", x, path, "格里只有空格，按没有填写。", "")
			return false
		case ours:
			t.say(finding.Note, "READ-BLANK", x, path, "格里只有空格，收作写明的空白：不计算，印出来是空的。", "没有内容请清空这一格")
		}
	}
	switch {
	case v.computed != entered:
	case x.returns:
		t.say(finding.Note, "READ-GUESS", x, path, "格里有看不见的回车符，按换行收。", "")
	case x.kind == found.Date:
		t.say(finding.Note, "READ-GUESS", x, path, fmt.Sprintf("格里是日期，按显示的“%s”收。", x.text), "")
	case x.kind == found.Bool:
		t.say(finding.Note, "READ-GUESS", x, path, fmt.Sprintf("格里是逻辑值，按“%s”收。", x.text), "")
	case x.kind == found.Number && x.stored != "" && !v.scaled:
		t.say(finding.Warning, "READ-ROUNDED", x, path, fmt.Sprintf("格里存的是 %s，显示为“%s”，按显示的收。", x.stored, x.text),
			"如果要更多的小数，请改这一格的格式")
	}
	return true
}

// ours says whether a formula is one that we wrote: into this cell, or into any, for a row that was put in.
func (t *taker) ours(x *cell, f *model.Field) bool {
	if x.formula == "" {
		return false
	}
	k := workbook.Skeleton(x.formula)
	if t.b.marks.formula[x.name] == k {
		return true
	}
	if f.Compute != "" {
		for _, s := range t.b.marks.formula {
			if s == k {
				return true
			}
		}
	}
	return false
}

// sound says what the door said of a cell, once, and whether its value can be taken.
func (t *taker) sound(x *cell, path string) bool {
	ok := true
	for _, f := range x.said {
		if t.say(f.Severity, f.Code, x, path, f.Message, f.Hint); f.Severity == finding.Error {
			ok = false
		}
	}
	x.said = nil
	return ok
}

// confidence is how sure a cell's place is: by name, by labels that all agree, or by labels that agree in part.
func (t *taker) confidence(m matched, x *cell) float64 {
	if x.name != "" {
		return 1
	}
	c := sureAtBest - lessSure*max(m.cost, 0)
	return max(float64(int(c*100))/100, sureAtLeast)
}

// How sure a value without a name of ours is: at best, less by this for each unit of what the row costs, and at
// least; and one that is known by its name alone, at a place where the form has nothing.
const (
	sureAtBest, lessSure, sureAtLeast = 0.98, 0.08, 0.3
	sureByName                        = 0.9
)

func (t *taker) add(v *Value) {
	old, ok := t.byPath[v.Path]
	if !ok {
		if g, is := t.b.marks.given[v.Path]; is && g.text == v.Text { // its name is lost, or it was typed again
			if p, ok := t.cells[v.Path]; ok && p.x != v.x && p.x.name != "" && v.x.name == "" {
				return // what we printed once more, locked; its answer was taken away
			}
			v.given = true
		}
		v.Place = pointer.Path(v.Path).Place()
		t.byPath[v.Path] = v
		t.out = append(t.out, v)
		return
	}
	switch {
	case old.x.name != "" && v.x.name == "", v.scaled && !old.scaled: // printed once more: locked, or in another unit
	case old.scaled && !v.scaled:
		v.Place = old.Place
		*old = *v
	case v.field.Kind == model.Choice && v.field.Multiple:
		old.ticks = append(old.ticks, v.ticks...)
	case old.Text != v.Text:
		t.say(finding.Error, "READ-TWICE", v.x, v.Path,
			fmt.Sprintf("“%s”在 %s 是“%s”，在 %s 是“%s”，不知以哪个为准。", v.field.Name, old.Cell, shorten(old.Text), v.Cell,
				shorten(v.Text)), "改成一致")
	}
}

// strays takes what has a name of ours but is where the alignment does not look: a block that was moved as a whole.
func (t *taker) strays() {
	absent := map[*model.Field]string{}
	for i := range t.a.p.rows {
		for _, c := range t.a.p.rows[i].cells {
			if c.field != nil {
				absent[c.field.Field] = c.absent
			}
		}
	}
	items := map[string]string{} // old list and row → new item
	for r := range t.s.rows {
		for _, x := range t.a.segs[r] {
			f := t.a.named[x.name]
			if f == nil || x.row != r || x.used || x.kind == found.Empty {
				continue
			}
			if a := absent[f]; a != "" && x.text == a {
				x.used = true
				continue
			}
			if path, ok := t.moved(t.b.marks.path[x.name], r, items); ok {
				x.used = true
				t.stray(path, x, f)
			}
		}
	}
}

// moved is the path of a datum in a row that was moved: in a new item of its list. An item of an item is left over.
func (t *taker) moved(path string, row int, items map[string]string) (string, bool) {
	old := string(pointer.Path(path).Row())
	if old == "" {
		return path, true
	}
	list := old[:strings.LastIndexByte(old, '/')]
	if pointer.Path(list).Row() != "" {
		return "", false
	}
	key := fmt.Sprintf("%s#%d", list, row)
	if items[key] == "" {
		items[key] = fmt.Sprintf("%s/%d", list, t.next[list])
		t.next[list]++
	}
	return items[key] + strings.TrimPrefix(path, old), true
}

func (t *taker) stray(path string, x *cell, f *model.Field) {
	v := t.at(x)
	v.Path, v.Text, v.field, v.Confidence = path, x.text, f, sureByName
	if f.Kind == model.Choice && f.Multiple {
		v.ticks, _ = ticksIn(f, x.text)
	}
	if t.cell(v, x, f) {
		t.say(finding.Note, "READ-NAME", x, path, fmt.Sprintf("位置变了，按这一格的名称认作“%s”。", pointer.Path(path).Place()), "")
		t.add(v)
	}
}

// leftovers says what is on the sheet and was not taken.
func (t *taker) leftovers(rows []matched, form *model.Form) {
	if len(rows) == 0 {
		return
	}
	first, last := t.ends(rows)
	right := 0
	state := map[int]bool{}
	labels := map[string]bool{}
	for i := range t.a.p.rows {
		for _, c := range t.a.p.rows[i].cells {
			labels[c.label] = true
		}
	}
	for _, m := range rows {
		state[m.row] = true
		for _, p := range m.pairs {
			if p.c != nil && p.x != nil {
				right = max(right, p.x.col+p.x.cols)
			}
		}
	}
	t.beside(form)
	for r := range t.s.rows {
		if !state[r] && t.toldAlready(r) {
			continue
		}
		stray := false // a row of the form that is not where it should be
		for _, x := range t.a.segs[r] {
			stray = stray || x.row == r && !x.used && labels[x.norm] && x.norm != ""
		}
		for _, x := range t.a.segs[r] {
			if x.row != r || x.used || x.kind == found.Empty || blank(x.text) || workbook.InPanel(form, x.text) {
				continue
			}
			sev, hint := finding.Error, "如果不属于这张表，请删去，或移到表格下方"
			switch {
			case x.line != nil && t.lines[x.line]:
				continue // read as one of another table's
			case labels[x.norm] || x.line != nil && x.norm == normal(form.Name):
				sev, hint = finding.Note, ""
			case x.line != nil:
				sev, hint = finding.Warning, ""
			case x.col < right && stray:
			case r < first || r > last || x.col >= right:
				sev, hint = finding.Warning, ""
			}
			t.say(sev, "READ-LEFT", x, "", fmt.Sprintf("“%s”在官方表里没有对应的位置，没有收。", shorten(x.text)), hint)
		}
	}
}

// ends are the first and the last row of the table that were read; lines beside it do not count.
func (t *taker) ends(rows []matched) (first, last int) {
	first, last = rows[0].row, rows[len(rows)-1].row
	table := func(m matched) bool { return t.s.from == nil || t.s.from[m.row].t != nil }
	if i := slices.IndexFunc(rows, table); i >= 0 {
		first = rows[i].row
		for _, m := range rows {
			if table(m) {
				last = m.row
			}
		}
	}
	return first, last
}

// beside says what someone has written in the column of hints, or to the right of it.
func (t *taker) beside(form *model.Form) {
	for r, row := range t.s.rows {
		for c := t.s.end; c < len(row); c++ {
			x := row[c]
			if x.row != r || x.col != c || x.kind == found.Empty || blank(x.text) ||
				workbook.InPanel(form, x.text) || c == t.s.end && x.formula != "" {
				continue
			}
			t.say(finding.Warning, "READ-LEFT", x, "", fmt.Sprintf("“%s”写在表格外面，没有收。", shorten(x.text)), "要收的内容请写进黄色的格")
		}
	}
}
