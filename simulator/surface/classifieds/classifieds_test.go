package classifieds_test

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/surface/classifieds"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

func emit(t testing.TB, w *world.World) (string, *dataset.Writer) {
	t.Helper()
	return worldtest.Emit(t, classifieds.Surface{}, w)
}

// The same bytes again; a planted seller more changes nobody else's page.
func TestSame(t *testing.T) {
	_, one := emit(t, worldtest.New(100))
	_, two := emit(t, worldtest.New(100))
	if d := cmp.Diff(one.Files(), two.Files()); d != "" {
		t.Error(d)
	}
	more := worldtest.New(100)
	more.Sellers = append(more.Sellers, world.Seller{Ref: "seller:more", ID: "70000003", Name: "More", Since: worldtest.Day(1)})
	more.Listings = append(more.Listings, world.Listing{Ref: "listing:more", ID: "70000004", Seller: "seller:more", Category: "jobs", Title: "x", Text: "x", Lang: "en", From: worldtest.Day(5)})
	_, three := emit(t, more)
	other := map[string]string{}
	for _, f := range three.Files() {
		other[f.Path] = f.SHA256
	}
	for _, f := range one.Files() {
		if strings.HasSuffix(f.Path, ".html") && other[f.Path] != f.SHA256 {
			t.Errorf("%s changed", f.Path)
		}
	}
}

func TestCrowd(t *testing.T) {
	dir, _ := emit(t, worldtest.New(1000))
	sellers := worldtest.Rows[record.Seller](t, filepath.Join(dir, "classifieds/sellers.jsonl"))
	listings := worldtest.Rows[record.Listing](t, filepath.Join(dir, "classifieds/listings.jsonl"))
	of, texts, categories, phones := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	pictures, gone := 0, 0
	for _, l := range listings {
		of[l.Seller]++
		texts[l.Text]++
		categories[l.Category]++
		if l.Images != nil {
			pictures++
		}
		if !l.GoneAt.IsZero() {
			gone++
		}
	}
	for _, s := range sellers {
		if s.Phone != "" {
			phones[s.Phone]++
		}
	}
	shared, copied := 0, 0
	for _, n := range phones {
		if n > 1 {
			shared++
		}
	}
	for _, n := range texts {
		if n > 1 {
			copied++
		}
	}
	sizes := []int{}
	for _, n := range of {
		sizes = append(sizes, n)
	}
	slices.Sort(sizes)
	t.Log(len(listings), len(sellers), sizes, categories, shared, copied, pictures, gone)
	if mean := float64(len(listings)) / float64(len(sellers)); mean < 13.4 || mean > 20 {
		t.Errorf("%.1f adverts a vendor, want 16.7 ± 20 %%", mean)
	}
	if shared < 2 || copied < 100 || len(categories) != 6 || pictures*5 < len(listings) || gone*4 < len(listings)*2 || sizes[len(sizes)-1] < 100 {
		t.Errorf("%d shared numbers, %d copied texts, %d categories, %d pictures, %d gone of %d", shared, copied, len(categories), pictures, gone, len(listings))
	}
}

func TestPlanted(t *testing.T) {
	dir, out := emit(t, worldtest.New(100))
	for ref, want := range map[string]string{
		"listing:seats/2": "classifieds/listings.jsonl#80000001 url=http://bazarino.test/ad/80000001",
		"seller:seats":    "classifieds/sellers.jsonl#70000001 handle=70000001 name=Ilva M url=http://bazarino.test/seller/70000001 phone=+447700900123",
		"phone:desk":      "classifieds/sellers.jsonl#70000001 phone=+447700900123",
	} {
		b, _ := out.Bound(ref)
		got := strings.Join(b.Records, " ")
		for _, s := range b.Selectors {
			got += " " + s.Kind + "=" + s.Value
		}
		if got != want {
			t.Errorf("%s is bound to %s, want %s", ref, got, want)
		}
	}
	if b, ok := out.Bound("image:van"); !ok || len(b.Records) != 1 || b.SHA256 == "" {
		t.Errorf("the picture is bound to %+v", b)
	}
	for _, f := range out.Files() {
		if strings.HasSuffix(f.Path, ".jpg") {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, f.Path))
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{`"L3"`, "booking-broker", "seller:", "listing:", "<script>alert", "<img src=x"} {
			if strings.Contains(string(b), word) && (strings.HasSuffix(f.Path, ".html") || !strings.HasPrefix(word, "<")) {
				t.Errorf("%s says %s", f.Path, word)
			}
		}
	}
}

