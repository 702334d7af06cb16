package accountledger_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/surface/accountledger"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// Who is publicly known on the chain. Whose the other addresses are, the ledger does
// not say.
func Example() {
	fmt.Print(worldtest.Lines(accountledger.Surface{}, worldtest.New(20), "accountledger/tags.csv", ""))
	// Output:
	// address,kind,name
	// 0x36c0e291e748f8943ce1ecc523dfe2f7b366f3d1,bridge,PontoBridge: vault
	// 0x68e7e0182024dbe6a6b0d0e3d58196d2404f1409,exchange,KoinGate: hot wallet
	// 0x84d8bb18d9a2ec9be9e91067c416039f2a4041fc,exchange,Quillmar Exchange: hot wallet
	// 0x9a478c86a64f68395869826bf27bf22f2b97d0d4,token,Training Dollar (synthetic)
	// 0xacc2da0ad15c4cadb63b4e5437b1cd4a1bde7cf3,issuer,Issuer of TUSD-TEST
	// 0xd6ca6b7653fb0ab1bab2cfc2afa03e29f602a2cd,exchange,Vardelo Exchange: hot wallet
}
