package storetest

import (
	"io"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// Relay passes TCP connections on to a PostgreSQL server's socket and can be cut:
// a server that is away and comes back.
type Relay struct {
	Address string // of the relay, as --db takes it

	target string
	port   string
	mu     sync.Mutex
	ln     net.Listener
	open   []net.Conn
}

// NewRelay starts a relay in front of the server that dsn names.
func NewRelay(t *testing.T, dsn string) *Relay {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	r := &Relay{target: filepath.Join(q.Get("host"), ".s.PGSQL.5432")}
	if q.Get("host") == "" {
		r.target = u.Host
	}
	r.port = "0"
	r.Up(t)
	_, r.port, _ = net.SplitHostPort(r.ln.Addr().String())
	q.Del("host")
	q.Set("sslmode", "disable")
	u.Host, u.RawQuery = "127.0.0.1:"+r.port, q.Encode()
	r.Address = u.String()
	t.Cleanup(r.Down)
	return r
}

// Up takes connections, on the same port as before.
func (r *Relay) Up(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:"+r.port)
	if err != nil {
		t.Error(err)
		return
	}
	r.mu.Lock()
	r.ln = ln
	r.mu.Unlock()
	go func() {
		for {
			in, err := ln.Accept()
			if err != nil {
				return
			}
			network := "unix"
			if !strings.HasPrefix(r.target, "/") {
				network = "tcp"
			}
			out, err := net.Dial(network, r.target)
			if err != nil {
				_ = in.Close()
				continue
			}
			r.mu.Lock()
			r.open = append(r.open, in, out)
			r.mu.Unlock()
			go pass(in, out)
			go pass(out, in)
		}
	}()
}

func pass(to, from net.Conn) {
	_, _ = io.Copy(to, from) // it ends when either side is cut
	_ = to.Close()
}

// Down refuses connections and ends those that are open.
func (r *Relay) Down() {
	r.mu.Lock()
	defer r.mu.Unlock()
	_ = r.ln.Close()
	for _, c := range r.open {
		_ = c.Close()
	}
	r.open = nil
}
