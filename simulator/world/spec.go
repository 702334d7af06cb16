package world

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Spec is what a scenario asks of a world: how long, how large, who, and what
// the questions are about. It knows no file format and holds no answer.
type Spec struct {
	Scenario string // slug, for example "blue-lantern"
	Variant  string // slug, for example "team-a"
	Scale    Scale  // of the crowd, in thousandths

	Start  time.Time     // first midnight (UTC) at which the scenario clock may start
	Jitter int           // the variant's start is drawn from Start and so many days after it
	Days   int           // length of the scenario clock
	Opens  time.Duration // from the start of the clock to the start of the exercise

	Crowd  Crowd  // at scale 1
	Market Market // of a world without an exercise, at scale 1
	Case   CaseSpec

	Effects map[string]time.Duration // what the world does while the exercise runs, by its name, and how long after Opens

	Cast      []Role            // who writes the posts of the case file, in any order
	Names     map[string]string // names that are not drawn, by name slot
	Questions []Question

	Emoney Emoney // the books of Zefir Pay
}

// Market is the size of a world that holds a whole market and no case.
type Market struct {
	Networks int // that sell journeys, at scale 1
	Bookings int // of each
}

// CaseSpec is the size of the case file.
type CaseSpec struct {
	Posts  int // posts handed over
	Media  int // pictures in them, at least
	Labels int // posts of the labelling set
	Flag   int // number of the picture that a question asks the digest of
}

// Role is one account of the case file.
type Role struct {
	Name  string // for example "channel-admin"
	Posts int    // how many of its posts are in the case file
}

// Question asks for something that the world knows. Kind is the item kind
// (multiple, ordering, flag, short, labels, single, numeric, matching, interval,
// place, decision); Query names what is asked of the world and is empty for a
// decision.
type Question struct {
	ID, Kind, Query string
}

// mostAccounts is how large a crowd a social network can have: it is drawn whole.
const mostAccounts = 3_000_000

// echo is how long an effect may go on after its time: a deposit is credited.
const echo = 8 * time.Hour

// leastDays is the shortest clock of a story.
const leastDays = 90

// Check says what is wrong with the numbers of a spec, all of it: a line a fault,
// each beginning with the path of its field: that in scenario.yaml, or
// effects.NAME and questions.ID. opens is the first day of the clock on which the
// story has happened, so that its exercise can open.
func (s Spec) Check(opens int) error {
	var bad []error
	add := func(ok bool, format string, args ...any) {
		if !ok {
			bad = append(bad, fmt.Errorf(format, args...))
		}
	}
	add(s.Scenario != "", "scenario: no name")
	add(s.Variant != "", "variant: no name")
	add(s.Scale > 0, "scale: %d thousandths, want more than 0", s.Scale)
	add(s.Start.Equal(s.Start.UTC().Truncate(24*time.Hour)) && !s.Start.IsZero(), "clock.start: %s, want a midnight in UTC", s.Start.Format(time.RFC3339))
	add(s.Jitter >= 0, "clock.jitter: %d days, want 0 or more", s.Jitter)
	least := max(leastDays, opens+1)
	add(s.Days >= least, "clock.days: %d, want at least %d", s.Days, least)
	day := 24 * time.Hour
	add(s.Opens >= time.Duration(opens)*day && s.Opens <= time.Duration(s.Days-1)*day, "clock.opens: after %s, want %d days or more and a day before the end", s.Opens, opens)
	left := time.Duration(s.Days)*day - s.Opens
	for _, name := range slices.Sorted(maps.Keys(s.Effects)) {
		after := s.Effects[name]
		add(after > 0 && after <= left-echo, "effects.%s: %s after the opening, want a time up to %s before the end", name, after, echo)
	}
	add(s.Crowd.Accounts >= 100, "crowd.accounts: %d, want at least 100", s.Crowd.Accounts)
	add(int64(s.Scale)*int64(s.Crowd.Accounts) <= 1000*mostAccounts, "crowd.accounts: %d at this scale, want at most %d: all of them are in memory", int64(s.Scale)*int64(s.Crowd.Accounts)/1000, mostAccounts)
	add(s.Crowd.Posts >= s.Crowd.Accounts, "crowd.posts: %d, want at least one for each account", s.Crowd.Posts)
	sum := 0
	for _, r := range s.Cast {
		sum += r.Posts
	}
	add(sum == s.Case.Posts, "case.posts: %d, and the cast writes %d", s.Case.Posts, sum)
	add(s.Case.Labels >= 0 && s.Case.Labels <= s.Case.Posts, "case.labels: %d out of %d posts", s.Case.Labels, s.Case.Posts)
	add(s.Case.Flag >= 0 && s.Case.Flag <= s.Case.Media, "case.flag: picture %d of %d", s.Case.Flag, s.Case.Media)
	ids := map[string]bool{}
	for _, q := range s.Questions {
		add(q.ID != "" && !ids[q.ID], "questions.%s: no name of its own", q.ID)
		ids[q.ID] = true
	}
	return errors.Join(bad...)
}

// Satisfied says whether a planned world has room for its story and shows what its
// spec wants; errors as those of Check.
func (s Spec) Satisfied(w *World) error {
	var bad []error
	if n := len(w.Accounts); s.Crowd.Accounts > 0 && w.Crowd.Accounts < n {
		bad = append(bad, fmt.Errorf("crowd.accounts: %d at this scale, and the story alone has %d; want at least as many", w.Crowd.Accounts, n))
	}
	if n := len(w.Case.Media); n < s.Case.Media {
		bad = append(bad, fmt.Errorf("case.media: %d, and the posts of the case file show %d", s.Case.Media, n))
	}
	return errors.Join(bad...)
}
