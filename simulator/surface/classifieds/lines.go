package classifieds

// goods is what is advertised in a category: the first sentence is the title.
type goods struct {
	category string
	weight   int64
	scenes   []string // of its pictures
	lines    map[string][]string
}

// trades are the categories of Bazarino, and what ordinary people put there.
// Coach seats, removals with a van, translations and driving jobs are common:
// what the story sells has its like among them.
var trades = []goods{
	{"household", 34, []string{"market", "office", "food"}, map[string][]string{
		"en": {
			"{thing}, {colour}. Hardly used, collect in {town}. Smoke-free home.", "Moving house, {n} boxes of books. All together or nothing.", "Winter tyres, set of four. {n} millimetres left. Rims included.",
			"Garden table with {n} chairs. {colour}, one leg repaired.", "Telephone with box and receipt. Battery at {n}5 per cent, changed last year.", "Pushchair, {colour}. Two children used it. Folds flat.", "Washing machine, {n} years old. Runs quietly, can be seen running.", "{thing} for collectors. From the house of my aunt.",
		},
		"it": {"{thing} {colour}. Poco usato, ritiro a {town}.", "Pneumatici invernali. {n} millimetri.", "Tavolo da giardino con {n} sedie. Buono stato."},
		"sq": {"{thing} ngjyrë {colour}. Pak i përdorur, merret në {town}.", "Goma dimri. {n} milimetra.", "Tavolinë kopshti me {n} karrige. Gjendje e mirë."},
		"sl": {"{thing}, {colour}. Malo rabljeno, prevzem v {town}.", "Zimske gume. {n} milimetrov.", "Vrtna miza z {n} stoli. Dobro stanje."},
		"de": {"{thing}, {colour}. Kaum benutzt, abzuholen in {town}.", "Winterreifen. {n} Millimeter.", "Gartentisch mit {n} Stühlen. Guter Zustand."},
	}},
	{"vehicles", 16, []string{"van", "road", "city"}, map[string][]string{
		"en": {
			"Van, {n} years, new clutch. {n}0,000 kilometres, papers complete.", "Small car, first owner. {colour}, tested until spring.", "Trailer for boats. Lights work, {n} metres.", "Bicycle, {colour}. Gears like new.", "Van to hire by the day. {tk} TK with insurance, collect in {town}.", "Roof box and bars. Fits most cars.",
		},
		"it": {"Furgone, {n} anni. Frizione nuova.", "Auto piccola. Unico proprietario.", "Bicicletta {colour}. Cambio nuovo."},
		"sq": {"Furgon, {n} vjet. Frizion i ri.", "Makinë e vogël. Pronari i parë.", "Biçikletë. Si e re."},
		"sl": {"Kombi, {n} let. Nova sklopka.", "Majhen avto. Prvi lastnik.", "Kolo. Kot novo."},
		"de": {"Transporter, {n} Jahre. Neue Kupplung.", "Kleinwagen. Erste Hand.", "Fahrrad, {colour}. Wie neu."},
	}},
	{"services", 18, []string{"van", "office", "city"}, map[string][]string{
		"en": {
			"Removals with van and two men. {town} and around, {tk} TK an hour.", "Painter, {n} years in the trade. Clean work, free offer.", "Lessons for beginners. Also at weekends, first hour free.", "Translation of certificates. Sworn translator, ready by {day}.", "Parcels to {town}, every {day}. From {tk} TK, with receipt.", "Help with forms and letters. Office in {town}, no appointment.", "Rooms cleaned, keys kept safely. References on request.",
		},
		"it": {"Traslochi con furgone. {town} e dintorni.", "Imbianchino. Lavoro pulito.", "Traduzioni di certificati. Pronte {day}."},
		"sq": {"Zhvendosje me furgon. {town} e rrethina.", "Bojaxhi. Punë e pastër.", "Përkthim dokumentesh. Gati {day}."},
		"sl": {"Selitve s kombijem. {town} in okolica.", "Pleskar. Čisto delo.", "Prevodi listin. Gotovo v {day}."},
		"de": {"Umzüge mit Transporter. {town} und Umgebung.", "Maler. Saubere Arbeit.", "Übersetzung von Urkunden. Fertig {day}."},
	}},
	{"travel", 12, []string{"coach", "road", "timetable", "van"}, map[string][]string{
		"en": {
			"Seat free to {town} on {day}. Leaving at {hour}, share of fuel.", "Coach {town} to {town}. Every {day} at {hour}, children half price.", "Two tickets, cannot go. {town}, {day}, at what they cost.", "Minibus for weddings and groups. Driver included, up to {n} people.", "Room by the sea, {n} nights. Breakfast, five minutes to the harbour.", "Looking for a seat to {town}. {day} or the day after, I pay at once.",
		},
		"it": {"Posto libero per {town} {day}. Partenza {hour}.", "Pullman {town} - {town}. Ogni {day}.", "Minibus per gruppi. Fino a {n} persone."},
		"sq": {"Vend i lirë për {town} {day}. Nisja {hour}.", "Autobus {town} - {town}. Çdo javë.", "Minibus për grupe. Deri në {n} veta."},
		"sl": {"Prost sedež v {town} v {day}. Odhod {hour}.", "Avtobus {town} - {town}. Vsak teden.", "Minibus za skupine. Do {n} oseb."},
		"de": {"Platz frei nach {town} am {day}. Abfahrt {hour}.", "Bus {town} - {town}. Jede Woche.", "Kleinbus für Gruppen. Bis {n} Personen."},
	}},
	{"jobs", 14, []string{"office", "market", "harbour"}, map[string][]string{
		"en": {
			"Driver for deliveries wanted. Own licence, contract, {tk} TK a day.", "Kitchen help from {day}. Meals free, {town}.", "Seasonal work, {n} weeks. Bed and board, apply by {day}.", "Night porter, {town}. Quiet house, good team.", "Hands for a removal on {day}. Paid the same evening, with slip.", "Nurse for my father. Mornings, {n} hours.",
		},
		"it": {"Cercasi autista per consegne. Contratto, {tk} TK al giorno.", "Aiuto cucina da {day}. Pasti inclusi.", "Lavoro stagionale, {n} settimane. Vitto e alloggio."},
		"sq": {"Kërkohet shofer për dërgesa. Kontratë, {tk} TK në ditë.", "Ndihmë kuzhine nga {day}. Ushqimi falas.", "Punë sezonale, {n} javë. Fjetje dhe ushqim."},
		"sl": {"Iščemo voznika za dostavo. Pogodba, {tk} TK na dan.", "Pomoč v kuhinji od {day}. Hrana.", "Sezonsko delo, {n} tednov. Bivanje in hrana."},
		"de": {"Fahrer für Lieferungen gesucht. Vertrag, {tk} TK am Tag.", "Küchenhilfe ab {day}. Essen frei.", "Saisonarbeit, {n} Wochen. Kost und Logis."},
	}},
	{"documents", 6, []string{"office", "flyer"}, map[string][]string{
		"en": {
			"Passport photographs while you wait. {tk} TK for four, {town}.", "Certified copies and translations. Notary in the house.", "Frames for diplomas. {colour}, any size.", "Visa forms, we check yours. Lawful advice only, appointments from {hour}.", "Lost folder with certificates, reward. {town}, on {day}.",
		},
		"it": {"Fototessere subito. {tk} TK, {town}.", "Copie autenticate e traduzioni. Notaio in sede."},
		"sq": {"Fotografi për pasaportë. {tk} TK, {town}.", "Kopje të noterizuara. Noter në zyrë."},
		"sl": {"Fotografije za potni list. {tk} TK, {town}.", "Overjene kopije in prevodi. Notar v hiši."},
		"de": {"Passbilder sofort. {tk} TK, {town}.", "Beglaubigte Kopien und Übersetzungen. Notar im Haus."},
	}},
}

// closings end some advertisements.
var closings = map[string][]string{
	"en": {"Ask for {first}.", "Call after {hour}.", "No agents, please.", "First come, first served.", "Price is firm."},
	"it": {"Chiedere di {first}.", "Chiamare dopo le {hour}.", "Prezzo fisso."},
	"sq": {"Pyesni për {first}.", "Telefononi pas {hour}.", "Çmimi është fiks."},
	"sl": {"Vprašajte za {first}.", "Pokličite po {hour}.", "Cena je fiksna."},
	"de": {"Nach {first} fragen.", "Anrufe ab {hour}.", "Festpreis."},
}
