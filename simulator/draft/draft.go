// Package draft is a world in the making: what every planner of worlds needs
// and no story owns. Names that nobody else bears, handles, telephone numbers,
// the code words of a network, lines with slots, moments of a day, accounts
// and posts with their visible ids, pictures, address blocks.
//
//	d := draft.New(spec, key)
//	d.Title("channel", "{A} {N}")      // the same name whenever it is asked for
//	at := d.On("first advert", 24)     // a moment of the clock's day 24
//
// Every choice is a draw of the variant's key, named by its purpose and by what
// it is for, so that one more name changes none of the others.
package draft

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Draft is a world in the making.
type Draft struct {
	W     *world.World
	Names map[string]string // by slot
	Taken map[string]bool   // names, handles and words in use, in small letters
	Towns []string

	pack stream.Key     // of all variants of a seed, see Deal
	said map[string]int // lines an author has used, by author and first line of the kind
}

// New begins a world: clock, crowd and the variant's own key, which is derived
// from the dataset's master key. Names that the variant gives are taken first.
func New(spec world.Spec, key stream.Key) *Draft {
	variant := key.Derive("variant/" + spec.Variant)
	start := spec.Start.AddDate(0, 0, variant.Domain("plan/clock").Stream(0, 0).IntN(spec.Jitter+1))
	d := &Draft{
		pack: key.Derive("pack/" + spec.Scenario), Names: map[string]string{}, Taken: map[string]bool{}, said: map[string]int{},
		W: &world.World{
			Scenario: spec.Scenario, Variant: spec.Variant, Scale: spec.Scale, Key: variant,
			Start: start, Opens: start.Add(spec.Opens), End: start.AddDate(0, 0, spec.Days),
			Crowd: world.Crowd{Accounts: spec.Scale.Of(spec.Crowd.Accounts), Posts: spec.Scale.Of(spec.Crowd.Posts)},
		},
	}
	for slot, name := range spec.Names {
		d.Taken[strings.ToLower(name)] = true
		d.Names[slot] = name
	}
	return d
}

// Check says what is wrong with a spec whose story has happened by the midnight
// that begins day opens of the clock, and whose world brings about effects, which
// want a time each.
func Check(spec world.Spec, opens int, effects []string) error {
	if err := spec.Check(opens); err != nil {
		return err
	}
	for _, name := range effects {
		if spec.Effects[name] <= 0 {
			return fmt.Errorf("effects.%s: want a time after the opening", name)
		}
	}
	return nil
}

// Draw is the stream of one decision: what it is about, and whose it is.
func (d *Draft) Draw(purpose, of string) *stream.Stream {
	return d.W.Key.Domain("plan/" + purpose).Named(of)
}

// Deal is Draw for what has few values: one of 0 to n-1, dealt from one pack for
// all variants of a seed, so that two whose names are one letter of the alphabet
// apart never hold the same.
func (d *Draft) Deal(purpose string, n int) int {
	place := 0
	for _, c := range []byte(d.W.Variant) {
		place += int(c)
	}
	return d.pack.Domain("plan/deal").Named(purpose).Perm(n)[place%n]
}

// On returns a moment of a day of the clock, by the daily rhythm of the crowd.
func (d *Draft) On(what string, day int) time.Time {
	return d.W.Start.AddDate(0, 0, day).Add(world.Moment(d.Draw("moment", what)))
}

// Within returns a moment in [from, to), by the daily rhythm where it can.
func (d *Draft) Within(what string, from, to time.Time) time.Time {
	s := d.Draw("within", what)
	for range 40 {
		days := max(int64(to.Sub(from)/(24*time.Hour))+1, 1)
		at := from.Truncate(24*time.Hour).AddDate(0, 0, int(s.Int64N(days))).Add(world.Moment(s))
		if !at.Before(from) && at.Before(to) {
			return at
		}
	}
	return from.Add(time.Duration(s.Int64N(max(int64(to.Sub(from)/time.Millisecond), 1))) * time.Millisecond)
}

// After returns a moment some minutes later than another.
func (d *Draft) After(what string, at time.Time, least, most int64) time.Time {
	return at.Add(time.Duration(d.Draw("after", what).Between(least*60_000, most*60_000)) * time.Millisecond)
}

// SortPosts puts the planted posts into the order of time.
func (d *Draft) SortPosts() {
	slices.SortStableFunc(d.W.Posts, func(a, b world.Post) int { return a.At.Compare(b.At) })
}

// Shuffle puts a list into a drawn order.
func Shuffle[T any](s *stream.Stream, list []T) {
	for i := len(list) - 1; i > 0; i-- {
		j := s.IntN(i + 1)
		list[i], list[j] = list[j], list[i]
	}
}
