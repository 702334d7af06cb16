package verify

import (
	"crypto/sha256"
	"math/big"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// No identifier of a dataset may be anybody's: names below .example and .test
// (RFC 2606, RFC 6761), documentation addresses (RFC 5737, RFC 3849) and AS
// numbers (RFC 5398), regtest ledger addresses, telephone numbers that a
// regulator keeps for drama, account numbers (ISO 13616) of no country.
var (
	reservedPrefixes = []netip.Prefix{
		netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.51.100.0/24"),
		netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("2001:db8::/32"),
	}
	// Ofcom's numbers for drama, and those of the North American plan (555-0100 to 555-0199).
	fictionPhones = regexp.MustCompile(`^\+(447700900\d{3}|441632960\d{3}|44(113|114|115|116|117|118|121|131|141|151|161)4960\d{3}|442079460\d{3}|1[2-9]\d{2}55501\d{2})$`)

	// Names of formats that are written like hosts and never asked for anything.
	formatNames = []string{"ns.adobe.com", "www.w3.org", "w3.org", "purl.org", "www.sitemaps.org", "schema.org", "iptc.org", "cv.iptc.org"}

	// The top-level domains in use that a text could hold, without those that are
	// also endings of files or words in it.
	realTLD = regexp.MustCompile(`^(com|org|net|info|biz|edu|gov|mil|int|eu|io|app|dev|xyz|online|site|shop|store|top|club|live|news|blog|cloud|mobi|name|pro|tel|travel|museum|coop|aero|asia|cat|jobs|` +
		`al|at|ba|be|bg|by|ca|ch|cn|co|cy|cz|de|dk|ee|es|fi|fr|ge|gr|hr|hu|ie|il|in|iq|ir|is|it|jp|kr|kz|li|lt|lu|lv|ma|mc|md|me|mk|mt|nl|no|nz|pk|pl|pt|ro|rs|ru|se|si|sk|sm|su|sy|tn|tr|ua|uk|us|uz|va|xk|za)$`)

	v4In     = regexp.MustCompile(`^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$`)
	asIn     = regexp.MustCompile(`^AS\d{2,10}$`)
	phoneIn  = regexp.MustCompile(`^\+\d[\d .()-]{6,18}\d`)
	bech32In = regexp.MustCompile(`(?i)^(bc1|tb1|ltc1)[ac-hj-np-z02-9]{11,}$`)
	base58In = regexp.MustCompile(`^[13mn2][1-9A-HJ-NP-Za-km-z]{25,34}$`)
	ibanIn   = regexp.MustCompile(`^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$`)
	label    = regexp.MustCompile(`^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$`)
)

// reservedHost says whether a name lies in reserved space.
func reservedHost(name string) bool {
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	return strings.HasSuffix(name, ".example") || strings.HasSuffix(name, ".test")
}

func isReservedPrefix(p netip.Prefix) bool {
	return slices.ContainsFunc(reservedPrefixes, func(r netip.Prefix) bool { return r.Bits() <= p.Bits() && r.Contains(p.Addr()) })
}

func isReservedAddr(a netip.Addr) bool {
	return slices.ContainsFunc(reservedPrefixes, func(r netip.Prefix) bool { return r.Contains(a.Unmap()) })
}

// readReserved reads every byte that can hold an identifier: texts whole, of a
// picture the segments before its scan. The ledger's blocks hold keys and
// scripts, in which no network is named; Parquet is compressed, and what its
// rows name is looked up row by row; every field of a bulk ledger has been held
// to its grammar, addresses to regtest.
func (c *checker) readReserved() {
	for i := range c.m.Files {
		f := &c.m.Files[i]
		if f.Path == blocksFile || strings.HasSuffix(f.Path, ".parquet") || isBulk(f.Path) || c.broken[f.Surface] || c.ctx.Err() != nil {
			continue
		}
		b, ok := c.open(f.Path)
		if !ok {
			continue
		}
		text := string(b)
		if strings.HasPrefix(f.Path, archiveFolder) {
			text = c.archived[f.Path] // the payloads are files of their own
		} else if _, _, meta, jpeg := jpegParts(b); jpeg {
			text = printable(meta)
		}
		for _, bad := range unreserved(text) {
			c.fault(Rule, f.Path, "holds %s", bad)
		}
		if c.broken["accountledger"] {
			continue
		}
		for _, bad := range c.accounts.strangers(text) {
			c.fault(Rule, f.Path, "holds the address %s, which is not on the account ledger", bad)
		}
	}
}

// printable joins the runs of at least twelve printable characters; in the
// rest of a picture's metadata (a thumbnail) shorter ones come up by chance.
func printable(b []byte) string {
	var out strings.Builder
	start := 0
	for i := 0; i <= len(b); i++ {
		if i < len(b) && b[i] >= 0x20 && b[i] < 0x7f {
			continue
		}
		if i-start >= 12 {
			out.Write(b[start:i])
			out.WriteByte('\n')
		}
		start = i + 1
	}
	return out.String()
}

// unreserved lists what in a text could be somebody's, each thing once.
func unreserved(text string) []string {
	t := tokens{seen: map[string]bool{}}
	scheme := false // the last token was http: or https:
	for i := 0; i < len(text); {
		if !inToken[text[i]] {
			scheme = scheme && text[i] == '/'
			i++
			continue
		}
		start := i
		for i < len(text) && inToken[text[i]] {
			if text[i] == '+' {
				t.phone(text[i:min(len(text), i+22)])
			}
			i++
		}
		tok := text[start:i]
		if scheme {
			t.webHost(tok)
		}
		t.token(tok)
		lower := strings.ToLower(tok)
		scheme = strings.HasSuffix(lower, "http:") || strings.HasSuffix(lower, "https:")
	}
	return t.out
}

// inToken are the bytes that names, addresses and numbers are made of.
var inToken = func() (set [256]bool) {
	for _, b := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.@:+-_%") {
		set[b] = true
	}
	return set
}()

