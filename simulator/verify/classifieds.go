package verify

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	sellersFile  = "classifieds/sellers.jsonl"
	listingsFile = "classifieds/listings.jsonl"
	imagesFile   = "classifieds/images.jsonl"
	bazarino     = "http://bazarino.test"
)

type sellerRow struct {
	ID    string  `json:"id"`
	Name  string  `json:"name"`
	Phone string  `json:"phone"`
	Since instant `json:"since"`
}

type listingRow struct {
	ID          string   `json:"id"`
	Seller      string   `json:"seller"`
	Category    string   `json:"category"`
	Title       string   `json:"title"`
	Text        string   `json:"text"`
	Lang        string   `json:"lang"`
	Price       int64    `json:"price"`
	Place       string   `json:"place"`
	Images      []string `json:"images"`
	VisibleFrom instant  `json:"visible_from"`
	GoneAt      instant  `json:"gone_at"`
	Removed     bool     `json:"removed"`
	File        string   `json:"file"`
	Bytes       int64    `json:"bytes"`
	SHA256      string   `json:"sha256"`
}

var (
	hex8       = regexp.MustCompile(`^[0-9a-f]{8}$`)
	categories = []string{"travel", "services", "jobs", "vehicles", "documents", "household"}
	linkedData = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)
)

// classifieds is what later checks need of Bazarino.
type classifieds struct {
	sellers  map[string]*sellerRow
	listings map[string]*listingRow
	order    []string
	images   map[string]int64 // id: since when one shows it
}

func (c *checker) readClassifieds() {
	if !c.whole("classifieds") {
		return
	}
	b := &classifieds{sellers: map[string]*sellerRow{}, listings: map[string]*listingRow{}, images: map[string]int64{}}
	files := map[string]bool{sellersFile: true, listingsFile: true, imagesFile: true, "classifieds/style.css": true, "classifieds/sitemap.xml": true, "classifieds/rss.xml": true}
	c.gallery(imagesFile, files, func(id string) { b.images[id] = 1 << 62 })
	last := ""
	rows(c, sellersFile, func(_ int, s *sellerRow) {
		if !hex8.MatchString(s.ID) || s.ID <= last {
			c.fault(Rule, sellersFile, "id %q is no eight digits, or does not come after %s", s.ID, last)
		}
		last = s.ID
		c.within(sellersFile, s.ID, "since", s.Since, true)
		if s.Phone != "" && !fictionPhones.MatchString(s.Phone) {
			c.fault(Rule, sellersFile, "%s: the telephone number %q is not reserved", s.ID, s.Phone)
		}
		c.record(sellersFile, s.ID, s.Since.ms)
		b.sellers[s.ID] = s
	})
	var before instant
	rows(c, listingsFile, func(_ int, l *listingRow) {
		if l.VisibleFrom.before(before) {
			c.fault(Rule, listingsFile, "%s: appears at %s, before the one above it", l.ID, l.VisibleFrom)
		}
		before = l.VisibleFrom
		files[l.File] = true
		c.record(listingsFile, l.ID, l.VisibleFrom.ms)
		c.listing(b, l)
		b.listings[l.ID] = l
		b.order = append(b.order, l.ID)
	})
	for id, from := range b.images {
		c.record(imagesFile, id, from)
		if from == 1<<62 {
			c.fault(Rule, imagesFile, "%s: nobody shows it", id)
		}
	}
	for _, f := range c.bodies("classifieds") {
		if !files[f.Path] {
			c.fault(Rule, f.Path, "no row of the classifieds speaks of it")
		}
	}
	c.feeds(b)
}

func (c *checker) listing(b *classifieds, l *listingRow) {
	bad := func(format string, args ...any) { c.fault(Rule, listingsFile, l.ID+": "+format, args...) }
	if !hex8.MatchString(l.ID) || b.listings[l.ID] != nil {
		bad("the id is no eight digits, or is there twice")
	}
	if !slices.Contains(categories, l.Category) {
		bad("category %q", l.Category)
	}
	c.within(listingsFile, l.ID, "visible_from", l.VisibleFrom, false)
	s := b.sellers[l.Seller]
	switch {
	case s == nil:
		bad("seller %s is not there", l.Seller)
		return
	case l.VisibleFrom.before(s.Since):
		bad("appears at %s, before its seller", l.VisibleFrom)
	}
	if l.GoneAt.set {
		c.within(listingsFile, l.ID, "gone_at", l.GoneAt, false)
	}
	if l.GoneAt.set && !l.VisibleFrom.before(l.GoneAt) || l.Removed && !l.GoneAt.set {
		bad("is gone at %s, before it appears, or removed and there", l.GoneAt)
	}
	if l.Price < 0 || l.Title == "" || l.Text == "" {
		bad("costs %d, or says nothing", l.Price)
	}
	for _, id := range l.Images {
		from, ok := b.images[id]
		if !ok {
			bad("image %s is not there", id)
			continue
		}
		b.images[id] = min(from, l.VisibleFrom.ms)
	}
	f := c.listed[l.File]
	if f == nil {
		bad("file %s is not in the dataset", l.File)
		return
	}
	if f.Bytes != l.Bytes || f.SHA256 != l.SHA256 {
		bad("bytes or sha256 are not those of %s", l.File)
	}
	c.listingPage(l, s)
}

