package compare

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/performance"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
)

// Source is what is known of a record beside what stands in it.
type Source struct {
	File     string
	Index    int
	Layout   string // with version
	Declares check.Declares
	Currency string // of the amounts, empty if the layout does not say
}

// codes are the fields that number a project.
var codes = []string{"项目编码", "项目代码", "项目编号"}

// Read takes from a computed record what is compared. d is what its layout declares.
func Read(r *model.Record, s Source) *Form {
	f := &Form{File: s.File, Index: s.Index, Layout: s.Layout, Kind: r.Form.ID, Name: r.Name, currency: s.Currency, digest: r.Digest()}
	for _, c := range codes {
		f.Code = cmp.Or(f.Code, strings.TrimSpace(shown(r.Value(c))))
	}
	d := declared(s.Declares)
	f.department, f.Unit = d.shown(r, "项目", "部门"), cmp.Or(d.shown(r, "项目", "单位"), shown(r.Value(r.Form.Author)))
	f.Year = cmp.Or(d.shown(r, "项目", "年度"), shown(r.Value("年度")))
	list := d.path("指标", "表")
	for _, x := range [][2]string{{"总目标", "实际"}, {"文字", "文"}} {
		for _, path := range d.paths(x[0], x[1]) {
			if v := r.Value(path); v != nil && v.Field.Kind == model.Text {
				f.texts = append(f.texts, text{strings.ReplaceAll(path, ".", " "), shown(v)})
			}
		}
	}
	for _, v := range r.Body.Fields {
		if v.Field.Name == list {
			for _, row := range v.Rows {
				f.indicators = append(f.indicators, d.indicator(row, f.Year))
			}
			continue
		}
		f.take(v, v.Field.Name)
	}
	return f
}

// take notes the figures at and below a value.
func (f *Form) take(v *model.Value, place string) {
	if v.HasNum && v.Field.Kind.Numeric() && v.Origin != model.Absent {
		f.figures = append(f.figures, figure{place, v.Field.Kind, v.Shown(""), v.Num})
	}
	if v.Field.Kind == model.Rows && v.Fields == nil {
		seen := map[string]int{}
		for _, row := range v.Rows {
			name := called(row)
			if seen[name]++; seen[name] > 1 {
				name += fmt.Sprintf("（第 %d 个）", seen[name])
			}
			for _, c := range row.Fields {
				f.take(c, place+" “"+name+"” "+c.Field.Name)
			}
		}
		return
	}
	for _, c := range v.Fields {
		f.take(c, place+" "+c.Field.Name)
	}
}

// called is what an item of a list goes by: its texts that must be there, else its first text.
func called(row *model.Value) string {
	var must []string
	first := ""
	for _, c := range row.Fields {
		if c.Field.Kind != model.Text || c.Blank() {
			continue
		}
		first = cmp.Or(first, shown(c))
		if c.Field.Required {
			must = append(must, shown(c))
		}
	}
	return cmp.Or(strings.Join(must, " "), first)
}

// declared is what a layout declares, asked by thing and part.
type declared check.Declares

func (d declared) paths(thing, part string) (out []string) {
	for _, x := range d {
		if x.Thing != thing {
			continue
		}
		for _, item := range x.Items {
			for _, role := range item {
				if role.Part == part {
					out = append(out, role.Paths...)
				}
			}
		}
	}
	return out
}

func (d declared) path(thing, part string) string {
	if p := d.paths(thing, part); len(p) > 0 {
		return p[0]
	}
	return ""
}

func (d declared) shown(r *model.Record, thing, part string) string {
	if p := d.path(thing, part); p != "" {
		return strings.TrimSpace(shown(r.Value(p)))
	}
	return ""
}

// indicator reads a row. A target that is split into columns is put together as the layout prints it.
func (d declared) indicator(row *model.Value, year string) indicator {
	get := func(part string) *model.Value {
		if p := d.path("指标", part); p != "" {
			return row.Get(p)
		}
		return nil
	}
	x := indicator{class: shown(get("一级")), sub: shown(get("二级")), name: shown(get("三级")), target: shown(get("目标")),
		actual: shown(get("实际")), weight: shown(get("分值")), score: shown(get("得分")), reason: shown(get("原因")), stated: shown(get("方向")),
		points: figureOf(get("分值")), got: figureOf(get("得分"))}
	if measure := row.Get("度量单位"); measure != nil {
		sign := shown(row.Get("指标性质"))
		x.stated = cmp.Or(x.stated, sign)
		if sign == "定性" {
			sign = ""
		}
		x.target, x.actual = withUnit(sign+x.target, shown(measure)), withUnit(x.actual, shown(measure))
	}
	n := 0
	fmt.Sscan(year, &n)
	x.aimed, x.done = quantity.Read(x.target, quantity.Context{Year: n}), quantity.Read(x.actual, quantity.Context{Year: n})
	return x
}

// withUnit is a value with its unit behind it, once.
func withUnit(value, unit string) string {
	if strings.TrimSpace(value) == "" || strings.TrimSpace(unit) == "" {
		return value
	}
	text := func(s string) model.Result { return model.Result{Kind: model.IsText, Text: s} }
	return performance.Functions()["附单位"].Call([]model.Result{text(value), text(unit)}).Text
}

func figureOf(v *model.Value) *decimal.Decimal {
	if v == nil || !v.HasNum || v.Origin == model.Absent {
		return nil
	}
	return &v.Num
}

// shown is the text of a value as it is printed, empty if there is none.
func shown(v *model.Value) string {
	if v == nil || v.Origin == model.Absent {
		return ""
	}
	return v.Shown("")
}

// says tells whether any text of the form speaks of a name.
func (f *Form) says(name string) bool {
	has := func(s string) bool { return strings.Contains(quantity.Plain(s), name) }
	return slices.ContainsFunc(f.texts, func(t text) bool { return has(t.text) }) ||
		slices.ContainsFunc(f.indicators, func(x indicator) bool { return has(x.reason) })
}
