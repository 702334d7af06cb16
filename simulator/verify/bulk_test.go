package verify

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/stream"
	surface "github.com/osint-radar/academy/simulator/surface/ledger"
	"github.com/osint-radar/academy/simulator/world"
)

// The addresses are those of BIP 173 and BIP 350 on regtest, and a base58 one of
// Bitcoin Core's tests.
const (
	txA = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	txB = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
	txC = "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	adr = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"
	old = "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn"
)

var (
	opening = bulkHeader + "\n" +
		txA + ",1,2026-01-01T00:00:00Z,in,0,,5000,issue\n" +
		txA + ",1,2026-01-01T00:00:00Z,out,0," + adr + ",3000,\n" +
		txA + ",1,2026-01-01T00:00:00Z,out,1," + old + ",2000,\n"
	firstDay = bulkHeader + "\n" +
		txB + ",101,2026-02-02T00:00:00Z,in,0," + adr + ",3000," + txA + ":0\n" +
		txB + ",101,2026-02-02T00:00:00Z,out,0," + old + ",2900,\n" +
		txC + ",102,2026-02-02T01:00:00Z,in,0," + old + ",2900," + txB + ":0\n" +
		txC + ",102,2026-02-02T01:00:00Z,in,1," + old + ",2000," + txA + ":1\n" +
		txC + ",102,2026-02-02T01:00:00Z,out,0," + adr + ",4900,\n"
)

// readRows writes two files and reads them as a bulk ledger.
func readRows(t *testing.T, first, second string) []Fault {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "ledger"), 0o700); err != nil {
		t.Fatal(err)
	}
	var files []fileRow
	for name, text := range map[string]string{openingFile: first, bulkPrefix + "20260202-00.csv": second} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, fileRow{Path: name, Surface: "ledger", Records: int64(strings.Count(text, "\n") - 1)})
	}
	start := time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC)
	return readFiles(t, dir, files, start, start.AddDate(0, 0, 96)).faults
}

func readFiles(t *testing.T, dir string, files []fileRow, start, end time.Time) *checker {
	t.Helper()
	c := &checker{ctx: t.Context(), dir: dir, broken: map[string]bool{}, listed: map[string]*fileRow{}, records: map[string]int64{}}
	c.m.Clock.Start, c.m.Clock.End, c.m.Files = start, end, files
	for i := range files {
		c.listed[files[i].Path] = &c.m.Files[i]
	}
	c.readLedger()
	return c
}

