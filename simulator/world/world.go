// Package world is the one causal story behind a dataset: people, accounts,
// posts, sites, domains, wallets, payments, images, rooms and messages,
// listings, a forum, clips, hawala books, vehicles and their ways, books of
// exchanges, and what of it is true. What happens is an Event; the rows of
// surfaces are what is left of events.
//
// A world holds the planted part only, small and in memory: the sagas, their
// suppliers, the innocent lookalikes and whatever ordinary life planted people
// lead. The benign masses around it are drawn by each surface while it emits.
// Surfaces read the world and never change it.
package world

import (
	"net/netip"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
)

// Ref names a thing inside the world, never in a dataset: "account:lantern",
// "wallet:deposit", "payment:p07", "post:lantern/3", "image:van", "domain:main",
// "host:h1", "page:main/prices", "place:yard", "person:admin", "room:n1/crew",
// "message:n1/channel/4", "profile:n1/bot", "listing:n1/seats/1", "seller:…",
// "phone:…", "vehicle:…", "broker:…", "order:…", "settlement:…", "event:…",
// "member:…", "board:…", "thread:…", "forum-post:…", "forum-media:…",
// "private-message:…", "loopi:…", "clip:…", "comment:…", "sensor:…",
// "journey:…", "exchange:…", "customer:…", "entry:…", "token-wallet:…",
// "token-payment:…", "bridge-hop:…".
type Ref string

// World is the plan of one dataset.
type World struct {
	Scenario string
	Variant  string
	Scale    Scale
	Start    time.Time // scenario clock, UTC
	Opens    time.Time // when an exercise begins to run: what came before is history
	End      time.Time
	Key      stream.Key // secret: of this variant
	Crowd    Crowd

	People   []Person
	Accounts []Account
	Follows  []Follow
	Posts    []Post
	Images   []Image
	Places   []Place
	Sites    []Site
	Domains  []Domain
	Hosts    []Host
	Networks []Network
	Wallets  []Wallet
	Payments []Payment
	Ledger   LedgerMode
	Facts    []Fact
	Later    Later // facts that follow these, too many for memory
	Case     Case
	Lexicon  []CodeWord

	Events      []Event // the story itself, in the order of time
	Profiles    []Profile
	Rooms       []Room
	Messages    []Message // by room and number
	Sellers     []Seller
	Listings    []Listing
	Phones      []Phone
	Vehicles    []Vehicle
	Brokers     []Broker
	Orders      []Order // by broker and number
	Settlements []Settlement
	Balances    []Balance
	Emoney      Emoney // the books of Zefir Pay
	PayAccounts []PaymentAccount
	Transfers   []Transfer

	ForumMembers    []ForumMember // of Agora-9
	Vouches         []Vouch
	Boards          []Board
	Threads         []Thread
	ForumPosts      []ForumPost
	PrivateMessages []PrivateMessage
	LoopiAccounts   []LoopiAccount
	Clips           []Clip
	ClipComments    []ClipComment

	Sensors     []Sensor
	Journeys    []Journey // beside those that events tell of
	Exchanges   []Exchange
	Customers   []Customer
	Logins      []Login     // by customer and time
	CoinEntries []CoinEntry // what the books of exchanges say

	TokenWallets  []TokenWallet // of TESTCHAIN-A
	TokenPayments []TokenPayment
	BridgeHops    []BridgeHop
}

// Scale multiplies the benign population: 1 is the exercise size.
// A fixed-point number in thousandths, so that no rounding differs between machines.
type Scale int64

// Of returns n at this scale, at least 1.
func (s Scale) Of(n int) int {
	v := int(int64(n) * int64(s) / 1000)
	return max(v, 1)
}

// Cause says why a planted thing exists; it goes into the truth alone.
type Cause struct {
	Saga  string // "advert-1", "booking-3", "supply-hosting"
	Step  string // "post", "deposit", "settlement"
	Cause string // the Ref of the event or thing that brought it about
}

// Crowd is the size of the benign population around the story, scale applied.
type Crowd struct {
	Accounts int
	Posts    int // about
}

// Person is somebody of the story, or an organisation of it.
type Person struct {
	Ref         Ref
	Org         bool
	Role        string // "channel-admin", "content-producer", "booking-broker", "journalist"…
	Name        string
	Innocent    bool
	Nationality string // drawn, never read by a behaviour
	Gender      string // drawn, never read by a behaviour
	Age         int    // drawn, never read by a behaviour
}

