// Command vendoring keeps the site's foreign assets honest.
//
//	go run ./vendoring take DIR...   copy the files that wants.go lists from unpacked npm packages, write third_party/lock.json
//	go run ./vendoring               check third_party against the lock, bundle, write dist/ (this is what go generate runs)
//	go run ./vendoring -check        the same without writing: fails when dist/ is not what would be written
//
// A DIR is what "npm pack NAME@VERSION" and "tar x" leave behind: a folder that
// holds package.json. The lock holds names, versions, licences and SHA-256
// digests, and no download address; "take" is the only step that looks outside
// the repository and nothing in "go build" or "go test" runs it.
//
// The bundle step drops foreign @font-face rules, replaces the proprietary type
// face by the site's own stack, drops components the site does not use, and
// fails on any web address in a style sheet.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "vendoring:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if _, file, _, ok := runtime.Caller(0); ok && filepath.IsAbs(file) { // "make verify" runs it from the top
		if err := os.Chdir(filepath.Join(filepath.Dir(file), "..")); err != nil {
			return err
		}
	}
	if len(args) > 0 && args[0] == "take" {
		return take(args[1:])
	}
	check := len(args) == 1 && args[0] == "-check"
	if len(args) > 0 && !check {
		return fmt.Errorf("unknown argument %q; usage: vendoring [-check | take DIR...]", args[0])
	}
	lock, err := readLock()
	if err != nil {
		return err
	}
	if err := lock.check(); err != nil {
		return err
	}
	files, err := bundle()
	if err != nil {
		return err
	}
	if check {
		return compare(files)
	}
	return write(files)
}
