package simulator

import (
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// planted makes whole what the facts of a world say of where rows come from, and
// adds a fact for every row that a surface has bound and no fact explains, the
// innocents' too: an event without a subject, so that nobody can claim it, which
// is called by the row's sort.
func planted(w *world.World, list []world.Fact, out *dataset.Writer) []world.Fact {
	rows := w.Rows()
	list = slices.Clone(list)
	explained := map[world.Ref]bool{}
	for i := range list {
		f := &list[i]
		if f.Kind == truth.Answer || len(f.Proof) == 0 { // an answer's is the case
			continue
		}
		row := f.Proof[0]
		from := origin(rows, row)
		f.Cause = f.Cause.Whole(from.Cause)
		switch f.Kind {
		case truth.Entity:
			_, caused := rows[f.Ref]
			explained[f.Ref] = !caused
		case truth.Label, truth.Hop:
			explained[row] = explained[row] || f.Cause == from.Cause
		case truth.Event, truth.Link, truth.Alias, truth.Answer:
		}
	}
	for _, name := range out.Refs() {
		ref := world.Ref(name)
		b, _ := out.Bound(name)
		sort, _, _ := strings.Cut(name, ":")
		if explained[ref] || len(b.Records) == 0 || slices.Contains(bundles, sort) {
			continue
		}
		row := origin(rows, ref)
		list = append(list, world.Fact{
			Kind: truth.Event, Ref: "row:" + ref, Type: sort, Difficulty: 4, Proof: []world.Ref{ref}, Innocent: row.Innocent, Cause: row.Cause,
		})
	}
	return list
}

// bundles are the sorts of things that surfaces show by rows which are things
// themselves: pages, names' records, the lines of a table.
var bundles = []string{"site", "domain", "host", "table"}

// origin is what the plan says of a row. Things without a cause of their own
// are there because of the cast, and what is handed over because of the case.
func origin(rows map[world.Ref]world.Row, ref world.Ref) world.Row {
	if row, ok := rows[ref]; ok {
		return row
	}
	sort, _, _ := strings.Cut(string(ref), ":")
	saga := "cast"
	if slices.Contains(shownBy(sort), "case") {
		saga = "case"
	}
	return world.Row{Cause: world.Cause{Saga: saga, Step: sort, Cause: string(ref)}}
}
