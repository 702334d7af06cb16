package forum

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

const (
	dayMS = 24 * 3600 * 1000
	unit  = 16 // of tail
)

// tail draws from a power law: at least unit, P(x ≥ k·unit) = 1/k, at most 65536·unit.
func tail(s *stream.Stream) int64 { return unit << 16 / s.Between(1, 1<<16) }

// member is somebody of the forum.
type member struct {
	rec    record.ForumMember
	id     int64
	story  *world.ForumMember // nil in the crowd
	joined int64              // Unix milliseconds
	gone   int64              // when it is banned; the end of time for the others
	drive  int64              // how much it writes, against the others
	by     *member            // who has invited it
	order  int                // among the crowd, by the time of joining
}

func (m *member) there(at int64) bool { return m.joined <= at && at < m.gone }

// club is the whole forum.
type club struct {
	w          *world.World
	words      words
	start, end int64
	days       int64
	founded    int64
	members    []*member // by id once all are there
	crowd      []*member // in the order of joining
	sums       []int64   // of drive, along crowd
	boards     []*board
	threads    []*thread
	posts      []*post
	letters    []*letter
	pool       []picture
	shown      map[string]*picture
	byRef      map[world.Ref]*member
	ids        map[int64]bool
	d          domains
}

// domains are the purposes of draws.
type domains struct{ member, invite, vouch, thread, letter, life, react stream.Domain }

func newDomains(key stream.Key) domains {
	return domains{
		key.Domain("forum/member"), key.Domain("forum/invite"), key.Domain("forum/vouch"), key.Domain("forum/thread"), key.Domain("forum/letter"), key.Domain("forum/life"), key.Domain("forum/react"),
	}
}

// Sizes, see the package comment.
func bystanders(w *world.World) int { return min(max(w.Scale.Of(360), 40), 20_000) }
func threads(w *world.World) int    { return min(max(w.Scale.Of(430), 30), 20_000) }
func talks(w *world.World) int      { return min(max(w.Scale.Of(260), 16), 20_000) }

func newClub(w *world.World) (*club, error) {
	c := &club{
		w: w, words: drawWords(w), start: w.Start.UnixMilli(), end: w.End.UnixMilli(), days: int64(w.End.Sub(w.Start) / (24 * time.Hour)),
		shown: map[string]*picture{}, byRef: map[world.Ref]*member{}, ids: map[int64]bool{}, d: newDomains(w.Key),
	}
	c.reserve()
	c.founded = c.start - w.Key.Domain("forum/founded").Stream(0, 0).Between(700*dayMS, 1200*dayMS)
	for i := range w.ForumMembers {
		c.founded = min(c.founded, w.ForumMembers[i].JoinedAt.UnixMilli()-dayMS)
	}
	c.drawPool()
	c.drawCrowd()
	c.plantMembers()
	c.vouches()
	c.drawBoards()
	if err := c.talk(); err != nil {
		return nil, err
	}
	if err := c.write(); err != nil {
		return nil, err
	}
	slices.SortFunc(c.members, func(a, b *member) int { return cmp.Compare(a.id, b.id) })
	slices.SortFunc(c.threads, func(a, b *thread) int { return cmp.Compare(a.id, b.id) })
	slices.SortFunc(c.posts, func(a, b *post) int { return cmp.Compare(a.id, b.id) })
	slices.SortFunc(c.letters, func(a, b *letter) int { return cmp.Compare(a.id, b.id) })
	return c, nil
}

// reserve keeps the story's ids from the crowd.
func (c *club) reserve() {
	for i := range c.w.ForumMembers {
		c.ids[number(c.w.ForumMembers[i].ID)] = true
	}
	for i := range c.w.Threads {
		c.ids[number(c.w.Threads[i].ID)] = true
	}
	for i := range c.w.ForumPosts {
		c.ids[number(c.w.ForumPosts[i].ID)] = true
	}
	for i := range c.w.PrivateMessages {
		c.ids[number(c.w.PrivateMessages[i].ID)] = true
	}
}

// visible draws an id that nothing else of the forum has.
func (c *club) visible(at int64, s *stream.Stream) int64 {
	for {
		if id := world.VisibleNumber(time.UnixMilli(at), s); !c.ids[id] {
			c.ids[id] = true
			return id
		}
	}
}

func number(id string) int64 {
	var n int64
	for _, d := range []byte(id) {
		n = n*10 + int64(d-'0')
	}
	return n
}

