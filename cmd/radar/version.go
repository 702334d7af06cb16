package main

import (
	"context"
	"fmt"
	"runtime"

	"github.com/osint-radar/academy/simulator"
)

func cmdVersion(_ context.Context, args []string, std stdio) error {
	fs := newFlags("version", std)
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return misuse("wants no arguments, got %q", rest)
	}
	fmt.Fprintf(std.out, "radar %s (simulator %s, %s)\n", version, simulator.Version, runtime.Version())
	return nil
}

// version is the release of the program; the simulator has its own, because it names a dataset format.
const version = "0.1.0"
