package rangeserver

import (
	"fmt"
	"path/filepath"
	"sort"
	"strings"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
)

// bazarinoHost is the classifieds' name.
const bazarinoHost = "bazarino.test"

// bazaar is the classifieds in memory, without the pages' bodies.
type bazaar struct {
	sellers  map[string]*record.Seller
	listings []*listing // by time
	byID     map[string]*listing
	images   gallery
	style    dataset.FileInfo
}

type listing struct {
	record.Listing
	period
	seller *record.Seller
	text   string // what searches look through, lower case
}

// categories of Bazarino, in the order of its menu.
var categories = []string{"travel", "services", "jobs", "vehicles", "documents", "household"}

// loadBazaar reads the classifieds; nil where the dataset has none.
func loadBazaar(dir string, m *dataset.Manifest) (*bazaar, error) {
	b := &bazaar{sellers: map[string]*record.Seller{}, byID: map[string]*listing{}}
	known := map[string]bool{}
	for _, f := range m.Files {
		known[f.Path] = true
		if f.Path == "classifieds/style.css" {
			b.style = f
		}
	}
	if err := readLines(dir, m, "classifieds/sellers.jsonl", func(r record.Seller) error {
		if r.ID == "" || b.sellers[r.ID] != nil {
			return fmt.Errorf("seller %q is empty or stands twice", r.ID)
		}
		b.sellers[r.ID] = &r
		return nil
	}); err != nil {
		return nil, err
	}
	var err error
	if b.images, err = readGallery(dir, m, "classifieds/images.jsonl"); err != nil {
		return nil, err
	}
	if err := readLines(dir, m, "classifieds/listings.jsonl", b.add); err != nil {
		return nil, err
	}
	for _, l := range b.listings {
		if !filepath.IsLocal(filepath.FromSlash(l.File)) || !known[l.File] {
			return nil, fmt.Errorf("%s/classifieds/listings.jsonl: listing %s is in the file %q, which the manifest does not name", dir, l.ID, l.File)
		}
	}
	if len(b.sellers) == 0 {
		return nil, nil //nolint:nilnil // a dataset without classifieds
	}
	return b, nil
}

func (b *bazaar) add(r record.Listing) error {
	l := &listing{Listing: r, period: period{r.VisibleFrom.UnixNano(), stamp(r.GoneAt)}, seller: b.sellers[r.Seller]}
	switch n := len(b.listings); {
	case l.seller == nil:
		return fmt.Errorf("listing %s is of the seller %q, whom sellers.jsonl does not hold", r.ID, r.Seller)
	case r.ID == "" || b.byID[r.ID] != nil:
		return fmt.Errorf("listing %q is empty or stands twice", r.ID)
	case n > 0 && b.listings[n-1].from > l.from:
		return fmt.Errorf("listing %s does not follow the one before in time", r.ID)
	}
	l.text = strings.ToLower(r.Title + "\n" + r.Text + "\n" + r.Place + "\n" + l.seller.Name + "\n" + l.seller.Phone)
	b.listings, b.byID[r.ID] = append(b.listings, l), l
	for _, id := range r.Images {
		x := b.images[id]
		if x == nil {
			return fmt.Errorf("listing %s shows image %q, which images.jsonl does not hold", r.ID, id)
		}
		x.shown = append(x.shown, l.period)
	}
	return nil
}

// standing returns the advertisements that can be seen at t and that want
// accepts, newest first: those of page n (from 1), and whether more follow.
func (b *bazaar) standing(t int64, n, size int, want func(*listing) bool) (out []*listing, more bool) {
	skip := (n - 1) * size
	for i := sort.Search(len(b.listings), func(i int) bool { return b.listings[i].from > t }) - 1; i >= 0; i-- {
		l := b.listings[i]
		if !l.holds(t) || want != nil && !want(l) {
			continue
		}
		if skip--; skip >= 0 {
			continue
		}
		if len(out) == size {
			return out, true
		}
		out = append(out, l)
	}
	return out, false
}

// visible is since when a record of the classifieds is public.
func (b *bazaar) visible(file, id string) (int64, bool) {
	switch file {
	case "classifieds/sellers.jsonl":
		if s := b.sellers[id]; s != nil {
			return s.Since.UnixNano(), true
		}
	case "classifieds/listings.jsonl":
		if l := b.byID[id]; l != nil {
			return l.from, true
		}
	case "classifieds/images.jsonl":
		return b.images.public(id)
	}
	return 0, false
}
