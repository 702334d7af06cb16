package record

import "time"

// Provider is a row of casp/portal.jsonl: a service for crypto-assets to which
// an authority can send a request, and what the portal says of it to anybody.
type Provider struct {
	ID         string   `json:"id"`   // of its folder below casp/private/
	Name       string   `json:"name"` // as customers know it
	Legal      string   `json:"legal_entity"`
	Kind       string   `json:"kind"` // "exchange" or "bridge"
	Authorised bool     `json:"authorised"`
	Register   string   `json:"register_number,omitempty"`
	Host       string   `json:"host"`
	Desk       string   `json:"desk,omitempty"` // mailbox for requests
	Keys       []string `json:"request_keys"`   // by what an account can be asked for
	Needs      []string `json:"request_needs"`  // what a request must state
	Answers    string   `json:"answers"`        // "all", "part" (who the customer is) or "none"
	Remark     string   `json:"remark"`
	Label      string   `json:"label"`
}

// CASPAccount is a row of casp/private/<provider>/accounts.jsonl: what a
// provider knows of a customer. A request finds it by number, name, document,
// mailbox, telephone number or deposit address.
type CASPAccount struct {
	ID       string    `json:"id"` // account number, eight digits
	Name     string    `json:"name"`
	Document string    `json:"document"`
	Email    string    `json:"email"`
	Phone    string    `json:"phone"`
	Address  string    `json:"deposit_address"`
	OpenedAt time.Time `json:"opened_at"`
	FrozenAt time.Time `json:"frozen_at,omitzero"`
	Folder   string    `json:"folder"` // casp/private/<provider>/<number>: what a granted request releases
}

// The tables of an account, CSV (RFC 4180, line feeds), with these header lines.
const (
	CASPAccountHead = "number,name,document,email,phone,deposit_address,opened_at,frozen_at,label"

	// CASPMovementsHead: at is when a deposit was credited and when a withdrawal
	// was asked for; amounts are satoshi. What is said of originator and
	// beneficiary is what Regulation (EU) 2023/1113 wants to go with a transfer;
	// a field is empty where nobody gave it. counterparty is the other side's
	// provider, empty for an address of its own.
	CASPMovementsHead = "id,at,kind,amount_sat,originator_name,originator_account,originator_address,beneficiary_name,beneficiary_account,beneficiary_address,counterparty,label"

	CASPLoginsHead = "id,at,ip,agent,label"
)
