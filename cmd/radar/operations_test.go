package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/store/storetest"
)

// did is what one call of the program came to.
type did struct {
	code     int
	out, err string
}

func invoke(t *testing.T, stdin string, args ...string) did {
	t.Helper()
	var out, err bytes.Buffer
	code := run(t.Context(), args, stdio{in: strings.NewReader(stdin), out: &out, err: &err})
	return did{code, out.String(), err.String()}
}

// An administrator's day on the command line, on both engines: a pilot, its
// people, a backup, a restore on another machine's empty database.
func TestOperations(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(e.Name, func(t *testing.T) {
			dir := t.TempDir()
			db := "--db=" + e.Address(t)
			ok := func(want string, d did) did {
				t.Helper()
				if d.code != 0 || !regexp.MustCompile(want).MatchString(d.out) {
					t.Fatalf("exit %d\n%s\n%s\nwant %s", d.code, d.out, d.err, want)
				}
				return d
			}
			bad := func(code int, want string, d did) {
				t.Helper()
				if d.code != code || !regexp.MustCompile(want).MatchString(d.out+d.err) {
					t.Errorf("exit %d, want %d\n%s\n%s\nwant %s", d.code, code, d.out, d.err, want)
				}
			}
			ok(`schema version \d+, was 0`, invoke(t, "", "migrate", db))
			ok(`schema version (\d+), was \d+`, invoke(t, "", "migrate", db))
			bad(2, `--to is 9999; .* at most \d+`, invoke(t, "", "migrate", db, "--to", "9999"))

			bad(1, `ro: site: not found; .* makes a site`, invoke(t, "", "user", "add", db, "--site", "ro", "--name", "A", "--email", "a@x.example", "--team", "team-a"))
			created := ok(`(?s)^pilot \w+\nweek  1  2027-01-11 .*week 12  2027-03-29 `, invoke(t, "", "pilot", "create", db, "--site", "ro", "--start", "2027-01-11", "--teams", "team-a,team-b"))
			if n := strings.Count(created.out, "\n"); n != 13 {
				t.Errorf("%d lines", n)
			}
			bad(2, `2027-01-12 is a Tuesday.*a Monday`, invoke(t, "", "pilot", "create", db, "--site", "ro", "--start", "2027-01-12"))
			bad(2, `not a date`, invoke(t, "", "pilot", "create", db, "--site", "ro", "--start", "12 January"))

			signin := `^http://127\.0\.0\.1:8080/login\?code=[a-z2-7-]+\n$`
			ok(signin, invoke(t, "", "user", "add", db, "--site", "ro", "--role", "administrator", "--name", "Ada", "--email", "ada@x.example"))
			ok(`^https://academy\.example/login\?code=`, invoke(t, "", "user", "add", db, "--site", "ro", "--team", "team-a", "--name", "Ana", "--email", "ANA@x.example", "--public-url", "https://academy.example"))
			bad(1, `ana@x.example is here already`, invoke(t, "", "user", "add", db, "--site", "ro", "--role", "trainer", "--name", "Ana", "--email", "ana@x.example"))
			bad(1, `team team-x is not a team`, invoke(t, "", "user", "add", db, "--site", "ro", "--team", "team-x", "--name", "B", "--email", "b@x.example"))
			bad(1, `NUL`, invoke(t, "", "user", "add", db, "--site", "ro", "--team", "team-a", "--name", "B\x00", "--email", "b@x.example"))
			bad(2, `king|trainee, trainer`, invoke(t, "", "user", "add", db, "--site", "ro", "--role", "king", "--name", "B", "--email", "b@x.example"))
			bad(2, `--site, --name and --email`, invoke(t, "", "user", "add", db))
			bad(2, `add, reset or list`, invoke(t, "", "user", "remove"))
			bad(2, `create, import or run`, invoke(t, "", "pilot"))
			ok(signin, invoke(t, "", "user", "reset", db, "Ana@X.example"))
			bad(1, `nobody@x.example: person: not found`, invoke(t, "", "user", "reset", db, "nobody@x.example"))

			roster := "name;email;role;team\nLia;lia@x.example;trainee;team-c\nDan;dan@x.example;trainer;\n"
			bad(1, `(?s)^-:2: email.*-:3: role`, invoke(t, "name,email,role,team\nA,nowhere,trainee,team-a\nB,b@x.example,king,\n", "pilot", "import", db, "--site", "ro", "-"))
			d := ok(`(?m)^person lia@x.example trainee $`, invoke(t, roster, "pilot", "import", db, "--site", "ro", "--dry-run", "-"))
			if !strings.Contains(d.err, "nothing was kept") {
				t.Error(d.err)
			}
			if list := ok(`(?m)^ro  team-a  trainee +ana@x.example +Ana`, invoke(t, "", "user", "list", db)); strings.Contains(list.out, "lia@") {
				t.Errorf("a dry run kept somebody:\n%s", list.out)
			}
			file := filepath.Join(dir, "roster.csv")
			if err := os.WriteFile(file, []byte(roster), 0o600); err != nil {
				t.Fatal(err)
			}
			ok(`(?s)^team team-c\nperson lia@x.example trainee http.*person dan@x.example trainer http`, invoke(t, "", "pilot", "import", db, "--site", "ro", file))
			bad(1, `-:2: somebody with the address lia@x.example is here already`, invoke(t, roster, "pilot", "import", db, "--site", "ro", "-"))
			bad(1, `no such file`, invoke(t, "", "pilot", "import", db, "--site", "ro", file+"x"))
			list := ok(`(?s)ada@x.example.*lia@x.example`, invoke(t, "", "user", "list", db, "--site", "ro"))
			bad(1, `site fr: not found`, invoke(t, "", "user", "list", db, "--site", "fr"))

			if file := store.File(strings.TrimPrefix(db, "--db=")); file != "" { // what serve keeps beside the database
				capture := filepath.Join(filepath.Dir(file), "radar-data", "evidence", "ab", "cd")
				if err := os.MkdirAll(filepath.Dir(capture), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(capture, []byte("1234567"), 0o600); err != nil {
					t.Fatal(err)
				}
				ok(`32 tables, 1 files of 7 bytes`, invoke(t, "", "backup", db, filepath.Join(dir, "with.backup")))
				fresh := storetest.Engines()[0].Address(t)
				ok(`32 tables, 1 files of 7 bytes`, invoke(t, "", "restore", "--db="+fresh, filepath.Join(dir, "with.backup")))
				if b, err := os.ReadFile(filepath.Join(filepath.Dir(store.File(fresh)), "radar-data", "evidence", "ab", "cd")); string(b) != "1234567" {
					t.Errorf("%q %v", b, err)
				}
			}
			archive := filepath.Join(dir, "radar.backup")
			saved := ok(`\d+ rows of 32 tables, 0 files .* audit chain of \d+ entries`, invoke(t, "", "backup", db, archive, "--data", "-"))
			bad(1, `never overwrites`, invoke(t, "", "backup", db, archive))
			bad(2, `wants one file`, invoke(t, "", "backup", db))
			bad(1, `not empty`, invoke(t, "", "restore", db, archive))
			other := "--db=" + storetest.Engines()[0].Address(t)
			bad(1, `database .* not found`, invoke(t, "", "backup", other, archive+"2"))
			if again := ok(`audit chain`, invoke(t, "", "restore", other, archive)); again.out != saved.out {
				t.Errorf("%s\n%s", saved.out, again.out)
			}
			if there := invoke(t, "", "user", "list", other); there.out != list.out {
				t.Errorf("%s\n%s", list.out, there.out)
			}
			ok(`audit chain`, invoke(t, "", "restore", other, archive, "--force"))
			bad(1, `not a whole backup`, invoke(t, "", "restore", other, file, "--force"))
			bad(2, `mysql`, invoke(t, "", "user", "list", "--db", "mysql://x"))
		})
	}
}
