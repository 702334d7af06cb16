package microblog

// posts are the lines of ordinary life. Some are about going home, paying for a
// seat, waiting for a visa: what the story's innocents and offenders write of
// has its echo in the crowd, and so have their tags.
var posts = map[string][]string{
	"en": {
		"Rain in {town} since {hour}. The {animal} does not care.", "Does anybody else like {hobby}? I started on {day}.",
		"Today {dish}, tomorrow {dish}. #food", "The {thing} broke again. Third time this year — and {tk} TK for nothing.",
		"{n} goals on {day} and none of them ours. #football", "Painted the {thing} {colour}. The neighbours look.",
		"Looking for a used {thing}, not more than {tk} TK. Near {town} if possible.", "Good morning. Coffee first, then the rest of {day}.",
		"Our choir sings on {day} at {hour}. Come, it costs nothing. #music", "My {animal} sleeps on the {thing}. It has not moved since {hour}.",
		"Who has a recipe for {dish}? Mine tastes like the {thing}. #food", "{town}, “beautiful in this light”. I should come here more often. #travel",
		"{n} years in {town} today. Time goes, the {thing} stays. #home", "The bus to {town} was full again. I stood for {n} stops.",
		"Booked my seat home for the holidays, {tk} TK. Mother is already cooking {dish}. #home #seats",
		"Is there still a coach to {town} on {day}? I need two seats. #coachtrip #travel", "Sent {tk} TK to my sister for the school year. #familymoney",
		"My visa came after {n} weeks. I will finally see {first} again. #visa", "The consulate closed at {hour}, and I was number {n} in the queue. #visa",
		"First lesson of the evening course: I can say “{thing}” in three languages now. #course", "Prices in {town}: “{thing}, {tk} TK”. Who pays that? #prices",
		"“To {town} for {tk} TK”: who believes in such offers? #warning #news", "{first} starts at the new job on {day}. So proud.",
		"Moved to {town} with one {thing} and the {animal}. Anyone around for tea on {day}?", "We won {n} to nothing. I have no voice left. #football",
		"Lost: one {colour} {thing}, between the station and the library in {town}. Please write to me.", "The market in {town} opens at {hour}. Go early for {dish}. #food",
		"I fixed the {thing} myself. It took {n} hours — and it is worse than before.", "Old pictures of {town} from my uncle's box. Everything was {colour}. #home",
		"Sunrise over {town}, nobody on the road. #travel", "Driving to {town} on {day}, two places free in the car if somebody shares the fuel. #seats #travel",
		"“Rain until {day},” says the radio. The garden says thank you. #garden", "{n} tomatoes so far. The {animal} ate one of them. #garden",
		"My grandmother would have liked this {thing}. She had the same in {colour}.", "Nothing to say today. {dish} was good.",
		"Somebody in {town} has a spare {thing}? I give it back on {day}.", "“{tk} TK,” they said, for the {thing}. I laughed and went home.",
		"Free advice on letters and forms in {town} every {day}. “They helped me a lot,” says {first}. #legalaid", "The new timetable is out: {town} only at {hour} now. #coachtrip",
		"Who goes to the {hobby} evening on {day}? I bring {dish}.",
		"The tracing service found my uncle after {n} years. I still cannot believe it. #tracing", "{town} elects its first {animal} as mayor. It promises a {thing} for all. #satire",
		"I asked for an interpreter and got one. “It is your right,” they said. Ask too. #rights",
	},
	"it": {
		"Oggi piove a {town} dalle {hour}.", "Stasera {dish}, domani vediamo. #cibo", "Il {thing} si è rotto di nuovo, “solo {tk} TK”, diceva.",
		"{n} gol e nessuno nostro. #calcio", "Cerco un {thing} usato vicino a {town}, massimo {tk} TK.", "“Buongiorno,” dico, ma prima il caffè.",
		"Ho prenotato il posto per tornare a casa, {tk} TK. #posti #viaggio", "Il pullman per {town} parte {day} alle {hour}. #viaggio",
		"Mandati {tk} TK a casa per la scuola. #familymoney", "Il visto è arrivato dopo {n} settimane. #visa", "{first} comincia il lavoro nuovo {day}.",
		"Il mercato di {town} apre alle {hour}, andate presto.", "Primo corso serale: bella gente. #course", "Che luce stamattina a {town}. #viaggio",
	},
	"sq": {
		"Bie shi në {town} që nga ora {hour}.", "Sot {dish}, nesër shohim. #ushqim", "U prish prapë {thing}, {tk} TK kot.", "{n} gola dhe asnjë i yni. #futboll",
		"Kërkoj një {thing} të përdorur afër {town}, deri në {tk} TK.", "“Mirëmëngjes,” por së pari kafja.", "E kam vendin për në shtëpi, {tk} TK. #vende #udhetim",
		"Autobusi për {town} niset {day} në orën {hour}. #udhetim", "Dërgova {tk} TK në shtëpi për shkollën. #familymoney", "Viza erdhi pas {n} javësh. #visa",
		"{first} fillon punën e re {day}.", "Tregu në {town} hapet në orën {hour}.", "Kurs mbrëmjeje — njerëz të mirë. #course", "Sa bukur sot në {town}.",
	},
	"sl": {
		"V {town} dežuje od {hour}.", "Danes {dish}, jutri bomo videli. #hrana", "Spet se je pokvaril {thing}, {tk} TK za nič.", "{n} golov in nobeden naš. #nogomet",
		"Iščem rabljen {thing} blizu {town}, največ {tk} TK.", "“Dobro jutro,” a najprej kava.", "Sedež za domov je rezerviran, {tk} TK. #domov #pot",
		"Avtobus v {town} odpelje v {day} ob {hour}. #pot", "Poslal sem {tk} TK domov za šolo. #familymoney", "Vizum je prišel po {n} tednih. #visa",
		"{first} začne novo službo v {day}.", "Tržnica v {town} se odpre ob {hour}.", "Večerni tečaj — prijetni ljudje. #course", "Lepo jutro v {town}.",
	},
	"de": {
		"Seit {hour} regnet es in {town}.", "Heute {dish}, morgen mal sehen. #essen", "Der {thing} ist wieder kaputt, {tk} TK für nichts.", "{n} Tore und keines von uns. #fussball",
		"Suche einen gebrauchten {thing} bei {town}, höchstens {tk} TK.", "“Guten Morgen,” aber zuerst Kaffee.", "Platz nach Hause gebucht, {tk} TK. #heim #reise",
		"Der Bus nach {town} fährt am {day} um {hour}. #reise", "Habe {tk} TK nach Hause geschickt, für die Schule. #familymoney", "Das Visum kam nach {n} Wochen. #visa",
		"{first} fängt am {day} die neue Arbeit an.", "Der Markt in {town} öffnet um {hour}.", "Abendkurs — nette Leute. #course", "Schönes Licht heute über {town}. #reise",
	},
}

