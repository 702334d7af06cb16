package policy_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
	"github.com/osint-radar/academy/web/policy"
)

// The rule, worked by hand: who is near enough to what.
func TestDecide(t *testing.T) {
	row := policy.Row{Reach: map[training.Role]policy.Reach{training.Trainee: policy.Own, training.Trainer: policy.Site}}
	proof := policy.Row{Reach: map[training.Role]policy.Reach{training.Trainer: policy.Site}, StepUp: true}
	trainee := training.Scope{Site: "ro", Team: "team-a", Role: training.Trainee, Person: "p1"}
	trainer := training.Scope{Site: "ro", Role: training.Trainer, Person: "p2"}
	partner := training.Scope{Site: "ro", Role: training.Partner, Person: "p3"}
	obj := func(site, team string) *policy.Object {
		return &policy.Object{Site: training.SiteID(site), Team: training.TeamID(team)}
	}
	own := &policy.Object{Site: "ro", Team: "team-a", Person: "p1"}
	mate := &policy.Object{Site: "ro", Team: "team-a", Person: "p9"}
	for _, tc := range []struct {
		name     string
		row      policy.Row
		scope    training.Scope
		in, step bool
		object   *policy.Object
		want     policy.Verdict
	}{
		{"nobody", row, training.Scope{}, false, false, nil, policy.SignIn},
		{"nobody with a forged scope", row, trainee, false, false, nil, policy.SignIn},
		{"own team", row, trainee, true, false, obj("ro", "team-a"), policy.Allow},
		{"other team", row, trainee, true, false, obj("ro", "team-b"), policy.Hide},
		{"other site, same team name", row, trainee, true, false, obj("it", "team-a"), policy.Hide},
		{"a thing of no team", row, trainee, true, false, obj("ro", ""), policy.Hide},
		{"a person's own thing", row, trainee, true, false, own, policy.Allow},
		{"a team mate's own thing", row, trainee, true, false, mate, policy.Hide},
		{"trainer, any team of the site", row, trainer, true, false, obj("ro", "team-b"), policy.Allow},
		{"trainer, other site", row, trainer, true, false, obj("it", "team-a"), policy.Hide},
		{"a role without a place in the row", row, partner, true, false, obj("ro", "team-a"), policy.Forbid},
		{"no fresh proof", proof, trainer, true, false, obj("ro", "team-a"), policy.Confirm},
		{"fresh proof", proof, trainer, true, true, obj("ro", "team-a"), policy.Allow},
		{"hidden comes before proof", proof, trainer, true, false, obj("it", "team-a"), policy.Hide},
	} {
		if got := tc.row.Decide(tc.scope, tc.in, tc.step, tc.object); got != tc.want {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
}

func TestRegistryRefuses(t *testing.T) {
	ok := func(c *fiber.Ctx) error { return c.SendString("ok") }
	object := func(*fiber.Ctx, training.Scope) (policy.Object, error) { return policy.Object{}, nil }
	for want, routes := range map[string][]policy.Route{
		"has no row":   {{Method: "GET", Path: "/x", Action: "nobody.decided", Handler: ok}},
		"whose :run":   {{Method: "GET", Path: "/exercises/:run/brief", Action: policy.RunView, Handler: ok}},
		"no handler":   {{Method: "GET", Path: "/x", Action: policy.Read}},
		"GET and POST": {{Method: "PUT", Path: "/x", Action: policy.Read, Handler: ok}},
		"there twice":  {{Method: "GET", Path: "/x", Action: policy.Read, Handler: ok}, {Method: "GET", Path: "/x", Action: policy.Read, Handler: ok}},
		"":             {{Method: "GET", Path: "/exercises/:run/brief", Action: policy.RunView, Handler: ok, Object: object}},
	} {
		r := policy.NewRegistry(policy.Table())
		r.Add(routes...)
		err := r.Mount(fiber.New(), func(*fiber.Ctx, policy.Route) error { return nil })
		if got := fmt.Sprint(err); want == "" && err != nil || want != "" && !strings.Contains(got, want) {
			t.Errorf("%v: %v, want %q", routes[0].Path, got, want)
		}
	}
}

// Nobody but the named roles, and never everybody by a slip of the hand.
func TestTable(t *testing.T) {
	open := map[policy.Action]bool{policy.Read: true, policy.SignInOut: true, policy.Preferences: true, policy.Operate: true}
	for a, row := range policy.Table() {
		if got := row.Reach[policy.Anonymous] != policy.None; got != open[a] {
			t.Errorf("%s is open to everybody: %v, want %v", a, got, open[a])
		}
		if row.Reach[training.Trainee] == policy.Site {
			t.Errorf("%s lets a trainee reach other teams", a)
		}
	}
	for _, a := range []policy.Action{policy.Publish, policy.ManageRole} {
		if !policy.Table()[a].StepUp {
			t.Errorf("%s needs no second proof", a)
		}
	}
}

// The guard itself, before a handler that lets everybody in: for every action,
// role, relation and proof the answer is the table's, worked out here anew.
func TestGuard(t *testing.T) {
	owners := map[string]policy.Object{
		"own":        {Site: "ro", Team: "team-a", Person: "me"},
		"team mate":  {Site: "ro", Team: "team-a", Person: "other"},
		"own team":   {Site: "ro", Team: "team-a"},
		"other team": {Site: "ro", Team: "team-b"},
		"other site": {Site: "it", Team: "team-a"},
	}
	near := map[policy.Reach][]string{policy.Own: {"own", "own team"}, policy.Site: {"own", "own team", "team mate", "other team"}}
	for action, row := range policy.Table() {
		for whose, object := range owners {
			for _, role := range policy.Roles() {
				for _, proof := range []bool{false, true} {
					in := role != policy.Anonymous
					want := 200
					switch {
					case row.Reach[role] == policy.None && !in:
						want = 401
					case row.Reach[role] == policy.None:
						want = 403
					case !in && row.Reach[role] == policy.Own:
						want = 404 // nothing is somebody's who has no name
					case !slices.Contains(near[row.Reach[role]], whose):
						want = 404
					case row.StepUp && !proof:
						want = 428
					}
					viewer := page.Viewer{SignedIn: in, StepUpHolds: proof}
					if in {
						viewer.Scope = training.Scope{Site: "ro", Team: "team-a", Role: role, Person: "me"}
					}
					if got := guarded(t, action, object, viewer); got != want {
						t.Errorf("%s as %q, %s, proof %v: %d, want %d", action, role, whose, proof, got, want)
					}
				}
			}
		}
	}
}

// guarded sends one request through a guard and gives the verdict as a status.
func guarded(t *testing.T, action policy.Action, object policy.Object, v page.Viewer) int {
	t.Helper()
	app := fiber.New(fiber.Config{ErrorHandler: func(c *fiber.Ctx, err error) error {
		var d *policy.DeniedError
		if !errors.As(err, &d) {
			return c.SendStatus(500)
		}
		return c.SendStatus(map[policy.Verdict]int{policy.SignIn: 401, policy.Forbid: 403, policy.Hide: 404, policy.Confirm: 428}[d.Verdict])
	}})
	app.Use(func(c *fiber.Ctx) error {
		page.SetViewer(c, v)
		return c.Next()
	})
	r := policy.NewRegistry(policy.Table())
	r.Add(policy.Route{
		Method: "GET", Path: "/x/:run", Action: action,
		Handler: func(c *fiber.Ctx) error { return c.SendStatus(200) },
		Object:  func(*fiber.Ctx, training.Scope) (policy.Object, error) { return object, nil },
	})
	if err := r.Mount(app, func(*fiber.Ctx, policy.Route) error { return nil }); err != nil {
		t.Fatal(err)
	}
	res, err := app.Test(httptest.NewRequest(http.MethodGet, "/x/1", nil), -1)
	if err != nil {
		t.Fatal(err)
	}
	if err := res.Body.Close(); err != nil {
		t.Error(err)
	}
	return res.StatusCode
}

// A POST meets the check of its form behind the guard, a GET does not.
func TestCheckRunsForForms(t *testing.T) {
	app := fiber.New()
	r := policy.NewRegistry(policy.Table())
	ok := func(c *fiber.Ctx) error { return c.SendString("in") }
	r.Add(policy.Route{Method: "GET", Path: "/x", Action: policy.Read, Handler: ok}, policy.Route{Method: "POST", Path: "/x", Action: policy.Read, Handler: ok})
	if err := r.Mount(app, func(*fiber.Ctx, policy.Route) error { return fiber.NewError(499, "checked") }); err != nil {
		t.Fatal(err)
	}
	for method, want := range map[string]int{"GET": 200, "HEAD": 200, "POST": 499} {
		res, err := app.Test(httptest.NewRequest(method, "/x", nil), -1)
		if err != nil || res.StatusCode != want {
			t.Fatalf("%s: %d %v, want %d", method, res.StatusCode, err, want)
		}
		if err := res.Body.Close(); err != nil {
			t.Error(err)
		}
	}
}
