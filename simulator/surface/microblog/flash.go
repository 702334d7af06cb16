package microblog

import (
	"github.com/osint-radar/academy/simulator/stream"
)

// flash is something that everybody talks of for three days and nobody after:
// the flash mobs of the LDBC benchmark. It has nothing to do with the story.
type flash struct {
	tag    string
	middle int64 // Unix milliseconds
}

const (
	flashHalf  = 36 * 3_600_000 // half of its 72 hours
	flashEvery = 40             // days of the clock for each flash, at least one
	flashPull  = flashHalf / 12 // three hours
	flashSlope = flashPull * 3  // one in three posts in the middle, one in fifteen at the ends
	flashDays  = 2 * flashHalf / dayMS
)

// drawFlashes draws of what and when.
func (c *crowd) drawFlashes() []flash {
	s := c.w.Key.Domain("microblog/flashes").Stream(0, 0)
	out := make([]flash, max(c.days/flashEvery, 1))
	for i := range out {
		from := c.start + int64(i*c.days/len(out))*dayMS
		room := int64(c.days/len(out)-flashDays) * dayMS
		out[i] = flash{stream.Pick(s, flashHeads) + stream.Pick(s, flashTails), from + flashHalf + s.Int64N(max(room, 1))}
	}
	return out
}

// flashing is what a post of the crowd that answers nobody speaks of, nil if it
// is nothing of the kind. The nearer the middle, the more do: the share falls as
// one over the distance.
func (c *crowd) flashing(d domains, p *post) *flash {
	if p.to != 0 {
		return nil
	}
	for i := range c.flashes {
		f := &c.flashes[i]
		away := max(p.at-f.middle, f.middle-p.at)
		if away < flashHalf && d.flash.Stream(p.draws, 0).Int64N(away+flashSlope) < flashPull {
			return f
		}
	}
	return nil
}

// text draws what somebody writes of it.
func (f *flash) text(l *words, s *stream.Stream, lang string) string {
	return l.fill(s, stream.Pick(s, flashLines[lang]), lang) + " #" + f.tag
}

var (
	flashHeads = []string{"amber", "north", "silver", "green", "copper", "winter", "harbour", "river"}
	flashTails = []string{"cup", "comet", "storm", "marathon", "blackout", "festival"}
)

// flashLines are what people write of it, whatever it is.
var flashLines = map[string][]string{
	"en": {
		"Did you see that?", "Nobody in {town} talks of anything else.", "Still awake because of it.", "{first} called me at {hour}, only for this.",
		"I will tell my grandchildren.", "The whole street stood outside. Even the {animal} looked up.", "My {thing} fell off the table when I heard.", "{n} messages about it before breakfast.",
	},
	"it": {"L'avete visto?", "A {town} non si parla d'altro.", "Non riesco a dormire.", "{first} mi ha chiamato solo per questo.", "Tutta la strada era fuori."},
	"sq": {"E patë?", "Në {town} nuk flitet për tjetër gjë.", "Nuk më zë gjumi.", "{first} më thirri vetëm për këtë.", "Gjithë rruga doli jashtë."},
	"sl": {"Ste videli?", "V {town} ne govorijo o drugem.", "Ne morem spati.", "{first} me je klical samo zaradi tega.", "Vsa ulica je bila zunaj."},
	"de": {"Habt ihr das gesehen?", "In {town} spricht niemand von etwas anderem.", "Ich kann nicht schlafen.", "{first} hat nur deswegen angerufen.", "Die ganze Straße stand draußen."},
}
