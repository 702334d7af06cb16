package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/rangeserver"
	"github.com/osint-radar/academy/simulator/surface/forum"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// TestRangeGrant: the file that --grant names opens the forum to the team, while
// the range runs; one that is not there or says too little stops the start.
func TestRangeGrant(t *testing.T) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	w := worldtest.New(40)
	w.Facts = nil
	dir, state, file := filepath.Join(t.TempDir(), "town"), t.TempDir(), filepath.Join(t.TempDir(), "orders.json")
	opt := simulator.Options{Seed: [16]byte{15: 9}, TestSeed: true, Recipients: []string{id.Recipient().String()}, Surfaces: []simulator.Surface{forum.Surface{}}}
	if _, err := simulator.Write(t.Context(), w, dir, opt); err != nil {
		t.Fatal(err)
	}
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var diag bytes.Buffer
	refused := func(says string) {
		t.Helper()
		diag.Reset()
		if code := run(t.Context(), []string{"range", dir, "--state", state, "--grant", file}, stdio{out: &diag, err: &diag}); code != 1 || !strings.Contains(diag.String(), says) {
			t.Errorf("ends with %d: %s, want 1 and %q", code, &diag, says)
		}
	}
	refused("a file with [] grants nothing yet")
	write(`[{"team":"team-a"}]`)
	refused("grant 1 wants team, name, until and authority")
	write("[]")
	urls := serving(t, dir, "--state", state, "--grant", file, "--clock", worldtest.Day(25).Format("2006-01-02T15:04:05Z")+"@0")
	var ports rangeserver.Ports
	b, err := os.ReadFile(filepath.Join(state, "range.json"))
	if err == nil {
		err = json.Unmarshal(b, &ports)
	}
	if err != nil || ports.Teams["team-a"].Login == nil {
		t.Fatalf("range.json: %v %s", err, b)
	}
	signIn := func() int {
		t.Helper()
		c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		resp, err := c.PostForm(urls["team-a/agora-9.test"]+"/login", url.Values{"name": {"reader"}, "passphrase": {ports.Teams["team-a"].Login.Passphrase}})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = resp.Body.Close() }()
		return resp.StatusCode
	}
	if c := signIn(); c != http.StatusForbidden {
		t.Errorf("without a grant: %d", c)
	}
	write(`[{"team":"team-a","name":"reader","until":"2026-05-01T00:00:00Z","read_only":true,"authority":"order 12"}]`)
	if c := signIn(); c != http.StatusSeeOther {
		t.Errorf("with a grant: %d", c)
	}
}
