package stream

import (
	"crypto/aes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"testing"
)

// The draw is one AES-128 block: the examples of FIPS 197, appendices B and C.1.
func TestDrawIsAES(t *testing.T) {
	for _, c := range []struct{ key, plain, cipher string }{
		{"2b7e151628aed2a6abf7158809cf4f3c", "3243f6a8885a308d313198a2e0370734", "3925841d02dc09fbdc118597196a0b32"},
		{"000102030405060708090a0b0c0d0e0f", "00112233445566778899aabbccddeeff", "69c4e0d86a7b0430d8cdb78070b4c55a"},
	} {
		block, err := aes.NewCipher(unhex(t, c.key))
		if err != nil {
			t.Fatal(err)
		}
		p := unhex(t, c.plain)
		hi, lo := Domain{block}.Draw(binary.BigEndian.Uint64(p), binary.BigEndian.Uint32(p[8:]), binary.BigEndian.Uint32(p[12:]))
		if got := fmt.Sprintf("%016x%016x", hi, lo); got != c.cipher {
			t.Errorf("key %s: %s, want %s", c.key, got, c.cipher)
		}
	}
}

// HKDF-Expand of sixteen bytes is the start of HMAC(secret, info ‖ 01) (RFC 5869, 2.3).
func TestKeysAreHKDF(t *testing.T) {
	seed := [16]byte{1, 2, 3}
	expand := func(secret []byte, info string) []byte {
		h := hmac.New(sha256.New, secret)
		h.Write([]byte(info + "\x01"))
		return h.Sum(nil)[:16]
	}
	master := expand(seed[:], "radar-master")
	if k := NewKey(seed); !slices.Equal(k[:], master) {
		t.Errorf("master key %x, want %x", k, master)
	}
	team := expand(master, "key:variant/team-a")
	if k := NewKey(seed).Derive("variant/team-a"); !slices.Equal(k[:], team) {
		t.Errorf("derived key %x, want %x", k, team)
	}
	block, err := aes.NewCipher(expand(team, "domain:x"))
	if err != nil {
		t.Fatal(err)
	}
	var b [16]byte
	block.Encrypt(b[:], b[:])
	if got := NewKey(seed).Derive("variant/team-a").Domain("x").Stream(0, 0).Uint64(); got != binary.BigEndian.Uint64(b[:]) {
		t.Errorf("first draw %x, want %x", got, b[:8])
	}
}

// A draw among Lots is the weighted draw.
func TestLots(t *testing.T) {
	weights := []int64{3, 0, 1, 40, 7}
	a, b := NewKey([16]byte{1}).Domain("test").Stream(1, 1), NewKey([16]byte{1}).Domain("test").Stream(1, 1)
	lots := Lots(weights...)
	for range 1000 {
		if x, y := Pick(a, lots), b.Weighted(weights); x != y {
			t.Fatalf("%d, want %d", x, y)
		}
	}
}

// Positions are independent of each other and of what was drawn before.
func TestPositions(t *testing.T) {
	d := NewKey([16]byte{}).Domain("test")
	s := d.Stream(7, 3)
	s.IntN(10)
	second := s.Uint64()
	hi, lo := d.Draw(7, 3, 0)
	if again := d.Stream(7, 3); again.Uint64() != hi || again.Uint64() != lo {
		t.Error("a stream is not the draws at its position")
	}
	if second != lo {
		t.Error("a drawn number took more than 64 bits")
	}
	moved := d.Stream(1, 1)
	moved.IntN(3)
	if moved.Move(7, 3); moved.Uint64() != hi || moved.Uint64() != lo {
		t.Error("a moved stream is not a new one")
	}
	seen := map[uint64]bool{}
	for entity := range uint64(50) {
		for period := range uint32(50) {
			seen[d.Stream(entity, period).Uint64()] = true
		}
	}
	if len(seen) != 2500 {
		t.Errorf("2500 positions gave %d first draws", len(seen))
	}
}

// Chi-square of the samplers against what they promise. The key is fixed, so
// the test cannot flicker; the bounds are the 99.9 % points.
func TestUniform(t *testing.T) {
	const n = 60_000
	point := map[int]float64{5: 20.52, 6: 22.46, 9: 27.88, 23: 49.73} // by degrees of freedom
	count := func(cells int, draw func(*Stream) int) []int64 {
		s := NewKey([16]byte{9}).Domain("uniform").Stream(uint64(cells), 1)
		out := make([]int64, cells)
		for range n {
			out[draw(s)]++
		}
		return out
	}
	for _, c := range []struct {
		name    string
		got     []int64
		weights []int64
	}{
		{"IntN(6)", count(6, func(s *Stream) int { return s.IntN(6) }), []int64{1, 1, 1, 1, 1, 1}},
		{"IntN(7)", count(7, func(s *Stream) int { return s.IntN(7) }), []int64{1, 1, 1, 1, 1, 1, 1}},
		{"Between(-4,5)", count(10, func(s *Stream) int { return int(s.Between(-4, 5)) + 4 }), []int64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}},
		{"Weighted", count(6, func(s *Stream) int { return s.Weighted([]int64{5, 0, 1, 20, 4, 70}) }), []int64{5, 0, 1, 20, 4, 70}},
		{"Perm(4)", count(24, func(s *Stream) int {
			p := s.Perm(4)
			return p[0]*6 + slices.Index(without(p[0]), p[1])*2 + slices.Index(without(p[0], p[1]), p[2])
		}), slices.Repeat([]int64{1}, 24)},
	} {
		var sum int64
		for _, w := range c.weights {
			sum += w
		}
		var chi float64
		for i, w := range c.weights {
			want := float64(n) * float64(w) / float64(sum)
			if w == 0 {
				if c.got[i] != 0 {
					t.Errorf("%s: drew %d %d times, its weight is 0", c.name, i, c.got[i])
				}
				continue
			}
			chi += (float64(c.got[i]) - want) * (float64(c.got[i]) - want) / want
		}
		if chi > point[len(c.got)-1] {
			t.Errorf("%s: chi-square %.1f over %d cells: %v", c.name, chi, len(c.got), c.got)
		}
	}
}

// Lemire's multiply-shift must reject: with a bound just over half the range a
// biased sampler gives the lower numbers twice as often.
func TestNoBias(t *testing.T) {
	s := NewKey([16]byte{4}).Domain("bias").Stream(0, 0)
	const bound = int64(3) << 61 // three quarters of int64's range
	low := 0
	for range 30_000 {
		if s.Int64N(bound) < bound/3 {
			low++
		}
	}
	if low < 9_700 || low > 10_300 {
		t.Errorf("a third of the range was drawn %d times of 30000", low)
	}
}

func TestFakeIsDeterministic(t *testing.T) {
	d := NewKey([16]byte{5}).Domain("fake")
	a, b := d.Stream(1, 1).Fake(), d.Stream(1, 1).Fake()
	for range 20 {
		if x, y := a.Hobby()+a.Noun()+a.Colour(), b.Hobby()+b.Noun()+b.Colour(); x != y {
			t.Fatalf("%q and %q at one position", x, y)
		}
	}
}

func without(drop ...int) []int {
	var out []int
	for i := range 4 {
		if !slices.Contains(drop, i) {
			out = append(out, i)
		}
	}
	return out
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func BenchmarkDraw(b *testing.B) {
	d := NewKey([16]byte{}).Domain("bench")
	var sum uint64
	for i := range b.N {
		hi, lo := d.Draw(uint64(i), 1, 2)
		sum += hi ^ lo
	}
	b.Log(sum)
}
