package forum

// topic is what the crowd writes of in a board of that talk.
type topic struct {
	talk, title, about string
	weight             int64
	kinds              []string // marks that its threads may bear
	titles             []string
	openings           []string
	replies            []string
}

func topicOf(talk string) *topic {
	for i := range topics {
		if topics[i].talk == talk {
			return &topics[i]
		}
	}
	return &topics[0]
}

// topics are the forum's own boards. Seats, translations, money sent home and
// advice of lawyers are common: what the story writes of has its like here.
var topics = []topic{
	{
		"welcome", "Welcome", "Say who brought you. Read the rules first.", 10,
		[]string{""},
		[]string{"Hello from {town}", "New here", "Brought by a friend", "{first} sent me", "Back after {n} months", "Rules, once more"},
		[]string{
			"Hello all. A friend brought me, I read the rules.", "I am from {town} and collect {colour} {thing}s.", "I was here years ago under another name and am back.", "Thank you for having me. I can help with {thing}s and forms.", "Please tell me which board is for questions about coaches.",
		},
		[]string{"Welcome.", "Good to have you here.", "Who brought you?", "Read the rules and you will be fine.", "Say hello to {first} from me.", "The evening board is where most of us are.", "Introduce yourself with a line more, please."},
	},
	{
		"travel", "Coaches, seats, rides", "Times, prices, who rides along.", 20,
		[]string{"", "offer", "wanted", "review"},
		[]string{"Seat to {town}", "Coach on {day}", "Who drives to {town}?", "The {hour} to {town}", "Two tickets left", "Night coach: how was it?", "Van for {n} people", "Holiday at home"},
		[]string{
			"I drive to {town} on {day} at {hour} and have {n} seats. Fuel is shared.", "Looking for a ride to {town}, I can leave any {day}.", "Has anybody taken the coach at {hour}? It was late by {n} minutes each time.", "Two tickets to {town} for {tk} TK, I cannot go.", "My cousin rents a van for weddings, {tk} TK a day with papers.", "The night coach has no heating. Take a {colour} blanket.",
		},
		[]string{"Is it still free?", "I am in, {day} suits me.", "How much for two?", "They stop by the {thing} now.", "Took it last week. Clean, on time.", "{tk} TK is too much for that road.", "Have your passport at hand, they look.", "Write me a message.", "Bump.", "Full since yesterday.", "Thanks, arrived well."},
	},
	{
		"papers", "Forms and translations", "Which form, which office, which translator.", 14,
		[]string{"", "wanted", "review", "legal-advice"},
		[]string{"Form of {n} pages", "Sworn translator in {town}?", "Appointment after {n} weeks", "What my lawyer wrote", "Copies with a stamp", "Photographs for a card", "Family papers: which office?"},
		[]string{
			"Which office in {town} takes the form on {day}?", "I need a certificate translated, {n} pages. Who is good and has a stamp?", "My appointment was moved by {n} weeks. Is there a queue for families?", "The lawyer says I may appeal within {n} days and that I should keep every letter.", "Photographs cost {tk} TK at the station, half of it behind the market.", "Does anybody know a notary who works until {hour}?",
		},
		[]string{"The one by the {thing}. Take a number early.", "Ask the legal desk, it is free.", "My lawyer said the same.", "Mine took {n} weeks.", "Never give the original away.", "Whoever promises it faster wants your money.", "There is an interpreter on {day}.", "Thank you, that helped.", "Page {n} is the one they look at.", "Wait for the letter."},
	},
	{
		"money", "Money", "Sending home, saving, prices.", 11,
		[]string{"", "review", "dispute"},
		[]string{"Fees for {tk} TK", "Savings circle {town}", "He owes me {tk}", "Which counter is honest?", "School money", "Receipt lost"},
		[]string{
			"The counter takes {n} per cent now. Where do you send from?", "We start a savings circle of {n} people, {tk} TK a month, I know each of them.", "I lent {tk} TK and have waited {n} weeks. What would you do?", "School starts on {day} and the money has not come.", "I lost the receipt over {tk} TK. They have my name in the book.",
		},
		[]string{"Ask for the slip.", "I send from {town}, it took a day.", "Never without a receipt.", "Our circle has run for {n} years.", "Write down names and sums.", "They paid me after {n} days.", "Sorry to hear.", "A moderator should look at this.", "It came today, all is well.", "The rate on {day} was better."},
	},
	{
		"work", "Work", "Offers with a contract, and how it was.", 12,
		[]string{"", "offer", "wanted", "review"},
		[]string{"Harvest near {town}", "Driver wanted", "Night shift at the bakery", "Contract of {n} weeks", "Was not paid", "Painter looks for work"},
		[]string{
			"Harvest near {town}, {n} weeks, bed included, contract at the start.", "Looking for a driver with a licence, {tk} TK a day, slip every week.", "They still owe me for {n} days. I have the slips.", "I paint, I tile, I carry. Free from {day}.", "The bakery takes people from {hour}, ask for {first}.",
		},
		[]string{"Is the bed free?", "Worked there, they pay.", "Ask for the contract first.", "I can start on {day}.", "Taken, thank you all.", "Go to the union, it is free.", "{first} knows them.", "How many hours?", "I would not.", "Sent you a message."},
	},
	{
		"help", "Help and advice", "Doctors, lawyers, schools. Nobody asks for money here.", 11,
		[]string{"", "wanted", "legal-advice"},
		[]string{"Doctor who speaks slowly", "School place in {town}", "Letter from the court", "Rights at the counter", "Somebody is missing", "Question to the lawyer"},
		[]string{
			"My daughter needs a school place in {town}. Whom do I ask?", "A letter came with {n} pages and I understand the date only.", "Is there a doctor in {town} on {day} evening?", "I ask as a lawyer asked me to: what happened on {day}, and who was there?", "I have not heard of {first} for {n} days. Where can one ask?",
		},
		[]string{"The open door in {town} helps with letters.", "Go with an interpreter.", "It is your right to have it explained.", "The tracing service found mine.", "What you told your lawyer stays with him.", "Take somebody along.", "The school office answers on {day}.", "I hope it goes well.", "Write to me, I can read it for you.", "Thank you all."},
	},
	{
		"market", "Market", "What you no longer need.", 12,
		[]string{"", "offer", "wanted"},
		[]string{"{thing}, {colour}", "Wanted: {thing}", "Moving out", "Telephone with box", "Free to collect", "Winter tyres"},
		[]string{
			"{thing}, {colour}, {tk} TK, collect in {town}.", "Looking for a {thing}, not more than {tk} TK.", "We move on {day}. Everything must go, ask.", "Telephone, {n} months old, with receipt, {tk} TK.", "{n} jars of plums, free. Bring the jars back.",
		},
		[]string{"Still there?", "I take it for {tk} TK.", "Picture?", "Sold.", "Price is firm.", "Can you bring it to {town}?", "On {day} at {hour}, then.", "Good seller, all as described.", "No, thanks.", "Bump."},
	},
	{
		"evenings", "Evenings", "Everything else.", 20,
		[]string{""},
		[]string{"What are you eating?", "Rain", "Match on {day}", "My {animal}", "Songs", "Pictures of {town}", "Cannot sleep", "Recipe for {dish}"},
		[]string{
			"Today {dish}, tomorrow {dish}.", "It has rained in {town} for {n} days.", "Who watches on {day}? I say {n} to nothing.", "My {animal} sleeps on the {thing} and does not move.", "Which song did your grandmother sing? Mine sang of a {colour} {thing}.", "I have been awake since {hour}. Somebody tell me something.",
		},
		[]string{"Ha.", "Same here in {town}.", "Send some.", "No.", "My {animal} says hello.", "With onions or without?", "You said that last {day}.", "Good night.", "{n} to nothing, and I have no voice left.", "That was a good year.", "Tell {first}.", "I have a picture of it somewhere."},
	},
}

