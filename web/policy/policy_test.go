package policy_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
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
