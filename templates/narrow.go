package templates

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/summary"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// The widest figures a column is expected to hold. What a record holds may be wider: the layout engine says so then.
const (
	widestYuan  = "999,999,999.99" // in 元
	widestWan   = "999,999.99"     // in 万元
	widestYi    = "9,999.99"       // in 亿元
	widestRate  = "100.00%"
	widestScore = "100.00"
)

// cellPadding is what a column loses beside its text, as the layout engine has it (typography.md 3).
const cellPadding = 5 * unit.Px

// narrow warns of cells whose columns have no room for the figures of their field, even in the smallest size their
// style allows.
func (l *Layout) narrow() finding.List {
	p := yamltree.Problems{File: l.File, Parts: l.where}
	money := l.widestMoney()
	for i := range l.tables {
		t := &l.tables[i]
		t.eachRow(func(r *rowOp) {
			for col := range r.cells {
				c := &r.cells[col]
				if c.join != notation.JoinNone || c.only == nil || c.style == nil || c.style.Stack {
					continue
				}
				text, what := "", ""
				switch c.only.field.Kind {
				case model.Money:
					text, what = money, "金额"
				case model.Rate:
					text, what = widestRate, "比率"
				case model.Score:
					text, what = widestScore, "得分"
				default:
					continue
				}
				width := t.columns[col]
				for k := col + 1; k < len(r.cells) && r.cells[k].join == notation.JoinLeft; k++ {
					width += t.columns[k]
				}
				st := c.style
				size := st.Size
				if st.Overflow != grid.Refuse {
					size = min(size, cmp.Or(st.Floor, 6*unit.Pt))
				}
				need := size.Scale(int64(len(text)), 2) + size.Scale(int64(st.Indent), 100) + st.PadLeft + cellPadding
				if width < need {
					p.Add(c.at, finding.Finding{Code: "LAYOUT-NARROW-FIGURES", Severity: finding.Warning,
						Message: fmt.Sprintf("“%s”这格宽 %s 毫米，%s按“%s”算，缩到 %s 磅也要 %s 毫米", c.only.place, width.MMString(),
							what, text, size.PtString(), need.RoundTo(unit.MM/10).MMString()),
						English: fmt.Sprintf("the cell is %s mm wide; a figure such as %s needs %s mm even at %s pt",
							width.MMString(), text, need.RoundTo(unit.MM/10).MMString(), size.PtString()),
						Hint: "请加宽此列，或减小样式的 floor"})
				}
			}
		})
	}
	return p.List
}

// widestMoney is the widest amount in the unit the layout's amounts are in: what its form says, else its fixed texts,
// else 元.
func (l *Layout) widestMoney() string {
	x, _ := summary.Compile(l.Form, l.Params)
	says := x.Unit
	if says == "" {
		var fixed strings.Builder
		for i := range l.tables {
			l.tables[i].eachRow(func(r *rowOp) {
				for k := range r.cells {
					fixed.WriteString(r.cells[k].fixed)
				}
			})
		}
		says = fixed.String()
	}
	switch {
	case strings.Contains(says, "万元"):
		return widestWan
	case strings.Contains(says, "亿元"):
		return widestYi
	}
	return widestYuan
}

// eachRow visits the drawn rows of a table, whatever they are in.
func (t *table) eachRow(visit func(*rowOp)) {
	for _, ops := range [3][]op{t.above, t.rows, t.below} {
		eachRow(ops, visit)
	}
}

func eachRow(ops []op, visit func(*rowOp)) {
	for _, o := range ops {
		switch o := o.(type) {
		case *rowOp:
			visit(o)
		case *headOp:
			eachRow(o.rows, visit)
		case *repeatOp:
			eachRow(o.heading, visit)
			eachRow(o.rows, visit)
			for _, s := range o.sums {
				eachRow(s.rows, visit)
			}
			eachRow(o.empty, visit)
		case *whenOp:
			eachRow(o.rows, visit)
			eachRow(o.else_, visit)
		}
	}
}
