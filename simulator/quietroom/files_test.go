package quietroom_test

import (
	"testing"
)

// A written dataset is whole for the independent reading, and no file but the
// sealed truth says what the truth says: no name of a fact, no saga of a row, no
// role, no code.
func TestDataset(t *testing.T) {
	secrets := []string{"organiser", "launderer", "fixer", "irrelevant", "quarantine", "founding"}
	sagas := map[string]bool{}
	for _, table := range received(story.World(t, 3, "team-b")) {
		for _, c := range table.Causes {
			if !sagas[c.Saga] {
				sagas[c.Saga] = true
				secrets = append(secrets, `"`+c.Saga+`"`, ","+c.Saga+",")
			}
		}
	}
	if len(sagas) < 100 {
		t.Errorf("%d sagas", len(sagas))
	}
	story.Whole(t, 3, "team-b", secrets...)
}
