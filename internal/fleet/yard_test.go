package fleet

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/render"
)

// forms are how many records a job of these tests has: one of them twice, two of one name, one wrong, one unreadable.
const forms = 23

// yard is a job, what a single run makes of it, and what a fleet has in hand. All time in it is that of synctest.
type yard struct {
	*testing.T
	e     *render.Engine
	j     *Job
	store *shelf
	queue *line
	luck  *rand.Rand
	log   bytes.Buffer
	mu    sync.Mutex

	now   func() time.Time
	check batch.Check
	stop  context.CancelFunc
	all   sync.WaitGroup
}

// Write takes what is logged.
func (y *yard) Write(b []byte) (int, error) {
	y.mu.Lock()
	defer y.mu.Unlock()
	return y.log.Write(b)
}

func (y *yard) logger() *slog.Logger { return slog.New(slog.NewTextHandler(y, nil)) }

// inYard runs a test where clocks stand still but when everybody waits.
func inYard(t *testing.T, test func(y *yard)) {
	dir := t.TempDir()
	var b strings.Builder
	for i := range forms {
		name := fmt.Sprintf("项目%d", i)
		switch i {
		case 5:
			fmt.Fprintf(&b, `{"form": "self-evaluation/shanghai", "年度": "2022", "项目名": "%s"}`+"\n", name)
			continue
		case 11:
			b.WriteString("{\"form\": \n")
			continue
		case 7, 8:
			name = "同样"
		case 9:
			fmt.Fprintf(&b, `{"form": "self-evaluation/shanghai", "年度": "2021", "项目名称": "同样"}`+"\n")
			continue
		}
		fmt.Fprintf(&b, `{"form": "self-evaluation/shanghai", "年度": "2022", "项目名称": "%s"}`+"\n", name)
	}
	in := filepath.Join(dir, "in.jsonl")
	if err := os.WriteFile(in, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		y := &yard{T: t, e: new(render.Engine), store: newShelf(), queue: newLine(), now: time.Now,
			luck: rand.New(rand.NewPCG(uint64(len(t.Name())), 18))}
		y.j = &Job{Wanted: batch.Wanted{Formats: []render.Format{render.PDF}}, Release: "1", Inputs: []string{in},
			Dir: filepath.Join(dir, "got"), Chunk: 4}
		defer func() {
			y.end()
			if t.Failed() {
				t.Logf("log:\n%s", y.log.Bytes()[max(0, y.log.Len()-4000):])
			}
		}()
		test(y)
	})
}

// begin sets so many workers to work.
func (y *yard) begin(n int) {
	ctx, stop := context.WithCancel(y.Context())
	y.stop = stop
	for range n {
		w := y.worker(y.store, y.queue)
		y.all.Go(func() { _ = w.Run(ctx) })
	}
}

func (y *yard) worker(s Store, q Queue) *Worker {
	return &Worker{Store: &Patient{Store: s, Log: y.logger()}, Queue: q, Engine: y.e, Check: y.check, Producer: "p", Release: "1",
		Log: y.logger(), Beat: 15 * time.Second, Now: y.now}
}

func (y *yard) end() {
	if y.stop != nil {
		y.stop()
	}
	y.all.Wait()
}

func (y *yard) planner(s Store, q Queue, run string) *Planner {
	return &Planner{Store: s, Queue: q, Engine: y.e, Producer: "p", Run: run, Log: y.logger()}
}

func (y *yard) plan(run string) {
	y.Helper()
	if _, err := y.planner(&Patient{Store: y.store, Log: y.logger()}, y.queue, run).Plan(y.Context(), y.j); err != nil {
		y.Fatal(err)
	}
}

// until waits for something, for a day at most.
func (y *yard) until(what string, is func(*Status) bool) *Status {
	y.Helper()
	for range 24 * 3600 {
		s, err := Look(y.Context(), y.store, y.j.ID())
		if err == nil && is(s) {
			return s
		}
		sleep(y.Context(), time.Second)
	}
	y.Fatalf("a day has passed: %s", what)
	return nil
}

func (y *yard) whole() *Status { y.Helper(); return y.until("not whole", (*Status).Whole) }

// same wants the folder that a fleet leaves to be that of a single run, but for what is said of records set aside, and
// each of its files to be put into the store once.
func (y *yard) same(aside ...string) {
	y.Helper()
	y.whole()
	y.end()
	b, err := y.j.batch("p", y.check)
	if err != nil {
		y.Fatal(err)
	}
	b.Dir = filepath.Join(filepath.Dir(y.j.Dir), "want")
	if _, err := batch.Run(y.Context(), y.e, b, func(batch.Result) {}); err != nil {
		y.Fatal(err)
	}
	g := &Gatherer{Store: y.store, Engine: y.e, Producer: "p", Check: y.check}
	if _, err := g.Gather(y.Context(), y.j.ID(), y.j.Dir); err != nil {
		y.Fatal(err)
	}
	want, got := y.tree(b.Dir), y.tree(y.j.Dir)
	if len(want) < 20 {
		y.Fatalf("%d files", len(want))
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			y.Errorf("%s is too many", name)
		}
	}
	for name, text := range want {
		switch {
		case got[name] == text:
		case len(aside) > 0 && (name == batch.FailuresName || name == batch.ManifestName):
		case slices.Contains(aside, name):
			if _, ok := got[name]; ok {
				y.Errorf("%s is there, and was set aside", name)
			}
		default:
			y.Errorf("%s is another, or missing", name)
		}
	}
	made := map[string]bool{}
	for name, text := range got {
		if strings.HasSuffix(name, ".pdf") {
			made[text] = true
		}
	}
	if n := len(y.store.keys("objects/")); n != len(made) {
		y.Errorf("%d objects, %d files that differ", n, len(made))
	}
	for key, n := range y.store.puts {
		if strings.HasPrefix(key, "objects/") && n != 1 {
			y.Errorf("%s was put %d times", key, n)
		}
	}
}

func (y *yard) tree(dir string) map[string]string {
	y.Helper()
	out := map[string]string{}
	if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = string(b)
		return err
	}); err != nil {
		y.Fatal(err)
	}
	return out
}

// planned plans while the store takes everything.
func (y *yard) planned() {
	y.Helper()
	refuse := y.store.refuse
	y.store.refuse = nil
	y.plan("a")
	y.store.refuse = refuse
}
