package ledger

import "github.com/osint-radar/academy/simulator/stream"

// approximate looks for coins that exceed the target by as little as possible:
// random subsets of the coins that are smaller than it, against the smallest
// coin that suffices alone. This is the selection of Bitcoin Core before 0.17,
// described by Erhardt 2016, section 3; where Core draws a thousand subsets,
// this draws a few. True: best marks the coins.
func (e *selector) approximate(target int64, s *stream.Stream) bool {
	const rounds = 12
	n := len(e.free)
	above := e.smallestAbove(target)
	var sum int64
	for _, c := range e.free[above+1:] {
		sum += c.value
	}
	least := int64(-1)
	if sum >= target {
		least = sum
		e.best = append(e.best[:0], make([]bool, n)...)
		for i := above + 1; i < n; i++ {
			e.best[i] = true
		}
	}
	for round := 0; round < rounds && least > target; round++ {
		e.now = append(e.now[:0], make([]bool, n)...)
		var sum int64
		var bits uint64
		// First each coin with chance one half, then all that are left.
		for pass := 0; pass < 2 && sum < target; pass++ {
			for i := above + 1; i < n; i++ {
				if (i-above-1)%64 == 0 && pass == 0 {
					bits = s.Uint64()
				}
				take := bits&1 == 1
				bits >>= 1
				if e.now[i] || pass == 0 && !take {
					continue
				}
				e.now[i] = true
				if sum += e.free[i].value; sum >= target {
					if sum < least {
						least = sum
						e.best = append(e.best[:0], e.now...)
					}
					sum -= e.free[i].value
					e.now[i] = false
				}
			}
			if pass == 0 && least == sum {
				break
			}
		}
	}
	// A subset that leaves a change which is hardly worth an output is no
	// better than one coin.
	if above >= 0 && (least < 0 || least != target && least < target+10*dust || e.free[above].value <= least) {
		e.best = append(e.best[:0], make([]bool, n)...)
		e.best[above] = true
		return true
	}
	return least >= 0
}
