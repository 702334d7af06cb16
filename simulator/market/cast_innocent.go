package market

// lookalikes stand beside each set of suppliers: for every trade of the market
// somebody lawful who leaves the same traces, and the people who are taken for
// offenders because they speak of them. A lookalike's twin is named in the
// comment.
var lookalikes = []part{
	{ // fan-in of deposits: relatives who send money to one wallet
		slot: "family", role: "family", bio: "Far from home, close to my people.", account: true, profile: true, wallet: true, slots: 3, shows: "Family circle",
		kinds: []string{"family", "life"}, posts: 12, scenes: []string{"food"}, life: 26, pull: 3,
	},
	{ // shares that are paid out in turn: a rotating savings circle
		slot: "circle", role: "savings-circle", called: "{A} {N} Circle", bio: "Twelve families, one pot, every month.", account: true, profile: true,
		wallet: true, slots: 2, shows: "The pot", kinds: []string{"circle", "life"}, posts: 10, scenes: []string{"market"}, life: 12, pull: 4,
	},
	{ // seats, prices, vehicles, night drives
		slot: "coach", role: "coach-line", org: true, called: "{A} {N} Ride-Home", bio: "Licensed coach trips home and back. Timetable on our page.",
		account: true, profile: true, phone: true, seller: "travel", wallet: true, slots: 4, shows: "Fares",
		kinds: []string{"carpool"}, posts: 30, scenes: []string{"coach", "timetable"}, pull: 55,
	},
	{ // papers on order, half in advance
		slot: "agency", role: "visa-agency", org: true, called: "{A} {N} Visa Desk", bio: "We fill in forms with you. Office hours Monday to Friday.",
		account: true, profile: true, phone: true, seller: "documents", wallet: true, slots: 3, shows: "Fees",
		kinds: []string{"agency"}, posts: 20, scenes: []string{"office", "document"}, pull: 30,
	},
	{ // a number that is given to people on the road
		slot: "hotline", role: "hotline", org: true, called: "Casa {A} {N}", bio: "Free legal advice for everybody who is new here. Donations keep us going.",
		account: true, profile: true, phone: true, wallet: true, slots: 2, shows: "Donations",
		kinds: []string{"legalaid"}, posts: 24, scenes: []string{"hotline"}, pull: 90,
	},
	{ // code words and prices: looks worse than anybody
		slot: "journalist", role: "journalist", bio: "Reporter. I write about what people pay, and to whom. Tell me your story.", account: true, profile: true, phone: true,
		kinds: []string{"journalist"}, posts: 70, scenes: []string{"chat", "document", "road"}, life: 14, pull: 220,
	},
	{ // code words without an offer
		slot: "satire", role: "satire", org: true, called: "The {A} {N} Gazette", bio: "Not one true word. #satire", account: true,
		kinds: []string{"satire"}, posts: 16, scenes: []string{"map", "flyer"}, pull: 60,
	},
	{ // an offer without a journey: it takes money from migrants and smuggles nobody
		slot: "scam", role: "scam-on-migrants", called: "{A} {N} Express", bio: "All seats, all days.", account: true, profile: true, phone: true, seller: "travel",
		wallet: true, slots: 2, shows: "Pay here", kinds: []string{"scam", "scam", "life"}, posts: 15, scenes: []string{"flyer", "van"}, life: 2, pull: 6,
	},
	{ // quotes offers to warn of them
		slot: "warning", role: "scam-warning", org: true, called: "Stop {A} {N} Offers", bio: "We collect false offers so that you do not pay for them.",
		account: true, kinds: []string{"warning"}, posts: 18, scenes: []string{"chat", "document"}, pull: 70,
	},
	{ // money that a third party holds and releases
		slot: "escrow", role: "escrow-firm", org: true, called: "{A} {N} Escrow", bio: "Licensed payments for sales between strangers.",
		account: true, profile: true, wallet: true, slots: 6, shows: "Deposits", kinds: []string{"escrow"}, posts: 12, scenes: []string{"office"}, pull: 25,
	},
	{ // a program that answers bookings; others copied it
		slot: "developer", role: "open-source-developer", called: "{A} {N} Code", bio: "Free programs. Read them, copy them.", account: true, profile: true,
		wallet: true, shows: "Tips", kinds: []string{"code", "life"}, posts: 14, life: 30, pull: 18,
	},
	{ // drivers wanted
		slot: "courier", role: "courier-firm", org: true, called: "{A} {N} Parcels", bio: "Parcels by tomorrow. Drivers wanted.", account: true, profile: true, phone: true, seller: "jobs",
		kinds: []string{"courier"}, posts: 16, scenes: []string{"van"}, pull: 20,
	},
	{ // a van with workers in it, by night
		slot: "driver", role: "courier-driver", called: "{A} {N} Wheels", bio: "Driver. Long roads, loud radio.", account: true, profile: true,
		wallet: true, shows: "Coffee", kinds: []string{"parcelroad", "life", "life"}, posts: 12, scenes: []string{"van", "road"}, life: 22, pull: 5,
	},
	{ // a channel that is closed and comes back, a name that moves
		slot: "club", role: "hobby-club", org: true, called: "{A} {N} Football Pictures", bio: "Every goal of the lower leagues.", profile: true, account: true,
		kinds: []string{"club", "life"}, posts: 14, scenes: []string{"football"}, life: 10, pull: 35,
	},
	{ // one text in many places
		slot: "promoter", role: "concert-promoter", org: true, called: "{A} {N} Nights", bio: "Concerts, dances, brass.", account: true, profile: true, seller: "services", phone: true,
		kinds: []string{"concert"}, posts: 18, scenes: []string{"flyer"}, pull: 45,
	},
	{ // cash from many hands, paid in at an exchange
		slot: "trader", role: "phone-shop", org: true, called: "{A} {N} Phones", bio: "Second-hand phones with a guarantee.", account: true, profile: true, phone: true, seller: "household",
		wallet: true, slots: 5, shows: "Pay", kinds: []string{"repairs", "life"}, posts: 14, scenes: []string{"office", "market"}, pull: 15,
	},
	{ // more payers than any deposit wallet
		slot: "fundraiser", role: "fundraiser", called: "For {A} {N}", bio: "We pay hospital bills of people we know.", account: true, profile: true,
		wallet: true, slots: 3, shows: "Donate", kinds: []string{"fund", "life"}, posts: 16, scenes: []string{"food", "city"}, life: 12, pull: 40,
	},
	{ // rents hosts to whoever pays
		slot: "hosting", role: "hosting-firm", org: true, called: "{A}{N} Hosting", wallet: true, slots: 3,
	},
	{slot: "b3", role: "money-shop", org: true, called: "{A} {N} Money Shop", phone: true, wallet: true},
	{slot: "b4", role: "money-shop", org: true, called: "{A} {N} Transfers", phone: true, wallet: true},
	{ // holds a telephone number that a network gave up
		slot: "neighbour", role: "new-holder-of-a-number", account: true, seller: "household", bio: "Selling my old sofa.",
		kinds: []string{"sofa", "life"}, posts: 8, scenes: []string{"market"}, life: 20, pull: 2,
	},
	{ // owns the vans
		slot: "rental", role: "van-rental", org: true, called: "{A} {N} Van Rental", bio: "Vans by the day, with contract and insurance.", account: true, phone: true, seller: "vehicles",
		kinds: []string{"rental"}, posts: 14, scenes: []string{"van"}, pull: 25,
	},
	{ // certified translations: papers, stamps, samples
		slot: "translator", role: "translation-office", org: true, called: "{A} {N} Translations", bio: "Certified translations, ten languages.", account: true, profile: true, seller: "documents", phone: true,
		wallet: true, slots: 4, shows: "Orders", kinds: []string{"translate"}, posts: 16, scenes: []string{"document", "office"}, pull: 18,
	},
	{ // asks for names, places and dates of journeys
		slot: "tracing", role: "missing-persons", org: true, called: "{A} {N} Tracing", bio: "We help to find relatives. Confidential.", account: true, profile: true, phone: true,
		kinds: []string{"tracing"}, posts: 14, scenes: []string{"hotline", "map"}, pull: 80,
	},
}
