package rangeserver_test

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"
)

// line is a raw connection to the Electrum port.
type line struct {
	t    *testing.T
	conn net.Conn
	br   *bufio.Reader
}

func (l *lab) electrumWire() *line {
	l.t.Helper()
	conn, err := net.Dial("tcp", l.ends.Electrum)
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { _ = conn.Close() })
	return &line{l.t, conn, bufio.NewReader(conn)}
}

// say sends a line and returns the next one.
func (w *line) say(text string) string {
	w.t.Helper()
	if _, err := io.WriteString(w.conn, text+"\n"); err != nil {
		return ""
	}
	return w.hear()
}

func (w *line) hear() string {
	w.t.Helper()
	text, err := w.br.ReadString('\n')
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(text, "\n")
}

func TestElectrumProtocol(t *testing.T) {
	s := simulated(t)
	l := start(t, s.dir)
	l.at(s.opens)
	w := l.electrumWire()
	zero := strings.Repeat("0", 64)
	for ask, want := range map[string]string{
		`{"id":1,"method":"server.version","params":["test","1.4"]}`:                      `"result":["OSINT RADAR range 1.0","1.4"]`,
		`{"id":2,"method":"server.ping"}`:                                                 `"id":2,"result":null`,
		`{"id":"x","method":"server.banner","params":[]}`:                                 `"id":"x"`,
		`{"id":3,"method":"blockchain.scripthash.get_history","params":["` + zero + `"]}`: `"result":[]`,
		`{"id":4,"method":"blockchain.scripthash.subscribe","params":["` + zero + `"]}`:   `"result":null`,
		`{"id":5,"method":"blockchain.scripthash.get_balance","params":["` + zero + `"]}`: `"result":{"confirmed":0,"unconfirmed":0}`,
		`{"id":6,"method":"blockchain.transaction.get","params":["` + zero + `"]}`:        `"error":{"code":2`,
		`{"id":7,"method":"blockchain.block.header","params":[-1]}`:                       `"error":{"code":-32602`,
		`{"id":8,"method":"blockchain.block.header","params":[99999999]}`:                 `"error":{"code":-32602`,
		`{"id":9,"method":"blockchain.block.headers","params":[0,100000]}`:                `"count":2016`,
		`{"id":10,"method":"blockchain.block.headers","params":[99999999,5]}`:             `"count":0,"hex":""`,
		`{"id":11,"method":"blockchain.scripthash.get_history","params":["zz"]}`:          `"error":{"code":-32602`,
		`{"id":12,"method":"blockchain.scripthash.get_history","params":[]}`:              `"error":{"code":-32602`,
		`{"id":13,"method":"blockchain.scripthash.get_history","params":{"a":1}}`:         `"error":{"code":-32602`,
		`{"id":14,"method":"blockchain.transaction.broadcast","params":["00"]}`:           `training range`,
		`{"id":15,"method":"no\u0000such","params":[]}`:                                   `"error":{"code":-32601`,
		`[{"id":16,"method":"server.ping","params":[]},{"id":17,"method":"server.ping"}]`: `[{"jsonrpc":"2.0","id":16,"result":null},{"jsonrpc":"2.0","id":17,"result":null}]`,
		`{"id":18,"method":"blockchain.transaction.id_from_pos","params":[0,0]}`:          `"4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b"`,
	} {
		if got := w.say(ask); !strings.Contains(got, want) || !json.Valid([]byte(got)) {
			t.Errorf("%s: %s, want %s", ask, got, want)
		}
	}
	// The genesis block of regtest, as every node knows it.
	if r := l.get(l.ends.Esplora + "/block-height/0"); r.body != "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206" {
		t.Errorf("genesis %s", r.body)
	}
}

