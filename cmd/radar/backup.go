package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/osint-radar/academy/internal/store"
)

func cmdBackup(ctx context.Context, args []string, std stdio) error {
	fs := newFlags("backup", std)
	db := dbFlag(fs)
	data := fs.String("data", "", "`folder` of datasets and captures, saved too (default: radar-data beside the database, if it is there; - for none)")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	file, err := oneArg(rest, "file to write")
	if err != nil {
		return err
	}
	st, err := store.Open(ctx, *db, store.Options{})
	if err != nil {
		return err
	}
	folder := dataFolder(*db, *data)
	if _, err := os.Stat(folder); *data == "" && err != nil {
		folder = ""
	}
	m, err := st.Backup(ctx, file, folder, time.Now())
	if err != nil {
		_ = st.Close() // the first error says more
		return err
	}
	report(std, file, m)
	return st.Close()
}

// report says what an archive holds.
func report(std stdio, file string, m store.Manifest) {
	rows, bytes := 0, int64(0)
	for _, t := range m.Tables {
		rows += t.Rows
	}
	for _, f := range m.Files {
		bytes += f.Bytes
	}
	fmt.Fprintf(std.out, "%s: %d rows of %d tables, %d files of %d bytes, audit chain of %d entries ending %s\n",
		file, rows, len(m.Tables), len(m.Files), bytes, m.Audit.Rows, m.Audit.Head)
}
