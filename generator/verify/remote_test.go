package verify

import (
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A host is asked below one address alone, and leads nowhere else.
func TestRemote(t *testing.T) {
	var asked []string
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("another host was asked") }))
	defer other.Close()
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path)
		switch r.URL.Path {
		case "/s/file", "/s/a/":
			_, _ = w.Write([]byte("x"))
		case "/s/a/index.html":
			http.Redirect(w, r, "/s/a/", http.StatusMovedPermanently)
		case "/s/away":
			http.Redirect(w, r, other.URL+"/s/away", http.StatusFound)
		case "/s/round":
			http.Redirect(w, r, "/s/round", http.StatusFound)
		case "/s/broken":
			w.WriteHeader(http.StatusBadGateway)
		case "/s/huge":
			w.Header().Set("Content-Length", "999999999999")
		case "/s/torn":
			w.Header().Set("Content-Length", "10")
			_, _ = w.Write([]byte("x"))
		default:
			http.NotFound(w, r)
		}
	}))
	defer host.Close()
	files, err := Remote(host.URL+"/s/index.html", Patience)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]error{
		"file": nil, "a/index.html": nil, "none": fs.ErrNotExist, "away": ErrElsewhere, "round": ErrUnreachable, "broken": ErrUnreachable,
		"../file": fs.ErrInvalid, "/file": fs.ErrInvalid, "torn": ErrUnreachable,
	} {
		target, err := open(files)
		if err != nil {
			t.Fatal(err)
		}
		data, err := target.ReadFile(name)
		if want == nil && (err != nil || string(data) != "x") || want != nil && !errors.Is(err, want) {
			t.Errorf("%s: %q, %v; want %v", name, data, err, want)
		}
	}
	var size *SizeError
	if _, err := fs.ReadFile(files, "huge"); !errors.As(err, &size) {
		t.Errorf("a huge file: %v", err)
	}
	for _, name := range asked {
		if !strings.HasPrefix(name, "/s/") {
			t.Errorf("asked for %s", name)
		}
	}
	for _, bad := range []string{"ftp://example.com/", "https:///x", "http://", "://"} {
		if _, err := Remote(bad, Patience); !errors.Is(err, ErrAddress) {
			t.Errorf("%s: %v", bad, err)
		}
	}
}
