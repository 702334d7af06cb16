package storytest

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// RowsKnowTheirSaga wants the truth of a written dataset to tell saga, step and
// cause of every row that the world has planted, as the plan has them, and no
// open file to hold a row's name, its saga's or its cause's. What an exchange
// does not hand out has no row.
func RowsKnowTheirSaga(t *testing.T, w *world.World, dir string, facts []truth.Fact) {
	t.Helper()
	told := map[string][]world.Cause{} // by row
	for _, f := range facts {
		for _, word := range []string{"row:", "label:", "hop:"} {
			if row, ok := strings.CutPrefix(f.ID, word); ok && len(f.Proof) > 0 {
				told[row] = append(told[row], world.Cause{Saga: f.Saga, Step: f.Step, Cause: f.Cause})
			}
		}
	}
	names := map[string]bool{}
	for ref, planned := range planted(w) {
		is := func(c world.Cause) bool {
			return c.Saga != "" && c.Step != "" && c.Cause != "" && planned.Whole(c) == c
		}
		if !slices.ContainsFunc(told[string(ref)], is) && !withheld(w, ref) {
			t.Errorf("%s is planted for %+v, the truth tells %v", ref, planned, told[string(ref)])
		}
		names[string(ref)] = true
		if strings.ContainsAny(planned.Saga, "-/") {
			names[planned.Saga] = true
		}
		if strings.Contains(planned.Cause, ":") {
			names[planned.Cause] = true
		}
	}
	if len(names) < 20 {
		t.Errorf("only %d names of rows, sagas and causes", len(names))
	}
	secrets := make([]string, 0, len(names))
	for name := range names {
		secrets = append(secrets, name)
	}
	Hidden(t, dir, "", secrets...)
}

// planted is everything in the lists of a world that bears a cause, and the rows of
// its tables. Events and hops over a bridge are what rows are left of.
func planted(w *world.World) map[world.Ref]world.Cause {
	out := map[world.Ref]world.Cause{}
	lists := reflect.ValueOf(w).Elem()
	for i := range lists.NumField() {
		list := lists.Field(i)
		if list.Kind() != reflect.Slice || list.Type().Elem().Kind() != reflect.Struct {
			continue
		}
		switch list.Interface().(type) {
		case []world.Fact, []world.Event, []world.BridgeHop:
			continue
		}
		for k := range list.Len() {
			if field := list.Index(k).FieldByName("Cause"); field.IsValid() {
				cause, _ := field.Interface().(world.Cause)
				out[world.Ref(list.Index(k).FieldByName("Ref").String())] = cause
			}
		}
	}
	for _, t := range w.Case.Tables {
		for i, c := range t.Causes {
			out[t.Row(i)] = c
		}
	}
	return out
}

// withheld says whether a thing lies in the books of an exchange that does not
// hand them out.
func withheld(w *world.World, ref world.Ref) bool {
	for _, e := range w.CoinEntries {
		if e.Ref == ref {
			ref = e.Customer
		}
	}
	c := w.Customer(ref)
	if c == nil {
		return false
	}
	i := slices.IndexFunc(w.Exchanges, func(x world.Exchange) bool { return x.Ref == c.Exchange })
	return w.Exchanges[i].Answers != world.AnswersAll
}
