package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/rangeserver"
)

// demoScenario is the exercise that the demo's teams find open.
const demoScenario = "blue-lantern"

// demo seeds people, pilot and runs, and hands out one-time sign-in addresses:
// into a file that only this account reads, and onto standard output.
func demo(ctx context.Context, cfg *serveConfig, room *classroom.Room, runs *exercise.Room, rg *rangeserver.Range, log *slog.Logger, out io.Writer) error {
	accounts, err := room.SeedDemo(ctx, time.Now())
	if err != nil {
		return err
	}
	if err := writeAccounts(cfg.accounts(), accounts); err != nil {
		return err
	}
	last := ""
	progress := func(team training.TeamID, surface string, done, of int) {
		if step := string(team) + " " + surface; step != last {
			last = step
			log.Info("simulating the demo's exercise", "team", team, "surface", surface, "done", done, "of", of)
		}
	}
	err = runs.SeedDemo(ctx, "ro", classroom.DemoPilot, demoScenario, []training.TeamID{"team-a", "team-b"}, progress)
	if err != nil {
		return err
	}
	printRange(out, rg)
	fmt.Fprintf(out, "accounts %s\n", cfg.accounts())
	for _, a := range accounts {
		name := "sign-in/" + string(a.Site) + "/" + string(a.Role)
		if a.Team != "" {
			name += "/" + string(a.Team)
		}
		fmt.Fprintf(out, "%s %s\n", name, a.SigninURL)
	}
	return nil
}

// writeAccounts replaces the file as a whole, readable by this account alone.
func writeAccounts(file string, accounts []classroom.DemoAccount) error {
	b, err := json.MarshalIndent(accounts, "", "  ")
	if err != nil {
		return fmt.Errorf("demo accounts: %w", err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), ".demo-accounts-*") // 0600
	if err != nil {
		return fmt.Errorf("demo accounts: %w", err)
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // gone already when all went well
	if _, err := tmp.Write(append(b, '\n')); err != nil {
		_ = tmp.Close() // the first error says more
		return fmt.Errorf("demo accounts: %w", err)
	}
	if err := tmp.Close(); err != nil {
		return fmt.Errorf("demo accounts: %w", err)
	}
	if err := os.Rename(tmp.Name(), file); err != nil {
		return fmt.Errorf("demo accounts: %w", err)
	}
	return nil
}

// openRange starts the range without teams; package exercise adds each team when
// its run starts. Without --range there is none.
// The state folder is this program's own until the second value is closed.
func openRange(ctx context.Context, cfg *serveConfig, log *slog.Logger) (*rangeserver.Range, io.Closer, error) {
	if !cfg.withRange {
		return nil, nil, nil
	}
	state := exercise.StateDir(cfg.data)
	if err := os.MkdirAll(state, 0o700); err != nil {
		return nil, nil, fmt.Errorf("state of the range: %w", err)
	}
	claim, err := exercise.ClaimState(state)
	if err != nil {
		return nil, nil, fmt.Errorf("--range: %w", err)
	}
	rg, err := rangeserver.Start(ctx, rangeserver.Config{Bind: cfg.rangeBind, State: state, Now: time.Now, Log: log})
	if err != nil {
		closing(claim)
		return nil, nil, err
	}
	return rg, claim, nil
}

// printRange writes a line "name url" for each protocol of each team. The many
// websites are left to range.json and the teams' tool pages: the proxy opens all.
func printRange(out io.Writer, rg *rangeserver.Range) {
	if rg == nil {
		return
	}
	for _, team := range rg.Teams() {
		if ends, ok := rg.Endpoints(team); ok {
			ends.Sites = nil
			printEndpoints(out, team, ends)
		}
	}
}
