package collect

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/templates"
)

// object is a record under way: values by name, items of lists in order.
type object struct {
	values map[string]*Value
	groups map[string]*object
	items  map[string][]*object // nil where an item has nothing
	from   string               // of an item: its path before rows that nobody filled in were dropped
}

func newObject() *object {
	return &object{values: map[string]*Value{}, groups: map[string]*object{}, items: map[string][]*object{}}
}

// record makes the record of what was taken.
func (t *taker) record(l *templates.Layout, res *Result) {
	root := newObject()
	t.root = root
	for _, v := range t.out {
		root.put("", pointer.Path(v.Path).Names(), v, l.Form.Fields)
	}
	t.prune(root, l.Form.Fields, l.Outline())
	res.Findings = append(res.Findings, t.pruned...)
	root.each(l.Form.Fields, "", func(path string, v *Value) { v.Path, v.Place = path, pointer.Path(path).Place() })
	res.Changed = t.changed(res)
	if err := t.whole(root, l, res); err != nil {
		res.Findings = append(res.Findings, finding.Of(err)...)
	}
	// Computed values that are what the form computes were not entered.
	keep := func(v *Value) bool { return v.computed == entered }
	bare := func() (*model.Record, error) {
		r, err := t.bind(root, l, res.Form, keep)
		if err != nil {
			return nil, err
		}
		if err := r.Compute(l.Params); err != nil && finding.Of(err) == nil {
			return nil, err
		}
		return r, nil
	}
	computed, err := bare()
	if err != nil {
		res.Findings = append(res.Findings, t.located(finding.Of(err))...)
	} else {
		t.settle(computed, bare, res)
	}
	res.Values = nil
	root.each(l.Form.Fields, "", func(_ string, v *Value) {
		if keep(v) {
			res.Values = append(res.Values, v)
		}
	})
	res.Findings.Sort()
	for _, f := range res.Findings {
		if f.Severity == finding.Error && strings.HasPrefix(f.Code, "READ-") {
			return
		}
	}
	if computed == nil {
		return // why is said
	}
	rec, err := t.bind(root, l, res.Form, keep)
	if err != nil {
		res.Findings = append(res.Findings, t.located(finding.Of(err))...)
		return
	}
	for _, n := range t.located(rec.Notes) {
		if n.Code != "DATA-MISSING" { // complete says what is missing
			res.Findings = append(res.Findings, n)
		}
	}
	res.Record = rec
	res.Data = root.json(l.Form.Fields, res.Form, keep)
	t.complete(l, res)
	res.Findings.Sort()
}

// whole prints the form anew where a value was taken out of a longer text: if that does not say the same, the whole text is the
// value.
func (t *taker) whole(root *object, l *templates.Layout, res *Result) error {
	some := false
	for _, v := range t.out {
		some = some || v.whole != ""
	}
	if !some {
		return nil
	}
	rec, err := t.bind(root, l, res.Form, func(v *Value) bool { return v.computed == entered })
	if err != nil {
		return err
	}
	if err := rec.Compute(l.Params); err != nil && finding.Of(err) == nil {
		return err
	}
	g, err := l.Expand(rec)
	if err != nil {
		return err
	}
	printed := map[string]bool{}
	for i := range g.Tables {
		for k := range g.Tables[i].Cells {
			c := &g.Tables[i].Cells[k]
			printed[c.Path+"\x00"+c.Text] = true
		}
	}
	good := map[*cell]bool{} // a merged cell is printed once, for its first item
	for _, v := range t.out {
		if v.whole != "" && (printed[v.Path+"\x00"+v.whole] || printed["\x00"+v.whole]) { // a kept empty category has no path
			good[v.x] = true
		}
	}
	for _, v := range t.out {
		if v.whole != "" && !good[v.x] {
			v.Text = v.whole
		}
	}
	return nil
}

// put places a value by the names of its path from at on.
func (o *object) put(at pointer.Path, path []string, v *Value, fields []*model.Field) {
	name := path[0]
	at = at.Child(name)
	if len(path) == 1 {
		o.values[name] = v
		return
	}
	var f *model.Field
	for _, c := range fields {
		if c.Name == name {
			f = c
		}
	}
	if f == nil {
		return
	}
	if f.Kind == model.Rows {
		n, _ := strconv.Atoi(path[1])
		for len(o.items[name]) <= n {
			item := newObject()
			item.from = string(at.Item(len(o.items[name])))
			o.items[name] = append(o.items[name], item)
		}
		o.items[name][n].put(at.Item(n), path[2:], v, f.Fields)
		return
	}
	if o.groups[name] == nil {
		o.groups[name] = newObject()
	}
	o.groups[name].put(at, path[1:], v, f.Fields)
}

// prune drops the rows nobody filled in: those with nothing but a merged group's name.
func (t *taker) prune(o *object, fields []*model.Field, out templates.Outline) {
	merged := map[*model.Field]bool{}
	var walk func(n []templates.OutlineNode)
	walk = func(n []templates.OutlineNode) {
		for _, x := range n {
			for _, f := range x.Merge {
				merged[f] = true
			}
			walk(x.Rows)
			walk(x.Else)
		}
	}
	for _, tb := range out.Tables {
		walk(tb.Rows)
	}
	t.pruneIn(o, fields, merged)
}

