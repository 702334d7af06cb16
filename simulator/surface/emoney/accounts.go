package emoney

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/typology"
	"github.com/osint-radar/academy/simulator/world"
)

const accountsHead = "account,holder,opened,balance\n"

// accountsFile writes the accounts of a block, the institution's own last, and
// binds those of the story.
func (b *block) accountsFile(out *dataset.Writer) error {
	path := accountsPath(b.index)
	f, err := out.Create(path, "emoney", "spreadsheet")
	if err != nil {
		return err
	}
	if _, err := f.Write([]byte(accountsHead)); err != nil {
		return err
	}
	line, extra, s := make([]byte, 0, longest), b.carried(), b.ledger.account.Stream(0, 0)
	for _, i := range b.shuffled() {
		holder := "person"
		if world.Business(b.base + i) {
			holder = "business"
		}
		if err := f.Record(b.accountLine(line, i, holder, b.opening(i, s)+extra[i], s)); err != nil {
			return err
		}
	}
	line = append(line, b.float[:]...)
	line = append(line, ",institution,2019-01-01,"...)
	line = append(appendAmount(line, b.floatOpening()), '\n')
	if err := f.Record(line); err != nil {
		return err
	}
	for i := range b.ledger.w.PayAccounts {
		a := &b.ledger.w.PayAccounts[i]
		if a.Number < b.base || a.Number >= b.base+len(b.accounts) {
			continue
		}
		n := b.accounts[a.Number-b.base].number
		out.Bind(string(a.Ref), dataset.Bound{
			Records:     []string{path + "#" + string(n[:])},
			Selectors:   []truth.Selector{{Kind: "payment_account", Platform: "zefir-pay", Value: string(n[:])}},
			VisibleFrom: b.ledger.start.Unix(),
		})
	}
	_, err = f.Close()
	return err
}

func accountsPath(block int) string { return fmt.Sprintf("emoney/accounts/%03d.csv", block) }

// accountLine appends an account. s may stand anywhere among the accounts' draws.
func (b *block) accountLine(line []byte, i int, holder string, balance int64, s *stream.Stream) []byte {
	line = append(line, b.accounts[i].number[:]...)
	line = append(append(append(line, ','), holder...), ',')
	age, _ := s.Draw(uint64(b.base+i), 4, 0)
	opened := b.ledger.start.Add(-time.Duration(1+age>>32*1800>>32) * 24 * time.Hour)
	line = append(opened.AppendFormat(line, time.DateOnly), ',')
	return append(appendAmount(line, balance), '\n')
}

// shuffled is the accounts in a drawn order: the order of a file says nothing of
// who is a business or who lives next to whom.
func (b *block) shuffled() []int {
	return b.ledger.account.Stream(uint64(b.index), 5).Perm(len(b.accounts))
}

// carried is what sagas that began before the books have left on accounts of the block.
func (b *block) carried() []int64 {
	extra := b.weights // nobody needs them any more
	clear(extra)
	add := func(account int, amount int64) {
		if i := account - b.base; i >= 0 && i < len(extra) {
			extra[i] += amount
		}
	}
	b.sagas(-1, 1, func(_ *typology.Saga, list []typology.Planned) {
		for _, r := range list {
			if r.At < 0 {
				add(r.From, -r.Amount)
				add(r.To, r.Amount)
			}
		}
	})
	return extra
}

// floatOpening is what the institution's account of the block can be asked for in
// all days: incomes, wages rounded up, planted top-ups, the daily reserve.
func (b *block) floatOpening() int64 {
	e := b.ledger.e
	months := int64(e.Days/28 + 2)
	var sum int64
	for i := range b.accounts {
		sum += b.accounts[i].income
	}
	sum += int64(len(b.businesses)) * 1000_00
	sum = sum*months + int64(e.Days)*b.reserve()
	b.sagas(-1, e.Days/typology.MonthDays+1, func(_ *typology.Saga, list []typology.Planned) {
		for _, r := range list {
			if r.From == outside && r.Block == b.index {
				sum += r.Amount
			}
		}
	})
	for _, t := range b.ledger.w.Transfers {
		if t.From == "" {
			sum += t.Amount
		}
	}
	return sum
}
