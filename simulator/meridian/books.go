package meridian

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/clientele"
	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// The customers of each exchange beside those of the story.
const crowd = 18

// exchanges are those of the story: KoinGate and a second one answer, a third says
// who a customer is and no more, Obolos-X says nothing. The firm's money comes to
// four accounts, straight to three of them: the owner's, that of payments and the
// print shop's, which made its posters. The first two are frozen, so that the ledger
// and the exchanges alone do not tell the owner. The largest account is the sister's,
// to whom a cousin sends what his family circle saves. A bridge stands between the
// two ledgers.
func (p *plan) exchanges() error {
	service := func(ref, name, legal, kind, register, answers string) {
		p.AddPerson(ref, "exchange", legal, true, kind != world.Unlicensed)
		if kind == world.Licensed {
			register = p.FileNumber(register, ref)
		}
		slug, wallet := draft.Slug(name, "-"), world.Ref("wallet:"+ref)
		p.W.Exchanges = append(p.W.Exchanges, world.Exchange{
			Ref: world.Ref("exchange:" + ref), Slug: slug, Name: name, Legal: legal, Owner: world.Ref("person:" + ref), Kind: kind,
			Register: register, Host: slug + ".test", Answers: answers, Deposits: wallet + "/deposits", Hot: wallet + "/hot",
		})
	}
	service("koingate", "KoinGate", "KoinGate Training Ltd", world.Licensed, "XA-CASP", world.AnswersAll)
	second, third := p.Title("second-exchange", "{A} {N} Coins"), p.Title("third-exchange", "{A} {N} Assets")
	service("second", second, second+" Ltd", world.Licensed, "XB-CASP", world.AnswersAll)
	service("third", third, third+" Ltd", world.Licensed, "XC-CASP", world.AnswersPart)
	service("obolos-x", "Obolos-X", p.Title("obolos-holder", "{A} {N} Holdings"), world.Unlicensed, "", world.AnswersNone)
	service("pontobridge", "PontoBridge", p.Title("bridge-holder", "{A} {N} Foundation"), world.Bridge, "", world.AnswersNone)
	frozen := func(of string) time.Time {
		return p.W.Opens.Add(-time.Duration(p.Draw("frozen", of).Between(20*3600, 34*3600)) * time.Second)
	}
	p.customer("koingate", "owner", 0, frozen("owner"))
	p.customer("koingate", "sister", 1, time.Time{})
	p.customer("third", "printer", 0, time.Time{})
	p.customer("second", "manager", 0, time.Time{})
	p.customer("second", "banco", 1, frozen("banco"))
	p.customer("obolos-x", "owner", 0, time.Time{})
	p.W.Wallet("wallet:koingate/deposits").Addresses = 2
	p.W.Wallet("wallet:second/deposits").Addresses = 2

	p.deposits("fees", "koingate", "owner", 0, []int{62, 74, 84}, 1_200_000, 1_400_000)
	p.deposits("home", "koingate", "sister", 1, []int{60, 72, 83}, 1_750_000, 1_850_000)
	p.deposits("manager", "second", "manager", 0, []int{77, 90}, 380_000, 450_000)
	p.deposits("guarantee", "second", "banco", 1, []int{72, 86}, 450_000, 550_000)
	p.deposits("fees", "third", "printer", 0, []int{70, 87}, 120_000, 180_000)
	p.outToObolos(1, 77, 900_000, 1_000_000)
	p.outToObolos(2, 87, 500_000, 700_000)
	s := p.Draw("move", "")
	at := p.pay("move", "guarantee", "obolos-x/deposits", 1_900_000, 2_400_000, p.W.Opens.Add(p.spec.Effects[fundsMove]).Add(-time.Duration(s.Between(20, 240))*time.Second), "flight", "move")
	p.book("obolos-x", "owner", world.CoinDeposit, "payment:move", p.credit("move", at), "", "")

	p.token()
	if err := clientele.FillBridge(p.W, "exchange:pontobridge", crossers); err != nil {
		return fmt.Errorf("exchanges: %w", err)
	}
	for _, x := range []string{"exchange:obolos-x", "exchange:third", "exchange:second", "exchange:koingate"} {
		if err := clientele.Fill(p.W, world.Ref(x), crowd); err != nil {
			return fmt.Errorf("exchanges: %w", err)
		}
	}
	return nil
}

