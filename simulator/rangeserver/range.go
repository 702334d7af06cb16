package rangeserver

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// Config says what a range serves and where. Zero fields have defaults.
type Config struct {
	Bind   string           // address for ports that nobody chose; "127.0.0.1"
	State  string           // folder for served.jsonl, range.json and keys.json; it must exist
	Ports  Ports            // addresses that must be had
	Grants string           // file of grants, see Grant; GrantsFile in State
	Teams  []Team           // served from the start
	Now    func() time.Time // wall time; required
	Rand   io.Reader        // for teams' keys; crypto/rand
	Log    *slog.Logger     // slog.Default()
}

// Team is a team and what it investigates. Several teams may share a dataset.
type Team struct {
	Name string
	Data *Dataset
}

// Range serves datasets over the protocols of the fictional internet, to each
// team at its own addresses and on its own scenario clock. Safe for use by
// several goroutines.
type Range struct {
	cfg      Config
	pages    *pages // Chatterly's
	kurjer   *pages
	bazarino *pages
	agora    *pages
	loopi    *pages
	log      *Log
	last     Ports // where teams were served before
	keys     map[string]string

	mu     sync.Mutex
	teams  map[string]*team
	closed bool
}

// Start opens the state folder and serves every team of the configuration
// until ctx ends or Close is called. A team's clock stands still at the end of
// its dataset until SetClock moves it.
func Start(ctx context.Context, cfg Config) (*Range, error) {
	if cfg.Now == nil {
		return nil, errors.New("rangeserver: Config.Now is not set")
	}
	if cfg.Bind == "" {
		cfg.Bind = "127.0.0.1"
	}
	if cfg.Rand == nil {
		cfg.Rand = rand.Reader
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	if cfg.Grants == "" {
		cfg.Grants = filepath.Join(cfg.State, GrantsFile)
	}
	rg := &Range{cfg: cfg, teams: map[string]*team{}}
	var err error
	if rg.pages, err = loadPages(chatterlyFiles, "chatterly"); err != nil {
		return nil, err
	}
	if rg.kurjer, err = loadPages(kurjerFiles, "kurjer"); err != nil {
		return nil, err
	}
	if rg.bazarino, err = loadPages(bazarinoFiles, "bazarino"); err != nil {
		return nil, err
	}
	if rg.agora, err = loadPages(agoraFiles, "agora"); err != nil {
		return nil, err
	}
	if rg.loopi, err = loadPages(loopiFiles, "loopi"); err != nil {
		return nil, err
	}
	if rg.keys, err = readKeys(cfg.State); err != nil {
		return nil, err
	}
	if p, err := ReadPorts(filepath.Join(cfg.State, "range.json")); err == nil {
		rg.last = p // a damaged one is only a lost preference
	}
	if rg.log, err = openLog(filepath.Join(cfg.State, "served.jsonl")); err != nil {
		return nil, err
	}
	for _, tm := range cfg.Teams {
		if err := rg.Add(tm); err != nil {
			return nil, errors.Join(err, rg.Close())
		}
	}
	context.AfterFunc(ctx, func() { _ = rg.Close() })
	return rg, nil
}

// readKeys reads the teams' keys: 32 random bytes each, in hex. They make
// tokens outlive a restart.
func readKeys(dir string) (map[string]string, error) {
	keys := map[string]string{}
	b, err := os.ReadFile(filepath.Join(dir, "keys.json"))
	if errors.Is(err, os.ErrNotExist) {
		return keys, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &keys)
	}
	if err != nil {
		return nil, fmt.Errorf("rangeserver: %s: %w", filepath.Join(dir, "keys.json"), err)
	}
	return keys, nil
}

// key returns the team's key, and draws it the first time.
func (rg *Range) key(name string) ([]byte, error) {
	if k, err := hex.DecodeString(rg.keys[name]); err == nil && len(k) == 32 {
		return k, nil
	}
	k := make([]byte, 32)
	if _, err := io.ReadFull(rg.cfg.Rand, k); err != nil {
		return nil, fmt.Errorf("rangeserver: team key: %w", err)
	}
	rg.keys[name] = hex.EncodeToString(k)
	b, err := json.Marshal(rg.keys)
	if err == nil {
		err = os.WriteFile(filepath.Join(rg.cfg.State, "keys.json"), b, 0o600)
	}
	if err != nil {
		return nil, fmt.Errorf("rangeserver: keys.json: %w", err)
	}
	return k, nil
}

