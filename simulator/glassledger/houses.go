package glassledger

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/clientele"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// seats are the States in one of which the licensed exchange has its seat.
var seats = []string{"DE", "RO", "EL"}

// seat is the State of the licensed exchange.
func (p *plan) seat() string { return seats[p.Deal("seat", len(seats))] }

// exchanges makes the two exchanges and the bridge, and the accounts of the
// story at them.
func (p *plan) exchanges() {
	x := func(slug, name, owner, kind, register, answers string) {
		p.W.Exchanges = append(p.W.Exchanges, world.Exchange{
			Ref: world.Ref("exchange:" + slug), Slug: slug, Name: name, Legal: p.NameOf(owner), Owner: world.Ref("person:" + owner), Kind: kind,
			Register: register, Host: slug + ".test", Answers: answers, Deposits: wallet(slug + "/deposits"), Hot: wallet(slug + "/hot"),
		})
	}
	x("koingate", "KoinGate", "koingate", world.Licensed, fmt.Sprintf("%s-CASP-%04d", p.seat(), p.Draw("register", "").Between(1000, 9999)), world.AnswersAll)
	x("obolos-x", "Obolos-X", "obolos", world.Unlicensed, "", world.AnswersNone)
	x("pontobridge", "PontoBridge", "bridge", world.Bridge, "", world.AnswersNone)
	p.customer("koingate", "runner", p.NameOf("runner"), p.phone("runner"), 0, 33)
	p.customer("koingate", "poisoned", p.NameOf("poisoned"), p.phone("poisoned"), 1, -180)
	p.customer("obolos-x", "coordinator", p.Person("coordinator/papers"), p.Number("coordinator/papers"), 0, 30)
}

// customer opens an account on a day of the clock. At the exchange that asks
// nothing the name is not the holder's.
func (p *plan) customer(slug, ref, name, phone string, address, day int) {
	s := p.Draw("customer", slug+"/"+ref)
	c := world.Customer{
		Ref: world.Ref("customer:" + slug + "/" + ref), Exchange: world.Ref("exchange:" + slug), Owner: world.Ref("person:" + ref), Name: name, Phone: phone,
		Number: world.DrawAccountNumber(s), Document: world.DrawDocument(s), Address: address, Opened: p.On("opened/"+slug+"/"+ref, day),
		Email: fmt.Sprintf("%s%d@%s", strings.ToLower(strings.ReplaceAll(name, " ", ".")), s.Between(1, 99), stream.Pick(s, clientele.MailHosts)),
		Cause: world.Cause{Saga: "cast", Step: "account"},
	}
	p.W.Customers = append(p.W.Customers, c)
	addr := netip.AddrFrom4([4]byte{198, 51, 100, byte(s.Between(1, 254))})
	first := max(day, 0) + 1
	for d := first; d < p.openDay(); d += int(s.Between(3, 11)) {
		p.W.Logins = append(p.W.Logins, world.Login{
			Customer: c.Ref, At: p.On(fmt.Sprintf("login/%s/%d", c.Ref, d), d), Addr: addr, Agent: stream.Pick(s, []string{"app 5.1 (phone)", "web (desktop)"}),
		})
	}
}

// credit enters the line of a deposit that was paid, some hours after it.
func (p *plan) credit(payment, customer, other string, cause world.Cause) {
	y := p.paid(payment)
	least, most := int64(world.CreditedAfter/time.Second), int64(world.CreditedWithin/time.Second)
	p.W.CoinEntries = append(p.W.CoinEntries, world.CoinEntry{
		Ref: world.Ref("entry:" + payment), Customer: world.Ref("customer:" + customer), Kind: world.CoinDeposit, Payment: y.Ref, Other: other,
		At: y.At.Add(time.Duration(p.Draw("credited", payment).Between(least, most)) * time.Second), Cause: cause,
	})
}

// clients fills the books with everybody else, and the bridge with others who use it.
func (p *plan) clients() error {
	if err := clientele.FillBridge(p.W, "exchange:pontobridge", 18); err != nil {
		return err
	}
	if err := clientele.Fill(p.W, "exchange:obolos-x", 12); err != nil {
		return err
	}
	return clientele.Fill(p.W, "exchange:koingate", 40)
}

// phone is the number of somebody of the cast, entered once.
func (p *plan) phone(ref string) string {
	n := p.Number(ref)
	for _, x := range p.W.Phones {
		if x.Number == n {
			return n
		}
	}
	p.W.Phones = append(p.W.Phones, world.Phone{Ref: world.Ref("phone:" + ref), Number: n, Owner: world.Ref("person:" + ref)})
	return n
}
