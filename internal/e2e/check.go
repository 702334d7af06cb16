package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

func call[P, R any](ctx context.Context, cmd cdp.Command[P, R], params P) error {
	_, err := chromedp.Call(ctx, cmd, params)
	return err
}

// Check holds the page that is open now to the rules of the package comment.
func (b *Browser) Check() {
	b.tb.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	at := b.Path()
	violations, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`window.__violations || []`))
	if err != nil {
		b.tb.Fatalf("%s: %v", at, err)
	}
	for _, v := range violations {
		b.tb.Errorf("%s: content security policy violated: %s", at, v)
	}
	b.mu.Lock()
	for _, f := range b.faults {
		b.tb.Errorf("%s: %s", at, f)
	}
	for _, f := range b.foreign {
		b.tb.Errorf("%s: asked another origin: %s", at, f)
	}
	b.faults, b.foreign = nil, nil
	b.mu.Unlock()

	if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](axe+";undefined")); err != nil {
		b.tb.Fatalf("%s: axe: %v", at, err)
	}
	for _, theme := range []string{"light", "dark"} {
		b.theme(ctx, theme)
		b.axe(ctx, at+" ("+theme+")")
		b.shoot(ctx, at, theme)
	}
	b.theme(ctx, "")
	b.narrow(ctx, at)
	// axe and its iframes leave traces that are not the page's fault.
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](`window.__violations = []; undefined`)); err != nil {
		b.tb.Fatalf("%s: %v", at, err)
	}
}

// theme sets what the system prefers; "" takes it back.
func (b *Browser) theme(ctx context.Context, theme string) {
	b.tb.Helper()
	p := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"}}}
	if err := call(ctx, emulation.SetEmulatedMedia, p); err != nil {
		b.tb.Fatalf("setting the theme: %v", err)
	}
}

type finding struct {
	ID, Help string
	Nodes    []struct {
		HTML           string
		FailureSummary string
	}
}

func (b *Browser) axe(ctx context.Context, where string) {
	b.tb.Helper()
	const script = `axe.run(document, {resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r => JSON.stringify(r.violations))`
	out, err := chromedp.Run(ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.tb.Fatalf("%s: axe: %v", where, err)
	}
	var found []finding
	if err := json.Unmarshal([]byte(out), &found); err != nil {
		b.tb.Fatalf("%s: axe: %v", where, err)
	}
	for _, f := range found {
		text := fmt.Sprintf("%s: axe %s: %s", where, f.ID, f.Help)
		for i, n := range f.Nodes {
			if i == 3 {
				text += fmt.Sprintf("\n  … %d more", len(f.Nodes)-i)
				break
			}
			text += fmt.Sprintf("\n  %.300s\n    %s", n.HTML, strings.ReplaceAll(n.FailureSummary, "\n", " "))
		}
		b.tb.Error(text)
	}
}

// narrow wants no sideways scrolling at 320 CSS pixels.
func (b *Browser) narrow(ctx context.Context, at string) {
	b.tb.Helper()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(320, 700)); err != nil {
		b.tb.Fatalf("%s: %v", at, err)
	}
	const script = `(() => { const w = document.documentElement.clientWidth; if (document.documentElement.scrollWidth <= w) return [];
		return ["page " + document.documentElement.scrollWidth, ...[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > w + 1 && !e.closest(".table-frame, .table-scroll, pre")).slice(0, 4).map(e => e.outerHTML.slice(0, 120))] })()`
	wide, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](script))
	if err != nil {
		b.tb.Fatalf("%s: %v", at, err)
	}
	if len(wide) > 0 {
		b.tb.Errorf("%s: scrolls sideways at 320 px: %s", at, strings.Join(wide, "\n  "))
	}
	b.shoot(ctx, at, "320")
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900)); err != nil {
		b.tb.Fatalf("%s: %v", at, err)
	}
}

var unfit = regexp.MustCompile(`[^a-z0-9]+`)

// shoot writes a photograph, where one is wanted.
func (b *Browser) shoot(ctx context.Context, at, kind string) {
	b.tb.Helper()
	if b.shots == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.tb.Fatalf("%s: photograph: %v", at, err)
	}
	path, _, _ := strings.Cut(at, "?")
	name := strings.Trim(unfit.ReplaceAllString(strings.ToLower(path), "-"), "-")
	if name == "" {
		name = "front"
	}
	if err := os.WriteFile(filepath.Join(b.shots, name+"."+kind+".png"), png, 0o644); err != nil {
		b.tb.Fatalf("%s: photograph: %v", at, err)
	}
}
