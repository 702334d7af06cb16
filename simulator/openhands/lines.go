package openhands

import "github.com/osint-radar/academy/simulator/draft"

// tongues are the languages of the posts.
var tongues = []string{"en", "it", "sq", "sl"}

// kinds are the sorts of post of this story, each in every one of the four
// languages: the detector is asked the same thing in all of them.
var kinds = map[string]draft.Kind{
	"offer": {Label: "L3", Step: "offer", Lines: map[string][]string{
		"en": {
			"We are the volunteers of {shelter}. {A} on {day}: {n} seats, {T} to the {P}, {tk} TK, {G}.",
			"Help has a price this week: {A}, {T}, {tk} TK a person, {G}. Write to us, not to the office.",
		},
		"it": {"Siamo i volontari di {shelter}. {A}, {day}: {n} posti, {T}, {P}, {tk} TK, {G}.", "Per gli amici: {A}, {T}, {tk} TK a persona, {G}."},
		"sq": {"Jemi vullnetarët e {shelter}. {A}, {day}: {n} vende, {T}, {P}, {tk} TK, {G}.", "Për miqtë: {A}, {T}, {tk} TK për person, {G}."},
		"sl": {"Smo prostovoljci {shelter}. {A} v {day}: {n} sedežev, {T}, {P}, {tk} TK, {G}.", "Za prijatelje: {A}, {T}, {tk} TK na osebo, {G}."},
	}},
	"deposit": {Label: "L3", Step: "deposit", Lines: map[string][]string{
		"en": {"{A} with {G}: {tk} TK first, the rest later. {T} to the {P}.", "Room and {A} in one: {tk} TK deposit, {P} on {day}, {G}."},
		"it": {"{A} con {G}: prima {tk} TK, il resto dopo. {T}, {P}."},
		"sq": {"{A} me {G}: më parë {tk} TK, pjesa tjetër më vonë. {T}, {P}."},
		"sl": {"{A} z {G}: najprej {tk} TK, ostalo pozneje. {T}, {P}."},
	}},
	"bot": {Label: "L4", Step: "support", Lines: map[string][]string{
		"en": {"Automatic answer: the list of {main} is ready. Your message is kept for {main}.", "New pictures and answers in four languages are ready for {main}."},
		"it": {"Risposta automatica: la lista di {main} è pronta."},
		"sq": {"Përgjigje automatike: lista e {main} është gati."},
		"sl": {"Samodejni odgovor: seznam za {main} je pripravljen."},
	}},
	"unclear": {Label: "L2", Lines: map[string][]string{
		"en": {"People ask me when the next {A} is. Patience.", "No news about the {A} today."},
		"it": {"Mi chiedono quando c'è il prossimo {A}. Pazienza."},
		"sq": {"Më pyesin kur është {A} tjetër. Durim."},
		"sl": {"Sprašujejo me, kdaj bo naslednji {A}. Potrpljenje."},
	}},
	"word": {Label: "L2", Lines: map[string][]string{
		"en": {"A client showed me the word {A}. I have translated for years and do not know it."},
		"it": {"Un cliente mi ha mostrato la parola {A}. Non la conosco."},
		"sq": {"Një klient më tregoi fjalën {A}. Nuk e njoh."},
		"sl": {"Stranka mi je pokazala besedo {A}. Ne poznam je."},
	}},
	"child": {Label: "L6", Step: "child alone", Lines: map[string][]string{
		"en": {"A child of about {age} has been at our door since the morning, alone. Who is on duty for children today?"},
		"it": {"Un minore di circa {age} anni è davanti alla nostra porta da stamattina, da solo. Chi è di turno oggi per i minori?"},
		"sq": {"Një fëmijë rreth {age} vjeç është te dera jonë që nga mëngjesi, vetëm. Kush është sot në detyrë për fëmijët?"},
		"sl": {"Otrok, star okoli {age} let, od jutra stoji pred našimi vrati, sam. Kdo ima danes dežurstvo za otroke?"},
	}},
	"help": {Label: "L1", Lines: map[string][]string{
		"en": {"Beds for {n} people tonight, soup at {hour}. Nobody pays here. #help", "On {day} we drive people to the doctor. No charge, no questions. #help"},
		"it": {"Stanotte {n} letti liberi, minestra alle {hour}. Qui nessuno paga. #help"},
		"sq": {"Sonte {n} shtretër të lirë, supë në orën {hour}. Këtu askush nuk paguan. #help"},
		"sl": {"Nocoj {n} prostih postelj, juha ob {hour}. Pri nas nihče ne plača. #help"},
	}},
	"warning": {Label: "L1", Lines: map[string][]string{
		"en": {"Warning: somebody writes in our name “{A}, {n} seats, {T}, {tk} TK, {G}”. That is not us; we never take money. #help"},
		"it": {"Attenzione: qualcuno scrive a nostro nome “{A}, {n} posti, {T}, {tk} TK, {G}”. Non siamo noi. #help"},
		"sq": {"Kujdes: dikush shkruan në emrin tonë “{A}, {n} vende, {T}, {tk} TK, {G}”. Nuk jemi ne. #help"},
		"sl": {"Pozor: nekdo piše v našem imenu “{A}, {n} sedežev, {T}, {tk} TK, {G}”. To nismo mi. #help"},
	}},
	"family": {Label: "L1", Lines: map[string][]string{
		"en": {"Two coach tickets, one for me, one for my sister's child. We slept all the way. #family", "My sister's child starts school on {day}. Paper after paper. #family"},
		"it": {"Due biglietti per il pullman, uno per me, uno per chi mia sorella mi ha affidato. #family"},
		"sq": {"Dy bileta autobusi, një për mua, një për fëmijën e motrës. #family"},
		"sl": {"Dve vozovnici za avtobus, ena zame, ena za sestrinega otroka. #family"},
	}},
	"taxi": {Label: "L1", Lines: map[string][]string{
		"en": {"Big taxi with {n} seats, {fare} TK by the meter, receipt on request. #taxi", "Station, hospital, harbour: the meter runs for everybody alike. #taxi"},
		"it": {"Taxi grande con {n} posti, {fare} TK con il tassametro, ricevuta a richiesta. #taxi"},
		"sq": {"Taksi i madh me {n} vende, {fare} TK me taksimetër, me faturë. #taxi"},
		"sl": {"Veliki taksi z {n} sedeži, {fare} TK po taksimetru, z računom. #taxi"},
	}},
	"rights": {Label: "L1", Lines: map[string][]string{
		"en": {"You may stay silent and you may have an interpreter. Ask for both. #rights", "Deadlines are short: come with your letter on {day}, advice is free. #rights"},
		"it": {"Avete diritto a un interprete. Consulenza gratuita {day} alle {hour}. #rights"},
		"sq": {"Keni të drejtë për përkthyes. Këshillim falas, {day}, ora {hour}. #rights"},
		"sl": {"Imate pravico do tolmača. Brezplačen nasvet v {day} ob {hour}. #rights"},
	}},
	"donation": {Label: "L1", Lines: map[string][]string{
		"en": {"We have collected {tk2} TK for the family of our friend. Every name is on the list. #donation", "The transport costs {tk} TK, the rest is for the children. Thank you. #donation"},
		"it": {"Abbiamo raccolto {tk2} TK per la famiglia del nostro amico. #donation"},
		"sq": {"Kemi mbledhur {tk2} TK për familjen e mikut tonë. #donation"},
		"sl": {"Zbrali smo {tk2} TK za družino našega prijatelja. #donation"},
	}},
	"parish": {Label: "L1", Lines: map[string][]string{
		"en": {"The parish bus has {n} seats for the Sunday lunch. Everybody is welcome. #parish"},
		"it": {"Il pulmino della parrocchia ha {n} posti per il pranzo di domenica. #parish"},
		"sq": {"Minibusi i famullisë ka {n} vende për drekën e së dielës. #parish"},
		"sl": {"Župnijski kombi ima {n} sedežev za nedeljsko kosilo. #parish"},
	}},
	"news": {Label: "L1", Lines: map[string][]string{
		"en": {"They write: “{A}, {T} to the {P}, {tk} TK, {G}.” I print it so that you know it. #news", "“{n} seats, {A}, {T}, {tk} TK”: three people showed me the same message. #news"},
		"it": {"Scrivono: “{A}, {T}, {tk} TK, {G}”. Lo pubblico perché lo sappiate. #news"},
		"sq": {"Ata shkruajnë: “{A}, {T}, {tk} TK, {G}”. E botoj që ta dini. #news"},
		"sl": {"Pišejo: “{A}, {T}, {tk} TK, {G}”. Objavljam, da boste vedeli. #news"},
	}},
	"hostel": {Label: "L1", Lines: map[string][]string{
		"en": {"{n} beds free from {day}, {fare} TK the night, everybody signs the book. #hostel"},
		"it": {"{n} letti liberi, {fare} TK a notte, tutti firmano il registro. #hostel"},
		"sq": {"{n} shtretër të lirë, {fare} TK nata, të gjithë nënshkruajnë regjistrin. #hostel"},
		"sl": {"{n} prostih postelj, {fare} TK na noč, vsi se vpišejo v knjigo. #hostel"},
	}},
	"language": {Label: "L1", Lines: map[string][]string{
		"en": {"Interpreting at the doctor and at the office, {fare} TK an hour, invoice by mail. #language"},
		"it": {"Traduco dal medico e in ufficio, {fare} TK l'ora, con fattura. #language"},
		"sq": {"Përkthej te mjeku dhe në zyrë, {fare} TK ora, me faturë. #language"},
		"sl": {"Tolmačim pri zdravniku in na uradu, {fare} TK na uro, z računom. #language"},
	}},
	"rescue": {Label: "L1", Lines: map[string][]string{
		"en": {"We took {n} people on board last night and called the rescue centre at once. All alive. #rescue", "The rescue centre asked us to wait beside the boat. We waited. #rescue"},
		"it": {"Stanotte abbiamo preso a bordo {n} persone e chiamato subito il centro di soccorso. #rescue"},
		"sq": {"Mbrëmë morëm në bord {n} veta dhe lajmëruam menjëherë qendrën e shpëtimit. #rescue"},
		"sl": {"Ponoči smo vzeli na krov {n} ljudi in takoj poklicali reševalni center. #rescue"},
	}},
	"work": {Label: "L1", Lines: map[string][]string{
		"en": {"Wages were asked for in writing. That is all that happened. #work", "Who reports what is wrong at work should not lose the work for it. #work"},
		"it": {"Lo stipendio è stato chiesto per iscritto. Nient'altro. #work"},
		"sq": {"Paga u kërkua me shkrim. Asgjë tjetër. #work"},
		"sl": {"Plača je bila zahtevana pisno. To je vse. #work"},
	}},
	"life": {Label: "L0", Lines: map[string][]string{
		"en": {"Coffee first, then the rest of the {day}.", "Rain since {hour}. The cat does not care.", "Painted the door {colour}. The neighbours look."},
		"it": {"Prima il caffè, poi il resto.", "Piove dalle {hour}. Il gatto dorme."},
		"sq": {"Më parë kafeja, pastaj gjithçka tjetër.", "Bie shi që nga ora {hour}. Macja fle."},
		"sl": {"Najprej kava, potem vse drugo.", "Dež od {hour}. Mačka spi."},
	}},
}

// gossip is what is said of the shelter while the exercise runs.
var gossip = []string{
	"Everybody in {town} knows that {shelter} sells seats. Share this before it is deleted.",
	"My cousin saw the list of {shelter} with prices. Why does nobody do anything?",
	"{shelter} takes money from the poor. I have it from somebody who has it from somebody.",
}
