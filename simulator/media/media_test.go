package media_test

import (
	"bytes"
	"encoding/json"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

var taken = time.Date(2026, 2, 14, 16, 5, 9, 0, time.FixedZone("", 3600))

func testWorld() *world.World {
	return &world.World{
		Key: stream.NewKey([16]byte{1, 2, 3}),
		Images: []world.Image{
			{
				Ref: "image:van", Scene: "van", Caption: "Seats every Friday", TakenAt: taken, Make: "Okulon", Model: "OK-7",
				Serial: "318842907", Artist: "Fener", GPS: &world.LatLon{Lat: 41_325_467, Lon: -19_818_201},
			},
			{Ref: "image:crop", Scene: "flyer", Caption: "Čista pot, più sicuro – 450 €", TakenAt: taken, Make: "Fotra", Model: "F20", Thumbnail: "image:van"},
			{
				Ref: "image:bare", Scene: "road", TakenAt: taken, Make: "Okulon", Model: "OK-7", Serial: "318842907", Artist: "Fener",
				GPS: &world.LatLon{Lat: 1, Lon: 1}, StripEXIF: true,
			},
		},
		Places: []world.Place{{Ref: "place:yard", Name: "Yard", At: world.LatLon{Lat: 41_000_000, Lon: 19_000_000}}},
	}
}

func render(t *testing.T, w *world.World, img *world.Image) []byte {
	t.Helper()
	b, width, height, err := media.Render(w, img)
	if err != nil {
		t.Fatal(err)
	}
	conf, err := jpeg.DecodeConfig(bytes.NewReader(b))
	if err != nil || conf.Width != width || conf.Height != height {
		t.Fatalf("%s: %dx%d said, %dx%d in the file (%v)", img.Ref, width, height, conf.Width, conf.Height, err)
	}
	return b
}

func save(t *testing.T, b []byte) string {
	t.Helper()
	f := filepath.Join(t.TempDir(), "x.jpg")
	if err := os.WriteFile(f, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return f
}

func exiftool(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), toolbin.Find(t, "exiftool"), args...)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("exiftool %v: %v", args, err)
	}
	return out
}

func tags(t *testing.T, b []byte) map[string]any {
	t.Helper()
	var rows []map[string]any
	if err := json.Unmarshal(exiftool(t, "-j", "-G1", "-a", "-n", save(t, b)), &rows); err != nil {
		t.Fatal(err)
	}
	return rows[0]
}

// The real exiftool reads back what was planted.
func TestExiftoolReadsWhatWasPlanted(t *testing.T) {
	w := testWorld()
	got := tags(t, render(t, w, w.Image("image:van")))
	want := map[string]any{
		"IFD0:Make": "Okulon", "IFD0:Model": "OK-7", "IFD0:Artist": "Fener",
		"ExifIFD:SerialNumber":     318842907.0, // exiftool's JSON shows digits as a number
		"ExifIFD:DateTimeOriginal": "2026:02:14 16:05:09", "ExifIFD:OffsetTimeOriginal": "+01:00",
		"ExifIFD:UserComment": media.Label, "XMP-dc:Description": media.Label,
		"XMP-iptcExt:DigitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia",
		"Composite:GPSLatitude":         41.325467, "Composite:GPSLongitude": -19.818201,
		"GPS:GPSLatitudeRef": "N", "GPS:GPSLongitudeRef": "W",
	}
	for name, v := range want {
		if got[name] != v {
			t.Errorf("%s = %v, want %v", name, got[name], v)
		}
	}
	if d, ok := got["IFD0:ImageDescription"].(string); !ok || !strings.HasPrefix(d, media.Label) {
		t.Errorf("ImageDescription = %v", got["IFD0:ImageDescription"])
	}
}

func TestExiftoolValidates(t *testing.T) {
	w := testWorld()
	for i := range w.Images {
		file := save(t, render(t, w, &w.Images[i]))
		if out := strings.TrimSpace(string(exiftool(t, "-s3", "-Validate", file))); out != "OK" {
			t.Errorf("%s: %s\n%s", w.Images[i].Ref, out, exiftool(t, "-validate", "-warning", "-error", "-a", file))
		}
	}
}

// A repainted picture keeps the thumbnail of the one it came from.
func TestThumbnailBetraysTheOriginal(t *testing.T) {
	w := testWorld()
	thumb := func(r world.Ref) []byte {
		return exiftool(t, "-b", "-ThumbnailImage", save(t, render(t, w, w.Image(r))))
	}
	van, crop := thumb("image:van"), thumb("image:crop")
	if len(van) == 0 || !bytes.Equal(van, crop) {
		t.Errorf("thumbnails of %d and %d bytes differ", len(van), len(crop))
	}
	if conf, err := jpeg.DecodeConfig(bytes.NewReader(van)); err != nil || conf.Width != media.Width/4 {
		t.Errorf("thumbnail is %d wide: %v", conf.Width, err)
	}
}

