package rangeserver

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
	"unicode/utf8"

	"github.com/osint-radar/academy/simulator/dataset"
)

// maxLine is the longest line of JSON that a dataset may hold.
const maxLine = 4 << 20

// readManifest opens a dataset and sees that each file the manifest names is
// there in full length; of lined files readLines says where they end.
func readManifest(dir string) (*dataset.Manifest, error) {
	d, err := dataset.Open(dir)
	if err != nil {
		return nil, err
	}
	m := &d.Manifest
	path := filepath.Join(dir, dataset.ManifestFile)
	if m.Clock.End.Before(m.Clock.Start) || m.Clock.Start.IsZero() {
		return nil, fmt.Errorf("%s: the clock runs from %s to %s; right is a start and a later end", path, m.Clock.Start.Format(time.RFC3339), m.Clock.End.Format(time.RFC3339))
	}
	for _, f := range m.Files {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) {
			return nil, fmt.Errorf("%s: file %q lies outside the dataset", path, f.Path)
		}
		full := filepath.Join(dir, filepath.FromSlash(f.Path))
		st, err := os.Stat(full)
		if err != nil {
			return nil, fmt.Errorf("%s: the manifest names it, but it cannot be read: %w", full, err)
		}
		if st.Size() != f.Bytes && !lined(f.Path) {
			return nil, fmt.Errorf("%s: has %d bytes, the manifest says %d; copy the dataset again", full, st.Size(), f.Bytes)
		}
	}
	return m, nil
}

func lined(path string) bool { return filepath.Ext(path) == ".jsonl" }

// readLines decodes a JSON Lines file of the dataset, one row at a time. A
// file that the manifest does not name has no rows. Every complaint names the
// file and the line.
func readLines[T any](dir string, m *dataset.Manifest, path string, row func(T) error) error {
	return readRows(dir, m, path, func(line []byte) (v T, err error) {
		err = json.Unmarshal(line, &v)
		return v, err
	}, row)
}

// readRows is readLines with a reading of its own.
func readRows[T any](dir string, m *dataset.Manifest, path string, read func(line []byte) (T, error), row func(T) error) error {
	for _, info := range m.Files {
		if info.Path != path {
			continue
		}
		full := filepath.Join(dir, filepath.FromSlash(path))
		f, err := os.Open(full)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		h := sha256.New()
		lines, size, err := eachLine(io.TeeReader(f, h), func(line []byte) error {
			if !utf8.Valid(line) {
				return errors.New("broken UTF-8")
			}
			v, err := read(line)
			if err != nil {
				return fmt.Errorf("not a whole record: %w", err)
			}
			return row(v)
		})
		if err != nil {
			return fmt.Errorf("%s:%d: %w", full, lines+1, err)
		}
		switch {
		case size < info.Bytes:
			return fmt.Errorf("%s:%d: the file ends here after %d of %d bytes: it was cut off; copy the dataset again", full, lines, size, info.Bytes)
		case size != info.Bytes || info.SHA256 != hex.EncodeToString(h.Sum(nil)):
			return fmt.Errorf("%s: is not the file that the manifest names (digest differs); radar verify says more", full)
		case int64(lines) != info.Records:
			return fmt.Errorf("%s:%d: %d records, the manifest says %d", full, lines, lines, info.Records)
		}
	}
	return nil
}

// eachLine calls fn with the bytes of each line. It returns how many lines were
// read and taken, and how many bytes; an error is about the line after those.
func eachLine(r io.Reader, fn func(line []byte) error) (lines int, size int64, err error) {
	br := bufio.NewReaderSize(r, 1<<16)
	var long []byte
	for {
		part, err := br.ReadSlice('\n')
		size += int64(len(part))
		if errors.Is(err, bufio.ErrBufferFull) {
			if long = append(long, part...); len(long) > maxLine {
				return lines, size, fmt.Errorf("longer than %d bytes", maxLine)
			}
			continue
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return lines, size, err
		}
		line := part
		if len(long) > 0 {
			long = append(long, part...)
			line, long = long, nil
		}
		if len(line) == 0 {
			return lines, size, nil
		}
		if line[len(line)-1] != '\n' {
			return lines, size, errors.New("the line has no end: the file was cut off")
		}
		if err := fn(line); err != nil {
			return lines, size, err
		}
		lines++
	}
}
