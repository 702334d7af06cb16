package grading

import (
	"math/rand/v2"
	"testing"
)

// Every assignment of up to six rows is tried by hand and compared.
func TestAssignIsOptimal(t *testing.T) {
	for seed := range uint64(600) {
		r := rand.New(rand.NewPCG(seed, 1))
		rows, cols := r.IntN(7), r.IntN(7)
		w := make([][]int64, rows)
		for i := range w {
			w[i] = make([]int64, cols)
			for j := range w[i] {
				if r.IntN(3) > 0 {
					w[i][j] = r.Int64N(1000)
				}
			}
		}
		got, taken := int64(0), map[int]bool{}
		for i, j := range assign(rows, cols, func(i, j int) int64 { return w[i][j] }) {
			if j < 0 {
				continue
			}
			if taken[j] || w[i][j] == 0 {
				t.Fatalf("seed %d: column %d taken twice or at weight 0", seed, j)
			}
			taken[j] = true
			got += w[i][j]
		}
		if want := bestSum(w, 0, map[int]bool{}); got != want {
			t.Fatalf("seed %d: %d×%d gives %d, the best is %d", seed, rows, cols, got, want)
		}
	}
}

func bestSum(w [][]int64, row int, used map[int]bool) int64 {
	if row == len(w) {
		return 0
	}
	best := bestSum(w, row+1, used)
	for j, v := range w[row] {
		if !used[j] {
			used[j] = true
			best = max(best, v+bestSum(w, row+1, used))
			used[j] = false
		}
	}
	return best
}
