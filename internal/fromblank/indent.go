package fromblank

import (
	"cmp"
	"strings"

	"github.com/gongbiao/gongbiao/internal/intake/xlsx"
	"github.com/gongbiao/gongbiao/model/unit"
)

// spaces are the advances of a space in the fonts that workbooks have as their Normal font, in thousandths of an em,
// by what their names hold. The old Chinese faces of Windows set letters, digits and the space in half an em; the new
// ones, 等线 and 微软雅黑, do not.
var spaces = []struct {
	part  string
	space int64
}{{"宋", 500}, {"黑体", 500}, {"仿宋", 500}, {"楷", 500}, {"simsun", 500}, {"simhei", 500}, {"fangsong", 500}, {"kaiti", 500},
	{"calibri", 226}, {"arial", 278}, {"helvetica", 278}}

// otherSpace is that of Times New Roman, and about that of every other face.
const otherSpace = 250

// indentStep is the width of one step of indentation: three spaces of the Normal font (ECMA-376 Part 1, 18.8.1).
func indentStep(normal xlsx.Font) unit.Length {
	name := cmp.Or(strings.ToLower(normal.Name), "宋体")
	space := int64(otherSpace)
	for _, x := range spaces {
		if strings.Contains(name, x.part) {
			space = x.space
			break
		}
	}
	return points(cmp.Or(size(normal.Size, 0), 12)).Scale(3*space, 1000)
}
