// Package figures keeps counts for a page that collectors of figures read. In: names, what they mean, counts, times and
// functions that tell. Out: the text format 0.0.4 of Prometheus, families by name, series by their labels.
//
// A client library does more, and all of it begins before main, in every run of the program that serves nobody
// (docs/decisions/0075-figures.md).
package figures

import (
	"bytes"
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Set is what a page has. Its zero value is an empty one; it may be used by many at once.
type Set struct {
	mu       sync.Mutex
	families []family
	more     []func(*page)
}

// family is a figure, or a figure for each of some labels.
type family struct {
	head  head
	write func(*page)
}

// head is what a family is called, what it means, and its kind.
type head struct{ name, help, kind string }

// series are figures by their labels, as the page writes them.
type series[T any] struct {
	mu     sync.Mutex
	labels []string
	of     map[string]*T
}

// with calls f for the figure that has these values of the labels.
func (s *series[T]) with(values []string, f func(*T)) {
	var b strings.Builder
	for i, v := range values {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(s.labels[i] + `="` + escape(v, true) + `"`)
	}
	key := b.String()
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.of[key]
	if x == nil {
		x = new(T)
		s.of[key] = x
	}
	f(x)
}

// each calls f for every figure, by its labels.
func (s *series[T]) each(f func(labels string, x *T)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	keys := make([]string, 0, len(s.of))
	for k := range s.of {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		f(k, s.of[k])
	}
}

// Counter only grows.
type Counter struct{ series[int64] }

// Counter adds one, with labels or without.
func (s *Set) Counter(name, help string, labels ...string) *Counter {
	c := &Counter{series[int64]{labels: labels, of: map[string]*int64{}}}
	if len(labels) == 0 { // there from the beginning
		c.Add(0)
	}
	s.add(head{name, help, "counter"}, func(p *page) {
		c.each(func(labels string, n *int64) { p.value(name, labels, strconv.FormatInt(*n, 10)) })
	})
	return c
}

// Add counts n, under as many values as the counter has labels.
func (c *Counter) Add(n int64, values ...string) { c.with(values, func(x *int64) { *x += n }) }

// Times counts how long things took.
type Times struct {
	series[times]
	bounds []time.Duration
}

type times struct {
	within []int64 // by bound, and beyond the last
	count  int64
	sum    time.Duration
}

// Times adds a histogram in seconds; bounds ascend.
func (s *Set) Times(name, help string, bounds []time.Duration, labels ...string) *Times {
	t := &Times{series[times]{labels: labels, of: map[string]*times{}}, bounds}
	s.add(head{name, help, "histogram"}, func(p *page) {
		t.each(func(labels string, x *times) {
			with := labels
			if with != "" {
				with += ","
			}
			sum := int64(0)
			for i, bound := range bounds {
				sum += x.within[i]
				p.value(name+"_bucket", with+`le="`+seconds(bound)+`"`, strconv.FormatInt(sum, 10))
			}
			p.value(name+"_bucket", with+`le="+Inf"`, strconv.FormatInt(x.count, 10))
			p.value(name+"_sum", labels, seconds(x.sum))
			p.value(name+"_count", labels, strconv.FormatInt(x.count, 10))
		})
	})
	return t
}

// Took counts one that took d.
func (t *Times) Took(d time.Duration, values ...string) {
	t.with(values, func(x *times) {
		if x.within == nil {
			x.within = make([]int64, len(t.bounds)+1)
		}
		i, _ := slices.BinarySearch(t.bounds, d)
		x.within[i]++
		x.count++
		x.sum += d
	})
}

// Gauge adds a figure that is asked for when somebody reads the page.
func (s *Set) Gauge(name, help string, value func() int) {
	s.add(head{name, help, "gauge"}, func(p *page) { p.value(name, "", strconv.Itoa(value())) })
}

// Fact adds a figure that is always 1 and says something in a label.
func (s *Set) Fact(name, help, label, value string) {
	s.add(head{name, help, "gauge"}, func(p *page) { p.value(name, label+`="`+escape(value, true)+`"`, "1") })
}

// Program adds what the Go runtime and the system say of this process, under the names that collectors know.
func (s *Set) Program() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.more = append(s.more, runtimeFigures, processFigures)
}

func (s *Set) add(h head, write func(*page)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.families = append(s.families, family{h, write})
}

// page is the text while it is written.
type page struct {
	families []family
	text     bytes.Buffer
}

// told adds a family of one value that is known already.
func (p *page) told(kind, name, help, value string) {
	p.families = append(p.families, family{head{name, help, kind}, func(p *page) { p.value(name, "", value) }})
}

func (p *page) value(name, labels, value string) {
	p.text.WriteString(name)
	if labels != "" {
		p.text.WriteString("{" + labels + "}")
	}
	p.text.WriteString(" " + value + "\n")
}

// Text is the page as it is now.
func (s *Set) Text() []byte {
	s.mu.Lock()
	p, more := &page{families: slices.Clone(s.families)}, s.more
	s.mu.Unlock()
	for _, f := range more {
		f(p)
	}
	slices.SortFunc(p.families, func(a, b family) int { return cmp.Compare(a.head.name, b.head.name) })
	for _, f := range p.families {
		p.text.WriteString("# HELP " + f.head.name + " " + escape(f.head.help, false) + "\n# TYPE " + f.head.name + " " + f.head.kind + "\n")
		f.write(p)
	}
	return p.text.Bytes()
}

// ServeHTTP answers with the page.
func (s *Set) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	_, _ = w.Write(s.Text()) // who asked has gone
}

// escape writes a text as the format wants it: in quotes or behind HELP.
func escape(text string, quoted bool) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, `\`, `\\`), "\n", `\n`)
	if quoted {
		text = strings.ReplaceAll(text, `"`, `\"`)
	}
	return text
}

func seconds(d time.Duration) string { return number(d.Seconds()) }

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
