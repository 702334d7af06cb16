package desk

import (
	"strconv"
	"strings"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// cleared is the role of an entity that a team records in order to clear it: it
// accuses nobody.
const cleared = "innocent"

// entityTypes are the types of formats.md, section 2.
func entityTypes() []page.Option {
	return options("account", "person", "organisation", "channel", "site", "domain", "host", "wallet", "phone", "email", "document", "vehicle", "place", "image", "payment_account")
}

// selectorKinds are what an entity can be known by.
func selectorKinds() []page.Option {
	return append([]page.Option{{Value: "", Text: "–"}},
		page.Option{Value: "handle", Text: "handle (@name)"}, page.Option{Value: "name", Text: "name"}, page.Option{Value: "domain", Text: "domain"},
		page.Option{Value: "url", Text: "web address"}, page.Option{Value: "ip", Text: "IP address"}, page.Option{Value: "host", Text: "host name"},
		page.Option{Value: "wallet", Text: "wallet address"}, page.Option{Value: "phone", Text: "phone number"}, page.Option{Value: "email", Text: "e-mail"},
		page.Option{Value: "sha256", Text: "SHA-256 of a file"}, page.Option{Value: "place", Text: "place (latitude,longitude)"}, page.Option{Value: "plate", Text: "number plate"},
		page.Option{Value: "iban", Text: "IBAN"})
}

// Group is a run of options under one heading.
type Group struct {
	Text    string
	Options []page.Option
}

// predicates are grouped by the parent whose sense earns half the credit.
func predicates() []Group {
	return []Group{
		{"Control of accounts, sites, groups", options("operates", "owns", "administers", "controls")},
		{"Money", options("pays", "receives", "transacts")},
		{"The same thing", options("same_image_as", "same_text_as")},
		{"Offer", options("advertises", "supplies", "recruits", "works_for", "transports")},
		{"Network and place", options("hosts", "registers", "located_at")},
	}
}

// hopSenses are what a money hop may say.
func hopSenses() []page.Option {
	return []page.Option{
		{Value: "pays", Text: "pays: money moves from wallet to wallet"},
		{Value: "cashes_out", Text: "cashes out: it leaves the chain at the first wallet"},
		{Value: "ends", Text: "ends: it cannot be traced further from the first wallet"},
	}
}

// words are the estimative words with their bands (ICD 203).
func words() []page.Option {
	bands := []string{"1–5 %", "5–20 %", "20–45 %", "45–55 %", "55–80 %", "80–95 %", "95–99 %"}
	out := []page.Option{{Value: "", Text: "no word of likelihood"}}
	for i, w := range training.Words() {
		out = append(out, page.Option{Value: w.Text, Text: w.Text + " (" + bands[i] + ")"})
	}
	return out
}

func options(values ...string) []page.Option {
	out := make([]page.Option, len(values))
	for i, v := range values {
		out[i] = page.Option{Value: v, Text: predicateText(v)}
	}
	return out
}

// predicateText writes works_for as people say it.
func predicateText(s string) string {
	switch s {
	case "operates":
		return "operates"
	case "same_image_as":
		return "is the same image as"
	case "same_text_as":
		return "has the same text as"
	case "alias_of":
		return "is another name of"
	case "located_at":
		return "is located at"
	}
	return strings.ReplaceAll(s, "_", " ")
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func fields(s string) []string { return strings.Fields(s) }
