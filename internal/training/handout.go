package training

import "time"

// Handout is a file that a team fetched from its desk. The range's served log
// says what the range served; this says the same of the desk, so that a copy is
// known when it comes back as evidence. The same file at the same address is
// one row, of the first time.
type Handout struct {
	Site     SiteID    `db:"site"`
	Team     TeamID    `db:"team"`
	Run      RunID     `db:"run"`
	Path     string    `db:"path"`   // on the site; behind "#" the name of a file in an archive
	SHA256   string    `db:"sha256"` // hex, of the bytes that left
	Record   string    `db:"record"` // what of the dataset it shows: "case/posts.csv"
	Since    time.Time `db:"since"`  // scenario time from which it could be had
	Person   PersonID  `db:"person"`
	Wall     time.Time `db:"wall"`
	Scenario time.Time `db:"scenario"`
}
