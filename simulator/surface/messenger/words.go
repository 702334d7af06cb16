package messenger

import (
	"strings"

	"github.com/osint-radar/academy/simulator/smalltalk"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// words is what the rooms talk of, and the lines of chain letters.
type words struct {
	smalltalk.Words
	chains []string
}

var langWeights = []int64{52, 14, 11, 10, 13} // of smalltalk.Langs

func drawWords(w *world.World) words {
	s := w.Key.Domain("messenger/words").Stream(0, 0)
	fake := s.Fake()
	var out words
	for range 40 {
		out.Towns = append(out.Towns, world.TownName(s))
	}
	for range 60 {
		out.Animals = append(out.Animals, strings.ToLower(fake.Animal()))
		out.Colours = append(out.Colours, strings.ToLower(fake.Colour()))
	}
	out.Things = smalltalk.Things(w, smalltalk.Nouns)
	for range 40 {
		out.chains = append(out.chains, out.Fill(s, stream.Pick(s, chains), "en"))
	}
	return out
}

// line draws a line of a topic, in one go of two and three now and then.
func (l words) line(s *stream.Stream, t *topic, lang string) string {
	text := l.Fill(s, stream.Pick(s, t.lines[lang]), lang)
	for s.Chance(2, 7) {
		text += " " + l.Fill(s, stream.Pick(s, t.lines[lang]), lang)
	}
	return text
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
