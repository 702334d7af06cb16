package microblog_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/surface/microblog"
	"github.com/osint-radar/academy/simulator/world"
)

// plan is S1's story in a small crowd.
func plan(tb testing.TB, accounts, posts int) *world.World {
	tb.Helper()
	s := simulator.Spec{
		Scenario: "blue-lantern", Variant: "team-a", Scale: 1000, Start: time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC), Jitter: 27, Days: 96,
		Opens: 92*24*time.Hour + 8*time.Hour, Crowd: world.Crowd{Accounts: accounts, Posts: posts},
		Case: world.CaseSpec{Posts: 120, Media: 40, Labels: 40, Flag: 37}, Effects: map[string]time.Duration{"ad-deleted": 110 * time.Minute, "alarm": 75 * time.Minute},
	}
	known, _ := simulator.Known("blue-lantern")
	for i, n := range []int{14, 11, 10, 8, 9, 10, 12, 8, 7, 6, 6, 7, 6, 6} {
		s.Cast = append(s.Cast, world.Role{Name: known.Roles[i], Posts: n})
	}
	w, err := simulator.Plan(s, stream.NewKey([16]byte{3}))
	if err != nil {
		tb.Fatal(err)
	}
	return w
}

func emit(tb testing.TB, w *world.World, workers int) string {
	tb.Helper()
	dir := tb.TempDir()
	if err := (microblog.Surface{Workers: workers}).Emit(context.Background(), w, 0, dataset.NewWriter(dir)); err != nil {
		tb.Fatal(err)
	}
	return dir
}

// rows reads a JSON Lines file strictly into the published row type.
func rows[T any](tb testing.TB, dir, name string) []T {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "microblog", name+".jsonl"))
	if err != nil {
		tb.Fatal(err)
	}
	var out []T
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	for {
		var row T
		err := d.Decode(&row)
		if err == io.EOF {
			return out
		}
		if err != nil {
			tb.Fatalf("%s, row %d: %v", name, len(out)+1, err)
		}
		out = append(out, row)
	}
}

func TestWorkersChangeNothing(t *testing.T) {
	w := plan(t, 200, 2500)
	one := emit(t, w, 1)
	for _, n := range []int{2, 7} {
		other := emit(t, w, n)
		for _, name := range []string{"accounts", "statuses", "follows", "favourites", "media"} {
			a, err := os.ReadFile(filepath.Join(one, "microblog", name+".jsonl"))
			if err != nil {
				t.Fatal(err)
			}
			b, err := os.ReadFile(filepath.Join(other, "microblog", name+".jsonl"))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(a, b) {
				t.Errorf("%s.jsonl differs between 1 and %d workers", name, n)
			}
		}
	}
}

// TestRows reads what was written as a stranger would and looks for what cannot be.
func TestRows(t *testing.T) {
	w := plan(t, 400, 5000)
	dir := emit(t, w, 2)
	accounts := map[string]record.Account{}
	handles := map[string]bool{}
	last := ""
	for _, a := range rows[record.Account](t, dir, "accounts") {
		if !laterID(last, a.ID) {
			t.Errorf("account %s stands after %s", a.ID, last)
		}
		if handles[strings.ToLower(a.Handle)] {
			t.Errorf("two accounts are called %s", a.Handle)
		}
		last, handles[strings.ToLower(a.Handle)], accounts[a.ID] = a.ID, true, a
	}
	there := func(what, account string, at time.Time) {
		a, ok := accounts[account]
		if !ok || at.Before(a.CreatedAt) || !a.SuspendedAt.IsZero() && !at.Before(a.SuspendedAt) {
			t.Errorf("%s at %s: account %s was not there", what, at, account)
		}
	}
	media := map[string]bool{}
	for _, m := range rows[record.Media](t, dir, "media") {
		media[m.ID] = true
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(m.File)))
		if err != nil || int64(len(b)) != m.Bytes {
			t.Errorf("%s: %d bytes, %v", m.File, len(b), err)
		}
	}
	statuses := map[string]record.Status{}
	last = ""
	for _, s := range rows[record.Status](t, dir, "statuses") {
		if !laterID(last, s.ID) {
			t.Errorf("status %s stands after %s", s.ID, last)
		}
		last, statuses[s.ID] = s.ID, s
		there("status "+s.ID, s.AccountID, s.CreatedAt)
		if (s.Text == "") != (s.BoostOf != "") {
			t.Errorf("status %s: text %q, boost of %q", s.ID, s.Text, s.BoostOf)
		}
		if to := s.InReplyTo + s.BoostOf; to != "" {
			if target, ok := statuses[to]; !ok || !target.CreatedAt.Before(s.CreatedAt) {
				t.Errorf("status %s hangs on %s, which is not there yet", s.ID, to)
			}
		}
		for _, id := range s.Media {
			if !media[id] {
				t.Errorf("status %s shows picture %s, which is in no row", s.ID, id)
			}
		}
		for _, tag := range s.Tags {
			if !strings.Contains(strings.ToLower(s.Text), "#"+tag) {
				t.Errorf("status %s is tagged %s: %s", s.ID, tag, s.Text)
			}
		}
		if s.CreatedAt.Before(w.Start) || !s.CreatedAt.Before(w.End) {
			t.Errorf("status %s of %s is outside the clock", s.ID, s.CreatedAt)
		}
	}
	seen := map[[2]string]bool{}
	for _, f := range rows[record.Follow](t, dir, "follows") {
		if seen[[2]string{f.AccountID, f.TargetID}] || f.AccountID == f.TargetID {
			t.Errorf("%s follows %s twice, or itself", f.AccountID, f.TargetID)
		}
		seen[[2]string{f.AccountID, f.TargetID}] = true
		there("follow", f.AccountID, f.CreatedAt)
		there("followed", f.TargetID, f.CreatedAt)
	}
	for _, f := range rows[record.Favourite](t, dir, "favourites") {
		s, ok := statuses[f.StatusID]
		if !ok || f.CreatedAt.Before(s.CreatedAt) || !s.DeletedAt.IsZero() && !f.CreatedAt.Before(s.DeletedAt) {
			t.Errorf("a favourite of %s at %s: the status was not there", f.StatusID, f.CreatedAt)
		}
		there("favourite", f.AccountID, f.CreatedAt)
	}
}

