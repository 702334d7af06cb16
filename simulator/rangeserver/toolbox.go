package rangeserver

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Toolbox returns a team's cards, nil if there is no such team.
func (rg *Range) Toolbox(name string) []Card {
	e, ok := rg.Endpoints(name)
	if !ok {
		return nil
	}
	return Cards(e)
}

// WriteToolbox writes below dir, for each team, the tools' own configuration
// and the cards: TEAM/hosts, resolv.conf, proxy.env, wgetrc, curlrc,
// toot/config.json, electrum.sh, first-query.md, first-query.txt.
func (rg *Range) WriteToolbox(dir string) error {
	for _, name := range rg.Teams() {
		tm, err := rg.team(name)
		if err != nil {
			return err
		}
		if !filepath.IsLocal(name) || strings.ContainsAny(name, `/\`) {
			return fmt.Errorf("rangeserver: toolbox: team name %q cannot be a folder", name)
		}
		for file, text := range tm.toolbox() {
			path := filepath.Join(dir, name, filepath.FromSlash(file))
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				return fmt.Errorf("rangeserver: toolbox: %w", err)
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				return fmt.Errorf("rangeserver: toolbox: %w", err)
			}
		}
	}
	return nil
}

// toolbox returns the files by path.
func (tm *team) toolbox() map[string]string {
	e := tm.ends
	cards := Cards(e)
	var md, txt strings.Builder
	fmt.Fprintf(&md, "# First queries for %s\n\n%s. Words in CAPITALS are for what you found.\n\n", tm.name, label)
	fmt.Fprintf(&txt, "FIRST QUERIES FOR %s\n%s. Words in CAPITALS are for what you found.\n\n", tm.name, label)
	for _, c := range cards {
		md.WriteString(c.Markdown() + "\n")
		txt.WriteString(c.Text() + "\n")
	}
	bare := strings.TrimPrefix(e.HTTP, "http://")
	files := map[string]string{
		"first-query.md":  md.String(),
		"first-query.txt": txt.String(),
		"proxy.env":       "# . ./proxy.env\nexport http_proxy=" + e.HTTP + "\nexport HTTP_PROXY=" + e.HTTP + "\nexport no_proxy=127.0.0.1,localhost NO_PROXY=127.0.0.1,localhost # tools that have a port of their own\n",
		"wgetrc":          "# WGETRC=$PWD/wgetrc wget --warc-file=capture-001 http://chatterly.test/about\nuse_proxy = on\nhttp_proxy = " + e.HTTP + "\n",
		"curlrc":          "# curl -K curlrc http://chatterly.test/about\nproxy = \"" + e.HTTP + "\"\n",
		"hosts":           tm.hostsFile(bare),
	}
	if e.DNS != "" {
		host, port, _ := net.SplitHostPort(e.DNS)
		files["resolv.conf"] = fmt.Sprintf("# Only for a training network, where the range has the standard port 53; here it is %s.\n# On one computer ask it directly: dig @%s -p %s NAME\nnameserver %s\noptions timeout:2 attempts:1\n", port, host, port, host)
	}
	if e.Electrum != "" {
		files["electrum.sh"] = "#!/bin/sh\n# sh electrum.sh COMMAND…, for example: sh electrum.sh daemon -d; sh electrum.sh restore ADDRESS; sh electrum.sh load_wallet; sh electrum.sh getbalance\n" +
			"D=\"${ELECTRUM_DIR:-$HOME/.range-electrum}\"\ncase \"$1\" in daemon) exec electrum --regtest -D \"$D\" \"$@\" --oneserver -s " + e.Electrum + ":t ;; esac\nexec electrum --regtest -D \"$D\" \"$@\"\n"
	}
	if e.Mastodon != "" {
		files["toot/config.json"] = tm.tootConfig()
	}
	return files
}

// hostsFile maps every fictional host to the team's address: useful where the
// range has an IP of its own and the standard port 80.
func (tm *team) hostsFile(bare string) string {
	ip, port, _ := net.SplitHostPort(bare)
	var b strings.Builder
	fmt.Fprintf(&b, "# Only for a training network, where the range has port 80; here it is %s. On one computer use the proxy.\n", port)
	hosts := tm.data.Hosts()
	for _, extra := range []string{rdapHost, esploraHost, ethereumHost, ctHost, pdnsHost} {
		if tm.hosts[extra] != nil && !slices.Contains(hosts, extra) {
			hosts = append(hosts, extra)
		}
	}
	for _, h := range hosts {
		fmt.Fprintf(&b, "%s\t%s\n", ip, h)
	}
	return b.String()
}

// tootConfig is a toot configuration in which the observer is signed in.
func (tm *team) tootConfig() string {
	instance := strings.TrimPrefix(tm.ends.Mastodon, "http://")
	user := "observer@" + instance
	b, err := json.MarshalIndent(map[string]any{
		"active_user": user,
		"apps": map[string]any{instance: map[string]string{
			"instance": instance, "base_url": tm.ends.Mastodon, "client_id": tm.draw("client"), "client_secret": tm.draw("secret"),
		}},
		"users": map[string]any{user: map[string]string{"instance": instance, "username": "observer", "access_token": tm.draw("token")}},
	}, "", "  ")
	if err != nil {
		return "{}" // maps of strings always encode
	}
	return string(b) + "\n"
}
