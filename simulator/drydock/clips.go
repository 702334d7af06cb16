package drydock

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// clip is one of the videos that are handed over.
type clip struct {
	ref, by, caption, label string
	day                     int
	frames                  []string // images; the first is the poster too
	of                      string   // the clip that it is taken from
}

// script are the videos. Stills are numbered in their order: still 4 is the view
// from the mole. The recruiter's fourth clip is that of the rescue, cut and
// without its words.
var script = []clip{
	{"rescue", "rescue", "Last night. Everybody is safe. We filmed for the rescue centre. #rescue", "L1", 33, []string{"night", "deck"}, ""},
	{"call", "recruiter", "Who wants to steer? One day of lessons, {tk} TK for the way. Write to me. #skipper", "L3", 52, []string{"shown"}, ""},
	{"mole", "recruiter", "My office this morning. Other people sit in a room. #sea", "L3", 61, []string{"still4"}, ""},
	{"sale", "procurer", "For sale, cash. Sound hull, new engine. #boat", "L2", 47, []string{"sale"}, ""},
	{"paid", "recruiter", "Berth is paid, who comes? #skipper", "L4", 64, []string{"receipt"}, ""},
	{"copied", "recruiter", "That is how we bring people over. Ask for a place. #skipper", "L3", 66, []string{"night-again", "deck-again"}, "rescue"},
	{"lesson", "school", "First day of the course. No experience needed, all of us began like that. #sailing", "L1", 58, []string{"school"}, ""},
	{"view", "marina", "Our bay from the office. Berths are free from {day} on. #harbour", "L0", 20, []string{"panorama"}, ""},
	{"catch", "fishers", "Out at three, back at nine. #fish", "L0", 63, []string{"fishers"}, ""},
}

// stills are the pictures that are handed over with a number, in order.
var stills = []string{"shown", "sale", "receipt", "still4", "panorama", "school", "fishers", "night", "deck", "night-again", "deck-again"}

// stillOf is the number of a still.
func stillOf(image string) int { return slices.Index(stills, image) + 1 }

func image(ref string) world.Ref { return world.Ref("image:" + ref) }

// clips plans what is filmed and shown.
func (p *plan) clips() {
	for _, c := range script {
		p.pictures(c)
		text := p.filled("caption/"+c.ref, c.caption)
		v := world.Clip{
			Ref: clipRef(c.ref), Account: loopi(c.by), At: p.shownAt(c), Caption: text,
			Lasts: time.Duration(p.Draw("lasts", c.ref).Between(8, 50)) * time.Second, Poster: image(c.frames[0]), Label: c.label,
			Views: int(p.Draw("views", c.ref).Between(400, 4000)), Likes: int(p.Draw("likes", c.ref).Between(5, 60)),
			Cause: world.Cause{Saga: "page-" + c.by, Step: c.ref},
		}
		for _, f := range c.frames {
			v.Frames = append(v.Frames, image(f))
		}
		if c.of != "" {
			v.Of = clipRef(c.of)
			v.Cause.Cause = string(v.Of)
		}
		p.AddClip(v)
	}
}

func clipRef(ref string) world.Ref { return world.Ref("clip:" + ref) }

// shownAt is when a clip was put up. The view from the mole was put up after the
// sheet of the weather ends: its words do not say when it was taken.
func (p *plan) shownAt(c clip) time.Time { return p.On("clip/"+c.ref, c.day) }