func (t *taker) pruneIn(o *object, fields []*model.Field, merged map[*model.Field]bool) {
	for _, f := range fields {
		if g := o.groups[f.Name]; g != nil {
			t.pruneIn(g, f.Fields, merged)
		}
		if f.Kind != model.Rows {
			continue
		}
		var kept []*object
		for _, item := range o.items[f.Name] {
			t.pruneIn(item, f.Fields, merged)
			filled, named := item.filled(merged)
			switch {
			case filled:
				t.groupGap(item, kept, f, merged)
				kept = append(kept, item)
			case named != nil && !named.inherited:
				t.pruned = append(t.pruned, finding.Finding{Code: "READ-ROW", Severity: finding.Note, Pos: finding.Pos{File: t.b.name},
					Place: "工作表“" + named.Sheet + "”" + named.Cell, Printed: named.Text,
					Message: fmt.Sprintf("这一行只有“%s”，没有别的内容，没有收。", shorten(named.Text))})
			}
		}
		o.items[f.Name] = kept
	}
}

// groupGap says where a group's name is missing although the row above has one: it may be meant to be the same.
func (t *taker) groupGap(item *object, before []*object, list *model.Field, merged map[*model.Field]bool) {
	if len(before) == 0 {
		return
	}
	for _, f := range list.Fields {
		last := before[len(before)-1].values[f.Name]
		if !merged[f] || item.values[f.Name] != nil || last == nil {
			continue
		}
		for _, c := range list.Fields {
			if v := item.values[c.Name]; v != nil {
				t.pruned = append(t.pruned, finding.Finding{Code: "READ-GROUP", Severity: finding.Warning, Pos: finding.Pos{File: t.b.name},
					Place:   "工作表“" + v.Sheet + "”第 " + strconv.Itoa(v.x.row+1) + " 行",
					Message: fmt.Sprintf("“%s”是空的，按没有填写收；上一行是“%s”。", f.Name, shorten(last.Text)), Hint: "如果与上一行相同，请填上"})
				break
			}
		}
	}
}

// filled says whether an item holds anything but group names, and gives one of those.
func (o *object) filled(merged map[*model.Field]bool) (yes bool, group *Value) {
	for _, v := range o.values {
		if v.computed != entered || blank(v.Text) && v.ticks == nil && !v.given && !v.meant {
			continue
		}
		if !merged[v.field] {
			return true, nil
		}
		if group == nil || v.x.col < group.x.col {
			group = v
		}
	}
	for _, g := range o.groups {
		if y, _ := g.filled(merged); y {
			return true, nil
		}
	}
	for _, l := range o.items {
		if len(l) > 0 {
			return true, nil
		}
	}
	return false, group
}

// bind makes a record of the values that keep says.
func (t *taker) bind(root *object, l *templates.Layout, form string, keep func(*Value) bool) (*model.Record, error) {
	return bound(t.b.name, root.json(l.Form.Fields, form, keep), l.Form, model.BindPartial)
}

// bound is a record from its JSON.
func bound(name string, raw []byte, form *model.Form, bind func(*data.Value, *model.Form) (*model.Record, error)) (*model.Record, error) {
	var rec *model.Record
	var failed error
	err := data.Read("收回.json", raw, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		d.File = name
		rec, failed = bind(d, form)
		return nil
	})
	if err == nil {
		err = failed
	}
	if err != nil {
		return nil, err
	}
	return rec, nil
}

// located gives findings about values the cells they are about, and takes the lines of our own JSON from them.
func (t *taker) located(l finding.List) finding.List {
	at := map[string]*Value{}
	for _, v := range t.out {
		at[v.Path] = v
	}
	out := append(finding.List{}, l...)
	for i := range out {
		out[i].Pos = finding.Pos{File: t.b.name}
		out[i].Record = ""
		if v := at[out[i].Path]; v != nil {
			out[i].Place += "（工作表“" + v.Sheet + "”" + v.Cell + "）"
		} else if p, ok := t.spot(out[i].Path); ok {
			out[i].Place += "（" + p.s.where(p.x) + "）"
		}
	}
	return out
}

