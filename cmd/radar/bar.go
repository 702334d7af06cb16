package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
)

// bar shows progress: one moving line on a terminal, plain lines elsewhere.
// Rows and bytes are shown where something is counted.
type bar struct {
	w        io.Writer
	terminal bool
	since    time.Time
	stop     chan struct{}

	mu       sync.Mutex
	count    *dataset.Count
	name     string
	done, of int
}

const barWidth = 30

func newBar(w io.Writer) *bar {
	b := &bar{w: w, since: time.Now(), stop: make(chan struct{})}
	if f, ok := w.(*os.File); ok {
		if st, err := f.Stat(); err == nil {
			b.terminal = st.Mode()&os.ModeCharDevice != 0
		}
	}
	return b
}

// watch is told where rows and bytes are counted; a terminal then sees them move.
func (b *bar) watch(c *dataset.Count) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.count = c
	if !b.terminal {
		return
	}
	go func() {
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-b.stop:
				return
			case <-tick.C:
				b.mu.Lock()
				b.draw()
				b.mu.Unlock()
			}
		}
	}()
}

func (b *bar) step(name string, done, of int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	next := b.name != name || done == of
	b.name, b.done, b.of = name, done, of
	switch {
	case b.terminal:
		b.draw()
	case next: // a line a surface, not one for each of its parts
		_, _ = fmt.Fprintf(b.w, "%d/%d %s, %s\n", done, of, name, b.figures())
	}
}

func (b *bar) draw() {
	full := 0
	if b.of > 0 {
		full = barWidth * b.done / b.of
	}
	_, _ = fmt.Fprintf(b.w, "\r\x1b[K[%s%s] %d/%d %s, %s", strings.Repeat("#", full), strings.Repeat(".", barWidth-full), b.done, b.of, b.name, b.figures())
}

// figures are the time taken, rows, megabytes a second, and about how long it
// will be if the parts that are left take as long as those before.
func (b *bar) figures() string {
	took := time.Since(b.since)
	out := took.Round(100 * time.Millisecond).String()
	if b.count != nil {
		rows, bytes := b.count.Records.Load(), b.count.Bytes.Load()
		out += fmt.Sprintf(", %d rows, %.1f MB/s", rows, float64(bytes)/1e6/max(took.Seconds(), 1e-3))
	}
	if b.done > 0 && b.done < b.of {
		left := took * time.Duration(b.of-b.done) / time.Duration(b.done)
		out += fmt.Sprintf(", about %s left", left.Round(time.Second))
	}
	return out
}

func (b *bar) end() {
	close(b.stop)
	if b.terminal {
		_, _ = fmt.Fprint(b.w, "\r\x1b[K")
	}
}
