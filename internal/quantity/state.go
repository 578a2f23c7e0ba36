package quantity

import (
	"strings"
	"sync"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// State is what a cell turned out to hold, as a check says it. It is finer than Kind, which is what can be computed
// with.
type State uint8

const (
	Blank     State = iota // nothing, or only blanks
	Dash                   // a sign that stands for nothing: —, /, *
	Nil                    // 无, 没有, 不适用
	Pending                // 待定, 未填, 暂无
	Elsewhere              // 见附件, 详见报告, 同上
	DoneWord               // 已完成, 达标: says that, not how much
	Amount                 // one number
	Interval               // 6-8场
	About                  // 约200人, 20余次, 不少于3次 as an actual
	OnDay                  // a date or a span of dates
	NoSuchDay              // 2024年6月31日
	Several                // 2条路、1座桥
	Slip                   // 1O0%, 98。5%
	Wording                // any other text: 提升, 合格
)

// String says it to a person.
func (s State) String() string {
	return [...]string{"没有填", "只有一个记号", "写的是“无”", "还没有填", "只说见别处", "只说完成，没有数", "数", "一个范围", "大约的数", "日期",
		"没有这一天", "一格里有几样", "像是笔误", "文字"}[s]
}

// Missing says whether the cell says nothing that could be held against a target.
func (s State) Missing() bool { return s <= Elsewhere }

// wordings are whole texts, half-width and without blanks, that stand for a state. Measured targets are compared with
// none of them.
var wordings = []struct {
	state State
	words string
}{
	{Nil, "无 没有 不适用 不涉及 未涉及 不存在此项 无此项 没有此项 本年无 本年度无 未发生 未开展 无数据 空 n/a na nil none 无相关内容 不存在"},
	{Pending, "待定 待填 待明确 待确定 另行确定 待下达 待批复 待报 尚未统计 未统计 未完成统计 数据待出 待补 待补充 未填 未填写 暂无 暂无数据 暂缺 待统计 待核实 统计中 正在统计 汇总中 正在汇总 核算中 正在核算 尚未汇总 结果未出 数据未出 尚未公布 尚无数据 尚未出具 进行中 推进中 未定 未确定 尚未确定 暂不确定 不确定 未明确 未设定 未设置 无要求 无具体要求 不作要求 据实 据实填报 按上级要求 按文件要求 按有关要求 按规定 按有关规定 按实 按实际 按实际情况 以实际为准 未知 不详 不清楚 ? ?? tbd xx xxx"},
	{Elsewhere, "同上 同左 同前 同上年 同去年 略 另附 另报 附后 见后 见上 见下 如上 如附件 附件"},
	{DoneWord, `完成 已完成 全部完成 已全部完成 均完成 均已完成 完成任务 按计划完成 已按计划完成 按期完成 按时完成 达标
		已达标 全部达标 达成 已达成 达到 已达到 已达到目标 达到目标 达到预期 达到预期目标 达到要求 达成目标 完成目标 已完成目标
		 已实现 实现 是 有 已落实 已执行 ok √ ✓ ✔ 100%完成`},
}

// stateOf is wordings by text. It is read-only.
var stateOf = sync.OnceValue(func() map[string]State {
	m := map[string]State{}
	for _, l := range wordings {
		for w := range strings.FieldsSeq(l.words) {
			m[w] = l.state
		}
	}
	return m
})

// elsewhere begins a text that sends the reader to another paper.
var elsewhere = pattern.Late(`^(?:具体|详情|详细|内容)?(?:请?参?见|详见|参照|参考|请看|查看|附)(?:附件|附表|报告|说明|材料|台账|佐证|清单|明细|文件|方案|计划|合同|规划|通知|目录|下表|上表|备注|附|另|后|前` +
	`|.{0,12}(?:附件|附表|报告|说明|材料|台账|清单|明细|文件|方案|合同|规划|通知|目录|表))`)

// stateOfWord is the state of a text that is neither number nor date.
func stateOfWord(s string) State {
	low := strings.ToLower(strings.Trim(s, "。；;，,!！.()"))
	if state, ok := stateOf()[low]; ok {
		return state
	}
	if elsewhere.MatchString(s) {
		return Elsewhere
	}
	return Wording
}