func laterID(a, b string) bool { return len(a) < len(b) || len(a) == len(b) && a < b }

// Planted rows look like the others: form of id and time, length of text, tags, pictures.
func TestPlantedRowsDoNotShow(t *testing.T) {
	w := plan(t, 1200, 13_000)
	dir := emit(t, w, 2)
	planted := map[string]bool{}
	for _, p := range w.Posts {
		planted[p.ID] = true
	}
	var lengths [2][]int
	tags := [2]map[string]bool{{}, {}}
	var hours [2][4]int
	form := map[[2]int]int{}
	b, err := os.ReadFile(filepath.Join(dir, "microblog", "statuses.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(b) { // the raw bytes: encoding/json would hide a difference of form
		if !bytes.Contains(line, []byte(`.`)) || len(line) < 80 || line[6] != '"' {
			t.Fatalf("odd row %s", line)
		}
		at := bytes.Index(line, []byte(`"created_at":"`))
		form[[2]int{at, bytes.IndexByte(line[at+14:], '"')}]++
	}
	for f, n := range form {
		if f[1] != len("2026-02-03T10:15:00.000Z") {
			t.Errorf("%d rows have a time of %d characters", n, f[1])
		}
	}
	for _, s := range rows[record.Status](t, dir, "statuses") {
		k := 0
		if planted[s.ID] {
			k = 1
		}
		if s.Text != "" {
			lengths[k] = append(lengths[k], len(s.Text))
		}
		for _, tag := range s.Tags {
			tags[k][tag] = true
		}
		hours[k][s.CreatedAt.Hour()/6]++
	}
	for k := range lengths {
		slices.Sort(lengths[k])
	}
	low, high := lengths[0][len(lengths[0])/20], lengths[0][len(lengths[0])*99/100]
	in := 0
	for _, n := range lengths[1] {
		if n >= low && n <= high {
			in++
		}
	}
	if in*100 < 80*len(lengths[1]) {
		t.Errorf("only %d of %d planted texts have between %d and %d characters, as 94 %% of the crowd's do", in, len(lengths[1]), low, high)
	}
	for tag := range tags[1] {
		if !tags[0][tag] {
			t.Errorf("nobody but the story uses #%s", tag)
		}
	}
	if hours[1][0]*6 > hours[1][3]+hours[1][2] {
		t.Errorf("the story does not sleep: %v posts a quarter of the day", hours[1])
	}
}

// Followers have a heavy tail: the best known hundredth holds many times its share.
func TestFollowersAreHeavyTailed(t *testing.T) {
	w := plan(t, 2000, 4000)
	dir := emit(t, w, 2)
	in := map[string]int{}
	total := 0
	for _, f := range rows[record.Follow](t, dir, "follows") {
		in[f.TargetID]++
		total++
	}
	var counts []int
	for _, n := range in {
		counts = append(counts, n)
	}
	slices.Sort(counts)
	top := 0
	for _, n := range counts[len(counts)-20:] {
		top += n
	}
	if share := 100 * top / total; share < 8 || share > 60 {
		t.Errorf("twenty of %d accounts hold %d %% of the follows", len(counts), share)
	}
	if median := counts[len(counts)/2]; counts[len(counts)-1] < 15*median {
		t.Errorf("the best known account has %d followers, the median %d", counts[len(counts)-1], median)
	}
}

// BenchmarkRowsRatio compares the surface's rows with the same number of rows, drawn
// by nothing, from encoding/csv in the same run, and prints the ratio.
func BenchmarkRowsRatio(b *testing.B) {
	w := plan(b, 2400, 26_000)
	var spent, plain time.Duration
	var n, bytesOut int64
	for b.Loop() {
		dir := b.TempDir()
		out := dataset.NewWriter(dir)
		begin := b.Elapsed()
		if err := (microblog.Surface{Workers: 1}).EmitRows(context.Background(), w, out); err != nil {
			b.Fatal(err)
		}
		spent += b.Elapsed() - begin
		n, bytesOut = 0, 0
		for _, f := range out.Files() {
			n += f.Records
			bytesOut += f.Bytes
		}
		begin = b.Elapsed()
		f, err := os.Create(filepath.Join(dir, "plain.csv"))
		if err != nil {
			b.Fatal(err)
		}
		c := csv.NewWriter(f)
		row := []string{"116285589375799015", "113900004928829447", "2026-03-24T18:34:40.123Z", strings.Repeat("x", 60), "en"}
		for i := range n {
			row[0] = strconv.FormatInt(116285589375799015+i, 10)
			if err := c.Write(row); err != nil {
				b.Fatal(err)
			}
		}
		c.Flush()
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
		plain += b.Elapsed() - begin
	}
	b.ReportMetric(float64(n)*float64(b.N)/spent.Seconds(), "rows/s")
	b.ReportMetric(float64(bytesOut)*float64(b.N)/1e6/spent.Seconds(), "MB/s")
	b.ReportMetric(plain.Seconds()/spent.Seconds(), "of-plain-CSV")
}
