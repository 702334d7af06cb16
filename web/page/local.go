package page

import (
	"net/url"
	"strings"
)

// LocalPath returns to, if it is a path of this site, else other: an answer
// never sends anybody to a foreign address.
func LocalPath(to, other string) string {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t\x00") {
		return other
	}
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" {
		return other
	}
	return u.String()
}

// PictureType is the media type of a picture by its file's ending; what is no
// picture is bytes.
func PictureType(ext string) string {
	switch strings.ToLower(ext) {
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	case ".svg":
		return "image/svg+xml"
	default:
		return "application/octet-stream"
	}
}
