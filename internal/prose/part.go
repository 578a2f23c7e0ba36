package prose

import (
	"strings"
	"sync"
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
			containsAny(t.between(f.Clause)+before, elsewhen[:20]...) {
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
