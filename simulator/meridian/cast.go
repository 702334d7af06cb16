package meridian

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/world"
)

// part is one of the forty accounts and who stands behind it.
type part struct {
	ref     string
	role    string
	owner   string // ref of the person; "" for one of its own
	org     bool
	guilty  bool
	pattern string // how a title is drawn: of an organisation its name, of others what the account is called
	bio     string
	pull    int
	scene   string   // of the picture of its first post, "" for none
	script  []string // kinds of its posts
}

// groups are the customers that sell seats, ring the one that sells work.
var groups = []string{"g1", "g2", "g3"}

const ring = "ring"

var cast = []part{
	{"main", "service-desk", "manager", false, true, "{A} {N} Services", "Pages, answers, lists, papers, safe payments. One desk for all.", 60, "flyer", nil},
	{"manager", "product-manager", "", false, true, "", "I make pages that people like.", 14, "", []string{"pagework", "signed", "life"}},
	{"stencil", "documents", "", false, true, "{N} Paperworks", "Forms and designs, quick.", 9, "document", []string{"stencil", "stencil", "life"}},
	{"banco", "payments", "", false, true, "{A} {N} Till", "We hold what you agree on.", 11, "", []string{"banco", "banco", "life"}},
	{"bot", "booking-bot", "manager", false, true, "{N} Answers", "I am a bot. I answer and write lists.", 6, "", []string{"bot", "bot", "bot"}},
	{"g1", "channel-1", "leader-1", false, true, "{A} {N}", "Friends travel with friends.", 40, "van", []string{"advert", "deposit", "advert"}},
	{"g1desk", "list-keeper-1", "", false, true, "", "I answer every message.", 8, "", []string{"list", "recall", "list"}},
	{"g1van", "driver-1", "", false, true, "", "Long roads.", 5, "van", []string{"vehicle", "life", "vehicle"}},
	{"g2", "channel-2", "leader-2", false, true, "{A} {N}", "Good company on the way.", 38, "road", []string{"advert", "counter", "teaser"}},
	{"g2desk", "list-keeper-2", "", false, true, "", "Day and night.", 8, "", []string{"list", "list", "life"}},
	{"g2van", "driver-2", "", false, true, "", "Clean and rested.", 5, "", []string{"vehicle", "vehicle", "life"}},
	{"g2till", "collector-2", "", false, true, "", "I count twice.", 4, "", []string{"counted", "counted", "life"}},
	{"g3", "channel-3", "leader-3", false, true, "{A} {N}", "From door to door.", 42, "landscape", []string{"advert", "deposit", "advert"}},
	{"g3desk", "list-keeper-3", "", false, true, "", "Ask me.", 7, "", []string{"list", "recall", "list"}},
	{"g3boat", "skipper-3", "", false, true, "", "Tea and salt water.", 4, "harbour", []string{"vehicle", "life", "vehicle"}},
	{"g3yard", "boat-procurer", "", false, true, "", "Small boats, quick boats.", 5, "", []string{"boats", "boats", "life"}},
	{ring, "employment-agency", "", true, true, "{A} {N} Staff", "Work at once. Beds and transport are arranged.", 33, "office", []string{"jobs", "jobs", "jobs"}},
	{"foreman", "foreman", "", false, true, "", "Up at four.", 3, "", []string{"beds", "beds", "life"}},
	{"landlord", "landlord", "", false, true, "", "Halls and rooms by the week.", 6, "", []string{"beds", "life", "beds"}},

	{"advice", "advice-ngo", "", true, false, "Casa {A} {N}", "Free legal advice for everybody who is new here.", 90, "hotline", []string{"legalaid", "legalaid", "legalaid"}},
	{"shelter", "shelter", "", true, false, "{A} {N} House", "A bed, a meal, a doctor.", 70, "food", []string{"tracing", "tracing", "tracing"}},
	{"radio", "diaspora-radio", "", true, false, "Radio {A} {N}", "Music and news for those far from home.", 110, "", []string{"radio", "radio", "radio"}},
	{"coach", "coach-firm", "", true, false, "{A} {N} Ride-Home", "Licensed coach trips home and back.", 55, "coach", []string{"carpool", "carpool", "carpool"}},
	{"developer", "developer", "", false, false, "", "I write free software.", 24, "", []string{"code", "code", "life"}},
	{"cousin", "remitter", "", false, false, "", "Far from home, close to my people.", 3, "market", []string{"family", "family", "life"}},
	{"journalist", "journalist", "", false, false, "", "Reporter. I write about what people pay, and to whom.", 200, "chat", []string{"journalist", "journalist", "journalist"}},
	{"warning", "scam-warning", "", true, false, "Stop {A} {N} Offers", "We collect false offers.", 65, "document", []string{"warning", "warning", "warning"}},
	{"satire", "satire", "", true, false, "The {A} {N} Gazette", "Not one true word. #satire", 60, "map", []string{"satire", "satire", "satire"}},
	{"rental", "van-rental", "", true, false, "{A} {N} Vans", "Vans by the day, with contract.", 25, "van", []string{"rental", "rental", "rental"}},
	{"fishers", "fishing-cooperative", "", true, false, "{A} {N} Fishers", "Twelve boats, one harbour.", 20, "harbour", []string{"fishing", "fishing", "fishing"}},
	{"fairwork", "honest-agency", "", true, false, "{A} {N} Jobs", "Work with a contract. We never take a fee from workers.", 34, "office", []string{"fairjobs", "fairjobs", "fairjobs"}},
	{"union", "union", "", true, false, "{N} Workers Union", "Know your rights at work.", 50, "", []string{"union", "union", "union"}},
	{"translator", "translator", "", false, false, "", "Sworn translator.", 9, "", []string{"translator", "translator", "life"}},
	{"printer", "print-shop", "", true, false, "{A} {N} Print", "Forms, posters, cards.", 15, "office", []string{"printer", "printer", "printer"}},
	{"payhelp", "payment-advice", "", true, false, "{A} {N} Consumer Desk", "What to do when a payment went wrong.", 35, "", []string{"payhelp", "payhelp", "payhelp"}},
	{"hostel", "hostel", "", true, false, "Hostel {A} {N}", "Beds. Everybody signs the book.", 18, "city", []string{"hostel", "hostel", "hostel"}},
	{"worker1", "worker", "", false, false, "", "Hello.", 2, "", []string{"worker", "life", "life"}},
	{"worker2", "worker", "", false, false, "", "", 2, "", []string{"worker too", "life", "life"}},
	{"traveller", "traveller", "", false, false, "", "Here to read.", 2, "", []string{"life", "life", "life"}},
	{"relative", "relative", "", false, false, "", "Far from home.", 3, "", []string{"family", "life", "life"}},
}

