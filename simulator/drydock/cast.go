package drydock

import (
	"strings"

	"github.com/osint-radar/academy/simulator/world"
)

// part is somebody of the case.
type part struct {
	role, ref string
	guilty    bool
	pattern   string // how an organisation's name is drawn, "" for a person
	bio       string // on Loopi, "" for no account
	pull      int
}

// The cast: three who offer, four who only look like it. Those who rescue look
// worse than anybody at first sight: night, a boat, people on deck.
var cast = []part{
	{"boat-procurer", "procurer", true, "", "Boats bought and sold. Quick and quiet.", 12},
	{"skipper-recruiter", "recruiter", true, "", "Do you want to steer? I teach you in a day.", 30},
	{"berth-broker", "broker", true, "", "", 0},
	{"sailing-school", "school", false, "{A} {N} Sailing", "Crews wanted for the summer. No experience needed, we teach you.", 24},
	{"rescue-ngo", "rescue", false, "Mare {A} {N}", "We look for people in distress at sea. Everything we film goes to the rescue centre first.", 90},
	{"marina", "marina", false, "Marina {A} {N}", "Berths, water, electricity. The office is open from eight.", 20},
	{"fishers", "fishers", false, "{A} {N} Cooperative", "Seven boats, fresh fish on the quay every morning.", 15},
}

// skippers are two people who were made to steer: migrants themselves, victims or
// witnesses before anything else. They have no account and no name in a file.
var skippers = []string{"skipper-1", "skipper-2"}

// Roles lists the roles of the cast.
func Roles() []string {
	var out []string
	for _, c := range cast {
		out = append(out, c.role)
	}
	return out
}

// Names lists the name slots that a variant may fill.
func Names() []string { return append(Roles(), "recruiter-alias") }

func (p *plan) people() {
	for _, c := range cast {
		name := ""
		if c.pattern != "" {
			name = p.Title(c.role, c.pattern)
		} else {
			name = p.Person(c.role)
		}
		p.AddPerson(c.ref, c.role, name, c.pattern != "", !c.guilty)
	}
	for _, ref := range skippers {
		p.AddPerson(ref, "skipper", p.Person(ref), false, true)
	}
}

// accounts are those of the cast on Loopi.
func (p *plan) accounts() {
	for _, c := range cast {
		if c.bio == "" {
			continue
		}
		shown := p.NameOf(c.ref)
		switch {
		case c.ref == "recruiter":
			shown = p.Title("recruiter-alias", "Captain {N}")
		case c.pattern == "":
			shown = strings.Fields(shown)[0] + " Boats"
		}
		p.AddLoopiAccount(world.LoopiAccount{
			Ref: loopi(c.ref), Owner: world.Ref("person:" + c.ref), Handle: p.Handle("loopi/"+c.ref, shown), Name: shown, Bio: c.bio, Pull: c.pull,
			CreatedAt: p.On("loopi/"+c.ref, -int(p.Draw("age", c.ref).Between(30, 700))),
		})
	}
}

func loopi(ref string) world.Ref { return world.Ref("loopi:" + ref) }
