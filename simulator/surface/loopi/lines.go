package loopi

// topic is what an account shows.
type topic struct {
	weight int64
	names  []string
	tags   []string
	lines  []string
}

func weights() []int64 {
	var out []int64
	for i := range topics {
		out = append(out, topics[i].weight)
	}
	return out
}

// topics of the crowd. Roads, coaches, seats and letters from offices are among
// them: what the story shows has its like here.
var topics = []topic{
	{18, []string{"{first} cooks", "Kitchen {town}"}, []string{"food", "kitchen", "home", "sunday"}, []string{"{dish} in {n} minutes.", "Grandmother's {dish}. No measures, only feeling.", "What I eat for {tk} TK a week.", "The {thing} is older than I am.", "Never again with so much salt."}},
	{16, []string{"My {animal}", "{animal} of {town}"}, []string{"pets", "funny", "animals"}, []string{"My {animal} at {hour}.", "Wait for the {animal}.", "It sleeps on the {thing} and nobody may move.", "Day {n} with the new {animal}.", "Who taught it that?"}},
	{14, []string{"{town} fans", "Football {town}"}, []string{"football", "sport", "fyp"}, []string{"{n} to nothing.", "Last minute, and then this.", "Training in the rain.", "The whole coach sings.", "My knee is {n}0 years old."}},
	{14, []string{"On the road with {first}", "{town} and back", "{colour} van life"}, []string{"travel", "road", "seats", "home", "vanlife"}, []string{"The road to {town} in the evening.", "On the coach home, {n} hours to go.", "Two seats free to {town} on {day}, write me.", "We arrived. Thank you, {first}.", "Packing for {n} people.", "The van is clean again, {tk} TK.", "Sunrise at the last stop."}},
	{10, []string{"{first} learns", "Forms with {first}"}, []string{"school", "advice", "visa", "letters"}, []string{"I passed, after {n} tries.", "How I fill in page {n} of the form. It is free, ask at the office.", "First day in the new school.", "My visa came today.", "Never pay somebody for an appointment."}},
	{10, []string{"{first} works", "Hands of {town}"}, []string{"work", "job", "bakery"}, []string{"Night shift, day {n}.", "From flour to bread in {n} steps.", "They look for a driver, contract, {tk} TK a day.", "Harvest near {town}.", "My {thing} and me."}},
	{10, []string{"{first} sings", "Band of {town}"}, []string{"music", "dance", "fyp", "duet"}, []string{"Two steps, {n} times.", "Who dances with me on {day}?", "My uncle's song.", "Learned this in {town}.", "Ours is better."}},
	{8, []string{"{town} sells", "Bargains {first}"}, []string{"sale", "market", "bargain"}, []string{"{thing}, {colour}, {tk} TK.", "Everything must go by {day}.", "Market in {town}, come early.", "Is {tk} TK too much for this?", "Sold in {n} minutes."}},
}

// elsewhere is how clips are called in other languages.
var elsewhere = map[string][]string{
	"it": {"Stasera a {town}.", "{n} volte e non basta.", "La strada per {town}.", "Chi viene {day}?", "Solo {tk} TK.", "Guarda fino alla fine."},
	"sq": {"Sonte në {town}.", "{n} herë dhe s'mjafton.", "Rruga për në {town}.", "Kush vjen {day}?", "Vetëm {tk} TK.", "Shihe deri në fund."},
	"sl": {"Nocoj v {town}.", "{n}-krat in ni dovolj.", "Pot v {town}.", "Kdo pride v {day}?", "Samo {tk} TK.", "Glej do konca."},
	"de": {"Heute Abend in {town}.", "{n} Mal und nicht genug.", "Die Straße nach {town}.", "Wer kommt am {day}?", "Nur {tk} TK.", "Schau bis zum Ende."},
}

// remarks are comments.
var remarks = map[string][]string{
	"en": {"Ha ha.", "Again, please.", "How much?", "Where is that?", "Is that {town}?", "My {animal} does the same.", "I saw this last week on another account.", "First.", "Best one today.", "What is the song?", "Write me.", "Looks like {dish}.", "Fake.", "That is my street!", "Greetings from {town}.", "On {day} too?", "No way.", "{tk} TK for that?"},
	"it": {"Bellissimo.", "Dove è?", "Quanto costa?", "Ancora!", "Saluti da {town}.", "Già visto."},
	"sq": {"Shumë bukur.", "Ku është kjo?", "Sa kushton?", "Prapë!", "Të fala nga {town}.", "E kam parë."},
	"sl": {"Krasno.", "Kje je to?", "Koliko stane?", "Še enkrat!", "Pozdrav iz {town}.", "Že videno."},
	"de": {"Wunderschön.", "Wo ist das?", "Was kostet das?", "Noch mal!", "Grüße aus {town}.", "Schon gesehen."},
}

var bios = map[string][]string{
	"en": {"{town}. {animal}s and {dish}.", "I film what I see.", "New clip every {day}.", "Not for sale.", "Write me for {thing}s.", "Seats, rides, songs.", "Mother of {n}."},
	"it": {"{town}. Filmo quello che vedo.", "Un video ogni {day}.", "Cucina e musica."},
	"sq": {"{town}. Filmoj çfarë shoh.", "Video të re çdo javë.", "Kuzhinë e muzikë."},
	"sl": {"{town}. Snemam, kar vidim.", "Nov posnetek vsak teden.", "Kuhinja in glasba."},
	"de": {"{town}. Ich filme, was ich sehe.", "Jeden {day} neu.", "Küche und Musik."},
}
