package bluelantern

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// queries answers the questions of a scenario out of the world. Nobody types an
// answer: change the world and the key follows.
var queries = map[string]func(*plan) (answer, error){
	"accounts-with-all-elements": (*plan).accountsWithAllElements,
	"first-seen-steps":           (*plan).firstSeenSteps,
	"picture-digest":             (*plan).pictureDigest,
	"first-advert":               (*plan).firstAdvert,
	"labels":                     (*plan).labels,
	"danger":                     (*plan).danger,
	"subjects":                   (*plan).subjects,
}

// Queries lists what a question can ask of this world.
func Queries() []string { return slices.Sorted(maps.Keys(queries)) }

// answer is what a query finds: a value, or the image whose digest is the
// value, and the things that show it. hard is its weight among the answers, 20
// in all: 1 for each of the three that another variant's team may hold by chance
// (a count, a number of 120, an order), so that what is handed from team to team
// is worth a tenth at the most.
type answer struct {
	value  any
	digest world.Ref
	proof  []world.Ref
	hard   int
}

func (p *plan) questions() error {
	for _, ref := range p.W.Case.Labels {
		post := p.W.Post(ref)
		p.W.Facts = append(p.W.Facts, world.Fact{
			Kind: truth.Label, Ref: "label:" + ref, Subject: ref, Value: post.Label, Difficulty: 2, Proof: []world.Ref{ref}, Cause: post.Cause,
		})
	}
	for _, q := range p.spec.Questions {
		if q.Query == "" {
			continue // a person marks it
		}
		find, ok := queries[q.Query]
		if !ok {
			return fmt.Errorf("question %s: no query %q; known are %v", q.ID, q.Query, Queries())
		}
		a, err := find(p)
		if err != nil {
			return fmt.Errorf("question %s: %w", q.ID, err)
		}
		f := world.Fact{
			Kind: truth.Answer, Ref: world.Ref(q.ID), Predicate: q.Kind, Digest: a.digest, Difficulty: a.hard, Proof: a.proof,
			Cause: world.Cause{Saga: "case", Step: q.Query},
		}
		if a.digest == "" {
			value, err := json.Marshal(a.value)
			if err != nil {
				return fmt.Errorf("question %s: %w", q.ID, err)
			}
			f.Value = string(value)
		}
		p.W.Facts = append(p.W.Facts, f)
	}
	return nil
}

// casePost calls visit for the posts of the case file, in the order of time.
func (p *plan) casePost(visit func(number int, post *world.Post)) {
	number := map[world.Ref]int{}
	for i, ref := range p.W.Case.Posts {
		number[ref] = i + 1
	}
	for i := range p.W.Posts { // sorted by time
		if n := number[p.W.Posts[i].Ref]; n > 0 {
			visit(n, &p.W.Posts[i])
		}
	}
}

// accountsWithAllElements: the handles with a post that holds all three elements of L3.
func (p *plan) accountsWithAllElements() (answer, error) {
	seen := map[string]bool{}
	var handles []string
	a := answer{hard: 5}
	p.casePost(func(_ int, post *world.Post) {
		if h := "@" + p.W.Account(post.Account).Handle; post.Label == "L3" && !seen[h] {
			seen[h] = true
			handles = append(handles, h)
			a.proof = append(a.proof, post.Ref)
		}
	})
	slices.Sort(handles)
	a.value = handles
	return a, nil
}

// firstSeenSteps: the steps of the business that posts show, in the order in
// which they first show them.
func (p *plan) firstSeenSteps() (answer, error) {
	seen := map[string]bool{}
	var order []string
	a := answer{hard: 1}
	p.casePost(func(_ int, post *world.Post) {
		if s := post.Cause.Step; (slices.Contains(fixedSteps, s) || slices.Contains(otherSteps, s)) && !seen[s] {
			seen[s] = true
			order = append(order, s)
			a.proof = append(a.proof, post.Ref)
		}
	})
	if !slices.Equal(order, p.steps) {
		return a, fmt.Errorf("the posts first show the steps in the order %v, planned was %v", order, p.steps)
	}
	a.value = order
	return a, nil
}

// pictureDigest: the SHA-256 of the picture with the number that the spec names.
func (p *plan) pictureDigest() (answer, error) {
	n := p.spec.Case.Flag
	if n > len(p.W.Case.Media) {
		return answer{}, fmt.Errorf("picture %d is asked for, the case file has %d", n, len(p.W.Case.Media))
	}
	ref := p.W.Case.Media[n-1]
	return answer{digest: ref, proof: []world.Ref{world.Media(ref)}, hard: 3}, nil
}

// firstAdvert: the minute (UTC) of the first post that offers seats at a price.
func (p *plan) firstAdvert() (answer, error) {
	var first *world.Post
	p.casePost(func(_ int, post *world.Post) {
		if first == nil && post.Cause.Step == "advert" {
			first = post
		}
	})
	if first == nil {
		return answer{}, errors.New("no post advertises")
	}
	return answer{value: first.At.UTC().Truncate(time.Minute).Format("2006-01-02T15:04Z"), proof: []world.Ref{first.Ref}, hard: 4}, nil
}

// labels: record to RADAR-7 code, for the posts of the labelling set.
func (p *plan) labels() (answer, error) {
	a, m := answer{hard: 5}, map[string]string{}
	for _, ref := range p.W.Case.Labels {
		post := p.W.Post(ref)
		m["microblog/statuses.jsonl#"+post.ID] = post.Label
		a.proof = append(a.proof, ref)
	}
	a.value = m
	return a, nil
}

// danger: the number of the post that must be escalated at once.
func (p *plan) danger() (answer, error) {
	a := answer{hard: 1}
	p.casePost(func(n int, post *world.Post) {
		if post.Label == "L5" {
			a.value, a.proof = strconv.Itoa(n), append(a.proof, post.Ref)
		}
	})
	if len(a.proof) != 1 {
		return a, fmt.Errorf("%d posts are L5, want one", len(a.proof))
	}
	return a, nil
}

// subjects: how many accounts may be stored as subjects: those with a post of L3 or L4.
func (p *plan) subjects() (answer, error) {
	seen := map[world.Ref]bool{}
	a := answer{hard: 1}
	p.casePost(func(_ int, post *world.Post) {
		if (post.Label == "L3" || post.Label == "L4") && !seen[post.Account] {
			seen[post.Account] = true
			a.proof = append(a.proof, post.Ref)
		}
	})
	a.value = len(a.proof)
	return a, nil
}