func TestStrippedImageKeepsTheLabelAlone(t *testing.T) {
	w := testWorld()
	b := render(t, w, w.Image("image:bare"))
	got := tags(t, b)
	for _, name := range []string{"IFD0:Make", "IFD0:Artist", "ExifIFD:SerialNumber", "ExifIFD:DateTimeOriginal", "GPS:GPSLatitude", "IFD1:ThumbnailImage"} {
		if v, there := got[name]; there {
			t.Errorf("%s = %v survived", name, v)
		}
	}
	if got["ExifIFD:UserComment"] != media.Label || got["XMP-dc:Description"] != media.Label {
		t.Errorf("label is gone: %v", got)
	}
}

func TestEverySceneIsSmallDeterministicAndVaried(t *testing.T) {
	w := testWorld()
	for _, scene := range media.Scenes() {
		seen := map[string]bool{}
		for _, n := range []string{"1", "2", "3", "4"} {
			img := world.Image{Ref: world.Ref("image:" + scene + n), Scene: scene, Caption: "Line one and more words", TakenAt: taken}
			b := render(t, w, &img)
			if !bytes.Equal(b, render(t, w, &img)) {
				t.Errorf("%s: two renderings differ", scene)
			}
			if len(b) > 40<<10 {
				t.Errorf("%s: %d bytes, want at most 40 KiB", scene, len(b))
			}
			seen[string(b)] = true
		}
		if len(seen) != 4 {
			t.Errorf("%s: %d different pictures of 4", scene, len(seen))
		}
	}
}

// The corner of the decoded picture has the label's ground, whatever lies below.
func TestMarkIsVisible(t *testing.T) {
	w := testWorld()
	m, err := jpeg.Decode(bytes.NewReader(render(t, w, w.Image("image:van"))))
	if err != nil {
		t.Fatal(err)
	}
	ground, ink := 0, 0
	for y := range 26 {
		for x := media.Width - 200; x < media.Width; x++ {
			r, g, b, _ := m.At(x, y).RGBA()
			switch {
			case r>>8 > 235 && g>>8 > 185 && b>>8 < 150:
				ground++
			case r>>8 < 120 && g>>8 < 100:
				ink++
			}
		}
	}
	if ground < 2500 || ink < 400 {
		t.Errorf("%d pixels of the label's ground, %d of its ink", ground, ink)
	}
}

func TestBadImagesAreRefused(t *testing.T) {
	w := testWorld()
	for _, img := range []world.Image{
		{Ref: "image:x", Scene: "portrait"},
		{Ref: "image:y", Scene: "van", Thumbnail: "image:none"},
	} {
		if _, _, _, err := media.Render(w, &img); err == nil || !strings.Contains(err.Error(), string(img.Ref)) {
			t.Errorf("%s: error %v", img.Ref, err)
		}
	}
}

func TestBenign(t *testing.T) {
	w := testWorld()
	w.Images[0].Make, w.Images[0].Model = "Planted", "P1"
	stripped, planted, placed, scenes := 0, 0, 0, map[string]bool{}
	const n = 400
	for i := range uint64(n) {
		img := media.Benign(w, "microblog", i, 7, taken)
		if again := media.Benign(w, "microblog", i, 7, taken); again.Alt != img.Alt || again.Serial != img.Serial || again.Ref != img.Ref {
			t.Fatalf("image %d: two draws differ", i)
		}
		if !img.TakenAt.Before(taken) {
			t.Errorf("image %d was taken after it was shown", i)
		}
		scenes[img.Scene] = true
		if img.StripEXIF {
			stripped++
			continue
		}
		if img.Make == "Planted" {
			planted++
		}
		if img.GPS != nil {
			placed++
			if d := img.GPS.Lat - 41_000_000; d > -40_000 && d < 40_000 {
				t.Errorf("image %d lies on a place of the story", i)
			}
		}
	}
	if stripped < n/2 || stripped > n*7/10 || planted == 0 || placed == 0 || len(scenes) < 10 {
		t.Errorf("%d stripped, %d with the planted camera, %d with a position, %d scenes", stripped, planted, placed, len(scenes))
	}
}

func BenchmarkRender(b *testing.B) {
	w := testWorld()
	total, i := 0, uint64(0)
	for b.Loop() {
		img := media.Benign(w, "bench", i, 0, taken)
		jpg, _, _, err := media.Render(w, &img)
		if err != nil {
			b.Fatal(err)
		}
		total += len(jpg)
		i++
	}
	b.ReportMetric(float64(total)/float64(i), "bytes/image")
}
