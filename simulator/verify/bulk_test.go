package verify

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/stream"
	surface "github.com/osint-radar/academy/simulator/surface/ledger"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
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
	bulkHeader = strings.Join(bulkRows.columns, ",") + "\n"
	opening    = bulkHeader +
		txA + ",1,2026-01-01T00:00:00Z,in,0,,5000,issue\n" +
		txA + ",1,2026-01-01T00:00:00Z,out,0," + adr + ",3000,\n" +
		txA + ",1,2026-01-01T00:00:00Z,out,1," + old + ",2000,\n"
	firstTown = bulkHeader +
		txB + ",101,2026-02-02T00:00:00Z,in,0," + adr + ",3000," + txA + ":0\n" +
		txB + ",101,2026-02-02T00:00:00Z,out,0," + old + ",2900,\n" +
		txC + ",102,2026-02-02T01:00:00Z,in,0," + old + ",2900," + txB + ":0\n" +
		txC + ",102,2026-02-02T01:00:00Z,in,1," + old + ",2000," + txA + ":1\n" +
		txC + ",102,2026-02-02T01:00:00Z,out,0," + adr + ",4900,\n"
)

// parts are the files of a bulk ledger by path, as text.
type parts map[string]string

// whole is the honest ledger in some formats.
func whole(t *testing.T, formats ...string) parts {
	t.Helper()
	p := parts{}
	for _, format := range formats {
		p["ledger/txs-opening."+format] = written(t, format, opening)
		p["ledger/txs-000."+format] = written(t, format, firstTown)
	}
	return p
}

