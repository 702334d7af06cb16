package rangeserver

import (
	"fmt"
	"net/http"
	"path"
	"strings"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
)

// gallery is the pictures of a platform, by id. A picture is public while
// something shows it.
type gallery map[string]*shownImage

type shownImage struct {
	record.ListingImage
	shown periods
}

// readGallery reads the rows of a platform's pictures.
func readGallery(dir string, m *dataset.Manifest, file string) (gallery, error) {
	g, named := gallery{}, map[string]bool{}
	for _, f := range m.Files {
		named[f.Path] = true
	}
	return g, readLines(dir, m, file, func(r record.ListingImage) error {
		if g[r.ID] != nil || !named[r.File] {
			return fmt.Errorf("picture %q stands twice, or its file is none that the manifest names", r.ID)
		}
		g[r.ID] = &shownImage{ListingImage: r}
		return nil
	})
}

// public is since when a picture was first shown; ok is false if it never is.
func (g gallery) public(id string) (from int64, ok bool) {
	x := g[id]
	if x == nil || len(x.shown) == 0 {
		return 0, false
	}
	return x.shown.first(), true
}

// answer serves the file of a picture, by the name under which pages show it, as
// of t. rows is the file of its record.
func (g gallery) answer(tm *team, surface, rows, name string, t int64) answer {
	x := g[strings.TrimSuffix(name, path.Ext(name))]
	holds, gone := false, false
	if x != nil && path.Base(x.File) == name {
		holds, gone = x.shown.at(t)
	}
	switch {
	case holds:
	case gone:
		return textPage(http.StatusGone, surface, "410 Gone\nThe picture was removed.\n\n"+label+"\n")
	default:
		return textPage(http.StatusNotFound, surface, "404 Not Found\n\n"+label+"\n")
	}
	body, err := tm.data.body(x.File, x.SHA256)
	if err != nil {
		return failure(err)
	}
	return answer{status: http.StatusOK, mime: x.MIME, body: body, surface: surface, records: []string{rows + "#" + x.ID}}
}
