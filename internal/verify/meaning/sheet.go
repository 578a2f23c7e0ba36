package meaning

import (
	"cmp"
	"slices"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/verify/markup"
)

// Sheet is a worksheet as read. Rows and columns count from 1.
type Sheet struct {
	Name    string
	State   string // empty: visible
	cells   map[place]*cell
	rows    map[int]row
	cols    []column
	merges  map[found.Span]bool
	breaks  map[int]bool
	print   map[string]string
	lengths map[string]float64 // margins, in inches
	edges   [6]string          // odd, even and first header and footer, as written
	notes   map[place]string
	images  []image

	rowHeight, colWidth float64
	hideRows            bool // those of which nothing is written
}

type place struct{ row, col int }

func (p place) compare(q place) int { return cmp.Or(p.row-q.row, p.col-q.col) }

func (p place) String() string { return found.Ref(p.row, p.col) }

type row struct {
	height float64
	hidden bool
}

type column struct {
	from, to int
	width    float64
	hidden   bool
}

// parsePlace reads A1; ok is false for everything else, also for what some programs take for it, such as a1 or A01.
func parsePlace(s string) (p place, ok bool) {
	p.row, p.col, ok = found.Place(s)
	return p, ok && p.String() == s
}

// meant are the elements of a sheet that are read, or that change nothing of what is shown. Every other is named.
var meant = []string{"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "mergeCells", "phoneticPr", "printOptions",
	"pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "ignoredErrors", "drawing", "legacyDrawing"}

// unmeant are the Chinese names of elements a form does not have.
var unmeant = map[string]string{"conditionalFormatting": "条件格式", "dataValidations": "数据有效性",
	"hyperlinks": "超链接", "sheetProtection": "工作表保护",
	"autoFilter": "筛选", "picture": "背景图", "oleObjects": "嵌入对象", "controls": "控件", "tableParts": "表格对象",
	"customSheetViews": "自定义视图",
	"legacyDrawingHF":  "页眉页脚里的图", "drawingHF": "页眉页脚里的图", "sortState": "排序", "scenarios": "方案",
	"protectedRanges": "允许编辑区域", "extLst": "扩展内容", "dataConsolidate": "合并计算"}

func (r *reader) sheet(part, name string) *Sheet {
	s := &Sheet{Name: name, cells: map[place]*cell{}, rows: map[int]row{}, merges: map[found.Span]bool{},
		breaks: map[int]bool{}, notes: map[place]string{}}
	rels := r.relations(part, "drawing", "vmlDrawing", "comments", "printerSettings")
	n := r.sheetXML(part)
	if n.Name != "worksheet" || n.Space != "" {
		r.damaged("“"+name+"”不是工作表", "no worksheet")
	}
	seen := map[string]bool{}
	for _, k := range n.Kids {
		switch {
		case k.Space != "" || !slices.Contains(meant, k.Name):
			what := orElse(unmeant[k.Name], k.Name)
			if len(k.Kids) == 0 && k.Name != "sheetProtection" && k.Name != "picture" && k.Name != "autoFilter" &&
				k.Name != "legacyDrawingHF" {
				continue // an empty list
			}
			at := k.Attr["sqref"] + k.Attr["ref"]
			for _, x := range k.Kids {
				if at == "" {
					at = x.Attr["sqref"] + x.Attr["ref"]
				}
			}
			r.odd(name, at, "多出"+what, "")
		case seen[k.Name]:
			r.damaged("“"+name+"”里 "+k.Name+" 出现两次", k.Name+" stands twice in a sheet")
		}
		seen[k.Name] = true
	}
	format := n.Kid("sheetFormatPr")
	s.rowHeight, s.colWidth, s.hideRows = format.Size("defaultRowHeight", 15),
		format.Size("defaultColWidth", format.Size("baseColWidth", 8)+0.7), format.Is("zeroHeight")
	r.views(s, n.Kid("sheetViews"))
	last := 0
	for _, c := range n.Kid("cols").All("col") {
		if c.Int("min", 0) <= last || c.Int("max", 0) < c.Int("min", 0) {
			r.odd(name, "", "列写了两次", c.Attr["min"])
		}
		last = c.Int("max", 0)
		s.cols = append(s.cols, column{c.Int("min", 0), c.Int("max", 0), c.Size("width", s.colWidth), c.Is("hidden")})
	}
	for _, m := range n.Kid("mergeCells").All("mergeCell") {
		ref := m.Attr["ref"]
		if a, ok := found.ParseSpan(ref); ok && (a.String() == ref || found.Ref(a.Row, a.Col) == ref) {
			s.merges[a] = true
		} else {
			r.odd(name, ref, "合并", "")
		}
	}
	r.cells(s, n.Kid("sheetData"))
	for _, b := range n.Kid("rowBreaks").All("brk") {
		if b.Is("man") {
			s.breaks[b.Int("id", 0)] = true
		}
	}
	for _, b := range n.Kid("colBreaks").All("brk") {
		if b.Is("man") {
			r.odd(name, found.Letters(b.Int("id", 0)), "多出竖的分页", "")
		}
	}
	s.readPrint(n)
	r.attached(s, n, rels)
	return s
}

// views looks at how a sheet is shown on the screen, where that hides or turns something.
func (r *reader) views(s *Sheet, n *markup.Node) {
	for _, v := range n.All("sheetView") {
		if v.Is("rightToLeft") {
			r.odd(s.Name, "", "表从右向左", "")
		}
		if v.IsNot("showZeros") {
			r.odd(s.Name, "", "不显示零", "")
		}
		if v.Is("showFormulas") {
			r.odd(s.Name, "", "显示公式", "")
		}
		if p := v.Kid("pane"); p.Name != "" {
			r.odd(s.Name, p.Attr["topLeftCell"], "冻结或拆分窗格", "")
		}
		for _, k := range v.Kids {
			if k.Name != "pane" && k.Name != "selection" {
				r.odd(s.Name, "", "视图里多出", k.Name)
			}
		}
	}
}

// width is that of a column in digits; 0 if it is hidden.
func (s *Sheet) width(c int) float64 {
	w := s.colWidth
	for _, x := range s.cols {
		if x.from <= c && c <= x.to {
			if w = x.width; x.hidden {
				w = 0
			}
		}
	}
	return w
}

// height is that of a row in points; 0 if it is hidden.
func (s *Sheet) height(n int) float64 {
	x, ok := s.rows[n]
	switch {
	case !ok && s.hideRows, x.hidden:
		return 0
	case !ok || x.height < 0:
		return s.rowHeight
	}
	return x.height
}
