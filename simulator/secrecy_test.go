package simulator_test

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"filippo.io/age"
	"github.com/btcsuite/btcd/btcec/v2"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
)

// shown is what an attacker has: a dataset's open files and this source code.
type shown struct {
	ids    []uint64 // of accounts and statuses, as they stand in the files
	times  []uint64 // of statuses, milliseconds
	sats   []uint64 // of all outputs
	keys   map[string]bool
	nonces [][]byte // r of every signature
}

// TestSecrecy attacks a dataset with the open source in hand. Each attack must
// first succeed against something that is really weak.
func TestSecrecy(t *testing.T) {
	strong := see(t, [16]byte{0xb5, 0x1c, 0x92, 0x6e, 0x07, 0xf3, 0x4d, 0xa8, 0x5b, 0xe0, 0x31, 0xc6, 0x79, 0x8a, 0x12, 0xdf})
	weak := see(t, [16]byte{14: 0x3a, 15: 0x7c})

	// A seed that can be guessed is found from ids alone: that is what
	// seed_strength "test" says of it. A sealed one is not among the guesses.
	t.Run("guessed seeds", func(t *testing.T) {
		if seed, ok := guess(weak.ids); !ok || seed != [16]byte{14: 0x3a, 15: 0x7c} {
			t.Errorf("the attack finds %x, %v for a short seed, so it proves nothing", seed, ok)
		}
		if seed, ok := guess(strong.ids); ok {
			t.Errorf("the seed %x was found from the ids", seed)
		}
	})

	// Generators over GF(2) (xorshift, Mersenne twister, the low bit of Go's
	// lagged Fibonacci) have a linear complexity far below half the length
	// (Massey 1969); random bits have half of it, give or take a few.
	t.Run("linear generators", func(t *testing.T) {
		source, x := rand.New(rand.NewSource(1)), uint64(88172645463325252)
		var fibonacci, shift []uint64
		for range 4000 {
			fibonacci = append(fibonacci, source.Uint64())
			x ^= x << 13
			x ^= x >> 7
			x ^= x << 17
			shift = append(shift, x)
		}
		if n := complexity(plane(fibonacci, 0)); n > 700 {
			t.Errorf("Go's math/rand has complexity %d, so the attack proves nothing", n)
		}
		if n := complexity(plane(shift, 5)); n > 64 {
			t.Errorf("xorshift has complexity %d, so the attack proves nothing", n)
		}
		for name, list := range map[string][]uint64{"ids": strong.ids, "times": strong.times, "amounts": strong.sats} {
			list = list[:min(len(list), 4000)]
			if len(list) < 1000 {
				t.Fatalf("%s: only %d", name, len(list))
			}
			bits := 8
			if name == "ids" {
				bits = 16 // what is drawn of an id
			}
			for bit := range bits {
				s := plane(list, bit)
				if n := complexity(s); n < len(s)/2-40 {
					t.Errorf("bit %d of the %s follows a recurrence of length %d in %d values", bit, name, n, len(s))
				}
			}
		}
	})

	// A private key that is a small number, and a signature that uses one nonce
	// for two messages, give a wallet away.
	t.Run("keys and nonces", func(t *testing.T) {
		for n := uint32(1); n <= 2000; n++ {
			var k btcec.ModNScalar
			k.SetInt(n)
			signer, err := keys.NewSigner(keys.P2WPKH, btcec.PrivKeyFromScalar(&k))
			if err != nil {
				t.Fatal(err)
			}
			if strong.keys[string(signer.Script)] {
				t.Errorf("the private key of an address is %d", n)
			}
		}
		seen := map[string]bool{}
		for _, r := range strong.nonces {
			if seen[string(r)] {
				t.Fatalf("two signatures share the nonce point %x", r)
			}
			seen[string(r)] = true
		}
		if len(seen) < 500 {
			t.Errorf("only %d signatures were looked at", len(seen))
		}
	})
}

// see writes a dataset and collects what it shows.
func see(t *testing.T, seed [16]byte) shown {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	w, err := simulator.Plan(spec("team-a"), stream.NewKey(seed))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "set")
	if _, err := simulator.Write(t.Context(), w, dir, simulator.Options{Seed: seed, Recipients: []string{id.Recipient().String()}, Workers: 2}); err != nil {
		t.Fatal(err)
	}
	s := shown{keys: map[string]bool{}}
	for _, name := range []string{"accounts", "statuses"} {
		f, err := os.Open(filepath.Join(dir, "microblog", name+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		for lines := bufio.NewScanner(f); lines.Scan(); {
			var row struct {
				ID string `json:"id"`
			}
			if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
				t.Fatal(err)
			}
			n, err := strconv.ParseUint(row.ID, 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			s.ids = append(s.ids, n)
			if name == "statuses" {
				s.times = append(s.times, n>>16)
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s.chain(t, dir)
	return s
}

func (s *shown) chain(t *testing.T, dir string) {
	t.Helper()
	d, err := dataset.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	f, err := d.File("ledger/blk00000.dat")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // read only
	for in := bufio.NewReader(f); ; {
		if _, err := in.Discard(8); errors.Is(err, io.EOF) {
			return
		}
		var b wire.MsgBlock
		if err := b.Deserialize(in); err != nil {
			t.Fatal(err)
		}
		for _, tx := range b.Transactions[1:] {
			for _, o := range tx.TxOut {
				s.sats = append(s.sats, uint64(o.Value))
				s.keys[string(o.PkScript)] = true
			}
			for _, i := range tx.TxIn {
				switch {
				case len(i.Witness) == 1: // BIP 340: the first half is the nonce point
					s.nonces = append(s.nonces, i.Witness[0][:32])
				case len(i.Witness) == 2: // DER: 30 len 02 len r …
					s.nonces = append(s.nonces, i.Witness[0][4:4+i.Witness[0][3]])
				}
			}
		}
	}
}

// guess tries every seed of four hex digits: its variant key gives the drawn
// bits of the cast's account ids, and all of them must be among those shown.
func guess(ids []uint64) (seed [16]byte, ok bool) {
	low := map[uint64]bool{}
	for _, id := range ids[:200] { // accounts come first
		low[id&0xffff] = true
	}
	for n := range 1 << 16 {
		binary.BigEndian.PutUint16(seed[14:], uint16(n))
		d := stream.NewKey(seed).Derive("variant/team-a").Domain("id/account")
		hit := true
		for _, ref := range []string{"account:main", "account:producer", "account:broker", "account:legalaid", "account:carpool"} {
			if hit = low[d.Named(ref).Uint64()>>48]; !hit {
				break
			}
		}
		if hit {
			return seed, true
		}
	}
	return seed, false
}

func plane(list []uint64, bit int) []bool {
	out := make([]bool, len(list))
	for i, v := range list {
		out[i] = v>>bit&1 == 1
	}
	return out
}

// complexity is the length of the shortest linear recurrence over GF(2) that
// makes s (Berlekamp and Massey).
func complexity(s []bool) int {
	c, b := make([]bool, len(s)+1), make([]bool, len(s)+1)
	c[0], b[0] = true, true
	length, since := 0, 1
	for n := range s {
		d := s[n]
		for i := 1; i <= length; i++ {
			d = d != (c[i] && s[n-i])
		}
		if !d {
			since++
			continue
		}
		before := append([]bool{}, c...)
		for i := 0; i+since < len(c); i++ {
			c[i+since] = c[i+since] != b[i]
		}
		if 2*length <= n {
			length, b, since = n+1-length, before, 1
		} else {
			since++
		}
	}
	return length
}
