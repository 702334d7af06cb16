package truth

import (
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"strings"

	"filippo.io/age"
	"github.com/btcsuite/btcd/btcutil/bech32"
)

// Identity is the key that opens the truth of a dataset where nobody names one:
// drawn from the seed by HKDF-SHA-256 (RFC 5869), so that the manifest, which
// holds its public half, has the same bytes whenever the dataset is made again.
// It gives nothing away: whoever has the seed has the truth, and the key does
// not lead back to the seed or to the key of another variant.
func Identity(seed [16]byte, scenario, variant string) (*age.X25519Identity, error) {
	secret, err := hkdf.Key(sha256.New, seed[:], nil, "radar truth identity\x00"+scenario+"\x00"+variant, 32)
	if err != nil {
		return nil, fmt.Errorf("truth: identity: %w", err)
	}
	text, err := bech32.EncodeFromBase256("age-secret-key-", secret)
	if err != nil {
		return nil, fmt.Errorf("truth: identity: %w", err)
	}
	id, err := age.ParseX25519Identity(strings.ToUpper(text))
	if err != nil {
		return nil, fmt.Errorf("truth: identity: %w", err)
	}
	return id, nil
}
