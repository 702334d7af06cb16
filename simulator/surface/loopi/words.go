package loopi

import (
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/smalltalk"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// words is what Loopi's crowd talks of, and the sounds that its clips use.
type words struct {
	smalltalk.Words
	sounds []string
}

var (
	bands       = []string{"Copper", "Early", "Northern", "Plain", "Quiet", "Round", "Second", "Silver", "Slow", "Warm"}
	songs       = []string{"Morning Loop", "Harbour Dance", "Window Song", "Two Steps", "Late Bus", "Summer Again", "Whistle", "Drums at Six"}
	langWeights = []int64{52, 14, 12, 10, 12}
)

func drawWords(w *world.World) words {
	s := w.Key.Domain("loopi/words").Stream(0, 0)
	out := words{Words: smalltalk.Draw(w, s)}
	for _, c := range w.Clips { // so that no sound marks the story
		if c.Sound != "" && !slices.Contains(out.sounds, c.Sound) {
			out.sounds = append(out.sounds, c.Sound)
		}
	}
	for range 60 {
		out.sounds = append(out.sounds, stream.Pick(s, bands)+" "+title(stream.Pick(s, out.Things))+": "+stream.Pick(s, songs))
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
	text = l.Fill(s, stream.Pick(s, lines), lang)
	for n := s.Between(0, 3); n > 0; n-- {
		text += " #" + stream.Pick(s, t.tags)
	}
	return text, tagsOf(text)
}
