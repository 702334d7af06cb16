package openhands

import (
	"fmt"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Accounts are as old as anybody's: whoever is on the net as a person, and the
// offenders among them, made the account in one range of days before the start of
// the clock. An institution is there longer, but some are not. The day is public,
// so it must not tell who is guilty.
var (
	private     = [2]int{30, 700}
	institution = [2]int{300, 1200}
)

// actor is one of the fourteen, in the order of their cards.
type actor struct {
	role, ref string
	org       bool
	guilty    bool
	pattern   string // how an organisation's name is drawn
	bio       string
	age       [2]int // days before the start of the clock at which the account was made
	life      int
	pull      int
	once      []string // kinds of post that the actor writes once
	again     []string // kinds that the rest of its posts are made of
}

var cast = []actor{
	{"relative", "relative", false, false, "", "Far from home, close to my people.", private, 16, 3, []string{"family", "life"}, []string{"family"}},
	{"shelter", "shelter", true, false, "Refugio {A} {N}", "A roof and a soup. Nobody pays here. We are all volunteers.", institution, 0, 60, []string{"help", "warning"}, []string{"help", "warning", "help"}},
	{"taxi-driver", "taxi", false, false, "", "Taxi, day and night. Licence and meter.", private, 10, 5, []string{"taxi", "life"}, []string{"taxi"}},
	{"fake-volunteer", "fake", false, true, "", "Volunteer. We help, you travel.", private, 8, 12, []string{"offer", "offer", "unclear", "life"}, []string{"offer"}},
	{"lawyer", "lawyer", true, false, "{A} {N} Legal Desk", "Lawyers. We explain your rights and read your letters with you.", institution, 0, 30, nil, []string{"rights"}},
	{"fundraiser", "fundraiser", false, false, "", "I collect for families of our town. Every name is on the list.", private, 8, 25, []string{"donation"}, []string{"donation"}},
	{"hostel-owner", "hostel", false, false, "", "Small hostel. Everybody signs the book.", private, 4, 6, []string{"child", "hostel"}, []string{"hostel"}},
	{"priest", "priest", false, false, "", "Parish house. The door is open.", institution, 6, 20, []string{"child", "parish", "life"}, []string{"parish"}},
	{"extorter", "extorter", false, true, "", "Rooms and journeys. Ask me, I answer.", private, 6, 8, []string{"deposit", "deposit", "unclear"}, []string{"deposit"}},
	{"journalist", "journalist", false, false, "", "Reporter. I print what people are asked to pay.", institution, 10, 90, nil, []string{"news"}},
	{"interpreter", "interpreter", false, false, "", "Interpreter for four languages. Invoice by mail.", private, 12, 4, []string{"word", "language", "life"}, []string{"language"}},
	{"helper-bot", "bot", true, true, "Helper {N}", "Automatic answers, day and night.", private, 0, 4, nil, []string{"bot"}},
	{"rescuer", "rescuer", false, false, "", "Fishing boat. The sea is everybody's.", private, 14, 10, []string{"rescue", "life"}, []string{"rescue"}},
	{"bookkeeper", "bookkeeper", false, false, "", "Numbers by day.", private, 12, 2, []string{"work", "life"}, []string{"work"}},
}

// others are people of the story who are on no card: those whom an actor took a
// lawful step against, those who have cases of their own, and those who repeat
// the rumour.
var others = []struct{ role, ref string }{
	{"opponent", "opponent/bookkeeper"},
	{"opponent", "opponent/hostel"},
	{"opponent", "opponent/taxi"},
	{"opponent", "opponent/interpreter"},
	{"party", "party/1"},
	{"party", "party/2"},
	{"party", "party/3"},
	{"gossip", "gossip1"},
	{"gossip", "gossip2"},
	{"gossip", "gossip3"},
}

func byRole(role string) (actor, bool) {
	i := slices.IndexFunc(cast, func(a actor) bool { return a.role == role })
	if i < 0 {
		return actor{}, false
	}
	return cast[i], true
}

// Roles lists the roles of the cast.
func Roles() []string {
	var out []string
	for _, a := range cast {
		out = append(out, a.role)
	}
	return out
}

// Names lists the name slots that a variant may fill.
func Names() []string { return Roles() }

func (p *plan) people() {
	for _, a := range cast {
		if a.org {
			p.AddPerson(a.ref, a.role, p.Title(a.role, a.pattern), true, !a.guilty)
		} else {
			p.AddPerson(a.ref, a.role, p.Person(a.role), false, !a.guilty)
		}
	}
	p.AddPerson("hosting", "hosting-firm", p.Title("hosting-firm", "{A}{N} Hosting"), true, true)
	for _, o := range others {
		p.AddPerson(o.ref, o.role, p.Person(o.ref), false, true)
	}
}

// at returns the handle of an account with its @.
func (p *plan) at(ref string) string { return "@" + p.W.Account(world.Ref("account:"+ref)).Handle }

// accounts makes those of the fourteen and of the three who repeat the rumour.
// The false volunteer borrows the shelter's name.
func (p *plan) accounts() {
	for _, a := range cast {
		display := p.NameOf(a.ref)
		switch a.ref {
		case "fake":
			display = p.NameOf("shelter") + " Friends"
		case "relative", "bookkeeper":
			display = strings.Fields(display)[0]
		}
		p.AddAccount(world.Account{
			Ref: world.Ref("account:" + a.ref), Owner: world.Ref("person:" + a.ref), Handle: p.Handle(a.ref, display), DisplayName: display,
			Bio: a.bio, Lang: "en", Life: a.life, Pull: a.pull,
			CreatedAt: p.On("account/"+a.ref, -int(p.Draw("age", a.ref).Between(int64(a.age[0]), int64(a.age[1])))),
		})
	}
	for i := range 3 {
		ref := fmt.Sprintf("gossip%d", i+1)
		p.AddAccount(world.Account{
			Ref: world.Ref("account:" + ref), Owner: world.Ref("person:" + ref), Handle: p.Handle(ref, p.NameOf(ref)), DisplayName: strings.Fields(p.NameOf(ref))[0],
			Bio: stream.Pick(p.Draw("bio", ref), []string{"", "Here to read.", "My town, my opinion."}), Lang: "en", Life: 18, Pull: 6,
			CreatedAt: p.On("account/"+ref, -int(p.Draw("age", ref).Between(60, 700))),
		})
	}
}
