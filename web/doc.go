// Package web is the site's face: one Fiber app, its middleware, and the list of
// areas. Pages are rendered on the server and work as plain links and forms;
// scripts only make them nicer.
//
// # How to add a page
//
//  1. A handler. Areas are packages: read (everybody), learn (trainees), teach
//     (trainers), reuse (partners), manage (administrators), account. An area has
//     one file a page: a struct that is the page, and a method that fills it:
//
//     type Brief struct{ Run training.Run; Text template.HTML }
//
//     func (a *Area) showBrief(c *fiber.Ctx) error {
//     v := page.ViewerOf(c)
//     …ask a use-case with c.UserContext() and v.Scope…
//     return a.brief.Render(c, fiber.StatusOK, page.Meta{Title: "Brief", Synthetic: true}, Brief{…})
//     }
//
//  2. A template, web/templates/<area>/<page>.tmpl, with {{define "main"}}. Its
//     dot holds page.Meta, page.Viewer and .Page, the struct. The area's New ties
//     both together: brief: page.Bind[Brief](r, "learn/brief"). A template that no
//     view binds, or a view without a template, keeps the site from starting.
//
//  3. A route in the area's Routes: method, path, action, handler. The action is a
//     constant of web/policy/table.go with a row in Table: who may, how far. A path
//     with an owned parameter (:run, :person, …) also sets Object, which says whose
//     it is. A route without a row, or without Object, keeps the site from starting.
//
//  4. Tests. The policy walk (walk_test.go) finds the route by itself; give new
//     parameters their values in its fixture, and see testdata/access.txt change as
//     you meant ("go test ./web -update" rewrites it). A page test asks for the page
//     through Site.App; the browser walk in internal/e2e visits it.
//
// # Forms
//
// A form is <form action method="post"> with {{template "csrf" .}} and fields such
// as {{template "input" (field .Page.Form "email" "E-mail address")}}. The handler
// reads them with page.ReadForm, gives an error of a use-case to Form.Take, and
// renders the same page again with Form.Status (422): {{template "errors"
// .Page.Form}} shows the summary, nothing typed is lost. After success it answers
// 303, so that a reload sends nothing twice. A write that may be repeated carries
// an idempotency key, drawn with the form (training.NewID).
//
// hx-post, hx-target and hx-select on the same form make it a partial update: the
// server sends the whole page in either case and htmx takes the piece. data-outbox
// keeps a draft in the browser, data-autosave="URL" sends it as well, and the
// element .saved inside the form tells its state.
//
// Files: Route.MaxBody, a form with enctype="multipart/form-data" and data-upload,
// {{template "upload" (field …)}}, page.ReadUpload in the handler: the file is
// streamed to disk, counted and hashed on the way, and the token is checked.
//
// # Components (web/templates/parts)
//
//	errors input textarea select radios upload csrf    forms.tmpl
//	tag verdict twin tabs pager toc                    status.tmpl
//	banner todo question exercise                      learning.tmpl
//
// tag shows a status word: {{template "tag" (tag "good" "running")}}, kinds good,
// bad, warn, brand. verdict shows what a capture is worth (page.VerdictOf) in
// <output data-verdict>. twin is a picture with the table that says the same
// (page.Twin). tabs is a row of links between pages that belong together
// (page.Tab). A wide table stands in <div class="table-frame" role="region"
// aria-label="…" tabindex="0">; data-sortable lets people sort it. Layouts: .desk
// (work and rail), .split, .cards, .box, .facts (a list of pairs), .three
// (contents, text, on this page). A picture or text that a trainee may type or
// receive has dir="auto"; wallets, hashes and the like have class="id".
//
// # Live updates
//
// Pages may poll or listen: hx-sse of htmx is part of app.js. A stream handler
// copies what it needs out of the *fiber.Ctx first, uses SetBodyStreamWriter,
// writes a heartbeat every 15 s and an id with each event, and sends no compressed
// bytes.
//
// # What every answer carries
//
// Security headers and the content security policy of headers.go: no inline style
// or script, nothing from elsewhere. A request number. For people without an
// account: pages rendered and compressed once ([page.Cache]). For people with one:
// "no-store". Errors become answers in one place, errors.go, by way of
// [page.ProblemOf]. Files are served from memory by a table of names; the file
// server of the framework is not used.
package web
