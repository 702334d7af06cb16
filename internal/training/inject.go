package training

import "time"

// InjectDelivery records that an inject was fired for a run, or skipped. There
// is at most one for each inject of a run.
type InjectDelivery struct {
	Site     SiteID     `db:"site"`
	Team     TeamID     `db:"team"`
	Run      RunID      `db:"run"`
	Inject   InjectID   `db:"inject"`
	Due      *time.Time `db:"due"`            // scenario time it was due; nil when fired by hand
	Wall     time.Time  `db:"wall"`           // when it was delivered
	Scenario time.Time  `db:"scenario"`       // scenario time then
	Late     bool       `db:"late"`           // delivered after downtime, later than due
	Skipped  bool       `db:"skipped"`        // passed over in a fast-forward, with a record
	By       PersonID   `db:"by_person,null"` // trainer who fired it; empty for the clock
}

// Message is a note in a run's inbox, from a trainer to the team or one person,
// or from the team to its trainers.
type Message struct {
	Site     SiteID    `db:"site"`
	Team     TeamID    `db:"team"`
	Run      RunID     `db:"run"`
	ID       MessageID `db:"id"`
	From     PersonID  `db:"from_person"`
	ToRole   Role      `db:"to_role"`        // Trainee: the team; Trainer: its trainers
	ToPerson PersonID  `db:"to_person,null"` // empty: everybody of ToRole
	Body     string    `db:"body"`
	Key      string    `db:"idem"`
	Wall     time.Time `db:"wall"`
	Scenario time.Time `db:"scenario"`
}

// Receipt says that a person has opened an inject or a message.
type Receipt struct {
	Site   SiteID    `db:"site"`
	Team   TeamID    `db:"team"`
	Run    RunID     `db:"run"`
	Kind   string    `db:"kind"` // "inject" or "message"
	Item   string    `db:"item"` // InjectID or MessageID
	Person PersonID  `db:"person"`
	At     time.Time `db:"at"` // first opening
}

// The kinds of things that leave a receipt.
const (
	ReceiptInject  = "inject"
	ReceiptMessage = "message"
)
