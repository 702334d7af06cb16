package rangeserver

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
)

// kurjerHost is the messenger's name: it shows public channels to anybody.
const kurjerHost = "kurjer.test"

// kurjer is the messenger's open part: channels, profiles, and of each message
// where it stands in its file. Nothing below messenger/private/ is read.
type kurjer struct {
	dir      string
	start    int64              // of the clock, nanoseconds since 1970
	end      int64              //
	channels []*channel         // by title
	handles  map[string]*handle // lower case
	byID     map[string]*channel
	media    gallery
}

// handle is a channel or a profile.
type handle struct {
	channel *channel
	profile *record.KurjerProfile
}

// channel is a public channel. Its banning is no end: the page says so.
type channel struct {
	record.Channel
	period
	banned int64
	list   []message
}

// message is where a message stands and when it can be seen; its words are in
// the file.
type message struct {
	number, offset int64
	size           int32
	period
}

// stored is a row of a channel's file and its length.
type stored struct {
	record.Message
	size int
}

func (m *stored) UnmarshalJSON(b []byte) error {
	m.size = len(b)
	return json.Unmarshal(b, &m.Message)
}

// loadKurjer reads the messenger's lists; nil where the dataset has none.
func loadKurjer(dir string, m *dataset.Manifest, start, end int64) (*kurjer, error) {
	k := &kurjer{dir: dir, start: start, end: end, handles: map[string]*handle{}, byID: map[string]*channel{}}
	var err error
	if k.media, err = readGallery(dir, m, "messenger/media.jsonl"); err != nil {
		return nil, err
	}
	if err := readLines(dir, m, "messenger/profiles.jsonl", func(r record.KurjerProfile) error {
		return k.name(r.Handle, &handle{profile: &r})
	}); err != nil {
		return nil, err
	}
	if err := readLines(dir, m, "messenger/channels.jsonl", func(r record.Channel) error {
		c := &channel{Channel: r, period: period{r.CreatedAt.UnixNano(), stamp(r.ClosedAt)}, banned: stamp(r.BannedAt)}
		if k.byID[r.ID] != nil {
			return fmt.Errorf("channel %s stands twice", r.ID)
		}
		if r.Picture != "" {
			if err := k.show([]string{r.Picture}, period{c.from, min(c.until, c.banned)}); err != nil {
				return err
			}
		}
		k.channels, k.byID[r.ID] = append(k.channels, c), c
		return k.name(r.Handle, &handle{channel: c})
	}); err != nil {
		return nil, err
	}
	for _, c := range k.channels {
		if err := k.index(m, c); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(k.channels, func(a, b *channel) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)), strings.Compare(a.ID, b.ID))
	})
	if len(k.handles) == 0 {
		return nil, nil //nolint:nilnil // a dataset without a messenger
	}
	return k, nil
}

func (k *kurjer) name(name string, h *handle) error {
	name = strings.ToLower(name)
	if name == "" || k.handles[name] != nil {
		return fmt.Errorf("handle %q is empty or stands twice", name)
	}
	k.handles[name] = h
	return nil
}

func (k *kurjer) show(media []string, p period) error {
	for _, id := range media {
		x := k.media[id]
		if x == nil {
			return fmt.Errorf("media %q is not in media.jsonl", id)
		}
		x.shown = append(x.shown, p)
	}
	return nil
}

// index notes where each message of a channel stands in its file.
func (k *kurjer) index(m *dataset.Manifest, c *channel) error {
	if !filepath.IsLocal(filepath.FromSlash(c.File)) || !slices.ContainsFunc(m.Files, func(f dataset.FileInfo) bool { return f.Path == c.File }) {
		return fmt.Errorf("channel %s is in the file %q, which the manifest does not name", c.ID, c.File)
	}
	offset := int64(0)
	return readLines(k.dir, m, c.File, func(r stored) error {
		n, err := strconv.ParseInt(r.ID, 10, 64)
		if err != nil || len(c.list) > 0 && n <= c.list[len(c.list)-1].number {
			return fmt.Errorf("message %q does not follow the one before", r.ID)
		}
		x := message{number: n, offset: offset, size: int32(r.size), period: period{r.At.UnixNano(), min(stamp(r.DeletedAt), c.until, c.banned)}}
		c.list = append(c.list, x)
		offset += int64(r.size) + 1
		return k.show(r.Media, x.period)
	})
}

