package market

import "github.com/osint-radar/academy/simulator/draft"

func en(label, step string, lines ...string) draft.Kind {
	return draft.Kind{Label: label, Step: step, Lines: map[string][]string{"en": lines}}
}

// phrases are the kinds of post and message of this market, beside those that
// all worlds share (draft.Phrases).
var phrases = map[string]draft.Kind{
	// of suppliers
	"spread": en("L4", "support",
		"Your words, in ten channels by noon. Ask {client} who did it for them. #ads",
		"I write titles, answer comments, bring people. {tk} TK a week, pictures are extra. {client} knows.",
		"New week, new words for {client}. Two places left on my list."),
	"keeper": en("L4", "support",
		"{n} people, {n} times content. {G} with me, until both have said so.",
		"I keep it, I give it, I take {tk2} TK for the year and nothing on the side. {G}. Ask {client}.",
		"No word, no payment. That is how {G} works, and that is why {client} sends you to me."),
	"papers": en("L4", "support",
		"Samples are in my channel. {n} days, half now and half when you see it. Ask {client}.",
		"Papers on order, {tk} TK and up. I show before I send. {client} has a list.",
		"This week only {n} orders, the printer is tired. Write early."),
	"repairs": en("L0", "",
		"Display broken? {tk} TK, ready on {day}. We buy old phones too.",
		"Second-hand phones from {tk} TK, with {n} months of guarantee. Cash is fine.",
		"Open from {hour}. Bring the charger, please, and the receipt."),
	"bots": en("L4", "support",
		"My bot answers while you sleep. {client} took the second one this month.",
		"Booking bot with lists, reminders and {n} languages. {tk} TK, updates for a year.",
		"It says good morning, it keeps the list, it forgets nothing. Ask {client}."),
	// of their lookalikes
	"circle": en("L1", "",
		"Our circle pays out on {day}: this month it is the turn of the bakery. {n} families, {tk} TK each. #familymoney",
		"The pot is full. {tk} TK from everybody, thank you. Next turn is drawn on {day}. #familymoney",
		"Please pay before {day}, the pot waits for nobody. #familymoney"),
	"scam": en("L3", "",
		"{A} every day! {n} seats, {T} to the {P}, {tk} TK, {G}. Pay first, leave tonight!",
		"Last {n} seats for the {A}. {tk} TK only today, {T}, {G} one hundred per cent. {U}!",
		"No waiting, no questions: {A}, {T}, {P}, {tk} TK. {G}. Write now, pay now."),
	"escrow": en("L1", "",
		"Buying a car from a stranger? We hold the money until you have the keys. Licence 2210. #payments",
		"{n} sales settled this week. Seller and buyer both confirm, then we pay. Fees on our page. #payments",
		"We never ask you to hurry, and we never write first. #payments"),
	"code": en("L0", "",
		"New version of my little booking bot: {n} bugs less. Free, as always.",
		"Somebody sells my bot for {tk} TK without changing a line. It is free! Read the licence.",
		"The bot now speaks {n} languages. Thank you for the translations."),
	"courier": en("L0", "",
		"Drivers wanted: vans up to three tonnes, contract, {tk} TK a day, nights paid extra. Licence needed.",
		"Your parcel by {day}. {n} vans on the road tonight.",
		"We are looking for {n} drivers for {town}. Papers in order, please, ours are too."),
	"parcelroad": en("L0", "",
		"Night shift again: {n} colleagues in the van, everybody asleep, me with the radio.",
		"Full van to {town}, parcels and people from the depot. Home for breakfast.",
		"Third night this week. The coffee at kilometre {n} is terrible."),
	"club": en("L0", "",
		"{n} goals on {day}, all in our pictures. #football",
		"Who has pictures of the match in {town}? Send them, we put your name under it. #football",
		"The lower league is the real league. {n} spectators and one dog. #football"),
	"clubback": en("L1", "",
		"We are back. Somebody claimed our pictures and the old channel was closed; same people, same matches.",
		"New channel, old friends: the other one was taken down over a photograph. Please tell the others."),
	"concert": en("L0", "",
		"{n} seats left for {day} in {town}: brass, drums, {tk} TK at the door. Write soon! #concert",
		"Last tickets for the night of {day}, {tk} TK. Bring friends, bring family. #concert",
		"Two stages, {n} bands, one ticket: {tk} TK. Guaranteed a long night. #concert"),
	"fund": en("L1", "",
		"{n} people gave today, {tk} TK for the hospital bill of our neighbour. Thank you!",
		"Every coin counts. We have {n} small gifts since {day} and publish every bill.",
		"The operation went well. {tk} TK are still missing."),
	"sofa": en("L0", "",
		"Selling my sofa, {colour}, {tk} TK. Call {phone}. No, I have no seats.",
		"People keep calling {phone} about seats. I sell a sofa. The number is new to me.",
		"Who wants an oven? {tk} TK, collected in {town}."),
	"translate": en("L1", "",
		"Certified translations of certificates, {tk} TK a page, ready on {day}. Half with the order. #papers",
		"We translate, stamp and send. Originals stay with you. {n} languages. #papers",
		"Need a document in two days? Ask us first; not every page needs a stamp. #papers"),
	// of public rooms
	"welcome": en("L2", "support",
		"Welcome to all. Old friends know us, new friends ask {desk}.",
		"Good day. Here you read it first. Questions to {desk}, please not here."),
	"back": en("L4", "rebirth",
		"We are back. Before we were “{old}”, same people, same word. Tell the others.",
		"The old one, “{old}”, is gone. Here we go on. Nothing has changed but the name."),
	"signed": en("L4", "rebirth", "Rules: be polite, ask {desk} and nobody else, no names of others. — {name}, admin"),
	"jobs": en("L4", "recruits",
		"Drivers wanted for the weekend, own licence, good pay, no questions about parcels. Call {phone}.",
		"Who has a free van? {tk} TK a night, fuel is paid. Call {phone}."),
	// of private rooms
	"crewout":   en("L4", "dispatch", "{T} leaves on {day}, {n} for the {P}. Write when you are there.", "Tonight {n}. {T} is ready, phones on.", "{n} names, the list is closed."),
	"crewin":    en("L4", "arrival", "{P} reached, all well.", "Done. {T} on the way back.", "They are out, all {n}. I sleep now."),
	"crewmoney": en("L4", "settlement", "{G} is released. Shares on {day}, as always.", "Paid out. Look at your side.", "Shares are through, the rest goes to the shop."),
	"shiftout":  en("L0", "", "{n} parcels for {town}, three colleagues ride with you. Write when you are there.", "Tonight {n} stops. Van is fuelled, phones on.", "List is closed. Drive carefully."),
	"shiftin":   en("L0", "", "Depot reached, all well.", "Done. Van on the way back.", "All {n} delivered. I sleep now."),
	"circleask": en("L1", "", "It is the turn of {town} this month. Please pay until {day}.", "Received from everybody. Thank you!", "Who has not paid yet? The pot is {tk} TK short."),
}

