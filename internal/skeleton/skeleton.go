// Package skeleton begins a layout where there is no official blank to begin with. In: a form. Out: the text of a
// layout that prints all of it, plain and with a comment at every part, to be changed beside the paper; and, where
// there is no form yet, the text of one that has a field of every kind.
package skeleton

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model"
)

//go:embed form.yaml
var newForm string

// Form is the text of a form file for a name that has none.
func Form(name string) []byte {
	return []byte(strings.ReplaceAll(newForm, "〔表单〕", name))
}

// Layout is the text of form/place.yaml. Fields that stand beside the form, and lists inside lists, are left out and
// named.
func Layout(form, place string, f *model.Form) []byte {
	w := &writer{columns: 4}
	for _, list := range lists(f.Fields, nil) {
		w.columns = max(w.columns, len(list.printed))
	}
	w.fields(f.Fields, nil)
	width, orientation := 176, "portrait" // a little less than the paper has, so that it is never scaled
	if w.columns > 7 {
		width, orientation = 264, "landscape"
	}
	var b strings.Builder
	fmt.Fprintf(&b, head, form, place, quoted(form+"/"+place), quoted(f.Name+"（"+place+"）"), quoted(place))
	if len(w.without) > 0 {
		fmt.Fprintf(&b, "without: [%s]   # 表上没有地方印的字段；要印就在 rows 里画一格，再从这里删去\n", strings.Join(w.without, ", "))
	}
	fmt.Fprintf(&b, paper, orientation, widths(width, w.columns), w.columns)
	fmt.Fprintf(&b, above, escaped(f.Name))
	b.WriteString(rows)
	b.WriteString(w.b.String())
	b.WriteString(foot)
	return []byte(b.String())
}

// Source is what a layout says of its source until somebody does.
const Source = "填写依据的文件：文号、附件几"

const head = `# 版式 %s/%s：怎样印。这是骨架：每个字段都有一格，照着纸上的表改。
# 看样子  gongbiao template preview 这个文件 -o 预览.pdf
# 查错    gongbiao template lint 这个文件
# 写法    docs/layouts.md（三十分钟）、docs/notation.md（全部）
layout: %s            # 表单/地方，就是文件夹和文件名
version: "1"             # 哪一年的样式，旧的另存为 地方@旧版.yaml
name: %s
place: %s
source: ` + Source + `     # 没有依据的写“自拟”
confirmed: 未确认         # 与原件核对过的写哪里对过、哪里没有
`

const paper = `
paper: {size: A4, orientation: %s, margins: [15, 15, 15, 15]}   # 纸；横排写 landscape；上右下左各多少毫米
columns: [%s]   # %d 列，各宽多少毫米：在纸上量
`

const above = `
above:                   # 表上面的几行，没有框线；@title、@subtitle 是样式
  - |
    | %s @title |
`

const rows = `
rows:                    # 一行画成一行，格用 | 隔开；< 并到左边那格，^ 并到上面那格；{名称} 是字段
`

const foot = `
# below:                 # 表下面的几行；{印章 盖章 40mm×25mm} 留出盖章的地方
#   - |
#     | 填表人： | 联系电话： |
styles:                  # 自己的样式，用时写在一格的末尾：@center
  center: {like: text, align: center}
  figure: {like: text, align: right}
`

// listed is a list with the fields of its items that are printed.
type listed struct {
	path    string
	printed []cell
}

type cell struct {
	label, ref string
	kind       model.Kind
}

func inner(path []string, name string) []string { return append(slices.Clone(path), name) }

// lists are all lists that a skeleton prints.
func lists(fields []*model.Field, path []string) (out []listed) {
	for _, f := range fields {
		switch {
		case f.Aside:
		case f.Kind == model.Group:
			out = append(out, lists(f.Fields, inner(path, f.Name))...)
		case f.Kind == model.Rows:
			out = append(out, listed{strings.Join(inner(path, f.Name), "."), items(f.Fields, nil)})
		}
	}
	return out
}

// items are the fields of an item, those of its groups among them.
func items(fields []*model.Field, path []string) (out []cell) {
	for _, f := range fields {
		switch {
		case f.Aside, f.Kind == model.Rows:
		case f.Kind == model.Group:
			out = append(out, items(f.Fields, inner(path, f.Name))...)
		default:
			out = append(out, cell{f.Name, strings.Join(inner(path, f.Name), "."), f.Kind})
		}
	}
	return out
}

