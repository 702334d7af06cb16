package verify

import (
	"encoding/json"
	"slices"
	"strings"
)

var (
	factKinds   = []string{"entity", "alias", "link", "event", "hop", "label", "answer"}
	entityTypes = []string{
		"account", "person", "organisation", "channel", "site", "domain", "host", "wallet", "phone", "email", "document",
		"vehicle", "place", "image", "payment_account",
	}
	predicates = []string{
		"operates", "owns", "administers", "alias_of", "same_image_as", "same_text_as", "advertises", "pays", "receives",
		"hosts", "registers", "supplies", "recruits", "works_for", "transports", "located_at",
	}
	labelCodes = []string{"L0", "L1", "L2", "L3", "L4", "L5", "L6"}
)

// facts checks what the truth says against the rest of the dataset.
func (c *checker) facts(facts []*factRow) {
	byID := map[string]*factRow{}
	for _, f := range facts {
		if f.ID == "" || byID[f.ID] != nil {
			c.fault(Rule, truthFile, "fact id %q is empty or there twice", f.ID)
		}
		byID[f.ID] = f
	}
	labels := map[string]string{}
	for _, f := range facts {
		bad := func(format string, args ...any) {
			c.fault(Rule, truthFile, "fact "+f.ID+": "+format, args...)
		}
		if !slices.Contains(factKinds, f.Kind) {
			bad("kind %q", f.Kind)
		}
		if f.Difficulty < 1 || f.Difficulty > 5 {
			bad("difficulty %d is not 1 to 5", f.Difficulty)
		}
		c.proof(f, bad)
		switch f.Kind {
		case "entity":
			c.entity(f, bad)
		case "link", "alias", "hop":
			c.link(f, byID, bad)
		case "label":
			if f.Type != "grade" {
				if f.Type == "" && !slices.Contains(labelCodes, f.Object) || f.Object == "" {
					bad("label %q is none of %s", f.Object, strings.Join(labelCodes, " "))
				}
				if _, known := c.records[f.Subject]; !known && c.blog != nil {
					bad("labels %s, which is not there", f.Subject)
				}
				labels[f.Subject] = f.Object
			}
		}
	}
	if c.caseFile != nil && len(c.caseFile.labels) > 0 && len(labels) > 0 { // without a set to label, any row may have one
		for record := range c.caseFile.labels {
			if labels[record] == "" {
				c.fault(Rule, truthFile, "there is no label for %s of %s", record, caseLabelFile)
			}
		}
		if len(labels) != len(c.caseFile.labels) {
			c.fault(Rule, truthFile, "has %d labels, %s has %d posts", len(labels), caseLabelFile, len(c.caseFile.labels))
		}
	}
	for _, f := range facts {
		if f.Kind == "answer" {
			c.answer(f, labels)
		}
	}
	c.innocents(facts)
	c.causes(facts)
}

// proof wants every record of a proof to exist, and to be public by visible_from.
// Later states of one thing (versions of a page, of a registration, of a name's
// records of one type) show it again: there the first one counts.
func (c *checker) proof(f *factRow, bad func(string, ...any)) {
	if len(f.Proof) == 0 {
		bad("has no proof")
	}
	first := map[string]string{} // thing: its earliest record
	var things []string
	for _, p := range f.Proof {
		path, _, _ := strings.Cut(p, "#")
		row := c.listed[path]
		if row == nil {
			bad("its proof %s names no file of the dataset", p)
			continue
		}
		if c.broken[row.Surface] {
			continue
		}
		public, ok := c.records[p]
		if !ok {
			bad("its proof %s is not there", p)
			continue
		}
		thing := p
		if of := c.states[p]; of != "" {
			thing = path + " " + of
		}
		if old, seen := first[thing]; !seen {
			things = append(things, thing)
			first[thing] = p
		} else if public < c.records[old] {
			first[thing] = p
		}
	}
	for _, t := range things {
		if p := first[t]; f.VisibleFrom.ms/1000 < c.records[p]/1000 {
			bad("is visible from %s, but its proof %s only from %s", f.VisibleFrom, p, instant{c.records[p], true})
		}
	}
}

