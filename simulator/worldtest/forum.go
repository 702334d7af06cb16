package worldtest

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// forum plants a vendor of seats, whom a bystander brought in, his customer, a
// lawyer who advises, and a coach line that looks like him.
func forum(w *world.World, at func(day, hour, minute int) time.Time) {
	id := func(ref world.Ref, when time.Time) string {
		return world.VisibleID(when, w.Key.Domain("worldtest/id").Named(string(ref)))
	}
	join := func(ref, owner world.Ref, name, rank string, when time.Time) *world.ForumMember {
		w.ForumMembers = append(w.ForumMembers, world.ForumMember{Ref: ref, ID: id(ref, when), Owner: owner, Name: name, Rank: rank, JoinedAt: when})
		return &w.ForumMembers[len(w.ForumMembers)-1]
	}
	m := join("member:broker", "person:broker", "amberlight", "trusted", at(-40, 18, 5))
	m.Standing, m.Signature = 9, "Seats every week. Ask by message."
	join("member:customer", "person:customer", "tiredfox", "newcomer", at(5, 20, 1)).InvitedBy = "member:broker"
	join("member:coach", "person:coach", "ulmdal-office", "member", at(-10, 9, 2)).Standing = 2
	m = join("member:banned", "person:admin", "quietlamp", "newcomer", at(12, 7, 0))
	m.InvitedBy, m.BannedAt, m.BanReason = "member:broker", at(30, 8, 0), "Two names, one person."
	w.Vouches = []world.Vouch{{From: "member:broker", To: "member:customer", At: at(6, 9, 0), Words: "Known to me."}}
	w.Boards = []world.Board{{Ref: "board:vans", Slug: "vans-and-seats", Title: "Vans and seats", About: "Who drives, who rides along.", Talk: "travel"}}

	open := func(ref, author world.Ref, title, kind string, when time.Time) *world.Thread {
		w.Threads = append(w.Threads, world.Thread{Ref: ref, ID: id(ref, when), Board: "board:vans", Author: author, Title: title, Kind: kind, At: when})
		return &w.Threads[len(w.Threads)-1]
	}
	say := func(thread world.Ref, n int, author world.Ref, when time.Time, text string) *world.ForumPost {
		ref := world.Ref(fmt.Sprintf("forum-post:%s/%d", thread[len("thread:"):], n))
		w.ForumPosts = append(w.ForumPosts, world.ForumPost{Ref: ref, ID: id(ref, when), Thread: thread, Author: author, At: when, Text: text, Lang: "en", Label: "L3"})
		return &w.ForumPosts[len(w.ForumPosts)-1]
	}
	open("thread:offer", "member:broker", "Seats in a comfortable van", "offer", at(7, 11, 3))
	say("thread:offer", 1, "member:broker", at(7, 11, 3), "Seats in a comfortable van, every week. Write by message.").Images = []world.Ref{"image:van", "image:flyer"}
	say("thread:offer", 2, "member:customer", at(8, 21, 40), "Is it still free?").Quote = "forum-post:offer/1"
	p := say("thread:offer", 3, "member:broker", at(8, 22, 10), "Two are.")
	p.EditedAt, p.EditedText = at(9, 7, 0), "One is."
	say("thread:offer", 4, "member:banned", at(20, 7, 0), "Do not pay him before you have seen the van.").DeletedAt = at(20, 9, 30)
	say("thread:offer", 5, "member:customer", at(21, 7, 0), Hostile)
	t := open("thread:advice", "member:customer", "What a lawyer told me", world.LegalAdvice, at(40, 19, 2))
	t.LockedAt = at(50, 0, 0)
	say("thread:advice", 1, "member:customer", at(40, 19, 2), "My lawyer says that I may ask for an interpreter.")
	open("thread:coach", "member:coach", "Coach to Ostavo", "offer", at(14, 9, 30))
	say("thread:coach", 1, "member:coach", at(14, 9, 30), "Coach to Ostavo on Friday, 350 TK. Tickets at the counter.").Label = "L0"
	t = open("thread:gone", "member:banned", Hostile, "", at(22, 7, 1))
	t.DeletedAt = at(30, 8, 0)
	say("thread:gone", 1, "member:banned", at(22, 7, 1), "Who else has paid and never left?")

	write := func(n int, from, to world.Ref, when time.Time, text string) *world.PrivateMessage {
		ref := world.Ref(fmt.Sprintf("private-message:%d", n))
		w.PrivateMessages = append(w.PrivateMessages, world.PrivateMessage{Ref: ref, ID: id(ref, when), From: from, To: to, At: when, Subject: "Seat", Text: text, Lang: "en", Label: "L3"})
		return &w.PrivateMessages[len(w.PrivateMessages)-1]
	}
	write(1, "member:customer", "member:broker", at(9, 20, 0), "Hello, is there a place on Friday?")
	write(2, "member:broker", "member:customer", at(9, 20, 44), "There is. Call "+world.PhoneNumber(123)+".").ReplyTo = "private-message:1"
	write(3, "member:customer", "member:coach", at(15, 8, 0), Hostile)
}
