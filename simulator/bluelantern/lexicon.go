package bluelantern

import (
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// The categories of the monitoring order.
const (
	activity  = "activity"
	transport = "transport"
	place     = "place"
	price     = "price"
	guarantee = "guarantee"
	urgency   = "urgency"
)

// lexicon is the code of one network: invented words by category. Activity and
// guarantee words are compounds that nobody else uses; the others are everyday
// nouns, which the crowd uses too.
type lexicon map[string][]string

var (
	compoundHead = []string{"salt", "lamp", "clover", "paper", "honey", "thread", "chalk", "apple", "button", "cloud", "pearl", "straw"}
	compoundWalk = []string{"walk", "song", "dance", "fair", "choir", "picnic", "supper", "match"}
	compoundSafe = []string{"knot", "seal", "jar", "shelf", "oath", "purse", "bell", "stamp"}
	everyday     = map[string][]string{
		transport: {"kettle", "piano", "tractor", "sofa", "barrel", "wagon", "oven", "trolley"},
		place:     {"orchard", "attic", "chapel", "bakery", "windmill", "gallery", "terrace", "library"},
		price:     {"ticket", "spoon", "voucher", "loaf", "penny", "napkin"},
		urgency:   {"candles", "bells", "umbrella", "sunrise", "curtain", "whistle"},
	}
	quota = map[string]int{activity: 3, transport: 3, place: 3, price: 2, guarantee: 3, urgency: 2}
)

// categories fixes the order in which things are drawn and listed.
var categories = []string{activity, transport, place, price, guarantee, urgency}

func (p *plan) drawLexicon() lexicon {
	l := lexicon{}
	used := map[string]bool{}
	for _, c := range categories {
		s := p.draw("lexicon", c)
		for len(l[c]) < quota[c] {
			var word string
			switch c {
			case activity:
				word = stream.Pick(s, compoundHead) + stream.Pick(s, compoundWalk)
			case guarantee:
				word = stream.Pick(s, compoundHead) + stream.Pick(s, compoundSafe)
			default:
				word = stream.Pick(s, everyday[c])
			}
			if !used[word] {
				used[word] = true
				l[c] = append(l[c], word)
				p.w.Lexicon = append(p.w.Lexicon, world.CodeWord{Word: word, Category: c, Lang: "mul"})
			}
		}
	}
	return l
}
