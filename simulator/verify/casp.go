package verify

import (
	"fmt"
	"net/netip"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	portalFile = "casp/portal.jsonl"
	caspFolder = "casp/private/"
)

type providerRow struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Legal      string   `json:"legal_entity"`
	Kind       string   `json:"kind"`
	Authorised bool     `json:"authorised"`
	Register   string   `json:"register_number"`
	Host       string   `json:"host"`
	Desk       string   `json:"desk"`
	Keys       []string `json:"request_keys"`
	Needs      []string `json:"request_needs"`
	Answers    string   `json:"answers"`
	Remark     string   `json:"remark"`
	Label      string   `json:"label"`
}

type accountAtRow struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	Document string  `json:"document"`
	Email    string  `json:"email"`
	Phone    string  `json:"phone"`
	Address  string  `json:"deposit_address"`
	OpenedAt instant `json:"opened_at"`
	FrozenAt instant `json:"frozen_at"`
	Folder   string  `json:"folder"`
}

// coinMove is a row of an account's movements.
type coinMove struct {
	file, id, address string
	by                *providerRow
	deposit           bool
	other             string // name of the other provider
	at, sat           int64
}

var (
	slugIn     = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	eightIn    = regexp.MustCompile(`^[1-9]\d{7}$`)
	documentIn = regexp.MustCompile(`^[A-Z][0-9A-Z]{8}\d$`)
)

// readCASP reads the portal and the books of each provider that answers, then
// holds the books against each other and against the ledger.
func (c *checker) readCASP() {
	if !c.whole("casp") {
		return
	}
	var list []*providerRow
	files := map[string]bool{portalFile: true}
	ids := map[string]bool{}
	rows(c, portalFile, func(_ int, p *providerRow) {
		c.record(portalFile, p.ID, c.m.Clock.Start.UnixMilli())
		if !slugIn.MatchString(p.ID) || ids[p.ID] || p.Name == "" || p.Legal == "" || p.Kind != "exchange" && p.Kind != "bridge" || p.Label != syntheticLabel {
			c.fault(Rule, portalFile, "%s: no provider of its own with a name, a legal entity, a kind and the label %q", p.ID, syntheticLabel)
			return
		}
		ids[p.ID] = true
		if !reservedHost(p.Host) || p.Authorised != (p.Register != "") || len(p.Keys) == 0 || len(p.Needs) == 0 {
			c.fault(Rule, portalFile, "%s: the host could be real, the register contradicts the authorisation, or nothing can be asked", p.ID)
		}
		if !slices.Contains([]string{"all", "part", "none"}, p.Answers) || p.Answers == "all" && !p.Authorised && p.Kind != "bridge" || p.Answers != "none" && p.Desk == "" {
			c.fault(Rule, portalFile, "%s: answers %q", p.ID, p.Answers)
		}
		list = append(list, p)
	})
	b := &coinBooks{own: map[string]*providerRow{}, silent: map[string]bool{}}
	for _, p := range list {
		if p.Answers == "none" {
			files[caspFolder+p.ID+"/answer.txt"] = true
			b.silent[p.Name] = true
			continue
		}
		if p.Answers == "part" {
			b.silent[p.Name] = true
		}
		c.readAccounts(p, b, files)
	}
	for i := range c.m.Files {
		if f := c.m.Files[i]; f.Surface == "casp" && !files[f.Path] {
			c.fault(Rule, f.Path, "belongs to no account of a provider that answers")
		}
	}
	c.bothBooks(b)
	c.onLedger(b)
}

func (c *checker) readAccounts(p *providerRow, b *coinBooks, files map[string]bool) {
	file := caspFolder + p.ID + "/accounts.jsonl"
	files[file] = true
	last := uint64(0)
	documents := map[string]string{}
	var list []*accountAtRow
	rows(c, file, func(_ int, a *accountAtRow) {
		bad := func(format string, args ...any) { c.fault(Rule, file, a.ID+": "+format, args...) }
		c.rising(file, a.ID, &last)
		c.within(file, a.ID, "opened_at", a.OpenedAt, true)
		c.record(file, a.ID, a.OpenedAt.ms)
		if !eightIn.MatchString(a.ID) || a.Name == "" || a.Folder != caspFolder+p.ID+"/"+a.ID {
			bad("no account with a number, a name and a folder of its own")
			return
		}
		if a.FrozenAt.set && !a.OpenedAt.before(a.FrozenAt) {
			bad("is frozen at %s, before it is opened", a.FrozenAt)
		}
		if old := documents[a.Document]; old != "" {
			bad("has the document of %s", old)
		}
		documents[a.Document] = a.ID
		if n := len(a.Document) - 1; !documentIn.MatchString(a.Document) || documentDigit(a.Document[:n]) == a.Document[n:] {
			bad("the document %q could be a real one", a.Document)
		}
		if _, host, ok := strings.Cut(a.Email, "@"); !ok || !reservedHost(host) || !fictionPhones.MatchString(a.Phone) {
			bad("%q or %q could be somebody's", a.Email, a.Phone)
		}
		if own := b.own[a.Address]; own != nil {
			bad("the deposit address %s is another account's", a.Address)
		}
		b.own[a.Address] = p
		list = append(list, a)
	})
	for _, a := range list {
		if c.ctx.Err() != nil {
			return
		}
		c.accountTables(p, a, b, files)
	}
}

