package model

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// The names of a waiver's members. Those from the record on are of waivers that stand in a file of their own.
const (
	waiverCode, waiverAt, waiverReason = "代码", "位置", "理由"
	waiverBy, waiverDate, waiverSeen   = "经手人", "日期", "所见"
	waiverSays                         = "问题"
	waiverRecord, waiverUnit           = "记录", "单位"
	waiverYear                         = "年度"
)

// WaiverList is the list that every form has beside its own fields: the waivers of a record. It is never printed.
func WaiverList() *Field {
	l := &Field{Name: data.WaiverKey, Kind: Rows, Hint: "对校验问题的说明，一项一个问题；不印在表上"}
	for _, f := range []Field{
		{Name: waiverCode, Required: true, Hint: "问题的代码，如 F6"},
		{Name: waiverAt, Hint: "问题的位置，照报告上的写，或写 JSON Pointer"},
		{Name: waiverSays, Hint: "这里有几个问题用同一代码的，写问题里的几个字"},
		{Name: waiverReason, Required: true, Hint: "为什么没有问题"},
		{Name: waiverBy, Required: true, Hint: "谁说明的"},
		{Name: waiverDate, Required: true, Hint: "哪一天说明的，如 2024-03-05"},
		{Name: waiverSeen, Hint: "说明时表上是什么：位置和文字，由 gongbiao waive 写入；这些格变了，说明就失效"},
	} {
		f.Parent = l
		l.Fields = append(l.Fields, &f)
	}
	return l
}

// BindWaivers takes waivers that stand in a file of their own: a list of them, or an object with one under 豁免. Each
// says which record it is about, or is about a finding over several forms. Errors: *finding.DataError.
func BindWaivers(d *data.Value) ([]finding.Waiver, error) {
	b := &binder{r: &Record{File: d.File}, list: slices.Clone(d.Notes)}
	list, at := d, pointer.Path("")
	if d.Kind == data.Object && d.Member(waiverCode) == nil {
		for i := range d.Members {
			if m := &d.Members[i]; m.Name != data.WaiverKey {
				b.add(finding.Error, m.Pos, string(pointer.Of(m.Name)), "DATA-UNKNOWN-KEY",
					alike.DidYouMean(m.Name, []string{data.WaiverKey}), "说明文件里只写“%s”，没有“%s”这一项。",
					data.WaiverKey, finding.Short(m.Name))
			}
		}
		if list, at = d.Member(data.WaiverKey), pointer.Of(data.WaiverKey); list == nil {
			list = data.ListOf()
		}
	} else if d.Kind == data.Object {
		list = data.ListOf(d)
	}
	out := b.waivers(list, at, true)
	return out, b.list.AsData()
}

// ownWaivers are the waivers of a record.
func (b *binder) ownWaivers(d *data.Value) (out []finding.Waiver) {
	met := false
	for i := range d.Members {
		switch m := &d.Members[i]; {
		case m.Name != data.WaiverKey:
		case met: // Read refuses it; a Value made by hand may have it
			b.add(finding.Error, m.Pos, string(pointer.Of(m.Name)), "DATA-DUPLICATE", "只留一个", "“%s”写了两次。", m.Name)
		default:
			met, out = true, b.waivers(m.Value, pointer.Of(m.Name), false)
		}
	}
	return out
}

// waivers binds a list of waivers; apart says that they stand in a file of their own.
func (b *binder) waivers(d *data.Value, path pointer.Path, apart bool) []finding.Waiver {
	const example = "例如 [{代码: F6, 位置: …, 理由: …, 经手人: …, 日期: 2024-03-05}]"
	switch {
	case d.Kind == data.Null:
		return nil
	case d.Kind == data.Object:
		b.fail(d, string(path), "DATA-TYPE", "只有一项时也要写成列表，"+example, "“%s”应是列表，这里却是%s。", data.WaiverKey, d.Kind)
		return nil
	case d.Kind != data.List:
		b.fail(d, string(path), "DATA-TYPE", example, "“%s”应是列表，这里却是%s。", data.WaiverKey, d.Kind)
		return nil
	}
	out := make([]finding.Waiver, 0, len(d.Items))
	for i, item := range d.Items {
		at := path.Item(i)
		if item.Kind != data.Object {
			b.fail(item, string(at), "DATA-TYPE", example, "“%s”的每一项应是对象（名称和值），这里却是%s。", data.WaiverKey, item.Kind)
			continue
		}
		out = append(out, b.waiver(item, at, apart))
	}
	return out
}

