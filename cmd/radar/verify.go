package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/simulator/verify"
)

// cmdVerify reads a dataset anew, or the audit chain of a database.
func cmdVerify(ctx context.Context, args []string, std stdio) error {
	fs := newFlags("verify", std)
	key := fs.String("key", "", "age identity `file`, or a released truth: checks the sealed facts too")
	reveal := fs.Bool("reveal", false, "print every fact with its way to the root; wants --key")
	whose := fs.String("whose", "", "leaked `file`: say whose watermarks it bears; several dataset folders may be given")
	var db string
	fs.Var((*dbAddress)(&db), "db", "database `address` of \"radar verify audit\"")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if *whose != "" {
		return verifyWhose(ctx, rest, *whose, std)
	}
	dir, err := oneArg(rest, "dataset folder, or the word audit")
	if err != nil {
		return err
	}
	if dir == "audit" && db != "" {
		return verifyAudit(ctx, db, std)
	}
	if _, err := os.Stat(dir); err != nil {
		if dir == "audit" {
			return misuse("audit wants --db sqlite:FILE or postgres://…")
		}
		return misuse("%v", err)
	}
	var opt verify.Options
	if *key != "" {
		if opt.Key, err = os.ReadFile(*key); err != nil {
			return fmt.Errorf("--key: %w", err)
		}
		if len(opt.Key) == 0 {
			return fmt.Errorf("--key: %s is empty", *key)
		}
	} else if *reveal {
		return misuse("--reveal wants --key FILE: the truth is sealed")
	}
	return verifyDataset(ctx, dir, opt, *reveal, std)
}

func verifyDataset(ctx context.Context, dir string, opt verify.Options, reveal bool, std stdio) error {
	r, err := verify.Dataset(ctx, dir, opt)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(std.out)
	if reveal {
		for _, f := range r.Facts {
			fmt.Fprintf(out, "proved %s %s\n", f.ID, f.Fact)
			for _, step := range f.Path {
				fmt.Fprintf(out, "  %s %s\n", step[:1], step[1:])
			}
		}
	}
	for _, f := range r.Faults {
		fmt.Fprintln(out, f)
	}
	if r.Whole() {
		fmt.Fprintf(out, "verified %d files, truth_root %s\n", r.Files, r.TruthRoot)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if !r.Whole() {
		return errReported
	}
	return nil
}

// verifyWhose prints a line a dataset that the file may come from, the likeliest
// first; that it surely comes from none is a fault.
func verifyWhose(ctx context.Context, dirs []string, file string, std stdio) error {
	if len(dirs) == 0 {
		return misuse("--whose wants the dataset folders that FILE may come from")
	}
	found, err := verify.Whose(ctx, dirs, file)
	if err != nil {
		return err
	}
	traced := false
	for _, b := range found {
		sure := "weak"
		if b.Sure {
			sure, traced = "sure", true
		}
		shown := b.Watermarks[:min(len(b.Watermarks), 5)]
		if _, err := fmt.Fprintf(std.out, "whose %s/%s %s %s %d watermarks: %s\n", b.Scenario, b.Variant, b.Dir, sure, len(b.Watermarks), strings.Join(shown, " ")); err != nil {
			return err
		}
	}
	if !traced {
		fmt.Fprintf(std.out, "whose none: %s cannot be traced to any of the %d datasets\n", file, len(dirs))
		return errReported
	}
	return nil
}

// verifyAudit walks the audit chain of a database.
func verifyAudit(ctx context.Context, address string, std stdio) error {
	s, err := store.Open(ctx, address, store.Options{})
	if err != nil {
		return err
	}
	rows, head, err := s.VerifyAudit(ctx)
	if cerr := s.Close(); err == nil && cerr != nil {
		return cerr
	}
	var broken *store.ChainError
	if errors.As(err, &broken) {
		fmt.Fprintf(std.out, "bad audit %v\n", broken)
		return errReported
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "verified %d rows, head %s\n", rows, head)
	return nil
}
