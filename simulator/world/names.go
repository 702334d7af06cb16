package world

import (
	"strconv"
	"strings"

	"github.com/osint-radar/academy/simulator/stream"
)

// Invented parts of names, shared by the story and the crowd so that no name
// tells the one from the other, and none says where its bearer comes from.
var (
	given = []string{
		"Ala", "Bero", "Cata", "Dilo", "Elin", "Faro", "Gila", "Hano", "Ilva", "Joni", "Kira", "Lumo", "Mika", "Nerin",
		"Oda", "Pavi", "Quin", "Rena", "Samo", "Tova", "Ubal", "Vida", "Wela", "Xeno", "Yara", "Zeno", "Aven", "Brisa",
		"Corin", "Daria", "Enno", "Fila", "Goran", "Hela", "Iven", "Jara", "Kolin", "Lida", "Maren", "Nilo",
	}
	familyHead = []string{
		"Bel", "Dor", "Kam", "Lind", "Mar", "Nes", "Orl", "Pel", "Rav", "Sel", "Tam", "Ulm", "Ver", "Zan", "Hol", "Gar",
		"Fen", "Brun", "Cas", "Dav", "Ett", "Jor", "Kest", "Lor",
	}
	familyTail = []string{
		"dal", "esk", "ion", "mar", "oth", "und", "ers", "ane", "olt", "ick", "aro", "een", "iva", "ost", "ule", "and",
		"erin", "omar", "astel", "ivo",
	}
	moods    = []string{"quiet", "early", "silver", "tired", "northern", "honest", "slow", "bright", "amber", "plain", "salty", "distant", "second", "old", "warm", "grey"}
	townHead = []string{"Ost", "Vel", "Mar", "Sil", "Kor", "Lun", "Bra", "Tel", "Nor", "Pol", "Gal", "Ser"}
	townTail = []string{"avo", "enna", "ista", "olje", "umi", "erra", "otto", "ina", "adal", "emor"}

	hullMoods = []string{"Amber", "Blue", "Bright", "Calm", "Copper", "Early", "Green", "Grey", "Kind", "Late", "Little", "Merry", "Old", "Proud", "Quiet", "Red", "Silver", "Slow", "True", "White", "Young"}
	hullNames = []string{"Anchor", "Beacon", "Cormorant", "Curlew", "Dolphin", "Eider", "Gannet", "Gull", "Heron", "Island", "Lantern", "Marlin", "Osprey", "Petrel", "Pilot", "Plover", "Puffin", "Seal", "Star", "Swift", "Tern", "Wave"}
)

// PersonName draws a given and a family name.
func PersonName(s *stream.Stream) string {
	return stream.Pick(s, given) + " " + stream.Pick(s, familyHead) + stream.Pick(s, familyTail)
}

// TownName draws the name of a place that does not exist.
func TownName(s *stream.Stream) string { return stream.Pick(s, townHead) + stream.Pick(s, townTail) }

// VesselName draws what stands on a hull.
func VesselName(s *stream.Stream) string {
	return stream.Pick(s, hullMoods) + " " + stream.Pick(s, hullNames)
}

// Pseudonym draws a name as people give themselves on a forum, out of words that
// may stand in it.
func Pseudonym(s *stream.Stream, animals, things []string) string {
	second := animals
	if s.Chance(1, 3) {
		second = things
	}
	name := strings.ReplaceAll(stream.Pick(s, moods)+[]string{"", "-", "_"}[s.IntN(3)]+stream.Pick(s, second), " ", "")
	if s.Chance(1, 4) {
		name += strconv.FormatInt(s.Between(2, 99), 10)
	}
	return name
}

// Fill puts words into the slots of a line, {town} and the like, from left to
// right; word gives the word for a slot's name.
func Fill(line string, word func(slot string) string) string {
	var b strings.Builder
	for {
		head, rest, ok := strings.Cut(line, "{")
		b.WriteString(head)
		if !ok {
			return b.String()
		}
		slot, tail, _ := strings.Cut(rest, "}")
		b.WriteString(word(slot))
		line = tail
	}
}
