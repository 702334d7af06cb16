// Package desk is the exercise desk: what a team's trainees have before them
// from the sealed run to its review. Trainers of the site may look at the same
// pages; only the team works on them.
//
// Each file is one page: list, overview, brief, inbox, tools, evidence (list,
// upload, item), findings (claims, their picture, questions, labels), decisions,
// requests, report, review. A page is a struct with a [Desk] in it: title, clock, tabs and
// rail, filled by [Area.desk].
//
// Nothing here opens the truth. What a page shows of scores and truth comes from
// exercise.Room.Review, which answers "not found" before the release.
//
// Writes are plain forms. A claim carries an idempotency key drawn with its form;
// answers, labels and the report are saved by their content, so that the
// browser's outbox may send them as often as it likes.
package desk

import (
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
	"github.com/osint-radar/academy/web/policy"
)

// Area holds the pages and what they work with.
type Area struct {
	now  func() time.Time
	room *exercise.Room

	list      page.View[List]
	overview  page.View[Overview]
	brief     page.View[Brief]
	inbox     page.View[Inbox]
	tools     page.View[Tools]
	evidence  page.View[Evidence]
	item      page.View[Item]
	findings  page.View[Findings]
	claim     page.View[Claim]
	questions page.View[Questions]
	labels    page.View[Labels]
	decisions page.View[Decisions]
	requests  page.View[Requests]
	report    page.View[Report]
	review    page.View[Review]
}

// New binds the area's templates.
func New(r *page.Renderer, now func() time.Time, room *exercise.Room) *Area {
	return &Area{
		now: now, room: room,
		list:      page.Bind[List](r, "desk/list"),
		overview:  page.Bind[Overview](r, "desk/overview"),
		brief:     page.Bind[Brief](r, "desk/brief"),
		inbox:     page.Bind[Inbox](r, "desk/inbox"),
		tools:     page.Bind[Tools](r, "desk/tools"),
		evidence:  page.Bind[Evidence](r, "desk/evidence"),
		item:      page.Bind[Item](r, "desk/item"),
		findings:  page.Bind[Findings](r, "desk/findings"),
		claim:     page.Bind[Claim](r, "desk/claim"),
		questions: page.Bind[Questions](r, "desk/questions"),
		labels:    page.Bind[Labels](r, "desk/labels"),
		decisions: page.Bind[Decisions](r, "desk/decisions"),
		requests:  page.Bind[Requests](r, "desk/requests"),
		report:    page.Bind[Report](r, "desk/report"),
		review:    page.Bind[Review](r, "desk/review"),
	}
}

// formBytes is what an upload may hold beside its file.
const formBytes = 1 << 20

// Routes lists the area's addresses.
func (a *Area) Routes() []policy.Route {
	const run = "/exercises/:run"
	view := func(path string, h fiber.Handler) policy.Route {
		return policy.Route{Method: http.MethodGet, Path: run + path, Action: policy.RunView, Handler: h, Object: a.owner}
	}
	work := func(path string, h fiber.Handler) policy.Route {
		return policy.Route{Method: http.MethodPost, Path: run + path, Action: policy.RunWork, Handler: h, Object: a.owner}
	}
	review := func(path string, h fiber.Handler) policy.Route {
		return policy.Route{Method: http.MethodGet, Path: run + path, Action: policy.RunReview, Handler: h, Object: a.owner}
	}
	upload := work("/evidence", a.addEvidence)
	upload.MaxBody = a.room.MaxUpload + formBytes
	return []policy.Route{
		{Method: http.MethodGet, Path: "/exercises", Action: policy.RunView, Handler: a.showList},
		view("", a.showOverview),
		work("/stop", a.stop),
		view("/brief", a.showBrief),
		view("/brief/case.tar", a.caseArchive),
		view("/brief/:table", a.caseFile),
		view("/inbox", a.showInbox),
		work("/inbox", a.send),
		work("/inbox/open", a.openLetter),
		view("/tools", a.showTools),
		view("/evidence", a.showEvidence),
		upload,
		view("/evidence.csv", a.exportEvidence),
		view("/evidence/:n", a.showItem),
		view("/evidence/:n/file", a.download),
		work("/evidence/:n/withdraw", a.withdrawEvidence),
		view("/findings", a.showFindings),
		work("/findings", a.saveClaim),
		view("/findings/new", a.newClaim),
		view("/findings/questions", a.showQuestions),
		work("/findings/questions", a.saveAnswer),
		view("/findings/labels", a.showLabels),
		work("/findings/labels", a.saveLabels),
		view("/findings/:n", a.showClaim),
		work("/findings/:n", a.saveClaim),
		work("/findings/:n/withdraw", a.withdrawClaim),
		work("/findings/:n/restore", a.restoreClaim),
		view("/decisions", a.showDecisions),
		work("/decisions", a.decide),
		view("/requests", a.showRequests),
		work("/requests", a.ask),
		view("/requests/:n/:reply", a.openReply),
		view("/report", a.showReport),
		work("/report", a.saveReport),
		work("/report/submit", a.submit),
		view("/report/:n", a.exportSubmission),
		review("/review", a.showReview),
		review("/review/truth.jsonl", a.exportTruth),
		review("/review/score.json", a.exportScore),
		review("/review/dataset.tar", a.exportDataset),
	}
}

// owner says whose run the path names.
func (a *Area) owner(c *fiber.Ctx, s training.Scope) (policy.Object, error) {
	run, err := a.room.Run(c.UserContext(), s, runID(c))
	return policy.Object{Site: run.Site, Team: run.Team}, err
}

func runID(c *fiber.Ctx) training.RunID { return training.RunID(c.Params("run")) }
