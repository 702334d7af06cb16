package silverthread

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// line is one post of a thread: who, how many days after the opening, and what.
type line struct {
	by   string
	days int
	text string
	step string
	prop bool // with a picture of a drawn document
}

// thread is one of the story's threads.
type thread struct {
	ref, board, kind, title, saga string
	day                           int
	lines                         []line
}

// The story's threads. What stands on both sides of " | " says the same, and a
// variant says one of it. Slots: those of draft.Kind, {NAME} for pseudonyms in
// capitals (not where a sentence begins: they keep their small letters), {addr} of the guarantor's wallet, {caddr} of the courier's, {page} of
// the false agency.
var story = []thread{
	{"offer", "papers", "offer", "{A}: everything with a stamp | {A} and more, quick | Whatever you need, {A} too | {A} from somebody who knows", "vendor", 10, []line{
		{"vendor", 0, "{A} of all sorts, ready in {n} days, {tk} TK, {G}. No talk before you know what you want.", "advert", true},
		{"vendor", 9, "New this month: {A} for students, {tk} TK, {G}. My letters go with {COURIER}.", "advert", true},
		{"buyer", 10, "Does the {A} hold? I need it for my room and for nothing else.", "contact", false},
		{"vendor", 11, "It holds. Money goes by {ESCROW}, who has always held it for me.", "answer", false},
		{"vendor", 40, "Prices go up: {A} {tk2} TK from {day} on. {G} as always.", "advert", false},
		{"vendor", 66, "Still here, still {G}. {n} pieces of {A} left.", "advert", false},
	}},
	{"students", "study", "offer", "Study places and the letters for them | Next term: places, rooms, letters | For students: all papers of a term", "recruiter", 18, []line{
		{"recruiter", 0, "Student letters for the next term: form, room, bank paper, all in one. {tk} TK. Look at http://{page}/", "advert", false},
		{"recruiter", 7, "I find the students, {VENDOR} makes the {A}. {G}, nobody has lost money.", "advert", false},
		{"agency", 8, "This is not our page and not our letter. Whoever paid there has not paid us.", "", false},
		{"recruiter", 30, "The page stays http://{page}/ whatever others write. {n} letters this week.", "advert", false},
	}},
	{"guarantee", "market", "offer", "I hold your money | Between buyer and seller | Safe hands for both sides | Escrow, small share", "escrow", 12, []line{
		{"escrow", 0, "Buyer pays to {addr}. Seller delivers. Then I let it go. {n} of a hundred for me.", "guarantee", false},
		{"escrow", 20, "For {VENDOR} I hold every week: {G}. Same address, {addr}.", "guarantee", false},
		{"escrow", 55, "Holidays are over. Whatever lies with me is safe.", "guarantee", false},
	}},
	{"letters", "market", "offer", "Letters from town to town | I am on the road every week | Small things carried", "courier", 15, []line{
		{"courier", 0, "I carry letters between {town} and the rest. Pay after, to {caddr}.", "courier", false},
		{"courier", 12, "To {VENDOR}: your {A} is on its way, as every week.", "courier", false},
		{"courier", 47, "Two more for {VENDOR}, one came back. I bring it again.", "courier", false},
	}},
	{"dispute", "market", "dispute", "Waiting for my {A} | Two weeks and nothing | Paid, not delivered", "vendor", 34, []line{
		{"buyer", 0, "I paid {tk} TK to {ESCROW} for an {A} of {VENDOR} and nothing came.", "dispute", false},
		{"escrow", 1, "I asked {VENDOR}. It is with {COURIER}. I hold the money until then.", "dispute", false},
		{"vendor", 2, "It goes out on {day}, and {ESCROW} knows it.", "dispute", false},
	}},
	{"advocate", "papers", "offer", "Ask the Advocate: legal papers in two days | The Barrister answers: papers for the court | Solicitor's letters, any court | Chambers: seals and statements", "vendor", 28, []line{
		{"vendor", 0, "Legal papers, court papers, letters of lawyers: {A}, {tk} TK, {G}. | Need a statement, a seal, a letter of a lawyer? {A}, {tk} TK, {G}.", "advert", true},
		{"vendor", 21, "No hearing, no waiting. {A} with a seal, {tk} TK.", "advert", false},
	}},
	{"advice", "help", world.LegalAdvice, "I was sold a paper that is false. What now? | The office kept my letter | Did I do something wrong? | Which papers do I show them? | Question before {day}", "advice", 41, []line{
		{"client", 0, "I paid for a residence letter and the office says that it is false. My hearing is on {day}. Am I guilty now? | Somebody sold me a letter for {tk} TK. Now there is a date, {day} at {hour}, and I do not know what to say there. | They took my letter at the counter and told me to come on {day}. I have two children. What happens to me?", "", false},
		{"lawyer", 1, "I am a lawyer for asylum cases and I take your case. Write nothing more in open threads; keep the letter, bring it to me. | This is what I do for a living, and I take it on. Nothing more in the open, please; bring me whatever they gave you.", "", false},
		{"client", 2, "May I tell you here who sold it and what I signed? | And who sold it to me, do I say that here?", "", false},
		{"lawyer", 2, "Not in the open. For your statement we go through it together, and what you tell me stays with me. | Not here. We prepare it together, and it stays between us.", "", false},
		{"client", 5, "Thank you. I come on {day} at {hour}. | I will be at your office on {day}. Thank you.", "", false},
	}},
	{"translation", "papers", "offer", "Translations with a stamp, any paper, fast | Stamped in two days | Sworn, quick, every language", "translator", 14, []line{
		{"translator", 0, "Any paper, any language, with stamp and seal, in {n} days. {tk} TK a page. Ask for my number in the register.", "", true},
		{"translator", 33, "Diplomas, birth papers, driving papers: stamped in two days, {tk} TK. Sworn since ten years.", "", true},
		{"buyer", 34, "Does your stamp count at the office?", "", false},
		{"translator", 35, "It does. It has a number and you find it in the register of the court.", "", false},
	}},
	{"warning", "study", "", "Our name is used by others | This is not us | Please read before you pay", "agency", 24, []line{
		{"agency", 0, "Somebody sells “student letters, {tk} TK, {G}” under a name like ours. We never take money for a letter.", "", false},
		{"agency", 26, "Again: “{A} for students, all in one”. If you paid, keep everything and go to the police.", "", false},
	}},
	{"praise", "papers", "review", "It came | A letter for me | After all these weeks", "vendor", 52, []line{
		{"buyer", 0, "The {A} of {VENDOR} came by letter. The office has not looked at it yet. I am afraid.", "review", false},
	}},
}

