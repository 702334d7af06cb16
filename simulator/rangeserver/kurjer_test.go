package rangeserver_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"
	"golang.org/x/net/html"

	"github.com/osint-radar/academy/internal/e2e"
	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/rangeserver"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/surface/accountledger"
	"github.com/osint-radar/academy/simulator/surface/casp"
	"github.com/osint-radar/academy/simulator/surface/classifieds"
	"github.com/osint-radar/academy/simulator/surface/forum"
	"github.com/osint-radar/academy/simulator/surface/loopi"
	"github.com/osint-radar/academy/simulator/surface/messenger"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// townDir is the hand-made world as a dataset, made once for the package.
func townDir(t *testing.T) string {
	t.Helper()
	dir, err := townOnce()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

var townMade string

var townOnce = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "radar-rangeserver-town-")
	if err != nil {
		return "", err
	}
	townMade = dir
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return "", err
	}
	w := worldtest.New(200)
	w.Facts = nil
	opt := simulator.Options{Seed: [16]byte{15: 9}, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: 2, Surfaces: townSurfaces()}
	_, err = simulator.Write(context.Background(), w, dir+"/team-a", opt)
	return dir + "/team-a", err
})

func townSurfaces() []simulator.Surface {
	return []simulator.Surface{accountledger.Surface{}, casp.Surface{}, classifieds.Surface{}, forum.Surface{}, loopi.Surface{}, messenger.Surface{}}
}

// seen is a message as a reader of preview pages finds it.
type seen struct {
	post, text, author, forwarded, when, href string
	edited                                    bool
}

