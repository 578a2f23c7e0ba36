package templates

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/number"
)

func (c *compiler) fieldPart(p *part, q notation.Piece) bool {
	path := c.substitute(q.Text, q.Inner)
	if p.ref = c.resolve(path, q.Inner); p.ref == nil {
		return false
	}
	f := p.ref.field
	if len(f.Fields) > 0 {
		hint := "如 {" + path + "." + f.Fields[0].Name + "}"
		if f.Kind == model.Rows {
			hint = "列表用 repeat 打印"
		}
		c.Errorf(q.Inner, "LAYOUT-GROUP-FIELD", hint, "“%s”是一组字段，不能放进一格", path)
		return false
	}
	if f.Picture {
		c.Errorf(q.Inner, "LAYOUT-PICTURE", "写成 {图 {"+path+"} 高30mm}，印章写成 {印章 单位盖章 {"+path+"} 40mm×40mm}", "“%s”是图片，不能当文字印", path)
		return false
	}
	if q.Format != "" && !c.fieldFormat(f, path, q) {
		return false
	}
	if q.Format == number.InWords { // a second look at what another cell prints
		p.kind = notation.Words
		return true
	}
	c.prints(f)
	return true
}

// fieldFormat checks the format of a field.
func (c *compiler) fieldFormat(f *model.Field, path string, q notation.Piece) bool {
	switch {
	case f.Kind == model.Date:
		return c.CheckDate(q.FormatAt, q.Format)
	case !c.CheckFormat(q.FormatAt, q.Format):
		return false
	case !f.Kind.Numeric():
		c.Errorf(q.FormatAt, "LAYOUT-FORMAT", "", "“%s”不是数字字段，不能有格式", path)
		return false
	case q.Absent != "" && number.Format(decimal.Zero, q.Format) == q.Absent:
		c.Errorf(q.FormatAt, "LAYOUT-FORMAT", "给没有填的另写一个记号", "“%s”是零和没有填都印“%s”，分不清", path, q.Absent)
		return false
	}
	return true
}

func (c *compiler) prints(f *model.Field) {
	if !c.quiet {
		c.l.printed[f] = true
	}
}

func (c *compiler) tickPart(p *part, q notation.Piece) bool {
	path := c.substitute(q.Text, q.Inner)
	if p.ref = c.resolve(path, q.Inner); p.ref == nil {
		return false
	}
	f := p.ref.field
	if f.Kind != model.Choice {
		c.Errorf(q.Inner, "LAYOUT-TICK", "表单里写 kind: choice 和 choices", "“%s”不是选择字段", path)
		return false
	}
	if p.choice = c.substitute(q.Choice, q.Inner); q.Kind != notation.Choices && !slices.Contains(f.Choices, p.choice) {
		c.Errorf(q.Inner, "LAYOUT-TICK", yamltree.DidYouMean(p.choice, f.Choices), "“%s”没有选项“%s”", path, p.choice)
		return false
	}
	c.prints(f)
	return true
}