// replies are what people answer.
var replies = map[string][]string{
	"en": {
		"So true.", "Thank you for this.", "I thought the same on {day}.", "Same here in {town}.", "Not in {town}, I am afraid.", "How much was it?",
		"My {animal} says “hello”.", "{first} will like this.", "Is that so? I had {n} of them.", "Write to me, I know somebody in {town}.", "Again on {day}?",
		"I would have paid {tk} TK at most.", "Good to hear.", "No.", "We should meet for {dish}.", "Who told you that?",
	},
	"it": {"Vero.", "Grazie.", "Anche a {town}.", "Quanto costava?", "Ci vediamo {day}.", "Non ci credo.", "{first} dirà “finalmente”."},
	"sq": {"E vërtetë.", "Faleminderit.", "Edhe në {town}.", "Sa kushtoi?", "Shihemi {day}.", "Nuk e besoj.", "{first} do të gëzohet."},
	"sl": {"Res je.", "Hvala.", "Tudi v {town}.", "Koliko je stalo?", "Se vidimo v {day}.", "Ne verjamem.", "{first} bo vesela."},
	"de": {"Stimmt.", "Danke.", "In {town} auch.", "Was hat es gekostet?", "Wir sehen uns am {day}.", "Glaube ich nicht.", "Das wird {first} freuen."},
}
