package training

import (
	"encoding/json"
	"time"
)

// LessonProgress is how far a person is in one lesson. It only moves forward.
type LessonProgress struct {
	Site    SiteID     `db:"site"`
	Person  PersonID   `db:"person"`
	Course  string     `db:"course"`
	Module  string     `db:"module"`
	Lesson  string     `db:"lesson"`
	Started time.Time  `db:"started"`
	Done    *time.Time `db:"done"`
	Updated time.Time  `db:"updated"`
}

// ItemAnswer is one attempt at one question of a lesson. Attempts are appended
// and kept, with the text of what was answered and the verdict of that day.
type ItemAnswer struct {
	Site    SiteID          `db:"site"`
	Person  PersonID        `db:"person"`
	Course  string          `db:"course"`
	Module  string          `db:"module"`
	Lesson  string          `db:"lesson"`
	Item    string          `db:"item"`    // the question's id
	Attempt int             `db:"attempt"` // 1, 2, …; given by the store
	Answer  json.RawMessage `db:"answer"`
	Correct bool            `db:"correct"`
	Word    string          `db:"word"` // estimative word, where the question asks for one
	Key     string          `db:"idem"` // idempotency key of the request
	At      time.Time       `db:"at"`
}
