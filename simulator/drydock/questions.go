package drydock

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// queries answers the questions of a scenario out of the world.
var queries = draft.Queries[*plan]{
	"place-of-still":   (*plan).placeOfStill,
	"capture-window":   (*plan).captureWindow,
	"same-hull":        (*plan).sameHull,
	"recycled-clip":    (*plan).recycledClip,
	"grade-of-claim":   (*plan).gradeOfClaim,
	"detector-rightly": (*plan).detectorRightly,
	"distress-calls":   (*plan).distressCalls,
}

// Queries lists what a question can ask of this world.
func Queries() []string { return queries.Names() }

func (p *plan) questions() error {
	return queries.Ask(p.Draft, p, p.spec.Questions)
}

// placeOfStill: where still 4 was taken, by its bearings to known marks.
func (p *plan) placeOfStill() (draft.Answer, error) {
	at := p.coast.camera
	return draft.Answer{
		Value: map[string]any{"at": draft.Degrees(at.Lat) + "," + draft.Degrees(at.Lon), "radius_m": 150}, Hard: 5,
		Proof: []world.Ref{image("still4"), "table:bearings", "table:landmarks"},
	}, nil
}

// captureWindow: the hours in which it rains with the wind of the flag while the
// ferry lies near.
func (p *plan) captureWindow() (draft.Answer, error) {
	from := p.begins(p.window)
	return draft.Answer{
		Value: map[string]string{"from": from.Format(time.RFC3339), "to": from.Add(lasts * time.Hour).Format(time.RFC3339)}, Hard: 5,
		Proof: []world.Ref{"paper:still-4", "table:weather", world.Ref(fmt.Sprintf("journey:ferry-%d", p.window+1))},
	}, nil
}

// sameHull: what can be said of the hulls of stills 1 and 2.
func (p *plan) sameHull() (draft.Answer, error) {
	return draft.Answer{Value: p.verdict(), Hard: 1, Proof: []world.Ref{image("shown"), image("sale"), "table:hulls"}}, nil
}

// recycledClip: the clip whose pictures are another's.
func (p *plan) recycledClip() (draft.Answer, error) {
	for _, c := range p.W.Clips {
		if c.Of != "" {
			return draft.Answer{Value: c.ID, Hard: 4, Proof: []world.Ref{c.Ref, c.Of, image("deck-again"), image("deck")}}, nil
		}
	}
	return draft.Answer{}, fmt.Errorf("no clip is taken from another")
}

// gradeOfClaim: source and information in the 4x4 scheme.
func (p *plan) gradeOfClaim() (draft.Answer, error) {
	a, b := p.grades()
	return draft.Answer{Value: sources[a].grade + informations[b].grade, Hard: 1, Proof: []world.Ref{"paper:claim"}}, nil
}

// detectorRightly: of a hundred clips that the detector marks, how many are L3.
func (p *plan) detectorRightly() (draft.Answer, error) {
	return draft.Answer{Value: map[string]json.Number{"value": p.rightly(), "tolerance": "1"}, Hard: 1, Proof: []world.Ref{"table:detector"}}, nil
}

// distressCalls: who is told, in which order.
func (p *plan) distressCalls() (draft.Answer, error) {
	return draft.Answer{Value: p.call, Hard: 1, Proof: []world.Ref{"paper:distress"}}, nil
}
