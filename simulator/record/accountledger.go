package record

// The files of TESTCHAIN-A.
const (
	// AccountBlocksFile holds an AccountBlock a line, from the genesis block (0) on.
	AccountBlocksFile = "accountledger/blocks.jsonl"
	// AccountGenesisFile is an AccountGenesis.
	AccountGenesisFile = "accountledger/genesis.json"
	// AccountTagsFile says which addresses are publicly known to be whose: kind is
	// token, issuer, exchange or bridge.
	AccountTagsFile = "accountledger/tags.csv"
	AccountTagsHead = "address,kind,name"
	// BridgeRatesFile is what a bridge asks on a day: the price of a coin of
	// TESTCHAIN-U in cents, its fee in thousandths. It is there where a bridge is.
	BridgeRatesFile = "accountledger/rates.csv"
	BridgeRatesHead = "day,cents_a_coin,fee_per_mille"
)

// AccountGenesis is who has how much when the chain begins, in wei (decimal).
type AccountGenesis struct {
	Synthetic string            `json:"synthetic"`
	ChainID   int               `json:"chain_id"`
	Token     AccountToken      `json:"token"`
	Alloc     map[string]string `json:"alloc"` // by address
}

// AccountToken is the dollar token. Address is the contract that the first
// transaction of block 1 makes; Code is what stands there.
type AccountToken struct {
	Address  string `json:"address"`
	Name     string `json:"name"`
	Symbol   string `json:"symbol"`
	Decimals int    `json:"decimals"`
	Code     string `json:"code"`
}

// AccountBlock is a block. Hashes, addresses and data are 0x and small
// hexadecimal digits, amounts of the chain's coin decimal wei.
type AccountBlock struct {
	Number           uint64      `json:"number"`
	Hash             string      `json:"hash"`
	ParentHash       string      `json:"parent_hash"`
	Timestamp        int64       `json:"timestamp"` // Unix seconds
	Miner            string      `json:"miner"`
	StateRoot        string      `json:"state_root"`
	TransactionsRoot string      `json:"transactions_root"`
	ReceiptsRoot     string      `json:"receipts_root"`
	LogsBloom        string      `json:"logs_bloom"`
	GasLimit         uint64      `json:"gas_limit"`
	GasUsed          uint64      `json:"gas_used"`
	Transactions     []AccountTx `json:"transactions"`
}

// AccountTx is a signed legacy transaction and what became of it. To is "" for
// the one that makes the token, and Contract then its address.
type AccountTx struct {
	Hash     string       `json:"hash"`
	From     string       `json:"from"`
	To       string       `json:"to"`
	Nonce    uint64       `json:"nonce"`
	Value    string       `json:"value"`
	Gas      uint64       `json:"gas"`
	GasPrice uint64       `json:"gas_price"` // wei
	Input    string       `json:"input"`
	V        uint64       `json:"v"`
	R        string       `json:"r"` // 0x and 64 digits, as S
	S        string       `json:"s"`
	GasUsed  uint64       `json:"gas_used"`
	Contract string       `json:"contract,omitempty"`
	Logs     []AccountLog `json:"logs"`
}

// AccountLog is what the token tells. Index counts the logs of the block.
type AccountLog struct {
	Index   int      `json:"index"`
	Address string   `json:"address"`
	Topics  []string `json:"topics"`
	Data    string   `json:"data"`
}
