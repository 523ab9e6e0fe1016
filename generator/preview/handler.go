package preview

import (
	"bytes"
	"encoding/json"
	"html"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/page"
)

// own is where the server's own files stand; no agency or page has this name.
const own = "_fazhi/"

// Handler serves the preview to requests that name one of the hosts, each with
// its port.
func (s *Server) Handler(hosts []string) http.Handler {
	return guard(hosts, http.HandlerFunc(s.serve))
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if rest, ok := strings.CutPrefix(name, own); ok {
		s.serveOwn(w, r, rest)
		return
	}
	e := s.now.Load()
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	var data []byte
	var ok bool
	var err error
	fault := safely(name, func() { data, ok, err = e.get(name) })
	switch {
	case err != nil:
		s.standIn(w, r, e, name, stand{
			status: http.StatusInternalServerError, title: e.Builder.Words("preview")["broken"],
			explain: strings.Replace(e.Builder.Words("preview")["failed"], "{}", err.Error(), 1),
		})
	case len(fault) > 0:
		s.standIn(w, r, e, name, stand{
			status: http.StatusInternalServerError, title: e.Builder.Words("preview")["broken"],
			notes: []note{newNote(fault[0], name)},
		})
	case ok:
		s.send(w, r, e, name, http.StatusOK, data)
	case path.Ext(name) == "" && e.has(name+"/index.html"):
		http.Redirect(w, r, (&url.URL{Path: "/" + name + "/"}).String(), http.StatusTemporaryRedirect)
	default:
		s.missing(w, r, e, name)
	}
}

// missing answers for a page that is not there: with what is wrong with it, or
// where it is of nothing that is known, with what may have kept it from being
// made.
func (s *Server) missing(w http.ResponseWriter, r *http.Request, e *edition, name string) {
	word := e.Builder.Words("preview")
	in := stand{status: http.StatusNotFound, title: word["broken"], explain: word["broken_note"], notes: e.on(name)}
	if len(in.notes) == 0 {
		in.notes = e.errors(name)
		in.title, in.explain = word["no_page"], word["no_page_why"]
		if len(in.notes) == 0 {
			in.explain = word["no_page_note"]
		}
	}
	s.standIn(w, r, e, name, in)
}

// serveOwn serves the few files of the server itself.
func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request, name string) {
	e := s.now.Load()
	switch name {
	case "livereload":
		s.reload.Socket(w, r)
	case "livereload.js":
		s.reload.Script(w, r)
	case "preview.js", "preview.css":
		data, err := fs.ReadFile(e.Templates, "assets/preview/"+name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", typeOf(name))
		_, _ = w.Write(data)
	case "edition":
		w.Header().Set("Content-Type", typeOf(".txt"))
		_, _ = w.Write([]byte(e.name))
	case "findings.json":
		all := []noteData{}
		for _, n := range e.all() {
			all = append(all, s.noteData(n))
		}
		w.Header().Set("Content-Type", typeOf(name))
		_ = json.NewEncoder(w).Encode(all)
	default:
		http.NotFound(w, r)
	}
}

// get makes one file of the site.
func (e *edition) get(name string) (data []byte, ok bool, err error) {
	if id, _, inside := strings.Cut(name, "/"); inside && e.byID[id] != nil {
		return e.byID[id].outline.Get(name)
	}
	files, err := e.portal()
	if err != nil {
		return nil, false, err
	}
	data = files.Get(name)
	return data, data != nil, nil
}

// has reports whether there is a file of that path.
func (e *edition) has(name string) bool {
	_, ok, err := e.get(name)
	return ok && err == nil
}

// errors gives the errors of a page's agency, or of the site.
func (e *edition) errors(name string) []note {
	if path.Ext(name) != ".html" {
		return nil
	}
	notes := e.notes
	if id, _, ok := strings.Cut(name, "/"); ok && e.byID[id] != nil {
		notes = e.byID[id].notes
	}
	var out []note
	for _, n := range notes {
		if n.Severity == finding.Error && n.Waived == "" {
			out = append(out, n)
		}
	}
	return out
}

// stand is a page in the place of one that is not there.
type stand struct {
	status         int
	title, explain string
	notes          []note
}

// standIn sends a page in the place of one that is not there. It loads again
// like any other, so that the page appears once it can be made.
func (s *Server) standIn(w http.ResponseWriter, r *http.Request, e *edition, name string, in stand) {
	var problems []page.Problem
	for _, n := range in.notes {
		problems = append(problems, s.problem(n))
	}
	links := []page.Link{{Label: e.Builder.Title(), Href: "index.html"}}
	if id, _, ok := strings.Cut(name, "/"); ok && e.byID[id] != nil {
		links = append(links, page.Link{Label: e.byID[id].model.ShortName(), Href: id + "/index.html"})
	}
	data, err := e.Builder.Problems(path.Clean(name), in.title, in.explain, problems, links)
	if err != nil {
		http.Error(w, in.title+"\n"+in.explain+"\n"+err.Error(), in.status)
		return
	}
	s.send(w, r, e, name, in.status, data)
}

func (s *Server) problem(n note) page.Problem {
	p := page.Problem{
		ID: n.ID, Severity: n.Severity.Label().In(s.opts.Lang), Answer: n.Severity == finding.Error,
		Place: placeOf(n.Pos), Line: n.Pos.Line, Message: printable(n.Message, s.opts.Lang),
		Expected: printable(n.Expected, s.opts.Lang), Cure: printable(n.Cure, s.opts.Lang),
	}
	p.Before, p.Marked, p.After = n.Pos.Excerpt()
	return p
}

// send sends a file; a page gets the preview's script, style and findings.
func (s *Server) send(w http.ResponseWriter, r *http.Request, e *edition, name string, status int, data []byte) {
	kind := typeOf(name)
	if status != http.StatusOK {
		kind = typeOf(".html") // whatever was asked for
	}
	if strings.HasPrefix(kind, "text/html") {
		_ = safely(name, func() { data = s.inject(data, r.Host, s.pageData(e, name)) }) // a page without findings is better than none
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = w.Write(data)
}

// inject puts the preview into a page. The page's policy stays, and lets the
// page's own socket through by name, since not every browser takes 'self' to
// mean it.
func (s *Server) inject(data []byte, host string, d pageData) []byte {
	const policy = "default-src 'self';"
	head := bytes.Index(data, []byte("</head>"))
	if head < 0 || !bytes.Contains(data[:head], []byte(policy)) {
		return data // no page of ours
	}
	told, err := json.Marshal(d) // with < as \u003c
	if err != nil {
		return data
	}
	var b bytes.Buffer
	b.Grow(len(data) + len(told) + 512)
	b.Write(bytes.Replace(data[:head], []byte(policy), []byte(policy+" connect-src 'self' ws://"+html.EscapeString(host)+";"), 1))
	b.WriteString(`<link rel="stylesheet" href="/` + own + `preview.css">
<script type="application/json" id="fz-data">`)
	b.Write(told)
	b.WriteString(`</script>
<script src="/` + own + `preview.js" defer></script>
<script src="/` + own + `livereload.js?mindelay=50&amp;v=2&amp;path=` + own + `livereload" defer></script>
`)
	b.Write(data[head:])
	return b.Bytes()
}

// typeOf gives the type of a file by its ending. The system's own table is not
// asked: it differs from machine to machine.
func typeOf(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".json":
		return "application/json; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	case ".pdf":
		return "application/pdf"
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".txt":
		return "text/plain; charset=utf-8"
	case ".md":
		return "text/markdown; charset=utf-8"
	case ".toml":
		return "application/toml"
	}
	return "application/octet-stream"
}
