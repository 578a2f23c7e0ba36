package fromblank

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Options of Convert.
type Options struct {
	ID      string      // form/place: self-evaluation/某市
	Version string      // empty: 1
	Form    *model.Form // the form of that name, if there is one: its fields are used; nil: all fields are new
}

// Result is what a blank form becomes.
type Result struct {
	Layout []byte // <place>.yaml
	Form   []byte // form.yaml; nil if the form is known
	Record []byte // an empty record that prints as the blank does
	Fields int    // guessed
	Notes  finding.List
}

// Convert makes a layout of a workbook. Errors: *finding.DataError if it cannot be read.
func Convert(name string, data []byte, o Options) (*Result, error) {
	g, behind, err := Read(name, data)
	if err != nil {
		return nil, err
	}
	if o.Version == "" {
		o.Version = "1"
	}
	w := &writer{o: o, file: name, g: g, behind: behind, styles: map[dress]string{}}
	return w.all(), nil
}

// dress is how a cell is set: style and border, and where it stands, since lines and table have other usual looks.
type dress struct {
	style  grid.Style
	border grid.Border
	usual  string
}

type writer struct {
	o      Options
	file   string
	g      *grid.Grid
	behind []Behind
	b      strings.Builder
	styles map[dress]string
	order  []string // lines of styles:
	base   map[string]dress
	used   map[string]bool
	marks  []string // comments on what was guessed
	told   []string // comments on formulas
	fresh  []guess
	lists  []list
	fixed  []guess
}

func (w *writer) f(format string, args ...any) { fmt.Fprintf(&w.b, format, args...) }

var thin = grid.Border{Top: grid.Thin, Right: grid.Thin, Bottom: grid.Thin, Left: grid.Thin}

// builtin are the loader's own styles (docs/notation.md).
func builtin(name string) dress {
	d := dress{style: grid.Style{Family: "宋体", Size: 9 * unit.Pt, Align: grid.AlignCenter, VAlign: grid.AlignCenter}, usual: name}
	switch name {
	case "text":
		d.style.Align = grid.AlignLeft
	case "head", "note":
		d.style.Align = grid.AlignLeft
	case "title":
		d.style.Size, d.style.Bold = 18*unit.Pt, true
	}
	if slices.Contains([]string{"label", "text", "number"}, name) {
		d.border = thin
	}
	return d
}

// guideSheet is a sheet that every form to be filled in has besides its tables.
const guideSheet = "填表说明"

func (w *writer) all() *Result {
	w.used = map[string]bool{}
	gs := make([]*guesser, len(w.g.Tables))
	for i := range w.g.Tables {
		gs[i] = newGuesser(&w.g.Tables[i], &w.behind[i], w.o.Form, w.used)
		gs[i].run()
		w.fresh, w.lists = append(w.fresh, gs[i].fresh...), append(w.lists, gs[i].lists...)
		w.fixed = append(w.fixed, gs[i].fixed...)
	}
	w.bases(gs)
	var tables strings.Builder
	for i := range w.g.Tables {
		w.b.Reset()
		indent := ""
		if len(w.g.Tables) > 1 {
			name := w.g.Tables[i].Name
			if name == guideSheet {
				name = "附：" + name
			}
			w.f("- name: %s\n", quoted(name))
			indent = "  "
		}
		w.table(gs[i], indent)
		if s := gs[i].noTitles(); s != "" {
			w.g.Notes = append(w.g.Notes, finding.Finding{Code: "FROM-TITLE-ROWS", Severity: finding.Note, Pos: finding.Pos{File: w.file},
				Place: w.g.Tables[i].Name, Message: s})
		}
		tables.WriteString(w.b.String())
	}
	w.b.Reset()
	w.head()
	if len(w.g.Tables) > 1 {
		w.f("tables:\n")
	}
	w.b.WriteString(tables.String())
	r := &Result{Layout: []byte(w.b.String()), Record: w.record(), Notes: w.g.Notes, Fields: len(w.marks)}
	if w.o.Form == nil {
		r.Form = w.form()
	}
	return r
}

