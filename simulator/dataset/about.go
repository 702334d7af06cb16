package dataset

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// About is which dataset it is, finished or not: what all runs of one dataset
// share. Nothing of it is secret.
type About struct {
	Scenario       string   `json:"scenario"`
	Variant        string   `json:"variant"`
	Scale          Scale    `json:"scale"`
	Simulator      string   `json:"simulator"`
	Clock          Clock    `json:"clock"`
	SeedCommitment string   `json:"seed_commitment"` // empty where nobody has named a seed
	Formats        []Format `json:"formats"`         // of bulk tables; nil where there are none
}

// about is the note of it in an unfinished dataset.
const about = "about.json"

// Begun returns what the dataset in dir was begun as while it is unfinished;
// false if nothing is noted.
func Begun(dir string) (a About, ok bool) {
	note, err := Note(dir, about)
	return a, err == nil && json.Unmarshal(note, &a) == nil // half a note is none
}

// Claim notes in an unfinished dataset what it is. One that was begun as another
// is an OtherWorldError.
func (w *Writer) Claim(a About) error {
	if begun, ok := Begun(w.dir); ok {
		return begun.Same(w.dir, a)
	}
	note, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("dataset: %w", err)
	}
	return w.Begun(about, note)
}

// Same is an OtherWorldError if the dataset in dir, which is a, is not the one
// that is wanted. What one of them leaves open may be anything.
func (a About) Same(dir string, want About) error {
	var differs []string
	compare := func(name, is, want string) {
		if is != want {
			differs = append(differs, fmt.Sprintf("its %s is %s, asked for is %s", name, is, want))
		}
	}
	compare("scenario", a.Scenario, want.Scenario)
	compare("variant", a.Variant, want.Variant)
	compare("scale", a.Scale.String(), want.Scale.String())
	compare("simulator", a.Simulator, want.Simulator)
	seeds := a.SeedCommitment != want.SeedCommitment && a.SeedCommitment != "" && want.SeedCommitment != ""
	if !seeds || a.Clock.length() != want.Clock.length() { // its start is drawn from the seed
		compare("clock", a.Clock.String(), want.Clock.String())
	}
	if a.Formats != nil && want.Formats != nil {
		compare("format", list(a.Formats), list(want.Formats))
	}
	if seeds {
		differs = append(differs, "its seed is another")
	}
	if differs != nil {
		return &OtherWorldError{dir, differs}
	}
	return nil
}

func (c Clock) length() time.Duration { return c.End.Sub(c.Start) }

// String is the span as people write it.
func (c Clock) String() string {
	return c.Start.UTC().Format(time.DateOnly) + " to " + c.End.UTC().Format(time.DateOnly)
}

func list(formats []Format) string {
	var names []string
	for _, f := range formats {
		names = append(names, string(f))
	}
	return strings.Join(names, ",")
}