// Account is a planted Chatterly account.
type Account struct {
	Ref         Ref
	ID          string
	Owner       Ref
	Handle      string
	DisplayName string
	Bio         string
	Lang        string
	CreatedAt   time.Time
	Fields      [][2]string
	Changes     []ProfileChange
	SuspendedAt time.Time
	MovedTo     Ref
	MovedAt     time.Time
	Avatar      Ref
	Life        int // ordinary posts in a hundred days that its owner writes beside the story
	Pull        int // how well known it is: 3 is the least known of the quarter of the crowd that others know, which has a heavy tail
}

// ProfileChange is a later state of a profile; empty keeps the old.
type ProfileChange struct {
	At          time.Time
	DisplayName string
	Bio         string
	Fields      [][2]string
}

// Follow is a planted follow.
type Follow struct {
	From, To Ref // accounts
	At       time.Time
}

// Post is a planted status.
type Post struct {
	Ref       Ref
	ID        string // the visible id
	Account   Ref
	At        time.Time
	DeletedAt time.Time
	Text      string
	Lang      string
	Images    []Ref
	Tags      []string
	Mentions  []Ref // accounts
	ReplyTo   Ref
	BoostOf   Ref
	Label     string // RADAR-7 code, L0…L6; truth only
	Cause     Cause
}

// Image is a rendered picture with the metadata a camera would leave.
type Image struct {
	Ref       Ref
	ID        string // the visible id where Chatterly shows it, "" if it never does
	Scene     string // "van", "road", "flyer", "hotline", "harbour"…: what the renderer draws
	Caption   string // words drawn into the picture, if any
	Alt       string // alternative text where it is shown
	TakenAt   time.Time
	Make      string
	Model     string
	Serial    string // BodySerialNumber (EXIF 0xA431), "" for none
	Artist    string // EXIF 0x013B
	GPS       *LatLon
	From      Ref  // image it was made from: the same scene, with another caption
	Thumbnail Ref  // image whose picture is left in the EXIF thumbnail, "" for its own
	StripEXIF bool // only the synthetic label stays
}

// LatLon is a position in millionths of a degree (WGS 84).
type LatLon struct{ Lat, Lon int64 }

// Place is a fictional place.
type Place struct {
	Ref  Ref
	Name string
	At   LatLon
}

// Site is a fictional website.
type Site struct {
	Ref   Ref
	Host  string // the host name; its Domain may be a parent of it
	Owner Ref    // person or organisation
	Kind  string // "offender", "ngo", "journalist", "warning", "carpool", "van-rental", "agency", "neighbour"
	Title string
	Lang  string
	Look  int // palette and layout number
	Pages []Page
}

// Page is one page of a site, while it stood. Blocks are format-free.
type Page struct {
	Ref    Ref
	Path   string // "/" or "/prices.html"
	Title  string
	From   time.Time
	Until  time.Time // zero: to the end
	Blocks []Block
}

// Block is a piece of a page. Kind: "h2", "p", "image", "list", "contact", "price", "quote", "donate".
type Block struct {
	Kind  string
	Text  string
	Items []string
	Image Ref
	Links [][2]string // text, URL
}

// Domain is a registered name.
type Domain struct {
	Ref         Ref
	Name        string
	Registrant  Contact
	Registrar   string // "Delta Names" …: fictional
	Registered  time.Time
	Expires     time.Time
	NameServers []string
	Hosting     []Hosting // in time order
	Mail        string    // MX host, "" for none
	Text        []string  // TXT records
	Until       time.Time // suspended (client hold, NXDOMAIN) from then on; zero: never
	Keeper      string    // who keeps its certificates: all names of one keeper stand on one certificate; "": its own, if it has one
}

// Hosting says which host a domain pointed to, and until when.
type Hosting struct {
	Host  Ref
	From  time.Time
	Until time.Time
}

// Contact is who a registration names.
type Contact struct {
	Name, Org, Email, Phone, Country string
}

// Host is a machine with an address; several domains may share it.
type Host struct {
	Ref     Ref
	Addr    netip.Addr
	PTR     string
	Network Ref
}

// Network is an address block.
type Network struct {
	Ref    Ref
	Prefix netip.Prefix
	ASN    uint32
	Name   string
	Org    Contact
}

