package classifieds

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/osint-radar/academy/simulator/smalltalk"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// words is what is advertised.
type words struct{ smalltalk.Words }

var langWeights = []int64{52, 14, 11, 10, 13} // of smalltalk.Langs

func drawWords(w *world.World) words {
	s := w.Key.Domain("classifieds/words").Stream(0, 0)
	fake := s.Fake()
	var out words
	for _, p := range w.Places { // so that no place marks the story
		out.Towns = append(out.Towns, p.Name)
	}
	for range 40 {
		out.Towns = append(out.Towns, world.TownName(s))
	}
	for range 40 {
		out.Colours = append(out.Colours, strings.ToLower(fake.Colour()))
	}
	out.Things = smalltalk.Things(w, smalltalk.Household)
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
	return world.Fill(line, func(slot string) string {
		switch slot {
		case "tk":
			return fmt.Sprint(s.Between(1, 60) * 10)
		case "hour":
			return fmt.Sprintf("%d:%02d", s.Between(6, 20), 15*s.Between(0, 3))
		}
		return l.Slot(s, slot, lang)
	})
}
