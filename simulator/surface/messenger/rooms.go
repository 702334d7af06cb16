package messenger

import (
	"math/bits"
	"strings"

	"github.com/osint-radar/academy/simulator/smalltalk"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// drawChannels draws the crowd's public channels, sizes by Zipf's law.
func (c *cast) drawChannels() {
	n := channels(c.w)
	sizes := zipf(n, int64(average(c.w))*int64(n)*loss/100)
	rank := c.w.Key.Domain("messenger/rank").Stream(0, 0).Perm(n)
	for i := range n {
		c.public = append(c.public, c.channel(uint64(i), sizes[rank[i]]))
	}
	for _, r := range c.public {
		s := c.d.room.Stream(r.entity, 1)
		for range s.Between(0, 3) {
			if f := c.public[s.IntN(n)]; f != r {
				r.friends = append(r.friends, f)
			}
		}
	}
}

// loss makes up, in per cent, for channels that open late or are closed.
const loss = 122

// zipf divides a total into n sizes that fall with the rank's power 1.2.
func zipf(n int, total int64) []int64 {
	weights := make([]int64, n)
	var sum int64
	for i := range weights {
		k := int64(i + 1)
		weights[i] = 1 << 50 / (k * fifth(k))
		sum += weights[i]
	}
	for i, w := range weights {
		hi, lo := bits.Mul64(uint64(total), uint64(w))
		q, _ := bits.Div64(hi, lo, uint64(sum))
		weights[i] = int64(q)
	}
	return weights
}

// fifth is the fifth root of k, of at most 4,096, in 1/1024.
func fifth(k int64) int64 {
	lo, hi := int64(1<<10), int64(6<<10)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if mid*mid*mid*mid*mid <= k<<50 {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return lo
}

// channel draws a public channel of about so many messages in all of the clock.
func (c *cast) channel(entity uint64, size int64) *room {
	s := c.d.room.Stream(entity, 0)
	r := &room{entity: entity, kind: world.Public, topic: &topics[s.IntN(len(topics))], lang: smalltalk.Langs[s.Weighted(langWeights)]}
	r.opened = c.start - s.Between(1, 1400*dayMS)
	if s.Chance(3, 10) {
		r.opened = c.start + s.Between(0, int64(c.days-5)*dayMS)
	}
	from := max(r.opened, c.start)
	if s.Chance(1, 12) {
		r.banned = s.Between(from+dayMS, c.end)
	} else if s.Chance(1, 30) {
		r.closed = s.Between(from+dayMS, c.end)
	}
	if r.banned == c.end {
		r.banned = 0
	}
	if r.closed == c.end {
		r.closed = 0
	}
	c.settle(r)
	r.id = roomID(r.opened, s)
	r.title = c.title(s, r.topic)
	if s.Chance(2, 3) {
		r.about = c.words.Fill(s, stream.Pick(s, r.topic.about), "en")
	}
	r.handle = c.free(s, r.title)
	r.readers = max(min(60*tail(s)/unit, 40_000)*int64(c.w.Scale)/1000, 3)
	r.rate = size << 16 / int64(c.days)
	r.signed = s.Chance(1, 4)
	for i := range s.Between(1, 4) {
		p := c.people[s.IntN(c.crowd)]
		role := world.AdminRole
		if i == 0 {
			role = world.OwnerRole
		}
		r.members = append(r.members, member{person: p, role: role, joined: max(r.opened, p.created), drive: 1})
	}
	r.picture = c.face(s)
	return r
}

// face draws the picture of a public room; every second one has none.
func (c *cast) face(s *stream.Stream) string {
	if s.Chance(1, 2) {
		return c.pool[s.IntN(len(c.pool)*3/4)].id
	}
	return ""
}

// title draws a room's name, for a public one a name of its own.
func (c *cast) title(s *stream.Stream, t *topic) string {
	for {
		name := title(c.words.Fill(s, stream.Pick(s, t.names), "en"))
		if !c.taken[strings.ToLower(name)] {
			return name
		}
	}
}

// group draws a private group of the crowd.
func (c *cast) group(entity uint64) *room {
	s := c.d.room.Stream(entity, 0)
	r := &room{entity: entity, kind: world.Private, topic: &circles[s.IntN(len(circles))], lang: smalltalk.Langs[s.Weighted(langWeights)]}
	c.begin(s, r)
	r.title = c.title(s, r.topic)
	mean := min(max(int64(c.w.Scale.Of(120)), 40), 1000)
	r.rate = min(mean*tail(s)/unit/2, 8*mean) << 16 / int64(c.days)
	names := map[string]bool{}
	for i := range s.Between(4, 24) {
		p := c.people[s.IntN(c.crowd)]
		for i == 0 && p.bot {
			p = c.people[s.IntN(c.crowd)]
		}
		if p.bot || names[p.name] {
			continue
		}
		names[p.name] = true
		if i == 0 { // who opens it is there before
			r.opened = max(r.opened, p.created)
		}
		m := member{person: p, role: world.MemberRole, joined: max(r.opened, p.created), drive: min(tail(s), 40*unit)}
		if i > 2 && s.Chance(1, 4) {
			m.joined = s.Between(m.joined, c.end)
		}
		if i > 2 && s.Chance(1, 9) {
			m.left = s.Between(m.joined+1, c.end+dayMS)
		}
		if m.left >= c.end {
			m.left = 0
		}
		r.members = append(r.members, m)
	}
	r.members[0].role = world.OwnerRole
	for range s.Between(0, 2) {
		r.friends = append(r.friends, c.public[s.IntN(channels(c.w))])
	}
	return r
}

// begin draws when a private room opens.
func (c *cast) begin(s *stream.Stream, r *room) {
	r.opened = c.start - s.Between(1, 700*dayMS)
	if s.Chance(1, 2) {
		r.opened = c.start + s.Between(0, int64(c.days-5)*dayMS)
	}
	c.settle(r)
	r.id = roomID(r.opened, s)
}

// pair draws a secret chat of two of the crowd.
func (c *cast) pair(entity uint64) *room {
	s := c.d.room.Stream(entity, 0)
	r := &room{entity: entity, kind: world.Secret, topic: &pairs, lang: smalltalk.Langs[s.Weighted(langWeights)]}
	c.begin(s, r)
	a := c.people[s.IntN(c.crowd)]
	b := a
	for b.name == a.name || a.bot && b.bot {
		b = c.people[s.IntN(c.crowd)]
	}
	r.opened = max(r.opened, a.created, b.created)
	r.title = a.name + " and " + b.name
	r.rate = min(12*tail(s)/unit, 300) << 16 / int64(c.days)
	r.members = []member{
		{person: a, role: world.OwnerRole, joined: r.opened, drive: 1}, {person: b, role: world.MemberRole, joined: r.opened, drive: 1},
	}
	return r
}
