package grading

import (
	"math/big"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// plainName is a name as it would be spelled in plain Latin letters: NFKC,
// transliterated, without diacritics, lower case, words parted by one space.
func plainName(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFD.String(strings.ToLower(transliterate(norm.NFKC.String(s)))) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		default:
			space = true
		}
	}
	return b.String()
}

// translit lists letters that lose no mark but change: Latin letters without a
// decomposition, Cyrillic (the common ground of ISO 9, BGN/PCGN and passports,
// ICAO Doc 9303) and Greek (ELOT 743 without digraphs).
var translit = strings.NewReplacer(
	"ß", "ss", "ẞ", "ss", "æ", "ae", "Æ", "ae", "œ", "oe", "Œ", "oe", "ø", "o", "Ø", "o", "ł", "l", "Ł", "l",
	"đ", "d", "Đ", "d", "ð", "d", "Ð", "d", "þ", "th", "Þ", "th", "ı", "i", "ŋ", "n", "ə", "e", "Ə", "e",
	"А", "a", "а", "a", "Б", "b", "б", "b", "В", "v", "в", "v", "Г", "g", "г", "g", "Ґ", "g", "ґ", "g", "Д", "d", "д", "d",
	"Ђ", "d", "ђ", "d", "Е", "e", "е", "e", "Ё", "e", "ё", "e", "Є", "ie", "є", "ie", "Ж", "zh", "ж", "zh", "З", "z", "з", "z",
	"И", "i", "и", "i", "І", "i", "і", "i", "Ї", "i", "ї", "i", "Й", "i", "й", "i", "Ј", "j", "ј", "j", "К", "k", "к", "k",
	"Л", "l", "л", "l", "Љ", "lj", "љ", "lj", "М", "m", "м", "m", "Н", "n", "н", "n", "Њ", "nj", "њ", "nj", "О", "o", "о", "o",
	"П", "p", "п", "p", "Р", "r", "р", "r", "С", "s", "с", "s", "Т", "t", "т", "t", "Ћ", "c", "ћ", "c", "У", "u", "у", "u",
	"Ф", "f", "ф", "f", "Х", "kh", "х", "kh", "Ц", "ts", "ц", "ts", "Ч", "ch", "ч", "ch", "Џ", "dz", "џ", "dz", "Ш", "sh", "ш", "sh",
	"Щ", "shch", "щ", "shch", "Ъ", "", "ъ", "", "Ы", "y", "ы", "y", "Ь", "", "ь", "", "Э", "e", "э", "e", "Ю", "iu", "ю", "iu", "Я", "ia", "я", "ia",
	"Α", "a", "α", "a", "Ά", "a", "ά", "a", "Β", "v", "β", "v", "Γ", "g", "γ", "g", "Δ", "d", "δ", "d", "Ε", "e", "ε", "e", "Έ", "e", "έ", "e",
	"Ζ", "z", "ζ", "z", "Η", "i", "η", "i", "Ή", "i", "ή", "i", "Θ", "th", "θ", "th", "Ι", "i", "ι", "i", "Ί", "i", "ί", "i", "ϊ", "i", "ΐ", "i",
	"Κ", "k", "κ", "k", "Λ", "l", "λ", "l", "Μ", "m", "μ", "m", "Ν", "n", "ν", "n", "Ξ", "x", "ξ", "x", "Ο", "o", "ο", "o", "Ό", "o", "ό", "o",
	"Π", "p", "π", "p", "Ρ", "r", "ρ", "r", "Σ", "s", "σ", "s", "ς", "s", "Τ", "t", "τ", "t", "Υ", "y", "υ", "y", "Ύ", "y", "ύ", "y", "ϋ", "y",
	"Φ", "f", "φ", "f", "Χ", "ch", "χ", "ch", "Ψ", "ps", "ψ", "ps", "Ω", "o", "ω", "o", "Ώ", "o", "ώ", "o",
)

func transliterate(s string) string { return translit.Replace(s) }

// likeness of two plain names, in thousandths: 1000 for the same words in any
// order; otherwise what their edit distance leaves, if that is at least 900; else 0.
func likeness(a, b string) int64 {
	if a == "" || b == "" {
		return 0
	}
	x, y := []rune(sortedWords(a)), []rune(sortedWords(b))
	longest := max(len(x), len(y))
	if longest > 200 {
		if string(x) == string(y) {
			return 1000
		}
		return 0
	}
	if v := int64(1000 - 1000*editDistance(x, y)/longest); v >= 900 {
		return v
	}
	return 0
}

func sortedWords(s string) string {
	w := strings.Fields(s)
	slices.Sort(w)
	return strings.Join(w, " ")
}

// editDistance is Levenshtein's.
func editDistance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, ra := range a {
		diag := row[0]
		row[0] = i + 1
		for j, rb := range b {
			cost := diag
			if ra != rb {
				cost++
			}
			diag = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}

// position reads "45.1, 14.2" and gives "45100000,14200000": millionths of a degree.
func position(s string) (string, bool) {
	lat, lon, ok := strings.Cut(s, ",")
	if !ok {
		return "", false
	}
	x, okx := micro(lat, 90)
	y, oky := micro(lon, 180)
	return x + "," + y, okx && oky
}

func micro(s string, limit int64) (string, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 32 || s == "" || strings.ContainsAny(s, "eE/_xXpPnN") {
		return "", false
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok || new(big.Rat).Abs(r).Cmp(frac(limit, 1)) > 0 {
		return "", false
	}
	return Decimal(mul(r, frac(1_000_000, 1)), 0), true
}

// near says whether two positions lie within about 250 metres of each other.
func near(a, b string) bool {
	alat, alon, oka := strings.Cut(a, ",")
	blat, blon, okb := strings.Cut(b, ",")
	if !oka || !okb {
		return false
	}
	return closeTo(alat, blat, 2500) && closeTo(alon, blon, 3500)
}

func closeTo(a, b string, limit int64) bool {
	x, okx := new(big.Int).SetString(a, 10)
	y, oky := new(big.Int).SetString(b, 10)
	return okx && oky && x.Sub(x, y).CmpAbs(big.NewInt(limit)) <= 0
}
