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
	const (
		planted = "messenger/messages/1100000000001.jsonl"
		export  = "messenger/export/1100000000001/result.json"
		crew    = "messenger/private/1100000000004/"
	)
	refuted(t, dir, []claim{
		{"a handle twice", "messenger/channels.jsonl", change(first, put("handle", "ulmdal")), "or is there twice"},
		{"banned before it is made", "messenger/channels.jsonl", change(has("banned_at"), put("banned_at", "2020-01-01T00:00:00Z")), "before it is made"},
		{"a channel without its file", "messenger/channels.jsonl", change(first, put("file", "messenger/messages/1.jsonl")), "is not in the dataset"},
		{"written after the ban", "messenger/channels.jsonl", change(has("banned_at"), put("banned_at", "2026-02-20T00:00:00Z")), "while the channel is not there"},
		{"numbers fall", planted, change(first, put("id", "9")), "does not come after"},
		{"times fall", planted, change(first, put("at", "2026-03-01T00:00:00Z")), "before the one above it"},
		{"edited before written", planted, change(has("edited_at"), put("edited_at", "2026-02-02T00:00:00Z")), "before it is written"},
		{"an edit without words", planted, change(has("edited_at"), func(r map[string]any) { delete(r, "edited_text") }), "a time and a text"},
		{"an answer to what comes later", planted, change(has("reply_to"), put("reply_to", "20")), "which is not above it"},
		{"an answer to what is deleted", planted, change(has("reply_to"), put("reply_to", "5")), "after that was deleted"},
		{"a picture of nobody", planted, change(has("media"), put("media", []string{"0123456789abcdef"})), "is not there"},
		{"a voice without words", planted, change(has("voice"), func(r map[string]any) { delete(r, "transcript") }), "says nothing"},
		{"passed on before it was written", "messenger/messages/1100000000003.jsonl", change(has("forward"), put("at", "2026-03-15T09:00:00Z")), "before that was written"},
		{"passed on with other words", "messenger/messages/1100000000003.jsonl", change(has("forward"), put("text", "We are back.")), "and says something else"},
		{"passed on from nowhere", "messenger/messages/1100000000003.jsonl", change(has("forward"), put("forward", map[string]any{"channel": "7", "message": "1", "title": "x"})), "which is not there"},
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
		{"a room that is neither", "messenger/private/rooms.jsonl", change(first, put("kind", "public")), "kind"},
		{"a picture of another size", "messenger/media.jsonl", change(first, put("width", 7)), "its record says"},
		{"a real host", planted, change(first, put("text", "see www.police.eu")), `host name "www.police.eu"`},
	})
}
