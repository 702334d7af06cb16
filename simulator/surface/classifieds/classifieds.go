// Package classifieds is the surface of Bazarino, the site of small
// advertisements: the story's sellers among people who sell sofas, rides,
// lessons and passport photographs in the same categories.
//
// A seller and all that he puts up is one keyed draw at his own number. How
// much that is falls by a power law with a mean near the 16.7 advertisements a
// vendor of IDTraffickers; many are put up again word for word, and some sellers
// share a telephone number. There are 60 sellers of the crowd at scale 1, 12 at
// least.
//
// # Files
//
// Rows as in package record.
//
//	classifieds/sellers.jsonl             by id
//	classifieds/listings.jsonl            by time
//	classifieds/images.jsonl, images/     pictures with the metadata of cameras, by id
//	classifieds/pages/<id>.html           the page of an advertisement, schema.org in JSON-LD
//	classifieds/style.css                 the look of every page
//	classifieds/sitemap.xml, rss.xml      what stands at the end of the clock
//
// A page is served as it lies here, so that its digest is that of the file. Its
// JSON-LD is a Product (household, vehicles) or a Service with an Offer.
// Prices are in XTS, the code that ISO 4217 keeps for tests.
package classifieds

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface writes Bazarino.
type Surface struct{}

const surface = "classifieds"

// Host is where Bazarino lives.
const Host = "bazarino.test"

const (
	sellersFile  = "classifieds/sellers.jsonl"
	listingsFile = "classifieds/listings.jsonl"
	imagesFile   = "classifieds/images.jsonl"
)

// Name is "classifieds".
func (Surface) Name() string { return surface }

// Parts is 1: a thousand sellers are a few thousand rows.
func (Surface) Parts(*world.World) int { return 1 }

// Emit writes every file of the surface.
func (Surface) Emit(ctx context.Context, w *world.World, _ int, out *dataset.Writer) error {
	b, err := newBazaar(w)
	if err != nil {
		return err
	}
	if err := b.writeSellers(out); err != nil {
		return err
	}
	if err := b.writeImages(ctx, out); err != nil {
		return err
	}
	if err := b.writeListings(ctx, out); err != nil {
		return err
	}
	if _, err := out.Put("classifieds/style.css", surface, []byte(style), "browser"); err != nil {
		return err
	}
	if _, err := out.Put("classifieds/sitemap.xml", surface, b.sitemap(), "browser"); err != nil {
		return err
	}
	_, err = out.Put("classifieds/rss.xml", surface, b.rss(), "feedparser")
	return err
}

func (b *bazaar) writeSellers(out *dataset.Writer) error {
	f, err := out.Create(sellersFile, surface, "browser")
	if err != nil {
		return err
	}
	for _, s := range b.sellers {
		if err := f.JSON(s.rec); err != nil {
			return err
		}
		if s.ref == "" {
			continue
		}
		bound := dataset.Bound{
			Records: []string{sellersFile + "#" + s.rec.ID}, VisibleFrom: ceil(s.rec.Since.UnixMilli()),
			Selectors: []truth.Selector{
				{Kind: "handle", Platform: "bazarino", Value: s.rec.ID},
				{Kind: "name", Platform: "bazarino", Value: s.rec.Name},
				{Kind: "url", Value: "http://" + Host + "/seller/" + s.rec.ID},
			},
		}
		if s.rec.Phone != "" {
			phone := truth.Selector{Kind: "phone", Value: s.rec.Phone}
			bound.Selectors = append(bound.Selectors, phone)
			out.Bind(string(b.w.Seller(s.ref).Phone), dataset.Bound{Records: bound.Records, VisibleFrom: bound.VisibleFrom, Selectors: []truth.Selector{phone}})
		}
		out.Bind(string(s.ref), bound)
	}
	_, err = f.Close()
	return err
}

// ceil is the first full second at which something of that millisecond is there.
func ceil(ms int64) int64 { return (ms + 999) / 1000 }

func (b *bazaar) writeImages(ctx context.Context, out *dataset.Writer) error {
	f, err := out.Create(imagesFile, surface, "browser")
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(b.shown)) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		p := b.shown[id]
		body, w, h, err := media.Render(b.w, p.img)
		if err != nil {
			return fmt.Errorf("classifieds: %w", err)
		}
		info, err := out.Put("classifieds/images/"+id+".jpg", surface, body, "exiftool", "browser")
		if err != nil {
			return err
		}
		if err := f.JSON(record.ListingImage{
			ID: id, File: info.Path, MIME: "image/jpeg", Width: w, Height: h, Bytes: info.Bytes, SHA256: info.SHA256, Description: p.img.Alt,
		}); err != nil {
			return err
		}
		if p.story {
			out.Bind(string(p.img.Ref), dataset.Bound{
				Records: []string{imagesFile + "#" + id}, VisibleFrom: ceil(p.from.UnixMilli()), SHA256: info.SHA256,
				Selectors: []truth.Selector{{Kind: "sha256", Value: info.SHA256}},
			})
		}
	}
	_, err = f.Close()
	return err
}

func (b *bazaar) writeListings(ctx context.Context, out *dataset.Writer) (err error) {
	f, err := out.Create(listingsFile, surface, "browser")
	if err != nil {
		return err
	}
	defer func() {
		_, cerr := f.Close()
		err = errors.Join(err, cerr)
	}()
	for _, a := range b.adverts {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		body, err := b.page(a)
		if err != nil {
			return err
		}
		info, err := out.Put("classifieds/pages/"+a.rec.ID+".html", surface, body, "browser", "extruct")
		if err != nil {
			return err
		}
		a.rec.File, a.rec.Bytes, a.rec.SHA256 = info.Path, info.Bytes, info.SHA256
		if err := f.JSON(a.rec); err != nil {
			return err
		}
		if a.story != nil {
			out.Bind(string(a.story.Ref), dataset.Bound{
				Records: []string{listingsFile + "#" + a.rec.ID}, VisibleFrom: ceil(a.rec.VisibleFrom.UnixMilli()),
				Selectors: []truth.Selector{{Kind: "url", Value: "http://" + Host + "/ad/" + a.rec.ID}},
			})
		}
	}
	return nil
}
