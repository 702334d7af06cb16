package casp_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/surface/casp"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

func emit(t testing.TB, w *world.World) (string, *dataset.Writer) {
	t.Helper()
	return worldtest.Emit(t, casp.Surface{}, w)
}

func read(t *testing.T, dir, path string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// The same bytes in any order of parts; a customer more is a row of the list and
// a folder of his own, and nothing else.
func TestEveryPartAlone(t *testing.T) {
	w := worldtest.New(100)
	dir, one := emit(t, w)
	again := dataset.NewWriter(t.TempDir())
	for _, part := range []int{3, 2, 1, 0} {
		if err := (casp.Surface{}).Emit(t.Context(), w, part, again); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(one.Files(), again.Files()); d != "" {
		t.Error(d)
	}
	w = worldtest.New(100)
	more := *w.Customer("customer:koingate/tova")
	more.Ref, more.Number, more.Document, more.Address = "customer:koingate/more", "99999999", "KP81B27C52", 41
	w.Customers = append(w.Customers, more)
	with, two := emit(t, w)
	files := map[string]string{}
	for _, f := range two.Files() {
		files[f.Path] = f.SHA256
	}
	for _, f := range one.Files() {
		if strings.HasSuffix(f.Path, "koingate/accounts.jsonl") {
			if list := read(t, with, f.Path); !strings.HasPrefix(list, read(t, dir, f.Path)) {
				t.Error("the list has changed above the customer more")
			}
		} else if files[f.Path] != f.SHA256 {
			t.Errorf("%s has changed", f.Path)
		}
	}
}

// What the portal tells anybody has nobody's data; what is private says in every
// table that it is synthetic, and nothing of roles, causes and the plan's names.
func TestFolders(t *testing.T) {
	w := worldtest.New(100)
	dir, out := emit(t, w)
	for _, f := range out.Files() {
		text := read(t, dir, f.Path)
		if !strings.Contains(text, "SYNTHETIC TRAINING DATA") && strings.HasSuffix(f.Path, "account.csv") {
			t.Errorf("%s bears no label", f.Path)
		}
		if !strings.HasPrefix(f.Path, "casp/private/") && (strings.Contains(text, "Ilva") || strings.Contains(text, "bcrt1") || strings.Contains(text, "letterbox")) {
			t.Errorf("%s, which anybody sees, names a customer", f.Path)
		}
		for _, word := range []string{"booking-broker", "customer:", "payment:", "entry:", "wallet:", "crowd"} {
			if strings.Contains(text, word) {
				t.Errorf("%s says %q", f.Path, word)
			}
		}
	}
	if text := read(t, dir, "casp/private/obolos-x/answer.txt"); !strings.Contains(text, "No answer came") || !strings.Contains(text, "SYNTHETIC") {
		t.Errorf("Obolos-X answers %q", text)
	}
	if slices.ContainsFunc(out.Files(), func(f dataset.FileInfo) bool {
		return strings.HasPrefix(f.Path, "casp/private/obolos-x/") && !strings.HasSuffix(f.Path, "answer.txt")
	}) {
		t.Error("Obolos-X, which does not answer, answers")
	}
	w.Exchanges[1].Answers = world.AnswersPart
	dir, out = emit(t, w)
	var got []string
	for _, f := range out.Files() {
		if strings.HasPrefix(f.Path, "casp/private/obolos-x/77120055") {
			got = append(got, f.Path)
		}
	}
	if want := []string{"casp/private/obolos-x/77120055/account.csv"}; !slices.Equal(got, want) || !strings.Contains(read(t, dir, got[0]), "Hela Dorost") {
		t.Errorf("in part it answers with %v", got)
	}
}

func TestPlanted(t *testing.T) {
	w := worldtest.New(100)
	dir, out := emit(t, w)
	b, _ := out.Bound("customer:koingate/desk")
	got := strings.Join(b.Records, " ")
	for _, s := range b.Selectors {
		if s.Kind != "wallet" {
			got += " " + s.Kind + "=" + s.Value
		}
	}
	if want := "casp/private/koingate/accounts.jsonl#40718263 account=40718263 name=Ilva Marolt document=KP40Z11A76 email=ilva.m@letterbox.example phone=+447700900123"; got != want {
		t.Errorf("bound to %s, want %s", got, want)
	}
	if b, ok := out.Bound("exchange:obolos-x"); !ok || b.Records[0] != "casp/portal.jsonl#obolos-x" {
		t.Errorf("Obolos-X is bound to %+v", b)
	}
	b, _ = out.Bound("entry:koingate/2")
	_, id, _ := strings.Cut(b.Records[0], "#")
	row := ""
	for line := range strings.Lines(read(t, dir, "casp/private/koingate/40718263/movements.csv")) {
		if strings.HasPrefix(line, id) {
			row = line
		}
	}
	if !strings.HasPrefix(row, id+",2026-03-18T19:51:00Z,withdrawal,4200455,Ilva Marolt,40718263,,Hela Dorost,,bcrt1q") || !strings.Contains(row, ",Obolos-X,SYNTHETIC TRAINING DATA\n") {
		t.Errorf("the withdrawal is %q", row)
	}
	if _, ok := out.Bound("customer:obolos-x/desk"); ok {
		t.Error("a customer is shown whom nobody tells of")
	}
}

// analyst is somebody with Python's own readers who has the replies of one
// provider: whose accounts share a network address with the desk's on a day,
// and what has gone from whom to a provider that is not authorised.
const analyst = `
import csv, json, pathlib, sys
base = pathlib.Path(sys.argv[1])
portal = {p["name"]: p for p in map(json.loads, (base / "portal.jsonl").read_text().splitlines())}
folder = base / "private" / "koingate"
def table(account, name):
    with open(folder / account["id"] / (name + ".csv"), newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f, strict=True))
accounts = [json.loads(l) for l in (folder / "accounts.jsonl").read_text().splitlines()]
by_ip, out = {}, {"accounts": len(accounts), "unauthorised": {}, "holds": {}}
for a in accounts:
    assert table(a, "account")[0]["name"] == a["name"]
    for l in table(a, "logins"):
        by_ip.setdefault(l["ip"], set()).add(a["id"])
    for m in table(a, "movements"):
        sat = int(m["amount_sat"]) * (1 if m["kind"] == "deposit" else -1)
        out["holds"][a["id"]] = out["holds"].get(a["id"], 0) + sat
        if m["counterparty"] and not portal[m["counterparty"]]["authorised"] and m["kind"] == "withdrawal":
            out["unauthorised"][a["id"]] = out["unauthorised"].get(a["id"], 0) - sat
out["beside"] = sorted(by_ip["198.51.100.77"])
out["shared"] = sum(len(s) > 1 for s in by_ip.values())
json.dump(out, sys.stdout)
`

func TestIndependentReader(t *testing.T) {
	toolbin.Core(t, "python3")
	dir, _ := emit(t, worldtest.New(100))
	cmd := exec.CommandContext(t.Context(), "/usr/bin/python3", "-c", analyst, filepath.Join(dir, "casp"))
	b, err := cmd.Output()
	if err != nil {
		var bad *exec.ExitError
		if errors.As(err, &bad) {
			t.Fatalf("%s", bad.Stderr)
		}
		t.Fatal(err)
	}
	var got struct {
		Accounts            int
		Unauthorised, Holds map[string]int64
		Beside              []string
		Shared              int
	}
	if err := json.NewDecoder(bytes.NewReader(b)).Decode(&got); err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", got)
	if got.Accounts != 32 || got.Unauthorised["40718263"] != 4_200_455 || got.Holds["40718263"] < 4_871_204-4_200_455 {
		t.Errorf("%d accounts; the desk has sent %d satoshi to an unauthorised provider and holds %d", got.Accounts, got.Unauthorised["40718263"], got.Holds["40718263"])
	}
	if len(got.Unauthorised) < 3 {
		t.Errorf("%d accounts have sent something there: nobody to take the desk for", len(got.Unauthorised))
	}
	if !slices.Contains(got.Beside, "40718499") || got.Shared < 5 {
		t.Errorf("with the desk logged in %v; %d shared addresses", got.Beside, got.Shared)
	}
}
