package solver

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// till is the financial investigator of S4 at work: both ledgers, the chat that
// the order names, and the books of the two accounts.
type till struct {
	folder
	desk   *desk
	chain  *blocks
	moves  []transfer
	chat   []map[string]string
	books  map[string]string // deposit address to account number, of the order
	tags   map[string]string
	own    map[string]string // address to who shows it on his own page or bill
	relay  string            // the wallet that feeds both exchanges
	runner string            // his account number
}

// transfer is a payment of the token on TESTCHAIN-A.
type transfer struct {
	from, to, tx string
	micro        int64
	index        int
	at           time.Time
}

// TestGlassLedger: the money of S4 is followed over both ledgers; TESTCHAIN-A is asked
// on the range, and all else is read from files.
// By chance another team may hold a rung, be inside the band of the families, or
// have some steps in common.
func TestGlassLedger(t *testing.T) {
	bin := program(t)
	onFiles(t, "glass-ledger", 9, []string{"q4", "q6", "q8"}, func(f folder, s *submission) {
		v := &till{folder: f, desk: newDesk(t, atWork(t, bin, f.dir, s.Variant, s.ScenarioTime), nil), chain: readBlocks(f), books: map[string]string{}, tags: map[string]string{}, own: map[string]string{}}
		v.open()
		v.tokens()
		v.line(s)
		v.rungs(s)
		v.dust(s)
		v.families(s)
		v.papers(s)
	})
}

// public reads a table that the node of TESTCHAIN-A has beside the chain.
func (v *till) public(name string) []map[string]string {
	v.t.Helper()
	b, _, ok := v.desk.fetch(v.desk.at.Ethereum + "/" + name)
	if !ok {
		v.t.Fatalf("%s: %s", name, b)
	}
	return rows(v.t, b)
}

func (v *till) whole(text string) int64 {
	v.t.Helper()
	n, err := strconv.ParseInt(strings.ReplaceAll(text, ".", ""), 10, 64)
	if err != nil {
		v.t.Fatal(err)
	}
	return n
}

var (
	numberNamed  = regexp.MustCompile(`\b\d{8}\b`)
	tokenAddress = regexp.MustCompile(`\b0x[0-9a-f]{40}\b`)
)

// open reads what the order releases, and what people say of their own addresses.
func (v *till) open() {
	order := string(v.read("case/order.txt"))
	v.chat = v.table("chat")
	for _, n := range numberNamed.FindAllString(order, -1) {
		for _, r := range v.sheet("casp/private/koingate/" + n + "/account.csv") {
			v.books[r["deposit_address"]] = n
		}
	}
	for _, r := range v.table("vendor-tags") {
		v.tags[r["address"]] = r["tag"]
	}
	for _, a := range jsonLines[struct {
		DisplayName string `json:"display_name"`
		Fields      []struct{ Value string }
	}](v.folder, "microblog/accounts.jsonl") {
		for _, f := range a.Fields {
			v.own[f.Value] = a.DisplayName
		}
	}
}

// node asks the node of TESTCHAIN-A as many questions of one method as there are
// lists of parameters, in batches, and returns the answers in their order.
func node[T any](v *till, method string, params ...any) []T {
	v.t.Helper()
	var out []T
	for list := range slices.Chunk(params, 200) {
		var ask []map[string]any
		for i, p := range list {
			ask = append(ask, map[string]any{"jsonrpc": "2.0", "id": i, "method": method, "params": p})
		}
		body, err := json.Marshal(ask)
		if err != nil {
			v.t.Fatal(err)
		}
		resp, err := http.Post(v.desk.at.Ethereum, "application/json", bytes.NewReader(body))
		if err != nil {
			v.t.Fatal(err)
		}
		var replies []struct {
			ID     int
			Result T
			Error  any
		}
		err = json.NewDecoder(resp.Body).Decode(&replies)
		if err = errors.Join(err, resp.Body.Close()); err != nil || len(replies) != len(list) {
			v.t.Fatalf("%s: %v, %d answers to %d questions", method, err, len(replies), len(list))
		}
		for i, r := range replies {
			if r.ID != i || r.Error != nil {
				v.t.Fatalf("%s: %v", method, r.Error)
			}
			out = append(out, r.Result)
		}
	}
	return out
}

