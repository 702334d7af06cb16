package main

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/handbook"
	"github.com/osint-radar/academy/internal/glossary"
	"github.com/osint-radar/academy/internal/markdown"
	"github.com/osint-radar/academy/scenarios"
)

// cmdCheck lints all content: a line "file:line: message" for each fault.
func cmdCheck(_ context.Context, args []string, std stdio) error {
	fs := newFlags("check", std)
	dir := fs.String("content", "", "folder with courses/, handbook/ and scenarios/; the embedded content where absent")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return misuse("takes no arguments, got %q", rest)
	}
	if err := contentThere(*dir); err != nil {
		return err
	}
	faults, pages, err := checkContent(*dir)
	if err != nil {
		return err
	}
	for _, f := range faults {
		if _, err := fmt.Fprintln(std.out, f); err != nil {
			return fmt.Errorf("check: %w", err)
		}
	}
	if len(faults) > 0 {
		return errReported
	}
	_, err = fmt.Fprintf(std.err, "checked %d lessons and pages, nothing to mend\n", pages)
	return err
}

// checkContent lints courses, handbook and scenarios, each by itself and the first two together.
func checkContent(dir string) (markdown.Faults, int, error) {
	hfs, hlive, err := handbook.FS(dir)
	if err != nil {
		return nil, 0, err
	}
	cfs, clive, err := courses.FS(dir)
	if err != nil {
		return nil, 0, err
	}
	terms, _ := handbook.LoadGlossary(hfs) // its faults come with the book's
	lib, cf := courses.Check(cfs, courses.Options{Terms: handbook.Terms(terms)})
	book, hf := handbook.Check(hfs, handbook.Options{Lesson: lib.LessonURL})
	cf = append(cf, crossCheck(lib, book, terms)...)
	sfs, slive, err := scenarios.FS(dir)
	if err != nil {
		return nil, 0, err
	}
	faults := slices.Concat(place(cf.Sorted(), dir, "courses", clive), place(hf, dir, "handbook", hlive), place(scenarios.Check(sfs), dir, "scenarios", slive))
	pages := 0
	for _, c := range lib.Courses {
		for _, m := range c.Modules {
			pages += len(m.Lessons)
		}
	}
	for _, p := range book.Parts {
		pages += len(p.Pages)
	}
	return faults, pages, nil
}

// place puts the folder in front of the files' names.
func place(faults markdown.Faults, dir, room string, live bool) markdown.Faults {
	prefix := path.Join(room, "content")
	if live {
		prefix = path.Join(dir, room)
	}
	out := slices.Clone(faults)
	for i := range out {
		out[i].File = path.Join(prefix, out[i].File)
	}
	return out
}

// crossCheck follows the lessons' links into the handbook and looks the modules'
// key terms up.
func crossCheck(lib *courses.Library, book *handbook.Book, terms *glossary.Glossary) markdown.Faults {
	var faults markdown.Faults
	for _, c := range lib.Courses {
		for _, m := range c.Modules {
			for _, word := range m.KeyTerms {
				if !isTerm(terms, word) {
					faults.Add(m.File(), 0, "the key term %q is not in the handbook's glossary", word)
				}
			}
			for _, l := range m.Lessons {
				for _, link := range l.Links {
					if why := deadCitation(book, link.Dest); why != "" {
						faults.Add(l.File(), link.Line, "dead link %q: %s", link.Dest, why)
					}
				}
			}
		}
	}
	return faults
}

func isTerm(terms *glossary.Glossary, word string) bool {
	return slices.ContainsFunc(terms.Terms, func(t glossary.Term) bool {
		return slices.ContainsFunc(t.In("en"), func(form string) bool { return glossary.Loose(form) == glossary.Loose(word) })
	})
}

func deadCitation(book *handbook.Book, dest string) string {
	if _, ok := markdown.CiteURL(dest); !ok {
		return ""
	}
	cite, anchor, found := strings.Cut(dest, "#")
	page, ok := book.Page(cite)
	if !ok {
		return "there is no page " + cite + " in this release"
	}
	if found && !slices.ContainsFunc(page.Sections, func(s markdown.Section) bool { return s.ID == anchor }) {
		return "the page has no heading with that anchor"
	}
	return ""
}
