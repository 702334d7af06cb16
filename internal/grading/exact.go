package grading

import (
	"math/big"
	"strings"
)

// Exact arithmetic: fractions of integers of any size, never floating point.

func frac(num, den int64) *big.Rat { return big.NewRat(num, den) }

func whole(n int) *big.Rat { return new(big.Rat).SetInt64(int64(n)) }

func add(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }

func sub(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }

func mul(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }

// over is a/b, and 0 where b is 0.
func over(a, b *big.Rat) *big.Rat {
	if b.Sign() == 0 {
		return new(big.Rat)
	}
	return new(big.Rat).Quo(a, b)
}

func isOne(a *big.Rat) bool { return a.IsInt() && a.Num().IsInt64() && a.Num().Int64() == 1 }

func orZero(a *big.Rat) *big.Rat {
	if a == nil {
		return new(big.Rat)
	}
	return a
}

// Decimal prints r with the given number of places, half to even: 2.5 thousandths
// become 0.002, 3.5 thousandths 0.004. It never depends on a locale.
func Decimal(r *big.Rat, places int) string {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	num := new(big.Int).Mul(new(big.Int).Abs(r.Num()), scale)
	q, rest := new(big.Int).QuoRem(num, r.Denom(), new(big.Int))
	switch rest.Lsh(rest, 1).Cmp(r.Denom()) {
	case 1:
		q.Add(q, big.NewInt(1))
	case 0:
		q.Add(q, new(big.Int).And(q, big.NewInt(1)))
	}
	digits := q.String()
	if len(digits) <= places {
		digits = strings.Repeat("0", places+1-len(digits)) + digits
	}
	out := digits[:len(digits)-places]
	if places > 0 {
		out += "." + digits[len(digits)-places:]
	}
	if r.Sign() < 0 && q.Sign() != 0 {
		out = "-" + out
	}
	return out
}

func three(r *big.Rat) string { return Decimal(r, 3) }

// f1 is the harmonic mean of precision and recall; f05 is F-β with β = 1/2, which
// lets a false accusation cost more than a miss.
func f1(p, r *big.Rat) *big.Rat  { return fBeta(p, r, frac(1, 1)) }
func f05(p, r *big.Rat) *big.Rat { return fBeta(p, r, frac(1, 4)) }

func fBeta(p, r, b2 *big.Rat) *big.Rat {
	return over(mul(add(frac(1, 1), b2), mul(p, r)), add(mul(b2, p), r))
}

// overRoot is n/√d for d > 0, exact where d is a square and to 256 bits
// otherwise: a root that is no integer never lies on a rounding boundary.
func overRoot(n, d *big.Int) *big.Rat {
	if root := new(big.Int).Sqrt(d); new(big.Int).Mul(root, root).Cmp(d) == 0 {
		return new(big.Rat).SetFrac(n, root)
	}
	f := new(big.Float).SetPrec(256)
	f.Quo(new(big.Float).SetPrec(256).SetInt(n), f.Sqrt(new(big.Float).SetPrec(256).SetInt(d)))
	r, _ := f.Rat(nil)
	return r
}
