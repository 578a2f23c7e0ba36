package ledger

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
)

// reader turns rows into records.
type reader struct {
	name string
	o    Options
	rows rowReader
	each func(*data.Value, error) error

	form   *model.Form
	layout string // set when -t or the column form names it
	cols   []column
	heads  finding.List // what makes cells of the header unusable
	formAt int          // column that names the layout, -1
	title  int          // column of the field that names a record
	who    []int        // columns that tell two projects of one name apart

	cur   *project
	index int
}

// project is the record being read.
type project struct {
	line  int
	first []cell // the project's cells as first met
	lines []int  // where each was met
	body  *data.Value
	items map[*model.Field]*data.Value
	list  finding.List
}

func (r *reader) read() error {
	headers, line, err := r.header()
	if err != nil {
		return err
	}
	for {
		row, err := r.rows.next()
		if err != nil {
			return err
		}
		if row == nil {
			break
		}
		if !slices.ContainsFunc(row.cells, func(c cell) bool { return !c.blank() }) {
			continue
		}
		if r.cols == nil {
			if err := r.bind(headers, line, row); err != nil {
				return err
			}
		}
		if err := r.row(row); err != nil {
			return err
		}
	}
	if r.cols == nil {
		return stop(r.name, "DATA-EMPTY", 0, 0, "台账里只有表头，没有记录。", "")
	}
	return r.finish()
}

// header joins the rows of the header, the text above and below by a point.
func (r *reader) header() (headers []string, line int, err error) {
	for len(headers) == 0 {
		for range r.rows.head() {
			row, err := r.rows.next()
			if err != nil {
				return nil, 0, err
			}
			if row == nil {
				return nil, 0, stop(r.name, "DATA-EMPTY", 0, 0, "台账是空的。", "第一行应是列名")
			}
			line = row.line
			for i, c := range row.cells {
				for len(headers) <= i {
					headers = append(headers, "")
				}
				text := strings.TrimSpace(c.text)
				r.heads = append(r.heads, errorsOf(c.said)...)
				if text == "" || strings.HasSuffix("."+headers[i], "."+text) {
					continue
				}
				if headers[i] != "" {
					headers[i] += "."
				}
				headers[i] += text
			}
		}
		if !slices.ContainsFunc(headers, func(s string) bool { return s != "" }) {
			headers = nil
		}
	}
	return headers, line, nil
}

// bind finds the form and what the columns mean, when the first row is there.
func (r *reader) bind(headers []string, line int, first *row) error {
	for i, h := range headers {
		if a := slices.IndexFunc(r.o.Map, func(a Alias) bool {
			return isForm(a.Field) &&
				a.Column == strings.TrimSpace(h)
		}); a >= 0 {
			headers[i] = r.o.Map[a].Field
		}
	}
	r.formAt = slices.IndexFunc(headers, isForm)
	r.layout = r.o.Layout
	if r.layout == "" && r.formAt >= 0 && r.formAt < len(first.cells) {
		r.layout = strings.TrimSpace(first.cells[r.formAt].text)
	}
	if r.layout == "" {
		return stop(r.name, "LAYOUT-UNNAMED", line, 0, "台账里没有说用哪个版式。",
			"用 -t 指定，例如 -t self-evaluation/shanghai，或加一列 form")
	}
	f, err := r.o.Form(r.layout)
	if err != nil {
		return err
	}
	r.form = f
	if err := rename(headers, r.o.Map, f); err != nil {
		return err
	}
	if r.cols, err = columns(r.name, line, headers, f, r.o.Ignore); err != nil {
		return err
	}
	r.heads = slices.DeleteFunc(r.heads, func(f finding.Finding) bool { i := f.Pos.Col - 1; return i < len(r.cols) && r.cols[i].field == nil })
	if err := r.heads.AsData(); err != nil {
		return err
	}
	r.title = -1
	for i, c := range r.cols {
		if c.field == nil || c.list != nil || len(c.path) != 1 {
			continue
		}
		if c.path[0] == f.Title {
			r.title = i
		} else if c.field.Required || c.path[0] == f.Author || slices.Contains(identity, c.path[0]) {
			r.who = append(r.who, i)
		}
	}
	if r.title < 0 {
		return stop(r.name, "LEDGER-COLUMN", line, 0, fmt.Sprintf("台账缺“%s”一列，分不出一份表从哪一行开始。", f.Title), "")
	}
	return nil
}

// identity are the fields that, beside those a form requires, tell two records of one name apart.
var identity = []string{"主管部门", "实施单位", "预算单位", "项目编码", "项目代码"}

func (r *reader) at(row *row, i int) cell {
	if i < len(row.cells) {
		return row.cells[i]
	}
	return cell{}
}

