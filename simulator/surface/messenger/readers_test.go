package messenger_test

import (
	"encoding/json"
	"errors"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// readers asks tg-parser for every result.json and WhatsApp-Chat-Exporter for
// every chat.txt, and writes what they made of it.
const readers = `
import json, pathlib, sys
from tg_parser.infrastructure.readers.telegram_json import TelegramJSONReader
from Whatsapp_Chat_Exporter import exported_handler
from Whatsapp_Chat_Exporter.data_model import ChatCollection
base = pathlib.Path(sys.argv[1])
out = {"telegram": {}, "whatsapp": {}}
for p in sorted(base.rglob("result.json")):
    warnings = TelegramJSONReader().validate(p)
    assert not warnings, (p, warnings)
    chat = TelegramJSONReader().read(p)
    out["telegram"][str(p.relative_to(base))] = [
        [m.id, m.timestamp.isoformat(), m.author_name, m.author_id, m.text, m.forward_from or "", m.reply_to.message_id if m.reply_to else 0, " ".join(a.type for a in m.attachments)]
        for m in chat.messages]
for p in sorted(base.rglob("chat.txt")):
    data = ChatCollection()
    exported_handler.messages(str(p), data, True)
    chat = data["ExportedChat"]
    out["whatsapp"][str(p.relative_to(base))] = [[m.time, m.data, bool(m.meta), bool(m.from_me)] for m in (chat.get_message(k) for k in chat.keys())]
json.dump(out, sys.stdout)
`

// TestIndependentReaders: the exports come out whole in programs of others.
func TestIndependentReaders(t *testing.T) {
	toolbin.Core(t, "tg-parser and WhatsApp-Chat-Exporter")
	dir, _ := emit(t, worldtest.New(100), false)
	b, err := exec.CommandContext(t.Context(), toolbin.Find(t, "python"), "-c", readers, filepath.Join(dir, "messenger")).Output()
	if err != nil {
		var bad *exec.ExitError
		if errors.As(err, &bad) {
			t.Fatalf("%s", bad.Stderr)
		}
		t.Fatal(err)
	}
	var got struct{ Telegram, WhatsApp map[string][][]any }
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	number := func(s string) float64 {
		n, err := strconv.ParseFloat("0"+s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	channels := worldtest.Rows[record.Channel](t, filepath.Join(dir, "messenger/channels.jsonl"))
	for _, c := range channels {
		var want [][]any
		for _, m := range worldtest.Rows[record.Message](t, filepath.Join(dir, c.File)) {
			if !m.DeletedAt.IsZero() {
				continue
			}
			text, sort, from := m.Text+m.Transcript, "", ""
			if !m.EditedAt.IsZero() {
				text = m.EditedText
			}
			if m.Voice > 0 {
				sort = "voice_message"
			}
			if len(m.Media) > 0 {
				sort = "photo"
			}
			if m.Forward != nil {
				from = m.Forward.Title
			}
			hours := 1
			if m.At.Month() > 3 || m.At.Month() == 3 && (m.At.Day() > 29 || m.At.Day() == 29 && m.At.Hour() > 0) {
				hours = 2 // summer time began on 29 March 2026
			}
			at := m.At.Add(time.Duration(hours) * time.Hour).Format("2006-01-02T15:04:05")
			want = append(want, []any{number(m.ID), at, c.Title, "channel" + c.ID, text, from, number(m.ReplyTo), sort})
		}
		path := strings.TrimPrefix(c.Export, "messenger/")
		if d := cmp.Diff(want, got.Telegram[path]); d != "" {
			t.Errorf("%s: %.2000s", path, d)
		}
		delete(got.Telegram, path)
	}
	// Private rooms: both shapes say the same, in as many messages.
	const system = 1
	for path, chat := range got.WhatsApp {
		export := got.Telegram[strings.Replace(path, "chat.txt", "result.json", 1)]
		if len(chat) != len(export)+system {
			t.Errorf("%s: %d messages, in the other shape %d", path, len(chat)-system, len(export))
		}
		if label := chat[0]; strings.TrimSpace(label[1].(string)) != "SYNTHETIC TRAINING DATA" || label[2] != true {
			t.Errorf("%s: the first line is read as %v", path, label)
		}
	}
	crew := got.WhatsApp["private/1100000000004/chat.txt"]
	want := [][]any{
		{"10:00", "The media is omitted in the chat<br>The van is at the yard.", true, true},
		{"10:01", " Good.<br>Keys – in the box.", false, false},
	}
	if d := cmp.Diff(want, crew[1:]); d != "" {
		t.Error(d)
	}
	if len(got.WhatsApp) < 10 || len(channels) < 10 {
		t.Errorf("%d chats, %d channels", len(got.WhatsApp), len(channels))
	}
}
