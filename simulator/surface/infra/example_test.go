package infra_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/surface/infra"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// A domain of the story among its neighbours, as its name servers know it. The
// register and the certificate log have rows of their own for it.
func Example() {
	w := worldtest.New(20)
	w.Domains = []world.Domain{{
		Ref: "domain:coach", Name: "ulmdal-coaches.example", Registrant: world.Contact{Name: "Ulmdal Coaches", Email: "office@pigeonpost.example", Country: "XB"},
		Registrar: "Delta Names", Registered: worldtest.Day(-300), Expires: worldtest.Day(65), NameServers: []string{"ns1.pier-nine.example"},
		Text: []string{"v=spf1 -all"},
	}}
	fmt.Print(worldtest.Lines(infra.Surface{}, w, "infra/dns.jsonl", `"name":"ulmdal-coaches.example"`))
	// Output:
	// {"id":"44b52593b23b","name":"ulmdal-coaches.example","type":"NS","ttl":86400,"data":"ns1.pier-nine.example","valid_from":"2025-04-08T00:00:00Z"}
	// {"id":"482010a4bdbb","name":"ulmdal-coaches.example","type":"TXT","ttl":3600,"data":"\"v=spf1 -all\"","valid_from":"2025-04-08T00:00:00Z"}
}
