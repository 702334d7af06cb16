package neighbour

import "github.com/osint-radar/academy/simulator/world"

// bundle is how many customers' names a hosting firm puts on one certificate at most.
const bundle = 6

// keepers says which benign names share a certificate: those of an owner of
// several, or customers of one machine that have nothing else in common. So a
// shared certificate alone says neither that two names have one owner nor that
// they have not.
func (d *draft) keepers() {
	key := d.w.Key.Domain("neighbour/certificate")
	benign := d.Domains[len(d.w.Domains):]
	owned := map[string]int{} // names by the registrant's address
	for _, x := range benign {
		owned[x.Registrant.Email]++
	}
	on := map[world.Ref]int{}
	for i := range benign {
		x := &benign[i]
		mail := x.Registrant.Email
		if owned[mail] > 1 && key.Named("owner/"+mail).Chance(2, 3) {
			x.Keeper = "owner/" + mail
			continue
		}
		if len(x.Hosting) == 0 {
			continue
		}
		h := x.Hosting[0].Host
		if on[h] < bundle && key.Named("host/"+string(h)).Chance(1, 2) && key.Named("customer/"+x.Name).Chance(1, 2) {
			x.Keeper = "host/" + string(h)
			on[h]++
		}
	}
}
