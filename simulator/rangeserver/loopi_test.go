package rangeserver_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/internal/e2e"
	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/worldtest"
)

var clipLink = regexp.MustCompile(`<p class="caption"[^>]*><a href="/clip/(\d+)"`)

// clipsOf reads a list of clips to its end, page by page.
func (l *lab) clipsOf(address string) (ids []string) {
	l.t.Helper()
	for next := address; next != ""; {
		r := l.get(next)
		if r.status != http.StatusOK {
			l.t.Fatalf("%s: %d", next, r.status)
		}
		for _, m := range clipLink.FindAllStringSubmatch(r.body, -1) {
			ids = append(ids, m[1])
		}
		next = ""
		if _, rest, ok := strings.Cut(r.body, `<nav class="pages"`); ok {
			for _, a := range strings.Split(rest, "<a ") {
				if strings.Contains(a, `rel="next"`) {
					href, _, _ := strings.Cut(strings.TrimPrefix(a, `href="`), `"`)
					next = l.ends.Sites["loopi.test"] + strings.ReplaceAll(href, "&amp;", "&")
				}
			}
		}
	}
	return ids
}

// TestLoopiAsOfTheClock: front, search, tags and profiles list what stands at the
// time, newest first, in the words of the files.
func TestLoopiAsOfTheClock(t *testing.T) {
	dir := townDir(t)
	l := start(t, dir)
	site := l.ends.Sites["loopi.test"]
	accounts := map[string]record.LoopiAccount{}
	for _, a := range rows[record.LoopiAccount](t, &s1{dir: dir}, "loopi/accounts.jsonl") {
		accounts[a.ID] = a
	}
	all := rows[record.Clip](t, &s1{dir: dir}, "loopi/clips.jsonl")
	for _, day := range []int{0, 12, 26, 96} {
		now := worldtest.Day(day)
		l.at(now)
		var want, seats, main, road []string
		for _, c := range slices.Backward(all) {
			a := accounts[c.AccountID]
			if c.CreatedAt.After(now) || !c.DeletedAt.IsZero() && !now.Before(c.DeletedAt) || !a.SuspendedAt.IsZero() && !now.Before(a.SuspendedAt) {
				continue
			}
			want = append(want, c.ID)
			if slices.Contains(c.Tags, "seats") {
				seats = append(seats, c.ID)
			}
			if a.Handle == "amber_ways" {
				main = append(main, c.ID)
			}
			if strings.Contains(strings.ToLower(c.Caption+c.Sound+a.Handle+a.Name), "evening") {
				road = append(road, c.ID)
			}
		}
		equal(t, fmt.Sprintf("front on day %d", day), l.clipsOf(site+"/"), want)
		equal(t, fmt.Sprintf("profile on day %d", day), l.clipsOf(site+"/@amber_ways"), main)
		equal(t, fmt.Sprintf("search on day %d", day), l.clipsOf(site+"/?q=EVENING"), road)
		if len(seats) > 0 {
			equal(t, fmt.Sprintf("tag on day %d", day), l.clipsOf(site+"/tag/seats"), seats)
		}
	}
}

