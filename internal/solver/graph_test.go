package solver

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

var (
	before    = regexp.MustCompile(`(?i)we are back\b.*?(@\w+) before`)
	signature = regexp.MustCompile(`— ([^,—]+?)(, admin)?$`)
	webName   = regexp.MustCompile(`https?://([a-z0-9.-]+)/`)
	callMe    = regexp.MustCompile(`(?i)\bcall (\+\d{8,15})`)
	depositTo = regexp.MustCompile(`(?i)deposit (?:goes )?to (\w{26,90})`)
	booksFor  = regexp.MustCompile(`(?i)\bI book for (@\w+)`)
	picsFor   = regexp.MustCompile(`(?i)\bI make the pictures for (@\w+)`)
	carries   = regexp.MustCompile(`(?i)^(@\w+) my van carries your people`)
)

// network reads everything that the suspects have written, back to the first
// day: who was called what before, who signs, who works for whom.
func (v *investigation) network() {
	main := v.out.entity("account", handle(v.channel))
	for _, h := range append(slices.Clone(v.offers), v.driver) {
		if h == "" {
			continue
		}
		a := v.lookup(h)
		account := v.out.entity("account", handle(h))
		for _, f := range a.Fields {
			if w := plain(f.Value); walletLike.MatchString(w) {
				v.out.link(account, "owns", v.out.entity("wallet", value("wallet", w)))
				if h == v.driver {
					v.wallets.driver = w
				} else {
					v.wallets.supplier = w
				}
			}
		}
		for _, s := range v.timeline(a.ID) {
			v.readOld(h, account, main, plain(s.Content))
		}
	}
}

// readOld takes out of one post what it says of its author.
func (v *investigation) readOld(h, account, main, text string) {
	if m := before.FindStringSubmatch(text); m != nil {
		v.out.link(v.out.entity("account", handle(m[1])), "alias_of", account)
	}
	if m := signature.FindStringSubmatch(text); m != nil {
		predicate := "operates"
		if m[2] != "" {
			predicate = "administers"
		}
		v.out.link(v.out.entity("person", value("name", m[1])), predicate, account)
	}
	for pattern, predicate := range map[*regexp.Regexp]string{booksFor: "works_for", picsFor: "supplies", carries: "transports"} {
		if m := pattern.FindStringSubmatch(text); m != nil && m[1] == v.channel {
			v.out.link(account, predicate, main)
		}
	}
	if h != v.channel {
		return
	}
	if m := webName.FindStringSubmatch(text); m != nil && m[1] != "chatterly.test" {
		v.out.link(account, "advertises", v.out.entity("domain", value("domain", m[1])))
	}
	if m := callMe.FindStringSubmatch(text); m != nil {
		v.out.link(account, "advertises", v.out.entity("phone", value("phone", m[1])))
	}
	if m := depositTo.FindStringSubmatch(text); m != nil && walletLike.MatchString(m[1]) {
		v.wallets.deposit = m[1]
		v.out.link(account, "advertises", v.out.entity("wallet", value("wallet", m[1])))
	}
}

// domains are those that the channel advertises.
func (v *investigation) domains() map[string]string {
	out := map[string]string{}
	for _, f := range v.out.Findings {
		if f.Type == "domain" {
			out[f.Selectors[0].Value] = f.ID
		}
	}
	return out
}

// names asks registry and name server about the domains, and reads their pages.
func (v *investigation) names() {
	for domain, id := range v.domains() {
		if mail := v.registrant(domain); mail != "" {
			v.out.link(v.out.entity("email", value("email", mail)), "registers", id)
		}
		for _, a := range v.addresses(domain) {
			v.out.link(v.out.entity("host", value("ip", a)), "hosts", id)
		}
		seen := map[string]bool{}
		for todo := []string{"/"}; len(todo) > 0; todo = todo[1:] {
			if seen[todo[0]] {
				continue
			}
			seen[todo[0]] = true
			b, _, ok := v.fetch("http://" + domain + todo[0])
			if !ok {
				continue
			}
			for _, m := range regexp.MustCompile(`href="(/[^"]*\.html)"`).FindAllStringSubmatch(string(b), -1) {
				todo = append(todo, m[1])
			}
			for _, w := range walletLike.FindAllString(plain(string(b)), -1) {
				v.out.link(id, "advertises", v.out.entity("wallet", value("wallet", w)))
			}
		}
	}
}

