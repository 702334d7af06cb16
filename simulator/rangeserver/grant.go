package rangeserver

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// GrantsFile is where a range looks for grants, in its state folder, where
// Config.Grants names no other file.
const GrantsFile = "grants.json"

// Grant is an authorisation that opens what lies behind Agora-9's login to a
// team. The trainer's side writes it when an order was granted; the range reads
// the file anew for each request, so that a grant works at once and ends when it
// is taken out.
type Grant struct {
	Team      string    `json:"team"`
	Name      string    `json:"name"`               // what to sign in with; the passphrase is the team's own
	Until     time.Time `json:"until"`              // scenario time
	ReadOnly  bool      `json:"read_only"`          // must be true: the range opens nothing else
	Messages  bool      `json:"messages,omitempty"` // whether it covers private messages of members
	Authority string    `json:"authority"`          // the order that it rests on
}

// ReadGrants reads a file of grants, a JSON list. A file that is not there holds
// none. A grant that names no team, name, end or authority, or is not read-only,
// is refused with its place in the list.
func ReadGrants(path string) ([]Grant, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var list []Grant
	if err == nil {
		in := json.NewDecoder(bytes.NewReader(b))
		in.DisallowUnknownFields()
		err = in.Decode(&list)
	}
	if err != nil {
		return nil, fmt.Errorf("rangeserver: grants: %s: %w", path, err)
	}
	for i, g := range list {
		switch {
		case g.Team == "" || g.Name == "" || g.Authority == "" || g.Until.IsZero():
			return nil, fmt.Errorf("rangeserver: grants: %s: grant %d wants team, name, until and authority", path, i+1)
		case !g.ReadOnly:
			return nil, fmt.Errorf("rangeserver: grants: %s: grant %d: read_only must be true", path, i+1)
		}
	}
	return list, nil
}

// WriteGrants replaces a file of grants in one step, so that the range never
// reads half of one.
func WriteGrants(path string, list []Grant) error {
	b := []byte("[]")
	var err error
	if len(list) > 0 {
		b, err = json.MarshalIndent(list, "", "  ")
	}
	if err == nil {
		err = os.WriteFile(path+".new", append(b, '\n'), 0o600)
	}
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if err != nil {
		return fmt.Errorf("rangeserver: grants: %w", err)
	}
	return nil
}

// GrantsPath is the file of grants that the range reads.
func (rg *Range) GrantsPath() string { return rg.cfg.Grants }

// authorised returns the team's grant that keep accepts and that holds at t.
func (tm *team) authorised(t time.Time, keep func(Grant) bool) (Grant, bool, error) {
	list, err := ReadGrants(tm.rg.cfg.Grants)
	for _, g := range list {
		if g.Team == tm.name && t.Before(g.Until) && keep(g) {
			return g, true, err
		}
	}
	return Grant{}, false, err
}

// session is the cookie's value of who has signed in by a grant; it ends with it.
func (tm *team) session(g Grant) string {
	return tm.draw("agora-9/" + g.Name + "/" + g.Until.UTC().Format(time.RFC3339))
}
