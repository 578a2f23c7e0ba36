package templates

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

var tableKeys = []string{"name", "paper", "page-number", "columns", "row-height", "above", "rows", "below",
	"new-page", "max-scale", "fit-page", "tighten", "page-header", "page-footer", "continued", "xlsx"}

var layoutKeys = append([]string{"layout", "version", "name", "place", "source", "confirmed", "extends", "title",
	"params", "checks", "read-as", "declares", "fields", "without", "styles", "blocks", changesKey, "across", "tables"}, tableKeys[1:]...)

// loader turns one layout file into a Layout.
type loader struct {
	*notation.Source
	files   files
	sheet   *notation.StyleSheet
	styles  map[grid.Style]*grid.Style
	printed map[*model.Field]bool
	block   map[string]map[string]*block // by layout that lends them, empty: this one
	changes *changes
	layout  *Layout
	form    *model.Form // as the layout changes it
	gone    []removed   // fields it does without
}

// readLayout reads a layout file. form gives a fresh, unprepared form for the layout to change; it is asked for once,
// by the name before the slash of the layout's id; find finds the layouts it may extend. The Layout is nil if there are
// errors; the findings hold warnings too.
func readLayout(file string, data []byte, fl files, form func(id string) (*formFile, finding.List), find bases) (*Layout, finding.List) {
	l := &loader{Source: notation.Read(file, data), styles: map[grid.Style]*grid.Style{}, printed: map[*model.Field]bool{}}
	layout, list := l.read(file, fl, form, find)
	return layout, l.blame(list)
}

// read reads the file of a loader.
func (l *loader) read(file string, fl files, form func(id string) (*formFile, finding.List), find bases) (*Layout, finding.List) {
	if l.Root == nil {
		return nil, l.List
	}
	if !extend(l.Source, &fl, find) {
		return nil, l.List
	}
	lent := lend(l.Source, find)
	l.files = fl
	m, ok := l.Mapping(l.Root, "版式", layoutKeys...)
	if !ok {
		return nil, l.List
	}
	l.layout = &Layout{File: file, where: l.Parts, lent: slices.Sorted(maps.Keys(lent))}
	for key, to := range map[string]*string{"layout": &l.layout.ID, "version": &l.layout.Version, "name": &l.layout.Name,
		"place": &l.layout.Place, "source": &l.layout.Source, "confirmed": &l.layout.Confirmed} {
		if v := m.Get(key); v != nil {
			*to, _ = l.Text(v, key)
		}
	}
	if id, version, ok := strings.Cut(l.layout.ID, "@"); ok {
		switch l.layout.ID = id; {
		case version == "":
			l.Errorf(yamltree.At(m.Get("layout")), "LAYOUT-VERSION", "如 self-evaluation/shanghai@2022", "“@”后面没有写版本")
		case m.Has("version"):
			l.Errorf(m.At["version"], "LAYOUT-VERSION", "留一处", "版本写了两遍：layout: 的“@”后面，和 version:")
		default:
			l.layout.Version = version
		}
	} else if !m.Has("version") {
		l.Errorf(yamltree.At(l.Root), "LAYOUT-MISSING-KEY", `另写一行 version: "2022"，或写 layout: `+cmp.Or(id, "表单/地方")+`@2022`, "版式缺“version”")
	}
	if !m.Has("layout") {
		l.Errorf(yamltree.At(l.Root), "LAYOUT-MISSING-KEY", "如 layout: self-evaluation/shanghai", "版式缺“layout”")
	}
	if l.layout.ID == "" {
		if m.Has("layout") {
			l.Errorf(yamltree.At(m.Get("layout")), "LAYOUT-ID", "如 self-evaluation/shanghai", "版式名是空的")
		}
		return nil, l.List
	}
	id, place, _ := strings.Cut(l.layout.ID, "/")
	if id == "" || place == "" || strings.ContainsAny(place, "/@ ") || path.Clean(l.layout.ID) != l.layout.ID {
		l.Errorf(yamltree.At(m.Get("layout")), "LAYOUT-ID", "如 self-evaluation/shanghai", "版式名“%s”应是 表单/地方", l.layout.ID)
		return nil, l.List
	}
	if v := m.Get("version"); v != nil && (l.layout.Version == "" || strings.ContainsAny(l.layout.Version, "@/ ")) {
		l.Errorf(yamltree.At(v), "LAYOUT-VERSION", `如 "2022"`, "版本“%s”不能为空，也不能含 @ / 和空格", l.layout.Version)
	}
	l.layout.fresh = func() (*formFile, finding.List) { return form(id) }
	l.layout.grades, l.layout.readAs, l.layout.declares = m.Get("checks"), m.Get("read-as"), m.Get("declares")
	ff, problems := form(id)
	if ff == nil {
		l.List = append(l.List, problems...)
		if len(problems) == 0 {
			l.Errorf(yamltree.At(m.Get("layout")), "LAYOUT-UNKNOWN-FORM", "", "没有表单“%s”", id)
		}
		return nil, l.List
	}
	if !l.readForm(ff, m) {
		return nil, l.List
	}
	if l.layout.Name == "" {
		l.layout.Name = usualName(ff.form.Name, l.layout.Place)
	}
	l.readParams(m.Get("params"))
	l.sheet = l.Styles(m.Get("styles"))
	l.block = map[string]map[string]*block{"": l.blocks(m.Get("blocks"))}
	for id, n := range lent {
		if n != nil {
			l.block[id] = l.blocks(valueOf(n, "blocks"))
		}
	}
	l.changes = l.readChanges(m)
	root := l.compiler(0)
	if v := m.Get("title"); v != nil {
		l.layout.title = root.textOf(v, "title")
	}
	l.readMeta(m.Has("without"))
	l.readAcross(m.Get("across"))
	base := table{paper: notation.DefaultPaper(), newPage: true, rowHeight: notation.UsualHeight, pageNumber: notation.DefaultNumber()}
	if !m.Has("tables") {
		t := l.readTable(m, base, l.layout.Form.Name, true)
		l.layout.tables = append(l.layout.tables, t)
	} else {
		for _, key := range []string{"rows", "above", "below"} {
			if m.Has(key) && key == "rows" {
				l.Errorf(m.At[key], "LAYOUT-TABLES", "", "有 tables 时，rows 写在各表之下")
			}
		}
		l.readTables(m, base)
	}
	l.changes.unused(l.Source)
	l.unusedStyles()
	l.unprinted(ff)
	if !l.List.HasErrors() {
		l.try()
	}
	if l.List.HasErrors() {
		return nil, l.List
	}
	return l.layout, l.List
}

