package draft

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Names are put together from invented parts, for the guilty, the innocent and
// the crowd alike: no name says where its bearer comes from.

var (
	adjectives = []string{
		"amber", "quiet", "silver", "early", "bright", "copper", "green", "little", "north", "open",
		"plain", "red", "round", "slow", "soft", "warm", "white", "wide", "young", "calm",
		"clear", "brave", "dry", "fair", "gentle", "high", "kind", "late", "merry", "new", "old", "proud", "rare", "true", "upper", "lower",
	}
	// Nouns name channels, firms and mailboxes.
	Nouns = []string{
		"lantern", "harbour", "meadow", "window", "bridge", "garden", "anchor", "basket", "candle", "feather",
		"fountain", "hill", "island", "ladder", "maple", "mirror", "pebble", "ribbon", "thimble", "willow",
		"acorn", "beacon", "cellar", "dune", "elm", "ferry", "granite", "heron", "ivy", "jetty", "kite", "larch", "mill", "nettle", "oak", "pier",
		"quay", "raven", "spire", "tulip", "vale", "weir",
	}
	// ChannelTails end the handles of channels, those of the crowd too.
	ChannelTails = []string{"trips", "seats", "news", "line", "friends", "ways", "tours", "days"}
)

// Person draws a full name that nobody else bears.
func (d *Draft) Person(slot string) string {
	return d.Name(slot, world.PersonName)
}

// Title draws a name of two words for a channel or a firm.
func (d *Draft) Title(slot string, pattern string) string {
	return d.Name(slot, func(s *stream.Stream) string {
		a, n := stream.Pick(s, adjectives), stream.Pick(s, Nouns)
		return strings.NewReplacer("{A}", Capital(a), "{N}", Capital(n)).Replace(pattern)
	})
}

// Name gives the name in a slot: the one the variant asks for, or a drawn one.
func (d *Draft) Name(slot string, draw func(*stream.Stream) string) string {
	if n, ok := d.Names[slot]; ok {
		return n
	}
	s := d.Draw("name", slot)
	for try := 1; ; try++ {
		n := draw(s)
		if try > 400 { // a crowded world: two names in one
			n += " " + Capital(stream.Pick(s, Nouns))
		}
		if key := strings.ToLower(n); !d.Taken[key] {
			d.Taken[key] = true
			d.Names[slot] = n
			return n
		}
	}
}

// FileNumber draws the number of a file: letters and four digits that nothing else
// of that sort has.
func (d *Draft) FileNumber(sort, of string) string {
	return d.Name("number/"+sort+"/"+of, func(s *stream.Stream) string { return fmt.Sprintf("%s-%d", sort, s.Between(1000, 9999)) })
}

// Pseudonym draws what somebody calls himself on a forum, as the crowd there does.
func (d *Draft) Pseudonym(slot string) string {
	return d.Name(slot, func(s *stream.Stream) string {
		return world.Pseudonym(s, []string{strings.ToLower(s.Fake().Animal())}, everyday[Transport])
	})
}

// Handle draws the handle of an account from what it is called.
func (d *Draft) Handle(ref, from string) string {
	base := Slug(from, "")
	s := d.Draw("handle", ref)
	for try := 1; ; try++ {
		var h string
		switch s.IntN(4) {
		case 0:
			h = base
		case 1:
			h = fmt.Sprintf("%s%d", base, s.Between(2, 99))
		case 2:
			h = Slug(from, "_")
		default:
			h = base + "_" + stream.Pick(s, ChannelTails)
		}
		if try > 60 {
			h += fmt.Sprint(s.Between(100, 99_999))
		}
		if !d.Taken["@"+h] {
			d.Taken["@"+h] = true
			return h
		}
	}
}

// Host draws a host name in reserved space (RFC 2606, RFC 6761).
func (d *Draft) Host(ref, from string) string {
	s := d.Draw("host", ref)
	for {
		h := Slug(from, "-") + stream.Pick(s, []string{".example", ".test"})
		if !d.Taken[h] {
			d.Taken[h] = true
			return h
		}
		from += " " + stream.Pick(s, ChannelTails)
	}
}

// DrawTowns names so many places that do not exist.
func (d *Draft) DrawTowns(n int) {
	for i := range n {
		d.Towns = append(d.Towns, d.Name(fmt.Sprintf("town/%d", i), world.TownName))
	}
}

// Capital writes a word with a capital letter.
func Capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// Slug keeps the letters and digits of a name, its words joined by sep.
func Slug(s, sep string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return strings.Join(words, sep)
}
