package web

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/warc"
	"github.com/osint-radar/academy/simulator/world"
)

// archived is a version as it was written, for the archive of its site.
type archived struct {
	version
	row record.Page
}

// archive writes web/archive/<host>.warc.gz and .wacz: every version of every
// resource, recorded in the second in which it appeared, as the site's server
// gave it then. The server's address is left out (WARC-IP-Address may be): who
// hosts a site is for infra to show.
func (e *emitter) archive(s *world.Site, list []archived) error {
	slices.SortStableFunc(list, func(a, b archived) int {
		return cmp.Or(a.from.Compare(b.from), strings.Compare(a.path, b.path))
	})
	key := e.w.Key.Domain("web/archive")
	id := func(of string) (b [16]byte) {
		key.Named(of).Bytes(b[:])
		return b
	}
	name := s.Host + ".warc.gz"
	var body bytes.Buffer
	w := warc.NewWriter(&body)
	if err := w.Info(warc.Info{ID: id(s.Host), At: list[0].from, File: name, Fields: [][2]string{
		{"software", software}, {"format", "WARC File Format 1.1"}, {"isPartOf", s.Host}, {"description", label},
	}}); err != nil {
		return err
	}
	c := warc.Collection{Title: s.Title, Description: label, Software: software, Created: e.w.End, File: name}
	for _, v := range list {
		uri := "http://" + s.Host + v.path
		capture, err := w.Response(warc.Response{
			ID: id(v.row.ID), At: v.from, URI: uri, MIME: v.mime, Body: v.body, SHA256: v.row.SHA256,
			Header: [][2]string{{"X-Synthetic-Data", label}},
		})
		if err != nil {
			return err
		}
		c.Captures = append(c.Captures, capture)
		if v.mime == htmlType {
			c.Pages = append(c.Pages, warc.Page{ID: v.row.ID, URL: uri, TS: v.from.UTC(), Title: v.title})
		}
	}
	info, err := e.out.Put("web/archive/"+name, "web", body.Bytes(), "warcio")
	if err != nil {
		return err
	}
	c.WARC, c.SHA256 = body.Bytes(), info.SHA256
	var packed bytes.Buffer
	if err := warc.Pack(&packed, c); err != nil {
		return err
	}
	_, err = e.out.Put("web/archive/"+s.Host+".wacz", "web", packed.Bytes(), "wacz", "ReplayWeb.page")
	return err
}

const software = "OSINT RADAR Academy"
