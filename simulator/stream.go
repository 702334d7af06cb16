package simulator

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/realism"
	"github.com/osint-radar/academy/simulator/world"
)

// Stream writes a dataset as a tar archive (POSIX.1-2001) to out, file by file
// as the parts are finished: the sealed truth and the manifest come last. In a
// temporary folder lie no more than opt.Workers parts at a time, and the tables
// that the realism report reads. The archive's bytes but for the truth do not
// depend on opt.Workers; a stream cannot be resumed.
func Stream(ctx context.Context, w *world.World, out io.Writer, opt Options) (m dataset.Manifest, err error) {
	dir, err := os.MkdirTemp("", "radar-simulate-*")
	if err != nil {
		return m, fmt.Errorf("simulator: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	archive := tar.NewWriter(out)
	add := func(path string) error {
		full := filepath.Join(dir, filepath.FromSlash(path))
		f, err := os.Open(full)
		if err != nil {
			return fmt.Errorf("simulator: %w", err)
		}
		defer func() { _ = f.Close() }() // read only
		size, err := f.Seek(0, io.SeekEnd)
		if err == nil {
			_, err = f.Seek(0, io.SeekStart)
		}
		if err == nil {
			err = archive.WriteHeader(&tar.Header{Name: path, Mode: 0o644, Size: size, ModTime: w.End, Format: tar.FormatPAX})
		}
		if err == nil {
			_, err = io.Copy(archive, f)
		}
		if err == nil && !realism.Reads(path) { // it will be read once more
			err = os.Remove(full)
		}
		if err != nil {
			return fmt.Errorf("simulator: stream %s: %w", path, err)
		}
		return nil
	}
	opt.Resume, opt.release = false, func(part *dataset.Writer) error {
		for _, f := range part.Files() {
			if err := add(f.Path); err != nil {
				return err
			}
		}
		return nil
	}
	if m, err = Write(ctx, w, dir, opt); err != nil {
		return m, err
	}
	for _, path := range []string{realism.File, realism.PageFile, dataset.TruthFile, dataset.ManifestFile} {
		if err := add(path); err != nil {
			return m, err
		}
	}
	if err := archive.Close(); err != nil {
		return m, fmt.Errorf("simulator: stream: %w", err)
	}
	return m, nil
}
