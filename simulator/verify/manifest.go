package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"filippo.io/age"
)

const (
	manifestFile = "manifest.json"
	truthFile    = "truth.age"
)

type manifest struct {
	Format         int         `json:"format"`
	Scenario       string      `json:"scenario"`
	Variant        string      `json:"variant"`
	Scale          json.Number `json:"scale"`
	Simulator      string      `json:"simulator"`
	Clock          clock       `json:"clock"`
	SeedCommitment string      `json:"seed_commitment"`
	SeedStrength   string      `json:"seed_strength"`
	TruthRoot      string      `json:"truth_root"`
	Files          []fileRow   `json:"files"`
	Truth          sealRow     `json:"truth"`
}

type clock struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

type fileRow struct {
	Path    string   `json:"path"`
	Bytes   int64    `json:"bytes"`
	SHA256  string   `json:"sha256"`
	Surface string   `json:"surface"`
	Records int64    `json:"records"`
	Tools   []string `json:"tools"`
}

type sealRow struct {
	Path       string   `json:"path"`
	Sealed     bool     `json:"sealed"`
	Recipients []string `json:"recipients"`
}

var (
	hex64 = regexp.MustCompile(`^[0-9a-f]{64}$`)
	slug  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// known are the releases of the simulator whose datasets these rules fit, and the
// tools that a file may be said to be for.
var (
	knownReleases = []string{"1.0.0"}
	knownTools    = []string{
		"spreadsheet", "dig", "whois", "rdap", "btcd", "Electrum", "Esplora", "exiftool", "browser", "toot", "Mastodon.py", "go-mastodon", "wget", "curl", "pypdns", "warcio", "wacz", "ReplayWeb.page", "tesseract",
		"tg-parser", "web3.py", "ethereum-etl", "WhatsApp-Chat-Exporter", "extruct", "feedparser",
	}
)

// manifest reads and checks manifest.json. It is false where nothing else can be checked.
func (c *checker) manifest() (bool, error) {
	if st, err := os.Stat(c.dir); err != nil {
		return false, fmt.Errorf("verify: %w", err)
	} else if !st.IsDir() {
		return false, fmt.Errorf("verify: %s is no folder; a dataset is a folder with %s in it", c.dir, manifestFile)
	}
	b, err := os.ReadFile(filepath.Join(c.dir, manifestFile))
	if errors.Is(err, fs.ErrNotExist) {
		c.fault(Missing, manifestFile, "a folder without it is no finished dataset; simulate writes it last")
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("verify: %w", err)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&c.m); err != nil {
		c.fault(Bad, manifestFile, "cannot be read: %v", err)
		return false, nil
	}
	if rest, _ := io.ReadAll(d.Buffered()); len(bytes.TrimSpace(rest)) > 0 {
		c.fault(Bad, manifestFile, "goes on after its closing brace")
	}
	c.manifestFields()
	return true, nil
}

func (c *checker) manifestFields() {
	m := &c.m
	need := func(ok bool, format string, args ...any) {
		if !ok {
			c.fault(Bad, manifestFile, format, args...)
		}
	}
	need(m.Format == 1, "format is %d, this program reads 1", m.Format)
	need(slug.MatchString(m.Scenario), "scenario %q is no slug", m.Scenario)
	need(slug.MatchString(m.Variant), "variant %q is no slug", m.Variant)
	need(slices.Contains(knownReleases, m.Simulator), "simulator %q is not a release whose datasets this program knows: %s", m.Simulator, strings.Join(knownReleases, ", "))
	scale, err := m.Scale.Float64()
	need(err == nil && scale > 0, "scale %q is no positive number", m.Scale)
	need(m.Clock.Start.Before(m.Clock.End) && m.Clock.Start.Equal(m.Clock.Start.Truncate(24*time.Hour)), "clock from %s to %s: wants a midnight UTC and a later time", stamp(m.Clock.Start), stamp(m.Clock.End))
	need(hex64.MatchString(m.SeedCommitment), "seed_commitment %q is no SHA-256", m.SeedCommitment)
	need(m.SeedStrength == "full" || m.SeedStrength == "test", "seed_strength %q: wants full or test", m.SeedStrength)
	need(hex64.MatchString(m.TruthRoot), "truth_root %q is no SHA-256", m.TruthRoot)
	need(m.Truth.Path == truthFile && m.Truth.Sealed && len(m.Truth.Recipients) > 0, "truth: wants %s, sealed to at least one recipient", truthFile)
	for _, r := range m.Truth.Recipients {
		_, err := age.ParseX25519Recipient(r)
		need(err == nil, "truth: recipient %q is no age1… key", r)
	}
	need(len(m.Files) > 0, "names no files")
	last := ""
	for i := range m.Files {
		f := &m.Files[i]
		where := fmt.Sprintf("files[%d] (%s)", i, f.Path)
		need(f.Path > last, "%s: paths must rise", where)
		last = f.Path
		folder, _, below := strings.Cut(f.Path, "/")
		need(below && fs.ValidPath(f.Path), "%s: is no path below a surface's folder", where)
		need(f.Surface == folder, "%s: surface %q does not fit the path", where, f.Surface)
		need(hex64.MatchString(f.SHA256), "%s: sha256 %q is no SHA-256", where, f.SHA256)
		need(f.Bytes >= 0 && f.Records >= 0, "%s: negative numbers", where)
		for _, t := range f.Tools {
			need(slices.Contains(knownTools, t), "%s: tool %q is none of %s", where, t, strings.Join(knownTools, ", "))
		}
		table := strings.HasSuffix(f.Path, ".jsonl") || strings.HasSuffix(f.Path, ".csv") || strings.HasSuffix(f.Path, ".dat") || strings.HasSuffix(f.Path, ".parquet")
		need(table || f.Records == 1, "%s: is one record, not %d", where, f.Records)
		c.listed[f.Path] = f
	}
}

// files digests every file and looks for those that are missing or extra.
func (c *checker) files() {
	present := map[string]bool{}
	err := filepath.WalkDir(c.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(c.dir, path)
		if err != nil || d.IsDir() {
			return err
		}
		present[filepath.ToSlash(rel)] = true
		return nil
	})
	if err != nil {
		c.fault(Bad, ".", "the folder cannot be walked: %v", err)
	}
	for path := range present {
		if c.listed[path] == nil && path != manifestFile && path != truthFile {
			c.fault(Extra, path, "is not in %s", manifestFile)
		}
	}
	if !present[truthFile] {
		c.fault(Missing, truthFile, "the sealed truth is not there")
	}
	for i := range c.m.Files {
		f := &c.m.Files[i]
		if !present[f.Path] {
			c.fault(Missing, f.Path, "%s names it with %d bytes", manifestFile, f.Bytes)
			c.broken[f.Surface] = true
			continue
		}
		if c.ctx.Err() == nil {
			c.digest(f)
		}
	}
}

