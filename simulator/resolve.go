package simulator

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// Resolve turns the facts of a world into those of its truth, once every
// surface has said (Bind) what the things of the world have become, and adds one
// for every planted row that they leave unexplained. It fails on a fact that no
// record shows, and on an entity that nothing points at. What only a surface
// could show that this dataset does not have is left out, and so are the facts of
// World.Later.
func Resolve(w *world.World, out *dataset.Writer) ([]truth.Fact, error) {
	return resolveAll(w, out.Bound, planted(w, showable(w.Facts, out), out))
}

// bounds says what a thing of the world became.
type bounds func(ref string) (dataset.Bound, bool)

func resolveAll(w *world.World, bound bounds, list []world.Fact) ([]truth.Fact, error) {
	facts := make([]truth.Fact, 0, len(list))
	salts := w.Key.Domain("truth/salt")
	var bad []error
	for _, f := range list {
		t, err := salted(w, bound, f, salts)
		if err != nil {
			bad = append(bad, err)
			continue
		}
		facts = append(facts, t)
	}
	if err := errors.Join(bad...); err != nil {
		return nil, fmt.Errorf("truth: %w", err)
	}
	return facts, nil
}

func salted(w *world.World, bound bounds, f world.Fact, salts stream.Domain) (truth.Fact, error) {
	t, err := resolve(w, bound, f)
	if err != nil {
		return t, fmt.Errorf("fact %s: %w", f.Ref, err)
	}
	var salt [32]byte
	salts.Named(t.ID).Bytes(salt[:])
	t.Salt = hex.EncodeToString(salt[:])
	return t, nil
}

// all yields the facts of a truth: first those that are resolved, then those of
// World.Later, batch by batch, with what the journal has of their parts. So no
// more than what the parts of a batch have bound is in memory.
func all(w *world.World, first []truth.Fact, journal *dataset.Journal) iter.Seq2[truth.Fact, error] {
	return func(yield func(truth.Fact, error) bool) {
		for _, f := range first {
			if !yield(f, nil) {
				return
			}
		}
		if w.Later.Surface == "" {
			return
		}
		salts := w.Key.Domain("truth/salt")
		l := later{journal: journal, surface: w.Later.Surface, held: map[int]map[string]shown{}}
		for batch := range w.Later.Batches {
			if err := l.hold(batch.Parts); err != nil {
				yield(truth.Fact{}, err)
				return
			}
			for f := range batch.Facts {
				t, err := salted(w, l.bound, f, salts)
				if err != nil {
					err = fmt.Errorf("truth: %w", err)
				}
				if !yield(t, err) || err != nil {
					return
				}
			}
		}
	}
}

// later is what the parts of a batch have bound.
type later struct {
	journal *dataset.Journal
	surface string
	parts   []int
	held    map[int]map[string]shown
}

// shown is what of a bound a fact of World.Later needs.
type shown struct {
	records []string
	from    int64
}

// hold reads the bounds of the parts that the batch before did not have.
func (l *later) hold(parts []int) error {
	maps.DeleteFunc(l.held, func(part int, _ map[string]shown) bool { return !slices.Contains(parts, part) })
	l.parts = parts
	for _, part := range parts {
		if l.held[part] != nil {
			continue
		}
		bound, err := l.journal.Bound(unitName(l.surface, part))
		if err != nil {
			return err
		}
		l.held[part] = make(map[string]shown, len(bound))
		for ref, b := range bound {
			l.held[part][ref] = shown{b.Records, b.VisibleFrom}
		}
	}
	return nil
}

func (l *later) bound(ref string) (dataset.Bound, bool) {
	for _, part := range l.parts {
		if b, ok := l.held[part][ref]; ok {
			return dataset.Bound{Records: b.records, VisibleFrom: b.from}, true
		}
	}
	return dataset.Bound{}, false
}

// shownBy says which surface, by its name, shows the things of a sort. Sorts
// that are not here have a surface in every dataset.
func shownBy(sort string) []string {
	switch sort {
	case "room", "message", "profile":
		return []string{"messenger"}
	case "listing", "seller":
		return []string{"classifieds"}
	case "row", "table", "paper":
		return []string{"case"}
	case "member", "board", "thread", "forum-post", "forum-media", "private-message":
		return []string{"forum"}
	case "loopi", "clip", "comment":
		return []string{"loopi"}
	case "order", "settlement", "broker":
		return []string{"paper"}
	case "exchange", "customer", "entry":
		return []string{"casp"}
	case "event", "journey", "sensor":
		return []string{"movement"}
	case "token-wallet", "token-payment":
		return []string{"accountledger"}
	}
	return nil
}

