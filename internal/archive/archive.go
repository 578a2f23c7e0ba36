// Package archive makes packets of forms to be handed over to an archive, and checks them. In: records, the checks to
// hold them against, a profile with what the archive asks for, a date. Out: a folder that is there whole or not at
// all: of each form a numbered folder with its record, its files and its metadata in XML; a hand-over list as JSON,
// PDF and XLSX; the schema of the metadata; SHA-256 and SM3 of every file; a manifest. The same input and date give
// the same bytes.
//
// The digests form a chain: the list names the SM3 of each item's metadata, which names those of the item's files. So
// a signed list on paper answers for every byte of what was handed over.
package archive

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/gate"
	"github.com/gongbiao/gongbiao/internal/personal"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// Name is what the manifest of a packet calls itself.
const Name = "archive"

// Formats are those a packet may have beside the record.
func Formats() []render.Format { return []render.Format{render.PDF, render.OFD, render.XLSX} }

// Job says what to hand over. Profile and Workers may be zero.
type Job struct {
	Inputs  []string
	Source  batch.Source
	Auditor *audit.Auditor
	Gate    *gate.Gate // what may be handed over; its refusal is Open
	Dir     string     // must not be there, or empty
	Formats []render.Format
	Options render.Options // Date is that of the packet
	Layout  string         // of the hand-over list
	Profile *Profile
	Workers int // 0: one a processor
	Guard   *safefile.Guard
}

// Report is what became of one record, or of an input that could not be read.
type Report struct {
	Input    string       `json:"input,omitempty"`
	Index    int          `json:"index,omitempty"`
	Record   string       `json:"record,omitempty"`
	Item     string       `json:"item,omitempty"`
	Refused  bool         `json:"refused,omitempty"`
	Findings finding.List `json:"findings,omitempty"`
}

// Summary is what a run did.
type Summary struct {
	Items   int      `json:"items"`
	Refused int      `json:"refused"`
	Unread  int      `json:"unreadable"`
	Files   int      `json:"files"`
	Bytes   int64    `json:"bytes"`
	List    string   `json:"list,omitempty"` // SM3 of the hand-over list (PDF)
	Idle    []string `json:"idle,omitempty"`
}

// zone is that of all dates.
var zone = time.FixedZone("", 8*60*60)

// Open is the finding that errors keep a record back, for the gate.
func Open(n int, record, english string) finding.Finding {
	return finding.Finding{Code: "ARCHIVE-ERRORS", Record: record, Message: fmt.Sprintf("有 %d 处错误没有说明，不归档", n),
		English: fmt.Sprintf("%s: %d errors nobody has answered: not archived", english, n),
		Hint:    "改好数据；或用 waive 写明理由；确要带着错误归档，用 --with-errors 写出记录的名称"}
}

// LogPath is the log of what was let through for a packet: beside it.
func LogPath(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil { // "." has a name too
		dir = abs
	}
	return filepath.Clean(dir) + ".归档记录.log"
}

// packet is a run.
type packet struct {
	Job
	e     *render.Engine
	sum   *Summary
	tell  func(Report)
	day   string
	at    string // the folder while it is made
	items []*item
	files []file // of the whole
	log   []gate.Logged
}

// Run makes a packet and calls tell for every record, in the order of the inputs. A run that refuses any leaves
// nothing. The error is one of the machine, a rules file, or a folder in the way.
func Run(ctx context.Context, e *render.Engine, j Job, tell func(Report)) (sum Summary, err error) {
	j.Source.Engine = e
	if j.Workers <= 0 {
		j.Workers = runtime.GOMAXPROCS(0)
	}
	p := &packet{Job: j, e: e, sum: &sum, tell: tell, day: j.Options.Date.In(zone).Format(time.DateOnly)}
	p.Guard.Reads(batch.Files(j.Inputs)...)
	if err := free(p.Dir); err != nil {
		return sum, err
	}
	parent := filepath.Dir(filepath.Clean(p.Dir))
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return sum, safefile.Wrap(parent, err)
	}
	if p.at, err = os.MkdirTemp(parent, ".gongbiao-"); err != nil {
		return sum, safefile.Wrap(p.Dir, err)
	}
	defer os.RemoveAll(p.at)
	if err := p.records(ctx); err != nil {
		return sum, err
	}
	if err := p.together(); err != nil {
		return sum, err
	}
	sum.Idle = p.Gate.Idle()
	if sum.Refused+sum.Unread > 0 || sum.Items == 0 || len(sum.Idle) > 0 || ctx.Err() != nil {
		return sum, ctx.Err()
	}
	if err := p.finish(ctx); err != nil {
		return sum, err
	}
	if err := gate.Keep(LogPath(p.Dir), p.day, p.log, p.Guard); err != nil {
		return sum, err
	}
	return sum, p.place()
}

