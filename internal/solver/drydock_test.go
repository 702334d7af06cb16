package solver

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/toolbin"
)

// shore is the analyst of S2 at work.
type shore struct {
	folder
	tools map[string]string
	clips map[string]reel
	still map[string]frame // by its number in the case file
	place point            // where still 4 was taken
}

// reel is a clip of Loopi and who put it up.
type reel struct {
	ID        string    `json:"id"`
	AccountID string    `json:"account_id"`
	CreatedAt time.Time `json:"created_at"`
	Caption   string    `json:"caption"`
	Frames    []string  `json:"frames"`
	handle    string
}

// frame is a still with its clip.
type frame struct {
	clip  string
	file  string
	body  []byte
	pixel image.Image
}

// point is a position in degrees.
type point struct{ lat, lon float64 }

// TestDryDock: the case of the pictures is solved from its files, with exiftool
// and tesseract. What a detector's number means may be near another variant's.
func TestDryDock(t *testing.T) {
	tools := map[string]string{}
	for _, name := range []string{"exiftool", "tesseract"} {
		tools[name] = toolbin.Find(t, name)
	}
	onFiles(t, "dry-dock", 7, []string{"q7"}, func(f folder, s *submission) {
		v := &shore{folder: f, tools: tools, clips: map[string]reel{}, still: map[string]frame{}}
		v.look()
		v.where(s)
		v.when(s)
		v.hulls(s)
		v.footage(s)
		v.papers(s)
		v.offer(s)
	})
}

// look reads the clips and the stills that were handed over.
func (v *shore) look() {
	handles := map[string]string{}
	for _, a := range jsonLines[struct{ ID, Handle string }](v.folder, "loopi/accounts.jsonl") {
		handles[a.ID] = a.Handle
	}
	for _, c := range jsonLines[reel](v.folder, "loopi/clips.jsonl") {
		c.handle = handles[c.AccountID]
		v.clips[c.ID] = c
	}
	for _, r := range v.table("stills") {
		n, err := strconv.Atoi(r["frame"])
		if err != nil {
			v.t.Fatal(err)
		}
		path := "loopi/media/" + v.clips[r["clip"]].Frames[n-1] + ".jpg"
		f := frame{clip: r["clip"], file: filepath.Join(v.dir, filepath.FromSlash(path)), body: v.read(path)}
		if f.pixel, err = jpeg.Decode(bytes.NewReader(f.body)); err != nil {
			v.t.Fatal(err)
		}
		v.still[r["still"]] = f
	}
}

func (v *shore) number(text string) float64 {
	v.t.Helper()
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		v.t.Fatal(err)
	}
	return f
}

// metres of a degree of latitude, and of longitude there.
func degrees(lat float64) (north, east float64) {
	return 111_195, 111_195 * math.Cos(lat*math.Pi/180)
}

func far(a, b point) float64 {
	north, east := degrees(a.lat)
	return math.Hypot((a.lat-b.lat)*north, (a.lon-b.lon)*east)
}

// where finds the point from which the marks are seen under the measured
// bearings: the one nearest to all the lines (least squares).
func (v *shore) where(s *submission) {
	marks := map[string]point{}
	for _, r := range v.table("landmarks") {
		marks[r["mark"]] = point{v.number(r["lat"]), v.number(r["lon"])}
	}
	origin := marks["A"]
	north, east := degrees(origin.lat)
	var a, b, d, x, y float64 // sums of the normal equations
	for _, r := range v.table("bearings") {
		m, known := marks[r["mark"]]
		if r["picture"] != "still 4" || !known {
			continue
		}
		angle := v.number(r["bearing_deg"]) * math.Pi / 180
		nx, ny := math.Cos(angle), -math.Sin(angle) // across the line of sight, in east and north
		c := nx*(m.lon-origin.lon)*east + ny*(m.lat-origin.lat)*north
		a, b, d, x, y = a+nx*nx, b+nx*ny, d+ny*ny, x+nx*c, y+ny*c
	}
	e, n := (d*x-b*y)/(a*d-b*b), (a*y-b*x)/(a*d-b*b)
	v.place = point{origin.lat + n/north, origin.lon + e/east}
	at := fmt.Sprintf("%.6f,%.6f", v.place.lat, v.place.lon)
	s.answer("q1", at)
	pic := s.entity("image", value("sha256", digest(v.still["4"].body)))
	s.link(pic, "located_at", s.entity("place", value("place", at)))
}

