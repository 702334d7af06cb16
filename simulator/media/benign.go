package media

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Camera is a maker and a model; none of them exists.
type Camera struct{ Make, Model string }

// Cameras is what the people of the world take pictures with.
func Cameras() []Camera {
	return []Camera{
		{"Okulon", "OK-7"},
		{"Okulon", "OK-9 Pro"},
		{"Fotra", "F20"},
		{"Fotra", "F31 Lite"},
		{"Lumero", "One"},
		{"Lumero", "Two Plus"},
		{"Velar Optik", "V300"},
		{"Velar Optik", "V450D"},
	}
}

// benignScenes are what people post; a scene of the story stands among them,
// so that a van alone says nothing.
var benignScenes = []struct {
	scene  string
	weight int64
	alt    string
}{
	{"landscape", 20, "hills and fields"},
	{"food", 18, "a laid table"},
	{"city", 14, "houses along a street"},
	{"football", 10, "a football match"},
	{"market", 8, "market stalls"},
	{"office", 7, "a desk with a screen"},
	{"road", 6, "a country road"},
	{"harbour", 6, "boats at a harbour"},
	{"coach", 3, "a coach at its stop"},
	{"timetable", 3, "a timetable"},
	{"van", 2, "a parked van"},
	{"map", 2, "a sketched map"},
	{"flyer", 1, "a paper notice"},
}

// Benign draws an everyday picture shown at the time `at`: a plain function of
// the world's key and the position (domain names who shows it, for example
// "microblog"; entity and period number the picture). Most of them have lost
// their metadata on the way; some keep camera and time, a few a position near
// the world's places. The result is not in w.Images; Render takes it as it is.
func Benign(w *world.World, domain string, entity uint64, period uint32, at time.Time) world.Image {
	s := w.Key.Domain("media/benign/"+domain).Stream(entity, period)
	weights := make([]int64, len(benignScenes))
	for i, b := range benignScenes {
		weights[i] = b.weight
	}
	kind := benignScenes[s.Weighted(weights)]
	img := world.Image{
		Ref:       world.Ref(fmt.Sprintf("image:benign/%s/%d/%d", domain, entity, period)),
		Scene:     kind.scene,
		Alt:       kind.alt,
		TakenAt:   at.Add(-time.Duration(s.Between(3, 40*60)) * time.Minute).Truncate(time.Second),
		StripEXIF: s.Chance(6, 10),
	}
	if kind.scene == "flyer" {
		img.Caption = stream.Pick(s, []string{"Choir evening\nFriday 19:00", "Flat to let\nask inside", "Lost: grey cat", "Village fair\nthis Sunday", "Evening classes\nstart in March"})
	}
	camera := stream.Pick(s, cameras(w))
	img.Make, img.Model = camera.Make, camera.Model
	serial, artist, position := s.Chance(1, 2), s.Chance(1, 12), s.Chance(1, 6)
	digits := strconv.FormatInt(s.Between(100_000_000, 999_999_999), 10)
	if serial {
		img.Serial = digits
	}
	name := world.PersonName(s)
	for slices.ContainsFunc(w.People, func(p world.Person) bool { return p.Name == name }) {
		name = world.PersonName(s) // no bystander bears a name of the story
	}
	if artist {
		img.Artist = name
	}
	if len(w.Places) > 0 && position {
		near := stream.Pick(s, w.Places).At
		img.GPS = &world.LatLon{Lat: near.Lat + apart(s), Lon: near.Lon + apart(s)}
	}
	return img
}

// apart is a distance in millionths of a degree that is never close to nought,
// so that no bystander stands on a place of the story.
func apart(s *stream.Stream) int64 {
	d := s.Between(40_000, 600_000)
	if s.Chance(1, 2) {
		return -d
	}
	return d
}

// cameras is Cameras and those of the planted images, so that no model marks
// the story.
func cameras(w *world.World) []Camera {
	list := Cameras()
	for _, img := range w.Images {
		seen := img.Make == ""
		for _, c := range list {
			seen = seen || c == Camera{img.Make, img.Model}
		}
		if !seen {
			list = append(list, Camera{img.Make, img.Model})
		}
	}
	return list
}