// written is a file of CSV in another format.
func written(t *testing.T, format, text string) string {
	t.Helper()
	if format == "csv" {
		return text
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	var out bytes.Buffer
	var rows []bulkColumns
	for _, line := range lines[1:] {
		object := map[string]string{}
		f := strings.Split(line, ",")
		for i, name := range strings.Split(lines[0], ",") {
			object[name] = f[i]
		}
		b, err := json.Marshal(object)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(append(b, '\n'))
		if format == "parquet" {
			number := func(s string) int64 {
				v, err := strconv.ParseInt(s, 10, 64)
				if err != nil {
					t.Fatal(err)
				}
				return v
			}
			at, err := time.Parse(time.RFC3339Nano, f[2])
			if err != nil {
				t.Fatal(err)
			}
			rows = append(rows, bulkColumns{f[0], int32(number(f[1])), at.UnixMilli(), f[3], int32(number(f[4])), f[5], number(f[6]), f[7]})
		}
	}
	if format == "parquet" {
		out.Reset()
		if err := parquet.Write(&out, rows); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

// readParts writes files and reads them as a bulk ledger of as many rows as the
// honest one has, or as there are lines in a file of text.
func readParts(t *testing.T, p parts) []Fault {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "ledger"), 0o700); err != nil {
		t.Fatal(err)
	}
	var files []fileRow
	for name, text := range p {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		n := strings.Count(text, "\n")
		switch filepath.Ext(name) {
		case ".csv":
			n--
		case ".parquet":
			n = strings.Count(map[bool]string{true: opening, false: firstTown}[strings.Contains(name, "opening")], "\n") - 1
		}
		files = append(files, fileRow{Path: name, Surface: "ledger", Records: int64(n), Bytes: int64(len(text))})
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

// TestBulkLies: each lie in a small ledger is found, in CSV and in JSON Lines.
func TestBulkLies(t *testing.T) {
	in2 := func(a, b string) func() (string, string) {
		return func() (string, string) { return opening, strings.Replace(firstTown, a, b, 1) }
	}
	in1 := func(a, b string) func() (string, string) {
		return func() (string, string) { return strings.Replace(opening, a, b, 1), firstTown }
	}
	onlyCSV := map[string]bool{"a field more": true, "another header": true, "a cut file": true} // JSON Lines have their own
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
		"unripe, both rows":    {func() (string, string) { return opening, strings.ReplaceAll(firstTown, ",101,", ",100,") }, "before it is ripe"},
		"money issued later":   {in2(adr+",3000,"+txA+":0", ",3000,issue"), "after the opening"},
		"a negative amount":    {in2("2900,\n", "-2900,\n"), "no amount of satoshi"},
		"a mainnet address":    {in2("out,0,"+adr, "out,0,bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"), "no regtest address"},
		"a broken address":     {in1("out,0,"+adr, "out,0,"+adr[:43]+"p"), "no regtest address"},
		"a base58 of mainnet":  {in1(old, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"), "no regtest address"},
		"a block before":       {in2(",102,2026-02-02T01:00:00Z,in,0", ",99,2026-02-01T01:00:00Z,in,0"), "comes after block 101"},
		"a time after the end": {func() (string, string) {
			return opening, strings.ReplaceAll(firstTown, "2026-02-02T01", "2027-02-02T01")
		}, "after the end of the clock"},
		"a local time": {func() (string, string) {
			return opening, strings.ReplaceAll(firstTown, "T01:00:00Z", "T01:00:00+01:00")
		}, "no time in UTC"},
		"an opening too late": {func() (string, string) { return strings.ReplaceAll(opening, "2026-01-01", "2026-02-02"), firstTown }, "when the clock has begun"},
		"rows apart": {func() (string, string) {
			return opening, firstTown + txB + ",102,2026-02-02T01:00:00Z,out,1," + adr + ",10,\n"
		}, "there twice"},
		"an output left out":      {in1(txA+",1,2026-01-01T00:00:00Z,out,0,"+adr+",3000,\n", ""), "out of order"},
		"no outputs":              {in2(txC+",102,2026-02-02T01:00:00Z,out,0,"+adr+",4900,\n", ""), "2 inputs and 0 outputs"},
		"a field more":            {in2("4900,", "4900,,"), "has 9 fields"},
		"another header":          {in2("txid,", "id,"), "has the header"},
		"a cut file":              {func() (string, string) { return opening, firstTown[:len(firstTown)-4] }, "the file was cut"},
		"an id that is none":      {func() (string, string) { return opening, strings.ReplaceAll(firstTown, txC, txC[1:]) }, "no transaction id"},
		"an input after outputs":  {func() (string, string) { return opening + txA + ",1,2026-01-01T00:00:00Z,in,1,,5,issue\n", firstTown }, "out of order"},
		"a side that is none":     {in2(",out,", ",side,"), "neither in nor out"},
		"an output with a source": {in2("4900,\n", "4900,"+txA+":0\n"), "has a source"},
	} {
		first, second := v.files()
		for _, format := range []string{"csv", "jsonl"} {
			if format != "csv" && onlyCSV[name] {
				continue
			}
			faults := readParts(t, parts{
				"ledger/txs-opening." + format: written(t, format, first), "ledger/txs-000." + format: written(t, format, second),
			})
			if len(faults) != 1 || !strings.Contains(faults[0].Reason, v.says) {
				t.Errorf("%s, %s: %v, want %q", name, format, faults, v.says)
			}
		}
	}
}

// TestBulkFormats: the honest ledger is whole in every format and in all of them
// together, and what one of the formats says alone is found.
func TestBulkFormats(t *testing.T) {
	for _, formats := range [][]string{{"csv"}, {"jsonl"}, {"parquet"}, {"csv", "parquet"}, {"jsonl", "parquet"}, {"csv", "jsonl", "parquet"}} {
		if faults := readParts(t, whole(t, formats...)); len(faults) > 0 {
			t.Errorf("the honest ledger in %v: %v", formats, faults)
		}
	}
	const town = "ledger/txs-000."
	all, one := []string{"csv", "jsonl", "parquet"}, func(f string) []string { return []string{f} }
	put := func(format, a, b string) func(parts) {
		return func(p parts) { p[town+format] = written(t, format, strings.Replace(firstTown, a, b, 1)) }
	}
	edit := func(format, a, b string) func(parts) {
		return func(p parts) { p[town+format] = strings.Replace(p[town+format], a, b, 1) }
	}
	lastLine := txC + ",102,2026-02-02T01:00:00Z,out,0," + adr + ",4900,\n"
	for _, v := range []struct {
		name    string
		formats []string
		lie     func(p parts)
		says    string
	}{
		{"another amount in Parquet", one("parquet"), put("parquet", old+",2000", old+",2001"), "row 4: transaction " + txC + " spends 2001"},
		{"another amount in Parquet beside others", all, put("parquet", ",4900,", ",4899,"), "row 5 is"},
		{"a moment finer than a second", one("parquet"), put("parquet", "2026-02-02T00:00:00Z", "2026-02-02T00:00:00.001Z"), "no time in UTC"},
		{"another owner in JSON Lines beside others", all, put("jsonl", "out,0,"+old, "out,0,"+adr), "row 2 is"},
		{"a double spend in JSON Lines beside others", all, put("jsonl", txA+":1", txA+":0"), "row 4 is"},
		{"a double spend in Parquet", one("parquet"), put("parquet", txA+":1", txA+":0"), "not there or already spent"},
		{"a line missing in JSON Lines beside others", all, put("jsonl", lastLine, ""), "row 5 is"},
		{"a line missing in JSON Lines", one("jsonl"), put("jsonl", lastLine, ""), "2 inputs and 0 outputs"},
		{"a line more in JSON Lines", all, func(p parts) { p[town+"jsonl"] += written(t, "jsonl", bulkHeader+lastLine) }, "4900\" \"\"] and there []"},
		{"a row less in Parquet", one("parquet"), put("parquet", txC+",102,2026-02-02T01:00:00Z,in,0,"+old+",2900,"+txB+":0\n", ""), "out of order"},
		{"a number in JSON Lines", one("jsonl"), edit("jsonl", `"sat":"2900"`, `"sat":2900`), "line 2: json: cannot unmarshal number"},
		{"a member less", one("jsonl"), edit("jsonl", `"side":"in",`, ``), "line 1: has no side"},
		{"a member more", one("jsonl"), edit("jsonl", `"side":"in",`, `"side":"in","label":"",`), "has 9 members"},
		{"a cut line", one("jsonl"), func(p parts) { p[town+"jsonl"] = strings.TrimSuffix(p[town+"jsonl"], "\n") + " " }, "the file was cut"},
		{"a cut Parquet file", one("parquet"), func(p parts) { p[town+"parquet"] = p[town+"parquet"][:200] }, "no Parquet file of such rows"},
		{"an empty CSV file", all, func(p parts) { p[town+"csv"] = "" }, "no header line"},
		{"a part that lacks a format", all, func(p parts) { delete(p, town+"jsonl") }, "is there as csv, parquet, ledger/txs-opening.csv as csv, jsonl, parquet"},
		{"a part in another format", one("csv"), func(p parts) { p[town+"jsonl"] = written(t, "jsonl", firstTown); delete(p, town+"csv") }, "is there as jsonl"},
		{"no opening", one("parquet"), func(p parts) { delete(p, "ledger/txs-opening.parquet") }, "not whole without it"},
		{"a file of another name", one("csv"), func(p parts) { p["ledger/notes.csv"] = "a\n" }, "no file that a bulk ledger has"},
	} {
		p := whole(t, v.formats...)
		v.lie(p)
		faults := readParts(t, p)
		if len(faults) != 1 || !strings.Contains(faults[0].Reason, v.says) {
			t.Errorf("%s: %v, want %q", v.name, faults, v.says)
		}
	}
}

// TestBulkParts: a part beside another spends what it has itself or of the opening,
// and their blocks are the same.
func TestBulkParts(t *testing.T) {
	const txD = "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
	second := func(block, at, from string) string {
		stamp := txD + "," + block + "," + at + ","
		return bulkHeader + stamp + "in,0," + from + "\n" + stamp + "out,0," + adr + ",1900,\n"
	}
	ownMoney := func(p parts) { // the first no longer spends it
		p["ledger/txs-000.csv"] = strings.Replace(strings.Replace(firstTown, txC+",102,2026-02-02T01:00:00Z,in,1,"+old+",2000,"+txA+":1\n", "", 1), "4900", "2900", 1)
	}
	const open = old + ",2000," + txA + ":1"
	for _, v := range []struct{ name, second, says string }{
		{"a part with money of its own", second("102", "2026-02-02T01:00:00Z", open), ""},
		{"a block between the other's", second("101", "2026-02-02T00:00:00Z", open), ""},
		{"money of another part", second("103", "2026-02-02T02:00:00Z", adr+",2900,"+txC+":0"), "not there or already spent"},
		{"a block at another time", second("102", "2026-02-02T01:00:01Z", open), "block 102 is of 2026-02-02T01:00:01Z, in another part of 2026-02-02T01:00:00Z"},
		{"a block before an earlier one", second("103", "2026-02-02T00:30:00Z", open), "block 103 is of 2026-02-02T00:30:00Z in one part, and block 102 of 2026-02-02T01:00:00Z in another"},
		{"a block before the opening", second("1", "2025-12-31T00:00:00Z", open), "comes after block 1 "},
		{"a transaction of another part", strings.ReplaceAll(second("102", "2026-02-02T01:00:00Z", open), txD, txB), "is there twice"},
	} {
		p := whole(t, "csv")
		ownMoney(p)
		p["ledger/txs-001.csv"] = v.second
		faults := readParts(t, p)
		if v.says == "" && len(faults) > 0 || v.says != "" && (len(faults) != 1 || !strings.Contains(faults[0].Reason, v.says)) {
			t.Errorf("%s: %v, want %q", v.name, faults, v.says)
		}
	}
	p := whole(t, "csv") // both spend the same coin
	p["ledger/txs-001.csv"] = second("102", "2026-02-02T01:00:00Z", open)
	if faults := readParts(t, p); len(faults) != 1 || !strings.Contains(faults[0].Reason, "already spent") {
		t.Errorf("a coin that two parts spend: %v", faults)
	}
}

// TestBulkWhole reads what the generator writes, in all formats.
func TestBulkWhole(t *testing.T) {
	start := time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC)
	w := &world.World{
		Scenario: "bulk", Variant: "test", Scale: 9000, Start: start, Opens: start.AddDate(0, 0, 1), End: start.AddDate(0, 0, 40),
		Key: stream.NewKey([16]byte{12: 5}), Ledger: world.Bulk,
	}
	dir, out := worldtest.Emit(t, surface.New(1, dataset.Parquet, dataset.CSV, dataset.JSONL), w)
	var files []fileRow
	rows := int64(0)
	for _, f := range out.Files() {
		files = append(files, fileRow{Path: f.Path, Surface: f.Surface, Records: f.Records, Bytes: f.Bytes})
		if strings.HasSuffix(f.Path, ".csv") {
			rows += f.Records
		}
	}
	c := readFiles(t, dir, files, w.Start, w.End)
	if len(c.faults) > 0 {
		t.Fatalf("%v", c.faults)
	}
	if len(c.ledger.made) < 50_000 || rows < 150_000 {
		t.Errorf("%d transactions in %d rows", len(c.ledger.made), rows)
	}
	// Another amount in the middle of a part is found in each format.
	for _, path := range []string{"ledger/txs-000.csv", "ledger/txs-000.jsonl"} {
		path = filepath.Join(dir, path)
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		amount := regexp.MustCompile(`(,in,\d+,\w+,|"in".*"sat":")\d`)
		at := amount.FindIndex(text[len(text)/2:])
		last := len(text)/2 + at[1] - 1
		undo := text[last]
		text[last] = '0' + (text[last]-'0')%9 + 1
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if c := readFiles(t, dir, files, w.Start, w.End); len(c.faults) != 1 {
			t.Errorf("a changed amount: %v", c.faults)
		}
		text[last] = undo
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
