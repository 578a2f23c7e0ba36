// Package receive takes in a folder of filled-in workbooks. In: files, what is expected of whom and by when. Out: for
// each file the record it holds and what became of it (received, not filled in, not wholly, twice, late, changed, not
// readable), for each unit that sent nothing a line that says so, and all of it as a ledger.
package receive

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/width"

	"github.com/gongbiao/gongbiao/internal/intake/office"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/workbook/collect"
)

// Job is a folder to take in; Files is required.
type Job struct {
	Files   []string
	Options collect.Options
	Units   []*data.Value // what is expected: one record a form, with the fields that tell it; nil: not known
	Due     time.Time     // files changed after it are late; zero: never
	Workers int           // 0: one a processor
	// Office opens what only LibreOffice can (.doc, .wps, RTF), with Options.Documents; nil: it is refused.
	Office *office.Office
	// Try prints what was read, and says why it cannot be printed; nil: nobody tries. It is called by several
	// goroutines.
	Try func(r *collect.Result) error
}

// State is what became of a form.
type State string

const (
	Received    State = "已收"
	Noted       State = "已收，有提示"
	Unfilled    State = "未填"   // what came is what was handed out
	Partial     State = "未填全"  // something that must be filled in is missing
	Unprintable State = "不能出表" // the record is there, but cannot be printed
	Unreadable  State = "未收"
	Missing     State = "未交"
)

// States are all states, the best first.
var States = []State{Received, Noted, Partial, Unfilled, Unprintable, Unreadable, Missing}

// Item is one line of the ledger: a file, or a form that is missing.
type Item struct {
	File  string
	State State
	Twice bool
	Late  bool
	Time  time.Time // when the file was last changed
	Unit  string    // of the form, as its author field says
	Title string
	Year  string
	Extra bool // not on the list of what is expected
	// Result has no Record, which is many times what it was read of: see Item.Record.
	Result   *collect.Result
	Findings finding.List
}

// Record binds what was read once more, nil if nothing was: items are kept by the thousand, records one at a time.
func (it *Item) Record() (*model.Record, error) {
	if it.Result == nil || it.Result.Refused() {
		return nil, nil
	}
	var r *model.Record
	err := data.Read(filepath.Base(it.File), it.Result.Data, func(d *data.Value, err error) error {
		if err == nil {
			r, err = model.BindPartial(d, it.Result.Used.Form)
		}
		return err
	})
	return r, err
}

// Run reads all files. Items come in the order of the files, those missing last. The error is one of the machine or
// of a layout.
func Run(ctx context.Context, j Job) ([]*Item, error) {
	if j.Options.Cache == nil {
		j.Options.Cache = new(collect.Cache)
	}
	old, err := j.convert(ctx)
	if err != nil {
		return nil, err
	}
	items := make([]*Item, len(j.Files))
	errs := make([]error, len(j.Files))
	workers := j.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	next := make(chan int)
	var wait sync.WaitGroup
	for range min(workers, max(len(j.Files), 1)) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := range next {
				items[i], errs[i] = j.one(j.Files[i], old[j.Files[i]])
				if it := items[i]; it != nil && it.Result != nil {
					it.Result.Record = nil
				}
			}
		}()
	}
	for i := range j.Files {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	twice(items)
	missing, err := j.missing(items)
	return append(items, missing...), err
}

func (j Job) one(file string, as *office.Result) (it *Item, err error) {
	it = &Item{File: file, State: Received}
	defer func() {
		if p := recover(); p != nil { // a file made to break a reader must not stop the others
			it.State, err = Unreadable, nil
			it.Findings = finding.List{{Code: "READ-DAMAGED", Pos: finding.Pos{File: filepath.Base(file)},
				Message: "文件读不出来。", Hint: fmt.Sprint(p)}}
		}
	}()
	data, changed, err := load(file)
	it.Time = changed
	if err != nil {
		it.State = Unreadable
		it.Findings = finding.List{{Code: "READ-FILE", Pos: finding.Pos{File: filepath.Base(file)},
			Message: "读不了这个文件：" + safefile.Say(err)}}
		return it, nil
	}
	if as != nil {
		if data = as.DOCX; as.Err != nil {
			it.State, it.Findings = Unreadable, finding.Of(as.Err)
			return it, nil
		}
	}
	if it.Result, err = collect.Read(file, data, j.Options); err != nil {
		return nil, err
	}
	it.Findings = it.Result.Findings
	if as != nil {
		it.Findings = append(it.Findings, office.Note(filepath.Base(file)))
	}
	it.Late = !j.Due.IsZero() && it.Time.After(j.Due)
	if it.Result.Refused() {
		it.State = Unreadable
		return it, nil
	}
	r := it.Result.Record
	it.Unit, it.Title, it.Year = text(r, r.Form.Author), r.Name, yearOf(r)
	return it, j.judge(it)
}

// judge says what a form that was read is worth.
func (j Job) judge(it *Item) error {
	switch {
	case it.Result.Unfilled || !it.Result.Told && j.onlyListed(it.Result):
		it.State = Unfilled
		return nil
	case it.Result.Partial:
		it.State = Partial
		return nil
	}
	if j.Try != nil {
		if err := j.Try(it.Result); err != nil {
			l := finding.Of(err)
			if l == nil {
				return err
			}
			it.State = Unprintable
			it.Findings = append(it.Findings, it.Result.Located(l)...)
			it.Findings.Sort()
			return nil
		}
	}
	if slices.ContainsFunc(it.Findings, func(f finding.Finding) bool { return f.Severity <= finding.Warning }) {
		it.State = Noted
	}
	return nil
}

