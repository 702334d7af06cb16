package rivergate

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
)

// served is the emergency order that the night shift sent to the platform.
type served struct {
	issued, received time.Time
}

// field is something that one may ask a rental firm for.
type field struct{ id, text string }

var (
	// useful are the five things by which a van is found and opened.
	useful = []field{
		{"tracker", "where the tracker says that the van is now"},
		{"colour", "colour and marking of the van"},
		{"doors", "how the loading space is opened from outside"},
		{"handover", "place and time of the agreed return"},
		{"fuel", "last use of the fuel card"},
	}
	// idle stand in the file too and help nobody now.
	idle = []string{"opening hours of the rental firm", "price of the contract", "weather along the road", "name of the firm's manager"}
)

// found is a person of the drill and what was noted about him or her.
type found struct {
	id     string // "p1"
	remark string
}

// urgencies are the remarks of the drill, the most urgent first.
var urgencies = []string{
	"does not answer, breathes fast and shallow",
	"about ten years old, nobody of the family is here",
	"says that there is work to do until the debt is paid, and is afraid of one of the others",
	"asks for protection: cannot go back",
	"wants to call home and to sleep",
}

// seats are States in which the platform may be established.
var seats = []state{{"ro", "Romania"}, {"sk", "Slovakia"}, {"de", "Germany"}, {"it", "Italy"}, {"si", "Slovenia"}, {"el", "Greece"}}

// night is what the night shift leaves behind: the receipt of its order, and
// the platform's notice.
func (p *plan) night() {
	s := p.Draw("night", "")
	p.order.issued = p.W.Opens.Add(-time.Duration(s.Between(35, 110)) * time.Minute).Truncate(time.Minute)
	p.order.received = p.order.issued.Add(time.Duration(s.Between(4, 25)) * time.Minute)
	seat := stream.Pick(s, seats)
	p.seat = seat.id
	p.HandPaper("receipt", fmt.Sprintf(`Receipt %s

European Production Order, emergency case. Data: who holds the account @%s (subscriber data), nothing else.
Issued at %s by a police authority that may issue such an order in an emergency without validation before.
Received by the provider's establishment at %s.
Reason: people in a locked vehicle, danger to life.`, p.FileNumber("E", "order"), p.W.Account("account:family").Handle, draft.Minute(p.order.issued), draft.Minute(p.order.received)))
	p.HandPaper("notice", fmt.Sprintf(`Notice %s of the platform Chatterly

Our moderators read messages which make us suspect an offence that threatens the life of several people.
We cannot say with reasonable certainty which Member State is concerned: the writer's address changes, the text names no place.
The provider is established in %s.`, p.FileNumber("N", "notice"), seat.name))
}

// message is one that the desk must send, and how.
type message struct{ way, text string }

// asked is how many messages a team is asked about.
const asked = 8

// channels draws the outbox: eight of ten messages in a drawn order.
func (p *plan) channels() {
	ahead := states[p.last+1].name
	all := []message{
		{"spoc", fmt.Sprintf("To the police of %s, the State ahead, now: did the van enter your toll road? Life is at risk. The register can be looked into directly.", ahead)},
		{"siena-h0", "To the police of a partner State: which of its vans did the shop have on your roads last month? You may use this to prevent and fight crime without asking us again."},
		{"siena-h1", "To the police of a partner State: how the drivers are found, from a person who saw it. Act on it, but it may not be shown in court unless we agree."},
		{"siena-h2", "To the police of a partner State: the name of a person who helps us. It may be passed to nobody unless we agree."},
		{"ecams", "To the European centre: the pattern of the drivers' advertisements, to be compared with those of other States."},
		{"eio", "To the prosecutor of another Member State: please hear the landlord, as evidence for our court."},
		{"budapest", "To Moldova: please keep the traffic data of a number; they may be deleted tonight. A request to hand them over follows."},
		{"eurojust", "Two prosecutors of two States both say that the case is theirs. Help them to settle who leads."},
		{"fiu", "Whose money goes through the shop? We need to know it for the inquiry, not as evidence."},
		{"firm", fmt.Sprintf("To %s: hand over what the order names about one contract, and nothing else.", p.NameOf("rental"))},
	}
	draft.Shuffle(p.Draw("order", "outbox"), all)
	p.outbox = all[:asked]
	var rows [][]string
	for i, m := range p.outbox {
		rows = append(rows, []string{messageID(i), m.text})
	}
	p.HandTable("outbox", []string{"message", "text"}, rows)
}