// tokens reads the token's transfers from its logs, and when their blocks were made.
func (v *till) tokens() {
	token := ""
	for _, r := range v.public("tags.csv") {
		if r["kind"] == "token" {
			token = r["address"]
		}
	}
	const topic = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef" // Transfer(address,address,uint256), EIP-20
	type log struct {
		BlockNumber, TransactionHash, LogIndex, Data string
		Topics                                       []string
	}
	logs := node[[]log](v, "eth_getLogs", []any{map[string]any{"fromBlock": "0x0", "toBlock": "latest", "address": token, "topics": []string{topic}}})[0]
	var blocks []any
	for _, l := range logs {
		blocks = append(blocks, []any{l.BlockNumber, false})
	}
	whole := func(digits string) int64 {
		n, ok := new(big.Int).SetString(strings.TrimPrefix(digits, "0x"), 16)
		if !ok {
			v.t.Fatalf("no number: %s", digits)
		}
		return n.Int64()
	}
	for i, b := range node[struct{ Timestamp string }](v, "eth_getBlockByNumber", blocks...) {
		l := logs[i]
		v.moves = append(v.moves, transfer{"0x" + l.Topics[1][26:], "0x" + l.Topics[2][26:], l.TransactionHash, whole(l.Data), int(whole(l.LogIndex)), time.Unix(whole(b.Timestamp), 0).UTC()})
	}
}

// line follows the money from the till in the chat to the exchanges.
func (v *till) line(s *submission) {
	first, keeper := "", ""
	for _, m := range v.chat {
		if a := tokenAddress.FindString(m["text"]); a != "" && first == "" {
			first, keeper = a, m["from"]
		}
	}
	people := map[string]string{}
	for _, m := range v.table("chat-members") {
		people[m["name"]] = s.entity("account", selector{"name", "kurjer", m["name"]})
	}
	s.link(people[keeper], "advertises", s.entity("wallet", value("wallet", first)))
	vault := ""
	for _, r := range v.public("tags.csv") {
		if r["kind"] == "bridge" {
			vault = r["address"]
		}
	}
	var crossed []transfer
	todo, done := []string{first}, map[string]bool{}
	for len(todo) > 0 {
		from := todo[0]
		todo = todo[1:]
		if done[from] {
			continue
		}
		done[from] = true
		id := s.entity("wallet", value("wallet", from))
		for _, m := range v.moves {
			switch {
			case m.from != from:
			case m.to == vault:
				crossed = append(crossed, m)
			default:
				to := s.entity("wallet", value("wallet", m.to))
				s.link(id, "pays", to)
				s.hop(id, to, m.tx, -1)
				todo = append(todo, m.to)
			}
		}
	}
	v.hopsOf(s, first, vault)
	v.over(s, crossed, people)
}

// hopsOf counts the transfers from the till to the bridge after the deposit of
// which the traveller speaks.
func (v *till) hopsOf(s *submission, at, vault string) {
	said := regexp.MustCompile(`paid there on (\S+): (\d+) of`).FindStringSubmatch(string(v.read("case/witness.txt")))
	var when time.Time
	for _, m := range v.moves {
		if m.to == at && m.at.Format(time.DateOnly) == said[1] && m.micro == v.whole(said[2])*1_000_000 {
			when = m.at
		}
	}
	hops := 0
	for at != vault {
		i := slices.IndexFunc(v.moves, func(m transfer) bool { return m.from == at && m.at.After(when) })
		if i < 0 {
			v.t.Fatalf("the money stays in %s", at)
		}
		hops++
		at, when = v.moves[i].to, v.moves[i].at
	}
	s.answer("q3", hops)
}