// Add opens a team's ports and begins to serve it.
func (rg *Range) Add(t Team) error {
	rg.mu.Lock()
	defer rg.mu.Unlock()
	switch {
	case rg.closed:
		return errors.New("rangeserver: the range is closed")
	case t.Name == "" || t.Data == nil:
		return errors.New("rangeserver: a team needs a name and a dataset")
	case rg.teams[t.Name] != nil:
		return fmt.Errorf("rangeserver: team %q is served already", t.Name)
	}
	key, err := rg.key(t.Name)
	if err != nil {
		return err
	}
	tm := &team{rg: rg, name: t.Name, data: t.Data, key: key}
	if err := tm.clock.Set([]Segment{{Wall: rg.cfg.Now(), Scenario: t.Data.End}}); err != nil {
		return err
	}
	if err := tm.open(rg.cfg.Bind, rg.wishes(t.Name)); err != nil {
		tm.close()
		return fmt.Errorf("rangeserver: team %s: %w", t.Name, err)
	}
	tm.serve()
	rg.teams[t.Name] = tm
	if rg.last.Teams == nil {
		rg.last.Teams = map[string]Endpoints{}
	}
	rg.last.Teams[t.Name] = tm.ends // a team that comes back finds its addresses again
	return rg.writePorts()
}

// Remove closes a team's ports. What it was served stays in the log.
func (rg *Range) Remove(name string) error {
	rg.mu.Lock()
	defer rg.mu.Unlock()
	tm := rg.teams[name]
	if tm == nil {
		return fmt.Errorf("rangeserver: there is no team %q", name)
	}
	delete(rg.teams, name)
	tm.close()
	return rg.writePorts()
}

func (rg *Range) writePorts() error {
	p := Ports{Teams: map[string]Endpoints{}}
	for name, tm := range rg.teams {
		p.Teams[name] = tm.ends
	}
	return writePorts(rg.cfg.State, p)
}

// wishes returns, by name of a service or site, where a team should listen.
func (rg *Range) wishes(name string) map[string]wish {
	out := map[string]wish{}
	add := func(e Endpoints, firm bool) {
		for host, at := range e.Sites {
			out[host] = wish{at, firm}
		}
		for service, at := range map[string]string{
			"http": e.HTTP, esploraHost: e.Esplora, rdapHost: e.RDAP, "electrum": e.Electrum, "dns": e.DNS, "whois": e.WHOIS, chatterlyHost: e.Mastodon,
			ctHost: e.CT, pdnsHost: e.PDNS, ethereumHost: e.Ethereum,
		} {
			if at != "" {
				out[service] = wish{at, firm}
			}
		}
	}
	add(rg.last.Teams[name], false)
	add(rg.cfg.Ports.Teams[name], true)
	return out
}

// Teams returns the names of the teams, sorted.
func (rg *Range) Teams() []string {
	rg.mu.Lock()
	defer rg.mu.Unlock()
	return slices.Sorted(maps.Keys(rg.teams))
}

func (rg *Range) team(name string) (*team, error) {
	rg.mu.Lock()
	defer rg.mu.Unlock()
	tm := rg.teams[name]
	if tm == nil {
		return nil, fmt.Errorf("rangeserver: there is no team %q", name)
	}
	return tm, nil
}

// Endpoints returns a team's addresses; false if there is no such team.
func (rg *Range) Endpoints(name string) (Endpoints, bool) {
	tm, err := rg.team(name)
	if err != nil {
		return Endpoints{}, false
	}
	return tm.ends, true
}

// SetClock replaces the segments of a team's scenario clock.
func (rg *Range) SetClock(name string, segments []Segment) error {
	tm, err := rg.team(name)
	if err != nil {
		return err
	}
	return tm.clock.Set(segments)
}

// Now returns a team's scenario time; zero if there is no such team.
func (rg *Range) Now(name string) time.Time {
	tm, err := rg.team(name)
	if err != nil {
		return time.Time{}
	}
	return tm.now()
}

// Served returns the log as seen for a team: what the evidence matcher asks.
// It holds for teams that are no longer served, too.
func (rg *Range) Served(name string) View { return rg.log.Of(name) }

// ServedToOthers returns what was served to every team but this one.
func (rg *Range) ServedToOthers(name string) View { return rg.log.Others(name) }

// Close stops all teams and closes the log. Requests under way are finished
// for at most two seconds. It may be called several times.
func (rg *Range) Close() error {
	rg.mu.Lock()
	defer rg.mu.Unlock()
	if rg.closed {
		return nil
	}
	rg.closed = true
	for _, name := range slices.Sorted(maps.Keys(rg.teams)) {
		rg.teams[name].close()
	}
	return rg.log.close()
}
