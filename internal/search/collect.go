package search

import (
	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/handbook"
)

// Handbook makes a document of every page; all of them are public.
func Handbook(b *handbook.Book) []Doc {
	var docs []Doc
	for _, part := range b.Parts {
		for _, p := range part.Pages {
			d := Doc{ID: p.Cite, URL: p.URL, Title: p.Title, Kind: "handbook", Summary: p.Summary, Context: part.Title}
			for _, s := range p.Sections {
				d.Sections = append(d.Sections, Section{s.ID, s.Heading, s.Text})
			}
			docs = append(docs, d)
		}
	}
	return docs
}

// Courses makes a document of every lesson, for the audience that the caller
// gives it: "" for everybody. Questions, their keys and solutions are not part of it.
func Courses(lib *courses.Library, audience func(*courses.Lesson) string) []Doc {
	var docs []Doc
	for _, c := range lib.Courses {
		for _, m := range c.Modules {
			for _, l := range m.Lessons {
				d := Doc{ID: l.ID, URL: l.URL, Title: l.Title, Kind: l.Kind, Summary: l.Summary, Audience: audience(l)}
				for _, s := range l.Sections {
					d.Sections = append(d.Sections, Section{s.ID, s.Heading, s.Text})
				}
				docs = append(docs, d)
			}
		}
	}
	return docs
}