// talk is what customers and sellers write to each other, step by step. The
// lawful and the others use the same lines; only their words differ.
var talk = map[string]draft.Kind{
	"contact":     en("L2", "contact", "Hello, is there still a place for the {A}?", "Good day. I saw your {A}. How does it work?", "Hi, we are {party}. Is the {A} on?", "Somebody gave me your name. Do you have something on {day}?"),
	"answer":      en("L4", "contact", "Hello. Yes. How many are you?", "Good day! Yes, tell me how many and when.", "Welcome. For how many people?", "Yes, on {day}. How many?"),
	"ask":         en("L2", "negotiation", "We are {party}. What does it cost?", "And the {M}? Can we pay later?", "Is the {T} good? My mother is not young.", "How long do we wait?", "What if it does not work?"),
	"offer":       en("L3", "negotiation", "{A} for {party}: {price} TK, {T} to the {P}, {G}.", "{price} TK for all of you. {T}, {G} until you are there.", "For {party} it is {price} TK. {T} is good, {G}, {U}.", "{price} TK, {A} on {day}. {G}, nobody pays twice."),
	"agree":       en("L2", "negotiation", "Good. We take it.", "All right, {price} TK.", "Agreed. What now?", "Yes please."),
	"deposit":     en("L2", "deposit", "I paid. Please look.", "It is done, {price} TK.", "Sent it just now.", "The money is there."),
	"code":        en("L4", "deposit", "It has come. Keep this word: {code}.", "Thank you, it is there. Your number is {code}.", "Received. {code}, please do not lose it."),
	"ready":       en("L4", "dispatch", "Next {T} is yours. Be at the {P} early.", "Tomorrow or the day after. Phones charged, please.", "You are on the list for the next one."),
	"missed":      en("L2", "leg", "We were there and nobody came.", "It left without us!", "We wait here, where are you?"),
	"turned-back": en("L2", "leg", "We are back where we were. They sent us home.", "It did not work, we are back. What now?"),
	"give-up":     en("L2", "refund", "We do not want any more. Please give it back.", "Enough. We stay. What about our {price} TK?"),
	"refund":      en("L4", "refund", "It goes back to you, less what it costs.", "You have it back. I am sorry."),
	"signal":      en("L2", "arrival", "We are there. Thank you!", "Arrived, all well. You can let it go: {code}.", "All here. {code}."),
	"release":     en("L4", "release", "Thank you, it is released. Tell your friends.", "All right, then we are even. Good luck!"),
	"review":      en("L2", "review", "Everything was as you said.", "It was long, but fine. I told my cousin.", "Thank you again. We sleep well."),
	// of orders
	"proof":     en("L4", "order", "Look, it is ready. The other half, please.", "Here is a picture. Content?"),
	"rest":      en("L2", "order", "Paid the rest.", "Looks good. Paid."),
	"sent":      en("L4", "order", "It is on its way.", "Gave it to the courier."),
	"received":  en("L2", "order", "It came, thank you.", "Got it."),
	"complaint": en("L2", "order", "I still have nothing! It is two weeks.", "Nothing has come. Give me my money."),
}

// orders are the first lines of somebody who wants a paper.
var orderTalk = map[string]draft.Kind{
	"contact": en("L2", "order", "Hello, can you make one for me?", "Good day, I need a paper. What do you need from me?", "Hi. How long does it take at the moment?"),
	"answer":  en("L4", "order", "Yes. Which one, and until when?", "Good day. Tell me what it is for.", "Of course. Which language?"),
	"ask":     en("L2", "order", "Until {day}. What does it cost?", "And the price? Half and half?"),
	"offer":   en("L4", "order", "{price} TK, half now. {n} days.", "That is {price} TK. Half with the order, half when you see it."),
	"deposit": en("L2", "order", "Paid the first half.", "It is done, half of it.", "Half is with you."),
}

// lawful says that a label of the trade is not one of lawful people.
func lawful(label string) string {
	switch label {
	case "L2", "L3", "L4":
		return "L1"
	}
	return label
}

// kind finds a kind of post.
func kind(name string) draft.Kind {
	if k, ok := phrases[name]; ok {
		return k
	}
	return draft.Phrases[name]
}
