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
		"ZZ78ZEFI8455975575 GB82WEST12345698765433",
		"bc1dd6ae35342920", // an id: the checksum of an address does not hold
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
		"GB82WEST12345698765432":    "account number",
		"+49 30 1234567":            "telephone",
		"+447700 901000":            "telephone",
		"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4":                     "ledger",
		"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0": "ledger", // BIP 350
		"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa":                             "ledger",
		"http://localhost.localdomain/":                                  "web address",
		"user@mail.internal":                                             "e-mail",
		"0.0.0.0.0.0.0.0.a.2.ip6.arpa":                                   "reverse",
		strings.Repeat("x", 200) + " shop.de " + "and shop.de":           "host name",
	} {
		got := unreserved(bad)
		if len(got) == 0 || !strings.Contains(strings.Join(got, ";"), says) {
			t.Errorf("%q: %v, want a %s", bad, got, says)
		}
	}
}

// Whatever a file holds, reading it ends, and says each thing once.
func FuzzUnreserved(f *testing.F) {
	f.Add("see www.europol.europa.eu, +49 30 1234567, 8.8.8.8, AS3320, 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")
	f.Add("http://a@[::1]:80/%41 4.4.8.8.in-addr.arpa @.com .. :: +++")
	f.Fuzz(func(t *testing.T, text string) {
		seen := map[string]bool{}
		for _, bad := range unreserved(text) {
			if seen[bad] {
				t.Errorf("%q is said twice", bad)
			}
			seen[bad] = true
		}
	})
}

func FuzzJPEGParts(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x10\x00\x20\x01\x01\x11\x00\xff\xda\x00\x02"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if w, h, meta, ok := jpegParts(b); ok && (w <= 0 || h < 0 || len(meta) > len(b)) {
			t.Errorf("%d × %d, %d bytes of metadata in %d", w, h, len(meta), len(b))
		}
	})
}
