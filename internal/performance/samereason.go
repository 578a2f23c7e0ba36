package performance

import (
	"strings"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// sameReasons is how many rows have this reason to the character, if it is long enough to be one.
func sameReasons(x []model.Result) model.Result {
	n, own := 0, quantity.Plain(x[0].Text)
	if utf8.RuneCountInString(own) < 6 {
		return whole(0)
	}
	for _, r := range x[1].List {
		if quantity.Plain(r.String()) == own {
			n++
		}
	}
	return whole(n)
}

// fewWords is the length from which a reason is one that somebody wrote for its row.
const fewWords = 12

// befell are causes that hold up everything of a project alike.
var befell = pattern.Late(`雨|汛|洪|雪|冰|台风|干旱|高温|低温|地震|塌方|山体|灾|疫|流标|废标|停工|征地|拆迁|政策|文件|暂停|取消|开工|招标|工期|变更`)

// heldUp are causes that hold up the work, not what people think of it.
var heldUp = pattern.Late(`供货|到货|交货|供应|采购|中标|审批|验收|拨付|停电|搬迁|停产|设备`)

// sameOfOtherClass says whether a reason stands to the character in a row of another class, where one cause does not
// explain both: late money behind pages not mended and behind people not content. What befalls the work explains that
// less of it was done and that it was late.
func sameOfOtherClass(x []model.Result) model.Result {
	own, class := quantity.Plain(x[0].Text), x[1].Text
	if utf8.RuneCountInString(own) < fewWords || befell.MatchString(own) || len(x[2].List) != len(x[3].List) {
		return truth(false)
	}
	for i, r := range x[2].List {
		if quantity.Plain(r.String()) != own {
			continue
		}
		other := x[3].List[i].String()
		opinion := strings.Contains(class+other, "满意")
		if other != class && !(deeds(class) && deeds(other)) && (opinion || !heldUp.MatchString(own)) {
			return truth(true)
		}
	}
	return truth(false)
}

// deeds says whether a class is about how much was done, or when.
func deeds(class string) bool {
	return strings.Contains(class, "数量") || strings.Contains(class, "时效")
}