// elsewhere is what is written in other languages, on any board.
var elsewhere = map[string][]string{
	"it": {"Ancora libero?", "Grazie, mi ha aiutato.", "Quanto per due?", "Io vengo {day}.", "A {town} lo stesso.", "Ci ho messo {n} settimane.", "{tk} TK è troppo.", "Chiedi la ricevuta.", "Scrivimi.", "Buona fortuna."},
	"sq": {"A është ende i lirë?", "Faleminderit, më ndihmoi.", "Sa për dy veta?", "Vij {day}.", "Edhe në {town} njësoj.", "M'u deshën {n} javë.", "{tk} TK është shumë.", "Kërko faturën.", "Më shkruaj.", "Suksese."},
	"sl": {"Je še prosto?", "Hvala, pomagalo je.", "Koliko za dva?", "Pridem {day}.", "V {town} enako.", "Pri meni {n} tednov.", "{tk} TK je preveč.", "Zahtevaj račun.", "Piši mi.", "Srečno."},
	"de": {"Noch frei?", "Danke, das hat geholfen.", "Wie viel für zwei?", "Ich komme am {day}.", "In {town} genauso.", "Bei mir waren es {n} Wochen.", "{tk} TK sind zu viel.", "Lass dir einen Beleg geben.", "Schreib mir.", "Viel Glück."},
}

