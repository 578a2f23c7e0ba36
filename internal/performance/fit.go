package performance

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// fitting says whether an indicator belongs where it stands.
func fitting() []function {
	return []function{
		{"类不合(二级指标, 指标值, 指标)", kinds{isText, isText, isText}, isText, wrongClass},
		{"他类同名(三级指标, 一级指标, 各三级, 各一级)", kinds{isText, isText, isList, isList}, isText, plain(sameElsewhere)},
		{"行业词(三级指标)", kinds{isText}, isText, ofText(fieldWord)},
		{"离题(三级指标, 全文)", kinds{isText, isText}, isText, offTopic},
		{"量不到(三级指标, 指标值)", kinds{isText, isText}, isText, unmeasurable},
		{"只是程度(指标值)", kinds{isText}, isBool, ofValue(onlyDegree)},
		{"有来源(文字)", kinds{isText}, isBool, ofText(func(s string) model.Result { return truth(source.MatchString(s)) })},
	}
}

// class is a second level and what does not belong in it.
type class struct {
	of    string // a word of the second level
	names *pattern.Pattern
	not   *pattern.Pattern // names that belong there all the same
	dims  []string         // of targets that belong elsewhere; 计数 is any unit that counts things
	why   string
}

var classes = []class{
	{"数量", pattern.Late(`及时率|及时性|(?:完成|完工|竣工|办结|交付|启动|开工|支付|拨付|实施)(?:的)?(?:时间|时限|日期|期限)$|工期$|按期|按时|准时|响应时间`),
		pattern.Late(`服务时间|开放时间|次数$|数量$`), nil, "说的是时限，应放时效指标"},
	{"数量", pattern.Late(`(?:合格|达标|优良|优秀|验收|准确|完好|差错|完整|返修|破损)(?:率|度|性)$|质量(?:合格|达标|优良)?$`), nil, nil, "说的是质量，应放质量指标"},
	{"质量", pattern.Late(`(?:完成|完工|竣工|交付|启动|开工|实施)(?:的)?(?:时间|时限|日期|期限)$|工期$|按期|按时完成|准时`), nil, nil, "说的是时限，应放时效指标"},
	{"质量", pattern.Late(`(?:人数|人次|场次|场数|期数|次数|数量|个数|面积|长度|里程|套数|台数|份数|户数)$`),
		pattern.Late(`事故|投诉|故障|缺陷|差错|失误|返工|违规|不合格|超标|问题|死亡|伤亡|案件|举报|合格|达标|获奖|优良|优质|通过|零`), []string{"计数"}, "数的是做了多少，应放数量指标"},
	{"质量", pattern.Late(`(?:响应|到达|到场|处置|处理|办结|办理|审批|等待|等候|修复|反馈|恢复|供货|施工|维修)(?:的)?(?:时间|时限|时长|天数|期限)$`),
		pattern.Late(`故障|服务响应|优良|达标|缩短`), nil, "说的是时限，应放时效指标"},
	{"质量", pattern.Late(`(?:报告|活动|会议|培训|宣传|检查|演练|讲座|巡查|巡检|调研|演出|展览|简报|比赛|赛事)(?:发布|开展|举办|编制|撰写|组织|完成)?(?:数|篇数)?$`),
		pattern.Late(`事故|投诉|故障|缺陷|差错|失误|返工|违规|不合格|超标|问题|死亡|伤亡|案件|举报|合格|达标|获奖|优良|优质|优秀|通过|零|采纳|采用|评审|批示`), []string{"计数"}, "数的是做了多少，应放数量指标"},
	{"时效", pattern.Late(`(?:合格|达标|优良|准确|完好|覆盖|参与|知晓|普及)(?:率|度)$|质量$`), nil, nil, "说的不是时限，应放质量或效益指标"},
	{"时效", pattern.Late(`(?:人数|人次|场次|期数|数量|个数|面积|长度|里程|套数|台数|份数|户数)$`), pattern.Late(`天数|及时|按时|按期|准时|逾期|延期|超时`), []string{"计数"}, "数的是做了多少，应放数量指标"},
	{"效益", pattern.Late(`(?:竣工|工程|完工|质量|产品|采购|设备)?(?:验收|质量)合格率$`), nil, nil, "说的是做出来的东西的质量，应放质量指标"},
	{"成本", pattern.Late(`满意|(?:合格|达标|及时|覆盖|知晓)率$|(?:人数|人次|场次|面积|里程)$`), pattern.Late(`成本|单价|每|均|占用|占地|征用|排放|消耗|能耗|扰动|破坏`), nil, "说的不是成本"},
	{"经济效益", pattern.Late(`满意|(?:化学需氧量|二氧化碳|碳排放|污染物)(?:减排|削减|排放|减少).{0,3}$|(?:绿化|植被)(?:覆盖)?(?:率|面积)$|(?:水质|空气质量|PM2\.5|细颗粒物).{0,6}(?:率|浓度|比例)$`), nil, nil, "没有经济上的收益"},
	{"生态", pattern.Late(`(?:增收|产值|税收|收入|营收|利润|就业人数|就业率|培训人次|知晓率|参与率)$`), nil, nil, "没有生态上的效果"},
	{"社会效益", pattern.Late(`(?:年产值|产值|税收|利润|营业收入|销售收入)$`), nil, nil, "是经济上的收益，应放经济效益指标"},
}

