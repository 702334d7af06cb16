package main

import (
	"bytes"
	"io"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
)

// TestBar runs four parts of two surfaces, a second each, on a clock of its own.
func TestBar(t *testing.T) {
	const head = "\r\x1b[K"
	for name, c := range map[string]struct {
		terminal bool
		want     string
	}{
		"a line a surface": {false, "1/4 web, 1s, 1000 rows, 3.0 MB/s, about 3s left\n" +
			"3/4 ledger, 3s, 3000 rows, 3.0 MB/s, about 1s left\n" +
			"4/4 ledger, 4s, 4000 rows, 3.0 MB/s\n"},
		"a line that moves": {true, head + "[#######.......................] 1/4 web, 1s, 1000 rows, 3.0 MB/s, about 3s left" +
			head + "[###############...............] 2/4 web, 2s, 2000 rows, 3.0 MB/s, about 2s left" +
			head + "[######################........] 3/4 ledger, 3s, 3000 rows, 3.0 MB/s, about 1s left" +
			head + "[##############################] 4/4 ledger, 4s, 4000 rows, 3.0 MB/s" + head},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var out bytes.Buffer
				b := newBar(&out)
				b.terminal = c.terminal
				var count dataset.Count
				b.count = &count
				for n, surface := range []string{"web", "web", "ledger", "ledger"} {
					time.Sleep(time.Second) // of the bubble's clock
					count.Records.Add(1000)
					count.Bytes.Add(3_000_000)
					b.step(surface, n+1, 4)
				}
				b.end()
				if out.String() != c.want {
					t.Errorf("%q\nwant %q", out.String(), c.want)
				}
			})
		})
	}
}

// Between two steps the rows move on a terminal, five times a second, until the end.
func TestBarMoves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		b := newBar(&out)
		b.terminal = true
		var count dataset.Count
		b.watch(&count)
		time.Sleep(time.Second + 100*time.Millisecond) // of the bubble's clock
		b.end()
		synctest.Wait()
		if n := bytes.Count(out.Bytes(), []byte("0 rows")); n != 5 {
			t.Errorf("drawn %d times in a second, want 5", n)
		}
	})
}

// Only a device that is looked at moves: no buffer, no file, no pipe.
func TestBarTerminal(t *testing.T) {
	file, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }() // nothing was written
	for _, w := range []io.Writer{&bytes.Buffer{}, file} {
		if newBar(w).terminal {
			t.Errorf("%T is taken for a terminal", w)
		}
	}
}
