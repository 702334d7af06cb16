package ledger

import (
	"bytes"
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
// and level by level ids are passed on in order and all signatures of a level
// are made on every core. Both kinds of signature are deterministic (RFC 6979;
// BIP 340 with zero auxiliary bytes), so the number of cores leaves no trace.
func signAll(drafts []*draft, workers int) error {
	top := int32(0)
	for _, d := range drafts {
		top = max(top, d.level)
	}
	byLevel := make([][]*draft, top+1)
	for _, d := range drafts {
		byLevel[d.level] = append(byLevel[d.level], d)
	}
	for _, list := range byLevel {
		for _, d := range list {
			d.compose()
		}
		if err := parallel(list, workers, signTogether); err != nil {
			return err
		}
	}
	return nil
}

// parallel calls do for the list piece by piece, on that many goroutines. The
// pieces are as large as they can be without leaving somebody idle at the end.
func parallel[T any](list []T, workers int, do func([]T) error) error {
	chunk := 32
	if workers > 1 {
		chunk = min(max(len(list)/(6*workers), 4), chunk)
	}
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
