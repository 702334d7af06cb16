package store

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/osint-radar/academy/internal/training"
)

// Manifest is the last entry of a backup archive, manifest.json: a ZIP file of
// tables/<name>.jsonl, one row a line, and data/… for the files of the data
// folder. It says what must be there and what its digests are.
type Manifest struct {
	Format  int       `json:"format"` // 1
	Schema  int64     `json:"schema"`
	Created time.Time `json:"created"`
	Tables  []Part    `json:"tables"`
	Files   []Part    `json:"files"`
	Audit   struct {
		Rows int64  `json:"rows"`
		Head string `json:"head"`
	} `json:"audit"`
}

// Part is one entry of an archive.
type Part struct {
	Name   string `json:"name"`
	Rows   int    `json:"rows,omitempty"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Backup writes everything there is, as of one moment, to a new file, and with
// data also the files of that folder. The archive is the same whatever the
// engine, so it may be restored to the other. It holds people's names and the
// hashes of their passphrases: the file's mode is 0600, and it wants encrypting
// before it leaves the machine. On any error nothing is left behind. The audit
// chain is verified first: a backup of a damaged one would hide the damage.
func (s *Store) Backup(ctx context.Context, file, data string, now time.Time) (m Manifest, err error) {
	if _, err := os.Lstat(file); err == nil {
		return m, training.Conflict(file + " is there already; a backup never overwrites")
	}
	if m.Audit.Rows, m.Audit.Head, err = s.VerifyAudit(ctx); err != nil {
		return m, err
	}
	out, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+".part-*")
	if err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	defer func() {
		if err != nil {
			_ = out.Close()           // the first error says more
			_ = os.Remove(out.Name()) // likewise
		}
	}()
	m.Format, m.Created = 1, training.Instant(now)
	z := zip.NewWriter(out)
	if err := s.writeTables(ctx, z, &m); err != nil {
		return m, err
	}
	if data != "" {
		if err := writeFiles(ctx, z, data, &m); err != nil {
			return m, err
		}
	}
	w, err := z.Create("manifest.json")
	if err != nil {
		return m, err
	}
	if err := json.NewEncoder(w).Encode(m); err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	if err := z.Close(); err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	if err := out.Sync(); err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	if err := out.Close(); err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	return m, os.Rename(out.Name(), file)
}

// writeTables reads all tables in one transaction, which sees one moment.
func (s *Store) writeTables(ctx context.Context, z *zip.Writer, m *Manifest) error {
	tx, err := s.reader.BeginTxx(ctx, s.d.snapshot)
	if err != nil {
		return failed(err, "begin a backup")
	}
	defer func() { _ = tx.Rollback() }() // it only read
	q := queries{q: tx, d: s.d}
	if s.d.patience != "" {
		if _, err := tx.ExecContext(ctx, s.d.patience); err != nil {
			return failed(err, "begin a backup")
		}
	}
	if err := q.complete(ctx); err != nil {
		return err
	}
	if m.Schema, err = s.Version(ctx); err != nil {
		return err
	}
	for _, t := range tables() {
		w, err := z.CreateHeader(&zip.FileHeader{Name: "tables/" + t.name + ".jsonl", Method: zip.Deflate, Modified: m.Created})
		if err != nil {
			return fmt.Errorf("backup: %w", err)
		}
		c := counting(w)
		rows, err := t.dump(ctx, q, c)
		if err != nil {
			return err
		}
		m.Tables = append(m.Tables, c.part(t.name, rows))
	}
	// The chain may have grown between its verification and this moment.
	head, err := all[headRow](ctx, q, "audit head", "SELECT id, seq, row_hash FROM audit_head")
	if err == nil && len(head) == 1 {
		m.Audit.Rows, m.Audit.Head = head[0].Seq, head[0].Hash
	}
	return err
}

// writeFiles adds a folder's files, but for what was still on its way in.
func writeFiles(ctx context.Context, z *zip.Writer, data string, m *Manifest) error {
	root, err := os.OpenRoot(data)
	if err != nil {
		return fmt.Errorf("backup: data folder: %w", err)
	}
	defer func() { _ = root.Close() }() // it only read
	return fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if name == "incoming" {
			return fs.SkipDir
		}
		if !d.Type().IsRegular() {
			return nil
		}
		in, err := root.Open(name)
		if err != nil {
			return err
		}
		defer func() { _ = in.Close() }() // it only read
		w, err := z.CreateHeader(&zip.FileHeader{Name: "data/" + name, Method: zip.Deflate, Modified: m.Created})
		if err != nil {
			return err
		}
		c := counting(w)
		if _, err := io.Copy(c, in); err != nil {
			return fmt.Errorf("backup: %s: %w", name, err)
		}
		m.Files = append(m.Files, c.part(name, 0))
		return nil
	})
}

// counter measures what goes through it.
type counter struct {
	w   io.Writer
	sum hash.Hash
	n   int64
}

func counting(w io.Writer) *counter { return &counter{w: w, sum: sha256.New()} }

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.sum.Write(b[:n])
	c.n += int64(n)
	return n, err
}

func (c *counter) part(name string, rows int) Part {
	return Part{Name: name, Rows: rows, Bytes: c.n, SHA256: hex.EncodeToString(c.sum.Sum(nil))}
}
