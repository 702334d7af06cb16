package meridian

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// room is a public channel of Kurjer and what is written in it, one kind after
// the other.
type room struct {
	ref, owner, about string
	writers           []string // of its messages, in turn
	kinds             []string
}

// The channels of the three groups, which the desk keeps and its bot sits in, and
// that of the radio.
var rooms = []room{
	{"g1", "leader-1", "Friends travel with friends.", []string{"manager", "g1desk", "bot"}, []string{"advert", "list", "bot"}},
	{"g2", "leader-2", "Good company on the way.", []string{"manager", "g2desk", "bot"}, []string{"advert", "list", "bot"}},
	{"g3", "leader-3", "From door to door.", []string{"manager", "g3desk", "bot"}, []string{"advert", "list", "bot"}},
	{"radio", "radio", "Music and news.", []string{"radio"}, []string{"radio"}},
}

// written is how many messages of no weight a channel has.
const written = 9

// sayings are messages that weigh something, by what they say: that a van leaves,
// that somebody has paid over the counter, that the desk answers in a room.
var sayings = map[string]draft.Kind{
	"left":   {Label: "L4", Step: "departure", Lines: map[string][]string{"en": {"{T} has left. {n} on board.", "They have left, all {n} of them. {U}!", "{n} more have left with the {T}. Good night."}}},
	"code":   {Label: "L4", Step: "deposit", Lines: map[string][]string{"en": {"{code}: paid over the counter, you are on the list.", "Counter has paid, {code}. See you on {day}.", "On the list now: {code}."}}},
	"notice": {Label: "L4", Step: "announce", Lines: map[string][]string{"en": {"From today {main} answers in this room, day and night. Be polite."}}},
}

// kurjer opens the channels and writes into them.
func (p *plan) kurjer() {
	known := map[string]bool{}
	profile := func(ref string) world.Ref {
		r := world.Ref("profile:" + ref)
		if known[ref] {
			return r
		}
		known[ref] = true
		owner, name := ref, ""
		if ref == "bot" {
			owner, name = "manager", p.Names["channel/bot"]
		} else {
			name = p.NameOf(ref)
		}
		made := p.On("profile/"+ref, -int(p.Draw("profile", ref).Between(30, 500)))
		p.W.Phones = append(p.W.Phones, world.Phone{Ref: world.Ref("phone:profile/" + ref), Number: p.Number("profile/" + ref), Owner: world.Ref("person:" + owner)})
		p.W.Profiles = append(p.W.Profiles, world.Profile{
			Ref: r, ID: world.VisibleNumber(made, p.Draw("id/profile", ref)) >> 12, Owner: world.Ref("person:" + owner), Name: name,
			Handle: p.Handle("profile/"+ref, name), Phone: world.Ref("phone:profile/" + ref), Bot: ref == "bot", Lang: "en", CreatedAt: made,
		})
		return r
	}
	for _, x := range rooms {
		opened := p.On("room/"+x.ref, 4)
		title := p.Names["channel/"+x.ref]
		if title == "" {
			title = p.NameOf(x.ref)
		}
		r := world.Room{
			Ref: world.Ref("room:" + x.ref), ID: world.VisibleNumber(opened, p.Draw("id/room", x.ref)) >> 10, Kind: world.Public, Title: title, About: x.about,
			Handle: p.Handle("room/"+x.ref, title), OpenedAt: opened, Readers: int(p.Draw("readers", x.ref).Between(20, 60)), Cause: world.Cause{Saga: "rooms", Step: "open"},
			Members: []world.Member{{Profile: profile(x.owner), Role: world.OwnerRole, JoinedAt: opened}},
		}
		for _, w := range x.writers {
			if w == x.owner {
				continue
			}
			role := world.AdminRole
			if w == "bot" {
				role = world.BotRole
			}
			r.Members = append(r.Members, world.Member{Profile: profile(w), Role: role, JoinedAt: opened})
		}
		p.W.Rooms = append(p.W.Rooms, r)
		p.messages(x)
	}
}

// messages writes what stands in a channel, numbered in the order of time.
func (p *plan) messages(x room) {
	var list []world.Message
	for i := range written {
		by, k := x.writers[i%len(x.writers)], phrase(x.kinds[i%len(x.kinds)])
		ref := fmt.Sprintf("%s/%d", x.ref, i+1)
		at := p.Within("message/"+ref, p.W.Start.AddDate(0, 0, restFrom), p.W.Opens)
		text, lang := p.Line("message/"+ref, k, "en", p.words, "{g}", p.W.Rooms[len(p.W.Rooms)-1].Title)
		list = append(list, world.Message{
			Ref: world.Ref("message:" + ref), Room: world.Ref("room:" + x.ref), Author: world.Ref("profile:" + by), At: at,
			Text: text, Lang: lang, Label: k.Label, Cause: world.Cause{Saga: "rooms", Step: cmp.Or(k.Step, "talk")},
		})
	}
	list = append(list, p.weighty(x)...)
	slices.SortStableFunc(list, func(a, b world.Message) int { return a.At.Compare(b.At) })
	for i := range list {
		list[i].ID = int64(i + 1)
	}
	p.W.Messages = append(p.W.Messages, list...)
}