// wrongClass says why an indicator does not belong to its second level, by its name and by what its target counts.
func wrongClass(m *memory, x []model.Result) model.Result {
	s := m.subject(x[2].Text)
	name := inParentheses.ReplaceAllString(s.name, "")
	for _, i := range m.classes.Get(maxCache, x[0].Text+divider+name, strings.Clone, doubtedClasses) {
		c := &classes[i]
		if c.dims != nil {
			v := m.read(x[1].Text, s.context)
			if !v.Numeric() || !counts(v.Unit) || m.way(x[1].Text, x[2].Text).Direction == quantity.LessIsBetter {
				continue
			}
		}
		return words(c.why)
	}
	return model.Result{}
}

// doubtedClasses are the classes that a name does not fit, of a second level and a name.
func doubtedClasses(key string) (out []int) {
	level, name, _ := strings.Cut(key, divider)
	for i, c := range classes {
		if strings.Contains(level, c.of) && c.names.MatchString(name) && (c.not == nil || !c.not.MatchString(name)) {
			out = append(out, i)
		}
	}
	return out
}

// counts says whether a unit counts things, and is no share, money, time or grade.
func counts(u quantity.Unit) bool {
	return u.Dim != "" && !u.Share() && !u.Money() && !u.Time() && !slices.Contains([]string{"分", "级", "百分点", "温度", "声级", "倍", "点"}, u.Dim)
}

// sameElsewhere is the first level under which the same indicator stands as well, for the row that is no output.
func sameElsewhere(x []model.Result) model.Result {
	name, class, names, classes := x[0].Text, x[1].Text, x[2].List, x[3].List
	if name == "" || class == "" || strings.Contains(class, "产出") || len(names) != len(classes) {
		return model.Result{}
	}
	for i, o := range names {
		if c := classes[i].String(); c != class && strings.Contains(c, "产出") && sameThing(name, o.String()) {
			return words(c)
		}
	}
	return model.Result{}
}

// kindsOfName end a name without changing what it is about.
var kindsOfName = []string{"情况", "数量", "指标", "个数"}

// sameThing says whether two names are of the same indicator, but for width, parentheses and words such as 数量.
func sameThing(a, b string) bool {
	if firstRunes(a, 1) != firstRunes(b, 1) { // most are not
		return false
	}
	plain := func(s string) string {
		s = quantity.Plain(inParentheses.ReplaceAllString(s, ""))
		for _, k := range kindsOfName {
			s = strings.TrimSuffix(s, k)
		}
		return s
	}
	a, b = plain(a), plain(b)
	return a != "" && a == b
}

