package store

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/osint-radar/academy/internal/training"
)

// ReadManifest opens an archive, checks every digest in it and returns its
// manifest. A damaged, cut off or foreign file is [training.ErrInvalid].
func ReadManifest(file string) (Manifest, error) {
	z, err := zip.OpenReader(file)
	if err != nil {
		if errors.Is(err, zip.ErrFormat) {
			return Manifest{}, training.Invalid("backup", file+" is not a whole backup archive", "a file that radar backup wrote")
		}
		return Manifest{}, fmt.Errorf("backup: %w", err)
	}
	defer func() { _ = z.Close() }() // it only read
	return checkArchive(file, &z.Reader)
}

func checkArchive(file string, z *zip.Reader) (m Manifest, err error) {
	bad := func(format string, args ...any) (Manifest, error) {
		return m, training.Invalid("backup", file+": "+fmt.Sprintf(format, args...), "a file that radar backup wrote, whole")
	}
	f, err := z.Open("manifest.json")
	if err != nil {
		return bad("it has no manifest.json")
	}
	err = json.NewDecoder(io.LimitReader(f, 64<<20)).Decode(&m)
	_ = f.Close() // it only read
	if err != nil || m.Format != 1 {
		return bad("its manifest is not of format 1")
	}
	parts := map[string]Part{}
	for _, p := range m.Tables {
		parts["tables/"+p.Name+".jsonl"] = p
	}
	for _, p := range m.Files {
		parts["data/"+p.Name] = p
	}
	for _, f := range z.File {
		p, ok := parts[f.Name]
		if !ok {
			if f.Name != "manifest.json" {
				return bad("%q is not in the manifest", f.Name)
			}
			continue
		}
		delete(parts, f.Name)
		r, err := f.Open()
		if err != nil {
			return bad("%s: %v", f.Name, err)
		}
		c := counting(io.Discard)
		_, err = io.Copy(c, io.LimitReader(r, p.Bytes+1))
		_ = r.Close() // it only read
		if got := c.part(p.Name, p.Rows); err != nil || got != p {
			return bad("%s is not as it was written", f.Name)
		}
	}
	for name := range parts {
		return bad("%s is missing", name)
	}
	return m, nil
}

// Restore puts an archive's content into the database at an address, and its
// files into the data folder (if one is given), all of it or nothing. A database
// that holds anything is left alone ([training.ErrConflict]) unless force is
// set; then what it held is gone. The audit chain must verify afterwards and end
// as the manifest says.
func Restore(ctx context.Context, address, file, data string, force bool) (Manifest, error) {
	z, err := zip.OpenReader(file)
	if err != nil {
		if errors.Is(err, zip.ErrFormat) {
			return Manifest{}, training.Invalid("backup", file+" is not a whole backup archive", "a file that radar backup wrote")
		}
		return Manifest{}, fmt.Errorf("restore: %w", err)
	}
	defer func() { _ = z.Close() }() // it only read
	m, err := checkArchive(file, &z.Reader)
	if err != nil {
		return m, err
	}
	if len(m.Files) > 0 && data == "" {
		return m, training.Invalid("data", "is not given, and the archive holds files", "the folder for captures and datasets")
	}
	if path := File(address); path != "" {
		return m, restoreFile(ctx, path, &z.Reader, m, data, force)
	}
	s, err := Open(ctx, address, Options{Migrate: true})
	if err != nil {
		return m, err
	}
	defer func() { _ = s.Close() }() // what counts was committed, or not
	return m, s.fill(ctx, &z.Reader, m, data, force)
}

// restoreFile fills a new file beside the old one and then takes its place.
func restoreFile(ctx context.Context, path string, z *zip.Reader, m Manifest, data string, force bool) (err error) {
	if st, err := os.Stat(path); err == nil && st.Size() > 0 {
		if !force {
			if err := empty(ctx, fileAddress(path)); err != nil {
				return err
			}
		}
		if err := release(ctx, path); err != nil {
			return err
		}
	}
	dir, err := os.MkdirTemp(filepath.Dir(path), "."+filepath.Base(path)+".restore-*")
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	fresh := filepath.Join(dir, "db")
	s, err := Open(ctx, fileAddress(fresh), Options{Migrate: true})
	if err != nil {
		return err
	}
	if err := errors.Join(s.fill(ctx, z, m, data, false), s.Close(), release(ctx, fresh)); err != nil {
		return err
	}
	return os.Rename(fresh, path)
}

