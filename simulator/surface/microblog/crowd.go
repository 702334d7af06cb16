package microblog

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// unit is the pull of the least known account; popularity is counted in it so
// that whole numbers keep the shape of the tail.
const unit = 16

// member is one account of the platform, of the crowd or of the story.
type member struct {
	rec     record.Account
	ref     world.Ref // "" in the crowd
	entity  uint64    // whose draws
	created int64     // Unix milliseconds
	gone    int64     // suspended from then on; the end of the clock if never
	pull    int64     // how well known: followers come in proportion to it
	rate    int64     // original posts a day, in 1/65536
	drive   int64     // share of reactions that are its own
	lang    string
}

func (m *member) there(at int64) bool { return m.created <= at && at < m.gone }

// crowd is everybody on the platform and what is needed to draw of them.
type crowd struct {
	w       *world.World
	members []member
	pull    wheel
	drive   wheel
	words   words
	start   int64 // Unix milliseconds of the clock
	days    int
	flashes []flash
	planted [][]*world.Post // by day
	byRef   map[world.Ref]int
	postRef map[world.Ref]*world.Post
}

// wheel draws an index in proportion to whole-number weights.
type wheel []int64 // running sums

func (r wheel) spin(s *stream.Stream) int { return r.among(s, 0, len(r)) }

// among draws one of the indices from one on to before another; somebody among
// them must have a weight.
func (r wheel) among(s *stream.Stream, from, to int) int {
	base := int64(0)
	if from > 0 {
		base = r[from-1]
	}
	at := base + s.Int64N(r[to-1]-base)
	i, found := slices.BinarySearch(r, at)
	if found {
		i++
	}
	return i
}

// tail draws from a power law: at least unit, P(x ≥ k·unit) = 1/k, at most 65536·unit.
func tail(s *stream.Stream) int64 { return unit << 16 / s.Between(1, 1<<16) }

// steep draws from a power law with the exponent of follower counts,
// P(x ≥ k·unit) = 1/k² (Kwak 2010 found a tail of about 1.9).
func steep(s *stream.Stream) int64 { return min(tail(s), tail(s)) }

// pull draws how well known an account is: three in four are known to a few,
// the others follow steep (together a Gini coefficient of about .8).
func pull(s *stream.Stream) int64 {
	if s.Chance(3, 4) {
		return s.Between(0, unit/8)
	}
	return steep(s)
}

func newCrowd(w *world.World) (*crowd, error) {
	c := &crowd{
		w: w, words: drawWords(w), start: w.Start.UnixMilli(), days: int(w.End.Sub(w.Start) / (24 * time.Hour)),
		byRef: map[world.Ref]int{}, postRef: map[world.Ref]*world.Post{},
	}
	taken := map[string]bool{}
	for i := range w.Accounts {
		taken[strings.ToLower(w.Accounts[i].Handle)] = true
		taken[strings.ToLower(w.Accounts[i].DisplayName)] = true
	}
	for _, p := range w.People {
		taken[strings.ToLower(p.Name)] = true // no bystander bears a name of the story
	}
	s := w.Key.Domain("microblog/account")
	for i := range w.Crowd.Accounts {
		c.members = append(c.members, c.ordinary(s, uint64(i), taken))
	}
	c.rates()
	for i := range w.Accounts {
		c.members = append(c.members, c.known(&w.Accounts[i]))
	}
	ids := map[string]bool{}
	var pull, drive int64
	for i := range c.members {
		m := &c.members[i]
		if ids[m.rec.ID] {
			return nil, fmt.Errorf("microblog: two accounts drew the id %s; choose another seed", m.rec.ID)
		}
		ids[m.rec.ID] = true
		pull, drive = pull+m.pull, drive+m.drive
		c.pull, c.drive = append(c.pull, pull), append(c.drive, drive)
		if m.ref != "" {
			c.byRef[m.ref] = i
		}
	}
	c.plant()
	c.flashes = c.drawFlashes()
	return c, nil
}

// plant sorts the story's posts into days.
func (c *crowd) plant() {
	c.planted = make([][]*world.Post, c.days)
	for i := range c.w.Posts {
		p := &c.w.Posts[i]
		day := c.dayOf(p.At.UnixMilli())
		c.planted[day] = append(c.planted[day], p)
		c.postRef[p.Ref] = p
	}
}

const dayMS = 24 * 3600 * 1000

func (c *crowd) dayOf(at int64) int { return int((at - c.start) / dayMS) }

// ordinary draws an account of the crowd.
func (c *crowd) ordinary(d stream.Domain, entity uint64, taken map[string]bool) member {
	s := d.Stream(entity, 0)
	at := c.start - s.Between(1, 1400*dayMS)
	if s.Chance(3, 20) {
		at = c.start + s.Between(0, int64(c.days-6)*dayMS)
	}
	m := member{
		entity: entity, created: at, gone: c.w.End.UnixMilli(), pull: pull(s), drive: min(tail(s), 60*unit),
		lang: []string{"en", "it", "sq", "sl", "de"}[s.Weighted([]int64{52, 14, 11, 10, 13})],
	}
	name := world.PersonName(s)
	for taken[strings.ToLower(name)] {
		name = world.PersonName(s)
	}
	display := name
	switch s.IntN(5) {
	case 0, 1:
		display = strings.Fields(name)[0]
	case 2:
		display = stream.Pick(s, c.words.titles)
	}
	handle := c.handle(s, display)
	for taken[handle] {
		handle = c.handle(s, display) + fmt.Sprint(s.Between(2, 999))
	}
	taken[handle] = true
	m.rec = record.Account{
		ID: world.VisibleID(time.UnixMilli(at), s), Handle: handle, DisplayName: display, Lang: m.lang,
		CreatedAt: time.UnixMilli(at).UTC(), Bot: s.Chance(1, 90),
	}
	if s.Chance(3, 4) {
		m.rec.Bio = c.words.bio(s, m.lang)
	}
	c.extras(s, &m)
	return m
}

