package performance

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// strays are what texts and rows have apart from each other: things that a goal counts and no row has, work said to be
// under way beside a row that is done, the price of one beside the number of them.
func strays() []function {
	return []function{
		{"没有指标的事(目标文字, 各名称, 各指标值)", kinds{isText, isList, isList}, isText, countedByNoRow},
		{"文中称没完(文字, 名称, 各名称)", kinds{isText, isText, isList}, isText, saysUnderWay},
		{"单价总额(名称, 值, 各名称, 各值)", kinds{isText, isText, isList, isList}, isNumber, priceTimesNumber},
		{"单价总额式(名称, 值, 各名称, 各值)", kinds{isText, isText, isList, isList}, isText, showPriceTimesNumber},
		{"电话错(文字)", kinds{isText}, isText, ofText(noTelephone)},
	}
}

// manyCounts is how many things a goal has to count before the one that no row has is told: in a text of two it may be
// a circumstance.
const manyCounts = 3

// background are words of a clause whose figure is none that the goal promises.
var backdrop = []string{"上年", "去年", "现有", "已有", "原有", "其中", "每", "各", "共有", "截至", "至今", "累计", "依托", "围绕", "涉及", "辖区", "全县", "全市", "全区", "不超过", "不多于", "包括", "按", "期限"}

// countedByNoRow is the only thing that a goal counts and that no row has, by name or by its figure, where the goal
// counts several: 新建水窖320口.
func countedByNoRow(m *memory, x []model.Result) model.Result {
	if !mayClaim(x[0].Text) || len(x[1].List) == 0 {
		return model.Result{}
	}
	p := m.passage(x[0].Text)
	all, lone, at := 0, 0, -1
	for i := range p.Figures {
		f := &p.Figures[i]
		c := &p.Clauses[f.Clause]
		if f.Ranged || !counts(f.Unit) || c.Aside || general(f.Unit.Text) && letterCount(p.Before(i)) < 2 {
			continue
		}
		all++
		if c.Last-c.First != 1 || containsAny(p.Half(c.From, c.To), backdrop) || letterCount(p.Before(i)) < 3 || p.hasRow(i, x[1].List, x[2].List, m) {
			continue
		}
		lone, at = lone+1, i
	}
	if all < manyCounts || lone != 1 {
		return model.Result{}
	}
	c := &p.Clauses[p.Figures[at].Clause]
	return words(p.Written(c.From, c.To))
}

// hasRow says whether some row has the figure or a name that shares a word with what stands before it.
func (p *passage) hasRow(i int, names, values []model.Result, m *memory) bool {
	f, n := &p.Figures[i], &p.near[i]
	own := near{pairs: map[string]bool{}, text: p.Before(i), front: p.Before(i)}
	pairs(own.text+" "+firstRunes(p.After(i), 6), func(pair string) { own.pairs[pair] = !common()[pair] })
	for k, name := range names {
		if n.shared(name.Text) > 0 || own.shared(name.Text) > 0 {
			return true
		}
		if k < len(values) {
			v := m.parse(values[k].String())
			if v.Numeric() && (v.Unit.Dim == f.Unit.Dim || v.Num.Equal(f.Num)) {
				return true
			}
		}
	}
	return false
}

// underWay is how a clause says that something is not done yet.
var underWay = pattern.Late(`(?:尚|还|仍|仍然|目前|现|正)?(?:处于|正在|尚在|仍在|还在|在)(?:进行)?(?:联调|调试|测试|试运行|审批|报批|招标|施工|建设|编制|修订|起草|评审|采购|办理|公示|征求意见|论证|审核|走流程|安装)(?:中|之中|阶段)?$|` +
	`(?:尚未|还未|仍未|暂未|还没有)(?:正式|全部|全面|完全)?(?:完成|完工|竣工|验收|上线|启用|对接|联通|印发|出台|到货|安装|交付|通过|开展|建立|建成|投入使用|发布|签订|批复)`)

// elseDone are words of a clause that speak of a part, or of what comes after.
var elseDone = []string{"二期", "下一步", "下一阶段", "其中", "部分", "个别", "次年", "明年", "下年", "上年", "去年", "后续", "另", "配套", "附属", "周边", "其他", "其余", "年初", "前", "时", "如", "若"}

