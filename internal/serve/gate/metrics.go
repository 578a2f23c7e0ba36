package gate

import (
	"net/http"
	"strconv"
	"time"

	"github.com/gongbiao/gongbiao/internal/serve/figures"
)

// Metrics are what /metrics tells. No label has a word that a caller chose: routes are patterns, codes our own.
type Metrics struct {
	set            figures.Set
	requests       *figures.Counter
	took           *figures.Times
	refused        *figures.Counter
	sent, received *figures.Counter
}

// NewMetrics makes them; release is of this program.
func NewMetrics(release string) *Metrics {
	m := &Metrics{}
	m.requests = m.set.Counter("gongbiao_requests_total", "Requests answered, by route and status.", "route", "status")
	const ms = time.Millisecond
	m.took = m.set.Times("gongbiao_request_seconds",
		"Time from the head of a request to the end of its answer, its turn in the queue included.",
		[]time.Duration{2 * ms, 5 * ms, 10 * ms, 25 * ms, 50 * ms, 100 * ms, 250 * ms, 500 * ms, 1000 * ms, 2500 * ms, 5000 * ms, 10_000 * ms, 30_000 * ms},
		"route")
	m.refused = m.set.Counter("gongbiao_problems_total", "Requests the gate has refused, by the code of the problem.", "code")
	m.sent = m.set.Counter("gongbiao_sent_bytes_total", "Bytes of answers.")
	m.received = m.set.Counter("gongbiao_received_bytes_total", "Bytes of bodies.")
	m.set.Fact("gongbiao_build_info", "Always 1.", "version", release)
	m.set.Program()
	return m
}

// Gauge adds a figure that is asked for when somebody reads the page.
func (m *Metrics) Gauge(name, help string, value func() int) { m.set.Gauge(name, help, value) }

func (m *Metrics) watch(g *Gate) {
	m.Gauge("gongbiao_working", "Requests being worked on.", func() int { return len(g.turns) })
	m.Gauge("gongbiao_waiting", "Requests that wait for their turn.", func() int { return len(g.line) })
	m.Gauge("gongbiao_body_bytes", "Bytes of bodies held in memory.", g.room.taken)
}

// Page is what is served under /metrics.
func (m *Metrics) Page() http.Handler { return &m.set }

// count takes an answer into the figures.
func (m *Metrics) count(e *logEntry, took time.Duration) {
	m.requests.Add(1, e.route, strconv.Itoa(e.status))
	m.took.Took(took, e.route)
	m.sent.Add(e.sent)
	m.received.Add(e.received)
	if e.code != "" {
		m.refused.Add(1, e.code)
	}
}
