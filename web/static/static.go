// Package static holds the site's built assets: one style sheet, two scripts,
// the icon and the licences of what they contain.
//
// The files in dist are committed. They are made by "go generate ./web/static"
// from src (ours) and third_party (locked npm files, see vendoring), each under
// a name with its content hash and with brotli and gzip twins, so that a file
// may be cached for ever and is never compressed while somebody waits.
//
// Nothing here opens a file by a name from a request: Open looks the name up in
// a table built at start.
package static

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
)

//go:generate go run ./vendoring

//go:embed dist
var dist embed.FS

// File is one asset in its three encodings.
type File struct {
	Type             string // media type with charset
	Tag              string // strong ETag, quoted
	Plain, Br, Gzip  []byte
	ImmutableForever bool // the name holds a content hash
}

// Assets are all files of a build.
type Assets struct {
	files map[string]File   // hashed name -> file
	names map[string]string // public name -> hashed name
}

// Load reads the embedded build; an incomplete one is an error.
func Load() (*Assets, error) {
	b, err := dist.ReadFile("dist/names.json")
	if err != nil {
		return nil, fmt.Errorf("static: %w (run \"go generate ./web/static\")", err)
	}
	a := &Assets{files: map[string]File{}, names: map[string]string{}}
	if err := json.Unmarshal(b, &a.names); err != nil {
		return nil, fmt.Errorf("static: dist/names.json: %w", err)
	}
	for name, hashed := range a.names {
		f := File{Type: mediaType(name), Tag: `"` + hashed + `"`, ImmutableForever: true}
		for suffix, to := range map[string]*[]byte{"": &f.Plain, ".br": &f.Br, ".gz": &f.Gzip} {
			if *to, err = fs.ReadFile(dist, "dist/"+hashed+suffix); err != nil {
				return nil, fmt.Errorf("static: %w (run \"go generate ./web/static\")", err)
			}
		}
		a.files[hashed] = f
		if name == "licences.txt" || name == "icon.svg" { // linked by people and browsers under a plain name too
			f.ImmutableForever = false
			a.files[name] = f
		}
	}
	return a, nil
}

// Path gives the address of a public name such as "site.css"; unknown names are an error.
func (a *Assets) Path(name string) (string, error) {
	hashed, ok := a.names[name]
	if !ok {
		return "", fmt.Errorf("static: there is no asset %q", name)
	}
	return "/static/" + hashed, nil
}

// Open finds a file by the last element of its address.
func (a *Assets) Open(name string) (File, bool) {
	f, ok := a.files[name]
	return f, ok
}

func mediaType(name string) string {
	switch {
	case strings.HasSuffix(name, ".css"):
		return "text/css; charset=utf-8"
	case strings.HasSuffix(name, ".js"):
		return "text/javascript; charset=utf-8"
	case strings.HasSuffix(name, ".svg"):
		return "image/svg+xml"
	default:
		return "text/plain; charset=utf-8"
	}
}
