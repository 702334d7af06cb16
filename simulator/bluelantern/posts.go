package bluelantern

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// scripts says which kinds of post an account's share of the case file is made
// of. The first entries stand once, and after them the drawn steps that the
// account shows; the rest is repeated for as many posts as the cast asks for.
var scripts = map[string]struct{ once, again []string }{
	"main":       {[]string{"advert", "deposit", "dispatch"}, []string{"advert", "teaser", "advert", "arrival", "deposit", "life", "advert", "trust", "advert"}},
	"producer":   {nil, []string{"pictures", "pagework", "pictures", "life", "pictures", "pagework", "pictures", "life"}},
	"broker":     {nil, []string{"list", "recall", "list", "life", "list"}},
	"subrenter":  {nil, []string{"vehicle", "life", "vehicle", "vehicle"}},
	"legalaid":   {nil, []string{"legalaid"}},
	"carpool":    {nil, []string{"carpool"}},
	"journalist": {nil, []string{"journalist"}},
	"warning":    {nil, []string{"warning"}},
	"agency":     {nil, []string{"agency"}},
	"satire":     {nil, []string{"satire"}},
	"rental":     {nil, []string{"rental"}},
	"family":     {[]string{"danger"}, []string{"family", "life", "family"}},
	"school":     {nil, []string{"school"}},
	"tracing":    {nil, []string{"tracing"}},
}

// The steps of the business. The case needs the fixed ones; of the others a
// variant shows as many as drawnSteps says, and the case file knows nothing of
// the rest.
var (
	fixedSteps = []string{"advert", "deposit", "dispatch"}
	otherSteps = []string{"trust", "arrival", "release", "helpers", "delay", "refund", "desk", "met"}
)

const drawnSteps = 3

// Days of the clock between which the story's posts lie.
const (
	firstsFrom = 24 // the first post of each step, in a drawn order
	restFrom   = 43 // everything else of the offenders
	banDay     = 20
)

// tongues of posts; snippets in four languages stand among the English ones.
var tongues = []string{"en", "it", "sq", "sl", "de"}

func (p *plan) casePosts() {
	p.steps = p.stepOrder()
	for _, c := range cast {
		n := 0
		for _, r := range p.spec.Cast {
			if r.Name == c.role {
				n = r.Posts
			}
		}
		once, again := p.script(c.ref)
		for i := range n {
			name := ""
			first := i < len(once)
			if first {
				name = once[i]
			} else {
				name = again[(i-len(once))%len(again)]
			}
			ref := fmt.Sprintf("%s/%d", c.ref, i+1)
			k := draft.Phrases[name]
			lang := tongues[p.Draw("tongue", ref).Weighted([]int64{64, 9, 9, 9, 9})]
			text, lang := p.word(ref, k, lang)
			post := world.Post{
				Ref: world.Ref("post:" + ref), Account: world.Ref("account:" + c.ref),
				Text: text, Lang: lang, Label: k.Label, Cause: world.Cause{Saga: "page-" + c.ref, Step: k.Step},
			}
			switch end := p.W.Opens.Add(-6 * time.Hour); {
			case name == "danger":
				post.At = p.W.Opens.Add(-time.Duration(p.Draw("danger", ref).Between(150*60_000, 240*60_000)) * time.Millisecond)
				post.Cause = world.Cause{Saga: "alarm", Step: "voice note"}
			case first:
				post.At = p.On("first/"+name, firstsFrom+3*slices.Index(p.steps, name)+p.Draw("first", name).IntN(2))
			case c.guilty:
				post.At = p.Within(ref, p.W.Start.AddDate(0, 0, restFrom), end)
			default:
				post.At = p.Within(ref, p.W.Start.AddDate(0, 0, 6), end)
			}
			p.AddPost(post)
		}
	}
	ad := p.W.Post("post:main/1")
	ad.Text += " Call " + p.phone() + "."
	ad.DeletedAt = p.W.Opens.Add(p.spec.Effects[adDeleted]).Add(time.Duration(p.Draw("deleted", "ad").Int64N(30_000)) * time.Millisecond)
}

