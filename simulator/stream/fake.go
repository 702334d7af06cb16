package stream

import "github.com/brianvoe/gofakeit/v6"

// Fake draws everyday words and names from gofakeit's frozen lists. Only the
// verbs below are exposed: the library's clock-reading and e-mail functions
// cannot be reached, and no list of it names a real address.
type Fake struct{ f *gofakeit.Faker }

// Fake gives the word lists at this stream's position.
func (s *Stream) Fake() Fake { return Fake{gofakeit.NewCustom(source{s})} }

// source adapts a Stream to math/rand.Source64. Seed has no meaning here.
type source struct{ s *Stream }

func (s source) Uint64() uint64 { return s.s.Uint64() }
func (s source) Int63() int64   { return int64(s.s.Uint64() >> 1) }
func (source) Seed(int64)       {}

// FirstName returns a given name.
func (f Fake) FirstName() string { return f.f.FirstName() }

// LastName returns a family name.
func (f Fake) LastName() string { return f.f.LastName() }

// Noun returns a common noun.
func (f Fake) Noun() string { return f.f.Noun() }

// Adjective returns an adjective.
func (f Fake) Adjective() string { return f.f.Adjective() }

// Verb returns a verb.
func (f Fake) Verb() string { return f.f.Verb() }

// Hobby returns a pastime.
func (f Fake) Hobby() string { return f.f.Hobby() }

// Dish returns a dinner.
func (f Fake) Dish() string { return f.f.Dinner() }

// Animal returns an animal.
func (f Fake) Animal() string { return f.f.Animal() }

// Colour returns a colour name.
func (f Fake) Colour() string { return f.f.Color() }
