package quantity

import (
	"sort"
	"strings"
	"sync"
)

// Grade is how far a word says that something was reached.
type Grade int8

const (
	NoGrade  Grade = iota // the word says nothing about it
	Failed                // 未达成, 不合格, 下降
	Slight                // 部分, 一般, 略有
	Mostly                // 基本, 较, 良好
	Reached               // 合格, 及时, 正常, 完成
	Exceeded              // 完善, 显著, 优秀, 超额
)

// stems are words of quality without a grade of their own; words on one line are about the same thing. The grade
// stands before the colon: what the bare word says.
var stems = []struct {
	grade Grade
	words string
}{
	{Reached, "健全 建立健全 建立 成立 形成 到位 具备 建成 落实"}, {Exceeded, "完善 健全完善 完备"},
	{Reached, "合格 达标 通过 规范 合规 符合 满足 一致 匹配 准确 真实 完整 合理 科学 有效 安全 可靠 清晰 公开 公正 保密"},
	{Exceeded, "优秀 优 优质 卓越"}, {Mostly, "良好 良 较好 中等 中 尚可"}, {Reached, "好"}, {Slight, "一般"}, {Failed, "差 较差 很差 不佳 欠佳 不理想 不力 甚微"},
	{Reached, "提升 提高 增强 改善 增加 增长 优化 促进 推动 扩大 加强 上升 改进 加快 好转 明显 显著 发挥"}, {Slight, "持平 无变化 无明显变化 没有明显变化 变化不大 变化不明显 没有变化 维持 保持不变"}, {Failed, "下降 降低 减弱 恶化 退步 减少 下滑 回落 变差 不升反降"},
	{Reached, "及时 按时 按期 准时 如期 按计划"}, {Exceeded, "提前"}, {Failed, "滞后 延迟 延期 逾期 推迟 超期"},
	{Reached, "正常 稳定 平稳 畅通 有序 顺畅 互通 持续 长期 可持续"}, {Failed, "异常 中断 瘫痪 故障"},
	{Reached, "完成 达成 达到 实现 全部完成 达成年度指标 已完成 办结 覆盖 使用 采用 开展"}, {Exceeded, "超额 超额完成"},
	{Reached, "满意"}, {Failed, "无 没有 空白 停止 取消"},
}

// families name the lines of stems that are about the same thing and so can be compared with each other.
var families = []string{
	"健全 建立健全 建立 成立 形成 到位 具备 建成 落实 完善 健全完善 完备",
	"合格 达标 通过 优秀 优 优质 卓越 良好 良 较好 中等 中 尚可 好 一般 差 较差 很差",
	"规范 合规 符合 满足 一致 匹配", "准确 真实 完整", "合理 科学", "有效", "安全 可靠",
	"提升 提高 增强 改善 增加 增长 优化 促进 推动 扩大 加强 上升 改进 加快 好转 明显 显著 发挥 持平 无变化 无明显变化 没有明显变化 变化不大 变化不明显 没有变化 维持 保持不变 下降 降低 减弱 恶化 退步 减少 下滑 回落 变差 不升反降",
	"及时 按时 按期 准时 如期 按计划 提前 滞后 延迟 延期 逾期 推迟 超期",
	"正常 稳定 平稳 畅通 有序 顺畅 互通 异常 中断 瘫痪 故障",
	"完成 达成 达到 实现 全部完成 达成年度指标 已完成 办结 超额 超额完成",
	"满意",
}

// modifiers grade the stem behind them.
var modifiers = []struct {
	text  string
	grade Grade
}{
	{"未能", Failed}, {"没有", Failed}, {"尚未", Failed}, {"未", Failed}, {"不太", Failed}, {"不够", Failed}, {"不", Failed}, {"欠", Failed}, {"无", Failed},
	{"有待进一步", Failed}, {"有待", Failed}, {"仍需", Failed}, {"尚需", Failed}, {"还需", Failed}, {"尚待", Failed}, {"亟待", Failed}, {"亟需", Failed},
	{"部分", Slight}, {"略有", Slight}, {"有所", Slight}, {"稍有", Slight}, {"局部", Slight}, {"初步", Slight}, {"逐步", Mostly}, {"逐渐", Mostly},
	{"基本", Mostly}, {"大致", Mostly}, {"大部分", Mostly}, {"较为", Mostly}, {"比较", Mostly}, {"较", Mostly},
	{"全部", Reached}, {"全面", Reached}, {"完全", Reached}, {"均", Reached}, {"已", Reached}, {"得到", Reached}, {"有效", Reached}, {"保持", Reached}, {"持续", Reached}, {"进一步", Reached}, {"切实", Reached}, {"不断", Reached}, {"稳步", Reached}, {"充分", Reached},
	{"显著", Exceeded}, {"明显", Exceeded}, {"大幅", Exceeded}, {"极大", Exceeded}, {"非常", Exceeded}, {"十分", Exceeded}, {"很", Exceeded}, {"高度", Exceeded}, {"超额", Exceeded},
}

// maxWord is the longest text in bytes that is read as a word; beyond it stands a sentence.
const maxWord = 60

type stem struct {
	text  string
	grade Grade
}

// stemList is stems, longest first. It is read-only.
var stemList = sync.OnceValue(func() (l []stem) {
	for _, s := range stems {
		for _, w := range strings.Fields(s.words) {
			l = append(l, stem{w, s.grade})
		}
	}
	sort.SliceStable(l, func(i, j int) bool { return len(l[i].text) > len(l[j].text) })
	return l
})

// familyOf is the number of a stem's family. It is read-only.
var familyOf = sync.OnceValue(func() map[string]int {
	f := map[string]int{}
	for i, line := range families {
		for _, w := range strings.Fields(line) {
			f[w] = i + 1
		}
	}
	return f
})

// GradeOf is the grade of a word and the family of its stem, 0 if it has none. 基本健全 is Mostly, 良好 is Mostly, 健全 is
// Reached.
func GradeOf(word string) (g Grade, family int) {
	w := strings.TrimRight(normal(word), "。；;，,")
	if len(w) > maxWord {
		return NoGrade, 0
	}
	for _, s := range stemList() {
		if w == s.text {
			return s.grade, familyOf()[s.text]
		}
	}
	for _, m := range modifiers {
		if rest, ok := strings.CutPrefix(w, m.text); ok && rest != "" {
			sg, f := GradeOf(rest)
			switch {
			case sg == NoGrade:
				continue
			case m.grade == Failed && sg == Failed: // 无故障, 未中断
				return Reached, f
			case m.grade >= Reached && sg < Reached: // 显著下降, 非常一般
				return sg, f
			case m.grade == Reached: // 全面完善 stays what it is
				return sg, f
			case m.grade == Slight && sg == Failed, m.grade == Mostly && sg == Failed:
				return Failed, f
			}
			return m.grade, f
		}
	}
	// A stem at the end of a longer word, 机制健全: the words before it name the thing, unless they deny it.
	for _, s := range stemList() {
		if rest, ok := strings.CutSuffix(w, s.text); ok && len(s.text) >= len("健全") {
			for _, m := range modifiers {
				if strings.HasSuffix(rest, m.text) {
					g, f := GradeOf(m.text + s.text)
					return g, f
				}
			}
			return s.grade, familyOf()[s.text]
		}
	}
	return NoGrade, 0
}
