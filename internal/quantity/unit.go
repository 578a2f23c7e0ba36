package quantity

import (
	"strings"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// Unit is a unit as written with its dimension. Two units with the same Dim and Scale are the same unit (天 and 日);
// with the same Dim they can be converted (元 and 万元); otherwise they are different things (人 and 人次, % and 个百分点).
type Unit struct {
	Text  string
	Dim   string          // 金额, 比例, 时间, 人 …; an unknown unit is a dimension of its own
	Scale decimal.Decimal // how many base units one of it is
	Known bool            // it stands in the table
}

func (u Unit) scale() decimal.Decimal {
	if u.Dim == "" {
		return one
	}
	return u.Scale
}

// times is n in a base of which its unit holds so many: most units are their own.
func times(n, scale decimal.Decimal) decimal.Decimal {
	if scale.Exponent() == 0 && scale.CoefficientInt64() == 1 && scale.NumDigits() == 1 {
		return n
	}
	return n.Mul(scale)
}

// Money says whether the unit is one of money, whose base is the yuan.
func (u Unit) Money() bool { return u.Dim == "金额" }

// Share says whether the unit is a part of a whole: %, ‰.
func (u Unit) Share() bool { return u.Dim == "比例" }

// Time says whether the unit is a duration.
func (u Unit) Time() bool { return u.Dim == "时间" || u.Dim == "月份" || u.Dim == workDay }

// long says whether the unit is a time that can be counted in days and months.
func (u Unit) long() bool {
	return u.Dim == "月份" || u.Dim == "时间" && u.Scale.GreaterThanOrEqual(day)
}

// days is how many days one of the unit has, at least and at most.
func (u Unit) days() factor {
	if u.Dim != "月份" {
		return exactly(u.scale().Div(day))
	}
	low, high := u.scale().Mul(decimal.NewFromInt(30)), u.scale().Mul(decimal.NewFromInt(31))
	if u.scale().GreaterThanOrEqual(decimal.NewFromInt(12)) {
		low, high = u.scale().Div(decimal.NewFromInt(12)).Mul(decimal.NewFromInt(365)), u.scale().Div(decimal.NewFromInt(12)).Mul(decimal.NewFromInt(366))
	}
	return factor{low, high}
}

var day = decimal.NewFromInt(86400)

// workDay is the dimension of working days, which are not days.
const workDay = "工作日"

// Relation is how two units stand to each other.
type Relation uint8

const (
	SameUnit   Relation = iota
	OtherScale          // 元 and 万元: convertible
	OtherUnit           // 人 and 人次
	Unstated            // one of them has no unit
	Unlikely            // convertible, but only the bare numbers are alike: 7.81元 against 8万元
)

// Relate compares two units.
func Relate(a, b Unit) Relation {
	switch {
	case a.Dim == "" && b.Dim == "":
		return SameUnit
	case a.Dim == "" || b.Dim == "":
		return Unstated
	case a.Dim != b.Dim:
		if a.long() && b.long() {
			return OtherScale // 45天 and 1个月
		}
		if a.Scale.Equal(one) && b.Scale.Equal(one) && (counts[[2]string{a.Dim, b.Dim}] || counts[[2]string{b.Dim, a.Dim}]) {
			return SameUnit
		}
		return OtherUnit
	case !a.Scale.Equal(b.Scale):
		return OtherScale
	}
	return SameUnit
}

// counts are measure words that count the same things one by one.
var counts = map[[2]string]bool{
	{"个", "处"}: true, {"个", "座"}: true, {"个", "站"}: true, {"个", "村"}: true, {"个", "社区"}: true, {"个", "班"}: true, {"个", "家"}: true,
	{"个", "所"}: true, {"个", "间"}: true, {"个", "支"}: true, {"个", "点"}: true, {"个", "组"}: true, {"个", "片"}: true,
	{"次", "场"}: true,
}

var one = decimal.NewFromInt(1)

// unitTable lists the units by dimension: name and how many of the base unit (the one with scale 1) it is. Names on
// one line with equal scale are the same unit.
var unitTable = []struct {
	dim   string
	units string // name=scale, blanks between
}{
	{"金额", "元=1 圆=1 块钱=1 角=0.1 元人民币=1 百元=100 千元=1000 万元=10000 十万元=100000 百万元=1000000 千万元=10000000 亿元=100000000"},
	{"美元", "美元=1 万美元=10000 亿美元=100000000"},
	{"比例", "%=0.01 百分比=0.01 ‰=0.001 千分比=0.001 ‱=0.0001"},
	{"百分点", "个百分点=0.01 百分点=0.01 pct=0.01 个千分点=0.001"},
	{"时间", "毫秒=0.001 ms=0.001 秒=1 秒钟=1 s=1 分钟=60 min=60 小时=3600 个小时=3600 钟头=3600 h=3600 天=86400 日=86400 个自然日=86400 自然日=86400 周=604800 星期=604800 个星期=604800"},
	{"工作日", "工作日=1 个工作日=1"},
	{"月份", "月=1 个月=1 季度=3 个季度=3 半年=6 年=12 周年=12"},
	{"长度", "毫米=0.001 mm=0.001 厘米=0.01 cm=0.01 米=1 m=1 延米=1 里=500 华里=500 千米=1000 公里=1000 km=1000"},
	{"面积", "平方米=0.0015 ㎡=0.0015 m2=0.0015 m²=0.0015 平米=0.0015 亩=1 公亩=0.15 顷=100 公顷=15 平方千米=1500 平方公里=1500 km2=1500"},
	{"体积", "毫升=0.001 ml=0.001 升=1 l=1 立方米=1000 m3=1000 m³=1000 方=1000 立方=1000"},
	{"质量", "克=1 g=1 微克=0.000001 μg=0.000001 ug=0.000001 毫克=0.001 mg=0.001 斤=500 千克=1000 公斤=1000 kg=1000 吨=1000000 t=1000000"},
	{"电量", "千瓦时=1 度=1 kwh=1 兆瓦时=1000 mwh=1000"},
	{"功率", "瓦=1 千瓦=1000 kw=1000 兆瓦=1000000 mw=1000000"},
	{"容量", "mb=1 gb=1024 tb=1048576 pb=1073741824"},
	{"声级", "分贝=1 db=1"},
	{"温度", "℃=1 摄氏度=1"},
	{"人", "人=1 名=1 位=1 个人=1"},
	{"人次", "人次=1 人·次=1 人/次=1"},
	{"人天", "人天=1 人日=1"},
	{"人月", "人月=1"},
	{"次", "次=1 回=1 趟=1"},
	{"个", "个=1"}, {"件", "件=1 起=1 宗=1"}, {"期", "期=1"}, {"篇", "篇=1"}, {"篇次", "篇次=1"}, {"条", "条=1"}, {"套", "套=1"}, {"台", "台=1"},
	{"台套", "台套=1 台/套=1"}, {"辆", "辆=1"}, {"户", "户=1"}, {"家", "家=1"}, {"场", "场=1 场次=1"}, {"份", "份=1"}, {"项", "项=1"},
	{"类", "类=1 种=1"}, {"批", "批=1 批次=1"}, {"册", "册=1"}, {"本", "本=1"}, {"张", "张=1"}, {"面", "面=1"}, {"块", "块=1"}, {"座", "座=1"}, {"处", "处=1"},
	{"所", "所=1"}, {"间", "间=1"}, {"栋", "栋=1 幢=1"}, {"株", "株=1 棵=1"}, {"头", "头=1"}, {"只", "只=1"}, {"例", "例=1"}, {"卷", "卷=1"},
	{"班", "班=1 个班=1"}, {"课时", "课时=1 学时=1"}, {"组", "组=1"}, {"片", "片=1"}, {"部", "部=1"}, {"支", "支=1"}, {"艘", "艘=1"}, {"架", "架=1"},
	{"村", "村=1 个村=1"}, {"社区", "社区=1 个社区=1"}, {"级", "级=1"}, {"岁", "岁=1 周岁=1"}, {"倍", "倍=1"}, {"分", "分=1"}, {"点", "点=1"}, {"幅", "幅=1"}, {"站", "站=1"},
	{"盏", "盏=1"}, {"根", "根=1 杆=1"}, {"口", "口=1 眼=1"}, {"顶", "顶=1"}, {"门", "门=1"}, {"枚", "枚=1"}, {"尾", "尾=1"}, {"羽", "羽=1"}, {"床", "床=1"},
	{"艘次", "艘次=1"}, {"家次", "家次=1"}, {"车次", "车次=1"}, {"班次", "班次=1"}, {"台次", "台次=1"}, {"户次", "户次=1"}, {"件次", "件次=1"},
	{"项次", "项次=1"}, {"处次", "处次=1"}, {"例次", "例次=1"}, {"亩次", "亩次=1"}, {"人份", "人份=1"},
}

// units is the table by name. It is read-only.
var units = sync.OnceValue(func() map[string]Unit {
	m := map[string]Unit{}
	for _, d := range unitTable {
		for _, u := range strings.Fields(d.units) {
			name, scale, _ := strings.Cut(u, "=")
			m[name] = Unit{Text: name, Dim: d.dim, Scale: decimal.RequireFromString(scale), Known: true}
		}
	}
	return m
})

// multiples stand before a counting unit: 2万人次.
var multiples = []struct {
	text  string
	scale int64
}{{"十万", 1e5}, {"百万", 1e6}, {"千万", 1e7}, {"百", 100}, {"千", 1000}, {"万", 1e4}, {"亿", 1e8}}

// ParseUnit finds a unit: in the table, a multiple of one in the table (万人次), a price or rate per something (元/人),
// else a dimension of its own. The empty text is the empty unit.
func ParseUnit(s string) Unit {
	u, _ := lookUnit(normal(s))
	u.Text = strings.TrimSpace(s)
	return u
}

func lookUnit(s string) (Unit, bool) {
	if s == "" {
		return Unit{}, true
	}
	if u, ok := units()[strings.ToLower(s)]; ok {
		return u, true
	}
	if m := ofPeople.FindStringSubmatch(s); m != nil {
		return Unit{Text: s, Dim: "每" + strings.Replace(m[1], "10", "十", 1) + m[2] + "人", Scale: one, Known: true}, true
	}
	if top, per, ok := strings.Cut(s, "/"); ok && top != "" && per != "" {
		t, ok1 := lookUnit(top)
		p, ok2 := lookUnit(strings.TrimPrefix(per, "每"))
		if p.Dim == "" || t.Dim == "" {
			return Unit{Text: s, Dim: s, Scale: one}, false
		}
		// The scale of the divisor is kept in the dimension: 元/天 and 元/月 are different units, no rate between them is
		// exact.
		return Unit{Text: s, Dim: t.Dim + "/" + p.Dim + "×" + p.Scale.String(), Scale: t.Scale, Known: ok1 && ok2}, ok1 && ok2
	}
	for _, m := range multiples {
		if rest, ok := strings.CutPrefix(s, m.text); ok && rest != "" {
			if u, ok := units()[strings.ToLower(rest)]; ok && u.Dim != "金额" {
				return Unit{Text: s, Dim: u.Dim, Scale: u.Scale.Mul(decimal.NewFromInt(m.scale)), Known: true}, true
			}
		}
	}
	for _, m := range multiples { // 6.8万单位, 15.6万页
		if rest, ok := strings.CutPrefix(s, m.text); ok && rest != "" && m.scale >= 1e4 && !strings.ContainsAny(rest, "0123456789/()") {
			return Unit{Text: s, Dim: rest, Scale: decimal.NewFromInt(m.scale)}, false
		}
	}
	return Unit{Text: s, Dim: s, Scale: one}, false
}

// ofPeople is so many of so many people: 180/10万, 3例/10万人.
var ofPeople = pattern.Late(`^(?:例|人|起|件|次|名)?/(?:每?(10|十|百|千)?(万|千)(?:人口|人)?)$`)
