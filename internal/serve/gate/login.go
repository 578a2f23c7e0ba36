package gate

import (
	_ "embed"
	"net/http"
	"strings"

	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/finding"
)

const (
	loginPath  = "/login"
	loginStyle = "/login.css"
	logoutPath = "/logout"
)

//go:embed login.html
var loginHTML string

//go:embed login.css
var loginCSS string

// maxForm is more than a token and its name need.
const maxForm = 4 << 10

// routes are the form for a token, its answer, and the way out.
func (a *Auth) routes(mux *http.ServeMux, g *Gate) {
	mux.HandleFunc("GET "+loginPath, func(w http.ResponseWriter, _ *http.Request) { login(w, http.StatusOK) })
	mux.HandleFunc("GET "+loginStyle, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, _ = w.Write([]byte(loginCSS))
	})
	mux.HandleFunc("POST "+loginPath, func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		if err := r.ParseForm(); err != nil {
			g.refuse(w, r, tooLarge(maxForm))
			return
		}
		keys := &Keys{}
		if a.Keys != nil {
			keys = a.Keys()
		}
		_, hash, ok := keys.find(strings.TrimSpace(r.PostForm.Get("token")), g.today())
		if !ok {
			g.note(r, "SERVE-AUTH")
			login(w, http.StatusForbidden)
			return
		}
		g.cookie(w, r, a.begin(hash, g.Now()), int(sessionTime.Seconds()))
		http.Redirect(w, r, "/", http.StatusSeeOther)
	})
	mux.HandleFunc("POST "+logoutPath, func(w http.ResponseWriter, r *http.Request) {
		if c, err := r.Cookie(cookieName); err == nil {
			a.end(c.Value)
		}
		g.cookie(w, r, "", -1)
		http.Redirect(w, r, loginPath, http.StatusSeeOther)
	})
}

// cookie sets or takes away what a browser shows with every later request. No script and no other site gets at it.
func (g *Gate) cookie(w http.ResponseWriter, r *http.Request, value string, age int) {
	http.SetCookie(w, &http.Cookie{Name: cookieName, Value: value, Path: "/", MaxAge: age, HttpOnly: true,
		SameSite: http.SameSiteStrictMode, Secure: g.Proxies.secure(r)})
}

// login writes the form; what was wrong with the last try is in the page already and shown by its class.
func login(w http.ResponseWriter, status int) {
	page := loginHTML
	if status == http.StatusOK {
		page = strings.Replace(page, `<p id="wrong" role="alert">`, `<p id="wrong" hidden>`, 1)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(page))
}

func (g *Gate) today() string { return g.Now().Format("2006-01-02") }

// tooLarge refuses a body.
func tooLarge(limit int64) *problem.Error {
	return problem.New(http.StatusRequestEntityTooLarge, finding.Finding{Code: "SERVE-BODY",
		Message: "发来的内容太大，上限是 " + size(limit) + "。", English: "the body is larger than " + size(limit),
		Hint: "分几次发送；上限由启动时的 --max-body 规定"})
}
