package meridian_test

import (
	"testing"
)

// A written dataset is whole for the verifier, no realism metric fails, and no
// open file holds a name of the plan, a saga or an answer.
func TestDataset(t *testing.T) {
	story.Whole(t, 9, "team-a", "g1desk", "page-main", "list-keeper", "product-manager", "booking-g1", "released/g1")
}
