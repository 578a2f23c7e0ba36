package review

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
)

// differences are where a reviewer differs from the unit, in the order of the form: one problem a line of money or an
// indicator, for who mends the value mends the points as well.
func differences(r *model.Record) []problem {
	d := &differ{record: r}
	var why []string // of the sources: the total follows from them
	for _, row := range rows(r, sources) {
		if s := shown(row.Get(basis)); strings.TrimSpace(s) != "" {
			why = append(why, s)
		}
	}
	if v := r.Value(whole); v != nil {
		own := shown(v.Get(basis))
		if strings.TrimSpace(own) == "" {
			own = strings.Join(why, "；")
		}
		d.money(v, "资金 "+whole, own)
	}
	for _, row := range rows(r, sources) {
		d.money(row, "资金 "+shown(row.Get("名称")), shown(row.Get(basis)))
	}
	for _, row := range rows(r, indicators) {
		x := d.line(check.Place(r, row), shown(row.Get(basis)), "更正自评表，并说明原因")
		own, now := shown(row.Get(actual)), shown(row.Get(seen))
		if strings.TrimSpace(now) != "" && quantity.Plain(own) != quantity.Plain(now) {
			x.cell(actual, actual+"与复核的不符", own, now)
		}
		x.points(row.Get("得分"), row.Get("复核得分"))
		x.end()
	}
	opinion := shown(r.Value("复核意见"))
	x := d.line("总分", opinion, "各项更正以后，更正总分和等级；已经公开的，更正公开的数")
	x.points(r.Value("总分.得分"), r.Value("总分.复核得分"))
	if own, now := shown(r.Value("自评等级")), shown(r.Value("复核等级")); own != "" && now != "" && own != now {
		x.cell("等级", "等级不同", own, now)
	}
	x.end()
	for _, row := range rows(r, "其他问题") {
		what := shown(row.Get("问题"))
		d.list = append(d.list, problem{project: r.Name, line: shown(row.Get("位置")), code: "其他 " + what, place: shown(row.Get("位置")), what: what,
			basis: shown(row.Get("依据")), demand: shown(row.Get("整改要求"))})
	}
	return d.list
}

type differ struct {
	record *model.Record
	list   []problem
}

// line is a line of the form in which cells may differ.
type line struct {
	to                           *differ
	p                            problem
	names, says, printed, should []string
}

func (d *differ) line(place, why, demand string) *line {
	return &line{to: d, p: problem{project: d.record.Name, line: place, code: "复核", basis: why, demand: demand}}
}

// cell notes that a cell differs: what it is called on the self-evaluation, what is wrong, what stands there and what
// the reviewer says.
func (x *line) cell(name, says, own, now string) {
	x.names, x.says = append(x.names, name), append(x.says, says)
	x.printed, x.should = append(x.printed, own), append(x.should, now)
	x.p.cells = append(x.p.cells, strings.TrimSpace(x.p.line+" "+name))
}

// end makes a problem of the cells, if there are any.
func (x *line) end() {
	if x.names == nil {
		return
	}
	x.p.place = strings.TrimSpace(x.p.line + " " + strings.Join(x.names, "、"))
	x.p.what = strings.Join(x.says, "；") + "。"
	x.p.printed, x.p.expected = told(x.names, x.printed), told(x.names, x.should)
	x.to.list = append(x.to.list, x.p)
}

// told are values one a line, called by their names where there are several.
func told(names, values []string) string {
	if len(values) == 1 {
		return values[0]
	}
	var out []string
	for i, v := range values {
		if v == "" {
			v = "（空）"
		}
		out = append(out, names[i]+"："+v)
	}
	return strings.Join(out, "\n")
}

// money compares the amounts of a line, and its points.
func (d *differ) money(v *model.Value, place, why string) {
	x := d.line(place, why, "核对账目，更正自评表")
	for _, c := range [][2]string{{"全年预算数", "复核预算数"}, {"全年执行数", "复核执行数"}} {
		if own, now := v.Get(c[0]), v.Get(c[1]); has(now) && !equal(own, now) {
			x.cell(c[0], c[0]+"与复核的不符", shown(own), shown(now))
		}
	}
	x.points(v.Get("得分"), v.Get("复核得分"))
	x.end()
}

// points compares a score with the reviewer's.
func (x *line) points(own, now *model.Value) {
	if !has(now) || equal(own, now) {
		return
	}
	says := "没有自评得分，复核计了分"
	if has(own) {
		says = "自评得分偏低，复核核增 " + now.Num.Sub(own.Num).String() + " 分"
		if own.Num.GreaterThan(now.Num) {
			says = "自评得分偏高，复核核减 " + own.Num.Sub(now.Num).String() + " 分"
		}
	}
	x.cell("得分", says, shown(own), shown(now))
}
