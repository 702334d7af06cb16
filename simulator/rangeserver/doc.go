// Package rangeserver serves datasets over the protocols of the tools that
// investigators use: the Mastodon API and pages of Chatterly, Kurjer's preview
// pages, Bazarino's advertisements, Agora-9 behind its login, Loopi's clips with
// oEmbed, websites, DNS, WHOIS, RDAP, a certificate log, passive DNS, the
// Electrum protocol and Esplora's REST interface for TESTCHAIN-U, and Ethereum's
// JSON-RPC for TESTCHAIN-A.
//
//	data, err := rangeserver.Open("sim/team-a", "sim/team-b")
//	rg, err := rangeserver.Start(ctx, rangeserver.Config{
//		State: "state", Now: time.Now,
//		Teams: []rangeserver.Team{{Name: "team-a", Data: data[0]}, {Name: "team-b", Data: data[1]}},
//	})
//	rg.SetClock("team-a", []rangeserver.Segment{{Wall: now, Scenario: start, Rate: rangeserver.RealTime}})
//	ends, _ := rg.Endpoints("team-a") // where its tools point
//	rows := rg.Served("team-a").BySum(sha256)
//
// # A team is an address
//
// dig, whois and Electrum carry no token, so a team is told apart by the ports
// (or the IP) it uses. Each team has its own dataset, clock and line in
// range.json. Teams come and go while the range runs: Add, Remove.
//
// # Time
//
// Every answer is as of the team's scenario time: what is posted, registered or
// mined later does not exist yet, what was deleted is gone. A handler gets the
// request and the scenario time and must depend on nothing else. Bodies carry
// no nonce, no wall time and no port of this machine; the Date header is
// scenario time. So the same question at the same scenario time has the same
// bytes, and a digest says which answer somebody holds. (Exceptions bear
// tokens or ports and are no artefacts: log-in, RDAP bootstrap files, the list
// of hosts. They are not logged.)
//
// # The served log
//
// Before an answer leaves, a line goes to served.jsonl; if that cannot be
// written, nothing leaves. Log and View answer what evidence is checked
// against. Requests that try to act (follow, like, post, send a form) are
// refused with 403 and logged with "conduct".
//
// # JSON-RPC of TESTCHAIN-A
//
// One request or a batch of up to 200 in a POST, over the port or the proxy
// (http://testchain-a.test/). The newest block is the last one of scenario time;
// what is later is null, or error -32001 where a state is asked for. eth_call
// answers what EIP-20 lets one read, from the ledger: no program runs. An answer
// to eth_getLogs holds 10,000 logs; for more, error -32005 names the blocks that
// it could hold. Errors are those of JSON-RPC 2.0 and EIP-1474, with status 200.
// Whatever sends or signs is refused (-32003) and logged with conduct. There are
// no filters that a server keeps (eth_newFilter), no traces, no proofs, no
// websockets, and no TronGrid. GET /tags.csv and /rates.csv are the public tables
// beside the chain, the second up to the day. A line of the served log names the
// methods in "call", since the address is always the same.
//
// # Behind a login
//
// Agora-9's rooms open to a team by a Grant: a line of grants.json in the state
// folder (or of Config.Grants), which the trainer's side writes when an order was
// granted. It names the team, the name to sign in with, the scenario time at
// which it ends, and that it is read-only; the passphrase is the team's own, as in
// range.json. The file is read for each request. Without a grant the login is
// refused with a page that says why, and the attempt is recorded.
//
// # Files
//
// clock.go time; lines.go, dataset.go reading; microblog.go, timeline.go,
// search.go, content.go Chatterly's memory; mastodon*.go its API, chatterly*.go
// its pages; kurjer*.go the messenger's public channels, bazarino*.go the
// classifieds; agora*.go the forum and grant.go who may enter it, loopi*.go the
// short videos; sites.go websites; http.go proxy and limits; infra.go, dns.go, whois.go, rdap*.go,
// ct.go, pdns.go names; electrum*.go, esplora*.go TESTCHAIN-U; accountchain*.go TESTCHAIN-A
// in memory, ethereum*.go its node; served.go the
// log; range.go, team.go, ports.go who is served where; toolbox.go, cards.go
// what trainees are handed.
package rangeserver
