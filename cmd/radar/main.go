// Command radar is OSINT RADAR Academy: it serves the training site, simulates
// the synthetic worlds, serves them to real tools, verifies and scores.
//
// Each subcommand lives in a file of its own name. Results go to stdout,
// diagnostics through log/slog to stderr. Exit codes: 0 done, 1 failed, 2 misused.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], stdio{in: os.Stdin, out: os.Stdout, err: os.Stderr})
	stop()
	os.Exit(code)
}

// stdio is what a subcommand may read and write; tests hand in buffers.
type stdio struct {
	in  io.Reader
	out io.Writer // results
	err io.Writer // diagnostics
}

// usageError is misuse of the command line: exit code 2.
type usageError struct{ msg string }

func (e usageError) Error() string { return e.msg }

func misuse(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// errReported is a failure whose reasons are already on stdout: exit code 1, no further message.
var errReported = errors.New("reported")

// command is one row of the table that "radar help" prints.
type command struct {
	name, synopsis string
	run            func(ctx context.Context, args []string, std stdio) error
}

func commands() []command {
	return []command{
		{"backup", "save the database and its files to one archive", cmdBackup},
		{"check", "lint courses, handbook and scenarios: file:line: message", cmdCheck},
		{"migrate", "bring the schema of the database forward", cmdMigrate},
		{"new", "scaffold a lesson or a question", cmdNew},
		{"pilot", "create a pilot, import its people, open an exercise for a team", cmdPilot},
		{"range", "serve datasets over their real protocols", cmdRange},
		{"restore", "load an archive into an empty database", cmdRestore},
		{"score", "score a submission offline, JSON on stdout", cmdScore},
		{"serve", "serve the site, and with --range its range", cmdServe},
		{"simulate", "write the dataset of a scenario for one team", cmdSimulate},
		{"user", "let people in, reset and list them", cmdUser},
		{"verify", "re-derive every digest, reference and rule of a dataset; prove the audit chain", cmdVerify},
		{"version", "print the version and the Go release it was built with", cmdVersion},
	}
}

func run(ctx context.Context, args []string, std stdio) int {
	log := slog.New(slog.NewTextHandler(std.err, nil))
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		printHelp(std.out)
		if len(args) == 0 {
			return 2
		}
		return 0
	}
	for _, c := range commands() {
		if c.name != args[0] {
			continue
		}
		err := c.run(ctx, args[1:], std)
		var misused usageError
		switch {
		case err == nil, errors.Is(err, errHelp):
			return 0
		case errors.Is(err, errReported):
			return 1
		case errors.As(err, &misused):
			fmt.Fprintf(std.err, "radar %s: %s\nTry: radar %s -h\n", c.name, misused.msg, c.name)
			return 2
		default:
			log.Error("radar "+c.name, "err", err)
			return 1
		}
	}
	fmt.Fprintf(std.err, "radar: there is no command %q; \"radar help\" lists them\n", args[0])
	return 2
}

func printHelp(w io.Writer) {
	fmt.Fprint(w, "radar: OSINT RADAR Academy\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-10s %s\n", c.name, c.synopsis)
	}
	fmt.Fprint(w, "\n\"radar COMMAND -h\" shows the flags of a command; each is also an environment variable, RADAR_NAME.\n")
}
