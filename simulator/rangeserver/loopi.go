package rangeserver

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
)

// loopiHost is the name of the network of short video.
const loopiHost = "loopi.test"

// loopi is the network in memory, without its pictures.
type loopi struct {
	handles  map[string]*loopiAccount
	accounts map[string]*loopiAccount
	clips    map[string]*loopiClip
	order    []*loopiClip // newest first
	comments map[string]*loopiComment
	media    gallery
}

type loopiAccount struct {
	record.LoopiAccount
	period
	clips []*loopiClip // newest first
}

type loopiClip struct {
	record.Clip
	period
	by    *loopiAccount
	said  []*loopiComment // in the order of time
	likes []int64         // when, in order
}

type loopiComment struct {
	record.ClipComment
	period
	by *loopiAccount
}

// loadLoopi reads the network; nil where the dataset has none.
func loadLoopi(dir string, m *dataset.Manifest) (*loopi, error) {
	l := &loopi{handles: map[string]*loopiAccount{}, accounts: map[string]*loopiAccount{}, clips: map[string]*loopiClip{}, comments: map[string]*loopiComment{}}
	var err error
	if l.media, err = readGallery(dir, m, "loopi/media.jsonl"); err != nil {
		return nil, err
	}
	if err := readLines(dir, m, "loopi/accounts.jsonl", l.addAccount); err != nil {
		return nil, err
	}
	if err := readLines(dir, m, "loopi/clips.jsonl", l.addClip); err != nil {
		return nil, err
	}
	slices.Reverse(l.order)
	for _, a := range l.accounts {
		slices.Reverse(a.clips)
	}
	if err := readLines(dir, m, "loopi/comments.jsonl", l.addComment); err != nil {
		return nil, err
	}
	if err := readLines(dir, m, "loopi/likes.jsonl", func(x record.ClipLike) error {
		c := l.clips[x.ClipID]
		if c == nil || l.accounts[x.AccountID] == nil {
			return fmt.Errorf("a like of %s for %s, which are not both there", x.AccountID, x.ClipID)
		}
		c.likes = append(c.likes, x.CreatedAt.UnixNano())
		return nil
	}); err != nil {
		return nil, err
	}
	if len(l.accounts) == 0 {
		return nil, nil //nolint:nilnil // a dataset without short videos
	}
	return l, nil
}

func (l *loopi) addAccount(x record.LoopiAccount) error {
	a := &loopiAccount{LoopiAccount: x, period: period{x.CreatedAt.UnixNano(), stamp(x.SuspendedAt)}}
	if l.accounts[x.ID] != nil || l.handles[x.Handle] != nil {
		return fmt.Errorf("account %s or its handle %q stands twice", x.ID, x.Handle)
	}
	l.accounts[x.ID], l.handles[x.Handle] = a, a
	if x.Avatar != "" {
		return l.show([]string{x.Avatar}, a.period)
	}
	return nil
}

func (l *loopi) show(media []string, p period) error {
	for _, id := range media {
		if l.media[id] == nil {
			return fmt.Errorf("media %q is not in media.jsonl", id)
		}
		l.media[id].shown = append(l.media[id].shown, p)
	}
	return nil
}

func (l *loopi) addClip(x record.Clip) error {
	by := l.accounts[x.AccountID]
	if by == nil || l.clips[x.ID] != nil {
		return fmt.Errorf("clip %s stands twice, or its account %s is not there", x.ID, x.AccountID)
	}
	c := &loopiClip{Clip: x, by: by, period: period{x.CreatedAt.UnixNano(), min(stamp(x.DeletedAt), by.until)}}
	l.clips[x.ID] = c
	l.order, by.clips = append(l.order, c), append(by.clips, c)
	return l.show(append([]string{x.Poster}, x.Frames...), c.period)
}

func (l *loopi) addComment(x record.ClipComment) error {
	c, by := l.clips[x.ClipID], l.accounts[x.AccountID]
	if c == nil || by == nil || l.comments[x.ID] != nil {
		return fmt.Errorf("comment %s stands twice, or its clip %s or account %s is not there", x.ID, x.ClipID, x.AccountID)
	}
	m := &loopiComment{ClipComment: x, by: by, period: period{x.CreatedAt.UnixNano(), min(stamp(x.DeletedAt), c.until, by.until)}}
	l.comments[x.ID] = m
	c.said = append(c.said, m)
	return nil
}

// likesAt is how many like a clip at t.
func (c *loopiClip) likesAt(t int64) int64 {
	return int64(sort.Search(len(c.likes), func(i int) bool { return c.likes[i] > t }))
}

// viewsAt is how often a clip has been seen at t: half of it in six hours, and
// by everybody who likes it.
func (c *loopiClip) viewsAt(t int64) int64 {
	age := (t - c.from) / 1e9
	return max(c.Views*age/(age+6*3600), c.likesAt(t))
}

// commentsAt is what is said under a clip at t, the first first.
func (c *loopiClip) commentsAt(t int64) (out []*loopiComment) {
	for _, m := range c.said {
		if m.holds(t) {
			out = append(out, m)
		}
	}
	return out
}

// standing are the clips of a list that can be seen at t and that keep accepts,
// at most n; 0 is all.
func standing(list []*loopiClip, t int64, n int, keep func(*loopiClip) bool) (out []*loopiClip) {
	for _, c := range list {
		if n > 0 && len(out) == n {
			break
		}
		if c.holds(t) && (keep == nil || keep(c)) {
			out = append(out, c)
		}
	}
	return out
}

// trending are the tags of the last seven days before t, the most used first.
func (l *loopi) trending(t int64, n int) []string {
	const week = 7 * 24 * 3600 * int64(1e9)
	used := map[string]int{}
	for _, c := range l.order {
		if c.holds(t) && c.from > t-week {
			for _, tag := range c.Tags {
				used[tag]++
			}
		}
	}
	var out []string
	for tag := range used {
		out = append(out, tag)
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(used[b], used[a]), strings.Compare(a, b)) })
	return out[:min(len(out), n)]
}

// visible is since when a record of Loopi is public.
func (l *loopi) visible(file, id string) (int64, bool) {
	switch file {
	case "loopi/accounts.jsonl":
		if a := l.accounts[id]; a != nil {
			return a.from, true
		}
	case "loopi/clips.jsonl":
		if c := l.clips[id]; c != nil {
			return c.from, true
		}
	case "loopi/comments.jsonl":
		if m := l.comments[id]; m != nil {
			return m.from, true
		}
	case "loopi/media.jsonl":
		return l.media.public(id)
	}
	return 0, false
}
