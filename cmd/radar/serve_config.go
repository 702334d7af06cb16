package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"filippo.io/age"
)

// serveConfig is what "radar serve" was told.
type serveConfig struct {
	addr, publicURL, opsAddr string
	origin                   string // of --public-url: forms must come from there; without it from the host that was asked
	db, content, truthKey    string
	data                     string // folder of datasets, captures, range state
	proxies                  []string
	demo, withRange          bool
	rangeBind                string
}

func readServeConfig(args []string, std stdio) (*serveConfig, error) {
	cfg := &serveConfig{}
	fl := newFlags("serve", std)
	fl.StringVar(&cfg.addr, "addr", "127.0.0.1:8080", "`host:port` of the site")
	fl.StringVar(&cfg.publicURL, "public-url", "", "`address` by which people reach the site (default: http://ADDR); https behind a proxy that speaks TLS")
	fl.StringVar(&cfg.opsAddr, "ops-addr", "", "`host:port` for /metrics and the probes; none without it")
	db := dbFlag(fl)
	fl.StringVar(&cfg.content, "content", "", "`folder` with courses/, handbook/, scenarios/ that replace the embedded ones and are followed while they are edited")
	fl.StringVar(&cfg.truthKey, "truth-key", "", "`file` with the key that opens sealed truths (default: truth.key beside the database, made at the first start)")
	fl.StringVar(&cfg.data, "data", "", "`folder` of datasets and captures (default: radar-data beside the database)")
	proxies := fl.String("trusted-proxy", "", "`addresses`, with commas, whose X-Forwarded-For is believed")
	fl.BoolVar(&cfg.demo, "demo", false, "seed invented people and a pilot, print one-time sign-in addresses")
	fl.BoolVar(&cfg.withRange, "range", false, "serve the exercises' range as well")
	fl.StringVar(&cfg.rangeBind, "range-bind", "127.0.0.1", "`address` of the range's ports")
	rest, err := parse(fl, args)
	if err != nil {
		return nil, err
	}
	if len(rest) > 0 {
		return nil, misuse("wants no arguments, got %q", rest)
	}
	for name, addr := range map[string]string{"addr": cfg.addr, "ops-addr": cfg.opsAddr} {
		if _, port, err := net.SplitHostPort(addr); addr == "" && name == "ops-addr" {
			continue
		} else if err != nil {
			return nil, misuse("--%s %q: %v; right would be 127.0.0.1:8080", name, addr, err)
		} else if _, err := strconv.ParseUint(port, 10, 16); err != nil {
			return nil, misuse("--%s %q: %q is no port; right would be 0 to 65535, as in 127.0.0.1:8080", name, addr, port)
		}
	}
	if cfg.publicURL != "" {
		u, err := url.Parse(cfg.publicURL)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
			return nil, misuse("--public-url %q; right would be https://academy.example, without a path", cfg.publicURL)
		}
		cfg.publicURL = u.Scheme + "://" + u.Host
	}
	if cfg.withRange && net.ParseIP(cfg.rangeBind) == nil {
		return nil, misuse("--range-bind %q is not an IP address", cfg.rangeBind)
	}
	for p := range strings.SplitSeq(*proxies, ",") {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		if _, _, err := net.ParseCIDR(p); err != nil && net.ParseIP(p) == nil {
			return nil, misuse("--trusted-proxy %q; right would be IP addresses or networks, as in 10.0.0.7 or 10.0.0.0/24", p)
		}
		cfg.proxies = append(cfg.proxies, p)
	}
	cfg.db = *db
	beside := filepath.Dir(strings.TrimPrefix(cfg.db, "sqlite:"))
	if !strings.HasPrefix(cfg.db, "sqlite:") {
		beside = "."
	}
	if cfg.truthKey == "" {
		cfg.truthKey = filepath.Join(beside, "truth.key")
	}
	if cfg.data == "" {
		cfg.data = filepath.Join(beside, "radar-data")
	}
	return cfg, nil
}

// accounts is where a demo writes its sign-in addresses: beside the database.
func (cfg *serveConfig) accounts() string {
	return filepath.Join(filepath.Dir(cfg.truthKey), "demo-accounts.json")
}

// finish fills in what is known once the port is open, and warns of a session
// cookie that travels in the clear.
func (cfg *serveConfig) finish(ln net.Listener, log *slog.Logger) {
	host, port, err := net.SplitHostPort(ln.Addr().String())
	ip := net.ParseIP(host)
	if cfg.origin = cfg.publicURL; cfg.publicURL == "" {
		if ip.IsUnspecified() { // it listens everywhere, which is no address to open
			host = "127.0.0.1"
		}
		cfg.publicURL = "http://" + net.JoinHostPort(host, port)
	}
	if strings.HasPrefix(cfg.publicURL, "http://") && (err != nil || ip == nil || !ip.IsLoopback()) {
		log.Warn("the site is reached without https: sign-in and sessions can be read on the way; put a proxy with TLS in front and set --public-url https://…", "addr", ln.Addr())
	}
}

// truthKey reads the key of sealed truths, or makes one at the first start.
func truthKey(file string) (*age.X25519Identity, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return makeTruthKey(file)
	}
	if err != nil {
		return nil, fmt.Errorf("--truth-key: %w", err)
	}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, err := age.ParseX25519Identity(line)
		if err != nil {
			return nil, fmt.Errorf("--truth-key %s: %w; right would be a line that begins with AGE-SECRET-KEY-1", file, err)
		}
		return key, nil
	}
	return nil, fmt.Errorf("--truth-key %s holds no key; right would be a line that begins with AGE-SECRET-KEY-1", file)
}

func makeTruthKey(file string) (*age.X25519Identity, error) {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, fmt.Errorf("--truth-key: %w", err)
	}
	text := fmt.Sprintf("# opens the sealed truths of this site's exercises; keep a copy apart from the database\n# public key: %s\n%s\n", key.Recipient(), key)
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("--truth-key: %w", err)
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, fmt.Errorf("--truth-key: %w", errors.Join(err, os.Remove(file)))
	}
	return key, nil
}
