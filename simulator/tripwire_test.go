package simulator_test

import (
	"bytes"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The tripwire reads every byte of a dataset with patterns of its own and wants
// every identifier in it to lie in space that is reserved for documentation,
// tests or fiction. It shares no code with what wrote the dataset.

var (
	hostName = regexp.MustCompile(`(?i)\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}\b`)
	ipv4     = regexp.MustCompile(`\b(?:\d{1,3}\.){3}\d{1,3}\b`)
	ipv6     = regexp.MustCompile(`(?i)\b(?:[0-9a-f]{1,4}:){2,7}:?(?:[0-9a-f]{1,4}:?){0,6}[0-9a-f]{0,4}\b`)
	asNumber = regexp.MustCompile(`(?i)(?:"asn":|\bAS)(\d{1,10})\b`)
	phone    = regexp.MustCompile(`\+\d[\d ()-]{6,18}\d`)
	address  = regexp.MustCompile(`\b(?:bc1|tb1|ltc1)[02-9ac-hj-np-z]{20,}\b|\b[13][1-9A-HJ-NP-Za-km-z]{25,34}\b|\b0x[0-9a-fA-F]{40}\b`)
	// Ofcom keeps 07700 900000 to 900999, 01632 960000 to 960999, 020 7946 0000 to
	// 0999 and 496 0000 to 0999 in eleven cities for drama.
	drama    = regexp.MustCompile(`^44(7700900|1632960|2079460|1(13|14|15|16|17|18|21|31|41|51|61)4960)\d{3}$`)
	reverse4 = regexp.MustCompile(`((?:\d{1,3}\.){4})in-addr\.arpa`)
	reverse6 = regexp.MustCompile(`(?i)((?:[0-9a-f]\.){4,32})ip6\.arpa`)
	iban     = regexp.MustCompile(`\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b`)
)

// tlds are endings that would make a name real. Everything that looks like a
// host name and ends otherwise is a file name, a predicate or prose.
var tlds = []string{
	"com", "org", "net", "info", "biz", "io", "eu", "de", "it", "al", "si", "ro", "gr", "sk", "md", "uk", "me", "app", "dev", "onion", "gov", "int", "edu", "ru", "ch", "at", "fr", "us", "co", "to", "ly", "tv", "xyz", "online", "site", "shop",
}

// namespaces stand in XMP and SVG by their standards' definition and are no links.
var namespaces = []string{"ns.adobe.com", "www.w3.org", "purl.org", "cipa.jp", "schema.org", "www.sitemaps.org", "iptc.org", "cv.iptc.org"}

// violations returns what in a body is not reserved.
func violations(body []byte) []string {
	var out []string
	text := string(body)
	for _, h := range hostName.FindAllString(text, -1) {
		h = strings.ToLower(h)
		end := h[strings.LastIndexByte(h, '.')+1:]
		if slices.Contains(tlds, end) && !slices.Contains(namespaces, h) {
			out = append(out, "domain "+h)
		}
	}
	for _, re := range []*regexp.Regexp{reverse4, reverse6} { // RFC 1035, 3.5 and RFC 3596, 2.5
		text = re.ReplaceAllStringFunc(text, func(name string) string {
			labels := strings.Split(strings.TrimSuffix(re.FindStringSubmatch(name)[1], "."), ".")
			slices.Reverse(labels)
			if re == reverse4 {
				return strings.Join(labels, ".")
			}
			if !strings.HasPrefix(strings.ToLower(strings.Join(labels, "")), "20010db8") {
				out = append(out, "address "+name)
			}
			return ""
		})
	}
	for _, a := range ipv4.FindAllString(text, -1) {
		if ip, err := netip.ParseAddr(a); err == nil && !reserved(ip) {
			out = append(out, "address "+a)
		}
	}
	for _, a := range ipv6.FindAllString(text, -1) {
		if ip, err := netip.ParseAddr(a); err == nil && !reserved(ip) {
			out = append(out, "address "+a)
		}
	}
	for _, m := range asNumber.FindAllStringSubmatch(text, -1) {
		if n := m[1]; len(n) != 5 || n < "64496" || n > "64511" {
			out = append(out, "AS "+m[0])
		}
	}
	for _, p := range phone.FindAllString(text, -1) {
		digits := regexp.MustCompile(`\D`).ReplaceAllString(p, "")
		if !drama.MatchString(digits) {
			out = append(out, "phone "+p)
		}
	}
	for _, a := range address.FindAllString(text, -1) {
		out = append(out, "wallet "+a)
	}
	for _, a := range iban.FindAllString(text, -1) {
		out = append(out, "IBAN "+a)
	}
	return out
}

func reserved(ip netip.Addr) bool {
	return slices.ContainsFunc([]string{"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "127.0.0.0/8"}, func(p string) bool {
		return netip.MustParsePrefix(p).Contains(ip)
	})
}

func tripwire(t *testing.T, m made) {
	ours := ownAccounts(t, m)
	for _, f := range m.set.Manifest.Files {
		body, err := os.ReadFile(filepath.Join(m.dir, filepath.FromSlash(f.Path)))
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case strings.HasSuffix(f.Path, ".dat"): // binary blocks: regtest by their magic, checked by the ledger's own tests
			if len(body) < 4 || string(body[:4]) != "\xfa\xbf\xb5\xda" {
				t.Errorf("%s does not begin with regtest's magic", f.Path)
			}
			continue
		case strings.HasSuffix(f.Path, ".warc.gz") || strings.HasSuffix(f.Path, ".wacz"): // stored, not compressed; pictures without their pixels
			body = words(withoutScans(body))
			if !strings.Contains(string(body), "SYNTHETIC TRAINING DATA") || !strings.Contains(string(body), "HTTP/1.1 200 OK") {
				t.Errorf("%s does not carry the synthetic label, or cannot be read", f.Path)
			}
		case strings.HasSuffix(f.Path, ".jpg"): // what a reader of strings would see before the pixels
			if i := strings.Index(string(body), "\xff\xda"); i > 0 {
				body = body[:i]
			}
			body = words(body)
			if !strings.Contains(string(body), "SYNTHETIC TRAINING DATA") {
				t.Errorf("%s does not carry the synthetic label", f.Path)
			}
		}
		for _, v := range violations(body) {
			if ours[strings.TrimPrefix(v, "wallet ")] {
				continue
			}
			t.Errorf("%s: %s", f.Path, v)
		}
	}
}

