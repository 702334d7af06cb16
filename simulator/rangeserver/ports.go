package rangeserver

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// Endpoints are a team's addresses, as range.json holds them. The sites' map
// is by fictional host name; "mastodon" is the port of chatterly.test.
type Endpoints struct {
	HTTP     string            `json:"http,omitempty"` // also the forward proxy
	Mastodon string            `json:"mastodon,omitempty"`
	Esplora  string            `json:"esplora,omitempty"`
	Ethereum string            `json:"ethereum,omitempty"` // JSON-RPC of TESTCHAIN-A
	RDAP     string            `json:"rdap,omitempty"`
	Electrum string            `json:"electrum,omitempty"` // host:port, as DNS and WHOIS
	DNS      string            `json:"dns,omitempty"`
	WHOIS    string            `json:"whois,omitempty"`
	CT       string            `json:"ct,omitempty"`   // certificate log
	PDNS     string            `json:"pdns,omitempty"` // passive DNS, up to the query: PDNS + "/" + NAME
	Sites    map[string]string `json:"sites,omitempty"`
	Login    *Login            `json:"login,omitempty"`
}

// Login is what a Mastodon client that wants a password is given. It protects
// nothing: the address itself belongs to the team.
type Login struct {
	Email      string `json:"email"`
	Passphrase string `json:"passphrase"`
}

// Ports is the shape of range.json and of the --ports file.
type Ports struct {
	Teams map[string]Endpoints `json:"teams"`
}

// ReadPorts reads a --ports file.
func ReadPorts(path string) (Ports, error) {
	var p Ports
	b, err := os.ReadFile(path)
	if err != nil {
		return p, fmt.Errorf("rangeserver: ports: %w", err)
	}
	if err := json.Unmarshal(b, &p); err != nil {
		return p, fmt.Errorf("%s: %w; right is {\"teams\":{\"team-a\":{\"http\":\"http://127.0.0.1:41001\",\"dns\":\"127.0.0.1:41006\"}}}", path, err)
	}
	return p, nil
}

// writePorts replaces range.json in one step.
func writePorts(dir string, p Ports) error {
	b, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return fmt.Errorf("rangeserver: range.json: %w", err)
	}
	path := filepath.Join(dir, "range.json")
	if err := os.WriteFile(path+".new", append(b, '\n'), 0o600); err != nil {
		return fmt.Errorf("rangeserver: range.json: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("rangeserver: range.json: %w", err)
	}
	return nil
}

// hostPort takes the address out of a URL or a host:port.
func hostPort(s string) (string, error) {
	if strings.Contains(s, "://") {
		u, err := url.Parse(s)
		if err != nil {
			return "", err
		}
		if u.Port() == "" {
			return net.JoinHostPort(u.Hostname(), "80"), nil
		}
		return u.Host, nil
	}
	if _, _, err := net.SplitHostPort(s); err != nil {
		return "", err
	}
	return s, nil
}

// wish is an address that somebody asked for. Firm ones come from --ports and
// must be had; others are those of the last run, kept if they are free.
type wish struct {
	addr string
	firm bool
}

// listen opens a TCP port at the wished address, else at any free port.
func listen(bind string, w wish) (net.Listener, error) {
	if w.addr != "" {
		at, err := hostPort(w.addr)
		if err != nil {
			return nil, fmt.Errorf("address %q: %w; right is http://127.0.0.1:41001 or 127.0.0.1:41006", w.addr, err)
		}
		l, err := net.Listen("tcp", at)
		if err == nil {
			return l, nil
		}
		if w.firm {
			return nil, fmt.Errorf("port %s cannot be opened: %w; choose another in the --ports file or stop what uses it", at, err)
		}
	}
	return net.Listen("tcp", net.JoinHostPort(bind, "0"))
}

// listenBoth opens the same port number for TCP and UDP.
func listenBoth(bind string, w wish) (net.Listener, net.PacketConn, error) {
	var problem error
	for range 20 {
		l, err := listen(bind, w)
		if err != nil {
			return nil, nil, err
		}
		pc, err := net.ListenPacket("udp", l.Addr().String())
		if err == nil {
			return l, pc, nil
		}
		problem = errors.Join(fmt.Errorf("port %s cannot be opened for UDP: %w", l.Addr(), err), l.Close())
		if w.firm {
			break
		}
		w = wish{}
	}
	return nil, nil, problem
}
