package rangeserver

import (
	"cmp"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
)

// ctHost is the search page of the certificate log, as crt.sh is one.
const ctHost = "ct.test"

// maxEntries is how many entries one answer holds, the newest.
const maxEntries = 1000

// logEntry is an entry of the certificate log and the names on it.
type logEntry struct {
	record.Certificate
	names []string // lower case, the common name first
}

// loadCertificates reads the log, newest entry first.
func loadCertificates(dir string, m *dataset.Manifest) ([]logEntry, error) {
	var list []logEntry
	err := readLines(dir, m, "infra/ct.jsonl", func(c record.Certificate) error {
		if c.ID <= 0 || c.CommonName == "" || c.NameValue == "" {
			return errors.New("an entry without id or names")
		}
		list = append(list, logEntry{c, strings.Split(strings.ToLower(c.CommonName+"\n"+c.NameValue), "\n")})
		return nil
	})
	slices.SortStableFunc(list, func(a, b logEntry) int { return cmp.Compare(b.ID, a.ID) })
	return list, err
}

// ctAnswer searches the log as of t. It knows what people use of crt.sh: an
// identity (q, or identity, CN, dNSName), which may hold % for any characters;
// id for one entry; exclude=expired; output=json. Every entry comes with all
// names of its certificate.
func (tm *team) ctAnswer(r *http.Request, t time.Time) answer {
	q := r.URL.Query()
	want := strings.ToLower(strings.TrimSpace(cmp.Or(q.Get("q"), q.Get("identity"), q.Get("Identity"), q.Get("CN"), q.Get("dNSName"))))
	if r.Method == http.MethodPost || r.URL.Path != "/" && r.URL.Path != "/json" {
		return textPage(http.StatusNotFound, "infra", "404 Not Found\nThe log answers GET /?q=NAME&output=json; % stands for any characters: %.name.test\n\n"+label+"\n")
	}
	id, err := strconv.ParseInt(q.Get("id"), 10, 64)
	if q.Has("id") && err != nil {
		return textPage(http.StatusBadRequest, "infra", "400 Bad Request\nid is the number of an entry.\n\n"+label+"\n")
	}
	found, records := []record.Certificate{}, []string(nil)
	for _, e := range tm.data.infra.certificates {
		switch {
		case e.EntryTimestamp.After(t):
		case q.Get("exclude") == "expired" && e.NotAfter.Before(t):
		case id != e.ID && (want == "" || !slices.ContainsFunc(e.names, func(n string) bool { return like(want, n) })):
		case len(found) < maxEntries:
			found = append(found, e.Certificate)
			records = append(records, fmt.Sprintf("infra/ct.jsonl#%d", e.ID))
		}
	}
	a := answer{status: http.StatusOK, surface: "infra", records: records}
	if q.Get("output") == "json" || r.URL.Path == "/json" {
		a.mime, a.body = "application/json", jsonBody(found)
		return a
	}
	a.mime, a.body = "text/html; charset=utf-8", ctPage(want, found)
	return a
}

// like says whether a name fits a pattern in which % stands for any characters.
func like(pattern, name string) bool {
	parts := strings.Split(pattern, "%")
	rest, ok := strings.CutPrefix(name, parts[0])
	if !ok || len(parts) == 1 {
		return ok && rest == ""
	}
	last := len(parts) - 1
	for _, p := range parts[1:last] {
		at := strings.Index(rest, p)
		if at < 0 {
			return false
		}
		rest = rest[at+len(p):]
	}
	return strings.HasSuffix(rest, parts[last])
}

// ctPage is the answer for a browser.
func ctPage(want string, found []record.Certificate) []byte {
	esc := html.EscapeString
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Certificate log</title>\n</head>\n<body>\n<p role=\"note\">%s</p>\n<h1>Certificate log</h1>\n", label)
	fmt.Fprintf(&b, "<form action=\"/\"><label>Name (%% for any characters) <input name=\"q\" value=\"%s\"></label> <button>Search</button></form>\n", esc(want))
	fmt.Fprintf(&b, "<p>%d entries</p>\n<table>\n<tr><th>Entry</th><th>Logged at</th><th>Not before</th><th>Not after</th><th>Common name</th><th>Names</th><th>Issuer</th></tr>\n", len(found))
	for _, c := range found {
		fmt.Fprintf(&b, "<tr><td><a href=\"/?id=%d\">%d</a></td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>", c.ID, c.ID,
			c.EntryTimestamp.UTC().Format(time.DateOnly), c.NotBefore.UTC().Format(time.DateOnly), c.NotAfter.UTC().Format(time.DateOnly), esc(c.CommonName))
		for i, n := range strings.Split(c.NameValue, "\n") {
			if i > 0 {
				b.WriteString("<br>")
			}
			fmt.Fprintf(&b, "<a href=\"/?q=%s\">%s</a>", esc(url.QueryEscape(strings.TrimPrefix(n, "*."))), esc(n))
		}
		fmt.Fprintf(&b, "</td><td>%s</td></tr>\n", esc(c.IssuerName))
	}
	b.WriteString("</table>\n</body>\n</html>\n")
	return []byte(b.String())
}
