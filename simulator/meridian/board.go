package meridian

import (
	"fmt"
	"slices"

	"github.com/osint-radar/academy/simulator/world"
)

// member is somebody on Agora-9: under which name, and how well thought of.
type member struct {
	ref, rank string
	standing  int
}

var enrolled = []member{
	{"manager", "trusted", 7},
	{"banco", "escrow", 9},
	{"stencil", "member", 4},
	{"leader-1", "member", 2},
	{"leader-3", "newcomer", 0},
	{"developer", "member", 3},
	{"client", "newcomer", 0},
	{"counsel", "member", 2},
}

// opened is the title of the one thread that the court lets a team read.
const opened = "One desk for all of it"

// line is a post of a thread: who, what, and of which step it is.
type line struct{ who, text, step string }

// threads are those of the closed board: the desk among its customers, which the
// court opens; a developer who wants his work back; and a talk between a lawyer and
// a client, which nobody reads whatever is granted.
var threads = []struct {
	ref, title, kind string
	day              int
	lines            []line
}{
	{"desk", opened, "offer", 22, nil},
	{"copied", "This bot is mine", "dispute", 40, []line{
		{"developer", "The desk sells my free bot under another name. I want my name on it or the bot off it.", ""},
		{"manager", "Free is free.", ""},
		{"developer", "Free is not for this.", ""},
	}},
	{"drawer", "New in the drawer", "offer", 52, []line{
		{"stencil", "Designs on request. The desk has the list.", ""},
		{"leader-3", "Same as last month for us.", ""},
	}},
	{"advice", "I was there and did not know. What now?", world.LegalAdvice, 60, []line{
		{"client", "I drove once for a friend and now there is a letter. Am I in trouble?", ""},
		{"counsel", "I am a lawyer. Write nothing here, bring me the letter, and I tell you what it is.", ""},
		{"client", "Thank you, I come on Monday.", ""},
	}},
}

// shown are the words with which the desk puts up each service on the board.
var shown = map[string]string{
	"advertising": "New at the desk: we write for you, words and pictures, fresh every Friday.",
	"channels":    "New at the desk: night watch. Your room is never without one of us.",
	"bot":         "New at the desk: it answers, it counts seats, it never sleeps.",
	"templates":   "New at the desk: the drawer. Designs for every form, ask for the list.",
	"guarantee":   "New at the desk: we hold what is paid until both of you nod.",
}

// desk is the thread of the desk: its services in an order of its own, not that of
// its posts in public, what customers say of them, and where dollars go.
func (p *plan) desk() []line {
	p.board = nil
	for _, i := range p.Draw("services", "board").Perm(len(services)) {
		p.board = append(p.board, services[i])
	}
	lines := []line{{"manager", "Whoever works with us finds here what is new. One after the other, when it is ready.", "desk"}}
	for i, s := range p.board {
		lines = append(lines, line{"manager", shown[s], s})
		switch i {
		case 0:
			lines = append(lines, line{"leader-1", "We have it since spring. Nobody of us does it himself any more.", "desk"})
		case 2:
			lines = append(lines, line{"banco", "What is held is held. I answer for the till.", "desk"})
		case 3:
			lines = append(lines, line{"leader-3", "And who pays in dollars?", "desk"}, line{"manager", "Dollars go to " + p.W.TokenAddress("token-wallet:till") + " and nowhere else. Coins of the other sort go over the bridge, to the same place.", "dollars"})
		}
	}
	return lines
}

// dollars is the post that says where dollars go.
func (p *plan) dollars() world.Ref {
	return p.W.ForumPosts[slices.IndexFunc(p.W.ForumPosts, func(x world.ForumPost) bool { return x.Cause.Step == "dollars" })].Ref
}

// forum writes into one of the boards of Agora-9, in the place of the forum's own.
func (p *plan) forum() {
	for _, m := range enrolled {
		joined := p.On("member/"+m.ref, -int(p.Draw("member", m.ref).Between(20, 400)))
		p.AddForumMember(world.ForumMember{
			Ref: world.Ref("member:" + m.ref), Owner: world.Ref("person:" + m.ref), Name: p.Pseudonym("pseudonym/" + m.ref),
			Rank: m.rank, Standing: m.standing, JoinedAt: joined,
		})
	}
	p.W.Boards = append(p.W.Boards, world.Board{Ref: "board:market", Slug: "market", Title: "Market", About: "Offered and wanted.", Talk: "market"})
	for _, t := range threads {
		at := p.On("thread/"+t.ref, t.day)
		lines, last := t.lines, ""
		if t.ref == "desk" {
			lines = p.desk()
		}
		for i, l := range lines {
			ref := fmt.Sprintf("%s/%d", t.ref, i+1)
			if i > 0 {
				at = p.After("forum/"+ref, at, 9, 2800)
			}
			post := world.ForumPost{
				Ref: world.Ref("forum-post:" + ref), Thread: world.Ref("thread:" + t.ref), Author: world.Ref("member:" + l.who), At: at, Text: l.text,
				Cause: world.Cause{Saga: "board-" + t.ref, Step: l.step, Cause: last},
			}
			last = string(post.Ref)
			if i == 0 {
				p.AddThread(world.Thread{Ref: post.Thread, Board: "board:market", Author: post.Author, Title: t.title, Kind: t.kind, At: at, Cause: world.Cause{Saga: "board-" + t.ref}}, post)
				continue
			}
			p.AddForumPost(post)
		}
	}
}