// find returns the message of that number.
func (c *channel) find(number string) (message, bool) {
	n, err := strconv.ParseInt(number, 10, 64)
	i := sort.Search(len(c.list), func(i int) bool { return c.list[i].number >= n })
	if err != nil || i == len(c.list) || c.list[i].number != n {
		return message{}, false
	}
	return c.list[i], true
}

// read reads messages of a channel from its file.
func (k *kurjer) read(c *channel, list []message) ([]record.Message, error) {
	f, err := os.Open(filepath.Join(k.dir, filepath.FromSlash(c.File)))
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	out := make([]record.Message, len(list))
	for i, x := range list {
		b := make([]byte, x.size)
		if _, err := f.ReadAt(b, x.offset); err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if err := json.Unmarshal(b, &out[i]); err != nil || out[i].ID != strconv.FormatInt(x.number, 10) {
			return nil, fmt.Errorf("%s: message %d is no longer where it was", c.File, x.number)
		}
	}
	return out, nil
}

// textAt is what a message says at t.
func textAt(m *record.Message, t int64) string {
	if stamp(m.EditedAt) <= t {
		return m.EditedText
	}
	return m.Text
}

// page returns the messages that can be seen at t with numbers below before
// (0: any) that want accepts, oldest first, and whether older ones remain.
func (k *kurjer) page(c *channel, t, before int64, limit int, want func(*record.Message) bool) (out []record.Message, more bool, err error) {
	i := len(c.list) - 1
	if before > 0 {
		i = sort.Search(len(c.list), func(i int) bool { return c.list[i].number >= before }) - 1
	}
	for i >= 0 && len(out) <= limit {
		var batch []message
		for ; i >= 0 && len(batch) <= limit; i-- {
			if c.list[i].holds(t) {
				batch = append(batch, c.list[i])
			}
		}
		read, err := k.read(c, batch)
		if err != nil {
			return nil, false, err
		}
		for j := range read {
			if len(out) <= limit && (want == nil || want(&read[j])) {
				out = append(out, read[j])
			}
		}
	}
	if len(out) > limit {
		out, more = out[:limit], true
	}
	slices.Reverse(out)
	return out, more, nil
}

// readers is how many read a channel at t: they come steadily.
func (k *kurjer) readers(c *channel, t int64) int64 {
	from := max(c.from, k.start)
	if t >= k.end || k.end <= from {
		return c.Readers
	}
	const slice = int64(1e9)
	return max(c.Readers*(3*(k.end-from)/slice+7*(t-from)/slice)/(10*((k.end-from)/slice)), 1)
}

// viewsAt is how often a message has been read at t: half of it in six hours.
func viewsAt(m *record.Message, t int64) int64 {
	age := (t - m.At.UnixNano()) / 1e9
	return max(m.Views*age/(age+6*3600), 1)
}

// visible is since when a record of the messenger is public.
func (k *kurjer) visible(file, id string) (int64, bool) {
	switch file {
	case "messenger/channels.jsonl":
		if c := k.byID[id]; c != nil {
			return c.from, true
		}
	case "messenger/profiles.jsonl":
		for _, h := range k.handles {
			if h.profile != nil && h.profile.ID == id {
				return h.profile.CreatedAt.UnixNano(), true
			}
		}
	case "messenger/media.jsonl":
		return k.media.public(id)
	default:
		if c := k.byID[strings.TrimSuffix(path.Base(file), ".jsonl")]; c != nil && c.File == file {
			if m, ok := c.find(id); ok {
				return m.from, true
			}
		}
	}
	return 0, false
}