// boardsOf are the boards in which the story's threads stand.
var boardsOf = []struct{ ref, title, about, talk string }{
	{"papers", "Papers", "Everything that has a stamp.", "papers"},
	{"study", "Work and study", "Jobs, schools, terms.", "work"},
	{"market", "Market", "Offered and wanted.", "market"},
	{"help", "Help", "Ask, somebody knows.", "help"},
}

// forum enters boards, threads and posts. Everybody's first post of a thread
// opens it; what is answered names what it answers as its cause.
func (p *plan) forum() {
	p.boards = map[string]string{}
	for _, b := range boardsOf {
		p.boards[b.ref] = b.talk // in the place of the forum's own
		p.W.Boards = append(p.W.Boards, world.Board{Ref: world.Ref("board:" + b.ref), Slug: b.talk, Title: b.title, About: b.about, Talk: b.talk})
	}
	for _, t := range story {
		opened := p.On("thread/"+t.ref, t.day+p.Draw("thread", t.ref).IntN(4))
		at, last := opened, ""
		for i, l := range t.lines {
			ref := fmt.Sprintf("forum-post:%s/%d", t.ref, i+1)
			if i > 0 {
				at = p.Within(ref, later(opened.AddDate(0, 0, l.days), at.Add(5*time.Minute)), later(opened.AddDate(0, 0, l.days+1), at.Add(3*time.Hour)))
			}
			post := world.ForumPost{
				Ref: world.Ref(ref), Thread: world.Ref("thread:" + t.ref), Author: world.Ref("member:" + l.by), At: at,
				Text: p.wording(ref, l.text), Cause: world.Cause{Saga: "thread-" + t.saga, Step: l.step, Cause: last},
			}
			if l.prop {
				img := p.Picture(world.Ref("image:"+t.ref+fmt.Sprint(i+1)), "document", "SAMPLE", at)
				p.W.Images = append(p.W.Images, img)
				post.Images = []world.Ref{img.Ref}
			}
			if i == 0 {
				p.AddThread(world.Thread{
					Ref: post.Thread, Board: world.Ref("board:" + t.board), Author: post.Author, Title: p.wording("title/"+t.ref, t.title), Kind: t.kind, At: at,
					Cause: world.Cause{Saga: "thread-" + t.saga, Step: l.step},
				}, post)
			} else {
				p.AddForumPost(post)
			}
			last = ref
		}
	}
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// wording draws one of the ways in which a line of the story may be said, and fills it.
func (p *plan) wording(ref, text string) string {
	slots := []string{"{addr}", p.address("escrow"), "{caddr}", p.address("courier"), "{page}", p.domain("fake").Name}
	for _, c := range cast {
		if c.rank != "" {
			slots = append(slots, "{"+strings.ToUpper(c.ref)+"}", p.pseudonymOf(c.ref))
		}
	}
	said, _ := p.Line(ref, draft.Kind{Lines: map[string][]string{"en": strings.Split(text, " | ")}}, "en", p.words, slots...)
	return said
}

// letters are the private messages of the network. No authorisation of the case
// covers them, and nothing that is asked needs them.
func (p *plan) letters() {
	for i, l := range []struct{ from, to, subject, text string }{
		{"recruiter", "vendor", "This week", "{n} students want the {A}. Half of the money is with {ESCROW}."},
		{"vendor", "escrow", "Let it go", "They have it. Let it go, {G}."},
		{"escrow", "vendor", "Done", "Done, less my share."},
		{"vendor", "courier", "Letters", "{n} letters on {day}, the usual."},
		{"courier", "vendor", "Letters", "Good. I carry them on {day}."},
	} {
		ref := fmt.Sprintf("private-message:%d", i+1)
		p.AddPrivateMessage(world.PrivateMessage{
			Ref: world.Ref(ref), From: world.Ref("member:" + l.from), To: world.Ref("member:" + l.to), Subject: l.subject, Text: p.wording(ref, l.text),
			At: p.On(ref, 45+6*i), Cause: world.Cause{Saga: "letters", Step: l.from},
		})
	}
}

// threadOf returns the story's thread of that name.
func (p *plan) threadOf(ref string) *world.Thread {
	i := slices.IndexFunc(p.W.Threads, func(t world.Thread) bool { return t.Ref == world.Ref("thread:"+ref) })
	return &p.W.Threads[i]
}
