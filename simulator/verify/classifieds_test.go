package verify_test

import (
	"testing"

	"github.com/osint-radar/academy/simulator/surface/classifieds"
	"github.com/osint-radar/academy/simulator/surface/messenger"
)

func TestClassifieds(t *testing.T) {
	dir, key := town(t, classifieds.Surface{}, messenger.Surface{})
	whole(t, dir, nil)
	whole(t, dir, key)
	put := func(key string, v any) func(map[string]any) { return func(row map[string]any) { row[key] = v } }
	first := func(map[string]any) bool { return true }
	is := func(id string) func(map[string]any) bool {
		return func(row map[string]any) bool { return row["id"] == id }
	}
	const (
		list = "classifieds/listings.jsonl"
		page = "classifieds/pages/80000000.html"
	)
	refuted(t, dir, []claim{
		{"a listing of nobody", list, change(first, put("seller", "00000000")), "is not there"},
		{"before its seller", "classifieds/sellers.jsonl", change(is("70000001"), put("since", "2026-03-20T00:00:00Z")), "before its seller"},
		{"gone before it appears", list, change(is("80000001"), put("gone_at", "2026-02-02T00:00:00Z")), "before it appears"},
		{"removed and there", list, change(is("80000001"), func(r map[string]any) { delete(r, "gone_at") }), "or removed and there"},
		{"out of order", list, change(is("80000004"), put("visible_from", "2026-02-03T00:00:00Z")), "before the one above it"},
		{"a category more", list, change(first, put("category", "secrets")), "category"},
		{"a price below nought", list, change(first, put("price", -5)), "costs -5"},
		{"a picture of nobody", list, change(has("images"), put("images", []string{"000000000000"})), "is not there"},
		{"another title", list, change(is("80000000"), put("title", "Sofa")), "is of another advertisement"},
		{"another price", list, change(is("80000000"), put("price", 7)), "offers something else"},
		{"another seller's number", "classifieds/sellers.jsonl", change(is("70000001"), put("phone", "+447700900124")), "names another seller"},
		{"a number of somebody", "classifieds/sellers.jsonl", change(is("70000001"), put("phone", "+4930123456")), "not reserved"},
		{"a page without the label", page, func(b []byte) []byte {
			for range 5 {
				b = swap("SYNTHETIC TRAINING DATA", "REAL")(b)
			}
			return b
		}, "does not bear the label"},
		{"a page with a script", page, swap("</main>", "<script>1</script></main>"), "no other script"},
		{"a page that shows other words", page, swap("<p class=\"text\" dir=\"auto\" lang=\"en\">Seat", "<p class=\"text\" dir=\"auto\" lang=\"en\">Sofa"), "does not show"},
		{"a sitemap with a page too few", "classifieds/sitemap.xml", swap("<url><loc>http://bazarino.test/ad/", "<url><loc>http://bazarino.test/no/"), "stand at the end"},
		{"a feed of old things", "classifieds/rss.xml", swap("<item>", "<item><title>x</title><link>http://bazarino.test/ad/80000000</link></item><item>"), "newest fifty"},
		{"a file of nobody", "classifieds/images.jsonl", func(b []byte) []byte { return b[1:] }, "line 1"},
	})
}
