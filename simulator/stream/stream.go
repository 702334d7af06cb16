// Package stream draws every random choice of a synthetic world.
//
// A draw is a pure keyed function of its position: key, domain, entity, period
// and counter name one AES-128 block, so any value can be had at any time, in
// any order, on any worker, and adding an actor or a column never shifts
// another's. Without the key nothing that a dataset shows can be run backwards
// into it (AES as a pseudo-random function; keys per domain by HKDF, RFC 5869).
//
//	key := stream.NewKey(seed)                  // 128 sealed random bits
//	posts := key.Domain("microblog/post")       // one purpose, one AES key
//	s := posts.Stream(accountNumber, day)       // one entity, one period
//	hour := s.IntN(24)
//
// The samplers are integer arithmetic and frozen tables: the same bytes on
// every machine and Go release.
package stream

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
)

// Key is 128 secret bits from which everything of one dataset is drawn.
type Key [16]byte

// NewKey turns a seed into the master key of a dataset.
func NewKey(seed [16]byte) Key { return Key(derive(seed[:], "radar-master")) }

// Derive gives the key of a named part: a variant, a role, a surface.
func (k Key) Derive(name string) Key { return Key(derive(k[:], "key:"+name)) }

// Domain gives the draws of one purpose, for example "microblog/post".
// The result is safe for use by several goroutines.
func (k Key) Domain(name string) Domain {
	block, err := aes.NewCipher(derive(k[:], "domain:"+name))
	if err != nil {
		panic("stream: a 16-byte AES key was refused: " + err.Error())
	}
	return Domain{block}
}

func derive(secret []byte, info string) []byte {
	out, err := hkdf.Expand(sha256.New, secret, info, 16)
	if err != nil {
		panic("stream: HKDF refused 16 bytes: " + err.Error())
	}
	return out
}

// Domain is the pseudo-random function of one purpose.
type Domain struct{ block cipher.Block }

// Draw returns the 128 bits at a position: entity and period name whose draw
// it is, k counts the draws there.
func (d Domain) Draw(entity uint64, period, k uint32) (hi, lo uint64) {
	return d.draw(new([16]byte), entity, period, k)
}

func (d Domain) draw(b *[16]byte, entity uint64, period, k uint32) (hi, lo uint64) {
	binary.BigEndian.PutUint64(b[:8], entity)
	binary.BigEndian.PutUint32(b[8:12], period)
	binary.BigEndian.PutUint32(b[12:], k)
	d.block.Encrypt(b[:], b[:])
	return binary.BigEndian.Uint64(b[:8]), binary.BigEndian.Uint64(b[8:])
}

// Stream is a cursor over the draws of one entity and period. Not for
// concurrent use; make one where it is needed, it is cheap.
func (d Domain) Stream(entity uint64, period uint32) *Stream {
	return &Stream{d: d, entity: entity, period: period}
}

// Named is Stream for an entity that has a name and no number, such as a
// planted account: the name is hashed to the entity.
func (d Domain) Named(name string) *Stream {
	sum := sha256.Sum256([]byte(name))
	return d.Stream(binary.BigEndian.Uint64(sum[:8]), binary.BigEndian.Uint32(sum[8:12]))
}

// Stream yields draws in sequence.
type Stream struct {
	d      Domain
	entity uint64
	period uint32
	k      uint32
	spare  uint64
	half   bool
	buf    [16]byte // here and not on the heap once a draw
}

// Move puts the cursor at the start of another entity and period, as a new
// Stream would be, without making one.
func (s *Stream) Move(entity uint64, period uint32) {
	s.entity, s.period, s.k, s.half = entity, period, 0, false
}

// Uint64 returns 64 uniform bits.
func (s *Stream) Uint64() uint64 {
	if s.half {
		s.half = false
		return s.spare
	}
	hi, lo := s.d.draw(&s.buf, s.entity, s.period, s.k)
	s.k++
	s.spare, s.half = lo, true
	return hi
}

// Draw is the domain's Draw in the stream's memory. The cursor stays where it is.
func (s *Stream) Draw(entity uint64, period, k uint32) (hi, lo uint64) {
	return s.d.draw(&s.buf, entity, period, k)
}

// Bytes fills p with uniform bytes.
func (s *Stream) Bytes(p []byte) {
	for len(p) > 0 {
		var b [8]byte
		binary.BigEndian.PutUint64(b[:], s.Uint64())
		p = p[copy(p, b[:]):]
	}
}

// Int64N returns a uniform number in [0, n). n must be positive.
// Multiply-shift with rejection (Lemire 2019): no bias, no floating point.
func (s *Stream) Int64N(n int64) int64 {
	if n <= 0 {
		panic("stream: Int64N wants a positive bound")
	}
	bound := uint64(n)
	hi, lo := bits.Mul64(s.Uint64(), bound)
	if lo < bound {
		for reject := -bound % bound; lo < reject; {
			hi, lo = bits.Mul64(s.Uint64(), bound)
		}
	}
	return int64(hi)
}

// IntN returns a uniform number in [0, n). n must be positive.
func (s *Stream) IntN(n int) int { return int(s.Int64N(int64(n))) }

// Between returns a uniform number in [lo, hi], both ends included.
func (s *Stream) Between(lo, hi int64) int64 { return lo + s.Int64N(hi-lo+1) }

// Chance is true num times in den.
func (s *Stream) Chance(num, den int64) bool { return s.Int64N(den) < num }

// Weighted returns an index drawn in proportion to the weights.
func (s *Stream) Weighted(weights []int64) int {
	var sum int64
	for _, w := range weights {
		sum += w
	}
	at := s.Int64N(sum)
	for i, w := range weights {
		if at < w {
			return i
		}
		at -= w
	}
	return len(weights) - 1
}

// Lots are the choices of a Weighted draw that is made often: each index once
// for every unit of its weight. Pick(s, Lots(w...)) is s.Weighted(w), without
// the sum.
func Lots(weights ...int64) []int {
	var lots []int
	for i, w := range weights {
		for range w {
			lots = append(lots, i)
		}
	}
	return lots
}

// Perm returns a uniform permutation of [0, n) (Fisher and Yates).
func (s *Stream) Perm(n int) []int {
	p := make([]int, n)
	for i := range p {
		j := s.IntN(i + 1)
		p[i], p[j] = p[j], i
	}
	return p
}

// Pick returns one of the choices, each as likely as the next.
func Pick[T any](s *Stream, choices []T) T { return choices[s.IntN(len(choices))] }

// Quantile reads a table of quantiles k/256 at the lowest 16 of uniform bits;
// between two entries a value lies on the line.
func Quantile(table *[257]int64, bits uint64) int64 {
	k, low := bits>>8&0xff, int64(bits&0xff)
	return table[k] + (table[k+1]-table[k])*low>>8
}
