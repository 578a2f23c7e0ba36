package ledger

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/model"
)

// xlsxReader reads a sheet twice at once: as it is shown, and the values behind.
type xlsxReader struct {
	name        string
	f           *excelize.File
	shown, raws *excelize.Rows
	line        int
	heads       int
	fill        map[[2]int]cell   // what merged cells of the body say in their other rows
	from        map[[2]int][2]int // from a position of a merged range to its first cell
	seen        map[[2]int]cell   // first cells of merged ranges, once read
	last        map[[2]int]int    // last row of the range at a first cell
}

func openXLSX(name string, data []byte, sheet string) (rowReader, error) {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: 2 << 30, UnzipXMLSizeLimit: 2 << 30})
	if err != nil {
		return nil, stop(name, "DATA-ENCODING", 0, 0, "工作簿打不开："+err.Error(), "请用 Excel 或 WPS 打开后另存为 .xlsx")
	}
	if sheet, err = pick(name, f, sheet); err != nil {
		f.Close()
		return nil, err
	}
	x := &xlsxReader{name: name, f: f, heads: 1, from: map[[2]int][2]int{}, seen: map[[2]int]cell{}, last: map[[2]int]int{}}
	if x.shown, err = f.Rows(sheet); err == nil {
		x.raws, err = f.Rows(sheet)
	}
	if err == nil {
		err = x.merges(sheet)
	}
	if err != nil {
		f.Close()
		return nil, stop(name, "DATA-ENCODING", 0, 0, "工作表“"+sheet+"”读不了："+err.Error(), "")
	}
	return x, nil
}

// pick chooses the sheet: the one asked for, else the only visible one that is not empty.
func pick(name string, f *excelize.File, want string) (string, error) {
	var filled []string
	for _, s := range f.GetSheetList() {
		if s == want {
			return s, nil
		}
		if visible, err := f.GetSheetVisible(s); err != nil || !visible {
			continue
		}
		rows, err := f.Rows(s)
		if err != nil {
			continue // a chart
		}
		for rows.Next() {
			if cols, err := rows.Columns(); err == nil && len(cols) > 0 {
				filled = append(filled, s)
				break
			}
		}
		rows.Close()
	}
	switch {
	case want != "":
		return "", stop(name, "LEDGER-SHEET", 0, 0, fmt.Sprintf("工作簿里没有工作表“%s”，有：%s。", want, strings.Join(f.GetSheetList(), "、")), "")
	case len(filled) == 0:
		return "", stop(name, "DATA-EMPTY", 0, 0, "工作簿是空的。", "")
	case len(filled) > 1:
		return "", stop(name, "LEDGER-SHEET", 0, 0, "有内容的工作表不止一张："+strings.Join(filled, "、")+"。", "用 --sheet 说明台账是哪一张")
	}
	return filled[0], nil
}

// merges notes the merged ranges. A header is as high as the ranges that begin in the first row.
func (x *xlsxReader) merges(sheet string) error {
	ranges, err := x.f.GetMergeCells(sheet)
	if err != nil {
		return err
	}
	for _, m := range ranges {
		c1, r1, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		c2, r2, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err1 != nil || err2 != nil || (r2-r1+1)*(c2-c1+1) > 1<<20 {
			return fmt.Errorf("合并单元格 %s:%s", m.GetStartAxis(), m.GetEndAxis())
		}
		if r1 == 1 {
			x.heads = max(x.heads, r2)
		}
		first := [2]int{r1, c1}
		x.last[first] = r2
		for r := r1; r <= r2; r++ {
			for c := c1; c <= c2; c++ {
				x.from[[2]int{r, c}] = first
			}
		}
	}
	if x.heads > 5 {
		x.heads = 5
	}
	return nil
}

func (x *xlsxReader) head() int { return x.heads }
func (x *xlsxReader) close()    { x.f.Close() }

func (x *xlsxReader) next() (*row, error) {
	if !x.shown.Next() || !x.raws.Next() {
		if err := x.shown.Error(); err != nil {
			return nil, stop(x.name, "DATA-ENCODING", x.line, 0, "工作表读不下去："+err.Error(), "")
		}
		return nil, nil
	}
	x.line++
	shown, err := x.shown.Columns()
	raws, err2 := x.raws.Columns(excelize.Options{RawCellValue: true})
	if err != nil || err2 != nil {
		return nil, stop(x.name, "DATA-ENCODING", x.line, 0, "工作表这一行读不了。", "")
	}
	out := &row{line: x.line, cells: make([]cell, max(len(shown), len(raws)))}
	for i := range shown {
		out.cells[i].text = shown[i]
	}
	for i := range out.cells {
		c := &out.cells[i]
		raw := ""
		if i < len(raws) {
			raw = raws[i]
		}
		*c = compare(c.text, raw)
	}
	return x.spread(out), nil
}

// spread gives every row of a merged range its text.
func (x *xlsxReader) spread(r *row) *row {
	if len(x.from) == 0 {
		return r
	}
	for i := 0; i < len(r.cells) || i < 512; i++ {
		at := [2]int{r.line, i + 1}
		first, ok := x.from[at]
		if !ok {
			continue
		}
		for i >= len(r.cells) {
			r.cells = append(r.cells, cell{})
		}
		switch {
		case first == at:
			if x.last[first] > r.line || r.line <= x.heads {
				x.seen[first] = r.cells[i]
			}
		case first[1] == i+1 || r.line <= x.heads: // beside the first column of a range there is nothing in the body
			r.cells[i] = x.seen[first]
		}
		if first[1] == i+1 && x.last[first] == r.line && r.line > x.heads {
			delete(x.seen, first)
		}
	}
	return r
}

// compare makes a cell of what is shown and the value behind it. The two agree, or the shown text hides digits; then the value,
// to the 15 digits a spreadsheet has, is what was entered.
func compare(shown, raw string) cell {
	c := cell{text: shown}
	if strings.HasPrefix(raw, "#") {
		switch raw {
		case "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!":
			c.fault = raw
		}
	}
	if shown == raw || raw == "" {
		return c
	}
	behind, err := decimal.NewFromString(raw)
	if err != nil {
		return c // a date, or text whose shape a format changes
	}
	behind = digits15(behind)
	if seen, ok := model.ParseNumber(shown); ok && seen.Equal(behind) {
		return c
	}
	if isDate(shown) {
		return c
	}
	c.raw = behind.String()
	return c
}

// digits15 rounds to 15 significant digits, what a spreadsheet shows at most (0.30000000000000004 is 0.3).
func digits15(d decimal.Decimal) decimal.Decimal {
	if n := int32(d.NumDigits()); n > 15 {
		d = d.Round(15 - n - d.Exponent())
	}
	return d
}

// isDate says whether a shown text is a date or time: the number behind it is a count of days.
func isDate(s string) bool {
	return strings.ContainsAny(s, "年月日时:：/") || strings.Count(s, "-") == 2
}
