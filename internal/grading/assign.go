package grading

import (
	"math"
	"math/big"
)

// assign returns, for each row, the column it is matched to, or -1, so that the
// sum of weights is the largest possible and no column is used twice. A weight of
// 0 means that the two may not be matched; weights lie below 2^40.
//
// Kuhn and Munkres with potentials, O(rows² · cols) for rows ≤ cols. Among
// equally good assignments the order of rows and columns decides, so callers
// sort them first.
func assign(rows, cols int, weight func(row, col int) int64) []int {
	if rows > cols {
		byCol := assign(cols, rows, func(i, j int) int64 { return weight(j, i) })
		out := none(rows)
		for c, r := range byCol {
			if r >= 0 {
				out[r] = c
			}
		}
		return out
	}
	// Index 0 is a sentinel: row i and column j of the caller are i+1 and j+1.
	u, v := make([]int64, rows+1), make([]int64, cols+1)
	match := make([]int, cols+1) // row of a column, 0 for none
	way := make([]int, cols+1)
	for i := 1; i <= rows; i++ {
		match[0] = i
		least := make([]int64, cols+1)
		for j := range least {
			least[j] = math.MaxInt64
		}
		used := make([]bool, cols+1)
		at := 0
		for match[at] != 0 {
			used[at] = true
			row, delta, next := match[at], int64(math.MaxInt64), 0
			for j := 1; j <= cols; j++ {
				if used[j] {
					continue
				}
				if cost := -weight(row-1, j-1) - u[row] - v[j]; cost < least[j] {
					least[j], way[j] = cost, at
				}
				if least[j] < delta {
					delta, next = least[j], j
				}
			}
			for j := 0; j <= cols; j++ {
				if used[j] {
					u[match[j]] += delta
					v[j] -= delta
				} else if least[j] != math.MaxInt64 {
					least[j] -= delta
				}
			}
			at = next
		}
		for at != 0 {
			match[at] = match[way[at]]
			at = way[at]
		}
	}
	out := none(rows)
	for j := 1; j <= cols; j++ {
		if i := match[j]; i > 0 && weight(i-1, j-1) > 0 {
			out[i-1] = j - 1
		}
	}
	return out
}

// match is assign over the rows and columns that may be matched at all: a
// submission may hold a hundred thousand claims, and hardly any of them fits.
func match(rows, cols int, weight func(row, col int) int64) []int {
	var keepRows, keepCols []int
	rowOK := make([]bool, rows)
	for j := range cols {
		fits := false
		for i := range rows {
			if weight(i, j) > 0 {
				fits, rowOK[i] = true, true
			}
		}
		if fits {
			keepCols = append(keepCols, j)
		}
	}
	for i, ok := range rowOK {
		if ok {
			keepRows = append(keepRows, i)
		}
	}
	table := make([][]int64, len(keepRows))
	for i, r := range keepRows {
		table[i] = make([]int64, len(keepCols))
		for j, c := range keepCols {
			table[i][j] = weight(r, c)
		}
	}
	out := none(rows)
	for i, j := range assign(len(keepRows), len(keepCols), func(i, j int) int64 { return table[i][j] }) {
		if j >= 0 {
			out[keepRows[i]] = keepCols[j]
		}
	}
	return out
}

func none(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

// creditWeight is what a pair of credit 1, 1/2 or nil weighs in a match: a whole
// credit so much more than a half that no two halves replace one.
func creditWeight(credit *big.Rat) int64 {
	switch {
	case credit == nil:
		return 0
	case isOne(credit):
		return 1_000_000
	}
	return 500_000 - 1
}