// TestElectrumCheckpoint: with cp_height a header comes with its proof under the
// root of all block hashes up to there (protocol 1.4), here put together by hand.
func TestElectrumCheckpoint(t *testing.T) {
	s := simulated(t)
	l := start(t, s.dir)
	l.at(s.opens)
	w := l.electrumWire()
	type proof struct {
		Header, Root string
		Branch       []string
	}
	twice := func(b []byte) []byte {
		h := sha256.Sum256(b)
		h = sha256.Sum256(h[:])
		return h[:]
	}
	ask := func(method, params string) (out proof, raw string) {
		raw = w.say(`{"id":1,"method":"` + method + `","params":` + params + `}`)
		var answer struct{ Result json.RawMessage }
		if err := json.Unmarshal([]byte(raw), &answer); err != nil {
			t.Fatal(err)
		}
		_ = json.Unmarshal(answer.Result, &out) // a bare header is a string
		return out, raw
	}
	for _, at := range []int{0, 3, 6, 17, 20} {
		got, raw := ask("blockchain.block.header", fmt.Sprintf("[%d,20]", at))
		header, err := hex.DecodeString(got.Header)
		if err != nil || len(header) != 80 {
			t.Fatalf("header %d: %s", at, raw)
		}
		sum := twice(header)
		for i, side := range got.Branch {
			sibling, err := hex.DecodeString(side)
			if err != nil || len(sibling) != 32 {
				t.Fatalf("branch of %d: %s", at, raw)
			}
			slices.Reverse(sibling)
			if at>>i&1 == 1 {
				sum = twice(append(sibling, sum...))
			} else {
				sum = twice(append(sum, sibling...))
			}
		}
		slices.Reverse(sum)
		if hex.EncodeToString(sum) != got.Root || len(got.Branch) != 5 {
			t.Errorf("header %d leads to %x, the root is %s", at, sum, got.Root)
		}
		all, _ := ask("blockchain.block.headers", fmt.Sprintf("[0,%d,20]", at+1))
		if all.Root != got.Root || !slices.Equal(all.Branch, got.Branch) {
			t.Errorf("headers up to %d: %+v, want %+v", at, all, got)
		}
	}
	if _, raw := ask("blockchain.block.header", "[3,0]"); strings.Contains(raw, "root") || strings.Contains(raw, "error") {
		t.Errorf("cp_height 0: %s", raw)
	}
	for _, params := range []string{"[21,20]", "[3,99999999]", `[3,"x"]`} {
		if _, raw := ask("blockchain.block.header", params); !strings.Contains(raw, `"code":-32602`) {
			t.Errorf("%s: %s", params, raw)
		}
	}
}

// TestElectrumTellsOfBlocks: a moved clock is announced to who has subscribed.
func TestElectrumTellsOfBlocks(t *testing.T) {
	s := simulated(t)
	l := start(t, s.dir)
	l.at(s.opens.AddDate(0, 0, -2))
	w := l.electrumWire()
	var first struct{ Result struct{ Height int } }
	if err := json.Unmarshal([]byte(w.say(`{"id":1,"method":"blockchain.headers.subscribe","params":[]}`)), &first); err != nil {
		t.Fatal(err)
	}
	l.at(s.opens)
	if err := w.conn.SetReadDeadline(deadline(t)); err != nil {
		t.Fatal(err)
	}
	var note struct {
		Method string
		Params []struct{ Height int }
	}
	if err := json.Unmarshal([]byte(w.hear()), &note); err != nil || note.Method != "blockchain.headers.subscribe" || len(note.Params) != 1 || note.Params[0].Height <= first.Result.Height {
		t.Errorf("after height %d: %+v %v", first.Result.Height, note, err)
	}
}

// deadline is the test's own.
func deadline(t *testing.T) time.Time {
	d, _ := t.Deadline()
	return d
}

// TestElectrumHostile: whatever is thrown at the port, it answers the next client.
func TestElectrumHostile(t *testing.T) {
	s := simulated(t)
	l := start(t, s.dir)
	l.at(s.opens)
	many := "[" + strings.Repeat(`{"id":1,"method":"server.ping"},`, 200) + `{"id":1,"method":"server.ping"}]`
	for name, send := range map[string]string{
		"no JSON": "hello\n", "NUL": "\x00\x00\x00\n", "broken UTF-8": "{\"id\":1,\"method\":\"\xff\xfe\"}\n", "a list of nothing": "[]\n",
		"a batch too long": many + "\n", "an endless line": strings.Repeat("x", 3<<20), "a number": "42\n", "half a line": `{"id":1,"method":`,
		"deep nesting": strings.Repeat("[", 200_000) + "\n", "TLS": "\x16\x03\x01\x02\x00\x01\x00\n",
	} {
		w := l.electrumWire()
		if _, err := io.WriteString(w.conn, send); err == nil {
			_ = w.conn.(*net.TCPConn).CloseWrite() // a refusal may come before the end
		}
		for range 3 {
			if got := w.hear(); got != "" && !json.Valid([]byte(got)) {
				t.Errorf("%s: %q", name, got)
			}
		}
		if got := l.electrumWire().say(`{"id":1,"method":"server.ping"}`); !strings.Contains(got, `"result":null`) {
			t.Fatalf("after %s the port is deaf: %q", name, got)
		}
	}
	// A full house turns new clients away and takes them again once there is room.
	var crowd []*line
	for range 300 {
		crowd = append(crowd, l.electrumWire())
	}
	open := 0
	for i, w := range crowd {
		if w.say(fmt.Sprintf(`{"id":%d,"method":"server.ping"}`, i)) != "" {
			open++
		}
	}
	if open < 200 || open > 256 {
		t.Errorf("%d of 300 clients are served, want at most 256", open)
	}
	for _, w := range slices.Backward(crowd) {
		_ = w.conn.Close()
	}
	for range 1000 {
		if w := l.electrumWire(); w.say(`{"id":1,"method":"server.ping"}`) != "" {
			return
		}
	}
	t.Error("no room after all have left")
}
