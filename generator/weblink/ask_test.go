package weblink_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"crypto/x509"

	"fazhi/generator/civil"
	"fazhi/generator/weblink"
)

func day(s string) civil.Date {
	d, err := civil.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// host is a host with an answer for everything that links meet.
func host(t *testing.T, seen func(*http.Request)) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/ok", func(w http.ResponseWriter, r *http.Request) {})
	mux.HandleFunc("/no-head", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusMethodNotAllowed)
		}
	})
	mux.HandleFunc("/gone", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusGone) })
	mux.HandleFunc("/refused", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusForbidden) })
	mux.HandleFunc("/failing", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	mux.Handle("/moved", http.RedirectHandler("/ok", http.StatusMovedPermanently))
	mux.Handle("/for-now", http.RedirectHandler("/ok", http.StatusFound))
	mux.Handle("/to-gone", http.RedirectHandler("/none", http.StatusMovedPermanently))
	mux.Handle("/loop", http.RedirectHandler("/loop", http.StatusFound))
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen(r)
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func TestAsk(t *testing.T) {
	var mu sync.Mutex
	heads := map[string]int{}
	s := host(t, func(r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		heads[r.Method]++
		if !strings.HasPrefix(r.UserAgent(), "fazhi-links/") {
			t.Errorf("it introduces itself as %q", r.UserAgent())
		}
	})
	cases := []struct {
		path   string
		result weblink.Result
		code   int
		why    weblink.Reason
		to     string
	}{
		{"/ok", weblink.OK, 200, "", ""}, {"/no-head", weblink.OK, 200, "", ""}, {"/for-now", weblink.OK, 200, "", ""},
		{"/moved", weblink.Moved, 200, "", "/ok"}, {"/gone", weblink.Gone, 410, "", ""}, {"/none", weblink.Gone, 404, "", ""}, {"/to-gone", weblink.Gone, 404, "", ""},
		{"/refused", weblink.Refused, 403, "", ""}, {"/failing", weblink.Failing, 502, "", ""},
		{"/loop", weblink.Unreachable, 0, weblink.Loop, ""}, {"/slow", weblink.Unreachable, 0, weblink.Slow, ""},
	}
	var addresses []string
	for _, c := range cases {
		addresses = append(addresses, s.URL+c.path)
	}
	told := 0
	a := weblink.Asker{Inner: true, Timeout: 500 * time.Millisecond, Day: day("2024-03-01"), Told: func(weblink.State) { told++ }}
	for i, got := range a.Ask(context.Background(), addresses) {
		c := cases[i]
		if to := strings.TrimPrefix(got.To, s.URL); got.Address != addresses[i] || got.Result != c.result || got.Code != c.code || got.Why != c.why || to != c.to {
			t.Errorf("%s: %+v", c.path, got)
		}
	}
	if told != len(cases) || heads["HEAD"] == 0 || heads["GET"] >= heads["HEAD"] {
		t.Errorf("told %d times; asked %v", told, heads)
	}
	// Nobody is there; an inner network is not asked.
	s.Close()
	if got := a.Ask(context.Background(), addresses[:1])[0]; got.Result != weblink.Unreachable || got.Why != weblink.Closed {
		t.Errorf("a host that is gone: %+v", got)
	}
	a.Inner = false
	if got := a.Ask(context.Background(), addresses[:1])[0]; got.Why != weblink.Private {
		t.Errorf("an inner network is asked: %+v", got)
	}
}

// A certificate that nobody knows is told; of one that ends soon the day.
func TestCertificates(t *testing.T) {
	s := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer s.Close()
	a := weblink.Asker{Inner: true, Day: day("2024-03-01")}
	if got := a.Ask(context.Background(), []string{s.URL})[0]; got.Result != weblink.Unreachable || got.Why != weblink.Certificate {
		t.Errorf("a certificate that nobody knows: %+v", got)
	}
	a.Roots = x509.NewCertPool()
	a.Roots.AddCert(s.Certificate())
	if got := a.Ask(context.Background(), []string{s.URL})[0]; got.Result != weblink.OK || !got.Until.IsZero() {
		t.Errorf("a good one: %+v", got)
	}
	end := civil.Of(s.Certificate().NotAfter)
	a.Day = civil.Of(s.Certificate().NotAfter.AddDate(0, 0, -20))
	if got := a.Ask(context.Background(), []string{s.URL})[0]; got.Result != weblink.OK || got.Until != end {
		t.Errorf("one that ends in 20 days: %+v, want %s", got, end)
	}
}

// A host is asked one question at a time.
func TestPolite(t *testing.T) {
	var mu sync.Mutex
	now, most := 0, 0
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		mu.Lock()
		now++
		most = max(most, now)
		mu.Unlock()
		time.Sleep(5 * time.Millisecond)
		mu.Lock()
		now--
		mu.Unlock()
	}))
	defer s.Close()
	var addresses []string
	for _, p := range strings.Split("abcdefgh", "") {
		addresses = append(addresses, s.URL+"/"+p)
	}
	a := weblink.Asker{Inner: true}
	a.Ask(context.Background(), addresses)
	if most != 1 {
		t.Errorf("a host was asked %d questions at once", most)
	}
}

// The file changes only where an answer did, says what it is made of, and is read
// back as it was.
func TestStatus(t *testing.T) {
	ok := weblink.State{Address: "https://b.gov.cn/", Result: weblink.OK, Code: 200}
	dead := weblink.State{Address: "https://a.gov.cn/\"x", Result: weblink.Unreachable, Why: weblink.NoHost}
	var never *weblink.Status
	first := never.Next(day("2024-03-01"), []weblink.State{ok, dead})
	again := first.Next(day("2024-04-01"), []weblink.State{dead, ok})
	if a, b := string(first.Encode()), string(again.Encode()); strings.Replace(a, "asked = 2024-03-01", "asked = 2024-04-01", 1) != b {
		t.Errorf("nothing changed but the day, and yet:\n%s\n%s", a, b)
	}
	ok.Result, ok.Code = weblink.Gone, 404
	later := again.Next(day("2024-05-01"), []weblink.State{ok, dead})
	if got := later.Of(ok.Address); got.Since != day("2024-05-01") || later.Of(dead.Address).Since != day("2024-03-01") {
		t.Errorf("since when: %+v", later)
	}
	dir := t.TempDir()
	if err := later.Save(dir); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(weblink.StatusFile)))
	if err != nil {
		t.Fatal(err)
	}
	back, log := weblink.Read(fstest.MapFS{weblink.StatusFile: {Data: data}})
	if len(log) > 0 || !bytes.Equal(back.Encode(), data) {
		t.Errorf("read back: %v\n%s", log, data)
	}
	if got, log := weblink.Read(fstest.MapFS{}); got != nil || log != nil {
		t.Errorf("a workspace that never asked: %v %v", got, log)
	}
}

func TestAllowed(t *testing.T) {
	hosts := []string{"*.gov.cn", "www.npc.example"}
	for address, want := range map[string]bool{
		"https://www.gov.cn/": true, "https://sfj.x.gov.cn:8443/a": true, "http://WWW.NPC.example/": true,
		"https://gov.cn.evil.com/": false, "https://evilgov.cn/": false, "https://www.gov.cn@evil.com/": false, "https://npc.example/": false, "https://a.www.npc.example/": false, "%": false,
	} {
		if got := weblink.Allowed(address, hosts); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}
