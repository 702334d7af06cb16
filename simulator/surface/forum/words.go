package forum

import (
	"fmt"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// words fill the slots of a line; the lists are drawn once for a dataset.
type words struct{ towns, colours, animals, things []string }

var (
	household = []string{"kettle", "piano", "sofa", "oven", "wagon", "ladder", "radio", "blanket", "lamp", "bench", "mirror", "stove"}
	dishes    = []string{"bean soup", "cheese pie", "fried fish", "stuffed peppers", "plum dumplings", "lentils", "cabbage rolls", "walnut bread"}
	weekdays  = map[string][]string{
		"en": {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
		"it": {"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"},
		"sq": {"e hënë", "e martë", "e mërkurë", "e enjte", "e premte", "e shtunë", "e diel"},
		"sl": {"ponedeljek", "torek", "sredo", "četrtek", "petek", "soboto", "nedeljo"},
		"de": {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"},
	}
	langs       = []string{"en", "it", "sq", "sl", "de"}
	langWeights = []int64{60, 11, 10, 9, 10}
)

func drawWords(w *world.World) words {
	s := w.Key.Domain("forum/words").Stream(0, 0)
	fake := s.Fake()
	var out words
	for _, p := range w.Places { // so that no place marks the story
		out.towns = append(out.towns, p.Name)
	}
	for range 40 {
		out.towns = append(out.towns, world.TownName(s))
	}
	for range 40 {
		out.colours = append(out.colours, strings.ToLower(fake.Colour()))
		out.animals = append(out.animals, strings.ToLower(fake.Animal()))
	}
	// Everyday nouns, among them those that the story uses as code.
	out.things = slices.Clone(household)
	for _, c := range w.Lexicon {
		if c.Category != "activity" && c.Category != "guarantee" && !slices.Contains(out.things, c.Word) {
			out.things = append(out.things, c.Word)
		}
	}
	return out
}

// pseudonym draws a name as people give themselves on a forum.
func (l words) pseudonym(s *stream.Stream) string {
	return world.Pseudonym(s, l.animals, l.things)
}

func (l words) signature(s *stream.Stream) string { return l.fill(s, stream.Pick(s, signatures), "en") }

// fill puts words into the slots of a line.
func (l words) fill(s *stream.Stream, line, lang string) string {
	return world.Fill(line, func(slot string) string { return l.slot(s, slot, lang) })
}

func (l words) slot(s *stream.Stream, slot, lang string) string {
	switch slot {
	case "n":
		return fmt.Sprint(s.Between(2, 19))
	case "tk":
		return fmt.Sprint(s.Between(1, 60) * 50)
	case "day":
		return stream.Pick(s, weekdays[lang])
	case "hour":
		return fmt.Sprintf("%d:%02d", s.Between(6, 22), 15*s.Between(0, 3))
	case "town":
		return stream.Pick(s, l.towns)
	case "first":
		first, _, _ := strings.Cut(world.PersonName(s), " ")
		return first
	case "thing":
		return stream.Pick(s, l.things)
	case "colour":
		return stream.Pick(s, l.colours)
	case "animal":
		return stream.Pick(s, l.animals)
	case "dish":
		return stream.Pick(s, dishes)
	}
	return "{" + slot + "}"
}
