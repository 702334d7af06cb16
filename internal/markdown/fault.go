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

func (f Fault) String() string {
	if f.Line == 0 {
		return f.File + ": " + f.Msg
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Msg)
}

// Faults are all faults of a load; none is the zero value. [Faults.Err] makes an
// error of them.
type Faults []Fault

func (fs Faults) String() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

// ContentError is a load that was refused. It prints as one line for each fault.
type ContentError struct{ Faults Faults }

func (e ContentError) Error() string { return e.Faults.String() }

// Add appends a fault.
func (fs *Faults) Add(file string, line int, format string, args ...any) {
	*fs = append(*fs, Fault{file, line, fmt.Sprintf(format, args...)})
}

// Err returns the faults, sorted by file and line, as a [ContentError], or nil
// when there are none.
func (fs Faults) Err() error {
	if len(fs) == 0 {
		return nil
	}
	return ContentError{fs.Sorted()}
}

// Sorted returns the faults by file and line, each once.
func (fs Faults) Sorted() Faults {
	out := slices.Clone(fs)
	slices.SortStableFunc(out, func(a, b Fault) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return slices.Compact(out)
}
