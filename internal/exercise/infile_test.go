package exercise

import "testing"

// A file of the desk shows its rows, an archive what lies in its folder, and a
// reply about a customer the customer; nothing shows its neighbours.
func TestInFile(t *testing.T) {
	files := map[string]bool{"case/posts.csv": true, "casp/private/koingate/40718263/account.csv": true, "movement/plates.csv": true}
	archive := map[string]bool{"case/": true}
	for _, c := range []struct {
		files  map[string]bool
		record string
		want   bool
	}{
		{files, "case/posts.csv#7", true},
		{files, "case/media.csv#7", false},
		{files, "case/posts.csv", false}, // an item's own record, and no row
		{files, "casp/private/koingate/accounts.jsonl#40718263", true},
		{files, "casp/private/koingate/accounts.jsonl#40718499", false},
		{files, "casp/private/obolos-x/accounts.jsonl#40718263", false},
		{files, "casp/private/koingate/40718263/movements.csv#d1", false},
		{files, "movement/plates.csv#p9", true},
		{files, "microblog/accounts.jsonl#3", false},
		{archive, "case/media.csv#7", true},
		{archive, "microblog/statuses.jsonl#7", false},
	} {
		if got := inFile(c.files, c.record); got != c.want {
			t.Errorf("%s in %v: %t", c.record, c.files, got)
		}
	}
}
