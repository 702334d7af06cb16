package web

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/handbook"
	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/search"
	"github.com/osint-radar/academy/web/page"
	"github.com/osint-radar/academy/web/policy"
	"github.com/osint-radar/academy/web/static"
	"github.com/osint-radar/academy/web/templates"
)

// Site is the running face: one Fiber app and what it needs.
type Site struct {
	cfg     Config
	app     *fiber.App
	base    context.Context // ends when the site stops; requests hang below it
	stop    context.CancelFunc
	open    context.Context // ends when the site takes no new requests: streams and background work end with it
	closing context.CancelFunc
	work    sync.WaitGroup // what outlives its request
	ids     requestIDs
	metrics metrics
	assets  *static.Assets
	problem page.View[page.Problem]
	routes  *policy.Registry
	https   bool
	cookies page.Cookies
	host    string // of PublicURL, empty to go by the Host header
}

// New parses templates, checks routes against the policy, builds every page
// that can be built ahead. Whatever is wrong is found here, before the first
// request.
func New(cfg Config) (*Site, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	s := &Site{cfg: cfg, ids: requestIDs{prefix: strings.ToLower(rand.Text()[:6])}}
	s.base, s.stop = context.WithCancel(context.Background())
	s.open, s.closing = context.WithCancel(s.base)
	if cfg.PublicURL != "" {
		u, err := url.Parse(cfg.PublicURL)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" {
			return nil, fmt.Errorf("public address %q: right would be https://academy.example, without a path", cfg.PublicURL)
		}
		s.https, s.host = u.Scheme == "https", u.Host
	}
	s.cookies = page.Cookies{Secure: s.https}
	var err error
	if s.assets, err = static.Load(); err != nil {
		return nil, err
	}
	pages, err := page.New(templates.FS, s.assets, cfg.Demo)
	if err != nil {
		return nil, err
	}
	s.problem = page.Bind[page.Problem](pages, "front/problem")
	s.app = fiber.New(fiber.Config{
		AppName: "radar", Immutable: true, CaseSensitive: true, StrictRouting: true,
		DisableStartupMessage: true, StreamRequestBody: true, DisablePreParseMultipartForm: true, BodyLimit: maxBody,
		ReadBufferSize: 16 << 10, Concurrency: 10_000,
		ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: 60 * time.Second,
		EnableTrustedProxyCheck: true, TrustedProxies: cfg.TrustedProxies, ProxyHeader: proxyHeader(cfg.TrustedProxies),
		ErrorHandler: s.handleError,
	})
	s.app.Use(s.frame)
	s.app.Use(s.session)
	s.routes = s.register(pages)
	if err := errors.Join(pages.Check(), s.routes.Mount(s.app, s.checkForm)); err != nil {
		return nil, err
	}
	s.app.Use(s.notHere)
	return s, nil
}

// proxyHeader reads the client's address from the proxy only where a trusted one stands in front.
func proxyHeader(trusted []string) string {
	if len(trusted) == 0 {
		return ""
	}
	return fiber.HeaderXForwardedFor
}

// Routes is the list of every route, for tests and for "radar version -v".
func (s *Site) Routes() *policy.Registry { return s.routes }

// App is the Fiber app, for tests that send requests without a network.
func (s *Site) App() *fiber.App { return s.app }

// Serve answers requests on ln until ctx ends, then lets running ones finish.
func (s *Site) Serve(ctx context.Context, ln net.Listener) error {
	done := make(chan error, 1)
	go func() { done <- s.app.Listener(ln) }()
	select {
	case err := <-done:
		s.stop()
		s.work.Wait()
		return err
	case <-ctx.Done():
	}
	s.cfg.Log.Info("stopping: no new requests, running ones finish")
	s.closing()
	shut := s.app.ShutdownWithTimeout(15 * time.Second)
	// Told to stop before it had begun to listen, the server knows of no listener
	// to close; this one ends it all the same.
	closed := ln.Close()
	s.stop()
	s.work.Wait()
	var faults []error
	for _, err := range []error{shut, closed, <-done} {
		if !errors.Is(err, net.ErrClosed) { // closed twice is closed
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

// Config is what the site is made of.
type Config struct {
	Now            func() time.Time
	Log            *slog.Logger
	PublicURL      string   // "https://academy.example"; empty on a laptop
	TrustedProxies []string // addresses whose X-Forwarded-For is believed
	Demo           bool

	Library   func() (*courses.Library, int) // newest good state and its generation
	Book      func() (*handbook.Book, int)
	CourseFS  fs.FS // pictures of the courses
	BookFS    fs.FS // pictures of the handbook
	Search    func(ctx context.Context, query string, v search.Viewer, limit int) (search.Result, error)
	Classroom *classroom.Room
	Exercises *exercise.Room

	Ready func(context.Context) error // nil when the store answers
}

func (c *Config) check() error {
	switch {
	case c.Now == nil || c.Log == nil:
		return errors.New("web: a site needs a clock and a log")
	case c.Library == nil || c.Book == nil || c.Search == nil || c.CourseFS == nil || c.BookFS == nil:
		return errors.New("web: a site needs courses and a handbook")
	case c.Classroom == nil || c.Exercises == nil || c.Ready == nil:
		return errors.New("web: a site needs its use-cases")
	}
	return nil
}
