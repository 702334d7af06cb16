package saga

import (
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// lag is the distribution of a delay: its quantiles in seconds, equally far
// apart in probability, the first the least and the last the most. A draw picks
// one of the equal parts and is uniform inside it: integers only, the same on
// every machine.
type lag []int64

func (l lag) draw(s *stream.Stream) time.Duration {
	i := s.IntN(len(l) - 1)
	return time.Duration(s.Between(l[i]*1000, l[i+1]*1000)) * time.Millisecond
}

const (
	minute = 60
	hour   = 60 * minute
	day    = 24 * hour
)

// The delays. Where no public measurement is known the shape is an assumption:
// a log-normal one, which Brown et al. (2005, "Statistical Analysis of a
// Telephone Call Center", JASA 100) found for the times that services take.
var (
	// From seeing to writing: the delay of comments in the LDBC Social Network
	// Benchmark, a power law that is cut at a day, with a mean of 6.85 hours.
	lagContact = lag{5 * minute, 25 * minute, 70 * minute, 140 * minute, 250 * minute, 410 * minute, 640 * minute, 980 * minute, day}

	// Between the lines of a talk: P(t) ~ 1/t (Barabási 2005, "The origin of
	// bursts and heavy tails in human dynamics", Nature 435).
	lagAnswer = lag{20, 50, 110, 4 * minute, 8 * minute, 18 * minute, 45 * minute, 2 * hour, 9 * hour}

	// A program answers at once.
	lagPrompt = lag{2, 3, 4, 9}

	// From a price to the money: at once from a wallet, in a shop's opening
	// hours for the rest (assumption).
	lagDeposit = map[string]lag{
		world.Cash:   {3 * hour, 10 * hour, 20 * hour, 30 * hour, 3 * day},
		world.Hawala: {5 * hour, 16 * hour, 26 * hour, 40 * hour, 4 * day},
		world.Escrow: {20 * minute, hour, 3 * hour, 10 * hour, 30 * hour},
		world.Token:  {15 * minute, 45 * minute, 2 * hour, 8 * hour, 24 * hour},
		world.Coin:   {15 * minute, 45 * minute, 2 * hour, 8 * hour, 24 * hour},
	}
	lagCode    = lag{2 * minute, 8 * minute, 25 * minute, 90 * minute, 6 * hour}
	lagReady   = lag{14 * hour, 26 * hour, 40 * hour, 64 * hour, 6 * day} // to be ready to leave
	lagRest    = lag{5 * hour, 9 * hour, 16 * hour, 26 * hour, 44 * hour} // between two legs
	lagTrouble = lag{hour, 5 * hour, 12 * hour, 22 * hour, 2 * day}       // until they try again or give up
	lagSignal  = lag{3 * minute, 9 * minute, 22 * minute, 50 * minute, 4 * hour}
	lagRelease = lag{30 * minute, 2 * hour, 6 * hour, 15 * hour, 30 * hour}
	lagRefund  = lag{6 * hour, day, 2 * day, 4 * day, 9 * day}
	lagReview  = lag{4 * hour, 16 * hour, 34 * hour, 3 * day, 8 * day}

	// Of suppliers.
	lagProof   = lag{5 * hour, 14 * hour, 26 * hour, 48 * hour, 4 * day}
	lagCourier = lag{40 * hour, 3 * day, 4 * day, 6 * day, 10 * day}
	lagReborn  = lag{40 * minute, 3 * hour, 9 * hour, 20 * hour, 3 * day}
	lagCopy    = lag{30, 90, 4 * minute, 12 * minute, 50 * minute} // between copies of one text: a burst
	lagShare   = lag{13 * hour, 16 * hour, 19 * hour, 24 * hour, 40 * hour}
)
