package bluelantern

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// part is one account of the case file and who stands behind it.
type part struct {
	role     string
	ref      string // of account and person: "main" gives account:main and person:main
	org      bool
	guilty   bool
	pattern  string // how an organisation's name is drawn
	bio      string
	age      [2]int // days before the start of the clock at which the account was made
	life     int
	pull     int
	pictures int // pictures in its case posts
	scenes   []string
}

// The cast of the case file: three accounts that offer, one that drives for
// them, ten that only look like it.
var cast = []part{
	{"channel-admin", "main", false, true, "", "Friends travel with friends. Ask, and you get an answer.", [2]int{0, 0}, 0, 40, 7, []string{"van", "road", "flyer"}},
	{"content-producer", "producer", false, true, "", "Pictures and words. Tips are welcome.", [2]int{150, 400}, 16, 18, 8, []string{"road", "landscape", "van"}},
	{"booking-broker", "broker", false, true, "", "I answer every message, day and night.", [2]int{60, 300}, 12, 10, 2, []string{"flyer"}},
	{"sub-renter", "subrenter", false, true, "", "Driver. Long roads, clean vehicles.", [2]int{200, 700}, 22, 5, 4, []string{"van"}},
	{"legal-aid", "legalaid", true, false, "Casa {A} {N}", "Free legal advice for everybody who is new here. Donations keep us going.", [2]int{600, 1100}, 0, 90, 3, []string{"hotline"}},
	{"carpool", "carpool", true, false, "{A} {N} Ride-Home", "Licensed coach trips home and back. Timetable on our page.", [2]int{500, 1200}, 0, 55, 5, []string{"coach", "timetable"}},
	{"journalist", "journalist", false, false, "", "Reporter. I write about what people pay, and to whom. Tell me your story.", [2]int{700, 1400}, 14, 220, 4, []string{"chat", "document", "road"}},
	{"scam-warning", "warning", true, false, "Stop {A} {N} Offers", "We collect false offers so that you do not pay for them.", [2]int{300, 900}, 0, 70, 3, []string{"chat", "document"}},
	{"visa-agency", "agency", true, false, "{A} {N} Visa Desk", "We fill in forms with you. Office hours Monday to Friday.", [2]int{400, 1200}, 0, 30, 2, []string{"office", "document"}},
	{"satire", "satire", true, false, "The {A} {N} Gazette", "Not one true word. #satire", [2]int{300, 1000}, 0, 60, 2, []string{"map", "flyer"}},
	{"van-rental", "rental", true, false, "{A} {N} Van Rental", "Vans by the day, with contract and insurance.", [2]int{500, 1300}, 0, 25, 4, []string{"van"}},
	{"family", "family", false, false, "", "Far from home, close to my people.", [2]int{300, 900}, 26, 3, 1, []string{"food", "market"}},
	{"language-school", "school", true, false, "{A} {N} Evening School", "Courses for beginners. The first lesson costs nothing.", [2]int{600, 1300}, 0, 20, 2, []string{"office", "city"}},
	{"missing-persons", "tracing", true, false, "{A} {N} Tracing", "We help to find relatives. Confidential.", [2]int{600, 1300}, 0, 80, 1, []string{"hotline", "map"}},
}

// others are people of the story without an account in the case file. The
// hosting firm does not know whom it serves.
const travellers = 6

func byRole(role string) (part, bool) {
	i := slices.IndexFunc(cast, func(c part) bool { return c.role == role })
	if i < 0 {
		return part{}, false
	}
	return cast[i], true
}

// Check wants each role of the cast once, with enough posts for its script.
func Check(spec world.Spec) error {
	if err := draft.Check(spec, leastOpens, Effects()); err != nil {
		return err
	}
	if spec.Case.Labels == 0 {
		return errors.New("case.labels: 0, want posts to label")
	}
	if spec.Case.Flag == 0 {
		return errors.New("case.flag: 0, want a picture of the case file")
	}
	seen := map[string]bool{}
	for _, r := range spec.Cast {
		c, ok := byRole(r.Name)
		if !ok {
			return fmt.Errorf("cast: no role %q; known are %s", r.Name, strings.Join(Roles(), ", "))
		}
		if seen[r.Name] {
			return fmt.Errorf("cast.%s: it stands there twice", r.Name)
		}
		seen[r.Name] = true
		if least := max(c.pictures, 4); r.Posts < least {
			return fmt.Errorf("cast.%s: %d posts, want at least %d", r.Name, r.Posts, least)
		}
	}
	for _, c := range cast {
		if !seen[c.role] {
			return fmt.Errorf("cast: role %q is missing", c.role)
		}
	}
	return nil
}

