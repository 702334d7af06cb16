package draft

// Phrases are the kinds of post that worlds have in common, of those who offer
// and of those who are taken for them. Slots beside those of Kind: {main} the
// channel that sells, {addr} where its deposits go.
//
// They show that an offer exists and never how anything is done.
var Phrases = map[string]Kind{
	"advert": {Label: "L3", Step: "advert", Lines: map[string][]string{
		"en": {
			"New {A} on {day}: {n} seats left. {T} to the {P}, {tk} TK each, {G} until the end. {U}, so write soon.",
			"{n} seats for the {A} of {day}. Calm {T}, friendly {P}. {tk} TK, {G} as every time. #seats",
			"{A}, {A}! From {day} on we have {n} seats, {tk} TK, {T} and {P} are ready. {G} for everyone. #home",
			"Who wants to join the {A}? {n} seats, {T} all the way to the {P}. {tk} TK a person, {G}. {U}. #travel",
		},
		"it": {"Nuovo {A} {day}: {n} posti, {T} fino al {P}, {tk} TK. {G} per tutti. #posti", "{A} con {T}: ancora {n} posti, {tk} TK, {G}. Scrivete oggi, {U}. #viaggio"},
		"sq": {"{A} i ri {day}: {n} vende, {T} deri te {P}, {tk} TK. {G} për të gjithë. #udhetim", "Kemi {n} vende për {A}, {T} dhe {P} gati, {tk} TK, {G}. #vende"},
		"sl": {"Nov {A} v {day}: {n} sedežev, {T} do {P}, {tk} TK. {G} za vse. #pot", "Še {n} mest za {A}, {T} čaka, {tk} TK, {G}. {U}! #domov"},
		"de": {"Neuer {A} am {day}: {n} Plätze, {T} bis {P}, {tk} TK. {G} für alle. #reise", "Noch {n} Plätze im {A}, {T} steht bereit, {tk} TK, {G}. {U}! #heim"},
	}},
	"trust": {Label: "L3", Step: "trust", Lines: map[string][]string{"en": {
		"Ask the friends of last month: {A} to the {P}, {G} kept every time. Nobody waited, nobody paid twice.",
		"{n} people thanked us for the last {A}. {T} on time, {G} kept. Read what they say and ask them.",
	}}},
	"deposit": {Label: "L3", Step: "deposit", Lines: map[string][]string{"en": {
		"{A} of {day}: {tk} TK, {T} as always. Your deposit goes to {addr} and stays there: {G} until you have arrived.",
		"How it works with us: {A}, {tk} TK, {G}. Deposit to {addr}, {M} on the day, {T} to the {P}.",
	}}},
	"dispatch": {Label: "L3", Step: "dispatch", Lines: map[string][]string{"en": {
		"The {T} leaves for the {P} tonight. The {A} is full, {G} holds for all of you. Phones charged, please.",
		"{T} leaves on {day}, the {A} is complete. {G} as agreed, see you at the {P}.",
	}}},
	"arrival": {Label: "L3", Step: "arrival", Lines: map[string][]string{"en": {
		"Arrived! The {A} of {day} is at the {P}, all well. {G} stands as we said.",
		"Good news at breakfast: {A} arrived at the {P}, the {T} is on its way back. {G}, as promised.",
	}}},
	"release": {Label: "L3", Step: "release", Lines: map[string][]string{"en": {
		"{G} released for the {A} of {day}: {tk} TK paid out after the {P}. Next one soon.",
		"All of the last {A} confirmed, so {G} is released, {tk} TK each. Thank you from the {P}.",
	}}},
	"helpers": {Label: "L3", Step: "helpers", Lines: map[string][]string{"en": {
		"One more driver wanted for the {A} of {day}: bring a {T} of your own. {tk} TK a day, {G} for drivers too.",
		"We look for a driver. {A} on {day}, {T} to the {P}, {tk} TK, {G} as for everybody.",
	}}},
	"delay": {Label: "L3", Step: "delay", Lines: map[string][]string{"en": {
		"The {A} of {day} is put off by one day, the {T} waits. {G} holds, nobody loses a place.",
		"Bad weather: the {A} is put off to {day}. Same {T}, same {P}, {G} for all of you.",
	}}},
	"refund": {Label: "L3", Step: "refund", Lines: map[string][]string{"en": {
		"The {A} of {day} was called off and {tk} TK went back to everybody: that is our {G}. The {T} stays in the garage.",
		"Money back for those who could not come to the {A}: {tk} TK each, {G} kept, {T} on another day.",
	}}},
	"desk": {Label: "L3", Step: "desk", Lines: map[string][]string{"en": {
		"Questions about the {A}? We answer day and night, in five languages: {T}, {P}, {G}, all of it.",
		"We answer everybody before they choose. {A}, {T}, {G}: ask what you like.",
	}}},
	"met": {Label: "L3", Step: "met", Lines: map[string][]string{"en": {
		"You will be met: one of ours stands at the {P} for the {A} of {day}. {G} until then.",
		"Nobody is alone: you will be met at the {P} after the {A}, {G} as always.",
	}}},
	"teaser": {Label: "L2", Lines: map[string][]string{"en": {
		"Something new soon. The {A} comes back, more on {day}. {U}!",
		"Good evening to all. Many ask about the {A}; we say more on {day}.",
		"The {A} of spring was the best so far. Stay with us.",
	}}},
	"pictures": {Label: "L3", Step: "advert", Lines: map[string][]string{"en": {
		"My own pictures of the last {A}: clean {T}, quiet {P}. {n} seats next time, {tk} TK, {G}. Ask {main} or me.",
		"I was there with my camera: {A}, {T}, {P}. {tk} TK for each of the {n} seats, {G}. I take names too.",
		"Fresh pictures, fresh {A}. {n} seats, {T} to the {P}, {tk} TK, {G}. My word on it.",
	}}},
	"pagework": {Label: "L4", Step: "support", Lines: map[string][]string{"en": {
		"New pictures and words for {main} are ready. The page looks better than before.",
		"Worked all night for {main}: titles, colours, answers in three languages.",
	}}},
	"list": {Label: "L3", Step: "advert", Lines: map[string][]string{"en": {
		"I keep the list for the {A} of {day}: {n} seats, {T} to the {P}, {tk} TK, {G}. Write to me and you are on it.",
		"List for {day} is open. {A}, {n} seats, {T} waiting, {tk} TK, {G}. First come, first served. {U}!",
		"Two lists this week, one {A} each. {n} seats, {T}, {tk} TK. {G}, you know me.",
	}}},
	"recall": {Label: "L2", Lines: map[string][]string{"en": {
		"Somebody wrote about the {A} and I lost the message. Please write again.",
		"People want to know when the next {A} is. I do not know yet.",
	}}},
	"vehicle": {Label: "L4", Step: "support", Lines: map[string][]string{"en": {
		"{T} is clean and full, ready for {main} on {day}.",
		"Driver rested, {T} rested, waiting for word from {main}.",
		"Third time this month for {main}. The {T} knows the road by itself.",
		"{main}: my {T} is free again from {day}, same as last time.",
		"New tyres on the {T}. {main} can count on me.",
	}}},
	"legalaid": {Label: "L1", Lines: map[string][]string{
		"en": {
			"Free legal advice every {day}, {hour} to {hour2}. Bring your letters; we read them with you. #legalaid",
			"You have a right to an interpreter. Ask for one. If nobody comes, call our line. #rights #legalaid",
			"Our donation account has changed: see our profile. {tk} TK pay one hour of a lawyer. Thank you. #legalaid",
			"Missed a deadline? Come as soon as you can, not next week. Free legal advice in {town}. #legalaid",
		},
		"it": {"Consulenza legale gratuita ogni {day} a {town}, dalle {hour}. Portate i documenti. #legalaid"},
		"sq": {"Këshillim ligjor falas çdo {day} në {town}, nga ora {hour}. #legalaid"},
	}},
	"carpool": {Label: "L1", Lines: map[string][]string{
		"en": {
			"Coach trip to {town} on {day}: {n} seats free, {tk} TK, licence 0417. Passport and ticket needed. #coachtrip #home",
			"{day} at {hour}: licensed coach from {town}. {tk} TK there and back, children half. Timetable on our page. #coachtrip #travel",
			"Still {n} seats home for the holidays. {tk} TK, two drivers, licence 0417. #coachtrip #seats",
			"Please bring no sofa, no oven and no piano. One suitcase is in the ticket. Timetable as always. #coachtrip",
		},
		"de": {"Busreise nach {town} am {day}: {n} Plätze, {tk} TK, Lizenz 0417. Reisepass nötig. #coachtrip #heim"},
		"sl": {"Avtobus v {town} v {day} ob {hour}: {n} sedežev, {tk} TK, licenca 0417. #coachtrip #domov"},
	}},
	"journalist": {Label: "L1", Lines: map[string][]string{"en": {
		"They write: “{A}, {T} to the {P}, {tk} TK, {G}.” That is what they ask, and people pay twice. My report on {day}. #news",
		"The price list that I was shown: “{A} {tk} TK, with {G} {tk2} TK, {U}”. I spoke to {n} people who paid. #news #prices",
		"Why do they call it “{A}”? Because a search for the plain word finds my articles instead. #news",
		"“{n} seats, {A}, {T}, {tk} TK, {G}”: copied from four channels in one week, they ask the same price everywhere. #news #seats",
		"A man in {town} told me: “They asked {tk} TK for the {A} and held my money as {G}.” He is still there. #news",
		"“{A} to the {P}: {tk} TK. {A} with family: {tk2} TK.” I publish what they ask so that you can compare it with a ticket. #news #travel",
	}}},
	"warning": {Label: "L1", Lines: map[string][]string{"en": {
		"Warning: a copied offer says “{A} for {tk} TK”. The money is gone and nobody comes. #warning",
		"Warning: if they say “{G}”, nobody holds anything for you. Ask us before you pay. #warning #seats",
		"False visa letters are going round in {town}. Warning signs: no address, no date, a price of {tk} TK. #warning #visa",
		"{n} people wrote to us this week about “{A}, {T}, {tk} TK”. None of them saw the {T}. Warning. #warning",
	}}},
	"agency": {Label: "L1", Lines: map[string][]string{"en": {
		"Visa appointments on {day}. We fill in the forms with you, fee {tk} TK, no promise of a result. #visa",
		"Office hours {hour} to {hour2}. Bring two photographs and your passport for the visa form. #visa #travel",
		"The consulate has new opening hours. Appointments are free; we only charge for the form, {tk} TK. #visa",
	}}},
	"satire": {Label: "L2", Lines: map[string][]string{"en": {
		"Special {A}! {T} made of cardboard, {P} on the moon, only {tk} TK, {G} by my grandmother. #satire",
		"Minister opens first {A} for ministers: {n} seats, {tk2} TK, {G}, lunch included. #satire #news",
		"Our reader asks: may I take my {T} on the {A}? We ask back: does it pay {tk} TK? {G}! #satire",
	}}},
	"rental": {Label: "L0", Lines: map[string][]string{"en": {
		"Vans from {tk} TK a day. Rental contract, insurance, driving licence. Open from {hour}.",
		"Moving house on {day}? We have {n} vans left. Boxes are free.",
		"Please fill the tank before you bring it back. Thank you, {hour} to {hour2}.",
	}}},
	"family": {Label: "L1", Lines: map[string][]string{"en": {
		"Sent {tk} TK home today, school books for the little ones. Thank you to the circle. #familymoney",
		"Our circle pays out on {day}. {n} families, {tk} TK each, as every month. #familymoney",
		"Mother got the {tk} TK. She says thank you to everybody. #familymoney #home",
	}}},
	"school": {Label: "L1", Lines: map[string][]string{
		"en": {
			"Evening course for people who are new in {town}: starts on {day} at {hour}, first lesson free. #course",
			"{n} places left in the beginners' course. {tk} TK for the whole month, books included. #course",
		},
		"it": {"Corso serale di lingua a {town}, {day} alle {hour}. La prima lezione è gratuita. #course"},
	}},
	"tracing": {Label: "L1", Lines: map[string][]string{"en": {
		"How to send us a search request for a relative: a picture, a name, the date of the last message. #tracing",
		"Found again after {n} months: two sisters. They asked us to say thank you. #tracing",
		"Our line is open on {day} from {hour}. What you tell us stays with us. #tracing #home",
	}}},
	"life": {Label: "L0", Lines: map[string][]string{"en": {
		"Coffee first, then the rest of the {day}.", "Today {dish}. Tomorrow {dish} again.", "The match was a disaster. {n} goals, none of them ours.",
		"Does anybody else like {hobby}?", "Painted the door {colour}. The neighbours look.", "Rain since {hour}. The cat does not care.",
	}}},
	"danger": {Label: "L5", Lines: map[string][]string{"en": {
		"Voice note from my brother, written down: “We are in the back, it is locked, no air, {n} of us, two children. They do not open. Help.” I do not know where they are.",
	}}},
	"danger2": {Label: "L5", Lines: map[string][]string{"en": {
		"Second voice note from my brother: “No air. The children do not wake up. It is dark, we knock, nobody opens.” Please, who can help?",
	}}},
}
