package casp_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/surface/casp"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// The books of a provider hold what its customer did, for whoever has a granted
// request. Where a deposit came from, the ledger alone says.
func Example() {
	fmt.Print(worldtest.Lines(casp.Surface{}, worldtest.New(20), "casp/private/koingate/40718263/movements.csv", ""))
	// Output:
	// id,at,kind,amount_sat,originator_name,originator_account,originator_address,beneficiary_name,beneficiary_account,beneficiary_address,counterparty,label
	// 8b2d27a6c4df4e88,2026-03-05T01:02:00Z,deposit,4871204,Ilva Marolt,,,Ilva Marolt,40718263,bcrt1qpzd2w20g4e5a92lc5vnyc8n6970vn7j0qgv7mv,,SYNTHETIC TRAINING DATA
	// fdd22d6dc433b584,2026-03-18T19:51:00Z,withdrawal,4200455,Ilva Marolt,40718263,,Hela Dorost,,bcrt1q8uphpmr8rslwx6a9ljn8w5y7mcrk6dkhp69aqd,Obolos-X,SYNTHETIC TRAINING DATA
}
