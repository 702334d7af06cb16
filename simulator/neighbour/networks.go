package neighbour

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// carriers are the fictional firms that hold the benign address blocks.
var carriers = []struct{ name, domain string }{
	{"Harbour Hosting", "harbour-hosting.example"},
	{"Quayside Datacentre", "quayside-dc.example"},
	{"Nimbus Rack", "nimbus-rack.example"},
	{"Polder Networks", "polder-networks.example"},
	{"Stonebridge Telecom", "stonebridge-telecom.example"},
	{"Tramway Cloud", "tramway-cloud.example"},
}

// The documentation blocks (RFC 5737, RFC 3849) in pieces that a carrier can hold.
const (
	v4Blocks  = 12 // /26 each, four of each /24
	firstASN  = 64496
	lastASN   = 64511 // RFC 5398
	addBlocks = 4
	perBlock  = 3 // shared hosts in a benign block
)

func v4Block(i int) netip.Prefix {
	base := []string{"192.0.2.0", "198.51.100.0", "203.0.113.0"}[i/4]
	a := netip.MustParseAddr(base).As4()
	a[3] = byte(i % 4 * 64)
	return netip.PrefixFrom(netip.AddrFrom4(a), 26)
}

// layNetworks adds benign blocks where the story holds none, and hosts in them
// and in the story's own blocks, so that no block is guilty by its number.
func (d *draft) layNetworks() {
	s := d.w.Key.Domain("neighbour/network").Stream(0, 0)
	asns := map[uint32]bool{}
	for _, n := range d.w.Networks {
		asns[n.ASN] = true
	}
	order, carrier := s.Perm(v4Blocks), s.Perm(len(carriers))
	added := 0
	for _, i := range order {
		block := v4Block(i)
		if added == addBlocks || d.overlaps(block) {
			continue
		}
		c := carriers[carrier[added%len(carriers)]]
		d.addNetwork(s, fmt.Sprintf("network:benign/%d", added), block, c.name, c.domain, asns)
		added++
	}
	for i := range d.w.Networks {
		n := d.w.Networks[i]
		d.provider[n.Ref] = Registered(n.Org.Email[strings.IndexByte(n.Org.Email, '@')+1:])
		d.addHosts(s, n, perBlock)
	}
	six := netip.MustParsePrefix(fmt.Sprintf("2001:db8:%x::/48", 0x100+s.IntN(0xe00)))
	if !d.overlaps(six) {
		c := carriers[carrier[len(carriers)-1]]
		d.addNetwork(s, "network:benign/v6", six, c.name, c.domain, asns)
	}
}

func (d *draft) overlaps(p netip.Prefix) bool {
	for _, n := range d.Networks {
		if n.Prefix.Overlaps(p) {
			return true
		}
	}
	return false
}

func (d *draft) addNetwork(s *stream.Stream, ref string, p netip.Prefix, name, domain string, asns map[uint32]bool) {
	asn := uint32(firstASN)
	for asns[asn] && asn < lastASN {
		asn++
	}
	asns[asn] = true
	n := world.Network{
		Ref: world.Ref(ref), Prefix: p, ASN: asn, Name: name,
		Org: world.Contact{Name: "Network Operations", Org: name, Email: "noc@" + domain, Phone: d.phone(s), Country: stream.Pick(s, countries)},
	}
	d.Networks = append(d.Networks, n)
	d.provider[n.Ref] = domain
	d.addHosts(s, n, perBlock)
}

func slug(name string) string {
	f := func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}
	return strings.Trim(strings.Map(f, strings.ToLower(name)), "-")
}

// addHosts puts shared machines at unused addresses of a block.
func (d *draft) addHosts(s *stream.Stream, n world.Network, count int) {
	used, called := map[netip.Addr]bool{}, map[string]bool{}
	for _, h := range d.Hosts {
		used[h.Addr], called[h.PTR] = true, true
	}
	for i := range count {
		h := world.Host{Ref: world.Ref(fmt.Sprintf("host:benign/%s/%d", strings.TrimPrefix(string(n.Ref), "network:"), i)), Network: n.Ref}
		for try := 0; ; try++ {
			if try == 200 {
				return // a block as small as this is full
			}
			h.Addr, h.PTR = within(n.Prefix, s), fmt.Sprintf("srv%d.%s", s.Between(10, 99), d.provider[n.Ref])
			if !used[h.Addr] && !called[h.PTR] {
				break
			}
		}
		used[h.Addr], called[h.PTR] = true, true
		d.Hosts = append(d.Hosts, h)
	}
}

// within draws an address of a block, never its first or last.
func within(p netip.Prefix, s *stream.Stream) netip.Addr {
	host := min(p.Addr().BitLen()-p.Bits(), 16)
	off := s.Between(1, int64(1)<<host-2)
	b := p.Masked().Addr().AsSlice()
	n := len(b)
	b[n-1] |= byte(off)
	if host > 8 {
		b[n-2] |= byte(off >> 8)
	}
	addr, _ := netip.AddrFromSlice(b)
	return addr
}
