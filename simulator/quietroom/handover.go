package quietroom

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// parts is how many files the rows come in.
const parts = 6

// handover is what became of the messages on their way.
type handover struct {
	part    map[*chat]int // from 1
	rows    [parts + 1][]*message
	sent    [parts + 1]world.Table // as they left, from 1; what was delivered is in the case file
	shifted []int                  // parts whose times are off
	wrong   string                 // version of the reader that they were made with
	right   string
	hours   int // added to the right time
	short   int // the part that came without its last rows
	missing int // how many
	row     map[string]world.Ref
	number  map[string]int // of a message in the partner's count
}

// stamp is how the rows write a time: without a zone.
const stamp = "2006-01-02 15:04:05"

var columns = []string{"number", "chat", "sender", "recipient", "time", "text"}

// handOver draws which chats go into which part, reads some parts with a clock
// that is off, numbers all rows, and loses the end of one part.
func (p *plan) handOver() error {
	s := p.Draw("handover", "")
	order := s.Perm(parts)
	p.sent = handover{part: map[*chat]int{}, row: map[string]world.Ref{}, number: map[string]int{}}
	h := &p.sent
	h.shifted = []int{order[0] + 1, order[1] + 1}
	slices.Sort(h.shifted)
	h.short = order[2] + 1
	h.missing = int(s.Between(9, 40))
	for h.hours == 0 {
		h.hours = int(s.Between(-11, 12))
	}
	versions := []string{fmt.Sprintf("4.%d", s.Between(1, 4)), fmt.Sprintf("4.%d", s.Between(5, 9))}
	wrong := s.IntN(2)
	h.wrong, h.right = versions[wrong], versions[1-wrong]
	p.share(order[0] + 1)
	number := 0
	for part := 1; part <= parts; part++ {
		list := h.rows[part]
		slices.SortStableFunc(list, func(a, b *message) int {
			return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.ref, b.ref))
		})
		name := fmt.Sprintf("received-%d", part)
		t := world.Table{Ref: world.Ref("table:" + name), Name: name, Columns: columns}
		for i, m := range list {
			number++
			h.number[m.ref] = number
			h.row[m.ref] = t.Row(i)
			t.Rows = append(t.Rows, p.cells(m, number))
		}
		h.sent[part] = t
		if part == h.short {
			keep := len(list) - h.missing
			if keep < 100 {
				return fmt.Errorf("part %d: %d rows, want more than %d", part, len(list), h.missing+100)
			}
			for _, m := range list[keep:] {
				delete(h.row, m.ref)
			}
			t.Rows = t.Rows[:keep:keep]
			h.rows[part] = list[:keep]
		}
		p.W.Case.Tables = append(p.W.Case.Tables, t)
	}
	p.causes()
	return nil
}

// share puts whole chats into parts, the largest first into the smallest part,
// after the chat of the two who give orders: it goes into a part that is off.
func (p *plan) share(first int) {
	h := &p.sent
	lead := p.talk("organiser", "dispatcher")
	rest := slices.Clone(p.chats)
	slices.SortStableFunc(rest, func(a, b *chat) int {
		return cmp.Or(-compareBool(a == lead, b == lead), -cmp.Compare(a.rows, b.rows), cmp.Compare(a.ref, b.ref))
	})
	var size [parts + 1]int
	for _, c := range rest {
		into := first
		if c != lead {
			into = 1
			for part := 2; part <= parts; part++ {
				if size[part] < size[into] {
					into = part
				}
			}
		}
		h.part[c] = into
		size[into] += c.rows
	}
	for _, m := range p.said {
		h.rows[h.part[m.chat]] = append(h.rows[h.part[m.chat]], m)
	}
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// cells is a message as the partner's reader wrote it down.
func (p *plan) cells(m *message, number int) []string {
	return []string{
		strconv.Itoa(number), m.chat.id, p.accounts[m.from].id, p.accounts[m.to()].id, m.at.Add(p.off(m)).UTC().Format(stamp), m.text,
	}
}

// off is by how much the reader's time of a message is wrong.
func (p *plan) off(m *message) time.Duration {
	if slices.Contains(p.sent.shifted, p.sent.part[m.chat]) {
		return time.Duration(p.sent.hours) * time.Hour
	}
	return 0
}

// causes says of each delivered row why it is there; a cause that was lost on
// the way is none.
func (p *plan) causes() {
	for part := 1; part <= parts; part++ {
		t := p.delivered(part)
		for _, m := range p.sent.rows[part] {
			c := m.cause
			c.Cause = string(p.sent.row[c.Cause])
			t.Causes = append(t.Causes, c)
		}
	}
}

// delivered is a part as it came.
func (p *plan) delivered(part int) *world.Table {
	at := slices.IndexFunc(p.W.Case.Tables, func(t world.Table) bool { return t.Name == fmt.Sprintf("received-%d", part) })
	return &p.W.Case.Tables[at]
}

// phoneRows is how much of the dispatcher's phone the prosecutor let be read.
const phoneRows = 24

// ownPhone is the second source: messages on a phone of the home State's own
// proceedings, with the moment at which it had them. A third of them stand in
// the parts that are off; none is the first order of a trip, which is asked for.
func (p *plan) ownPhone() {
	var off, fine []*message
	seen := map[string]int{}
	for _, m := range p.said {
		seen[m.chat.id+m.text]++
	}
	first := p.firstOrder()
	for _, m := range p.said {
		mine := m.chat.a == "dispatcher" || m.chat.b == "dispatcher"
		if !mine || m == first || m.class != relevant || seen[m.chat.id+m.text] > 1 || p.sent.row[m.ref] == "" {
			continue
		}
		if p.off(m) != 0 {
			off = append(off, m)
		} else {
			fine = append(fine, m)
		}
	}
	var list []*message
	for _, from := range []struct {
		name string
		list []*message
		n    int
	}{{"off", off, phoneRows / 3}, {"fine", fine, phoneRows - phoneRows/3}} {
		for _, i := range p.Draw("phone", from.name).Perm(len(from.list))[:min(from.n, len(from.list))] {
			list = append(list, from.list[i])
		}
	}
	slices.SortFunc(list, func(a, b *message) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.ref, b.ref)) })
	rows, causes := make([][]string, len(list)), make([]world.Cause, len(list))
	for i, m := range list {
		late := time.Duration(p.Draw("late", m.ref).Between(0, 6)) * time.Second
		rows[i] = []string{m.chat.id, m.at.Add(late).UTC().Format(time.RFC3339), m.text}
		causes[i] = world.Cause{Saga: m.cause.Saga, Step: m.cause.Step, Cause: string(p.sent.row[m.ref])}
		if ref := p.named["phone"]; ref == "" && p.off(m) != 0 {
			p.named["phone"], p.named["phone/row"] = world.Ref(fmt.Sprintf("row:own-phone/%d", i+1)), p.sent.row[m.ref]
		}
	}
	p.table("own-phone", []string{"chat", "arrived_at", "text"}, rows, causes)
}

// firstOrder is the earliest message that orders a trip.
func (p *plan) firstOrder() (first *message) {
	for _, m := range p.said {
		if m.cause.Step == "order" && m.from == "organiser" && (first == nil || m.at.Before(first.at)) {
			first = m
		}
	}
	return first
}
