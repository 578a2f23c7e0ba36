package ledger

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// column is what a column holds.
type column struct {
	header string
	path   []string // names from the form down to the field; nil: not read
	field  *model.Field
	list   *model.Field // the list the field belongs to, nil: the project itself
}

// leaf is a field a column may name.
type leaf struct {
	path  []string
	field *model.Field
	list  *model.Field
}

// leaves are all fields of f that hold one value, those of lists inside lists excepted.
func leaves(fields []*model.Field, path []string, list *model.Field) (out []leaf) {
	for _, f := range fields {
		at := append(slices.Clone(path), f.Name)
		switch {
		case f.Kind == model.Group:
			out = append(out, leaves(f.Fields, at, list)...)
		case f.Kind == model.Rows && list == nil:
			out = append(out, leaves(f.Fields, at, f)...)
		case f.Kind != model.Rows:
			out = append(out, leaf{at, f, list})
		}
	}
	return out
}

// known are the fields a ledger of a form may have columns of.
type known struct{ fields, waivers []leaf }

func knownOf(f *model.Form) known {
	return known{leaves(f.Fields, nil, nil), leaves([]*model.Field{model.WaiverList()}, nil, nil)}
}

// match finds the fields that a header may mean. Those of waivers have their whole name: 豁免.代码.
func (k known) match(want []string) []leaf {
	if len(want) == 2 && want[0] == data.WaiverKey {
		return match(k.waivers, want)
	}
	return match(k.fields, want)
}

// nearest is the name of a field that is like a header, "" if none is.
func (k known) nearest(header string) string {
	if rest, ok := strings.CutPrefix(header, data.WaiverKey+"."); ok {
		if near := nearest(rest, k.waivers); near != "" {
			return data.WaiverKey + "." + near
		}
	}
	return nearest(header, k.fields)
}

// isForm says whether a header is that of the column that names the layout.
func isForm(header string) bool { return header == "form" || header == "版式" }

// parts splits a header into names: 资金.年度资金总额.年初预算数, also with / or in several rows.
func parts(header string) []string {
	out := strings.FieldsFunc(header, func(r rune) bool {
		return r == '.' || r == '/' || r == '．' || r == '／' ||
			r == '\n' || r == '\r'
	})
	for i := range out {
		out[i] = strings.Join(strings.FieldsFunc(out[i], unicode.IsSpace), "")
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// columns gives every column its field, or says everything that is wrong with the header.
func columns(name string, line int, headers []string, f *model.Form, ignore []string) ([]column, error) {
	all := knownOf(f)
	out := make([]column, len(headers))
	taken := map[string]int{}
	var list finding.List
	fail := func(i int, code, message, hint string) {
		list = append(list, finding.Finding{Code: code, Pos: finding.Pos{File: name, Line: line, Col: i + 1},
			Message: message, Hint: hint})
	}
	var left []string // group of the column to the left
	for i, h := range headers {
		c := &out[i]
		c.header = strings.Join(parts(h), ".")
		if c.header == "" || isForm(c.header) || slices.Contains(ignore, c.header) ||
			slices.Contains(ignore, strings.TrimSpace(h)) {
			continue
		}
		found := all.match(parts(h))
		if len(found) > 1 {
			if near := slices.DeleteFunc(slices.Clone(found),
				func(l leaf) bool { return !slices.Equal(l.path[:len(l.path)-1], left) }); len(near) == 1 {
				found = near
			}
		}
		switch len(found) {
		case 0:
			hint := "请改成表里的名称，或用 --map " + c.header + "=字段 说明是哪个字段，用 --ignore " + c.header + " 说明不读这一列"
			if near := all.nearest(c.header); near != "" {
				hint = finding.DidYouMean(near) + hint
			}
			fail(i, "LEDGER-COLUMN", fmt.Sprintf("第 %d 列“%s”不是表“%s”的字段。", i+1, c.header, f.Name), hint)
			left = nil
			continue
		case 1:
		default:
			var names []string
			for _, l := range found {
				names = append(names, strings.Join(l.path, "."))
			}
			fail(i, "LEDGER-COLUMN", fmt.Sprintf("第 %d 列“%s”可能是 %s，分不清。", i+1, c.header, strings.Join(names, "、")),
				"请写全，例如“"+names[0]+"”，或用 --map "+c.header+"="+names[0])
			left = nil
			continue
		}
		c.path, c.field, c.list = found[0].path, found[0].field, found[0].list
		left = c.path[:len(c.path)-1]
		full := strings.Join(c.path, ".")
		if first, twice := taken[full]; twice {
			fail(i, "LEDGER-COLUMN", fmt.Sprintf("第 %d 列和第 %d 列都是“%s”。", first+1, i+1, full), "请删去一列")
		}
		taken[full] = i
	}
	return out, list.AsData()
}

// match finds the fields a header may mean: one whose whole path it is, else those whose path ends with it.
func match(all []leaf, want []string) (out []leaf) {
	for _, l := range all {
		if slices.Equal(l.path, want) {
			return []leaf{l}
		}
		if n := len(l.path) - len(want); n > 0 && slices.Equal(l.path[n:], want) {
			out = append(out, l)
		}
	}
	return out
}

// A shared character speaks for a name twice as much as one of the longer text speaks against it: more than half must
// be shared.
const sharedWeight = 2

// nearest is the name of a field that shares most characters with a header, "" if none shares more than half.
func nearest(header string, all []leaf) string {
	best, most := "", 0
	for _, l := range all {
		name := l.path[len(l.path)-1]
		same := 0
		for _, r := range name {
			if strings.ContainsRune(header, r) {
				same++
			}
		}
		if n := sharedWeight*same - max(utf8.RuneCountInString(header), utf8.RuneCountInString(name)); n > most {
			best, most = name, n
		}
	}
	return best
}
