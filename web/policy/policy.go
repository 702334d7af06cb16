// Package policy answers one question: may this role do this to that?
//
// [Table] is the whole answer: a row for each action, in it how far each role
// reaches. A [Registry] holds the site's routes; each names its action, and a
// route without a row, or with an owned parameter and nobody to say whose it
// is, stops the program from starting. The guard that a Registry puts before
// every handler is the only place where rights are checked by the web:
//
//   - nobody signed in, and the row does not let everybody in: to /login (401 for programs)
//   - a role that the row does not name: 403
//   - an object of another team or site, beyond the role's reach: 404, as if it were not there
//   - a row that wants a fresh second proof: to /account/confirm (403 for programs)
//
// Queries are scoped again below, in the store: two walls, one behind the other.
package policy

import (
	"slices"

	"github.com/osint-radar/academy/internal/training"
)

// Action names what a route does. Areas use the constants of table.go.
type Action string

// Anonymous is the role of somebody who has not signed in.
const Anonymous training.Role = ""

// Reach is how far a role's right goes.
type Reach int

// Each reach holds the ones before it.
const (
	None Reach = iota
	Own        // what belongs to the person or their own team; also: the action has no object
	Site       // every team of the person's own site
)

// Row says how far each role reaches with one action; who is not named may not.
type Row struct {
	Reach  map[training.Role]Reach
	StepUp bool // wants a fresh second proof of identity (grades, exports, roles)
}

// Object is what a route acts on: whose it is.
type Object struct {
	Site   training.SiteID
	Team   training.TeamID   // empty: of the whole site
	Person training.PersonID // set for things that are one person's own, such as a session
}

// Verdict is the outcome of a check.
type Verdict int

// The verdicts, in the words of the package comment.
const (
	Allow Verdict = iota
	SignIn
	Forbid
	Hide
	Confirm
)

// Decide applies a row. object is nil for a route that acts on nothing owned.
func (r Row) Decide(s training.Scope, signedIn, steppedUp bool, object *Object) Verdict {
	role := s.Role
	if !signedIn {
		role = Anonymous
	}
	reach := r.Reach[role]
	if reach == None {
		if signedIn {
			return Forbid
		}
		return SignIn
	}
	if object != nil && !within(reach, s, *object) {
		return Hide
	}
	if r.StepUp && !steppedUp {
		return Confirm
	}
	return Allow
}

func within(reach Reach, s training.Scope, o Object) bool {
	switch {
	case o.Site != s.Site:
		return false
	case reach == Site:
		return true
	case o.Person != "":
		return o.Person == s.Person
	default:
		return o.Team != "" && o.Team == s.Team
	}
}

// Roles lists every role a row can name, Anonymous first.
func Roles() []training.Role {
	return slices.Concat([]training.Role{Anonymous}, training.Roles())
}