// tokens collects what is not reserved.
type tokens struct {
	out  []string
	seen map[string]bool
}

func (t *tokens) add(what, value string) {
	if s := what + " " + strconv.Quote(value); !slices.Contains(t.out, s) {
		t.out = append(t.out, s)
	}
}

func hostOK(host string) bool {
	return reservedHost(host) || slices.Contains(formatNames, strings.ToLower(host))
}

// webHost checks what stands after http://.
func (t *tokens) webHost(tok string) {
	host, _, _ := strings.Cut(strings.TrimRight(tok, ".:"), ":")
	if _, err := netip.ParseAddr(host); err != nil && !hostOK(host) {
		t.add("the web address of", host)
	}
}

// token sorts a token by the marks in it; most have none.
func (t *tokens) token(tok string) {
	dots, colons := strings.IndexByte(tok, '.') >= 0, strings.Count(tok, ":")
	long := len(tok) >= 11
	if !dots && colons < 2 && !long && !strings.HasPrefix(tok, "AS") || isTimestamp(tok) || t.seen[tok] {
		return
	}
	if len(t.seen) < 1<<16 {
		t.seen[tok] = true
	}
	if colons >= 2 {
		if a, err := netip.ParseAddr(strings.TrimRight(tok, ".")); err == nil && !isReservedAddr(a) {
			t.add("the address", tok)
		}
	}
	for _, piece := range strings.Split(tok, ":") {
		t.piece(strings.Trim(piece, ".-_%+"))
	}
}

// isTimestamp recognises RFC 3339, of which every row has one.
func isTimestamp(tok string) bool {
	return len(tok) >= 20 && tok[4] == '-' && tok[7] == '-' && tok[10] == 'T' && tok[13] == ':' && tok[len(tok)-1] == 'Z'
}

