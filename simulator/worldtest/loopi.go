package worldtest

import (
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// loopi plants the vendor's account, one that is shut down, a traveller whose
// clip the vendor shows as his own, and a coach line that looks like him.
func loopi(w *world.World, at func(day, hour, minute int) time.Time) {
	id := func(ref world.Ref, when time.Time) string {
		return world.VisibleID(when, w.Key.Domain("worldtest/id").Named(string(ref)))
	}
	w.Images = append(w.Images,
		world.Image{Ref: "image:road", Scene: "road", Alt: "a road in the evening", TakenAt: at(10, 18, 0), Make: "Okulon", Model: "OK-7", GPS: &world.LatLon{Lat: 43_250_101, Lon: 17_500_202}},
		world.Image{Ref: "image:road-again", Scene: "road", From: "image:road", Alt: "a road", TakenAt: at(10, 18, 0), StripEXIF: true},
	)
	sign := func(ref, owner world.Ref, handle, name, bio string, made time.Time) *world.LoopiAccount {
		w.LoopiAccounts = append(w.LoopiAccounts, world.LoopiAccount{
			Ref: ref, ID: id(ref, made), Owner: owner, Handle: handle, Name: name, Bio: bio, Lang: "en", CreatedAt: made, Pull: 40,
		})
		return &w.LoopiAccounts[len(w.LoopiAccounts)-1]
	}
	a := sign("loopi:main", "person:broker", "amber_ways", "Amber Ways", "Seats every week. "+world.PhoneNumber(123), at(-5, 10, 0))
	a.Link, a.Avatar = "http://amber.example/", "image:flyer"
	sign("loopi:first", "person:broker", "amber_ways1", "Amber Ways", Hostile, at(-50, 10, 0)).SuspendedAt = at(33, 0, 0)
	sign("loopi:tova", "person:customer", "tova_on_the_road", "Tova", "I film roads.", at(-400, 10, 0)).Pull = 9
	sign("loopi:coach", "person:coach", "ulmdal_coaches", "Ulmdal Coaches", "Tickets at the counter.", at(-200, 10, 0))
	show := func(ref, account world.Ref, when time.Time, caption string, tags ...string) *world.Clip {
		w.Clips = append(w.Clips, world.Clip{
			Ref: ref, ID: id(ref, when), Account: account, At: when, Caption: caption, Lang: "en", Tags: tags, Lasts: 14 * time.Second,
			Poster: "image:van", Frames: []world.Ref{"image:van", "image:flyer"}, Views: 900, Likes: 40, Label: "L3",
		})
		return &w.Clips[len(w.Clips)-1]
	}
	show("clip:main/1", "loopi:main", at(6, 17, 0), "Every week. Ask the desk. #seats", "seats").Sound = "Copper Feather: Morning Loop"
	c := show("clip:tova/1", "loopi:tova", at(11, 8, 0), "The road in the evening. #travel", "travel")
	c.Poster, c.Frames, c.Label = "image:road", []world.Ref{"image:road"}, "L0"
	c = show("clip:main/2", "loopi:main", at(17, 19, 0), "Last night with our guests. #seats", "seats")
	c.Poster, c.Frames, c.Of = "image:road-again", []world.Ref{"image:road-again", "image:road"}, "clip:tova/1"
	show("clip:main/3", "loopi:main", at(25, 19, 0), Hostile).DeletedAt = at(26, 0, 0)
	show("clip:first/1", "loopi:first", at(20, 12, 0), "The same seats here. #seats", "seats")
	show("clip:coach/1", "loopi:coach", at(12, 9, 0), "The coach to Ostavo, every Friday. #seats", "seats").Label = "L0"
	say := func(ref, clip, account world.Ref, when time.Time, text string) *world.ClipComment {
		w.ClipComments = append(w.ClipComments, world.ClipComment{Ref: ref, ID: id(ref, when), Clip: clip, Account: account, At: when, Text: text, Lang: "en", Label: "L3"})
		return &w.ClipComments[len(w.ClipComments)-1]
	}
	say("comment:main/1/1", "clip:main/1", "loopi:tova", at(6, 18, 0), "How much?")
	say("comment:main/1/2", "clip:main/1", "loopi:main", at(6, 18, 9), "Write to "+world.PhoneNumber(123)+".").ReplyTo = "comment:main/1/1"
	say("comment:main/2/1", "clip:main/2", "loopi:tova", at(18, 9, 0), "This is my clip.").DeletedAt = at(18, 9, 30)
	say("comment:main/2/2", "clip:main/2", "loopi:tova", at(18, 11, 0), Hostile)
}
