package draft

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// AddEntity enters somebody or something of the case graph: Ref, Type, Role and
// Difficulty are the caller's. Without a proof it shows itself; its cause is the
// cast unless another is given.
func (d *Draft) AddEntity(f world.Fact) {
	f.Kind = truth.Entity
	if f.Proof == nil {
		f.Proof = []world.Ref{f.Ref}
	}
	if f.Cause == (world.Cause{}) {
		f.Cause = world.Cause{Saga: "cast", Step: f.Role, Cause: string(f.Ref)}
	}
	d.W.Facts = append(d.W.Facts, f)
}

// AddLink enters a link of the case graph: Subject, Predicate, Object, Difficulty
// and Proof are the caller's. Its name and cause follow from them.
func (d *Draft) AddLink(f world.Fact) {
	f.Kind = truth.Link
	f.Ref = "link:" + f.Subject + "/" + world.Ref(f.Predicate) + "/" + f.Object
	if f.Cause == (world.Cause{}) {
		f.Cause = d.causeOf(f.Proof[0])
	}
	d.W.Facts = append(d.W.Facts, f)
}

// causeOf is the cause of the post, message or payment that shows a fact.
func (d *Draft) causeOf(ref world.Ref) world.Cause {
	if post := d.W.Post(ref); post != nil {
		return post.Cause
	}
	for _, m := range d.W.Messages {
		if m.Ref == ref {
			return m.Cause
		}
	}
	for _, y := range d.W.Payments {
		if y.Ref == ref {
			return y.Cause
		}
	}
	return world.Cause{Saga: "cast", Cause: string(ref)}
}

// AddHops enters every payment between two wallets of the case graph whose
// owners are no innocents.
func (d *Draft) AddHops() {
	known := map[world.Ref]bool{}
	for _, f := range d.W.Facts {
		known[f.Ref] = f.Kind == truth.Entity && !f.Innocent
	}
	for _, y := range d.W.Payments {
		if known[y.From] && known[y.To] {
			d.W.Facts = append(d.W.Facts, world.Fact{
				Kind: truth.Hop, Ref: "hop:" + y.Ref, Subject: y.From, Predicate: "pays", Object: y.To,
				Difficulty: 3, Proof: []world.Ref{y.Ref}, Cause: y.Cause,
			})
		}
	}
}

// Answer is what the world answers to a question: a value that JSON can hold, or
// the thing whose file's digest (SHA-256) is the value; what shows it; and its
// weight among the answers of the scenario. Weigh an answer 1 if the team of
// another variant may hold it by chance (a count, one of a few, an order), so
// that what is handed from team to team is worth a tenth of all at the most.
type Answer struct {
	Value  any
	Digest world.Ref
	Proof  []world.Ref
	Hard   int // 1 to 5
}

// Queries are what the questions of a scenario can ask of its plan P, by their names.
type Queries[P any] map[string]func(P) (Answer, error)

// Names lists them in the order of letters.
func (q Queries[P]) Names() []string { return slices.Sorted(maps.Keys(q)) }

// Ask answers the questions of a scenario out of its plan. A question without a
// query is marked by a person.
func (q Queries[P]) Ask(d *Draft, plan P, questions []world.Question) error {
	for _, x := range questions {
		if x.Query == "" {
			continue
		}
		ask, ok := q[x.Query]
		if !ok {
			return fmt.Errorf("questions.%s: no query %q; known are %v", x.ID, x.Query, q.Names())
		}
		a, err := ask(plan)
		if err != nil {
			return fmt.Errorf("questions.%s: %w", x.ID, err)
		}
		f := world.Fact{
			Kind: truth.Answer, Ref: world.Ref(x.ID), Predicate: x.Kind, Digest: a.Digest, Difficulty: a.Hard, Proof: a.Proof,
			Cause: world.Cause{Saga: "case", Step: x.Query},
		}
		if a.Digest == "" {
			value, err := json.Marshal(a.Value)
			if err != nil {
				return fmt.Errorf("questions.%s: %w", x.ID, err)
			}
			f.Value = string(value)
		}
		d.W.Facts = append(d.W.Facts, f)
	}
	return nil
}

// AddLabels enters the label of every post of the labelling set.
func (d *Draft) AddLabels() {
	for _, ref := range d.W.Case.Labels {
		post := d.W.Post(ref)
		d.W.Facts = append(d.W.Facts, world.Fact{
			Kind: truth.Label, Ref: "label:" + ref, Subject: ref, Value: post.Label, Difficulty: 2, Proof: []world.Ref{ref}, Cause: post.Cause,
		})
	}
}

// LabelsAnswer is the answer to a labelling of posts: record to RADAR-7 code.
func (d *Draft) LabelsAnswer() (Answer, error) {
	a, m := Answer{Hard: 5}, map[string]string{}
	for _, ref := range d.W.Case.Labels {
		post := d.W.Post(ref)
		m["microblog/statuses.jsonl#"+post.ID] = post.Label
		a.Proof = append(a.Proof, ref)
	}
	a.Value = m
	return a, nil
}
