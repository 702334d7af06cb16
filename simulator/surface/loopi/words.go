package loopi

import (
	"fmt"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// words fill the slots of a line; the lists are drawn once for a dataset.
type words struct{ towns, colours, animals, things, sounds []string }

var (
	household = []string{"kettle", "piano", "sofa", "oven", "wagon", "ladder", "radio", "blanket", "lamp", "bench", "mirror", "stove"}
	dishes    = []string{"bean soup", "cheese pie", "fried fish", "stuffed peppers", "plum dumplings", "lentils", "cabbage rolls", "walnut bread"}
	bands     = []string{"Copper", "Early", "Northern", "Plain", "Quiet", "Round", "Second", "Silver", "Slow", "Warm"}
	songs     = []string{"Morning Loop", "Harbour Dance", "Window Song", "Two Steps", "Late Bus", "Summer Again", "Whistle", "Drums at Six"}
	weekdays  = map[string][]string{
		"en": {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
		"it": {"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"},
		"sq": {"e hënë", "e martë", "e mërkurë", "e enjte", "e premte", "e shtunë", "e diel"},
		"sl": {"ponedeljek", "torek", "sredo", "četrtek", "petek", "soboto", "nedeljo"},
		"de": {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"},
	}
	langs       = []string{"en", "it", "sq", "sl", "de"}
	langWeights = []int64{52, 14, 12, 10, 12}
)

func drawWords(w *world.World) words {
	s := w.Key.Domain("loopi/words").Stream(0, 0)
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
	for _, c := range w.Clips { // so that no sound marks the story
		if c.Sound != "" && !slices.Contains(out.sounds, c.Sound) {
			out.sounds = append(out.sounds, c.Sound)
		}
	}
	for range 60 {
		out.sounds = append(out.sounds, stream.Pick(s, bands)+" "+title(stream.Pick(s, out.things))+": "+stream.Pick(s, songs))
	}
	return out
}

func title(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// caption draws the words of a clip and its tags.
func (l words) caption(s *stream.Stream, t *topic, lang string) (text string, tags []string) {
	lines := t.lines
	if lang != "en" {
		lines = elsewhere[lang]
	}
	text = l.fill(s, stream.Pick(s, lines), lang)
	for n := s.Between(0, 3); n > 0; n-- {
		text += " #" + stream.Pick(s, t.tags)
	}
	return text, tagsOf(text)
}

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
