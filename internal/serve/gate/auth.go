package gate

import (
	"context"
	"crypto/rand"
	_ "embed"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Auth lets in those who have a token, or whom a believed proxy names.
type Auth struct {
	Keys func() *Keys // as the file is now; nil: no tokens, the proxy's word only

	mu       sync.Mutex
	sessions map[string]session // by the value of the cookie
}

// session is a browser that has shown a token.
type session struct {
	hash string // of the token: the session ends when its line leaves the file
	ends time.Time
}

const (
	cookieName  = "gongbiao"
	sessionTime = 12 * time.Hour
	maxSessions = 10_000
)

// known lets through those who may come in, and tells next who they are.
func (g *Gate) known(next http.Handler) http.Handler {
	if g.Auth == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if open[r.URL.Path] {
			next.ServeHTTP(w, r)
			return
		}
		id, ok := g.identify(r)
		if !ok {
			g.turnAway(w, r)
			return
		}
		if e, is := r.Context().Value(entryKey).(*logEntry); is {
			e.who = id.Name
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), whoKey, id)))
	})
}

// open are the paths that lead to a token's form, and what it looks like.
var open = map[string]bool{loginPath: true, loginStyle: true, logoutPath: true}

// identify finds out who sends a request: by its token, its cookie, or the proxy's word.
func (g *Gate) identify(r *http.Request) (Identity, bool) {
	keys, today := &Keys{}, g.Now().Format(time.DateOnly)
	if g.Auth.Keys != nil {
		keys = g.Auth.Keys()
	}
	if scheme, token, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok && strings.EqualFold(scheme, "Bearer") {
		id, _, ok := keys.find(strings.TrimSpace(token), today)
		return id, ok
	}
	if g.Proxies.Who != "" && g.Proxies.from(r) {
		if name := r.Header.Values(g.Proxies.Who); len(name) == 1 && GoodName(name[0]) {
			return keys.named(name[0]), true
		}
	}
	if c, err := r.Cookie(cookieName); err == nil {
		if s, ok := g.Auth.session(c.Value, g.Now()); ok {
			id, _, ok := keys.hashed([]byte(s.hash), today)
			return id, ok
		}
	}
	return Identity{}, false
}

func (a *Auth) session(value string, now time.Time) (session, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	s, ok := a.sessions[value]
	if ok && now.After(s.ends) {
		delete(a.sessions, value)
		ok = false
	}
	return s, ok
}

// begin makes a session and gives the value of its cookie.
func (a *Auth) begin(hash string, now time.Time) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.sessions == nil {
		a.sessions = map[string]session{}
	}
	if len(a.sessions) >= maxSessions { // those that have ended, else the one that ends first
		first := ""
		for v, s := range a.sessions {
			if now.After(s.ends) {
				delete(a.sessions, v)
			} else if first == "" || s.ends.Before(a.sessions[first].ends) {
				first = v
			}
		}
		if len(a.sessions) >= maxSessions {
			delete(a.sessions, first)
		}
	}
	value := rand.Text()
	a.sessions[value] = session{hash, now.Add(sessionTime)}
	return value
}

func (a *Auth) end(value string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.sessions, value)
}

// turnAway sends people to the form for their token and tells programs what is missing.
func (g *Gate) turnAway(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && r.URL.Path == "/" && g.Auth.Keys != nil && strings.Contains(r.Header.Get("Accept"), "text/html") {
		g.note(r, "SERVE-AUTH")
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, loginPath, http.StatusSeeOther)
		return
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="gongbiao"`)
	g.refuse(w, r, problem.New(http.StatusUnauthorized, finding.Finding{Code: "SERVE-AUTH",
		Message: "没有口令，或口令不对、已过期。", English: "no token, or one that is wrong or has expired",
		Hint: "请求头写 Authorization: Bearer 口令；网页请到 /login 登录"}))
}