func TestLoopi(t *testing.T) {
	dir := townDir(t)
	w := worldtest.New(200)
	l := start(t, dir)
	site := l.ends.Sites["loopi.test"]
	clip := map[string]record.Clip{}
	for _, c := range rows[record.Clip](t, &s1{dir: dir}, "loopi/clips.jsonl") {
		clip[c.ID] = c
	}
	road := clip[w.Clips[1].ID].Poster
	for _, c := range []struct {
		day    int
		path   string
		status int
		says   string
		not    string
	}{
		{6, "/@amber_ways", 200, "since January 2026", "Every week. Ask the desk"},
		{7, "/@amber_ways", 200, "Every week. Ask the desk", "<script"},
		{7, "/@AMBER_ways", 200, "&#43;447700900123", "<script"},
		{7, "/@nobody_here", 404, "knows no such", "amber"},
		{21, "/@amber_ways1", 200, "&lt;script&gt;", "<script"},
		{34, "/@amber_ways1", 410, "suspended", "same seats"},
		{34, "/clip/" + w.Clips[4].ID, 410, "no longer there", "same seats"},
		{7, "/clip/" + w.Clips[0].ID, 200, "How much?", "alert(1)"},
		{6, "/clip/" + w.Clips[0].ID, 404, "knows no such", "Every week"},
		{26, "/clip/" + w.Clips[3].ID, 410, "no longer there", "alert"},
		{18, "/clip/" + w.Clips[2].ID, 200, "Last night with our guests.", "This is my clip."},
		{19, "/clip/" + w.Clips[2].ID, 200, "[U&#43;202E]", "<img src=x"},
		{12, "/media/" + road + ".jpg", 200, "SYNTHETIC", ""},
		{11, "/media/" + road + ".jpg", 404, "404", "SYNTHETIC TRAINING DATA\x00"},
		{7, "/tag/nothingofthekind", 404, "knows no such", "amber"},
		{7, "/robots.txt", 200, "Disallow: /media/", "amber"},
		{7, "/a/b/c", 404, "knows no such", "amber"},
		{7, "/?page=99999", 200, "Newer clips", "Older clips"},
	} {
		at := worldtest.Day(c.day)
		switch c.day {
		case 18:
			at = at.Add(9*time.Hour + 45*time.Minute) // the first complaint is deleted, the second not yet written
		case 12, 19:
			at = at.Add(12 * time.Hour)
		}
		l.at(at)
		r := l.get(site + c.path)
		if r.status != c.status || !strings.Contains(r.body, c.says) || c.not != "" && strings.Contains(strings.ReplaceAll(r.body, `<script type="application/ld+json">`, ""), c.not) {
			t.Errorf("day %d, %s: %d, want %d, %q and no %q", c.day, c.path, r.status, c.status, c.says, c.not)
		}
	}
	l.at(worldtest.Day(7))
	page := l.get(site + "/clip/" + w.Clips[0].ID)
	if r := l.do(http.MethodPost, site+"/clip/"+w.Clips[0].ID, strings.NewReader("text=hello")); r.status != http.StatusForbidden {
		t.Errorf("a comment is taken: %d", r.status)
	}
	log := l.rg.Served(l.team).Rows()
	if row := log[len(log)-1]; row.Conduct != "message" || row.Surface != "loopi" {
		t.Errorf("logged %+v", row)
	}
	if row := log[len(log)-2]; row.Record != "loopi/clips.jsonl#"+w.Clips[0].ID || row.SHA256 != sum([]byte(page.body)) || row.URL != "http://loopi.test/clip/"+w.Clips[0].ID {
		t.Errorf("logged %+v", row)
	}
	if again := l.get(site + "/clip/" + w.Clips[0].ID); again.body != page.body {
		t.Error("the same question at the same time has two answers")
	}
}

// embed is oEmbed's answer, section 2.3.4 of the specification, as far as it is required.
type embed struct {
	Version   string `json:"version"`
	Type      string `json:"type"`
	Title     string `json:"title"`
	Author    string `json:"author_name"`
	AuthorURL string `json:"author_url"`
	Provider  string `json:"provider_name"`
	HTML      string `json:"html"`
	Width     int    `json:"width"`
	Height    int    `json:"height"`
	Thumb     string `json:"thumbnail_url"`
	ThumbW    int    `json:"thumbnail_width"`
	ThumbH    int    `json:"thumbnail_height"`
}

