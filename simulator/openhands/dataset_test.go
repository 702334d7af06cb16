package openhands_test

import (
	"testing"
)

// A written dataset is whole for the verifier, no realism metric fails, and no
// open file holds a name of the plan, a saga, a role or an answer.
func TestDataset(t *testing.T) {
	story.Whole(t, 9, "team-a", "page-fake", "page-shelter", "fake-volunteer", "helper-bot")
}
