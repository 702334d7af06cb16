package openhands

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Days of the clock from which on the posts lie.
const (
	lawfulFrom = 6
	made       = 20 // the false page is registered
	firstOffer = 24
	offersFrom = 28
)

// lawful says whether a label leaves nothing of a person in a file.
func lawful(label string) bool { return label == "L0" || label == "L1" }

// casePosts writes the posts of the fourteen. All of them belong to group pages
// that are read in four languages, so a post's language says nothing of its
// author: it is drawn for the post.
func (p *plan) casePosts() {
	type part struct {
		actor
		n    int
		kind string
	}
	var parts []part
	for _, a := range cast {
		for _, r := range p.spec.Cast {
			if r.Name != a.role {
				continue
			}
			for i := range r.Posts {
				kind := ""
				if i < len(a.once) {
					kind = a.once[i]
				} else {
					kind = a.again[(i-len(a.once))%len(a.again)]
				}
				parts = append(parts, part{a, i + 1, kind})
			}
		}
	}
	labels := make([]string, len(parts))
	for i, x := range parts {
		labels[i] = kinds[x.kind].Label
	}
	langs := p.languages(labels)
	for i, x := range parts {
		ref := fmt.Sprintf("%s/%d", x.ref, x.n)
		k := kinds[x.kind]
		text, lang := p.word(ref, k, langs[i])
		post := world.Post{
			Ref: world.Ref("post:" + ref), Account: world.Ref("account:" + x.ref), Text: text, Lang: lang, Label: k.Label,
			Cause: world.Cause{Saga: "page-" + x.ref, Step: k.Step},
		}
		end := p.W.Opens.Add(-6 * time.Hour)
		switch {
		case ref == "fake/1":
			post.At = p.On(ref, firstOffer)
			post.Text += " " + p.address("fake", "/")
		case x.ref == "bot":
			post.At = p.Within(ref, p.W.Start.AddDate(0, 0, offersFrom), end)
			post.Cause.Cause = "post:fake/1"
		case x.guilty:
			post.At = p.Within(ref, p.W.Start.AddDate(0, 0, offersFrom), end)
		case k.Label == "L6":
			post.At = p.Within(ref, p.W.Opens.AddDate(0, 0, -9), end)
		default:
			post.At = p.Within(ref, p.W.Start.AddDate(0, 0, lawfulFrom), end)
		}
		if ref == "fake/2" {
			post.Text += " Tel. " + p.Number("fake")
		}
		p.AddPost(post)
	}
}

// languages draws the language of each post: nearly as many lawful ones in one
// language as in another, and the others evenly.
func (p *plan) languages(labels []string) []string {
	p.unfair = stream.Pick(p.Draw("ranking", "unfair"), tongues)
	var good, rest []string
	s := p.Draw("tongue", "lawful")
	total := 0
	for _, l := range labels {
		if lawful(l) {
			total++
		}
	}
	counts := make([]int, len(tongues))
	for i := range total {
		counts[i%len(tongues)]++
	}
	for i := 1; i < len(counts); i += 2 { // what one language has more, its neighbour has less
		more := s.IntN(3)
		counts[i-1], counts[i] = counts[i-1]+more, counts[i]-more
	}
	for i, t := range s.Perm(len(tongues)) {
		for range counts[i] {
			good = append(good, tongues[t])
		}
	}
	for i := range len(labels) - total {
		rest = append(rest, tongues[i%len(tongues)])
	}
	draft.Shuffle(s, good)
	draft.Shuffle(p.Draw("tongue", "others"), rest)
	out := make([]string, len(labels))
	for i, l := range labels {
		list := &rest
		if lawful(l) {
			list = &good
		}
		out[i], *list = (*list)[0], (*list)[1:]
	}
	return out
}

// word draws the text and language of a post of that kind.
func (p *plan) word(ref string, k draft.Kind, lang string) (text, in string) {
	s := p.Draw("slots", ref)
	return p.Word(ref, k, lang, p.words, "{shelter}", p.NameOf("shelter"), "{main}", p.at("fake"),
		"{fare}", fmt.Sprint(s.Between(24, 95)), "{age}", fmt.Sprint(s.Between(12, 16)))
}

// rumours are what three people say of the shelter while the exercise runs.
func (p *plan) rumours() {
	for i, line := range gossip {
		ref := fmt.Sprintf("gossip%d", i+1)
		s := p.Draw("rumour", ref)
		p.AddPost(world.Post{
			Ref: world.Ref("post:" + ref + "/1"), Account: world.Ref("account:" + ref), Label: "L0",
			Text:  strings.NewReplacer("{town}", p.Towns[0], "{shelter}", p.NameOf("shelter")).Replace(line),
			At:    p.W.Opens.Add(p.spec.Effects[rumour]).Add(time.Duration(int64(i)*240_000+s.Int64N(200_000)) * time.Millisecond),
			Cause: world.Cause{Saga: "rumour", Step: "repeat"},
		})
	}
}

// caseFile numbers the posts in a drawn order, so that a number tells nothing.
// All of them are to be labelled.
func (p *plan) caseFile() {
	p.SortPosts()
	c := &p.W.Case
	for _, a := range cast {
		c.Accounts = append(c.Accounts, world.Ref("account:"+a.ref))
	}
	for _, post := range p.W.Posts {
		if strings.HasPrefix(post.Cause.Saga, "page-") {
			c.Posts = append(c.Posts, post.Ref)
		}
	}
	draft.Shuffle(p.Draw("order", "posts"), c.Posts)
	draft.Shuffle(p.Draw("order", "accounts"), c.Accounts)
	c.Labels = slices.Clone(c.Posts)
}
