package grading_test

import (
	"testing"

	"github.com/osint-radar/academy/internal/grading"
)

// Addresses are the test vectors of BIP 173, BIP 350 and EIP-55.
func TestNormalise(t *testing.T) {
	for _, c := range []struct{ kind, platform, in, want string }{
		{"handle", "Chatterly", " @Lantern_Trips ", "handle/chatterly/lantern_trips"},
		{"handle", "chatterly.test", "lantern_trips@chatterly.test", "handle/chatterly/lantern_trips"},
		{"url", "", "http://chatterly.test/@Lantern_Trips", "handle/chatterly/lantern_trips"},
		{"url", "", "http://chatterly.test/@lantern/109", "url//chatterly.test/@lantern/109"},
		{"url", "", "HTTPS://Blue-Lantern.Example:443/Prices/#top", "url//blue-lantern.example/Prices"},
		{"url", "", "blue-lantern.example:8080/?a=1", "url//blue-lantern.example:8080?a=1"},
		{"phone", "", "+40 (0)712-345 678", "phone//+40712345678"},
		{"phone", "", "0040712345678", "phone//+40712345678"},
		{"phone", "", "tel:+40712345678", "phone//+40712345678"},
		{"email", "", "mailto:Ana.P@Police.Example.", "email//ana.p@police.example"},
		{"domain", "", "http://Bücher.Example./x", "domain//xn--bcher-kva.example"},
		{"domain", "", "BLUE-lantern.example", "domain//blue-lantern.example"},
		{"ip", "", "2001:DB8:0::0001", "ip//2001:db8::1"},
		{"ip", "", "::ffff:192.0.2.7", "ip//192.0.2.7"},
		{"host", "", "192.0.2.7", "ip//192.0.2.7"},
		{"plate", "", "b-12 abc", "plate//B12ABC"},
		{"iban", "", "ro49 aaaa 1b31", "iban//RO49AAAA1B31"},
		{"sha256", "", "ABCDEF", "sha256//abcdef"},
		{"wallet", "", "A12UEL5L", "wallet//a12uel5l"},
		{"wallet", "", "A1LQFN3A", "wallet//a1lqfn3a"},
		{"wallet", "", "A1G7SGD8", "wallet//A1G7SGD8"},
		{"wallet", "", "a12UEL5L", "wallet//a12UEL5L"},
		{"wallet", "", "bitcoin:BCRT1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KYGT080?amount=1", "wallet//bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"},
		{"wallet", "", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "wallet//0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"},
		{"wallet", "", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "wallet//1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"},
		{"name", "", "  Đorđe  ŠAPIĆ-Çelik ", "name//dorde sapic celik"},
		{"name", "", "Мирела Дост", "name//mirela dost"},
		{"name", "", "ｆｅｎｅｒ", "name//fener"},
		{"place", "", "45.1, 14.25", "place//45100000,14250000"},
		{"place", "", "Porto Finto", "place//porto finto"},
	} {
		s := grading.Normalise(c.kind, c.platform, c.in)
		if got := s.Kind + "/" + s.Platform + "/" + s.Value; got != c.want {
			t.Errorf("%s %q: %s, want %s", c.kind, c.in, got, c.want)
		}
	}
}

func FuzzNormalise(f *testing.F) {
	for _, k := range []string{"handle", "phone", "url", "wallet", "email", "domain", "ip", "place", "name"} {
		f.Add(k, "chatterly", "@x +40 http://a.example/%41?b 1,2")
	}
	f.Fuzz(func(t *testing.T, kind, platform, value string) {
		a := grading.Normalise(kind, platform, value)
		if b := grading.Normalise(kind, platform, value); a != b {
			t.Errorf("%q: %v and %v", value, a, b)
		}
		if len(a.Value) > 64*len(value)+64 {
			t.Errorf("%d bytes grew to %d", len(value), len(a.Value))
		}
	})
}
