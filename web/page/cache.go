package page

import (
	"sync"

	"github.com/gofiber/fiber/v2"
)

// Stamp says which state of the content a finished page belongs to: the
// generations of what it is made from and the day, as legal banners appear with
// time. Pages of another stamp are made anew.
type Stamp struct{ Courses, Handbook, Day int }

// Cache holds finished pages for people without an account, by path and look.
// Pages with a name on them never come near it.
type Cache struct {
	mu    sync.RWMutex
	stamp Stamp
	pages map[cacheKey]*Finished
}

type cacheKey struct {
	path string
	look Look
}

// maxCached bounds the cache: paths come from the content, looks are six.
const maxCached = 4096

// Get returns the finished page at a path, or nil.
func (k *Cache) Get(stamp Stamp, path string, look Look) *Finished {
	k.mu.RLock()
	defer k.mu.RUnlock()
	if stamp != k.stamp {
		return nil
	}
	return k.pages[cacheKey{path, look}]
}

// Put keeps a finished page; an older stamp's pages go.
func (k *Cache) Put(stamp Stamp, path string, look Look, f *Finished) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if stamp != k.stamp || k.pages == nil || len(k.pages) >= maxCached {
		k.stamp, k.pages = stamp, map[cacheKey]*Finished{}
	}
	k.pages[cacheKey{path, look}] = f
}

// Serve sends the finished page of this request's path to somebody without an
// account, building it on the first call.
func (k *Cache) Serve(c *fiber.Ctx, stamp Stamp, build func(look Look) ([]byte, error)) error {
	look := LookOf(c)
	if f := k.Get(stamp, c.Path(), look); f != nil {
		return f.Send(c)
	}
	html, err := build(look)
	if err != nil {
		return err
	}
	f, err := Finish(html)
	if err != nil {
		return err
	}
	k.Put(stamp, c.Path(), look, f)
	return f.Send(c)
}
