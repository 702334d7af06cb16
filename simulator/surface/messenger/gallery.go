package messenger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// picture is one that Kurjer holds.
type picture struct {
	id      string
	img     *world.Image
	private bool
	story   bool
	from    int64 // of the story's: the first message that shows it
}

// drawPool draws the everyday pictures that go round: three in four in public
// rooms, the rest in private ones.
func (c *cast) drawPool() {
	s := c.w.Key.Domain("messenger/pool").Stream(0, 0)
	for i := range min(max(c.w.Scale.Of(64), 16), 400) {
		img := media.Benign(c.w, surface, uint64(i), 0, c.w.Start)
		c.pool = append(c.pool, picture{id: fmt.Sprintf("%016x", s.Uint64()), img: &img})
	}
	for i := range c.pool {
		c.pool[i].private = i >= len(c.pool)*3/4
	}
}

// pictureID is Kurjer's name of an image of the story.
func (c *cast) pictureID(ref world.Ref, public bool) string {
	if !public {
		ref = "private/" + ref
	}
	return fmt.Sprintf("%016x", c.w.Key.Domain("messenger/picture").Named(string(ref)).Uint64())
}

// pictures are all, by id.
func (c *cast) pictures() []picture {
	list := slices.Clone(c.pool)
	seen := map[string]int{}
	show := func(ref world.Ref, public bool, at time.Time) {
		id := c.pictureID(ref, public)
		if i, ok := seen[id]; ok {
			list[i].from = min(list[i].from, at.UnixMilli())
			return
		}
		seen[id] = len(list)
		list = append(list, picture{id, c.w.Image(ref), !public, true, at.UnixMilli()})
	}
	for _, list := range [][]*room{c.public, c.private} {
		for _, r := range list {
			if r.story != nil && r.story.Picture != "" {
				show(r.story.Picture, r.kind == world.Public, r.story.OpenedAt)
			}
			for _, m := range r.planted {
				for _, ref := range m.Images {
					show(ref, r.kind == world.Public, m.At)
				}
			}
		}
	}
	slices.SortFunc(list, func(a, b picture) int { return strings.Compare(a.id, b.id) })
	return list
}

// gallery renders the pictures and writes their lists.
func (c *cast) gallery(ctx context.Context, out *dataset.Writer) error {
	list := c.pictures()
	for _, private := range []bool{false, true} {
		folder := "messenger/"
		if private {
			folder = "messenger/private/"
		}
		f, err := out.Create(folder+"media.jsonl", surface, tableTools...)
		if err != nil {
			return err
		}
		for _, p := range list {
			if p.private != private {
				continue
			}
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if err := c.shown(out, f, folder, p); err != nil {
				return err
			}
		}
		if _, err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}

func (c *cast) shown(out *dataset.Writer, f *dataset.File, folder string, p picture) error {
	if p.img == nil {
		return errors.New("messenger: a message shows an image that is not there")
	}
	body, w, h, err := media.Render(c.w, p.img)
	if err != nil {
		return fmt.Errorf("messenger: %w", err)
	}
	info, err := out.Put(folder+"media/"+p.id+".jpg", surface, body, "exiftool", "browser")
	if err != nil {
		return err
	}
	if p.story && !p.private {
		b := dataset.Bound{
			Records: []string{folder + "media.jsonl#" + p.id}, VisibleFrom: ceil(p.from), SHA256: info.SHA256,
			Selectors: []truth.Selector{{Kind: "sha256", Value: info.SHA256}},
		}
		out.Bind(string(p.img.Ref), b)
	}
	return f.JSON(record.KurjerMedia{
		ID: p.id, File: info.Path, MIME: "image/jpeg", Width: w, Height: h, Bytes: info.Bytes, SHA256: info.SHA256, Description: p.img.Alt,
	})
}