// saysUnderWay is where a text says that the thing of one row is still being done: 省平台接口尚在联调.
func saysUnderWay(m *memory, x []model.Result) model.Result {
	text, name := x[0].Text, x[1].Text
	if name == "" || !containsAny(text, []string{"正在", "尚", "仍", "还在", "处于", "暂未", "还未", "还没"}) {
		return model.Result{}
	}
	p := m.passage(text)
	for i := range p.Clauses {
		c := &p.Clauses[i]
		s := strings.TrimSpace(p.Half(c.From, c.To))
		at := underWay.FindStringIndex(s)
		if at == nil || at[0] == 0 || containsAny(s, elseDone) || c.Last > c.First {
			continue
		}
		n := near{pairs: map[string]bool{}, text: s[:at[0]], front: s[:at[0]]}
		pairs(s, func(pair string) { n.pairs[pair] = !common()[pair] })
		if n.speaksOf(name, x[2].List, quantity.Unit{}) {
			return words(p.Written(c.From, c.To))
		}
	}
	return model.Result{}
}

// priceOf is the name of a price of one: 单屏建设成本, 每座水库加固成本.
var priceOf = pattern.Late(`^(?:单|每|平均每)(?:个|座|台|套|块|处|条|间|栋|辆|家)?(\p{Han}{1,4}?)(?:平均|标准化|提升)?(?:建设|改造|购置|维修|采购|新建|修缮|治理|制作|安装|铺设|施工|加固|整治|修复|更新)(?:平均)?(?:成本|造价|费用|投入|投资|单价|价格)$`)

// priced are the price of one and the only number of such things among the rows.
func (m *memory) priced(x []model.Result) (price, number decimal.Decimal, ok bool) {
	at := priceOf.FindStringSubmatch(inParentheses.ReplaceAllString(x[0].Text, ""))
	v := m.parse(x[1].Text)
	if at == nil || v.Kind != quantity.Number || !v.Unit.Money() || v.About != quantity.Exactly || v.Per != "" {
		return price, number, false
	}
	found := 0
	for k, name := range x[2].List {
		if k >= len(x[3].List) || name.Text == x[0].Text {
			continue
		}
		n := m.parse(x[3].List[k].String())
		if n.Kind != quantity.Number || !counts(n.Unit) || n.About != quantity.Exactly || n.Per != "" {
			continue
		}
		if n.Unit.Dim == at[1] || strings.Contains(name.Text, at[1]) {
			found, number = found+1, n.Base()
		}
	}
	return v.Base(), number, found == 1
}

// priceTimesNumber is the price of one times the only number of such things among the rows, in yuan.
func priceTimesNumber(m *memory, x []model.Result) model.Result {
	price, n, ok := m.priced(x)
	if !ok {
		return model.Result{}
	}
	return numeric(price.Mul(n))
}

func showPriceTimesNumber(m *memory, x []model.Result) model.Result {
	price, n, ok := m.priced(x)
	if !ok {
		return model.Result{}
	}
	return words(account(price) + " × " + account(n) + " = " + account(price.Mul(n)) + "（元）")
}

// The digits of a telephone number: seven or more behind an area code, and eleven of a mobile one. Five or six alone
// may be a short number: 12345, 612019.
var (
	mobile   = pattern.Late(`^1[3-9][0-9]+$`)
	areaCode = pattern.Late(`^[(]?0(?:10|2[0-9]|[3-9][0-9]{2})[)\- ]*([0-9]*)$`)
)

// noTelephone says what is wrong with a telephone number, so far as that is certain: too few digits, a mobile number of
// another length.
func noTelephone(s string) model.Result {
	plain := quantity.Plain(s)
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, plain)
	switch {
	case digits == "" || strings.ContainsAny(plain, "转*xX"):
		return model.Result{}
	case len(digits) < 5 && !strings.Contains(plain, "内线"):
		return words("只有 " + whole(len(digits)).String() + " 位")
	case areaCode.MatchString(plain) && len(areaCode.FindStringSubmatch(plain)[1]) < 7:
		return words("区号后只有 " + whole(len(areaCode.FindStringSubmatch(plain)[1])).String() + " 位")
	case digits == plain && mobile.MatchString(digits) && (len(digits) == 10 || len(digits) == 12):
		return words("手机号码有 " + whole(len(digits)).String() + " 位")
	}
	return model.Result{}
}
