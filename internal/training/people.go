package training

import "time"

// Role is what a membership lets a person do.
type Role string

// The five roles; a person may hold several, a session acts with one.
const (
	Trainee       Role = "trainee"
	Trainer       Role = "trainer"
	Author        Role = "author"
	Partner       Role = "partner"
	Administrator Role = "administrator"
)

// Roles lists the roles in the order pages show them.
func Roles() []Role { return []Role{Trainee, Trainer, Author, Partner, Administrator} }

// ParseRole returns the role of that name, or an [ErrInvalid].
func ParseRole(field, s string) (Role, error) {
	for _, r := range Roles() {
		if string(r) == s {
			return r, nil
		}
	}
	return "", Invalid(field, "is not a role", "trainee, trainer, author, partner or administrator")
}

// Home is the path a person of this role lands on after signing in.
func (r Role) Home() string {
	switch r {
	case Trainee:
		return "/learn"
	case Trainer, Author:
		return "/teach"
	case Partner:
		return "/reuse"
	case Administrator:
		return "/manage"
	default:
		return "/"
	}
}

// Site is one country's installation: the outer wall of every query.
type Site struct {
	ID      SiteID    `db:"id"`
	Name    string    `db:"name"`
	Created time.Time `db:"created"`
}

// Team is one National Interagency Team at a site.
type Team struct {
	Site    SiteID    `db:"site"`
	ID      TeamID    `db:"id"`
	Name    string    `db:"name"`
	Created time.Time `db:"created"`
}

// Person is somebody known at a site.
type Person struct {
	Site     SiteID    `db:"site"`
	ID       PersonID  `db:"id"`
	Name     string    `db:"name"`
	Email    string    `db:"email"`  // lower case, unique over all sites
	Locale   string    `db:"locale"` // "en", "ro"…
	Disabled bool      `db:"disabled"`
	Created  time.Time `db:"created"`
}

// Membership gives a person a role at a site: for a trainee in one team, for
// the others over the whole site (Team is empty).
type Membership struct {
	Site    SiteID    `db:"site"`
	Person  PersonID  `db:"person"`
	Role    Role      `db:"role"`
	Team    TeamID    `db:"team,null"`
	Created time.Time `db:"created"`
}

// Check wants a team for a trainee and none for the other roles.
func (m Membership) Check() error {
	if _, err := ParseRole("role", string(m.Role)); err != nil {
		return err
	}
	if m.Role == Trainee && m.Team == "" {
		return Invalid("team", "is empty", "the team a trainee belongs to")
	}
	if m.Role != Trainee && m.Team != "" {
		return Invalid("team", "is given for a "+string(m.Role), "no team: this role covers the whole site")
	}
	return nil
}

// Scope says who asks, and so what may be reached.
type Scope struct {
	Site   SiteID
	Team   TeamID // empty: every team of the site (not for a trainee)
	Role   Role
	Person PersonID
}

// Check refuses a scope that would reach too much: no site, or a trainee
// without a team.
func (s Scope) Check() error {
	if s.Site == "" {
		return Forbidden("no site in scope")
	}
	if s.Role == Trainee && s.Team == "" {
		return Forbidden("a trainee's scope needs a team")
	}
	return nil
}

// Scope returns what this membership may reach.
func (m Membership) Scope() Scope {
	return Scope{Site: m.Site, Team: m.Team, Role: m.Role, Person: m.Person}
}

// Session is one signed-in browser, acting in one role. The token itself is
// never kept, only its digest.
type Session struct {
	TokenHash []byte     `db:"token_hash"` // SHA-256 of the token; see package auth
	ID        SessionID  `db:"id"`
	Site      SiteID     `db:"site"`
	Person    PersonID   `db:"person"`
	Role      Role       `db:"role"`
	Team      TeamID     `db:"team,null"`
	Agent     string     `db:"agent"` // shortened User-Agent, for the person's own list
	Created   time.Time  `db:"created"`
	Seen      time.Time  `db:"seen"`
	SteppedUp *time.Time `db:"stepped_up"` // last second proof of identity
}

// A session ends after this long without a request, and in any case after SessionMax.
const (
	SessionIdle = 20 * time.Minute
	SessionMax  = 10 * time.Hour
	StepUpFresh = 15 * time.Minute // how long a step-up counts
)

// Live says whether the session still holds at now.
func (s Session) Live(now time.Time) bool {
	return now.Before(s.Seen.Add(SessionIdle)) && now.Before(s.Created.Add(SessionMax))
}

// SteppedUpAt says whether the person has proved who they are shortly before now.
func (s Session) SteppedUpAt(now time.Time) bool {
	return s.SteppedUp != nil && now.Before(s.SteppedUp.Add(StepUpFresh))
}

// Scope returns what the session may reach.
func (s Session) Scope() Scope {
	return Scope{Site: s.Site, Team: s.Team, Role: s.Role, Person: s.Person}
}
