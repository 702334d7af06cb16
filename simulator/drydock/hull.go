package drydock

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/stream"
)

// hull is what can be seen of a boat. Strakes, portholes and a patch are of the
// boat; colour and name are paint. A patch of 0 is out of the picture.
type hull struct {
	strakes, portholes, patch int64
	colour                    int
	name                      string
}

// verdicts are what can be said of two pictures of hulls.
const (
	sameHull  = "same"
	otherHull = "different"
	openHull  = "open"
)

// colours by their number in the pictures.
var colours = []string{"white", "light grey", "grey", "dark grey", "blue", "dark red", "green", "yellow", "brown", "violet"}

func (h hull) caption() string {
	return fmt.Sprintf("%d %d %d %d %s", h.strakes, h.portholes, h.patch, h.colour, h.name)
}

// verdict is what the two stills of the question show in this variant.
func (p *plan) verdict() string {
	return []string{sameHull, otherHull, openHull}[p.Deal("hull", 3)]
}

// paint is a word on a hull.
func (p *plan) paint(of string) string {
	return stream.Pick(p.Draw("paint", of), []string{"HERON", "TULIP", "ANCHOR", "RAVEN", "MAPLE", "PEBBLE", "KITE", "BEACON"})
}

// drawHull draws a hull.
func (p *plan) drawHull(of string) hull {
	s := p.Draw("hull", of)
	return hull{s.Between(3, 6), s.Between(1, 4), s.Between(15, 75), s.IntN(len(colours)), p.paint(of)}
}

// hulls are those of the pictures: the boat for sale, the one that the recruiter
// shows, those of the school and of the fishermen. The second is the first
// repainted, or another under the same paint, or taken from the side that hides
// what would decide.
func (p *plan) hulls() map[string]hull {
	sale := p.drawHull("sale")
	shown := sale
	switch p.verdict() {
	case sameHull:
		shown.colour, shown.name = (sale.colour+3)%len(colours), p.paint("shown")
	case otherHull:
		shown.portholes, shown.patch = sale.portholes%4+1, (sale.patch+31)%61+15
	case openHull:
		shown.patch, shown.colour = 0, (sale.colour+3)%len(colours)
		shown.name = p.paint("shown")
	}
	return map[string]hull{"sale": sale, "shown": shown, "school": p.drawHull("school"), "fishers": p.drawHull("fishers")}
}

// hullTable is what the laboratory has read from the stills.
func (p *plan) hullTable() {
	var rows [][]string
	all := p.hulls()
	for _, of := range []string{"sale", "shown", "school", "fishers"} {
		h := all[of]
		patch := fmt.Sprint(h.patch)
		if h.patch == 0 {
			patch = "not in the picture"
		}
		ports := fmt.Sprint(h.portholes)
		rows = append(rows, []string{fmt.Sprint(stillOf(of)), fmt.Sprint(h.strakes), ports, patch, colours[h.colour], h.name})
	}
	p.HandTable("hulls", []string{"still", "strakes", "portholes", "patch_per_cent", "colour", "name"}, rows)
}
