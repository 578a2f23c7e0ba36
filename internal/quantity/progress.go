package quantity

import "github.com/gongbiao/gongbiao/internal/pattern"

// What texts say of how far something has got: late, at a stage before the end, a part of it, the other way.

const someNumber = `[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百千]+`

var (
	// lateAtAll says that it was late, and not by how much.
	lateAtAll = pattern.Late(`^(?:项目|工程|已|有所|略有|稍有|均|被迫|现|目前)*(?:延期|逾期|超期|滞后|推迟|延误|拖延|延迟|拖后|延后|跨年度?)` +
		`(?:了|完成|竣工|完工|交付|实施|验收|开工|办理|发放|拨付|开放|开馆|执行|进行|支付|办结|报送|提交)*$`)
	// moved is the day to which something was put off or brought forward.
	moved = pattern.Late(`^(?:已|现|调整)?(?:延期|推迟|延后|顺延|延迟|推后|拖延?|延|改期|提前)(?:至|到|在|于)(.+)$`)
	// notYet answers a date by saying that it is not done.
	notYet   = pattern.Late(`^(?:项目|工程|目前|截至目前|至今|年底)*(?:尚|仍|还|均|暂)?(?:未|没有|没能|没)能?(?:按期|按时|如期|全部|正式|完全)?\p{Han}{1,8}$`)
	noDelays = pattern.Late(`未(?:发|超|逾|延|推|滞|拖|出现|突破|见|晚)|没有(?:发|超|逾|延|推|滞|拖|问题)`)

	// finished is in a target that wants something to be whole and in use; a stage before that is less.
	finished  = pattern.Late(`建成|竣工|完工|投入使用|投用|上线|印发|出台|发布|颁布|施行|验收|交付|开通|启用|通车|通水|开园|开馆|投产|投运|运行|开放`)
	published = pattern.Late(`印发|发布|颁布|施行|出台|公布`) // 发布实施 wants more than that it goes on
	// stage is a stage before the end: 主体封顶, 征求意见稿, 测试阶段.
	stage      = pattern.Late(`^(?:项目|工程|目前|现|已经?|正在|基本|全部|完成|形成|起草|编制|处于|处在|进入|仅|只|刚){0,4}` + stageWords + `(?:` + stageNames + `|结构|工程|工作|部分|阶段|手续|编制|施工|封顶|完工|完成|形成|已|全部|通过|批复|办理|中标|意见|环节|审批|审议|审核|审查|评审|报批|上报|提交|送审|中)*$`)
	stageNamed = pattern.Late(stageNames)
	// written wants a paper to be written, and drafted has one that waits for its approval: 已编制初稿，待评审.
	written = pattern.Late(`编制|制定|制订|修订|起草|编写|完成|出台|印发`)
	drafted = pattern.Late(`(?:初稿|草稿|讨论稿|草案|征求意见稿|送审稿|报批稿)\p{Han}{0,6}[,;(](?:目前|现)?(?:待|正在|尚|仍|还|等待|未)\p{Han}{1,8}`)

	// partDone is how much of it was done: 完成80%, 完成总工程量的九成.
	partDone = pattern.Late(`^(?:已|共|仅|只|实际|目前)*(?:完成|(?:工程|形象|建设|施工|总体)进度)(?:了|为|达到?)?(?:全部|年度|全年|总|计划|目标|任务|工程|建设|工作|指标|量|总量|进度|的){0,4}([0-9]+(?:\.[0-9]+)?%|[一二三四五六七八九]成半?)(?:左右)?$`)
	// goingOn is a date beside which stands that it is not done: 2024年12月，正在施工.
	goingOn = pattern.Late(`[0-9][年月日底旬][,;(](?:目前|现|工程|项目)*(?:正在|尚在|仍在|还在|尚未|仍未|还未|未能?)(?:完成|完工|竣工|验收|交付|施工|建设|实施|推进|招标|进行|安装|调试|办理|开工)`)
	// restOpen is what was done of it, and that the rest was not: 完成45场，尚有5场未开展.
	restOpen = pattern.Late(`^\p{Han}{0,4}?(` + someNumber + `)(\p{Han}{1,3}?)[,;(](?:其余|剩余|余下|尚有|还有|另有|仍有|余)的?(?:` + someNumber + `)?\p{Han}{0,4}?(?:未|正在|待|没有|在建|结转)\p{Han}{0,8}\)?$`)

	// falls, rises and stays say which way something went.
	falls = pattern.Late(`^` + degree + `(?:下降|降低|减少|下滑|减弱|回落|压减|缩短|减轻|缩小)(?:趋势|态势|了)?$`)
	rises = pattern.Late(`^` + degree + `(?:上升|增加|增长|提高|提升|扩大|上涨|升高|反弹|增多|加剧|恶化|加重|延长|不降反升|不减反增)(?:趋势|态势|了)?$`)
	stays = pattern.Late(`^(?:基本|总体|大致|与上年|同比|比上年|较上年)*(?:持平|无变化|无明显变化|没有变化|未下降|未降低|未减少|没有下降|没有减少|未见下降|未缩短)$`)
)