// exif is what exiftool says of a picture.
type exif struct {
	GPSLatitude, GPSLongitude *float64
	Artist                    string
	SerialNumber              any
	DateTimeOriginal          string
}

// located is a picture of a suspect that still holds its position.
type located struct {
	exif
	id    string
	pixel image.Image
	thumb image.Image
}

// pictures reads the metadata of the suspects' pictures: where, who, and what
// the thumbnail still shows of the picture before it was painted over.
func (v *investigation) pictures() {
	var found []located
	dir := v.t.TempDir()
	for _, p := range v.posts {
		if !slices.Contains(v.offers, p.author) {
			continue
		}
		for _, address := range p.media {
			body := v.picture(address)
			file := filepath.Join(dir, filepath.Base(address))
			if err := os.WriteFile(file, body, 0o600); err != nil {
				v.t.Fatal(err)
			}
			var meta []exif
			if err := json.Unmarshal([]byte(v.run("exiftool", "-json", "-n", "-GPSLatitude", "-GPSLongitude", "-Artist", "-SerialNumber", "-DateTimeOriginal", file)), &meta); err != nil {
				v.t.Fatal(err)
			}
			if meta[0].GPSLatitude == nil || meta[0].GPSLongitude == nil {
				continue
			}
			pic := located{exif: meta[0], id: v.out.entity("image", value("sha256", digest(body)))}
			var err error
			if pic.pixel, err = jpeg.Decode(bytes.NewReader(body)); err != nil {
				v.t.Fatal(err)
			}
			if b := v.run("exiftool", "-b", "-ThumbnailImage", file); b != "" {
				if pic.thumb, err = jpeg.Decode(strings.NewReader(b)); err != nil {
					v.t.Fatal(err)
				}
			}
			found = append(found, pic)
		}
	}
	for _, p := range found {
		place := v.out.entity("place", value("place", fmt.Sprintf("%.6f,%.6f", *p.GPSLatitude, *p.GPSLongitude)))
		v.out.link(p.id, "located_at", place)
		if p.Artist != "" {
			v.out.link(v.out.entity("person", value("name", p.Artist)), "supplies", p.id)
		}
		for _, q := range found {
			// Its own thumbnail shows another picture better than itself.
			if p.id != q.id && p.thumb != nil && p.SerialNumber == q.SerialNumber && unlike(p.thumb, q.pixel) < unlike(p.thumb, p.pixel) {
				v.out.link(p.id, "same_image_as", q.id)
			}
		}
	}
}

// unlike is the mean difference in brightness of two pictures on a grid of 24 × 16.
func unlike(a, b image.Image) int64 {
	const w, h = 24, 16
	grey := func(m image.Image, i, j int) int64 {
		r := m.Bounds()
		var sum, n int64
		for y := r.Min.Y + r.Dy()*j/h; y < r.Min.Y+r.Dy()*(j+1)/h; y++ {
			for x := r.Min.X + r.Dx()*i/w; x < r.Min.X+r.Dx()*(i+1)/w; x++ {
				cr, cg, cb, _ := m.At(x, y).RGBA()
				sum += int64(cr+cg+cb) / 3
				n++
			}
		}
		return sum / max(n, 1)
	}
	var total int64
	for i := range w {
		for j := range h {
			d := grey(a, i, j) - grey(b, i, j)
			total += max(d, -d)
		}
	}
	return total / (w * h)
}
