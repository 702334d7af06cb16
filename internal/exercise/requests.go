package exercise

import (
	"context"
	"slices"
	"time"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// answerTakes is how long a provider takes to answer, in scenario time, and how
// long one waits for a provider that does not: shorter than any exercise, and
// long enough to go on with something else.
const answerTakes = 45 * time.Minute

// longestPeriod is how long a period one request may ask for.
const longestPeriod = 366 * 24 * time.Hour

// Answer is a request with what has come of it by now.
type Answer struct {
	training.Request
	Name    string   // of the provider
	By      string   // who sent it
	Here    bool     // it was refused, the provider has answered, or the time for it is over
	Waits   bool     // a trainer may still refuse it, or pass it on
	Refusal string   // why a trainer refused it; "" where none did
	Files   []string // the tables of the reply
}

// Last is the last day that was asked about.
func (a Answer) Last() time.Time { return a.Until.Add(-time.Second) }

// Words say what came of a request; "" while nothing has.
func (a Answer) Words() string {
	switch a.Outcome {
	case training.RequestAnswered:
		return "Account " + a.Account + "."
	case training.RequestUnknown:
		return "No account has this key."
	case training.RequestSeveral:
		return "More than one account has this key. Ask by one that is an account's alone."
	case training.RequestUnanswered:
		return "No answer came. The provider is known for it."
	case training.RequestRefused:
		return "Refused: " + a.Refusal
	default:
		return ""
	}
}

// Providers lists those of the run's request portal. It is there from the start
// of the exercise on.
func (r *Room) Providers(ctx context.Context, sc training.Scope, id training.RunID) ([]Provider, error) {
	if _, err := r.begun(ctx, sc, id); err != nil {
		return nil, err
	}
	return r.providers(id)
}

// Ask sends a request over the portal. It names one account by one key, a legal
// basis, a reason and a period. Whether somebody has that key is known when the
// answer is due.
func (r *Room) Ask(ctx context.Context, sc training.Scope, id training.RunID, q training.Request) (training.Request, error) {
	for _, t := range []struct {
		name string
		text *string
		max  int
		want string
	}{
		{"subject", &q.Subject, 200, "one request key: a number, an address, a name"},
		{"legal_basis", &q.LegalBasis, 1000, "the order or rule on which the provider must answer"},
		{"reason", &q.Reason, 4000, "why these data are necessary, in one or two sentences"},
	} {
		clean, err := training.CleanText(t.name, *t.text, t.max)
		if err != nil {
			return q, err
		}
		if clean == "" {
			return q, training.Invalid(t.name, "is empty", t.want)
		}
		*t.text = clean
	}
	switch {
	case !q.From.Before(q.Until):
		return q, training.Invalid("until", "is before the first day", "a day at or after it")
	case q.Until.Sub(q.From) > longestPeriod:
		return q, training.Invalid("until", "makes a period of more than a year", "the period that the case needs")
	}
	err := r.Store.InTx(ctx, func(tx *store.Tx) error {
		run, now, err := r.open(ctx, tx, sc, id)
		if err != nil {
			return err
		}
		p, err := r.provider(id, q.Provider)
		if err != nil {
			return err
		}
		if q.From.After(now.scenario) {
			return training.Invalid("from", "lies ahead", "a day of the past")
		}
		q.Outcome, q.Account = training.RequestUnanswered, ""
		if p.Answers != "none" {
			found, err := r.find(id, p, q.Subject, now.scenario)
			if err != nil {
				return err
			}
			switch len(found) {
			case 0:
				q.Outcome = training.RequestUnknown
			case 1:
				q.Outcome, q.Account = training.RequestAnswered, found[0].ID
			default:
				q.Outcome = training.RequestSeveral
			}
		}
		q.Site, q.Team, q.Run, q.Person = run.Site, run.Team, run.ID, sc.Person
		q.Wall, q.Scenario, q.Due = now.wall, now.scenario, now.scenario.Add(answerTakes)
		before, err := tx.Requests(ctx, sc, id)
		if err != nil {
			return err
		}
		if q, err = tx.AddRequest(ctx, sc, q); err != nil || q.Number <= len(before) {
			return err // the same form again is in the chain already
		}
		return r.audit(ctx, tx, sc, "run.request", id, map[string]any{"number": q.Number, "provider": q.Provider, "subject": q.Subject, "outcome": q.Outcome})
	})
	return q, err
}

// provider is one of the run's portal.
func (r *Room) provider(id training.RunID, name string) (Provider, error) {
	list, err := r.providers(id)
	if err != nil {
		return Provider{}, err
	}
	return named(list, name)
}

func named(list []Provider, name string) (Provider, error) {
	i := slices.IndexFunc(list, func(p Provider) bool { return p.ID == name })
	if i < 0 {
		return Provider{}, training.Invalid("provider", "is none of the portal", "one of its list")
	}
	return list[i], nil
}

// Requests lists what the team has asked so far. What came of a request is empty
// until it is due, or refused.
func (r *Room) Requests(ctx context.Context, sc training.Scope, id training.RunID) ([]Answer, error) {
	list, err := r.Store.Requests(ctx, sc, id)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	now, _, err := r.moment(ctx, r.Store, sc, id)
	if err != nil {
		return nil, err
	}
	refused, err := r.refusals(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	names, err := r.Names(ctx, sc)
	if err != nil {
		return nil, err
	}
	providers, err := r.providers(id)
	if err != nil {
		return nil, err
	}
	out := make([]Answer, 0, len(list))
	for _, q := range list {
		p, err := named(providers, q.Provider)
		if err != nil {
			return nil, err
		}
		due := !now.scenario.Before(q.Due)
		a := Answer{Request: q, Name: p.Name, By: names[q.Person], Here: due, Waits: !due}
		if d, ok := refused[q.Number]; ok {
			a.Here, a.Outcome, a.Account, a.Refusal = true, training.RequestRefused, "", d.Reason
		}
		switch {
		case !a.Here:
			a.Outcome, a.Account = "", ""
		case a.Outcome == training.RequestAnswered:
			a.Files = replyFiles(p)
		}
		out = append(out, a)
	}
	return out, nil
}

// OpenReply returns one table of the reply to a request, once it is there.
func (r *Room) OpenReply(ctx context.Context, sc training.Scope, id training.RunID, number int, file string) (Handed, error) {
	list, err := r.Requests(ctx, sc, id)
	if err != nil {
		return Handed{}, err
	}
	i := slices.IndexFunc(list, func(a Answer) bool { return a.Number == number && slices.Contains(a.Files, file) })
	if i < 0 {
		return Handed{}, training.NotFound("the reply")
	}
	return r.reply(list[i].Request, file)
}
