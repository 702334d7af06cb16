package solver

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"net/url"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"
)

// endpoints is a team's entry in range.json.
type endpoints struct {
	HTTP     string `json:"http"`
	Mastodon string `json:"mastodon"`
	Esplora  string `json:"esplora"`
	Ethereum string `json:"ethereum"`
	RDAP     string `json:"rdap"`
	DNS      string `json:"dns"`
}

// desk is what lies on the analyst's desk.
type desk struct {
	t     *testing.T
	at    endpoints
	proxy *http.Client
	tools map[string]string
	cache map[string][]byte
}

func newDesk(t *testing.T, at endpoints, tools map[string]string) *desk {
	t.Helper()
	via, err := url.Parse(at.HTTP)
	if err != nil {
		t.Fatal(err)
	}
	return &desk{
		t: t, at: at, tools: tools, cache: map[string][]byte{},
		proxy: &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(via)}, Timeout: 30 * time.Second},
	}
}

// fetch gets a body, directly or, for a name of the fictional internet, through the proxy.
func (d *desk) fetch(address string) ([]byte, http.Header, bool) {
	d.t.Helper()
	client := d.proxy
	if u, err := url.Parse(address); err == nil && net.ParseIP(u.Hostname()) != nil {
		client = &http.Client{Timeout: 30 * time.Second}
	}
	resp, err := client.Get(address)
	if err != nil {
		d.t.Fatalf("GET %s: %v", address, err)
	}
	b, err := io.ReadAll(resp.Body)
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		d.t.Fatalf("GET %s: %v", address, err)
	}
	return b, resp.Header, resp.StatusCode == http.StatusOK
}

func (d *desk) json(address string, v any) http.Header {
	d.t.Helper()
	b, h, ok := d.fetch(address)
	if !ok {
		d.t.Fatalf("GET %s: %.200s", address, b)
	}
	if err := json.Unmarshal(b, v); err != nil {
		d.t.Fatalf("GET %s: %v", address, err)
	}
	return h
}

// run runs a tool and returns what it prints.
func (d *desk) run(tool string, args ...string) string {
	d.t.Helper()
	out, err := exec.Command(d.tools[tool], args...).Output()
	if err != nil {
		d.t.Fatalf("%s %v: %v", tool, args, err)
	}
	return string(out)
}

// account and status are what the Mastodon API shows.
type account struct {
	ID       string `json:"id"`
	Username string `json:"username"`
	Fields   []struct {
		Name, Value string
	} `json:"fields"`
}

type status struct {
	ID        string    `json:"id"`
	CreatedAt time.Time `json:"created_at"`
	Content   string    `json:"content"`
	Account   account   `json:"account"`
	Media     []struct {
		URL string `json:"url"`
	} `json:"media_attachments"`
	ReplyTo string `json:"in_reply_to_id"`
}

var tagIn = regexp.MustCompile(`<[^>]*>`)

// plain is a text without its markup.
func plain(markup string) string {
	return strings.TrimSpace(html.UnescapeString(tagIn.ReplaceAllString(strings.ReplaceAll(markup, "<br", "\n<br"), "")))
}

func (d *desk) lookup(handle string) account {
	var a account
	d.json(d.at.Mastodon+"/api/v1/accounts/lookup?acct="+url.QueryEscape(strings.TrimPrefix(handle, "@")), &a)
	return a
}

func (d *desk) status(id string) status {
	var s status
	d.json(d.at.Mastodon+"/api/v1/statuses/"+id, &s)
	return s
}

var nextPage = regexp.MustCompile(`<([^>]+)>; rel="next"`)

// timeline pages through everything an account has written, newest first.
func (d *desk) timeline(id string) []status {
	var all []status
	next := d.at.Mastodon + "/api/v1/accounts/" + id + "/statuses?limit=40"
	for next != "" {
		var page []status
		h := d.json(next, &page)
		all = append(all, page...)
		next = ""
		if m := nextPage.FindStringSubmatch(h.Get("Link")); m != nil && len(page) > 0 {
			u, err := url.Parse(m[1])
			if err != nil {
				d.t.Fatal(err)
			}
			next = d.at.Mastodon + u.RequestURI()
		}
	}
	return all
}

// addresses are the A records of a name, asked with dig.
func (d *desk) addresses(name string) []string {
	host, port, err := net.SplitHostPort(d.at.DNS)
	if err != nil {
		d.t.Fatal(err)
	}
	return strings.Fields(d.run("dig", "@"+host, "-p", port, "+short", name, "A"))
}

// registrant is the e-mail address of a domain's registrant, from RDAP (RFC 9083).
func (d *desk) registrant(domain string) string {
	var answer struct {
		Entities []struct {
			Roles []string `json:"roles"`
			VCard []any    `json:"vcardArray"`
		} `json:"entities"`
	}
	d.json(strings.TrimSuffix(d.at.RDAP, "/")+"/domain/"+domain, &answer)
	for _, e := range answer.Entities {
		if len(e.Roles) == 0 || e.Roles[0] != "registrant" || len(e.VCard) < 2 {
			continue
		}
		rows, _ := e.VCard[1].([]any)
		for _, row := range rows {
			if r, ok := row.([]any); ok && len(r) == 4 && r[0] == "email" {
				return fmt.Sprint(r[3])
			}
		}
	}
	return ""
}

// transaction is what Esplora tells of one.
type transaction struct {
	TxID string `json:"txid"`
	Vin  []struct {
		Prevout output `json:"prevout"`
	} `json:"vin"`
	Vout   []output `json:"vout"`
	Status struct {
		Time int64 `json:"block_time"`
	} `json:"status"`
}

type output struct {
	Address string `json:"scriptpubkey_address"`
	Type    string `json:"scriptpubkey_type"`
	Value   int64  `json:"value"`
}

func (tx transaction) spends(wallet map[string]bool) bool {
	for _, in := range tx.Vin {
		if wallet[in.Prevout.Address] {
			return true
		}
	}
	return false
}

// history is every transaction of an address, 25 a page.
func (d *desk) history(address string) []transaction {
	var all []transaction
	next := d.at.Esplora + "/address/" + address + "/txs"
	for {
		var page []transaction
		d.json(next, &page)
		all = append(all, page...)
		if len(page) < 25 {
			return all
		}
		next = d.at.Esplora + "/address/" + address + "/txs/chain/" + page[len(page)-1].TxID
	}
}
