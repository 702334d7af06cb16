package verify_test

import (
	"bytes"
	"testing"

	"github.com/osint-radar/academy/simulator/surface/forum"
	"github.com/osint-radar/academy/simulator/worldtest"
)

func TestForum(t *testing.T) {
	dir, key := town(t, forum.Surface{})
	whole(t, dir, nil)
	whole(t, dir, key)
	w := worldtest.New(100)
	put := func(key string, v any) func(map[string]any) { return func(row map[string]any) { row[key] = v } }
	first := func(map[string]any) bool { return true }
	is := func(id string) func(map[string]any) bool {
		return func(row map[string]any) bool { return row["id"] == id }
	}
	const (
		folder   = "forum/private/"
		members  = folder + "members.jsonl"
		threads  = folder + "threads.jsonl"
		posts    = folder + "posts.jsonl"
		messages = folder + "messages.jsonl"
		late     = "2026-04-20T00:00:00Z"
	)
	page := folder + "html/thread-" + w.Threads[0].ID + ".html"
	broker, banned := is(w.ForumMembers[0].ID), is(w.ForumMembers[3].ID)
	refuted(t, dir, []claim{
		{"a front page without rules", "forum/front.json", swap(`"rules"`, `"roles"`), "wants a name, rules"},
		{"a board with a slash", "forum/boards.jsonl", change(first, put("id", "a/b")), "is no name for an address"},
		{"a board without a title", "forum/boards.jsonl", change(first, put("title", "")), "or has no title"},
		{"a front page without a name", "forum/front.json", swap(`"name"`, `"motto"`), "wants a name, rules"},
		{"a front page without the label", "forum/front.json", swap("SYNTHETIC", "GENUINE"), "wants a name, rules"},
		{"a member without a name", members, change(broker, put("name", "")), `name "" is empty`},
		{"a thread without a title", threads, change(first, put("title", "")), "or it has no title"},
		{"edited after it is deleted", posts, change(has("edited_at"), func(r map[string]any) {
			r["edited_at"], r["deleted_at"] = "2026-04-20T00:00:00Z", "2026-04-10T00:00:00Z"
		}), "after it is deleted"},
		{"a quote of itself", posts, change(has("quote"), func(r map[string]any) { r["quote"] = r["id"] }), "which is not above it"},
		{"a quote of what was deleted", posts, change(is(w.ForumPosts[0].ID), put("deleted_at", "2026-02-05T00:00:00Z")), "after that was deleted"},
		{"a post in no thread", posts, change(is(w.ForumPosts[1].ID), put("thread_id", "7")), "thread 7 is not there"},
		{"a message without words", messages, change(first, put("text", "")), "says nothing"},
		{"an answer to no message", messages, change(is(w.PrivateMessages[1].ID), put("reply_to", "7")), "answers 7"},
		{"a name twice", members, change(broker, put("name", "TIREDFOX")), "or there twice"},
		{"a rank more", members, change(broker, put("rank", "boss")), `rank "boss"`},
		{"two founders", members, change(broker, func(r map[string]any) { delete(r, "invited_by") }), "want the founder alone"},
		{"invited by a guest to come", members, change(broker, put("invited_by", w.ForumMembers[1].ID)), "is invited by " + w.ForumMembers[1].ID},
		{"banned before joining", members, change(banned, put("banned_at", "2026-02-02T00:00:00Z")), "before it joins"},
		{"a reason and no ban", members, change(banned, func(r map[string]any) { delete(r, "banned_at") }), "has a reason and no ban"},
		{"a word of nobody", members, change(is(w.ForumMembers[1].ID), put("vouches", []any{map[string]any{"by": "7", "at": "2026-02-08T09:00:00Z"}})), "is vouched for by 7"},
		{"a word for oneself", members, change(is(w.ForumMembers[1].ID), put("vouches", []any{map[string]any{"by": w.ForumMembers[1].ID, "at": "2026-02-08T09:00:00Z"}})), "vouches for itself"},
		{"an id of another time", members, change(broker, put("joined_at", "2025-12-30T00:00:00Z")), "the id is not one of"},
		{"ids fall", posts, change(is(w.ForumPosts[0].ID), put("id", "999")), "does not come after"},
		{"a thread on no board", threads, change(first, put("board_id", "none")), `board "none"`},
		{"a mark more", threads, change(first, put("kind", "sealed")), `kind "sealed"`},
		{"a thread of a guest", threads, change(is(w.Threads[0].ID), put("author_id", "7")), "is opened by 7"},
		{"locked before it opens", threads, change(has("locked_at"), put("locked_at", "2026-02-02T00:00:00Z")), "before it is there"},
		{"written in a locked thread", threads, change(is(w.Threads[0].ID), put("locked_at", "2026-02-10T00:00:00Z")), "after its thread was locked or deleted"},
		{"somebody else opens", posts, change(is(w.ForumPosts[0].ID), put("author_id", w.ForumMembers[2].ID)), "that somebody else opened"},
		{"nobody opens", posts, change(is(w.ForumPosts[7].ID), put("thread_id", w.Threads[0].ID)), "nobody has written in it"},
		{"written after a ban", members, change(banned, put("banned_at", "2026-02-20T00:00:00Z")), "is written by " + w.ForumMembers[3].ID},
		{"a quote of what comes later", posts, change(has("quote"), put("quote", w.ForumPosts[4].ID)), "which is not above it"},
		{"edited before written", posts, change(is(w.ForumPosts[2].ID), put("edited_at", "2026-02-05T00:00:00Z")), "before it is there"},
		{"an edit without words", posts, change(is(w.ForumPosts[2].ID), func(r map[string]any) { delete(r, "edited_text") }), "an edit has no time or no text"},
		{"after the end", posts, change(is(w.ForumPosts[3].ID), put("deleted_at", "2027-01-01T00:00:00Z")), "after the end of the clock"},
		{"a post that says nothing", posts, change(is(w.ForumPosts[1].ID), put("text", "")), "says nothing"},
		{"a picture of nobody", posts, change(has("media"), put("media", []string{"000000000000"})), "is not there"},
		{"a message of a guest", messages, change(first, put("from_id", "7")), "is from 7"},
		{"a message to oneself", messages, change(is(w.PrivateMessages[0].ID), put("to_id", w.ForumMembers[1].ID)), "is to its author"},
		{"an answer between others", messages, change(is(w.PrivateMessages[1].ID), put("to_id", w.ForumMembers[2].ID)), "between the two"},
		{"a message of other words", messages, change(is(w.PrivateMessages[0].ID), put("text", "Good evening.")), "does not show the message"},
		{"a page without the label", page, func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("SYNTHETIC"), []byte("GENUINE")) }, "does not bear the label"},
		{"a page with a script", page, swap("</main>", "<script>1</script></main>"), "or has a script"},
		{"a page of other words", page, swap("One is.", "Two are."), "as it stands"},
		{"a page that keeps what was deleted", page, swap("</main>", `<article id="p`+w.ForumPosts[3].ID+`"></article></main>`), "which was deleted"},
		{"an index without a thread", folder + "html/index.html", swap("thread-"+w.Threads[0].ID, "thread-7"), "does not lead to the thread"},
		{"a deleted thread with a page", threads, change(is(w.Threads[0].ID), put("deleted_at", late)), "no row of the forum speaks of it"},
		{"a thread without a page", threads, change(is(w.Threads[3].ID), func(r map[string]any) { delete(r, "deleted_at") }), "is not in the dataset"},
	})
}
