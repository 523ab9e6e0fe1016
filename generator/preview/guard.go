package preview

import (
	"net/http"
	"slices"
)

// guard keeps everybody out but the server's own pages: other programs' pages in
// the same browser could otherwise read drafts, by a name of theirs that
// suddenly means this machine, or by a socket, which no browser holds to one
// origin. hosts are the names, with the port, that the server answers to.
func guard(hosts []string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Content-Security-Policy", "frame-ancestors 'none'")
		switch {
		case !slices.Contains(hosts, r.Host):
			http.Error(w, "403: this address is not served", http.StatusForbidden)
		case foreign(r):
			http.Error(w, "403: only pages of this server may ask", http.StatusForbidden)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			http.Error(w, "405: only GET and HEAD", http.StatusMethodNotAllowed)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// foreign reports whether a page of another origin asks.
func foreign(r *http.Request) bool {
	for _, origin := range r.Header.Values("Origin") {
		if origin != "http://"+r.Host {
			return true
		}
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return false
	}
	return true
}
