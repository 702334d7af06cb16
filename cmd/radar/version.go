package main

import (
	"context"
	"fmt"
	"runtime"

	"github.com/osint-radar/academy/simulator"
)

func cmdVersion(_ context.Context, args []string, std stdio) error {
	fs := newFlags("version", std)
	if _, err := parse(fs, args); err != nil {
		return err
	}
	fmt.Fprintf(std.out, "radar %s (simulator %s, %s)\n", version, simulator.Version, runtime.Version())
	return nil
}

// version is the release of the program; the simulator has its own, because it names a dataset format.
const version = "0.1.0"
