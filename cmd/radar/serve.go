package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/handbook"
	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/web"
)

// cmdServe serves the site until it is interrupted.
func cmdServe(ctx context.Context, args []string, std stdio) error {
	cfg, err := readServeConfig(args, std)
	if err != nil {
		return err
	}
	if err := contentThere(cfg.content); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(std.err, nil))
	// The address first: a port in use is told at once, before anything is made.
	ln, err := listen(ctx, cfg.addr, "--addr")
	if err != nil {
		return err
	}
	defer closing(ln)
	cfg.finish(ln, log)
	var ops net.Listener
	if cfg.opsAddr != "" {
		if ops, err = listen(ctx, cfg.opsAddr, "--ops-addr"); err != nil {
			return err
		}
		defer closing(ops)
	}
	return withStore(ctx, cfg.db, func(st *store.Store) error { return serve(ctx, cfg, st, ln, ops, log, std.out) })
}

// serve puts the parts together and runs them until ctx ends.
func serve(ctx context.Context, cfg *serveConfig, st *store.Store, ln, ops net.Listener, log *slog.Logger, out io.Writer) error {
	cases, err := scenarios.Open(cfg.content, time.Now)
	if err != nil {
		return err
	}
	key, err := truthKey(cfg.truthKey)
	if err != nil {
		return err
	}
	rg, claim, err := openRange(ctx, cfg, log)
	if err != nil {
		return err
	}
	if rg != nil {
		defer closing(claim)
		defer closing(rg)
	}
	room := classroom.New(st, time.Now, cfg.publicURL)
	runs, err := exercise.New(exercise.Config{
		Store: st, Scenarios: cases.Get, Range: rg, Data: cfg.data, Truth: key, Scorer: version, Now: time.Now, Log: log,
	})
	if err != nil {
		return err
	}
	texts, err := bringBack(ctx, cfg, runs)
	if err != nil {
		return err
	}
	defer closing(texts)
	site, err := newSite(cfg, texts, st, room, runs, log)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "site %s\n", cfg.publicURL)
	if ops != nil {
		fmt.Fprintf(out, "ops http://%s\n", ops.Addr())
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return site.Serve(ctx, ln) })
	if ops != nil {
		group.Go(func() error { return serveOps(ctx, ops, site, st) })
	}
	group.Go(func() error { return tick(ctx, runs, log) })
	group.Go(func() error {
		if cfg.demo {
			if err := demo(ctx, cfg, room, runs, rg, log, out); err != nil {
				return err
			}
		} else {
			printRange(out, rg)
		}
		fmt.Fprintln(out, "ready")
		return nil
	})
	return group.Wait()
}

// bringBack reads the texts and, beside them, the datasets of the open exercises:
// the two are most of a start. All of it stays in memory, so the collector is told
// to look less often while it comes in; it took a quarter of the time.
func bringBack(ctx context.Context, cfg *serveConfig, runs *exercise.Room) (texts *content, err error) {
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	var reading errgroup.Group
	reading.Go(func() (err error) {
		texts, err = openContent(ctx, cfg.content, time.Now)
		return err
	})
	restored := runs.Restore(ctx)
	if err := reading.Wait(); err != nil {
		return nil, err
	}
	if restored != nil {
		closing(texts)
		return nil, fmt.Errorf("bringing back the open exercises: %w", restored)
	}
	return texts, nil
}

func newSite(cfg *serveConfig, texts *content, st *store.Store, room *classroom.Room, runs *exercise.Room, log *slog.Logger) (*web.Site, error) {
	pictures, _, err := courses.FS(cfg.content)
	if err != nil {
		return nil, err
	}
	figures, _, err := handbook.FS(cfg.content)
	if err != nil {
		return nil, err
	}
	return web.New(web.Config{
		Now: time.Now, Log: log, PublicURL: cfg.origin, TrustedProxies: cfg.proxies, Demo: cfg.demo,
		Library: texts.library.Current, Book: texts.book.Current, CourseFS: pictures, BookFS: figures, Search: texts.search.Search,
		Classroom: room, Exercises: runs, Ready: st.Ping,
	})
}

// listen opens an address, and says in words why it cannot be had.
func listen(ctx context.Context, addr, flag string) (net.Listener, error) {
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s %s is in use by another program; stop that one, or choose another port", flag, addr)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("%s %s: this account may not open that port; choose one above 1023", flag, addr)
	case err != nil:
		return nil, fmt.Errorf("%s %s: %w; right would be an address of this machine, such as 127.0.0.1:8080", flag, addr, err)
	}
	return ln, nil
}

// tickEvery is how often the scenario clocks are looked at for what is due.
const tickEvery = 2 * time.Second

// sweepEvery is how often a program that goes on for months clears away what
// others that were killed left behind.
const sweepEvery = time.Hour

// tick delivers what is due in running exercises. A database that is away for a
// while is told once and tried again.
func tick(ctx context.Context, runs *exercise.Room, log *slog.Logger) error {
	t, sweep := time.NewTicker(tickEvery), time.NewTicker(sweepEvery)
	defer t.Stop()
	defer sweep.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-sweep.C:
			if err := runs.Sweep(ctx); err != nil && ctx.Err() == nil {
				log.Error("clearing away what was left behind", "err", err)
			}
			continue
		case <-t.C:
		}
		err := runs.Tick(ctx)
		if err != nil && !failing && ctx.Err() == nil {
			log.Error("delivering what is due", "err", err)
		}
		failing = err != nil
	}
}

// serveOps answers on the operations address: metrics, and the two probes.
func serveOps(ctx context.Context, ln net.Listener, site *web.Site, st *store.Store) error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		_ = site.WriteMetrics(w) // whoever asked has gone
	})
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := st.Ping(r.Context()); err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			fmt.Fprintln(w, "not ready: the database cannot be reached")
			return
		}
		fmt.Fprintln(w, "ready")
	})
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second, IdleTimeout: time.Minute}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(ln) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err := srv.Shutdown(stop)
	if served := <-done; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// closing closes at the end of the program; what fails then is told to nobody
// but the log.
func closing(c io.Closer) {
	if err := c.Close(); err != nil && !errors.Is(err, net.ErrClosed) && !errors.Is(err, os.ErrClosed) {
		slog.Default().Warn("closing", "err", err)
	}
}
