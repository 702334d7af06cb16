package rangeserver

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"
)

// Served is a line of served.jsonl: one artefact that left the range.
//
// URL is the fictional one (http://chatterly.test/@x/1, dns:example.test?type=A,
// whois://whois.test/example.test, electrum:blockchain.transaction.get?…). SHA256
// and Bytes are of the decoded response body. What a tool prints of a DNS or
// WHOIS answer differs from the bytes on the wire in a known way: Also holds
// the digests of those text forms.
type Served struct {
	Wall     time.Time `json:"wall"`
	Scenario time.Time `json:"scenario"`
	Team     string    `json:"team"`
	Surface  string    `json:"surface"` // microblog web infra ledger accountledger…
	URL      string    `json:"url"`
	Record   string    `json:"record"` // dataset record it shows, the first where they are several; "" for none
	SHA256   string    `json:"sha256"`
	Bytes    int64     `json:"bytes"`
	Status   int       `json:"status,omitempty"`  // HTTP, where it is not 200
	Records  []string  `json:"records,omitempty"` // all records it shows, where they are several
	Also     []string  `json:"also,omitempty"`    // digests of the same artefact as a tool prints it
	Via      string    `json:"via,omitempty"`     // URL as asked, where it is not the fictional one
	Conduct  string    `json:"conduct,omitempty"` // an attempt to act: follow, favourite, post, message, send…
	Call     string    `json:"call,omitempty"`    // of a JSON-RPC request over HTTP: its methods with their parameters
}

// Log is the served log: a file that only grows, and its index in memory.
// Safe for use by several goroutines.
type Log struct {
	mu    sync.RWMutex
	file  *os.File
	rows  []Served
	bySum map[string][]int32
	byURL map[string][]int32
}

func newLog() *Log { return &Log{bySum: map[string][]int32{}, byURL: map[string][]int32{}} }

// ReadServed reads a served log from a file, for checking evidence without a
// range. A last line that was never finished is left out.
func ReadServed(path string) (*Log, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("rangeserver: served log: %w", err)
	}
	defer func() { _ = f.Close() }()
	l := newLog()
	_, err = l.read(f, path)
	return l, err
}

// openLog reads what is there, cuts off a line that a crash left unfinished
// and goes on from there.
func openLog(path string) (*Log, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("rangeserver: served log: %w", err)
	}
	l := newLog()
	whole, err := l.read(f, path)
	if err == nil {
		err = f.Truncate(whole)
	}
	if err == nil {
		_, err = f.Seek(whole, io.SeekStart)
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	l.file = f
	return l, nil
}

// read returns how many bytes are whole lines.
func (l *Log) read(r io.Reader, path string) (whole int64, err error) {
	br := bufio.NewReaderSize(r, 1<<16)
	for n := 1; ; n++ {
		line, err := br.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return whole, nil
		}
		if err != nil {
			return whole, fmt.Errorf("rangeserver: %s: %w", path, err)
		}
		var s Served
		if err := json.Unmarshal(line, &s); err != nil {
			return whole, fmt.Errorf("%s:%d: not a line of a served log: %w", path, n, err)
		}
		whole += int64(len(line))
		l.index(s)
	}
}

func (l *Log) index(s Served) {
	i := int32(len(l.rows))
	l.rows = append(l.rows, s)
	for _, sum := range append([]string{s.SHA256}, s.Also...) {
		l.bySum[sum] = append(l.bySum[sum], i)
	}
	l.byURL[s.URL] = append(l.byURL[s.URL], i)
	if s.Via != "" {
		l.byURL[s.Via] = append(l.byURL[s.Via], i)
	}
}

// add writes a line before the artefact leaves; on error nothing may leave.
func (l *Log) add(s Served) error {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return fmt.Errorf("rangeserver: served log: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, err := l.file.Write(buf.Bytes()); err != nil {
		return fmt.Errorf("rangeserver: served log: %w", err)
	}
	l.index(s)
	return nil
}

func (l *Log) close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.file.Close()
}

// View is the served log as seen for one team, or for all others.
type View struct {
	log  *Log
	team string
	not  bool
}

// Of is what was served to the team.
func (l *Log) Of(team string) View { return View{l, team, false} }

// Others is what was served to every team but this one.
func (l *Log) Others(team string) View { return View{l, team, true} }

// BySum returns what was served with the SHA-256 (hex), oldest first.
func (v View) BySum(sum string) []Served {
	v.log.mu.RLock()
	defer v.log.mu.RUnlock()
	return v.pick(v.log.bySum[strings.ToLower(sum)])
}

// ByURL returns what was served at the address, oldest first: the fictional
// address or the one of the team's port.
func (v View) ByURL(address string) []Served {
	v.log.mu.RLock()
	defer v.log.mu.RUnlock()
	return v.pick(v.log.byURL[NormalURL(address)])
}

// Rows returns everything, oldest first.
func (v View) Rows() []Served {
	v.log.mu.RLock()
	defer v.log.mu.RUnlock()
	var out []Served
	for _, s := range v.log.rows {
		if (s.Team == v.team) != v.not {
			out = append(out, s)
		}
	}
	return out
}

// Conduct returns the attempts to act: what the passive-conduct guard reports.
func (v View) Conduct() []Served {
	var out []Served
	for _, s := range v.Rows() {
		if s.Conduct != "" {
			out = append(out, s)
		}
	}
	return out
}

func (v View) pick(at []int32) []Served {
	var out []Served
	for _, i := range at {
		if s := v.log.rows[i]; (s.Team == v.team) != v.not {
			out = append(out, s)
		}
	}
	return out
}

// NormalURL writes a web address as the served log does: scheme and host in
// lower case, no port 80, no fragment, "/" for an empty path. Anything else
// comes back as it is.
func NormalURL(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return address
	}
	u.Fragment, u.RawFragment, u.User = "", "", nil
	u.Host = strings.TrimSuffix(strings.ToLower(u.Host), ":80")
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String()
}
