package fromxlsx

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/model/unit"
)

// spaces are the advances of a space in the fonts that workbooks have as their Normal font, in thousandths of an em, by what their
// names hold. The old Chinese faces of Windows set letters, digits and the space in half an em; the new ones, 等线 and 微软雅黑, do not.
var spaces = []struct {
	part  string
	space int64
}{{"宋", 500}, {"黑体", 500}, {"仿宋", 500}, {"楷", 500}, {"simsun", 500}, {"simhei", 500}, {"fangsong", 500}, {"kaiti", 500},
	{"calibri", 226}, {"arial", 278}, {"helvetica", 278}}

// otherSpace is that of Times New Roman, and about that of every other face.
const otherSpace = 250

// indentStep is the width of one step of indentation in a workbook: three spaces of its Normal font (ECMA-376 Part 1, 18.8.1).
func indentStep(f *excelize.File) unit.Length {
	name, size := "宋体", 12*unit.Pt
	if _, err := f.GetStyle(0); err == nil && f.Styles.Fonts != nil && len(f.Styles.Fonts.Font) > 0 { // GetStyle reads the styles
		font := f.Styles.Fonts.Font[0]
		if font.Name != nil && font.Name.Val != nil {
			name = strings.ToLower(*font.Name.Val)
		}
		if font.Sz != nil && font.Sz.Val != nil && *font.Sz.Val > 0 {
			size = points(*font.Sz.Val)
		}
	}
	space := int64(otherSpace)
	for _, x := range spaces {
		if strings.Contains(name, x.part) {
			space = x.space
			break
		}
	}
	return size.Scale(3*space, 1000)
}
