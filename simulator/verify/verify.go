// Package verify is an independent reading of a dataset. It shares file formats
// with the generator and no code: its own types, its own Merkle tree, its own
// ledger rules, another implementation of canonical JSON. What it finds wrong
// is either wrong in the data or said differently in two places.
//
//	report, err := verify.Dataset(ctx, dir, verify.Options{})
//
// It checks, in this order: the manifest's shape; every file's digest and size,
// and that no file is missing or extra; then, for each surface whose files are
// whole, the shape of every row, references between rows and files, and that
// effects come after causes; certificates and passive DNS against the zones and
// the register, web archives against the pages; the blocks, scripts and money of
// the ledger; blocks, signatures and balances of the account ledger, and what
// bridges moved between the two; the movement tables, in which nothing is noted
// that no sensor could, and nothing moves that is in two places or faster than its
// class; the books of exchanges against each other and the ledger; the books of
// Zefir Pay, in which nobody is overdrawn; that only reserved identifiers occur in
// any byte. With a key it opens the truth and checks root, seed commitment and, for
// every fact, that its proof exists and is public by the time at which the fact
// is said to be visible, and that no row comes before its cause, on whatever surface.
//
// A surface with a damaged file is not read further: one flipped byte gives one
// line, not a hundred.
package verify

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// Kind says what sort of fault it is.
type Kind string

// The kinds of faults, as "radar verify" prints them.
const (
	Bad     Kind = "bad"     // a file is not what the manifest or the seal says
	Missing Kind = "missing" // a file of the manifest is not there
	Extra   Kind = "extra"   // a file is there that the manifest does not name
	Rule    Kind = "rule"    // the bytes are whole, but what they say cannot be
)

// Fault is one thing that is wrong.
type Fault struct {
	Kind   Kind
	Path   string // of the file, relative to the dataset
	Reason string
}

// String is the line of "radar verify".
func (f Fault) String() string { return fmt.Sprintf("%s %s %s", f.Kind, f.Path, f.Reason) }

// Options of Dataset.
type Options struct {
	// Key is the content of an age identity file, or the plaintext of a truth
	// that has been released. Empty: the truth stays closed.
	Key []byte
}

// Proved is a fact of the truth with the way from its leaf to the root.
type Proved struct {
	ID   string
	Fact string   // canonical JSON without the salt
	Path []string // sibling hashes, from the leaf up, "L" or "R" before each
}

// Report is what a reading has found.
type Report struct {
	Faults    []Fault
	Files     int    // in the manifest, and the sealed truth
	TruthRoot string // hex, as the manifest has it
	Facts     []Proved
}

// Whole says that nothing is wrong.
func (r Report) Whole() bool { return len(r.Faults) == 0 }

// checker is one reading in progress.
type checker struct {
	ctx    context.Context
	dir    string
	m      manifest
	broken map[string]bool // surfaces with a file that is missing or bad
	listed map[string]*fileRow
	faults []Fault

	records  map[string]int64  // "path#id": Unix milliseconds from which the record is public
	states   map[string]string // of a record that is one state of a thing: which thing
	blog     *microblog
	web      *websites
	archived map[string]string // of an archive: its text, without the payloads
	infra    *names
	ledger   *ledger
	caseFile *caseFile
	emoney   *emoney
	key      *opener // nil: the truth stays closed
	kurjer   *messenger
	forum    *forum
	movement *movement
	loopi    *loopi
	accounts *accountChainState
}

func (c *checker) fault(k Kind, path, format string, args ...any) {
	c.faults = append(c.faults, Fault{k, path, fmt.Sprintf(format, args...)})
}

// record enters a record into the index that proofs are held against.
func (c *checker) record(path, id string, public int64) {
	key := path + "#" + id
	if _, twice := c.records[key]; twice {
		c.fault(Rule, path, "record %s is there twice", id)
	}
	c.records[key] = public
}

// Dataset reads the dataset in dir. The error is about reading at all (dir is no
// folder, the key is no key); what is wrong with the dataset is in the report.
func Dataset(ctx context.Context, dir string, opt Options) (Report, error) {
	dir = filepath.Clean(dir)
	c := &checker{ctx: ctx, dir: dir, broken: map[string]bool{}, listed: map[string]*fileRow{}, records: map[string]int64{}, states: map[string]string{}}
	key, err := readKey(opt.Key)
	if err != nil {
		return Report{}, err
	}
	c.key = key
	ok, err := c.manifest()
	if err != nil {
		return Report{}, err
	}
	if ok {
		c.files()
		for _, read := range []func(){c.readMicroblog, c.readWeb, c.readInfra, c.readArchives, c.readLedger, c.readAccountLedger, c.readMessenger, c.readClassifieds, c.readForum, c.readLoopi, c.readCase, c.readPaper, c.readMovement, c.readCASP, c.readEmoney, c.readRealism, c.readReserved} {
			if err := ctx.Err(); err != nil {
				return Report{}, fmt.Errorf("verify: %w", err)
			}
			read()
		}
		c.crossCheck()
	}
	r := Report{Files: len(c.m.Files) + 1, TruthRoot: c.m.TruthRoot}
	if ok && key != nil {
		r.Facts = c.seal(key)
	}
	slices.SortStableFunc(c.faults, func(a, b Fault) int { return cmp.Or(strings.Compare(a.Path, b.Path)) })
	r.Faults = slices.Compact(c.faults)
	return r, nil
}

// whole says whether the files of a surface are there and undamaged, and any exist.
func (c *checker) whole(surface string) bool {
	if c.broken[surface] {
		return false
	}
	return slices.ContainsFunc(c.m.Files, func(f fileRow) bool { return f.Surface == surface })
}
