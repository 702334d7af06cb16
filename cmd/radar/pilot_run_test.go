package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestPilotRun(t *testing.T) {
	dir := t.TempDir()
	db := "--db=sqlite:" + filepath.Join(dir, "radar.db")
	want := func(code int, text string, d did) did {
		t.Helper()
		if d.code != code || !regexp.MustCompile(text).MatchString(d.out+d.err) {
			t.Fatalf("exit %d, want %d and %s\n%s\n%s", d.code, code, text, d.out, d.err)
		}
		return d
	}
	for _, site := range []string{"ro", "it"} {
		want(0, "^pilot ", invoke(t, "", "pilot", "create", db, "--site", site, "--start", "2027-01-11", "--teams", "team-a,team-"+site))
	}
	want(2, "wants one SCENARIO", invoke(t, "", "pilot", "run", db, "--team", "team-a"))
	want(2, "wants --team", invoke(t, "", "pilot", "run", db, "blue-lantern"))
	want(2, "--scale", invoke(t, "", "pilot", "run", db, "blue-lantern", "--team", "team-ro", "--scale", "many"))
	want(2, "ro.*each have a team team-a.*--site", invoke(t, "", "pilot", "run", db, "blue-lantern", "--team", "team-a"))
	want(1, "no site has a team team-z", invoke(t, "", "pilot", "run", db, "blue-lantern", "--team", "team-z"))
	want(1, "no site ro has a team team-it", invoke(t, "", "pilot", "run", db, "blue-lantern", "--team", "team-it", "--site", "ro"))
	want(2, "there are: .*blue-lantern", invoke(t, "", "pilot", "run", db, "red-herring", "--team", "team-ro"))
	want(1, "team-b", invoke(t, "", "pilot", "run", db, "blue-lantern", "--team", "team-ro", "--variant", "team-q"))
	if left, err := filepath.Glob(filepath.Join(dir, "radar-data", "datasets", "*")); err != nil || len(left) > 0 {
		t.Errorf("runs that were refused left %v, %v", left, err)
	}
	small := []string{"pilot", "run", db, "blue-lantern", "--team", "team-ro", "--scale", "0.05"}
	sealed := want(0, `^run \w+\nstate sealed\nvariant team-a\ntruth_root [0-9a-f]{64}\n`, invoke(t, "", small...))
	id := strings.Fields(sealed.out)[1]
	want(0, `^verified `, invoke(t, "", "verify", filepath.Join(dir, "radar-data", "datasets", id)))
	want(0, `\nstate running\n`, invoke(t, "", append(small, "--start", "--variant", "team-b")...))
	want(1, "is sealed, but did not start.*has another exercise", invoke(t, "", append(small, "--start")...))
}