// backstage are people of the story without an account of their own: whoever
// they are, other sources show it.
var backstage = []struct {
	ref, role string
	guilty    bool
}{
	{"owner", "owner", true},
	{"leader-1", "group-leader-1", true},
	{"leader-2", "group-leader-2", true},
	{"leader-3", "group-leader-3", true},
	{"agent", "agency-owner", true},
	{"insider", "insider", true},
	{"runner", "cash-runner", true},
	{"sister", "remittance-receiver", false},
	{"counsel", "lawyer", false},
	{"client", "lawyers-client", false},
}

// Roles is empty: who writes the posts of the case file is fixed.
func Roles() []string { return nil }

// slots are the names that a variant may fill, by the ref of who bears them.
var slots = map[string]string{
	"owner": "owner", "manager": "product-manager", "leader-1": "group-leader-1", "leader-2": "group-leader-2", "leader-3": "group-leader-3",
	"agent": "agency-owner", "insider": "insider", "advice": "advice-ngo", "radio": "diaspora-radio", "coach": "coach-firm", "journalist": "journalist", "main": "service",
}

// Names lists the name slots that a variant may fill.
func Names() []string {
	var out []string
	for _, b := range backstage {
		if s, ok := slots[b.ref]; ok {
			out = append(out, s)
		}
	}
	for _, c := range cast {
		if s, ok := slots[c.ref]; ok {
			out = append(out, s)
		}
	}
	return out
}

// slot is the name slot of somebody: one that a variant may fill, or his own.
func slot(ref string) string {
	if s, ok := slots[ref]; ok {
		return s
	}
	return "name/" + ref
}

func (p *plan) people() {
	for _, b := range backstage {
		p.AddPerson(b.ref, b.role, p.Person(slot(b.ref)), false, !b.guilty)
	}
	for _, c := range cast {
		switch {
		case c.org:
			p.AddPerson(c.ref, c.role, p.Title(slot(c.ref), c.pattern), true, !c.guilty)
		case c.owner == "":
			p.AddPerson(c.ref, c.role, p.Person(slot(c.ref)), false, !c.guilty)
		}
	}
	p.AddPerson("hosting", "hosting-firm", p.Title("hosting-firm", "{A}{N} Hosting"), true, true)
}

// accounts makes the forty.
func (p *plan) accounts() {
	for _, c := range cast {
		owner := c.ref
		if c.owner != "" {
			owner = c.owner
		}
		display := p.NameOf(owner)
		switch {
		case c.ref == "main":
			display = p.Title(slot("main"), c.pattern)
		case !c.org && c.pattern != "":
			display = p.Title("channel/"+c.ref, c.pattern)
		case !c.org:
			display = strings.Fields(display)[0]
		}
		p.AddAccount(world.Account{
			Ref: world.Ref("account:" + c.ref), Owner: world.Ref("person:" + owner), Handle: p.Handle(c.ref, display), DisplayName: display,
			Bio: c.bio, Lang: "en", Pull: c.pull, Life: 6,
			CreatedAt: p.On("account/"+c.ref, -int(p.Draw("age", c.ref).Between(60, 1100))),
		})
	}
	for _, f := range [][3]string{
		{ring, "Fee of the first month", ring},
		{"advice", "Donations", "advice"},
		{"cousin", "Family circle", "circle"},
	} {
		a := p.W.Account(world.Ref("account:" + f[0]))
		a.Fields = [][2]string{{f[1], p.address(f[2])}}
	}
	p.W.Account("account:developer").Fields = [][2]string{{"Coffee", p.W.TokenAddress("token-wallet:developer")}}
}

func (p *plan) handle(ref string) string { return p.W.Account(world.Ref("account:" + ref)).Handle }

// at is somebody's handle as posts write it.
func (p *plan) at(ref string) string { return "@" + p.handle(ref) }

// group is the customer whom a supplier's or helper's post is about: his own for
// those of a group, one after the other for the others.
func (p *plan) group(ref string, n int) string {
	for _, g := range groups {
		if strings.HasPrefix(ref, g) {
			return g
		}
	}
	switch ref {
	case "foreman", "landlord":
		return ring
	case "manager", "developer":
		return "main"
	}
	return append(groups[:3:3], ring)[(p.Draw("customer", fmt.Sprint(ref)).IntN(4)+n)%4]
}
