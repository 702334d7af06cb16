// Package worldtest is a small hand-made world with rooms of Kurjer,
// advertisements of Bazarino, threads of Agora-9, clips of Loopi, roads with
// sensors, exchanges with customers, a bridge and accounts of TESTCHAIN-A, for the tests of what shows them.
package worldtest

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// Start is the first midnight of the world's clock; it stands for 96 days.
var start = time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC)

// Day is a moment of the world's clock: midnight n days after its start.
func Day(n int) time.Time { return start.AddDate(0, 0, n) }

// Hostile is text as somebody may write it to harm a reader.
const Hostile = "\u202Egnp.exe\u202C <script>alert(1)</script> \"'><img src=x onerror=alert(1)> ]]> </script>"

// New makes the world at a scale in thousandths.
func New(scale world.Scale) *world.World {
	at := func(day, hour, minute int) time.Time {
		return Day(day).Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
	}
	w := &world.World{
		Scenario: "small-town", Variant: "team-a", Scale: scale, Start: start, Opens: Day(92), End: Day(96), Key: stream.NewKey([16]byte{15: 9}),
		Crowd:   world.Crowd{Accounts: scale.Of(300), Posts: scale.Of(3000)},
		Lexicon: []world.CodeWord{{Word: "lantern", Category: "transport", Lang: "en"}},
		People: []world.Person{
			{Ref: "person:admin", Role: "channel-admin", Name: "Bero Kestaro"},
			{Ref: "person:broker", Role: "booking-broker", Name: "Ilva Marolt"},
			{Ref: "person:customer", Role: "customer", Name: "Tova Nesdal", Innocent: true},
			{Ref: "person:coach", Org: true, Role: "coach-line", Name: "Ulmdal Coaches", Innocent: true},
		},
		Phones: []world.Phone{
			{Ref: "phone:desk", Number: world.PhoneNumber(123), Owner: "person:broker"}, {Ref: "phone:coach", Number: world.PhoneNumber(9100), Owner: "person:coach"},
		},
		Places: []world.Place{{Ref: "place:yard", Name: "Ostavo", At: world.LatLon{Lat: 43_250_000, Lon: 17_500_000}}},
		Images: []world.Image{
			{Ref: "image:van", Scene: "van", Alt: "a van at a kerb", TakenAt: at(3, 7, 0), Make: "Okulon", Model: "OK-7", GPS: &world.LatLon{Lat: 43_250_001, Lon: 17_500_002}},
			{Ref: "image:flyer", Scene: "flyer", Caption: "Seats\nevery week", Alt: "a paper notice", TakenAt: at(3, 7, 0), StripEXIF: true},
		},
		Profiles: []world.Profile{
			{Ref: "profile:admin", ID: 27_000_000_001, Owner: "person:admin", Name: "Bero", Handle: "amber_desk", Lang: "en", CreatedAt: Day(-30)},
			{Ref: "profile:broker", ID: 27_000_000_002, Owner: "person:broker", Name: "Ilva M", Handle: "amber_seats", Phone: "phone:desk", Lang: "en", CreatedAt: Day(-20)},
			{Ref: "profile:customer", ID: 27_000_000_003, Owner: "person:customer", Name: "Tova", Lang: "en", CreatedAt: Day(-90)},
			{Ref: "profile:coach", ID: 27_000_000_004, Owner: "person:coach", Name: "Ulmdal Coaches", Handle: "ulmdal_office", Lang: "en", CreatedAt: Day(-300)},
		},
		Rooms: []world.Room{
			room("room:main-1", 1_100_000_000_001, world.Public, "Amber Lantern Trips", "amber_trips", Day(3), Day(40), "profile:admin", "profile:broker"),
			room("room:main-2", 1_100_000_000_002, world.Public, "Amber Lantern Trips again", "amber_trips2", Day(41), time.Time{}, "profile:admin", "profile:broker"),
			room("room:coach", 1_100_000_000_003, world.Public, "Ulmdal Coaches News", "ulmdal", Day(1), time.Time{}, "profile:coach"),
			room("room:crew", 1_100_000_000_004, world.Private, "Lantern Work", "", Day(2), time.Time{}, "profile:admin", "profile:broker"),
			room("room:deal", 1_100_000_000_005, world.Secret, "Tova and Ilva M", "", Day(10), time.Time{}, "profile:customer", "profile:broker"),
		},
	}
	w.Rooms[0].Picture = "image:van"
	say := func(room world.Ref, id int64, who world.Ref, when time.Time, text string) *world.Message {
		w.Messages = append(w.Messages, world.Message{
			Ref: world.Ref(fmt.Sprintf("message:%s/%d", room[len("room:"):], id)), ID: id, Room: room, Author: who, At: when, Text: text, Lang: "en", Label: "L3",
		})
		return &w.Messages[len(w.Messages)-1]
	}
	for i := range int64(30) {
		m := say("room:main-1", i+1, "profile:admin", at(3+int(i), 9, 7), fmt.Sprintf("Lantern number %d leaves on Friday. Ask @amber_seats or %s. #seats See http://amber.example/a?b=1&c=%d, friends.", i+1, world.PhoneNumber(123), i))
		switch i {
		case 2:
			m.Images = []world.Ref{"image:van", "image:flyer"}
		case 4:
			m.DeletedAt = at(9, 0, 0)
		case 5:
			m.EditedAt, m.Text = at(10, 0, 0), "Two seats left. Prices are as before."
		case 6:
			m.Text = Hostile
		case 7:
			m.Signed, m.ReplyTo = true, "message:main-1/7"
		case 8:
			m.Text, m.Voice, m.VoiceLasts = "", "All have arrived, thank you.", 7*time.Second
		}
	}
	say("room:main-2", 1, "profile:admin", at(41, 9, 0), "We are back. The old channel is gone.")
	say("room:main-2", 2, "profile:broker", at(41, 10, 0), "Ask @amber_seats.").Signed = true
	say("room:coach", 1, "profile:coach", at(2, 9, 0), "Coach to Ostavo on Friday at 9:00, 350 TK.")
	say("room:coach", 2, "profile:coach", at(45, 9, 0), "We are back. The old channel is gone.").ForwardOf = "message:main-2/1"
	say("room:crew", 1, "profile:broker", at(4, 9, 0), "The van is at the yard.").Images = []world.Ref{"image:van"}
	say("room:crew", 2, "profile:admin", at(4, 9, 1), "Good.\nKeys - in the box.").ReplyTo = "message:crew/1"
	say("room:deal", 1, "profile:customer", at(11, 20, 0), "Hello, is there a place?")
	m := say("room:deal", 2, "profile:broker", at(11, 20, 3), "")
	m.Voice, m.VoiceLasts = "Yes, one.", 3*time.Second
	say("room:deal", 3, "profile:customer", at(61, 20, 4), Hostile)
	classifieds(w, at)
	w.Case = world.Case{
		Tables: []world.Table{{
			Ref: "table:weather", Name: "weather", Columns: []string{"day", "wind_kn", "remark"},
			Rows: [][]string{{"2026-03-01", "7", "calm"}, {"2026-03-02", "19", "rain, \"heavy\""}, {"2026-03-03", "11", Hostile}},
		}},
		Papers: []world.Paper{{Ref: "paper:order", Name: "order", Text: "Order of the court\n\nThe weather of three days is handed over."}},
		Labels: []world.Ref{"row:weather/2"},
	}
	forum(w, at)
	loopi(w, at)
	roads(w, at)
	if err := exchanges(w, at); err != nil {
		panic(err) // the world is written here, by hand
	}
	if err := tokens(w, at); err != nil {
		panic(err)
	}
	facts(w)
	return w
}