// onlyListed says whether there is nothing in a form but what the list of units says of it: a workbook that lost its
// marks cannot say itself what it was handed out with.
func (j Job) onlyListed(r *collect.Result) bool {
	for _, u := range j.Units {
		if !fits(u, r.Record) {
			continue
		}
		for _, v := range r.Values {
			if strings.TrimSpace(v.Text) != "" && !listed(u, v.Path) {
				return false
			}
		}
		return true
	}
	return false
}

func text(r *model.Record, path string) string {
	if path == "" {
		return ""
	}
	if v := r.Value(path); v != nil {
		return v.Text
	}
	return ""
}

// yearOf is the year of a form, of its first field of that kind.
func yearOf(r *model.Record) string {
	for _, v := range r.Body.Fields {
		if v.Field.Kind == model.Year && v.Text != "" {
			return v.Text
		}
	}
	return ""
}

// fold is a text as names are compared: width and white space do not count.
func fold(s string) string {
	return strings.Join(strings.Fields(width.Fold.String(s)), "")
}

// twice marks forms of one unit, project and year that came more than once.
func twice(items []*Item) {
	seen := map[string]*Item{}
	for _, it := range items {
		if it.Result == nil || it.Result.Refused() {
			continue
		}
		key := it.Result.Layout + "\x00" + fold(it.Unit) + "\x00" + fold(it.Title) + "\x00" + fold(it.Year)
		first := seen[key]
		if first == nil {
			seen[key] = it
			continue
		}
		first.Twice, it.Twice = true, true
		same, sev := "内容不同", finding.Warning
		if shown(first) == shown(it) {
			same, sev = "内容相同", finding.Note
		}
		it.Findings = append(it.Findings, finding.Finding{Code: "RECEIVE-TWICE", Severity: sev,
			Pos:     finding.Pos{File: filepath.Base(it.File)},
			Message: fmt.Sprintf("与“%s”是同一单位、同一项目的表，%s。", filepath.Base(first.File), same)})
		if sev == finding.Warning {
			for _, x := range []*Item{first, it} {
				if x.State == Received {
					x.State = Noted
				}
			}
		}
	}
}

// shown is every value of a form as it is printed: a figure that is computed is as good as one that was entered.
func shown(it *Item) string {
	r, err := it.Record()
	if err != nil || r == nil || r.Compute(it.Result.Used.Params) != nil {
		return string(it.Result.Data)
	}
	var b strings.Builder
	r.Body.Each(func(v *model.Value) {
		if v.Fields == nil && v.Rows == nil {
			fmt.Fprintf(&b, "%s\x00%s\x00", v.Path, v.Shown(""))
		}
	})
	return b.String()
}

// missing are the forms that are expected and did not come; what came and is not expected is marked.
func (j Job) missing(items []*Item) ([]*Item, error) {
	if j.Units == nil {
		return nil, nil
	}
	fitting := make([][]bool, len(items)) // by item and unit
	for i, it := range items {
		r, err := it.Record()
		if err != nil {
			return nil, err
		}
		for _, u := range j.Units {
			fitting[i] = append(fitting[i], r != nil && fits(u, r))
		}
	}
	taken := map[*Item]bool{}
	var out []*Item
	for n, u := range j.Units {
		found := false
		for i, it := range items {
			if fitting[i][n] && (!taken[it] || it.Twice) {
				found, taken[it] = true, true
			}
		}
		if !found {
			it := &Item{State: Missing}
			var said []string
			for _, m := range u.Members {
				if m.Value.Kind == data.String && m.Name != "form" {
					said = append(said, m.Value.Text)
				}
			}
			it.Unit = strings.Join(said, "　")
			it.Findings = finding.List{{Code: "RECEIVE-MISSING", Severity: finding.Warning,
				Message: "没有收到：" + strings.Join(said, "，")}}
			out = append(out, it)
		}
	}
	for _, it := range items {
		if !taken[it] && it.Result != nil && !it.Result.Refused() {
			it.Extra = true
			it.Findings = append(it.Findings, finding.Finding{Code: "RECEIVE-EXTRA", Severity: finding.Note,
				Pos: finding.Pos{File: filepath.Base(it.File)}, Message: "名单里没有这张表。"})
		}
	}
	return out, nil
}

// listed says whether the row of the list of units has the datum at a path.
func listed(row *data.Value, path string) bool {
	for _, name := range pointer.Path(path).Names() {
		if row = row.Member(name); row == nil {
			return false
		}
	}
	return true
}

// fits says whether a record has what is expected: every text of the list's row.
func fits(want *data.Value, r *model.Record) bool {
	n := 0
	var walk func(d *data.Value, v *model.Value) bool
	walk = func(d *data.Value, v *model.Value) bool {
		for _, m := range d.Members {
			if m.Name == "form" {
				continue
			}
			c := v.Get(m.Name)
			switch {
			case c == nil:
				return false
			case m.Value.Kind == data.Object:
				if !walk(m.Value, c) {
					return false
				}
			case m.Value.Kind == data.String || m.Value.Kind == data.Number:
				if fold(c.Text) != fold(m.Value.Text) {
					return false
				}
				n++
			}
		}
		return true
	}
	return walk(want, r.Body) && n > 0
}