const (
	degree     = `(?:同比|环比|比上年|较上年|比去年|较去年|进一步|有效|持续|逐步|逐年|不断|明显|显著|切实|稳步|大幅度?|有所|略有|小幅|稍有|整体|总体|呈|得到|全面)*`
	stageNames = `主体|基础|土建|桩基|地基|框架|前期|可研|立项|设计|施工图|招标|招投标|征地|拆迁|初稿|送审稿|征求意见稿|讨论稿|草案|初审|选址|勘察|勘测|论证|报批稿|审议稿|修改稿|样稿|开挖|测试|内测|联调|开发`
	stageWords = `(?:初步)?(?:` + stageNames + `)`
)

// meetProgress decides where the actual value says how far it has got.
func meetProgress(target, actual Value, dir Direction) (o Outcome, ok bool) {
	said := normal(actual.Text)
	missed := Outcome{Verdict: Missed, Why: Kinds}
	if m := partDone.FindStringSubmatch(said); m != nil && !target.Unit.Share() &&
		(target.Numeric() && (target.Cmp == Greater || target.Cmp == GreaterEqual || target.Cmp <= Equal && dir == MoreIsBetter && target.Unit.Dim != "") || target.Kind == Date || finished.MatchString(target.Word) || target.Says == AllOf) {
		if v := Read(m[1], Context{}); v.Kind == Number && v.Num.LessThan(hundred) {
			return missed, true
		}
		return Outcome{Verdict: Met, Why: Kinds}, true
	}
	if m := restOpen.FindStringSubmatch(said); m != nil && target.Numeric() {
		if v := Read(m[1]+m[2], Context{}); v.Kind == Number && Relate(v.Unit, target.Unit) <= OtherScale {
			return Compare(v, target, dir), true
		}
	}
	switch {
	case target.Kind == Date && goingOn.MatchString(said):
		return missed, true
	case target.Kind == Date && actual.Kind == Word && notYet.MatchString(said) && !noDelays.MatchString(said):
		return missed, true
	case target.Kind == Word && actual.Kind == Word && finished.MatchString(target.Word) && !stageNamed.MatchString(target.Word) && (!underway.MatchString(target.Word) || published.MatchString(target.Word)) && stage.MatchString(said):
		return missed, true
	case target.Kind == Word && actual.Kind == Word && written.MatchString(target.Word) && !stageNamed.MatchString(target.Word) && drafted.MatchString(said):
		return missed, true
	case target.Kind == Word && falls.MatchString(target.Word):
		switch {
		case actual.Numeric() && actual.Change != "" && Rises(actual.Change), rises.MatchString(said), stays.MatchString(said):
			return missed, true
		case actual.Numeric() && actual.Change != "", falls.MatchString(said):
			return Outcome{Verdict: Met, Why: Kinds}, true
		}
	}
	return o, false
}
