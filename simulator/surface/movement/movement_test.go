package movement_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/surface/movement"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

func emit(t testing.TB, w *world.World) (string, *dataset.Writer) {
	t.Helper()
	return worldtest.Emit(t, movement.Surface{}, w)
}

// table reads a table without its header line.
func table(t *testing.T, dir, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "movement", name+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // read only
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// At scale 1 the story is one in a few hundred vessels and thousands of
// readings, and all rows have one form.
func TestCrowd(t *testing.T) {
	dir, _ := emit(t, worldtest.New(1000))
	forms := map[string]string{
		"vessels": `^100\d{6},Q[A-Z]{2}[2-9],[A-Z][a-z]+ [A-Z][a-z]+( \d+)?,(passenger|cargo|fishing|pleasure|tug),\d+$`,
		"ais":     `^[0-9a-f]{16},2026-\d\d-\d\dT\d\d:\d\d:\d\dZ,RX-300,100\d{6},4\d\.\d{6},1\d\.\d{6},\d{1,2}\.\d$`,
		"tolls":   `^[0-9a-f]{16},X[A-F]-[A-Z]{2} \d{3},(car|van|lorry|coach),TG-\d{3},2026-\d\d-\d\dT\d\d:\d\d:\d\dZ,TG-\d{3},2026-\d\d-\d\dT\d\d:\d\d:\d\dZ$`,
		"plates":  `^[0-9a-f]{16},2026-\d\d-\d\dT\d\d:\d\d:\d\dZ,KB-\d{3},X[A-Z]-[A-Z]{2} \d{3},(car|van|lorry|coach),\d\d$`,
	}
	for name, least := range map[string]int{"vessels": 202, "ais": 50_000, "tolls": 1000, "plates": 5000} {
		form, rows := regexp.MustCompile(forms[name]), table(t, dir, name)
		if len(rows) < least {
			t.Errorf("%s: %d rows, want %d or more", name, len(rows), least)
		}
		for _, r := range rows {
			if line := strings.Join(r, ","); !form.MatchString(line) {
				t.Fatalf("%s: %s", name, line)
			}
		}
	}
	round := 0 // a planner's whole minutes must not show
	for _, r := range table(t, dir, "plates") {
		if strings.HasPrefix(r[3], "XB-KM 2") && r[1][17:19] == "00" {
			round++
		}
	}
	if round > 3 {
		t.Errorf("%d readings of the story's vans lie on a full minute", round)
	}
	night, moving := 0, map[string]bool{}
	for _, r := range table(t, dir, "plates") {
		if r[1][11:13] < "05" {
			night++
		}
		moving[r[3]] = true
	}
	if night < 200 || len(moving) < 400 {
		t.Errorf("%d readings at night, %d plates", night, len(moving))
	}
	t.Log(night, len(moving))
}

// The same bytes in any order of parts; one vehicle of the story more leaves
// every other row as it was.
func TestEveryPartAlone(t *testing.T) {
	w := worldtest.New(200)
	one, out := emit(t, w)
	again := dataset.NewWriter(t.TempDir())
	for _, part := range []int{2, 0, 1} {
		if err := (movement.Surface{}).Emit(t.Context(), w, part, again); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(out.Files(), again.Files()); d != "" {
		t.Error(d)
	}
	w = worldtest.New(200)
	w.Vehicles = append(w.Vehicles, world.Vehicle{Ref: "vehicle:more", Kind: "car", Plate: "XF-ZZ 999", Owner: "person:coach", Driver: "person:coach", KMH: 100})
	yard, quay := w.Place("place:yard").At, w.Place("place:quay").At
	w.Journeys = append(w.Journeys, world.Journey{Ref: "journey:more", Vehicle: "vehicle:more", Way: []world.Waypoint{
		{At: worldtest.Day(50), Pos: yard}, {At: worldtest.Day(50).Add(time.Hour), Pos: quay},
	}})
	more, _ := emit(t, w)
	for _, name := range []string{"ais", "tolls", "plates", "vessels"} {
		rest := slices.DeleteFunc(table(t, more, name), func(r []string) bool { return slices.Contains(r, "XF-ZZ 999") })
		if d := cmp.Diff(table(t, one, name), rest); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	if len(table(t, more, "plates")) != len(table(t, one, "plates"))+2 {
		t.Error("the vehicle more passes two cameras and is not read twice")
	}
}

// A journey is bound to its rows, at the sensors it passes and at times that fit
// its pace; the silent boat to none of its silence.
func TestPlanted(t *testing.T) {
	w := worldtest.New(100)
	dir, out := emit(t, w)
	rows := map[string][]string{}
	for _, name := range []string{"ais", "tolls", "plates", "sensors"} {
		for _, r := range table(t, dir, name) {
			rows["movement/"+name+".csv#"+r[0]] = r
		}
	}
	at := func(day, hour, minute int) string {
		return worldtest.Day(day).Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute).Format(time.RFC3339)
	}
	// 46 minutes from 02:11, all of it by the same seconds early or late: a
	// quarter, half and three quarters of the way, and its end.
	b, _ := out.Bound("event:trip-1/depart")
	if len(b.Records) != 3 {
		t.Fatalf("bound to %v", b.Records)
	}
	toll, bridge, quay := rows[b.Records[0]], rows[b.Records[1]], rows[b.Records[2]]
	got := []string{toll[1] + " " + toll[3] + " " + toll[5], bridge[2] + " " + bridge[3], quay[2] + " " + quay[3]}
	if d := cmp.Diff([]string{"XB-KM 204 TG-007 TG-019", "KB-104 XB-KM 204", "KB-221 XB-KM 204"}, got); d != "" {
		t.Error(d)
	}
	depart := worldtest.Day(12).Add(2*time.Hour + 11*time.Minute)
	var late []time.Duration
	for i, s := range []string{toll[4], bridge[1], toll[6], quay[1]} {
		when, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		late = append(late, when.Sub(depart)-time.Duration(i+1)*690*time.Second)
	}
	if late[0] < -30*time.Second || late[0] > 29*time.Second || slices.Max(late) != slices.Min(late) {
		t.Errorf("off by %v, want the same for all and half a minute at most", late)
	}
	for ref, plate := range map[string]string{"vehicle:van": "XB-KM 204", "vehicle:twin": "XB-KM 264"} {
		b, ok := out.Bound(ref)
		if !ok || len(b.Records) != 2 || b.Selectors[0].Kind != "plate" || b.Selectors[0].Value != plate {
			t.Errorf("%s is bound to %+v", ref, b)
		}
	}
	tern, _ := out.Bound("journey:tern/1")
	for _, r := range tern.Records {
		if now := rows[r][1]; now >= at(12, 3, 50) && now < at(12, 8, 30) {
			t.Errorf("heard at %s, while the transmitter is off", now)
		}
	}
	heron, _ := out.Bound("journey:heron/1")
	if len(tern.Records) < 2 || len(heron.Records) < 10 {
		t.Errorf("%d and %d positions", len(tern.Records), len(heron.Records))
	}
	if b, ok := out.Bound("sensor:cape"); !ok || rows[b.Records[0]][1] != "receiver" {
		t.Errorf("the receiver is bound to %+v", b)
	}
}

// Who waits beside a camera is read once; who drives by twice, twice.
func TestWaiting(t *testing.T) {
	w := worldtest.New(100)
	w.Vehicles = append(w.Vehicles, world.Vehicle{Ref: "vehicle:more", Kind: "car", Plate: "XF-ZZ 999", Owner: "person:coach", Driver: "person:coach", KMH: 100})
	yard, bridge, quay := w.Place("place:yard").At, w.Place("place:bridge").At, w.Place("place:quay").At
	at := func(minutes int) time.Time { return worldtest.Day(50).Add(time.Duration(minutes) * time.Minute) }
	w.Journeys = append(w.Journeys, world.Journey{Ref: "journey:more", Vehicle: "vehicle:more", Way: []world.Waypoint{
		{At: at(0), Pos: yard}, {At: at(30), Pos: bridge}, {At: at(90), Pos: bridge}, {At: at(120), Pos: quay}, {At: at(180), Pos: yard},
	}})
	if err := world.Validate(w); err != nil {
		t.Fatal(err)
	}
	_, out := emit(t, w)
	b, _ := out.Bound("journey:more")
	n := 0
	for _, r := range b.Records {
		if strings.HasPrefix(r, "movement/plates.csv") {
			n++
		}
	}
	if n != 3 { // bridge, quay, bridge
		t.Errorf("read %d times: %s", n, fmt.Sprint(b.Records))
	}
}

// A table is there where there is a sensor for it.
func TestTablesFollowTheSensors(t *testing.T) {
	w := worldtest.New(100)
	w.Sensors = w.Sensors[:2] // the cameras
	_, out := emit(t, w)
	var got []string
	for _, f := range out.Files() {
		got = append(got, f.Path)
	}
	if want := []string{"movement/plates.csv", "movement/sensors.csv"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// Nobody is heard from farther than the receiver hears, however near that is,
// nor in two places at one time, however far.
func TestRange(t *testing.T) {
	for _, reach := range []int64{15_000, 500_000} {
		w := worldtest.New(500)
		w.Sensors[4].Range, w.Sensors[4].Shadows = reach, nil
		cape := w.Place("place:cape").At
		dir, _ := emit(t, w)
		type seen struct {
			at  time.Time
			pos world.LatLon
		}
		last, far := map[string]seen{}, int64(0)
		for _, r := range table(t, dir, "ais") {
			at, err := time.Parse(time.RFC3339, r[1])
			if err != nil {
				t.Fatal(err)
			}
			now := seen{at, world.LatLon{Lat: micro(t, r[4]), Lon: micro(t, r[5])}}
			if d := world.Metres(now.pos, cape); d > reach {
				t.Fatalf("heard from %d m with a range of %d", d, reach)
			} else {
				far = max(far, d)
			}
			if old, ok := last[r[3]]; ok {
				if d := world.Metres(old.pos, now.pos); d > 50+int64(now.at.Sub(old.at)/time.Second)*40*1000/3600 {
					t.Fatalf("%s comes %d m in %s", r[3], d, now.at.Sub(old.at))
				}
			}
			last[r[3]] = now
		}
		if far < reach*8/10 {
			t.Errorf("with a range of %d m nobody is heard from more than %d", reach, far)
		}
	}
}

// micro reads degrees with six places.
func micro(t *testing.T, s string) int64 {
	n, err := strconv.ParseInt(strings.Replace(s, ".", "", 1), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