// TestBulkLies: a small ledger is whole, and each lie in it is found.
func TestBulkLies(t *testing.T) {
	if faults := readRows(t, opening, firstDay); len(faults) > 0 {
		t.Fatalf("the honest ledger: %v", faults)
	}
	in2 := func(a, b string) func() (string, string) {
		return func() (string, string) { return opening, strings.Replace(firstDay, a, b, 1) }
	}
	in1 := func(a, b string) func() (string, string) {
		return func() (string, string) { return strings.Replace(opening, a, b, 1), firstDay }
	}
	for name, v := range map[string]struct {
		files func() (string, string)
		says  string
	}{
		"money out of nothing": {in2("4900", "4901"), "makes 1 satoshi out of nothing"},
		"a double spend":       {in2(txA+":1", txA+":0"), "not there or already spent"},
		"an output of nobody":  {in2(txB+":0", txB+":1"), "not there or already spent"},
		"another amount":       {in2(old+",2000", old+",2001"), "which has 2000"},
		"another owner":        {in2("in,1,"+old, "in,1,"+adr), "which has 2000 of " + old},
		"unripe money":         {in2(txB+",101,", txB+",100,"), "before it is ripe"},
		"unripe, both rows":    {func() (string, string) { return opening, strings.ReplaceAll(firstDay, ",101,", ",100,") }, "before it is ripe"},
		"money issued later":   {in2(adr+",3000,"+txA+":0", ",3000,issue"), "after the opening"},
		"a negative amount":    {in2("2900,\n", "-2900,\n"), "no amount of satoshi"},
		"a mainnet address":    {in2("out,0,"+adr, "out,0,bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"), "no regtest address"},
		"a broken address":     {in1("out,0,"+adr, "out,0,"+adr[:43]+"p"), "no regtest address"},
		"a base58 of mainnet":  {in1(old, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"), "no regtest address"},
		"a block before":       {in2(",102,2026-02-02T01:00:00Z,in,0", ",99,2026-02-01T01:00:00Z,in,0"), "comes after block 101"},
		"a time after the end": {func() (string, string) {
			return opening, strings.ReplaceAll(firstDay, "2026-02-02T01", "2027-02-02T01")
		}, "after the end of the clock"},
		"a local time":        {func() (string, string) { return opening, strings.ReplaceAll(firstDay, "T01:00:00Z", "T01:00:00+01:00") }, "no time in UTC"},
		"an opening too late": {func() (string, string) { return strings.ReplaceAll(opening, "2026-01-01", "2026-02-02"), firstDay }, "when the clock has begun"},
		"rows apart": {func() (string, string) {
			return opening, firstDay + txB + ",102,2026-02-02T01:00:00Z,out,1," + adr + ",10,\n"
		}, "there twice"},
		"an output left out":      {in1(txA+",1,2026-01-01T00:00:00Z,out,0,"+adr+",3000,\n", ""), "out of order"},
		"no outputs":              {in2(txC+",102,2026-02-02T01:00:00Z,out,0,"+adr+",4900,\n", ""), "2 inputs and 0 outputs"},
		"a field more":            {in2("4900,", "4900,,"), "has 9 fields"},
		"another header":          {in2("txid,", "id,"), "begins with"},
		"a cut file":              {func() (string, string) { return opening, firstDay[:len(firstDay)-4] }, "the file was cut"},
		"an id that is none":      {func() (string, string) { return opening, strings.ReplaceAll(firstDay, txC, txC[1:]) }, "no transaction id"},
		"an input after outputs":  {func() (string, string) { return opening + txA + ",1,2026-01-01T00:00:00Z,in,1,,5,issue\n", firstDay }, "out of order"},
		"a side that is none":     {in2(",out,", ",side,"), "neither in nor out"},
		"an output with a source": {in2("4900,\n", "4900,"+txA+":0\n"), "has a source"},
	} {
		first, second := v.files()
		faults := readRows(t, first, second)
		if len(faults) != 1 || !strings.Contains(faults[0].Reason, v.says) {
			t.Errorf("%s: %v, want %q", name, faults, v.says)
		}
	}
}

// TestBulkWhole reads what the generator writes.
func TestBulkWhole(t *testing.T) {
	start := time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC)
	w := &world.World{
		Scenario: "bulk", Variant: "test", Scale: 2000, Start: start, Opens: start.AddDate(0, 0, 1), End: start.AddDate(0, 0, 40),
		Key: stream.NewKey([16]byte{12: 5}), Ledger: world.Bulk,
	}
	dir := t.TempDir()
	out := dataset.NewWriter(dir)
	for part := range (surface.Surface{}).Parts(w) {
		if err := (surface.Surface{}).Emit(context.Background(), w, part, out); err != nil {
			t.Fatal(err)
		}
	}
	var files []fileRow
	rows := int64(0)
	for _, f := range out.Files() {
		files = append(files, fileRow{Path: f.Path, Surface: f.Surface, Records: f.Records})
		rows += f.Records
	}
	c := readFiles(t, dir, files, w.Start, w.End)
	if len(c.faults) > 0 {
		t.Fatalf("%v", c.faults)
	}
	if len(c.ledger.made) < 10_000 || len(c.records) != len(c.ledger.made) || rows < 30_000 {
		t.Errorf("%d transactions and %d records in %d rows", len(c.ledger.made), len(c.records), rows)
	}
	// Another amount in the middle of a day is found.
	path := filepath.Join(dir, files[len(files)/2].Path)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(text[len(text)/2:]), ",in,") + len(text)/2
	at += strings.IndexByte(string(text[at:]), ':') - 66 // the last digit of the amount, before comma and id
	text[at] = '0' + (text[at]-'0'+1)%10
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if c := readFiles(t, dir, files, w.Start, w.End); len(c.faults) != 1 {
		t.Errorf("a changed amount: %v", c.faults)
	}
}
