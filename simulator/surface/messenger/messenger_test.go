package messenger_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/surface/messenger"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// emit writes the surface's parts in an order and returns where, and the files.
func emit(t testing.TB, w *world.World, backwards bool) (string, *dataset.Writer) {
	t.Helper()
	dir := t.TempDir()
	out := dataset.NewWriter(dir)
	n := messenger.Surface{}.Parts(w)
	for i := range n {
		if backwards {
			i = n - 1 - i
		}
		if err := (messenger.Surface{}).Emit(t.Context(), w, i, out); err != nil {
			t.Fatal(err)
		}
	}
	return dir, out
}

func TestWorldIsSound(t *testing.T) {
	if err := world.Validate(worldtest.New(1000)); err != nil {
		t.Fatal(err)
	}
}

// The same bytes in any order of parts; one room more changes no other file's.
func TestEveryPartAlone(t *testing.T) {
	w := worldtest.New(100)
	_, one := emit(t, w, false)
	_, two := emit(t, w, true)
	if d := cmp.Diff(one.Files(), two.Files()); d != "" {
		t.Error(d)
	}
	more := worldtest.New(100)
	more.Rooms = append(more.Rooms, world.Room{
		Ref: "room:more", ID: 99, Kind: world.Public, Title: "More", Handle: "more_of_it", OpenedAt: worldtest.Day(1), Members: more.Rooms[0].Members,
	})
	_, three := emit(t, more, false)
	other := map[string]string{}
	for _, f := range three.Files() {
		other[f.Path] = f.SHA256
	}
	for _, f := range one.Files() {
		if other[f.Path] != f.SHA256 && f.Path != "messenger/channels.jsonl" {
			t.Errorf("%s changed", f.Path)
		}
	}
}

// What the plan holds is in the files, and bound to where it stands.
func TestPlanted(t *testing.T) {
	w := worldtest.New(100)
	w.Sellers = nil // who would show the number in the open
	dir, out := emit(t, w, false)
	list := worldtest.Rows[record.Message](t, filepath.Join(dir, "messenger/messages/1100000000001.jsonl"))
	if len(list) != 30 {
		t.Fatalf("%d messages", len(list))
	}
	for i, want := range map[int]func(record.Message) bool{
		2: func(m record.Message) bool { return len(m.Media) == 2 },
		4: func(m record.Message) bool { return m.DeletedAt.Equal(worldtest.Day(9)) },
		5: func(m record.Message) bool {
			return m.EditedText == "Two seats left. Prices are as before." && m.Text != m.EditedText && strings.HasPrefix(m.EditedText, strings.TrimRight(m.Text, "."))
		},
		6: func(m record.Message) bool { return m.Text == worldtest.Hostile },
		7: func(m record.Message) bool { return m.Author == "Bero" && m.ReplyTo == "7" },
		8: func(m record.Message) bool { return m.Text == "" && m.Transcript != "" && m.Voice == 7 },
	} {
		if !want(list[i]) {
			t.Errorf("message %d: %+v", i+1, list[i])
		}
	}
	fwd := worldtest.Rows[record.Message](t, filepath.Join(dir, "messenger/messages/1100000000003.jsonl"))[1].Forward
	if fwd == nil || *fwd != (record.Forward{Channel: "1100000000002", Message: "1", Title: "Amber Lantern Trips again"}) {
		t.Errorf("forward %+v", fwd)
	}
	for ref, want := range map[string]string{
		"room:main-1":      "messenger/channels.jsonl#1100000000001 handle=@amber_trips url=http://kurjer.test/amber_trips",
		"room:crew":        "messenger/private/rooms.jsonl#1100000000004 name=Lantern Work",
		"message:main-1/2": "messenger/messages/1100000000001.jsonl#2 url=http://kurjer.test/amber_trips/2",
		"message:crew/2":   "messenger/private/1100000000004/result.json#2",
		"profile:broker":   "messenger/profiles.jsonl#27000000002 handle=@amber_seats url=http://kurjer.test/amber_seats phone=+447700900123",
		"profile:customer": "messenger/private/1100000000005/members.jsonl#27000000003 name=Tova",
		"phone:desk":       "messenger/private/1100000000004/members.jsonl#27000000002 phone=+447700900123",
	} {
		b, _ := out.Bound(ref)
		got := strings.Join(b.Records, " ")
		for _, s := range b.Selectors {
			got += " " + s.Kind + "=" + s.Value
		}
		if got != want {
			t.Errorf("%s is bound to %s, want %s", ref, got, want)
		}
	}
	// Nothing says what a message is: neither label nor role nor name of the plan.
	for _, f := range out.Files() {
		if strings.HasSuffix(f.Path, ".jpg") {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, f.Path))
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{`"L3"`, "channel-admin", "room:main", "profile:", "message:", "booking-broker"} {
			if strings.Contains(string(b), word) {
				t.Errorf("%s says %s", f.Path, word)
			}
		}
	}
}

