// Package account is everybody's own corner: the way in and out, passphrase,
// authenticator, sessions, acting role.
//
// A one-time code is shown in a form by GET and spent by POST alone, so that a
// mail scanner or a preview that opens the address uses nothing up. Whatever is
// wrong with a sign-in, the answer reads the same.
package account

import (
	"net/http"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
	"github.com/osint-radar/academy/web/policy"
)

// Area holds the pages.
type Area struct {
	now     func() time.Time
	room    *classroom.Room
	cookies page.Cookies
	demo    bool

	login         page.View[Login]
	account       page.View[Account]
	passphrase    page.View[Passphrase]
	authenticator page.View[Authenticator]
	confirm       page.View[Confirm]
	role          page.View[RoleChoice]
}

// New binds the area's templates. In a demo the passphrase may wait.
func New(r *page.Renderer, now func() time.Time, room *classroom.Room, cookies page.Cookies, demo bool) *Area {
	return &Area{
		now: now, room: room, cookies: cookies, demo: demo,
		login:         page.Bind[Login](r, "account/login"),
		account:       page.Bind[Account](r, "account/account"),
		passphrase:    page.Bind[Passphrase](r, "account/passphrase"),
		authenticator: page.Bind[Authenticator](r, "account/authenticator"),
		confirm:       page.Bind[Confirm](r, "account/confirm"),
		role:          page.Bind[RoleChoice](r, "account/role"),
	}
}

// Routes lists the area's addresses.
func (a *Area) Routes() []policy.Route {
	get, post := http.MethodGet, http.MethodPost
	return []policy.Route{
		{Method: get, Path: "/login", Action: policy.SignInOut, Handler: a.showLogin},
		{Method: post, Path: "/login", Action: policy.SignInOut, Handler: a.signIn},
		{Method: post, Path: "/logout", Action: policy.Account, Handler: a.signOut},
		{Method: get, Path: "/account", Action: policy.Account, Handler: a.showAccount},
		{Method: get, Path: "/account/passphrase", Action: policy.Account, Handler: a.showPassphrase},
		{Method: post, Path: "/account/passphrase", Action: policy.Account, Handler: a.setPassphrase},
		{Method: get, Path: "/account/authenticator", Action: policy.Account, Handler: a.showAuthenticator},
		{Method: post, Path: "/account/authenticator", Action: policy.Account, Handler: a.enrol},
		{Method: post, Path: "/account/authenticator/begin", Action: policy.Account, Handler: a.begin},
		{Method: get, Path: "/account/confirm", Action: policy.Account, Handler: a.showConfirm},
		{Method: post, Path: "/account/confirm", Action: policy.Account, Handler: a.stepUp},
		{Method: get, Path: "/account/role", Action: policy.Account, Handler: a.showRole},
		{Method: post, Path: "/account/role", Action: policy.Account, Handler: a.switchRole},
		{Method: post, Path: "/account/sessions/:session/end", Action: policy.Account, Handler: a.endSession, Object: a.session},
	}
}

// session says whose session the path names: only one's own are found.
func (a *Area) session(c *fiber.Ctx, s training.Scope) (policy.Object, error) {
	mine, err := a.room.Sessions(c.UserContext(), s)
	if err != nil {
		return policy.Object{}, err
	}
	for _, x := range mine {
		if string(x.ID) == c.Params("session") {
			return policy.Object{Site: x.Site, Team: x.Team, Person: x.Person}, nil
		}
	}
	return policy.Object{}, training.NotFound("session")
}

// next is where a form leads afterwards; home when it names nothing sensible.
func next(to string, home training.Role) string { return page.LocalPath(to, home.Home()) }

// agent shortens a User-Agent for the person's own list of sessions.
func agent(c *fiber.Ctx) string {
	ua := c.Get(fiber.HeaderUserAgent)
	system := "unknown system"
	for _, s := range []string{"Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux"} {
		if strings.Contains(ua, s) {
			system = s
			break
		}
	}
	for _, b := range []struct{ sign, name string }{{"Edg/", "Edge"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}} {
		if strings.Contains(ua, b.sign) {
			return b.name + " on " + system
		}
	}
	return "a program on " + system
}
