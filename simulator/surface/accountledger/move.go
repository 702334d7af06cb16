package accountledger

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/ether"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// gas is what a transfer of tokens uses: 21,000 for the transaction, 4 for a
// zero byte of data and 16 for another (EIP-2028), 1,756 for a log with three
// topics and a word, 5,000 for the payer's balance, as much for the payee's, and
// 15,000 more where that was nought; 2,400 for the rest.
func gas(data []byte, fresh bool) uint64 {
	used := 21_000 + 1_756 + 5_000 + 5_000 + 2_400 + calldata(data)
	if fresh {
		used += 15_000
	}
	return used
}

func calldata(data []byte) (used uint64) {
	for _, b := range data {
		used += 4
		if b != 0 {
			used += 12
		}
	}
	return used
}

// What a transaction may use: plain ones exactly what they need, others what
// wallets usually allow.
const (
	plainGas = 21_000
	tokenGas = 90_000
	makeGas  = 300_000
)

// price is what one pays for gas at a time, in wei: a level of the hour, and
// what the payer's program makes of it.
func (c *chain) price(at int64, line int) uint64 {
	hour := int((at - c.w.Start.Unix()) / 3600)
	day := c.draw("gas", 0, hour/24).Between(9, 30)
	level := day*gwei + c.draw("gas", 1, hour).Between(-3, 5)*gwei
	s := c.draw("tip", line, 0)
	if s.Chance(1, 3) {
		return uint64(level + s.Between(1, 4)*gwei/2)
	}
	return uint64(level + s.Between(0, 2*gwei))
}

// do carries out one action in the block of a time, or leaves it.
func (c *chain) do(a action, at int64) {
	price := c.price(at, a.line)
	if a.native {
		c.plain(a, at, price)
		return
	}
	amount := a.amount
	if a.sweep {
		if amount = a.from.tokens; amount < a.amount || amount == 0 {
			return
		}
	}
	fee := new(big.Int).Mul(big.NewInt(tokenGas), new(big.Int).SetUint64(price))
	free := a.from.tokens
	if a.ref == "" {
		free -= a.from.kept
	}
	switch {
	case free < amount:
		c.buy(a, at)
		return
	case a.from.wei.Cmp(fee) < 0:
		c.refuel(a, at)
		return
	}
	data := ether.Transfer(a.to.addr, uint64(amount))
	used := gas(data, a.to.tokens == 0)
	p := c.sign(a.from, &c.token, new(big.Int), data, tokenGas, price, used)
	p.logs = []ether.Log{ether.Transferred(c.token, a.from.addr, a.to.addr, uint64(amount))}
	a.from.tokens -= amount
	a.to.tokens += amount
	a.to.kept += a.keep
	if a.ref != "" {
		a.from.kept = max(a.from.kept-amount, 0)
	}
	c.enter(p, a, at, amount)
	if a.to.house != nil && !a.to.sweeps {
		c.collect(a.to, at)
	}
}

// plain moves the chain's coin.
func (c *chain) plain(a action, at int64, price uint64) {
	value := new(big.Int).Mul(big.NewInt(a.amount), big.NewInt(gwei))
	fee := new(big.Int).Mul(big.NewInt(plainGas), new(big.Int).SetUint64(price))
	if a.from.wei.Cmp(new(big.Int).Add(value, fee)) < 0 {
		return
	}
	p := c.sign(a.from, &a.to.addr, value, nil, plainGas, price, plainGas)
	a.from.wei.Sub(a.from.wei, value)
	a.to.wei.Add(a.to.wei, value)
	c.enter(p, a, at, 0)
}

// sign makes a transaction and takes its fee.
func (c *chain) sign(from *account, to *ether.Address, value *big.Int, data []byte, limit, price, used uint64) sealed {
	p := sealed{tx: ether.Tx{Nonce: from.nonce, GasPrice: price, Gas: limit, To: to, Value: value, Data: data}, from: from, used: used}
	p.tx.Sign(from.key)
	p.raw = p.tx.Raw()
	p.hash = ether.Keccak(p.raw)
	fee := new(big.Int).Mul(new(big.Int).SetUint64(used), new(big.Int).SetUint64(price))
	from.wei.Sub(from.wei, fee)
	c.miner.wei.Add(c.miner.wei, fee)
	from.nonce++
	c.touched[from], c.touched[c.miner] = true, true
	return p
}

// enter puts a transaction into the block and binds what it shows.
func (c *chain) enter(p sealed, a action, at, amount int64) {
	index := 0
	for _, x := range c.pending {
		index += len(x.logs)
	}
	c.pending = append(c.pending, p)
	c.touched[a.to] = true
	for _, x := range []*account{a.from, a.to} {
		if _, seen := c.first[x]; !seen {
			c.first[x] = shown{p.hash, at}
		}
	}
	if a.ref == "" {
		return
	}
	delete(c.left, a.ref)
	b := dataset.Bound{Records: []string{record.AccountBlocksFile + "#" + p.hash.Hex()}, VisibleFrom: at}
	if amount > 0 {
		b.Tx, b.LogIndex, b.Amount = p.hash.Hex(), index, amount
	}
	c.out.Bind(string(a.ref), b)
}

// mint makes the token in block 1 and gives the exchanges and bridges theirs.
func (c *chain) mint() error {
	const supply = 100_000_000 * dollar
	at := c.w.Start.Unix() + tick
	used := uint64(53_000+20_000+1_756+200*len(code)) + calldata(code)
	p := c.sign(c.issuer, nil, new(big.Int), code, makeGas, c.price(at, 0), used)
	p.made, p.logs = &c.token, []ether.Log{ether.Transferred(c.token, ether.Address{}, c.issuer.addr, supply)}
	c.issuer.tokens = supply
	c.pending = append(c.pending, p)
	for i, h := range c.houses {
		c.want(action{at: at + 600*int64(i+1), from: c.issuer, to: h.hot, amount: world.TokenFloat})
	}
	for i, x := range c.w.TokenWallets {
		if x.Kind == world.BridgeVault {
			c.want(action{at: at + 7000 + 600*int64(i), from: c.issuer, to: c.of(x.Ref), amount: world.TokenFloat})
		}
	}
	return c.seal(at)
}

// unpaid says which planned payments are not on the chain.
func (c *chain) unpaid() error {
	for _, p := range c.w.TokenPayments {
		if c.left[p.Ref] {
			return fmt.Errorf("accountledger: %s could not be paid: %s lacks tokens or gas then", p.Ref, p.From)
		}
	}
	return nil
}

// bindWallets binds each wallet that occurs to its address.
func (c *chain) bindWallets() {
	for _, x := range c.w.TokenWallets {
		a := c.of(x.Ref)
		if s, ok := c.first[a]; ok {
			c.out.Bind(string(x.Ref), dataset.Bound{
				Records: []string{record.AccountBlocksFile + "#" + s.hash.Hex()}, VisibleFrom: s.at, Selectors: []truth.Selector{{Kind: "wallet", Value: a.addr.Hex()}},
			})
		}
	}
}

// planned is what the story does, in the order of time.
func (c *chain) planned() []world.TokenPayment {
	list := slices.Clone(c.w.TokenPayments)
	slices.SortStableFunc(list, func(a, b world.TokenPayment) int { return a.At.Compare(b.At) })
	return list
}