// Wallet is a set of keys of one owner on TESTCHAIN-U. Its addresses follow
// from the key: see package keys.
type Wallet struct {
	Ref       Ref
	Owner     Ref
	Kind      string // "p2wpkh", "p2tr", "p2pkh"
	Addresses int    // how many receiving addresses it uses, at least 1
	Fresh     bool   // its change goes to a new address each time, not back to the one that paid
	Ordinary  bool   // which coins it takes and where its change goes is drawn as for the crowd; Fresh is no matter then
}

// Payment is money that moves on the ledger because of the story.
type Payment struct {
	Ref         Ref
	From, To    Ref // wallets; From "" is a stranger of the benign crowd
	ToAddress   int // index of the receiving address
	AmountSat   int64
	At          time.Time
	Behaviour   Behaviour
	Like        Ref  // of Poisoning: the wallet of which an address is imitated
	LikeAddress int  // which one
	Sweep       bool // all that the paying wallet holds at that time, less the fee; AmountSat is then what is expected at least
	Cause       Cause
}

// Fact is a fact of the truth before the surfaces have written their records:
// Subject, Object and Proof hold Refs, which Bind resolves.
type Fact struct {
	Kind       truth.Kind
	Ref        Ref // of an entity: the thing it is ("account:lantern"); of others a name ("link:7")
	Type       string
	Subject    Ref
	Predicate  string
	Object     Ref
	Value      string // of an answer or label: the value, JSON
	Digest     Ref    // of an answer: the value is the SHA-256 of this image's file
	Only       string // the one source that can show it: "infra", "ledger", "exif", "history"; "" if there are several
	Role       string
	Selectors  []truth.Selector // those known without a surface; bound ones are added
	Difficulty int
	Proof      []Ref
	Innocent   bool
	Cause      Cause
}

// Case is the case file: which posts, media and accounts are handed over, in
// the order of their numbers (from 1).
type Case struct {
	Posts    []Ref
	Media    []Ref // images
	Labels   []Ref // the labelling set: posts of Posts, or rows of Tables ("row:received/12")
	Accounts []Ref
	Tables   []Table
	Papers   []Paper
}

// Table is a table that is handed over beside the posts: a weather sheet, a
// ranking, the rows of a received dataset. Its rows are "row:NAME/1" and so on.
type Table struct {
	Ref     Ref      // "table:weather"
	Name    string   // of its file, "weather" for case/weather.csv
	Columns []string // small letters and _
	Rows    [][]string
	Causes  []Cause // why each row is there; truth only; none for a table that tells nothing of the story
}

// Paper is a text that is handed over: an order, a statement, a letter.
type Paper struct {
	Ref  Ref    // "paper:order"
	Name string // of its file, "order" for case/order.txt
	Text string // lines; the first is its title
}

// CodeWord is an invented word of the network's slang, by category of the
// monitoring order: activity, transport, place, price, guarantee, urgency.
type CodeWord struct{ Word, Category, Lang string }

// Lookups by Ref; a missing Ref is a bug of the plan and Validate reports it.

// Account returns the planted account of that name.
func (w *World) Account(r Ref) *Account {
	return find(w.Accounts, func(a *Account) bool { return a.Ref == r })
}

// Image returns the image of that name.
func (w *World) Image(r Ref) *Image { return find(w.Images, func(i *Image) bool { return i.Ref == r }) }

// Wallet returns the wallet of that name.
func (w *World) Wallet(r Ref) *Wallet {
	return find(w.Wallets, func(x *Wallet) bool { return x.Ref == r })
}

// Host returns the host of that name.
func (w *World) Host(r Ref) *Host { return find(w.Hosts, func(h *Host) bool { return h.Ref == r }) }

// Network returns the network of that name.
func (w *World) Network(r Ref) *Network {
	return find(w.Networks, func(n *Network) bool { return n.Ref == r })
}

// Post returns the planted post of that name.
func (w *World) Post(r Ref) *Post { return find(w.Posts, func(p *Post) bool { return p.Ref == r }) }

// Person returns the person of that name.
func (w *World) Person(r Ref) *Person {
	return find(w.People, func(p *Person) bool { return p.Ref == r })
}

func find[T any](list []T, is func(*T) bool) *T {
	for i := range list {
		if is(&list[i]) {
			return &list[i]
		}
	}
	return nil
}
