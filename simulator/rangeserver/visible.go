package rangeserver

import (
	"strconv"
	"strings"
	"time"

	"github.com/btcsuite/btcd/chaincfg/chainhash"

	"github.com/osint-radar/academy/simulator/record"
)

// VisibleFrom returns the scenario time from which a record of the dataset
// ("microblog/statuses.jsonl#1093") is public; false for one that is not there.
func (d *Dataset) VisibleFrom(rec string) (time.Time, bool) {
	file, id, _ := strings.Cut(rec, "#")
	switch file {
	case "microblog/statuses.jsonl":
		if s := d.blog.statusID[id]; s != nil {
			return s.CreatedAt, true
		}
	case "microblog/accounts.jsonl":
		if a := d.blog.accountID[id]; a != nil {
			return a.CreatedAt, true
		}
	case "microblog/media.jsonl":
		if m := d.blog.media[id]; m != nil {
			return m.VisibleFrom, true
		}
	case "web/pages.jsonl":
		for _, s := range d.sites {
			for _, versions := range s.pages {
				for _, p := range versions {
					if p.ID == id {
						return p.VisibleFrom, true
					}
				}
			}
		}
	case "infra/dns.jsonl":
		for _, rows := range d.infra.names {
			for _, row := range rows {
				if row.ID == id {
					return row.ValidFrom, true
				}
			}
		}
	case "infra/registrations.jsonl":
		for _, states := range d.infra.domains {
			for _, s := range states {
				if s.ID == id {
					return s.ValidFrom, true
				}
			}
		}
	case "infra/networks.jsonl":
		for _, n := range d.infra.networks {
			if n.ID == id {
				return n.Registered, true
			}
		}
	case "infra/ct.jsonl":
		for _, e := range d.infra.certificates {
			if strconv.FormatInt(e.ID, 10) == id {
				return e.EntryTimestamp.Time, true
			}
		}
	case "infra/pdns.jsonl":
		name, _, _ := strings.Cut(id, "/")
		for _, o := range d.infra.seen[strings.ToLower(name)] {
			if o.Key() == id {
				return time.Unix(o.TimeFirst, 0).UTC(), true
			}
		}
	case "ledger/blk00000.dat":
		if hash, err := chainhash.NewHashFromStr(id); err == nil && d.ledger != nil {
			if tx, ok := d.ledger.Tx(*hash, d.ledger.Tip()); ok {
				return d.ledger.Time(tx.Height), true
			}
		}
	case record.AccountBlocksFile:
		if d.accounts != nil {
			return d.accounts.visibleTx(id)
		}
	default:
		if d.kurjer != nil && strings.HasPrefix(file, "messenger/") {
			if from, ok := d.kurjer.visible(file, id); ok {
				return time.Unix(0, from).UTC(), true
			}
		}
		if d.agora != nil {
			if from, ok := d.agora.visible(file, id); ok {
				return time.Unix(0, from).UTC(), true
			}
		}
		if d.loopi != nil {
			if from, ok := d.loopi.visible(file, id); ok {
				return time.Unix(0, from).UTC(), true
			}
		}
		if d.bazaar != nil {
			if from, ok := d.bazaar.visible(file, id); ok {
				return time.Unix(0, from).UTC(), true
			}
		}
	}
	return time.Time{}, false
}