// extras are what some profiles have: fields, a new name, a ban.
func (c *crowd) extras(s *stream.Stream, m *member) {
	if s.Chance(1, 12) {
		f := record.ProfileField{Name: "Town", Value: stream.Pick(s, c.words.Towns)}
		switch s.IntN(4) {
		case 0:
			f = record.ProfileField{Name: "Tips", Value: keys.Address(c.w.Key, keys.P2WPKH, fmt.Sprintf("crowd:%d", m.entity), 0)}
		case 1:
			f = record.ProfileField{Name: "Team", Value: stream.Pick(s, c.words.Colours) + " " + stream.Pick(s, c.words.Animals)}
		}
		m.rec.Fields = append(m.rec.Fields, f)
	}
	from := max(m.created, c.start)
	end := c.w.End.UnixMilli()
	if s.Chance(1, 30) {
		m.rec.Changes = append(m.rec.Changes, record.ProfileChange{
			At: time.UnixMilli(s.Between(from, end-1)).UTC(), Bio: c.words.bio(s, m.lang),
		})
	}
	if s.Chance(1, 80) {
		m.gone = s.Between(from+1, end)
		if m.gone < end {
			m.rec.SuspendedAt = time.UnixMilli(m.gone).UTC()
		}
	}
}

func (c *crowd) handle(s *stream.Stream, display string) string {
	words := strings.FieldsFunc(strings.ToLower(display), func(r rune) bool { return r < 'a' || r > 'z' })
	base := strings.Join(words, []string{"", "_"}[s.IntN(2)])
	switch s.IntN(4) {
	case 0:
		return fmt.Sprintf("%s%d", base, s.Between(2, 99))
	case 1:
		return base + "_" + stream.Pick(s, handleTails)
	}
	return base
}

// handleTails end handles, those of the story's channels too.
var handleTails = []string{"trips", "seats", "news", "line", "friends", "ways", "tours", "days"}

// rates spreads the wanted number of posts over the crowd, by activity.
func (c *crowd) rates() {
	var sum int64
	for i := range c.members {
		sum += c.members[i].drive
	}
	wanted := int64(c.w.Crowd.Posts) * original / 100
	for i := range c.members {
		m := &c.members[i]
		alive := max((m.gone-max(m.created, c.start))/dayMS, 1)
		m.rate = wanted * m.drive / sum << 16 / alive
		if r := wanted * m.drive << 16 / sum / alive; r < 30<<16 {
			m.rate = r
		}
	}
}

// known makes a member of an account of the story.
func (c *crowd) known(a *world.Account) member {
	sum := sha256.Sum256([]byte(a.Ref))
	m := member{
		ref: a.Ref, entity: binary.BigEndian.Uint64(sum[:8]) | 1<<63, created: a.CreatedAt.UnixMilli(), gone: c.w.End.UnixMilli(),
		pull: max(int64(a.Pull)*unit/3, unit/8), rate: int64(a.Life) << 16 / 100, drive: int64(a.Life) * unit / 10, lang: a.Lang,
		rec: record.Account{
			ID: a.ID, Handle: a.Handle, DisplayName: a.DisplayName, Bio: a.Bio, Lang: a.Lang, CreatedAt: a.CreatedAt, SuspendedAt: a.SuspendedAt,
		},
	}
	for _, f := range a.Fields {
		m.rec.Fields = append(m.rec.Fields, record.ProfileField{Name: f[0], Value: f[1]})
	}
	for _, ch := range a.Changes {
		rc := record.ProfileChange{At: ch.At, DisplayName: ch.DisplayName, Bio: ch.Bio}
		for _, f := range ch.Fields {
			rc.Fields = append(rc.Fields, record.ProfileField{Name: f[0], Value: f[1]})
		}
		m.rec.Changes = append(m.rec.Changes, rc)
	}
	if !a.SuspendedAt.IsZero() {
		m.gone = a.SuspendedAt.UnixMilli()
	}
	if to := c.w.Account(a.MovedTo); to != nil {
		m.rec.MovedTo, m.rec.MovedAt = to.ID, a.MovedAt
	}
	if img := c.w.Image(a.Avatar); img != nil {
		m.rec.Avatar = img.ID
	}
	return m
}

// byID is everybody in the order of the visible ids.
func (c *crowd) byID() []*member {
	out := make([]*member, len(c.members))
	for i := range c.members {
		out[i] = &c.members[i]
	}
	slices.SortFunc(out, func(a, b *member) int {
		return cmp.Or(cmp.Compare(len(a.rec.ID), len(b.rec.ID)), strings.Compare(a.rec.ID, b.rec.ID))
	})
	return out
}
