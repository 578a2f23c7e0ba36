package direction

import (
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// measure is what a name ends in: how something is counted.
type measure uint8

const (
	bare     measure = iota // 采购电子图书: a name without measure
	number                  // 次数 数量: of some kind, a stock perhaps
	output                  // 份数 场次: things that were made or held
	persons                 // 人数
	rate                    // 率 比例
	share                   // 占比: a part of a whole that may be better either way
	degree                  // 满意度 及时性 情况
	index                   // 指数 系数 强度
	duration                // 时间 天数
	haste                   // 时限 工期: shorter is better whatever it is
	money                   // 金额
	amount                  // 量 面积 长度
)

// endings are the measures by their texts.
var endings = []struct {
	measure measure
	words   string
}{
	{number, `个数 总数 数量 户数 家数 起数 处数 点数 例数 宗数 村数 项数 类数 种类 种数 间数 栋数 次数 件数 条数 家次 户次 艘次 批数 点位数`},
	{output, `课时数 学时数 图斑数 台件数 台套数 份数 场次 场数 期数 篇数 册数 册次 部数 套数 台数 座数 盏数 株数 门数 课时 学时 批次
		卷数 页数 幅数 叶数 站次 频次 件次 班次 班数 节数 集数 张数 只数 尾数 棵数 根数 块数
		面数 支数 辆次 人次 台次 辆数 艘数 部门数 笔数 头数 口数 羽数 车次`},
	{persons, `人员数量 人员数 人口数 人数 户籍数`},
	{share, `所占比例 所占比重 占比 比重 份额`},
	{rate, `百分比 比例 比率 率 幅度`},
	{index, `峰值 指数 系数 强度 密度 倍数 温度 速率 速度 深度`},
	{degree, `程度 得分 评分 水平 能力 质量 效果 情况 成效 效率 作用 性 度`},
	{duration, `小时数 时间 时长 天数 日数 时数 周期 年限 月数 年数 日期 期限 平均天数`},
	{haste, `时限 耗时 用时 工期 住院日 时效`},
	{money, `总金额 金额 总额 额度 款项 账款 价值 额 款`},
	{amount, `总量 总面积 总里程 面积 长度 里程 公里数 数值 重量 吨数 容量 方量 亩数 体积 量`},
	{number, `数`},
}

// measureText is one text of the table.
type measureText struct {
	text    string
	measure measure
}

// measures are the texts by their last character, longest first. They are read-only.
var measures = sync.OnceValue(func() map[rune][]measureText {
	by := map[rune][]measureText{}
	for _, e := range endings {
		for w := range strings.FieldsSeq(e.words) {
			r, _ := utf8.DecodeLastRuneInString(w)
			by[r] = append(by[r], measureText{w, e.measure})
		}
	}
	for _, l := range by {
		sort.SliceStable(l, func(i, j int) bool { return len(l[i].text) > len(l[j].text) })
	}
	return by
})

// takeMeasure cuts the measure off the end of a name; no measure is the whole of it. A measure never cuts a word in
// two: 查处数 is 查处 and 数, not 查 and 处数.
func takeMeasure(name string) (m measure, rest string, text string) {
	last, _ := utf8.DecodeLastRuneInString(name)
	for _, l := range measures()[last] {
		rest, ok := strings.CutSuffix(name, l.text)
		if !ok || rest == "" {
			continue
		}
		if first, counts := strings.CutSuffix(l.text, "数"); counts && first != "" {
			if w, ok := ending(known().general, name[:len(name)-len("数")]); ok && len(w.text) > len(first) {
				continue
			}
		}
		return l.measure, rest, l.text
	}
	return bare, name, ""
}

// readings are the two ways in which a measure with an open direction can be understood.
var readings = [...][2]string{
	bare:     {"看作要做到的", "看作要控制的"},
	number:   {"看作做成、办成了多少", "看作要控制在多少以内"},
	output:   {"看作做成、办成了多少", "看作要控制在多少以内"},
	persons:  {"看作服务到、惠及多少人", "看作要控制在多少人以内"},
	rate:     {"看作做到的比例", "看作要压低的比例"},
	share:    {"看作要达到的比例", "看作要压低的比例"},
	degree:   {"看作要达到的水平", "看作要压低的水平"},
	index:    {"看作要达到的水平", "看作要压低的水平"},
	duration: {"看作提供、坚持了多久", "看作用了多久"},
	haste:    {"看作提供、坚持了多久", "看作用了多久"},
	money:    {"看作到位、投入、发放了多少", "看作花费，不超过就好"},
	amount:   {"看作做成、得到了多少", "看作要控制在多少以内"},
}
