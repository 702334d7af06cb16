package verify

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// checkIndex wants one sorted CDXJ line for each response, at its place.
func checkIndex(b []byte, host string, list []capture) error {
	labels := strings.Split(host, ".")
	slices.Reverse(labels)
	var want []string
	for _, x := range list {
		key := strings.Join(labels, ",") + ")" + strings.TrimPrefix(x.key, host)
		mime, _, _ := strings.Cut(x.mime, ";")
		want = append(want, fmt.Sprintf("%s %s http://%s %s 200 sha256:%s %d+%d %s.warc.gz", key, time.UnixMilli(x.at).UTC().Format("20060102150405"), x.key, mime, x.sum, x.offset, x.length, host))
	}
	slices.Sort(want)
	var got []string
	for line := range strings.Lines(string(b)) {
		var f struct{ URL, MIME, Status, Digest, Length, Offset, Filename string }
		head, fields, ok := strings.Cut(line, " {")
		if !ok || json.Unmarshal([]byte("{"+fields), &f) != nil {
			return fmt.Errorf("index line %q is no CDXJ", line)
		}
		if n := len(got); n > 0 && head < strings.Join(strings.Fields(got[n-1])[:2], " ") {
			return fmt.Errorf("index line %q is not in order", head)
		}
		got = append(got, fmt.Sprintf("%s %s %s %s %s %s+%s %s", head, f.URL, f.MIME, f.Status, f.Digest, f.Offset, f.Length, f.Filename))
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		return fmt.Errorf("its index has %d lines for %d responses, or other places", len(got), len(want))
	}
	return nil
}

// checkPageList wants the HTML responses, and the line that names the format.
func checkPageList(b []byte, list []capture) error {
	var got, want []string
	for _, x := range list {
		if strings.HasPrefix(x.mime, "text/html") {
			want = append(want, "http://"+x.key+" "+time.UnixMilli(x.at).UTC().Format(time.RFC3339))
		}
	}
	lines := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
	if !strings.Contains(lines[0], `"json-pages-1.0"`) {
		return fmt.Errorf("its list of pages begins with %q", lines[0])
	}
	for _, line := range lines[1:] {
		var p struct{ URL, TS string }
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			return fmt.Errorf("its list of pages: %w", err)
		}
		got = append(got, p.URL+" "+p.TS)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		return fmt.Errorf("its list has %d pages, the WARC %d", len(got), len(want))
	}
	return nil
}