func (b *binder) waiver(d *data.Value, path pointer.Path, apart bool) finding.Waiver {
	w := finding.Waiver{Pos: finding.Pos{File: b.r.File, Line: d.Pos.Line, Col: d.Pos.Col}}
	texts := map[string]*string{waiverCode: &w.Code, waiverAt: &w.At, waiverSays: &w.Says, waiverReason: &w.Reason, waiverBy: &w.By,
		waiverDate: &w.Date}
	known := []string{waiverCode, waiverAt, waiverSays, waiverReason, waiverBy, waiverDate, waiverSeen}
	if apart {
		texts[waiverRecord], texts[waiverUnit], texts[waiverYear] = &w.Record, &w.Unit, &w.Year
		known = append(known, waiverRecord, waiverUnit, waiverYear)
	}
	wrong := map[string]bool{}
	for i := range d.Members {
		m := &d.Members[i]
		at := path.Child(m.Name)
		before := len(b.list)
		switch to := texts[m.Name]; {
		case to != nil:
			*to = b.waiverText(m, at)
		case m.Name == waiverSeen:
			w.Seen = b.seen(m.Value, at)
		default:
			hint := cmp.Or(alike.DidYouMean(m.Name, known), "这里可以写："+strings.Join(known, "、"))
			b.add(finding.Error, m.Pos, string(at), "DATA-UNKNOWN-KEY", hint, "“%s”里没有“%s”这一项。",
				data.WaiverKey, finding.Short(m.Name))
		}
		wrong[m.Name] = len(b.list) > before
	}
	for _, name := range []string{waiverCode, waiverReason, waiverBy, waiverDate} {
		if strings.TrimSpace(*texts[name]) == "" && !wrong[name] {
			b.add(finding.Error, d.Pos, string(path.Child(name)), "DATA-WAIVER", "写上"+name,
				"“%s”的这一项缺“%s”。", data.WaiverKey, name)
		}
	}
	w.Code, w.At = strings.TrimSpace(w.Code), strings.TrimSpace(w.At)
	if apart && w.Record == "" && w.At == "" {
		b.add(finding.Error, d.Pos, string(path), "DATA-WAIVER", "“记录”写项目名称；整批的问题，“位置”写报告上的单位",
			"看不出这一项说的是哪张表。")
	}
	if s := strings.TrimSpace(w.Date); s != "" && !wrong[waiverDate] && !isDay(s) {
		b.add(finding.Error, d.Pos, string(path.Child(waiverDate)), "DATA-WAIVER", "写作 2024-03-05 或 2024年3月5日",
			"说明的日期“%s”不是哪一天。", finding.Short(s))
	}
	return w
}

// isDay says whether a text is one day with its year.
func isDay(s string) bool {
	d, r := quantity.ReadDate(s)
	return r == quantity.ADate && d.Year > 0 && d.Month > 0 && d.Day > 0 && !strings.ContainsAny(s, "前后起止约自从于内底初末至到~—–")
}

// waiverText is one text of a waiver; a number is its literal.
func (b *binder) waiverText(m *data.Member, path pointer.Path) string {
	v := m.Value
	switch v.Kind {
	case data.Null:
		return ""
	case data.String, data.Number:
	default:
		b.fail(v, string(path), "DATA-TYPE", "", "“%s”应是文字，这里却是%s。", m.Name, v.Kind)
		return ""
	}
	b.unseen(&Value{Field: &Field{Name: m.Name}, Path: string(path)}, v, v.Text)
	if n := cellLength(v.Text); n > data.MaxCell {
		b.fail(v, string(path), "DATA-LENGTH", "请删减", "“%s”有 %d 个字符，一个单元格最多 %d 个。", m.Name, n, data.MaxCell)
	}
	return v.Text
}

// seen is what stood in the cells: an object of places and texts, or the same as the text of a spreadsheet's cell.
func (b *binder) seen(d *data.Value, path pointer.Path) (out []finding.Seen) {
	bad := func() []finding.Seen {
		b.fail(d, string(path), "DATA-WAIVER", "由 gongbiao waive 写入；不要就删去", "“%s”应是一组位置和文字。", waiverSeen)
		return nil
	}
	switch d.Kind {
	case data.Null:
		return nil
	case data.String:
		if strings.TrimSpace(d.Text) == "" {
			return nil
		}
		in, err := data.ReadOne("所见.json", []byte(d.Text))
		if err != nil || in.Kind != data.Object {
			return bad()
		}
		in.Pos, d = d.Pos, in
	case data.Object:
	default:
		return bad()
	}
	for _, m := range d.Members {
		switch m.Value.Kind {
		case data.String, data.Number, data.Null:
			out = append(out, finding.Seen{Place: m.Name, Text: m.Value.Text})
		default:
			return bad()
		}
	}
	return out
}

// WaiverData is a waiver as a record has it; empty members are left out. cell says that what was seen goes into one
// cell of a table.
func WaiverData(w finding.Waiver, cell bool) *data.Value {
	d := data.ObjectOf()
	for _, x := range []struct{ name, text string }{{waiverCode, w.Code}, {waiverRecord, w.Record}, {waiverUnit, w.Unit},
		{waiverYear, w.Year}, {waiverAt, w.At}, {waiverSays, w.Says}, {waiverReason, w.Reason}, {waiverBy, w.By}, {waiverDate, w.Date}} {
		if x.text != "" {
			d.Put(data.TextOf(x.text), x.name)
		}
	}
	if len(w.Seen) > 0 {
		seen := data.ObjectOf()
		for _, s := range w.Seen {
			seen.Put(data.TextOf(s.Text), s.Place)
		}
		if cell {
			seen = data.TextOf(string(seen.AppendJSON(nil, "")))
		}
		d.Put(seen, waiverSeen)
	}
	return d
}

// cellLength is the length of a text as spreadsheets count it, in UTF-16 units.
func cellLength(s string) (n int) {
	for _, r := range s {
		if n++; r > 0xFFFF {
			n++
		}
	}
	return n
}
