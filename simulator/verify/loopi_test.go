package verify_test

import (
	"testing"

	"github.com/osint-radar/academy/simulator/surface/loopi"
	"github.com/osint-radar/academy/simulator/worldtest"
)

func TestLoopi(t *testing.T) {
	dir, key := town(t, loopi.Surface{})
	whole(t, dir, nil)
	whole(t, dir, key)
	w := worldtest.New(100)
	put := func(key string, v any) func(map[string]any) { return func(row map[string]any) { row[key] = v } }
	first := func(map[string]any) bool { return true }
	is := func(id string) func(map[string]any) bool {
		return func(row map[string]any) bool { return row["id"] == id }
	}
	const (
		accounts = "loopi/accounts.jsonl"
		clips    = "loopi/clips.jsonl"
		comments = "loopi/comments.jsonl"
		likes    = "loopi/likes.jsonl"
	)
	vendor, shut := is(w.LoopiAccounts[0].ID), is(w.LoopiAccounts[1].ID)
	clip, copied := is(w.Clips[0].ID), is(w.Clips[2].ID)
	refuted(t, dir, []claim{
		{"a handle twice", accounts, change(vendor, put("handle", "tova_on_the_road")), "or is there twice"},
		{"a handle in capitals", accounts, change(vendor, put("handle", "Amber")), "is not of lower-case letters"},
		{"shut before it is made", accounts, change(shut, put("suspended_at", "2025-12-01T00:00:00Z")), "before it is there"},
		{"an id of another time", accounts, change(vendor, put("created_at", "2026-01-01T00:00:00Z")), "the id is not one of"},
		{"a face of nobody", accounts, change(vendor, put("avatar", "000000000000")), `media "000000000000" is not there`},
		{"a clip of nobody", clips, change(clip, put("account_id", "7")), "is by 7, who is not there"},
		{"a clip after its account was shut", accounts, change(shut, put("suspended_at", "2026-02-20T00:00:00Z")), "who is not there at"},
		{"ids fall", clips, change(clip, put("id", "999")), "does not come after"},
		{"an hour long", clips, change(clip, put("seconds", 3600)), "lasts 3600 s"},
		{"without a frame", clips, change(clip, put("frames", []string{})), "has 0 frames"},
		{"a second long", clips, change(clip, put("seconds", 1)), "lasts 1 s"},
		{"seen by less than nobody", clips, change(clip, put("views", -1)), "and -1 views"},
		{"seven frames", clips, change(clip, func(r map[string]any) {
			still := r["poster"]
			r["frames"] = []any{still, still, still, still, still, still, still}
		}), "has 7 frames"},
		{"an account without a name", accounts, change(vendor, put("name", "")), "or it has no name"},
		{"an empty tag", clips, change(clip, func(r map[string]any) { r["caption"], r["tags"] = "One # two", []string{""} }), `tag "" is not`},
		{"a tag in capitals", clips, change(clip, func(r map[string]any) { r["caption"], r["tags"] = "One #gold", []string{"GOLD"} }), `tag "GOLD" is not`},
		{"a clip before its account", accounts, change(vendor, put("created_at", "2026-03-20T00:00:00Z")), "who is not there at"},
		{"a still of nobody", clips, change(clip, put("poster", "000000000000")), `media "000000000000" is not there`},
		{"a tag that nobody wrote", clips, change(clip, put("tags", []string{"gold"})), `tag "gold" is not in its caption`},
		{"deleted before it is there", clips, change(clip, put("deleted_at", "2026-02-02T00:00:00Z")), "before it is there"},
		{"a comment under what was deleted", clips, change(clip, put("deleted_at", "2026-02-08T17:30:00Z")), "cannot be seen at"},
		{"liked more often than seen", clips, change(clip, put("views", 1)), "liked more often than seen"},
		{"a still that nobody shows", clips, change(copied, put("poster", "")), `media "" is not there`},
		{"a comment of nobody", comments, change(is(w.ClipComments[0].ID), put("account_id", "7")), "is by 7"},
		{"a comment under nothing", comments, change(is(w.ClipComments[0].ID), put("clip_id", "7")), "clip 7 cannot be seen"},
		{"a comment without words", comments, change(is(w.ClipComments[0].ID), put("text", "")), "says nothing"},
		{"an answer to what comes later", comments, change(is(w.ClipComments[1].ID), put("reply_to", w.ClipComments[3].ID)), "which is not above it"},
		{"an answer to what was deleted", comments, change(is(w.ClipComments[0].ID), put("deleted_at", "2026-02-08T18:05:00Z")), "or was deleted"},
		{"a comment after the end", comments, change(is(w.ClipComments[2].ID), put("deleted_at", "2027-01-01T00:00:00Z")), "after the end of the clock"},
		{"a like before the clip", likes, change(first, put("clip_id", w.Clips[2].ID)), "cannot be seen at"},
		{"likes out of order", likes, change(first, put("created_at", "2026-05-01T00:00:00Z")), "comes before the one above it"},
		{"a picture without its row", "loopi/media.jsonl", func(b []byte) []byte { return b[1:] }, "line 1"},
	})
}
