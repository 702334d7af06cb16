package bluelantern

import (
	"fmt"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// pictures gives the case posts their pictures. Two of them carry the story:
// the producer's photo of the road, and the advertisement made from it, whose
// metadata still holds the position, the camera, the name of the one who made
// it and, in the thumbnail, the photo before the words were painted over it.
func (p *plan) pictures() {
	yard := p.W.Places[0].At
	s := p.Draw("camera", "producer")
	camera := stream.Pick(s, media.Cameras())
	serial := fmt.Sprint(s.Between(100_000_000, 999_999_999))
	for _, c := range cast {
		var posts []int
		for i, post := range p.W.Posts {
			if post.Account == world.Ref("account:"+c.ref) && strings.HasPrefix(post.Cause.Saga, "page-") {
				posts = append(posts, i)
			}
		}
		n := min(c.pictures, len(posts))
		order := p.Draw("pictures", c.ref).Perm(len(posts))
		if c.ref == "main" || c.ref == "producer" { // their first post has one in any case
			for i, j := range order {
				if j == 0 {
					order[0], order[i] = order[i], order[0]
				}
			}
		}
		for k, j := range order[:n] {
			p.addImage(c, k, &p.W.Posts[posts[j]])
		}
	}
	road, van := p.W.Image("image:producer/0"), p.W.Image("image:main/0")
	road.Ref, van.Ref = "image:road", "image:van"
	for _, post := range p.W.Posts {
		for i, r := range post.Images {
			switch r {
			case "image:producer/0":
				post.Images[i] = "image:road"
			case "image:main/0":
				post.Images[i] = "image:van"
			}
		}
	}
	first := p.W.Post("post:main/1").At
	if t := p.W.Post("post:producer/1").At; t.Before(first) {
		first = t
	}
	taken := first.Add(-time.Duration(s.Between(20*3600, 70*3600)) * time.Second).Truncate(time.Second)
	for _, img := range []*world.Image{road, van} {
		img.StripEXIF, img.Make, img.Model, img.Serial = false, camera.Make, camera.Model, serial
		img.GPS = &world.LatLon{Lat: yard.Lat, Lon: yard.Lon}
		img.Scene, img.Artist, img.TakenAt, img.Caption = "van", "", taken, ""
		img.Alt = "a van beside a road"
	}
	van.Artist = p.NameOf("producer")
	van.Caption = strings.ToUpper(p.Title("channel", "{A} {N}")) + "\n" + p.words[draft.Activity][0]
	van.From, van.Thumbnail = "image:road", "image:road"
	for _, page := range []string{"legalaid", "carpool", "rental", "school"} {
		p.W.Images = append(p.W.Images, p.sitePicture(page))
	}
	if coach := p.W.Image("image:carpool/0"); coach != nil {
		stop := p.W.Places[1].At
		coach.StripEXIF, coach.GPS = false, &world.LatLon{Lat: stop.Lat, Lon: stop.Lon}
	}
}

// addImage draws a picture for a post of the case file.
func (p *plan) addImage(c part, number int, post *world.Post) {
	ref := world.Ref(fmt.Sprintf("image:%s/%d", c.ref, number))
	img := p.Picture(ref, c.scenes[number%len(c.scenes)], post.Text, post.At)
	post.Images = append(post.Images, ref)
	p.W.Images = append(p.W.Images, img)
}

// sitePicture is a picture that only a website shows.
func (p *plan) sitePicture(of string) world.Image {
	scene := map[string]string{"legalaid": "hotline", "carpool": "coach", "rental": "van", "school": "city"}[of]
	ref := world.Ref("image:site/" + of)
	s := p.Draw("image", string(ref))
	camera := stream.Pick(s, media.Cameras())
	return world.Image{
		Ref: ref, Scene: scene, Alt: "picture: " + scene, Make: camera.Make, Model: camera.Model,
		TakenAt: p.On(string(ref), -int(s.Between(20, 300))).Truncate(time.Second), StripEXIF: s.Chance(1, 2),
	}
}
