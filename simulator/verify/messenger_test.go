package verify_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/surface/messenger"
	"github.com/osint-radar/academy/simulator/verify"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// town writes the hand-made world with some of its surfaces.
func town(t *testing.T, surfaces ...simulator.Surface) (dir string, key []byte) {
	t.Helper()
	return written(t, worldtest.New(100), surfaces...)
}

func written(t *testing.T, w *world.World, surfaces ...simulator.Surface) (dir string, key []byte) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	dir = filepath.Join(t.TempDir(), "ds")
	opt := simulator.Options{Seed: [16]byte{15: 9}, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: 2, Surfaces: surfaces}
	w.Facts = slices.DeleteFunc(w.Facts, func(f world.Fact) bool { // those that none of the surfaces shows
		return slices.ContainsFunc(f.Proof, func(r world.Ref) bool {
			of := map[string]string{"seller": "classifieds", "listing": "classifieds", "room": "messenger", "message": "messenger", "profile": "messenger", "phone": "messenger", "image": "messenger", "exchange": "casp", "customer": "casp", "entry": "casp", "event": "movement", "journey": "movement", "vehicle": "movement", "sensor": "movement", "row": "case", "table": "case", "paper": "case", "member": "forum", "thread": "forum", "forum-post": "forum", "forum-media": "forum", "private-message": "forum", "loopi": "loopi", "clip": "loopi", "comment": "loopi", "token-wallet": "accountledger", "token-payment": "accountledger"}
			kind, _, _ := strings.Cut(string(r), ":")
			return of[kind] != "" && !slices.ContainsFunc(surfaces, func(s simulator.Surface) bool { return s.Name() == of[kind] })
		})
	})
	if _, err := simulator.Write(context.Background(), w, dir, opt); err != nil {
		t.Fatal(err)
	}
	return dir, []byte(id.String() + "\n")
}

// claim is a change after which a rule is broken.
type claim struct {
	name, path string
	edit       func([]byte) []byte
	says       string
}

