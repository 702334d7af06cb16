package verify

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// telegramExport is result.json as Telegram Desktop writes it, those members of
// it that Kurjer's exports have.
type telegramExport struct {
	About    string        `json:"about"`
	Name     string        `json:"name"`
	Type     string        `json:"type"`
	ID       int64         `json:"id"`
	Messages []exportedRow `json:"messages"`
}

type exportedRow struct {
	ID            int64           `json:"id"`
	Type          string          `json:"type"`
	Date          string          `json:"date"`
	DateUnix      string          `json:"date_unixtime"`
	Edited        string          `json:"edited"`
	EditedUnix    string          `json:"edited_unixtime"`
	From          string          `json:"from"`
	FromID        string          `json:"from_id"`
	Author        string          `json:"author"`
	ForwardedFrom string          `json:"forwarded_from"`
	ForwardedID   string          `json:"forwarded_from_id"`
	ReplyTo       int64           `json:"reply_to_message_id"`
	Photo         string          `json:"photo"`
	Width         int             `json:"width"`
	Height        int             `json:"height"`
	File          string          `json:"file"`
	MediaType     string          `json:"media_type"`
	MIME          string          `json:"mime_type"`
	Duration      int64           `json:"duration_seconds"`
	Text          json.RawMessage `json:"text"`
	Entities      []textEntity    `json:"text_entities"`

	unix, edited int64
}

type textEntity struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

var entityTypesOfText = map[string]bool{"plain": true, "link": true, "mention": true, "hashtag": true, "phone": true}

// words is the text without its marks.
func (m *exportedRow) words() string {
	var b strings.Builder
	for _, e := range m.Entities {
		b.WriteString(e.Text)
	}
	return b.String()
}

// flat reads text: a string, or an array of strings and {type,text}.
func flat(raw json.RawMessage) (string, error) {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s, nil
	}
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return "", errors.New("text is neither a string nor an array")
	}
	var b strings.Builder
	for _, x := range list {
		var e textEntity
		switch {
		case json.Unmarshal(x, &s) == nil:
			b.WriteString(s)
		case json.Unmarshal(x, &e) == nil && e.Type != "":
			b.WriteString(e.Text)
		default:
			return "", errors.New("text holds what is neither a string nor {type,text}")
		}
	}
	return b.String(), nil
}

// readExport reads an export and checks what can be checked of it alone.
func (c *checker) readExport(path string) (*telegramExport, bool) {
	b, ok := c.open(path)
	if !ok {
		return nil, false
	}
	var x telegramExport
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&x); err != nil {
		c.fault(Rule, path, "cannot be read: %v", err)
		return nil, false
	}
	if x.About != syntheticLabel {
		c.fault(Rule, path, "does not bear the label %q", syntheticLabel)
	}
	var last exportedRow
	for i := range x.Messages {
		m := &x.Messages[i]
		if err := m.sound(&last); err != nil {
			c.fault(Rule, path, "%d: %v", m.ID, err)
		}
		last = *m
	}
	return &x, true
}

func (m *exportedRow) sound(last *exportedRow) (err error) {
	if m.Type != "message" {
		return fmt.Errorf("type %q", m.Type)
	}
	if m.unix, err = moment(m.Date, m.DateUnix); err != nil {
		return err
	}
	if m.Edited != "" {
		if m.edited, err = moment(m.Edited, m.EditedUnix); err != nil {
			return err
		}
	}
	text, err := flat(m.Text)
	switch {
	case err != nil:
		return err
	case text != m.words():
		return errors.New("text and text_entities differ")
	case m.ID <= last.ID || m.unix < last.unix:
		return fmt.Errorf("does not come after %d", last.ID)
	case m.MediaType != "" && (m.MediaType != "voice_message" || m.Duration < 1):
		return fmt.Errorf("media %q of %d s", m.MediaType, m.Duration)
	case m.Photo != "" && (m.Width < 1 || m.Height < 1):
		return errors.New("a photograph without its size")
	}
	for _, e := range m.Entities {
		if !entityTypesOfText[e.Type] || e.Text == "" {
			return fmt.Errorf("entity %q %q", e.Type, e.Text)
		}
	}
	return nil
}

// moment reads a date that is local, without a zone, beside its Unix time: the
// two differ by the hours of Central European Time.
func moment(date, unix string) (int64, error) {
	n, err := strconv.ParseInt(unix, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("unixtime %q is no number", unix)
	}
	t, err := time.Parse("2006-01-02T15:04:05", date)
	if err != nil {
		return 0, fmt.Errorf("date %q is not local and without a zone", date)
	}
	if want := n + centralEuropean(n); t.Unix() != want {
		return 0, fmt.Errorf("date %s is not %s in Central European Time", date, unix)
	}
	return n, nil
}

// centralEuropean is the seconds that clocks are ahead of UTC: two hours from
// the last Sunday of March, 01:00 UTC, to that of October.
func centralEuropean(unix int64) int64 {
	t := time.Unix(unix, 0).UTC()
	change := func(m time.Month) time.Time {
		for day := 31; ; day-- {
			if d := time.Date(t.Year(), m, day, 1, 0, 0, 0, time.UTC); d.Weekday() == time.Sunday {
				return d
			}
		}
	}
	if t.Before(change(time.March)) || !t.Before(change(time.October)) {
		return 3600
	}
	return 7200
}
