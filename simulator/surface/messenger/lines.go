package messenger

// topic is what a room is about: how it is called and what is written in it.
type topic struct {
	names []string            // slots as in lines
	about []string            //
	lines map[string][]string // by language
}

// topics of public channels. Coach trips, papers at the town hall and seats in a
// car are among them: what the story writes of has its echo here.
var topics = []topic{
	{
		[]string{"{town} Today", "{town} Notices", "Around {town}", "{town} {colour} Pages"},
		[]string{"What happens in {town}.", "News and notices of {town} and the villages.", "Write to the desk if you have seen something."},
		map[string][]string{
			"en": {
				"The road by the mill is closed until {day}.", "Water will be off in the upper streets on {day} from {hour}.", "Found: a {colour} umbrella at the bus stop.",
				"The library opens at {hour} this week.", "Market on {day}, bring your own bags.", "A {animal} was seen near the school again.", "The town hall asks for papers to be handed in by {day}.",
				"Fair on the square, {n} stalls, music from {hour}.", "Frost tonight. Cover your {thing}.", "The council meets on {day} at {hour}. “Everybody may listen,” says the mayor.", "Lost: keys with a {colour} ribbon, please ask {first}.",
			},
			"it": {"La strada del mulino è chiusa fino a {day}.", "Acqua chiusa {day} dalle {hour} in centro.", "Mercato {day} in piazza, {n} banchi.", "Trovato un ombrello alla fermata di {town}.", "Il consiglio si riunisce {day} alle {hour}."},
			"sq": {"Rruga pranë mullirit është e mbyllur.", "Nuk ka ujë {day} nga ora {hour}.", "Pazari hapet {day}, {n} tezga.", "U gjet një çelës te stacioni i {town}.", "Biblioteka hapet në {hour}."},
			"sl": {"Cesta pri mlinu je zaprta.", "V {day} od {hour} ne bo vode.", "Tržnica v {day}, {n} stojnic.", "Najdeni ključi na postaji {town}.", "Knjižnica se odpre ob {hour}."},
			"de": {"Die Straße an der Mühle ist bis {day} gesperrt.", "Am {day} ab {hour} kein Wasser in der Oberstadt.", "Markt am {day}, {n} Stände.", "Gefunden: ein Schlüssel an der Haltestelle {town}.", "Die Bücherei öffnet um {hour}."},
		},
	},
	{
		[]string{"{town} {animal}s", "{animal} Club {town}", "Fans of {town}", "{town} Sport"},
		[]string{"Results and fixtures.", "The club's own channel. No betting.", "Training, matches, photographs."},
		map[string][]string{
			"en": {
				"{n}:1 against {town}. What an evening.", "Training moves to {hour} on {day}.", "Coach to the match in {town} leaves at {hour}, {tk} TK with the ticket.", "{first} is back after the injury.",
				"Draw for the cup: we go to {town}.", "Two tickets for {day} left, ask {first}.", "Half-time — still nothing.", "New shirts are here, {colour} this year.", "Thank you all for coming. Home safe.", "The referee saw a {animal}, we saw a foul.",
			},
			"it": {"{n}:1 contro {town}. Che serata.", "Allenamento {day} alle {hour}.", "Pullman per {town}, partenza {hour}, {tk} TK.", "{first} torna in campo.", "Ultimi biglietti per {day}."},
			"sq": {"{n}:1 kundër {town}. Çfarë mbrëmjeje.", "Stërvitja {day} në {hour}.", "Autobusi për në {town} niset në {hour}.", "{first} kthehet në fushë.", "Dy bileta për {day}."},
			"sl": {"{n}:1 proti {town}. Kakšen večer.", "Trening v {day} ob {hour}.", "Avtobus za {town} odpelje ob {hour}.", "{first} se vrača.", "Še dve vstopnici v {day}."},
			"de": {"{n}:1 gegen {town}. Was für ein Abend.", "Training am {day} um {hour}.", "Bus nach {town} fährt um {hour}, {tk} TK mit Karte.", "{first} ist zurück.", "Noch zwei Karten für {day}."},
		},
	},
	{
		[]string{"Jobs {town}", "Work in {town}", "{town} Hands Wanted", "{colour} Jobs"},
		[]string{"Offers from firms in the region. Contracts only.", "Work, courses, seasonal help.", "We check every offer by telephone."},
		map[string][]string{
			"en": {
				"Bakery in {town} looks for help from {hour}, {tk} TK a day.", "Driver with licence for a van wanted, deliveries in {town}, contract.", "Seasonal work in the orchard, room included, ask {first}.",
				"Cook for {n} weeks, starts {day}.", "Course for forklift, {tk} TK, begins {day}.", "Cleaner for an office, evenings.", "The painters need two people on {day}.", "Interview day in {town}, bring your papers.", "Position filled, thank you for writing.", "Night porter wanted, some German helps.",
			},
			"it": {"Panificio a {town} cerca aiuto, {tk} TK al giorno.", "Cercasi autista con patente, contratto.", "Lavoro stagionale, alloggio incluso.", "Cuoco per {n} settimane da {day}.", "Posto preso, grazie."},
			"sq": {"Furra në {town} kërkon ndihmë, {tk} TK në ditë.", "Kërkohet shofer me patentë, kontratë.", "Punë sezonale, dhoma përfshihet.", "Kuzhinier për {n} javë.", "Vendi u zu, faleminderit."},
			"sl": {"Pekarna v {town} išče pomoč, {tk} TK na dan.", "Iščemo voznika z izpitom, pogodba.", "Sezonsko delo, soba vključena.", "Kuhar za {n} tednov.", "Mesto zasedeno, hvala."},
			"de": {"Bäckerei in {town} sucht Hilfe, {tk} TK am Tag.", "Fahrer mit Führerschein gesucht, Vertrag.", "Saisonarbeit, Zimmer dabei.", "Koch für {n} Wochen ab {day}.", "Stelle besetzt, danke."},
		},
	},
	{
		[]string{"{town} Coaches", "Seats {town} {town}", "{colour} {thing} Travel", "Weekend Rides {town}", "{colour} {animal} Tours"},
		[]string{"Times and seats of our coaches. Tickets at the counter.", "Car sharing between {town} and {town}.", "Trips for families. Valid documents needed."},
		map[string][]string{
			"en": {
				"Coach to {town} on {day} at {hour}, {tk} TK, {n} seats left.", "Who drives to {town} on {day}? I can pay for fuel.", "Seat free, {day} {hour}, luggage is fine.", "The {hour} is late by {n} minutes, sorry.", "Departure moves to the stop by the {thing}.",
				"Border check took {n} minutes today, have passports ready.", "Two places for {day} came back. First come.", "Family price until {day}: {tk} TK.", "Arrived. Thank you, {first}, for the driving.", "No coach on {day}, the driver is ill.", "Please have your tickets on paper, the reader is broken.",
			},
			"it": {"Pullman per {town} {day} alle {hour}, {tk} TK, {n} posti.", "Chi va a {town} {day}? Pago la benzina.", "Posto libero {day} {hour}.", "Il pullman delle {hour} ha {n} minuti di ritardo.", "Arrivati. Grazie, {first}."},
			"sq": {"Autobus për {town} {day} në {hour}, {tk} TK, {n} vende.", "Kush shkon në {town}? Paguaj naftën.", "Një vend i lirë {day}.", "Autobusi i orës {hour} vonohet {n} minuta.", "Mbërritëm. Faleminderit, {first}."},
			"sl": {"Avtobus v {town} v {day} ob {hour}, {tk} TK, {n} sedežev.", "Kdo gre v {town}? Plačam gorivo.", "Prost sedež v {day}.", "Avtobus ob {hour} zamuja {n} minut.", "Smo na cilju. Hvala, {first}."},
			"de": {"Bus nach {town} am {day} um {hour}, {tk} TK, noch {n} Plätze.", "Wer fährt am {day} nach {town}? Ich zahle Benzin.", "Platz frei, {day} {hour}.", "Der {hour} Uhr hat {n} Minuten Verspätung.", "Angekommen. Danke, {first}."},
		},
	},
	{
		[]string{"Open Door {town}", "{colour} {thing} Help", "Legal Desk {town}", "Neighbours of {town}"},
		[]string{"Free advice. We never ask for money.", "Help with forms, language, doctors. {town}.", "A small association. Donations at the office."},
		map[string][]string{
			"en": {
				"Legal hours on {day} from {hour}, free, with interpreter.", "Warm clothes are needed, children's sizes.", "“{tk} TK for your papers”: nobody of us asks that. If somebody does, tell us.", "Language table on {day}, bring {dish}.", "Doctor's hours moved to {hour}.",
				"We look for a volunteer who drives to {town}.", "{n} places in the new course.", "Office closed on {day}.", "The visa form changed, page {n}. We help you fill it in.", "A mother looks for a {colour} pushchair.",
			},
			"it": {"Sportello legale {day} dalle {hour}, gratuito.", "Servono vestiti caldi per bambini.", "Nessuno di noi chiede soldi per i documenti.", "Tavolo di lingua {day}.", "Ufficio chiuso {day}."},
			"sq": {"Këshillim ligjor falas {day} nga {hour}.", "Duhen rroba të ngrohta për fëmijë.", "Ne nuk kërkojmë para për dokumente.", "Kurs gjuhe {day}.", "Zyra është e mbyllur {day}."},
			"sl": {"Brezplačna pravna pomoč v {day} od {hour}.", "Potrebujemo topla oblačila za otroke.", "Za papirje nihče od nas ne jemlje denarja.", "Jezikovna miza v {day}.", "Pisarna v {day} zaprta."},
			"de": {"Rechtsberatung am {day} ab {hour}, kostenlos.", "Warme Kinderkleidung gesucht.", "Niemand von uns nimmt Geld für Papiere.", "Sprachtisch am {day}.", "Büro am {day} geschlossen."},
		},
	},
	{
		[]string{"Buy Sell {town}", "{town} Flea Market", "{colour} {thing} Bargains", "Swap {town}"},
		[]string{"Private sales only.", "One advertisement a day, please.", "What you no longer need."},
		map[string][]string{
			"en": {
				"{thing}, hardly used, {tk} TK.", "Flat to let in {town}, {tk} TK a month.", "Looking for a {colour} {thing}, offers please.", "Winter tyres, a set of {n}.", "Giving away {n} jars of plums.", "Sold, thank you.", "Van for removals, ask {first}, {tk} TK a day.",
				"Price down: {tk} TK for the {thing}.", "Still there, collect on {day}.", "Telephone, box and receipt, {tk} TK.",
			},
			"it": {"{thing} usato poco, {tk} TK.", "Affitto a {town}, {tk} TK al mese.", "Venduto, grazie.", "Gomme invernali, {n} pezzi.", "Furgone per traslochi, {tk} TK al giorno."},
			"sq": {"{thing}, pak e përdorur, {tk} TK.", "Apartament me qira në {town}, {tk} TK.", "U shit, faleminderit.", "Goma dimri, {n} copë.", "Furgon për zhvendosje, {tk} TK."},
			"sl": {"{thing}, malo rabljeno, {tk} TK.", "Stanovanje v {town}, {tk} TK na mesec.", "Prodano, hvala.", "Zimske gume, {n} kosov.", "Kombi za selitev, {tk} TK na dan."},
			"de": {"{thing}, kaum benutzt, {tk} TK.", "Wohnung in {town}, {tk} TK im Monat.", "Verkauft, danke.", "Winterreifen, {n} Stück.", "Transporter für Umzüge, {tk} TK am Tag."},
		},
	},
}

