package sheet

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Cell is a cell about which is decided: at most one of the methods that give it a value is called, then Done.
type Cell struct {
	s        *Sheet
	row, col int
	look     Look
	cell     found.Cell
}

// Cell begins a cell.
func (s *Sheet) Cell(row, col int, look Look) *Cell {
	return &Cell{s: s, row: row, col: col, look: look}
}

// Done is the cell as decided, without its column.
func (d *Cell) Done() found.Cell {
	if d.look.White && strings.TrimSpace(d.cell.Text) != "" {
		d.s.white.add(found.Ref(d.row, d.col))
	}
	return d.cell
}

// Formula notes the formula behind the value; "" stands for one whose text is not known.
func (d *Cell) Formula(text string) {
	if text == "" {
		text = "…"
	}
	d.detail().Formula = text
}

func (d *Cell) detail() *found.Detail {
	if d.cell.Detail == nil {
		d.cell.Detail = &found.Detail{}
	}
	return d.cell.Detail
}

func (d *Cell) say(s finding.Severity, code, message, hint, english string) {
	x := d.detail()
	x.Said = append(x.Said, finding.Finding{Code: code, Severity: s,
		Pos:   finding.Pos{File: d.s.book.File, Line: d.row, Col: d.col},
		Place: Of(d.s.Table.Name) + found.Ref(d.row, d.col), Message: message, Hint: hint, English: english})
}

func (d *Cell) error(code, message, hint, english string) {
	d.say(finding.Error, code, message, hint, english)
}

// Picture is a cell with a picture in place of a value.
func (d *Cell) Picture() {
	d.error("READ-PICTURE", "格里是一张图片，没有文字。", "请在格里写上文字", "the cell holds a picture")
	d.cell.Kind = found.Fault
}

// Outward says that the formula refers to another file, whatever value is stored.
func (d *Cell) Outward() {
	d.error("READ-EXTERNAL", "格里的公式引用了另一个文件，读不出可靠的值。", "把公式改成数值（复制，选择性粘贴为数值）", "the formula refers to another file")
}

// NoResult is a formula whose result is not in the file.
func (d *Cell) NoResult() {
	d.error("READ-FORMULA", "格里是公式，但文件里没有存它的结果。", "在 Excel 或 WPS 里打开，保存后再交", "a formula without a stored result")
}

// NoText is a text that the file refers to and does not have.
func (d *Cell) NoText() {
	d.error("READ-DAMAGED", "这一格的文字在文件里找不到。", "用 Excel 或 WPS 打开，核对后另存为 .xlsx", "the text of the cell is not in the file")
}

// Broken is a stored value that cannot be read.
func (d *Cell) Broken(value string) {
	d.cell.Text = Brief(value)
	d.error("READ-DAMAGED", "这一格存的值“"+Brief(value)+"”读不出来。", "用 Excel 或 WPS 打开，核对后另存为 .xlsx",
		"the stored value cannot be read")
}

// Bool is a truth value.
func (d *Cell) Bool(on bool) {
	d.cell.Kind, d.cell.Text = found.Bool, map[bool]string{true: "TRUE", false: "FALSE"}[on]
	d.struckWhole()
}

// Fault is an error value such as #DIV/0!.
func (d *Cell) Fault(text string) {
	d.cell.Kind, d.cell.Text = found.Fault, text
	d.error("READ-FAULT", fmt.Sprintf("格里是错误值 %s。", Brief(text)), "改正公式，或直接填写数值", "the cell holds an error value")
}

// struckWhole looks at the font of a cell whose value is no text.
func (d *Cell) struckWhole() {
	if k := d.cell.Kind; d.look.Struck && (k == found.Number || k == found.Date || k == found.Bool) {
		d.struck(d.cell.Text)
	}
}

func (d *Cell) struck(text string) {
	d.error("READ-STRUCK", fmt.Sprintf("有删除线的文字“%s”：不知还算不算数。", Brief(text)), "不要的请删去，要的请取消删除线",
		"struck-out text")
}

// Run is a part of a text in a font of its own.
type Run struct {
	Text   string
	Struck bool
	Shift  int8 // 1 raised, -1 lowered
}

// Text is a text: runs that are struck out are an error, raised and lowered ones become the characters for it.
func (d *Cell) Text(runs ...Run) {
	var b, typed, struck strings.Builder
	for _, u := range runs {
		typed.WriteString(u.Text)
		s := clean(u.Text)
		if u.Struck {
			struck.WriteString(s)
		}
		if u.Shift != 0 && strings.TrimSpace(s) != "" {
			up, ok := shift(s, u.Shift > 0)
			if s = up; !ok {
				d.say(finding.Warning, "READ-SCRIPT", fmt.Sprintf("“%s”是%s，没有相应的字符，按平常的字收。", Brief(s),
					map[bool]string{true: "上标", false: "下标"}[u.Shift > 0]),
					"请看印出来对不对", "raised or lowered text was taken as plain")
			}
		}
		b.WriteString(s)
	}
	d.cell.Text = b.String()
	if d.cell.Text == "" {
		return
	}
	if t := typed.String(); t != d.cell.Text {
		d.detail().Typed = t
	}
	d.cell.Kind = found.Text
	if strings.TrimSpace(struck.String()) != "" {
		d.struck(struck.String())
	}
	for _, c := range d.cell.Text {
		if c < 0x20 && c != '\n' && c != '\t' || c == 0x7F {
			d.error("DATA-CONTROL", fmt.Sprintf("文字里有控制字符 U+%04X，打印不出来。", c), "请删去", "")
			break
		}
	}
}

// clean is a text with line ends as we have them.
func clean(s string) string {
	if !strings.Contains(s, "\r") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
