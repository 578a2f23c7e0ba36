package review

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// State is what has become of a problem.
type State string

const (
	Done      State = "已整改"
	Doing     State = "整改中"
	Refused   State = "不予认可" // by the unit; the reviewer has not decided
	Open      State = "未回复"
	Unclear   State = "说法不一" // answered several times, each time otherwise
	Withdrawn State = "已撤销"  // the reviewer took it back: it counts no more
)

// States are all states, in the order in which they are told.
var States = []State{Done, Doing, Refused, Open, Unclear, Withdrawn}

// Problem is a problem of a notice and what has become of it.
type Problem struct {
	Notice  string `json:"通知编号"`
	Unit    string `json:"单位"`
	Number  string `json:"编号"`
	Project string `json:"项目,omitempty"`
	What    string `json:"问题"`
	State   State  `json:"状态"`
}

// Closing is what answers come to.
type Closing struct {
	Problems []Problem
	Findings finding.List // answers that do not match the notices, in the order of the notices, then of the answers
}

// Count is how many problems of a unit, or of all for "", are in a state.
func (c *Closing) Count(unit string, s State) (n int) {
	for _, p := range c.Problems {
		if p.State == s && (unit == "" || p.Unit == unit) {
			n++
		}
	}
	return n
}

// Found is how many problems of a unit, or of all for "", there are, without those that were withdrawn.
func (c *Closing) Found(unit string) (n int) {
	for _, p := range c.Problems {
		if p.State != Withdrawn && (unit == "" || p.Unit == unit) {
			n++
		}
	}
	return n
}

// Units are the units that notices went to, in the order of the notices.
func (c *Closing) Units() (units []string) {
	seen := map[string]bool{}
	for _, p := range c.Problems {
		if !seen[p.Unit] {
			seen[p.Unit] = true
			units = append(units, p.Unit)
		}
	}
	return units
}

// Close holds answers against notices. withdrawn are the numbers of problems that the reviewer takes back.
func Close(notices, replies []*model.Record, withdrawn []string) *Closing {
	c := &closer{Closing: &Closing{}, notices: map[string]*sent{}}
	for _, r := range notices {
		c.notice(r)
	}
	for _, r := range replies {
		c.reply(r)
	}
	c.withdraw(withdrawn)
	for i := range c.Problems {
		c.settle(i)
	}
	for _, r := range notices {
		c.unanswered(r)
	}
	return c.Closing
}

// sent is a notice, and its problems by number.
type sent struct {
	record *model.Record
	rows   map[string]int // index in Problems
}

type closer struct {
	*Closing
	notices  map[string]*sent
	answered []answered // by problem, parallel to Problems
}

// answered is the rows that answer a problem, and their records.
type answered struct {
	at     []*model.Value
	record []*model.Record
}

func (c *closer) say(r *model.Record, at *model.Value, severity finding.Severity, code, message, english, hint string) {
	f := finding.Finding{Code: code, Severity: severity, Record: r.Name, Message: message, English: english, Hint: hint,
		Pos: finding.Pos{File: r.File, Line: r.Pos.Line, Col: r.Pos.Col}}
	if at != nil {
		f.Path, f.Place = at.Path, at.Place()
		if at.Line > 0 {
			f.Pos.Line, f.Pos.Col = at.Line, at.Col
		}
	}
	c.Findings = append(c.Findings, f)
}

func (c *closer) notice(r *model.Record) {
	name := shown(r.Value(number))
	key := quantity.Plain(name)
	if c.notices[key] != nil {
		c.say(r, r.Value(number), finding.Error, "REVIEW-NOTICE", "通知编号“"+name+"”有两份通知，答复不知对哪一份。",
			"two notices have the same number", "给其中一份另编一个编号")
		return
	}
	s := &sent{r, map[string]int{}}
	c.notices[key] = s
	for _, row := range rows(r, problems) {
		no := shown(row.Get(id))
		if _, twice := s.rows[quantity.Plain(no)]; twice || strings.TrimSpace(no) == "" {
			c.say(r, row.Get(id), finding.Error, "REVIEW-NOTICE", "通知里的编号“"+no+"”空着或用了两次，答复不知对哪一条。",
				"a number of the notice is missing or stands for two problems", "给每个问题一个不同的编号")
			continue
		}
		s.rows[quantity.Plain(no)] = len(c.Problems)
		c.Problems = append(c.Problems, Problem{Notice: name, Unit: shown(r.Value(unit)), Number: no, Project: shown(row.Get("项目")),
			What: shown(row.Get("问题"))})
		c.answered = append(c.answered, answered{})
	}
}

