package publish

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/number"
	"github.com/gongbiao/gongbiao/templates"
)

// table is one file of open data: the forms of a layout with a row each, or one of its lists with a row an item.
type table struct {
	name    string // of its file, without ending
	title   string
	list    string // path of the list, without numbers of rows; empty: the forms themselves
	columns []column
	keys    int // how many columns at the beginning tell rows apart
}

// column is one of a table.
type column struct {
	name string
	kind model.Kind
	text bool // some value of a numeric column is no number
	many bool // several values, with ; between them
}

// numeric says whether every value of the column is a number.
func (c column) numeric() bool { return c.kind.Numeric() && !c.text }

const keyColumn = "地址"

// tablesOf are the tables of a layout: that of the forms, then one for each list.
func tablesOf(l *templates.Layout) []*table {
	name := strings.NewReplacer("/", "-", "@", "-").Replace(l.FullID())
	out := []*table{{name: name, title: l.Form.Name + "（" + l.Place + "）", columns: []column{{name: keyColumn}}, keys: 1}}
	var walk func(fields []*model.Field, path, in string, t *table)
	walk = func(fields []*model.Field, path, in string, t *table) {
		for _, f := range fields {
			at := path + "." + f.Name
			switch f.Kind {
			case model.Group:
				walk(f.Fields, at, in+f.Name+".", t)
			case model.Rows:
				list := &table{name: fmt.Sprintf("%s-list%d", name, len(out)), title: l.Form.Name + "（" + l.Place + "）" + at[1:],
					list: at, keys: t.keys + 1}
				list.columns = append(slices.Clone(t.columns[:t.keys]), column{name: f.Name + "行号", kind: model.Number})
				out = append(out, list)
				walk(f.Fields, at, "", list)
			default:
				t.columns = append(t.columns, column{name: in + f.Name, kind: f.Kind, many: f.Multiple})
			}
		}
	}
	walk(l.Form.Fields, "", "", out[0])
	return out
}

// row is a row of a table as CSV, and the numeric columns in which it has something else.
type row struct {
	csv []byte
	odd []int
}

// rowsOf are the rows of one form, by table.
func rowsOf(tables []*table, address string, body *model.Value) [][]row {
	out := make([][]row, len(tables))
	var walk func(v *model.Value, path string, cells *[]string, odd *[]int)
	var item func(v *model.Value, path string, t int, keys []string)
	var keys []string
	walk = func(v *model.Value, path string, cells *[]string, odd *[]int) {
		for _, x := range v.Fields {
			at := path + "." + x.Field.Name
			switch x.Field.Kind {
			case model.Group:
				walk(x, at, cells, odd)
			case model.Rows:
				t := slices.IndexFunc(tables, func(t *table) bool { return t.list == at })
				for i, r := range x.Rows {
					item(r, at, t, append(slices.Clone(keys), strconv.Itoa(i+1)))
				}
			default:
				text, ok := plain(x)
				if !ok {
					*odd = append(*odd, len(*cells))
				}
				*cells = append(*cells, text)
			}
		}
	}
	item = func(v *model.Value, path string, t int, own []string) {
		outer := keys
		keys = own
		cells, odd := slices.Clone(own), []int(nil)
		n := len(out[t])
		out[t] = append(out[t], row{})
		walk(v, path, &cells, &odd)
		out[t][n] = row{appendCSV(nil, cells), odd}
		keys = outer
	}
	item(body, "", 0, []string{address})
	return out
}

// plain is a value as data: a number as its digits, everything else as it is written. ok is false for something in a
// numeric field that is no number.
func plain(v *model.Value) (text string, ok bool) {
	switch {
	case v.Field.Multiple && len(v.Ticks) > 0:
		return strings.Join(v.Ticks, ";"), true
	case !v.Field.Kind.Numeric() || strings.TrimSpace(v.Text) == "" && !v.HasNum:
		return v.Text, true
	case !v.HasNum:
		return v.Text, false
	}
	return digits(v.Num), true
}

// digits is a number with all the decimals it was written with, and no exponent.
func digits(d decimal.Decimal) string { return d.StringFixed(max(-d.Exponent(), 0)) }

// figure is a shown number as data, empty if there is none.
func figure(shown string) (text string, ok bool) {
	if d, ok := number.Parse(shown); ok {
		return digits(d), true
	}
	return shown, shown == ""
}

// appendCSV adds a row (RFC 4180). Line breaks inside a text stay as they are.
func appendCSV(b []byte, cells []string) []byte {
	for i, c := range cells {
		if i > 0 {
			b = append(b, ',')
		}
		if strings.ContainsAny(c, ",\"\r\n") || strings.HasPrefix(c, " ") || strings.HasSuffix(c, " ") {
			b = append(b, '"')
			b = append(b, strings.ReplaceAll(c, `"`, `""`)...)
			b = append(b, '"')
		} else {
			b = append(b, c...)
		}
	}
	return append(b, '\r', '\n')
}

// header is the first line of a file, behind the mark that tells Excel of UTF-8.
func header(columns []column) []byte {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	b.Write(appendCSV(nil, names))
	return b.Bytes()
}
