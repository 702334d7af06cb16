package forum

import (
	"github.com/osint-radar/academy/simulator/smalltalk"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// words is what the forum's crowd talks of.
type words struct{ smalltalk.Words }

var langWeights = []int64{60, 11, 10, 9, 10}

func drawWords(w *world.World) words {
	return words{smalltalk.Draw(w, w.Key.Domain("forum/words").Stream(0, 0))}
}

// pseudonym draws a name as people give themselves on a forum.
func (l words) pseudonym(s *stream.Stream) string {
	return world.Pseudonym(s, l.Animals, l.Things)
}

func (l words) signature(s *stream.Stream) string { return l.Fill(s, stream.Pick(s, signatures), "en") }