func (l *loader) readParams(n *yaml.Node) {
	l.layout.Params = model.Params{}
	var known []string
	for _, p := range l.layout.Form.Params {
		l.layout.Params[p.Name] = p.Default
		known = append(known, p.Name)
	}
	if n == nil {
		return
	}
	m, _ := l.Mapping(n, "params", known...)
	for _, p := range l.layout.Form.Params {
		v := m.Get(p.Name)
		if v == nil {
			continue
		}
		if len(p.Choices) > 0 {
			l.layout.Params[p.Name] = l.Word(v, "参数“"+p.Name+"”", p.Choices...)
		} else {
			l.layout.Params[p.Name], _ = l.Text(v, p.Name)
		}
	}
}

// readMeta compiles what the form says about documents. A layout that does without a field does without it there, too.
func (l *loader) readMeta(without bool) {
	f := l.layout.Form
	c := l.compiler(0)
	c.quiet = true
	own := c.Source
	if without {
		c.Source = &notation.Source{Source: &yamltree.Source{}} // what it reports is no concern of the layout
	}
	top := yamltree.Pos{Line: 1, Col: 1}
	if f.Author != "" {
		if r := c.resolve(f.Author, top); r != nil && len(r.field.Fields) == 0 {
			l.layout.author = r
		}
	}
	if f.Subject != "" {
		l.layout.subject = c.parts(notation.Pieces([]rune(f.Subject), func(int) yamltree.Pos { return top }, &own.Problems), top)
	}
}

func (l *loader) readTables(m yamltree.Mapping, base table) {
	base = l.readTable(m, base, "", false)
	n := m.Get("tables")
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		l.Errorf(yamltree.At(n), "TEMPLATE-TYPE", "每张表一项：- name: …", "tables 应是表的列表")
		return
	}
	for i, v := range n.Content {
		tm, ok := l.Mapping(v, "表", tableKeys...)
		if !ok {
			continue
		}
		name := ""
		if nv := tm.Get("name"); nv != nil {
			name, _ = l.Text(nv, "name")
		} else {
			l.Errorf(yamltree.At(v), "LAYOUT-MISSING-KEY", "", "第 %d 张表缺 name", i+1)
		}
		for _, t := range l.layout.tables {
			if t.name == name && name != "" {
				l.Errorf(yamltree.At(tm.Get("name")), "LAYOUT-TABLES", "", "两张表同名“%s”", name)
			}
		}
		l.layout.tables = append(l.layout.tables, l.readTable(tm, base, name, true))
	}
}

