// Package dataset writes and reads the folder a simulation leaves behind:
// surface files, the manifest that names and digests each of them, and the
// sealed truth.
package dataset

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

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
	Tx          string // of a payment of tokens on the account ledger, in place of the three
	LogIndex    int
	Amount      int64  // millionths of a dollar
	SHA256      string // of an image's file
}

// and is what two surfaces, or two parts of one, say of the same thing.
func (b Bound) and(more Bound) Bound {
	b.Records = append(slices.Clone(b.Records), more.Records...)
	b.Selectors = append(slices.Clone(b.Selectors), more.Selectors...)
	b.VisibleFrom = max(b.VisibleFrom, more.VisibleFrom)
	if more.TxID != "" {
		b.TxID, b.Vout, b.AmountSat = more.TxID, more.Vout, more.AmountSat
	}
	if more.Tx != "" {
		b.Tx, b.LogIndex, b.Amount = more.Tx, more.LogIndex, more.Amount
	}
	b.SHA256 = cmp.Or(more.SHA256, b.SHA256)
	return b
}

// Writer collects the files of one dataset, or of a part of it. Safe for use by
// several goroutines; each File belongs to one.
type Writer struct {
	dir   string
	count *Count
	idle  *buffers
	mu    sync.Mutex
	made  []string // paths of all files begun
	files []FileInfo
	bound map[string]Bound
	tally map[string][]int64
}

// Count is how much has been written so far, files that are still open included.
type Count struct{ Records, Bytes atomic.Int64 }

// NewWriter writes below dir, which must exist.
func NewWriter(dir string) *Writer {
	return &Writer{dir: dir, count: &Count{}, idle: &buffers{}, bound: map[string]Bound{}, tally: map[string][]int64{}}
}

// Part is a writer of its own into the same folder, so that what one part of a
// surface has made can be kept, or dropped, as one.
func (w *Writer) Part() *Writer {
	return &Writer{dir: w.dir, count: w.count, idle: w.idle, bound: map[string]Bound{}, tally: map[string][]int64{}}
}

// Count returns the running count of the dataset, all parts together.
func (w *Writer) Count() *Count { return w.count }

// Merge takes over what a finished part has written and bound.
func (w *Writer) Merge(part *Writer) {
	w.mu.Lock()
	w.made, w.files = append(w.made, part.made...), append(w.files, part.files...)
	w.mu.Unlock()
	for ref, b := range part.bound {
		w.Bind(ref, b)
	}
	for name, counts := range part.tally {
		w.Tally(name, counts)
	}
}

// Drop removes every file that the part has begun.
func (w *Writer) Drop() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	var bad []error
	for _, path := range w.made {
		if err := os.Remove(filepath.Join(w.dir, filepath.FromSlash(path))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			bad = append(bad, fmt.Errorf("dataset: %w", err))
		}
	}
	w.made, w.files = nil, nil
	return errors.Join(bad...)
}

// File is one file being written: buffered, digested on the way.
type File struct {
	w    *Writer
	f    *os.File
	buf  *bufio.Writer
	hash hash.Hash
	info FileInfo
	told int64 // records that the count knows of
}

// tap is below the buffer: what passes is on disk, digested and counted.
type tap struct{ *File }

func (t tap) Write(p []byte) (int, error) {
	n, err := t.f.Write(p)
	t.hash.Write(p[:n])
	t.w.count.Bytes.Add(int64(n))
	t.w.count.Records.Add(t.info.Records - t.told)
	t.told = t.info.Records
	return n, err
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
	w.mu.Lock()
	w.made = append(w.made, path)
	w.mu.Unlock()
	file := &File{
		w: w, f: f, hash: sha256.New(),
		info: FileInfo{Path: path, Surface: surface, Tools: append([]string{}, tools...)},
	}
	file.buf = w.idle.take()
	file.buf.Reset(tap{file})
	return file, nil
}

// buffers are those of files that are closed: as many as were ever open
// together. A surface of many small files would otherwise spend more on making
// them than on what goes through them.
type buffers struct {
	mu   sync.Mutex
	list []*bufio.Writer
}

func (b *buffers) take() *bufio.Writer {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := len(b.list)
	if n == 0 {
		return bufio.NewWriterSize(io.Discard, 1<<20)
	}
	buf := b.list[n-1]
	b.list = b.list[:n-1]
	return buf
}

func (b *buffers) rest(buf *bufio.Writer) {
	buf.Reset(io.Discard) // the file goes
	b.mu.Lock()
	defer b.mu.Unlock()
	b.list = append(b.list, buf)
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
	if f.buf == nil {
		return FileInfo{}, fmt.Errorf("dataset: %s: %w", f.info.Path, os.ErrClosed)
	}
	err := f.buf.Flush()
	if cerr := f.f.Close(); err == nil {
		err = cerr
	}
	f.w.idle.rest(f.buf)
	f.buf = nil
	if err != nil {
		return FileInfo{}, fmt.Errorf("dataset: %s: %w", f.info.Path, err)
	}
	f.info.SHA256 = hex.EncodeToString(f.hash.Sum(nil))
	f.w.mu.Lock()
	defer f.w.mu.Unlock()
	f.w.files = append(f.w.files, f.info)
	return f.info, nil
}

// Put writes a whole file of one record. Pictures are many and small: there is
// no buffer on the way.
func (w *Writer) Put(path, surface string, body []byte, tools ...string) (FileInfo, error) {
	full := filepath.Join(w.dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return FileInfo{}, fmt.Errorf("dataset: %w", err)
	}
	w.mu.Lock()
	w.made = append(w.made, path)
	w.mu.Unlock()
	if err := os.WriteFile(full, body, 0o666); err != nil { //nolint:gosec // as os.Create: the account's umask decides
		return FileInfo{}, fmt.Errorf("dataset: %s: %w", path, err)
	}
	sum := sha256.Sum256(body)
	info := FileInfo{
		Path: path, Surface: surface, Records: 1, Bytes: int64(len(body)), SHA256: hex.EncodeToString(sum[:]), Tools: append([]string{}, tools...),
	}
	w.count.Bytes.Add(info.Bytes)
	w.count.Records.Add(1)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.files = append(w.files, info)
	return info, nil
}

// Bind says what a thing of the world became. Binding it again adds to it.
func (w *Writer) Bind(ref string, b Bound) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.bound[ref] = w.bound[ref].and(b)
}

// Tally adds to what is counted under a name while tables are written that are
// too large to be read again: every count to that of the same place.
func (w *Writer) Tally(name string, counts []int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	sum := w.tally[name]
	if len(sum) < len(counts) {
		sum = append(sum, make([]int64, len(counts)-len(sum))...)
	}
	for i, n := range counts {
		sum[i] += n
	}
	w.tally[name] = sum
}

// Tallies returns all counts so far.
func (w *Writer) Tallies() map[string][]int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := map[string][]int64{}
	for name, counts := range w.tally {
		out[name] = slices.Clone(counts)
	}
	return out
}

// Bound returns what a thing became, false if no surface showed it.
func (w *Writer) Bound(ref string) (Bound, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	b, ok := w.bound[ref]
	return b, ok
}

// Refs names all things that surfaces have shown, in the order of letters.
func (w *Writer) Refs() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Sorted(maps.Keys(w.bound))
}

// Files returns the rows so far, by path.
func (w *Writer) Files() []FileInfo {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := slices.Clone(w.files)
	slices.SortFunc(out, func(a, b FileInfo) int { return strings.Compare(a.Path, b.Path) })
	return out
}