// row takes one row: of the project being read, or the first of the next.
func (r *reader) row(row *row) error {
	var unsure finding.List // an unusable cell here leaves open whose row this is: printed without it, a record would be incomplete
	for _, i := range append([]int{r.title}, r.who...) {
		if v := r.at(row, i); v.said.HasErrors() {
			unsure = append(unsure, v.said...)
		}
	}
	if err := unsure.AsData(); err != nil {
		return err
	}
	if r.begins(row) {
		if err := r.finish(); err != nil {
			return err
		}
		r.cur = &project{line: row.line, first: make([]cell, len(r.cols)), lines: make([]int, len(r.cols)),
			items: map[*model.Field]*data.Value{},
			body:  &data.Value{Kind: data.Object, Pos: finding.Pos{Line: row.line, Col: 1}}}
	}
	p := r.cur
	for i := len(r.cols); i < len(row.cells); i++ {
		if !row.cells[i].blank() {
			r.fail(row, i, "LEDGER-COLUMN", "表头右边还有内容“"+row.cells[i].text+"”。", "请给这一列写列名，或删去")
		}
	}
	started := map[*model.Field]*data.Value{}
	for i := range r.cols {
		c, v := &r.cols[i], r.at(row, i)
		switch {
		case i == r.formAt:
			if t := strings.TrimSpace(v.text); t != "" && r.o.Layout == "" && t != r.layout {
				r.fail(row, i, "LEDGER-FORM", fmt.Sprintf("这一行的版式是“%s”，台账的第一份是“%s”。", t, r.layout), "一个台账只放一种版式的表")
			}
		case c.header == "" && !v.blank():
			r.fail(row, i, "LEDGER-COLUMN", "这一列没有列名，却有内容“"+v.text+"”。", "请写列名，或删去")
		case c.field == nil || v.empty():
		case v.said.HasErrors():
			p.list = append(p.list, v.said...)
		case c.list != nil:
			item := started[c.list]
			if item == nil {
				if v.blank() {
					continue
				}
				item = &data.Value{Kind: data.Object, Pos: finding.Pos{Line: row.line, Col: i + 1}}
				started[c.list] = item
			}
			item.Put(r.value(row, i, c, v), c.path[len(listPath(c)):]...)
		case v.blank():
		case p.lines[i] == 0:
			p.first[i], p.lines[i] = v, row.line
			p.body.Put(r.value(row, i, c, v), c.path...)
		case !p.first[i].same(&v):
			r.fail(row, i, "LEDGER-CONFLICT", fmt.Sprintf("“%s”在第 %d 行是“%s”，这一行却是“%s”。", c.header, p.lines[i],
				p.first[i].text, v.text), "同一份表的各行要一致，或只写在第一行")
		}
	}
	for i := range r.cols { // in the order of the columns, for a form with several lists
		if l := r.cols[i].list; l != nil && started[l] != nil {
			items := p.items[l]
			if items == nil {
				items = &data.Value{Kind: data.List, Pos: started[l].Pos}
				p.items[l] = items
				p.body.Put(items, listPath(&r.cols[i])...)
			}
			items.Items = append(items.Items, started[l])
			delete(started, l)
		}
	}
	return nil
}

// listPath is the path of the list a column belongs to.
func listPath(c *column) []string {
	for i, n := range c.path {
		if n == c.list.Name && i < len(c.path)-1 {
			return c.path[:i+1]
		}
	}
	return nil
}

// begins says whether a row is the first of a record: it names another one, or one of the same name of another unit
// or year.
func (r *reader) begins(row *row) bool {
	if r.cur == nil {
		return true
	}
	differs := func(i int) bool {
		v := r.at(row, i)
		return !v.blank() && !v.same(&r.cur.first[i])
	}
	if differs(r.title) {
		return true
	}
	title := r.at(row, r.title)
	return !title.blank() && slices.ContainsFunc(r.who, differs)
}

// value is a cell as a record has it: the text shown, or the number behind it where an amount is asked for and the
// text does not tell it: hidden digits, thousands, a negative in brackets.
func (r *reader) value(row *row, i int, c *column, v cell) *data.Value {
	r.cur.list = append(r.cur.list, v.said...)
	d := &data.Value{Kind: data.String, Text: v.text, Pos: finding.Pos{Line: row.line, Col: i + 1}}
	if v.kind != found.Number {
		return d
	}
	if c.field.Kind.Numeric() {
		seen, ok := number.Parse(v.text)
		if b, err := decimal.NewFromString(v.number); err == nil && (!ok || !seen.Equal(b)) {
			behind, _ := data.NumberOf(v.number)
			behind.Pos, d = d.Pos, behind
		}
		return d
	}
	if v.hides {
		r.note(row, i, "LEDGER-ROUNDED", fmt.Sprintf("单元格显示“%s”，其中的数是 %s；按显示的打印。", v.text, v.number),
			"要打印全部数字，请改单元格的数字格式")
	}
	return d
}

func (r *reader) fail(row *row, i int, code, message, hint string) {
	r.add(finding.Error, row, i, code, message, hint)
}

func (r *reader) note(row *row, i int, code, message, hint string) {
	r.add(finding.Warning, row, i, code, message, hint)
}

func (r *reader) add(s finding.Severity, row *row, i int, code, message, hint string) {
	r.cur.list = append(r.cur.list, finding.Finding{Code: code, Severity: s,
		Pos: finding.Pos{File: r.name, Line: row.line, Col: i + 1}, Message: message, Hint: hint})
}

// finish hands on the record read so far.
func (r *reader) finish() error {
	p := r.cur
	if p == nil {
		return nil
	}
	r.cur = nil
	r.index++
	name := strings.TrimSpace(p.first[r.title].text)
	if name == "" {
		name = fmt.Sprintf("第 %d 条", r.index)
	}
	for i := range p.list {
		p.list[i].Record = name
	}
	if r.index == 1 {
		p.list = append(slices.Clone(r.rows.notes()), p.list...)
	}
	if err := p.list.AsData(); err != nil {
		return r.each(nil, err)
	}
	d := p.body
	d.Members = append([]data.Member{{Name: "form", Pos: d.Pos,
		Value: &data.Value{Kind: data.String, Text: r.layout, Pos: d.Pos}}}, d.Members...)
	d.File, d.Index, d.Notes = r.name, r.index, p.list
	return r.each(d, nil)
}
