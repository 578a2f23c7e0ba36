package prose

import "strings"

// stages of work in their order, by the words behind a date. Use may come at any time.
var stages = [][]string{{"完成招标", "招标", "中标", "开标"}, {"签订合同", "签订"}, {"开工", "动工", "进场施工", "启动施工"}, {"完工", "竣工", "建成"}, {"验收", "通过验收"}}

// besideStage is how far behind a date its stage stands, in characters.
const besideStage = 6

// StagesOut is the part of a text in which a later stage of the work has an earlier date: 12月开工，11月18日完工. Each of the
// two stages stands once in the sentence, and both in the same year.
func (t *Text) StagesOut() (from, to int, out bool) {
	if len(t.Dates) < 2 {
		return 0, 0, false
	}
	at := func(i int) int { // the stage of a date, −1 for none
		d := &t.Dates[i]
		c := &t.Clauses[d.Clause]
		end := c.To
		if i+1 < len(t.Dates) && t.Dates[i+1].Clause == d.Clause {
			end = t.Dates[i+1].From
		}
		tail := strings.TrimLeft(firstRunes(t.half[d.To:max(end, d.To)], besideStage+2), " 底初日上中下旬前")
		if containsAny(t.half[c.From:d.From], otherTimes...) || containsAny(tail, "计划", "预计", "拟", "二期", "其中") || d.Month == 0 {
			return -1
		}
		for k := len(stages) - 1; k >= 0; k-- {
			if containsAny(tail, stages[k]...) {
				return k
			}
		}
		return -1
	}
	var seen []int
	for i := range t.Dates {
		seen = append(seen, at(i))
	}
	for i := range t.Dates {
		for k := range t.Dates {
			a, b := &t.Dates[i], &t.Dates[k] // a is the earlier stage
			if seen[i] < 0 || seen[k] <= seen[i] || t.Clauses[a.Clause].Sentence != t.Clauses[b.Clause].Sentence {
				continue
			}
			n := 0
			for _, s := range seen {
				if s == seen[i] || s == seen[k] {
					n++
				}
			}
			if x, y := t.doneTo(a), t.doneTo(b); x != "" && y != "" && x != y {
				continue // 东片11月开工，西片10月完工
			}
			if n != 2 || t.dated(a) == 0 || t.dated(a) != t.dated(b) && (a.Year > 0 || b.Year > 0) && t.dated(a) < t.dated(b) {
				continue
			}
			later := t.dated(a) > t.dated(b) || t.dated(a) == t.dated(b) &&
				(a.Month > b.Month || a.Month == b.Month && a.Day > b.Day && b.Day > 0)
			if later {
				return min(a.From, b.From), max(a.To, b.To), true
			}
		}
	}
	return 0, 0, false
}

// doneTo is what stands before a date in its clause, which names what was done at it.
func (t *Text) doneTo(d *Date) string {
	from := t.Clauses[d.Clause].From
	for i := range t.Dates {
		if o := &t.Dates[i]; o.Clause == d.Clause && o.To <= d.From {
			return ""
		}
	}
	return strings.TrimSpace(fillers().Replace(t.half[from:d.From]))
}

// dated is the year of a date, that of the date before it in its sentence where it names none; 1 where none does.
func (t *Text) dated(d *Date) int {
	year := 1
	for i := range t.Dates {
		o := &t.Dates[i]
		if t.Clauses[o.Clause].Sentence == t.Clauses[d.Clause].Sentence && o.From <= d.From && o.Year > 0 {
			year = o.Year
		}
	}
	return year
}
