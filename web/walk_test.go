package web_test

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/policy"
)

var update = flag.Bool("update", false, "rewrite testdata")

// instance is a thing that a parameter of a path may name, and whose it is.
type instance struct {
	name, id string
	owner    policy.Object
}

// walkers are the people who try every route: each role, of both sites and of
// two teams of one.
var walkers = []string{
	"", "ro/trainee/team-a", "ro/trainee/team-b", "ro/trainer", "ro/author", "ro/partner", "ro/administrator",
	"ro/administrator proved", "it/trainee/team-it", "it/trainer",
}

// public are parameters that name what everybody may read.
var public = map[string]string{
	":file": "licences.txt", ":course": "c", ":module": "m1", ":lesson": "l1", ":part": "A", ":page": "A.1", "*": "x.png",
	":n": "1", ":table": "posts.csv", ":reply": "account.csv", // of a run, whose it is
	":criterion": "C1", ":inject": "i1", ":ticket": "t",
}

// TestWalk sends every walker to every route with things of their own and other
// teams and sites, and wants what the policy table says: the page, the way in, 403
// or 404. A route that lost its guard, its Object or its row fails here.
func TestWalk(t *testing.T) {
	b := newBed(t, nil)
	visitors, scopes := signInAll(t, b)
	things := instances(t, b, scopes)
	seen := 0
	for _, rt := range b.site.Routes().Routes() {
		row := b.site.Routes().Row(rt.Action)
		param, choices := "", []instance{{}}
		for part := range strings.SplitSeq(rt.Path, "/") {
			if strings.HasPrefix(part, ":") && public[part] == "" {
				if param, choices = part, things[part]; len(choices) == 0 {
					t.Fatalf("%s %s: give the walk things for %s (instances)", rt.Method, rt.Path, part)
				}
			}
		}
		for _, thing := range choices {
			path := rt.Path
			for p, value := range public {
				path = strings.ReplaceAll(path, p, value)
			}
			var object *policy.Object
			if param != "" {
				path, object = strings.ReplaceAll(path, param, thing.id), &thing.owner
			}
			for _, who := range walkers {
				proved := strings.HasSuffix(who, " proved")
				want := row.Decide(scopes[who], who != "", true, nil)
				if want == policy.Allow {
					want = row.Decide(scopes[who], who != "", true, object)
				}
				if want == policy.Allow {
					want = row.Decide(scopes[who], who != "", proved, nil)
				}
				res := visitors[who].do(rt.Method, path, nil, nil)
				if got := verdict(res, rt); got != want {
					t.Errorf("%s %s as %q on %s: got %v (%d %s), want %v", rt.Method, path, who, thing.name, got, res.StatusCode, res.Header.Get("Location"), want)
				}
				if res.StatusCode >= 500 {
					t.Errorf("%s %s as %q: %d\n%s", rt.Method, path, who, res.StatusCode, b.log.String())
				}
				checkHeaders(t, rt.Method+" "+path+" as "+who, res, who != "" && !strings.HasPrefix(path, "/static/"))
				seen++
			}
		}
	}
	if seen < 200 {
		t.Errorf("only %d steps: the walk lost its routes", seen)
	}
}

// verdict reads an answer. POSTs go out without a form token, so that a right
// one stops at the token, behind the guard, and changes nothing.
func verdict(res reply, rt policy.Route) policy.Verdict {
	to := res.Header.Get("Location")
	switch {
	case res.StatusCode == http.StatusSeeOther && strings.HasPrefix(to, "/login"):
		return policy.SignIn
	case res.StatusCode == http.StatusSeeOther && strings.HasPrefix(to, "/account/confirm"):
		return policy.Confirm
	case res.StatusCode == http.StatusNotFound && strings.HasSuffix(rt.Path, "*"):
		return policy.Allow // the picture is missing, the page was open
	case res.StatusCode == http.StatusNotFound:
		return policy.Hide
	case res.StatusCode == http.StatusForbidden && strings.Contains(res.body, "form was not made for this"):
		return policy.Allow
	case res.StatusCode == http.StatusForbidden:
		return policy.Forbid
	default:
		return policy.Allow
	}
}

func signInAll(t *testing.T, b *bed) (map[string]*visitor, map[string]training.Scope) {
	t.Helper()
	visitors, scopes := map[string]*visitor{"": b.visitor()}, map[string]training.Scope{}
	for _, who := range walkers[1:] {
		base, proved := strings.CutSuffix(who, " proved")
		if proved {
			w, err := b.room.AddPerson(context.Background(), training.Scope{Site: "ro", Role: training.Administrator}, newcomer(base))
			if err != nil {
				t.Fatal(err)
			}
			_, b.people[who], _ = strings.Cut(w.SigninURL, "code=")
		}
		v := b.signIn(who)
		if proved {
			prove(t, b, v)
		}
		in, err := b.room.Who(context.Background(), v.cookies["radar"])
		if err != nil {
			t.Fatal(err)
		}
		visitors[who], scopes[who] = v, in.Scope()
	}
	return visitors, scopes
}

