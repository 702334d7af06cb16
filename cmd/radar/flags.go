package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
)

// newFlags makes a flag set whose defaults may come from the environment:
// --truth-key reads RADAR_TRUTH_KEY. Call parse with it, not Parse.
func newFlags(name string, std stdio) *flag.FlagSet {
	fs := flag.NewFlagSet("radar "+name, flag.ContinueOnError)
	fs.SetOutput(std.err)
	return fs
}

// errHelp says that help was asked for and printed; it exits 0.
var errHelp = flag.ErrHelp

// parse reads the environment, then args, and returns what is left over.
// Flags may stand before and after the positional arguments.
func parse(fs *flag.FlagSet, args []string) ([]string, error) {
	var bad error
	fs.VisitAll(func(f *flag.Flag) {
		env := "RADAR_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		if v, ok := os.LookupEnv(env); ok {
			if err := f.Value.Set(v); err != nil {
				bad = misuse("%s=%q: %v", env, v, err)
			}
		}
	})
	if bad != nil {
		return nil, bad
	}
	var rest []string
	for {
		if err := fs.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, errHelp
			}
			return nil, misuse("%v", err)
		}
		left := fs.Args()
		if len(left) == 0 {
			return rest, nil
		}
		rest, args = append(rest, left[0]), left[1:]
	}
}

// oneArg wants exactly one positional argument, called what in the message.
func oneArg(rest []string, what string) (string, error) {
	if len(rest) != 1 {
		return "", misuse("wants one %s, got %d: %s", what, len(rest), fmt.Sprint(rest))
	}
	return rest[0], nil
}
