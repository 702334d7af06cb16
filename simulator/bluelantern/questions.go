package bluelantern

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// queries answers the questions of a scenario out of the world. Nobody types an
// answer: change the world and the key follows.
var queries = draft.Queries[*plan]{
	"accounts-with-all-elements": (*plan).accountsWithAllElements,
	"first-seen-steps":           (*plan).firstSeenSteps,
	"picture-digest":             (*plan).pictureDigest,
	"first-advert":               (*plan).firstAdvert,
	"labels":                     (*plan).LabelsAnswer,
	"danger":                     (*plan).danger,
	"subjects":                   (*plan).subjects,
}

// Queries lists what a question can ask of this world.
func Queries() []string { return queries.Names() }

func (p *plan) questions() error {
	p.AddLabels()
	return queries.Ask(p.Draft, p, p.spec.Questions)
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
func (p *plan) accountsWithAllElements() (draft.Answer, error) {
	seen := map[string]bool{}
	var handles []string
	a := draft.Answer{Hard: 5}
	p.casePost(func(_ int, post *world.Post) {
		if h := "@" + p.W.Account(post.Account).Handle; post.Label == "L3" && !seen[h] {
			seen[h] = true
			handles = append(handles, h)
			a.Proof = append(a.Proof, post.Ref)
		}
	})
	slices.Sort(handles)
	a.Value = handles
	return a, nil
}

// firstSeenSteps: the steps of the business that posts show, in the order in
// which they first show them.
func (p *plan) firstSeenSteps() (draft.Answer, error) {
	seen := map[string]bool{}
	var order []string
	a := draft.Answer{Hard: 1}
	p.casePost(func(_ int, post *world.Post) {
		if s := post.Cause.Step; (slices.Contains(fixedSteps, s) || slices.Contains(otherSteps, s)) && !seen[s] {
			seen[s] = true
			order = append(order, s)
			a.Proof = append(a.Proof, post.Ref)
		}
	})
	if !slices.Equal(order, p.steps) {
		return a, fmt.Errorf("the posts first show the steps in the order %v, planned was %v", order, p.steps)
	}
	a.Value = order
	return a, nil
}

// pictureDigest: the SHA-256 of the picture with the number that the spec names.
func (p *plan) pictureDigest() (draft.Answer, error) {
	n := p.spec.Case.Flag
	if n > len(p.W.Case.Media) {
		return draft.Answer{}, fmt.Errorf("picture %d is asked for, the case file has %d", n, len(p.W.Case.Media))
	}
	ref := p.W.Case.Media[n-1]
	return draft.Answer{Digest: ref, Proof: []world.Ref{world.Media(ref)}, Hard: 3}, nil
}

// firstAdvert: the minute (UTC) of the first post that offers seats at a price.
func (p *plan) firstAdvert() (draft.Answer, error) {
	var first *world.Post
	p.casePost(func(_ int, post *world.Post) {
		if first == nil && post.Cause.Step == "advert" {
			first = post
		}
	})
	if first == nil {
		return draft.Answer{}, errors.New("no post advertises")
	}
	return draft.Answer{Value: first.At.UTC().Truncate(time.Minute).Format("2006-01-02T15:04Z"), Proof: []world.Ref{first.Ref}, Hard: 4}, nil
}

// danger: the number of the post that must be escalated at once.
func (p *plan) danger() (draft.Answer, error) {
	a := draft.Answer{Hard: 1}
	p.casePost(func(n int, post *world.Post) {
		if post.Label == "L5" {
			a.Value, a.Proof = strconv.Itoa(n), append(a.Proof, post.Ref)
		}
	})
	if len(a.Proof) != 1 {
		return a, fmt.Errorf("%d posts are L5, want one", len(a.Proof))
	}
	return a, nil
}

// subjects: how many accounts may be stored as subjects: those with a post of L3 or L4.
func (p *plan) subjects() (draft.Answer, error) {
	seen := map[world.Ref]bool{}
	a := draft.Answer{Hard: 1}
	p.casePost(func(_ int, post *world.Post) {
		if (post.Label == "L3" || post.Label == "L4") && !seen[post.Account] {
			seen[post.Account] = true
			a.Proof = append(a.Proof, post.Ref)
		}
	})
	a.Value = len(a.Proof)
	return a, nil
}
