package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/rangeserver"
)

// cmdRange serves datasets over their real protocols until it is interrupted.
func cmdRange(ctx context.Context, args []string, std stdio) error {
	fs := newFlags("range", std)
	bind := fs.String("bind", "127.0.0.1", "`address` of ports that --ports does not name")
	ports := fs.String("ports", "", "`file` in the shape of range.json: addresses that must be had")
	state := fs.String("state", "", "`folder` for served.jsonl and range.json (default: a temporary one)")
	clock := fs.String("clock", "end", "scenario `time`: \"end\", or 2026-04-20T09:00:00Z, or that with @rate behind it")
	grants := fs.String("grant", "", "`file` of grants that open Agora-9's login to a team, a JSON list; read anew for each request (default: grants.json in the state folder)")
	toolbox := fs.String("toolbox", "", "write the tools' configuration and cards into this `folder`")
	dirs, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(dirs) == 0 {
		return misuse("wants at least one dataset folder; \"radar simulate blue-lantern\" makes one")
	}
	if net.ParseIP(*bind) == nil {
		return misuse("--bind %q is not an IP address", *bind)
	}
	if _, err := rangeserver.ParseClock(*clock, time.Now(), time.Now()); err != nil {
		return misuse("--clock: %v", err)
	}
	cfg := rangeserver.Config{Bind: *bind, Now: time.Now, Log: slog.New(slog.NewTextHandler(std.err, nil))}
	if *grants != "" {
		if _, err := os.Stat(*grants); err != nil {
			return fmt.Errorf("--grant: %w; a file with [] grants nothing yet", err)
		}
		if _, err := rangeserver.ReadGrants(*grants); err != nil {
			return err
		}
		cfg.Grants = *grants
	}
	if *ports != "" {
		if cfg.Ports, err = rangeserver.ReadPorts(*ports); err != nil {
			return err
		}
	}
	data, err := rangeserver.Open(dirs...)
	if err != nil {
		return err
	}
	for i, name := range teamNames(data) {
		cfg.Teams = append(cfg.Teams, rangeserver.Team{Name: name, Data: data[i]})
	}
	for name := range cfg.Ports.Teams {
		if !slices.ContainsFunc(cfg.Teams, func(t rangeserver.Team) bool { return t.Name == name }) {
			return fmt.Errorf("--ports names team %q, the datasets are those of %s", name, strings.Join(teamNames(data), ", "))
		}
	}
	if cfg.State, err = stateFolder(*state, std.err); err != nil {
		return err
	}
	rg, err := rangeserver.Start(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { _ = rg.Close() }() // a second Close does nothing
	for _, tm := range cfg.Teams {
		segments, err := rangeserver.ParseClock(*clock, time.Now(), tm.Data.End)
		if err != nil {
			return err
		}
		if err := rg.SetClock(tm.Name, segments); err != nil {
			return err
		}
	}
	if *toolbox != "" {
		if err := rg.WriteToolbox(*toolbox); err != nil {
			return err
		}
	}
	for _, name := range rg.Teams() {
		ends, _ := rg.Endpoints(name)
		printEndpoints(std.out, name, ends)
	}
	if _, err := fmt.Fprintln(std.out, "ready"); err != nil {
		return err // nobody reads the addresses
	}
	<-ctx.Done()
	return rg.Close()
}

// stateFolder makes the folder, or a temporary one that it names.
func stateFolder(dir string, diagnostics io.Writer) (string, error) {
	if dir == "" {
		tmp, err := os.MkdirTemp("", "radar-range-")
		if err != nil {
			return "", fmt.Errorf("state folder: %w", err)
		}
		fmt.Fprintf(diagnostics, "state is kept in %s\n", tmp)
		return tmp, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("state folder: %w", err)
	}
	return dir, nil
}

// teamNames are the datasets' variants; where two are the same, the folders' names.
func teamNames(data []*rangeserver.Dataset) []string {
	names := make([]string, len(data))
	count := map[string]int{}
	for i, d := range data {
		names[i] = d.Variant
		count[d.Variant]++
	}
	for i, d := range data {
		if count[d.Variant] > 1 || d.Variant == "" {
			names[i] = filepath.Base(filepath.Clean(d.Dir))
		}
	}
	return names
}

// printEndpoints writes a line "name url" for each address of a team.
func printEndpoints(w io.Writer, team string, e rangeserver.Endpoints) {
	for _, x := range [][2]string{
		{"http", e.HTTP},
		{"mastodon", e.Mastodon},
		{"esplora", e.Esplora},
		{"rdap", e.RDAP},
		{"electrum", e.Electrum},
		{"ethereum", e.Ethereum},
		{"dns", e.DNS},
		{"whois", e.WHOIS},
		{"ct", e.CT},
		{"pdns", e.PDNS},
	} {
		if x[1] != "" {
			fmt.Fprintf(w, "%s/%s %s\n", team, x[0], x[1])
		}
	}
	for _, host := range slices.Sorted(maps.Keys(e.Sites)) {
		fmt.Fprintf(w, "%s/%s %s\n", team, host, e.Sites[host])
	}
}