func room(ref world.Ref, id int64, kind, title, handle string, opened, banned time.Time, members ...world.Ref) world.Room {
	r := world.Room{Ref: ref, ID: id, Kind: kind, Title: title, Handle: handle, OpenedAt: opened, BannedAt: banned, Readers: 400}
	for i, m := range members {
		role := world.MemberRole
		if i == 0 {
			role = world.OwnerRole
		}
		r.Members = append(r.Members, world.Member{Profile: m, Role: role, JoinedAt: opened})
	}
	if kind == world.Public {
		r.About = "Friends travel with friends."
	}
	return r
}

func classifieds(w *world.World, at func(day, hour, minute int) time.Time) {
	w.Sellers = []world.Seller{
		{Ref: "seller:seats", ID: "70000001", Owner: "person:broker", Name: "Ilva M", Phone: "phone:desk", Since: Day(-10)},
		{Ref: "seller:coach", ID: "70000002", Owner: "person:coach", Name: "Ulmdal Coaches", Phone: "phone:coach", Since: Day(-200)},
	}
	for i := range 12 {
		l := world.Listing{
			Ref: world.Ref(fmt.Sprintf("listing:seats/%d", i+1)), ID: fmt.Sprintf("8000%04x", i), Seller: "seller:seats", Category: "travel", Title: "Seat in a comfortable van",
			Text: "Seat in a comfortable van. Every week. Ask the desk, " + world.PhoneNumber(123) + ".", Lang: "en", PriceTK: 1500, Place: "place:yard", From: at(5+6*i, 11, 3), Until: at(15+6*i, 11, 3), Label: "L3",
		}
		switch i {
		case 0:
			l.Images = []world.Ref{"image:van"}
		case 1:
			l.Removed, l.Until = true, at(12, 3, 0)
		case 2:
			l.Title, l.Text, l.PriceTK, l.Place = Hostile, Hostile, 0, ""
		case 3:
			l.Category = "jobs"
		}
		if !l.Until.Before(w.End) {
			l.Until = time.Time{}
		}
		w.Listings = append(w.Listings, l)
	}
	w.Listings = append(w.Listings, world.Listing{
		Ref: "listing:coach/1", ID: "90000001", Seller: "seller:coach", Category: "travel", Title: "Coach to Ostavo", Text: "Tickets at the counter.", Lang: "en",
		PriceTK: 350, Place: "place:yard", From: at(20, 8, 0), Label: "L0",
	})
}

