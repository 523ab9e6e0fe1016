package assets

import (
	"net/http"
	"sync"

	"github.com/gohugoio/hugo/livereload"
)

// Reload tells open pages to load themselves again, by Hugo's live reload. All
// Reloads of a process speak to the same pages. Who may open the connection is
// for the server around Socket to say: Hugo's own check passes every port of
// the host, and believes a header that anybody can send.
type Reload struct{}

// startReload runs Hugo's hub, of which a process has one.
var startReload = sync.OnceFunc(livereload.Initialize)

// NewReload starts live reload.
func NewReload() Reload {
	startReload()
	return Reload{}
}

// Socket serves the connection on which a page waits.
func (Reload) Socket(w http.ResponseWriter, r *http.Request) { livereload.Handler(w, r) }

// Script serves the script that opens the connection. The address that it is
// loaded from says where: livereload.js?path=….
func (Reload) Script(w http.ResponseWriter, r *http.Request) { livereload.ServeJS(w, r) }

// Pages makes every open page load again.
func (Reload) Pages() { livereload.ForceRefresh() }
