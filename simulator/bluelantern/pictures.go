package bluelantern

import (
	"fmt"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// pictures gives the case posts their pictures. Two of them carry the story:
// the producer's photo of the road, and the advertisement made from it, whose
// metadata still holds the position, the camera, the name of the one who made
// it and, in the thumbnail, the photo before the words were painted over it.
func (p *plan) pictures() {
	yard := p.w.Places[0].At
	s := p.draw("camera", "producer")
	camera := stream.Pick(s, media.Cameras())
	serial := fmt.Sprint(s.Between(100_000_000, 999_999_999))
	for _, c := range cast {
		var posts []int
		for i, post := range p.w.Posts {
			if post.Account == world.Ref("account:"+c.ref) && strings.HasPrefix(post.Cause.Saga, "page-") {
				posts = append(posts, i)
			}
		}
		n := min(c.pictures, len(posts))
		order := p.draw("pictures", c.ref).Perm(len(posts))
		if c.ref == "main" || c.ref == "producer" { // their first post has one in any case
			for i, j := range order {
				if j == 0 {
					order[0], order[i] = order[i], order[0]
				}
			}
		}
		for k, j := range order[:n] {
			p.addImage(c, k, &p.w.Posts[posts[j]])
		}
	}
	road, van := p.w.Image("image:producer/0"), p.w.Image("image:main/0")
	road.Ref, van.Ref = "image:road", "image:van"
	for _, post := range p.w.Posts {
		for i, r := range post.Images {
			switch r {
			case "image:producer/0":
				post.Images[i] = "image:road"
			case "image:main/0":
				post.Images[i] = "image:van"
			}
		}
	}
	first := p.w.Post("post:main/1").At
	if t := p.w.Post("post:producer/1").At; t.Before(first) {
		first = t
	}
	taken := first.Add(-time.Duration(s.Between(20*3600, 70*3600)) * time.Second).Truncate(time.Second)
	for _, img := range []*world.Image{road, van} {
		img.StripEXIF, img.Make, img.Model, img.Serial = false, camera.Make, camera.Model, serial
		img.GPS = &world.LatLon{Lat: yard.Lat, Lon: yard.Lon}
		img.Scene, img.Artist, img.TakenAt, img.Caption = "van", "", taken, ""
		img.Alt = "a van beside a road"
	}
	van.Artist = p.personName("producer")
	van.Caption = strings.ToUpper(p.title("channel", "{A} {N}")) + "\n" + p.words[activity][0]
	van.From, van.Thumbnail = "image:road", "image:road"
	for _, page := range []string{"legalaid", "carpool", "rental", "school"} {
		p.w.Images = append(p.w.Images, p.sitePicture(page))
	}
	if coach := p.w.Image("image:carpool/0"); coach != nil {
		stop := p.w.Places[1].At
		coach.StripEXIF, coach.GPS = false, &world.LatLon{Lat: stop.Lat, Lon: stop.Lon}
	}
}

// addImage draws a picture for a post of the case file.
func (p *plan) addImage(c part, number int, post *world.Post) {
	ref := world.Ref(fmt.Sprintf("image:%s/%d", c.ref, number))
	s := p.draw("image", string(ref))
	camera := stream.Pick(s, media.Cameras())
	img := world.Image{
		Ref: ref, Scene: c.scenes[number%len(c.scenes)],
		TakenAt: post.At.Add(-time.Duration(s.Between(600, 90*3600)) * time.Second).Truncate(time.Second),
		Make:    camera.Make, Model: camera.Model, StripEXIF: s.Chance(7, 10),
	}
	img.ID = world.VisibleID(post.At.Add(-time.Duration(s.Between(1500, 40_000))*time.Millisecond), p.w.Key.Domain("id/media").Named(string(ref)))
	img.Alt = "picture: " + img.Scene
	switch img.Scene {
	case "flyer", "hotline", "timetable", "chat", "document":
		img.Caption = caption(post.Text)
		img.Alt = img.Scene + " with words"
	}
	post.Images = append(post.Images, ref)
	p.w.Images = append(p.w.Images, img)
}

// sitePicture is a picture that only a website shows.
func (p *plan) sitePicture(of string) world.Image {
	scene := map[string]string{"legalaid": "hotline", "carpool": "coach", "rental": "van", "school": "city"}[of]
	ref := world.Ref("image:site/" + of)
	s := p.draw("image", string(ref))
	camera := stream.Pick(s, media.Cameras())
	return world.Image{
		Ref: ref, Scene: scene, Alt: "picture: " + scene, Make: camera.Make, Model: camera.Model,
		TakenAt: p.on(string(ref), -int(s.Between(20, 300))).Truncate(time.Second), StripEXIF: s.Chance(1, 2),
	}
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
