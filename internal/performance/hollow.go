package performance

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model"
)

// What a clause of a reason may be and still fit every project: a cause by its kind alone (天气原因), a want without
// an object (人手不够), slowness, and a remedy that is a wish (加强管理).
var hollowClause = pattern.Late(`^(?:主要)?(?:是|受|因|由于|因为)?(?:` +
	`(?:自然|大环境|天气|气候|客观|主观|历史|人员|人为|外部|内部|环境|市场|政策|资金|时间|工作|管理|技术|设备|特殊|其他|季节|社会|经济|体制)(?:方面)?(?:的)?(?:等)?(?:原因|因素|问题|条件)(?:等)?(?:的)?(?:影响|所致|导致|造成|限制|制约)?|` +
	`(?:自然|大环境|天气|气候|环境|市场|政策|季节|社会|经济)(?:等)?(?:的)?影响|` +
	`(?:人手|人员|人力|力量|精力|时间)(?:不够|不足|紧张|有限|紧缺|偏少)|` +
	`(?:工作|项目|任务)?(?:推进|进展|进度|实施)(?:较|偏|过|太|比较|有所|有些|略有|有|缓)*(?:慢|滞后|延后)` +
	`)$`)

var hollowRemedy = pattern.Late(`^(?:今后|以后|下一步|下步|明年|来年|次年|下年度?|将|要|我单位|我们|继续|进一步|切实|不断)*(?:加强|强化|加大|提高|认真|努力|尽快|抓紧|加快|做好|抓好|严格)(?:组织|工作|日常|项目|各项|监督|思想|统筹|力度)?` +
	`(?:领导|管理|完成|落实|改进|整改|推进|工作|力度|重视|认识|监管|监督|协调|质量|效率|水平|进度|要求|把关|(?:项目|资金|财政|预算)*(?:使用)?(?:效益|绩效|执行率|执行力度|执行进度))?$`)

var partNames = strings.NewReplacer("偏差原因分析", "", "偏差原因", "", "原因分析", "", "改进措施", "；", "原因", "原因")

// fitsAny says whether every clause of a reason is one that any project could write.
func fitsAny(reason string) model.Result {
	causes, _, told := hollow(reason)
	return truth(causes > 0 && !told)
}

// onlyWishes says whether every clause of a remedy is a wish that any project could have: 继续努力, 加强管理.
func onlyWishes(remedy string) model.Result {
	causes, wishes, told := hollow(remedy)
	return truth(wishes > 0 && causes == 0 && !told)
}

// hollow counts the clauses of a reason that name a cause by its kind alone and those that are a wish; told: there is a
// clause besides them.
func hollow(reason string) (causes, wishes int, told bool) {
	for clause := range strings.FieldsFuncSeq(partNames.Replace(reason), func(r rune) bool {
		return strings.ContainsRune("，,。；;、：:／/ 　\n", r)
	}) {
		switch {
		case hollowClause.MatchString(clause):
			causes++
		case hollowRemedy.MatchString(clause):
			wishes++
		default:
			told = true
		}
	}
	return causes, wishes, told
}
