package rivergate

import (
	"fmt"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
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

// handOver makes the tables and texts of the case file.
func (p *plan) handOver() {
	p.places()
	p.messages()
	p.tolls()
	p.saved()
	p.contracts()
	p.night()
	p.channels()
	p.inFile()
	p.drill()
	p.camera()
	p.lease()
}

func (p *plan) table(name string, columns []string, rows [][]string) {
	p.W.Case.Tables = append(p.W.Case.Tables, world.Table{Ref: world.Ref("table:" + name), Name: name, Columns: columns, Rows: rows})
}

func (p *plan) paper(name, text string) {
	p.W.Case.Papers = append(p.W.Case.Papers, world.Paper{Ref: world.Ref("paper:" + name), Name: name, Text: text})
}

// places says in which State each sensor stands.
func (p *plan) places() {
	var rows [][]string
	for _, st := range states {
		for _, which := range []string{"on", "camera", "off"} {
			s := p.W.Sensor(world.Ref("sensor:" + st.id + "/" + which))
			rows = append(rows, []string{s.ID, s.Kind, p.W.Place(s.Place).Name, st.name})
		}
	}
	draft.Shuffle(p.Draw("order", "places"), rows)
	p.table("road", []string{"sensor", "kind", "place", "state"}, rows)
}

// messages are what came out of the van, as the family shows it.
func (p *plan) messages() {
	clock := func(t time.Time) string { return t.UTC().Format("15:04") }
	first, last := p.right.on[0], p.right.off[p.last]
	start := p.start()
	stood := p.right.ends
	rows := [][]string{}
	for i, x := range []struct {
		at   time.Time
		text string
	}{
		{start.Add(3 * time.Minute), fmt.Sprintf("They closed the doors at %s UTC, in a hall. We are %d.", clock(start), p.aboard())},
		{first.Add(2 * time.Minute), fmt.Sprintf("Something beeped at the window at %s UTC and they drove faster. I think a gate.", clock(first))},
		{last.Add(2 * time.Minute), fmt.Sprintf("The same beep at %s UTC. It was long after the first.", clock(last))},
		{stood.Add(4 * time.Minute), "We stand. Nobody opens. It is hot, there is little air. Two children."},
	} {
		rows = append(rows, []string{fmt.Sprint(i + 1), minute(x.at), x.text})
	}
	p.table("messages", []string{"number", "received", "text"}, rows)
}

// start is when the van left the hall.
func (p *plan) start() time.Time {
	for _, j := range p.W.Journeys {
		if j.Ref == "journey:right/md" {
			return j.Way[0].At
		}
	}
	return p.W.Opens
}

// tolls is the answer of the toll roads to an order about two plates: what they
// noted of the two vans before the exercise opens.
func (p *plan) tolls() {
	type pass struct {
		plate   string
		on, off string
		in, out time.Time
	}
	var all []pass
	for i, d := range []drive{p.right, p.twin} {
		for k := range d.on {
			all = append(all, pass{p.plates[i], p.sensor(k, "on"), p.sensor(k, "off"), d.on[k], d.off[k]})
		}
		for _, e := range p.earlierOn[i] {
			on, off := p.sensor(0, "on"), p.sensor(0, "off")
			if e.back {
				on, off = off, on
			}
			all = append(all, pass{p.plates[i], on, off, e.on, e.off})
		}
	}
	slices.SortFunc(all, func(a, b pass) int { return a.out.Compare(b.out) })
	var rows [][]string
	for _, x := range all {
		if x.out.Before(p.W.Opens) {
			rows = append(rows, []string{x.plate, x.on, x.in.UTC().Format(time.RFC3339), x.off, x.out.UTC().Format(time.RFC3339)})
		}
	}
	p.table("toll-answer", []string{"plate", "entry", "entered_at", "exit", "left_at"}, rows)
}

// saved are the advertisements that the night shift has kept: those of four
// accounts, gone or not.
func (p *plan) saved() {
	var rows [][]string
	list := slices.Clone(p.W.Listings)
	slices.SortFunc(list, func(a, b world.Listing) int { return a.From.Compare(b.From) })
	for _, l := range list {
		if !l.From.Before(p.W.Opens) {
			continue
		}
		s := p.W.Seller(l.Seller)
		gone := ""
		if l.Removed {
			gone = minute(l.Until)
		}
		rows = append(rows, []string{l.ID, s.ID, s.Name, p.phone(string(s.Ref[len("seller:"):])), minute(l.From), gone, l.Text})
	}
	p.table("adverts", []string{"advertisement", "account", "name", "phone", "from", "removed", "text"}, rows)
}

// contracts are four of the rental firm, as it answered to last night's order.
// The one of the van that is looked for bears the recruiter's number.
func (p *plan) contracts() {
	days := func(of string, low, high int64) time.Time {
		return p.W.Opens.AddDate(0, 0, -int(p.Draw("days", of).Between(low, high))).Truncate(24 * time.Hour)
	}
	row := func(ref, plate, holder, phone string, from time.Time) []string {
		return []string{p.number("C", ref), plate, "van", from.Format("2006-01-02"), holder, phone}
	}
	other := func(ref string) string {
		return p.Name("plate/"+ref, world.DrawPlate)
	}
	rows := [][]string{
		row("right", p.plates[0], p.name("shop"), p.phone("recruiter"), days("right", 20, 24)),
		row("twin", p.plates[1], p.name("farm"), p.Number("farm"), days("twin", 50, 60)),
		row("courier", other("courier"), p.name("courier"), p.phone("courier"), days("courier", 20, 60)),
		row("hostel", other("hostel"), p.name("hostel"), p.phone("hostel"), days("hostel", 20, 60)),
	}
	draft.Shuffle(p.Draw("order", "contracts"), rows)
	p.table("contracts", []string{"contract", "plate", "class", "since", "holder", "contact_phone"}, rows)
	vans := [][]string{{p.plates[0], p.W.Vehicle("vehicle:right").Colour}, {p.plates[1], p.W.Vehicle("vehicle:twin").Colour}}
	draft.Shuffle(p.Draw("order", "vans"), vans)
	p.table("vans", []string{"plate", "colour"}, vans)
}

// contract names the row of a contract by its plate.
func (p *plan) contract(plate string) world.Ref {
	for _, t := range p.W.Case.Tables {
		for i, r := range t.Rows {
			if t.Name == "contracts" && r[1] == plate {
				return t.Row(i)
			}
		}
	}
	return ""
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
	p.paper("receipt", fmt.Sprintf(`Receipt %s

European Production Order, emergency case. Data: who holds the account @%s (subscriber data), nothing else.
Issued at %s by a police authority that may issue such an order in an emergency without validation before.
Received by the provider's establishment at %s.
Reason: people in a locked vehicle, danger to life.`, p.number("E", "order"), p.W.Account("account:family").Handle, minute(p.order.issued), minute(p.order.received)))
	p.paper("notice", fmt.Sprintf(`Notice %s of the platform Chatterly

Our moderators read messages which make us suspect an offence that threatens the life of several people.
We cannot say with reasonable certainty which Member State is concerned: the writer's address changes, the text names no place.
The provider is established in %s.`, p.number("N", "notice"), seat.name))
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
		{"firm", fmt.Sprintf("To %s: hand over what the order names about one contract, and nothing else.", p.name("rental"))},
	}
	draft.Shuffle(p.Draw("order", "outbox"), all)
	p.outbox = all[:asked]
	var rows [][]string
	for i, m := range p.outbox {
		rows = append(rows, []string{messageID(i), m.text})
	}
	p.table("outbox", []string{"message", "text"}, rows)
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
	p.table("known", []string{"what", "from"}, rows)
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
	p.table("drill", []string{"person", "noted"}, rows)
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
	p.paper("reader", fmt.Sprintf(`How well the plate reader finds a vehicle, by its maker

The search allows one wrong letter or digit, because a reader takes one for the other now and then.
Of 1,000 passages of a vehicle on the list it reported %d.
Of 10,000 passages of other vehicles it reported %d.
Last night the cameras of the road counted %d passages. Assume that one of them was the vehicle on the list.`, p.reader.found, p.reader.wrongly, p.reader.passages))
}

// lease is an extract about the hall from which the van came, and the words of
// the driver's family.
func (p *plan) lease() {
	hall := p.W.Place("place:hall")
	p.paper("lease", fmt.Sprintf(`Extract from a lease, %s

Hall behind the mill in %s, position %s, %s.
Let by %s to %s, by the week, paid in cash. Keys: two.
The neighbours heard a van at night three times in four weeks.`, p.number("L", "lease"), hall.Name, draft.Degrees(hall.At.Lat), draft.Degrees(hall.At.Lon), p.name("landlord"), p.name("organiser")))
	p.paper("driver", fmt.Sprintf(`What the family of %s says

%s answered an advertisement for couriers on Bazarino. It was the first work for months.
On the telephone they said that the cargo is sealed and nobody looks into it.
At %s UTC last night a message came: “I hear somebody behind me. They say drive or you know what happens to your sister.”
Since then the telephone is off.`, p.name("driver"), p.name("driver"), p.right.on[0].Add(19*time.Minute).UTC().Format("15:04")))
}
