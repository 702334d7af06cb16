package stream_test

import (
	"encoding/binary"
	"testing"

	"github.com/osint-radar/academy/simulator/stream"
)

// Fill gives what Draw gives at each position, from wherever it starts.
func TestFillIsDraw(t *testing.T) {
	d := stream.NewKey([16]byte{7}).Domain("test")
	for _, first := range []uint32{0, 1, 255, 65_535} {
		p := make([]byte, 16*20+5)
		for i := range p {
			p[i] = 0xaa // what was there before has no part in it
		}
		d.Fill(p, 42, 7, first)
		for k := range uint32(20) {
			hi, lo := d.Draw(42, 7, first+k)
			if got := p[16*k:]; binary.BigEndian.Uint64(got) != hi || binary.BigEndian.Uint64(got[8:]) != lo {
				t.Fatalf("draw %d differs", first+k)
			}
		}
	}
}

func BenchmarkFill(b *testing.B) {
	d := stream.NewKey([16]byte{7}).Domain("bench")
	p := make([]byte, 1<<16)
	b.SetBytes(int64(len(p)))
	sum := 0
	for b.Loop() {
		d.Fill(p, 1, 2, 3)
		sum += int(p[77])
	}
	b.Log(sum)
}