// over finds for every amount that went into the bridge what came out of it, by
// the rate of the day, and follows that.
func (v *till) over(s *submission, crossed []transfer, people map[string]string) {
	price := map[string]int64{}
	for _, r := range v.public("rates.csv") {
		price[r["day"]] = v.whole(r["cents_a_coin"])
	}
	gate := ""
	for a, tag := range v.tags {
		if tag == "PontoBridge, pays out" {
			gate = a
		}
	}
	var landed []spot
	for _, m := range crossed {
		want := m.micro * 997 / 1000 * 10_000 / price[m.at.Format(time.DateOnly)]
		for _, tx := range v.chain.paidBy(gate) {
			for n, o := range tx.outs {
				if late := tx.at.Sub(m.at); o.sat == want && late > 0 && late < 8*time.Hour {
					landed = append(landed, spot{tx, n})
				}
			}
		}
	}
	if len(landed) != len(crossed) {
		v.t.Fatalf("%d amounts went into the bridge and %d came out", len(crossed), len(landed))
	}
	v.land(s, crossed, landed, people)
}

// land follows each amount coin by coin: change is of the payer's own kind. Who
// sent tokens into the bridge paid whom the coins went to.
func (v *till) land(s *submission, crossed []transfer, landed []spot, people map[string]string) {
	bills := map[string]bool{}
	for _, r := range v.table("shop-invoices") {
		bills[r["pay_to"]] = true
	}
	var landing []selector
	type paid struct {
		spot
		to string
	}
	var out []paid
	for _, c := range landed {
		for coin, ok := c, true; ok; {
			landing = append(landing, value("wallet", coin.out().address))
			tx := v.chain.spender(coin)
			if ok = tx != nil; !ok {
				break
			}
			ok = false
			for n, o := range tx.outs {
				if o.kind == coin.out().kind {
					coin, ok = spot{tx, n}, true
				} else {
					out = append(out, paid{spot{tx, n}, o.address})
				}
			}
		}
	}
	from := s.entity("wallet", landing...)
	for _, m := range crossed {
		s.link(s.entity("wallet", value("wallet", m.from)), "pays", from)
	}
	for _, p := range out {
		switch {
		case bills[p.to]:
			shop := s.entity("wallet", value("wallet", p.to))
			s.link(from, "pays", shop)
			s.hop(from, shop, p.tx.id, p.n)
			s.link(s.entity("organisation", value("name", v.own[p.to])), "owns", shop)
		case v.own[p.to] == "" && v.books[p.to] == "":
			v.relay = p.to
			next := s.entity("wallet", value("wallet", p.to))
			s.link(from, "pays", next)
			s.hop(from, next, p.tx.id, p.n)
		}
	}
	v.cash(s, people)
}

// cash follows the relay into the two exchanges.
func (v *till) cash(s *submission, people map[string]string) {
	from := s.entity("wallet", value("wallet", v.relay))
	var sum int64
	end := ""
	for _, tx := range v.chain.paidBy(v.relay) {
		for n, o := range tx.outs {
			switch {
			case v.books[o.address] != "":
				end, v.runner = o.address, v.books[o.address]
				sum += o.sat
				acc := s.entity("payment_account", value("wallet", o.address))
				s.link(from, "pays", acc)
				s.hop(from, acc, tx.id, n)
			case strings.HasPrefix(v.tags[o.address], "Obolos-X"):
				other := s.entity("wallet", value("wallet", o.address))
				s.entity("organisation", value("name", "Obolos-X"))
				s.link(from, "pays", other)
				s.hop(from, other, tx.id, n)
			}
		}
	}
	s.answer("q1", end)
	s.answer("q2", sum)
	for _, r := range v.sheet("casp/private/koingate/" + v.runner + "/account.csv") {
		who := s.entity("person", value("name", r["name"]))
		s.link(who, "owns", s.entity("payment_account", value("wallet", end)))
		for _, m := range v.table("chat-members") {
			if m["phone"] == r["phone"] {
				s.link(who, "operates", people[m["name"]])
			}
		}
	}
}

// rungs gives every address of the list the best that there is for it.
func (v *till) rungs(s *submission) {
	bills := map[string]bool{}
	for _, r := range v.table("shop-invoices") {
		bills[r["pay_to"]] = true
	}
	out := map[string]string{}
	for _, r := range v.table("wallets") {
		a := r["address"]
		switch {
		case v.books[a] != "":
			out[r["number"]] = "AT1"
		case v.own[a] != "" || bills[a]:
			out[r["number"]] = "AT2"
		case v.tags[a] != "":
			out[r["number"]] = "AT3"
		default:
			out[r["number"]] = "AT4"
		}
	}
	s.answer("q4", out)
}

