package performance

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model"
)

// definite is anything in a goal that can be looked up: a figure, a number in words, a bound, a state or a day.
var definite = pattern.Late(`[0-9０-９]|[一二三四五六七八九十两百千万]+[个项次场期处所名人户座条件篇批亩轮季月年]|全覆盖|全部|每[月季年日天周]|应[^变]尽|零|不发生|无(?:事故|投诉|安全|重大)|建成|竣工|完工|投入使用|通过.{0,6}验收|底前|按月|按季|足额`)

// clicheClause is a clause that says of any work that it is done well: 做好……工作, 提升……水平, 工作按计划完成.
var clicheClause = pattern.Late(`^(?:为.{2,20}(?:提供|贡献|营造|创造|奠定|打下)|让.{2,}|使.{2,}(?:提升|提高|改善|增强|加强|好转)|` + manner +
	`(?:做好|做实|抓好|加强|加大|强化|提升|提高|推动|促进|改善|优化|守护|保障|确保|增强|推进|落实|满足|丰富|助力|发挥|取得|` +
	`夯实|巩固|激发|增进|助推|提振|营造|创造|打造.{0,6}(?:品牌|名片|形象)|彰显|深化|完善|健全)|` +
	`.{2,16}(?:得到|有)了?(?:进一步|明显|显著|有效|较大|一定|不断|很大|大幅|稳步)*(?:的)?(?:提升|提高|改善|增强|加强|好转|成效|进步)$|` +
	`(?:受到|广受|赢得|得到).{0,10}(?:好评|欢迎|肯定|认可)$|` +
	`(?:各项|本年度?|全年|年度|今年)?(?:工作|任务|目标|项目|计划)(?:任务)?` + manner + `(?:完成|落实|推进|开展|达到)|` +
	`(?:圆满|顺利|全面|较好地?|很好地?|认真|扎实)(?:地)?完成)`)

const manner = `(?:按年初计划|按计划|按要求|按规定|按期|如期|按时|及时|进一步|全面|切实|不断|持续|认真|积极|大力|有效|有力|扎实|圆满|顺利|较好地?|很好地?|基本|均已?|已|全年|各项|继续|深入|稳步|逐步)*`

// saysNothing says whether a text of goals or of what was done has nothing that could be looked up: no figure, no bound
// and no state, and every clause of a kind that fits any project.
func saysNothing(text string) model.Result {
	if definite.MatchString(text) {
		return truth(false)
	}
	said := false
	for clause := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune("，,。；;！! 　\n", r) }) {
		if !clicheClause.MatchString(clause) {
			return truth(false)
		}
		said = true
	}
	return truth(said)
}
