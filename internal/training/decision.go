package training

import "time"

// Decision is a choice the team made at one of the scenario's decision points.
// It is made once, as in life.
type Decision struct {
	Site       SiteID    `db:"site"`
	Team       TeamID    `db:"team"`
	Run        RunID     `db:"run"`
	Point      string    `db:"point"`
	Choice     string    `db:"choice"`
	LegalBasis string    `db:"legal_basis"`
	Reason     string    `db:"reason"`
	Person     PersonID  `db:"person"`
	Wall       time.Time `db:"wall"`
	Scenario   time.Time `db:"scenario"`
}

// Wire returns the decision as a submission holds it.
func (d Decision) Wire() SubmissionDecision {
	return SubmissionDecision{Point: d.Point, Choice: d.Choice, LegalBasis: d.LegalBasis, Reason: d.Reason}
}

// ReportDraft is the report as it is being written. Version counts the saves;
// a save names the version it began from, so that two people of a team cannot
// overwrite each other unseen.
type ReportDraft struct {
	Site    SiteID    `db:"site"`
	Team    TeamID    `db:"team"`
	Run     RunID     `db:"run"`
	Version int       `db:"version"`
	Body    string    `db:"body"` // Markdown
	Person  PersonID  `db:"person"`
	Saved   time.Time `db:"saved"`
}
