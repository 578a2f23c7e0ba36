package gate

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics are what /metrics tells. No label has a word that a caller chose: routes are patterns, codes our own.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	refused  *prometheus.CounterVec
	sent     prometheus.Counter
	received prometheus.Counter
}

// NewMetrics makes them; release is of this program.
func NewMetrics(release string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "gongbiao_requests_total",
			Help: "Requests answered, by route and status."}, []string{"route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "gongbiao_request_seconds",
			Help:    "Time from the head of a request to the end of its answer, its turn in the queue included.",
			Buckets: []float64{.002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}}, []string{"route"}),
		refused: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "gongbiao_problems_total",
			Help: "Requests the gate has refused, by the code of the problem."}, []string{"code"}),
		sent: prometheus.NewCounter(prometheus.CounterOpts{Name: "gongbiao_sent_bytes_total",
			Help: "Bytes of answers."}),
		received: prometheus.NewCounter(prometheus.CounterOpts{Name: "gongbiao_received_bytes_total",
			Help: "Bytes of bodies."}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{Name: "gongbiao_build_info", Help: "Always 1.",
		ConstLabels: prometheus.Labels{"version": release}})
	build.Set(1)
	m.registry.MustRegister(m.requests, m.seconds, m.refused, m.sent, m.received, build, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Gauge adds a figure that is asked for when somebody reads the page.
func (m *Metrics) Gauge(name, help string, value func() int) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help},
		func() float64 { return float64(value()) }))
}

func (m *Metrics) watch(g *Gate) {
	m.Gauge("gongbiao_working", "Requests being worked on.", func() int { return len(g.turns) })
	m.Gauge("gongbiao_waiting", "Requests that wait for their turn.", func() int { return len(g.line) })
	m.Gauge("gongbiao_body_bytes", "Bytes of bodies held in memory.", g.room.taken)
}

// Page is what is served under /metrics.
func (m *Metrics) Page() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// count takes an answer into the figures.
func (m *Metrics) count(e *logEntry, took time.Duration) {
	m.requests.WithLabelValues(e.route, strconv.Itoa(e.status)).Inc()
	m.seconds.WithLabelValues(e.route).Observe(took.Seconds())
	m.sent.Add(float64(e.sent))
	m.received.Add(float64(e.received))
	if e.code != "" {
		m.refused.WithLabelValues(e.code).Inc()
	}
}
