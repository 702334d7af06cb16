// Package teach is the trainer's side: runs are opened here, steered, watched,
// marked and published.
//
// Each file is one page: overview, opening (a new run), console and steer (what
// its buttons do), portal (what the team asks of exchanges), grants (the closed
// forum opens to a team), live (its event stream), casework (findings and evidence
// as they come), queue and marking (the marking desk), release, cohorts.
//
// Nothing that reaches a team goes off at the first click: a form marked
// data-undo waits five seconds in the browser, with a button to take it back;
// without scripts the same form leads to a page that asks once more. Pause,
// resume, speed, grants and the refusal of a request take effect at once, because
// the opposite button undoes them; and so does the stop.
//
// While a submission is marked its team is called by a letter and a digit, and
// answers come in the order of those names.
package teach

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
	"github.com/osint-radar/academy/web/policy"
)

// Config is what the area works with.
type Config struct {
	Now       func() time.Time
	Library   func() (*courses.Library, int) // newest good state and its generation
	Room      *classroom.Room
	Exercises *exercise.Room

	Until context.Context // ends when the site stops taking requests
	Go    func(func())    // runs work that outlives its request; the site waits for it
}

// Area holds the pages.
type Area struct {
	Config
	openings struct {
		sync.Mutex
		by map[string]*opening // by ticket
	}

	overview page.View[Overview]
	form     page.View[OpeningForm]
	wait     page.View[Wait]
	console  page.View[Console]
	sure     page.View[Sure]
	casework page.View[Casework]
	queue    page.View[Queue]
	sheet    page.View[Sheet]
	marking  page.View[Marking]
	release  page.View[Release]
	cohorts  page.View[Cohorts]
}

// New binds the area's templates.
func New(r *page.Renderer, cfg Config) *Area {
	a := &Area{
		Config:   cfg,
		overview: page.Bind[Overview](r, "teach/overview"),
		form:     page.Bind[OpeningForm](r, "teach/opening"),
		wait:     page.Bind[Wait](r, "teach/wait"),
		console:  page.Bind[Console](r, "teach/console"),
		sure:     page.Bind[Sure](r, "teach/sure"),
		casework: page.Bind[Casework](r, "teach/casework"),
		queue:    page.Bind[Queue](r, "teach/queue"),
		sheet:    page.Bind[Sheet](r, "teach/sheet"),
		marking:  page.Bind[Marking](r, "teach/marking"),
		release:  page.Bind[Release](r, "teach/release"),
		cohorts:  page.Bind[Cohorts](r, "teach/cohorts"),
	}
	a.openings.by = map[string]*opening{}
	return a
}

// Routes lists the area's addresses.
func (a *Area) Routes() []policy.Route {
	get, post := http.MethodGet, http.MethodPost
	run := func(method, path string, action policy.Action, h fiber.Handler) policy.Route {
		return policy.Route{Method: method, Path: "/teach/runs/:run" + path, Action: action, Handler: h, Object: a.owner}
	}
	return []policy.Route{
		{Method: get, Path: "/teach", Action: policy.Teach, Handler: a.showOverview},
		{Method: get, Path: "/teach/cohorts", Action: policy.Teach, Handler: a.showCohorts},
		{Method: get, Path: "/teach/marking", Action: policy.Mark, Handler: a.showQueue},
		{Method: get, Path: "/teach/runs/new", Action: policy.RunSteer, Handler: a.showForm},
		{Method: post, Path: "/teach/runs/new", Action: policy.RunSteer, Handler: a.openRun},
		{Method: get, Path: "/teach/opening/:ticket", Action: policy.RunSteer, Handler: a.showWait},

		run(get, "", policy.RunSteer, a.showConsole),
		run(get, "/events", policy.RunSteer, a.events),
		run(get, "/findings", policy.RunSteer, a.showCasework),
		run(post, "/clock", policy.RunSteer, a.turn),
		run(post, "/speed", policy.RunSteer, a.setSpeed),
		run(post, "/stop", policy.RunSteer, a.stop),
		run(post, "/message", policy.RunSteer, a.send),
		run(post, "/injects/:inject/fire", policy.RunSteer, a.fire),
		run(post, "/injects/:inject/skip", policy.RunSteer, a.skip),
		run(post, "/requests/:n/refuse", policy.RunSteer, a.refuse),
		run(post, "/requests/:n/pass", policy.RunSteer, a.pass),
		run(post, "/grants", policy.RunSteer, a.grant),
		run(post, "/grants/withdraw", policy.RunSteer, a.withdraw),

		run(get, "/marking", policy.Mark, a.showSheet),
		run(get, "/marking/:criterion", policy.Mark, a.showMarking),
		run(post, "/marking/:criterion", policy.Mark, a.saveMark),
		run(post, "/marking/:criterion/undo", policy.Mark, a.undoMark),
		run(get, "/score", policy.Mark, a.exportScore),
		run(get, "/release", policy.Publish, a.showRelease),
		run(post, "/release", policy.Publish, a.publish),
	}
}

// owner says whose run the path names.
func (a *Area) owner(c *fiber.Ctx, s training.Scope) (policy.Object, error) {
	run, err := a.Exercises.Run(c.UserContext(), s, runID(c))
	return policy.Object{Site: run.Site, Team: run.Team}, err
}

func runID(c *fiber.Ctx) training.RunID { return training.RunID(c.Params("run")) }

// draw is a fresh idempotency key for a form.
func draw() string { return training.NewID[string]() }

// console is the address of a run's console.
func console(id training.RunID) string { return "/teach/runs/" + string(id) }

// ago says a length of time roughly, as people do.
func ago(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "under a minute"
	case d < 48*time.Hour:
		return page.Minutes(int(d / time.Minute))
	default:
		return days(int(d / (24 * time.Hour)))
	}
}