// addenda are what an author adds later.
var addenda = map[string][]string{
	"en": {"Edit: {day}, not before.", "Edit: gone.", "Edit: {tk} TK.", "Edit: thank you all."},
	"it": {"Modifica: {day}.", "Modifica: {tk} TK."}, "sq": {"Ndryshim: {day}.", "Ndryshim: {tk} TK."}, "sl": {"Popravek: {day}.", "Popravek: {tk} TK."}, "de": {"Nachtrag: {day}.", "Nachtrag: {tk} TK."},
}

// notes are private messages.
var notes = map[string][]string{
	"en": {
		"Hello, is it still there?", "Yes, until {day}.", "How much with delivery?", "{tk} TK, and I bring it.", "Can you read my letter? It has {n} pages.", "Send me a copy without the name.", "I am in {town} on {day}.", "By the {thing} at {hour}, then.", "Thank you. You were a great help.", "{first} says hello.", "No, sorry, it is gone.", "Did it come?", "It came, all fine.", "Let us keep this between us until {day}.", "I vouch for you if you like.",
	},
	"it": {"Ciao, è ancora lì?", "Sì, fino a {day}.", "{tk} TK.", "Grazie mille.", "Ci vediamo alle {hour}."},
	"sq": {"Tungjatjeta, a është ende?", "Po, deri {day}.", "{tk} TK.", "Faleminderit shumë.", "Shihemi në {hour}."},
	"sl": {"Živjo, je še tam?", "Ja, do {day}.", "{tk} TK.", "Najlepša hvala.", "Se vidimo ob {hour}."},
	"de": {"Hallo, ist es noch da?", "Ja, bis {day}.", "{tk} TK.", "Vielen Dank.", "Dann um {hour}."},
}

var (
	signatures = []string{"Patience.", "Ask before you pay.", "{town}, always.", "My {animal} reads this too.", "Write, do not call.", "{dish} on Sundays.", "No questions about {thing}s, please."}
	praise     = []string{"Reliable.", "Known for years.", "Paid at once.", "Helped my family.", "Good man.", "Keeps her word.", "All as agreed."}
	banReasons = []string{"Two names, one person.", "Advertising.", "Insults.", "Asked members for money.", "Invited strangers.", "Shared what was said here."}
	rules      = []string{
		"Who invites somebody answers for them.", "One person, one name.", "What is said here stays here.", "No money in advance without somebody who vouches.",
		"Legal advice is marked as such. What a member tells a lawyer is nobody else's.", "Moderators delete without a word.", "Guests see this page and nothing else.",
	}
)