// ownAccounts are the addresses on TESTCHAIN-A whose keys follow from the
// world's key, and the token: nobody else has their keys, on whatever chain.
// Payments come with the chain id of private chains.
func ownAccounts(t *testing.T, m made) map[string]bool {
	ours := map[string]bool{}
	body, err := os.ReadFile(filepath.Join(m.dir, "accountledger", "blocks.jsonl"))
	if err != nil {
		return ours
	}
	for _, v := range regexp.MustCompile(`"v":(\d+)`).FindAllSubmatch(body, -1) {
		if s := string(v[1]); s != "2709" && s != "2710" { // EIP-155: 35 and twice 1337, and the parity
			t.Errorf("a transaction has v %s, which is not of chain 1337", s)
		}
	}
	for _, a := range regexp.MustCompile(`"(?:from|to|contract|miner)":"(0x[0-9a-f]{40})"`).FindAllSubmatch(body, -1) {
		ours[string(a[1])] = true
	}
	for _, a := range regexp.MustCompile(`"0x0{24}([0-9a-f]{40})"`).FindAllSubmatch(body, -1) {
		ours["0x"+string(a[1])] = true
	}
	tags, err := os.ReadFile(filepath.Join(m.dir, "accountledger", "genesis.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range regexp.MustCompile(`0x[0-9a-f]{40}`).FindAll(tags, -1) {
		ours[string(a)] = true
	}
	return ours
}

// withoutScans cuts the pixels of the pictures out of a WARC: from the start of
// the scan to the end of the record.
func withoutScans(b []byte) []byte {
	var out []byte
	for {
		from := bytes.Index(b, []byte("\xff\xda"))
		if from < 0 {
			return append(out, b...)
		}
		out = append(out, b[:from]...)
		n := bytes.Index(b[from:], []byte("\xff\xd9\r\n\r\n"))
		if n < 0 {
			return append(out, b[from:]...)
		}
		b = b[from+n:]
	}
}

// words keeps runs of eight printable characters or more, as strings(1) does.
func words(b []byte) []byte {
	return []byte(strings.Join(regexp.MustCompile(`[ -~]{8,}`).FindAllString(string(b), -1), "\n"))
}

// The wire must trip: one planted violation of each sort, in texts like the dataset's.
func TestTripwireTrips(t *testing.T) {
	for _, bad := range []string{
		`{"text":"see http://lantern.com/ now"}`, `{"email":"desk@post.it"}`, `{"data":"10.0.0.7"}`, `{"data":"8.8.8.8"}`, `{"name":"8.8.8.8.in-addr.arpa"}`, `{"name":"e.0.0.2.0.5.4.1.0.0.a.2.ip6.arpa"}`, `{"data":"2a00:1450:4001:80b::200e"}`,
		`{"asn":3320}`, `AS64512`, `{"text":"Call +49 30 1234567"}`, `{"phone":"+447700901000"}`,
		`{"text":"bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"}`, `{"text":"1BoatSLRHtKNngkdXEeobR76b53LETtpyT"}`, `{"text":"0x52908400098527886E0F7030069857D2E4169EE7"}`,
		`{"text":"DE89370400440532013000"}`,
	} {
		if len(violations([]byte(bad))) == 0 {
			t.Errorf("%s passes", bad)
		}
	}
	for _, good := range []string{
		`{"text":"http://red-pebble.example/ and chatterly.test, microblog/statuses.jsonl"}`, `{"data":"192.0.2.33"}`, `{"data":"2001:db8::7"}`, `{"name":"33.2.0.192.in-addr.arpa"}`, `{"name":"0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"}`, `{"asn":64500}`,
		`{"phone":"+447700900123"}`, `{"text":"bcrt1qjhavjakfuxg0s3y35a6cxrx2s0hcdg5rampwvh minJ5JLi1BkhHXVw8m75uUwmwrQ96X6XpH"}`, `{"created_at":"2026-03-24T18:34:40.123Z"}`,
	} {
		if v := violations([]byte(good)); len(v) > 0 {
			t.Errorf("%s: %v", good, v)
		}
	}
}
