package markdown

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestReadFileNamesTheLine(t *testing.T) {
	fsys := fstest.MapFS{
		"ok.md":   {Data: []byte("\ufeffa\r\nb\r\n")},
		"nul.md":  {Data: []byte("one\ntwo\x00\n")},
		"utf8.md": {Data: []byte("one\ntwo\ncaf\xe9\n")},
		"big.md":  {Data: make([]byte, maxSource+1)},
	}
	b, faults := ReadFile(fsys, "ok.md")
	if string(b) != "a\nb\n" || faults != nil {
		t.Errorf("ok.md: %q %v", b, faults)
	}
	for file, want := range map[string]string{
		"nul.md":    "nul.md:2: holds a NUL byte; remove it",
		"utf8.md":   "utf8.md:3: is not valid UTF-8 at column 4; save the file as UTF-8",
		"big.md":    "big.md: has 1048577 bytes; content files may have 1048576",
		"absent.md": "absent.md: cannot be read: file does not exist",
	} {
		_, faults := ReadFile(fsys, file)
		if got := faults.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestFrontMatterFaults(t *testing.T) {
	type front struct {
		ID      string   `yaml:"id"`
		Minutes int      `yaml:"minutes"`
		Law     Date     `yaml:"law_as_of"`
		List    []string `yaml:"list"`
	}
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", "---\nid: a\ncolour: red\n---\nx\n", "f.md:3: unknown key colour"},
		{"type", "---\nid: a\nminutes: long\n---\n", "f.md:3: a str `long` stands where a number is wanted"},
		{"list", "---\nlist: a\n---\n", "f.md:2: a str `a` stands where a list is wanted"},
		{"date", "---\nlaw_as_of: 23.11.2026\n---\n", `f.md:2: "23.11.2026" is not a date like 2026-11-23`},
		{"malformed", "---\nid: a\nminutes: [1\n---\n", "f.md:3: did not find expected ',' or ']'"},
		{"twice", "---\nid: a\nid: b\n---\n", `f.md:3: mapping key "id" already defined at line 1`},
		{"unclosed", "---\nid: a\n", `f.md:1: the front matter opened by "---" is never closed by a line "---"`},
		{"absent", "text\n", `f.md:1: has no front matter; the file starts with a line "---"`},
		{"empty", "---\n\n---\n", "f.md:2: is empty; YAML keys are wanted here"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src, faults := Split("f.md", []byte(c.text))
			if faults == nil {
				var v front
				faults = src.DecodeFront(&v)
			}
			if got := faults.String(); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestAttrs(t *testing.T) {
	a, err := ParseAttrs(`#m1-q07 type=multi title="two words" shuffle`)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Attrs{"#": "m1-q07", "type": "multi", "title": "two words", "shuffle": ""}, a); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []string{`a="x`, "a=1 a=2", "=3", "#"} {
		if _, err := ParseAttrs(bad); err == nil {
			t.Errorf("%s: no error", bad)
		}
	}
	text, a, err := CutAttrs("Hash it {w=50 id=a}")
	if text != "Hash it" || a["w"] != "50" || a["id"] != "a" || err != nil {
		t.Errorf("%q %v %v", text, a, err)
	}
}

func TestBanner(t *testing.T) {
	law := Date{time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)}
	day := func(n int) time.Time { return law.AddDate(0, 0, n) }
	for _, c := range []struct {
		name  string
		legal Legal
		now   time.Time
		want  []string
	}{
		{"fresh and cleared", Legal{law, []Flag{{Code: "V"}, {Code: "V2"}, {Code: "D"}}}, day(180), nil},
		{"older than 180 days", Legal{law, nil}, day(181), []string{"the law was last looked at on 2026-11-23, more than 180 days ago"}},
		{"uncleared", Legal{law, []Flag{{Code: "M"}, {Code: "M"}, {Code: "OPEN"}}}, day(0), []string{
			"2 statements are not yet checked against the source: marked [M]", "1 fact is left open: marked [OPEN]",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			if b := c.legal.Banner(c.now); b != nil {
				got = b.Reasons
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
