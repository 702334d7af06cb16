package classifieds

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// words fill the slots of a line; the lists are drawn once for a dataset.
type words struct{ towns, colours, things []string }

var (
	household = []string{"kettle", "piano", "sofa", "oven", "wagon", "ladder", "radio", "blanket", "lamp", "bench", "mirror", "stove"}
	weekdays  = map[string][]string{
		"en": {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
		"it": {"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"},
		"sq": {"e hënë", "e martë", "e mërkurë", "e enjte", "e premte", "e shtunë", "e diel"},
		"sl": {"ponedeljek", "torek", "sredo", "četrtek", "petek", "soboto", "nedeljo"},
		"de": {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"},
	}
	langs       = []string{"en", "it", "sq", "sl", "de"}
	langWeights = []int64{52, 14, 11, 10, 13}
)

func drawWords(w *world.World) words {
	s := w.Key.Domain("classifieds/words").Stream(0, 0)
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

// advert draws an advertisement's words.
func (l words) advert(s *stream.Stream, g *goods, lang, phone string) (title, text string) {
	text = l.fill(s, stream.Pick(s, g.lines[lang]), lang)
	first, size := utf8.DecodeRuneInString(text)
	text = string(unicode.ToUpper(first)) + text[size:]
	title, _, _ = strings.Cut(text, ". ")
	title = strings.TrimSuffix(title, ".")
	for s.Chance(2, 5) {
		text += " " + l.fill(s, stream.Pick(s, closings[lang]), lang)
	}
	if phone != "" && s.Chance(1, 4) {
		text += " " + phone
	}
	return title, text
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
		return fmt.Sprint(s.Between(1, 60) * 10)
	case "day":
		return stream.Pick(s, weekdays[lang])
	case "hour":
		return fmt.Sprintf("%d:%02d", s.Between(6, 20), 15*s.Between(0, 3))
	case "town":
		return stream.Pick(s, l.towns)
	case "first":
		first, _, _ := strings.Cut(world.PersonName(s), " ")
		return first
	case "thing":
		return stream.Pick(s, l.things)
	case "colour":
		return stream.Pick(s, l.colours)
	}
	return "{" + slot + "}"
}
