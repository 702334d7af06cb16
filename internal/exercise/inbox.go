package exercise

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
)

// Letter is one thing in a team's inbox: an inject that was delivered, or a message.
type Letter struct {
	Kind     string // training.ReceiptInject or training.ReceiptMessage
	ID       string
	From     string // as the scenario says, or the person's name
	Channel  string // "supervisor", "voice note", "press"…; "message" for messages
	Text     string
	Wall     time.Time
	Scenario time.Time
	Late     bool
	ToTeam   bool // an inject, or a message from a trainer
	Mine     bool // sent by the reader
	Read     bool // by the reader
	ReadBy   int  // how many people have read it

	due time.Time // scenario time at which it should have come
}

// mail is what was sent to a run's team by the scenario, and who has read what.
type mail struct {
	run        training.Run
	scenario   *scenarios.Scenario
	deliveries []training.InjectDelivery
	receipts   []training.Receipt
}

func (r *Room) mail(ctx context.Context, sc training.Scope, id training.RunID) (m mail, err error) {
	if m.run, err = r.Store.Run(ctx, sc, id); err != nil {
		return m, err
	}
	if m.scenario, err = r.scenario(m.run); err != nil {
		return m, err
	}
	if m.deliveries, err = r.Store.Deliveries(ctx, sc, id); err != nil {
		return m, err
	}
	m.receipts, err = r.Store.Receipts(ctx, sc, id)
	return m, err
}

// Inbox delivers what is due and lists what a run's team was sent, newest first.
func (r *Room) Inbox(ctx context.Context, sc training.Scope, id training.RunID) ([]Letter, error) {
	if err := r.deliver(ctx, sc, id); err != nil {
		return nil, err
	}
	mail, err := r.mail(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	messages, err := r.Store.Messages(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	names, err := r.Names(ctx, sc)
	if err != nil {
		return nil, err
	}
	var out []Letter
	for _, d := range mail.deliveries {
		inject, ok := mail.scenario.Inject(string(d.Inject))
		if d.Skipped || !ok {
			continue
		}
		out = append(out, Letter{
			Kind: training.ReceiptInject, ID: string(d.Inject), From: inject.From, Channel: inject.Channel, Text: inject.Text,
			Wall: d.Wall, Scenario: d.Scenario, Late: d.Late, ToTeam: true,
		})
	}
	for _, m := range messages {
		out = append(out, Letter{
			Kind: training.ReceiptMessage, ID: string(m.ID), From: names[m.From], Channel: "message", Text: m.Body,
			Wall: m.Wall, Scenario: m.Scenario, Mine: m.From == sc.Person, Read: m.From == sc.Person, ToTeam: m.ToRole == training.Trainee,
		})
	}
	for _, rc := range mail.receipts {
		for i := range out {
			if l := &out[i]; l.Kind == rc.Kind && l.ID == rc.Item {
				l.ReadBy++
				l.Read = l.Read || rc.Person == sc.Person
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Letter) int {
		return cmp.Or(b.Wall.Compare(a.Wall), b.due.Compare(a.due), cmp.Compare(b.ID, a.ID))
	})
	return out, nil
}

// Read leaves the receipt that a person has opened an inject or a message. What
// is not in their inbox is [training.ErrNotFound].
func (r *Room) Read(ctx context.Context, sc training.Scope, id training.RunID, kind, item string) error {
	letters, err := r.Inbox(ctx, sc, id)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(letters, func(l Letter) bool { return l.Kind == kind && l.ID == item }) {
		return training.NotFound("the message")
	}
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		run, err := tx.Run(ctx, sc, id)
		if err != nil {
			return err
		}
		return tx.MarkRead(ctx, sc, training.Receipt{
			Site: run.Site, Team: run.Team, Run: run.ID, Kind: kind, Item: item, Person: sc.Person, At: r.Now(),
		})
	})
}

// Send puts a message into the inbox: from a trainer to the team, or from the
// team to its trainers. A repeated key sends nothing twice.
func (r *Room) Send(ctx context.Context, sc training.Scope, id training.RunID, body, key string) error {
	body, err := training.CleanText("message", body, 4000)
	if err != nil {
		return err
	}
	if body == "" {
		return training.Invalid("message", "is empty", "at least one word")
	}
	to := training.Trainee
	if sc.Role == training.Trainee {
		to = training.Trainer
	} else if err := trainer(sc); err != nil {
		return err
	}
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		run, err := tx.Run(ctx, sc, id)
		if err != nil {
			return err
		}
		now, _, err := r.moment(ctx, tx, sc, id)
		if err != nil {
			return err
		}
		_, err = tx.AddMessage(ctx, sc, training.Message{
			Site: run.Site, Team: run.Team, Run: run.ID, ID: training.NewID[training.MessageID](),
			From: sc.Person, ToRole: to, Body: body, Key: key, Wall: now.wall, Scenario: now.scenario,
		})
		return err
	})
}