// Roles lists the roles of the cast.
func Roles() []string {
	var out []string
	for _, c := range cast {
		out = append(out, c.role)
	}
	return out
}

// Names lists the name slots that a variant may fill.
func Names() []string { return append(Roles(), "channel", "producer-alias") }

func (p *plan) people() {
	for _, c := range cast {
		name := ""
		if c.org {
			name = p.Title(c.role, c.pattern)
		} else {
			name = p.Person(c.role)
		}
		p.AddPerson(c.ref, c.role, name, c.org, !c.guilty)
	}
	p.AddPerson("hosting", "hosting-firm", p.Title("hosting-firm", "{A}{N} Hosting"), true, true)
	for i := range travellers {
		ref := fmt.Sprintf("traveller%d", i+1)
		p.AddPerson(ref, "traveller", p.Person(ref), false, true)
	}
}

// accounts makes the cast's accounts, the one that was banned before, and those
// of the travellers who ask.
func (p *plan) accounts() {
	for _, c := range cast {
		display := p.NameOf(c.ref)
		switch c.ref {
		case "main":
			display = p.Title("channel", "{A} {N}")
		case "producer":
			display = p.Title("producer-alias", "{A} {N} Pictures")
		case "broker":
			display = p.Title("broker-alias", "Ask {A} {N}")
		case "subrenter":
			display = p.Title("driver-alias", "{A} {N} Wheels")
		case "family":
			display = strings.Fields(display)[0]
		}
		a := world.Account{
			Ref: world.Ref("account:" + c.ref), Owner: world.Ref("person:" + c.ref),
			Handle: p.Handle(c.ref, display), DisplayName: display, Bio: c.bio, Lang: "en",
			Life: c.life, Pull: c.pull,
		}
		if c.ref == "main" {
			a.CreatedAt = p.On("account/main", 21)
		} else {
			a.CreatedAt = p.On("account/"+c.ref, -int(p.Draw("age", c.ref).Between(int64(c.age[0]), int64(c.age[1]))))
		}
		p.AddAccount(a)
	}
	title := p.Title("earlier-channel", "{A} {N}")
	p.AddAccount(world.Account{
		Ref: "account:earlier", Owner: "person:main", Handle: p.Handle("earlier", title), DisplayName: title, Lang: "en",
		Bio: "Friends travel with friends.", CreatedAt: p.On("account/earlier", -34), SuspendedAt: p.On("ban", 20), Pull: 30,
	})
	for i := range travellers {
		ref := fmt.Sprintf("traveller%d", i+1)
		name := p.NameOf(ref)
		p.AddAccount(world.Account{
			Ref: world.Ref("account:" + ref), Owner: world.Ref("person:" + ref), Handle: p.Handle(ref, name), DisplayName: strings.Fields(name)[0],
			Bio: stream.Pick(p.Draw("bio", ref), []string{"", "Hello.", "Here to read.", "Tea and football."}), Lang: "en",
			CreatedAt: p.On("account/"+ref, -int(p.Draw("age", ref).Between(40, 500))), Life: 14, Pull: 1,
		})
	}
	p.field("producer", "Tips", p.address("producer"))
	p.field("subrenter", "Fuel", p.address("transport"))
	p.field("legalaid", "Donations", p.address("legalaid"))
	p.field("family", "Family circle", p.address("family"))
}

// field adds a name and a value to a profile.
func (p *plan) field(ref, name, value string) {
	a := p.W.Account(world.Ref("account:" + ref))
	a.Fields = append(a.Fields, [2]string{name, value})
}

// at returns the handle of an account with its @.
func (p *plan) at(ref string) string { return "@" + p.W.Account(world.Ref("account:"+ref)).Handle }

// address returns the first address of a wallet of the story: the one that is shown.
func (p *plan) address(wallet string) string {
	w := p.W.Wallet(world.Ref("wallet:" + wallet))
	return keys.Address(p.W.Key, w.Kind, string(w.Ref), 0)
}

// places puts the yard, where the pictures of the story are taken, and a coach
// stop into the open ocean: no position of a dataset is anybody's address.
func (p *plan) places() {
	for _, ref := range []string{"yard", "stop"} {
		s := p.Draw("place", ref)
		p.W.Places = append(p.W.Places, world.Place{
			Ref: world.Ref("place:" + ref), Name: stream.Pick(s, p.Towns),
			At: world.LatLon{Lat: s.Between(30_000_000, 34_000_000), Lon: -s.Between(38_000_000, 44_000_000)},
		})
	}
}
