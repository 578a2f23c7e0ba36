package templates

import (
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
)

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
	what := v.Text
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
	}
	x.data = append(x.data, finding.Finding{Code: "FIELD-NOT-PRINTED", Record: x.rec.Name,
		Pos:  finding.Pos{File: x.rec.File, Line: v.Line, Col: v.Col},
		Path: v.Path, Place: pointer.Path(v.Path).Place(), Printed: what,
		Message: "版式 " + x.l.FullID() + " 没有打印“" + v.Field.Name + "”的地方，填写的“" + finding.Short(what) + "”会丢失",
		Hint:    "删去这一项，或换一个有它的版式"})
}
