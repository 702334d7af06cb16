package truth

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"filippo.io/age"
)

// Commitment binds a dataset to its seed without showing it:
// SHA-256("radar-seed" ‖ salt ‖ seed). The salt lies in the header.
func Commitment(salt [32]byte, seed [16]byte) string {
	b := append([]byte("radar-seed"), salt[:]...)
	sum := sha256.Sum256(append(b, seed[:]...))
	return hex.EncodeToString(sum[:])
}

// Write writes the plaintext: the header, then a fact a line.
func Write(w io.Writer, h Header, facts []Fact) error {
	_, err := writeEach(w, h, each(facts))
	return err
}

func each(facts []Fact) iter.Seq2[Fact, error] {
	return func(yield func(Fact, error) bool) {
		for _, f := range facts {
			if !yield(f, nil) {
				return
			}
		}
	}
}

func writeEach(w io.Writer, h Header, facts iter.Seq2[Fact, error]) (Hash, error) {
	var t tree
	out := bufio.NewWriter(w)
	head, err := Canonical(h)
	if err != nil {
		return Hash{}, err
	}
	_, _ = out.Write(append(head, '\n')) // bufio keeps the error for Flush
	var buf, hashed []byte
	var salt span
	var leaf Hash
	for f, err := range facts {
		if err != nil {
			return Hash{}, err
		}
		if buf, salt, err = f.appendLine(buf[:0]); err != nil {
			return Hash{}, err
		}
		_, _ = out.Write(append(buf, '\n'))
		if leaf, hashed, err = f.leaf(hashed, buf, salt); err != nil {
			return Hash{}, err
		}
		t.add(leaf)
	}
	if err := out.Flush(); err != nil {
		return Hash{}, fmt.Errorf("truth: %w", err)
	}
	return t.root(), nil
}

// Seal writes the truth encrypted to its recipients (age-encryption.org/v1);
// any of their identities opens it.
func Seal(w io.Writer, h Header, facts []Fact, recipients ...age.Recipient) error {
	_, err := SealEach(w, h, each(facts), recipients...)
	return err
}

// SealEach is Seal for facts that come one after the other, so that they need
// not be in memory together. The first error among them ends it. It returns
// their Merkle root.
func SealEach(w io.Writer, h Header, facts iter.Seq2[Fact, error], recipients ...age.Recipient) (Hash, error) {
	sealed, err := age.Encrypt(w, recipients...)
	if err != nil {
		return Hash{}, fmt.Errorf("truth: seal: %w", err)
	}
	root, err := writeEach(sealed, h, facts)
	if err != nil {
		return Hash{}, err
	}
	if err := sealed.Close(); err != nil {
		return Hash{}, fmt.Errorf("truth: seal: %w", err)
	}
	return root, nil
}

// Open reads a sealed truth with one of its identities. A key that is not
// among the recipients gives an error that wraps [age.NoIdentityMatchError].
func Open(r io.Reader, identities ...age.Identity) (Header, []Fact, error) {
	plain, err := age.Decrypt(r, identities...)
	if err != nil {
		return Header{}, nil, fmt.Errorf("truth: open: %w", err)
	}
	return Read(plain)
}

// Read reads the plaintext. Every line must already be in canonical form and
// hold known members only; the message names the line that does not.
func Read(r io.Reader) (Header, []Fact, error) {
	var h Header
	var facts []Fact
	in := bufio.NewScanner(r)
	in.Buffer(nil, 64<<20)
	for n := 1; in.Scan(); n++ {
		if n == 1 {
			if err := strict(in.Bytes(), &h); err != nil {
				return h, nil, fmt.Errorf("truth: line 1: %w", err)
			}
			if h.Format != 1 {
				return h, nil, fmt.Errorf("truth: line 1: format %d, this program reads 1", h.Format)
			}
			continue
		}
		var f Fact
		if err := strict(in.Bytes(), &f); err != nil {
			return h, nil, fmt.Errorf("truth: line %d: %w", n, err)
		}
		facts = append(facts, f)
	}
	if err := in.Err(); err != nil {
		return h, nil, fmt.Errorf("truth: %w", err)
	}
	if h.Format == 0 {
		return h, nil, fmt.Errorf("truth: is empty")
	}
	return h, facts, nil
}

func strict(line []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	want, err := CanonicalJSON(line)
	if err != nil {
		return err
	}
	if !bytes.Equal(want, line) {
		return fmt.Errorf("is not canonical JSON (RFC 8785)")
	}
	return nil
}