func (c *checker) entity(f *factRow, bad func(string, ...any)) {
	if !slices.Contains(entityTypes, f.Type) {
		bad("type %q is no entity type", f.Type)
	}
	if len(f.Selectors) == 0 {
		bad("has no selector")
	}
	for _, s := range f.Selectors {
		switch s.Kind {
		case "handle":
			if c.blog != nil && s.Platform == "chatterly" && c.byHandle(strings.TrimPrefix(s.Value, "@")) == nil {
				bad("there is no account %s", s.Value)
			}
			if c.kurjer != nil && s.Platform == "kurjer" && !c.kurjer.handles[strings.TrimPrefix(s.Value, "@")] {
				bad("Kurjer knows no %s", s.Value)
			}
			if c.forum != nil && s.Platform == "agora-9" && !c.forum.names[strings.ToLower(s.Value)] {
				bad("Agora-9 knows no %s", s.Value)
			}
			if c.loopi != nil && s.Platform == "loopi" && !c.loopi.handles[strings.TrimPrefix(s.Value, "@")] {
				bad("Loopi knows no %s", s.Value)
			}
		case "domain":
			if c.infra != nil && len(c.infra.registered[s.Value]) == 0 {
				bad("domain %s is not registered", s.Value)
			}
		case "payment_account":
			if c.emoney != nil && !c.emoney.known(s.Value) {
				bad("there is no payment account %s", s.Value)
			}
		case "wallet":
			if c.accounts != nil && strings.HasPrefix(s.Value, "0x") && c.accounts.has[s.Value] == nil {
				bad("there is no account %s", s.Value)
			}
		case "mmsi":
			if c.movement != nil && c.movement.vessels[s.Value] == "" {
				bad("there is no vessel %s", s.Value)
			}
		case "sha256":
			if !slices.ContainsFunc(c.m.Files, func(r fileRow) bool { return r.SHA256 == s.Value }) {
				bad("no file has the SHA-256 %s", s.Value)
			}
		}
	}
}

func (c *checker) link(f *factRow, byID map[string]*factRow, bad func(string, ...any)) {
	for _, end := range []string{f.Subject, f.Object} {
		if e := byID[end]; (e == nil || e.Kind != "entity") && (end != "" || f.Kind != "hop") {
			bad("its end %q is no entity of the truth", end)
		}
	}
	if f.Kind == "link" && !slices.Contains(predicates, f.Predicate) {
		bad("predicate %q is none of the list", f.Predicate)
	}
	if f.Kind == "hop" && f.Tx != "" && c.accounts != nil {
		if !slices.ContainsFunc(c.accounts.logOf[f.Tx], func(m moved) bool { return m.index == f.LogIndex && m.amount == f.Amount }) {
			bad("log %d of transaction %s does not move %d tokens", f.LogIndex, f.Tx, f.Amount)
		}
		return
	}
	if f.Kind != "hop" || f.TxID == "" || c.ledger == nil {
		return
	}
	outs := c.ledger.made[f.TxID]
	if f.Vout < 0 || f.Vout >= len(outs) || outs[f.Vout] != f.AmountSat {
		bad("output %d of transaction %s does not hold %d satoshi", f.Vout, f.TxID, f.AmountSat)
	}
}

// answer checks that a key answers with what is there.
func (c *checker) answer(f *factRow, labels map[string]string) {
	bad := func(format string, args ...any) {
		c.fault(Rule, truthFile, "answer "+f.Subject+": "+format, args...)
	}
	if !json.Valid([]byte(f.Object)) {
		bad("its value is no JSON")
		return
	}
	switch f.Predicate {
	case "multiple", "ordering":
		var list []string
		if json.Unmarshal([]byte(f.Object), &list) != nil || len(list) == 0 {
			bad("its value is no list of strings")
		}
		for i, v := range list {
			if slices.Contains(list[:i], v) {
				bad("%q is there twice", v)
			}
			if strings.HasPrefix(v, "@") && c.blog != nil && c.byHandle(v[1:]) == nil {
				bad("there is no account %s", v)
			}
		}
	case "flag":
		sum, ok := flag(f.Object)
		if !ok || !slices.ContainsFunc(c.m.Files, func(r fileRow) bool { return r.SHA256 == sum }) {
			bad("no file has the digest %s", f.Object)
		}
	case "labels":
		var given map[string]string
		if json.Unmarshal([]byte(f.Object), &given) == nil && len(given) > 0 {
			for record, label := range given {
				if labels[record] != label {
					bad("says %s for %s, the label fact says %q", label, record, labels[record])
				}
			}
		}
	case "matching":
		var pairs map[string]string
		if json.Unmarshal([]byte(f.Object), &pairs) != nil || len(pairs) == 0 {
			bad("its value is no object of pairs")
		}
	case "interval":
		var span struct{ From, To instant }
		if json.Unmarshal([]byte(f.Object), &span) != nil || !span.From.before(span.To) {
			bad("its value is no interval of two times")
		}
	case "place":
		var spot struct {
			At     string `json:"at"`
			Radius int64  `json:"radius_m"`
		}
		if json.Unmarshal([]byte(f.Object), &spot) != nil || !strings.Contains(spot.At, ",") || spot.Radius <= 0 {
			bad("its value is no place with a radius in metres")
		}
	case "short", "single", "numeric", "decision":
	default:
		bad("item kind %q", f.Predicate)
	}
}

// innocents wants at least 40 per cent of the named actors to be innocent.
func (c *checker) innocents(facts []*factRow) {
	actors, innocent := 0, 0
	for _, f := range facts {
		if f.Kind == "entity" && (f.Type == "account" || f.Type == "person" || f.Type == "organisation") {
			actors++
			if f.Innocent {
				innocent++
			}
		}
	}
	if actors == 0 {
		return
	}
	if share := 100 * innocent / actors; share < 40 {
		c.fault(Rule, truthFile, "only %d of %d actors are innocent, wants 40 per cent or more", innocent, actors)
	}
}