// previewed reads a page as programs read t.me/s/: by class and attribute.
func previewed(t *testing.T, page string) (out []seen, before string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	attr := func(n *html.Node, key string) string {
		for _, a := range n.Attr {
			if a.Key == key {
				return a.Val
			}
		}
		return ""
	}
	class := func(n *html.Node, name string) bool { return slices.Contains(strings.Fields(attr(n, "class")), name) }
	var text func(*html.Node) string
	text = func(n *html.Node) string {
		if n.Type == html.TextNode {
			return n.Data
		}
		s := ""
		if n.Type == html.ElementNode && n.Data == "br" {
			s = "\n"
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			s += text(c)
		}
		return s
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type != html.ElementNode:
		case class(n, "tgme_widget_message"):
			out = append(out, seen{post: attr(n, "data-post")})
		case class(n, "tgme_widget_message_text"), class(n, "transcript"):
			out[len(out)-1].text += text(n)
		case class(n, "tgme_widget_message_from_author"):
			out[len(out)-1].author = text(n)
		case class(n, "tgme_widget_message_forwarded_from_name"):
			out[len(out)-1].forwarded = text(n)
		case class(n, "tgme_widget_message_meta"):
			out[len(out)-1].edited = strings.Contains(text(n), "edited")
		case class(n, "tgme_widget_message_date"):
			out[len(out)-1].href = attr(n, "href")
		case n.Data == "time":
			out[len(out)-1].when = attr(n, "datetime")
		case class(n, "tme_messages_more"):
			before = attr(n, "data-before")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	return out, before
}

// TestPreviewPages reads a whole channel back, page by page, and holds it
// against its file: nothing of the future, nothing deleted, edits in their time.
func TestPreviewPages(t *testing.T) {
	dir := townDir(t)
	l := start(t, dir)
	site := l.ends.Sites["kurjer.test"]
	s := &s1{dir: dir}
	channels := rows[record.Channel](t, s, "messenger/channels.jsonl")
	for _, day := range []int{8, 9, 35, 96} {
		now := worldtest.Day(day).Add(13 * time.Hour)
		l.at(now)
		for _, c := range channels {
			first := l.get(site + "/s/" + c.Handle)
			gone := !c.ClosedAt.IsZero() && !now.Before(c.ClosedAt)
			banned := !c.BannedAt.IsZero() && !now.Before(c.BannedAt)
			switch {
			case now.Before(c.CreatedAt) || gone:
				if first.status != http.StatusNotFound {
					t.Errorf("%s on day %d: %d, want 404", c.Handle, day, first.status)
				}
				continue
			case banned:
				if first.status != http.StatusGone || !strings.Contains(first.body, "closed it") {
					t.Errorf("%s on day %d: %d, want 410", c.Handle, day, first.status)
				}
				continue
			}
			var want, got []string
			for _, m := range rows[record.Message](t, s, c.File) {
				if m.At.After(now) || !m.DeletedAt.IsZero() && !now.Before(m.DeletedAt) {
					continue
				}
				text := m.Text + m.Transcript
				edited := !m.EditedAt.IsZero() && !now.Before(m.EditedAt)
				if edited {
					text = m.EditedText
				}
				fwd := ""
				if m.Forward != nil {
					fwd = m.Forward.Title
				}
				want = append(want, fmt.Sprint(c.Handle, "/", m.ID, "|", text, "|", m.Author, "|", fwd, "|", m.At.Format("2006-01-02T15:04:05+00:00"), "|", edited))
			}
			for before := ""; ; {
				r := l.get(site + "/s/" + c.Handle + "?before=" + before)
				list, more := previewed(t, r.body)
				var page []string
				for _, m := range list {
					page = append(page, fmt.Sprint(m.post, "|", m.text, "|", m.author, "|", m.forwarded, "|", m.when, "|", m.edited))
					if m.href != "http://kurjer.test/"+m.post {
						t.Errorf("the date of %s leads to %s", m.post, m.href)
					}
				}
				got = append(page, got...)
				if more == "" || more == before {
					break
				}
				before = more
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s on day %d: %d messages, want %d: %.300q, want %.300q", c.Handle, day, len(got), len(want), got, want)
			}
		}
	}
}

func TestKurjer(t *testing.T) {
	dir := townDir(t)
	l := start(t, dir)
	site := l.ends.Sites["kurjer.test"]
	var pic record.Message
	for _, m := range rows[record.Message](t, &s1{dir: dir}, "messenger/messages/1100000000001.jsonl") {
		if len(m.Media) == 2 {
			pic = m
		}
	}
	for _, c := range []struct {
		day, hour int
		path      string
		status    int
		says      string
	}{
		{2, 0, "/amber_trips", 404, "no such channel"},
		{4, 0, "/amber_trips", 200, "Read the channel"},
		{4, 0, "/AMBER_trips", 200, "Read the channel"},
		{4, 0, "/amber_desk", 200, "can write to @amber_desk"},
		{4, 0, "/nobody_here", 404, "no such"},
		{8, 0, "/amber_trips/5", 200, "Lantern number 5"},
		{9, 1, "/amber_trips/5", 410, "no longer there"},
		{9, 1, "/amber_trips/29", 404, "no such"},
		{10, 8, "/amber_trips/6", 200, "Two seats left. Prices are as before."},
		{41, 0, "/s/amber_trips", 410, "closed it"},
		{41, 0, "/amber_trips/7", 410, "closed it"},
		{41, 0, "/amber_trips2", 200, "again"},
		{12, 0, "/s/amber_trips?q=ARRIVED", 200, "thank you"},
		{11, 0, "/s/amber_trips?q=%23seats", 200, "Lantern number"},
		{11, 0, "/?q=lantern+amber", 200, "@amber_trips"},
		{11, 0, "/media/" + pic.Media[0] + ".jpg", 200, "SYNTHETIC"},
		{4, 0, "/media/" + pic.Media[0] + ".jpg", 200, "SYNTHETIC"}, // the channel's own picture
		{4, 0, "/media/" + pic.Media[1] + ".jpg", 404, "404"},
		{45, 0, "/media/" + pic.Media[1] + ".jpg", 410, "removed"},
		{11, 0, "/a/b/c", 404, "no such"},
		{11, 0, "/messenger/private/rooms.jsonl", 404, "no such"},
		{11, 0, "/casp/private/koingate/accounts.jsonl", 404, "no such"},
		{11, 0, "/1100000000004", 404, "no such"},
	} {
		l.at(worldtest.Day(c.day).Add(time.Duration(c.hour) * time.Hour))
		r := l.get(site + c.path)
		if r.status != c.status || !strings.Contains(r.body, c.says) {
			t.Errorf("day %d, %s: %d, want %d and %q in %.200s", c.day, c.path, r.status, c.status, c.says, r.body)
		}
		if strings.HasPrefix(r.header.Get("Content-Type"), "text/html") && !strings.Contains(r.body, "SYNTHETIC TRAINING DATA") {
			t.Errorf("%s bears no label", c.path)
		}
	}
	// What is written to harm a reader is text.
	l.at(worldtest.Day(30))
	page := l.get(site + "/amber_trips/7").body
	if strings.Contains(page, "<script") || strings.Contains(page, "<img src=x") || !strings.Contains(page, "&lt;script&gt;") {
		t.Errorf("hostile text: %s", page)
	}
	// An attempt to write is refused and known; what is read is known with its record.
	if r := l.do(http.MethodPost, site+"/amber_desk", strings.NewReader("text=hello")); r.status != http.StatusForbidden {
		t.Errorf("a message is taken: %d", r.status)
	}
	log := l.rg.Served(l.team).Rows()
	if last := log[len(log)-1]; last.Conduct != "message" || last.Surface != "messenger" {
		t.Errorf("logged %+v", last)
	}
	if row := log[len(log)-2]; row.Record != "messenger/messages/1100000000001.jsonl#7" || row.URL != "http://kurjer.test/amber_trips/7" {
		t.Errorf("logged %+v", row)
	}
}

// Private rooms and the books of exchanges are on no page: no title, member,
// word or customer of theirs is served.
func TestPrivateStaysPrivate(t *testing.T) {
	dir := townDir(t)
	data, err := rangeserver.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"messenger/private/rooms.jsonl#1100000000004", "messenger/private/1100000000004/result.json#1", "casp/private/koingate/accounts.jsonl#40718263"} {
		if at, ok := data[0].VisibleFrom(id); ok {
			t.Errorf("%s is public from %s", id, at)
		}
	}
	if at, ok := data[0].VisibleFrom("messenger/messages/1100000000001.jsonl#2"); !ok || !at.Equal(worldtest.Day(4).Add(9*time.Hour+7*time.Minute)) {
		t.Errorf("a message is public from %s %v", at, ok)
	}
	// The range works without the folder's tables being readable at all.
	fresh := filepath.Join(t.TempDir(), "ds")
	if err := os.CopyFS(fresh, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"messenger/private/rooms.jsonl", "casp/private/koingate/accounts.jsonl"} {
		b, err := os.ReadFile(filepath.Join(fresh, filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(fresh, filepath.FromSlash(file)), make([]byte, len(b)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := rangeserver.Open(fresh); err != nil {
		t.Errorf("the range reads private material: %v", err)
	}
}

// S1 has no messenger, classifieds, forum or short videos, and no host for them.
func TestOnlyWhereItIs(t *testing.T) {
	l := start(t, simulated(t).dir)
	for host := range l.ends.Sites {
		if slices.Contains([]string{"kurjer.test", "bazarino.test", "agora-9.test", "loopi.test"}, host) {
			t.Errorf("S1 serves %s", host)
		}
	}
	if r := l.through(http.MethodGet, "http://kurjer.test/"); r.status != http.StatusBadGateway {
		t.Errorf("kurjer.test answers %d", r.status)
	}
}

// TestKurjerInABrowser holds Kurjer's pages to the rules of package e2e.
// RADAR_SHOTS names a folder for photographs.
func TestKurjerInABrowser(t *testing.T) {
	toolbin.Core(t, "chromium")
	l := start(t, townDir(t))
	l.at(worldtest.Day(11))
	b := e2e.Start(t, l.ends.Sites["kurjer.test"], os.Getenv("RADAR_SHOTS"))
	for _, path := range []string{"/", "/s/amber_trips", "/s/amber_trips?q=seats", "/amber_trips", "/amber_trips/7", "/amber_desk"} {
		b.Visit(path, http.StatusOK)
	}
	b.Visit("/nobody_here", http.StatusNotFound)
}
