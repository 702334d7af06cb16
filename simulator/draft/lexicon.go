package draft

import (
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// The categories of the monitoring order.
const (
	Activity  = "activity"
	Transport = "transport"
	Place     = "place"
	Price     = "price"
	Guarantee = "guarantee"
	Urgency   = "urgency"
)

// Lexicon is the code of one network: invented words by category. Activity and
// guarantee words are compounds that nobody else uses; the others are everyday
// nouns, which the crowd uses too.
type Lexicon map[string][]string

var (
	compoundHead = []string{"salt", "lamp", "clover", "paper", "honey", "thread", "chalk", "apple", "button", "cloud", "pearl", "straw"}
	compoundWalk = []string{"walk", "song", "dance", "fair", "choir", "picnic", "supper", "match"}
	compoundSafe = []string{"knot", "seal", "jar", "shelf", "oath", "purse", "bell", "stamp"}
	everyday     = map[string][]string{
		Transport: {"kettle", "piano", "tractor", "sofa", "barrel", "wagon", "oven", "trolley"},
		Place:     {"orchard", "attic", "chapel", "bakery", "windmill", "gallery", "terrace", "library"},
		Price:     {"ticket", "spoon", "voucher", "loaf", "penny", "napkin"},
		Urgency:   {"candles", "bells", "umbrella", "sunrise", "curtain", "whistle"},
	}
	quota = map[string]int{Activity: 3, Transport: 3, Place: 3, Price: 2, Guarantee: 3, Urgency: 2}
)

// Categories fixes the order in which things are drawn and listed.
var Categories = []string{Activity, Transport, Place, Price, Guarantee, Urgency}

// DrawLexicon draws the code of a network, "" for the only one of a world, and
// enters its words into the world's list.
func (d *Draft) DrawLexicon(of string) Lexicon {
	l := Lexicon{}
	used := map[string]bool{}
	for _, c := range Categories {
		s := d.Draw("lexicon", of+c)
		for len(l[c]) < quota[c] {
			var word string
			switch c {
			case Activity:
				word = stream.Pick(s, compoundHead) + stream.Pick(s, compoundWalk)
			case Guarantee:
				word = stream.Pick(s, compoundHead) + stream.Pick(s, compoundSafe)
			default:
				word = stream.Pick(s, everyday[c])
			}
			if !used[word] {
				used[word] = true
				l[c] = append(l[c], word)
				d.W.Lexicon = append(d.W.Lexicon, world.CodeWord{Word: word, Category: c, Lang: "mul"})
			}
		}
	}
	return l
}
