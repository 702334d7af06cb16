package evidence

import (
	"fmt"
	"io"

	"github.com/osint-radar/academy/internal/training"
)

// Limits bound what a file may make the reader do.
type Limits struct {
	File    int64 // bytes of the upload
	Body    int64 // decoded bytes of one response
	Total   int64 // decoded bytes of all of an archive
	Ratio   int64 // decoded bytes for each encoded one, beyond the first MiB
	Records int   // records of a WARC
	Entries int   // files of a WACZ
	Header  int   // bytes of the header of a record or a response
}

// DefaultLimits are generous for captures of the range and hold off bombs.
func DefaultLimits() Limits {
	return Limits{File: 1 << 30, Body: 256 << 20, Total: 2 << 30, Ratio: 100, Records: 20_000, Entries: 2_000, Header: 64 << 10}
}

// grace is how much may be decoded before the ratio is looked at.
const grace = 1 << 20

// meter counts bytes on the way in.
type meter struct {
	r io.Reader
	n int64
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.n += int64(n)
	return n, err
}

// guarded reads decoded bytes and stops a bomb: more than limit, or more than
// ratio times what was read of the encoded source.
type guarded struct {
	r     io.Reader
	what  string
	n     int64
	limit int64
	ratio int64
	from  *meter // nil: no ratio
}

func (g *guarded) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	g.n += int64(n)
	if g.n > g.limit {
		return n, training.TooLarge(g.what, bytesInWords(g.limit))
	}
	if g.from != nil && g.n > grace && g.n > g.ratio*max(g.from.n, 1) {
		return n, training.TooLarge(g.what, fmt.Sprintf("%d times its packed size", g.ratio))
	}
	return n, err
}

func bytesInWords(n int64) string {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return fmt.Sprintf("%d GiB", n>>30)
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
