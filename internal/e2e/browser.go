package e2e

import (
	"context"
	_ "embed"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/osint-radar/academy/internal/toolbin"
)

//go:embed testdata/axe-core/axe.min.js
var axe string

// Browser is one browser with one tab and an empty profile.
type Browser struct {
	tb     testing.TB
	ctx    context.Context
	origin string // scheme://host:port of the site
	shots  string

	mu      sync.Mutex
	faults  []string // console errors and exceptions since the last check
	foreign []string // requests to other origins since the last check
	status  map[string]int
}

// patience bounds everything one call may take.
const patience = 60 * time.Second

// watch is run before the scripts of each page: it remembers violations of the
// content security policy.
const watch = `window.__violations = []; document.addEventListener("securitypolicyviolation", e => window.__violations.push(e.violatedDirective + " " + e.blockedURI + " " + e.sample))`

// Start opens a browser for the site at origin; it closes with the test.
func Start(tb testing.TB, origin, shots string) *Browser {
	tb.Helper()
	b := &Browser{tb: tb, origin: strings.TrimSuffix(origin, "/"), shots: shots, status: map[string]int{}}
	opts := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(toolbin.Find(tb, "chromium")),
		chromedp.UserDataDir(tb.TempDir()),
		chromedp.WindowSize(1280, 900),
		chromedp.Headless, chromedp.NoSandbox, chromedp.NoFirstRun, chromedp.DisableGPU,
	}
	for _, flag := range []string{"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync", "disable-dev-shm-usage", "hide-scrollbars"} {
		opts = append(opts, chromedp.Flag(flag, true))
	}
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), opts...)
	tb.Cleanup(cancelAlloc)
	ctx, cancel := chromedp.NewContext(alloc)
	tb.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil {
			tb.Logf("closing the browser: %v", err)
		}
		cancel()
	})
	b.ctx = ctx
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		tb.Fatalf("starting the browser: %v", err)
	}
	for _, err := range []error{
		call(ctx, network.Enable, network.EnableParams{}),
		call(ctx, log.Enable, cdp.Empty{}),
		call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watch}),
	} {
		if err != nil {
			tb.Fatalf("starting the browser: %v", err)
		}
	}
	return b
}

// hear collects what the page does, in the order in which it happens.
func (b *Browser) hear(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		text := ev.ExceptionDetails.Text
		if ev.ExceptionDetails.Exception != nil {
			text += " " + ev.ExceptionDetails.Exception.Description
		}
		b.faults = append(b.faults, "exception: "+text)
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError {
			text := ""
			for _, a := range ev.Args {
				text += " " + string(a.Value) + a.Description
			}
			b.faults = append(b.faults, "console.error:"+text)
		}
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelError && (ev.Entry.Source != log.EntrySourceNetwork || !strings.Contains(ev.Entry.Text, "server responded with a status of 4")) {
			b.faults = append(b.faults, "log: "+ev.Entry.Text+" "+ev.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(ev.Request.URL)
		if err != nil || (u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "ws" || u.Scheme == "wss") && u.Scheme+"://"+u.Host != b.origin {
			b.foreign = append(b.foreign, ev.Request.URL)
		}
	case *network.EventResponseReceived:
		if ev.Type == network.ResourceTypeDocument {
			b.status[ev.Response.URL] = int(ev.Response.Status)
		} else if ev.Response.Status >= 400 && ev.Type != network.ResourceTypeFetch && ev.Type != network.ResourceTypeXHR {
			b.faults = append(b.faults, "asset "+ev.Response.URL+" is not there")
		}
	}
}

// Do runs steps of chromedp; an error ends the test.
func (b *Browser) Do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.tb.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.tb.Fatalf("%s: %v", what, err)
	}
}

// Visit goes to a path of the site, wants a status, and checks the page.
func (b *Browser) Visit(path string, want int) {
	b.tb.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	res, err := chromedp.Run(ctx, chromedp.NavigateResponse(b.origin+path))
	if err != nil {
		b.tb.Fatalf("going to %s: %v", path, err)
	}
	if int(res.Status) != want {
		b.tb.Errorf("%s: status %d, want %d", path, int(res.Status), want)
	}
	b.Check()
}

// Press clicks an element that leads to another page, wants that page's status,
// and checks it.
func (b *Browser) Press(selector string, want int) {
	b.tb.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	res, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector)))
	if err != nil {
		b.tb.Fatalf("pressing %s on %s: %v", selector, b.Path(), err)
	}
	if int(res.Status) != want {
		b.tb.Errorf("pressing %s: %s has status %d, want %d", selector, b.Path(), int(res.Status), want)
	}
	b.Check()
}

// Fill types into a field.
func (b *Browser) Fill(selector, text string) {
	b.tb.Helper()
	b.Do("filling "+selector+" on "+b.Path(), chromedp.SetValue(chromedp.CSS(selector), text))
}

// Path is where the browser is.
func (b *Browser) Path() string {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	at, err := chromedp.Run(ctx, chromedp.Location())
	if err != nil {
		return "(" + err.Error() + ")"
	}
	return strings.TrimPrefix(at, b.origin)
}

// Text is the visible text of the first element that matches.
func (b *Browser) Text(selector string) string {
	b.tb.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Text(chromedp.CSS(selector)))
	if err != nil {
		b.tb.Fatalf("reading %s on %s: %v", selector, b.Path(), err)
	}
	return text
}

// Context is the browser's context, for steps of chromedp that have no method here.
func (b *Browser) Context() context.Context { return b.ctx }

// Plain goes to a path without looking at the page; a browser with scripts
// switched off cannot be asked for more than what it shows.
func (b *Browser) Plain(path string) {
	b.tb.Helper()
	b.Do("going to "+path, chromedp.Navigate(b.origin+path))
}

// PlainPress clicks one element, then one that leads to another page.
func (b *Browser) PlainPress(choose, send string) {
	b.tb.Helper()
	b.Do("choosing "+choose, chromedp.Click(chromedp.CSS(choose)))
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(send))); err != nil {
		b.tb.Fatalf("pressing %s: %v", send, err)
	}
}

// Type puts the focus on an element and presses keys, the last of which leads to
// another page.
func (b *Browser) Type(focus, keys string) {
	b.tb.Helper()
	b.Do("going to "+focus, chromedp.Focus(chromedp.CSS(focus)))
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.KeyEvent(keys)); err != nil {
		b.tb.Fatalf("typing from %s on: %v", focus, err)
	}
}
