package api

import (
	"bytes"
	"encoding/json"
	"net/http"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/explain"
	"github.com/gongbiao/gongbiao/internal/waiver"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Explanation says how a value came about: as data, and in words.
type Explanation struct {
	*explain.Explanation
	Text []string `json:"text"` // what gongbiao explain prints
}

func (a *API) explain(x *request) error {
	q, o, err := a.judged(x)
	if err != nil {
		return err
	}
	if q.Path == "" {
		return parameter("缺 path：要说明哪一个数", "path is missing: which figure is to be explained")
	}
	e, err := explain.Value(o, q.Path)
	switch {
	case err != nil:
		return err
	case e == nil:
		return refusal(http.StatusUnprocessableEntity, "REQUEST-PLACE", "表中没有“"+finding.Short(q.Path)+"”这个位置",
			"the form has no place “"+finding.Short(q.Path)+"”")
	}
	var b bytes.Buffer
	e.Text(&b, x.lang == "en")
	return x.json(Explanation{e, lines(b.String())})
}

// judged is a request about one record, and what the checks say of it. A record that cannot be bound is refused.
func (a *API) judged(x *request) (*asked, *audit.Outcome, error) {
	q, err := a.body(x)
	if err != nil {
		return nil, nil, err
	}
	d, err := q.one()
	if err != nil {
		return nil, nil, err
	}
	l, err := a.engine.Layouts().LayoutOf(d, q.Layout)
	if err != nil {
		return nil, nil, err
	}
	o, err := a.judge(q.beside, d, l)
	switch {
	case err != nil:
		return nil, nil, err
	case o.NoLayout != nil:
		return nil, nil, o.NoLayout
	case o.Record == nil:
		return nil, nil, o.Findings.AsData()
	}
	return q, o, nil
}

// Waived is a record with an answer more, or less. Nothing else in it has changed.
type Waived struct {
	Record  json.RawMessage  `json:"record"`
	Waivers []finding.Waiver `json:"waivers"` // those given or taken away
}

// waive puts an answer to a finding into the record, or takes one out: as the command waive does.
func (a *API) waive(x *request) error {
	q, o, err := a.judged(x)
	if err != nil {
		return err
	}
	if q.Code == "" {
		return parameter("缺 code：要说明哪一个问题", "code is missing: which finding is answered")
	}
	given := finding.Waiver{Code: q.Code, At: q.Place, Says: q.Says, Reason: q.Reason, By: q.Hand, Date: q.Date}
	if x.Method != http.MethodDelete {
		c := waiver.Case{Record: o.Record, Checks: o.Set.Checks, Given: o.Set.Given, Findings: waiver.Open(o.Findings)}
		if given, _, err = waiver.Answer(c, given); err != nil {
			return err
		}
	}
	old := waiver.Same(o.Record, o.Record.Waivers, given)
	if x.Method == http.MethodDelete && len(old) == 0 {
		return refusal(http.StatusUnprocessableEntity, "REQUEST-PLACE", "没有这一项说明", "there is no such waiver")
	}
	out := Waived{Record: q.text, Waivers: []finding.Waiver{}}
	for i := len(old) - 1; i >= 0; i-- {
		if out.Record, err = waiver.Remove(recordName, out.Record, 1, old[i]); err != nil {
			return err
		}
		out.Waivers = append(out.Waivers, o.Record.Waivers[old[i]])
	}
	if x.Method != http.MethodDelete {
		if out.Record, err = waiver.Add(recordName, out.Record, 1, given); err != nil {
			return err
		}
		out.Waivers = []finding.Waiver{given}
	}
	return x.json(out)
}
