package exercisetest

import (
	"net/netip"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/clientele"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Desk is the account at KoinGate that the stage of [Portal] has besides those
// of ordinary customers. It is opened at the start of the world's clock; a
// deposit is credited and somebody logs in on its day 40, and another deposit is
// credited three days after the exercise opens.
var Desk = world.Customer{
	Ref: "customer:koingate/desk", Exchange: "exchange:koingate", Number: "40718263", Owner: "person:koingate", Name: "Ilva Marolt", Document: "KP40Z11A76",
	Email: "ilva.m@letterbox.example", Phone: world.PhoneNumber(123),
}

// Twin is another account of the same name.
var Twin = world.Customer{
	Ref: "customer:koingate/twin", Exchange: "exchange:koingate", Number: "40718499", Owner: "person:koingate", Name: Desk.Name, Document: "KP81B27C41",
	Email: "marolt@pigeonpost.example", Phone: world.PhoneNumber(777), Address: 1,
}

// Late is an account that is opened a day after the exercise opens.
var Late = world.Customer{
	Ref: "customer:koingate/late", Exchange: "exchange:koingate", Number: "40719900", Owner: "person:koingate", Name: "Rena Lindaro", Document: "KP07D55E18",
	Email: "rena.l@hermesmail.example", Phone: world.PhoneNumber(778), Address: 2,
}

// Portal sets a stage on an empty, migrated store whose exercise is S1 in a world
// with KoinGate, which answers, PontoBridge, which says who a customer is, and
// Obolos-X, which does not answer.
func Portal(tb testing.TB, st *store.Store) *Stage {
	tb.Helper()
	content, _, err := scenarios.FS("")
	if err != nil {
		tb.Fatal(err)
	}
	return set(tb, st, content, PlanPortal)
}

// PlanPortal plans the worlds of [Portal].
func PlanPortal(spec simulator.Spec, key stream.Key) (*world.World, error) {
	w, err := simulator.Plan(spec, key)
	if err != nil {
		return nil, err
	}
	w.People = append(w.People, world.Person{Ref: "person:koingate", Org: true, Role: "exchange", Name: "KoinGate Training Ltd", Innocent: true})
	for _, x := range []world.Exchange{
		{Slug: "koingate", Name: "KoinGate", Legal: "KoinGate Training Ltd", Kind: world.Licensed, Register: "XA-CASP-0041", Answers: world.AnswersAll},
		{Slug: "pontobridge", Name: "PontoBridge", Legal: "Ponto Training Ltd", Kind: world.Bridge, Answers: world.AnswersPart},
		{Slug: "obolos-x", Name: "Obolos-X", Legal: "Obolos Holdings", Kind: world.Unlicensed, Answers: world.AnswersNone},
	} {
		x.Ref, x.Owner, x.Host = world.Ref("exchange:"+x.Slug), "person:koingate", x.Slug+".test"
		x.Deposits, x.Hot = world.Ref("wallet:"+x.Slug+"/deposits"), world.Ref("wallet:"+x.Slug+"/hot")
		w.Exchanges = append(w.Exchanges, x)
		for _, ref := range []world.Ref{x.Deposits, x.Hot} {
			w.Wallets = append(w.Wallets, world.Wallet{Ref: ref, Owner: x.Owner, Kind: "p2wpkh", Addresses: 3})
		}
	}
	desk, twin, late := Desk, Twin, Late
	desk.Opened, twin.Opened, late.Opened = w.Start, w.Start, w.Opens.AddDate(0, 0, 1)
	bridge := desk
	bridge.Ref, bridge.Exchange = "customer:pontobridge/desk", "exchange:pontobridge"
	w.Customers = []world.Customer{desk, twin, late, bridge}
	for i, at := range []time.Time{w.Start.AddDate(0, 0, 40).Add(8 * time.Hour), w.Opens.AddDate(0, 0, 3)} {
		name := []string{"one", "two"}[i]
		p := world.Payment{Ref: world.Ref("payment:desk/" + name), To: "wallet:koingate/deposits", AmountSat: 4_871_204, At: at.Add(-3 * time.Hour).Truncate(time.Second)}
		w.Payments = append(w.Payments, p)
		w.CoinEntries = append(w.CoinEntries, world.CoinEntry{
			Ref: world.Ref("entry:koingate/" + name), Customer: desk.Ref, Kind: world.CoinDeposit, Payment: p.Ref, At: at, Other: desk.Name,
		})
	}
	w.Logins = []world.Login{{Customer: desk.Ref, At: w.Start.AddDate(0, 0, 40).Add(9 * time.Hour), Addr: netip.MustParseAddr("198.51.100.77"), Agent: clientele.Agents[0]}}
	for _, x := range w.Exchanges {
		if err := clientele.Fill(w, x.Ref, 12); err != nil {
			return nil, err
		}
	}
	return w, world.Validate(w)
}

// Answered sends a request as [Asked] does and lets the clock run until the answer
// is there; pass moves the wall clock.
func Answered(tb testing.TB, room *exercise.Room, trainer, trainee training.Scope, run training.Run, pass func(time.Duration)) {
	tb.Helper()
	must(tb, room.SetSpeed(tb.Context(), trainer, run.ID, training.MaxRate))
	Asked(tb, room, trainee, run)
	pass(5 * time.Minute)
}

// Asked sends a request of a run on a stage of [Portal], about [Desk].
func Asked(tb testing.TB, room *exercise.Room, trainee training.Scope, run training.Run) {
	tb.Helper()
	_, err := room.Ask(tb.Context(), trainee, run.ID, training.Request{
		Provider: "koingate", Subject: Desk.Number, From: run.ScenarioStart.AddDate(0, 0, -90), Until: run.ScenarioStart, LegalBasis: "an order", Reason: "it is in the advertisement",
	})
	must(tb, err)
}
