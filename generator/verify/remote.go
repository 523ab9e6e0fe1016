package verify

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
)

// Patience is how long one request may take, with all of its answer, unless somebody
// says otherwise.
const Patience = time.Minute

// mostRedirects is how many redirects are followed.
const mostRedirects = 3

// ErrUnreachable says that a host does not answer as one that has a site.
var ErrUnreachable = errors.New("the host does not answer")

// ErrAddress says that an address cannot be that of a site.
var ErrAddress = errors.New("not the address of a site")

// ErrElsewhere says that a host leads to another one, which is not asked.
var ErrElsewhere = errors.New("leads to another host")

// remote reads the files of a site from its host. It asks only for names that it
// is told, below one address, and follows no redirect to another host.
type remote struct {
	base   *url.URL
	client *http.Client
}

// Base gives the folder that the address of a site's first page stands for, with a
// slash at its end.
func Base(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%w: %s", ErrAddress, address)
	}
	base := &url.URL{Scheme: u.Scheme, Host: u.Host, User: u.User, Path: u.Path}
	if path.Ext(base.Path) == ".html" {
		base.Path = path.Dir(base.Path)
	}
	base.Path = strings.TrimSuffix(base.Path, "/") + "/"
	return base, nil
}

// Remote makes a target of the address of a site's first page: http or https, on
// any host. No request may take longer than patience; what is read is limited like
// that of a folder.
func Remote(address string, patience time.Duration) (fs.FS, error) {
	base, err := Base(address)
	if err != nil {
		return nil, err
	}
	r := &remote{base: base}
	// No proxy of the environment: what is proved is what the host itself says.
	r.client = &http.Client{Timeout: patience, CheckRedirect: r.follow, Transport: &http.Transport{
		Proxy: nil, TLSHandshakeTimeout: patience / 4, ResponseHeaderTimeout: patience / 2, MaxIdleConnsPerHost: 1, ForceAttemptHTTP2: true,
		DisableCompression: true, // else a copy would be read in the place of its file
	}}
	return r, nil
}

// follow allows a redirect within the host, since many hosts answer index.html so.
func (r *remote) follow(req *http.Request, via []*http.Request) error {
	switch {
	case req.URL.Host != r.base.Host || req.URL.Scheme != r.base.Scheme:
		return ErrElsewhere
	case len(via) > mostRedirects:
		return ErrUnreachable
	}
	return nil
}

// Open asks for a file.
func (r *remote) Open(name string) (fs.File, error) {
	fail := func(err error) (fs.File, error) { return nil, &fs.PathError{Op: "get", Path: name, Err: err} }
	if !fs.ValidPath(name) || name == "." {
		return fail(fs.ErrInvalid)
	}
	u := *r.base
	u.Path += name
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, u.String(), nil)
	if err != nil {
		return fail(err)
	}
	req.Header.Set("Cache-Control", "no-cache") // what the host has, and not what lies between
	resp, err := r.client.Do(req)
	switch {
	case errors.Is(err, ErrElsewhere):
		return fail(ErrElsewhere)
	case err != nil:
		return fail(fmt.Errorf("%w: %w", ErrUnreachable, err))
	}
	switch {
	case resp.StatusCode == http.StatusOK && resp.ContentLength <= largestFile:
		return &answer{resp.Body, name, resp.ContentLength}, nil
	case resp.StatusCode == http.StatusOK:
		err = &SizeError{name}
	case resp.StatusCode == http.StatusNotFound, resp.StatusCode == http.StatusGone:
		err = fs.ErrNotExist
	case resp.StatusCode >= 500:
		err = fmt.Errorf("%w: %s", ErrUnreachable, resp.Status)
	default:
		err = errors.New(resp.Status)
	}
	_ = resp.Body.Close() // nothing was asked of it
	return fail(err)
}

// answer is a file as a host gives it.
type answer struct {
	io.ReadCloser
	name string
	size int64
}

// Stat says what is known of it.
func (a *answer) Stat() (fs.FileInfo, error) { return a, nil }

// Name is the last part of its path.
func (a *answer) Name() string { return path.Base(a.name) }

// Size is what the host says, -1 where it does not.
func (a *answer) Size() int64 { return a.size }

// Mode is that of a file.
func (a *answer) Mode() fs.FileMode { return 0o444 }

// ModTime is not known.
func (a *answer) ModTime() time.Time { return time.Time{} }

// IsDir is false.
func (a *answer) IsDir() bool { return false }

// Sys is nothing.
func (a *answer) Sys() any { return nil }
