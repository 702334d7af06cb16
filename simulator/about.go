package simulator

import (
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// about is which dataset a run with opt makes of a world.
func about(w *world.World, opt Options) dataset.About {
	a := dataset.About{
		Scenario: w.Scenario, Variant: w.Variant, Scale: dataset.Scale(w.Scale), Simulator: Version,
		Clock:          dataset.Clock{Start: w.Start, End: w.End},
		SeedCommitment: truth.Commitment(seedSalt(w), opt.Seed), Formats: opt.Formats,
	}
	if a.Formats == nil {
		a.Formats = []dataset.Format{dataset.CSV}
	}
	return a
}

func seedSalt(w *world.World) (salt [32]byte) {
	w.Key.Domain("truth/seed-salt").Stream(0, 0).Bytes(salt[:])
	return salt
}

// Same is nil if dir holds no dataset, or the one, finished or not, that a run of
// spec with opt would make there; otherwise a dataset.OtherWorldError with what
// differs. Of opt it takes Formats and, where seeded says that one was named, Seed.
func Same(dir string, spec Spec, seeded bool, opt Options) error {
	if err := Check(spec); err != nil {
		return err
	}
	want := about(draft.New(spec, stream.NewKey(opt.Seed)).W, opt)
	is, unfinished := dataset.Begun(dir)
	if !unfinished {
		d, err := dataset.Open(dir)
		if err != nil {
			return nil //nolint:nilerr // whoever writes there will say so
		}
		is = finished(d.Manifest)
		want.Formats = slices.Sorted(slices.Values(want.Formats)) // which is the first stands nowhere
	}
	if !seeded {
		want.SeedCommitment = ""
		if late := is.Clock.Start.Sub(spec.Start); late >= 0 && late <= time.Duration(spec.Jitter)*24*time.Hour {
			want.Clock = dataset.Clock{Start: is.Clock.Start, End: is.Clock.Start.AddDate(0, 0, spec.Days)}
		}
	}
	return is.Same(dir, want)
}

// finished is what a manifest tells. In which formats bulk tables are is seen on
// the books of Zefir Pay, which no world with such tables is without.
func finished(m dataset.Manifest) dataset.About {
	a := dataset.About{Scenario: m.Scenario, Variant: m.Variant, Scale: m.Scale, Simulator: m.Simulator, Clock: m.Clock, SeedCommitment: m.SeedCommitment}
	for _, f := range m.Files {
		if _, ending, _ := strings.Cut(f.Path, "."); strings.HasPrefix(f.Path, "emoney/transfers/") && !slices.Contains(a.Formats, dataset.Format(ending)) {
			a.Formats = append(a.Formats, dataset.Format(ending))
		}
	}
	return a
}
