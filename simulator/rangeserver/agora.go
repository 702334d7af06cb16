package rangeserver

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
)

// agoraHost is the forum's name.
const agoraHost = "agora-9.test"

// agora is the forum in memory. What is behind its login is read here and shown
// by pages that ask for a grant first; the HTML copy below forum/private/html/
// is not read at all.
type agora struct {
	start    int64 // of the clock, nanoseconds since 1970
	front    record.ForumFront
	boards   []record.ForumBoard
	members  map[string]*record.ForumMember
	order    []*record.ForumMember // by id, which is by the time of joining
	threads  map[string]*agoraThread
	posts    map[string]*agoraPost
	messages []record.ForumMessage
	media    gallery
}

// agoraThread is a thread with its posts in the order of time.
type agoraThread struct {
	record.ForumThread
	period
	posts []*agoraPost
}

type agoraPost struct {
	record.ForumPost
	period
}

// textAt is what a post says at t.
func (p *agoraPost) textAt(t int64) string {
	if stamp(p.EditedAt) <= t {
		return p.EditedText
	}
	return p.Text
}

// loadAgora reads the forum; nil where the dataset has none.
func loadAgora(dir string, m *dataset.Manifest, start int64) (*agora, error) {
	if !slices.ContainsFunc(m.Files, func(f dataset.FileInfo) bool { return f.Path == "forum/front.json" }) {
		return nil, nil //nolint:nilnil // a dataset without a forum
	}
	a := &agora{start: start, members: map[string]*record.ForumMember{}, threads: map[string]*agoraThread{}, posts: map[string]*agoraPost{}}
	body, err := os.ReadFile(filepath.Join(dir, "forum", "front.json"))
	if err == nil {
		err = json.Unmarshal(body, &a.front)
	}
	if err != nil {
		return nil, fmt.Errorf("%s/forum/front.json: %w", dir, err)
	}
	for _, read := range []func(string, *dataset.Manifest) error{a.readLists, a.readThreads} {
		if err := read(dir, m); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (a *agora) readLists(dir string, m *dataset.Manifest) error {
	if err := readLines(dir, m, "forum/boards.jsonl", func(b record.ForumBoard) error {
		a.boards = append(a.boards, b)
		return nil
	}); err != nil {
		return err
	}
	if err := readLines(dir, m, "forum/private/members.jsonl", func(x record.ForumMember) error {
		if a.members[x.ID] != nil {
			return fmt.Errorf("member %s stands twice", x.ID)
		}
		a.members[x.ID] = &x
		a.order = append(a.order, &x)
		return nil
	}); err != nil {
		return err
	}
	var err error
	if a.media, err = readGallery(dir, m, "forum/private/media.jsonl"); err != nil {
		return err
	}
	return readLines(dir, m, "forum/private/messages.jsonl", func(x record.ForumMessage) error {
		if a.members[x.FromID] == nil || a.members[x.ToID] == nil {
			return fmt.Errorf("message %s is from %s to %s, who are not both members", x.ID, x.FromID, x.ToID)
		}
		a.messages = append(a.messages, x)
		return nil
	})
}

func (a *agora) readThreads(dir string, m *dataset.Manifest) error {
	if err := readLines(dir, m, "forum/private/threads.jsonl", func(x record.ForumThread) error {
		if a.threads[x.ID] != nil || a.members[x.AuthorID] == nil {
			return fmt.Errorf("thread %s stands twice, or its author %s is no member", x.ID, x.AuthorID)
		}
		a.threads[x.ID] = &agoraThread{ForumThread: x, period: period{x.CreatedAt.UnixNano(), stamp(x.DeletedAt)}}
		return nil
	}); err != nil {
		return err
	}
	return readLines(dir, m, "forum/private/posts.jsonl", func(x record.ForumPost) error {
		t := a.threads[x.ThreadID]
		if t == nil || a.posts[x.ID] != nil || a.members[x.AuthorID] == nil {
			return fmt.Errorf("post %s stands twice, or its thread %s or author %s is not there", x.ID, x.ThreadID, x.AuthorID)
		}
		p := &agoraPost{ForumPost: x, period: period{x.CreatedAt.UnixNano(), min(stamp(x.DeletedAt), t.until)}}
		a.posts[x.ID] = p
		t.posts = append(t.posts, p)
		for _, id := range x.Media {
			if a.media[id] == nil {
				return fmt.Errorf("media %q is not in media.jsonl", id)
			}
			a.media[id].shown = append(a.media[id].shown, p.period)
		}
		return nil
	})
}

// on returns the threads of a board that can be seen at t, the last written in first.
func (a *agora) on(board string, t int64) []*agoraThread {
	var out []*agoraThread
	for _, x := range a.threads {
		if x.BoardID == board && x.holds(t) {
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(x, y *agoraThread) int {
		return cmp.Or(cmp.Compare(y.last(t), x.last(t)), strings.Compare(x.ID, y.ID))
	})
	return out
}

// last is when a thread was last written in, as it looks at t.
func (x *agoraThread) last(t int64) int64 {
	at := x.from
	for _, p := range x.posts {
		if p.holds(t) {
			at = max(at, p.from)
		}
	}
	return at
}

// visible is since when a record of the forum can be seen.
func (a *agora) visible(file, id string) (int64, bool) {
	switch file {
	case "forum/boards.jsonl":
		return a.start, slices.ContainsFunc(a.boards, func(b record.ForumBoard) bool { return b.ID == id })
	case "forum/private/members.jsonl":
		if m := a.members[id]; m != nil {
			return m.JoinedAt.UnixNano(), true
		}
	case "forum/private/threads.jsonl":
		if x := a.threads[id]; x != nil {
			return x.from, true
		}
	case "forum/private/posts.jsonl":
		if p := a.posts[id]; p != nil {
			return p.from, true
		}
	case "forum/private/messages.jsonl":
		for i := range a.messages {
			if a.messages[i].ID == id {
				return a.messages[i].CreatedAt.UnixNano(), true
			}
		}
	case "forum/private/media.jsonl":
		return a.media.public(id)
	}
	return 0, false
}

// named shows the characters that turn letters round by their name.
func named(text string) string {
	var out strings.Builder
	for _, r := range text {
		if unicode.Is(unicode.Bidi_Control, r) {
			fmt.Fprintf(&out, "[U+%04X]", r)
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}
