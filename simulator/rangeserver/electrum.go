package rangeserver

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/btcsuite/btcd/chaincfg/chainhash"

	"github.com/osint-radar/academy/simulator/chain"
)

// Limits of the Electrum port, per connection.
const (
	maxRequest       = 1 << 20 // bytes of a line; a batch of history requests is far smaller
	maxBatch         = 200
	maxSubscriptions = 10_000
	maxHistory       = 10_000           // transactions of one script, about a megabyte; ElectrumX has the same limit
	electrumIdle     = 10 * time.Minute // without a line from the client
	electrumTick     = time.Second      // how often a moved clock is looked for
)

// rpcRequest is JSON-RPC 2.0: as wallets send it, one a line, and as programs ask
// TESTCHAIN-A.
type rpcRequest struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Method  string          `json:"method"`
	Params  json.RawMessage `json:"params"`
}

type rpcResponse struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   *rpcError       `json:"error,omitempty"`
	Method  string          `json:"method,omitempty"` // of a notification
	Params  any             `json:"params,omitempty"`
}

type rpcError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

func (e *rpcError) Error() string { return e.Message }

// wallet is one connection.
type wallet struct {
	tm   *team
	conn net.Conn
	mu   sync.Mutex // over what is written and what is subscribed
	tip  int        // last told, -1: not subscribed
	subs map[chain.ScriptHash]string
	seen int // the tip to which all of subs are known, -1: they are not
}

// serveElectrum speaks Electrum protocol 1.4 over one connection until the
// client leaves, sends what is no JSON, or is silent for ten minutes.
func (tm *team) serveElectrum(ctx context.Context, conn net.Conn) {
	wl := &wallet{tm: tm, conn: conn, tip: -1, seen: -1, subs: map[chain.ScriptHash]string{}}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go wl.watch(ctx)
	idle := time.AfterFunc(electrumIdle, func() { _ = conn.Close() })
	defer idle.Stop()
	br := bufio.NewReaderSize(conn, 64<<10)
	for {
		line, err := readLine(br, maxRequest)
		if err != nil {
			if !errors.Is(err, io.EOF) {
				wl.write(rpcResponse{Version: "2.0", ID: json.RawMessage("null"), Error: &rpcError{-32600, err.Error()}})
			}
			return
		}
		idle.Reset(electrumIdle)
		if !wl.line(line) {
			return
		}
	}
}

var errLong = errors.New("a request is one line of at most 1 MiB")

// readLine returns a line without its end, or errLong.
func readLine(br *bufio.Reader, limit int) ([]byte, error) {
	var line []byte
	for {
		part, err := br.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > limit {
			return nil, errLong
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		return line, err
	}
}

// line answers a request or a batch; false ends the connection.
func (wl *wallet) line(line []byte) bool {
	var batch []rpcRequest
	if strings.HasPrefix(strings.TrimSpace(string(line)), "[") {
		if json.Unmarshal(line, &batch) != nil || len(batch) == 0 || len(batch) > maxBatch {
			return wl.write(rpcResponse{Version: "2.0", ID: json.RawMessage("null"), Error: &rpcError{-32600, "a batch is a list of 1 to 200 requests"}}) && false
		}
		var out []rpcResponse
		for _, q := range batch {
			out = append(out, wl.answer(q))
		}
		return wl.write(out)
	}
	var q rpcRequest
	if err := json.Unmarshal(line, &q); err != nil {
		return wl.write(rpcResponse{Version: "2.0", ID: json.RawMessage("null"), Error: &rpcError{-32700, "not JSON"}}) && false
	}
	return wl.write(wl.answer(q))
}

func (wl *wallet) answer(q rpcRequest) rpcResponse {
	id := q.ID
	if len(id) == 0 {
		id = json.RawMessage("null")
	}
	wall := wl.tm.rg.cfg.Now()
	t := wl.tm.clock.At(wall)
	call := electrumCall{wl: wl, c: wl.tm.data.ledger, tip: wl.tm.data.ledger.HeightAt(t)}
	result, err := call.run(q.Method, q.Params)
	if err != nil {
		var e *rpcError
		if !errors.As(err, &e) {
			e = &rpcError{1, err.Error()}
		}
		return rpcResponse{Version: "2.0", ID: id, Error: e}
	}
	body := jsonBody(result)
	if strings.HasPrefix(q.Method, "blockchain.") {
		s := Served{
			Wall: wall.UTC(), Scenario: t, Team: wl.tm.name, Surface: "ledger",
			URL: "electrum:" + q.Method + "?" + string(q.Params), SHA256: digest(body), Bytes: int64(len(body)),
		}
		s.setRecords(call.records)
		if err := wl.tm.rg.log.add(s); err != nil {
			wl.tm.rg.cfg.Log.Error("range", "team", wl.tm.name, "err", err)
			return rpcResponse{Version: "2.0", ID: id, Error: &rpcError{-32603, "the range cannot write its log"}}
		}
	}
	return rpcResponse{Version: "2.0", ID: id, Result: body}
}

// write sends one line; false says that the client is gone.
func (wl *wallet) write(v any) bool {
	wl.mu.Lock()
	defer wl.mu.Unlock()
	return wl.send(v)
}

func (wl *wallet) send(v any) bool {
	stuck := time.AfterFunc(time.Minute, func() { _ = wl.conn.Close() }) // a client that never reads
	defer stuck.Stop()
	_, err := wl.conn.Write(append(jsonBody(v), '\n'))
	return err == nil
}

// watch tells the client when the clock has brought new blocks.
func (wl *wallet) watch(ctx context.Context) {
	tick := time.NewTicker(electrumTick)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			wl.notify()
		}
	}
}

func (wl *wallet) notify() {
	c := wl.tm.data.ledger
	tip := c.HeightAt(wl.tm.now())
	wl.mu.Lock()
	defer wl.mu.Unlock()
	if wl.tip >= 0 && wl.tip != tip {
		wl.tip = tip
		wl.send(rpcResponse{Version: "2.0", Method: "blockchain.headers.subscribe", Params: []any{headerJSON(c, tip)}})
	}
	if wl.seen == tip {
		return // no history has changed
	}
	wl.seen = tip
	for sh, old := range wl.subs {
		if now := scriptStatus(c, sh, tip); now != old {
			wl.subs[sh] = now
			wl.send(rpcResponse{Version: "2.0", Method: "blockchain.scripthash.subscribe", Params: []any{sh.String(), orNull(now)}})
		}
	}
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func ledgerRecord(id chainhash.Hash) string { return chain.BlockFile + "#" + id.String() }
