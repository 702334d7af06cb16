package emoney

import (
	"slices"
	"sync"

	"github.com/osint-radar/academy/simulator/world"
)

// held is a block with the planted transfers of the days in use.
type held struct {
	block   *block
	mu      sync.Mutex
	chunk   int // whose planted transfers these are
	planted [][]due
	shelf   *shelf
}

// shelf keeps the blocks in use, and the buffers of days that are over. Parts of
// one block follow each other, so it goes when its last day is taken; the next
// comes when the first of its days is.
type shelf struct {
	mu     sync.Mutex
	ledger *ledger
	blocks []*held
	days   []*day
}

const shelved = 2

// take returns a block for one of its days, drawn if it is not here. A nil shelf
// draws always.
func (s *shelf) take(w *world.World, index, number int) *held {
	if s == nil {
		return &held{block: newBlock(newLedger(w), index), chunk: -1}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ledger == nil || s.ledger.w != w {
		s.ledger, s.blocks = newLedger(w), nil
	}
	for i, h := range s.blocks {
		if h.block.index == index {
			if number == w.Emoney.Days-1 {
				s.blocks = slices.Delete(s.blocks, i, i+1)
			}
			return h
		}
	}
	h := &held{block: newBlock(s.ledger, index), chunk: -1, shelf: s}
	if s.blocks = append(s.blocks, h); len(s.blocks) > shelved {
		s.blocks = append([]*held(nil), s.blocks[1:]...)
	}
	return h
}

// day prepares a day of the block.
func (h *held) day(number int) *day {
	d := h.shelf.idle()
	d.b, d.number = h.block, number
	key := h.block.ledger.w.Key
	d.rowKeys, d.extras = key.Domain("emoney/row"), key.Domain("emoney/top-up")
	if n := len(h.block.accounts); cap(d.due) < n/2 {
		d.due = make([]due, 0, n/2) // what the fullest days take: pay days
	}
	d.due = h.block.calendar(key.Domain("emoney/calendar"), number, d.due[:0])
	h.mu.Lock()
	defer h.mu.Unlock()
	if chunk := number / chunkDays; chunk != h.chunk {
		h.chunk, h.planted = chunk, h.block.planted(chunk, h.planted)
	}
	d.due = append(d.due, h.planted[number%chunkDays]...)
	return d
}

func (s *shelf) idle() *day {
	if s != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		if n := len(s.days); n > 0 {
			d := s.days[n-1]
			s.days = s.days[:n-1]
			return d
		}
	}
	return &day{}
}

// rest takes a day back whose buffers another may use.
func (s *shelf) rest(d *day) {
	if s == nil {
		return
	}
	d.b, d.flush, d.planted = nil, nil, nil
	s.mu.Lock()
	defer s.mu.Unlock()
	s.days = append(s.days, d)
}
