package drydock_test

import (
	"testing"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/storytest"
)

// A written dataset is whole for the verifier, no realism metric fails, and no
// open file holds a name of the plan, a saga, a role, or
// the point at which still 4 was taken.
func TestDataset(t *testing.T) {
	dir := story.Whole(t, 9, "team-a", "page-recruiter", "skipper-recruiter", "boat-procurer", "berth-broker")
	for _, p := range story.World(t, 9, "team-a").Places {
		if p.Ref == "place:mole" { // what bearings alone show
			lat, lon := draft.Degrees(p.At.Lat), draft.Degrees(p.At.Lon)
			storytest.Hidden(t, dir, "movement", lat, lon) // of a hundred thousand positions one may have half of it by chance
			storytest.Hidden(t, dir, "", lat+","+lon)
		}
	}
}
