package draft_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

func begin(seed byte, variant string) *draft.Draft {
	d := draft.New(world.Spec{
		Scenario: "test", Variant: variant, Scale: 1000, Start: time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC), Days: 90, Opens: 80 * 24 * time.Hour,
		Names: map[string]string{"channel": "Blue Lantern"},
	}, stream.NewKey([16]byte{seed}))
	d.DrawTowns(4)
	return d
}

// Nobody bears another's name, however many there are: more than there are
// pairs of words.
func TestNamesAreUnlike(t *testing.T) {
	d := begin(1, "team-a")
	seen := map[string]bool{}
	for i := range 3000 {
		n := strings.ToLower(d.Title(fmt.Sprintf("firm/%d", i), "{A} {N}"))
		h := d.Handle(fmt.Sprintf("firm/%d", i), "Blue Lantern")
		if seen[n] || seen["@"+h] || n == "blue lantern" {
			t.Fatalf("name %d: %q and %q are taken", i, n, h)
		}
		seen[n], seen["@"+h] = true, true
	}
	numbers := map[string]bool{}
	for i := range 2000 { // twice as many as the mobile numbers for drama
		n := d.Number(fmt.Sprint(i))
		if numbers[n] || n != d.Number(fmt.Sprint(i)) {
			t.Fatalf("number %d: %s is taken or changes", i, n)
		}
		numbers[n] = true
	}
}

// A name asked for again, in another order or beside others, is the same; the
// same slot of another variant is another name.
func TestNamesStandAlone(t *testing.T) {
	a, b, other := begin(1, "team-a"), begin(1, "team-a"), begin(1, "team-b")
	for _, slot := range []string{"one", "two", "three"} {
		b.Person("before " + slot)
	}
	for _, slot := range []string{"three", "one", "two"} {
		if a.Person(slot) != b.Person(slot) || a.Person(slot) == other.Person(slot) {
			t.Errorf("%s: %q, %q, in another variant %q", slot, a.Person(slot), b.Person(slot), other.Person(slot))
		}
	}
}

// What is dealt is never the neighbour's, and every card is dealt to somebody.
func TestDealtApart(t *testing.T) {
	for n := 2; n < 8; n++ {
		held := map[int]bool{}
		for seed := range byte(60) {
			a, b := begin(seed, "team-a").Deal("card", n), begin(seed, "team-b").Deal("card", n)
			if a == b || a < 0 || a >= n {
				t.Fatalf("seed %d, %d cards: %d and %d", seed, n, a, b)
			}
			held[a] = true
		}
		if len(held) != n {
			t.Errorf("%d cards, of which %d are dealt", n, len(held))
		}
	}
}

// Every line of every phrase is filled: no slot is left open, and what the
// caller gives wins.
func TestPhrasesAreFilled(t *testing.T) {
	d := begin(2, "team-a")
	code := d.DrawLexicon("")
	for name, k := range draft.Phrases {
		for lang, lines := range k.Lines {
			for i := range 4 * len(lines) {
				text, in := d.Line(fmt.Sprintf("%s/%s/%d", name, lang, i), k, lang, code, "{main}", "@main", "{addr}", "bcrt1x", "{tk}", "777")
				if strings.ContainsAny(text, "{}") || in != lang {
					t.Errorf("%s in %s: %s", name, in, text)
				}
			}
		}
	}
}

func ExampleDraft_Title() {
	d := begin(1, "team-a")
	fmt.Println(d.Title("channel", "{A} {N}"))
	again := d.Title("hotline", "Casa {A} {N}")
	fmt.Println(again == d.Title("hotline", "another pattern"))
	// Output:
	// Blue Lantern
	// true
}
