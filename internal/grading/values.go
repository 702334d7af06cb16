package grading

import (
	"encoding/json"
	"fmt"
	"math/big"
	"time"

	"github.com/osint-radar/academy/internal/training"
)

// matchingCredit is the share of the truth's pairs that were given: nothing is
// lost for a line that was left open, or for one that the question does not have.
func matchingCredit(want string, got json.RawMessage) (*big.Rat, string) {
	truly, ok := pairsOf([]byte(want))
	if !ok || len(truly) == 0 {
		return new(big.Rat), "the truth holds no pairs"
	}
	said, ok := pairsOf(got)
	if !ok {
		return new(big.Rat), "not a table of pairs"
	}
	var right int64
	for left, w := range truly {
		if s, given := said[left]; given && answerText(s) == answerText(w) {
			right++
		}
	}
	return frac(right, int64(len(truly))), fmt.Sprintf("%d of %d pairs right", right, len(truly))
}

// pairsOf reads a JSON object whose values are scalars.
func pairsOf(b []byte) (map[string]string, bool) {
	var raw map[string]json.RawMessage
	if json.Unmarshal(b, &raw) != nil || raw == nil {
		return nil, false
	}
	out := map[string]string{}
	for left, r := range raw {
		right, ok := scalar(r)
		if !ok {
			return nil, false
		}
		out[left] = right
	}
	return out, true
}

// intervalCredit is what both windows cover, over what they cover together.
func intervalCredit(want string, got json.RawMessage) (*big.Rat, string) {
	var key struct{ From, To string }
	if json.Unmarshal([]byte(want), &key) != nil {
		return new(big.Rat), "the truth holds no window"
	}
	truly, err := training.ParseWindow(key.From + "/" + key.To)
	if err != nil {
		return new(big.Rat), "the truth holds no window"
	}
	text, _ := scalar(got)
	said, err := training.ParseWindow(text)
	if err != nil {
		return new(big.Rat), "not a window of time"
	}
	begin, end := truly.From, truly.To
	if said.From.After(begin) {
		begin = said.From
	}
	if said.To.Before(end) {
		end = said.To
	}
	common := seconds(begin, end)
	if common.Sign() <= 0 {
		return new(big.Rat), "the two windows have nothing in common"
	}
	all := sub(add(seconds(truly.From, truly.To), seconds(said.From, said.To)), common)
	return over(common, all), fmt.Sprintf("%s of %s seconds in common", Decimal(common, 0), Decimal(all, 0))
}

// seconds is the exact time between two moments, however far apart they are.
func seconds(a, b time.Time) *big.Rat {
	return add(frac(b.Unix()-a.Unix(), 1), frac(int64(b.Nanosecond()-a.Nanosecond()), 1_000_000_000))
}

// placeCredit is all or nothing, by the radius of the truth.
func placeCredit(want string, got json.RawMessage) (*big.Rat, string) {
	var key struct {
		At     string      `json:"at"`
		Radius json.Number `json:"radius_m"`
	}
	if json.Unmarshal([]byte(want), &key) != nil {
		return new(big.Rat), "the truth holds no place"
	}
	truly, err := training.ParsePoint(key.At)
	radius, ok := training.Decimal(key.Radius.String())
	if err != nil || !ok || radius.Sign() <= 0 {
		return new(big.Rat), "the truth holds no place"
	}
	text, _ := scalar(got)
	said, err := training.ParsePoint(text)
	if err != nil {
		return new(big.Rat), "not a place"
	}
	square := squareMetres(truly, said)
	off := new(big.Int).Quo(square.Num(), square.Denom())
	why := fmt.Sprintf("%d m from the place, %s m would do", off.Sqrt(off), Decimal(radius, 0))
	if square.Cmp(mul(radius, radius)) <= 0 {
		return frac(1, 1), "right: " + why
	}
	return new(big.Rat), why
}

// squareMetres is the square of the distance of two places on a sphere with a
// radius of 6,371 km, in square metres: a degree is 111,195 m, and a degree of
// longitude narrows with the cosine of the latitude half way between the two. Within
// a kilometre, and answers are judged within less, that is true to a millimetre.
func squareMetres(a, b training.Point) *big.Rat {
	const metres, micro, turn = 111_195, 1_000_000, 360_000_000
	east := max(a.Lon-b.Lon, b.Lon-a.Lon)
	east = min(east, turn-east)
	y := mul(frac(a.Lat-b.Lat, micro), whole(metres))
	x := mul(mul(frac(east, micro), whole(metres)), cosine(frac(a.Lat+b.Lat, 2*micro)))
	return add(mul(x, x), mul(y, y))
}

// cosine of an angle of at most 90 degrees, by thirteen terms of its series: as a
// fraction, so that it is the same on every processor.
func cosine(degrees *big.Rat) *big.Rat {
	x := mul(degrees, frac(3_141_592_653_589_793, 180*1_000_000_000_000_000))
	square, term, sum := mul(x, x), frac(1, 1), frac(1, 1)
	for n := int64(1); n < 25; n += 2 {
		term = mul(mul(term, square), frac(-1, n*(n+1)))
		sum = add(sum, term)
	}
	return sum
}