func facts(w *world.World) {
	entity := func(ref world.Ref, sort string, innocent bool, proof ...world.Ref) {
		w.Facts = append(w.Facts, world.Fact{Kind: truth.Entity, Ref: ref, Type: sort, Difficulty: 2, Proof: proof, Innocent: innocent})
	}
	entity("room:main-1", "channel", false, "room:main-1", "message:main-1/1")
	entity("room:main-2", "channel", false, "room:main-2")
	entity("room:crew", "channel", false, "room:crew", "message:crew/1")
	entity("profile:broker", "account", false, "profile:broker", "message:main-1/1")
	entity("profile:customer", "account", true, "profile:customer", "message:deal/1")
	entity("profile:coach", "account", true, "profile:coach", "room:coach")
	entity("phone:desk", "phone", false, "phone:desk", "seller:seats")
	entity("seller:seats", "account", false, "seller:seats", "listing:seats/1")
	entity("image:van", "image", false, "image:van")
	entity("customer:koingate/desk", "account", false, "customer:koingate/desk", "entry:koingate/1", "entry:koingate/2")
	entity("customer:koingate/tova", "account", true, "customer:koingate/tova", "entry:koingate/3")
	entity("exchange:koingate", "organisation", true, "exchange:koingate")
	entity("exchange:obolos-x", "organisation", true, "exchange:obolos-x")
	entity("vehicle:van", "vehicle", false, "event:trip-1/depart", "event:trip-2/depart")
	entity("vehicle:twin", "vehicle", true, "vehicle:twin")
	entity("vehicle:boat", "vehicle", false, "journey:tern/1")
	entity("vehicle:angler", "vehicle", true, "journey:heron/1", "sensor:cape")
	w.Facts = append(w.Facts,
		world.Fact{Kind: truth.Label, Ref: "label:row:weather/2", Type: "code", Subject: "row:weather/2", Value: "storm", Difficulty: 1, Proof: []world.Ref{"row:weather/2"}},
		world.Fact{Kind: truth.Answer, Ref: "q1", Predicate: "matching", Value: `{"2026-03-01":"calm","2026-03-02":"storm"}`, Difficulty: 2, Proof: []world.Ref{"table:weather"}},
		world.Fact{Kind: truth.Answer, Ref: "q2", Predicate: "interval", Value: `{"from":"2026-03-01T00:00:00Z","to":"2026-03-01T06:00:00Z"}`, Difficulty: 2, Proof: []world.Ref{"row:weather/1"}},
		world.Fact{Kind: truth.Answer, Ref: "q3", Predicate: "place", Value: `{"at":"1.500000,2.250000","radius_m":150}`, Difficulty: 2, Proof: []world.Ref{"paper:order"}},
		world.Fact{Kind: truth.Answer, Ref: "q4", Predicate: "flag", Digest: "paper:order", Difficulty: 2, Proof: []world.Ref{"paper:order"}},
	)
	entity("member:broker", "account", false, "member:broker", "forum-post:offer/1", "private-message:2")
	entity("member:coach", "account", true, "member:coach", "thread:coach")
	entity("loopi:main", "account", false, "loopi:main", "clip:main/2")
	entity("loopi:first", "account", false, "loopi:first", "clip:first/1")
	entity("loopi:coach", "account", true, "loopi:coach", "clip:coach/1")
	entity("loopi:tova", "account", true, "loopi:tova", "clip:tova/1", "comment:main/2/2")
	entity("image:flyer", "image", false, world.ForumMedia("image:flyer"))
	entity("token-wallet:desk", "wallet", false, "token-wallet:desk")
	entity("token-wallet:mule", "wallet", false, "token-wallet:mule")
	entity("token-wallet:deposit", "wallet", true, "token-wallet:deposit")
	for _, hop := range [][3]world.Ref{{"seats", "", "token-wallet:desk"}, {"mule", "token-wallet:desk", "token-wallet:mule"}, {"deposit", "token-wallet:mule", "token-wallet:deposit"}} {
		w.Facts = append(w.Facts, world.Fact{
			Kind: truth.Hop, Ref: "hop:" + hop[0], Subject: hop[1], Predicate: "pays", Object: hop[2], Difficulty: 3, Proof: []world.Ref{"token-payment:" + hop[0]},
		})
	}
	w.Facts = append(w.Facts, world.Fact{
		Kind: truth.Alias, Ref: "alias:channel", Subject: "room:main-1", Predicate: "alias_of", Object: "room:main-2", Difficulty: 3, Proof: []world.Ref{"message:main-2/1"},
	})
}
