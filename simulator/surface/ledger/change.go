package ledger

import "github.com/osint-radar/academy/simulator/stream"

// change says where a wallet sends what is left of its coins.
type change int

const (
	fresh  change = iota // to an address that was never used (BIP 44's internal chain)
	same                 // back to the address that paid: Meiklejohn et al. 2013 call it self-change
	rotate               // to any of its receiving addresses
)

var changes = stream.Lots([]int64{fresh: 50, same: 25, rotate: 25}...)

// changeTo is where what is left of ins goes. Who follows money takes the one
// output at an address that was never seen for the payer's own change: the second
// heuristic of Meiklejohn et al., A Fistful of Bitcoins, 2013, which they leave
// aside where an output goes back to an address that paid. Its twin is a payment
// at an address that nobody has paid before, beside change that went to one of the
// wallet's older addresses: rotate makes the heuristic name a stranger. Wallets of
// the crowd have all three habits; one of the story has self-change (or fresh
// change, world.Wallet.Fresh), and one that is Ordinary draws its habit as they do.
func (p *purse) changeTo(ins []coin, s *stream.Stream) *address {
	switch p.back {
	case same:
		return ins[0].to
	case rotate:
		return p.any(s)
	default:
		return p.unused()
	}
}
