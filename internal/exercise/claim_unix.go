//go:build unix

package exercise

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"github.com/osint-radar/academy/internal/training"
)

// ClaimState makes the folder of a range's state one program's own until that
// closes it or ends, however it ends: two would write over each other's log and
// addresses. While another has it, it is [training.ErrConflict].
func ClaimState(dir string) (io.Closer, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("exercise: state of the range: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		if errors.Is(err, syscall.EWOULDBLOCK) {
			err = training.Conflict("another program serves the range of " + dir + "; right would be one with --range: the others find its log and its addresses there")
		}
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// sole waits until no other program changes a file, and keeps them out until
// what it returns is closed.
func sole(file string) (io.Closer, error) {
	f, err := os.OpenFile(file+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("exercise: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		return nil, errors.Join(fmt.Errorf("exercise: %s: %w", f.Name(), err), f.Close())
	}
	return f, nil
}

// claimed says whether a program serves the range of a folder.
func claimed(dir string) bool {
	f, err := os.Open(filepath.Join(dir, "lock"))
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }() // and with it the lock, where it was had
	return errors.Is(syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB), syscall.EWOULDBLOCK)
}