// when looks for the run of rainy hours with the wind of the flag in which the
// ferry was heard near the place.
func (v *shore) when(s *submission) {
	note := string(v.read("case/still-4.txt"))
	between := func(text, left, right string) string {
		_, rest, _ := strings.Cut(text, left)
		out, _, _ := strings.Cut(rest, right)
		return out
	}
	wind, ferry := between(note, "a wind from ", "."), between(note, "The ferry ", " lies")
	mmsi := ""
	for _, r := range v.sheet("movement/vessels.csv") {
		if r["name"] == ferry {
			mmsi = r["mmsi"]
		}
	}
	var heard []time.Time
	for _, r := range v.sheet("movement/ais.csv") {
		if r["mmsi"] == mmsi && far(v.place, point{v.number(r["lat"]), v.number(r["lon"])}) <= 2000 {
			heard = append(heard, v.moment(time.RFC3339, r["at"]))
		}
	}
	var from, to time.Time
	for _, r := range v.table("weather") {
		hour := v.moment("2006-01-02T15:04Z", r["hour_from"])
		if r["wind_from"] != wind || r["rain_mm"] == "0.0" {
			continue
		}
		if !hour.Equal(to) {
			from = hour
		}
		to = hour.Add(time.Hour)
		if slices.ContainsFunc(heard, func(at time.Time) bool { return !at.Before(from) && at.Before(to) }) {
			v.window(s, from, to)
		}
	}
}

// window answers with the longest run that holds this one.
func (v *shore) window(s *submission, from, to time.Time) {
	s.Answers = slices.DeleteFunc(s.Answers, func(a answer) bool { return a.Question == "q2" })
	s.answer("q2", from.Format(time.RFC3339)+"/"+to.Format(time.RFC3339))
}

func (v *shore) moment(layout, text string) time.Time {
	v.t.Helper()
	at, err := time.Parse(layout, text)
	if err != nil {
		v.t.Fatal(err)
	}
	return at.UTC()
}

// hulls compares what paint cannot change.
func (v *shore) hulls(s *submission) {
	rows := map[string]map[string]string{}
	for _, r := range v.table("hulls") {
		rows[r["still"]] = r
	}
	verdict := "same"
	for _, feature := range []string{"strakes", "portholes", "patch_per_cent"} {
		a, b := rows["1"][feature], rows["2"][feature]
		switch {
		case strings.HasPrefix(a, "not ") || strings.HasPrefix(b, "not "):
			verdict = "open"
		case a != b:
			verdict = "different"
		}
		if verdict == "different" {
			break
		}
	}
	s.answer("q3", verdict)
}

// footage lays every still beside the older ones of other accounts, whole and by
// the thumbnail that it carries.
func (v *shore) footage(s *submission) {
	const alike = 500 // of 65,535 shades, on the mean
	whole := map[string]shades{}
	for n, x := range v.still {
		whole[n] = shadesOf(x.pixel)
	}
	copied := map[string]bool{}
	for _, n := range v.ordered() {
		x := v.still[n]
		views := []shades{whole[n]}
		if b := v.run("exiftool", "-b", "-ThumbnailImage", x.file); len(b) > 0 {
			thumb, err := jpeg.Decode(bytes.NewReader(b))
			if err != nil {
				v.t.Fatal(err)
			}
			views = append(views, shadesOf(thumb))
		}
		for _, m := range v.ordered() {
			y := v.still[m]
			a, b := v.clips[x.clip], v.clips[y.clip]
			if a.AccountID == b.AccountID || !b.CreatedAt.Before(a.CreatedAt) {
				continue
			}
			if slices.ContainsFunc(views, func(p shades) bool { return p.off(whole[m]) < alike }) {
				copied[x.clip] = true
				s.link(s.entity("image", value("sha256", digest(x.body))), "same_image_as", s.entity("image", value("sha256", digest(y.body))))
			}
		}
	}
	if len(copied) != 1 {
		v.t.Fatalf("%d clips show footage of others, want one: %v", len(copied), copied)
	}
	for clip := range copied {
		s.answer("q4", clip)
	}
}

// shades is how bright a picture is, on a grid.
type shades [24 * 16]int64