// prove sets passphrase and second factor, which counts as a fresh proof.
func prove(t *testing.T, b *bed, v *visitor) {
	t.Helper()
	ctx := context.Background()
	token, err := b.room.SetPassphrase(ctx, v.cookies["radar"], "", "four words that differ")
	if err != nil {
		t.Fatal(err)
	}
	secret, _, err := b.room.BeginTOTP(ctx, token)
	if err != nil {
		t.Fatal(err)
	}
	code, err := totp.GenerateCode(secret, b.clock())
	if err != nil {
		t.Fatal(err)
	}
	if v.cookies["radar"], err = b.room.ConfirmTOTP(ctx, token, code); err != nil {
		t.Fatal(err)
	}
}

// instances are the things behind owned parameters, of both sites.
func instances(t *testing.T, b *bed, scopes map[string]training.Scope) map[string][]instance {
	t.Helper()
	out := map[string][]instance{}
	for _, who := range []string{"ro/trainee/team-a", "ro/trainer", "it/trainee/team-it"} {
		s := scopes[who]
		out[":person"] = append(out[":person"], instance{who, string(s.Person), policy.Object{Site: s.Site, Person: s.Person}})
		sessions, err := b.room.Sessions(context.Background(), s)
		if err != nil || len(sessions) == 0 {
			t.Fatalf("%s: %d sessions, %v", who, len(sessions), err)
		}
		out[":session"] = append(out[":session"], instance{"session of " + who, string(sessions[0].ID), policy.Object{Site: s.Site, Team: s.Team, Person: s.Person}})
	}
	out[":person"] = append(out[":person"], instance{"nobody", "nobody", policy.Object{}})
	for trainer, trainee := range map[string]string{"ro/trainer": "ro/trainee/team-a", "it/trainer": "it/trainee/team-it"} {
		run := exercisetest.Worked(t, b.runs, scopes[trainer], scopes[trainee])
		exercisetest.Answered(t, b.runs, scopes[trainer], scopes[trainee], run, b.pass)
		exercisetest.Release(t, b.runs, scopes[trainer], run)
		out[":run"] = append(out[":run"], instance{"run of " + trainee, string(run.ID), policy.Object{Site: run.Site, Team: run.Team}})
	}
	out[":run"] = append(out[":run"], instance{"no run", "nothing", policy.Object{}})
	return out
}

// TestAccess holds who may do what against a file that people read: a change of
// the table, or of a route's action, shows there as one line.
func TestAccess(t *testing.T) {
	b := newBed(t, nil)
	var out strings.Builder
	for _, rt := range b.site.Routes().Routes() {
		row := b.site.Routes().Row(rt.Action)
		fmt.Fprintf(&out, "%-4s %-48s %-14s", rt.Method, rt.Path, rt.Action)
		for _, role := range policy.Roles() {
			name, reach := string(role), map[policy.Reach]string{policy.Own: "own", policy.Site: "site"}[row.Reach[role]]
			if name == "" {
				name = "everybody"
			}
			if reach != "" {
				fmt.Fprintf(&out, " %s:%s", name, reach)
			}
		}
		for text, on := range map[string]bool{" +proof": row.StepUp} {
			if on {
				out.WriteString(text)
			}
		}
		if rt.Object != nil {
			out.WriteString(" object")
		}
		out.WriteByte('\n')
	}
	const file = "testdata/access.txt"
	if *update {
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if out.String() != string(want) {
		t.Errorf("who may do what has changed; if it is meant, run \"go test ./web -run TestAccess -update\" and let the change be read\n%s", out.String())
	}
}

// The whole way of a change that needs proof: refused, proved, done, and refused
// again when the proof is old.
func TestStepUp(t *testing.T) {
	b := newBed(t, nil)
	v := b.signIn("ro/administrator")
	person := "/manage/people/" + string(who(t, b, b.signIn("ro/trainee/team-a")).Person)
	give := func() reply {
		return v.post(person, person+"/roles", map[string][]string{"role": {"author"}})
	}
	if res := give(); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/account/confirm" {
		t.Fatalf("without proof: %d to %q", res.StatusCode, res.Header.Get("Location"))
	}
	prove(t, b, v)
	if res := give(); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != person {
		t.Fatalf("with proof: %d to %q\n%s", res.StatusCode, res.Header.Get("Location"), res.body)
	}
	if res := v.get(person); !strings.Contains(res.body, "author") {
		t.Error("the role is not there")
	}
	b.pass(16 * time.Minute)
	if res := v.post(person, person+"/roles/remove", map[string][]string{"role": {"author"}}); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/account/confirm" {
		t.Errorf("with an old proof: %d to %q", res.StatusCode, res.Header.Get("Location"))
	}
}

func who(t *testing.T, b *bed, v *visitor) training.Scope {
	t.Helper()
	in, err := b.room.Who(context.Background(), v.cookies["radar"])
	if err != nil {
		t.Fatal(err)
	}
	return in.Scope()
}
