package sheet

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake/phrase"
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
	d.s.book.keep(&d.cell)
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
	d.add(finding.Finding{Code: code, Severity: s, Message: message, Hint: hint, English: english})
}

// add says something of the cell.
func (d *Cell) add(f finding.Finding) {
	f.Pos = finding.Pos{File: d.s.book.File, Line: d.row, Col: d.col}
	f.Place = Of(d.s.Table.Name) + found.Ref(d.row, d.col)
	x := d.detail()
	x.Said = append(x.Said, f)
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
	d.cell.Text = phrase.Brief(value)
	d.error("READ-DAMAGED", "这一格存的值“"+phrase.Brief(value)+"”读不出来。", "用 Excel 或 WPS 打开，核对后另存为 .xlsx",
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
	d.error("READ-FAULT", fmt.Sprintf("格里是错误值 %s。", phrase.Brief(text)), "改正公式，或直接填写数值", "the cell holds an error value")
}

// struckWhole looks at the font of a cell whose value is no text.
func (d *Cell) struckWhole() {
	if k := d.cell.Kind; d.look.Struck && (k == found.Number || k == found.Date || k == found.Bool) {
		d.add(phrase.Struck(d.cell.Text))
	}
}

// Text is a text in its runs (package phrase).
func (d *Cell) Text(runs ...phrase.Run) {
	text, typed, said := phrase.Settle(runs...)
	if text == "" {
		return
	}
	d.cell.Kind, d.cell.Text = found.Text, text
	if typed != "" {
		d.detail().Typed = typed
	}
	for _, f := range said {
		d.add(f)
	}
}
