// Package goal is for benchmarks alone: what a process has used, and figures
// beside what they should be. "make bench" prints them, a line each:
//
//	met     rows to discard, M/s           4.91  goal ≥ 4
//	missed  digest's share                 0.30  goal ≤ 0.25
package goal

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// CPU is what the process has used of the processors; other work on the machine
// does not count.
func CPU(tb testing.TB) time.Duration {
	tb.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Resident is the peak resident memory of the process, bytes (proc(5)).
func Resident(tb testing.TB) int64 {
	tb.Helper()
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		tb.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if kb, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, err := strconv.ParseInt(strings.Fields(kb)[0], 10, 64)
			if err != nil {
				tb.Fatal(err)
			}
			return n * 1024
		}
	}
	tb.Fatal("no VmHWM")
	return 0
}

// AtLeast prints a figure that should not be smaller.
func AtLeast(tb testing.TB, what string, got, want float64) {
	tb.Helper()
	say(tb, what, got, got >= want, "≥", want)
}

// AtMost prints a figure that should not be larger.
func AtMost(tb testing.TB, what string, got, want float64) {
	tb.Helper()
	say(tb, what, got, got <= want, "≤", want)
}

// say prints to standard output, where a benchmark's log is cut after ten lines.
func say(tb testing.TB, what string, got float64, met bool, sign string, want float64) {
	tb.Helper()
	verdict := "missed"
	if met {
		verdict = "met"
	}
	if _, err := fmt.Fprintf(os.Stdout, "%-7s %-52s %10.3f  goal %s %g\n", verdict, what, got, sign, want); err != nil {
		tb.Error(err)
	}
}
