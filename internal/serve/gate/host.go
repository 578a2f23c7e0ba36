package gate

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/finding"
)

// host refuses names that are not ours: a page of a stranger's whose name has been pointed at this machine (DNS
// rebinding) would else be of our origin. Addresses in figures pass, as no name server can point them anywhere.
func (g *Gate) host(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !g.ours(r.Host) {
			g.refuse(w, r, problem.New(http.StatusMisdirectedRequest, finding.Finding{Code: "SERVE-HOST",
				Message: "请求里的主机名不是本服务的名称。", English: "the host of the request is no name of this service",
				Hint: "用 127.0.0.1 或 localhost 访问；要用别的名称，启动时加 --host 名称"}))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (g *Gate) ours(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	return name == "localhost" || slices.ContainsFunc(g.Hosts, func(h string) bool { return strings.ToLower(h) == name })
}

// sameOrigin refuses what a page of another origin has its reader's browser send.
func (g *Gate) sameOrigin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if g.cross.Check(r) != nil {
			g.refuse(w, r, problem.New(http.StatusForbidden, finding.Finding{Code: "SERVE-CROSS",
				Message: "请求来自别的网站的网页，没有受理。", English: "the request comes from a page of another site"}))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// headers tell browsers to hold to this origin. There is no CORS: no other page may read an answer.
func (g *Gate) headers(next http.Handler) http.Handler {
	fixed := map[string]string{
		"Content-Security-Policy":      g.CSP,
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Permissions-Policy":           "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
		"Referrer-Policy":              "no-referrer",
		"X-Content-Type-Options":       "nosniff",
		"X-Frame-Options":              "DENY",
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range fixed {
			w.Header().Set(name, value)
		}
		next.ServeHTTP(w, r)
	})
}

// Proxies are the machines before us whose headers are believed.
type Proxies struct {
	From []netip.Prefix
	Who  string // the header with the name of the user they have let in; empty: none
}

// from says whether a request comes straight from such a machine.
func (p Proxies) from(r *http.Request) bool {
	a, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && slices.ContainsFunc(p.From, func(n netip.Prefix) bool { return n.Contains(a.Addr().Unmap()) })
}

// peer is the address a request comes from: what the nearest believed machine says, else that of the connection.
func (p Proxies) peer(r *http.Request) string {
	if p.from(r) {
		list := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
		if a, err := netip.ParseAddr(strings.TrimSpace(list[len(list)-1])); err == nil {
			return a.String()
		}
	}
	if a, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
		return a.Addr().String()
	}
	return ""
}

// secure says whether the browser's connection is encrypted, here or by a believed machine before us.
func (p Proxies) secure(r *http.Request) bool {
	return r.TLS != nil || p.from(r) && r.Header.Get("X-Forwarded-Proto") == "https"
}
