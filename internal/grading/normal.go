package grading

import (
	"net/netip"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// The kinds of selectors. A name and a place are weak: others may bear them too.
const (
	kindHandle  = "handle"
	kindName    = "name"
	kindDomain  = "domain"
	kindHost    = "host"
	kindWallet  = "wallet"
	kindPhone   = "phone"
	kindEmail   = "email"
	kindURL     = "url"
	kindPlate   = "plate"
	kindIBAN    = "iban"
	kindSHA256  = "sha256"
	kindIP      = "ip"
	kindPlace   = "place"
	kindAccount = "payment_account"
)

// Selector is an identifier in its one form. Platform matters to handles alone
// and is lower case; empty means that it was not said.
type Selector struct{ Kind, Platform, Value string }

// strong says whether the identifier points at one thing only.
func (s Selector) strong() bool { return s.Kind != kindName && s.Kind != kindPlace && s.Value != "" }

// same says whether two identifiers are one; a handle without a platform fits any.
func (s Selector) same(t Selector) bool {
	return s.Kind == t.Kind && s.Value == t.Value && (s.Platform == t.Platform || s.Platform == "" || t.Platform == "")
}

// Normalise brings an identifier into its one form:
//
//	handle   no leading @, no host part, lower case (NFKC)
//	name     NFKC, transliterated, no diacritics, lower case, single spaces
//	phone    E.164 with its plus sign: no spaces, brackets, "(0)"; 00 becomes +
//	url      no scheme, lower-case host, no default port, no fragment, no final slash; a profile URL is a handle
//	wallet   bech32 in lower case if its checksum holds, base58 as it stands, 0x… in lower case
//	email    lower case; host as a domain
//	domain   lower case, IDNA A-labels (RFC 5891), no final dot; a URL gives its host
//	ip       canonical (RFC 5952), an IPv4-mapped address as IPv4
//	plate, iban  letters and digits, upper case
//	sha256   lower-case hex
//	place    as a name; "lat,lon" stays as millionths of a degree
//
// What does not parse stays as it is, trimmed: it then matches only itself.
func Normalise(kind, platform, value string) Selector {
	s := Selector{Kind: strings.ToLower(strings.TrimSpace(kind)), Value: strings.TrimSpace(norm.NFKC.String(value))}
	switch s.Kind {
	case kindHandle:
		s.Platform = platformName(platform)
		s.Value = handle(s.Value)
	case kindName:
		s.Value = plainName(s.Value)
	case kindPlace:
		if at, ok := position(s.Value); ok {
			s.Value = at
		} else {
			s.Value = plainName(s.Value)
		}
	case kindPhone:
		s.Value = phone(s.Value)
	case kindURL:
		return webAddress(s)
	case kindWallet:
		s.Value = walletAddress(s.Value)
	case kindEmail:
		s.Value = email(s.Value)
	case kindDomain, kindHost:
		s.Value = hostName(s.Value)
		if a, err := netip.ParseAddr(s.Value); err == nil && s.Kind == kindHost {
			s.Kind, s.Value = kindIP, a.Unmap().String()
		}
	case kindIP:
		if a, err := netip.ParseAddr(strings.Trim(s.Value, "[]")); err == nil {
			s.Value = a.Unmap().WithZone("").String()
		}
	case kindPlate, kindIBAN, kindAccount:
		s.Value = strings.ToUpper(keep(s.Value, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }))
	case kindSHA256:
		s.Value = strings.ToLower(s.Value)
	}
	return s
}

func keep(s string, ok func(rune) bool) string {
	return strings.Map(func(r rune) rune {
		if ok(r) {
			return r
		}
		return -1
	}, s)
}

func platformName(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	return strings.TrimSuffix(s, ".test")
}

func handle(s string) string {
	s = strings.TrimPrefix(s, "@")
	if name, _, ok := strings.Cut(s, "@"); ok && name != "" {
		s = name // @name@chatterly.test
	}
	return strings.ToLower(s)
}

func phone(s string) string {
	s = strings.TrimPrefix(strings.ToLower(s), "tel:")
	s = strings.ReplaceAll(s, "(0)", "")
	plus := strings.HasPrefix(strings.TrimLeft(s, " ("), "+")
	digits := keep(s, func(r rune) bool { return r >= '0' && r <= '9' })
	if !plus {
		rest, ok := strings.CutPrefix(digits, "00")
		if !ok {
			return digits
		}
		digits = rest
	}
	return "+" + digits
}

func email(s string) string {
	s = strings.ToLower(strings.TrimPrefix(s, "mailto:"))
	if local, host, ok := strings.Cut(s, "@"); ok {
		return local + "@" + hostName(host)
	}
	return s
}

func hostName(s string) string {
	s = strings.ToLower(s)
	if u, err := url.Parse(s); err == nil && u.Host != "" {
		s = u.Hostname()
	}
	s = strings.TrimSuffix(s, ".")
	if a, err := idna.Lookup.ToASCII(s); err == nil {
		return a
	}
	return s
}

func webAddress(s Selector) Selector {
	u, err := url.Parse(s.Value)
	if err == nil && u.Host == "" {
		u, err = url.Parse("http://" + s.Value)
	}
	if err != nil || u.Host == "" {
		return s
	}
	host := hostName(u.Hostname())
	if name, ok := strings.CutPrefix(u.Path, "/@"); ok && name != "" && !strings.Contains(strings.TrimSuffix(name, "/"), "/") {
		return Selector{Kind: kindHandle, Platform: platformName(host), Value: handle(strings.TrimSuffix(name, "/"))}
	}
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		host += ":" + p
	}
	s.Value = host + strings.TrimSuffix(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		s.Value += "?" + u.RawQuery
	}
	return s
}
