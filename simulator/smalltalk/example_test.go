package smalltalk_test

import (
	"fmt"
	"slices"

	"github.com/osint-radar/academy/simulator/smalltalk"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Two people of the crowd say the same line in words of their own. A code word of the
// story is one of the things they talk of.
func ExampleDraw() {
	w := &world.World{
		Key: stream.NewKey([16]byte{15: 1}), Places: []world.Place{{Ref: "place:yard", Name: "Ostavo"}},
		Lexicon: []world.CodeWord{{Word: "lantern", Category: "transport", Lang: "en"}},
	}
	said := w.Key.Domain("example/line")
	words := smalltalk.Draw(w, said.Stream(0, 0))
	for who := range uint64(2) {
		fmt.Println(words.Fill(said.Stream(1, uint32(who)), "A {thing} from {town}, on {day}.", "en"))
	}
	fmt.Println(slices.Contains(words.Things, "lantern"))
	// Output:
	// A lamp from Galadal, on Tuesday.
	// A blanket from Telista, on Wednesday.
	// true
}
