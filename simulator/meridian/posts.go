package meridian

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// Days of the clock between which posts lie.
const (
	offersFrom = 20 // the firm's services, one after the other
	restFrom   = 36 // everything else of the offenders
	lawfulFrom = 6
)

// labelled is the size of the labelling set.
const labelled = 40

// posts writes what the forty have to say: a hundred and twenty-five posts of
// the case file, and the call for help while the exercise runs.
func (p *plan) posts() {
	p.offered = make([]string, len(services))
	for i, j := range p.Draw("services", "order").Perm(len(services)) {
		p.offered[i] = services[j]
	}
	for i, s := range p.offered {
		ref := fmt.Sprintf("main/%d", i+1)
		text := strings.ReplaceAll(offers[s], "{g}", p.at(p.group("main", i)))
		p.say(ref, "main", text, "en", p.On(ref, offersFrom+3*i+p.Draw("first", ref).IntN(2)), "L4", world.Cause{Saga: "services", Step: s})
	}
	fee := p.On("main/6", offersFrom+3*len(services))
	p.say("main/6", "main", fmt.Sprintf("Fees of the desk go to %s on the first of the month, from %s and from everybody.", p.address("fees"), p.at(p.group("main", 6))),
		"en", fee, "L4", world.Cause{Saga: "services", Step: "fees", Cause: "post:main/1"})
	held := p.On("main/7", offersFrom+3*len(services)+2)
	p.say("main/7", "main", fmt.Sprintf("What is held for customers of %s lies at %s until they are content.", p.at(p.group("main", 7)), p.address("guarantee")),
		"en", held, "L4", world.Cause{Saga: "services", Step: "held", Cause: "post:main/6"})
	p.say("main/8", "main", fmt.Sprintf("All of it on one page: http://%s/ Ask %s how it went.", p.domain("main"), p.at(p.group("main", 8))),
		"en", p.On("main/8", offersFrom+3*len(services)+4), "L4", world.Cause{Saga: "services", Step: "page", Cause: "post:main/7"})
	for _, c := range cast {
		for i, name := range c.script {
			p.scripted(c, i, name)
		}
	}
	p.W.Post("post:main/1").DeletedAt = p.W.Opens.Add(p.spec.Effects[adDeleted]).Add(time.Duration(p.Draw("deleted", "ad").Int64N(30_000)) * time.Millisecond)
	text, _ := p.word("relative/alarm", draft.Phrases["danger"], "relative", 0)
	p.say("relative/alarm", "relative", text, "en",
		p.W.Opens.Add(p.spec.Effects[alarm]).Add(-time.Duration(p.Draw("alarm", "").Between(20_000, 80_000))*time.Millisecond), "L5", world.Cause{Saga: "alarm", Step: "voice note"})
	p.SortPosts()
}

func (p *plan) scripted(c part, n int, name string) {
	ref := fmt.Sprintf("%s/%d", c.ref, n+1)
	k := phrase(name)
	text, lang := p.word(ref, k, c.ref, n)
	from := lawfulFrom
	if c.guilty {
		from = restFrom
	}
	p.say(ref, c.ref, text, lang, p.Within(ref, p.W.Start.AddDate(0, 0, from), p.W.Opens.Add(-6*time.Hour)), k.Label, world.Cause{Saga: "page-" + c.ref, Step: k.Step})
}

// word draws the words of a post.
func (p *plan) word(ref string, k draft.Kind, of string, n int) (text, lang string) {
	g := p.group(of, n)
	slots := []string{"{g}", p.at(g), "{main}", p.at(g), "{manager}", p.NameOf("manager")}
	if slices.Contains(paying, g) {
		slots = append(slots, "{addr}", p.address(g))
	}
	return p.Word(ref, k, "en", p.words, slots...)
}

func (p *plan) say(ref, account, text, lang string, at time.Time, label string, cause world.Cause) {
	p.AddPost(world.Post{Ref: world.Ref("post:" + ref), Account: world.Ref("account:" + account), Text: text, Lang: lang, At: at, Label: label, Cause: cause})
}

// pictures gives the first post of some accounts a picture.
func (p *plan) pictures() {
	for _, c := range cast {
		if c.scene == "" {
			continue
		}
		post := p.W.Post(world.Ref("post:" + c.ref + "/1"))
		img := p.Picture(world.Ref("image:"+c.ref), c.scene, post.Text, post.At)
		post.Images = append(post.Images, img.Ref)
		p.W.Images = append(p.W.Images, img)
	}
}

// caseFile numbers posts and pictures in a drawn order, so that a number tells
// nothing, and draws the labelling set: so many of each label, none of a post
// that will be gone.
func (p *plan) caseFile() {
	c := &p.W.Case
	for _, x := range cast {
		c.Accounts = append(c.Accounts, world.Ref("account:"+x.ref))
	}
	byLabel := map[string][]world.Ref{}
	for i := range p.W.Posts {
		post := &p.W.Posts[i]
		if post.At.After(p.W.Opens) {
			continue
		}
		c.Posts = append(c.Posts, post.Ref)
		if post.DeletedAt.IsZero() {
			byLabel[post.Label] = append(byLabel[post.Label], post.Ref)
		}
	}
	chosen := map[world.Ref]bool{}
	left := labelled
	for _, q := range []struct {
		label string
		posts int
	}{{"L6", 2}, {"L4", 10}, {"L3", 10}, {"L2", 5}, {"L0", 6}, {"L1", labelled}} {
		list := byLabel[q.label]
		n := min(q.posts, len(list), left)
		for _, i := range p.Draw("labelset", q.label).Perm(len(list))[:n] {
			chosen[list[i]] = true
		}
		left -= n
	}
	draft.Shuffle(p.Draw("order", "posts"), c.Posts)
	draft.Shuffle(p.Draw("order", "accounts"), c.Accounts)
	for _, ref := range c.Posts {
		c.Media = append(c.Media, p.W.Post(ref).Images...)
		if chosen[ref] {
			c.Labels = append(c.Labels, ref)
		}
	}
}