// TestOEmbed holds the answers against the specification, oEmbed 1.0.
func TestOEmbed(t *testing.T) {
	dir := townDir(t)
	w := worldtest.New(200)
	l := start(t, dir)
	l.at(worldtest.Day(25).Add(20 * time.Hour))
	site := l.ends.Sites["loopi.test"]
	ask := func(clip int, more string) string {
		return site + "/oembed?url=http%3A%2F%2Floopi.test%2Fclip%2F" + w.Clips[clip].ID + more
	}
	read := func(r reply) (e embed) {
		if err := json.Unmarshal([]byte(r.body), &e); err != nil || r.status != http.StatusOK || !strings.HasPrefix(r.header.Get("Content-Type"), "application/json") {
			t.Fatalf("%d %s: %v", r.status, r.header.Get("Content-Type"), err)
		}
		return e
	}
	e := read(l.get(ask(0, "&format=json")))
	e.HTML, e.Thumb = "", ""
	want := embed{Version: "1.0", Type: "video", Title: w.Clips[0].Caption, Author: "Amber Ways", AuthorURL: "http://loopi.test/@amber_ways", Provider: "Loopi", Width: 640, Height: 480, ThumbW: 640, ThumbH: 480}
	if d := cmp.Diff(want, e); d != "" {
		t.Error(d)
	}
	if e := read(l.get(ask(0, "&maxwidth=320&maxheight=100"))); e.Width > 320 || e.Height != 100 || e.Thumb != "" {
		t.Errorf("%d × %d with the picture %q, at most 320 × 100 was asked", e.Width, e.Height, e.Thumb)
	}
	if e := read(l.get(ask(3, ""))); strings.Contains(e.HTML, "<script") || strings.Contains(e.HTML, "<img src=x") || e.Title != worldtest.Hostile {
		t.Errorf("hostile caption: %s", e.HTML)
	}
	for path, status := range map[string]int{
		ask(0, "&format=xml"): http.StatusNotImplemented, site + "/oembed": http.StatusNotFound, site + "/oembed?url=http%3A%2F%2Floopi.test%2Fclip%2F7": http.StatusNotFound,
		site + "/oembed?url=http%3A%2F%2Fchatterly.test%2Fclip%2F" + w.Clips[0].ID: http.StatusNotFound, site + "/oembed?url=%3A%3A": http.StatusNotFound,
	} {
		if r := l.get(path); r.status != status {
			t.Errorf("%s: %d, want %d", path, r.status, status)
		}
	}
	l.at(worldtest.Day(34))
	if r := l.get(ask(4, "")); r.status != http.StatusNotFound {
		t.Errorf("a clip of a suspended account: %d", r.status)
	}
}

// extructed asks extruct for the JSON-LD of a page and looks for its oEmbed link.
const extructed = `
import extruct, json, sys
import lxml.html
page = sys.stdin.read()
links = lxml.html.fromstring(page.encode("utf-8")).xpath('//link[@type="application/json+oembed"]/@href')
print(json.dumps({"data": extruct.extract(page, syntaxes=["json-ld"])["json-ld"], "links": links}))
`

// micawbered asks for a clip as a program does that embeds it, through the proxy.
const micawbered = `
import json, sys
from micawber.providers import Provider
print(json.dumps(Provider("http://loopi.test/oembed").request(sys.argv[1])))
`

// TestLoopiByReaders: extruct reads the VideoObject and finds the oEmbed link,
// micawber reads oEmbed; both tell the clip of the file.
func TestLoopiByReaders(t *testing.T) {
	toolbin.Core(t, "python3-extruct and micawber")
	dir := townDir(t)
	w := worldtest.New(200)
	l := start(t, dir)
	l.at(worldtest.Day(25).Add(20 * time.Hour))
	run := func(program string, stdin []byte, args ...string) []byte {
		cmd := exec.Command(program, args...)
		cmd.Stdin = bytes.NewReader(stdin)
		cmd.Env = append(os.Environ(), "http_proxy="+l.ends.HTTP, "no_proxy=")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v %s (make setup installs it)", program, err, complaint(err))
		}
		return out
	}
	likes := map[string]int{} // by then
	for _, k := range rows[record.ClipLike](t, &s1{dir: dir}, "loopi/likes.jsonl") {
		if !k.CreatedAt.After(worldtest.Day(25).Add(20 * time.Hour)) {
			likes[k.ClipID]++
		}
	}
	rowsOf := rows[record.Clip](t, &s1{dir: dir}, "loopi/clips.jsonl")
	for _, i := range []int{0, 1, 2, 3} {
		c := rowsOf[slices.IndexFunc(rowsOf, func(c record.Clip) bool { return c.ID == w.Clips[i].ID })]
		var got struct {
			Data []struct {
				Context  string   `json:"@context"`
				Type     string   `json:"@type"`
				Name     string   `json:"name"`
				Upload   string   `json:"uploadDate"`
				Duration string   `json:"duration"`
				Thumb    string   `json:"thumbnailUrl"`
				Keywords []string `json:"keywords"`
				Image    []string `json:"image"`
				Author   struct {
					Alt string `json:"alternateName"`
				} `json:"author"`
				Counts []struct {
					Count int `json:"userInteractionCount"`
				} `json:"interactionStatistic"`
			}
			Links []string
		}
		page := l.get(l.ends.Sites["loopi.test"] + "/clip/" + c.ID)
		if err := json.Unmarshal(run("/usr/bin/python3", []byte(page.body), "-c", extructed), &got); err != nil {
			t.Fatal(err)
		}
		if len(got.Data) != 1 || len(got.Links) != 1 {
			t.Fatalf("clip %s: %d pieces of JSON-LD, %d links", c.ID, len(got.Data), len(got.Links))
		}
		d := got.Data[0]
		if d.Type != "VideoObject" || d.Name != c.Caption || d.Upload != c.CreatedAt.UTC().Format("2006-01-02T15:04:05.000Z") || d.Duration != "PT0M14S" || d.Author.Alt != "@"+w.LoopiAccount(w.Clips[i].Account).Handle {
			t.Errorf("clip %s reads as %+v", c.ID, d)
		}
		if !slices.Equal(d.Keywords, c.Tags) || len(d.Image) != len(c.Frames) || d.Thumb != "http://loopi.test/media/"+c.Poster+".jpg" || len(d.Counts) != 2 || d.Counts[0].Count < d.Counts[1].Count || d.Counts[1].Count != likes[c.ID] {
			t.Errorf("clip %s shows %+v", c.ID, d)
		}
		var e embed
		if err := json.Unmarshal(run(toolbin.Find(t, "python"), nil, "-c", micawbered, "http://loopi.test/clip/"+c.ID), &e); err != nil {
			t.Fatal(err)
		}
		if e.Type != "video" || e.Title != c.Caption || e.Thumb != d.Thumb || e.Width != 640 {
			t.Errorf("clip %s embeds as %+v", c.ID, e)
		}
		if r := l.through(http.MethodGet, got.Links[0]); r.status != http.StatusOK || !strings.Contains(r.body, `"type":"video"`) {
			t.Errorf("the link of the page: %d %s", r.status, r.body)
		}
	}
}

