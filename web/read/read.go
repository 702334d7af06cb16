// Package read is the reader's side: front page, handbook, search. It needs no
// account, and what it sends to people without one is rendered and compressed
// once, when the site starts and whenever content or day change.
package read

import (
	"context"
	"io/fs"
	"net/http"
	"time"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/handbook"
	"github.com/osint-radar/academy/internal/search"
	"github.com/osint-radar/academy/web/page"
	"github.com/osint-radar/academy/web/policy"
)

// Sources are where the area's texts come from. Library and Book return the
// newest good state with its generation.
type Sources struct {
	Now     func() time.Time
	Library func() (*courses.Library, int)
	Book    func() (*handbook.Book, int)
	BookFS  fs.FS // pictures of the handbook
	Search  func(ctx context.Context, query string, v search.Viewer, limit int) (search.Result, error)
}

// Area holds the pages.
type Area struct {
	src   Sources
	cache page.Cache

	home     page.View[Home]
	contents page.View[Contents]
	leaf     page.View[Leaf]
	whole    page.View[Whole]
	found    page.View[Found]
}

// New binds the area's templates.
func New(r *page.Renderer, src Sources) *Area {
	return &Area{
		src:      src,
		home:     page.Bind[Home](r, "front/home"),
		contents: page.Bind[Contents](r, "read/handbook"),
		leaf:     page.Bind[Leaf](r, "read/page"),
		whole:    page.Bind[Whole](r, "read/book"),
		found:    page.Bind[Found](r, "read/search"),
	}
}

// Routes lists the area's addresses.
func (a *Area) Routes() []policy.Route {
	get := http.MethodGet
	return []policy.Route{
		{Method: get, Path: "/", Action: policy.Read, Handler: a.showHome},
		{Method: get, Path: "/handbook", Action: policy.Read, Handler: a.showContents},
		{Method: get, Path: "/handbook/all", Action: policy.Read, Handler: a.showWhole},
		{Method: get, Path: "/handbook/files/*", Action: policy.Read, Handler: a.showFile},
		{Method: get, Path: "/handbook/:part", Action: policy.Read, Handler: a.showPart},
		{Method: get, Path: "/handbook/:part/:page", Action: policy.Read, Handler: a.showPage},
		{Method: get, Path: "/search", Action: policy.Read, Handler: a.showSearch},
	}
}

func (a *Area) stamp() page.Stamp {
	_, lib := a.src.Library()
	_, book := a.src.Book()
	return page.Stamp{Courses: lib, Handbook: book, Day: int(a.src.Now().Unix() / (24 * 3600))}
}