// circles are what private groups are about: families, stairways, shifts.
var circles = []topic{
	{
		[]string{"Family {last}", "Cousins", "Grandma's kitchen", "{last} everywhere"},
		nil,
		map[string][]string{
			"en": {
				"Who brings the {dish} on {day}?", "Grandma is well, the doctor says {n} days.", "Call me after {hour}.", "Happy birthday, {first}!", "The money for the school came, thank you.", "We arrived, all fine.", "Send a picture of the {thing}.",
				"I transfer {tk} on {day}, as always.", "Ha ha.", "Who fetches {first} from the coach?", "Good night all.", "Have you the papers for the little one?", "{hour} then.",
			},
			"it": {"Chi porta {dish} {day}?", "La nonna sta bene.", "Chiamami dopo le {hour}.", "Auguri, {first}!", "Siamo arrivati, tutto bene."},
			"sq": {"Kush sjell ushqim {day}?", "Gjyshja është mirë.", "Më merr pas {hour}.", "Gëzuar, {first}!", "Mbërritëm, gjithçka mirë."},
			"sl": {"Kdo prinese potico v {day}?", "Babica je dobro.", "Pokliči po {hour}.", "Vse najboljše, {first}!", "Prispeli smo, vse v redu."},
			"de": {"Wer bringt am {day} Kuchen?", "Oma geht es gut.", "Ruf nach {hour} an.", "Alles Gute, {first}!", "Angekommen, alles gut."},
		},
	},
	{
		[]string{"Stairway {n}", "{town} Parents", "Late shift", "Choir {town}", "{thing} Rota"},
		nil,
		map[string][]string{
			"en": {
				"Who has the key?", "I take {day}, from {hour}.", "The van is at the yard, keys in the box.", "Left at {hour}, two boxes.", "Running {n} minutes late.", "Can somebody swap {day} with me?", "Delivered. Signed by {first}.", "Bins go out tonight.",
				"Meeting at {hour} by the {thing}.", "Thank you!", "Still {n} to go.", "Teacher says bring {tk} TK for the trip.",
			},
			"it": {"Chi ha la chiave?", "Prendo io {day}.", "Partito alle {hour}.", "Ritardo di {n} minuti.", "Grazie!"},
			"sq": {"Kush e ka çelësin?", "E marr unë {day}.", "U nisa në {hour}.", "Vonohem {n} minuta.", "Faleminderit!"},
			"sl": {"Kdo ima ključ?", "Jaz vzamem v {day}.", "Odpeljal ob {hour}.", "Zamujam {n} minut.", "Hvala!"},
			"de": {"Wer hat den Schlüssel?", "Ich nehme {day}.", "Los um {hour}.", "{n} Minuten später.", "Danke!"},
		},
	},
}

