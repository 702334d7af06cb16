package microblog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/smalltalk"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// words are the lists that fill the slots of a line, drawn once for a dataset.
type words struct {
	smalltalk.Words
	hobbies, titles []string
}

func drawWords(w *world.World) words {
	s := w.Key.Domain("microblog/words").Stream(0, 0)
	fake := s.Fake()
	var out words
	for range 40 {
		out.Towns = append(out.Towns, world.TownName(s))
	}
	for range 60 {
		out.hobbies = append(out.hobbies, strings.ToLower(fake.Hobby()))
		out.Animals = append(out.Animals, strings.ToLower(fake.Animal()))
		out.Colours = append(out.Colours, strings.ToLower(fake.Colour()))
	}
	// Unlike smalltalk.Things: a code word that is an everyday noun anyway is twice as frequent.
	out.Things = slices.Clone(smalltalk.Nouns)
	for _, c := range w.Lexicon {
		if c.Category != "activity" && c.Category != "guarantee" {
			out.Things = append(out.Things, c.Word)
		}
	}
	for range 80 {
		a, b := stream.Pick(s, titleHeads), stream.Pick(s, titleTails)
		out.titles = append(out.titles, a+" "+b)
	}
	return out
}

var (
	titleHeads = []string{"Amber", "Quiet", "Silver", "Early", "Bright", "Copper", "Green", "Little", "North", "Open", "Plain", "Red", "Round", "Slow", "Soft", "Warm"}
	titleTails = []string{"Lantern", "Harbour", "Meadow", "Window", "Bridge", "Garden", "Anchor", "Basket", "Candle", "Feather", "Fountain", "Hill", "Pictures", "Wheels", "Gazette", "News"}
)

// bio draws the line under a name.
func (l words) bio(s *stream.Stream, lang string) string {
	pick := func(list []string) string { return stream.Pick(s, list) }
	switch s.IntN(5) {
	case 0:
		return capital(pick(l.hobbies)) + ", " + pick(l.hobbies) + ", coffee."
	case 1:
		return "Born in " + pick(l.Towns) + ", living in " + pick(l.Towns) + "."
	case 2:
		return map[string]string{
			"en": "Here to read.", "it": "Qui per leggere.", "sq": "Këtu për të lexuar.", "sl": "Tu za branje.", "de": "Lese hier nur mit.",
		}[lang]
	case 3:
		return "My " + pick(l.Animals) + " and me. " + capital(pick(smalltalk.Dishes)) + " on Sundays."
	}
	return capital(pick(l.Colours)) + " is my colour. Ask me about the " + pick(l.Things) + "."
}

// text draws the words of a post of the crowd.
func (l words) text(s *stream.Stream, lang string, reply bool) string {
	lines := posts[lang]
	if reply {
		lines = replies[lang]
	}
	text := l.fill(s, stream.Pick(s, lines), lang)
	if !reply && s.Chance(1, 3) {
		text += " " + l.fill(s, stream.Pick(s, posts[lang]), lang)
	}
	return text
}

// fill puts words into the slots of a line: those of small talk and {hobby}.
func (l words) fill(s *stream.Stream, line, lang string) string {
	return world.Fill(line, func(slot string) string {
		switch slot {
		case "tk":
			return fmt.Sprint(s.Between(1, 40) * 50)
		case "hour":
			return fmt.Sprintf("%d:00", s.Between(7, 21))
		case "hobby":
			return stream.Pick(s, l.hobbies)
		}
		return l.Slot(s, slot, lang)
	})
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// tags returns the words of a text that begin with #, in lower case.
func tags(text string) []string {
	var out []string
	for rest := text; ; {
		_, after, ok := strings.Cut(rest, "#")
		if !ok {
			return out
		}
		end := strings.IndexAny(after, " .,:;!?”")
		if end < 0 {
			end = len(after)
		}
		if t := strings.ToLower(after[:end]); t != "" && !slices.Contains(out, t) {
			out = append(out, t)
		}
		rest = after[end:]
	}
}
