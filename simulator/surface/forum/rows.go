package forum

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/truth"
)

const (
	frontFile    = "forum/front.json"
	boardsFile   = "forum/boards.jsonl"
	private      = "forum/private/"
	membersFile  = private + "members.jsonl"
	threadsFile  = private + "threads.jsonl"
	postsFile    = private + "posts.jsonl"
	messagesFile = private + "messages.jsonl"
	mediaFile    = private + "media.jsonl"
)

const label = media.Label

// ceil is the first full second at which something of that millisecond is there.
func ceil(ms int64) int64 { return (ms + 999) / 1000 }

func decimal(id int64) string { return strconv.FormatInt(id, 10) }

// within is a later time of a thing as its row has it: nothing that lies after
// the end of the clock.
func (c *club) within(ms int64) int64 {
	if ms >= c.end {
		return 0
	}
	return ms
}

// table writes a file of rows, one for each of list.
func table[T any](out *dataset.Writer, path string, list []T, row func(T) any) error {
	f, err := out.Create(path, surface, "browser")
	if err != nil {
		return err
	}
	for _, x := range list {
		if err := f.JSON(row(x)); err != nil {
			return err
		}
	}
	_, err = f.Close()
	return err
}

func (c *club) writeFront(_ context.Context, out *dataset.Writer) error {
	body, err := json.MarshalIndent(record.ForumFront{
		Name: "Agora-9", About: "A place for people who know each other. You enter by invitation.", Rules: rules, CreatedAt: moment(c.founded), Label: label,
	}, "", "  ")
	if err != nil {
		return err
	}
	if _, err := out.Put(frontFile, surface, append(body, '\n'), "browser"); err != nil {
		return err
	}
	return table(out, boardsFile, c.boards, func(b *board) any {
		if b.ref != "" {
			out.Bind(string(b.ref), dataset.Bound{
				Records: []string{boardsFile + "#" + b.slug}, VisibleFrom: ceil(c.start),
				Selectors: []truth.Selector{{Kind: "url", Value: "http://" + Host + "/board/" + b.slug}},
			})
		}
		return record.ForumBoard{ID: b.slug, Title: b.title, About: b.about}
	})
}

func (c *club) writeMembers(_ context.Context, out *dataset.Writer) error {
	return table(out, membersFile, c.members, func(m *member) any {
		m.rec.ID, m.rec.JoinedAt = decimal(m.id), moment(m.joined)
		if m.by != nil {
			m.rec.InvitedBy = decimal(m.by.id)
		}
		if m.rec.BannedAt = moment(c.within(m.gone)); m.rec.BannedAt.IsZero() {
			m.rec.BanReason = ""
		}
		if m.story != nil {
			out.Bind(string(m.story.Ref), dataset.Bound{
				Records: []string{membersFile + "#" + m.rec.ID}, VisibleFrom: ceil(m.joined),
				Selectors: []truth.Selector{{Kind: "handle", Platform: "agora-9", Value: m.rec.Name}, {Kind: "url", Value: "http://" + Host + "/member/" + m.rec.ID}},
			})
		}
		return m.rec
	})
}

func (c *club) writeThreads(_ context.Context, out *dataset.Writer) error {
	return table(out, threadsFile, c.threads, func(t *thread) any {
		id := decimal(t.id)
		if t.story != nil {
			out.Bind(string(t.story.Ref), dataset.Bound{
				Records: []string{threadsFile + "#" + id}, VisibleFrom: ceil(t.at), Selectors: []truth.Selector{{Kind: "url", Value: "http://" + Host + "/thread/" + id}},
			})
		}
		return record.ForumThread{
			ID: id, BoardID: t.board.slug, AuthorID: decimal(t.by.id), Title: t.title, Kind: t.kind, CreatedAt: moment(t.at), LockedAt: moment(c.within(t.locked)), DeletedAt: moment(c.within(t.deleted)),
		}
	})
}

func (c *club) writePosts(_ context.Context, out *dataset.Writer) error {
	return table(out, postsFile, c.posts, func(p *post) any {
		r := record.ForumPost{
			ID: decimal(p.id), ThreadID: decimal(p.in.id), AuthorID: decimal(p.by.id), CreatedAt: moment(p.at), Text: p.text, Lang: p.lang, Media: p.media,
			EditedAt: moment(c.within(p.edited)), DeletedAt: moment(c.within(p.deleted)),
		}
		if p.quote != nil {
			r.Quote = decimal(p.quote.id)
		}
		if !r.EditedAt.IsZero() {
			r.EditedText = p.editedText
		}
		if p.story != nil {
			out.Bind(string(p.story.Ref), dataset.Bound{
				Records: []string{postsFile + "#" + r.ID}, VisibleFrom: ceil(p.at),
				Selectors: []truth.Selector{{Kind: "url", Value: "http://" + Host + "/thread/" + r.ThreadID + "#p" + r.ID}},
			})
		}
		return r
	})
}

func (c *club) writeMessages(_ context.Context, out *dataset.Writer) error {
	return table(out, messagesFile, c.letters, func(l *letter) any {
		r := record.ForumMessage{ID: decimal(l.id), FromID: decimal(l.from.id), ToID: decimal(l.to.id), CreatedAt: moment(l.at), Subject: l.subject, Text: l.text, Lang: l.lang}
		if l.reply != nil {
			r.ReplyTo = decimal(l.reply.id)
		}
		if l.story != nil {
			out.Bind(string(l.story.Ref), dataset.Bound{Records: []string{messagesFile + "#" + r.ID}, VisibleFrom: ceil(l.at)})
		}
		return r
	})
}
