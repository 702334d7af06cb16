package dataset

import (
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// passage lets a Parquet writer write to an output.
type passage struct{ Output }

func (p passage) Write(b []byte) (int, error) { return len(b), p.Records(b, 0) }

// NewParquet begins a Parquet file (Apache Parquet format 2, zstd pages) whose
// rows are T's; group is how many of them the writer holds before it writes. Who
// closes it tells out how many they were. No column of T may have a dictionary:
// the library packs its indexes otherwise where the processor has wide registers.
func NewParquet[T any](out Output, group int64) *parquet.GenericWriter[T] {
	return parquet.NewGenericWriter[T](passage{out},
		parquet.Compression(&zstd.Codec{Level: zstd.SpeedFastest}), parquet.MaxRowsPerRowGroup(group),
		parquet.CreatedBy("radar", "1", "")) // the library's default would tell how the program was built
}
