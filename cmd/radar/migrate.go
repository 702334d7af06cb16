package main

import (
	"context"
	"fmt"

	"github.com/osint-radar/academy/internal/store"
)

func cmdMigrate(ctx context.Context, args []string, std stdio) error {
	fs := newFlags("migrate", std)
	db := dbFlag(fs)
	to := fs.Int64("to", 0, "the schema version to go to; 0 is the newest")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return misuse("wants flags only, got %q", rest)
	}
	head, err := store.Head()
	if err != nil {
		return err
	}
	if *to < 0 || *to > head { // before a mistyped number makes an empty database
		return misuse("--to is %d; right would be 0 for the newest, or at most %d", *to, head)
	}
	was, now, err := store.MigrateAt(ctx, *db, *to)
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "schema version %d, was %d\n", now, was)
	return nil
}
