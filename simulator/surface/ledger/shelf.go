package ledger

import (
	"sync"

	"github.com/osint-radar/academy/simulator/world"
)

// shelf keeps what all parts of a bulk ledger have in common, and the memory of
// parts that are over. A nil shelf keeps nothing.
type shelf struct {
	mu   sync.Mutex
	bulk *bulk
	idle []*rows
}

// take returns the bulk ledger of a world.
func (s *shelf) take(w *world.World) *bulk {
	if s == nil {
		return newBulk(w)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bulk == nil || s.bulk.w != w {
		s.bulk, s.idle = newBulk(w), nil
	}
	return s.bulk
}

// rows returns room for a part of u.
func (s *shelf) rows(u *bulk) *rows {
	if s != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		if n := len(s.idle); n > 0 && s.idle[n-1].u == u {
			r := s.idle[n-1]
			s.idle = s.idle[:n-1]
			return r
		}
	}
	return newRows(u)
}

// rest takes the room of a part back that another may use.
func (s *shelf) rest(r *rows) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.idle = append(s.idle, r)
}