// The crowd lives: every sort of message occurs, and follows its rules.
func TestCrowd(t *testing.T) {
	w := worldtest.New(1000)
	dir, _ := emit(t, w, false)
	channels := worldtest.Rows[record.Channel](t, filepath.Join(dir, "messenger/channels.jsonl"))
	if len(channels) != 43 {
		t.Fatalf("%d channels", len(channels))
	}
	all, sizes, sorts := 0, []int{}, map[string]int{}
	texts := map[string]int{}
	at := map[string]record.Message{}
	for _, c := range channels {
		list := worldtest.Rows[record.Message](t, filepath.Join(dir, c.File))
		all += len(list)
		sizes = append(sizes, len(list))
		for i, m := range list {
			at[c.ID+"/"+m.ID] = m
			if m.ID != fmt.Sprint(i+1) || i > 0 && m.At.Before(list[i-1].At) {
				t.Fatalf("%s: message %s at %s stands in place %d", c.Handle, m.ID, m.At, i+1)
			}
			for sort, is := range map[string]bool{
				"forward": m.Forward != nil, "voice": m.Voice > 0, "edit": !m.EditedAt.IsZero(), "deleted": !m.DeletedAt.IsZero(), "picture": m.Media != nil, "reply": m.ReplyTo != "", "signed": m.Author != "",
			} {
				if is {
					sorts[sort]++
				}
			}
			if len(m.Text) > 90 && m.Forward == nil {
				texts[m.Text]++
			}
		}
	}
	for key, m := range at {
		if m.Forward == nil || m.Forward.Channel == "" {
			continue
		}
		src, ok := at[m.Forward.Channel+"/"+m.Forward.Message]
		text := src.Text
		if !src.EditedAt.IsZero() && !src.EditedAt.After(m.At) {
			text = src.EditedText
		}
		if !ok || !src.At.Before(m.At) || text != m.Text || !src.DeletedAt.IsZero() && !src.DeletedAt.After(m.At) {
			t.Errorf("%s forwards %+v: %+v", key, m.Forward, src)
		}
	}
	copied := 0
	for _, n := range texts {
		if n > 2 {
			copied++
		}
	}
	slices.Sort(sizes)
	mean := all / len(channels)
	if mean < 260 || mean > 400 || sizes[0] > 60 || sizes[len(sizes)-1] < 2000 || copied < 10 {
		t.Errorf("%d messages a channel, %v, %d copied texts", mean, sizes, copied)
	}
	for _, sort := range []string{"forward", "voice", "edit", "deleted", "picture", "reply", "signed"} {
		if sorts[sort] < all/500 || sorts[sort] > all/3 {
			t.Errorf("%d of %d messages: %s", sorts[sort], all, sort)
		}
	}
	t.Log(all, sizes, sorts, copied)
}

func TestCancelled(t *testing.T) {
	w := worldtest.New(100)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	for i := range (messenger.Surface{}).Parts(w) {
		if err := (messenger.Surface{}).Emit(ctx, w, i, dataset.NewWriter(t.TempDir())); err == nil {
			t.Errorf("part %d ends without an error", i)
		}
	}
}

// BenchmarkMessages counts the messages a second, in both shapes, pictures
// included.
func BenchmarkMessages(b *testing.B) {
	w := worldtest.New(2000)
	var n int64
	for b.Loop() {
		_, out := emit(b, w, false)
		for _, f := range out.Files() {
			if strings.Contains(f.Path, "/messages/") {
				n += f.Records
			}
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "messages/s")
}
