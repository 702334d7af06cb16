package ledger

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/txscript"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/keys"
)

// Signing in steps. An input needs the id of the transaction that it spends
// from. The id of a witness transaction is known before it is signed, that of
// a legacy one only after. So drafts of many blocks are sorted by level:
//
//	level(d) = max over its inputs of level(source) + (1 if source is legacy)
//
// and in the order of levels ids are passed on and signatures made. Whoever takes
// the next few composes them, which has its order; signing them has none, but
// that the sources of what comes later must be signed. Both kinds of signature are
// deterministic (RFC 6979; BIP 340 with zero auxiliary bytes), so the number of
// cores leaves no trace.
func signAll(drafts []*draft, workers int) error {
	slices.SortStableFunc(drafts, func(x, y *draft) int { return cmp.Compare(x.level, y.level) })
	l := &line{list: drafts, workers: workers}
	l.moved.L = &l.mu
	var wg sync.WaitGroup
	for range workers - 1 {
		wg.Go(l.work)
	}
	l.work()
	wg.Wait()
	return l.err
}

// line is the drafts that wait to be signed.
type line struct {
	mu      sync.Mutex
	moved   sync.Cond // some more are signed
	list    []*draft
	workers int
	err     error // the first
}

func (l *line) work() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for piece := l.take(); piece != nil; piece = l.take() {
		l.mu.Unlock()
		err := signTogether(piece)
		l.mu.Lock()
		for _, d := range piece {
			d.known = true
		}
		l.err = cmp.Or(l.err, err)
		l.moved.Broadcast()
	}
}

// take composes the next few drafts and waits where a source is still with
// somebody else. Nil: there are none, or one has failed.
func (l *line) take() []*draft {
	for l.err == nil && len(l.list) > 0 {
		n, most := 0, min(pieceOf(len(l.list), l.workers), len(l.list))
		for n < most && l.list[n].sourced() {
			l.list[n].compose()
			n++
		}
		if n > 0 {
			piece := l.list[:n]
			l.list = l.list[n:]
			return piece
		}
		l.moved.Wait()
	}
	return nil
}

// sourced says whether all that a draft spends from has an id.
func (d *draft) sourced() bool {
	return !slices.ContainsFunc(d.ins, func(c coin) bool { return c.in.legacy && !c.in.known })
}

// pieceOf is how many of n things one of the workers takes at once: as many as
// it can without leaving somebody idle at the end.
func pieceOf(n, workers int) int {
	const most = 32
	if workers == 1 {
		return most
	}
	return min(max(n/(6*workers), 4), most)
}

// parallel calls do for the list piece by piece, on that many goroutines.
func parallel[T any](list []T, workers int, do func([]T) error) error {
	chunk := pieceOf(len(list), workers)
	workers = min(workers, (len(list)+chunk-1)/chunk)
	errs := make([]error, max(1, workers))
	var next atomic.Int64
	work := func(me int) {
		for errs[me] == nil {
			end := int(next.Add(int64(chunk)))
			if end-chunk >= len(list) {
				return
			}
			errs[me] = do(list[end-chunk : min(end, len(list))])
		}
	}
	var wg sync.WaitGroup
	for me := 1; me < workers; me++ {
		wg.Go(func() { work(me) })
	}
	work(0)
	wg.Wait()
	return errors.Join(errs...)
}

// compose makes the unsigned transaction; its sources have their ids.
func (d *draft) compose() {
	d.signed = &signed{msg: wire.NewMsgTx(d.payer.version)}
	d.msg.LockTime = d.lock
	d.msg.TxIn = make([]*wire.TxIn, len(d.ins))
	for i, c := range d.ins {
		d.msg.TxIn[i] = &wire.TxIn{
			PreviousOutPoint: wire.OutPoint{Hash: c.in.id, Index: c.vout},
			Sequence:         d.payer.sequence,
		}
	}
	d.msg.TxOut = make([]*wire.TxOut, len(d.outs))
	for i, o := range d.outs {
		d.msg.TxOut[i] = &wire.TxOut{Value: o.sat, PkScript: o.to.Script}
	}
	if !d.legacy {
		d.id = d.msg.TxHash()
	}
}

// signTogether makes the signatures of every input of some drafts, their final
// bytes and ids.
func signTogether(list []*draft) error {
	var jobs []job
	for _, d := range list {
		var mid *txscript.TxSigHashes
		if slices.ContainsFunc(d.ins, func(c coin) bool { return c.to.owner.kind != keys.P2PKH }) {
			mid = txscript.NewTxSigHashes(d.msg, d)
		}
		for i := range d.ins {
			j, err := d.job(i, mid)
			if err != nil {
				return fmt.Errorf("ledger: signing input %d: %w", i, err)
			}
			jobs = append(jobs, j)
		}
	}
	signatures, err := signJobs(jobs)
	if err != nil {
		return err
	}
	for _, d := range list {
		for i := range d.ins {
			d.put(i, signatures[i])
		}
		signatures = signatures[len(d.ins):]
		if err := d.finish(); err != nil {
			return err
		}
	}
	return nil
}

// job is what input i must be signed with.
func (d *draft) job(i int, mid *txscript.TxSigHashes) (job, error) {
	from := d.ins[i].to
	j := job{key: &from.Key.Key, pub: from.pub}
	var err error
	switch from.owner.kind {
	case keys.P2PKH:
		j.hash, err = txscript.CalcSignatureHash(from.Script, txscript.SigHashAll, d.msg, i)
	case keys.P2WPKH:
		j.hash, err = txscript.CalcWitnessSigHash(from.Script, mid, txscript.SigHashAll, d.msg, i, d.ins[i].sat)
	default:
		j.schnorr = true
		j.hash, err = txscript.CalcTaprootSignatureHash(mid, txscript.SigHashDefault, d.msg, i, d)
	}
	return j, err
}

// put places a signature where its kind of input wants it.
func (d *draft) put(i int, sig []byte) {
	from, in := d.ins[i].to, d.msg.TxIn[i]
	switch from.owner.kind {
	case keys.P2PKH:
		sig = append(sig, byte(txscript.SigHashAll))
		in.SignatureScript = slices.Concat([]byte{byte(len(sig))}, sig, []byte{byte(len(from.pub))}, from.pub)
	case keys.P2WPKH:
		in.Witness = wire.TxWitness{append(sig, byte(txscript.SigHashAll)), from.pub}
	default:
		in.Witness = wire.TxWitness{sig}
	}
}

// finish makes the bytes and the ids of a signed transaction.
func (d *draft) finish() error {
	buf := bytes.NewBuffer(make([]byte, 0, d.msg.SerializeSize()))
	if err := d.msg.Serialize(buf); err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	d.raw = buf.Bytes()
	d.wid = chainhash.DoubleHashH(d.raw)
	if d.legacy {
		d.id = d.msg.TxHash()
	}
	return nil
}

// FetchPrevOutput makes a draft the source of its own spent outputs
// (txscript.PrevOutputFetcher).
func (d *draft) FetchPrevOutput(op wire.OutPoint) *wire.TxOut {
	for _, c := range d.ins {
		if c.vout == op.Index && c.in.id == op.Hash {
			return wire.NewTxOut(c.sat, c.to.Script)
		}
	}
	return nil
}