func messageID(i int) string { return fmt.Sprintf("m%d", i+1) }

// inFile draws which two of the five useful things the file holds already; the
// other three are what a minimal request asks for.
func (p *plan) inFile() {
	order := p.Draw("known", "").Perm(len(useful))
	var rows [][]string
	for _, i := range order[:2] {
		rows = append(rows, []string{useful[i].text, p.source(useful[i].id)})
	}
	for _, i := range order[2:] {
		p.wanted = append(p.wanted, useful[i])
	}
	for _, text := range idle {
		rows = append(rows, []string{text, p.source(text)})
	}
	draft.Shuffle(p.Draw("order", "known"), rows)
	p.HandTable("known", []string{"what", "from"}, rows)
}

func (p *plan) source(of string) string {
	return stream.Pick(p.Draw("source", of), []string{"night shift, telephone", "file of last week", "note of a patrol", "public page"})
}

// drill numbers five people of an earlier rescue in a drawn order.
func (p *plan) drill() {
	order := p.Draw("drill", "").Perm(len(urgencies))
	var rows [][]string
	p.people = make([]found, len(urgencies))
	for i, u := range order {
		id := fmt.Sprintf("p%d", i+1)
		rows = append(rows, []string{id, urgencies[u]})
		p.people[u] = found{id, urgencies[u]}
	}
	p.HandTable("drill", []string{"person", "noted"}, rows)
}

// detector is what the maker of the plate reader says about it.
type detector struct {
	found    int64 // of 1,000 passages of a vehicle on the list
	wrongly  int64 // of 10,000 passages of others
	passages int64 // of one night, one of them the vehicle's
}

func (p *plan) camera() {
	s := p.Draw("reader", "")
	p.reader = detector{s.Between(930, 985), s.Between(4, 45), s.Between(260, 1900)}
	p.HandPaper("reader", fmt.Sprintf(`How well the plate reader finds a vehicle, by its maker

The search allows one wrong letter or digit, because a reader takes one for the other now and then.
Of 1,000 passages of a vehicle on the list it reported %d.
Of 10,000 passages of other vehicles it reported %d.
Last night the cameras of the road counted %d passages. Assume that one of them was the vehicle on the list.`, p.reader.found, p.reader.wrongly, p.reader.passages))
}

// lease is an extract about the hall from which the van came, and the words of
// the driver's family.
func (p *plan) lease() {
	hall := p.W.Place("place:hall")
	p.HandPaper("lease", fmt.Sprintf(`Extract from a lease, %s

Hall behind the mill in %s, position %s, %s.
Let by %s to %s, by the week, paid in cash. Keys: two.
The tenant has one. The other one is with %s, who opens for the tenant at night.
The neighbours heard a van at night three times in four weeks.`, p.FileNumber("L", "lease"), hall.Name, draft.Degrees(hall.At.Lat), draft.Degrees(hall.At.Lon), p.NameOf("landlord"), p.NameOf("organiser"), p.NameOf("keyholder")))
	p.HandPaper("driver", fmt.Sprintf(`What the family of %s says

%s answered an advertisement for couriers on Bazarino. It was the first work for months.
On the telephone they said that the cargo is sealed and nobody looks into it.
At %s UTC last night a message came: “I hear somebody behind me. They say drive or you know what happens to your sister.”
Since then the telephone is off.`, p.NameOf("driver"), p.NameOf("driver"), p.right.on[0].Add(19*time.Minute).UTC().Format("15:04")))
}
