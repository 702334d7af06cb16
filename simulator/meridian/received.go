package meridian

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// parts is how many files the received rows come in; the business stands in one
// of them, and another one is short.
const parts = 3

// chat is a row of the received dataset before anybody handed it over.
type chat struct {
	ref, from, to string // accounts, by the ref of a person
	at            time.Time
	text          string
	part          int // from 1
	cause         world.Cause
}

// order is what a customer asks of the firm in a received row, and which service
// it is.
type order struct{ id, service, row string }

// said are the words of orders, two for each service.
var said = map[string][]string{
	"advertising": {"new words for our page please, the old ones are tired", "we want the picture with the yellow sky, and lines that make people write to us"},
	"channels":    {"nobody of us is awake on Sunday night, can your people look after the room", "please throw out whoever quarrels in our room, we have no time for it"},
	"bot":         {"the thing that answers for us stopped at noon, make it talk again", "let it ask for a day and a number of seats and write them down by itself"},
	"templates":   {"same blank designs as last month, in the other colour", "we need the drawer again, three sheets"},
	"guarantee":   {"keep what he pays until his brother has called", "he is there, you can let the money go"},
}

// talk is what fills the other rows: a lawyer and a client, and everybody's day.
var talk = map[string][]string{
	"privilege": {"before the hearing bring me the letter, I file it on %s", "as your lawyer I tell you: sign nothing until %s", "what you tell me stays with me, also on %s"},
	"small":     {"soup is on, come at eight", "did you feed the cat", "the bus was late again, see you on %s", "happy birthday, cake on %s", "who has the key of the cellar", "my tooth hurts, doctor on %s"},
}

const stamp = "2006-01-02 15:04:05"

// received makes the rows and hands them over: three tables and a sheet of accounts.
func (p *plan) received() {
	s := p.Draw("received", "")
	order := s.Perm(parts)
	business := order[0] + 1
	p.short = order[1] + 1
	if p.hours = p.Deal("clock", 21) - 10; p.hours == 0 { // a card that says nothing
		p.hours = 11
	}
	p.ordersOf(business)
	p.announcement(business)
	p.chat("insider/1", "owner", "insider", fmt.Sprintf("the envelope lies in the blue drawer, tell us on %s which day he is on leave", p.weekday("insider/1")), business, world.Cause{Saga: "insider", Step: "favour"})
	p.chat("insider/2", "insider", "owner", "not next week. I see the list of the office on Monday", business, world.Cause{Saga: "insider", Step: "favour", Cause: ""})
	for i := range 24 {
		from, to := "counsel", "client"
		if i%2 == 1 {
			from, to = to, from
		}
		p.chat(fmt.Sprintf("privilege/%d", i+1), from, to, p.saying("privilege", i), order[2]+1, world.Cause{Saga: "privilege", Step: "advice"})
	}
	people := []string{"owner", "banco", "leader-1", "leader-2", "leader-3", "agent", "insider"}
	for i := range 150 {
		of := fmt.Sprintf("small/%d", i+1)
		x := p.Draw("pair", of)
		from, to := fmt.Sprintf("bystander-%d", x.IntN(10)*2), ""
		to = "bystander-" + strconv.Itoa(atoi(from[len("bystander-"):])+1)
		part := i%parts + 1
		if part == business && x.Chance(1, 2) {
			from, to = stream.Pick(x, people), "bystander-20"
		}
		p.chat(of, from, to, p.saying("small", i), part, world.Cause{Saga: "life", Step: "small talk"})
	}
	p.handOver()
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n } // our own digits

