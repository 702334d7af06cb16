// Package casp is the surface of services for crypto-assets, such as KoinGate:
// what their request portal tells anybody, and what their books hold for whoever
// has a granted request.
//
//	casp/portal.jsonl                            a row a provider: who it is, whether it is authorised, what a request needs
//	casp/private/<provider>/accounts.jsonl       a row a customer, by number: where a request's key is looked up
//	casp/private/<provider>/<number>/account.csv    who the customer is
//	casp/private/<provider>/<number>/movements.csv  deposits and withdrawals
//	casp/private/<provider>/<number>/logins.csv     when and from where
//	casp/private/<provider>/answer.txt           of one that does not answer: that it does not
//
// Rows as in package record; every table that is handed out says in each row
// that it is synthetic. Replies are tables alone: no document format is written.
//
// # What is private
//
// Everything below casp/private/ is released by a granted request, as the rooms
// of package messenger are: the range reads no file of that folder. Who hands a
// reply out takes one account's folder and nothing else; the whole dataset is
// handed out after the release alone, with the truth.
//
// # The books and the ledger
//
// An amount is the output of the payment on TESTCHAIN-U to the satoshi, and an
// address is where it went. Which transaction that was the books do not say:
// no surface reads another, and to find it is the analyst's work. From where a
// deposit came is on the ledger alone, too. An unauthorised provider answers in
// part or not at all; then its books are not in the dataset, whatever the plan
// has of them.
//
// All customers come from the plan, since only planned payments reach the
// ledger with a name; package clientele plans the ordinary ones.
package casp

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface writes the portal and the replies. The zero value is ready to use.
type Surface struct{}

const (
	surface = "casp"
	portal  = "casp/portal.jsonl"
	label   = media.Label
)

var tools = []string{"spreadsheet"}

// Name is "casp".
func (Surface) Name() string { return surface }

// Parts is 1 for the portal, and one for each provider.
func (Surface) Parts(w *world.World) int { return 1 + len(w.Exchanges) }

// Emit writes the portal (part 0), or what one provider answers.
func (Surface) Emit(ctx context.Context, w *world.World, part int, out *dataset.Writer) error {
	if part == 0 {
		return providers(w, out)
	}
	x := &w.Exchanges[part-1]
	if x.Answers == world.AnswersNone {
		text := fmt.Sprintf("%s\n\nRequest to %s (%s)\n\nThe request was delivered. No answer came within the time set.\n%s is not authorised as a provider of services for crypto-assets.\n", label, x.Name, x.Legal, x.Name)
		_, err := out.Put("casp/private/"+x.Slug+"/answer.txt", surface, []byte(text))
		return err
	}
	return newHouse(w, x).write(ctx, out)
}

// providers writes the portal.
func providers(w *world.World, out *dataset.Writer) error {
	f, err := out.Create(portal, surface, "browser")
	if err != nil {
		return err
	}
	list := slices.Clone(w.Exchanges)
	slices.SortFunc(list, func(a, b world.Exchange) int { return cmp.Compare(a.Slug, b.Slug) })
	for _, x := range list {
		if err := f.JSON(provider(x)); err != nil {
			return err
		}
		out.Bind(string(x.Ref), dataset.Bound{
			Records: []string{portal + "#" + x.Slug}, VisibleFrom: w.Start.Unix(),
			Selectors: []truth.Selector{{Kind: "name", Value: x.Name}, {Kind: "url", Value: "http://" + x.Host + "/"}},
		})
	}
	_, err = f.Close()
	return err
}

// provider is what the portal says of an exchange.
func provider(x world.Exchange) record.Provider {
	p := record.Provider{
		ID: x.Slug, Name: x.Name, Legal: x.Legal, Kind: "exchange", Authorised: x.Kind == world.Licensed, Register: x.Register, Host: x.Host, Answers: x.Answers, Label: label,
		Keys:  []string{"account number", "deposit address", "name", "document", "e-mail", "telephone"},
		Needs: []string{"one request key", "period", "legal basis", "reason why the data are necessary"},
	}
	if x.Kind == world.Bridge {
		p.Kind = "bridge"
	}
	switch x.Answers {
	case world.AnswersAll:
		p.Desk, p.Remark = "requests@"+x.Host, "Answers requests that state all of this."
	case world.AnswersPart:
		p.Desk, p.Remark = "requests@"+x.Host, "Says who the customer is, and nothing of movements and log-ins."
	default:
		p.Remark = "Is known to leave requests without an answer."
	}
	return p
}
