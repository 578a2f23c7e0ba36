package quantity

import "strings"

// Direction is which way an indicator is better; internal/direction finds it.
type Direction uint8

const (
	NoDirection  Direction = iota // nobody can tell
	MoreIsBetter                  // 合格率, 整改数量
	LessIsBetter                  // 臭氧浓度, 投诉件数
	ToThePoint                    // =8小时: neither more nor less was asked for
)

// String is the words a person reads.
func (d Direction) String() string {
	return [...]string{"看不出多好还是少好", "越多越好", "越少越好", "等于指标值"}[d]
}

// lessWords in a name make less better; moreWords turn that round again: 故障 but 故障处理率. Read as data: a name is looked through for
// the words, the one that ends last in the name decides (Chinese nouns have their head at the end).
var lessWords = strings.Fields(`成本 费用 造价 单价 故障 投诉 误差 差错 失误 错误 事故 死亡 伤亡 受伤 违规 违纪 违法 违约 流失 损失 损耗 损坏 破损
能耗 耗能 消耗 排放 污染 超标 超支 超概 偏差 偏离 延误 逾期 延期 迟到 滞留 空置 闲置 返工 退货 拒收 失败 中断 宕机 停机 缺陷 不合格 不满意 不及时 隐患
发病 复发 漏报 瞒报 误报 漏检 响应时间 响应时长 等待时间 等候时间 等待时长 办理时间 办理时限 办结时限 处理时间 处理时长 拥堵 欠费 欠薪 负债 舆情 上访 信访 案件`)

var moreWords = strings.Fields(`处理 处置 办结 解决 排除 修复 整改 治理 达标 下降 降低 减少 节约 控制 查处 回复 答复 恢复 覆盖 合格率 满意 及时率 完成率 消除 化解
回收 压减 缩减 清零 补偿 赔付 保障 受理 调解 准确 预防 防控 监测 审理 结案`)

// DirectionOf is the direction of an indicator from its target's comparator, then from its name.
func DirectionOf(target Value, name string) Direction {
	switch target.Cmp {
	case Greater, GreaterEqual:
		return MoreIsBetter
	case Less, LessEqual:
		return LessIsBetter
	}
	if target.Change != "" {
		return MoreIsBetter // the change itself is counted: 下降3% is met by 5%
	}
	if lessByName(name) {
		return LessIsBetter
	}
	if target.Cmp == Equal && !target.Unit.Share() {
		return ToThePoint
	}
	return MoreIsBetter
}

func lessByName(name string) bool {
	n := normal(name)
	end := func(words []string) (last int) {
		last = -1
		for _, w := range words {
			if i := strings.LastIndex(n, w); i >= 0 {
				last = max(last, i+len(w))
			}
		}
		return last
	}
	less := end(lessWords)
	return less >= 0 && less >= end(moreWords)
}
