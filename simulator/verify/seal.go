package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"filippo.io/age"
	"github.com/gowebpki/jcs"
)

// headRow is the first line of the truth.
type headRow struct {
	Format   int    `json:"format"`
	Scenario string `json:"scenario"`
	Variant  string `json:"variant"`
	Seed     string `json:"seed"`
	SeedSalt string `json:"seed_salt"`
}

// factRow is any other line.
type factRow struct {
	ID          string        `json:"id"`
	Kind        string        `json:"kind"`
	Type        string        `json:"type"`
	Subject     string        `json:"subject"`
	Predicate   string        `json:"predicate"`
	Object      string        `json:"object"`
	Role        string        `json:"role"`
	Selectors   []selectorRow `json:"selectors"`
	Difficulty  int           `json:"difficulty"`
	VisibleFrom instant       `json:"visible_from"`
	Proof       []string      `json:"proof"`
	Innocent    bool          `json:"innocent"`
	Saga        string        `json:"saga"`
	Step        string        `json:"step"`
	Cause       string        `json:"cause"`
	TxID        string        `json:"txid"`
	Vout        int           `json:"vout"`
	AmountSat   int64         `json:"amount_sat"`
	Tx          string        `json:"tx"`
	LogIndex    int           `json:"log_index"`
	Amount      int64         `json:"amount"`
	Salt        string        `json:"salt"`
}

type selectorRow struct {
	Kind     string `json:"kind"`
	Platform string `json:"platform"`
	Value    string `json:"value"`
}

// opener reads the plaintext of a truth.
type opener struct {
	identities []age.Identity
	plain      []byte
}

// readKey reads an age identity file, or a released plaintext, which begins with a brace.
func readKey(key []byte) (*opener, error) {
	switch key = bytes.TrimLeft(key, " \t\r\n"); {
	case len(key) == 0:
		return nil, nil
	case key[0] == '{':
		return &opener{plain: key}, nil
	}
	ids, err := age.ParseIdentities(bytes.NewReader(key))
	if err != nil {
		return nil, fmt.Errorf("verify: the key is neither an age identity (AGE-SECRET-KEY-1…) nor a released truth: %w", err)
	}
	return &opener{identities: ids}, nil
}

