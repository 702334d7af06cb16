package worldtest

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"testing"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface is simulator.Surface, as far as it is needed here; package simulator
// knows all surfaces, and their own tests must not wait for it.
type Surface interface {
	Parts(w *world.World) int
	Emit(ctx context.Context, w *world.World, part int, out *dataset.Writer) error
}

// Emit writes all parts of one surface into a new folder.
func Emit(tb testing.TB, s Surface, w *world.World) (dir string, out *dataset.Writer) {
	tb.Helper()
	dir = tb.TempDir()
	out = dataset.NewWriter(dir)
	for part := range s.Parts(w) {
		if err := s.Emit(tb.Context(), w, part, out); err != nil {
			tb.Fatal(err)
		}
	}
	return dir, out
}

// Rows reads a file of JSON Lines.
func Rows[T any](tb testing.TB, path string) (out []T) {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = f.Close() }() // read only
	for in := bufio.NewReader(f); ; {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return out
		}
		var row T
		if err := errors.Join(err, json.Unmarshal(line, &row)); err != nil {
			tb.Fatalf("%s: row %d: %v", path, len(out)+1, err)
		}
		out = append(out, row)
	}
}