// pairs is what two people write to each other.
var pairs = topic{nil, nil, map[string][]string{
	"en": {
		"Are you there?", "Yes.", "How much is it?", "{tk} TK, with receipt.", "When?", "{day}, {hour}.", "I paid, look please.", "It came. Thank you.", "Is the {thing} still there?", "Wait until {day}.", "Call me.", "On my way.", "{first} says hello.", "No, another time.", "Where do I find you?", "By the {thing}, like last time.",
	},
	"it": {"Ci sei?", "Sì.", "Quanto costa?", "{tk} TK.", "{day}, {hour}.", "Grazie."},
	"sq": {"A je aty?", "Po.", "Sa kushton?", "{tk} TK.", "{day}, {hour}.", "Faleminderit."},
	"sl": {"Si tam?", "Ja.", "Koliko stane?", "{tk} TK.", "V {day}, {hour}.", "Hvala."},
	"de": {"Bist du da?", "Ja.", "Was kostet es?", "{tk} TK.", "{day}, {hour}.", "Danke."},
}}

// chains are texts that go from channel to channel, word for word.
var chains = []string{
	"Please pass on: {first} lost a {colour} bag between {town} and {town}. Whoever finds it gets {tk} TK.",
	"Warning from a friend: somebody sells tickets to {town} that do not exist. Never pay {tk} TK before you have seen the seat. Pass this on.",
	"Blood donors are needed in {town} on {day} from {hour}. Please forward to all your groups.",
	"Coach {town} to {town}, every {day} at {hour}, {tk} TK a person, children half. Ask at the counter.",
	"The {thing} festival needs {n} helpers. Food is free. Write to {first}.",
	"Found on {day}: a {animal}, friendly, {colour} collar. Now with {first} in {town}.",
	"Room for a student in {town}, {tk} TK, from {day}. Serious people only.",
	"Firm in {town} hires {n} people for the harvest, contract and bed, start {day}.",
}
