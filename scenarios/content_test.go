package scenarios_test

import (
	"testing"

	"github.com/osint-radar/academy/scenarios"
)

func TestContent(t *testing.T) {
	fsys, _, err := scenarios.FS("")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range scenarios.Check(fsys) {
		t.Error(p)
	}
}