// shadesOf leaves out the upper quarter, where the label is, and the lower fifth,
// where words are painted.
func shadesOf(m image.Image) (out shades) {
	r := m.Bounds()
	top, tall := r.Min.Y+r.Dy()/4, r.Dy()*11/20
	var n shades
	for y := top; y < top+tall; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			cell := (y-top)*16/tall*24 + (x-r.Min.X)*24/r.Dx()
			cr, cg, cb, _ := m.At(x, y).RGBA()
			out[cell] += int64(cr+cg+cb) / 3
			n[cell]++
		}
	}
	for i := range out {
		out[i] /= max(n[i], 1)
	}
	return out
}

// off is the mean difference of two pictures.
func (a shades) off(b shades) int64 {
	var sum int64
	for i := range a {
		sum += max(a[i]-b[i], b[i]-a[i])
	}
	return sum / int64(len(a))
}

func (v *shore) ordered() []string {
	var out []string
	for n := range v.still {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// run starts a program and returns what it says.
func (v *shore) run(tool string, args ...string) []byte {
	v.t.Helper()
	var errs bytes.Buffer
	cmd := exec.CommandContext(v.t.Context(), v.tools[tool], args...)
	cmd.Stderr, cmd.Env = &errs, append(os.Environ(), "OMP_THREAD_LIMIT=1")
	out, err := cmd.Output()
	if err != nil {
		v.t.Fatalf("%s: %v %s", tool, err, errs.String())
	}
	return out
}

// papers grades the claim, reads the detector, and makes the calls.
func (v *shore) papers(s *submission) {
	has := func(text string, list [][2]string) string {
		for _, x := range list {
			if strings.Contains(text, x[0]) {
				return x[1]
			}
		}
		return ""
	}
	claim := string(v.read("case/claim.txt"))
	s.answer("q6", has(claim, [][2]string{{"never given anything that turned out wrong", "A"}, {"turned out right", "B"}, {"turned out wrong", "C"}, {"heard of the source before", "X"}})+
		has(claim, [][2]string{{"officer has seen it himself", "1"}, {"was there and saw it", "2"}, {"nothing else says it", "4"}, {"say the same", "3"}}))
	q := map[string]float64{}
	for _, r := range v.table("detector") {
		q[r["quantity"]] = v.number(r["per_cent"]) / 100
	}
	hit, missed := q["sensitivity"]*q["share of clips that are L3"], (1-q["specificity"])*(1-q["share of clips that are L3"])
	s.answer("q7", fmt.Sprintf("%.1f", 100*hit/(hit+missed)))
	call := string(v.read("case/distress.txt"))
	var told []string
	for _, x := range [][2]string{{"", "sar"}, {"neighbouring State", "neighbour"}, {"do not wake up", "medical"}, {"", "duty"}, {"live on Loopi", "provider"}, {"Children without", "child"}, {"", "prosecutor"}} {
		if strings.Contains(call, x[0]) {
			told = append(told, x[1])
		}
	}
	s.answer("q8", told)
}

// offer enters who sells, who recruits, and what the receipt says.
func (v *shore) offer(s *submission) {
	slip := v.still["3"]
	recruiter := s.entity("account", selector{"handle", "loopi", "@" + v.clips[slip.clip].handle})
	seller := s.entity("account", selector{"handle", "loopi", "@" + v.clips[v.still["2"].clip].handle})
	said := func(text, before string) string {
		for line := range strings.Lines(text) {
			if rest, ok := strings.CutPrefix(strings.TrimSpace(line), before); ok {
				return strings.TrimSpace(rest)
			}
		}
		v.t.Fatalf("the receipt does not say %q:\n%s", before, text)
		return ""
	}
	text := string(v.run("tesseract", slip.file, "-", "--psm", "6"))
	boat := s.entity("vehicle", value("name", said(text, "boat")))
	s.link(s.entity("person", value("name", said(text, "received by"))), "supplies", boat)
	s.link(recruiter, "advertises", boat)
	for _, c := range jsonLines[struct {
		ClipID    string `json:"clip_id"`
		AccountID string `json:"account_id"`
		ReplyTo   string `json:"reply_to"`
	}](v.folder, "loopi/comments.jsonl") {
		sale := v.clips[v.still["2"].clip]
		if c.ClipID == sale.ID && c.ReplyTo != "" && c.AccountID == sale.AccountID {
			s.link(seller, "supplies", recruiter)
		}
	}
}
