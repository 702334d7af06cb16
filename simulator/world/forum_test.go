package world_test

import (
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// damage is something wrong with the small town, and what Validate says of it.
type damage struct {
	name string
	edit func(*world.World)
	want string
}

func refused(t *testing.T, list []damage) {
	t.Helper()
	if err := world.Validate(worldtest.New(1000)); err != nil {
		t.Fatalf("the town as it is: %v", err)
	}
	for _, c := range list {
		w := worldtest.New(1000)
		c.edit(w)
		err := world.Validate(w)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestValidateFindsDamageInTheForum(t *testing.T) {
	refused(t, []damage{
		{"two of one name", func(w *world.World) { w.ForumMembers[1].Name = "AmberLight" }, "member:customer: has the name of member:broker"},
		{"two of one id", func(w *world.World) { w.ForumMembers[1].ID = w.ForumMembers[0].ID }, "member:customer: has the id of member:broker"},
		{"an id of another make", func(w *world.World) { w.ForumPosts[0].ID = "70000001" }, `forum-post:offer/1: id "70000001" is no VisibleID`},
		{"a rank that is none", func(w *world.World) { w.ForumMembers[0].Rank = "boss" }, `member:broker: rank "boss" is none of`},
		{"invited by somebody who is not there", func(w *world.World) { w.ForumMembers[0].InvitedBy = "member:customer" }, "member:broker: is invited by member:customer"},
		{"banned before joining", func(w *world.World) { w.ForumMembers[3].BannedAt = w.Start }, "member:banned: is banned at"},
		{"a word for oneself", func(w *world.World) { w.Vouches[0].To = w.Vouches[0].From }, "is for itself"},
		{"a word of nobody", func(w *world.World) { w.Vouches[0].From = "member:nobody" }, `is given by "member:nobody", who is no member`},
		{"a slug with a slash", func(w *world.World) { w.Boards[0].Slug = "a/b" }, "is not of small letters"},
		{"talk that nobody knows", func(w *world.World) { w.Boards[0].Talk = "chess" }, `board:vans: talk "chess" is none of`},
		{"a thread on no board", func(w *world.World) { w.Threads[0].Board = "board:none" }, "thread:offer: refers to board:none"},
		{"a thread that nobody opens", func(w *world.World) { w.ForumPosts[0].Author = "member:coach" }, "thread:offer: has no first post of its author"},
		{"a mark that is none", func(w *world.World) { w.Threads[0].Kind = "sealed" }, `thread:offer: kind "sealed" is none of`},
		{"a post of a banned member", func(w *world.World) {
			w.ForumMembers[3].BannedAt = w.ForumPosts[3].At.Add(-time.Hour)
		}, "forum-post:offer/4: is written by member:banned"},
		{"a post in a locked thread", func(w *world.World) { w.Threads[0].LockedAt = worldtest.Day(8) }, "after thread:offer was locked"},
		{"a post outside the clock", func(w *world.World) { w.ForumPosts[0].At = worldtest.Day(-1) }, "outside the scenario clock"},
		{"a post that is deleted first", func(w *world.World) { w.ForumPosts[3].DeletedAt = w.ForumPosts[3].At }, "forum-post:offer/4: is deleted at"},
		{"a quote of what comes later", func(w *world.World) { w.ForumPosts[1].Quote = "forum-post:offer/5" }, "before its cause forum-post:offer/5"},
		{"edited to nothing", func(w *world.World) { w.ForumPosts[2].EditedText = "" }, "is edited without a text"},
		{"a post that says nothing", func(w *world.World) { w.ForumPosts[1].Text = "" }, "forum-post:offer/2: says nothing"},
		{"a message to oneself", func(w *world.World) { w.PrivateMessages[0].To = w.PrivateMessages[0].From }, "is to its author"},
		{"an answer to a third", func(w *world.World) { w.PrivateMessages[1].To = "member:coach" }, "is no message between the two"},
		{"a message to nobody", func(w *world.World) { w.PrivateMessages[2].To = "" }, `is to "", who is no member`},
	})
}