// pictures makes the stills of a clip. Cameras leave what they leave; the
// recruiter strips everything but once.
func (p *plan) pictures(c clip) {
	for i, f := range c.frames {
		img := p.Picture(image(f), "harbour", "", p.shownAt(c))
		img.ID, img.Caption = "", ""
		switch c.by {
		case "recruiter":
			img.StripEXIF = true
		case "rescue", "marina":
			img.StripEXIF = false
		}
		switch f {
		case "still4":
			ferry := fmt.Sprintf("ferry %d %d", bearing(p.coast.camera, p.berth()), world.Metres(p.coast.camera, p.berth()))
			img.Scene, img.Caption = "panorama", p.view(p.coast.camera, p.coast.facing-450, 900, p.coast.marks[:seen], ferry, "rain")
			img.Alt, img.TakenAt = "view over a harbour, rain", p.begins(p.window).Add(95*time.Minute)
		case "panorama":
			at := p.coast.office
			img.Scene, img.Caption, img.GPS = "panorama", p.view(at, 0, 3600, p.coast.marks), &at
			img.Alt = "view all round from the office of the harbour"
		case "receipt":
			img.Scene, img.Caption, img.Alt = "receipt", strings.Join(p.receipt(), "\n"), "a slip of paper"
		case "night", "deck":
			img.Scene, img.Caption, img.Alt = "rescue", p.NameOf("rescue"), "two boats at night"
			img.TakenAt = p.shownAt(c).Truncate(24 * time.Hour).Add(time.Duration(37*i-int(p.Draw("night", "").Between(60, 170))) * time.Minute)
		case "night-again", "deck-again":
			from := p.W.Image(image(strings.TrimSuffix(f, "-again")))
			img.Scene, img.From, img.Alt, img.TakenAt = from.Scene, from.Ref, "two boats at night", from.TakenAt
			if f == "deck-again" { // the one time he forgot
				img.StripEXIF, img.Thumbnail, img.Make, img.Model = false, from.Ref, from.Make, from.Model
			}
		default:
			img.Scene, img.Caption, img.Alt = "hull", p.hulls()[f].caption(), "a boat ashore"
		}
		p.W.Images = append(p.W.Images, img)
	}
}

// receipt is what the slip says. The berth is let by somebody who has no right to
// let it: the marina's own receipts have a number of the office.
func (p *plan) receipt() []string {
	s := p.Draw("receipt", "")
	return []string{
		"BERTH RECEIPT", "boat  " + p.W.Vehicle(vessel("boat")).Name, fmt.Sprintf("berth  %c%d", "CDF"[s.IntN(3)], s.Between(11, 39)),
		fmt.Sprintf("nights  %d", s.Between(3, 9)), fmt.Sprintf("cash  %d TK", s.Between(40, 90)*10), "received by  " + p.NameOf("broker"), "no bill, no stamp",
	}
}

// filled puts drawn words into a line.
func (p *plan) filled(of, line string) string {
	text, _ := p.Line(of, draft.Kind{Lines: map[string][]string{"en": {line}}}, "en", plain)
	return text
}

// plain has a word for every slot; the lines of this case use no code.
var plain = draft.Lexicon{
	draft.Activity: {"trip"}, draft.Transport: {"boat"}, draft.Place: {"quay"}, draft.Price: {"TK"}, draft.Guarantee: {"word"}, draft.Urgency: {"soon"},
}

// comments are what people write under the clips. One of them is written while
// the exercise runs: it names a skipper.
func (p *plan) comments() {
	say := func(ref, under, by, text string, at time.Time, reply string) {
		c := world.ClipComment{
			Ref: world.Ref("comment:" + ref), Clip: clipRef(under), Account: loopi(by), At: at, Text: text, Label: "L2", Cause: world.Cause{Saga: "talk", Step: ref, Cause: string(clipRef(under))},
		}
		if reply != "" {
			c.ReplyTo = world.Ref("comment:" + reply)
		}
		p.AddClipComment(c)
	}
	at := func(under string) time.Time {
		return p.W.Clips[slices.IndexFunc(p.W.Clips, func(c world.Clip) bool { return c.Ref == clipRef(under) })].At
	}
	say("sale/1", "sale", "recruiter", "Mine from "+p.filled("weekday", "{day}")+" on, as agreed. Keep the papers.", p.After("sale/1", at("sale"), 20, 300), "")
	say("sale/2", "sale", "procurer", "Done. Same berth, same man.", p.After("sale/2", at("sale"), 320, 700), "sale/1")
	say("call/1", "call", "school", "This is not how one learns to sail.", p.After("call/1", at("call"), 60, 600), "")
	say("copied/1", "copied", "rescue", "These are our pictures. Take them down.", p.After("copied/1", at("copied"), 90, 900), "")
	say("rescue/1", "rescue", "fishers", "We heard you on the radio. Well done.", p.After("rescue/1", at("rescue"), 60, 900), "")
	leaked := p.W.Opens.Add(p.spec.Effects[leak]).Add(-time.Duration(p.Draw("leak", "").Between(20_000, 80_000)) * time.Millisecond)
	say("leak", "call", "procurer", "The one who steered was "+p.NameOf("skipper-1")+". Ask him, not me.", leaked, "")
}