// weighty are the messages of a channel that say something of the case: the van's
// departures a few minutes before it passes the gantry, the codes of the counters,
// and in the first room since when the desk answers there.
func (p *plan) weighty(x room) (list []world.Message) {
	say := func(step string, n int, at time.Time, cause string, slots ...string) {
		ref, k := fmt.Sprintf("%s/%s/%d", x.ref, step, n), sayings[step]
		text, lang := p.Line("message/"+ref, k, "en", p.words, slots...)
		list = append(list, world.Message{
			Ref: world.Ref("message:" + ref), Room: world.Ref("room:" + x.ref), Author: world.Ref("profile:" + x.writers[min(1, len(x.writers)-1)]), At: at, Text: text, Lang: lang,
			Label: k.Label, Cause: world.Cause{Saga: "rooms", Step: k.Step, Cause: cause},
		})
	}
	for _, j := range p.W.Journeys {
		if j.Vehicle == world.Ref("vehicle:"+x.ref+"van") {
			n := len(list) + 1
			say("left", n, j.Way[0].At.Add(-time.Duration(p.Draw("left/"+x.ref, fmt.Sprint(n)).Between(30_000, 240_000))*time.Millisecond), "")
		}
	}
	switch x.ref {
	case "g1":
		say("notice", 1, p.On("notice", 44), "post:main/1", "{main}", p.at("main"))
		list[len(list)-1].Author = "profile:manager"
	case "g2":
		for i := range paidIn {
			o := p.order(fmt.Sprintf("counter-%d", i+1))
			say("code", i+1, p.After("code/"+o.Code, o.Given, 5, 90), string(o.Ref), "{code}", o.Code)
		}
	}
	return list
}

// clip is a short video of Loopi: whose, what it says, what it shows.
type clip struct{ ref, by, caption, label, scene string }

var clips = []clip{
	{"g1/1", "g1", "That is how our {A} looks. Ask for a seat. #seats", "L3", "road"},
	{"g2/1", "g2", "The {T} of our last {A}, {tk} TK. #seats", "L3", "van"},
	{"g3/1", "g3", "Evening before the {A}, {G} as always. The {boat} waits. #home", "L3", "harbour"},
	{"coach/1", "coach", "Our coach, two drivers, licence 0417. #coachtrip", "L1", "coach"},
	{"radio/1", "radio", "Songs from the deck of the {ferry}. #news", "L1", "harbour"},
	{"fishers/1", "fishers", "The {trawler} before dawn, crates on deck. #home", "L0", "harbour"},
	{"journalist/1", "journalist", "They show “our {A}” with a picture of somebody else's holiday. #news", "L1", "chat"},
}

// loopi shows the clips of three groups and of four innocents. Three of the seven
// name a vessel.
func (p *plan) loopi() {
	for _, c := range clips {
		account := p.W.Account(world.Ref("account:" + c.by))
		made := p.On("loopi/"+c.by, -int(p.Draw("loopi", c.by).Between(40, 600)))
		p.AddLoopiAccount(world.LoopiAccount{
			Ref: world.Ref("loopi:" + c.by), Owner: account.Owner, Handle: p.Handle("loopi/"+c.by, account.DisplayName), Name: account.DisplayName,
			Bio: account.Bio, CreatedAt: made, Pull: account.Pull,
		})
		at := p.Within("clip/"+c.ref, p.W.Start.AddDate(0, 0, restFrom), p.W.Opens.AddDate(0, 0, -1))
		caption, _ := p.Line("clip/"+c.ref, draft.Kind{Lines: map[string][]string{"en": {c.caption}}}, "en", p.words, "{boat}", p.boat("boat"), "{trawler}", p.boat("trawler"), "{ferry}", p.boat("ferry"))
		img := p.Picture(world.Ref("image:clip/"+c.by), c.scene, caption, at)
		img.ID = "" // Chatterly never shows it
		p.W.Images = append(p.W.Images, img)
		s := p.Draw("clip", c.ref)
		p.AddClip(world.Clip{
			Ref: world.Ref("clip:" + c.ref), Account: world.Ref("loopi:" + c.by), At: at, Caption: caption, Lasts: secondsOf(s.Between(8, 50)),
			Poster: img.Ref, Frames: []world.Ref{img.Ref}, Views: int(s.Between(200, 2000)), Likes: int(s.Between(5, 40)), Label: c.label,
			Cause: world.Cause{Saga: "page-" + c.by, Step: "clip"},
		})
	}
}