func (o *opener) read(path string) ([]byte, error) {
	if o.plain != nil {
		return o.plain, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	r, err := age.Decrypt(f, o.identities...)
	if err != nil {
		var none *age.NoIdentityMatchError
		if errors.As(err, &none) {
			return nil, errors.New("cannot be opened with this key: it is sealed to another one")
		}
		return nil, fmt.Errorf("cannot be opened: %w", err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("is damaged: %w", err)
	}
	return b, nil
}

// seal opens the truth and checks header, root, proofs and what the facts say.
func (c *checker) seal(key *opener) []Proved {
	bad := func(format string, args ...any) { c.fault(Bad, truthFile, format, args...) }
	plain, err := key.read(c.path(truthFile))
	if err != nil {
		bad("%v", err)
		return nil
	}
	lines := bytes.SplitAfter(plain, []byte{'\n'})
	if last := len(lines) - 1; len(lines[last]) == 0 {
		lines = lines[:last]
	}
	var head headRow
	if len(lines) == 0 || strict(lines[0], &head) != nil {
		bad("has no header in its first line")
		return nil
	}
	c.head(head)
	var facts []*factRow
	var leaves [][32]byte
	var texts []string
	for i, line := range lines[1:] {
		var f factRow
		if err := strict(line, &f); err != nil {
			bad("line %d: %v", i+2, err)
			return nil
		}
		leaf, text, err := hashFact(bytes.TrimSuffix(line, []byte{'\n'}), f.Salt)
		if err != nil {
			bad("line %d: fact %s: %v", i+2, f.ID, err)
			return nil
		}
		facts, leaves, texts = append(facts, &f), append(leaves, leaf), append(texts, text)
	}
	levels := tree(leaves)
	root := hex.EncodeToString(levels[len(levels)-1][0][:])
	if root != c.m.TruthRoot {
		bad("its %d facts have the root %s, %s says %s", len(facts), root, manifestFile, c.m.TruthRoot)
	}
	var proved []Proved
	for i, f := range facts {
		path := way(levels, i)
		if follow(leaves[i], path) != c.m.TruthRoot {
			bad("fact %s is not proved by the root of %s", f.ID, manifestFile)
			continue
		}
		proved = append(proved, Proved{ID: f.ID, Fact: texts[i], Path: path})
	}
	c.facts(facts)
	return proved
}

// head holds the header against the manifest: names and the commitment to the seed.
func (c *checker) head(h headRow) {
	bad := func(format string, args ...any) { c.fault(Bad, manifestFile, format, args...) }
	if h.Format != 1 {
		c.fault(Bad, truthFile, "format is %d, this program reads 1", h.Format)
	}
	if h.Scenario != c.m.Scenario || h.Variant != c.m.Variant {
		bad("is of %s %s, the truth of %s %s", c.m.Scenario, c.m.Variant, h.Scenario, h.Variant)
	}
	seed, err1 := hex.DecodeString(h.Seed)
	salt, err2 := hex.DecodeString(h.SeedSalt)
	if err1 != nil || err2 != nil || len(seed) != 16 || len(salt) != 32 {
		c.fault(Bad, truthFile, "seed or salt are no 32 and 64 hex digits")
		return
	}
	sum := sha256.Sum256(slices.Concat([]byte("radar-seed"), salt, seed))
	if hex.EncodeToString(sum[:]) != c.m.SeedCommitment {
		bad("seed_commitment %s is not that of the sealed seed", c.m.SeedCommitment)
	}
}

// hashFact is the leaf of a fact: SHA-256(0x00 ‖ salt ‖ canonical fact without its
// salt). The line must be in canonical form itself (RFC 8785).
func hashFact(line []byte, saltHex string) (leaf [32]byte, text string, err error) {
	salt, err := hex.DecodeString(saltHex)
	if err != nil || len(salt) != 32 {
		return leaf, "", fmt.Errorf("salt %q is no 64 hex digits", saltHex)
	}
	canon, err := jcs.Transform(line)
	if err != nil {
		return leaf, "", err
	}
	if !bytes.Equal(canon, line) {
		return leaf, "", errors.New("is not in canonical form (RFC 8785)")
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(line, &members); err != nil {
		return leaf, "", err
	}
	delete(members, "salt")
	open, err := json.Marshal(members)
	if err != nil {
		return leaf, "", err
	}
	if open, err = jcs.Transform(open); err != nil {
		return leaf, "", err
	}
	return sha256.Sum256(slices.Concat([]byte{0}, salt, open)), string(open), nil
}

func join(left, right [32]byte) [32]byte {
	return sha256.Sum256(slices.Concat([]byte{1}, left[:], right[:]))
}

// tree is every level of the Merkle tree, leaves first; an odd node is carried up.
func tree(leaves [][32]byte) [][][32]byte {
	if len(leaves) == 0 {
		return [][][32]byte{{sha256.Sum256(nil)}}
	}
	levels := [][][32]byte{leaves}
	for level := leaves; len(level) > 1; {
		var next [][32]byte
		for i := 0; i < len(level); i += 2 {
			if i+1 < len(level) {
				next = append(next, join(level[i], level[i+1]))
			} else {
				next = append(next, level[i])
			}
		}
		levels = append(levels, next)
		level = next
	}
	return levels
}

// way is the siblings from leaf i to the root, each with its side.
func way(levels [][][32]byte, i int) []string {
	path := []string{}
	for _, level := range levels[:len(levels)-1] {
		switch sibling := i ^ 1; {
		case sibling >= len(level):
		case sibling < i:
			path = append(path, "L"+hex.EncodeToString(level[sibling][:]))
		default:
			path = append(path, "R"+hex.EncodeToString(level[sibling][:]))
		}
		i /= 2
	}
	return path
}

// follow hashes a leaf up its way and returns the root it ends at, hex.
func follow(at [32]byte, path []string) string {
	for _, step := range path {
		b, err := hex.DecodeString(step[1:])
		if err != nil || len(b) != 32 {
			return ""
		}
		if strings.HasPrefix(step, "L") {
			at = join([32]byte(b), at)
		} else {
			at = join(at, [32]byte(b))
		}
	}
	return hex.EncodeToString(at[:])
}
