package templates

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/number"
)

// sumPart reads {本页合计 明细.金额}: a list of the form, and a field of its items that is a number.
func (c *compiler) sumPart(p *part, q notation.Piece) bool {
	path := c.substitute(q.Text, q.Inner)
	list, field, ok := strings.Cut(path, ".")
	for ok { // as far as the list
		if f, err := c.scope.Resolve(list); err != nil || f.Kind != model.Group {
			break
		}
		var next string
		next, field, ok = strings.Cut(field, ".")
		list += "." + next
	}
	if !ok {
		c.Errorf(q.Inner, "LAYOUT-PLACEHOLDER", "如 {本页合计 明细.金额}", "本页合计后面写列表和字段，中间一个点")
		return false
	}
	ref := c.resolve(list, q.Inner)
	if ref == nil {
		return false
	}
	if ref.field.Kind != model.Rows {
		c.Errorf(q.Inner, "LAYOUT-PLACEHOLDER", "写一个列表的字段", "“%s”不是列表", list)
		return false
	}
	in := *c
	in.scope, in.lists = c.scope.In(ref.field), append(slices.Clone(c.lists), ref.field)
	sum := in.resolve(field, q.Inner)
	if sum == nil {
		return false
	}
	if !sum.field.Kind.Numeric() {
		c.Errorf(q.Inner, "LAYOUT-PLACEHOLDER", "写一个数字字段", "“%s”不是数", path)
		return false
	}
	if q.Format != "" && !c.CheckFormat(q.FormatAt, q.Format) {
		return false
	}
	if p.shift != 0 {
		c.Errorf(q.FormatAt, "LAYOUT-FORMAT", "写 0.00 这样的格式，单位和那一列的一样", "本页合计不能换单位")
		return false
	}
	if p.format == "" {
		p.format = sum.field.Format
	}
	p.sum = &grid.PageSum{List: ref.path, Field: sum.path, Format: p.format, Absent: p.absent}
	return true
}

// feet says what is wrong with the rows at the foot of each page: they are the last of the table, and no cell reaches
// into them from above.
func (x *expander) feet() {
	first := -1
	for r := range x.rows {
		switch {
		case x.rows[r].Foot && first < 0:
			first = r
		case first >= 0 && !x.rows[r].Foot && x.rows[r].Role.Bordered():
			x.errs.Errorf(x.drawn[first].at, "LAYOUT-ITEM", "把 foot 移到 rows 的最后", "foot 的行后面还有表格的行")
			return
		}
	}
	for i := range x.cells {
		c := &x.cells[i]
		if first >= 0 && c.Row < first && c.Row+c.RowSpan > first {
			x.errs.Errorf(x.drawn[first].at, "LAYOUT-JOIN", "foot 的行自己画满各列", "上面的格伸进了 foot 的行")
			return
		}
		if c.PageSum == nil {
			continue
		}
		if !x.rows[c.Row].Foot {
			x.errs.Errorf(x.from[i].at, "LAYOUT-PLACEHOLDER", "写在 foot 的行里", "本页合计只能在每页页脚的行里")
		}
		var sum *decimal.Decimal
		for k, ok := 0, true; ok && k < len(x.cells); k++ {
			sum, ok = c.PageSum.Add(sum, &x.cells[k])
		}
		if sum != nil {
			c.Text = number.Format(*sum, c.PageSum.Format)
		}
	}
}
