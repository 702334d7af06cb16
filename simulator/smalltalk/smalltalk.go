// Package smalltalk is what the benign crowds of a world talk of: lists of towns,
// things, animals and colours that are drawn once for a dataset, and lines with
// slots that they fill. The story's own places and code words stand among them, so
// that no word marks it.
package smalltalk

import (
	"fmt"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Words fill the slots of a line.
type Words struct{ Towns, Colours, Animals, Things []string }

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
)

// Draw draws the lists of a world from a stream of the surface that asks.
func Draw(w *world.World, s *stream.Stream) Words {
	fake := s.Fake()
	var out Words
	for _, p := range w.Places {
		out.Towns = append(out.Towns, p.Name)
	}
	for range 40 {
		out.Towns = append(out.Towns, world.TownName(s))
	}
	for range 40 {
		out.Colours = append(out.Colours, strings.ToLower(fake.Colour()))
		out.Animals = append(out.Animals, strings.ToLower(fake.Animal()))
	}
	out.Things = slices.Clone(household)
	for _, c := range w.Lexicon {
		if c.Category != "activity" && c.Category != "guarantee" && !slices.Contains(out.Things, c.Word) {
			out.Things = append(out.Things, c.Word)
		}
	}
	return out
}

// Fill puts words into the slots of a line: {n} {tk} {day} {hour} {town} {first}
// {thing} {colour} {animal} {dish}. Weekdays are in lang: en, it, sq, sl or de.
func (l Words) Fill(s *stream.Stream, line, lang string) string {
	return world.Fill(line, func(slot string) string { return l.slot(s, slot, lang) })
}

func (l Words) slot(s *stream.Stream, slot, lang string) string {
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
		return stream.Pick(s, l.Towns)
	case "first":
		first, _, _ := strings.Cut(world.PersonName(s), " ")
		return first
	case "thing":
		return stream.Pick(s, l.Things)
	case "colour":
		return stream.Pick(s, l.Colours)
	case "animal":
		return stream.Pick(s, l.Animals)
	case "dish":
		return stream.Pick(s, dishes)
	}
	return "{" + slot + "}"
}
