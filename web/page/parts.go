package page

import (
	"html/template"

	"github.com/osint-radar/academy/internal/training"
)

// Tab is one of a row of links between pages that belong together.
type Tab struct {
	Text, Href string
	Count      int // shown in brackets when not 0
	Current    bool
}

// Pager leads to the page before and the page after; an empty Href leaves one out.
type Pager struct{ Previous, Next Crumb }

// Twin is a picture with the table that says the same: a picture alone says
// nothing to a screen reader. Rows carry ids that the picture's elements link to.
type Twin struct {
	ID      string // prefix of the element ids, unique on the page
	Caption string
	Picture template.HTML // an <svg> or <img> made by this program
	Head    []string
	Rows    []TwinRow
}

// TwinRow is one row of a twin's table; the first cell is its heading.
type TwinRow struct {
	ID    string
	Cells []string
}

// Verdict is the worth of a capture with its meaning in words.
type Verdict struct {
	Code  training.Verdict
	Words string
}

// VerdictOf gives the words for a verdict (formats.md, section 5).
func VerdictOf(v training.Verdict) Verdict {
	words := map[training.Verdict]string{
		training.ServedToOtherTeam: "Served to another team: this copy was not given to you",
		training.BeforeRelease:     "Before release: it could not be seen yet at the time you state",
		training.VerifiedAsServed:  "Verified: byte for byte what was served to your team",
		training.Altered:           "Altered: the address was served to you, these bytes were not",
		training.Derived:           "Derived: a copy made from another item; it proves nothing by itself",
		training.NotOurs:           "Not ours: neither these bytes nor this address was served to you",
	}
	return Verdict{v, words[v]}
}

// RunTag is the state of a run in words.
func RunTag(s training.RunState) Tag {
	switch s {
	case training.Running:
		return Tag{"good", "running"}
	case training.Paused:
		return Tag{"warn", "paused"}
	case training.Sealed:
		return Tag{"brand", "ready to start"}
	case training.Ended, training.Marking:
		return Tag{"", "being marked"}
	case training.Released:
		return Tag{"brand", "results are out"}
	default:
		return Tag{"", string(s)}
	}
}
