package openhands

import (
	"fmt"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// legal is a fact of the case and the rule that it calls for first.
type legal struct {
	rule string // id of an option of the question
	text string
	of   []world.Ref // where it can be looked up
}

// asked is how many facts a team is asked to match; the others are not shown.
const asked = 8

// law draws which facts the team matches with legal sources, and in which order
// they stand: a list that another team knows by heart is of no use.
func (p *plan) law() {
	child := p.W.Post(p.childPost())
	all := []legal{
		{"kinsa", fmt.Sprintf("Row %s: an adult brought along the child of a sister, who is in this adult's actual care. Nobody paid.", p.trip("relative").number), []world.Ref{p.tripRow("relative")}},
		{"option", fmt.Sprintf("Row %s: a volunteer took two sick people across the border to a doctor and got nothing for it. The State has used the choice that the rule gives it.", p.trip("shelter").number), []world.Ref{p.tripRow("shelter")}},
		{"guidance", fmt.Sprintf("Row %s: %d people were taken from a sinking boat, as the rescue centre had ordered.", p.trip("rescuer").number, p.trip("rescuer").people), []world.Ref{p.tripRow("rescuer")}},
		{"palermo5", fmt.Sprintf("Witness %s paid a deposit for a journey. A colleague wants to question this person as a suspect.", p.statements[p.withDeposit()].number), []world.Ref{world.Ref(fmt.Sprintf("row:statements/%d", p.withDeposit()+1))}},
		{"palermo3", fmt.Sprintf("Post %d of the case file asks for money for each seat of a journey.", p.numberOf("post:fake/2")), []world.Ref{"post:fake/2"}},
		{"child", fmt.Sprintf("Post %d, of %s, says that a child is at the door, alone.", p.numberOf(child.Ref), day(child.At)), []world.Ref{child.Ref}},
		{"equal", "The ranking flags lawful posts far more often in one language than in the others.", []world.Ref{"table:ranking"}},
		{"press", fmt.Sprintf("Post %d prints what others wrote, in quotation marks. Its author will not say who showed it.", p.numberOf("post:journalist/1")), []world.Ref{"post:journalist/1"}},
		{"whistle", fmt.Sprintf("%s told the authority what the firm did wrong, and lost the work for it.", p.NameOf("bookkeeper")), []world.Ref{p.card("bookkeeper")}},
		{"counsel", fmt.Sprintf("A colleague wants to read what people wrote to %s in private, before their hearings.", p.NameOf("lawyer")), []world.Ref{p.card("lawyer")}},
		{"notice", "A web page offers seats in the name of people who have nothing to do with it. You know its exact address.", []world.Ref{"page:fake/seats.html"}},
		{"assess", fmt.Sprintf("Tip %s was copied into the file as if it were known to be so.", p.tips[0].number), []world.Ref{"row:tips/1"}},
	}
	draft.Shuffle(p.Draw("order", "facts"), all)
	p.facts = all[:asked]
	t := world.Table{Ref: "table:facts", Name: "facts", Columns: []string{"number", "fact"}}
	for i, f := range p.facts {
		t.Rows = append(t.Rows, []string{factID(i), f.text})
	}
	p.W.Case.Tables = append(p.W.Case.Tables, t)
}

func factID(i int) string { return fmt.Sprintf("f%d", i+1) }

// tripRow names the row of the border report that shows a trip.
func (p *plan) tripRow(ref string) world.Ref {
	return world.Ref(fmt.Sprintf("row:border-report/%d", slices.IndexFunc(p.trips, func(t trip) bool { return t.ref == ref })+1))
}

// numberOf is the number of a post in the case file.
func (p *plan) numberOf(post world.Ref) int { return slices.Index(p.W.Case.Posts, post) + 1 }

// childPost is the later of the two posts about a child alone.
func (p *plan) childPost() world.Ref {
	var last world.Ref
	for _, post := range p.W.Posts { // sorted by time
		if post.Label == "L6" {
			last = post.Ref
		}
	}
	return last
}

// withDeposit is the first statement of somebody whose deposit the bank saw.
func (p *plan) withDeposit() int {
	return slices.IndexFunc(p.statements, func(s statement) bool { return len(s.deposits) > 0 })
}

// card names the paper about one of the fourteen.
func (p *plan) card(ref string) world.Ref {
	return world.Ref("paper:" + cardName(slices.IndexFunc(cast, func(a actor) bool { return a.ref == ref })))
}

func cardName(i int) string { return fmt.Sprintf("card-%02d", i+1) }

// handOver writes the fourteen cards and the list of them. A card says what the
// desk has about somebody and where it comes from; it draws no conclusion.
func (p *plan) handOver() {
	list := world.Table{Ref: "table:cards", Name: "cards", Columns: []string{"card", "file", "name", "account"}}
	for i, a := range cast {
		lines := []string{fmt.Sprintf("Card %d: %s, %s", i+1, p.NameOf(a.ref), p.at(a.ref)), ""}
		lines = append(lines, p.about(a.ref)...)
		for _, x := range p.trips {
			if x.ref == a.ref {
				lines = append(lines, fmt.Sprintf("Border report %s of %s: %s, %d people.", x.number, day(x.at), x.way, x.people))
			}
		}
		if n, in := p.alerted(a.ref); n > 0 {
			lines = append(lines, fmt.Sprintf("Bank alert: %d rows of account %s, %d TK came in.", n, p.account(a.ref), in))
		}
		for _, x := range p.tips {
			if x.about == a.ref {
				lines = append(lines, fmt.Sprintf("Tip %s, %s: “%s”", x.number, x.channel, x.text))
			}
		}
		for _, x := range p.steps {
			if x.by == a.ref || x.against == a.ref {
				lines = append(lines, fmt.Sprintf("Register of proceedings %s: %s against %s, %s.", x.number, p.NameOf(x.by), p.NameOf(x.against), x.subject))
			}
		}
		if n := p.flagged(a.ref); n > 0 {
			lines = append(lines, fmt.Sprintf("Ranking: %d of %d posts flagged.", n, p.written(a.ref)))
		}
		name := cardName(i)
		p.W.Case.Papers = append(p.W.Case.Papers, world.Paper{Ref: world.Ref("paper:" + name), Name: name, Text: strings.Join(lines, "\n")})
		list.Rows = append(list.Rows, []string{fmt.Sprint(i + 1), name + ".txt", p.NameOf(a.ref), p.at(a.ref)})
	}
	p.W.Case.Tables = append(p.W.Case.Tables, list)
}

// about is what a card says of somebody beyond the registers.
func (p *plan) about(ref string) []string {
	s := p.Draw("card", ref)
	n := func(low, high int64) string { return fmt.Sprint(s.Between(low, high)) }
	switch ref {
	case "relative":
		return []string{"Came with a child of " + n(9, 14) + ". The child's mother is ill; the family agreed on who would bring the child.", "The border police ask whether to report the adult for bringing somebody in."}
	case "shelter":
		return []string{"Open for " + n(3, 9) + " years, " + n(12, 40) + " volunteers, registered. Says in public that somebody uses its name and that it takes no money.", "The mayor's office wants “a case, any case”."}
	case "taxi":
		return []string{"Licence valid. The taxi office's list shows the order; the passengers paid " + n(30, 90) + " TK by the meter and got a receipt.", "One passenger turned out to have no papers."}
	case "fake":
		return []string{"Writes as a volunteer of " + p.NameOf("shelter") + ". The shelter's list of volunteers does not have the name.", "The profile was made " + fmt.Sprint(int(p.W.Opens.Sub(p.W.Account("account:fake").CreatedAt).Hours()/24)) + " days before today. Its page and its telephone number stand in its posts."}
	case "lawyer":
		return []string{"Members of the bar. Read letters and explain deadlines in public posts; write with clients in private.", "A colleague proposes to ask the provider for all private messages of the last " + n(2, 6) + " months."}
	case "fundraiser":
		return []string{"Collected for a funeral in the town where the family lives. Every giver is on a list that lies in the parish house.", "The bank reported many small payments and one large one to another State."}
	case "hostel":
		return []string{"Small hostel with " + n(14, 30) + " beds. The book of guests is kept and is shown on request.", "Guests stay for one to three nights and pay at the desk."}
	case "priest":
		return []string{"Runs the parish house and its minibus. Lets people sleep in the hall when it freezes.", "The neighbours count the people at the door: up to " + n(8, 25) + " on a Sunday."}
	case "extorter":
		return []string{"Lets rooms by the week. The people named in the statements all had the address from posts of this account.", "Nobody with that name has registered a business."}
	case "journalist":
		return []string{"Works for a newspaper. Prints offers word for word and calls them what they are.", "A colleague proposes to ask for the telephone records, to find out who showed the messages."}
	case "interpreter":
		return []string{"Works for hospitals and offices, sends invoices, pays taxes.", "Was in the room in " + n(20, 60) + " conversations between people on the road and offices."}
	case "bot":
		return []string{"Answers within a second, at any hour, in four languages; the texts repeat.", "Nobody knows who runs it. Its posts speak for another account."}
	case "rescuer":
		return []string{"Owns a fishing boat. Has called the rescue centre " + n(2, 5) + " times in two years and waited each time.", "The centre's log confirms the order to take people on board."}
	case "bookkeeper":
		return []string{"Told the labour authority what the firm did with its workers' papers and wages. Lost the work " + n(5, 20) + " days later.", "Knows names of workers who are afraid."}
	}
	return nil
}

// alerted counts the rows of the bank's alert about somebody and what came in.
func (p *plan) alerted(ref string) (rows int, in int64) {
	for _, b := range p.alert {
		if b.holder == ref {
			rows++
			if b.in {
				in += b.amount
			}
		}
	}
	return rows, in
}

// flagged counts somebody's posts that the detector flags, written all of them.
func (p *plan) flagged(ref string) (n int) {
	for _, r := range p.ranked {
		if r.score >= threshold && p.W.Post(r.ref).Account == world.Ref("account:"+ref) {
			n++
		}
	}
	return n
}

func (p *plan) written(ref string) (n int) {
	for _, r := range p.W.Case.Posts {
		if p.W.Post(r).Account == world.Ref("account:"+ref) {
			n++
		}
	}
	return n
}
