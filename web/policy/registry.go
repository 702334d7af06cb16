package policy

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Route is one address of the site.
type Route struct {
	Method  string // GET or POST; a GET changes nothing
	Path    string // Fiber's pattern: /exercises/:run/brief
	Action  Action
	Handler fiber.Handler

	// Object says whose thing the path's owned parameter names. It asks a
	// use-case within the caller's scope; training.ErrNotFound becomes 404.
	Object func(c *fiber.Ctx, s training.Scope) (Object, error)

	// NoToken marks a POST that changes nothing but a cookie of this browser
	// and so needs no form token; the origin is checked all the same.
	NoToken bool

	// MaxBody raises the limit of the request body, in bytes, for uploads that
	// the handler reads as a stream; 0 is the site's small limit.
	MaxBody int64
}

// owned are the parameters that name something of a team, person or site. The
// others (course, module, page) name public content.
var owned = []string{"run", "person", "session", "pilot", "submission", "mark", "team", "evidence", "finding", "message"}

// Registry is the list of routes, checked against the table.
type Registry struct {
	table  map[Action]Row
	routes []Route
	faults []error
}

// NewRegistry starts a list that must agree with table.
func NewRegistry(table map[Action]Row) *Registry { return &Registry{table: table} }

// Add puts routes on the list; what is wrong with them is told by Mount.
func (r *Registry) Add(routes ...Route) {
	for _, rt := range routes {
		at := rt.Method + " " + rt.Path
		if _, ok := r.table[rt.Action]; !ok {
			r.faults = append(r.faults, fmt.Errorf("route %s: the action %q has no row in the policy table", at, rt.Action))
		}
		if rt.Handler == nil {
			r.faults = append(r.faults, fmt.Errorf("route %s has no handler", at))
		}
		if rt.Method != fiber.MethodGet && rt.Method != fiber.MethodPost {
			r.faults = append(r.faults, fmt.Errorf("route %s: only GET and POST work without scripts", at))
		}
		if p := ownedParam(rt.Path); p != "" && rt.Object == nil {
			r.faults = append(r.faults, fmt.Errorf("route %s: nobody says whose :%s is; set Object", at, p))
		}
		if slices.ContainsFunc(r.routes, func(o Route) bool { return o.Method == rt.Method && o.Path == rt.Path }) {
			r.faults = append(r.faults, fmt.Errorf("route %s is there twice", at))
		}
		r.routes = append(r.routes, rt)
	}
}

func ownedParam(path string) string {
	for part := range strings.SplitSeq(path, "/") {
		if name, ok := strings.CutPrefix(part, ":"); ok && slices.Contains(owned, name) {
			return name
		}
	}
	return ""
}

// Routes returns the list, in the order of adding.
func (r *Registry) Routes() []Route { return slices.Clone(r.routes) }

// Row returns the row of an action.
func (r *Registry) Row(a Action) Row { return r.table[a] }

// Mount puts every route behind its guard onto the app, or refuses all of them.
// check runs between guard and handler for every POST: it is the place of the
// form token.
func (r *Registry) Mount(app fiber.Router, check func(*fiber.Ctx, Route) error) error {
	if len(r.faults) > 0 {
		return errors.Join(r.faults...)
	}
	for _, rt := range r.routes {
		guarded := r.guard(rt, check)
		app.Add(rt.Method, rt.Path, guarded)
		if rt.Method == fiber.MethodGet {
			app.Add(fiber.MethodHead, rt.Path, guarded)
		}
	}
	return nil
}

// DeniedError is the guard's refusal. The site's error handler turns it into a
// redirect or a status.
type DeniedError struct {
	Verdict Verdict
	Action  Action
}

func (d *DeniedError) Error() string {
	switch d.Verdict {
	case SignIn:
		return "sign in first"
	case Confirm:
		return "confirm first that it is you"
	case Hide:
		return "not found"
	default:
		return "your role does not include this (" + string(d.Action) + ")"
	}
}

// Is lets errors.Is find the kind of failure that fits.
func (d *DeniedError) Is(target error) bool {
	switch d.Verdict {
	case SignIn:
		return target == training.ErrSignIn
	case Confirm:
		return target == training.ErrStepUpNeeded
	case Hide:
		return target == training.ErrNotFound
	default:
		return target == training.ErrForbidden
	}
}

func (r *Registry) guard(rt Route, check func(*fiber.Ctx, Route) error) fiber.Handler {
	row := r.table[rt.Action]
	return func(c *fiber.Ctx) error {
		v := page.ViewerOf(c)
		// First without the object: a role without the right learns nothing about what exists.
		stepped := v.StepUpHolds
		if got := row.Decide(v.Scope, v.SignedIn, true, nil); got != Allow {
			return &DeniedError{got, rt.Action}
		}
		if rt.Object != nil {
			o, err := rt.Object(c, v.Scope)
			if err != nil {
				return err
			}
			if got := row.Decide(v.Scope, v.SignedIn, true, &o); got != Allow {
				return &DeniedError{got, rt.Action}
			}
		}
		if got := row.Decide(v.Scope, v.SignedIn, stepped, nil); got != Allow {
			return &DeniedError{got, rt.Action}
		}
		if rt.Method != fiber.MethodGet {
			if err := check(c, rt); err != nil {
				return err
			}
		}
		return rt.Handler(c)
	}
}
