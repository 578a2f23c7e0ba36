package jobs

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/finding"
)

// State is how far a job is.
type State string

const (
	Waiting   State = "waiting"
	Running   State = "running"
	Done      State = "done"
	Failed    State = "failed" // nothing was made; Errors say why
	Cancelled State = "cancelled"
)

func (s State) over() bool { return s == Done || s == Failed || s == Cancelled }

// View is a job as its owner sees it.
type View struct {
	ID      string       `json:"id"`
	Kind    string       `json:"kind"`
	State   State        `json:"state"`
	Records int          `json:"records"`         // forms done
	Failed  int          `json:"failed"`          // of them with something wrong
	Read    int64        `json:"read"`            // bytes read
	Total   int64        `json:"total"`           // of so many; 0: not known
	Bytes   int64        `json:"bytes,omitempty"` // of the result
	Created time.Time    `json:"created"`
	Expires *time.Time   `json:"expires,omitempty"` // when the result is taken away
	Events  string       `json:"events"`
	Result  string       `json:"result,omitempty"`
	Errors  finding.List `json:"errors,omitempty"`
}

type job struct {
	id, owner, key string
	print          string // of its content
	dir            string
	order          Order
	created        time.Time
	cancel         context.CancelCauseFunc
	done           chan struct{} // closed when nothing is worked on any more
	timer          atomic.Pointer[time.Timer]

	mu      sync.Mutex
	status  View
	forms   []Form        // what became of each, for those who come to listen later
	changed chan struct{} // closed at the next change
}

// resultName is the ZIP beside the folder of its files.
const resultName = "result.zip"

// view is the job now.
func (j *job) view() View {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.seen()
}

func (j *job) seen() View {
	v := j.status
	v.ID, v.Kind, v.Created = j.id, j.order.Kind, j.created.UTC().Truncate(time.Second)
	v.Events = "/v1/jobs/" + j.id + "/events"
	if v.State == Done {
		v.Result = "/v1/jobs/" + j.id + "/result"
	}
	return v
}

// since is what has happened after the first n forms, and what closes at the next change.
func (j *job) since(n int) ([]Form, View, <-chan struct{}) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.forms[min(max(n, 0), len(j.forms)):]), j.seen(), j.changed
}

func (j *job) update(f func(*View)) {
	j.mu.Lock()
	defer j.mu.Unlock()
	f(&j.status)
	close(j.changed)
	j.changed = make(chan struct{})
}

// Form takes down what became of a form.
func (j *job) Form(f Form) {
	j.update(func(v *View) {
		j.forms = append(j.forms, f)
		if v.Records++; f.Errors > 0 {
			v.Failed++
		}
	})
}

// Read takes down how far the reading is.
func (j *job) Read(done, total int64) {
	j.update(func(v *View) { v.Read, v.Total = done, total })
}

// run does the work and packs what it has made.
func (j *job) run(ctx context.Context, r Runner, fault func(stack []byte)) (err error) {
	defer func() {
		if p := recover(); p != nil {
			fault(debug.Stack())
			err = errFault
		}
	}()
	if err := os.Mkdir(j.order.Out, 0o700); err != nil {
		return err
	}
	if err := r.Run(ctx, j.order, j); err != nil {
		return err
	}
	_ = os.RemoveAll(j.order.In)
	if err := pack(ctx, filepath.Join(j.dir, resultName), j.order.Out); err != nil {
		return err
	}
	return os.RemoveAll(j.order.Out)
}

// errFault is a panic of a runner's.
var errFault = errors.New("panic in a job")

// finish says how the job has ended. Of one that was not done nothing is left.
func (j *job) finish(err error, expires time.Time) {
	size := int64(0)
	if info, e := os.Stat(filepath.Join(j.dir, resultName)); e == nil {
		size = info.Size()
	}
	if err != nil {
		_ = os.RemoveAll(j.dir)
	}
	expires = expires.UTC().Truncate(time.Second)
	j.update(func(v *View) {
		switch refused := (*problem.Error)(nil); {
		case err == nil:
			v.State, v.Bytes, v.Expires = Done, size, &expires
		case errors.Is(err, errCancelled), errors.Is(err, errStopped):
			v.State = Cancelled
		case errors.As(err, &refused):
			v.State, v.Errors, v.Expires = Failed, refused.Findings, &expires
		default:
			v.State, v.Expires, v.Errors = Failed, &expires, why(err)
		}
	})
}

// why is the error of a whole job as findings, without the paths of our own folder.
func why(err error) finding.List {
	if l := finding.Of(err); l != nil {
		return l
	}
	var file *safefile.Error
	var path *os.PathError
	if errors.As(err, &file) || errors.As(err, &path) {
		return finding.List{{Code: "OUTPUT-UNWRITABLE", Message: "服务的临时文件夹写不了：" + safefile.Say(err) + "。",
			English: "the service cannot write to its temporary folder", Hint: "请告诉管理员"}}
	}
	return finding.List{{Code: "INTERNAL", Message: "程序内部错误，任务没有做成。", English: "an error inside the program: the job was not done"}}
}
