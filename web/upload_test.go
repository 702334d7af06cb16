package web_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/exercise/exercisetest"
)

// An upload of 2 GiB is refused by what its header says: the answer comes while
// next to nothing of the body has been read, and no copy of it lands on the disk.
func TestHugeUpload(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	b := newBed(t, nil)
	visitors, scopes := signInAll(t, b)
	run := exercisetest.Worked(t, b.runs, scopes["ro/trainer"], scopes["ro/trainee/team-a"])
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- b.site.Serve(ctx, ln) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})

	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "POST /exercises/%s/evidence HTTP/1.1\r\nHost: academy.example\r\nCookie: radar=%s\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: %d\r\n\r\n",
		run.ID, visitors["ro/trainee/team-a"].cookies["radar"], 2<<30)
	fmt.Fprint(conn, "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n")
	go func() { // the browser goes on sending until the connection ends
		piece := make([]byte, 64<<10)
		for {
			if _, err := conn.Write(piece); err != nil {
				return
			}
		}
	}()
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusRequestEntityTooLarge || !res.Close {
		t.Errorf("status %d, close %v; want 413 and the connection closed", res.StatusCode, res.Close)
	}
	left, err := os.ReadDir(os.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range left {
		t.Errorf("%s was written", f.Name())
	}
}
