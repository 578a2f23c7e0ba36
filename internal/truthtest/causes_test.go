package truthtest

import (
	"slices"
	"strings"
)

// cause is a kind of mistake and the codes that name it. A finding of another code at the place is not the right
// reason. Whoever adds a code to the checker adds it here.
type cause struct {
	words string
	codes []string // that name it: F2 is F2 with all its cases, S7.词 that case alone
	also  []string // that may be said as well, being a consequence of it
}

// is says whether one of the codes is this one.
func is(codes []string, code string) bool {
	plain, _, _ := strings.Cut(code, ".")
	return slices.Contains(codes, code) || slices.Contains(codes, plain)
}

var causes = map[string]cause{
	// Money.
	"sum": {"来源之和与总额不等", []string{"F1", "F7", "C1", "J1", "J2", "J3", "J4", "J5", "J6", "J7", "J8", "K5"},
		[]string{"F2", "F3"}},
	"blank-total":   {"总额空着或为零而来源有金额", []string{"F9", "F1"}, []string{"F4", "S1.执行", "F2.漏填"}},
	"rate":          {"执行率与两数不符", []string{"F2", "K5", "C13"}, []string{"F3", "F5.超率"}},
	"exec-score":    {"执行得分与执行率不符", []string{"F3", "K5.执行得分", "C13.执行得分"}, []string{"S1.执行", "S2"}},
	"mark":          {"不填的格填了内容", []string{"F9.记号"}, nil},
	"no-budget":     {"没有预算却有执行率、得分", []string{"F4"}, nil},
	"overspend":     {"执行超过预算", []string{"F5", "M5", "K5.超预算", "J7.超预算", "J7.超预算合计", "J7.超预算一项"}, []string{"F2"}},
	"two-tables":    {"同一数在两处不同", []string{"J1", "J2", "J3", "J4", "J5", "J6", "J7", "F7", "X3"}, nil},
	"carry":         {"结转不平", []string{"J1", "J4", "J8"}, nil},
	"empty-table":   {"空表没有说明，或有数据却写了空表说明", []string{"J8"}, nil},
	"exec-low":      {"执行率低而没有说明", []string{"F5.偏低", "F5.来源偏低", "F5.清单偏低", "M5.剩得多"}, []string{"S11"}},
	"budget-change": {"预算变动没有说明", []string{"F6"}, nil},
	"money-done":    {"钱没花而事全完成", []string{"S11"}, []string{"F5.偏低"}},
	"wan":           {"元与万元差一万倍", []string{"F8", "V1"}, []string{"S7", "S4", "S5", "S8", "F6"}},
	"projected":     {"全年预计数小于已执行数", []string{"M1"}, nil},

	// Weights and scores.
	"weight-sum":    {"分值合计不是满分", []string{"W1", "S2.分值"}, []string{"W2"}},
	"weight-scheme": {"一级指标权重不合方案", []string{"W2"}, nil},
	"label-points":  {"标注的分值与下面不符", []string{"W3"}, nil},
	"high-weight":   {"单项分值过高", []string{"W4"}, nil},
	"total":         {"总分与各项得分之和不等", []string{"S2"}, []string{"S3"}},
	"score-range":   {"得分超出分值或为负", []string{"S1"}, []string{"S2"}},
	"score-missing": {"有分值没有得分", []string{"S1"}, []string{"S2"}},
	"grade":         {"等级与得分不符", []string{"S3"}, nil},
	"mean":          {"平均得分不符", []string{"J10"}, nil},
	"met-lost":      {"达到指标却扣分", []string{"S6"}, nil},
	"unmet-full":    {"没达到指标却得满分或说能完成", []string{"S7", "S5", "S4", "M3", "K6", "C13.没达到"}, []string{"M2"}},
	"proportion":    {"得分不按完成比例", []string{"S4", "S5"}, nil},
	"qual-band":     {"定性指标的得分档不称", []string{"S9", "S7.词"}, nil},
	"same-deduct":   {"一个单位各表扣分相同、挤在分界线边", []string{"S10"}, nil},
	"score-high":    {"总分高于执行率所允许的", []string{"S1.清单高于执行"}, nil},
	"scores-copied": {"分值照抄得分", []string{"S2.照抄"}, []string{"W1", "W2"}},
	"all-full":      {"一个单位各项目全部满分", []string{"S10"}, nil},

	// Values.
	"empty-actual":     {"实际值空着", []string{"V2", "V8", "E1"}, []string{"S4.无值", "S6", "S7"}},
	"empty-target":     {"指标值空着", []string{"V2.指标值", "V2.指标值记号", "V2.指标值见别处", "V8", "E1"}, []string{"S6", "S7"}},
	"empty-cell":       {"必填的格空着", []string{"I1", "V8", "DATA-MISSING", "E1", "M4.空着"}, nil},
	"not-a-number":     {"该填数的格没有数", []string{"V2", "V8", "E1", "M4.没有内容"}, []string{"S4.无值", "S7"}},
	"not-exact":        {"实际值不是确数", []string{"V2", "M4"}, []string{"S4.无值"}},
	"impossible-date":  {"没有这一天", []string{"V6.日期", "V12", "DATA-DATE", "M4.没有这一天"}, nil},
	"date-year":        {"日期不在本年度", []string{"V6.日期", "V2.别年", "D1.填报", "M4.日期"}, []string{"S7"}},
	"year-name":        {"名称里是别的年度", []string{"I1.年份", "J8"}, nil},
	"unit":             {"单位不同，不能比", []string{"V1", "M4.单位"}, []string{"S4", "S7"}},
	"unit-missing":     {"有一处没有单位", []string{"V1.缺单位"}, []string{"V3"}},
	"over-100":         {"部分占全体超过100%", []string{"V6.超百", "M4.超百"}, []string{"S8"}},
	"over-target":      {"超额完成没有说明", []string{"S8"}, nil},
	"word-target":      {"没有可以衡量的内容", []string{"V7", "V3.成本词", "V9.空泛"}, []string{"V11"}},
	"same-values":      {"各行雷同", []string{"V11"}, []string{"V7"}},
	"same-name":        {"同名指标写了两次", []string{"V11"}, nil},
	"name-value":       {"名称与指标值不配", []string{"V3", "V6"}, []string{"V4"}},
	"wrong-class":      {"放错了类", []string{"V4"}, []string{"V3"}},
	"exec-indicator":   {"预算执行当作指标", []string{"V5"}, []string{"V4", "V3"}},
	"cost-more":        {"成本写成越多越好", []string{"V6"}, []string{"S7"}},
	"coverage":         {"缺一类指标", []string{"V10"}, []string{"W2"}},
	"slip":             {"字符写错：字母当数字、句号当小数点", []string{"V12", "V8", "DATA-NUMBER", "M4.笔误"}, nil},
	"placeholder":      {"留有模板字样", []string{"V8", "M4.模板字样"}, []string{"V7", "R4"}},
	"unrelated":        {"指标与项目无关", []string{"V13", "R2.离题"}, nil},
	"no-source":        {"满意度没有来源、样本", []string{"V14"}, nil},
	"unmeasurable-pct": {"百分数说的是无法计量的事", []string{"V3", "V7", "V15"}, nil},

	// Texts and reasons.
	"copied-goal":        {"完成情况照抄目标", []string{"V9", "V9.空泛"}, nil},
	"goal-figure":        {"文字中的数与表中的数不同", []string{"V9"}, []string{"S7"}},
	"text-sum":           {"文字中的数加起来不对", []string{"V9", "V16", "R4.说没问题"}, nil},
	"text-contradiction": {"文字与数矛盾", []string{"V16", "C11", "K7", "R4.说没问题", "F5.偏低", "V9", "M4"}, nil},
	"no-reason":          {"扣了分没有原因", []string{"R1", "M2"}, nil},
	"reason-part":        {"原因缺一段", []string{"R1.两段"}, nil},
	"reason-empty":       {"原因是空话", []string{"R4"}, nil},
	"slow-but-possible":  {"进度太慢却填确定能、有可能", []string{"M4.进度"}, nil},
	"reason-off":         {"原因与指标无关", []string{"R2.离题", "R4"}, nil},
	"reason-full":        {"满分还写原因", []string{"R2"}, nil},
	"too-long":           {"超过字数", []string{"R3", "DATA-TOO-LONG"}, nil},
	"unit-name":          {"单位名称两种写法", []string{"I2"}, nil},
	"form-title":         {"名称带着表名", []string{"I2"}, nil},
	"copied-texts":       {"抄了别的表的文字", []string{"V17", "X5"}, nil},
	"twice":              {"同一项目报了两次", []string{"X6", "I2"}, nil},
	"date-order":         {"完成日期早于开始日期", []string{"D1", "V6.日期"}, nil},
	"tick":               {"该勾选的没有勾选", []string{"M2", "V8", "E1"}, nil},

	// Several forms, and other papers.
	"declared":     {"与申报的目标不同", []string{"X1"}, nil},
	"summary":      {"与汇总表不同", []string{"X3"}, nil},
	"public":       {"与公开说明不同", []string{"X3"}, nil},
	"accounts":     {"超过决算的项目支出", []string{"X2", "X7"}, nil},
	"missing-form": {"少一张自评表", []string{"X3.漏表", "X4", "X1"}, nil},
	"last-year":    {"与上年的表对不上", []string{"X8"}, nil},
	"department":   {"部门表与各项目之和不符", []string{"X7", "X2"}, nil},
	"monitor":      {"与监控表对不上", []string{"X9"}, nil},

	// Worth a remark and no more.
	"rounding":    {"只差舍入方式", []string{"F2.舍入", "F3"}, nil},
	"follows":     {"随另一处的错而错", []string{"F3", "S2"}, nil},
	"at-limit":    {"到了上限、贴线", []string{"W4.上限", "F6.贴线"}, nil},
	"style":       {"写法不一", []string{"F7.样式", "V1"}, nil},
	"convertible": {"单位可以换算", []string{"V1"}, nil},
}
