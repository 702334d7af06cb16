package draft

import (
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// AddPerson enters somebody of the story, or with org a firm of it. Nationality,
// gender and age are drawn here and read by no behaviour, so that they predict
// nothing. ref is without its sort: "main" gives person:main.
func (d *Draft) AddPerson(ref, role, name string, org, innocent bool) {
	s := d.Draw("person", ref)
	d.W.People = append(d.W.People, world.Person{
		Ref: world.Ref("person:" + ref), Role: role, Name: name, Org: org, Innocent: innocent,
		Nationality: stream.Pick(s, []string{"XA", "XB", "XC", "XD", "XE", "XF"}),
		Gender:      stream.Pick(s, []string{"f", "m", "x"}),
		Age:         int(s.Between(19, 67)),
	})
}

// NameOf is what a person or firm of the story is called.
func (d *Draft) NameOf(ref string) string { return d.W.Person(world.Ref("person:" + ref)).Name }

// HandTable puts a table into the case file, as case/<name>.csv.
func (d *Draft) HandTable(name string, columns []string, rows [][]string) {
	d.W.Case.Tables = append(d.W.Case.Tables, world.Table{Ref: world.Ref("table:" + name), Name: name, Columns: columns, Rows: rows})
}

// HandPaper puts a text into the case file, as case/<name>.txt; its first line is
// its title.
func (d *Draft) HandPaper(name string, lines ...string) {
	d.W.Case.Papers = append(d.W.Case.Papers, world.Paper{Ref: world.Ref("paper:" + name), Name: name, Text: strings.Join(lines, "\n")})
}

// Minute is how tables and answers write a moment: to the minute, in UTC.
func Minute(t time.Time) string { return t.UTC().Format("2006-01-02T15:04Z") }