func (c *closer) reply(r *model.Record) {
	name, who := r.Value(number), r.Value(unit)
	s := c.notices[quantity.Plain(shown(name))]
	if s == nil {
		c.say(r, name, finding.Error, "REVIEW-STRAY", "没有编号是“"+shown(name)+"”的整改通知，这份回复没有计入。",
			"no notice has this number: the answer was not counted", "核对通知编号，或把那份通知一起给出")
		return
	}
	if to := shown(s.record.Value(unit)); quantity.Plain(to) != quantity.Plain(shown(who)) {
		c.say(r, who, finding.Error, "REVIEW-STRAY", "通知“"+shown(name)+"”是发给“"+to+"”的，这份回复的单位是“"+shown(who)+"”，没有计入。",
			"the notice went to another unit: the answer was not counted", "核对单位名称和通知编号")
		return
	}
	c.punctual(r, s.record)
	for _, row := range rows(r, answers) {
		no := shown(row.Get(id))
		i, known := s.rows[quantity.Plain(no)]
		if !known {
			c.say(r, row.Get(id), finding.Error, "REVIEW-UNKNOWN", "通知“"+shown(name)+"”里没有编号“"+no+"”。",
				"the notice has no problem of this number", "照通知的编号写")
			continue
		}
		c.answered[i].at = append(c.answered[i].at, row)
		c.answered[i].record = append(c.answered[i].record, r)
	}
}

// punctual says whether an answer came in time.
func (c *closer) punctual(r, notice *model.Record) {
	day, due := shown(r.Value("回复日期")), shown(notice.Value("期限"))
	if due == "" {
		return
	}
	days, ok := quantity.DaysBetween(due, day)
	switch {
	case !ok:
		c.say(r, r.Value("回复日期"), finding.Warning, "REVIEW-LATE", fmt.Sprintf("回复日期是“%s”，期限是“%s”，看不出是不是逾期。", day, due),
			"it cannot be told whether the answer came in time", "写明回复日期")
	case days > 0:
		c.say(r, r.Value("回复日期"), finding.Warning, "REVIEW-LATE", fmt.Sprintf("期限是 %s，回复日期是 %s，逾期 %d 天。", due, day, days),
			"the answer is later than the deadline", "")
	}
}

// settle decides what has become of a problem.
func (c *closer) settle(i int) {
	p, a := &c.Problems[i], c.answered[i]
	if p.State == Withdrawn {
		return
	}
	p.State = Open
	said := map[State]bool{}
	for k, row := range a.at {
		s := State(shown(row.Get("状态")))
		if s == "" {
			c.say(a.record[k], row.Get("状态"), finding.Error, "REVIEW-UNANSWERED", "编号“"+p.Number+"”没有写状态，按未回复计。",
				"an answer says nothing of how far the problem has been put right", "选 已整改、整改中 或 不予认可")
			continue
		}
		said[s] = true
		p.State = s
	}
	if len(a.at) > 1 {
		severity, what := finding.Warning, "说法一样，按“"+string(p.State)+"”计"
		if len(said) > 1 {
			p.State, severity, what = Unclear, finding.Error, "说法不一，没有计入"
		}
		c.say(a.record[len(a.at)-1], a.at[len(a.at)-1].Get(id), severity, "REVIEW-TWICE", fmt.Sprintf("编号“%s”回复了 %d 次，%s。", p.Number, len(a.at), what),
			"a problem is answered several times", "请单位确认以哪一次为准，只留那一次")
	}
	if p.State == Refused {
		row := a.at[len(a.at)-1]
		why := shown(row.Get("不认可理由"))
		if why == "" {
			why = "没有写理由"
		}
		c.say(a.record[len(a.at)-1], row.Get("状态"), finding.Warning, "REVIEW-REFUSED", "编号“"+p.Number+"”单位不予认可："+finding.Short(why)+"。",
			"the unit does not accept a problem, and nobody has decided", "成立的用 --withdraw "+p.Number+" 撤销这个问题；不成立的答复单位，要求重新回复")
	}
}

// withdraw takes problems back: what was answered of them counts no more.
func (c *closer) withdraw(list []string) {
	for _, no := range list {
		known := false
		for i := range c.Problems {
			if p := &c.Problems[i]; quantity.Plain(p.Number) == quantity.Plain(no) {
				known, p.State = true, Withdrawn
			}
		}
		if !known {
			c.Findings = append(c.Findings, finding.Finding{Code: "REVIEW-UNKNOWN", Message: "要撤销的编号“" + no + "”不在通知里。",
				English: "the number to be withdrawn is in no notice", Hint: "照通知的编号写"})
		}
	}
}

// unanswered tells of the problems of a notice that no answer speaks of, in one sentence.
func (c *closer) unanswered(r *model.Record) {
	var open []string
	for i, p := range c.Problems {
		if p.State == Open && len(c.answered[i].at) == 0 && c.notices[quantity.Plain(p.Notice)].record == r {
			open = append(open, p.Number)
		}
	}
	if open != nil {
		c.say(r, nil, finding.Error, "REVIEW-UNANSWERED", fmt.Sprintf("通知“%s”的 %d 个问题没有回复：%s。", shown(r.Value(number)), len(open), strings.Join(open, "、")),
			"problems of the notice are not answered", "催办")
	}
}