// dust finds the line of the statement that is worth nearly nothing and comes from
// an address that begins or ends like the relay's.
func (v *till) dust(s *submission) {
	resembles := func(a string) int {
		n := 0
		for i := len("bcrt1q"); i < min(len(a), len(v.relay)) && a[i] == v.relay[i]; i++ {
			n++
		}
		for i := 1; i < min(len(a), len(v.relay)) && a[len(a)-i] == v.relay[len(v.relay)-i]; i++ {
			n++
		}
		return n
	}
	best, line := 0, ""
	for address, number := range v.books {
		if number == v.runner {
			continue
		}
		for _, r := range v.table("statement") {
			sat := v.whole(r["amount_sat"])
			for _, c := range v.chain.paidTo(address) {
				if sat < 1000 && c.out().sat == sat && resembles(v.chain.payer(c.tx)) > best {
					best, line = resembles(v.chain.payer(c.tx)), r["line"]
				}
			}
		}
	}
	s.answer("q5", line)
}

// families sorts the orders of the two counters by the rules of the mandate.
func (v *till) families(s *submission) {
	said := ""
	for _, m := range v.chat {
		said += m["text"] + "\n"
	}
	circle, _, _ := strings.Cut(strings.SplitAfter(string(v.read("case/circle.txt")), "We are ")[1], ".")
	orders := v.table("counters")
	pairs := map[[2]string]int{}
	for _, o := range orders {
		pairs[[2]string{o["sender"], o["receiver"]}]++
	}
	last := func(name string) string { w := strings.Fields(name); return w[len(w)-1] }
	var all, family, unclear int64
	for _, o := range orders {
		amount := v.whole(o["amount_tk"])
		all += amount
		switch n := pairs[[2]string{o["sender"], o["receiver"]}]; {
		case strings.Contains(said, o["code"]):
		case last(o["sender"]) == last(o["receiver"]) && n >= 3:
			family += amount
		case n == 1 && o["sender"] != circle && o["receiver"] != circle:
			unclear += amount
		}
	}
	s.answer("q6", fmt.Sprintf("%.1f", float64(2*family+unclear)*50/float64(all)))
}

// papers reads the notes: who stops the money, what comes in which order, what is
// missing.
func (v *till) papers(s *submission) {
	state := regexp.MustCompile(`seat is in (\w\w)`).FindStringSubmatch(string(v.read("case/exchange.txt")))[1]
	note, column := string(v.read("case/duty-note.txt")), ""
	for text, name := range map[string]string{"has asked for a payment": "payment_asked_not_made", "balance stands": "balance_on_account", "closed until": "outside_office_hours"} {
		if strings.Contains(note, text) {
			column = name
		}
	}
	for _, r := range v.table("country-cards") {
		if r["state"] == state {
			s.answer("q7", strings.ToLower(state)+"-"+map[string]string{"financial intelligence unit": "fiu", "prosecutor on duty": "prosecutor", "asset recovery office": "aro"}[r[column]])
		}
	}
	scene := string(v.read("case/seizure-note.txt"))
	var steps []string
	for _, x := range [][2]string{
		{"", "authority"},
		{"account at the exchange", "hold"},
		{"", "scene"},
		{"", "photograph"},
		{"nobody of the team has seen", "specialist"},
		{"", "transfer"},
		{"", "record"},
		{"still in the hands", "seal"},
		{"allowed a sale", "sale"},
	} {
		if strings.Contains(scene, x[0]) {
			steps = append(steps, x[1])
		}
	}
	s.answer("q8", steps)
	var lacks []string
	for _, r := range v.table("travel-rule") {
		if r["value"] == "" && (strings.HasPrefix(r["field"], "originator-") || strings.HasPrefix(r["field"], "beneficiary-")) {
			lacks = append(lacks, r["field"])
		}
	}
	slices.SortFunc(lacks, cmp.Compare)
	s.answer("q10", lacks)
}
