package casp

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// house is one provider and its books.
type house struct {
	w        *world.World
	x        *world.Exchange
	folder   string
	kinds    map[world.Ref]string // of wallets
	payments map[world.Ref]*world.Payment
	entries  map[world.Ref][]world.CoinEntry // by customer, in the order of time
	logins   map[world.Ref][]world.Login
	sent     map[world.Ref]*world.Customer // by payment: whose withdrawal at another provider it was
}

func newHouse(w *world.World, x *world.Exchange) *house {
	h := &house{
		w: w, x: x, folder: "casp/private/" + x.Slug, kinds: map[world.Ref]string{}, payments: map[world.Ref]*world.Payment{},
		entries: map[world.Ref][]world.CoinEntry{}, logins: map[world.Ref][]world.Login{}, sent: map[world.Ref]*world.Customer{},
	}
	for _, y := range w.Wallets {
		h.kinds[y.Ref] = y.Kind
	}
	for i := range w.Payments {
		h.payments[w.Payments[i].Ref] = &w.Payments[i]
	}
	customers := map[world.Ref]*world.Customer{}
	for i := range w.Customers {
		customers[w.Customers[i].Ref] = &w.Customers[i]
	}
	for _, e := range w.CoinEntries {
		h.entries[e.Customer] = append(h.entries[e.Customer], e)
		if e.Kind == world.CoinWithdrawal {
			h.sent[e.Payment] = customers[e.Customer]
		}
	}
	for _, list := range h.entries {
		slices.SortFunc(list, func(a, b world.CoinEntry) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Ref, b.Ref)) })
	}
	for _, l := range w.Logins {
		h.logins[l.Customer] = append(h.logins[l.Customer], l)
	}
	return h
}

// address is where on the ledger a payment to a wallet arrives.
func (h *house) address(wallet world.Ref, n int) string {
	return keys.Address(h.w.Key, h.kinds[wallet], string(wallet), n)
}

// write writes the customers and what is known of each.
func (h *house) write(ctx context.Context, out *dataset.Writer) error {
	file := h.folder + "/accounts.jsonl"
	f, err := out.Create(file, surface)
	if err != nil {
		return err
	}
	var list []*world.Customer
	for i := range h.w.Customers {
		if c := &h.w.Customers[i]; c.Exchange == h.x.Ref {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b *world.Customer) int { return cmp.Compare(a.Number, b.Number) })
	for _, c := range list {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		a := record.CASPAccount{
			ID: c.Number, Name: c.Name, Document: c.Document, Email: c.Email, Phone: c.Phone, Address: h.address(h.x.Deposits, c.Address),
			OpenedAt: second(c.Opened), FrozenAt: second(c.Frozen), Folder: h.folder + "/" + c.Number,
		}
		if err := f.JSON(a); err != nil {
			return err
		}
		out.Bind(string(c.Ref), dataset.Bound{
			Records: []string{file + "#" + c.Number}, VisibleFrom: c.Opened.Unix(),
			Selectors: []truth.Selector{
				{Kind: "account", Platform: h.x.Slug, Value: c.Number},
				{Kind: "name", Platform: h.x.Slug, Value: c.Name},
				{Kind: "document", Value: c.Document},
				{Kind: "email", Value: c.Email},
				{Kind: "phone", Value: c.Phone},
				{Kind: "wallet", Value: a.Address},
			},
		})
		if err := h.account(c, a, out); err != nil {
			return err
		}
	}
	_, err = f.Close()
	return err
}

// second is the second of a moment; zero stays zero.
func second(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.UTC().Truncate(time.Second)
}

// account writes the tables of one account.
func (h *house) account(c *world.Customer, a record.CASPAccount, out *dataset.Writer) error {
	frozen := ""
	if !a.FrozenAt.IsZero() {
		frozen = stamp(a.FrozenAt)
	}
	err := table(out, a.Folder+"/account.csv", record.CASPAccountHead, [][]string{{a.ID, a.Name, a.Document, a.Email, a.Phone, a.Address, stamp(a.OpenedAt), frozen, label}})
	if err != nil || h.x.Answers != world.AnswersAll {
		return err
	}
	var rows [][]string
	for _, e := range h.entries[c.Ref] {
		row, err := h.movement(c, a, e)
		if err != nil {
			return err
		}
		rows = append(rows, row)
		out.Bind(string(e.Ref), dataset.Bound{Records: []string{a.Folder + "/movements.csv#" + row[0]}, VisibleFrom: e.At.Unix()})
	}
	if err := table(out, a.Folder+"/movements.csv", record.CASPMovementsHead, rows); err != nil {
		return err
	}
	rows = nil
	for i, l := range h.logins[c.Ref] {
		rows = append(rows, []string{h.id("login", c.Number+"/"+strconv.Itoa(i)), stamp(l.At), l.Addr.String(), l.Agent, label})
	}
	return table(out, a.Folder+"/logins.csv", record.CASPLoginsHead, rows)
}

// movement is the row of one deposit or withdrawal.
func (h *house) movement(c *world.Customer, a record.CASPAccount, e world.CoinEntry) ([]string, error) {
	p := h.payments[e.Payment]
	if p == nil {
		return nil, fmt.Errorf("casp: %s is over %q, which is no payment", e.Ref, e.Payment)
	}
	other := ""
	if x := h.w.Exchange(e.Via); x != nil {
		other = x.Name
	}
	row := []string{h.id("entry", string(e.Ref)), stamp(e.At), e.Kind, strconv.FormatInt(p.AmountSat, 10)}
	if e.Kind == world.CoinDeposit {
		number := ""
		if from := h.sent[e.Payment]; from != nil && e.Other != "" { // goes with the transfer where anything does
			number = from.Number
		}
		return append(row, e.Other, number, "", c.Name, c.Number, a.Address, other, label), nil
	}
	return append(row, c.Name, c.Number, "", e.Other, "", h.address(p.To, p.ToAddress), other, label), nil
}

// id is the visible id of a row.
func (h *house) id(kind, name string) string {
	return fmt.Sprintf("%016x", h.w.Key.Domain("id/casp/"+kind).Named(h.x.Slug+"/"+name).Uint64())
}

func stamp(t time.Time) string { return t.UTC().Truncate(time.Second).Format(time.RFC3339) }

// table writes a CSV file.
func table(out *dataset.Writer, path, head string, rows [][]string) error {
	f, err := out.Create(path, surface, tools...)
	if err != nil {
		return err
	}
	if _, err := f.Write([]byte(head + "\n")); err != nil {
		return fmt.Errorf("casp: %w", err)
	}
	for _, row := range rows {
		var line strings.Builder
		c := csv.NewWriter(&line)
		if err := c.Write(row); err != nil {
			return fmt.Errorf("casp: %w", err)
		}
		if c.Flush(); c.Error() != nil {
			return fmt.Errorf("casp: %w", c.Error())
		}
		if err := f.Record([]byte(line.String())); err != nil {
			return err
		}
	}
	_, err = f.Close()
	return err
}