// linkedRow is what a page says of itself in JSON-LD.
type linkedRow struct {
	Context     string   `json:"@context"`
	Type        string   `json:"@type"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Identifier  string   `json:"identifier"`
	Category    string   `json:"category"`
	URL         string   `json:"url"`
	Image       []string `json:"image"`
	Offers      struct {
		Type      string  `json:"@type"`
		Price     string  `json:"price"`
		Currency  string  `json:"priceCurrency"`
		ValidFrom instant `json:"validFrom"`
		Seller    struct {
			Name       string `json:"name"`
			Identifier string `json:"identifier"`
			Telephone  string `json:"telephone"`
		} `json:"seller"`
		At struct {
			Name string `json:"name"`
		} `json:"availableAtOrFrom"`
	} `json:"offers"`
}

// listingPage holds a page against its row: the label, the words, the JSON-LD.
func (c *checker) listingPage(l *listingRow, s *sellerRow) {
	body, ok := c.open(l.File)
	if !ok {
		return
	}
	bad := func(format string, args ...any) { c.fault(Rule, l.File, format, args...) }
	text := string(body)
	if !strings.Contains(text, syntheticLabel) {
		bad("does not bear the label %q", syntheticLabel)
	}
	data := linkedData.FindAllStringSubmatch(text, -1)
	if len(data) != 1 || strings.Count(text, "<script") != 1 {
		bad("holds %d pieces of JSON-LD, wants one and no other script", len(data))
		return
	}
	var d linkedRow
	if err := json.Unmarshal([]byte(data[0][1]), &d); err != nil {
		bad("its JSON-LD cannot be read: %v", err)
		return
	}
	price, currency := "", ""
	if l.Price > 0 {
		price, currency = strconv.FormatInt(l.Price, 10), "XTS"
	}
	switch {
	case d.Type != "Product" && d.Type != "Service" || d.Offers.Type != "Offer" || d.Context != "http://schema.org/":
		bad("its JSON-LD is %s with %s of %s", d.Type, d.Offers.Type, d.Context)
	case d.Name != l.Title || d.Description != l.Text || d.Identifier != l.ID || d.Category != l.Category || d.URL != bazarino+"/ad/"+l.ID:
		bad("its JSON-LD is of another advertisement")
	case d.Offers.Price != price || d.Offers.Currency != currency || d.Offers.At.Name != l.Place || d.Offers.ValidFrom.ms/1000 != l.VisibleFrom.ms/1000:
		bad("its JSON-LD offers something else")
	case d.Offers.Seller.Name != s.Name || d.Offers.Seller.Identifier != s.ID || d.Offers.Seller.Telephone != s.Phone:
		bad("its JSON-LD names another seller")
	case len(d.Image) != len(l.Images):
		bad("its JSON-LD shows %d pictures, the row %d", len(d.Image), len(l.Images))
	}
	_, shown, _ := strings.Cut(text, "</script>")
	shown = html.UnescapeString(strings.ReplaceAll(shown, "<br>", "\n"))
	for _, words := range []string{l.Title, l.Text, s.Name, s.Phone, l.Place} {
		if !strings.Contains(shown, words) {
			bad("does not show %q", words)
		}
	}
}

// feeds holds sitemap and feed against what stands at the end of the clock.
func (c *checker) feeds(b *classifieds) {
	var want []string
	for _, id := range slices.Backward(b.order) {
		if l := b.listings[id]; !l.GoneAt.set {
			want = append(want, bazarino+"/ad/"+id)
		}
	}
	var site struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
	}
	if body, ok := c.open("classifieds/sitemap.xml"); ok {
		var got []string
		err := xml.Unmarshal(body, &site)
		for _, u := range site.URLs {
			got = append(got, u.Loc)
		}
		if err != nil || len(got) == 0 || got[0] != bazarino+"/" || !slices.Equal(got[1:], want[:min(len(want), 49_000)]) {
			c.fault(Rule, "classifieds/sitemap.xml", "is not of the %d advertisements that stand at the end: %v", len(want), err)
		}
	}
	var feed struct {
		Version string `xml:"version,attr"`
		Channel struct {
			Description string `xml:"description"`
			Items       []struct {
				Title string `xml:"title"`
				Link  string `xml:"link"`
				Date  string `xml:"pubDate"`
			} `xml:"item"`
		} `xml:"channel"`
	}
	body, ok := c.open("classifieds/rss.xml")
	if !ok {
		return
	}
	err := xml.Unmarshal(body, &feed)
	if err == nil && (feed.Version != "2.0" || !strings.Contains(feed.Channel.Description, syntheticLabel)) {
		err = fmt.Errorf("version %q, described as %q", feed.Version, feed.Channel.Description)
	}
	var got []string
	for _, i := range feed.Channel.Items {
		got = append(got, i.Link)
		l := b.listings[strings.TrimPrefix(i.Link, bazarino+"/ad/")]
		if at, perr := time.Parse(time.RFC1123Z, i.Date); l == nil || perr != nil || at.Unix() != l.VisibleFrom.ms/1000 {
			err = fmt.Errorf("%s is dated %s", i.Link, i.Date)
		}
	}
	if err != nil || !slices.Equal(got, want[:min(len(want), 50)]) {
		c.fault(Rule, "classifieds/rss.xml", "is not the feed of the newest fifty: %v", err)
	}
}
