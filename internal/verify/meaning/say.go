package meaning

import (
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
)

// words are the English names of what may differ.
var words = map[string]string{
	"内容": "content", "类型": "type", "公式": "formula", "合并": "merged", "底色": "ground", "斜线": "diagonal line", "数字格式": "number format", "水平对齐": "horizontal alignment",
	"垂直对齐": "vertical alignment", "缩进": "indent", "文字方向": "text direction", "阅读方向": "reading order", "自动换行": "wrapping", "缩小字体填充": "shrink to fit",
	"字体": "face", "字号": "size", "字的颜色": "color of the text", "加粗": "bold", "斜体": "italic", "删除线": "struck out", "下划线": "underline", "上下标": "raised or lowered",
	"字的效果": "effects", "上边的线": "rule above", "左边的线": "rule on the left", "列宽": "width", "行高": "height", "列隐藏了，或窄得看不见": "column hidden or too narrow to be seen",
	"行隐藏了，或矮得看不见": "row hidden or too low to be seen", "这一行之前分页": "page break before this row", "批注": "note", "图": "picture", "图的位置或大小": "place or size of the picture",
	"工作表的名称": "name of the sheet", "工作表的状态": "state of the sheet", "缺工作表": "sheet missing", "多出工作表": "sheet added", "多出部件": "part added", "链接到文件外面": "link out of the file",
	"打印区域": "print area", "打印标题": "print titles", "左边距": "left margin", "右边距": "right margin", "上边距": "top margin", "下边距": "bottom margin", "页眉边距": "header margin", "页脚边距": "footer margin",
	"纸张": "paper", "纸的方向": "orientation", "缩放": "scale", "缩到一页": "fit to page", "水平居中": "centered horizontally", "垂直居中": "centered vertically", "打印网格线": "gridlines printed",
	"打印行列号": "headings printed", "黑白打印": "black and white", "草稿打印": "draft", "打印批注": "notes printed", "打印错误值": "errors printed", "起始页码": "first page number",
	"OFD.xml 说文件签过章，章却不在文件里，或读不出":  "OFD.xml says that the file is signed, but the signature is not there or cannot be read",
	"各页的文字和线相同，字形、结构或属性不同":         "texts and lines of the pages are the same, glyphs, structure or properties are not",
	"压缩包里部件前后、之间有多余的内容，或目录与部件的头不符": "the zip container holds bytes that are in no part, or headers that differ",
}

// Finding is the difference as an error.
func (d Difference) Finding() finding.Finding {
	f := finding.Finding{Code: "VERIFY-DIFFERS", Place: d.Sheet, Message: d.What, English: words[d.What]}
	if d.Cell != "" {
		f.Place = strings.TrimSpace(d.Sheet + " " + d.Cell)
	}
	if f.English == "" {
		f.English = d.What
	}
	if d.Is != "" || d.Want != "" {
		f.Message += "：现在是“" + brief(d.Is) + "”，应为“" + brief(d.Want) + "”"
		f.English += ": “" + brief(d.Is) + "”, should be “" + brief(d.Want) + "”"
	}
	return f
}

// Finding is the error as a finding.
func (d *Damaged) Finding(file string) finding.Finding {
	return finding.Finding{Code: "VERIFY-DAMAGED", Pos: finding.Pos{File: file}, Message: "不能算一致：" + d.Why,
		English: "cannot be verified: " + d.English}
}

// brief shortens a text for a message.
func brief(s string) string {
	const most = 60
	r := []rune(strings.ReplaceAll(s, "\n", "⏎"))
	if len(r) > most {
		return string(r[:most]) + "……"
	}
	return string(r)
}
