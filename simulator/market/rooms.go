package market

import (
	"time"

	"github.com/osint-radar/academy/simulator/saga"
	"github.com/osint-radar/academy/simulator/world"
)

// life is one of several things that follow each other: a channel, an account,
// a name.
type life struct {
	saga.Life
	ref world.Ref
}

// within moves a moment into a life: the one that has begun by then, or into
// the first hours of the next.
func within(lives []life, at time.Time) (life, time.Time) {
	for i, l := range lives {
		if at.Before(l.Opened) {
			at = l.Opened.Add(time.Duration(30+i) * time.Minute)
		}
		if l.Gone.IsZero() || at.Before(l.Gone) {
			return l, at
		}
	}
	last := lives[len(lives)-1]
	return last, at
}

// lately is the life that had begun last by then.
func lately(lives []life, at time.Time) life {
	found := lives[0]
	for _, l := range lives {
		if !l.Opened.After(at) {
			found = l
		}
	}
	return found
}

// room opens a room of Kurjer; the first of the members owns it.
func (p *plan) room(ref, kind, title string, opened time.Time, cause world.Cause, members ...*actor) *world.Room {
	r := world.Room{
		Ref: world.Ref("room:" + ref), Kind: kind, Title: title, OpenedAt: opened, Cause: cause,
		ID: world.VisibleNumber(opened, p.Draw("id/room", ref)) >> 10,
	}
	for i, m := range members {
		role := world.MemberRole
		switch {
		case i == 0:
			role = world.OwnerRole
		case m.slot == "bot":
			role = world.BotRole
		}
		r.Members = append(r.Members, world.Member{Profile: m.prof(), Role: role, JoinedAt: opened})
	}
	if kind == world.Public {
		r.Handle = p.Handle("room/"+ref, title)
		r.Readers = int(p.Draw("readers", ref).Between(40, 900))
	}
	p.rooms[r.Ref] = len(p.W.Rooms)
	p.W.Rooms = append(p.W.Rooms, r)
	return &p.W.Rooms[len(p.W.Rooms)-1]
}

// say writes a message. It returns its name.
func (p *plan) say(ref string, room world.Ref, who *actor, at time.Time, text, lang, label string, cause world.Cause) world.Ref {
	m := world.Message{
		Ref: world.Ref("message:" + ref), Room: room, Author: who.prof(), At: at, Text: text, Lang: lang, Label: label, Cause: cause,
	}
	p.W.Messages = append(p.W.Messages, m)
	p.shows(world.Ref(cause.Cause), m.Ref)
	return m.Ref
}

// voice is said and not written: its transcript is the planned text.
func (p *plan) voice(message world.Ref) {
	m := &p.W.Messages[len(p.W.Messages)-1]
	if m.Ref == message {
		m.Voice, m.Text = m.Text, ""
		m.VoiceLasts = time.Duration(3+len(m.Voice)/14) * time.Second
	}
}

