package messenger

import (
	"fmt"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// words fill the slots of a line; the lists are drawn once for a dataset.
type words struct {
	towns, animals, colours, things []string
	chains                          []string
}

var (
	household = []string{"kettle", "piano", "sofa", "oven", "wagon", "orchard", "bakery", "library", "ladder", "bicycle", "radio", "blanket", "lamp", "bench", "mirror", "stove"}
	dishes    = []string{"bean soup", "cheese pie", "fried fish", "stuffed peppers", "potato cake", "plum dumplings", "lentils", "rice and lemon", "cabbage rolls", "walnut bread"}
	weekdays  = map[string][]string{
		"en": {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
		"it": {"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"},
		"sq": {"e hënë", "e martë", "e mërkurë", "e enjte", "e premte", "e shtunë", "e diel"},
		"sl": {"v ponedeljek", "v torek", "v sredo", "v četrtek", "v petek", "v soboto", "v nedeljo"},
		"de": {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"},
	}
	langs       = []string{"en", "it", "sq", "sl", "de"}
	langWeights = []int64{52, 14, 11, 10, 13}
)

func drawWords(w *world.World) words {
	s := w.Key.Domain("messenger/words").Stream(0, 0)
	fake := s.Fake()
	var out words
	for range 40 {
		out.towns = append(out.towns, world.TownName(s))
	}
	for range 60 {
		out.animals = append(out.animals, strings.ToLower(fake.Animal()))
		out.colours = append(out.colours, strings.ToLower(fake.Colour()))
	}
	// Everyday nouns, among them those that the story uses as code.
	out.things = slices.Clone(household)
	for _, c := range w.Lexicon {
		if c.Category != "activity" && c.Category != "guarantee" && !slices.Contains(out.things, c.Word) {
			out.things = append(out.things, c.Word)
		}
	}
	for range 40 {
		out.chains = append(out.chains, out.fill(s, stream.Pick(s, chains), "en"))
	}
	return out
}

// line draws a line of a topic, in one go of two and three now and then.
func (l words) line(s *stream.Stream, t *topic, lang string) string {
	text := l.fill(s, stream.Pick(s, t.lines[lang]), lang)
	for s.Chance(2, 7) {
		text += " " + l.fill(s, stream.Pick(s, t.lines[lang]), lang)
	}
	return text
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
	case "first", "last":
		first, last, _ := strings.Cut(world.PersonName(s), " ")
		if slot == "last" {
			return last
		}
		return first
	case "thing":
		return stream.Pick(s, l.things)
	case "animal":
		return stream.Pick(s, l.animals)
	case "colour":
		return stream.Pick(s, l.colours)
	case "dish":
		return stream.Pick(s, dishes)
	}
	return "{" + slot + "}"
}

// title writes a name's words with capitals.
func title(s string) string {
	words := strings.Fields(s)
	for i, x := range words {
		words[i] = strings.ToUpper(x[:1]) + x[1:]
	}
	return strings.Join(words, " ")
}

// before is what an edited text said at first: a word or a sentence less, or,
// where a figure may be wrong, another figure.
func before(s *stream.Stream, text string, figures bool) string {
	if at := strings.LastIndex(strings.TrimRight(text, ".!? "), ". "); at > 0 && s.Chance(1, 2) {
		return text[:at+1]
	}
	if at := strings.IndexAny(text, "123456789"); figures && at >= 0 {
		d := '1' + (int64(text[at]-'1')+s.Between(1, 8))%9
		return text[:at] + string(rune(d)) + text[at+1:]
	}
	if at := strings.LastIndexByte(text, ' '); at > 0 {
		return text[:at]
	}
	return text + " …"
}
