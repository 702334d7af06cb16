package rangeserver

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// maxBody is how much of a request's body is read.
const maxBody = 64 << 10

// Content security policies. No page of the range runs scripts, frames
// anything or loads from another origin; websites bring their own style.
const (
	strictCSP = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	siteCSP   = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

// handler answers a request as of scenario time t. It must not depend on
// anything else: not on wall time, not on the port, not on the asker.
type handler func(r *http.Request, t time.Time) answer

// answer is a response before it is logged and sent.
type answer struct {
	status  int
	mime    string
	body    []byte
	surface string
	records []string    // dataset records it shows
	header  http.Header // beside the usual ones
	csp     string      // "": strictCSP
	conduct string      // what the asker tried to do
	call    string      // what a JSON-RPC request asks, as its address is always the same
	quiet   bool        // carries a token or an address of this machine: no artefact
	err     error       // why there is no answer: for the operator's log
}

// reads says whether a request only asks.
func reads(r *http.Request) bool { return r.Method == http.MethodGet || r.Method == http.MethodHead }

func textPage(status int, surface, text string) answer {
	return answer{status: status, mime: "text/plain; charset=utf-8", body: []byte(text), surface: surface}
}

func failure(err error) answer {
	a := textPage(http.StatusInternalServerError, "", "The range could not read its dataset. Please tell the trainer.\n")
	a.quiet, a.err = true, err
	return a
}

func conductAnswer(surface, conduct, rec string, a answer) answer {
	a.surface, a.conduct = surface, conduct
	if rec != "" {
		a.records = []string{rec}
	}
	return a
}

// jsonBody encodes without escaping < > &, as the real servers do.
func jsonBody(v any) []byte {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return []byte(`{"error":"internal"}`) // a wire type that cannot be encoded: a bug that tests find
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n"))
}

// answerHTTP finds the answer of a host, logs it and sends it.
func (tm *team) answerHTTP(w http.ResponseWriter, r *http.Request, host string, h handler) {
	wall := tm.rg.cfg.Now()
	t := tm.clock.At(wall)
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	var a answer
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete:
		a = h(r, t)
	default:
		a = textPage(http.StatusMethodNotAllowed, "web", "405 Method Not Allowed\nThe range answers GET, HEAD and, for log-in, POST.\n")
		a.header = http.Header{"Allow": {"GET, HEAD, POST"}}
	}
	if a.err != nil {
		tm.rg.cfg.Log.Error("range", "team", tm.name, "url", r.URL.String(), "err", a.err)
	}
	if r.Method != http.MethodHead && !a.quiet {
		s := Served{
			Wall: wall.UTC(), Scenario: t, Team: tm.name, Surface: a.surface,
			URL: NormalURL("http://" + host + r.URL.RequestURI()), SHA256: digest(a.body), Bytes: int64(len(a.body)), Conduct: a.conduct, Call: a.call,
		}
		if a.status != http.StatusOK {
			s.Status = a.status
		}
		s.setRecords(a.records)
		if via := "http://" + r.Host + r.URL.RequestURI(); NormalURL(via) != s.URL {
			s.Via = NormalURL(via)
		}
		if err := tm.rg.log.add(s); err != nil {
			tm.rg.cfg.Log.Error("range", "team", tm.name, "err", err)
			a = failure(err)
		}
	}
	tm.send(w, r, t, a)
}

// maxRecords is how many records one line of the log names.
const maxRecords = 200

func (s *Served) setRecords(records []string) {
	records = page(records, 0, maxRecords)
	switch len(records) {
	case 0:
	case 1:
		s.Record = records[0]
	default:
		s.Record, s.Records = records[0], records
	}
}

func (tm *team) send(w http.ResponseWriter, r *http.Request, t time.Time, a answer) {
	h := w.Header()
	for k, v := range a.header {
		h[k] = v
	}
	csp := a.csp
	if csp == "" {
		csp = strictCSP
	}
	h.Set("Content-Type", a.mime)
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	h.Set("Content-Security-Policy", csp)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Synthetic-Data", label)
	h.Set("Date", t.UTC().Format(http.TimeFormat)) // the range knows no other time
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(a.body) // the client may be gone; nothing is lost
	}
}

