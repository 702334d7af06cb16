package dataset

// Records adds a block of n records as it stands. A block of a megabyte goes
// past the buffer, straight to the disk and the digest.
func (f *File) Records(block []byte, n int64) error {
	f.info.Records += n
	_, err := f.Write(block)
	return err
}
