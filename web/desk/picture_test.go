package desk

import (
	"fmt"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/exercise"
)

// However close a layout puts nodes, no name is drawn over another node or name.
func TestNamesDoNotOverlap(t *testing.T) {
	g := exercise.Graph{}
	for i := range 30 {
		g.Nodes = append(g.Nodes, exercise.Node{Ref: fmt.Sprintf("f%d", i+1), Type: "wallet", Name: strings.Repeat("w", 4+i), X: (i * 37) % 200, Y: (i * 53) % 150})
	}
	at := places(g)
	for i := range at {
		for j := i + 1; j < len(at); j++ {
			a, b := at[i], at[j]
			if apart(&a, &b) {
				t.Errorf("%s at %v and %s at %v overlap", g.Nodes[i].Ref, at[i], g.Nodes[j].Ref, at[j])
			}
		}
	}
	x, y, w, h := bounds(at)
	for i, p := range at {
		if p.x-p.half < x || p.x+p.half > x+w || p.y-nodeRadius < y || p.y+nodeRadius+nameBelow > y+h {
			t.Errorf("%s at %v is outside of %d %d %d %d", g.Nodes[i].Ref, p, x, y, w, h)
		}
	}
	if again := places(g); fmt.Sprint(again) != fmt.Sprint(at) {
		t.Error("the same case is drawn in two ways")
	}
}
