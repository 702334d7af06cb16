package rangeserver

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

// ethereumHost is the node of TESTCHAIN-A.
const ethereumHost = "testchain-a.test"

// maxReply is how many bytes of answers a batch may have before the rest of it is
// refused.
const maxReply = 8 << 20

// Error codes of JSON-RPC 2.0 and of EIP-1474, which adds those above -32010.
const (
	rpcNotJSON   = -32700
	rpcInvalid   = -32600
	rpcNoMethod  = -32601
	rpcBadParams = -32602
	rpcBadInput  = -32000
	rpcNotFound  = -32001
	rpcRejected  = -32003
	rpcTooMuch   = -32005
)

// ethereumAnswer speaks Ethereum's JSON-RPC over HTTP: one request or a batch in a
// POST (ethereum.github.io/execution-apis, EIP-1474). Errors have status 200, as
// nodes answer. GET gives the two tables that are public beside the chain.
func (tm *team) ethereumAnswer(r *http.Request, t time.Time) answer {
	c := tm.data.accounts
	switch {
	case r.URL.Path == "/" && r.Method == http.MethodPost:
	case r.URL.Path == "/":
		return textPage(http.StatusOK, "accountledger", label+": node of TESTCHAIN-A, a chain with coins and dollars without value.\n"+
			`It answers Ethereum's JSON-RPC: POST {"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}`+"\n"+
			"/tags.csv says which addresses are publicly known, /rates.csv what a bridge asks on each day, where there is one.\n")
	case r.URL.Path == "/tags.csv" && reads(r) && c.tags != nil:
		return answer{status: http.StatusOK, mime: "text/csv; charset=utf-8", body: c.tags, surface: "accountledger"}
	case r.URL.Path == "/rates.csv" && reads(r) && c.rates != nil:
		return answer{status: http.StatusOK, mime: "text/csv; charset=utf-8", body: c.ratesAt(t), surface: "accountledger"}
	default:
		return textPage(http.StatusNotFound, "accountledger", "404 Not Found\nThe node answers POST /, and GET /tags.csv and /rates.csv.\n\n"+label+"\n")
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return ethereumReply(errorReply(rpcInvalid, fmt.Sprintf("a request has at most %d bytes", maxBody)))
	}
	e := &ethereum{c: c, tip: c.heightAt(t)}
	var a answer
	if body = bytes.TrimSpace(body); !bytes.HasPrefix(body, []byte("[")) {
		a = ethereumReply(e.one(body, true))
	} else {
		a = e.batch(body)
	}
	a.call, a.records, a.conduct = strings.Join(e.asked, " "), e.records, e.conduct
	return a
}

// ethereumReply is the answer to one request; nil for a notification, which has none.
func ethereumReply(reply *rpcResponse) answer {
	a := answer{status: http.StatusOK, mime: "application/json", surface: "accountledger", header: http.Header{"Access-Control-Allow-Origin": {"*"}}}
	if reply != nil {
		a.body = jsonBody(reply)
	}
	return a
}

// errorReply answers what cannot be told apart from other requests.
func errorReply(code int, message string) *rpcResponse {
	return &rpcResponse{Version: "2.0", ID: json.RawMessage("null"), Error: &rpcError{code, message}}
}

// ethereum is what one HTTP request asks, as of a tip.
type ethereum struct {
	c       *accountChain
	tip     int
	params  []json.RawMessage // of the request that is being answered
	records []string
	asked   []string // methods with their parameters
	conduct string
}

// batch answers a list of requests by a list of replies.
func (e *ethereum) batch(body []byte) answer {
	var list []json.RawMessage
	if json.Unmarshal(body, &list) != nil {
		return ethereumReply(errorReply(rpcNotJSON, "not JSON"))
	}
	if len(list) == 0 || len(list) > maxBatch {
		return ethereumReply(errorReply(rpcInvalid, fmt.Sprintf("a batch is a list of 1 to %d requests", maxBatch)))
	}
	var parts [][]byte
	size := 0
	for _, q := range list {
		if reply := e.one(q, size < maxReply); reply != nil {
			part := jsonBody(reply)
			parts, size = append(parts, part), size+len(part)
		}
	}
	a := ethereumReply(nil)
	if len(parts) > 0 {
		a.body = slices.Concat([]byte("["), bytes.Join(parts, []byte(",")), []byte("]"))
	}
	return a
}

// one answers a request, if there is room for the answer; nil for a notification.
func (e *ethereum) one(body []byte, room bool) *rpcResponse {
	var q rpcRequest
	if err := json.Unmarshal(body, &q); err != nil {
		if json.Valid(body) {
			return errorReply(rpcInvalid, "not a request of JSON-RPC 2.0")
		}
		return errorReply(rpcNotJSON, "not JSON")
	}
	if q.Version != "2.0" || q.Method == "" || !scalar(q.ID) {
		return errorReply(rpcInvalid, `not a request of JSON-RPC 2.0; right is {"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}`)
	}
	e.asked = append(e.asked, q.Method+string(q.Params))
	var result any
	err := error(&rpcError{rpcTooMuch, "the answers to this batch are too large; ask in smaller batches"})
	if room {
		result, err = e.run(q.Method, q.Params)
	}
	if len(q.ID) == 0 {
		return nil
	}
	reply := &rpcResponse{Version: "2.0", ID: q.ID}
	switch {
	case err == nil:
		reply.Result = jsonBody(result)
	case !errors.As(err, &reply.Error):
		reply.Error = &rpcError{rpcBadInput, err.Error()}
	}
	return reply
}

// scalar says whether an id is one: a text, a number, null, or none.
func scalar(id json.RawMessage) bool { return len(id) == 0 || id[0] != '{' && id[0] != '[' }
