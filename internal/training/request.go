package training

import "time"

// RequestOutcome is what becomes of a request to a provider.
type RequestOutcome string

// The outcomes of requests.
const (
	RequestAnswered   RequestOutcome = "answered"   // there is a reply for the account
	RequestUnknown    RequestOutcome = "unknown"    // no account has that key
	RequestSeveral    RequestOutcome = "several"    // more than one account has it
	RequestUnanswered RequestOutcome = "unanswered" // the provider does not answer
)

// Request is what a team asks one provider of services for crypto-assets over
// the request portal, about one account and a period. It is sent once and never
// changed; what came of it is known from Due on.
type Request struct {
	Site       SiteID         `db:"site"`
	Team       TeamID         `db:"team"`
	Run        RunID          `db:"run"`
	Number     int            `db:"number"` // of the run, from 1
	Provider   string         `db:"provider"`
	Account    string         `db:"account"` // number of the account that was found, "" for none
	Subject    string         `db:"subject"` // the request key: a number, an address, a name…
	From       time.Time      `db:"period_from"`
	Until      time.Time      `db:"period_until"` // the period ends before this moment
	LegalBasis string         `db:"legal_basis"`
	Reason     string         `db:"reason"`
	Outcome    RequestOutcome `db:"outcome"`
	Person     PersonID       `db:"person"`
	Wall       time.Time      `db:"wall"`
	Scenario   time.Time      `db:"scenario"`
	Due        time.Time      `db:"due"`  // scenario time at which the provider answers
	Key        string         `db:"idem"` // idempotency key
}

// RequestRefused is what a request shows that a trainer has refused; the row of
// the request keeps the outcome that it was given.
const RequestRefused RequestOutcome = "refused"

// Ruling is what a trainer decides on a request, in place of the authority that
// passes it on: refused for a reason, or the refusal taken back. The last one
// counts.
type Ruling struct {
	Site     SiteID    `db:"site"`
	Team     TeamID    `db:"team"`
	Run      RunID     `db:"run"`
	Request  int       `db:"number"` // of the request
	N        int       `db:"n"`      // of the request's rulings, from 1
	Refused  bool      `db:"refused"`
	Reason   string    `db:"reason"` // "" where it is taken back
	Person   PersonID  `db:"person"`
	Wall     time.Time `db:"wall"`
	Scenario time.Time `db:"scenario"`
}