// readTable reads the keys of a table; what is left out is taken from base. whole: rows and columns must be there.
func (l *loader) readTable(m yamltree.Mapping, base table, name string, whole bool) table {
	t := base
	t.name = name
	t.paper = l.Paper(m.Get("paper"), base.paper)
	t.pageNumber = l.PageNumber(m.Get("page-number"), base.pageNumber)
	if v := m.Get("new-page"); v != nil {
		t.newPage = l.Bool(v, "new-page")
	}
	l.percents(m, &t)
	if v := m.Get("page-header"); v != nil {
		t.header = l.PageText(v, "page-header")
	}
	if v := m.Get("page-footer"); v != nil {
		t.footer = l.PageText(v, "page-footer")
	}
	if v := m.Get("continued"); v != nil {
		t.continued = l.readContinued(v)
	}
	if v := m.Get("xlsx"); v != nil {
		x, _ := l.Mapping(v, "xlsx", "merges")
		if w := x.Get("merges"); w != nil {
			t.cutMerges = l.Word(w, "merges", "page", "whole") == "page"
		}
	}
	if v := m.Get("columns"); v != nil {
		t.columns = l.readColumns(l.widened(v), t.paper, cmp.Or(t.maxScale, 100))
	}
	t.rowHeight = l.RowHeight(m.Get("row-height"), base.rowHeight)
	c := l.compiler(len(t.columns))
	c.height = t.rowHeight
	if len(t.columns) == 0 {
		if whole && !m.Has("columns") {
			l.Errorf(yamltree.At(m.Node), "LAYOUT-MISSING-KEY", "如 columns: [20, 30, 120]", "缺各列的宽度 columns")
		}
		return t
	}
	if v := m.Get("above"); v != nil {
		c.region = above
		t.above = c.items(v)
	}
	if v := m.Get("below"); v != nil {
		c.region = below
		t.below = c.items(v)
	}
	if v := m.Get("rows"); v != nil {
		c.region = body
		t.rows = c.items(v)
	} else if whole {
		l.Errorf(yamltree.At(m.Node), "LAYOUT-MISSING-KEY", "", "缺表格的行 rows")
	}
	return t
}

// readContinued reads what is at the head of the pages after the first: a text with fields, or none.
func (l *loader) readContinued(n *yaml.Node) continued {
	if n.Tag == "!!null" || n.Kind == yaml.ScalarNode && n.Value == notation.None {
		return continued{none: true}
	}
	c := l.compiler(0)
	return continued{parts: c.textOf(n, "continued")}
}

// leastShare is how wide a column is at least that takes what the others leave.
const leastShare = 5 * unit.MM

// readColumns reads the widths of the columns. Those that say no width (其余) share what the others leave of the paper,
// but the hundredth that is for the rules.
func (l *loader) readColumns(n *yaml.Node, paper grid.Paper, scale int) []unit.Length {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		l.Errorf(yamltree.At(n), "TEMPLATE-TYPE", "如 [20, 30, 其余]，单位 mm", "columns 应是各列宽度的列表")
		return nil
	}
	if len(n.Content) > notation.MaxCells {
		l.Errorf(yamltree.At(n), "LAYOUT-COLUMNS", "", "列数超过 %d", notation.MaxCells)
		return nil
	}
	sum, drawn, parts := unit.Length(0), unit.Length(0), 0
	out, shares := make([]unit.Length, len(n.Content)), make([]int, len(n.Content))
	for i, v := range n.Content {
		if k, ok := notation.Share(v.Value); ok && v.Kind == yaml.ScalarNode {
			shares[i], parts = k, parts+k
			continue
		}
		w, ok := l.Length(v, "列宽", unit.MM, 1000*unit.MM, "mm")
		if !ok {
			w = 10 * unit.MM // the column counts, so that its cells are not reported too
		}
		out[i] = w
		sum, drawn = sum+w, drawn+w.RoundTo(unit.Px) // columns are drawn in whole pixels
	}
	if parts > 0 {
		room := (paper.Width-paper.Left-paper.Right).Scale(99, int64(scale)) - drawn
		for i, k := range shares {
			if k == 0 {
				continue
			}
			out[i] = room.Scale(int64(k), int64(parts)) / unit.Px * unit.Px
			if out[i] < leastShare {
				l.Errorf(yamltree.At(n.Content[i]), "LAYOUT-LENGTH", "减小别的列或页边距，或用横向纸",
					"别的列共宽 %smm，纸上剩下的不够这一列（至少 %smm）", sum.MMString(), leastShare.MMString())
				out[i] = leastShare
			}
		}
		return out
	}
	if usable := paper.Width - paper.Left - paper.Right; sum*unit.Length(scale) > usable*99 {
		l.Warnf(yamltree.At(n), "LAYOUT-TOO-WIDE",
			"减小列宽或页边距，或用横向纸；留 1% 是给框线和各打印机的误差，列宽合计 "+usable.Scale(99, 100).MMString()+"mm 以内就不缩",
			"各列共宽 %smm，超过可用宽度 %smm 的 99%%，打印时整表会缩小", sum.MMString(), usable.MMString())
	}
	return out
}

// unusedStyles warns of styles no cell uses.
func (l *loader) unusedStyles() {
	for _, name := range l.sheet.Order {
		if r := l.sheet.Rules[name]; !r.Used && !r.Builtin && l.Pos(r.At).File == l.File { // those of an extended layout are no concern of this one
			l.Warnf(r.At, "LAYOUT-UNUSED-STYLE", "", "样式“%s”没有用到", name)
		}
	}
}
