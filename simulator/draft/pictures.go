package draft

import (
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Picture draws what a camera leaves of a picture for something that is
// published then with these words. It is not entered.
func (d *Draft) Picture(ref world.Ref, scene, words string, at time.Time) world.Image {
	s := d.Draw("image", string(ref))
	camera := stream.Pick(s, media.Cameras())
	img := world.Image{
		Ref: ref, Scene: scene,
		TakenAt: at.Add(-time.Duration(s.Between(600, 90*3600)) * time.Second).Truncate(time.Second),
		Make:    camera.Make, Model: camera.Model, StripEXIF: s.Chance(7, 10),
	}
	img.ID = world.VisibleID(at.Add(-time.Duration(s.Between(1500, 40_000))*time.Millisecond), d.W.Key.Domain("id/media").Named(string(ref)))
	img.Alt = "picture: " + img.Scene
	switch img.Scene {
	case "flyer", "hotline", "timetable", "chat", "document":
		img.Caption = caption(words)
		img.Alt = img.Scene + " with words"
	}
	return img
}

// caption takes the first words of a text, in lines short enough for a picture.
func caption(text string) string {
	var lines []string
	line := ""
	for _, f := range strings.Fields(text) {
		if strings.ContainsAny(f, "@#") || len(f) > 20 {
			continue
		}
		if len(line)+len(f) > 22 {
			lines = append(lines, line)
			line = ""
		}
		if len(lines) == 3 {
			return strings.Join(lines, "\n")
		}
		line = strings.TrimSpace(line + " " + f)
	}
	return strings.Join(append(lines, line), "\n")
}
