package glossary

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Sequestro":          "sequestro",
		"παράνομη ΔΙΑΚΊΝΗΣΗ": "παρανομη διακινηση",
		"μετανάστης":         "μεταναστησ",
		"ΜΕΤΑΝΆΣΤΗΣ":         "μεταναστησ",
		"comună de anchetă":  "comuna de ancheta",
		"Organizațiilor":     "organizatiilor",
		"zločinecká sieť":    "zlocinecka siet",
		"Straße":             "strasse",
		"të dhënave":         "te dhenave",
		"ﬁnal №1":            "final no1",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
		if got := Fold(Fold(in)); got != Fold(in) {
			t.Errorf("folding %q twice gives %q", in, got)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Σίσυφος ß İ ı Å")
	f.Fuzz(func(t *testing.T, s string) {
		if once := Fold(s); Fold(once) != once {
			t.Errorf("%q: %q, then %q", s, once, Fold(once))
		}
	})
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"si" + "eze", "seize", 1},
		{"proportional" + "ty", "proportionality", 1},
		{"kitten", "sitting", 3},
		{"tihotaplenje", "tihotapljenje", 1},
		{"ca", "abc", 3},
	} {
		if got := Distance(c.a, c.b); got != c.want || Distance(c.b, c.a) != c.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestFindMeetsTermsInAnyLanguage(t *testing.T) {
	g, err := New([]Term{
		{ID: "smuggling", Term: "smuggling of migrants", Equivalents: map[string][]string{"sl": {"tihotapljenje migrantov"}, "el": {"παράνομη διακίνηση μεταναστών"}}},
		{ID: "trafficking", Term: "trafficking in human beings", Equivalents: map[string][]string{"it": {"tratta di esseri umani"}}},
		{ID: "victim", Term: "victim", Equivalents: map[string][]string{"it": {"vittima"}}},
		{ID: "flagger", Term: "trusted flagger", Equivalents: map[string][]string{"de": {"vertrauenswürdiger Hinweisgeber"}}},
		{ID: "liaison", Term: "liaison officer", Equivalents: map[string][]string{"de": {"Verbindungsbeamter"}}},
		{ID: "eio", Term: "European Investigation Order", Equivalents: map[string][]string{"sl": {"evropski preiskovalni nalog"}}},
		{ID: "epo", Term: "European Preservation Order", Equivalents: map[string][]string{"sl": {"evropski nalog za zavarovanje"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string][]string{
		"tihotaplenje migrantov":          {"smuggling"},
		"παρανομη διακινηση μεταναστων":   {"smuggling"},
		"vittima di tratta":               {"victim", "trafficking"},
		"vertrauenswürdige Hinweisgeber":  {"flagger"},
		"Verbindungsbeamtin":              {"liaison"},
		"evropski preiskovalni nalog":     {"eio"},
		"evropski nalog za zavarovanje":   {"epo"},
		"the European Investigation Ordr": {"eio"},
		"how to trace a payment":          nil,
	} {
		var got []string
		for _, m := range g.Find(Words(query), nil) {
			if m.Share >= .3 {
				got = append(got, m.Term.ID)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", query, diff)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for name, terms := range map[string][]Term{
		"no id":    {{Term: "a"}},
		"twice":    {{ID: "a", Term: "a"}, {ID: "a", Term: "b"}},
		"language": {{ID: "a", Term: "a", Equivalents: map[string][]string{"xx": {"b"}}}},
	} {
		if _, err := New(terms); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
