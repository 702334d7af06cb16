package bluelantern

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
	nouns = []string{
		"lantern", "harbour", "meadow", "window", "bridge", "garden", "anchor", "basket", "candle", "feather",
		"fountain", "hill", "island", "ladder", "maple", "mirror", "pebble", "ribbon", "thimble", "willow",
		"acorn", "beacon", "cellar", "dune", "elm", "ferry", "granite", "heron", "ivy", "jetty", "kite", "larch", "mill", "nettle", "oak", "pier",
		"quay", "raven", "spire", "tulip", "vale", "weir",
	}
	channelTails = []string{"trips", "seats", "news", "line", "friends", "ways", "tours", "days"}
)

// person draws a full name that nobody else bears.
func (p *plan) person(slot string) string {
	return p.name(slot, world.PersonName)
}

// title draws a name of two words for a channel or a firm.
func (p *plan) title(slot string, pattern string) string {
	return p.name(slot, func(s *stream.Stream) string {
		a, n := stream.Pick(s, adjectives), stream.Pick(s, nouns)
		return strings.NewReplacer("{A}", capital(a), "{N}", capital(n)).Replace(pattern)
	})
}

// name gives the name in a slot: the one the variant asks for, or a drawn one.
func (p *plan) name(slot string, draw func(*stream.Stream) string) string {
	if n, ok := p.names[slot]; ok {
		return n
	}
	s := p.draw("name", slot)
	for {
		n := draw(s)
		if key := strings.ToLower(n); !p.taken[key] {
			p.taken[key] = true
			p.names[slot] = n
			return n
		}
	}
}

// handle draws the handle of an account from what it is called.
func (p *plan) handle(ref, from string) string {
	base := slug(from, "")
	s := p.draw("handle", ref)
	for {
		var h string
		switch s.IntN(4) {
		case 0:
			h = base
		case 1:
			h = fmt.Sprintf("%s%d", base, s.Between(2, 99))
		case 2:
			h = slug(from, "_")
		default:
			h = base + "_" + stream.Pick(s, channelTails)
		}
		if !p.taken["@"+h] {
			p.taken["@"+h] = true
			return h
		}
	}
}

// host draws a host name in reserved space (RFC 2606, RFC 6761).
func (p *plan) host(ref, from string) string {
	s := p.draw("host", ref)
	for {
		h := slug(from, "-") + stream.Pick(s, []string{".example", ".test"})
		if !p.taken[h] {
			p.taken[h] = true
			return h
		}
		from += " " + stream.Pick(s, channelTails)
	}
}

func (p *plan) drawTowns(n int) []string {
	var out []string
	for i := range n {
		out = append(out, p.name(fmt.Sprintf("town/%d", i), world.TownName))
	}
	return out
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// slug keeps the letters and digits of a name, its words joined by sep.
func slug(s, sep string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return strings.Join(words, sep)
}
