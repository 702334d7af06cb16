// Package messenger is the surface of Kurjer, the messenger: public channels,
// private groups and secret chats of the story in the middle of rooms about
// towns, sport, jobs, coaches, help, bargains and families.
//
// Every message of the crowd is a keyed draw at its own position: the moments
// of a room's day follow from (room, day), the words from (room, day, number in
// the day). So a day of any room can be drawn without the days before it, and a
// forward looks its source up by drawing the source's day. A part is a block of
// rooms and holds one day of one room in memory. What is planted passes through
// the same encoders; planted rooms hold planted messages alone, since one
// writes there and many read.
//
// # Size
//
// Channels have sizes by Zipf's law with the exponent 1.2. There are 40 at scale
// 1, between 12 and 4,000, with 330 messages on the average at scale 1, between
// 60 and the 3,300 of TGDataset, which scale 7 reaches.
//
// # Files
//
// Rows as in package record.
//
//	messenger/channels.jsonl                public channels, by id
//	messenger/profiles.jsonl                people and bots with a handle, by id
//	messenger/messages/<channel>.jsonl      every message, those deleted later too
//	messenger/export/<channel>/result.json  as Telegram Desktop exports a channel, at the end of the clock
//	messenger/media.jsonl, media/<id>.jpg   pictures in public rooms
//	messenger/private/rooms.jsonl           groups and secret chats
//	messenger/private/<room>/members.jsonl  who is in it, with telephone numbers
//	messenger/private/<room>/result.json    as Telegram Desktop exports a chat
//	messenger/private/<room>/chat.txt       as WhatsApp exports a chat, dd/mm/YYYY, HH:MM
//	messenger/private/media.jsonl, private/media/<id>.jpg
//
// Exports were made on a computer that keeps Central European Time: their dates
// are local, without a zone. They lack what was deleted.
//
// # What is private
//
// Everything below messenger/private/ is material that a granted authorisation
// releases. The range serves none of it: package rangeserver reads no file of
// that folder, so no address, search or paging leads there. Who hands it out
// (an exercise, after its order was granted) takes one room's folder with its
// row of rooms.jsonl and the pictures that it names.
package messenger

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface writes Kurjer. The zero value draws the town for each part; New makes
// one that remembers it. Safe for use by several goroutines.
type Surface struct{ shelf *shelf }

// New makes a surface that keeps who and which rooms there are, which every part
// would otherwise draw anew. The bytes are the same.
func New() Surface { return Surface{&shelf{}} }

// shelf keeps the cast of a world. A nil one keeps nothing.
type shelf struct {
	mu   sync.Mutex
	cast *cast
}

func (s *shelf) take(w *world.World) (*cast, error) {
	if s == nil {
		return newCast(w)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cast == nil || s.cast.w != w {
		c, err := newCast(w)
		if err != nil {
			return nil, err
		}
		s.cast = c
	}
	return s.cast, nil
}

// Name is "messenger".
func (Surface) Name() string { return surface }

const (
	surface = "messenger"
	block   = 8  // public channels of a part
	pile    = 32 // private rooms of a part
)

// Host is where Kurjer shows its public channels.
const Host = "kurjer.test"

// Label stands in every export.
const label = "SYNTHETIC TRAINING DATA"

// Parts is one for lists and pictures, and one for each block of rooms.
func (Surface) Parts(w *world.World) int {
	public, private := counts(w)
	return 1 + blocks(public, block) + blocks(private, pile)
}

func blocks(n, size int) int { return (n + size - 1) / size }

// Emit writes the lists (part 0), or the rooms of a block.
func (s Surface) Emit(ctx context.Context, w *world.World, part int, out *dataset.Writer) error {
	c, err := s.shelf.take(w)
	if err != nil {
		return err
	}
	if part == 0 {
		return c.lists(ctx, out)
	}
	rooms, size := c.public, block
	if part--; part >= blocks(len(c.public), block) {
		part -= blocks(len(c.public), block)
		rooms, size = c.private, pile
	}
	for _, r := range rooms[part*size : min(part*size+size, len(rooms))] {
		if err := c.room(ctx, r, out); err != nil {
			return fmt.Errorf("messenger: room %d: %w", r.id, err)
		}
	}
	return nil
}

// sink is a file of a room that takes its messages one by one.
type sink interface {
	add(m *message) error
	close() error
}

// room writes the files of a room, day by day.
func (c *cast) room(ctx context.Context, r *room, out *dataset.Writer) (err error) {
	var sinks []sink
	defer func() {
		for _, s := range sinks {
			err = errors.Join(err, s.close())
		}
	}()
	open := []func() (sink, error){
		func() (sink, error) { return newTelegram(c, r, out) },
	}
	if r.kind == world.Public {
		open = append(open, func() (sink, error) { return newTable(r, out) })
	} else {
		open = append(open, func() (sink, error) { return newWhatsApp(r, out) })
		if err := c.members(r, out); err != nil {
			return err
		}
	}
	for _, f := range open {
		s, err := f()
		if err != nil {
			return err
		}
		sinks = append(sinks, s)
	}
	return c.messages(ctx, r, func(m *message) error {
		for _, s := range sinks {
			if err := s.add(m); err != nil {
				return err
			}
		}
		c.bind(r, m, out)
		return nil
	})
}
