package ledger

// space hands out what there is much of from larger pieces of memory. A bulk
// ledger uses them again for the next town; in a signed chain what is no longer
// needed is freed. A nil space hands out single things.
type space struct {
	drafts    slab[draft]
	outs      slab[payee]
	coins     slab[coin]
	addresses slab[address]
	purses    slab[purse]
}

// again is a space whose pieces can be used again.
func again() *space {
	s := new(space)
	s.drafts.keep, s.outs.keep, s.coins.keep, s.addresses.keep, s.purses.keep = true, true, true, true, true
	return s
}

// reset takes everything back.
func (s *space) reset() {
	s.drafts.reset()
	s.outs.reset()
	s.coins.reset()
	s.addresses.reset()
	s.purses.reset()
}

func (s *space) address() *address {
	if s == nil {
		return new(address)
	}
	return s.addresses.one()
}

func (s *space) purse() *purse {
	p := s.purses.one()
	p.room = s
	p.coins = s.coins.take(4)[:0]
	return p
}

// slab is pieces of memory of one type.
type slab[T any] struct {
	keep   bool
	pieces [][]T
	at     int // the piece that is handed out from
	used   int // of it
}

// one hands out a zero value.
func (s *slab[T]) one() *T { return &s.take(1)[0] }

// take hands out n zero values that lie together; appending moves them.
func (s *slab[T]) take(n int) []T {
	const size = 512
	for s.at >= len(s.pieces) || s.used+n > len(s.pieces[s.at]) {
		switch {
		case s.at+1 < len(s.pieces):
			s.at++
		case s.keep || len(s.pieces) == 0:
			s.pieces = append(s.pieces, make([]T, max(size, n)))
			s.at = len(s.pieces) - 1
		default:
			s.pieces[0] = make([]T, max(size/4, n))
		}
		s.used = 0
	}
	s.used += n
	return s.pieces[s.at][s.used-n : s.used : s.used]
}

func (s *slab[T]) reset() {
	for i := range min(s.at+1, len(s.pieces)) {
		clear(s.pieces[i])
	}
	s.at, s.used = 0, 0
}
