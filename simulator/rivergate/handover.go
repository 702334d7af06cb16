package rivergate

import (
	"fmt"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

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
	p.HandTable("road", []string{"sensor", "kind", "place", "state"}, rows)
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
		rows = append(rows, []string{fmt.Sprint(i + 1), draft.Minute(x.at), x.text})
	}
	p.HandTable("messages", []string{"number", "received", "text"}, rows)
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
	p.HandTable("toll-answer", []string{"plate", "entry", "entered_at", "exit", "left_at"}, rows)
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
			gone = draft.Minute(l.Until)
		}
		rows = append(rows, []string{l.ID, s.ID, s.Name, p.phone(string(s.Ref[len("seller:"):])), draft.Minute(l.From), gone, l.Text})
	}
	p.HandTable("adverts", []string{"advertisement", "account", "name", "phone", "from", "removed", "text"}, rows)
}

// contracts are four of the rental firm, as it answered to last night's order.
// Neither the holder nor the number nor the day tells the two vans apart: both are
// rented by firms of one kind of name, under a number that somebody else advertises.
// The shop gives the recruiter's, of which nobody says under his own name that it is
// his; the agency gives the hostel's, where its workers sleep, and the hostel has a
// contract under the same number. All four are older than what the toll roads noted of the vans.
func (p *plan) contracts() {
	row := func(ref, plate, holder, phone string) []string {
		from := p.W.Opens.AddDate(0, 0, -int(p.Draw("days", ref).Between(48, 75))).Truncate(24 * time.Hour)
		return []string{p.FileNumber("C", ref), plate, "van", from.Format("2006-01-02"), holder, phone}
	}
	other := func(ref string) string {
		return p.Name("plate/"+ref, world.DrawPlate)
	}
	rows := [][]string{
		row("right", p.plates[0], p.NameOf("shop"), p.phone("recruiter")),
		row("twin", p.plates[1], p.NameOf("agency"), p.phone("hostel")),
		row("courier", other("courier"), p.NameOf("courier"), p.phone("courier")),
		row("hostel", other("hostel"), p.NameOf("hostel"), p.phone("hostel")),
	}
	draft.Shuffle(p.Draw("order", "contracts"), rows)
	p.HandTable("contracts", []string{"contract", "plate", "class", "since", "holder", "contact_phone"}, rows)
	vans := [][]string{{p.plates[0], p.W.Vehicle("vehicle:right").Colour}, {p.plates[1], p.W.Vehicle("vehicle:twin").Colour}}
	draft.Shuffle(p.Draw("order", "vans"), vans)
	p.HandTable("vans", []string{"plate", "colour"}, vans)
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