// siteServer serves one host on its own port.
func (tm *team) siteServer(host string, h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodConnect {
			tm.refuseConnect(w, r)
			return
		}
		tm.answerHTTP(w, r, host, h)
	})
}

// proxyServer is the http port: a forward proxy for every fictional host; a
// plain request is answered by its Host, or by a page that lists the hosts.
func (tm *team) proxyServer() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodConnect {
			tm.refuseConnect(w, r)
			return
		}
		host := r.Host
		if r.URL.IsAbs() {
			host = r.URL.Host
			if r.URL.Scheme != "http" {
				tm.answerHTTP(w, r, host, func(*http.Request, time.Time) answer {
					a := textPage(http.StatusBadRequest, "web", "The range speaks plain HTTP; use http:// addresses.\n")
					a.quiet = true
					return a
				})
				return
			}
		}
		host = strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(host, ":80"), "."))
		if own, ok := tm.behind[host]; ok && r.URL.IsAbs() {
			host = own // a tool that asks for one of the team's ports through the proxy
		}
		if h, ok := tm.hosts[host]; ok {
			tm.answerHTTP(w, r, host, h)
			return
		}
		if !r.URL.IsAbs() && isAddress(host) {
			tm.answerHTTP(w, r, host, tm.startPage)
			return
		}
		tm.answerHTTP(w, r, host, noSuchHost(host))
	})
}

// resolving answers for a host only while its name resolves at t, if the
// dataset says anything of the name at all.
func (tm *team) resolving(host string, h handler) handler {
	return func(r *http.Request, t time.Time) answer {
		if tm.data.infra.named(host) && !tm.data.infra.resolves(host, t) {
			return noSuchHost(host)(r, t)
		}
		return h(r, t)
	}
}

func noSuchHost(host string) handler {
	return func(*http.Request, time.Time) answer {
		return textPage(http.StatusBadGateway, "web", "502 Bad Gateway\nThe name "+strconv.QuoteToASCII(host)+
			" does not resolve in the range.\nThe range is a closed, fictional internet: names end in .test or .example.\n\n"+label+"\n")
	}
}

func isAddress(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	return name == "localhost" || net.ParseIP(strings.Trim(name, "[]")) != nil
}

func (tm *team) refuseConnect(w http.ResponseWriter, r *http.Request) {
	a := textPage(http.StatusMethodNotAllowed, "", "405 Method Not Allowed\nThis proxy opens no tunnels (CONNECT). The range speaks plain HTTP; use http:// addresses.\n")
	a.header = http.Header{"Allow": {"GET, HEAD, POST"}, "Connection": {"close"}}
	tm.send(w, r, tm.now(), a)
}

// startPage lists the hosts of the range, for a browser that opened the port itself.
func (tm *team) startPage(*http.Request, time.Time) answer {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nThis is the range of %s. Set this address as HTTP proxy and open:\n\n", label, tm.name)
	for _, host := range tm.data.Hosts() {
		fmt.Fprintf(&b, "  http://%s/\n", host)
	}
	a := textPage(http.StatusOK, "web", b.String())
	a.quiet = true
	return a
}

// newServer is an HTTP server with limits that a slow or hostile client meets.
func newServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 20 * time.Second,
		WriteTimeout: 60 * time.Second, IdleTimeout: 90 * time.Second, MaxHeaderBytes: 32 << 10,
	}
}

// form reads a request's parameters from query, form or JSON body.
func form(r *http.Request) (url.Values, error) {
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		var fields map[string]any
		if err := json.Unmarshal(b, &fields); err != nil {
			return nil, err
		}
		out := r.URL.Query()
		for k, v := range fields {
			out.Set(k, fmt.Sprint(v))
		}
		return out, nil
	}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		if err := r.ParseMultipartForm(maxBody); err != nil {
			return nil, err
		}
		return r.Form, nil
	}
	err := r.ParseForm()
	return r.Form, err
}
