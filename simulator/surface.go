package simulator

import (
	"context"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface projects a world into what one platform, network or drawer would
// hold. It reads the world and draws from its own streams; it never changes
// the world, and what it writes does not depend on any other surface.
//
// A surface is sequential (one part: a signed chain, balances) or partitioned:
// its parts are independent of each other, and that is where workers, shards
// and resumed runs come from. Every part writes whole files of its own.
type Surface interface {
	// Name is the folder of its files and its name in the manifest.
	Name() string
	// Parts is how many parts there are for this world, at least 1.
	Parts(w *world.World) int
	// Emit writes every file of one part (from 0) and binds what the part has shown of the world.
	Emit(ctx context.Context, w *world.World, part int, out *dataset.Writer) error
}
