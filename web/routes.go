package web

import (
	"context"
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/web/account"
	"github.com/osint-radar/academy/web/desk"
	"github.com/osint-radar/academy/web/learn"
	"github.com/osint-radar/academy/web/manage"
	"github.com/osint-radar/academy/web/page"
	"github.com/osint-radar/academy/web/policy"
	"github.com/osint-radar/academy/web/read"
	"github.com/osint-radar/academy/web/reuse"
	"github.com/osint-radar/academy/web/teach"
)

// register is the list of everything the site answers. An area is one line here;
// its own Routes method lists its addresses.
func (s *Site) register(pages *page.Renderer) *policy.Registry {
	r := policy.NewRegistry(policy.Table())
	r.Add(
		policy.Route{Method: http.MethodGet, Path: "/healthz", Action: policy.Operate, Handler: s.healthy},
		policy.Route{Method: http.MethodGet, Path: "/readyz", Action: policy.Operate, Handler: s.ready},
		policy.Route{Method: http.MethodGet, Path: "/static/:file", Action: policy.Read, Handler: s.asset},
		policy.Route{Method: http.MethodGet, Path: "/favicon.ico", Action: policy.Read, Handler: s.icon},
		policy.Route{Method: http.MethodPost, Path: "/preferences", Action: policy.Preferences, Handler: s.preferences, NoToken: true},
	)
	cfg := s.cfg
	reader := read.New(pages, read.Sources{Now: cfg.Now, Library: cfg.Library, Book: cfg.Book, BookFS: cfg.BookFS, Search: cfg.Search})
	r.Add(reader.Routes()...)
	r.Add(account.New(pages, cfg.Now, cfg.Classroom, s.cookies, cfg.Demo).Routes()...)
	r.Add(learn.New(pages, learn.Config{Now: cfg.Now, Library: cfg.Library, Files: cfg.CourseFS, Room: cfg.Classroom, Exercises: cfg.Exercises}).Routes()...)
	r.Add(desk.New(pages, cfg.Now, cfg.Exercises).Routes()...)
	r.Add(teach.New(pages, teach.Config{
		Now: cfg.Now, Library: cfg.Library, Room: cfg.Classroom, Exercises: cfg.Exercises, Until: s.open, Go: s.work.Go,
	}).Routes()...)
	r.Add(reuse.New(pages, cfg.Library, cfg.Book).Routes()...)
	r.Add(manage.New(pages, cfg.Classroom).Routes()...)
	return r
}

// healthy says that the process is up, whatever it can reach.
func (s *Site) healthy(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.SendString("ok\n")
}

// ready says whether requests can be answered: the store reachable, content loaded.
func (s *Site) ready(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	ctx, cancel := context.WithTimeout(c.UserContext(), 2*time.Second)
	defer cancel()
	if err := s.cfg.Ready(ctx); err != nil {
		s.cfg.Log.Warn("not ready", "err", err)
		return c.Status(fiber.StatusServiceUnavailable).SendString("not ready: the database cannot be reached\n")
	}
	return c.SendString("ready\n")
}