// script is what an account writes in this variant: the steps that are shown
// once each, those of the channel by itself, the praise by the producer; where a
// later post would show a step that is not shown, a vehicle leaves.
func (p *plan) script(ref string) (once, again []string) {
	once = slices.Clone(scripts[ref].once)
	for _, s := range p.steps {
		by := "main"
		if s == "trust" {
			by = "producer"
		}
		if ref == by && slices.Contains(otherSteps, s) {
			once = append(once, s)
		}
	}
	again = slices.Clone(scripts[ref].again)
	for i, name := range again {
		if slices.Contains(otherSteps, name) && !slices.Contains(p.steps, name) {
			again[i] = "dispatch"
		}
	}
	return once, again
}

// stepOrder draws which steps the posts show, and the order in which each is
// shown first. The page is a rebirth and the business was running before it, so
// any order may be seen: whoever knows how such a business works, or how it
// showed itself to another team, has not answered yet.
func (p *plan) stepOrder() []string {
	s := p.Draw("steps", "order")
	shown := slices.Clone(fixedSteps)
	for _, i := range s.Perm(len(otherSteps))[:drawnSteps] {
		shown = append(shown, otherSteps[i])
	}
	order := make([]string, len(shown))
	for i, j := range s.Perm(len(shown)) {
		order[i] = shown[j]
	}
	return order
}

// phone is the number of the deleted advertisement, from the range that the
// United Kingdom's regulator keeps for drama (+44 7700 900000 to 900999).
func (p *plan) phone() string { return p.Number("desk") }

// history is what lies outside the case file, in old posts of the accounts:
// who came back under a new name, who signs, who drives for whom.
func (p *plan) history() {
	old := func(ref string, at time.Time, account, text string, cause world.Cause, reply world.Ref) {
		p.AddPost(world.Post{Ref: world.Ref("post:" + ref), Account: world.Ref("account:" + account), At: at, Text: text, Cause: cause, ReplyTo: reply})
	}
	rebirth := func(step, cause string) world.Cause {
		return world.Cause{Saga: "rebirth", Step: step, Cause: cause}
	}
	for i := range 5 {
		ref := fmt.Sprintf("earlier/%d", i+1)
		text, _ := p.word(ref, draft.Phrases[[]string{"teaser", "advert"}[i%2]], "en")
		old(ref, p.On(ref, 2+3*i), "earlier", text, world.Cause{Saga: "page-earlier", Step: "advert"}, "")
	}
	made := p.W.Account("account:main").CreatedAt
	old("main/back", p.After("main/back", made, 5, 90), "main", fmt.Sprintf("We are back. The page was %s before, same people, same word.", p.at("earlier")), rebirth("back", "account:earlier"), "")
	old("main/signed", p.After("main/signed", p.W.Post("post:main/back").At, 30, 300), "main",
		fmt.Sprintf("Rules of this page: be polite, ask before you share, no names of others. — %s, admin", p.NameOf("main")), rebirth("rules", "post:main/back"), "")
	old("main/page", p.On("main/page", 23), "main", fmt.Sprintf("Our page is open: http://%s/ for all that is too long for here.", p.domain("main")), world.Cause{Saga: "supply-names", Step: "announce", Cause: "domain:main"}, "")
	old("main/newpage", p.On("main/newpage", moved+1), "main", fmt.Sprintf("The old page is closed. New one: http://%s/ same people.", p.domain("rebirth")), world.Cause{Saga: "supply-names", Step: "announce", Cause: "domain:rebirth"}, "")
	old("traveller1/ask", p.On("traveller1/ask", 41), "traveller1", fmt.Sprintf("%s how do I get a place?", p.at("main")), world.Cause{Saga: "booking-1", Step: "contact", Cause: "post:main/1"}, "post:main/1")
	old("broker/signed", p.After("broker/signed", p.W.Post("post:traveller1/ask").At, 4, 200), "broker",
		fmt.Sprintf("%s I book for %s, write to me and I put you on the list. — %s", p.at("traveller1"), p.at("main"), p.NameOf("broker")), world.Cause{Saga: "booking-1", Step: "answer", Cause: "post:traveller1/ask"}, "post:traveller1/ask")
	old("subrenter/drives", p.After("subrenter/drives", p.W.Post("post:main/3").At, 10, 400), "subrenter",
		fmt.Sprintf("%s my van carries your people again, as agreed.", p.at("main")), world.Cause{Saga: "supply-transport", Step: "agreement", Cause: "post:main/3"}, "post:main/3")
	old("producer/supply", p.On("producer/supply", 42), "producer", fmt.Sprintf("I make the pictures for %s since the first day.", p.at("main")), world.Cause{Saga: "supply-pictures", Step: "announce", Cause: "post:main/1"}, "")
	text, _ := p.word("family/alarm", draft.Phrases["danger2"], "en")
	old("family/alarm", p.W.Opens.Add(p.spec.Effects[alarm]).Add(-time.Duration(p.Draw("alarm", "2").Between(20_000, 80_000))*time.Millisecond), "family", text, world.Cause{Saga: "alarm", Step: "second voice note", Cause: "post:family/1"}, "")
	p.W.Post("post:family/alarm").Label = "L5"
}