// drawCrowd draws the ordinary members and who has invited them.
func (c *club) drawCrowd() {
	taken := map[string]bool{}
	for i := range c.w.ForumMembers {
		taken[strings.ToLower(c.w.ForumMembers[i].Name)] = true
	}
	n := bystanders(c.w)
	for i := range n {
		s := c.d.member.Stream(uint64(i), 0)
		m := &member{joined: s.Between(c.founded+1, c.start-1), gone: 1 << 62}
		if s.Chance(3, 20) {
			m.joined = s.Between(c.start, c.end-6*dayMS)
		}
		if i == 0 {
			m.joined = c.founded
		}
		m.id = c.visible(m.joined, s)
		m.rec.Name = c.words.pseudonym(s)
		for taken[m.rec.Name] {
			m.rec.Name = c.words.pseudonym(s) + fmt.Sprint(s.Between(2, 999))
		}
		taken[m.rec.Name] = true
		m.rec.Rank = rank(s, c.end-m.joined)
		if i == 0 {
			m.rec.Rank = "administrator"
		} else if s.Chance(1, 26) {
			m.gone = s.Between(max(m.joined, c.start-90*dayMS)+1, c.end+20*dayMS)
			m.rec.BanReason = stream.Pick(s, banReasons)
		}
		if s.Chance(2, 5) {
			m.rec.Signature = c.words.signature(s)
		}
		m.drive = 1 << 20 / (s.Int64N(int64(n)) + 1) // Zipf's law over a drawn place
		c.crowd = append(c.crowd, m)
	}
	slices.SortFunc(c.crowd, func(a, b *member) int { return cmp.Compare(a.id, b.id) })
	var sum int64
	for k, m := range c.crowd {
		m.order = k
		sum += m.drive
		c.sums = append(c.sums, sum)
		if k > 0 {
			m.by = c.inviter(c.d.invite.Stream(uint64(m.id), 0), k, m.joined)
		}
	}
	c.members = append(c.members, c.crowd...)
}

// rank draws the rank of somebody who has been there for so long.
func rank(s *stream.Stream, since int64) string {
	if since < 60*dayMS {
		return "newcomer"
	}
	return []string{"newcomer", "member", "trusted", "escrow", "moderator"}[s.Weighted([]int64{22, 58, 15, 2, 3})]
}

// inviter draws who brings a newcomer in: somebody of the k who came first, or,
// half of the time, the one who brought that one.
func (c *club) inviter(s *stream.Stream, k int, at int64) *member {
	m := c.crowd[s.IntN(k)]
	if s.Chance(1, 2) && m.by != nil {
		m = m.by
	}
	if !m.there(at) {
		m = c.crowd[0]
	}
	return m
}

// before is how many of the crowd have joined by then, at least 1.
func (c *club) before(at int64) int {
	k, _ := slices.BinarySearchFunc(c.crowd, at, func(m *member, at int64) int { return cmp.Compare(m.joined, at) })
	return max(k, 1)
}

func (c *club) plantMembers() {
	for i := range c.w.ForumMembers {
		x := &c.w.ForumMembers[i]
		m := &member{
			story: x, id: number(x.ID), joined: x.JoinedAt.UnixMilli(), gone: 1 << 62,
			rec: record.ForumMember{Name: x.Name, Rank: x.Rank, Signature: x.Signature, BanReason: x.BanReason},
		}
		if !x.BannedAt.IsZero() {
			m.gone = x.BannedAt.UnixMilli()
		}
		c.byRef[x.Ref] = m
		c.members = append(c.members, m)
	}
	for _, m := range c.members {
		if m.story == nil {
			continue
		}
		if m.by = c.byRef[m.story.InvitedBy]; m.by == nil {
			m.by = c.inviter(c.d.invite.Stream(uint64(m.id), 0), c.before(m.joined), m.joined)
		}
	}
}

// vouches draws who vouches for whom, and enters what the story says of it.
func (c *club) vouches() {
	for _, m := range c.members {
		s := c.d.vouch.Stream(uint64(m.id), 0)
		n, from := min(tail(s)/unit-1, 40), c.founded
		if m.rec.Rank == "newcomer" {
			n = min(n, 2)
		}
		if m.story != nil {
			n, from = int64(m.story.Standing), c.start
		}
		given := map[*member]bool{m: true}
		for range n {
			by := c.spin(s)
			at := s.Between(max(m.joined, by.joined, from)+1, c.end-1)
			words := ""
			if s.Chance(2, 5) {
				words = stream.Pick(s, praise)
			}
			if !given[by] && m.there(at) && by.there(at) {
				given[by] = true
				m.rec.Vouches = append(m.rec.Vouches, record.ForumVouch{By: fmt.Sprint(by.id), At: moment(at), Words: words})
			}
		}
	}
	for _, v := range c.w.Vouches {
		m := c.byRef[v.To]
		m.rec.Vouches = append(m.rec.Vouches, record.ForumVouch{By: fmt.Sprint(c.byRef[v.From].id), At: v.At.UTC(), Words: v.Words})
	}
	for _, m := range c.members {
		slices.SortStableFunc(m.rec.Vouches, func(a, b record.ForumVouch) int { return cmp.Or(a.At.Compare(b.At), strings.Compare(a.By, b.By)) })
	}
}

// spin draws one of the crowd by how much they write.
func (c *club) spin(s *stream.Stream) *member {
	at := s.Int64N(c.sums[len(c.sums)-1])
	k, found := slices.BinarySearch(c.sums, at)
	if found {
		k++
	}
	return c.crowd[k]
}

// writer draws who writes at a time, nil where eight who were asked are not there.
func (c *club) writer(s *stream.Stream, at int64, not *member) *member {
	for range 8 {
		if m := c.spin(s); m.there(at) && m != not {
			return m
		}
	}
	return nil
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