// readers asks extruct for the JSON-LD of every page, and feedparser for the feed.
const readers = `
import json, pathlib, sys
import extruct, feedparser
base = pathlib.Path(sys.argv[1])
out = {"pages": {}, "feed": []}
for p in sorted((base / "pages").glob("*.html")):
    out["pages"][p.stem] = extruct.extract(p.read_text(encoding="utf-8"), syntaxes=["json-ld"])["json-ld"]
feed = feedparser.parse((base / "rss.xml").read_bytes())
assert not feed.bozo, feed.bozo_exception
assert feed.version == "rss20", feed.version
out["title"] = feed.feed.title
out["feed"] = [[e.link, e.title, "%04d-%02d-%02dT%02d:%02d:%02dZ" % e.published_parsed[:6]] for e in feed.entries]
json.dump(out, sys.stdout)
`

// TestIndependentReaders: what programs of others make of the pages and the
// feed is what the rows say.
func TestIndependentReaders(t *testing.T) {
	toolbin.Core(t, "python3-extruct and python3-feedparser")
	dir, _ := emit(t, worldtest.New(100))
	cmd := exec.CommandContext(t.Context(), "/usr/bin/python3", "-c", readers, filepath.Join(dir, "classifieds"))
	b, err := cmd.Output()
	if err != nil {
		var bad *exec.ExitError
		if errors.As(err, &bad) {
			t.Fatalf("%s (apt-get install python3-extruct python3-feedparser; make test does it)", bad.Stderr)
		}
		t.Fatal(err)
	}
	type offer struct {
		Type     string `json:"@type"`
		Price    string `json:"price"`
		Currency string `json:"priceCurrency"`
		Seller   struct{ Name, Telephone string }
		At       struct{ Name string } `json:"availableAtOrFrom"`
	}
	var got struct {
		Title string
		Pages map[string][]struct {
			Type        string `json:"@type"`
			Name        string
			Description string
			Category    string
			Image       []string
			Offers      offer
		}
		Feed [][3]string
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	sellers := map[string]record.Seller{}
	for _, s := range worldtest.Rows[record.Seller](t, filepath.Join(dir, "classifieds/sellers.jsonl")) {
		sellers[s.ID] = s
	}
	var feed [][3]string
	listings := worldtest.Rows[record.Listing](t, filepath.Join(dir, "classifieds/listings.jsonl"))
	for _, l := range slices.Backward(listings) {
		if l.GoneAt.IsZero() && len(feed) < 50 {
			feed = append(feed, [3]string{"http://bazarino.test/ad/" + l.ID, l.Title, l.VisibleFrom.Format("2006-01-02T15:04:05Z")})
		}
		page := got.Pages[l.ID]
		if len(page) != 1 {
			t.Fatalf("%s: %d objects", l.ID, len(page))
		}
		p, s := page[0], sellers[l.Seller]
		sort := map[string]string{"household": "Product", "vehicles": "Product"}[l.Category]
		if sort == "" {
			sort = "Service"
		}
		price, currency := "", ""
		if l.Price > 0 {
			price, currency = strconv.FormatInt(l.Price, 10), "XTS"
		}
		if p.Type != sort || p.Name != l.Title || p.Description != l.Text || p.Category != l.Category || len(p.Image) != len(l.Images) ||
			p.Offers.Type != "Offer" || p.Offers.Price != price || p.Offers.Currency != currency || p.Offers.Seller.Name != s.Name || p.Offers.Seller.Telephone != s.Phone || p.Offers.At.Name != l.Place {
			t.Errorf("%s: read as %+v, the row is %+v of %+v", l.ID, p, l, s)
		}
	}
	if d := cmp.Diff(feed, got.Feed); d != "" || got.Title != "Bazarino" {
		t.Errorf("feed %q: %s", got.Title, d)
	}
	if len(got.Pages) != len(listings) {
		t.Errorf("%d pages for %d listings", len(got.Pages), len(listings))
	}
}

// TestPictures: exiftool reads the camera and the place that a planted picture kept.
func TestPictures(t *testing.T) {
	w := worldtest.New(100)
	dir, out := emit(t, w)
	b, _ := out.Bound("image:van")
	_, id, _ := strings.Cut(b.Records[0], "#")
	cmd := exec.CommandContext(t.Context(), toolbin.Find(t, "exiftool"), "-s3", "-n", "-Model", "-GPSLatitude", filepath.Join(dir, "classifieds/images", id+".jpg"))
	got, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != "OK-7\n43.250001\n" {
		t.Errorf("exiftool: %q", got)
	}
}
