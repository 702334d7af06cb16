package simulator

import (
	"context"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface projects a world into what one platform, network or drawer would
// hold. It reads the world and draws from its own streams; it never changes
// the world, and what it writes does not depend on any other surface.
type Surface interface {
	// Name is the folder of its files and its name in the manifest.
	Name() string
	// Emit writes every file of the surface and binds what it has shown of the world.
	Emit(ctx context.Context, w *world.World, out *dataset.Writer) error
}
