package microblog

import (
	"cmp"
	"slices"
)

// people is about how many live in one community, and abroad how many follows
// for one that leaves it. Friends of friends meet inside a community, and few
// ways lead out of it: so clustering is that of a community however many there
// are, and nine in ten pairs are five to six steps apart (KONECT has .006 and 5.9).
const (
	people = 20_000
	abroad = 500
)

// home is the community of a member: those from one index to before another.
// The story's people come last, so they live in one.
func (c *crowd) home(i int) (from, to int) {
	n := len(c.members)
	homes := max((n+people/2)/people, 1)
	k := i * homes / n
	return (k*n + homes - 1) / homes, ((k+1)*n + homes - 1) / homes
}

// follows draws who follows whom and since when, in the order of time. Followers
// come in proportion to pull (a heavy tail), about one follow in five is part of a pair.
func (c *crowd) follows() []pair {
	d := c.w.Key.Domain("microblog/follow")
	seen := map[[2]int32]bool{}
	var out []pair
	end := c.w.End.UnixMilli()
	add := func(i, j int, at int64) bool {
		a, b := &c.members[i], &c.members[j]
		key := [2]int32{int32(i), int32(j)}
		if i == j || seen[key] || !a.there(at) || !b.there(at) {
			return false
		}
		seen[key] = true
		out = append(out, pair{number(a.rec.ID), number(b.rec.ID), at})
		return true
	}
	for i := range c.members {
		m := &c.members[i]
		s := d.Stream(m.entity, 0)
		lo, hi := c.home(i)
		for range min(2+2*tail(s)/unit, 100) {
			from, to := lo, hi
			if s.Chance(1, abroad) {
				from, to = 0, len(c.members)
			}
			j := c.pull.among(s, from, to)
			both := max(m.created, c.members[j].created)
			at := both + s.Int64N(max(end-both, 1))
			back, later := s.Chance(1, 8), s.Between(60_000, 20*dayMS)
			if add(i, j, at) && back {
				add(j, i, at+later)
			}
		}
	}
	for _, f := range c.w.Follows {
		add(c.byRef[f.From], c.byRef[f.To], f.At.UnixMilli())
	}
	sortPairs(out)
	return out
}

// favourites draws who liked what, within a week of the post, in the order of time.
func (c *crowd) favourites(d domains) []pair {
	var out []pair
	for day := range c.days {
		for _, p := range c.originals(d, day) {
			out = c.likes(out, d, &p)
		}
	}
	sortPairs(out)
	return out
}

func (c *crowd) likes(out []pair, d domains, p *post) []pair {
	s := d.like.Stream(p.draws, 0)
	m := &c.members[p.author]
	n := min(tail(s)/unit, 40) * min(m.pull, 200*unit) / (unit * 4)
	if s.Chance(1, 2) {
		n++
	}
	done := map[int]bool{}
	for range n {
		who := c.drive.spin(s)
		at := p.at + min(s.Between(60_000, 3_600_000)*tail(s)/unit, 7*dayMS-1)
		gone := p.deleted != 0 && at >= p.deleted
		if who == int(p.author) || done[who] || gone || at >= c.w.End.UnixMilli() || !c.members[who].there(at) || !m.there(at) {
			continue
		}
		done[who] = true
		out = append(out, pair{number(c.members[who].rec.ID), p.id, at})
	}
	return out
}

func sortPairs(list []pair) {
	slices.SortFunc(list, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
}
