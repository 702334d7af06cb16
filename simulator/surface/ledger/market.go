package ledger

import (
	"cmp"
	"slices"

	"github.com/osint-radar/academy/simulator/stream"
)

// market is the market for room in blocks. Who wants to pay bids a fee rate
// near the going one, by his patience; a block takes the highest bids until it
// is full; the others wait, and when they wait too long they give up. The going
// rate rises with full blocks and the queue behind them and falls with empty
// ones: so it follows the hours of the day and the days of the week (Möser &
// Böhme, Trends, Tips, Tolls: A Longitudinal Study of Bitcoin Transaction Fees,
// 2015, on how fees follow the demand for room).
type market struct {
	level int64 // the going rate, satoshi per 1,000 virtual bytes
	room  int64 // weight of the crowd's transactions in a block
	queue []bid // the highest rate first, then the earliest
}

// bid is somebody's wish to pay. What exactly he pays is drawn when it is his
// turn, from the position that height and number name.
type bid struct {
	rate   int64
	height int // since which block it waits
	number uint32
}

const (
	relayFloor = 1_000   // below it nodes pass nothing on: 1 satoshi per virtual byte
	dearest    = 110_000 // where the going rate stops to rise
	patience   = 30      // blocks after which a bid is withdrawn
	meanWeight = 900     // of the crowd's transactions, about
)

// newMarket has room for the mean of that many transactions a block and an
// eighth more.
func newMarket(txs, blocks int) *market {
	return &market{level: 9_000, room: max(mulDiv(int64(txs)*meanWeight, 9, int64(8*blocks)), 2*meanWeight)}
}

var patiences = stream.Lots(14, 24, 35, 20, 7)

// bidRate draws a rate by the payer's patience: never a round one.
func (m *market) bidRate(s *stream.Stream) int64 {
	percent := [...]int64{35, 65, 100, 150, 260}[stream.Pick(s, patiences)]
	return relayFloor + s.Int64N(400) + m.level*percent*s.Between(85, 115)/10_000
}

// hurry is the rate of a payment that must be in the next block.
func (m *market) hurry(s *stream.Stream) int64 {
	return relayFloor + s.Int64N(400) + min(m.level, 45_000)*s.Between(105, 135)/100
}

// arrive adds the wishes of n payers who came since the block before.
func (m *market) arrive(height, n int, s *stream.Stream) {
	first := len(m.queue)
	for i := range n {
		s.Move(uint64(height), uint32(i))
		m.queue = append(m.queue, bid{m.bidRate(s), height, uint32(i)})
	}
	if len(m.queue) > first {
		slices.SortFunc(m.queue, func(a, b bid) int {
			return cmp.Or(cmp.Compare(b.rate, a.rate), a.height-b.height, cmp.Compare(a.number, b.number))
		})
	}
}

// settle moves the going rate after a block of which used was taken, and
// removes who has waited too long.
func (m *market) settle(height int, used int64) {
	m.move(used, int64(len(m.queue)))
	m.queue = slices.DeleteFunc(m.queue, func(b bid) bool { return height-b.height >= patience })
}

// move brings the going rate two fifths of the way to what a block's fullness
// and the number of bids that wait behind it make of the demand.
func (m *market) move(used, waiting int64) {
	full := min(used*1000/m.room, 1000)                   // in thousandths
	behind := min(waiting*meanWeight*1000/m.room, 12_000) // blocks of them, in thousandths
	goal := relayFloor*7/10 + full + 2*behind + behind*behind/1500
	m.level = min(max(m.level+(goal-m.level)*2/5, 600), dearest)
}
