package messenger

import (
	"strconv"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
)

// table is messages/<channel>.jsonl.
type table struct{ f *dataset.File }

func newTable(r *room, out *dataset.Writer) (sink, error) {
	f, err := out.Create(r.file(), surface, tableTools...)
	return table{f}, err
}

func (t table) add(m *message) error {
	row := record.Message{
		ID: strconv.FormatInt(m.number, 10), At: moment(m.at), Text: m.text, Lang: m.lang, Forward: m.forward, Media: m.media, Voice: m.voice, Transcript: m.transcript,
		Views: m.views, EditedAt: moment(m.edited), EditedText: m.editedText, DeletedAt: moment(m.deleted),
	}
	if m.author != nil {
		row.Author = m.author.name
	}
	if m.replyTo != 0 {
		row.ReplyTo = strconv.FormatInt(m.replyTo, 10)
	}
	return t.f.JSON(row)
}

func (t table) close() error {
	_, err := t.f.Close()
	return err
}