// head writes what stands above the drawing: names, marks, styles.
func (w *writer) head() {
	title := w.title()
	w.f("# 由 gongbiao template new --from %s 画成。合并、列宽、行高、字体、框线照原件；字段是猜的，请逐条核对后删去“猜”。\n", oneLine(w.file))
	for _, m := range w.marks {
		w.f("# 猜  %s\n", oneLine(m))
	}
	for _, s := range w.told {
		w.f("# 公式  %s\n", oneLine(s))
	}
	for _, n := range w.g.Notes {
		w.f("# 注意  %s：%s\n", oneLine(n.Place), oneLine(n.Message))
	}
	w.f("layout: %s\nversion: %s\nname: %s\nsource: %s\nconfirmed: %s\n", w.o.ID, strconv.Quote(w.o.Version), quoted(title), quoted("官方空表 "+oneLine(w.file)), "字段未核对")
	if w.o.Form != nil && (len(w.fresh)+len(w.fixed)+len(w.noLonger()) > 0 || slices.ContainsFunc(w.lists, func(l list) bool { return len(l.fresh) > 0 })) {
		w.f("fields:\n")
		w.freshFields("  ")
		for _, n := range w.noLonger() {
			w.f("  %s: {required: false}   # 猜：空表上没有它的格\n", quoted(n))
		}
		for _, x := range w.fixed {
			w.f("  %s: {compute: %s}   # 猜：%s\n", quoted(x.path), strconv.Quote(x.compute), oneLine(x.why))
		}
	}
	if names := w.unused(); len(names) > 0 {
		w.f("without:   # 猜：空表上没有这些\n")
		for _, n := range names {
			w.f("  - %s\n", quoted(n))
		}
	}
	if len(w.order) > 0 {
		w.f("styles:\n")
		for _, s := range w.order {
			w.f("  %s\n", s)
		}
	}
}

// title is the title of the form, else the name of its sheet.
func (w *writer) title() string {
	for _, t := range w.g.Tables {
		for _, c := range t.Cells {
			if s := strings.Trim(strings.Join(strings.Fields(unlined(c.Text)), ""), "—-"); s != "" && t.Rows[c.Row].Role == grid.RoleTitle {
				return s
			}
		}
	}
	return w.g.Tables[0].Name
}

// freshFields writes the fields that are new; groups together.
func (w *writer) freshFields(indent string) {
	done := map[string]bool{}
	for _, x := range w.fresh {
		group, _, grouped := strings.Cut(x.path, ".")
		if !grouped {
			w.f("%s%s: %s   # 猜：%s\n", indent, quoted(x.path), x.spec(), oneLine(x.why))
			continue
		}
		if done[group] {
			continue
		}
		done[group] = true
		w.f("%s%s:\n%s  fields:\n", indent, quoted(group), indent)
		for _, y := range w.fresh {
			if g, name, ok := strings.Cut(y.path, "."); ok && g == group {
				w.f("%s    %s: %s   # 猜：%s\n", indent, quoted(name), y.spec(), oneLine(y.why))
			}
		}
	}
	for _, l := range w.lists {
		switch {
		case l.known:
			for _, x := range l.fresh {
				w.f("%s%s: %s   # 猜：%s\n", indent, quoted(l.name+"."+x.path), x.spec(), oneLine(x.why))
			}
		default:
			w.f("%s%s:   # 猜：第 %d 至 %d 行是一列空行\n%s  kind: list\n%s  fields:\n", indent, quoted(l.name), l.from+1, l.to, indent, indent)
			for _, x := range l.fresh {
				w.f("%s    %s: %s   # 猜：%s\n", indent, quoted(x.path), x.spec(), oneLine(x.why))
			}
		}
	}
}

func (w *writer) form() []byte {
	w.b.Reset()
	id, _, _ := strings.Cut(w.o.ID, "/")
	w.f("# 字段都是从空表猜的，请核对名称和种类（text number money rate score date year choice），写法见 docs/notation.md。\n")
	w.f("form: %s\nname: %s\n", id, quoted(w.title()))
	if len(w.fresh) == 0 && len(w.lists) == 0 {
		w.f("fields:\n  名称: text   # 没有猜到字段：空表里没有空格；在版式里用 {名称} 打印\n")
		return []byte(w.b.String())
	}
	for _, x := range w.fresh {
		if x.path == "项目名称" || x.path == "单位名称" {
			w.f("title: %s\n", x.path)
			break
		}
	}
	w.f("fields:\n")
	w.freshFields("  ")
	return []byte(w.b.String())
}

