// Package templates embeds the HTML of the site.
//
//	layout.tmpl        the shell around every page: header, footer, funding
//	parts/*.tmpl       components that pages share; each is one {{define}}
//	<area>/<page>.tmpl one page: {{define "main"}} and, if wanted, parts of its own
//
// web/page parses them all at start; see there for what a page gets.
package templates

import "embed"

// FS holds the templates.
//
//go:embed layout.tmpl parts front read learn desk teach manage reuse account
var FS embed.FS