// settle decides what becomes of values that a formula of ours, or we, computed. One that is not what the form computes was written
// over and is entered; but it may differ only because it rests on another one that was written over, so those are taken one at a
// time, the one first that explains most of the others.
func (t *taker) settle(computed *model.Record, anew func() (*model.Record, error), res *Result) {
	for {
		over := t.overwritten(computed)
		if len(over) == 0 {
			break
		}
		best, least, next := over[0], math.MaxInt, computed
		for _, v := range over {
			was := v.computed
			v.computed = entered
			r, err := anew()
			if err == nil {
				if left := len(t.overwritten(r)); left < least {
					best, least, next = v, left, r
				}
			}
			v.computed = was
		}
		best.computed, computed = entered, next
	}
	for _, v := range t.out {
		if c := computed.At(v.Path); v.computed == ours && c != nil && c.Origin == model.Computed && !matches(c, v) {
			t.s = t.b.sheetNamed(v.Sheet)
			t.say(finding.Warning, "READ-STALE", v.x, v.Path, fmt.Sprintf("“%s”处公式的结果是“%s”，按规则应为“%s”；以规则为准。", pointer.Path(v.Path).Place(), shorten(v.Text), c.Text), "在 Excel 里打开再保存一次，公式会重新计算")
			res.Findings = append(res.Findings, t.list[len(t.list)-1])
		}
	}
}

// overwritten are the values that we had printed as computed and that are not what is computed.
func (t *taker) overwritten(computed *model.Record) (out []*Value) {
	for _, v := range t.out {
		if v.computed == reckoned {
			if c := computed.At(v.Path); c == nil || c.Origin != model.Computed || !matches(c, v) {
				out = append(out, v)
			}
		}
	}
	return out
}

// matches says whether a value read is the one computed; inside a text it was trimmed.
func matches(c *model.Value, v *Value) bool {
	return equalFigures(c.Text, v.Text) || trim(c.Text) == v.Text
}

func equalFigures(a, b string) bool {
	if a == b {
		return true
	}
	x, ok1 := number.Parse(a)
	y, ok2 := number.Parse(b)
	return ok1 && ok2 && x.Equal(y)
}

// each goes through the values in the order of the form, with their paths.
func (o *object) each(fields []*model.Field, path string, visit func(string, *Value)) {
	for _, f := range fields {
		at := string(pointer.Path(path).Child(f.Name))
		switch {
		case o.values[f.Name] != nil:
			visit(at, o.values[f.Name])
		case o.groups[f.Name] != nil:
			o.groups[f.Name].each(f.Fields, at, visit)
		}
		for i, item := range o.items[f.Name] {
			item.each(f.Fields, string(pointer.Path(at).Item(i)), visit)
		}
	}
}

// json is the record in the order of the form, one space an indent.
func (o *object) json(fields []*model.Field, form string, keep func(*Value) bool) []byte {
	var b bytes.Buffer
	b.WriteString("{\n \"form\": " + quoted(form))
	o.write(&b, fields, "\n ", false, keep)
	b.WriteString("\n}\n")
	return b.Bytes()
}

func (o *object) write(b *bytes.Buffer, fields []*model.Field, indent string, first bool, keep func(*Value) bool) {
	for _, f := range fields {
		if !o.has(f, keep) {
			continue
		}
		if !first {
			b.WriteByte(',')
		}
		first = false
		b.WriteString(indent + quoted(f.Name) + ": ")
		switch {
		case f.Kind == model.Group:
			b.WriteByte('{')
			o.groups[f.Name].write(b, f.Fields, indent+" ", true, keep)
			b.WriteString(indent + "}")
		case f.Kind == model.Rows:
			b.WriteByte('[')
			for i, item := range o.items[f.Name] {
				if i > 0 {
					b.WriteByte(',')
				}
				b.WriteString(indent + " {")
				item.write(b, f.Fields, indent+"  ", true, keep)
				b.WriteString(indent + " }")
			}
			b.WriteString(indent + "]")
		case f.Kind == model.Choice && f.Multiple && o.values[f.Name].ticks != nil:
			v := o.values[f.Name]
			b.WriteByte('[')
			for i, s := range v.ticks {
				if i > 0 {
					b.WriteString(", ")
				}
				b.WriteString(quoted(s))
			}
			b.WriteByte(']')
		case o.values[f.Name].literal:
			b.WriteString(o.values[f.Name].Text)
		default:
			b.WriteString(quoted(o.values[f.Name].Text))
		}
	}
}

func (o *object) has(f *model.Field, keep func(*Value) bool) bool {
	if f.Kind == model.Rows {
		return len(o.items[f.Name]) > 0
	}
	if f.Kind == model.Group {
		g := o.groups[f.Name]
		if g == nil {
			return false
		}
		for _, c := range f.Fields {
			if g.has(c, keep) {
				return true
			}
		}
		return false
	}
	v := o.values[f.Name]
	return v != nil && keep(v)
}

func quoted(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string always has a JSON form
	return strings.TrimSuffix(b.String(), "\n")
}

// changed says whether rows, columns, labels or blocks of a workbook of ours are no longer where they were.
func (t *taker) changed(res *Result) bool {
	for _, f := range res.Findings {
		switch f.Code {
		case "READ-LABEL", "READ-NAME", "READ-MOVED", "READ-LEFT", "READ-COPY", "READ-TABLE":
			return true
		}
	}
	if !t.b.marks.there {
		return false
	}
	for _, v := range t.out { // an answer in a cell that had no name: a row that was put in
		if v.x.name == "" && !v.inherited && v.computed == entered {
			return true
		}
	}
	return t.b.marks.found < len(t.b.marks.path) // and rows that were taken out
}