// table writes the keys of one table.
func (w *writer) table(g *guesser, indent string) {
	t := g.t
	size, orientation := t.Paper.Name, "portrait"
	if t.Paper.Landscape() {
		orientation = "landscape"
	}
	w.f("%spaper: {size: %s, orientation: %s, margins: [%s, %s, %s, %s]}\n", indent, size, orientation, mm(t.Paper.Top), mm(t.Paper.Right), mm(t.Paper.Bottom), mm(t.Paper.Left))
	if n := t.PageNumber; n.Format != "" {
		w.f("%spage-number: {format: %s, align: %s, size: %spt, font: %s}\n", indent, quoted(n.Format), n.Align, n.Size.PtString(), n.Family)
	}
	for _, x := range [][2]string{{"page-header", t.Header}, {"page-footer", t.Footer}} {
		if x[1] != "" {
			w.f("%s%s: %s\n", indent, x[0], quoted(x[1]))
		}
	}
	if t.MaxScale == 100 {
		var wide unit.Length
		for _, c := range t.Columns {
			wide += c
		}
		if t.MaxScale = int(99 * (t.Paper.Width - t.Paper.Left - t.Paper.Right) / wide); t.MaxScale >= 100 {
			t.MaxScale = 0
		}
	}
	if t.MaxScale > 0 {
		w.f("%smax-scale: %d\n", indent, t.MaxScale)
	}
	if t.FitPage > 0 {
		w.f("%sfit-page: %d\n", indent, t.FitPage)
	}
	cols := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		cols[i] = mm(c)
	}
	w.f("%scolumns: [%s]\n", indent, strings.Join(cols, ", "))
	for _, s := range g.said {
		w.told = append(w.told, t.Name+" "+s)
	}
	for _, l := range g.lost {
		w.marks = append(w.marks, fmt.Sprintf("%s %s：空着，没有猜到字段", t.Name, l))
	}
	first, last := len(t.Rows), -1
	for i, r := range t.Rows {
		if r.Role.Bordered() {
			first, last = min(first, i), i
		}
	}
	w.rows(g, "above", 0, first, indent)
	w.rows(g, "rows", first, last+1, indent)
	w.rows(g, "below", last+1, len(t.Rows), indent)
}

// rows writes the rows from ≤ r < to under a key, those of one height together.
func (w *writer) rows(g *guesser, key string, from, to int, indent string) {
	if from >= to {
		return
	}
	w.f("%s%s:\n", indent, key)
	end := from
	first, last := g.titleRows()
	for i := from; i < to; {
		if i == first && last <= to {
			w.f("%s  - header: |\n", indent)
			w.block(g, first, last, indent+"      ")
			w.f("%s    %s\n", indent, heightOf(g.t.Rows[first:last], false))
			i = last
			continue
		}
		if k := slices.IndexFunc(g.lists, func(l list) bool { return l.start() == i }); k >= 0 {
			l := g.lists[k]
			w.list(g, &l, indent)
			i = l.to
			if g.totalRow(i) != nil {
				w.f("%s  - total: |\n", indent)
				w.block(g, i, i+1, indent+"      ")
				w.f("%s    %s\n", indent, heightOf(g.t.Rows[i:i+1], false))
				i++
			}
			continue
		}
		begins := func(l list) bool { return l.start() == end }
		alike := func(a, b grid.Row) bool { return a.Height == b.Height && a.MinHeight == b.MinHeight }
		for end = i + 1; end < to && end != first && alike(g.t.Rows[end], g.t.Rows[i]) && !slices.ContainsFunc(g.lists, begins); {
			end++
		}
		w.f("%s  - row: |\n", indent)
		w.block(g, i, end, indent+"      ")
		w.f("%s    %s\n", indent, heightOf(g.t.Rows[i:i+1], false))
		i = end
	}
}

// block draws rows, the bars below each other as far as texts are short.
func (w *writer) block(g *guesser, from, to int, indent string) {
	var drawn [][]string
	for i := from; i < to; i++ {
		var row []string
		for k := range g.t.Columns {
			n := g.at[i][k]
			c := &g.t.Cells[n]
			switch {
			case c.Col < k:
				row = append(row, "<")
			case c.Row < i:
				row = append(row, "^")
			default:
				row = append(row, w.cell(g, n))
			}
		}
		if !g.t.Rows[i].Role.Bordered() && len(row) > 1 && g.t.Cells[g.at[i][0]].ColSpan == len(row) {
			row = row[:1] // one cell as wide as the table
		}
		drawn = append(drawn, row)
	}
	const widest = 26
	wide := make([]int, len(g.t.Columns))
	for _, row := range drawn {
		if len(row) > 1 {
			for k, s := range row {
				if n := width(s); n <= widest {
					wide[k] = max(wide[k], n)
				}
			}
		}
	}
	for _, row := range drawn {
		w.f("%s|", indent)
		for k, s := range row {
			w.f(" %s%s |", s, strings.Repeat(" ", max(wide[k]-width(s), 0)))
		}
		w.f("\n")
	}
}

// cell draws one cell.
func (w *writer) cell(g *guesser, n int) string {
	c := &g.t.Cells[n]
	text := escapeAll(c.Text)
	if x, ok := g.cells[n]; ok {
		if text = x.text; text == "" {
			text = "{" + x.path + "}"
		}
		w.marks = append(w.marks, fmt.Sprintf("%s %s：{%s}，%s", g.t.Name, g.ref(c), x.path, x.why))
	}
	if s := w.styleOf(w.dressOf(g, n)); s != "" {
		text = strings.TrimLeft(text+" @"+s, " ")
	}
	return text
}
