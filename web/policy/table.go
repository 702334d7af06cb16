package policy

import "github.com/osint-radar/academy/internal/training"

// The actions of the site. A new page that fits none of them gets a new one,
// and a row in Table; policy_test's golden file shows who gains by it.
const (
	Read        Action = "read"         // front page, handbook, course previews, search
	SignInOut   Action = "sign-in"      // the way in
	Preferences Action = "preferences"  // colours and keys of one browser
	Operate     Action = "operate"      // health and readiness
	Account     Action = "account"      // one's own passphrase, second factor, sessions
	Learn       Action = "learn"        // my week, answers to questions
	RunView     Action = "run.view"     // look at an exercise run
	RunWork     Action = "run.work"     // evidence, findings, decisions, requests, submission
	RunReview   Action = "run.review"   // a released score and truth
	Teach       Action = "teach"        // trainers' overview
	RunSteer    Action = "run.steer"    // clock, injects, messages, stop
	Mark        Action = "run.mark"     // marking desk
	Publish     Action = "run.publish"  // publish scores
	CheckText   Action = "content.view" // authors' view of content checks
	Reuse       Action = "reuse"        // catalogue for partners
	Manage      Action = "manage"       // people, pilots, sessions, audit
	ManageRole  Action = "manage.roles" // change what a person may do
)

// Table is every right of the site.
func Table() map[Action]Row {
	const (
		trainee = training.Trainee
		trainer = training.Trainer
		author  = training.Author
		partner = training.Partner
		admin   = training.Administrator
	)
	everybody := Row{Reach: map[training.Role]Reach{Anonymous: Own, trainee: Own, trainer: Own, author: Own, partner: Own, admin: Own}}
	signedIn := Row{Reach: map[training.Role]Reach{trainee: Own, trainer: Own, author: Own, partner: Own, admin: Own}}
	return map[Action]Row{
		Read:        everybody,
		SignInOut:   everybody,
		Preferences: everybody,
		Operate:     everybody,
		Account:     signedIn,
		Learn:       {Reach: map[training.Role]Reach{trainee: Own, trainer: Own, author: Own}},
		RunView:     {Reach: map[training.Role]Reach{trainee: Own, trainer: Site}},
		RunWork:     {Reach: map[training.Role]Reach{trainee: Own}},
		RunReview:   {Reach: map[training.Role]Reach{trainee: Own, trainer: Site}},
		Teach:       {Reach: map[training.Role]Reach{trainer: Site, author: Site}},
		RunSteer:    {Reach: map[training.Role]Reach{trainer: Site}},
		Mark:        {Reach: map[training.Role]Reach{trainer: Site}},
		Publish:     {Reach: map[training.Role]Reach{trainer: Site}, StepUp: true},
		CheckText:   {Reach: map[training.Role]Reach{author: Own, admin: Own}},
		Reuse:       {Reach: map[training.Role]Reach{partner: Own, trainer: Own, author: Own, admin: Own}},
		Manage:      {Reach: map[training.Role]Reach{admin: Site}},
		ManageRole:  {Reach: map[training.Role]Reach{admin: Site}, StepUp: true},
	}
}
