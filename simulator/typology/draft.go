package typology

import (
	"cmp"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// draft is a case while its transfers are being drawn.
type draft struct {
	Case
	t    *Typology
	s    *stream.Stream
	list []Transfer

	out    []Transfer // in order
	places places[Transfer]
}

const day = 24 * time.Hour

// pay adds a transfer of about an amount and returns its index. The amount gets
// the look of its kind and may come out a little lower.
func (d *draft) pay(from, to int, after time.Duration, amount int64, step string, cause int) int {
	amount = world.Coins(d.t.kind(from, to, d.Parties), amount, d.s.Uint64())
	d.list = append(d.list, Transfer{from, to, after, amount, step, cause})
	return len(d.list) - 1
}

// amount is what transfer i came to.
func (d *draft) amount(i int) int64 { return d.list[i].Amount }

// after is when transfer i happens.
func (d *draft) after(i int) time.Duration { return d.list[i].After }

// stage draws a moment of stage k, from 0, of n: the window's days but the last
// are dealt to the stages in order, so a later stage comes after an earlier one.
func (d *draft) stage(k, n int) time.Duration {
	days := d.Days - 1
	from, to := days*k/n, days*(k+1)/n
	return time.Duration(from+d.s.IntN(to-from))*day + world.PayMoment(d.s)
}

// soon is five minutes to eight hours after a moment, mostly below two. A stage's
// moments leave the window's last day free for it.
func (d *draft) soon(after time.Duration) time.Duration {
	lag := time.Duration(d.s.Between(5*60_000, 60*60_000)) * time.Millisecond
	return after + lag<<d.s.IntN(4)
}

// split cuts an amount into n uneven pieces, the largest at most four times the smallest.
func (d *draft) split(amount int64, n int) []int64 {
	weights, sum := make([]int64, n), int64(0)
	for i := range weights {
		weights[i] = d.s.Between(64, 256)
		sum += weights[i]
	}
	for i, w := range weights {
		weights[i] = amount * w / sum
	}
	return weights
}

// less is an amount less a share between two per cents: a fee, a commission, what was spent.
func (d *draft) less(amount, least, most int64) int64 {
	return amount * (100 - d.s.Between(least, most)) / 100
}

// sum of what transfers came to.
func (d *draft) sum(of []int) int64 {
	var all int64
	for _, i := range of {
		all += d.amount(i)
	}
	return all
}

// last of several transfers, by time.
func (d *draft) last(of []int) int {
	return slices.MaxFunc(of, func(a, b int) int { return cmp.Compare(d.after(a), d.after(b)) })
}

// inOrder sorts the transfers by time and lets causes follow. A cause that
// would come later than its effect is a fault of the typology; tests find it.
func (d *draft) inOrder() []Transfer {
	d.out = d.places.sort(d.out, d.list, func(r *Transfer) time.Duration { return r.After }, func(r *Transfer) *int { return &r.Cause })
	return d.out
}

// places sorts lists whose elements name each other by place.
type places[T any] struct{ order, at []int }

// sort returns list sorted by time, stably, in the memory of out, with every
// cause at its new place.
func (p *places[T]) sort(out, list []T, when func(*T) time.Duration, cause func(*T) *int) []T {
	p.order, p.at, out = p.order[:0], p.at[:0], out[:0]
	for i := range list {
		p.order, p.at = append(p.order, i), append(p.at, 0)
	}
	slices.SortStableFunc(p.order, func(a, b int) int { return cmp.Compare(when(&list[a]), when(&list[b])) })
	for now, before := range p.order {
		p.at[before] = now
		out = append(out, list[before])
	}
	for i := range out {
		if c := cause(&out[i]); *c != Decision {
			*c = p.at[*c]
		}
	}
	return out
}