func (t *tokens) piece(s string) {
	switch {
	case asIn.MatchString(s):
		if n, err := strconv.Atoi(s[2:]); err != nil || n < 64496 || n > 64511 {
			t.add("the network number", s)
		}
	case len(s) >= 15 && ibanIn.MatchString(s):
		if s[:2] != "ZZ" && mod97(s) == 1 { // ISO 3166-1 leaves ZZ to its users: no country has it
			t.add("the account number", s)
		}
	case bech32In.MatchString(s) && bech32Holds(s): // an id of hexadecimal digits may begin like an address
		t.add("the ledger address", s)
	case len(s) >= 26 && base58In.MatchString(s):
		if v, ok := base58Version(s); ok && v != 0x6f && v != 0xc4 {
			t.add("the ledger address", s)
		}
	case strings.IndexByte(s, '.') >= 0:
		t.dotted(s)
	}
}

// dotted checks an e-mail address, a reverse name, an IPv4 address or a host name.
func (t *tokens) dotted(s string) {
	host := s
	if at := strings.LastIndexByte(s, '@'); at >= 0 {
		if host = s[at+1:]; at > 0 && strings.Contains(host, ".") && !reservedHost(host) {
			t.add("the e-mail address", s)
			return
		}
	}
	if at := strings.LastIndexAny(host, "_%+"); at >= 0 {
		host = host[at+1:]
	}
	lower := strings.ToLower(host)
	if name, ok := strings.CutSuffix(lower, ".ip6.arpa"); ok {
		if !strings.HasSuffix("."+name, ".8.b.d.0.1.0.0.2") {
			t.add("the reverse name", s)
		}
		return
	}
	if name, ok := strings.CutSuffix(lower, ".in-addr.arpa"); ok {
		parts := strings.Split(name, ".")
		slices.Reverse(parts)
		host = strings.Join(parts, ".")
	}
	if v4In.MatchString(host) {
		if a, err := netip.ParseAddr(host); err == nil && !isReservedAddr(a) {
			t.add("the address", s)
		}
		return
	}
	labels := strings.Split(lower, ".")
	if realTLD.MatchString(labels[len(labels)-1]) && !hostOK(lower) && !slices.ContainsFunc(labels, func(l string) bool { return !label.MatchString(l) }) {
		t.add("the host name", host)
	}
}

// phone checks a number that begins with a plus sign.
func (t *tokens) phone(s string) {
	m := phoneIn.FindString(s)
	digits := "+" + strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, m)
	if n := len(digits); n >= 11 && n <= 16 && !fictionPhones.MatchString(digits) {
		t.add("the telephone number", m)
	}
}

// base58Version returns the version byte of an address whose checksum holds.
func base58Version(s string) (byte, bool) {
	const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	n := new(big.Int)
	for _, r := range s {
		n.Mul(n, big.NewInt(58))
		n.Add(n, big.NewInt(int64(strings.IndexRune(alphabet, r))))
	}
	if n.BitLen() > 25*8 {
		return 0, false
	}
	b := n.FillBytes(make([]byte, 25))
	one := sha256.Sum256(b[:21])
	two := sha256.Sum256(one[:])
	return b[0], string(two[:4]) == string(b[21:])
}

// bech32Holds says whether the checksum of an address holds, in the form of
// BIP 173 or of BIP 350.
func bech32Holds(s string) bool {
	const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	s = strings.ToLower(s)
	at := strings.LastIndexByte(s, '1')
	var values []uint32
	for _, r := range []byte(s[:at]) {
		values = append(values, uint32(r>>5))
	}
	values = append(values, 0)
	for _, r := range []byte(s[:at]) {
		values = append(values, uint32(r&31))
	}
	for _, r := range s[at+1:] {
		values = append(values, uint32(strings.IndexRune(alphabet, r)))
	}
	sum := uint32(1)
	for _, v := range values {
		top := sum >> 25
		sum = sum&0x1ffffff<<5 ^ v
		for i, g := range []uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				sum ^= g
			}
		}
	}
	return sum == 1 || sum == 0x2bc830a3
}
