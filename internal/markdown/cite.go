package markdown

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	citation = regexp.MustCompile(`^HB-([A-M])\.(\d+(?:\.\d+)*)$`)
	lessonID = regexp.MustCompile(`^([a-z][a-z0-9]*)-([a-z0-9]+)$`)
)

// CiteURL is the address of a handbook page from its citation id, with an
// anchor if there is one: HB-C.3.2#who becomes /handbook/C/C.3.2#who.
func CiteURL(dest string) (string, bool) {
	cite, anchor, found := strings.Cut(dest, "#")
	m := citation.FindStringSubmatch(cite)
	if m == nil {
		return "", false
	}
	url := "/handbook/" + m[1] + "/" + m[1] + "." + m[2]
	if found {
		url += "#" + anchor
	}
	return url, true
}

// LessonPath splits a lesson's id into its module and its place in the address:
// m1-l3 stands at /courses/<course>/m1/l3.
func LessonPath(id string) (module, slug string, err error) {
	m := lessonID.FindStringSubmatch(id)
	if m == nil {
		return "", "", fmt.Errorf("%q is not an id like m1-l3", id)
	}
	return m[1], m[2], nil
}