// refuted makes each, with honest digests, and wants it found.
func refuted(t *testing.T, dir string, list []claim) {
	t.Helper()
	clean, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		undo := edit(t, dir, c.path, func(b []byte) []byte {
			out := c.edit(bytes.Clone(b))
			if bytes.Equal(out, b) {
				t.Errorf("%s: nothing was changed", c.name)
			}
			return out
		})
		resign(t, dir, c.path)
		r := check(t, dir, nil)
		if !slices.ContainsFunc(r.Faults, func(f verify.Fault) bool {
			return f.Kind == verify.Rule && strings.Contains(f.Reason, c.says)
		}) {
			t.Errorf("%s: %v, want it to say %q", c.name, r.Faults[:min(4, len(r.Faults))], c.says)
		}
		undo()
		if err := os.WriteFile(filepath.Join(dir, "manifest.json"), clean, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func swap(old, with string) func([]byte) []byte {
	return func(b []byte) []byte { return bytes.Replace(b, []byte(old), []byte(with), 1) }
}

func TestMessenger(t *testing.T) {
	dir, key := town(t, messenger.Surface{})
	whole(t, dir, key)
	put := func(key string, v any) func(map[string]any) { return func(row map[string]any) { row[key] = v } }
	first := func(map[string]any) bool { return true }
	number := func(id string) func(map[string]any) bool {
		return func(r map[string]any) bool { return r["id"] == id }
	}
	const (
		channels  = "messenger/channels.jsonl"
		planted   = "messenger/messages/1100000000001.jsonl"
		source    = "messenger/messages/1100000000002.jsonl"
		passed    = "messenger/messages/1100000000003.jsonl"
		export    = "messenger/export/1100000000001/result.json"
		forwarded = "messenger/export/1100000000003/result.json"
		rooms     = "messenger/private/rooms.jsonl"
		crew      = "messenger/private/1100000000004/"
	)
	refuted(t, dir, []claim{
		{"fewer readers than none", channels, change(first, put("readers", -1)), "has -1 readers"},
		{"closed before it is made", channels, change(first, put("closed_at", "2020-01-01T00:00:00Z")), "is closed at"},
		{"written before the channel is made", channels, change(first, put("created_at", "2026-02-06T00:00:00Z")), "1: is written at"},
		{"written after the channel is closed", channels, change(number("1100000000002"), put("closed_at", "2026-03-15T00:00:01Z")), "while the channel is not there"},
		{"a channel's picture of nobody", channels, change(has("picture"), put("picture", "0123456789abcdef")), "media 0123456789abcdef is not there"},
		{"a channel without its export", channels, change(first, put("export", "messenger/export/1/result.json")), "file messenger/export/1/result.json is not in the dataset"},
		{"a profile gone before it is made", "messenger/profiles.jsonl", change(first, put("deleted_at", "2020-01-01T00:00:00Z")), "before it is made"},
		{"deleted before it is written", planted, change(has("deleted_at"), put("deleted_at", "2026-02-02T00:00:00Z")), "is deleted at"},
		{"edited after it is deleted", planted, change(has("deleted_at"), func(r map[string]any) { r["edited_at"], r["edited_text"] = "2026-02-12T00:00:00Z", "Full." }), "after it is deleted"},
		{"edited at no time", planted, change(has("edited_at"), func(r map[string]any) { delete(r, "edited_at") }), "a time and a text"},
		{"no words at all", planted, change(first, put("text", "")), "says nothing"},
		{"a voice of no length", planted, change(has("voice"), func(r map[string]any) { delete(r, "voice") }), "a length and a transcript"},
		{"fewer views than none", planted, change(first, put("views", -1)), "views are not negative"},
		{"passed on after it was deleted", source, change(first, put("deleted_at", "2026-03-18T00:00:00Z")), "after that was gone"},
		{"passed on after the channel was banned", channels, change(number("1100000000002"), put("banned_at", "2026-03-18T00:00:00Z")), "after that was gone"},
		{"passed on with a picture", passed, change(has("forward"), put("media", []string{"e3929202846b6297"})), "and says something else"},
		{"passed on with a voice", passed, change(has("forward"), func(r map[string]any) { r["voice"], r["transcript"] = 3, "Hello." }), "and says something else"},
		{"passed on under another name", passed, change(has("forward"), put("forward", map[string]any{"channel": "1100000000002", "message": "1", "title": "Amber"})), `which is called "Amber Lantern Trips again"`},
		{"an export of another kind", export, swap(`"type": "public_channel"`, `"type": "private_group"`), "is not of the channel"},
		{"an export of another number", export, swap(`"id": 1100000000001,`, `"id": 1100000000002,`), "is not of the channel"},
		{"an export of another name", export, swap(`"name": "Amber`, `"name": "Umber`), "is not of the channel"},
		{"an export without its last message", export, func(b []byte) []byte {
			return append(b[:bytes.LastIndex(b, []byte(",\n  {\"id\""))], "\n ]\n}\n"...)
		}, "of the channel's are not deleted"},
		{"an export of another moment", export, swap(`10:07:00","date_unixtime":"1770282420"`, `10:07:01","date_unixtime":"1770282421"`), "was written at"},
		{"an export of another edit", export, swap(`01:00:00","edited_unixtime":"1770854400"`, `01:00:01","edited_unixtime":"1770854401"`), "was edited at"},
		{"an export that hides an edit", export, swap(`"edited":"2026-02-12T01:00:00","edited_unixtime":"1770854400",`, ""), "was edited at"},
		{"an export of another author", export, swap(`"author":"Bero"`, `"author":"Ilva"`), `signed "Ilva"`},
		{"an export that answers another", export, swap(`"reply_to_message_id":7`, `"reply_to_message_id":6`), "replies to 6"},
		{"an export of another photograph", export, swap("media/e3929202846b6297", "media/ef9df35a888ac5ac"), "ef9df35a888ac5ac.jpg\", not as in the channel"},
		{"an export of what is no message", export, swap(`"type":"message"`, `"type":"service"`), `type "service"`},
		{"a mark of no kind", export, swap(`"text_entities":[{"type":"plain"`, `"text_entities":[{"type":"bold"`), `entity "bold"`},
		{"a voice message of no length", export, swap(`"duration_seconds":7`, `"duration_seconds":0`), `media "voice_message" of 0 s`},
		{"a room closed before it is made", rooms, change(number("1100000000004"), put("closed_at", "2020-01-01T00:00:00Z")), "is closed at"},
		{"a room without its files", rooms, change(number("1100000000004"), put("folder", "messenger/private/1")), "file messenger/private/1/members.jsonl is not in the dataset"},
		{"a secret chat of a crew", rooms, change(number("1100000000004"), put("kind", "secret")), "is not of the room"},
		{"written after the room was closed", rooms, change(number("1100000000004"), put("closed_at", "2026-02-04T00:00:00Z")), "after the room was closed"},
		{"a member before the room", crew + "members.jsonl", change(first, put("joined_at", "2026-01-03T00:00:00Z")), "before the room is made"},
		{"a member who leaves before joining", crew + "members.jsonl", change(first, put("left_at", "2020-01-01T00:00:00Z")), "or after leaving"},
		{"a member who has left", crew + "members.jsonl", change(number("27000000001"), put("left_at", "2026-02-03T00:00:01Z")), "who is no member at"},
		{"a handle of nobody", crew + "members.jsonl", change(has("handle"), put("handle", "nobody_here")), "there is no profile @nobody_here"},
		{"a member by another name", crew + "members.jsonl", change(number("27000000001"), put("name", "Berto")), "who is no member"},
		{"an export of another room", crew + "result.json", swap(`"id": 1100000000004`, `"id": 1100000000005`), "is not of the room"},
		{"a text without the label", crew + "chat.txt", swap("SYNTHETIC", "GENUINE"), "does not bear the label"},
		{"an export that hides whence it is", forwarded, swap(`"forwarded_from":"Amber Lantern Trips again"`, `"forwarded_from":"Amber"`), `passes on "Amber"`},
	})
	refuted(t, dir, []claim{
		{"a handle twice", channels, change(first, put("handle", "ulmdal")), "or is there twice"},
		{"banned before it is made", channels, change(has("banned_at"), put("banned_at", "2020-01-01T00:00:00Z")), "before it is made"},
		{"a channel without its file", channels, change(first, put("file", "messenger/messages/1.jsonl")), "is not in the dataset"},
		{"written after the ban", channels, change(has("banned_at"), put("banned_at", "2026-02-20T00:00:00Z")), "while the channel is not there"},
		{"numbers fall", planted, change(first, put("id", "9")), "does not come after"},
		{"times fall", planted, change(first, put("at", "2026-03-01T00:00:00Z")), "before the one above it"},
		{"edited before written", planted, change(has("edited_at"), put("edited_at", "2026-02-02T00:00:00Z")), "before it is written"},
		{"an edit without words", planted, change(has("edited_at"), func(r map[string]any) { delete(r, "edited_text") }), "a time and a text"},
		{"an answer to what comes later", planted, change(has("reply_to"), put("reply_to", "20")), "which is not above it"},
		{"an answer to what is deleted", planted, change(has("reply_to"), put("reply_to", "5")), "after that was deleted"},
		{"a picture of nobody", planted, change(has("media"), put("media", []string{"0123456789abcdef"})), "is not there"},
		{"a voice without words", planted, change(has("voice"), func(r map[string]any) { delete(r, "transcript") }), "says nothing"},
		{"passed on before it was written", passed, change(has("forward"), put("at", "2026-03-15T09:00:00Z")), "before that was written"},
		{"passed on with other words", passed, change(has("forward"), put("text", "We are back.")), "and says something else"},
		{"passed on from nowhere", passed, change(has("forward"), put("forward", map[string]any{"channel": "7", "message": "1", "title": "x"})), "which is not there"},
		{"an export without a message", export, swap(`"id":3,`, `"id":5,`), "is not in the channel"},
		{"an export of other words", export, swap("have arrived", "have departed"), "differ"},
		{"an export in UTC", export, swap("T10:07:00", "T09:07:00"), "Central European Time"},
		{"an export without the label", export, swap("SYNTHETIC", "GENUINE"), "does not bear the label"},
		{"an export of somebody else", export, swap(`"from_id":"channel1100000000001"`, `"from_id":"channel1"`), "is from channel1"},
		{"a member more talks", crew + "result.json", swap("user27000000002", "user27000000003"), "who is no member"},
		{"a member talks before joining", crew + "members.jsonl", change(first, put("joined_at", "2026-03-01T00:00:00Z")), "who is no member at"},
		{"a number of somebody", crew + "members.jsonl", change(has("phone"), put("phone", "+4930123456")), "not reserved"},
		{"a private picture that is not there", crew + "result.json", swap(`"photo":"../media/`, `"photo":"../media/x`), "which is not there"},
		{"another chat in the text", crew + "chat.txt", swap("The van is", "The car is"), "does not stand where it should"},
		{"a line more in the text", crew + "chat.txt", func(b []byte) []byte { return append(b, "05/02/2026, 10:00 - Bero: ha\n"...) }, "goes on after"},
		{"another time in the text", crew + "chat.txt", swap(", 10:00 - Ilva", ", 10:01 - Ilva"), "does not stand where it should"},
		{"a room that is neither", rooms, change(first, put("kind", "public")), "kind"},
		{"a picture of another size", "messenger/media.jsonl", change(first, put("width", 7)), "its record says"},
		{"a real host", planted, change(first, put("text", "see www.police.eu")), `host name "www.police.eu"`},
	})
}