// Planned is an inject as the trainer's console shows it.
type Planned struct {
	ID, Channel, From, Text  string
	Pressure, Expected       string // what it tests, what a good team does
	Due                      time.Time
	Delivered, Skipped, Late bool
	At                       time.Time // scenario time of delivery
	ReadBy                   int
}

// Plan lists every inject of a run in order of its due time, for the trainer.
func (r *Room) Plan(ctx context.Context, sc training.Scope, id training.RunID) ([]Planned, error) {
	if err := trainer(sc); err != nil {
		return nil, err
	}
	mail, err := r.mail(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	var out []Planned
	for _, in := range mail.scenario.CourseInjects() {
		p := Planned{
			ID: in.ID, Channel: in.Channel, From: in.From, Text: in.Text, Pressure: in.Pressure, Expected: in.Expected,
			Due: mail.run.ScenarioStart.Add(in.At),
		}
		for _, d := range mail.deliveries {
			if string(d.Inject) == in.ID {
				p.Delivered, p.Skipped, p.Late, p.At = !d.Skipped, d.Skipped, d.Late, d.Scenario
			}
		}
		for _, rc := range mail.receipts {
			if rc.Kind == training.ReceiptInject && rc.Item == in.ID {
				p.ReadBy++
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// Fire delivers an inject by the trainer's hand, before it is due.
func (r *Room) Fire(ctx context.Context, sc training.Scope, id training.RunID, inject string) error {
	return r.hand(ctx, sc, id, inject, "inject.fire", false)
}

// Skip passes an inject over, with a record.
func (r *Room) Skip(ctx context.Context, sc training.Scope, id training.RunID, inject string) error {
	return r.hand(ctx, sc, id, inject, "inject.skip", true)
}

func (r *Room) hand(ctx context.Context, sc training.Scope, id training.RunID, inject, action string, skip bool) error {
	if err := trainer(sc); err != nil {
		return err
	}
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		run, err := tx.LockRun(ctx, sc, id)
		if err != nil {
			return err
		}
		if !run.State.Open() {
			return training.Conflict("the exercise is " + string(run.State) + "; injects are fired while it is running or paused")
		}
		scenario, err := r.scenario(run)
		if err != nil {
			return err
		}
		if _, ok := scenario.Inject(inject); !ok {
			return training.NotFound("the inject " + inject)
		}
		now, _, err := r.moment(ctx, tx, sc, id)
		if err != nil {
			return err
		}
		done, err := tx.AddDelivery(ctx, sc, training.InjectDelivery{
			Site: run.Site, Team: run.Team, Run: run.ID, Inject: training.InjectID(inject),
			Wall: now.wall, Scenario: now.scenario, Skipped: skip, By: sc.Person,
		})
		if err != nil {
			return err
		}
		if !done {
			return training.Conflict("that inject was delivered or skipped already")
		}
		return r.audit(ctx, tx, sc, action, id, map[string]any{"inject": inject, "scenario_time": now.scenario})
	})
}
