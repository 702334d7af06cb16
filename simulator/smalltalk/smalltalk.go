// Package smalltalk is what the crowds of a world, and its stories, talk of: lists of towns,
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

// Langs are the languages of the crowds.
var Langs = []string{"en", "it", "sq", "sl", "de"}

// Household are things that anybody has at home.
var Household = []string{"kettle", "piano", "sofa", "oven", "wagon", "ladder", "radio", "blanket", "lamp", "bench", "mirror", "stove"}

// Nouns are things that anybody talks of, at home or not.
var Nouns = []string{"kettle", "piano", "sofa", "oven", "wagon", "orchard", "bakery", "library", "ladder", "bicycle", "radio", "blanket", "lamp", "bench", "mirror", "stove"}

// Dishes are what people cook.
var Dishes = []string{"bean soup", "cheese pie", "fried fish", "stuffed peppers", "potato cake", "plum dumplings", "lentils", "rice and lemon", "cabbage rolls", "walnut bread"}

var weekdays = map[string][]string{
	"en": {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
	"it": {"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"},
	"sq": {"e hënë", "e martë", "e mërkurë", "e enjte", "e premte", "e shtunë", "e diel"},
	"sl": {"ponedeljek", "torek", "sredo", "četrtek", "petek", "soboto", "nedeljo"},
	"de": {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"},
}

// Weekday draws a day in one of Langs, as it stands after a preposition.
func Weekday(s *stream.Stream, lang string) string { return stream.Pick(s, weekdays[lang]) }

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
	out.Things = Things(w, Household)
	return out
}

// Things are everyday nouns, among them those that the story uses as code.
func Things(w *world.World, nouns []string) []string {
	out := slices.Clone(nouns)
	for _, c := range w.Lexicon {
		if c.Category != "activity" && c.Category != "guarantee" && !slices.Contains(out, c.Word) {
			out = append(out, c.Word)
		}
	}
	return out
}

// Fill puts words into the slots of a line: those of Slot, in one of Langs.
func (l Words) Fill(s *stream.Stream, line, lang string) string {
	return world.Fill(line, func(slot string) string { return l.Slot(s, slot, lang) })
}

// Slot draws what stands for a slot: n, tk (an amount), day, hour, town, first and
// last (names), thing, colour, animal, dish. Another slot stays as it is.
func (l Words) Slot(s *stream.Stream, slot, lang string) string {
	switch slot {
	case "n":
		return fmt.Sprint(s.Between(2, 19))
	case "tk":
		return fmt.Sprint(s.Between(1, 60) * 50)
	case "day":
		return Weekday(s, lang)
	case "hour":
		return fmt.Sprintf("%d:%02d", s.Between(6, 22), 15*s.Between(0, 3))
	case "town":
		return stream.Pick(s, l.Towns)
	case "first", "last":
		first, last, _ := strings.Cut(world.PersonName(s), " ")
		if slot == "last" {
			return last
		}
		return first
	case "thing":
		return stream.Pick(s, l.Things)
	case "colour":
		return stream.Pick(s, l.Colours)
	case "animal":
		return stream.Pick(s, l.Animals)
	case "dish":
		return stream.Pick(s, Dishes)
	}
	return "{" + slot + "}"
}
