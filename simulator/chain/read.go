package chain

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/big"

	"github.com/btcsuite/btcd/chaincfg"
	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/wire"
)

// magic opens every block of a regtest block file.
var magic = [4]byte{0xfa, 0xbf, 0xb5, 0xda}

// Frame is what stands before a serialised block of that many bytes in a block
// file: magic and length.
func Frame(size int) []byte {
	return binary.LittleEndian.AppendUint32(magic[:], uint32(size))
}

// frame returns the block whose frame begins at off.
func frame(data []byte, off int) ([]byte, error) {
	head := data[off:]
	if len(head) < 8 {
		return nil, fmt.Errorf("chain: truncated at byte %d: %d bytes left, want a frame of 8", len(data), len(head))
	}
	if !bytes.Equal(head[:4], magic[:]) {
		return nil, fmt.Errorf("chain: byte %d: %x where a block should begin, want the regtest magic %x", off, head[:4], magic)
	}
	size := binary.LittleEndian.Uint32(head[4:])
	if int64(size) > int64(len(head)-8) {
		return nil, fmt.Errorf("chain: truncated at byte %d: the block at byte %d has %d bytes, %d are there", len(data), off, size, len(head)-8)
	}
	return head[8 : 8+size], nil
}

// add checks the next block and enters it into the tables.
func (c *Chain) add(raw []byte) error {
	r := bytes.NewReader(raw)
	var b block
	if err := b.header.Deserialize(r); err != nil {
		return fmt.Errorf("header: %w", err)
	}
	b.hash, b.raw, b.first = b.header.BlockHash(), raw, int32(len(c.txs))
	height := len(c.blocks)
	if err := c.checkHeader(height, &b); err != nil {
		return err
	}
	n, err := wire.ReadVarInt(r, 0)
	if err != nil || n == 0 || n > uint64(len(raw)) {
		return fmt.Errorf("number of transactions %d (%w)", n, errors.Join(err, errCount))
	}
	b.bare = len(raw) - r.Len()
	b.count = int32(n)
	var ids, witnessIDs []chainhash.Hash
	var coinbase *wire.MsgTx
	var fees int64
	for i := range int(n) {
		at := len(raw) - r.Len()
		var tx wire.MsgTx
		if err := tx.Deserialize(r); err != nil {
			return fmt.Errorf("transaction %d at byte %d of the block: %w", i, at, err)
		}
		b.bare += tx.SerializeSizeStripped()
		id := tx.TxHash()
		ids = append(ids, id)
		if i == 0 {
			coinbase = &tx
			witnessIDs = append(witnessIDs, chainhash.Hash{})
		} else {
			witnessIDs = append(witnessIDs, tx.WitnessHash())
		}
		fee, err := c.addTx(&tx, id, raw[at:len(raw)-r.Len()], height, i == 0)
		if err != nil {
			return fmt.Errorf("transaction %d (%s): %w", i, id, err)
		}
		fees += fee
	}
	if r.Len() != 0 {
		return fmt.Errorf("%d bytes after the last transaction", r.Len())
	}
	if root := MerkleRoot(ids); root != b.header.MerkleRoot {
		return fmt.Errorf("transactions have the root %s, the header says %s", root, b.header.MerkleRoot)
	}
	if err := checkCommitment(coinbase, witnessIDs); err != nil {
		return err
	}
	if made := sum(coinbase); height > 0 && made > Subsidy(height)+fees {
		return fmt.Errorf("coinbase makes %d sat, subsidy and fees are %d", made, Subsidy(height)+fees)
	}
	c.blocks = append(c.blocks, b)
	c.byHash[b.hash] = height
	latest := b.header.Timestamp.Unix()
	if height > 0 {
		latest = max(latest, c.latest[height-1])
	}
	c.latest = append(c.latest, latest)
	return nil
}

var errCount = errors.New("want at least one and no more than fit")

func (c *Chain) checkHeader(height int, b *block) error {
	if height == 0 {
		if want := *chaincfg.RegressionNetParams.GenesisHash; b.hash != want {
			return fmt.Errorf("hash %s, want the regtest genesis block %s", b.hash, want)
		}
		return nil
	}
	if prev := c.blocks[height-1].hash; b.header.PrevBlock != prev {
		return fmt.Errorf("follows %s, want %s", b.header.PrevBlock, prev)
	}
	if b.header.Bits != chaincfg.RegressionNetParams.PowLimitBits {
		return fmt.Errorf("bits %08x, want %08x", b.header.Bits, chaincfg.RegressionNetParams.PowLimitBits)
	}
	if !Worked(b.hash) {
		return fmt.Errorf("hash %s has no proof of work", b.hash)
	}
	return nil
}

// Worked says whether a block hash meets the regtest target (bits 0x207fffff).
func Worked(hash chainhash.Hash) bool {
	for i, j := 0, len(hash)-1; i < j; i, j = i+1, j-1 {
		hash[i], hash[j] = hash[j], hash[i]
	}
	return new(big.Int).SetBytes(hash[:]).Cmp(chaincfg.RegressionNetParams.PowLimit) <= 0
}

// Subsidy is what a block may make beside its fees, in satoshi: 50 coins,
// halved every 150 blocks on regtest.
func Subsidy(height int) int64 {
	halvings := height / int(chaincfg.RegressionNetParams.SubsidyReductionInterval)
	if halvings >= 64 {
		return 0
	}
	return int64(50_0000_0000) >> halvings
}

// CommitmentPrefix opens the coinbase output that commits to the witnesses (BIP 141).
var CommitmentPrefix = []byte{0x6a, 0x24, 0xaa, 0x21, 0xa9, 0xed}

// Commitment is the 32 bytes that follow the prefix, for a reserved value.
func Commitment(witnessIDs []chainhash.Hash, reserved []byte) chainhash.Hash {
	root := MerkleRoot(witnessIDs)
	return chainhash.DoubleHashH(append(root[:], reserved...))
}

// checkCommitment compares the witness commitment, where there is one: the
// last output that looks like one counts.
func checkCommitment(coinbase *wire.MsgTx, witnessIDs []chainhash.Hash) error {
	for i := len(coinbase.TxOut) - 1; i >= 0; i-- {
		s := coinbase.TxOut[i].PkScript
		if len(s) < 38 || !bytes.HasPrefix(s, CommitmentPrefix) {
			continue
		}
		w := coinbase.TxIn[0].Witness
		if len(w) != 1 || len(w[0]) != 32 {
			return errors.New("witness commitment without a reserved value of 32 bytes in the coinbase")
		}
		if want := Commitment(witnessIDs, w[0]); !bytes.Equal(want[:], s[6:38]) {
			return fmt.Errorf("witness commitment %x, the transactions give %x", s[6:38], want[:])
		}
		return nil
	}
	return nil
}

func sum(tx *wire.MsgTx) int64 {
	var total int64
	for _, o := range tx.TxOut {
		total += o.Value
	}
	return total
}
