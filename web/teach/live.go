package teach

import (
	"bufio"
	"context"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/web/page"
)

// eventStream is the media type that a browser's EventSource asks for.
const eventStream = "text/event-stream"

const (
	lookEvery   = time.Second
	beatEvery   = 15 * time.Second
	streamLasts = 25 * time.Second // the server gives an answer 30 s; the browser comes back by itself
)

// events tells the console that something has changed. It sends no content: the
// browser asks for the page again, as somebody without scripts would do by hand.
// The id is the version of what was shown, so a browser that comes back hears
// only of what is new. Whoever does not ask for a stream gets the present
// version, at once.
func (a *Area) events(c *fiber.Ctx) error {
	sc, id, last := page.ViewerOf(c).Scope, runID(c), c.Get("Last-Event-ID", c.Query("last"))
	if c.Get(fiber.HeaderAccept) != eventStream {
		now, err := a.readConsole(c.UserContext(), sc, id)
		if err != nil {
			return err
		}
		c.Set(fiber.HeaderCacheControl, "no-store")
		return c.SendString(now.Version + "\n")
	}
	c.Set(fiber.HeaderContentType, eventStream)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Accel-Buffering", "no")
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		ctx, cancel := context.WithTimeout(a.Until, streamLasts)
		defer cancel()
		look, beat := time.NewTicker(lookEvery), time.NewTicker(beatEvery)
		defer look.Stop()
		defer beat.Stop()
		fmt.Fprint(w, "retry: 1000\n\n")
		for w.Flush() == nil {
			select {
			case <-ctx.Done():
				return
			case <-beat.C:
				fmt.Fprint(w, ": still here\n\n")
				continue
			case <-look.C:
			}
			now, err := a.readConsole(ctx, sc, id)
			if err != nil {
				return // the browser comes back, and the guard answers it
			}
			if now.Version != last {
				last = now.Version
				fmt.Fprintf(w, "id: %s\nevent: changed\ndata: %s\n\n", last, last)
			}
		}
	})
	return nil
}
