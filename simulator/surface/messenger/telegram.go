package messenger

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/world"
)

// notIncluded stands in an export for a file that was not asked for.
const notIncluded = "(File not included. Change data exporting settings to download.)"

// telegram is result.json in the shape of Telegram Desktop's export: text is a
// string, or an array of strings and objects; text_entities are objects.
type telegram struct {
	c     *cast
	r     *room
	f     *dataset.File
	comma bool
}

// exported is one message of an export, its members in Telegram's order.
type exported struct {
	ID            int64    `json:"id"`
	Type          string   `json:"type"`
	Date          string   `json:"date"`
	DateUnix      string   `json:"date_unixtime"`
	Edited        string   `json:"edited,omitempty"`
	EditedUnix    string   `json:"edited_unixtime,omitempty"`
	From          string   `json:"from"`
	FromID        string   `json:"from_id"`
	Author        string   `json:"author,omitempty"`
	ForwardedFrom string   `json:"forwarded_from,omitempty"`
	ForwardedID   string   `json:"forwarded_from_id,omitempty"`
	ReplyTo       int64    `json:"reply_to_message_id,omitempty"`
	Photo         string   `json:"photo,omitempty"`
	Width         int      `json:"width,omitempty"`
	Height        int      `json:"height,omitempty"`
	File          string   `json:"file,omitempty"`
	MediaType     string   `json:"media_type,omitempty"`
	MIME          string   `json:"mime_type,omitempty"`
	Duration      int64    `json:"duration_seconds,omitempty"`
	Text          any      `json:"text"`
	Entities      []entity `json:"text_entities"`
}

type entity struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

func newTelegram(c *cast, r *room, out *dataset.Writer) (sink, error) {
	f, err := out.Create(r.export(), surface, telegramTools...)
	if err != nil {
		return nil, err
	}
	kind := map[string]string{world.Public: "public_channel", world.Private: "private_supergroup", world.Secret: "personal_chat"}[r.kind]
	name, err := json.Marshal(r.title)
	if err != nil {
		return nil, err
	}
	t := &telegram{c: c, r: r, f: f}
	return t, f.Record(fmt.Appendf(nil, "{\n \"about\": %q,\n \"name\": %s,\n \"type\": %q,\n \"id\": %d,\n \"messages\": [", label, name, kind, r.id))
}

func (t *telegram) add(m *message) error {
	if m.deleted != 0 {
		return nil
	}
	x := exported{ID: m.number, Type: "message", Date: local(m.at).Format("2006-01-02T15:04:05"), DateUnix: strconv.FormatInt(m.at/1000, 10), ReplyTo: m.replyTo}
	if m.edited != 0 {
		x.Edited, x.EditedUnix = local(m.edited).Format("2006-01-02T15:04:05"), strconv.FormatInt(m.edited/1000, 10)
	}
	if t.r.kind == world.Public {
		x.From, x.FromID = t.r.title, "channel"+strconv.FormatInt(t.r.id, 10)
		if m.author != nil {
			x.Author = m.author.name
		}
	} else {
		x.From, x.FromID = m.author.name, "user"+strconv.FormatInt(m.author.id, 10)
	}
	if m.forward != nil {
		x.ForwardedFrom = m.forward.Title
		if m.from != 0 {
			x.ForwardedID = "channel" + strconv.FormatInt(m.from, 10)
		}
	}
	if len(m.media) > 0 {
		x.Photo, x.Width, x.Height = "../../media/"+m.media[0]+".jpg", media.Width, media.Height
		if m.private {
			x.Photo = "../media/" + m.media[0] + ".jpg"
		}
	}
	text := m.final()
	if m.voice != 0 {
		x.File, x.MediaType, x.MIME, x.Duration = notIncluded, "voice_message", "audio/ogg", m.voice
		text = m.transcript
	}
	x.Text, x.Entities = entities(text)
	var b bytes.Buffer
	if t.comma {
		b.WriteByte(',')
	}
	t.comma = true
	b.WriteString("\n  ")
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(x); err != nil {
		return err
	}
	_, err := t.f.Write(bytes.TrimRight(b.Bytes(), "\n"))
	return err
}

func (t *telegram) close() error {
	_, err := t.f.Write([]byte("\n ]\n}\n"))
	if _, cerr := t.f.Close(); err == nil {
		err = cerr
	}
	return err
}

var special = regexp.MustCompile(`https?://[^\s<>"']*[^\s<>"'.,;:!?)]|#[\p{L}\p{N}_]+|@[A-Za-z][A-Za-z0-9_]+|\+44[0-9 ]{9,12}[0-9]`)

// entities cuts a text where Telegram marks links, mentions, tags and numbers.
func entities(text string) (any, []entity) {
	list := []entity{}
	if text == "" {
		return "", list
	}
	if !strings.ContainsAny(text, "@#+/") {
		return text, append(list, entity{"plain", text})
	}
	var mixed []any
	plain := func(s string) {
		if s != "" {
			list, mixed = append(list, entity{"plain", s}), append(mixed, s)
		}
	}
	end := 0
	for _, m := range special.FindAllStringIndex(text, -1) {
		kind := map[byte]string{'h': "link", '#': "hashtag", '@': "mention", '+': "phone"}[text[m[0]]]
		if m[0] > 0 && !strings.ContainsRune(" \n(„“\"", rune(text[m[0]-1])) {
			continue // in the middle of a word or an e-mail address
		}
		plain(text[end:m[0]])
		e := entity{kind, text[m[0]:m[1]]}
		list, mixed = append(list, e), append(mixed, e)
		end = m[1]
	}
	plain(text[end:])
	if len(list) == 1 && list[0].Type == "plain" {
		return text, list
	}
	return mixed, list
}

// local is a moment on the exporting computer, which keeps Central European
// Time: from the last Sunday of March to that of October, 01:00 UTC, an hour
// more (Directive 2000/84/EC).
func local(ms int64) time.Time {
	t := time.UnixMilli(ms).UTC()
	offset := 3600
	if !t.Before(lastSunday(t.Year(), time.March)) && t.Before(lastSunday(t.Year(), time.October)) {
		offset = 7200
	}
	return t.In(time.FixedZone("", offset))
}

func lastSunday(year int, m time.Month) time.Time {
	t := time.Date(year, m, 31, 1, 0, 0, 0, time.UTC)
	return t.AddDate(0, 0, -int(t.Weekday()))
}
