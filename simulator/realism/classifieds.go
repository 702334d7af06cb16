package realism

import (
	"context"
	"slices"

	"github.com/osint-radar/academy/simulator/record"
)

const traffickers = "Saxena, Ashpole, van Dijck, Spanakis: IDTraffickers, an authorship attribution dataset to link and connect potential human-trafficking operations on text escort advertisements, 2023"

// classifieds measures how many advertisements a vendor puts up.
func classifieds(ctx context.Context, dir string, _ World, r *Report) error {
	of := map[string]int64{}
	if err := rows(ctx, dir, "listings", func(l *record.Listing) error {
		of[l.Seller]++
		return nil
	}); err != nil {
		return err
	}
	var sizes []int64
	var sum int64
	for _, n := range of {
		sizes = append(sizes, n)
		sum += n
	}
	slices.Sort(sizes)
	n := int64(len(sizes))
	target, low, high := around(16_700)
	r.add("classifieds", aim{"advertisements of a vendor, mean", "", target, low, high, 50, "vendors", traffickers}, ratio(sum, max(n, 1)), n, n > 0)
	// Heavy is a tail without a variance: an exponent below 2.
	tail, ok := hill(sizes, len(sizes)/4)
	r.add("classifieds", aim{"advertisements of a vendor, exponent of the tail", "", 1000, 300, 2000, 50, "vendors", traffickers}, tail, n, ok)
	r.Curves = append(r.Curves, tailCurve("advertisements of a vendor", "advertisements", sizes, 1))
	return nil
}
