package rangeserver

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// A team's address is its identity, so log-in asks for nothing that the team
// must keep secret: every client becomes the team's observer, an account that
// is not part of the world, reads what is public and can do nothing. Tokens
// are drawn from the team's key (range.json's neighbour keys.json), so they
// outlive a restart and are refused at another team's address.

// observerID is an id that no dataset uses: planted ids are snowflakes.
const observerID = "1"

// ObserverEmail is what toot's "login_cli --email" wants; the passphrase that
// goes with it stands in range.json.
const ObserverEmail = "observer@" + chatterlyHost

// oob is the redirect of clients that let a person copy the code.
const oob = "urn:ietf:wg:oauth:2.0:oob"

func observer(t time.Time) apiAccount {
	return apiAccount{
		ID: observerID, Username: "observer", Acct: "observer", DisplayName: "Range observer", Discoverable: false, Locked: true,
		CreatedAt: ms(t.Truncate(24 * time.Hour)), Note: "<p>" + label + ": the account by which tools read the range.</p>",
		URL: chatterlyURL + "/about", URI: chatterlyURL + "/about",
		Avatar: chatterlyURL + "/static/avatar.svg", AvatarStatic: chatterlyURL + "/static/avatar.svg",
		Header: chatterlyURL + "/static/header.svg", HeaderStatic: chatterlyURL + "/static/header.svg",
		Emojis: []any{}, Fields: []apiField{}, Source: &apiSource{Privacy: "public", Language: "en", Fields: []apiField{}},
	}
}

// draw derives a credential from the team's key.
func (tm *team) draw(purpose string) string {
	h := hmac.New(sha256.New, tm.key)
	h.Write([]byte(purpose))
	return hex.EncodeToString(h.Sum(nil))[:43]
}

// token says whether the request bears the team's token, and whether it bears any.
func (tm *team) token(r *http.Request) (valid, sent bool) {
	text, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if text = strings.TrimSpace(text); !ok || text == "" {
		return false, false
	}
	return same(text, tm.draw("token")) || same(text, tm.draw("app")), true
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

func oauthJSON(status int, v any) answer {
	return answer{status: status, mime: "application/json; charset=utf-8", body: jsonBody(v), surface: "microblog", quiet: true}
}

func (tm *team) registerApp(r *http.Request) answer {
	q, err := form(r)
	if err != nil {
		return apiError(http.StatusUnprocessableEntity, "Validation failed: the request could not be read")
	}
	name, redirect := q.Get("client_name"), q.Get("redirect_uris")
	if name == "" || redirect == "" {
		return apiError(http.StatusUnprocessableEntity, "Validation failed: client_name and redirect_uris must be given")
	}
	return oauthJSON(http.StatusOK, map[string]any{
		"id": "1", "name": name, "website": q.Get("website"), "redirect_uri": redirect, "redirect_uris": strings.Fields(redirect),
		"client_id": tm.draw("client"), "client_secret": tm.draw("secret"), "vapid_key": "",
	})
}

// oauthAnswer serves /oauth/…; nothing of it is an artefact.
func (tm *team) oauthAnswer(r *http.Request, t time.Time) answer {
	a := tm.oauthRoutes(r, t)
	a.quiet = true
	return a
}

func (tm *team) oauthRoutes(r *http.Request, t time.Time) answer {
	switch strings.TrimSuffix(r.URL.Path, "/") {
	case "/oauth/authorize":
		return tm.authorize(r, t)
	case "/oauth/token":
		if r.Method == http.MethodPost {
			return tm.grant(r, t)
		}
	case "/oauth/revoke":
		return oauthJSON(http.StatusOK, map[string]any{})
	}
	return apiError(http.StatusNotFound, notFound)
}

// authorize shows a form with one button, and after it the code, or sends it
// to a client that listens on this machine (RFC 8252 §7.3).
func (tm *team) authorize(r *http.Request, t time.Time) answer {
	q, err := form(r)
	if err != nil {
		return textPage(http.StatusBadRequest, "microblog", "The request could not be read.\n")
	}
	redirect := q.Get("redirect_uri")
	if redirect == "" {
		redirect = oob
	}
	if q.Get("client_id") != tm.draw("client") || q.Get("response_type") != "code" {
		return tm.chatterlyMessage(http.StatusBadRequest, t, "Log-in failed", "The client is not registered here. Register it first: tools do that by themselves at /api/v1/apps.")
	}
	if redirect != oob && !loopback(redirect) {
		return tm.chatterlyMessage(http.StatusBadRequest, t, "Log-in failed", "The range sends codes only to clients on this computer.")
	}
	if r.Method != http.MethodPost {
		return tm.renderAuthorize(t, authorizePage{Fields: q, Team: tm.name})
	}
	if redirect == oob {
		return tm.renderAuthorize(t, authorizePage{Code: tm.draw("code"), Team: tm.name})
	}
	u, _ := url.Parse(redirect) // loopback has read it
	back := u.Query()
	back.Set("code", tm.draw("code"))
	if s := q.Get("state"); s != "" {
		back.Set("state", s)
	}
	u.RawQuery = back.Encode()
	a := oauthJSON(http.StatusFound, map[string]any{})
	a.header = http.Header{"Location": {u.String()}}
	return a
}

func loopback(redirect string) bool {
	u, err := url.Parse(redirect)
	if err != nil || u.Scheme != "http" || u.User != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// grant serves /oauth/token: the code, the observer's passphrase (for tools
// that log in on the command line) or the client alone.
func (tm *team) grant(r *http.Request, t time.Time) answer {
	q, err := form(r)
	if err != nil {
		return oauthJSON(http.StatusBadRequest, map[string]string{"error": "invalid_request"})
	}
	if !same(q.Get("client_id"), tm.draw("client")) || !same(q.Get("client_secret"), tm.draw("secret")) {
		return oauthJSON(http.StatusUnauthorized, map[string]string{"error": "invalid_client", "error_description": "Client authentication failed: register the client at this team's address first."})
	}
	scope := q.Get("scope")
	if scope == "" {
		scope = "read"
	}
	token := ""
	switch q.Get("grant_type") {
	case "authorization_code":
		if same(q.Get("code"), tm.draw("code")) {
			token = tm.draw("token")
		}
	case "password":
		if strings.EqualFold(q.Get("username"), ObserverEmail) && same(q.Get("password"), tm.passphrase()) {
			token = tm.draw("token")
		}
	case "client_credentials":
		token = tm.draw("app")
	default:
		return oauthJSON(http.StatusBadRequest, map[string]string{"error": "unsupported_grant_type"})
	}
	if token == "" {
		return oauthJSON(http.StatusBadRequest, map[string]string{"error": "invalid_grant", "error_description": "The code or passphrase is not the one of this team; it stands in range.json and on the toolbox card."})
	}
	return oauthJSON(http.StatusOK, map[string]any{"access_token": token, "token_type": "Bearer", "scope": scope, "created_at": t.Unix()})
}

// passphrase is four groups of the team's key: long enough to be no password
// at all, short enough to be typed.
func (tm *team) passphrase() string {
	p := tm.draw("passphrase")
	return p[:5] + "-" + p[5:10] + "-" + p[10:15] + "-" + p[15:20]
}
