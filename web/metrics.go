package web

import (
	"fmt"
	"io"
	"runtime"
	"sync/atomic"
	"time"
)

// bounds are the upper edges of the latency histogram, in milliseconds.
var bounds = [...]int64{5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000}

// metrics counts answers; it names neither people nor addresses.
type metrics struct {
	byClass [6]atomic.Int64 // 1xx … 5xx
	buckets [len(bounds) + 1]atomic.Int64
	micros  atomic.Int64
}

func (m *metrics) observe(status int, took time.Duration) {
	m.byClass[min(max(status/100, 0), 5)].Add(1)
	i := 0
	for i < len(bounds) && took.Milliseconds() > bounds[i] {
		i++
	}
	m.buckets[i].Add(1)
	m.micros.Add(took.Microseconds())
}

// WriteMetrics writes the counters in the text format that Prometheus reads.
func (s *Site) WriteMetrics(w io.Writer) error {
	m := &s.metrics
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	p := &printer{w: w}
	p.line("# TYPE radar_http_answers_total counter")
	for class := 1; class < len(m.byClass); class++ {
		p.line("radar_http_answers_total{class=\"%dxx\"} %d", class, m.byClass[class].Load())
	}
	p.line("# TYPE radar_http_seconds histogram")
	sum := int64(0)
	for i := range m.buckets {
		sum += m.buckets[i].Load()
		le := "+Inf"
		if i < len(bounds) {
			le = fmt.Sprintf("%g", float64(bounds[i])/1000)
		}
		p.line("radar_http_seconds_bucket{le=%q} %d", le, sum)
	}
	p.line("radar_http_seconds_sum %g", float64(m.micros.Load())/1e6)
	p.line("radar_http_seconds_count %d", sum)
	p.line("# TYPE radar_goroutines gauge\nradar_goroutines %d", runtime.NumGoroutine())
	p.line("# TYPE radar_heap_bytes gauge\nradar_heap_bytes %d", mem.HeapAlloc)
	return p.err
}

type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}
