package forum

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// picture is one that the forum holds.
type picture struct {
	id    string
	img   *world.Image
	story bool
	from  int64 // since when a post shows it
	alt   string
}

// drawPool draws the everyday pictures that go round in the crowd.
func (c *club) drawPool() {
	s := c.w.Key.Domain("forum/pool").Stream(0, 0)
	for i := range min(max(c.w.Scale.Of(40), 8), 400) {
		img := media.Benign(c.w, "forum", uint64(i), 0, c.w.Start)
		c.pool = append(c.pool, picture{id: pictureID(s.Uint64()), img: &img, alt: img.Alt})
	}
}

func pictureID(draw uint64) string { return fmt.Sprintf("%012x", draw>>16) }

// picture is the forum's copy of a picture of the story.
func (c *club) picture(ref world.Ref) (string, error) {
	img := c.w.Image(ref)
	if img == nil {
		return "", fmt.Errorf("no image %s", ref)
	}
	id := pictureID(c.w.Key.Domain("forum/picture").Named(string(ref)).Uint64())
	c.shown[id] = &picture{id: id, img: img, story: true, alt: img.Alt}
	return id, nil
}

// writeMedia renders what is shown in any post and writes it by id.
func (c *club) writeMedia(ctx context.Context, out *dataset.Writer) error {
	for i := range c.pool {
		c.shown[c.pool[i].id] = &c.pool[i]
	}
	for _, p := range c.posts {
		for _, id := range p.media {
			if x := c.shown[id]; x.from == 0 || p.at < x.from {
				x.from = p.at
			}
		}
	}
	maps.DeleteFunc(c.shown, func(_ string, x *picture) bool { return x.from == 0 })
	f, err := out.Create(mediaFile, surface, "browser")
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(c.shown)) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		p := c.shown[id]
		body, w, h, err := media.Render(c.w, p.img)
		if err != nil {
			return err
		}
		info, err := out.Put(private+"media/"+id+".jpg", surface, body, "exiftool", "browser")
		if err != nil {
			return err
		}
		if err := f.JSON(record.ForumMedia{ID: id, File: info.Path, MIME: "image/jpeg", Width: w, Height: h, Bytes: info.Bytes, SHA256: info.SHA256, Description: p.alt}); err != nil {
			return err
		}
		if p.story {
			digest := []truth.Selector{{Kind: "sha256", Value: info.SHA256}}
			out.Bind(string(world.ForumMedia(p.img.Ref)), dataset.Bound{Records: []string{mediaFile + "#" + id}, VisibleFrom: ceil(p.from), SHA256: info.SHA256, Selectors: digest})
			out.Bind(string(p.img.Ref), dataset.Bound{SHA256: info.SHA256, Selectors: digest})
		}
	}
	_, err = f.Close()
	return err
}
