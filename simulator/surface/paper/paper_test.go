package paper_test

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/surface/paper"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

var start = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

// shops is a world of two money shops: one sends 1,250.00 and 300.00, gives
// 80.00 back, the other sends 400.00; 1,150.00 are settled.
func shops() *world.World {
	at := func(h int) time.Time { return start.Add(time.Duration(h)*time.Hour + 14*time.Minute + 33*time.Second) }
	return &world.World{
		Scenario: "example", Variant: "team-a", Key: stream.NewKey([16]byte{15: 5}), Start: start, Opens: start.AddDate(0, 0, 5), End: start.AddDate(0, 0, 9),
		Brokers: []world.Broker{{Ref: "broker:a", Shop: "Silver Thimble Exchange"}, {Ref: "broker:b", Shop: "Fair Elm Transfers"}},
		Orders: []world.Order{
			{Ref: "order:1", Number: 1, From: "broker:a", To: "broker:b", SentBy: "Ala Beldal", PaidTo: "Oda Marmar", Code: "heron", Amount: 125_000, Fee: 2_500, Given: at(9), Paid: at(30)},
			{Ref: "order:2", Number: 2, From: "broker:a", To: "broker:b", SentBy: "Samo Veresk", PaidTo: "Kira Lindosh", Code: "kettle", Amount: 30_000, Fee: 600, Given: at(33), Paid: at(50)},
			{Ref: "order:3", Number: 3, From: "broker:a", To: "broker:b", SentBy: "Tova Pelost", PaidTo: "Nilo Daveen", Code: "lantern", Amount: 8_000, Fee: 200, Given: at(40), Refunded: at(90)},
			{Ref: "order:4", Number: 1, From: "broker:b", To: "broker:a", SentBy: "Hano Casdal", PaidTo: "Wela Tamoth", Code: "anchor", Amount: 40_000, Fee: 900, Given: at(41), Paid: at(60)},
		},
		Settlements: []world.Settlement{{Ref: "settlement:1", From: "broker:a", To: "broker:b", Kind: world.SettleGoods, Amount: 115_000, At: at(100)}},
	}
}

func emit(t testing.TB, w *world.World) (string, *dataset.Writer) {
	t.Helper()
	return worldtest.Emit(t, paper.Surface{}, w)
}

// Each book alone says what its shop knows; both together net.
func TestBooks(t *testing.T) {
	dir, out := emit(t, shops())
	f, err := os.Open(filepath.Join(dir, "paper/entries.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(f).ReadAll()
	if cerr := f.Close(); err != nil || cerr != nil {
		t.Fatal(err, cerr)
	}
	kinds := map[string]string{}
	for _, r := range rows[1:] {
		kinds[r[2]] += r[4] + " " + r[9+1] + "; "
	}
	for shop, want := range map[string]string{
		"Silver Thimble Exchange": "IN 1250.00; IN 300.00; IN 80.00; OUT 400.00; BACK 80.00; GAVE 1150.00; ",
		"Fair Elm Transfers":      "OUT 1250.00; IN 400.00; OUT 300.00; GOT 1150.00; ",
	} {
		if kinds[shop] != want {
			t.Errorf("%s: %s\nwant %s", shop, kinds[shop], want)
		}
	}
	b, ok := out.Bound("order:1")
	if !ok || len(b.Records) != 1 || b.VisibleFrom != start.Add(9*time.Hour+14*time.Minute+33*time.Second).Unix() {
		t.Errorf("order:1 is bound to %+v", b)
	}
	if b, _ := out.Bound("broker:b"); len(b.Selectors) != 1 || b.Selectors[0].Value != "Fair Elm Transfers" {
		t.Errorf("broker:b is bound to %+v", b)
	}
}

// Tesseract reads what was written down, on book pages and receipts.
func TestOCR(t *testing.T) {
	tesseract := toolbin.Find(t, "tesseract")
	dir, _ := emit(t, shops())
	sheets, err := filepath.Glob(filepath.Join(dir, "paper/sheets/*.jpg"))
	if err != nil || len(sheets) < 2 {
		t.Fatalf("%v: %v, want two books at least", sheets, err)
	}
	var text strings.Builder
	for _, s := range sheets {
		out, err := exec.Command(tesseract, s, "-", "--psm", "6", "-l", "eng").Output()
		if err != nil {
			t.Fatal(err)
		}
		text.Write(out)
	}
	all := strings.Join(strings.Fields(text.String()), " ")
	for _, want := range []string{
		"Silver Thimble Exchange, page 1", "Ala Beldal for Oda Marmar", "amount 1 250.00 TK", "fee 25.00", "code kettle", "Kira Lindosh", "BACK", "code lantern",
		"by goods", "amount 1 150.00 TK", "SYNTHETIC TRAINING DATA", "2 March 2026, 09:14",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("tesseract does not find %q in\n%s", want, all)
		}
	}
}
