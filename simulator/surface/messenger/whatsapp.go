package messenger

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/dataset"
)

// whatsapp is chat.txt in the shape of WhatsApp's export: a line a message,
// "dd/mm/YYYY, HH:MM - Name: text", local time, to the minute. What the program
// itself says has no name. A text may have several lines; in those after the
// first " - " becomes " – ", since readers know a message by it.
type whatsapp struct{ f *dataset.File }

func newWhatsApp(r *room, out *dataset.Writer) (sink, error) {
	f, err := out.Create(r.folder()+"/chat.txt", surface, whatsappTools...)
	if err != nil {
		return nil, err
	}
	w := whatsapp{f}
	return w, f.Record(fmt.Appendf(nil, "%s - %s\n", local(r.opened).Format(minute), label))
}

const minute = "02/01/2006, 15:04"

func (w whatsapp) add(m *message) error {
	if m.deleted != 0 {
		return nil
	}
	text := m.final()
	switch {
	case m.voice != 0:
		text = fmt.Sprintf("voice message (%d:%02d): %s", m.voice/60, m.voice%60, m.transcript)
	case len(m.media) > 0 && text == "":
		text = "<Media omitted>"
	case len(m.media) > 0:
		text = "<Media omitted>\n" + text
	}
	if first, rest, more := strings.Cut(text, "\n"); more {
		text = first + "\n" + strings.ReplaceAll(rest, " - ", " – ")
	}
	if m.edited != 0 {
		text += " <This message was edited>"
	}
	_, err := fmt.Fprintf(w.f, "%s - %s: %s\n", local(m.at).Format(minute), m.author.name, text)
	return err
}

func (w whatsapp) close() error {
	_, err := w.f.Close()
	return err
}
