package forum_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/internal/e2e"
	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/surface/forum"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

func emit(t testing.TB, w *world.World) (string, *dataset.Writer) {
	t.Helper()
	return worldtest.Emit(t, forum.Surface{}, w)
}

// The same bytes again; a planted member more changes no other thread's page.
func TestSame(t *testing.T) {
	_, one := emit(t, worldtest.New(200))
	_, two := emit(t, worldtest.New(200))
	if d := cmp.Diff(one.Files(), two.Files()); d != "" {
		t.Error(d)
	}
	more := worldtest.New(200)
	at := worldtest.Day(3).Add(5 * time.Hour)
	id := world.VisibleID(at, more.Key.Domain("test").Stream(0, 0))
	more.ForumMembers = append(more.ForumMembers, world.ForumMember{Ref: "member:more", ID: id, Owner: "person:admin", Name: "oneMore", Rank: "newcomer", JoinedAt: at})
	_, three := emit(t, more)
	other := map[string]string{}
	for _, f := range three.Files() {
		other[f.Path] = f.SHA256
	}
	for _, f := range one.Files() {
		if !strings.Contains(f.Path, "members") && other[f.Path] != f.SHA256 {
			t.Errorf("%s changed", f.Path)
		}
	}
}

func TestCrowd(t *testing.T) {
	dir, _ := emit(t, worldtest.New(1000))
	members := worldtest.Rows[record.ForumMember](t, filepath.Join(dir, "forum/private/members.jsonl"))
	threads := worldtest.Rows[record.ForumThread](t, filepath.Join(dir, "forum/private/threads.jsonl"))
	posts := worldtest.Rows[record.ForumPost](t, filepath.Join(dir, "forum/private/posts.jsonl"))
	messages := worldtest.Rows[record.ForumMessage](t, filepath.Join(dir, "forum/private/messages.jsonl"))
	invited, wrote, kinds := map[string]int{}, map[string]int{}, map[string]int{}
	quotes, edited, deleted, pictures, banned, vouched := 0, 0, 0, 0, 0, 0
	for _, m := range members {
		invited[m.InvitedBy]++
		if !m.BannedAt.IsZero() {
			banned++
		}
		if len(m.Vouches) > 0 {
			vouched++
		}
	}
	for _, p := range posts {
		wrote[p.AuthorID]++
		if p.Quote != "" {
			quotes++
		}
		if !p.EditedAt.IsZero() {
			edited++
		}
		if !p.DeletedAt.IsZero() {
			deleted++
		}
		if p.Media != nil {
			pictures++
		}
	}
	for _, th := range threads {
		kinds[th.Kind]++
	}
	var most []int
	for _, n := range wrote {
		most = append(most, n)
	}
	slices.Sort(most)
	slices.Reverse(most)
	t.Log(len(members), len(threads), len(posts), len(messages), most[:12], kinds, quotes, edited, deleted, pictures, banned, vouched, len(invited))
	if len(members) < 300 || len(posts) < 3000 || len(messages) < 300 {
		t.Errorf("%d members, %d posts, %d messages; want 300, 3000 and 300 at least", len(members), len(posts), len(messages))
	}
	if invited[""] != 1 || len(invited) < 60 || len(invited) > 240 {
		t.Errorf("%d without an inviter, %d inviters; want one founder and a tree", invited[""], len(invited)-1)
	}
	// Zipf's law of exponent 1: the first writes about ten times what the tenth does.
	if r := most[0] / most[9]; r < 3 || r > 30 {
		t.Errorf("the first wrote %d, the tenth %d", most[0], most[9])
	}
	for _, k := range world.ThreadKinds {
		if kinds[k] < 5 {
			t.Errorf("%d threads of the kind %q", kinds[k], k)
		}
	}
	if quotes < 400 || edited < 40 || deleted < 30 || pictures < 50 || banned < 5 || vouched < 100 {
		t.Error("a sort of row is rare")
	}
}

// The crowd answers in the story's threads, and people of the story with a Life
// write in the crowd's.
func TestMixed(t *testing.T) {
	w := worldtest.New(1000)
	w.ForumMembers[0].Life = 40
	dir, _ := emit(t, w)
	story, planted := map[string]bool{}, map[string]bool{}
	for _, th := range w.Threads {
		story[th.ID] = true
	}
	for _, p := range w.ForumPosts {
		planted[p.ID] = true
	}
	guests, outings := 0, 0
	for _, p := range worldtest.Rows[record.ForumPost](t, filepath.Join(dir, "forum/private/posts.jsonl")) {
		if story[p.ThreadID] && !planted[p.ID] {
			guests++
		}
		if !story[p.ThreadID] && p.AuthorID == w.ForumMembers[0].ID {
			outings++
		}
	}
	if guests < 2 || outings < 20 {
		t.Errorf("%d posts of the crowd in the story's threads, %d of the story's in the crowd's", guests, outings)
	}
}

// Whatever somebody writes stays text in the copy, and turns no letter round.
func TestPages(t *testing.T) {
	w := worldtest.New(40)
	dir, out := emit(t, w)
	page, err := os.ReadFile(filepath.Join(dir, "forum/private/html/thread-"+w.Threads[0].ID+".html"))
	if err != nil {
		t.Fatal(err)
	}
	text := string(page)
	for _, bad := range []string{"<script", "<img src=x", "\u202e", "Two are.", "Do not pay him"} {
		if strings.Contains(text, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	for _, want := range []string{"&lt;script&gt;", "[U+202E]", "One is.", "Seats in a comfortable van", "SYNTHETIC TRAINING DATA", "<blockquote"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "forum/private/html/thread-"+w.Threads[3].ID+".html")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a thread that was deleted: %v", err)
	}
	for _, ref := range []world.Ref{"member:broker", "board:vans", "thread:advice", "forum-post:offer/4", "private-message:2", world.ForumMedia("image:van")} {
		if b, ok := out.Bound(string(ref)); !ok || len(b.Records) != 1 {
			t.Errorf("%s is bound to %v", ref, b.Records)
		}
	}
	if b, _ := out.Bound("image:van"); len(b.Records) != 0 || len(b.Selectors) != 1 {
		t.Errorf("the picture is bound to %v as %v", b.Records, b.Selectors)
	}
}

// TestCopyInABrowser opens the copy as somebody does who has the folder alone,
// and holds its pages to the rules of package e2e.
func TestCopyInABrowser(t *testing.T) {
	toolbin.Core(t, "chromium")
	w := worldtest.New(200)
	dir, _ := emit(t, w)
	site := httptest.NewServer(http.FileServer(http.Dir(filepath.Join(dir, "forum/private"))))
	t.Cleanup(site.Close)
	b := e2e.Start(t, site.URL, os.Getenv("RADAR_SHOTS"))
	for _, page := range []string{"", "members.html", "messages.html", "thread-" + w.Threads[0].ID + ".html"} {
		b.Visit("/html/"+page, http.StatusOK)
	}
}