// complaint is what a program wrote before it failed.
func complaint(err error) string {
	var x *exec.ExitError
	if errors.As(err, &x) {
		return string(x.Stderr)
	}
	return ""
}

// The recycled clip is found by what an analyst holds: its still has the digest
// of the traveller's, and exiftool reads from that still where it was taken.
func TestRecycledClip(t *testing.T) {
	toolbin.Core(t, "exiftool")
	dir := townDir(t)
	w := worldtest.New(200)
	l := start(t, dir)
	l.at(worldtest.Day(25))
	still := regexp.MustCompile(`<img src="(/media/[0-9a-f]{12}\.jpg)"`)
	frames := func(clip int) (out []string) {
		page := l.get(l.ends.Sites["loopi.test"] + "/clip/" + w.Clips[clip].ID).body
		_, page, _ = strings.Cut(page, `class="frames"`)
		for _, m := range still.FindAllStringSubmatch(page, -1) {
			out = append(out, l.get(l.ends.Sites["loopi.test"]+m[1]).body)
		}
		return out
	}
	original, again := frames(1), frames(2)
	if len(original) != 1 || len(again) != 2 || again[1] != original[0] || again[0] == original[0] {
		t.Fatalf("%d stills of the original, %d of the copy", len(original), len(again))
	}
	file := filepath.Join(t.TempDir(), "still.jpg")
	for i, want := range []string{"43.250101 17.500202", ""} {
		if err := os.WriteFile(file, []byte([]string{original[0], again[0]}[i]), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(toolbin.Find(t, "exiftool"), "-s3", "-n", "-GPSPosition", file).Output()
		if err != nil || strings.TrimSpace(string(out)) != want {
			t.Errorf("exiftool reads %q, want %q: %v", out, want, err)
		}
	}
}

// TestLoopiInABrowser holds Loopi's pages to the rules of package e2e.
func TestLoopiInABrowser(t *testing.T) {
	toolbin.Core(t, "chromium")
	w := worldtest.New(200)
	l := start(t, townDir(t))
	l.at(worldtest.Day(25).Add(20 * time.Hour))
	b := e2e.Start(t, l.ends.Sites["loopi.test"], os.Getenv("RADAR_SHOTS"))
	for _, path := range []string{"/", "/?q=seats", "/tag/seats", "/@amber_ways", "/clip/" + w.Clips[0].ID, "/clip/" + w.Clips[2].ID, "/clip/" + w.Clips[3].ID} {
		b.Visit(path, http.StatusOK)
	}
	b.Visit("/@nobody_here", http.StatusNotFound)
}
