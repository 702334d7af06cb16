package ledger

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/toolbin"
)

// Node is a running btcd on an empty regtest chain, spoken to by JSON-RPC.
type Node struct {
	tb  testing.TB
	url string
}

// StartNode runs btcd in a folder of its own until the test ends.
func StartNode(tb testing.TB) *Node {
	tb.Helper()
	dir, addr := tb.TempDir(), freeAddr(tb)
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, toolbin.Find(tb, "btcd"), "--regtest", "--notls", "--nolisten", "--connect=127.0.0.1:1",
		"--rpclisten="+addr, "--rpcuser=radar", "--rpcpass=regtest", "--rpcmaxclients=64",
		"--datadir="+filepath.Join(dir, "data"), "--logdir="+filepath.Join(dir, "logs"), "--configfile="+filepath.Join(dir, "btcd.conf"))
	cmd.Env = []string{"HOME=" + dir}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	ready := make(chan string, 1)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		var said []string
		for lines := bufio.NewScanner(stdout); lines.Scan(); {
			said = append(said, lines.Text())
			if strings.Contains(lines.Text(), "RPC server listening on") {
				ready <- ""
				break
			}
		}
		select {
		case ready <- "btcd ended before it listened:\n" + strings.Join(said, "\n"):
		default:
		}
		_, _ = io.Copy(io.Discard, stdout)
	}()
	tb.Cleanup(func() {
		cancel()
		<-ended
		_ = cmd.Wait() // it was killed
	})
	if fault := <-ready; fault != "" {
		tb.Fatal(fault)
	}
	return &Node{tb, "http://" + addr}
}

// freeAddr is a loopback address that nobody listens on at this moment.
func freeAddr(tb testing.TB) string {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		tb.Fatal(err)
	}
	return addr
}

// Call makes one request and returns the error message of the answer, "" for none.
func (n *Node) Call(method string, result any, params ...any) string {
	n.tb.Helper()
	body, err := json.Marshal(map[string]any{"jsonrpc": "1.0", "id": 1, "method": method, "params": append([]any{}, params...)})
	if err != nil {
		n.tb.Fatal(err)
	}
	req, err := http.NewRequestWithContext(n.tb.Context(), http.MethodPost, n.url, bytes.NewReader(body))
	if err != nil {
		n.tb.Fatal(err)
	}
	req.SetBasicAuth("radar", "regtest")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		n.tb.Fatalf("%s: %v", method, err)
	}
	defer func() { _ = resp.Body.Close() }()
	var answer struct {
		Result json.RawMessage
		Error  *struct{ Message string }
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		n.tb.Fatalf("%s: status %s: %v", method, resp.Status, err)
	}
	if answer.Error != nil {
		return answer.Error.Message
	}
	if result != nil {
		if err := json.Unmarshal(answer.Result, result); err != nil {
			n.tb.Fatalf("%s: %v in %s", method, err, answer.Result)
		}
	}
	return ""
}

// Submit hands a block over and returns the reason of a refusal, "" for none.
func (n *Node) Submit(raw []byte) string {
	n.tb.Helper()
	var reason *string
	if fault := n.Call("submitblock", &reason, hex.EncodeToString(raw)); fault != "" {
		return fault
	}
	if reason != nil {
		return *reason
	}
	return ""
}

// Tip is the node's height and best hash. Only this counts: a block after a
// refused one is taken as an orphan without a word.
func (n *Node) Tip() (height int, hash string) {
	n.tb.Helper()
	for method, to := range map[string]any{"getblockcount": &height, "getbestblockhash": &hash} {
		if fault := n.Call(method, to); fault != "" {
			n.tb.Fatalf("%s: %s", method, fault)
		}
	}
	return height, hash
}
