package verify

import (
	"strings"
	"testing"
)

func TestUnreserved(t *testing.T) {
	for _, ok := range []string{
		"http://blue-lantern.example/a and chatterly.test, mail a.b@post.example", "192.0.2.7 198.51.100.255 203.0.113.1 2001:db8::7 at 10:15:42",
		"7.2.0.192.in-addr.arpa 1.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", "AS64500", "+44 7700 900123, +447700900999, +44.1632960001, +12025550142",
		"bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080 mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", "style.css index.html 1093.jpg blk00000.dat robots.txt e.g. 5.5 TK",
		"http://www.w3.org/1999/xhtml http://ns.adobe.com/xap/1.0/",
	} {
		if got := unreserved(ok); len(got) > 0 {
			t.Errorf("%q: %v", ok, got)
		}
	}
	for bad, says := range map[string]string{
		"see www.europol.europa.eu": "host name",
		"write to a@b.co":           "e-mail",
		"http://10.0.0.1/":          "address",
		"8.8.8.8":                   "address",
		"2a00:1450::1":              "address",
		"4.4.8.8.in-addr.arpa":      "address",
		"AS3320":                    "network number",
		"+49 30 1234567":            "telephone",
		"+447700 901000":            "telephone",
		"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4":           "ledger",
		"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa":                   "ledger",
		"http://localhost.localdomain/":                        "web address",
		"user@mail.internal":                                   "e-mail",
		"0.0.0.0.0.0.0.0.a.2.ip6.arpa":                         "reverse",
		strings.Repeat("x", 200) + " shop.de " + "and shop.de": "host name",
	} {
		got := unreserved(bad)
		if len(got) == 0 || !strings.Contains(strings.Join(got, ";"), says) {
			t.Errorf("%q: %v, want a %s", bad, got, says)
		}
	}
}
