// Package toolbin finds the real programs that tests talk to: dig, exiftool,
// btcd and the like. A program that is missing fails the test and says how it
// is installed; nothing is skipped in silence.
package toolbin

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// hint names the Debian package or make target that brings a program.
var hint = map[string]string{
	"dig": "apt-get install bind9-dnsutils", "whois": "apt-get install whois", "exiftool": "apt-get install libimage-exiftool-perl",
	"electrum": "apt-get install electrum", "toot": "apt-get install toot", "wget": "apt-get install wget",
	"chromium": "apt-get install chromium", "age": "apt-get install age", "initdb": "apt-get install postgresql",
	"tesseract": "apt-get install tesseract-ocr", "curl": "apt-get install curl", "jq": "apt-get install jq",
	"btcd": "make tools", "rdap": "make tools", "warcio": "make python-tools", "wacz": "make python-tools", "cdxj-indexer": "make python-tools", "python": "make python-tools", "ethereumetl": "make python-tools",
	"prlimit": "apt-get install util-linux", "make": "apt-get install make",
}

// Find returns the path of a program from PATH, from bin/tools of the
// checkout, or from Debian's PostgreSQL folders. "python" is the one of
// bin/tools, with the libraries of .ci/requirements.txt. It fails the test with the
// way to install it where there is none.
func Find(tb testing.TB, name string) string {
	tb.Helper()
	Core(tb, name)
	if p, err := exec.LookPath(name); err == nil && name != "python" {
		return p
	}
	tools := filepath.Join(root(tb), "bin", "tools")
	places := []string{filepath.Join(tools, name), filepath.Join(tools, "python", "bin", name), filepath.Join(tools, "ethereumetl", "bin", name)}
	if found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name); err == nil {
		places = append(places, found...)
	}
	for _, p := range places {
		if st, err := os.Stat(p); err == nil && !st.IsDir() && st.Mode()&0o111 != 0 {
			return p
		}
	}
	tb.Fatalf("%s is not on this machine; this test needs the real program: %s (make test does it)", name, hint[name])
	return ""
}

// Core leaves a test out of "make test-core", which runs on a machine that has
// Go alone and counts what it left out; what names the missing program.
func Core(tb testing.TB, what string) {
	tb.Helper()
	if os.Getenv("RADAR_TEST_CORE") != "" {
		tb.Skipf("needs %s: make test runs it", what)
	}
}

// Root returns the checkout's top folder.
func Root(tb testing.TB) string {
	tb.Helper()
	return root(tb)
}

func root(tb testing.TB) string {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			tb.Fatal("no go.mod above the working folder")
		}
		dir = up
	}
}
