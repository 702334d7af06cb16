package rangeserver

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/chain"
)

// Names of the services that have no site of their own. They are hosts of the
// fictional internet like any other, so that the proxy reaches them too.
const (
	rdapHost    = "rdap.test"
	whoisHost   = "whois.test"
	esploraHost = "explorer.test"
)

// Dataset is a dataset folder read for serving: indexes in memory, pictures
// and page bodies read from the folder when asked for. It is never changed,
// and one Dataset may serve several teams.
type Dataset struct {
	Dir      string
	Scenario string
	Variant  string
	Start    time.Time // of the scenario clock
	End      time.Time

	blog   *microblog
	kurjer *kurjer // nil if there is none
	bazaar *bazaar // nil if there is none
	agora  *agora  // nil if there is none
	loopi  *loopi  // nil if there is none
	infra  *infra
	sites  map[string]*site // by host
	ledger *chain.Chain     // nil if there is none

	accounts *accountChain // nil if there is none
}

// Open reads datasets, each completely checked but for the bodies of pages
// and pictures, whose digests are checked when they are served. A folder
// without a manifest, a row cut in two or a file shorter than the manifest
// says is refused with its name and line.
func Open(dirs ...string) ([]*Dataset, error) {
	var out []*Dataset
	for _, dir := range dirs {
		d, err := openDataset(dir)
		if err != nil {
			return nil, fmt.Errorf("rangeserver: %w", err)
		}
		out = append(out, d)
	}
	return out, nil
}

func openDataset(dir string) (*Dataset, error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, err
	}
	d := &Dataset{Dir: dir, Scenario: m.Scenario, Variant: m.Variant, Start: m.Clock.Start.UTC(), End: m.Clock.End.UTC()}
	if d.blog, err = loadMicroblog(dir, m); err != nil {
		return nil, err
	}
	if d.infra, err = loadInfra(dir, m); err != nil {
		return nil, err
	}
	if d.sites, err = loadSites(dir, m); err != nil {
		return nil, err
	}
	if d.kurjer, err = loadKurjer(dir, m, d.Start.UnixNano(), d.End.UnixNano()); err != nil {
		return nil, err
	}
	if d.bazaar, err = loadBazaar(dir, m); err != nil {
		return nil, err
	}
	if d.agora, err = loadAgora(dir, m, d.Start.UnixNano()); err != nil {
		return nil, err
	}
	if d.loopi, err = loadLoopi(dir, m); err != nil {
		return nil, err
	}
	if d.accounts, err = loadAccountChain(dir, m); err != nil {
		return nil, err
	}
	for _, host := range []string{chatterlyHost, kurjerHost, bazarinoHost, agoraHost, loopiHost, rdapHost, whoisHost, esploraHost, ethereumHost, ctHost, pdnsHost} {
		if d.sites[host] != nil {
			return nil, fmt.Errorf("%s/web/sites.jsonl: host %s is one of the range's own", dir, host)
		}
	}
	for _, f := range m.Files {
		if f.Path == chain.BlockFile {
			if d.ledger, err = chain.Open(dir); err != nil {
				return nil, fmt.Errorf("%s: %w", dir, err)
			}
		}
	}
	return d, nil
}

// Hosts returns the names of the fictional web sites, Chatterly first, then by name.
func (d *Dataset) Hosts() []string {
	var out []string
	for host := range d.sites {
		out = append(out, host)
	}
	if d.kurjer != nil {
		out = append(out, kurjerHost)
	}
	if d.bazaar != nil {
		out = append(out, bazarinoHost)
	}
	if d.agora != nil {
		out = append(out, agoraHost)
	}
	if d.loopi != nil {
		out = append(out, loopiHost)
	}
	slices.Sort(out)
	if !d.blog.empty() {
		out = append([]string{chatterlyHost}, out...)
	}
	return out
}

// body reads a file of the dataset and checks that it is the one its record describes.
func (d *Dataset) body(path, sum string) ([]byte, error) {
	b, err := os.ReadFile(filepath.Join(d.Dir, filepath.FromSlash(path)))
	if err != nil {
		return nil, err
	}
	if got := digest(b); got != sum {
		return nil, fmt.Errorf("%s: SHA-256 is %s, its record says %s", path, got, sum)
	}
	return b, nil
}

func digest(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