func (c *checker) digest(f *fileRow) {
	file, err := os.Open(c.path(f.Path))
	if err != nil {
		c.fault(Bad, f.Path, "cannot be read: %v", err)
		c.broken[f.Surface] = true
		return
	}
	defer func() { _ = file.Close() }() // it was only read
	h := sha256.New()
	n, err := io.Copy(h, file)
	sum := hex.EncodeToString(h.Sum(nil))
	switch {
	case err != nil:
		c.fault(Bad, f.Path, "cannot be read: %v", err)
	case n != f.Bytes:
		c.fault(Bad, f.Path, "has %d bytes, %s says %d", n, manifestFile, f.Bytes)
	case sum != f.SHA256:
		c.fault(Bad, f.Path, "has SHA-256 %s, %s says %s", sum, manifestFile, f.SHA256)
	default:
		return
	}
	c.broken[f.Surface] = true
}

func (c *checker) path(p string) string { return filepath.Join(c.dir, filepath.FromSlash(p)) }

func (c *checker) open(p string) ([]byte, bool) {
	b, err := os.ReadFile(c.path(p))
	if err != nil {
		c.fault(Bad, p, "cannot be read: %v", err)
	}
	return b, err == nil
}

// bodies returns the files of a surface that are not among the named tables.
func (c *checker) bodies(surface string, tables ...string) []*fileRow {
	var out []*fileRow
	for i := range c.m.Files {
		if f := &c.m.Files[i]; f.Surface == surface && !slices.Contains(tables, f.Path) {
			out = append(out, f)
		}
	}
	return out
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
