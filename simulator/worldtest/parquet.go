package worldtest

import (
	"errors"
	"os"
	"sync"
	"testing"

	goparquet "github.com/fraugster/parquet-go"
	"github.com/fraugster/parquet-go/parquet"
	"github.com/klauspost/compress/zstd"
)

// unzip gives the reading library the codec that it leaves to its users.
type unzip struct{}

func (unzip) CompressBlock([]byte) ([]byte, error) { return nil, errors.New("it only reads") }

func (unzip) DecompressBlock(b []byte) ([]byte, error) {
	d, err := zstd.NewReader(nil)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.DecodeAll(b, nil)
}

var register = sync.OnceFunc(func() { goparquet.RegisterBlockCompressor(parquet.CompressionCodec_ZSTD, unzip{}) })

// Parquet opens a Parquet file with a library that has nothing to do with the
// writer's: Fraugster's, its own reading of the format.
func Parquet(tb testing.TB, path string) *goparquet.FileReader {
	tb.Helper()
	register()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = f.Close() }) // it was only read
	r, err := goparquet.NewFileReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}
