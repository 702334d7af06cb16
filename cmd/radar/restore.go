package main

import (
	"context"

	"github.com/osint-radar/academy/internal/store"
)

func cmdRestore(ctx context.Context, args []string, std stdio) error {
	fs := newFlags("restore", std)
	db := dbFlag(fs)
	data := fs.String("data", "", "`folder` for the archive's datasets and captures (default: radar-data beside the database)")
	force := fs.Bool("force", false, "replace a database that holds something; what it held is gone")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	file, err := oneArg(rest, "file that radar backup wrote")
	if err != nil {
		return err
	}
	m, err := store.Restore(ctx, *db, file, dataFolder(*db, *data), *force)
	if err != nil {
		return err
	}
	report(std, file, m)
	return nil
}
