package markdown

import (
	"bytes"
	"io/fs"
	"path"
	"regexp"
)

// banned are words that the project does not use for people, with the word to
// use instead. "User manual" and "user agent" name things and may stand.
var banned = []struct {
	re   *regexp.Regexp
	want string
}{
	{regexp.MustCompile(`(?i)\bstudents?\b`), "trainee"},
	{regexp.MustCompile(`(?i)\bteachers?\b`), "trainer"},
	{regexp.MustCompile(`(?i)\busers?\b(?:[ -](?:manual|agents?)\b)?`), "trainee, trainer, reader or whoever is meant"},
	{regexp.MustCompile(`(?i)\billegals\b`), "people, migrants or applicants"},
	{regexp.MustCompile(`(?i)\billegal (?:im)?migrants?\b`), "migrant"},
}

var (
	allowed  = regexp.MustCompile(`(?i)^user[ -]`)
	codeSpan = regexp.MustCompile("`[^`]*`|https?://\\S+")
)

// CheckProse finds words in a folder's Markdown and YAML files that the project
// does not use. Code is left out.
func CheckProse(fsys fs.FS) Faults {
	var faults Faults
	err := fs.WalkDir(fsys, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(file) != ".md" && path.Ext(file) != ".yaml" {
			return err
		}
		if text, bad := ReadFile(fsys, file); len(bad) == 0 {
			faults = append(faults, prose(file, text)...)
		}
		return nil
	})
	if err != nil {
		faults.Add(".", 0, "cannot be read: %v", err)
	}
	return faults
}

func prose(file string, text []byte) Faults {
	var faults Faults
	var code fence
	for i, l := range bytes.Split(text, []byte("\n")) {
		if code.feed(l) {
			continue
		}
		l = codeSpan.ReplaceAll(l, nil)
		for _, b := range banned {
			for _, word := range b.re.FindAll(l, -1) {
				if !allowed.Match(word) {
					faults.Add(file, i+1, "the word %q is not used for people; write %s", word, b.want)
				}
			}
		}
	}
	return faults
}
