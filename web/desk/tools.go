package desk

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
)

// Tools is how to point real tools at the team's range.
type Tools struct {
	Desk   Desk
	Origin string // where Chatterly answers in a browser
	Proxy  string

	Passphrase string // of the team, at websites with a login
	Endpoints  []Endpoint
	Sites      []Endpoint
	Cards      []ToolCard
	Grants     []exercise.Grant // what opens the closed forum now
	Unsure     bool             // whether it is open cannot be said
}

// Endpoint is one address of the range.
type Endpoint struct {
	Name, Address, Note string
	Link                bool
}

// ToolCard says what one tool answers and how to begin with it.
type ToolCard struct{ ID, Tool, Question, Setup, Query, Proves, Limits string }

func (a *Area) showTools(c *fiber.Ctx) error {
	d, err := a.desk(c, "tools")
	if err != nil {
		return err
	}
	data := Tools{Desk: d}
	if e, ok := a.room.Endpoints(d.Run); ok {
		data.Origin, data.Proxy = e.Mastodon, e.HTTP
		if e.Login != nil {
			data.Passphrase = e.Login.Passphrase
		}
		for _, x := range []Endpoint{
			{"Web, and proxy for every fictional host", e.HTTP, "set it as HTTP proxy in a browser, wget, curl, Python", false},
			{"Chatterly (Mastodon API and pages)", e.Mastodon, "opens in any browser, without the proxy", true},
			{"DNS", e.DNS, "UDP and TCP, for dig", false},
			{"WHOIS", e.WHOIS, "for whois -h -p", false},
			{"RDAP", e.RDAP, "registration data as JSON", true},
			{"Certificate log", e.CT, "crt.sh shape, JSON with output=json", true},
			{"Passive DNS", e.PDNS, "COF as JSON lines: add /NAME or /ADDRESS", false},
			{"Electrum server", e.Electrum, "plain TCP, regtest", false},
			{"Block explorer (Esplora)", e.Esplora, "REST", true},
			{"Node of TESTCHAIN-A", e.Ethereum, "Ethereum JSON-RPC, for web3.py, ethereum-etl, curl", false},
		} {
			if x.Address != "" {
				data.Endpoints = append(data.Endpoints, x)
			}
		}
		for _, host := range slices.Sorted(maps.Keys(e.Sites)) {
			data.Sites = append(data.Sites, Endpoint{Name: host, Address: e.Sites[host], Link: true})
		}
	}
	data.Grants, err = a.room.Grants(c.UserContext(), viewer(c), d.Run.ID)
	if data.Unsure = errors.Is(err, training.ErrUnavailable); err != nil && !data.Unsure {
		return err
	}
	data.Grants = slices.DeleteFunc(data.Grants, func(g exercise.Grant) bool { return g.Ended })
	for _, k := range a.room.Toolbox(d.Run) {
		data.Cards = append(data.Cards, ToolCard{
			ID: k.ID, Tool: k.Tool, Question: k.Question, Proves: k.Proves, Limits: k.Limits,
			Setup: strings.Join(k.Setup, "\n"), Query: strings.Join(k.Query, "\n"),
		})
	}
	return a.tools.Render(c, fiber.StatusOK, d.meta("Tools"), data)
}
