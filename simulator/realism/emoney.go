package realism

import "context"

const samld = "Oztas et al.: SAML-D, 2023 (0.104 % of the transfers); Altman et al.: AMLworld, 2023 (one in 905 to one in 1,948)"

// What the tally "emoney" counts, in its order: all transfers, and those of them
// that belong to patterns of laundering.
const (
	transfers = iota
	illicit
)

// emoney takes the share of transfers that belong to patterns of laundering. It
// is the one number that no outsider could measure: a base rate, published as
// with the datasets it is held against, and counted where they are written.
func emoney(_ context.Context, _ string, w World, r *Report) error {
	seen := w.Tally["emoney"]
	if len(seen) <= illicit {
		return nil
	}
	n := seen[transfers]
	r.add("emoney", aim{"transfers of laundering patterns", "%", 100, 20, 2000, 100_000, "transfers", samld}, ratio(100*seen[illicit], n), n, n > 0)
	return nil
}
