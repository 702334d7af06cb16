// Package dataset writes and reads the folder a simulation leaves behind:
// surface files, the manifest that names and digests each of them, and the
// sealed truth.
package dataset

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/osint-radar/academy/simulator/truth"
)

// FileInfo is a row of the manifest's file list.
type FileInfo struct {
	Path    string   `json:"path"` // slash-separated, relative to the dataset
	Bytes   int64    `json:"bytes"`
	SHA256  string   `json:"sha256"`
	Surface string   `json:"surface"`
	Records int64    `json:"records"`
	Tools   []string `json:"tools"` // real tools that read it
}

// Bound is what a surface says of a thing of the world once it has written it.
type Bound struct {
	Records     []string         // "microblog/statuses.jsonl#1093", the records that show it
	Selectors   []truth.Selector // what it can be known by
	VisibleFrom int64            // Unix seconds from which all of the records are public
	TxID        string           // of a payment
	Vout        int
	AmountSat   int64
	SHA256      string // of an image's file
}

// Writer collects the files of one dataset. Safe for use by several goroutines;
// each File belongs to one.
type Writer struct {
	dir   string
	mu    sync.Mutex
	files []FileInfo
	bound map[string]Bound
}

// NewWriter writes below dir, which must exist.
func NewWriter(dir string) *Writer { return &Writer{dir: dir, bound: map[string]Bound{}} }

// File is one file being written: buffered, digested on the way.
type File struct {
	w    *Writer
	f    *os.File
	buf  *bufio.Writer
	hash hash.Hash
	info FileInfo
}

// Create starts the file at a slash-separated path below the dataset.
func (w *Writer) Create(path, surface string, tools ...string) (*File, error) {
	full := filepath.Join(w.dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	f, err := os.Create(full)
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	h := sha256.New()
	return &File{
		w: w, f: f, hash: h,
		buf:  bufio.NewWriterSize(io.MultiWriter(f, h), 1<<20),
		info: FileInfo{Path: path, Surface: surface, Tools: append([]string{}, tools...)},
	}, nil
}

// Write adds bytes that are no record of their own.
func (f *File) Write(p []byte) (int, error) {
	n, err := f.buf.Write(p)
	f.info.Bytes += int64(n)
	return n, err
}

// Record adds one record as it stands.
func (f *File) Record(p []byte) error {
	f.info.Records++
	_, err := f.Write(p)
	return err
}

// JSON adds one record as a line of JSON.
func (f *File) JSON(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("dataset: %s: %w", f.info.Path, err)
	}
	return f.Record(append(b, '\n'))
}

// Close finishes the file and enters it into the list. It returns the file's row.
func (f *File) Close() (FileInfo, error) {
	err := f.buf.Flush()
	if cerr := f.f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return FileInfo{}, fmt.Errorf("dataset: %s: %w", f.info.Path, err)
	}
	f.info.SHA256 = hex.EncodeToString(f.hash.Sum(nil))
	f.w.mu.Lock()
	defer f.w.mu.Unlock()
	f.w.files = append(f.w.files, f.info)
	return f.info, nil
}

// Put writes a whole file of one record.
func (w *Writer) Put(path, surface string, body []byte, tools ...string) (FileInfo, error) {
	f, err := w.Create(path, surface, tools...)
	if err != nil {
		return FileInfo{}, err
	}
	if err := f.Record(body); err != nil {
		return FileInfo{}, errors.Join(err, f.f.Close())
	}
	return f.Close()
}

// Bind says what a thing of the world became. Binding it again adds to it.
func (w *Writer) Bind(ref string, b Bound) {
	w.mu.Lock()
	defer w.mu.Unlock()
	old := w.bound[ref]
	b.Records = append(slices.Clone(old.Records), b.Records...)
	b.Selectors = append(slices.Clone(old.Selectors), b.Selectors...)
	b.VisibleFrom = max(b.VisibleFrom, old.VisibleFrom)
	w.bound[ref] = b
}

// Bound returns what a thing became, false if no surface showed it.
func (w *Writer) Bound(ref string) (Bound, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	b, ok := w.bound[ref]
	return b, ok
}

// Files returns the rows so far, by path.
func (w *Writer) Files() []FileInfo {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := slices.Clone(w.files)
	slices.SortFunc(out, func(a, b FileInfo) int { return strings.Compare(a.Path, b.Path) })
	return out
}
