package neighbour

// business is an ordinary trade or club and the words of its site. Vans,
// coaches, money transfers, visa photographs and interpreters are among them:
// lawful businesses that share their words with the story.
type business struct {
	noun    string
	welcome []string
	offers  []string
}

var businesses = []business{
	{"Bakery", []string{"Bread from our own oven, every morning from six.", "Sourdough, rolls and cakes for the whole street."}, []string{"Loaf", "Poppy roll", "Birthday cake"}},
	{"Dentist", []string{"A calm practice for the whole family.", "New patients are welcome. Please ring before you come."}, []string{"Check-up", "Cleaning", "Night guard"}},
	{"Choir", []string{"We sing on Thursdays. You need no notes, only a voice.", "Sixty singers and one small hall."}, []string{"Concert ticket", "Songbook", "Yearly fee"}},
	{"Cycles", []string{"Repairs while you wait, used bicycles with a year's warranty.", "We mend anything with two wheels."}, []string{"Inner tube", "Full service", "Wheel truing"}},
	{"Photo", []string{"Passport and visa photographs to the official size, in ten minutes.", "Weddings, schools and club portraits."}, []string{"Visa photograph, four prints", "Studio hour", "Print 20×30"}},
	{"Plumbing", []string{"Burst pipe? We are there within two hours.", "Heating, water and gas by certified fitters."}, []string{"Call-out", "Hour of work", "Boiler check"}},
	{"Books", []string{"Second-hand books in eleven languages.", "We buy libraries and single volumes."}, []string{"Paperback", "Atlas", "Search for a title"}},
	{"Removals", []string{"Two vans, four strong people and a lot of blankets.", "We move flats, offices and pianos. Insured and licensed."}, []string{"Van with driver, hour", "Packing box", "Piano"}},
	{"Coaches", []string{"Licensed coach trips for schools and clubs. See the timetable at the stop.", "Our coaches run to the coast every summer Saturday."}, []string{"Day trip, adult", "Day trip, child", "Coach hire, hour"}},
	{"Transfer Shop", []string{"Licensed agent for money transfers to families abroad. Bring your identity card.", "We also sell phone cards and post parcels."}, []string{"Transfer up to 500", "Parcel, 5 kg", "Phone card"}},
	{"Translations", []string{"Sworn interpreters for offices, courts and hospitals.", "Certificates and diplomas translated within three days."}, []string{"Page", "Certificate", "Interpreter, hour"}},
	{"Garden Club", []string{"Seed exchange on the first Sunday of the month.", "Allotments are given out in spring."}, []string{"Yearly fee", "Compost, bag", "Seed box"}},
	{"Guesthouse", []string{"Nine rooms, breakfast with our own honey.", "Quiet rooms near the station. Guests are registered on arrival, as the law asks."}, []string{"Single room", "Double room", "Breakfast"}},
	{"Vets", []string{"For dogs, cats and everything smaller than a calf.", "Emergency line at night and on Sundays."}, []string{"Vaccination", "Consultation", "Chip"}},
	{"Tax Advice", []string{"Annual accounts for small firms and clubs.", "We speak five languages and one of them is tax."}, []string{"Tax return", "Consultation", "Payroll, month"}},
	{"Phone Repair", []string{"Screens and batteries changed the same day.", "Used phones with a receipt and a warranty."}, []string{"Screen", "Battery", "Data rescue"}},
}
