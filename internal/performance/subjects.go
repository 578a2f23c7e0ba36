package performance

import (
	"strings"
	"sync"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// subjects are about the subjects of a budget by function, whose codes and names are typed with wide digits, blanks and
// ordinals before them. 净文 is a text as it is compared: half-width, without blanks.
func subjects() []function {
	return []function{
		{"净文(文字)", kinds{isText}, isText, ofText(func(s string) model.Result { return words(subjectCode(s)) })},
		{"科目类(编码, 名称?)", kinds{anyKind, anyKind}, isText, plain(subjectClass)},
	}
}

// classCodes are the classes of spending by their codes, for rows whose name is blank or shortened.
var classCodes = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"201": "一般公共服务支出", "202": "外交支出", "203": "国防支出", "204": "公共安全支出", "205": "教育支出", "206": "科学技术支出",
		"207": "文化旅游体育与传媒支出", "208": "社会保障和就业支出", "210": "卫生健康支出", "211": "节能环保支出", "212": "城乡社区支出",
		"213": "农林水支出", "214": "交通运输支出", "215": "资源勘探工业信息等支出", "216": "商业服务业等支出", "217": "金融支出",
		"219": "援助其他地区支出", "220": "自然资源海洋气象等支出", "221": "住房保障支出", "222": "粮油物资储备支出", "223": "国有资本经营预算支出",
		"224": "灾害防治及应急管理支出", "229": "其他支出", "234": "抗疫特别国债安排的支出",
	}
})

var classNames = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, name := range classCodes() {
		m[name] = true
	}
	return m
})

// subjectCode is a code as it is compared: half-width, without blanks, and without the marks that spreadsheets and
// hasty fingers leave around it.
func subjectCode(code string) string {
	if strings.IndexFunc(code, func(r rune) bool { return r < '0' || r > '9' }) < 0 {
		return code // nearly all are, and a table is compared row by row
	}
	return strings.Trim(quantity.Plain(code), ".,;:'\"`’‘。、，；：-")
}

// ordinal may stand before the name of a subject: 五、 (五) 5.
var ordinal = pattern.Late(`^(?:[(（]?[0-9一二三四五六七八九十]+[)）]?[、.．]|[(（][0-9一二三四五六七八九十]+[)）])`)

// subjectClass is the class of spending that a row of a table by function is of, told by its name where that is one of
// the classes, else by the first three digits of its code. A lone name of no class is itself.
func subjectClass(x []model.Result) model.Result {
	name := quantity.Plain(ordinal.ReplaceAllString(quantity.Plain(x[1].String()), ""))
	code := subjectCode(x[0].String())
	switch {
	case classNames()[name]:
		return words(name)
	case len(code) >= 3 && classCodes()[code[:3]] != "":
		return words(classCodes()[code[:3]])
	}
	return words(name)
}
