package ledger

// withoutChange looks for coins whose value is the target without a change
// output, or so little above it that a change output would cost more than it
// holds. A depth-first search over the coins, most valuable first, that cuts a
// branch which is too much already or can no longer become enough: Branch and
// Bound after Erhardt 2016, as Bitcoin Core has it since 0.17. The
// search ends after a bounded number of steps. True: best marks the coins.
func (e *selector) withoutChange(want bill) bool {
	const steps = 2000
	n := len(e.free)
	low := want.target - want.change
	high := want.target + dust - 1
	var rest int64
	for _, c := range e.free {
		rest += c.value
	}
	e.now = append(e.now[:0], make([]bool, n)...)
	var sum int64
	over := int64(-1) // of the best so far
	depth := 0
	for range steps {
		back := false
		switch {
		case sum > high || sum+rest < low || over == 0:
			back = true
		case sum >= low:
			if over < 0 || sum-low < over {
				over = sum - low
				e.best = append(e.best[:0], e.now...)
			}
			back = true
		case depth == n:
			back = true
		}
		if !back {
			rest -= e.free[depth].value
			e.now[depth] = true
			sum += e.free[depth].value
			depth++
			continue
		}
		// Up to the last coin that was taken, and on without it.
		for depth > 0 && !e.now[depth-1] {
			depth--
			rest += e.free[depth].value
		}
		if depth == 0 {
			break
		}
		e.now[depth-1] = false
		sum -= e.free[depth-1].value
	}
	return over >= 0
}