// abstract are things of the mind that no percentage is counted of, and measured what makes one all the same.
var (
	abstract = pattern.Late(`思想|觉悟|意识|观念|精神(?:面貌|风貌|状态|文明|$)|氛围|凝聚力|影响力|形象|幸福感|获得感|安全感|归属感|认同感|荣誉感|责任感|自信心|信心|积极性|主动性|创造性|风貌|文化水平|政治素质|综合素质|道德|向心力|公信力|美誉|软实力|干劲|作风|生活质量|生活水平|服务水平|服务能力|管理水平|治理能力|治理水平|业务能力|工作能力|履职能力|办公环境|营商环境|和谐|文明程度|知名度|品牌`)
	rated    = pattern.Late(`(?:提高|提升|增强|改善|优化|加强|促进|转变|弘扬|形成|营造|扩大|发挥|实现|到位)(?:率|度|程度|比例)?$|率$|程度$|度$|力$|感$|性$|水平$|能力$|形象$|氛围$|意识$|环境$`)
	measured = pattern.Late(`测评|考核|考试|测试|合格|达标|问卷|调查|知晓|普及|满意|覆盖|参与|投诉|获奖|指数|评估|评价|检查|培训|发案|签约|注册|使用|支持率|通过|登记|评分|抽查|健康素养|科学素质|群众安全感|公众安全感|具备`)
)

// unmeasurable is the thing of the mind of which an indicator wants so many per cent.
func unmeasurable(m *memory, x []model.Result) model.Result {
	if v := m.parse(x[1].Text); !v.Numeric() || !v.Unit.Share() {
		return model.Result{}
	}
	return words(m.things.Get(maxCache, x[0].Text, strings.Clone, func(name string) string {
		name = inParentheses.ReplaceAllString(name, "")
		if thing := abstract.FindString(name); thing != "" && rated.MatchString(name) && !measured.MatchString(name) {
			return thing
		}
		return ""
	}))
}

// source are words that say where a satisfaction comes from.
var source = pattern.Late(`问卷|抽样|样本|调查|访谈|回收|回访|测评|评议|第三方|电话|随机|收回|发放.{0,6}份|[0-9０-９]+\s*(?:份|人|户)|评价器|平台评价|系统评价|扫码|座谈`)

// A target in words names a state that can be looked at, or a degree that nobody can check.
var (
	states  = pattern.Late(`上年|去年|往年|同期|[高低优少多]于|持平|不[降减]低?(?:低|少)?|不断档|不中断|连续(?:实施|执行|运行|开展)|建立|健全|完善|建成|合格|完整|验收|通过|[级类证]$|印发|出台|制定|形成.{0,8}(?:制度|机制|办法|报告|方案|体系)|无(?:重大|安全|一般|责任|新增|有效|群体)?.{0,6}(?:事故|投诉|事件|故障|污染|违规|上访|舆情)|零|不发生|未发生|全覆盖|全部|应[^变]尽|(?:长期|永久|妥善)保[存管]|(?:持续|长期)(?:执行|开放|运行|运转|供应|供水|供电|供气|供热)|签订|挂牌|投用|投入使用|竣工|完工|开通|上线|归档|备案|公开$`)
	degrees = pattern.Late(`提升|提高|改善|显著|明显|良好|优良|优秀|较[好高强大多少快低]|稳定|及时|合理|正常|保障|促进|增强|加强|达标|有效|持续|充分|推动|带动|不超预算|平稳|优化|满意|到位|科学|规范|有所|进一步|逐步|不断|积极|高质量|高效|顺利|有序|长期|可持续|发挥|推进|助力|得到|丰富|美化|和谐|繁荣|扩大|净化|良性|畅通|便捷|方便|舒适|降低|减少|缓解|节约|可控|安全$|增长|增加|较大|较为|基本|适当|适度|合规|健康|活跃|浓厚|提速|加快|加速|快速|^[好高强优佳大多快]$`)
	// vague degrees are none the better for the word of a state within them: 不断完善.
	vague = pattern.Late(`^(?:不断|逐步|持续|进一步|日趋|日益|逐渐)(?:得到|加以)?(?:完善|健全|规范|建立|形成)$|满足.{0,6}(?:需要|需求)|若干|^(?:适量|大量|多次|多个|多场|一批|一定数量)`)
	digit = pattern.Late(`[0-9０-９]|[一二三四五六七八九十]+[月季天次个]|季|汛|月`)
)

// onlyDegree says whether a target in words names a degree and no state.
func onlyDegree(v quantity.Value) model.Result {
	return truth(v.Text == "一批" || v.Kind == quantity.Word && !digit.MatchString(v.Word) &&
		(vague.MatchString(v.Word) || !states.MatchString(v.Word) && degrees.MatchString(v.Word)))
}
