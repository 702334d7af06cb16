package world

import (
	"cmp"
	"strings"

	"github.com/osint-radar/academy/simulator/truth"
)

// Row is what the plan says of a thing that a surface shows as a row.
type Row struct {
	Cause    Cause // whole: no member is empty
	Innocent bool  // who is known to have had a hand in it, and nobody else did
}

// Rows is what the plan says of every planted thing that has a cause of its own.
// Where it says nothing a row is of ordinary life, is called by its sort, and
// came about because its first actor is there.
func (w *World) Rows() map[Ref]Row {
	r := rows{of: map[Ref]Row{}, innocent: w.innocents()}
	for _, x := range w.Posts {
		r.add(x.Ref, x.Cause, x.Account)
	}
	for _, x := range w.Rooms {
		if len(x.Members) > 0 {
			r.add(x.Ref, x.Cause, x.Members[0].Profile)
		} else {
			r.add(x.Ref, x.Cause)
		}
	}
	for _, x := range w.Messages {
		r.add(x.Ref, x.Cause, x.Author)
	}
	for _, x := range w.Listings {
		r.add(x.Ref, x.Cause, x.Seller)
	}
	for _, x := range w.Threads {
		r.add(x.Ref, x.Cause, x.Author)
	}
	for _, x := range w.ForumPosts {
		r.add(x.Ref, x.Cause, x.Author)
	}
	for _, x := range w.PrivateMessages {
		r.add(x.Ref, x.Cause, x.From)
	}
	for _, x := range w.Clips {
		r.add(x.Ref, x.Cause, x.Account)
	}
	for _, x := range w.ClipComments {
		r.add(x.Ref, x.Cause, x.Account)
	}
	for _, x := range w.Journeys {
		r.add(x.Ref, x.Cause, x.Vehicle)
	}
	for _, x := range w.Customers {
		r.add(x.Ref, x.Cause, x.Ref) // opens itself: its owner may be of the crowd
	}
	r.money(w)
	for _, t := range w.Case.Tables {
		for i, c := range t.Causes {
			r.add(t.Row(i), c)
		}
	}
	return r.of
}

func (r rows) money(w *World) {
	for _, x := range w.Payments {
		r.add(x.Ref, x.Cause, x.From, x.To)
	}
	for _, x := range w.TokenPayments {
		r.add(x.Ref, x.Cause, x.From, x.To)
	}
	for _, x := range w.CoinEntries {
		r.add(x.Ref, x.Cause, x.Customer)
	}
	for _, x := range w.Orders {
		r.add(x.Ref, x.Cause, x.Sender, x.Receiver)
	}
	for _, x := range w.Settlements {
		r.add(x.Ref, x.Cause, x.From, x.To)
	}
	for _, x := range w.Transfers {
		r.add(x.Ref, x.Cause, x.From, x.To)
	}
}

// rows is Rows being made; innocent says of every actor whether it is.
type rows struct {
	of       map[Ref]Row
	innocent map[Ref]bool
}

// add enters a row with its actors, of whom "" is a stranger.
func (r rows) add(ref Ref, c Cause, actors ...Ref) {
	known, guilty, first := false, false, Ref("")
	for _, a := range actors {
		innocent, ok := r.innocent[a]
		known, guilty, first = known || ok, guilty || ok && !innocent, cmp.Or(first, a)
	}
	sort, _, _ := strings.Cut(string(ref), ":")
	like := Cause{"life", sort, string(cmp.Or(first, ref))}
	r.of[ref] = Row{c.Whole(like), known && !guilty}
}

// Whole fills what a cause leaves empty with that of another.
func (c Cause) Whole(like Cause) Cause {
	return Cause{cmp.Or(c.Saga, like.Saga), cmp.Or(c.Step, like.Step), cmp.Or(c.Cause, like.Cause)}
}

// innocents are all that can act, with whether an innocent person, firm or
// somebody of the crowd stands behind it.
func (w *World) innocents() map[Ref]bool {
	out := map[Ref]bool{}
	for _, x := range w.People {
		out[x.Ref] = x.Innocent
	}
	of := func(ref, owner Ref) { out[ref] = owner == "" || out[owner] }
	for _, x := range w.Accounts {
		of(x.Ref, x.Owner)
	}
	for _, x := range w.Profiles {
		of(x.Ref, x.Owner)
	}
	for _, x := range w.Sellers {
		of(x.Ref, x.Owner)
	}
	for _, x := range w.ForumMembers {
		of(x.Ref, x.Owner)
	}
	for _, x := range w.LoopiAccounts {
		of(x.Ref, x.Owner)
	}
	for _, x := range w.Wallets {
		of(x.Ref, x.Owner)
	}
	for _, x := range w.TokenWallets {
		of(x.Ref, x.Owner)
	}
	for _, x := range w.PayAccounts {
		of(x.Ref, x.Owner)
	}
	for _, x := range w.Vehicles {
		of(x.Ref, cmp.Or(x.Driver, x.Owner))
	}
	for _, x := range w.Brokers {
		of(x.Ref, x.Owner)
	}
	for _, x := range w.Customers {
		of(x.Ref, x.Owner)
	}
	for _, f := range w.Facts { // what the truth says of one holds
		if f.Kind == truth.Entity {
			out[f.Ref] = f.Innocent
		}
	}
	return out
}
