package gate

import (
	"encoding/csv"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/osint-radar/academy/scenarios/scenariostest"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// format is what tells planted records of one kind of file from the others: the
// area of trees that know ids, order and format alone, its standard error by chance,
// the column that tells most, and the area after the planted ones were damaged.
type format struct {
	Planted   int      `json:"planted"` // things, as Others
	Others    int      `json:"others"`
	AUC       float64  `json:"auc"`
	Error     float64  `json:"error"`
	Column    string   `json:"column"`
	ColumnAUC float64  `json:"column_auc"`
	Damaged   *float64 `json:"damaged"` // nil: it has no id and no time
}

// slack is how far an area may lie from chance: the tolerance of the gate and three
// standard errors of the mean over the worlds (Hanley and McNeil 1982). Records of
// one moment count once in it.
func (f format) slack() float64 { return tolerance + 3*f.Error }

func (f format) within(area float64) bool { return math.Abs(area-chance) <= f.slack() }

// families must each have a kind of record that is told when it is damaged.
var families = []string{"accountledger", "casp", "classifieds", "emoney", "forum", "infra", "loopi", "messenger", "microblog", "movement", "paper"}

// formatScale is the crowd of these worlds in thousandths: formats do not depend
// on how many there are.
const formatScale = 300

func TestFormats(t *testing.T) {
	t.Parallel()
	list := seeds(t)
	args := []string{strconv.Itoa(len(list))}
	for _, seed := range list {
		for _, spec := range specs(t) {
			args = append(args, writeProofs(t, spec, seed))
		}
	}
	var report map[string]format
	measure(t, &report, "formats.py", args...)
	shut := map[string]bool{}
	for kind, f := range report {
		if !f.within(f.AUC) {
			t.Errorf("%s: area %.4f of %d planted and %d other records, want .5 ± %.4f; alone, %s tells most: %.4f",
				kind, f.AUC, f.Planted, f.Others, f.slack(), f.Column, f.ColumnAUC)
		}
		if f.Damaged != nil && !f.within(*f.Damaged) {
			family, _, _ := strings.Cut(kind, "/")
			shut[family] = true
		}
	}
	for _, family := range families {
		if !shut[family] {
			t.Errorf("%s: planted ids end in 0 and their times on the minute, and the gate is open", family)
		}
	}
}

// specs are the worlds of all scenarios, and the market.
func specs(t *testing.T) []simulator.Spec {
	t.Helper()
	spec, _ := simulator.Standing("market", "team-a")
	spec.Emoney = world.Emoney{Accounts: 4000, Days: 75, Rows: 80_000, Illicit: 20_000}
	return append([]simulator.Spec{spec}, scenariostest.Specs(t, "team-a")...)
}

// writeProofs writes a world, and beside it what its truth cites: DIR/proofs.csv
// with lines "record,FILE#ID" and "KIND,VALUE" of each selector.
func writeProofs(t *testing.T, spec simulator.Spec, seed [16]byte) string {
	t.Helper()
	spec.Scale = formatScale
	w, err := simulator.Plan(spec, stream.NewKey(seed))
	if err != nil {
		t.Fatal(err)
	}
	dir, facts := written(t, w, seed)
	if err := cite(dir, facts); err != nil {
		t.Fatal(err)
	}
	return dir
}

func cite(dir string, facts []truth.Fact) (err error) {
	f, err := os.Create(filepath.Join(dir, "proofs.csv"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	out := csv.NewWriter(f)
	for _, x := range facts {
		if ofRow(x) && x.Innocent { // like those of the crowd
			continue
		}
		for _, p := range x.Proof {
			_ = out.Write([]string{"record", p}) // Error below has the first
		}
		for _, s := range x.Selectors {
			_ = out.Write([]string{s.Kind, s.Value})
		}
	}
	out.Flush()
	return out.Error()
}
