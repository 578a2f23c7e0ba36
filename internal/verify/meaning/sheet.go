package meaning

import (
	"cmp"
	"slices"

	"github.com/gongbiao/gongbiao/internal/found"
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

func (r *reader) sheet(part, name string) (*Sheet, error) {
	s := &Sheet{Name: name, cells: map[place]*cell{}, rows: map[int]row{}, merges: map[found.Span]bool{},
		breaks: map[int]bool{}, notes: map[place]string{}}
	rels, err := r.relations(part, "drawing", "vmlDrawing", "comments", "printerSettings")
	if err != nil {
		return nil, err
	}
	n, err := r.sheetXML(part)
	if err != nil {
		return nil, err
	}
	if n.name != "worksheet" || n.space != "" {
		return nil, damaged("“"+name+"”不是工作表", "no worksheet")
	}
	seen := map[string]bool{}
	for _, k := range n.kids {
		switch {
		case k.space != "" || !slices.Contains(meant, k.name):
			what := orElse(unmeant[k.name], k.name)
			if len(k.kids) == 0 && k.name != "sheetProtection" && k.name != "picture" && k.name != "autoFilter" &&
				k.name != "legacyDrawingHF" {
				continue // an empty list
			}
			at := k.attr["sqref"] + k.attr["ref"]
			for _, x := range k.kids {
				if at == "" {
					at = x.attr["sqref"] + x.attr["ref"]
				}
			}
			r.odd(name, at, "多出"+what, "")
		case seen[k.name]:
			return nil, damaged("“"+name+"”里 "+k.name+" 出现两次", k.name+" stands twice in a sheet")
		}
		seen[k.name] = true
	}
	format := n.kid("sheetFormatPr")
	s.rowHeight, s.colWidth, s.hideRows = format.size("defaultRowHeight", 15),
		format.size("defaultColWidth", format.size("baseColWidth", 8)+0.7), format.is("zeroHeight")
	r.views(s, n.kid("sheetViews"))
	last := 0
	n.kid("cols").each("col", func(c *node) {
		if c.int("min", 0) <= last || c.int("max", 0) < c.int("min", 0) {
			r.odd(name, "", "列写了两次", c.attr["min"])
		}
		last = c.int("max", 0)
		s.cols = append(s.cols, column{c.int("min", 0), c.int("max", 0), c.size("width", s.colWidth), c.is("hidden")})
	})
	n.kid("mergeCells").each("mergeCell", func(m *node) {
		ref := m.attr["ref"]
		if a, ok := found.ParseSpan(ref); ok && (a.String() == ref || found.Ref(a.Row, a.Col) == ref) {
			s.merges[a] = true
		} else {
			r.odd(name, ref, "合并", "")
		}
	})
	if err := r.cells(s, n.kid("sheetData")); err != nil {
		return nil, err
	}
	n.kid("rowBreaks").each("brk", func(b *node) {
		if b.is("man") {
			s.breaks[b.int("id", 0)] = true
		}
	})
	n.kid("colBreaks").each("brk", func(b *node) {
		if b.is("man") {
			r.odd(name, found.Letters(b.int("id", 0)), "多出竖的分页", "")
		}
	})
	s.readPrint(n)
	return s, r.attached(s, n, rels)
}

// views looks at how a sheet is shown on the screen, where that hides or turns something.
func (r *reader) views(s *Sheet, n *node) {
	n.each("sheetView", func(v *node) {
		if v.is("rightToLeft") {
			r.odd(s.Name, "", "表从右向左", "")
		}
		if v.isNot("showZeros") {
			r.odd(s.Name, "", "不显示零", "")
		}
		if v.is("showFormulas") {
			r.odd(s.Name, "", "显示公式", "")
		}
		if p := v.kid("pane"); p.name != "" {
			r.odd(s.Name, p.attr["topLeftCell"], "冻结或拆分窗格", "")
		}
		for _, k := range v.kids {
			if k.name != "pane" && k.name != "selection" {
				r.odd(s.Name, "", "视图里多出", k.name)
			}
		}
	})
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
