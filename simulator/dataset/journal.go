package dataset

import (
	"bufio"
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// Journal is what is finished of an unfinished dataset: for every part its
// files, and what became of the things of the world in them. The second is
// secret, so every entry is sealed (AES-128-GCM) with a key of the dataset. An
// interrupted run, and the run that joins the shards of others, begin by
// reading it.
type Journal struct {
	aead  cipher.AEAD
	about []byte
	apart func(part string) bool

	mu     sync.Mutex
	f      *os.File
	size   int64
	places map[string]place // of the parts whose bounds stay here
}

// place is where an entry lies.
type place struct {
	path string
	at   int64
	n    int
}

// entry is one finished part.
type entry struct {
	Part  string             `json:"part"`
	Files []FileInfo         `json:"files"`
	Bound map[string]Bound   `json:"bound"`
	Tally map[string][]int64 `json:"tally,omitempty"`
}

// shortest is less than any entry takes, sealed and written.
const shortest = 64

// OtherWorldError says that the dataset in a folder is not the one that is asked for.
type OtherWorldError struct {
	Dir     string
	Differs []string // what of About; none where only its parts say so
}

func (e *OtherWorldError) Error() string {
	differs := strings.Join(e.Differs, "; ")
	if differs == "" {
		differs = "it was begun with another seed, another text of the scenario or another release"
	}
	return fmt.Sprintf("%s holds another dataset: %s; choose a new folder", e.Dir, differs)
}

// Journal opens the journal of one run (name: "1-of-1", "2-of-3") for writing
// and returns what all journals of the folder hold, by the name of the part.
// key seals the entries, about says which world they are of. A part whose files
// are not as its entry says is left out: it is to be written again. What the
// parts that are apart have bound is too much for memory: it stays in the
// journal, where Bound finds it.
func (w *Writer) Journal(name string, key [16]byte, about []byte, apart func(part string) bool) (*Journal, map[string]*Writer, error) {
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, nil, fmt.Errorf("dataset: journal: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, nil, fmt.Errorf("dataset: journal: %w", err)
	}
	j := &Journal{aead: aead, about: about, apart: apart, places: map[string]place{}}
	paths, err := filepath.Glob(filepath.Join(w.dir, marker, "*.journal"))
	if err != nil {
		return nil, nil, fmt.Errorf("dataset: journal: %w", err)
	}
	done := map[string]*Writer{}
	for _, path := range paths {
		if err := j.read(w, path, done); err != nil {
			return nil, nil, err
		}
	}
	if j.f, err = os.OpenFile(filepath.Join(w.dir, marker, name+".journal"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600); err != nil {
		return nil, nil, fmt.Errorf("dataset: %w", err)
	}
	// A run that was killed may have left half a line: it ends here. Then comes
	// an entry of no part, which tells another world from half a line.
	if j.size, err = j.f.Seek(0, io.SeekEnd); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("dataset: journal: %w", err), j.f.Close())
	}
	if err := j.write([]byte("\n")); err != nil {
		return nil, nil, errors.Join(err, j.f.Close())
	}
	if err := j.Done("", w.Part()); err != nil {
		return nil, nil, errors.Join(err, j.f.Close())
	}
	return j, done, nil
}

func (j *Journal) read(w *Writer, path string, done map[string]*Writer) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("dataset: %w", err)
	}
	defer func() { _ = f.Close() }() // read only
	in := bufio.NewReader(f)
	ours, at, longest := false, int64(0), 0
	for err == nil {
		var line []byte
		line, err = in.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("dataset: journal: %w", err)
		}
		begin := at
		at += int64(len(line))
		longest = max(longest, len(bytes.TrimSpace(line)))
		e, ok := j.open(line)
		if ours = ours || ok; !ok || e.Part == "" {
			continue
		}
		if part := w.Part(); part.holds(e) {
			done[e.Part] = part
			j.put(e.Part, part, place{path, begin, len(line)})
		}
	}
	if !ours && longest >= shortest {
		return &OtherWorldError{Dir: w.dir}
	}
	return nil
}

// put notes where the bounds of a part that is apart lie, and takes them out of
// memory.
func (j *Journal) put(name string, part *Writer, at place) {
	if j.apart(name) {
		j.places[name], part.bound = at, map[string]Bound{}
	}
}

// Bound returns what a part that is apart has bound; nothing if it is not there.
func (j *Journal) Bound(part string) (map[string]Bound, error) {
	j.mu.Lock()
	at, ok := j.places[part]
	j.mu.Unlock()
	if !ok {
		return nil, nil
	}
	f, err := os.Open(at.path)
	if err != nil {
		return nil, fmt.Errorf("dataset: journal: %w", err)
	}
	defer func() { _ = f.Close() }() // read only
	line := make([]byte, at.n)
	if _, err := f.ReadAt(line, at.at); err != nil {
		return nil, fmt.Errorf("dataset: journal: %w", err)
	}
	e, ok := j.open(line)
	if !ok {
		return nil, fmt.Errorf("dataset: journal: the entry of %s cannot be opened any more", part)
	}
	return e.Bound, nil
}

func (j *Journal) open(line []byte) (e entry, ok bool) {
	raw, err := base64.StdEncoding.AppendDecode(nil, bytes.TrimSpace(line))
	if err != nil || len(raw) < j.aead.NonceSize() {
		return e, false
	}
	n := j.aead.NonceSize()
	plain, err := j.aead.Open(nil, raw[:n], raw[n:], j.about)
	return e, err == nil && json.Unmarshal(plain, &e) == nil
}

// holds takes an entry over if its files are whole.
func (w *Writer) holds(e entry) bool {
	for _, info := range e.Files {
		f, err := os.Open(filepath.Join(w.dir, filepath.FromSlash(info.Path)))
		if err != nil {
			return false
		}
		h := sha256.New()
		n, err := io.Copy(h, f)
		_ = f.Close() // read only
		if err != nil || n != info.Bytes || hex.EncodeToString(h.Sum(nil)) != info.SHA256 {
			return false
		}
		w.made = append(w.made, info.Path)
	}
	w.files = e.Files
	for ref, b := range e.Bound {
		w.bound[ref] = b
	}
	for name, counts := range e.Tally {
		w.Tally(name, counts)
	}
	return true
}

// Done enters a part whose files are closed.
func (j *Journal) Done(name string, part *Writer) error {
	plain, err := json.Marshal(entry{name, part.files, part.bound, part.tally})
	if err != nil {
		return fmt.Errorf("dataset: journal: %w", err)
	}
	raw := make([]byte, j.aead.NonceSize())
	if _, err := rand.Read(raw); err != nil {
		return fmt.Errorf("dataset: journal: %w", err)
	}
	raw = j.aead.Seal(raw, raw, plain, j.about)
	line := append(base64.StdEncoding.AppendEncode(nil, raw), '\n')
	j.mu.Lock()
	defer j.mu.Unlock()
	at := place{j.f.Name(), j.size, len(line)}
	if err := j.write(line); err != nil {
		return err
	}
	j.put(name, part, at)
	return nil
}

func (j *Journal) write(line []byte) error {
	n, err := j.f.Write(line)
	j.size += int64(n)
	if err != nil {
		return fmt.Errorf("dataset: journal: %w", err)
	}
	return nil
}

// Close ends the run's journal; its entries stay.
func (j *Journal) Close() error {
	if err := j.f.Close(); err != nil {
		return fmt.Errorf("dataset: journal: %w", err)
	}
	return nil
}