// showable leaves out the facts whose proof needs a surface that has written
// nothing, and whatever is said of an entity that is left out.
func showable(facts []world.Fact, out *dataset.Writer) []world.Fact {
	here := map[string]bool{}
	for _, f := range out.Files() {
		here[f.Surface] = true
	}
	gone := map[world.Ref]bool{}
	hidden := func(f world.Fact) bool {
		return slices.ContainsFunc(f.Proof, func(r world.Ref) bool {
			sort, _, _ := strings.Cut(string(r), ":")
			names := shownBy(sort)
			return names != nil && !slices.ContainsFunc(names, func(n string) bool { return here[n] })
		})
	}
	for _, f := range facts {
		if f.Kind == truth.Entity && hidden(f) {
			gone[f.Ref] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(facts), func(f world.Fact) bool {
		return gone[f.Ref] || gone[f.Subject] || gone[f.Object] || hidden(f)
	})
}

func resolve(w *world.World, bound bounds, f world.Fact) (truth.Fact, error) {
	t := truth.Fact{
		ID: string(f.Ref), Kind: f.Kind, Type: f.Type, Subject: string(f.Subject), Predicate: f.Predicate, Object: string(f.Object),
		Role: f.Role, Difficulty: f.Difficulty, Innocent: f.Innocent, Saga: f.Cause.Saga, Step: f.Cause.Step, Cause: f.Cause.Cause,
	}
	for _, s := range f.Selectors {
		t.Selectors = addSelector(t.Selectors, s)
	}
	seen := w.Start.Unix()
	for _, ref := range f.Proof {
		b, ok := bound(string(ref))
		if !ok || len(b.Records) == 0 {
			return t, fmt.Errorf("no surface shows %s", ref)
		}
		for _, r := range slices.Sorted(slices.Values(b.Records)) { // surfaces bind in any order
			if !slices.Contains(t.Proof, r) {
				t.Proof = append(t.Proof, r)
			}
		}
		seen = max(seen, b.VisibleFrom)
	}
	t.VisibleFrom = time.Unix(seen, 0).UTC()
	switch f.Kind {
	case truth.Entity:
		if b, ok := bound(string(f.Ref)); ok {
			for _, s := range b.Selectors {
				t.Selectors = addSelector(t.Selectors, s)
			}
		}
		if len(t.Selectors) == 0 {
			return t, errors.New("nothing that an analyst can hold points at it")
		}
		slices.SortFunc(t.Selectors, func(a, b truth.Selector) int {
			return strings.Compare(a.Kind+"\x00"+a.Value, b.Kind+"\x00"+b.Value)
		})
	case truth.Hop:
		b, _ := bound(string(f.Proof[0]))
		t.TxID, t.Vout, t.AmountSat = b.TxID, b.Vout, b.AmountSat
		t.Tx, t.LogIndex, t.Amount = b.Tx, b.LogIndex, b.Amount
		if id, _, amount := t.Moved(); id == "" || amount <= 0 {
			return t, fmt.Errorf("%s is on no ledger", f.Proof[0])
		}
	case truth.Label:
		b, ok := bound(string(f.Subject))
		if !ok || len(b.Records) != 1 {
			return t, fmt.Errorf("%s is not one record", f.Subject)
		}
		t.Subject, t.Object = b.Records[0], f.Value
	case truth.Answer:
		t.Subject, t.Object = string(f.Ref), f.Value
		if f.Digest != "" {
			b, _ := bound(string(f.Digest))
			if b.SHA256 == "" {
				return t, fmt.Errorf("%s has no file", f.Digest)
			}
			value, err := json.Marshal(b.SHA256)
			if err != nil {
				return t, err
			}
			t.Object = string(value)
		}
	case truth.Alias, truth.Link, truth.Event:
	}
	return t, nil
}

func addSelector(list []truth.Selector, s truth.Selector) []truth.Selector {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