// writer writes the rows.
type writer struct {
	b       strings.Builder
	columns int
	without []string
	pairs   []cell // that wait for their row
}

// fields writes single fields two a row, groups under a heading, lists with a header that is printed again on each
// page.
func (w *writer) fields(fields []*model.Field, path []string) {
	for _, f := range fields {
		at := inner(path, f.Name)
		name := strings.Join(at, ".")
		switch {
		case f.Aside:
			w.without = append(w.without, quoted(name))
		case f.Kind == model.Group:
			w.flush()
			w.row(line(w.columns, strings.Join(at, " · ")+" @label"), strings.Join(at, " · "))
			w.fields(f.Fields, at)
			w.flush()
		case f.Kind == model.Rows:
			w.flush()
			w.list(listed{name, items(f.Fields, nil)})
			for _, c := range f.Fields {
				if c.Aside || c.Kind == model.Rows {
					w.without = append(w.without, quoted(name+"."+c.Name))
				}
			}
		default:
			w.pairs = append(w.pairs, cell{f.Name, name, f.Kind})
			if len(w.pairs) == 2 {
				w.flush()
			}
		}
	}
	if len(path) == 0 {
		w.flush()
	}
}

// flush writes the fields that wait: label and answer, twice a row.
func (w *writer) flush() {
	if len(w.pairs) == 0 {
		return
	}
	half := w.columns / 2
	cells := slices.Concat([]string{escaped(w.pairs[0].label)}, span(w.pairs[0].value(), half-1))
	if len(w.pairs) == 2 {
		cells = slices.Concat(cells, []string{escaped(w.pairs[1].label)}, span(w.pairs[1].value(), w.columns-half-1))
	} else {
		cells = slices.Concat([]string{escaped(w.pairs[0].label)}, span(w.pairs[0].value(), w.columns-1))
	}
	w.pairs = nil
	w.row(drawn(cells), "")
}

// list writes a list: its header, a row an item, an empty row where there is none.
func (w *writer) list(l listed) {
	if len(l.printed) == 0 {
		return
	}
	last := w.columns - len(l.printed) + 1 // the last field takes the columns that are left
	var labels, answers, none []string
	for i, c := range l.printed {
		n := 1
		if i == len(l.printed)-1 {
			n = last
		}
		labels = append(labels, span(escaped(c.label), n)...)
		answers = append(answers, span(c.value(), n)...)
		none = append(none, span("", n)...)
	}
	fmt.Fprintf(&w.b, "  - header: |          # 换页时每页重印\n      %s\n    section: %s\n", drawn(labels), quoted(l.path))
	fmt.Fprintf(&w.b, "  - repeat: %s   # 一条一行；相同的并成一格加一行 merge: [名称]\n    rows: |\n      %s\n    empty: |           # 一条也没有时\n      %s\n",
		quoted(l.path), drawn(answers), drawn(none))
}

func (w *writer) row(text, section string) {
	fmt.Fprintf(&w.b, "  - row: |\n      %s\n", text)
	if section != "" {
		fmt.Fprintf(&w.b, "    section: %s\n", quoted(section))
	}
}

// value is the answer of a field, figures to the right.
func (c cell) value() string {
	switch c.kind {
	case model.Money, model.Number, model.Score, model.Rate:
		return "{" + c.ref + "} @figure"
	case model.Year, model.Date, model.Choice:
		return "{" + c.ref + "} @center"
	}
	return "{" + c.ref + "}"
}

// span is a cell over n columns.
func span(text string, n int) []string {
	out := []string{text}
	for range n - 1 {
		out = append(out, "<")
	}
	return out
}

func line(columns int, text string) string { return drawn(span(text, columns)) }

func drawn(cells []string) string { return "| " + strings.Join(cells, " | ") + " |" }

// escaped is a text as it is drawn: signs of the notation behind a backslash.
func escaped(s string) string {
	return strings.NewReplacer(`\`, `\\`, "|", `\|`, "{", `\{`, "}", `\}`, "@", `\@`, "<", `\<`, "^", `\^`, "\n", `\n`).Replace(s)
}

// quoted is a text as a YAML scalar.
func quoted(s string) string { return strconv.Quote(s) }

// widths divides so many millimetres among columns, the rest to the last.
func widths(mm, columns int) string {
	var out []string
	for i := range columns {
		w := mm / columns
		if i == columns-1 {
			w = mm - w*(columns-1)
		}
		out = append(out, strconv.Itoa(w))
	}
	return strings.Join(out, ", ")
}
