package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

const (
	thirdParty = "third_party"
	lockFile   = thirdParty + "/lock.json"
)

// wants lists, for each package, the files to keep (a trailing /** keeps the
// .mjs files of a folder) and the folder they go to.
var wants = []struct {
	name, into string
	files      []string
}{
	{"govuk-frontend", thirdParty + "/govuk-frontend", []string{
		"package.json", "README.md",
		"dist/govuk/govuk-frontend.min.css",
		"dist/govuk/init.mjs", "dist/govuk/i18n.mjs", "dist/govuk/component.mjs",
		"dist/govuk/common/**", "dist/govuk/errors/**",
		"dist/govuk/components/accordion/**", "dist/govuk/components/button/**", "dist/govuk/components/character-count/**",
		"dist/govuk/components/checkboxes/**", "dist/govuk/components/error-summary/**", "dist/govuk/components/exit-this-page/**",
		"dist/govuk/components/file-upload/**", "dist/govuk/components/notification-banner/**", "dist/govuk/components/password-input/**",
		"dist/govuk/components/radios/**", "dist/govuk/components/service-navigation/**", "dist/govuk/components/skip-link/**",
		"dist/govuk/components/tabs/**",
	}},
	{"htmx.org", thirdParty + "/htmx.org", []string{
		"package.json", "LICENSE", "dist/htmx.esm.js", "dist/ext/hx-sse.js",
	}},
	{"axe-core", "../../internal/e2e/testdata/axe-core", []string{
		"package.json", "LICENSE", "LICENSE-3RD-PARTY.txt", "axe.min.js",
	}},
}

// lock is third_party/lock.json: what was taken, in the order of wants.
type lock []locked

type locked struct {
	Name    string            `json:"name"`
	Version string            `json:"version"`
	License string            `json:"license"`
	Into    string            `json:"into"`
	Files   map[string]string `json:"files"` // path below Into -> SHA-256, hex
}

func readLock() (lock, error) {
	b, err := os.ReadFile(lockFile)
	if err != nil {
		return nil, fmt.Errorf("%w (run \"vendoring take DIR...\" once)", err)
	}
	var l lock
	if err := json.Unmarshal(b, &l); err != nil {
		return nil, fmt.Errorf("%s: %w", lockFile, err)
	}
	return l, nil
}

// check compares every vendored file with its digest and finds files nobody locked.
func (l lock) check() error {
	var faults []error
	for _, p := range l {
		for name, want := range p.Files {
			b, err := os.ReadFile(filepath.Join(p.Into, name))
			if err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", p.Name, err))
				continue
			}
			if got := digest(b); got != want {
				faults = append(faults, fmt.Errorf("%s/%s has SHA-256 %s, the lock says %s", p.Into, name, got, want))
			}
		}
		err := filepath.WalkDir(p.Into, func(file string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			rel, err := filepath.Rel(p.Into, file)
			if err != nil {
				return err
			}
			if _, ok := p.Files[filepath.ToSlash(rel)]; !ok {
				faults = append(faults, fmt.Errorf("%s is not in %s", file, lockFile))
			}
			return nil
		})
		if err != nil {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

// take copies wanted files out of unpacked packages and writes the lock.
func take(dirs []string) error {
	var l lock
	for _, w := range wants {
		dir, about, err := findPackage(dirs, w.name)
		if err != nil {
			return err
		}
		names, err := expand(dir, w.files)
		if err != nil {
			return fmt.Errorf("%s: %w", w.name, err)
		}
		if err := os.RemoveAll(w.into); err != nil {
			return err
		}
		p := locked{Name: w.name, Version: about.Version, License: about.License, Into: w.into, Files: map[string]string{}}
		for _, name := range names {
			b, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				return err
			}
			to := filepath.Join(w.into, name)
			if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(to, b, 0o644); err != nil {
				return err
			}
			p.Files[name] = digest(b)
		}
		l = append(l, p)
	}
	b, err := json.MarshalIndent(l, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(lockFile, append(b, '\n'), 0o644)
}

type packageJSON struct{ Name, Version, License string }

func findPackage(dirs []string, name string) (string, packageJSON, error) {
	for _, dir := range dirs {
		b, err := os.ReadFile(filepath.Join(dir, "package.json"))
		if err != nil {
			return "", packageJSON{}, err
		}
		var about packageJSON
		if err := json.Unmarshal(b, &about); err != nil {
			return "", packageJSON{}, fmt.Errorf("%s: %w", dir, err)
		}
		if about.Name == name {
			return dir, about, nil
		}
	}
	return "", packageJSON{}, fmt.Errorf("none of %v holds the package %s", dirs, name)
}

func expand(dir string, patterns []string) ([]string, error) {
	var names []string
	for _, p := range patterns {
		folder, all := strings.CutSuffix(p, "/**")
		if !all {
			names = append(names, p)
			continue
		}
		entries, err := os.ReadDir(filepath.Join(dir, folder))
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if strings.HasSuffix(e.Name(), ".mjs") && !strings.HasSuffix(e.Name(), ".bundle.mjs") {
				names = append(names, path.Join(folder, e.Name()))
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
