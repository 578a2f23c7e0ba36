package direction

import "strings"

// doubt says why a name alone does not decide.
type doubt uint8

const (
	clear   doubt = iota // it does
	unknown              // no word of it is in the table
	either               // only a person can tell: 补助标准, 成本控制率
	absence              // 零投诉: the target says what is counted
)

// verdict is what a name says.
type verdict struct {
	direction Direction
	doubt     doubt
	basis     string
	wanted    bool // what is counted is itself wanted, not work done
}

func more(basis, word string) verdict {
	return verdict{direction: More, basis: basis + "（" + word + "）"}
}
func less(basis, word string) verdict {
	return verdict{direction: Less, basis: basis + "（" + word + "）"}
}
func unsure(d doubt) verdict { return verdict{doubt: d} }

// What a name counts, in the words of the messages.
const (
	isDone    = "数的是做了多少"
	isMended  = "数的是处理、解决了多少"
	isReduced = "数的是减少了多少"
	isRaised  = "数的是提高了多少"
	isWanted  = "数的是要的结果"
	isTrouble = "数的是出了多少问题"
	isFailure = "数的是没有做好的"
	isSpent   = "数的是耗费、占用"
	isUndone  = "数的是没有做到的"
	isWithout = "数的是没有出问题的"
	isSlow    = "数的是多久才办到"
	isLong    = "数的是持续多久"
)

// judge reads a name from its end.
func judge(s string) verdict { return takeApart(s).judge() }

func (n name) judge() verdict {
	if n.measure == haste {
		return less(isSlow, n.counted)
	}
	if n.measure == duration {
		return n.time()
	}
	if len(n.words) == 0 {
		if n.carried {
			return unsure(either)
		}
		return unsure(unknown)
	}
	head := n.words[0]
	switch head.kind {
	case act:
		return n.done(head)
	case found:
		return unsure(either)
	case mend:
		return n.mended(head)
	case cut:
		if object := judge(head.before); object.direction == More && object.wanted {
			return less(isReduced, head.text)
		}
		return more(isReduced, head.text)
	case rise:
		return n.risen(head)
	case hold:
		return n.held(head)
	case good:
		return n.good(head)
	case bad, fail, cost:
		return n.unwanted(head)
	case matter:
		return n.matters(head)
	case ask:
		return n.asked(head)
	}
	return n.other(head)
}

// done: the head is work. Of money only a person can tell, and of people whether they did it or had it done to them.
func (n name) done(head token) verdict {
	switch {
	case head.denied != "":
		return less(isUndone, head.denied+head.text)
	case astrayBefore(head.before) != "":
		return less(isFailure, astrayBefore(head.before)+head.text)
	case n.measure == money, n.measure == persons && (head.tie&people == 0 || n.behind("对象")):
		return unsure(either)
	}
	return more(isDone, head.text)
}

func (n name) mended(head token) verdict {
	switch {
	case head.denied != "":
		return less(isUndone, head.denied+head.text)
	case n.measure == persons && n.behind("对象"),
		n.measure == persons && strings.Contains(n.counted, "员") && head.tie&(ties['救']|ties['法']) == 0:
		return unsure(either)
	case n.measure == money && head.tie != ties['追']:
		for _, w := range n.words[1:] {
			if w.kind == bad && w.tie&ties['追'] != 0 {
				return more(isMended, head.text)
			}
		}
		return unsure(either)
	}
	return more(isMended, head.text)
}

// risen: 收入增长率, but 成本增长率.
func (n name) risen(head token) verdict {
	object := judge(head.before)
	switch {
	case object.direction == Less:
		return less(object.basis, head.text)
	case object.doubt == either:
		return unsure(either)
	}
	return more(isRaised, head.text)
}

// held: 病虫害控制率 is work done on the pest, 事故控制数 is a bound, 成本控制率 may be either.
func (n name) held(head token) verdict {
	object := judge(head.before)
	danger := false
	for _, w := range n.words[1:] {
		danger = danger || w.kind == bad && w.tie&(ties['除']|spreading) != 0
		if w.kind == cost || w.kind == ask || w.kind == fail {
			danger = false
			break
		}
	}
	switch {
	case n.measure == number && object.direction == Less, n.measure == money && object.direction == Less:
		return less(object.basis, head.text+n.counted)
	case danger && n.measure != bare && n.measure != number:
		return more(isMended, head.text)
	case n.measure == degree && object.direction != More:
		return more(isWanted, head.text)
	}
	return unsure(either)
}

// unwanted: the head is trouble, failure or cost, unless a verb before it deals with it or a denial takes it away.
func (n name) unwanted(head token) verdict {
	basis := map[kind]string{bad: isTrouble, fail: isFailure, cost: isSpent}[head.kind]
	if d := n.denial(head); d != "" {
		switch {
		case d == "不" || d == "未" || d == "非" || n.measure == rate:
			return more(isWithout, d+head.text)
		case n.measure == degree || n.measure == output:
			return more(isWithout, d+head.text)
		}
		return unsure(absence)
	}
	switch v := n.verb(); {
	case v.kind == cut && (n.counts() || n.measure == money):
		return more(isReduced, v.text)
	case v.kind == mend && v.tie&ties['追'] != 0 && n.measure == money:
		return more(isMended, v.text+head.text)
	case v.kind == cut || v.kind == hold || v.kind == found:
		return unsure(either) // 降低事故率 5%: by or to
	case v.kind == mend && v.tie&head.tie != 0:
		if n.counts() {
			return more(isMended, v.text+head.text)
		}
		return unsure(either)
	case v.kind == mend && n.counts(), v.tie&looking != 0 && head.kind == bad && n.measure != rate:
		return unsure(either) // 纠正漏报件数, 检查隐患数
	case n.carried && head.kind == cost:
		return unsure(either)
	}
	for _, w := range n.words[1:] {
		if somebody(w.text) {
			break
		}
		if w.kind == mend && w.denied != "" {
			return less(isUndone, w.denied+w.text)
		}
		if w.kind == mend && head.kind == bad && w.tie&head.tie != 0 && n.counts() {
			return unsure(either) // 垃圾处置事故数, 中心处置事故数
		}
	}
	return less(basis, head.text)
}

