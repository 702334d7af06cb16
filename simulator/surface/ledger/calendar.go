package ledger

import (
	"math/bits"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// shape is how large a chain is. Heights 1 to before lie ahead of the
// scenario's start: coins ripen and spread there.
type shape struct {
	before    int // blocks up to and with the one at the scenario's start
	blocks    int // blocks from there to the scenario's end
	txs       int // about how many transactions of the crowd
	persons   int
	merchants int
	services  int
	pools     int
}

const (
	maturity  = 100              // blocks until a coinbase may be spent
	spread    = maturity + 1     // height from which pools pay out
	busy      = maturity + 40    // height from which the crowd spends
	blockTime = 68 * time.Minute // mean; the longest gap stays near two hours
)

func shapeOf(w *world.World) shape {
	return shape{
		before:    260,
		blocks:    max(1000, int(w.End.Sub(w.Start)/blockTime)),
		txs:       w.Scale.Of(6800),
		persons:   w.Scale.Of(260),
		merchants: w.Scale.Of(24),
		services:  w.Scale.Of(3),
		pools:     4,
	}
}

// calendar gives the time of each height; the genesis block has none. Times
// rise strictly, block before is at start and the last one at end.
func calendar(d stream.Domain, s shape, start, end time.Time) []time.Time {
	n := s.before + s.blocks
	gap := make([]int64, n+1)
	var sum int64
	for h := 1; h <= n; h++ {
		gap[h] = d.Stream(uint64(h), 0).Between(25, 160)
		if h > s.before {
			sum += gap[h]
		}
	}
	span := int64(end.Sub(start) / time.Second)
	at := make([]time.Time, n+1)
	var run int64
	for h := s.before + 1; h <= n; h++ {
		run += gap[h]
		at[h] = start.Add(time.Duration(span*run/sum) * time.Second)
	}
	at[s.before] = start
	for h := s.before - 1; h >= 1; h-- {
		at[h] = at[h+1].Add(-time.Duration(max(1, span*gap[h+1]/sum)) * time.Second)
	}
	return at
}

// rhythm is how busy each hour of the day is (UTC), in relative weights.
var rhythm = [24]int64{30, 22, 17, 15, 17, 25, 42, 63, 85, 98, 104, 106, 108, 107, 105, 104, 106, 110, 116, 120, 114, 96, 70, 46}

// week is how busy each day is, from Sunday on, in relative weights.
var week = [7]int64{78, 104, 108, 109, 107, 106, 88}

// traffic says how many transactions the crowd tries to make in each block:
// more after a long gap, by day, and on working days. The sum over all blocks is near s.txs.
func traffic(d stream.Domain, s shape, at []time.Time) []int {
	weight := make([]int64, len(at))
	var sum int64
	for h := busy; h < len(at); h++ {
		gap := int64(at[h].Sub(at[h-1]) / time.Second)
		weight[h] = gap * rhythm[at[h].Hour()] * week[at[h].Weekday()]
		sum += weight[h]
	}
	n := make([]int, len(at))
	var run, due int64
	for h := busy; h < len(at); h++ {
		run += weight[h]
		// Twice as many coins are thrown as transactions are due: a count that
		// scatters around its mean as real ones do.
		throws := mulDiv(2*int64(s.txs), run, sum) - due
		due += throws
		n[h] = int(heads(d.Stream(uint64(h), 1), throws))
	}
	return n
}

// heads is how many of so many thrown coins show heads. Of many coins only a
// thousand are thrown, and their deviation is scaled by the square root.
func heads(s *stream.Stream, throws int64) int64 {
	const few = 1024
	if throws > few {
		root := int64(1)
		for root*root*few < throws {
			root++
		}
		return throws/2 + (heads(s, few)-few/2)*root
	}
	var n int64
	for ; throws >= 64; throws -= 64 {
		n += int64(bits.OnesCount64(s.Uint64()))
	}
	return n + int64(bits.OnesCount64(s.Uint64()>>(64-throws)))
}
