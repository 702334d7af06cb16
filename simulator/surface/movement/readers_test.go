package movement_test

import (
	"encoding/json"
	"errors"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// analyst is somebody with Python's own CSV reader: which plates go from the
// bridge to the quay at night and how often; how many vessels fall silent for
// long on the way; and who else is ever heard where a vessel is not.
const analyst = `
import csv, datetime, json, math, pathlib, sys
base = pathlib.Path(sys.argv[1])
def table(name):
    with open(base / (name + ".csv"), newline="", encoding="ascii") as f:
        return list(csv.DictReader(f, strict=True))
def at(s): return datetime.datetime.fromisoformat(s.replace("Z", "+00:00"))
def far(a, b):
    y, x = a[0] - b[0], (a[1] - b[1]) * math.cos(math.radians(a[0]))
    return math.hypot(x, y) * 111195
night, last = {}, {}
for r in table("plates"):
    t = at(r["at"])
    old = last.get(r["plate"])
    if r["camera"] == "KB-221" and old and old[0] == "KB-104" and (t - old[1]).total_seconds() < 3600 and t.hour < 5:
        night[r["plate"]] = night.get(r["plate"], 0) + 1
    last[r["plate"]] = (r["camera"], t)
track = {}
for r in table("ais"):
    track.setdefault(r["mmsi"], []).append((at(r["at"]), (float(r["lat"]), float(r["lon"]))))
gaps = {}
for m, list_ in track.items():
    for (t, p), (u, q) in zip(list_, list_[1:]):
        if 3600 < (u - t).total_seconds() < 6 * 3600:
            gaps.setdefault(m, []).append(((p[0] + q[0]) / 2, (p[1] + q[1]) / 2))
def heard(gap): return sum(far(gap, p) < 3000 for l in track.values() for _, p in l)
out = {
    "night": night, "vessels": len(table("vessels")), "silent": len(gaps),
    "tern": max(heard(g) for g in gaps["100204117"]), "heron": max(heard(g) for g in gaps["100731905"]),
}
json.dump(out, sys.stdout)
`

// TestIndependentReader: a program that knows the tables' columns alone answers
// the questions of the story.
func TestIndependentReader(t *testing.T) {
	toolbin.Core(t, "python3")
	w := worldtest.New(500)
	dir, _ := emit(t, w)
	cmd := exec.CommandContext(t.Context(), "/usr/bin/python3", "-c", analyst, filepath.Join(dir, "movement"))
	b, err := cmd.Output()
	if err != nil {
		var bad *exec.ExitError
		if errors.As(err, &bad) {
			t.Fatalf("%s", bad.Stderr)
		}
		t.Fatal(err)
	}
	var got struct {
		Night                        map[string]int
		Vessels, Silent, Tern, Heron int
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", got)
	if got.Night["XB-KM 204"] != 3 || got.Night["XB-KM 264"] != 0 {
		t.Errorf("the van goes by night %d times and its twin %d, want 3 and 0", got.Night["XB-KM 204"], got.Night["XB-KM 264"])
	}
	if len(got.Night) < 5 || got.Silent < 15 {
		t.Errorf("%d plates go that way by night, %d vessels fall silent: too few to hide among", len(got.Night), got.Silent)
	}
	if got.Heron != 0 || got.Tern < 20 {
		t.Errorf("where the innocent was silent %d positions were heard, where the other was %d; want none and many", got.Heron, got.Tern)
	}
}