// empty refuses a database that holds anything.
func empty(ctx context.Context, address string) error {
	s, err := Open(ctx, address, Options{Migrate: true})
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }() // it only read
	return s.nothing(ctx)
}

func (q queries) nothing(ctx context.Context) error {
	for _, t := range tables() {
		n, err := one[int](ctx, q, t.name, "SELECT COUNT(*) FROM "+t.name)
		if err != nil {
			return err
		}
		if n > 0 {
			return training.Conflict(fmt.Sprintf("the database is not empty (%s has %d rows); --force replaces all of it", t.name, n))
		}
	}
	return nil
}

// fill loads an archive in one transaction.
func (s *Store) fill(ctx context.Context, z *zip.Reader, m Manifest, data string, force bool) error {
	have, err := s.Version(ctx)
	if err != nil {
		return err
	}
	if m.Schema > have {
		return training.Invalid("backup", fmt.Sprintf("is of schema version %d, and this program knows %d", m.Schema, have), "the program that wrote it, or a newer one")
	}
	err = s.InTx(ctx, func(tx *Tx) error {
		if s.d.patience != "" {
			if _, err := tx.exec(ctx, "begin", s.d.patience); err != nil {
				return err
			}
		}
		if force && s.d.clear != "" {
			var names []string
			for _, t := range tables() {
				names = append(names, t.name)
			}
			if _, err := tx.exec(ctx, "clear the database", fmt.Sprintf(s.d.clear, strings.Join(names, ", "))); err != nil {
				return err
			}
		}
		if err := tx.nothing(ctx); err != nil {
			return err
		}
		for _, t := range tables() {
			if err := tx.fillTable(ctx, t, z, m); err != nil {
				return fmt.Errorf("restore: %w", err)
			}
		}
		rows, head, err := tx.verifyAudit(ctx)
		if err == nil && (rows != m.Audit.Rows || head != m.Audit.Head) {
			err = &ChainError{"audit", "", rows, "is the last one, and the manifest says otherwise"}
		}
		if err != nil {
			return err
		}
		return restoreFiles(z, m, data)
	})
	return err
}

func (t *Tx) fillTable(ctx context.Context, tab table, z *zip.Reader, m Manifest) error {
	want := -1
	for _, p := range m.Tables {
		if p.Name == tab.name {
			want = p.Rows
		}
	}
	if want < 0 {
		return nil // a table that came after the archive
	}
	f, err := z.Open("tables/" + tab.name + ".jsonl")
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it only read
	rows, err := tab.load(ctx, t, f)
	if err == nil && rows != want {
		err = training.Invalid("backup", fmt.Sprintf("%s has %d rows, the manifest says %d", tab.name, rows, want), "a whole archive")
	}
	return err
}

// restoreFiles writes the archive's files below the data folder, each one whole
// before it gets its name; [os.Root] keeps them there.
func restoreFiles(z *zip.Reader, m Manifest, data string) error {
	if len(m.Files) == 0 {
		return nil
	}
	if err := os.MkdirAll(data, 0o700); err != nil {
		return fmt.Errorf("restore: data folder: %w", err)
	}
	root, err := os.OpenRoot(data)
	if err != nil {
		return fmt.Errorf("restore: data folder: %w", err)
	}
	defer func() { _ = root.Close() }() // every file was closed by itself
	for _, p := range m.Files {
		if err := restoreOne(root, z, p); err != nil {
			return fmt.Errorf("restore: %s: %w", p.Name, err)
		}
	}
	return nil
}

func restoreOne(root *os.Root, z *zip.Reader, p Part) error {
	f, err := z.Open("data/" + p.Name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it only read
	if dir := filepath.Dir(p.Name); dir != "." {
		if err := root.MkdirAll(dir, 0o700); err != nil {
			return err
		}
	}
	part := p.Name + ".part"
	out, err := root.OpenFile(part, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, f)
	if err := errors.Join(err, out.Close()); err != nil {
		return errors.Join(err, root.Remove(part))
	}
	return root.Rename(part, p.Name)
}
