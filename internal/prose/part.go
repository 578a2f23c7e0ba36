package prose

import (
	"strings"
	"sync"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// spentOn are words behind an amount that make it a part of the part: 项目支出300万元用于文化惠民.
var spentOn = []string{"用于", "主要", "投入", "投向", "安排", "支持", "开展", "购置", "的", "以上", "以内"}

// joining may stand before the name of a part.
var joining = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer(pairsOf(`其中 包括 包含 含 和 与 及 分别 、 ,`)...)
})

// AmountsOf are the amounts that stand right behind the name of a part of the money: 地方资金330万元.
func (t *Text) AmountsOf(own Own) (out []Claim) {
	names := []string{own.Part}
	if short := strings.ReplaceAll(own.Part, "财政", ""); short != own.Part && short != "资金" {
		names = append(names, short)
	}
	for i := range t.Figures {
		f := &t.Figures[i]
		before := strings.TrimRight(t.Before(i), " :为共计")
		if !f.Unit.Money() || !f.plainly() || t.otherYear(f.Clause, own) || begins(strings.TrimLeft(t.After(i), " "), spentOn...) ||
			containsAny(t.between(f.Clause)+strings.ReplaceAll(before, own.Part, ""), elsewhen[:20]...) { // 上年结转资金 is of this year
			continue
		}
		for _, name := range names {
			lead, is := strings.CutSuffix(before, name)
			if is && strings.TrimSpace(joining().Replace(fillers().Replace(without(lead, own)))) == "" {
				out = append(out, Claim{Figure: i, From: f.From - len(t.Before(i)) + len(lead), To: f.End})
				break
			}
		}
	}
	return out
}

// spentOfSome stands between a number of things and what was spent on them.
var spentOfSome = pattern.Late(`^(?:共|共计|合计|累计|总共|总计)?(?:投入|投资|支出|支付|使用|花费|安排)(?:资金|经费)?$`)

// ofSome says whether an amount is what was spent on a number of things that stands right before it: 24所共投入187.4万元.
func (t *Text) ofSome(i int) bool {
	if i == 0 || t.Figures[i-1].Clause != t.Figures[i].Clause {
		return false
	}
	f := &t.Figures[i-1]
	c := &t.Clauses[f.Clause]
	if f.Unit.Dim == "" || f.Unit.Money() || f.Unit.Share() || f.Unit.Time() || strings.Contains(t.half[c.From:f.From], "全部") {
		return false
	}
	return spentOfSome.MatchString(strings.TrimSpace(t.Before(i)))
}
