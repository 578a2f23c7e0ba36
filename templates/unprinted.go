package templates

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// lost is a field, or one choice of it, that is entered and has no place on the form.
type lost struct {
	field  *model.Field
	choice string
}

// unprintedOnce is unprinted, but what is the same in many rows is one finding, at the first, with how many they are: a
// layout that has not drawn a column loses it in every row.
func (x *expander) unprintedOnce() {
	var first, count map[lost]int
	x.told = func(l lost) bool {
		if count == nil {
			first, count = map[lost]int{}, map[lost]int{}
		}
		if count[l]++; count[l] == 1 {
			first[l] = len(x.data)
			return false
		}
		return true
	}
	x.unprinted(x.rec.Body)
	for l, n := range count {
		if f := &x.data[first[l]]; n > 1 {
			f.Message += fmt.Sprintf("；这张表里这样的共 %d 处", n)
		}
	}
}

// unprinted reports everything entered that is nowhere on the form.
func (x *expander) unprinted(v *model.Value) {
	if len(v.Fields) > 0 || len(v.Rows) > 0 {
		for _, c := range v.Fields {
			x.unprinted(c)
		}
		for _, c := range v.Rows {
			x.unprinted(c)
		}
		return
	}
	if v.Origin != model.Written && v.Origin != model.Figure || v.Text == "" || x.printed[v] || v.Field.Aside {
		return
	}
	what, key := v.Text, lost{field: v.Field}
	if v.Field.Picture {
		what = "图片"
	}
	if v.Field.Kind == model.Choice {
		missing := []string(nil)
		list := v.Ticks
		if !v.Field.Multiple {
			list = []string{v.Text}
		}
		for _, t := range list {
			if !x.ticks[tick{v, t}] {
				missing = append(missing, t)
			}
		}
		if len(missing) == 0 {
			return
		}
		what = strings.Join(missing, "、")
		key.choice = what
	}
	if x.told != nil && x.told(key) {
		return
	}
	x.data = append(x.data, finding.Finding{Code: "FIELD-NOT-PRINTED", Record: x.rec.Name,
		Pos:  finding.Pos{File: x.rec.File, Line: v.Line, Col: v.Col},
		Path: v.Path, Place: pointer.Path(v.Path).Place(), Printed: what,
		Message: "版式 " + x.l.FullID() + " 没有打印“" + v.Field.Name + "”的地方，填写的“" + finding.Short(what) + "”会丢失",
		Hint:    "删去这一项，或换一个有它的版式"})
}
