package performance

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/direction"
	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/internal/recent"
)

// memory keeps what has been understood, for every check of a row asks again. It may be used by several goroutines.
type memory struct {
	values   recent.Cache[written, quantity.Value]
	outcomes recent.Cache[[3]string, quantity.Outcome]
	ways     recent.Cache[[2]string, direction.Result] // by target and indicator
	subjects recent.Cache[string, subject]             // by indicator
	passages recent.Cache[string, *passage]
	marks    recent.Cache[string, string] // text → the placeholder in it
	things   recent.Cache[string, string] // name → the thing of the mind in it, see unmeasurable
	classes  recent.Cache[string, []int]  // second level and name → the classes it may not belong to
}

// written is the text of a cell with what is known beside it.
type written struct {
	text string
	quantity.Context
}

// maxCache bounds a part of the memory of what many forms have; maxNear one of what hardly returns in another form, and
// would only be alive when garbage is looked for; maxKept what is kept of one text, in bytes.
const (
	maxCache    = 4096
	maxNear     = 512
	maxPassages = 64
	maxKept     = 240
)

// parse reads a text of which nothing else is known.
func (m *memory) parse(s string) quantity.Value { return m.read(s, quantity.Context{}) }

func (m *memory) read(s string, c quantity.Context) quantity.Value {
	c = c.For(s)
	find := func(w written) quantity.Value { return quantity.Read(w.text, w.Context) }
	if len(s) > maxKept {
		return find(written{s, c})
	}
	own := func(w written) written { return written{strings.Clone(w.text), w.Context} }
	return m.values.Get(maxCache, written{s, c}, own, find)
}

var (
	// countsDelay is in the name of an indicator that counts the days something was late.
	countsDelay = pattern.Late(`逾期|延期|超期|滞后|延误|推迟|延迟`)
	// upwardRanks are those of which the third may be better than the second, or worse.
	upwardRanks = pattern.Late(`等保|等级保护|保护等级|安全保护|安全等级|防护|抗震|设防|防洪|风险|灾害|响应|难度|危险|预警|养老|敬老|护理|失能|残疾|评估等级`)
)

// meet holds an actual value against its target.
func (m *memory) meet(target, actual, of string) quantity.Outcome {
	find := func(k [3]string) quantity.Outcome {
		s := m.subject(k[2])
		target, actual := m.read(k[0], s.context), m.read(k[1], s.context)
		switch {
		case actual.Says == quantity.Late && countsDelay.MatchString(s.name):
			actual = actual.Lateness(s.context)
		case target.Kind == quantity.Number && target.Change == "" && otherWay(s.name, actual):
			return quantity.Outcome{Verdict: quantity.Missed, Why: quantity.Kinds}
		case target.Says == quantity.Ranked && upwardRanks.MatchString(s.name+k[0]) && !quantity.SameText(k[0], k[1]):
			return quantity.Outcome{Why: quantity.Words}
		}
		return quantity.Compare(actual, target, m.way(k[0], k[2]).Direction)
	}
	key := [3]string{target, actual, of}
	if len(target)+len(actual)+len(of) > maxKept {
		return find(key)
	}
	return m.outcomes.Get(maxNear, key, func(k [3]string) [3]string {
		return [3]string{strings.Clone(k[0]), strings.Clone(k[1]), strings.Clone(k[2])}
	}, find)
}

// The names of rates of change, which tell the way that a bare figure goes.
var (
	fallingName = pattern.Late(`(?:下降|降低|减少|压减|压缩|缩减)(?:率|幅度?|比例|百分比)$`)
	risingName  = pattern.Late(`(?:增长|增加|提高|提升|上升)(?:率|幅度?|比例|百分比)$`)
)

// otherWay says whether an actual value has gone the other way than its indicator is named for: 上升1.2% of a 下降率.
func otherWay(name string, actual quantity.Value) bool {
	if actual.Kind != quantity.Number || actual.Change == "" || !actual.Num.IsPositive() {
		return false
	}
	if quantity.Rises(actual.Change) {
		return fallingName.MatchString(name)
	}
	return risingName.MatchString(name)
}

// way is which way an indicator is better.
func (m *memory) way(target, of string) direction.Result {
	find := func(k [2]string) direction.Result {
		s := m.subject(k[1])
		return direction.Of(direction.Indicator{Name: s.name, Target: m.parse(k[0]), Unit: s.context.Unit, Category: s.category,
			Stated: s.stated})
	}
	key := [2]string{target, of}
	if len(target)+len(of) > maxKept {
		return find(key)
	}
	return m.ways.Get(2*maxNear, key, func(k [2]string) [2]string {
		return [2]string{strings.Clone(k[0]), strings.Clone(k[1])}
	}, find)
}

// subject is what a row is about, see indicator.
func (m *memory) subject(of string) subject {
	if len(of) > maxKept {
		return subjectOf(of)
	}
	return m.subjects.Get(maxCache, of, strings.Clone, subjectOf)
}
