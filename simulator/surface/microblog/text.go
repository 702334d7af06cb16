package microblog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// words are the lists that fill the slots of a line, drawn once for a dataset.
type words struct {
	towns, hobbies, animals, colours, titles, things []string
}

func drawWords(w *world.World) words {
	s := w.Key.Domain("microblog/words").Stream(0, 0)
	fake := s.Fake()
	var out words
	for range 40 {
		out.towns = append(out.towns, world.TownName(s))
	}
	for range 60 {
		out.hobbies = append(out.hobbies, strings.ToLower(fake.Hobby()))
		out.animals = append(out.animals, strings.ToLower(fake.Animal()))
		out.colours = append(out.colours, strings.ToLower(fake.Colour()))
	}
	// Everyday nouns, among them those that the story uses as code.
	out.things = slices.Clone(household)
	for _, c := range w.Lexicon {
		if c.Category != "activity" && c.Category != "guarantee" {
			out.things = append(out.things, c.Word)
		}
	}
	for range 80 {
		a, b := stream.Pick(s, titleHeads), stream.Pick(s, titleTails)
		out.titles = append(out.titles, a+" "+b)
	}
	return out
}

var (
	household  = []string{"kettle", "piano", "sofa", "oven", "wagon", "orchard", "bakery", "library", "ladder", "bicycle", "radio", "blanket", "lamp", "bench", "mirror", "stove"}
	titleHeads = []string{"Amber", "Quiet", "Silver", "Early", "Bright", "Copper", "Green", "Little", "North", "Open", "Plain", "Red", "Round", "Slow", "Soft", "Warm"}
	titleTails = []string{"Lantern", "Harbour", "Meadow", "Window", "Bridge", "Garden", "Anchor", "Basket", "Candle", "Feather", "Fountain", "Hill", "Pictures", "Wheels", "Gazette", "News"}
	dishes     = []string{"bean soup", "cheese pie", "fried fish", "stuffed peppers", "potato cake", "plum dumplings", "lentils", "rice and lemon", "cabbage rolls", "walnut bread"}
)

var weekdays = map[string][]string{
	"en": {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
	"it": {"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"},
	"sq": {"e hënë", "e martë", "e mërkurë", "e enjte", "e premte", "e shtunë", "e diel"},
	"sl": {"v ponedeljek", "v torek", "v sredo", "v četrtek", "v petek", "v soboto", "v nedeljo"},
	"de": {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"},
}

// bio draws the line under a name.
func (l words) bio(s *stream.Stream, lang string) string {
	pick := func(list []string) string { return stream.Pick(s, list) }
	switch s.IntN(5) {
	case 0:
		return capital(pick(l.hobbies)) + ", " + pick(l.hobbies) + ", coffee."
	case 1:
		return "Born in " + pick(l.towns) + ", living in " + pick(l.towns) + "."
	case 2:
		return map[string]string{
			"en": "Here to read.", "it": "Qui per leggere.", "sq": "Këtu për të lexuar.", "sl": "Tu za branje.", "de": "Lese hier nur mit.",
		}[lang]
	case 3:
		return "My " + pick(l.animals) + " and me. " + capital(pick(dishes)) + " on Sundays."
	}
	return capital(pick(l.colours)) + " is my colour. Ask me about the " + pick(l.things) + "."
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

// fill puts words into the slots of a line: {n} {tk} {day} {hour} {town}
// {first} {thing} {hobby} {animal} {colour} {dish}.
func (l words) fill(s *stream.Stream, line, lang string) string {
	return world.Fill(line, func(slot string) string { return l.slot(s, slot, lang) })
}

func (l words) slot(s *stream.Stream, slot, lang string) string {
	switch slot {
	case "n":
		return fmt.Sprint(s.Between(2, 19))
	case "tk":
		return fmt.Sprint(s.Between(1, 40) * 50)
	case "day":
		return stream.Pick(s, weekdays[lang])
	case "hour":
		return fmt.Sprintf("%d:00", s.Between(7, 21))
	case "town":
		return stream.Pick(s, l.towns)
	case "first":
		name, _, _ := strings.Cut(world.PersonName(s), " ")
		return name
	case "thing":
		return stream.Pick(s, l.things)
	case "hobby":
		return stream.Pick(s, l.hobbies)
	case "animal":
		return stream.Pick(s, l.animals)
	case "colour":
		return stream.Pick(s, l.colours)
	case "dish":
		return stream.Pick(s, dishes)
	}
	return "{" + slot + "}"
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