// channels lets accounts, channels and names live, be banned and come back: the
// networks' own, and a club's whose pictures somebody else claims.
func (p *plan) channels() {
	for _, n := range p.nets {
		admin := p.actors[n.ref+"/admin"]
		n.accounts = p.lives(n.ref+"/account", admin, 2, -90, 92, 97)
		for i := range n.accounts {
			p.pageAccount(n, admin, i)
		}
		n.channels = p.lives(n.ref+"/channel", admin, n.lives, 3, 28, 44)
		for i := range n.channels {
			l := &n.channels[i]
			r := p.room(string(l.ref[len("room:"):]), world.Public, p.Title(string(l.ref), "{A} {N} Trips"), l.Opened, world.Cause{Saga: n.ref + "/channel", Step: "open", Cause: string(l.Open)},
				admin, p.actors[n.ref+"/broker"])
			r.BannedAt = l.Gone
			r.Members[1].Role = world.AdminRole
			p.shows(l.Open, r.Ref)
		}
		crew := []*actor{admin, p.actors[n.ref+"/broker"], p.actors[n.ref+"/collector"], p.actors[n.ref+"/organiser"]}
		for leg := range n.legs {
			crew = append(crew, p.actors[driverRef(n, leg)])
		}
		p.room(n.ref+"/crew", world.Private, p.Title(n.ref+"/crew", "{N} Work"), p.On("room/"+n.ref+"/crew", 1), world.Cause{Saga: n.ref + "/crew", Step: "open"}, crew...)
	}
	for _, t := range p.sets {
		club := p.actors[t.like+"/club"]
		for i, l := range p.lives(t.like+"/club-channel", club, 2, 3, 40, 60) {
			r := p.room(string(l.ref[len("room:"):]), world.Public, club.says, l.Opened, world.Cause{Saga: t.like + "/club-channel", Step: "open", Cause: string(l.Open)}, club)
			r.BannedAt = l.Gone
			p.shows(l.Open, r.Ref)
			if i == 1 {
				text, lang := p.Line(string(r.Ref)+"/back", phrases["clubback"], "en", p.plain)
				p.say(string(r.Ref[len("room:"):])+"/back", r.Ref, club, l.Opened.Add(20*time.Minute), text, lang, "L1", world.Cause{Saga: t.like + "/club-channel", Step: "rebirth", Cause: string(l.Open)})
			}
		}
		for _, name := range []string{t.ref + "/advertiser", t.ref + "/guarantor", t.ref + "/forger", t.like + "/coach", t.like + "/promoter", t.like + "/developer", t.like + "/hotline", t.like + "/scam", t.like + "/fundraiser"} {
			a := p.actors[name]
			p.room(name, world.Public, a.says, p.On("room/"+name, 1), world.Cause{Saga: "page-" + name, Step: "open", Cause: string(a.prof())}, a)
		}
		courier := p.actors[t.like+"/courier"]
		p.room(t.like+"/shift", world.Private, p.Title(t.like+"/shift", "{N} Shift"), p.On("room/"+t.like+"/shift", 1), world.Cause{Saga: t.like + "/shift", Step: "open"}, courier, p.actors[t.like+"/driver"])
		p.room(t.like+"/circle", world.Private, p.Title(t.like+"/circle-room", "{N} Families"), p.On("room/"+t.like+"/circle", 0), world.Cause{Saga: t.like + "/circle", Step: "open"}, p.actors[t.like+"/circle"], p.actors[t.like+"/family"])
	}
}

// lives plays a presence and names its lives by its sort.
func (p *plan) lives(ref string, owner *actor, n, first, least, most int) []life {
	day := 24 * time.Hour
	ls, events := saga.Presence{
		Name: ref, Owner: owner.person(), Lives: n, Start: p.On(ref, first), Least: time.Duration(least) * day, Most: time.Duration(most) * day,
	}.Run(p.W.Key.Domain("saga/presence"))
	p.record(events)
	var out []life
	for i, l := range ls {
		out = append(out, life{l, world.Ref("room:" + ref + "-" + string(rune('1'+i)))})
	}
	return out
}

// pageAccount is life i of a network's account on Chatterly. The one that was
// banned is followed by the one that says so.
func (p *plan) pageAccount(n *network, admin *actor, i int) {
	l := &n.accounts[i]
	ref := n.ref + "/page-" + string(rune('1'+i))
	l.ref = world.Ref("account:" + ref)
	title := p.Title(ref, "{A} {N}")
	p.AddAccount(world.Account{
		Ref: l.ref, Owner: admin.person(), Handle: p.Handle(ref, title), DisplayName: title, Lang: "en",
		Bio: "Friends travel with friends. Ask, and you get an answer.", CreatedAt: l.Opened, SuspendedAt: l.Gone, Pull: 40 - 10*i,
	})
	p.shows(l.Open, l.ref)
}

func driverRef(n *network, leg int) string {
	return n.ref + "/driver-" + string(rune('1'+leg))
}