// customer opens an account at an exchange under its holder's own name. The
// owner's mailbox is the one that stands in the registration of the firm's page;
// where the others have theirs says no more than where ordinary customers have.
func (p *plan) customer(x, of string, address int, frozen time.Time) {
	s := p.Draw("customer/"+x, of)
	name := p.NameOf(of)
	email := clientele.Email(p.Draw("mailbox/"+x, of), name, p.Names["mail"])
	if of == "owner" && x == "koingate" {
		email = p.Names["registrant"]
	}
	p.W.Customers = append(p.W.Customers, world.Customer{
		Ref: world.Ref("customer:" + x + "/" + of), Exchange: world.Ref("exchange:" + x), Number: world.DrawAccountNumber(s), Owner: world.Ref("person:" + of),
		Name: name, Document: world.DrawDocument(s), Email: email, Phone: p.Number("customer/" + x + "/" + of), Address: address,
		Opened: p.On("customer/"+x+"/"+of, -int(s.Between(30, 400))), Frozen: frozen,
	})
}

// deposits pays a customer's address on some days, by a wallet of the story.
func (p *plan) deposits(from, x, of string, address int, days []int, low, high int64) {
	for i, day := range days {
		ref := fmt.Sprintf("deposit/%s/%s/%d", x, of, i+1)
		at := p.pay(ref, from, x+"/deposits", low, high, p.On(ref, day), "accounts", "deposit")
		p.W.Payments[len(p.W.Payments)-1].ToAddress = address
		p.book(x, of, world.CoinDeposit, "payment:"+ref, p.credit(ref, at), "", "")
	}
}

// outToObolos takes coins from the owner's account to the one at Obolos-X.
func (p *plan) outToObolos(n, day int, low, high int64) {
	ref := fmt.Sprintf("out/%d", n)
	asked := p.On(ref, day)
	at := p.pay(ref, "koingate/hot", "obolos-x/deposits", low, high, asked.Add(time.Duration(p.Draw("out", ref).Between(600, 7000))*time.Second), "accounts", "withdrawal")
	p.book("koingate", "owner", world.CoinWithdrawal, "payment:"+ref, asked, p.NameOf("owner"), "exchange:obolos-x")
	p.book("obolos-x", "owner", world.CoinDeposit, "payment:"+ref, p.credit(ref, at), p.NameOf("owner"), "exchange:koingate")
}

// credit is when a deposit is in the books.
func (p *plan) credit(of string, paid time.Time) time.Time {
	return paid.Add(time.Duration(p.Draw("credit", of).Between(155*60, 470*60)) * time.Second)
}

func (p *plan) book(x, of, kind, payment string, at time.Time, other string, via world.Ref) {
	cause := world.Cause{Saga: "accounts", Step: kind}
	if kind == world.CoinDeposit { // a withdrawal is asked for before it is paid
		cause.Cause = payment
	}
	p.W.CoinEntries = append(p.W.CoinEntries, world.CoinEntry{
		Ref: world.Ref(fmt.Sprintf("entry:%s/story-%d", x, len(p.W.CoinEntries)+1)), Customer: world.Ref("customer:" + x + "/" + of), Kind: kind,
		Payment: world.Ref(payment), At: at.Truncate(time.Second), Other: other, Via: via, Cause: cause,
	})
}

// amount is what a payment of the story moves.
func (p *plan) amount(payment world.Ref) int64 {
	for _, y := range p.W.Payments {
		if y.Ref == payment {
			return y.AmountSat
		}
	}
	return 0
}