// documentDigit is the check digit of ICAO Doc 9303: values weighted 7, 3, 1.
func documentDigit(number string) string {
	sum := 0
	for i, r := range number {
		v, err := strconv.ParseInt(string(r), 36, 0)
		if err != nil {
			return ""
		}
		sum += int(v) * []int{7, 3, 1}[i%3]
	}
	return strconv.Itoa(sum % 10)
}

// accountTables reads what a granted request for one account releases.
func (c *checker) accountTables(p *providerRow, a *accountAtRow, b *coinBooks, files map[string]bool) {
	kyc := path.Join(a.Folder, "account.csv")
	files[kyc] = true
	n := 0
	c.table(kyc, "number,name,document,email,phone,deposit_address,opened_at,frozen_at,label", func(r []string) error {
		frozen := ""
		if a.FrozenAt.set {
			frozen = secondOf(a.FrozenAt)
		}
		n++
		if want := []string{a.ID, a.Name, a.Document, a.Email, a.Phone, a.Address, secondOf(a.OpenedAt), frozen, syntheticLabel}; !slices.Equal(r, want) {
			return fmt.Errorf("is %v, and the provider's list has %v", r, want)
		}
		return nil
	})
	if n != 1 {
		c.fault(Rule, kyc, "has %d rows, want the one of the account", n)
	}
	if p.Answers != "all" {
		return
	}
	c.movements(p, a, b, files)
	file := path.Join(a.Folder, "logins.csv")
	files[file] = true
	before := int64(0)
	c.table(file, "id,at,ip,agent,label", func(r []string) error {
		at, err := c.moment(file, r[0], r[1], &before)
		if err != nil {
			return err
		}
		ip, err := netip.ParseAddr(r[2])
		if err != nil || !isReservedAddr(ip) || r[3] == "" || r[4] != syntheticLabel {
			return fmt.Errorf("from %q with %q: want a reserved address, an agent and the label", r[2], r[3])
		}
		if at < a.OpenedAt.ms/1000 {
			return fmt.Errorf("is at %s, before the account was opened", r[1])
		}
		return nil
	})
}

// secondOf writes an instant as the tables do.
func secondOf(i instant) string { return strings.Replace(i.String(), ".000Z", "Z", 1) }

// movements reads deposits and withdrawals: what comes in is for this customer
// at this address, and nothing goes out that was not there.
func (c *checker) movements(p *providerRow, a *accountAtRow, b *coinBooks, files map[string]bool) {
	file := path.Join(a.Folder, "movements.csv")
	files[file] = true
	before, holds := int64(0), int64(0)
	c.table(file, "id,at,kind,amount_sat,originator_name,originator_account,originator_address,beneficiary_name,beneficiary_account,beneficiary_address,counterparty,label", func(r []string) error {
		at, err := c.moment(file, r[0], r[1], &before)
		if err != nil {
			return err
		}
		m := coinMove{file: file, id: r[0], address: r[9], by: p, deposit: r[2] == "deposit", other: r[10], at: at}
		if m.sat, err = strconv.ParseInt(r[3], 10, 64); err != nil || m.sat <= 0 || r[11] != syntheticLabel {
			return fmt.Errorf("amount %q, label %q", r[3], r[11])
		}
		switch {
		case at < a.OpenedAt.ms/1000:
			return fmt.Errorf("is at %s, before the account was opened", r[1])
		case m.deposit:
			if r[7] != a.Name || r[8] != a.ID || r[9] != a.Address {
				return fmt.Errorf("is for %s, %s at %s, not for this account", r[7], r[8], r[9])
			}
			holds += m.sat
		case r[2] == "withdrawal":
			if r[4] != a.Name || r[5] != a.ID || r[9] == "" {
				return fmt.Errorf("is ordered by %s, %s, not by this account, or goes nowhere", r[4], r[5])
			}
			if a.FrozenAt.set && at >= a.FrozenAt.ms/1000 {
				return fmt.Errorf("is asked for at %s, while the account is frozen", r[1])
			}
			if holds -= m.sat; holds < 0 {
				return fmt.Errorf("takes out %d satoshi more than there are", -holds)
			}
		default:
			return fmt.Errorf("kind %q is neither deposit nor withdrawal", r[2])
		}
		b.moves = append(b.moves, m)
		return nil
	})
}
