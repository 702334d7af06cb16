package dataset

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator/truth"
)

// The names of the files that every dataset has.
const (
	ManifestFile = "manifest.json"
	TruthFile    = "truth.age"
)

// Manifest is DIR/manifest.json: what the dataset is, and the digest of every file.
type Manifest struct {
	Format         int        `json:"format"` // 1
	Scenario       string     `json:"scenario"`
	Variant        string     `json:"variant"`
	Scale          Scale      `json:"scale"`
	Simulator      string     `json:"simulator"` // version that made it
	Clock          Clock      `json:"clock"`
	SeedCommitment string     `json:"seed_commitment"`
	SeedStrength   string     `json:"seed_strength"` // "full" or "test"
	TruthRoot      string     `json:"truth_root"`
	Files          []FileInfo `json:"files"` // by path
	Truth          Sealed     `json:"truth"`
}

// Clock is the span of the scenario clock.
type Clock struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// Sealed says where the truth lies and who can open it.
type Sealed struct {
	Path       string   `json:"path"`
	Sealed     bool     `json:"sealed"`
	Recipients []string `json:"recipients"`
}

// Scale is the size of the crowd in thousandths; in JSON it is a plain number, 1 or 0.25.
type Scale int64

// MarshalJSON writes the scale without trailing noughts.
func (s Scale) MarshalJSON() ([]byte, error) { return []byte(s.String()), nil }

// String writes the scale as a decimal number.
func (s Scale) String() string {
	text := fmt.Sprintf("%d.%03d", s/1000, s%1000)
	return string(bytes.TrimRight(bytes.TrimRight([]byte(text), "0"), "."))
}

// UnmarshalJSON reads a decimal number with at most three places.
func (s *Scale) UnmarshalJSON(b []byte) error {
	v, err := ParseScale(string(b))
	*s = v
	return err
}

// ParseScale reads 1, 0.25, 12.5: a positive decimal number with at most three places.
func ParseScale(text string) (Scale, error) {
	whole, frac, dotted := bytes.Cut([]byte(text), []byte("."))
	bad := fmt.Errorf("scale %q, want a positive number with at most three places, such as 1 or 0.25", text)
	if len(whole) == 0 || len(whole) > 6 || dotted && len(frac) == 0 || len(frac) > 3 {
		return 0, bad
	}
	var v int64
	for _, c := range append(whole, append(frac, "000"[len(frac):]...)...) {
		if c < '0' || c > '9' {
			return 0, bad
		}
		v = v*10 + int64(c-'0')
	}
	if v == 0 {
		return 0, bad
	}
	return Scale(v), nil
}

// Dataset is a finished dataset on disk.
type Dataset struct {
	Dir      string
	Manifest Manifest
}

// Open reads the manifest of the dataset in dir. A folder without one is
// incomplete and refused; digests are not checked here, "radar verify" does.
func Open(dir string) (*Dataset, error) {
	b, err := os.ReadFile(filepath.Join(dir, ManifestFile))
	if errors.Is(err, fs.ErrNotExist) {
		if _, serr := os.Stat(dir); serr != nil {
			return nil, fmt.Errorf("dataset %s: %w", dir, serr)
		}
		return nil, fmt.Errorf("dataset %s: has no %s: it was never finished, run simulate again: %w", dir, ManifestFile, err)
	}
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	d := &Dataset{Dir: dir}
	if err := json.Unmarshal(b, &d.Manifest); err != nil {
		return nil, fmt.Errorf("dataset %s: %s: %w", dir, ManifestFile, err)
	}
	if d.Manifest.Format != 1 {
		return nil, fmt.Errorf("dataset %s: %s: format %d, this program reads 1", dir, ManifestFile, d.Manifest.Format)
	}
	return d, nil
}

// File opens a file of the dataset by its slash-separated path.
func (d *Dataset) File(path string) (*os.File, error) {
	if !filepath.IsLocal(filepath.FromSlash(path)) {
		return nil, fmt.Errorf("dataset %s: path %q leads out of the dataset", d.Dir, path)
	}
	f, err := os.Open(filepath.Join(d.Dir, filepath.FromSlash(path)))
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	return f, nil
}

// Truth opens the sealed truth with one of its identities and checks that it
// is the one whose root stands in the manifest.
func (d *Dataset) Truth(identities ...age.Identity) (truth.Header, []truth.Fact, error) {
	f, err := d.File(d.Manifest.Truth.Path)
	if err != nil {
		return truth.Header{}, nil, err
	}
	defer func() { _ = f.Close() }() // read only
	h, facts, err := truth.Open(f, identities...)
	if err != nil {
		return h, nil, fmt.Errorf("dataset %s: %w", d.Dir, err)
	}
	root, err := truth.Root(facts)
	if err != nil {
		return h, nil, fmt.Errorf("dataset %s: %w", d.Dir, err)
	}
	if root.String() != d.Manifest.TruthRoot {
		return h, nil, fmt.Errorf("dataset %s: the truth has root %s, the manifest says %s", d.Dir, root, d.Manifest.TruthRoot)
	}
	return h, facts, nil
}

// Seal writes a file that is not part of the open file list: the sealed truth.
func (w *Writer) Seal(path string, write func(io.Writer) error) error {
	f, err := os.Create(filepath.Join(w.dir, path))
	if err != nil {
		return fmt.Errorf("dataset: %w", err)
	}
	err = write(f)
	if serr := f.Sync(); err == nil {
		err = serr
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("dataset: %s: %w", path, errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}

// Finish writes the manifest, with the files listed, in one step: it is either
// there and whole, or not there.
func (w *Writer) Finish(m Manifest) (Manifest, error) {
	m.Format, m.Files = 1, w.Files()
	b, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return m, fmt.Errorf("dataset: manifest: %w", err)
	}
	final := filepath.Join(w.dir, ManifestFile)
	part := final + ".part"
	if err := writeSynced(part, append(b, '\n')); err != nil {
		return m, fmt.Errorf("dataset: manifest: %w", err)
	}
	if err := os.Rename(part, final); err != nil {
		return m, fmt.Errorf("dataset: manifest: %w", err)
	}
	if err := os.RemoveAll(filepath.Join(w.dir, marker)); err != nil {
		return m, fmt.Errorf("dataset: %w", err)
	}
	return m, nil
}

func writeSynced(path string, b []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if serr := f.Sync(); err == nil {
		err = serr
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}
