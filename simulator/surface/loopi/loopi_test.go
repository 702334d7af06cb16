package loopi_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/neighbour"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/surface/loopi"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

func emit(t testing.TB, w *world.World) (string, *dataset.Writer) {
	t.Helper()
	return worldtest.Emit(t, loopi.Surface{}, w)
}

// The same bytes again; a planted account and clip more change no row of others.
func TestSame(t *testing.T) {
	dir, one := emit(t, worldtest.New(100))
	_, two := emit(t, worldtest.New(100))
	if d := cmp.Diff(one.Files(), two.Files()); d != "" {
		t.Error(d)
	}
	more := worldtest.New(100)
	at := worldtest.Day(3).Add(5 * time.Hour)
	s := more.Key.Domain("test").Stream(0, 0)
	a := world.LoopiAccount{Ref: "loopi:more", ID: world.VisibleID(at, s), Owner: "person:admin", Handle: "one_more_here", Name: "More", Lang: "en", CreatedAt: at}
	more.LoopiAccounts = append(more.LoopiAccounts, a)
	x := world.Clip{Ref: "clip:more", ID: world.VisibleID(at.Add(time.Hour), s), Account: "loopi:more", At: at.Add(time.Hour), Caption: "x", Lang: "en", Lasts: 5 * time.Second, Poster: "image:van", Views: 3}
	more.Clips = append(more.Clips, x)
	after, _ := emit(t, more)
	for _, file := range []string{"accounts", "clips"} {
		old, err := os.ReadFile(filepath.Join(dir, "loopi", file+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		now, err := os.ReadFile(filepath.Join(after, "loopi", file+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		extra := 0
		for _, line := range strings.SplitAfter(string(now), "\n") {
			if !strings.Contains(string(old), line) {
				extra++
			}
		}
		if extra != 1 || len(now) <= len(old) {
			t.Errorf("%s.jsonl: %d lines are new, want the one", file, extra)
		}
	}
}

func TestCrowd(t *testing.T) {
	dir, out := emit(t, worldtest.New(1000))
	accounts := worldtest.Rows[record.LoopiAccount](t, filepath.Join(dir, "loopi/accounts.jsonl"))
	clips := worldtest.Rows[record.Clip](t, filepath.Join(dir, "loopi/clips.jsonl"))
	comments := worldtest.Rows[record.ClipComment](t, filepath.Join(dir, "loopi/comments.jsonl"))
	likes := worldtest.Rows[record.ClipLike](t, filepath.Join(dir, "loopi/likes.jsonl"))
	media := worldtest.Rows[record.LoopiMedia](t, filepath.Join(dir, "loopi/media.jsonl"))
	at, by, tags := map[string]time.Time{}, map[string]int{}, map[string]int{}
	owners := map[string]map[string]bool{} // by poster: the accounts that show it
	gone, sounds := 0, 0
	for _, c := range clips {
		at[c.ID] = c.CreatedAt
		by[c.AccountID]++
		for _, tag := range c.Tags {
			tags[tag]++
		}
		if owners[c.Poster] == nil {
			owners[c.Poster] = map[string]bool{}
		}
		owners[c.Poster][c.AccountID] = true
		if !c.DeletedAt.IsZero() {
			gone++
		}
		if c.Sound != "" {
			sounds++
		}
	}
	recycled, answers := 0, 0
	for _, o := range owners {
		if len(o) > 1 {
			recycled++
		}
	}
	var sum time.Duration
	n := 0
	for _, c := range comments {
		if c.ReplyTo != "" {
			answers++
			continue
		}
		d := c.CreatedAt.Sub(at[c.ClipID])
		sum += d
		n++
		if d <= 0 || d > 24*time.Hour {
			t.Errorf("%s: a comment after %s", c.ID, d)
		}
	}
	for _, l := range likes {
		if d := l.CreatedAt.Sub(at[l.ClipID]); d <= 0 || d > 7*24*time.Hour {
			t.Errorf("%s: a like after %s", l.ClipID, d)
		}
	}
	mean := sum / time.Duration(n)
	t.Log(len(accounts), len(clips), len(comments), len(likes), len(media), len(out.Files()), mean, recycled, answers, gone, sounds, len(by), len(tags))
	if len(accounts) < 500 || len(clips) < 3000 || len(comments) < 3000 || len(likes) < 10_000 {
		t.Errorf("%d accounts, %d clips, %d comments, %d likes", len(accounts), len(clips), len(comments), len(likes))
	}
	if len(media) < 80 || len(media) > 300 {
		t.Errorf("%d files of stills, want some 150", len(media))
	}
	if mean < 19_728*time.Second || mean > 29_592*time.Second { // 6.85 h ± 20 %, LDBC
		t.Errorf("comments come after %s on the average, want 6.85 h ± 20 %%", mean)
	}
	if recycled < 40 || answers < 300 || gone < 30 || sounds < 1000 || len(tags) < 25 {
		t.Error("a sort of row is rare")
	}
}

// A copy under another account names the same still; one that was stripped has
// another digest.
func TestRecycled(t *testing.T) {
	w := worldtest.New(40)
	dir, out := emit(t, w)
	clips := map[string]record.Clip{}
	for _, c := range worldtest.Rows[record.Clip](t, filepath.Join(dir, "loopi/clips.jsonl")) {
		clips[c.ID] = c
	}
	media := map[string]record.LoopiMedia{}
	for _, m := range worldtest.Rows[record.LoopiMedia](t, filepath.Join(dir, "loopi/media.jsonl")) {
		media[m.ID] = m
		body, err := os.ReadFile(filepath.Join(dir, m.File))
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != m.SHA256 {
			t.Errorf("%s: another digest", m.File)
		}
	}
	first, again := clips[w.Clips[1].ID], clips[w.Clips[2].ID]
	if again.Frames[1] != first.Frames[0] {
		t.Errorf("the copy shows %v, the original %v", again.Frames, first.Frames)
	}
	if again.Poster == first.Poster || media[again.Poster].SHA256 == media[first.Poster].SHA256 {
		t.Error("the stripped copy is the original")
	}
	if b, _ := out.Bound("image:road"); len(b.Records) != 1 || b.SHA256 != media[first.Poster].SHA256 || b.VisibleFrom != w.Clips[1].At.Unix() {
		t.Errorf("the still is bound to %v from %d", b.Records, b.VisibleFrom)
	}
}

// What the story does, the crowd does too: links to sites that are there,
// posters that are in no frame, and words under a clip in a language that it does
// not speak.
func TestNoTell(t *testing.T) {
	w := worldtest.New(1000)
	w.Clips[0].Lang = "ar"
	dir, _ := emit(t, w)
	hosts := map[string]bool{}
	for _, s := range neighbour.Draw(w).Sites {
		hosts["http://"+s.Host+"/"] = true
	}
	links, apart := 0, 0
	for _, a := range worldtest.Rows[record.LoopiAccount](t, filepath.Join(dir, "loopi/accounts.jsonl")) {
		if a.Link == "" || a.Handle == "amber_ways" {
			continue
		}
		if links++; !hosts[a.Link] {
			t.Errorf("%s links %s, which is no site", a.Handle, a.Link)
		}
	}
	for _, c := range worldtest.Rows[record.Clip](t, filepath.Join(dir, "loopi/clips.jsonl")) {
		if !slices.Contains(c.Frames, c.Poster) {
			apart++
		}
	}
	if links < 20 || apart < 200 {
		t.Errorf("%d links, %d posters in no frame", links, apart)
	}
}

// The crowd comments under the story's clips, and people of the story with a
// Life under the crowd's.
func TestMixed(t *testing.T) {
	w := worldtest.New(1000)
	w.LoopiAccounts[0].Life = 40
	dir, _ := emit(t, w)
	story, planted := map[string]bool{}, map[string]bool{}
	for _, c := range w.Clips {
		story[c.ID] = true
	}
	for _, c := range w.ClipComments {
		planted[c.ID] = true
	}
	guests, outings, likes := 0, 0, 0
	for _, c := range worldtest.Rows[record.ClipComment](t, filepath.Join(dir, "loopi/comments.jsonl")) {
		if story[c.ClipID] && !planted[c.ID] {
			guests++
		}
		if !story[c.ClipID] && c.AccountID == w.LoopiAccounts[0].ID {
			outings++
		}
	}
	for _, l := range worldtest.Rows[record.ClipLike](t, filepath.Join(dir, "loopi/likes.jsonl")) {
		if l.ClipID == w.Clips[0].ID {
			likes++
		}
	}
	if guests < 3 || outings < 20 || likes < 20 || likes > 40 {
		t.Errorf("%d comments of the crowd under the story's clips, %d of the story's under the crowd's, %d likes of 40", guests, outings, likes)
	}
}
