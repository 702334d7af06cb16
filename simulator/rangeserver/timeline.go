package rangeserver

import (
	"slices"
	"sort"
)

// span is the part of a list that a reader asks for, as Mastodon's parameters
// say it: ids below MaxID, above SinceID (newest first), or the Limit that
// follow next above MinID. Zero is open.
type span struct {
	maxID, sinceID, minID uint64
	limit                 int
}

// newest walks a rising list of n items, seen through id and keep, and returns
// the positions that the span asks for, newest first, and whether older ones
// remain.
func (sp span) newest(n int, id func(int) uint64, keep func(int) bool) (out []int, more bool) {
	hi := n
	if sp.maxID != 0 {
		hi = sort.Search(n, func(i int) bool { return id(i) >= sp.maxID })
	}
	low := max(sp.sinceID, sp.minID)
	lo := 0
	if low != 0 {
		lo = sort.Search(n, func(i int) bool { return id(i) > low })
	}
	if sp.minID != 0 {
		for i := lo; i < hi && len(out) < sp.limit; i++ {
			if keep(i) {
				out = append(out, i)
			}
		}
		slices.Reverse(out)
		if len(out) == 0 {
			return nil, false
		}
		hi = out[len(out)-1]
	} else {
		i := hi - 1
		for ; i >= lo && len(out) < sp.limit; i-- {
			if keep(i) {
				out = append(out, i)
			}
		}
		hi = i + 1
	}
	for i := hi - 1; i >= 0; i-- {
		if keep(i) {
			return out, true
		}
	}
	return out, false
}

// timeline returns statuses of a rising list of positions (nil: all) that can
// be seen at t and pass the filter (nil: all do), newest first, and whether
// older ones remain.
func (b *microblog) timeline(list []int32, all bool, t int64, sp span, filter func(*status) bool) ([]*status, bool) {
	n := len(list)
	if all {
		n = len(b.statuses)
	}
	at := func(i int) *status {
		if all {
			return b.statuses[i]
		}
		return b.statuses[list[i]]
	}
	// Ids rise with time: what is not yet written need not be walked over.
	n = sort.Search(n, func(i int) bool { return at(i).from > t })
	found, more := sp.newest(n,
		func(i int) uint64 { return at(i).num },
		func(i int) bool { s := at(i); return s.holds(t) && (filter == nil || filter(s)) })
	out := make([]*status, len(found))
	for k, i := range found {
		out[k] = at(i)
	}
	return out, more
}

// edges returns follows, favourites or boosts that hold at t, newest first. An
// edge's id is its number in the list, from 1 on, which only ever grows.
func edges(list []edge, t int64, sp span) (out []edge, ids []uint64, more bool) {
	found, more := sp.newest(len(list),
		func(i int) uint64 { return uint64(i) + 1 },
		func(i int) bool { return list[i].holds(t) })
	for _, i := range found {
		out = append(out, list[i])
		ids = append(ids, uint64(i)+1)
	}
	return out, ids, more
}

// ancestors returns what a status replies to, oldest first, as far as it can be seen.
func (b *microblog) ancestors(s *status, t int64) []*status {
	var out []*status
	for range 4000 {
		up := b.statusID[s.InReplyTo]
		if up == nil || up.num >= s.num {
			break
		}
		if up.holds(t) {
			out = append(out, up)
		}
		s = up
	}
	slices.Reverse(out)
	return out
}

// descendants returns the replies to a status and the replies to those, depth
// first, at most limit.
func (b *microblog) descendants(s *status, t int64, limit int) []*status {
	var out []*status
	stack := slices.Clone(s.replies)
	slices.Reverse(stack)
	for len(stack) > 0 && len(out) < limit {
		r := b.statuses[stack[len(stack)-1]]
		stack = stack[:len(stack)-1]
		if r.holds(t) {
			out = append(out, r)
		}
		for _, i := range slices.Backward(r.replies) {
			stack = append(stack, i)
		}
	}
	return out
}

// trending counts tags over the last week of scenario time, in at most the
// 2,000 newest statuses; most used first, then by name.
func (b *microblog) trending(t int64, limit int) []tagCount {
	const week = 7 * 24 * 3600 * int64(1e9)
	hi := sort.Search(len(b.statuses), func(i int) bool { return b.statuses[i].from > t })
	count := map[string]*tagCount{}
	for i := hi - 1; i >= max(0, hi-2000) && b.statuses[i].from > t-week; i-- {
		s := b.statuses[i]
		if !s.holds(t) {
			continue
		}
		for _, name := range s.Tags {
			c := count[name]
			if c == nil {
				c = &tagCount{name: name, who: map[*account]bool{}}
				count[name] = c
			}
			c.uses++
			c.who[s.author] = true
		}
	}
	out := make([]tagCount, 0, len(count))
	for _, c := range count {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(x, y tagCount) int {
		switch {
		case x.uses != y.uses:
			return y.uses - x.uses
		case x.name < y.name:
			return -1
		default:
			return 1
		}
	})
	return page(out, 0, limit)
}

type tagCount struct {
	name string
	uses int
	who  map[*account]bool
}
