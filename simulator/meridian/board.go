package meridian

import (
	"fmt"

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

// threads are those of the closed board which the court does not grant: the desk
// among its customers, a developer who wants his work back, and a talk between a
// lawyer and a client, which nobody reads whatever is granted.
var threads = []struct {
	ref, title, kind string
	day              int
	lines            [][2]string // who, what
}{
	{"desk", "One desk for all of it", "offer", 22, [][2]string{
		{"manager", "Words, rooms, answers, drawer, till: one desk. Ask those who have it."},
		{"leader-1", "We have it since spring. Nobody of us writes a word himself any more."},
		{"banco", "What is held is held. I answer for the till."},
	}},
	{"copied", "This bot is mine", "dispute", 40, [][2]string{
		{"developer", "The desk sells my free bot under another name. I want my name on it or the bot off it."},
		{"manager", "Free is free."},
		{"developer", "Free is not for this."},
	}},
	{"drawer", "New in the drawer", "offer", 52, [][2]string{
		{"stencil", "Designs on request. The desk has the list."},
		{"leader-3", "Same as last month for us."},
	}},
	{"advice", "I was there and did not know. What now?", world.LegalAdvice, 60, [][2]string{
		{"client", "I drove once for a friend and now there is a letter. Am I in trouble?"},
		{"counsel", "I am a lawyer. Write nothing here, bring me the letter, and I tell you what it is."},
		{"client", "Thank you, I come on Monday."},
	}},
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
		last := ""
		for i, l := range t.lines {
			ref := fmt.Sprintf("%s/%d", t.ref, i+1)
			if i > 0 {
				at = p.After("forum/"+ref, at, 9, 900)
			}
			post := world.ForumPost{
				Ref: world.Ref("forum-post:" + ref), Thread: world.Ref("thread:" + t.ref), Author: world.Ref("member:" + l[0]), At: at, Text: l[1],
				Cause: world.Cause{Saga: "board", Step: t.ref, Cause: last},
			}
			last = string(post.Ref)
			if i == 0 {
				p.AddThread(world.Thread{Ref: post.Thread, Board: "board:market", Author: post.Author, Title: t.title, Kind: t.kind, At: at, Cause: world.Cause{Saga: "board", Step: t.ref}}, post)
				continue
			}
			p.AddForumPost(post)
		}
	}
}