// caseFile numbers posts and pictures in a drawn order, so that a number tells
// nothing, and draws the labelling set: so many of each label, none of a post
// that will be gone.
func (p *plan) caseFile() {
	p.SortPosts()
	for _, c := range cast {
		p.W.Case.Accounts = append(p.W.Case.Accounts, world.Ref("account:"+c.ref))
	}
	byLabel := map[string][]world.Ref{}
	for i := range p.W.Posts {
		post := &p.W.Posts[i]
		if !strings.HasPrefix(post.Cause.Saga, "page-") && post.Ref != "post:family/1" || post.Account == "account:earlier" {
			continue
		}
		p.W.Case.Posts = append(p.W.Case.Posts, post.Ref)
		if post.DeletedAt.IsZero() {
			byLabel[post.Label] = append(byLabel[post.Label], post.Ref)
		}
	}
	chosen := map[world.Ref]bool{}
	want := p.spec.Case.Labels
	for _, q := range []struct {
		label string
		parts int // of forty
	}{{"L5", 1}, {"L4", 4}, {"L2", 5}, {"L3", 9}, {"L0", 5}, {"L1", 40}} {
		list := byLabel[q.label]
		n := min(max(q.parts*p.spec.Case.Labels/40, 1), len(list), want)
		for _, i := range p.Draw("labelset", q.label).Perm(len(list))[:n] {
			chosen[list[i]] = true
		}
		want -= n
	}
	draft.Shuffle(p.Draw("order", "posts"), p.W.Case.Posts)
	draft.Shuffle(p.Draw("order", "accounts"), p.W.Case.Accounts)
	for _, ref := range p.W.Case.Posts {
		p.W.Case.Media = append(p.W.Case.Media, p.W.Post(ref).Images...)
		if chosen[ref] {
			p.W.Case.Labels = append(p.W.Case.Labels, ref)
		}
	}
	p.keepFlag()
}

// keepFlag moves the picture that a question asks for to its number: one that
// nobody deletes while the exercise runs.
func (p *plan) keepFlag() {
	n := p.spec.Case.Flag - 1
	if n < len(p.W.Case.Media) && p.W.Case.Media[n] == p.W.Post("post:main/1").Images[0] {
		other := (n + 1) % len(p.W.Case.Media)
		p.W.Case.Media[n], p.W.Case.Media[other] = p.W.Case.Media[other], p.W.Case.Media[n]
	}
}

// word draws the text and language of a post of that kind.
func (p *plan) word(ref string, k draft.Kind, lang string) (text, in string) {
	return p.Word(ref, k, lang, p.words, "{main}", p.at("main"), "{addr}", p.address("deposit"))
}
