package loopi

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/neighbour"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/smalltalk"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

const (
	dayMS = 24 * 3600 * 1000
	never = 1 << 62
	unit  = 16 // of tail
)

// tail draws from a power law: at least unit, P(x ≥ k·unit) = 1/k, at most 65536·unit.
func tail(s *stream.Stream) int64 { return unit << 16 / s.Between(1, 1<<16) }

// account is somebody on Loopi.
type account struct {
	rec           record.LoopiAccount
	id            int64
	created, gone int64 // Unix milliseconds
	pull          int64 // how well known: a power law, in unit
	topic         *topic
	story         *world.LoopiAccount // nil in the crowd
}

func (a *account) there(at int64) bool { return a.created <= at && at < a.gone }

// crowd is everything on Loopi.
type crowd struct {
	w          *world.World
	words      words
	start, end int64
	days       int64
	accounts   []*account // by id, the crowd's first until all are there
	people     []*account // of the crowd alone
	sums       []int64    // of how much people write, along people
	clips      []*clip
	comments   []*comment
	likes      []like
	footage    []footage
	shown      map[string]*still
	byRef      map[world.Ref]*account
	ids        map[int64]bool
	d          domains
}

// domains are the purposes of draws.
type domains struct{ account, clip, react, life, still stream.Domain }

// Sizes, see the package comment.
func bystanders(w *world.World) int { return min(max(w.Scale.Of(620), 60), 60_000) }
func clips(w *world.World) int      { return min(max(w.Scale.Of(3400), 90), 300_000) }
func reels(w *world.World) int      { return min(max(w.Scale.Of(60), 16), 400) }

func newCrowd(w *world.World) (*crowd, error) {
	c := &crowd{
		w: w, words: drawWords(w), start: w.Start.UnixMilli(), end: w.End.UnixMilli(), days: int64(w.End.Sub(w.Start) / (24 * time.Hour)),
		shown: map[string]*still{}, byRef: map[world.Ref]*account{}, ids: map[int64]bool{},
		d: domains{w.Key.Domain("loopi/account"), w.Key.Domain("loopi/clip"), w.Key.Domain("loopi/react"), w.Key.Domain("loopi/life"), w.Key.Domain("loopi/still")},
	}
	for i := range w.LoopiAccounts { // the story's ids before the crowd's
		c.ids[number(w.LoopiAccounts[i].ID)] = true
	}
	for i := range w.Clips {
		c.ids[number(w.Clips[i].ID)] = true
	}
	for i := range w.ClipComments {
		c.ids[number(w.ClipComments[i].ID)] = true
	}
	c.drawFootage()
	c.drawPeople()
	c.drawClips()
	ordinary := c.clips[:len(c.clips):len(c.clips)]
	if err := c.plant(); err != nil {
		return nil, err
	}
	for i := range w.LoopiAccounts {
		c.live(&w.LoopiAccounts[i], ordinary)
	}
	slices.SortFunc(c.accounts, func(a, b *account) int { return cmp.Compare(a.id, b.id) })
	slices.SortFunc(c.clips, func(a, b *clip) int { return cmp.Compare(a.id, b.id) })
	slices.SortFunc(c.comments, func(a, b *comment) int { return cmp.Compare(a.id, b.id) })
	slices.SortFunc(c.likes, func(a, b like) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.by.id, b.by.id), cmp.Compare(a.clip.id, b.clip.id))
	})
	return c, nil
}

func decimal(id int64) string { return strconv.FormatInt(id, 10) }

func number(id string) int64 {
	var n int64
	for _, d := range []byte(id) {
		n = n*10 + int64(d-'0')
	}
	return n
}

// visible draws an id that nothing else of Loopi has.
func (c *crowd) visible(at int64, s *stream.Stream) int64 {
	for {
		if id := world.VisibleNumber(time.UnixMilli(at), s); !c.ids[id] {
			c.ids[id] = true
			return id
		}
	}
}

// drawPeople draws the ordinary accounts.
func (c *crowd) drawPeople() {
	taken, names := map[string]bool{}, map[string]bool{}
	for _, p := range c.w.People {
		names[p.Name] = true // no bystander bears a name of the story
	}
	for i := range c.w.LoopiAccounts {
		taken[c.w.LoopiAccounts[i].Handle] = true
	}
	n := bystanders(c.w)
	sites := neighbour.Draw(c.w).Sites // shops and clubs that people link, as the story's people link theirs
	var sum int64
	for i := range n {
		s := c.d.account.Stream(uint64(i), 0)
		a := &account{created: c.start - s.Between(1, 1500*dayMS), gone: never, pull: min(tail(s), 4000*unit)}
		if s.Chance(1, 5) {
			a.created = c.start + s.Between(0, (c.days-6)*dayMS)
		}
		a.id = c.visible(a.created, s)
		a.topic = &topics[s.Weighted(weights())]
		a.rec.Lang = smalltalk.Langs[s.Weighted(langWeights)]
		for a.rec.Name == "" || names[a.rec.Name] {
			a.rec.Name = world.PersonName(s)
			if s.Chance(1, 3) {
				a.rec.Name = c.words.Fill(s, stream.Pick(s, a.topic.names), "en")
			}
		}
		for a.rec.Handle == "" || taken[a.rec.Handle] {
			a.rec.Handle = handle(s, a.rec.Name)
		}
		taken[a.rec.Handle] = true
		if s.Chance(4, 5) {
			a.rec.Bio = c.words.Fill(s, stream.Pick(s, bios[a.rec.Lang]), a.rec.Lang)
		}
		if s.Chance(1, 14) {
			a.rec.Link = "http://" + stream.Pick(s, sites).Host + "/"
		}
		a.rec.Avatar = c.face(s, a.created)
		if s.Chance(1, 50) {
			a.gone = s.Between(max(a.created, c.start)+1, c.end)
		}
		sum += 1<<20/(s.Int64N(int64(n))+1) + 200
		c.people, c.sums = append(c.people, a), append(c.sums, sum)
	}
	c.accounts = append(c.accounts, c.people...)
}

// handle makes one of a name; the draw comes on top where it is taken.
func handle(s *stream.Stream, name string) string {
	h := strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r < 'a' || r > 'z' }), []string{"", "_"}[s.IntN(2)])
	switch s.IntN(3) {
	case 0:
		return fmt.Sprintf("%s%d", h, s.Between(1, 99))
	case 1:
		return h + "_" + stream.Pick(s, []string{"clips", "daily", "ways", "live", "life", "tours"}) + []string{"", fmt.Sprint(s.Between(2, 99))}[s.IntN(2)]
	}
	return h + []string{"", fmt.Sprint(s.Between(2, 9999))}[s.IntN(2)]
}

// spin draws one of the crowd by how much they do.
func (c *crowd) spin(s *stream.Stream) *account {
	k, found := slices.BinarySearch(c.sums, s.Int64N(c.sums[len(c.sums)-1]))
	if found {
		k++
	}
	return c.people[k]
}

// someone draws one of the crowd who is there at a time and is not another; nil
// where eight who were asked are not.
func (c *crowd) someone(s *stream.Stream, at int64, not *account) *account {
	for range 8 {
		if a := c.spin(s); a.there(at) && a != not {
			return a
		}
	}
	return nil
}

// face draws the picture of an account; two in five have one.
func (c *crowd) face(s *stream.Stream, created int64) string {
	if s.Chance(2, 5) {
		return c.show(&c.footage[s.IntN(len(c.footage))].stills[0], created)
	}
	return ""
}
