package markdown

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Fault is one thing that is wrong in a source file. It prints as
// "file:line: message"; Line counts from 1, 0 stands for the file as a whole.
type Fault struct {
	File string
	Line int
	Msg  string
}

func (f Fault) Error() string {
	if f.Line == 0 {
		return f.File + ": " + f.Msg
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Msg)
}

// Faults are all faults of a load, as one error. The zero value means none;
// return [Faults.Err], never the slice itself, as an error.
type Faults []Fault

func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// Add appends a fault.
func (fs *Faults) Add(file string, line int, format string, args ...any) {
	*fs = append(*fs, Fault{file, line, fmt.Sprintf(format, args...)})
}

// Err returns the faults sorted by file and line, or nil when there are none.
func (fs Faults) Err() error {
	if len(fs) == 0 {
		return nil
	}
	return fs.Sorted()
}

// Sorted returns the faults by file and line, each once.
func (fs Faults) Sorted() Faults {
	out := slices.Clone(fs)
	slices.SortStableFunc(out, func(a, b Fault) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return slices.Compact(out)
}
