package meridian

import "github.com/osint-radar/academy/simulator/draft"

// The five services of the firm: ids of options and items of questions.
var services = []string{"advertising", "channels", "bot", "templates", "guarantee"}

// offers are the first words with which the firm offers each service in public.
var offers = map[string]string{
	"advertising": "Words and pictures for your page, fresh every week: ask {g}, they know our pen.",
	"channels":    "You sleep and we keep your channel open: {g} has not been silent for a day since we look after it.",
	"bot":         "Our bot answers and writes the list while you eat: see it at work for {g}.",
	"templates":   "Designs of forms from our drawer, in any colour: {g} was content with them.",
	"guarantee":   "We hold the money until both sides are content: so it is done for {g}.",
}

// kinds are those that no other world has; the others are draft.Phrases. Slots
// beside those of draft.Kind: {g} the customer a post is about, {main} whom the
// author works for, {addr} an address.
var kinds = map[string]draft.Kind{
	"signed": kind("L4", "support", "Rules of this desk: be polite, pay on the day, no names. Pages of {main} are kept day and night. — {manager}"),
	"stencil": kind("L4", "support",
		"Drawer is full again: designs for {g} are ready.", "Worked all night for {g}. Colours as on the sample.", "Third batch of forms for {g} is ready, the next on {day}."),
	"banco": kind("L4", "support",
		"Till is open. What was held for {g} on {day} is paid.", "I hold and I pay, ask {g}. Nobody has lost a penny with me.", "Statement for {g} is ready, pick it up on {day}."),
	"bot": kind("L4", "support",
		"The list of {g} is open, write me one word and you are on it.", "I answer for {g} now. Ask me what you like.", "{n} answers given for {g} today. The list closes on {day}."),
	"counter": kind("L3", "deposit",
		"{A} of {day}: {n} seats, {tk} TK, {T} as always. Pay over the counter of a friend, {G} until you have arrived.",
		"How it works with us: {A}, {tk} TK, {G}. You pay over a counter and get a word for it, {T} to the {P}."),
	"counted": kind("L4", "support",
		"What came over the counter for {g} is counted, {n} envelopes.", "Counter money of {g} is with me until {day}.", "Twice counted, once paid. {g} knows."),
	"boats": kind("L4", "support",
		"A boat for {g} lies ready from {day} on.", "{g}: the second boat is dry and painted.", "New engine, old hull. Ready for {g} on {day}."),
	"jobs": kind("L0", "",
		"Work in {town}, packing hall, start on {day}. Beds and transport are arranged, the fee comes out of the first wages.",
		"{n} places in a kitchen in {town}. No questions, start at once, we keep your things safe.",
		"Night work in {town}, {tk} TK a week. Come with one bag. We meet you at the station."),
	"beds": kind("L4", "support",
		"Beds for {n} more are ready, {g} can send them on {day}.", "Hall is swept. {g} sends {n} on {day}, the bus is warm.", "Door is locked at night so that nobody of {g} comes late."),
	"worker": kind("L6", "",
		"They hold my passport until the debt is paid. The debt is more every week. I do not know whom to ask.",
		"Three months in the hall and no money. They say the debt first. My passport is in their drawer."),
	"worker too": kind("L6", "",
		"We are {n} in one room, the door is locked at night. They say: first the debt, then your passport.",
		"Who is ill works at night, and the debt grows. I asked for my passport and they laughed."),
	"radio": kind("L1", "",
		"Tonight at {hour}: songs from home and a talk about rents in {town}. #news", "Our listeners ask about prices: a reporter answers on {day}. #news",
		"Thank you for {n} letters this week. We read them on {day}. #news"),
	"code": kind("L1", "",
		"Warning: {main} runs a copy of my bot. The code is free, what they do with it is not mine. #warning",
		"New version is out: {n} faults less. Whoever uses it for other things than club lists, please stop. #warning",
		"Somebody sells my free bot. I wrote to the platform on {day}. #warning"),
	"fairjobs": kind("L0", "",
		"Packing hall in {town}: {n} places, contract before the first day, {tk} TK a week, no fee.", "Kitchen help in {town}, start on {day}. You keep your papers, you get a copy of the contract.",
		"Night work in {town} with a contract and breaks. Bed if you want one, rent is written down."),
	"union": kind("L1", "",
		"Your papers belong to you. Nobody may keep them. Call us. #rights", "No fee for work: who takes one breaks the rules. Open from {hour}. #rights",
		"{n} people got their wages after a letter from us. #rights"),
	"translator": kind("L0", "", "Birth and school papers translated until {day}. {tk} TK a page.", "Back at my desk on {day} at {hour}.", "I translate what stands there and nothing else. {n} pages today."),
	"printer":    kind("L0", "", "Forms for clubs and firms: {n} sheets, {tk} TK.", "Posters until {day}. Bring your own design.", "Cards with your name, ready at {hour}. We print nothing official."),
	"payhelp": kind("L1", "",
		"Warning: money that “is held for you” by somebody without a licence is gone. Come on {day}. #warning", "Keep every receipt. Then come to us, {hour} to {hour2}. #rights",
		"{n} complaints about one till this week. Warning. #warning"),
	"fishing": kind("L0", "",
		"{n} crates on the quay of {town} by {hour}. Come early.", "Nets are mended, we go out again on {day}.", "Behind the cape the radio is silent and the fish are not. {n} crates, {tk} TK each."),
	"hostel": kind("L0", "", "Beds from {tk} TK a week. Reception day and night.", "Everybody signs the book. Breakfast at {hour}.", "{n} beds free on {day}."),
}

// phrase is a kind of post, by its name.
func phrase(name string) draft.Kind {
	if k, ok := kinds[name]; ok {
		return k
	}
	return draft.Phrases[name]
}

func kind(label, step string, lines ...string) draft.Kind {
	return draft.Kind{Label: label, Step: step, Lines: map[string][]string{"en": lines}}
}