// free says why a folder cannot become a packet: something is there.
func free(dir string) error {
	info, err := os.Lstat(dir)
	switch {
	case os.IsNotExist(err):
		return nil
	case err != nil:
		return safefile.Wrap(dir, err)
	case !info.IsDir():
		return &safefile.Error{Path: dir, Reason: safefile.Exists, Kept: true}
	}
	all, err := os.ReadDir(dir)
	if err != nil {
		return safefile.Wrap(dir, err)
	}
	if len(all) > 0 {
		return &Taken{Dir: dir}
	}
	return nil
}

// Taken is the error of a folder that has something in it already.
type Taken struct{ Dir string }

func (e *Taken) Error() string { return filepath.ToSlash(e.Dir) + " 里已有文件" }

// place makes the finished folder the packet.
func (p *packet) place() error {
	if err := free(p.Dir); err != nil { // somebody may have been quicker
		return err
	}
	if err := os.Chmod(p.at, 0o755); err != nil { // a temporary folder is its maker's alone
		return safefile.Wrap(p.Dir, err)
	}
	if err := os.Remove(p.Dir); err != nil && !os.IsNotExist(err) {
		return safefile.Wrap(p.Dir, err)
	}
	return safefile.Rename(p.at, p.Dir)
}

// records makes the items.
func (p *packet) records(ctx context.Context) error {
	type result struct {
		x   *item
		r   Report
		err error
		log []gate.Logged
	}
	n := 0
	return batch.InOrder(ctx, p.Workers, func(ctx context.Context, do func(func() result) error) error {
		return p.Source.All(ctx, p.Inputs, func(input string, index int, d *data.Value, err error) error {
			x := result{r: Report{Input: input, Index: index}, err: err}
			if err == nil {
				o, err := p.Auditor.Check(d)
				switch {
				case err != nil:
					return err
				case o.Record == nil:
					x.r.Findings, x.r.Refused = o.Findings, true
					if len(o.Findings) > 0 {
						x.r.Record = o.Findings[0].Record
					}
				default:
					n++
					v := p.Gate.Errors(o)
					x.x, x.r.Record, x.r.Findings, x.r.Refused, x.log = p.about(d, o, n), o.Record.Name, v.Findings, v.Refused, v.Log
				}
			}
			return do(func() result {
				if x.x != nil {
					x.err = p.make(ctx, d, x.x, &x.r, &x.log)
				}
				return x
			})
		})
	}, func(x result) error { return p.take(x.x, x.r, x.err, x.log) })
}

// take notes what was made of a record.
func (p *packet) take(x *item, r Report, err error, log []gate.Logged) error {
	if l := finding.Of(err); err != nil {
		if l == nil {
			return err
		}
		r.Findings, r.Refused = append(r.Findings, l...), true
	}
	switch {
	case r.Index == 0:
		p.sum.Unread++
	case r.Refused:
		p.sum.Refused++
		p.sum.Items++
	default:
		p.sum.Items++
		p.items = append(p.items, x)
		for _, l := range log {
			l.Address = x.number
			p.log = append(p.log, l)
		}
		r.Item = x.number
	}
	p.say(r)
	return nil
}

// together adds what the checks over the set have found.
func (p *packet) together() error {
	l, err := p.Auditor.Together()
	if err != nil {
		return err
	}
	v := p.Gate.Together(l)
	p.log = append(p.log, v.Log...)
	if v.Refused {
		p.sum.Refused++
		p.say(Report{Refused: true, Findings: v.Findings})
	}
	return nil
}

func (p *packet) say(r Report) {
	r.Record, r.Findings = personal.Mask("", r.Record), gate.Masked(r.Findings)
	p.tell(r)
}