func (p *plan) weekday(of string) string {
	return stream.Pick(p.Draw("weekday", of), []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"})
}

func (p *plan) saying(kind string, i int) string {
	of := fmt.Sprintf("%s/%d", kind, i)
	line := stream.Pick(p.Draw("saying", of), talk[kind])
	if strings.Contains(line, "%s") {
		line = fmt.Sprintf(line, p.weekday(of))
	}
	return line
}

func (p *plan) chat(ref, from, to, text string, part int, cause world.Cause) {
	at := p.Within("chat/"+ref, p.W.Start.AddDate(0, 0, restFrom), p.W.Opens.AddDate(0, 0, -3)).Truncate(time.Second)
	p.chats = append(p.chats, chat{ref, from, to, at, text, part, cause})
}

// ordersOf enters six orders: one of each service and one more of a drawn one,
// from the four customers.
func (p *plan) ordersOf(part int) {
	s := p.Draw("orders", "")
	list := slices.Clone(services)
	list = append(list, stream.Pick(s, services))
	draft.Shuffle(s, list)
	customers := []string{"leader-1", "leader-2", "leader-3", "agent"}
	seen := map[string]int{}
	for i, service := range list {
		id := fmt.Sprintf("o%d", i+1)
		lines := said[service]
		first := p.Draw("order", service).IntN(2)
		text := fmt.Sprintf("order %s: %s", id, lines[(first+seen[service])%2])
		seen[service]++
		p.chat("order/"+id, stream.Pick(p.Draw("customer", id), customers), "owner", text, part, world.Cause{Saga: "orders", Step: service})
		p.orders = append(p.orders, order{id: id, service: service, row: "order/" + id})
	}
}

// announcement is the row that says that a message of the firm stands in a room of
// Kurjer, written within the minute: whoever finds it there knows how late the clock is.
func (p *plan) announcement(part int) {
	p.posted = "message:g1/notice/1"
	m := p.W.Messages[slices.IndexFunc(p.W.Messages, func(m world.Message) bool { return m.Ref == p.posted })]
	words := strings.Join(strings.Fields(m.Text)[:5], " ")
	p.chat("up", "owner", "banco", fmt.Sprintf("it stands in the room since this minute: “%s”", words), part, world.Cause{Saga: "services", Step: "announce", Cause: string(m.Ref)})
	c := &p.chats[len(p.chats)-1]
	c.at = m.At.Truncate(time.Second).Add(time.Duration(p.Draw("up", "").Between(5, 50)) * time.Second)
}

// whole is a part as it was sent.
func (p *plan) whole(part int) (t world.Table, of []chat) {
	for _, c := range p.chats {
		if c.part == part {
			of = append(of, c)
		}
	}
	slices.SortStableFunc(of, func(a, b chat) int { return a.at.Compare(b.at) })
	t = world.Table{Name: fmt.Sprintf("received-%d", part), Columns: []string{"number", "sender", "recipient", "time", "text"}}
	t.Ref = world.Ref("table:" + t.Name)
	for i, c := range of {
		t.Rows = append(t.Rows, []string{fmt.Sprint(100*part + i), p.kb(c.from), p.kb(c.to), c.at.Add(time.Duration(p.hours) * time.Hour).UTC().Format(stamp), c.text})
		t.Causes = append(t.Causes, c.cause)
	}
	return t, of
}

// kb is somebody's account at the service that the rows come from.
func (p *plan) kb(ref string) string {
	return p.Name("kb/"+ref, func(s *stream.Stream) string { return fmt.Sprintf("kb-%05d", s.Between(10_000, 99_999)) })
}

// handOver hands the parts over, one without its last rows, with a note that
// names the digest of each as it was sent.
func (p *plan) handOver() {
	lines := []string{
		"Transfer note " + p.FileNumber("T", "note"), "", "From: liaison desk of a partner State, on the order of its court. Channel: SIENA. Handling code: H1.",
		"Rows of a chat service. Times as our reader wrote them, without a zone; nobody has compared them with another clock.", "",
	}
	for part := range parts {
		t, of := p.whole(part + 1)
		lines = append(lines, fmt.Sprintf("Part %d: %d rows, SHA-256 %s", part+1, len(t.Rows), t.SHA256()))
		if part+1 == p.short {
			left := len(t.Rows) - int(p.Draw("short", "").Between(4, 11))
			t.Rows, t.Causes = t.Rows[:left], t.Causes[:left]
		}
		p.W.Case.Tables = append(p.W.Case.Tables, t)
		for i := range t.Rows {
			switch of[i].ref {
			case "up":
				p.uprow = t.Row(i)
			default:
				for j := range p.orders {
					if p.orders[j].row == of[i].ref {
						p.orders[j].row = string(t.Row(i))
					}
				}
			}
		}
	}
	p.HandPaper("transfer-note", strings.Join(lines, "\n"))
}
