package emoney

import (
	"slices"
	"sync"

	"github.com/osint-radar/academy/simulator/world"
)

// held is a block with the planted transfers of the days in use.
type held struct {
	block   block
	parts   int // at work on it, and one while others may come; shelf.mu
	mu      sync.Mutex
	chunk   int // whose planted transfers these are
	planted [][]due
	shelf   *shelf
}

// shelf keeps the blocks in use, and the memory of blocks and days that are
// over. Parts of one block follow each other, so it goes when its last day is
// taken; the next comes, into the same memory, when the first of its days is.
type shelf struct {
	mu     sync.Mutex
	ledger *ledger
	blocks []*held
	idle   []*held
	days   []*day
}

const shelved = 2

// take returns a block for one of its days, drawn if it is not here. A nil shelf
// draws always.
func (s *shelf) take(w *world.World, index, number int) *held {
	if s == nil {
		h := new(held)
		return h.become(newLedger(w), index)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ledger == nil || s.ledger.w != w {
		s.ledger, s.blocks, s.idle = newLedger(w), nil, nil
	}
	at := slices.IndexFunc(s.blocks, func(h *held) bool { return h.block.index == index })
	if at < 0 {
		h := &held{shelf: s}
		if n := len(s.idle); n > 0 {
			h, s.idle = s.idle[n-1], s.idle[:n-1]
		}
		at = len(s.blocks)
		s.blocks = append(s.blocks, h.become(s.ledger, index))
	}
	h := s.blocks[at]
	h.parts++
	if number == w.Emoney.Days-1 {
		s.blocks = slices.Delete(s.blocks, at, at+1)
		s.leave(h)
	} else if len(s.blocks) > shelved {
		s.leave(s.blocks[0])
		s.blocks = slices.Delete(s.blocks, 0, 1)
	}
	return h
}

// become draws a block that nobody has yet.
func (h *held) become(l *ledger, index int) *held {
	h.block.become(l, index)
	h.parts, h.chunk = 1, -1
	return h
}

// leave counts one fewer at work on a block. The memory of one that nobody comes
// back to is kept for the next; after the last one nothing is. s is locked.
func (s *shelf) leave(h *held) {
	if h.parts--; h.parts > 0 || h.block.ledger != s.ledger {
		return
	}
	if h.block.index == h.block.ledger.e.Blocks()-1 {
		s.idle, s.days = nil, nil
		return
	}
	s.idle = append(s.idle, h)
}

// day prepares a day of the block.
func (h *held) day(number int) *day {
	d := h.shelf.day()
	d.held, d.b, d.number = h, &h.block, number
	key := h.block.ledger.w.Key
	d.numbers = h.block.ledger.numbers()
	d.rowKeys, d.extras = key.Domain("emoney/row"), key.Domain("emoney/top-up").Stream(0, 0)
	d.due = sized(d.due, len(h.block.accounts)/2) // what the fullest days take: pay days
	d.due = h.block.calendar(key.Domain("emoney/calendar"), number, d.due[:0])
	h.mu.Lock()
	defer h.mu.Unlock()
	if chunk := number / chunkDays; chunk != h.chunk {
		h.chunk, h.planted = chunk, h.block.planted(chunk, h.planted)
	}
	d.due = append(d.due, h.planted[number%chunkDays]...)
	return d
}

func (s *shelf) day() *day {
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

// rest takes a day back whose buffers another may use, and its block.
func (s *shelf) rest(d *day) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.days = append(s.days, d)
	s.leave(d.held)
	d.held, d.b, d.flush, d.planted = nil, nil, nil, nil
}