// matters: 审结案件数 is work, 盗窃案件数 is trouble, 案件数 alone is either.
func (n name) matters(head token) verdict {
	v := n.verb()
	if v.kind == mend && v.tie&head.tie != 0 && n.counts() {
		if n.words[1].kind == fail {
			return unsure(either) // 审理超期案件数, 清理积压案件数
		}
		return more(isMended, v.text+head.text)
	}
	if v.kind == act && n.counts() {
		return more(isDone, v.text)
	}
	for _, w := range n.words[1:] {
		switch w.kind {
		case filler:
			continue
		case bad, fail, good:
			if w.kind == good && w.denied == "" {
				break
			}
			if v.kind == cut && n.counts() {
				return more(isReduced, v.text)
			}
			if v.kind == plain && n.measure != share && (w.tie&ties['答'] == 0 || head.text == "案件") {
				return less(isTrouble, w.text+head.text)
			}
		}
		break
	}
	return unsure(either)
}

// asked: 职工人数 is open, 培训职工人数 is not.
func (n name) asked(head token) verdict {
	if w := astrayBefore(head.before); w != "" {
		return less(isFailure, w+head.text)
	}
	if v := n.verb(); n.measure == money && v.kind == mend && v.tie&ties['追'] != 0 {
		return more(isMended, v.text)
	}
	if n.counts() && head.tie&people != 0 {
		v := n.verb()
		if v.kind == act && (n.measure != persons || v.tie&people != 0) || v.kind == mend {
			return more(isDone, v.text)
		}
		if len(n.words) > 1 {
			if w := n.words[1]; w.denied == "" && (w.kind == act && w.tie&people != 0 || w.kind == good) {
				return more(isDone, w.text)
			}
		}
	}
	return unsure(either)
}

// other: the head is a noun that is not in the table.
func (n name) other(head token) verdict {
	if r := []rune(head.text); n.measure == rate && len(r) >= 2 && strings.ContainsRune(broken, r[len(r)-2]) {
		return less(isFailure, string(r[len(r)-2:]))
	}
	v := n.verb()
	switch {
	case !n.counts() && n.measure != degree && n.measure != rate:
		return unsure(unknown)
	case v.kind == act && (strings.ContainsAny(head.text, soft) || n.has(fail)),
		v.kind == act && n.measure == bare && v.tie&people != 0: // 服务半径
		return unsure(unknown)
	case v.kind == act && (n.measure != persons || v.tie&people != 0):
		return more(isDone, v.text)
	case v.kind == mend:
		return more(isMended, v.text)
	case v.kind == cut && n.counts():
		return more(isReduced, v.text)
	case v.kind == rise && (n.measure == degree || n.measure == bare):
		return more(isRaised, v.text)
	case v.kind == hold || v.kind == cut:
		return unsure(either)
	}
	for _, w := range n.words {
		switch w.kind {
		case bad, fail, cost, matter:
			return unsure(unknown)
		case plain:
			if strings.ContainsAny(w.text, soft) {
				return unsure(unknown)
			}
		}
	}
	switch {
	case n.measure == output, n.measure == number && n.has(act):
		return more(isDone, n.counted)
	case n.measure == degree:
		return more(isWanted, n.counted)
	case v.kind == good && n.measure == number:
		return more(isWanted, v.text)
	}
	return unsure(unknown)
}

// broken begin words of failure before 率: 缺页率, 错漏率.
const broken = "缺漏错误损"

// soft are characters that make a name of unknown words doubtful: none of them is in the name of something plainly
// wanted.
const soft = `不没跳摔撞灾害病伤亡死损失漏误错差违犯罪诉访污废欠逾超延滞堵塌毁坏缺障险疫毒骗盗贫困弃虐逃拒退停断空闲缩减降恶劣伪假黑乱堆耗费价债亏罚扣抢赌涝旱荒枯臭噪尘裂锈垮崩慢迟怠囚押刑怨`

// time: before a duration 办理 is a wait and 开放 a service.
func (n name) time() verdict {
	s := n.rest
	for _, f := range n.fillers {
		s = strings.TrimSuffix(s, f.text)
	}
	t, timed := ending(known().before, s)
	if len(n.words) > 0 {
		head := n.words[0]
		if timed && len(t.text) < len(head.text) && head.kind != plain {
			timed = false
		}
		if !timed {
			switch head.kind {
			case bad, fail, cost:
				if n.denial(head) != "" {
					return more(isWithout, head.denied+head.text)
				}
				return less(isFailure, head.text)
			case good:
				return n.good(head)
			case cut:
				return more(isReduced, head.text)
			}
		}
	}
	switch {
	case timed && t.kind == quick:
		if v := n.verb(); v.kind == cut || v.kind == hold {
			return unsure(either) // 缩短办理时间 2天: by or to
		}
		return less(isSlow, t.text)
	case timed:
		return more(isLong, t.text)
	}
	return unsure(unknown)
}

func (n name) good(head token) verdict {
	if head.denied != "" {
		return less(isUndone, head.denied+head.text)
	}
	if head.tie&volume != 0 && (n.measure == share || n.carried) {
		return unsure(either)
	}
	v := more(isWanted, head.text)
	v.wanted = true
	return v
}
