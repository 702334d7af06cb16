package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/rangeserver"
	"github.com/osint-radar/academy/simulator/record"
)

// tinyDataset is one website with one page.
func tinyDataset(t *testing.T, variant string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data-"+variant)
	w, err := dataset.Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC)
	body, err := w.Put("web/ngo.test/index.html", "web", []byte("<p>Help line. SYNTHETIC TRAINING DATA"))
	if err != nil {
		t.Fatal(err)
	}
	for path, row := range map[string]any{
		"web/sites.jsonl": record.Site{Host: "ngo.test", Title: "Help"},
		"web/pages.jsonl": record.Page{ID: "1", Host: "ngo.test", Path: "/", File: body.Path, MIME: "text/html", Bytes: body.Bytes, SHA256: body.SHA256, VisibleFrom: at.Add(time.Hour)},
	} {
		f, err := w.Create(path, "web")
		if err != nil {
			t.Fatal(err)
		}
		if err := f.JSON(row); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Seal(dataset.TruthFile, func(out io.Writer) error { _, err := io.WriteString(out, "none"); return err }); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Finish(dataset.Manifest{
		Scenario: "tiny", Variant: variant, Scale: 1000, Clock: dataset.Clock{Start: at, End: at.AddDate(0, 0, 9)},
		Truth: dataset.Sealed{Path: dataset.TruthFile, Sealed: true, Recipients: []string{}},
	}); err != nil {
		t.Fatal(err)
	}
	return dir
}

// serving runs "radar range" until it says ready, and stops it at the test's end.
func serving(t *testing.T, args ...string) (urls map[string]string) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, w := io.Pipe()
	code := make(chan int, 1)
	var diag bytes.Buffer
	go func() {
		code <- run(ctx, append([]string{"range"}, args...), stdio{out: w, err: &diag})
		_ = w.Close()
	}()
	urls = map[string]string{}
	lines := bufio.NewScanner(r)
	ready := false
	for !ready && lines.Scan() {
		if lines.Text() == "ready" {
			ready = true
			break
		}
		name, url, _ := strings.Cut(lines.Text(), " ")
		urls[name] = url
	}
	t.Cleanup(func() {
		cancel()
		if c := <-code; c != 0 {
			t.Errorf("radar range ends with %d: %s", c, &diag)
		}
	})
	if !ready {
		t.Fatalf("radar range never was ready: %s", &diag)
	}
	return urls
}

func TestRangeServesAndStops(t *testing.T) {
	state, box := t.TempDir(), t.TempDir()
	urls := serving(t, tinyDataset(t, "team-a"), tinyDataset(t, "team-b"), "--state", state, "--toolbox", box, "--clock", "2026-02-02T00:59:00Z@0")
	get := func(url string) int {
		t.Helper()
		resp, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = resp.Body.Close() }()
		return resp.StatusCode
	}
	if c := get(urls["team-a/ngo.test"] + "/"); c != http.StatusNotFound {
		t.Errorf("a minute before it stands the page gives %d", c)
	}
	var ports rangeserver.Ports
	b, err := os.ReadFile(filepath.Join(state, "range.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &ports); err != nil || ports.Teams["team-b"].Sites["ngo.test"] != urls["team-b/ngo.test"] || ports.Teams["team-a"].HTTP == ports.Teams["team-b"].HTTP {
		t.Errorf("range.json: %v %s", err, b)
	}
	log, err := rangeserver.ReadServed(filepath.Join(state, "served.jsonl"))
	if err != nil || len(log.Of("team-a").ByURL("http://ngo.test/")) != 1 || len(log.Of("team-b").Rows()) != 0 {
		t.Errorf("served.jsonl: %v", err)
	}
	if _, err := os.Stat(filepath.Join(box, "team-b", "first-query.md")); err != nil {
		t.Error(err)
	}
}

// TestRangePorts: addresses of --ports are had, or the start fails and says so.
func TestRangePorts(t *testing.T) {
	dir := tinyDataset(t, "team-a")
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ports := filepath.Join(t.TempDir(), "ports.json")
	text := fmt.Sprintf(`{"teams":{"team-a":{"sites":{"ngo.test":"http://%s"}}}}`, busy.Addr())
	if err := os.WriteFile(ports, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, diag bytes.Buffer
	if c := run(t.Context(), []string{"range", dir, "--state", t.TempDir(), "--ports", ports}, stdio{out: &out, err: &diag}); c != 1 ||
		!strings.Contains(diag.String(), busy.Addr().String()) || out.Len() > 0 {
		t.Errorf("a port in use: exit %d, %q %q", c, &out, &diag)
	}
	_ = busy.Close()
	if urls := serving(t, dir, "--state", t.TempDir(), "--ports", ports); urls["team-a/ngo.test"] != "http://"+busy.Addr().String() {
		t.Errorf("the port asked for is %s: %v", busy.Addr(), urls)
	}
}

func TestRangeMisuse(t *testing.T) {
	dir := tinyDataset(t, "team-a")
	cut := tinyDataset(t, "team-a")
	if err := os.Truncate(filepath.Join(cut, "web", "pages.jsonl"), 30); err != nil {
		t.Fatal(err)
	}
	for _, v := range []struct {
		args []string
		code int
		want string
	}{
		{nil, 2, "at least one dataset"},
		{[]string{dir, "--clock", "soon"}, 2, "clock"},
		{[]string{dir, "--bind", "everywhere"}, 2, "--bind"},
		{[]string{dir, "--port", "1"}, 2, "not defined"},
		{[]string{dir + "-none"}, 1, dir + "-none"},
		{[]string{cut}, 1, "pages.jsonl:1:"},
		{[]string{dir, "--ports", dir + "/manifest.json.none"}, 1, "manifest.json.none"},
		{[]string{dir, dir}, 1, "served already"},
	} {
		var out, diag bytes.Buffer
		if c := run(t.Context(), append([]string{"range"}, v.args...), stdio{out: &out, err: &diag}); c != v.code || !strings.Contains(diag.String(), v.want) || out.Len() > 0 {
			t.Errorf("%v: exit %d %q %q, want %d and %q", v.args, c, &out, &diag, v.code, v.want)
		}
	}
}
