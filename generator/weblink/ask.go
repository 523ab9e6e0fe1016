package weblink

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"syscall"
	"time"

	"fazhi/generator/civil"
)

// Asker asks hosts whether they have what links lead to: each host one question at a
// time, a few hosts at once, politely. It is the only part of the package that needs
// a network, and no build uses it.
type Asker struct {
	Day     civil.Date     // that certificates are judged for
	Timeout time.Duration  // for one address; 20 s where it is 0
	AtOnce  int            // hosts; 6 where it is 0
	Inner   bool           // addresses of this machine and of inner networks may be asked
	Roots   *x509.CertPool // who may sign certificates; nil for those that the system knows

	Told func(State) // called for each address as soon as it is known, one at a time
}

// agent is how the program introduces itself.
const agent = "fazhi-links/1 (+checks the links of a government site; asks each address once)"

// soon is how many days before its end a certificate is told.
const soon = 30

// maxHops is how often a host may send on.
const maxHops = 8

// Ask asks for all addresses and gives their states in the same order.
func (a *Asker) Ask(ctx context.Context, addresses []string) []State {
	out := make([]State, len(addresses))
	byHost := map[string][]int{}
	var hosts []string
	for i, address := range addresses {
		h := hostOf(address)
		if byHost[h] == nil {
			hosts = append(hosts, h)
		}
		byHost[h] = append(byHost[h], i)
	}
	client := a.client()
	defer client.CloseIdleConnections()
	var wg sync.WaitGroup
	var one sync.Mutex
	next := make(chan string)
	for range min(len(hosts), orElse(a.AtOnce, 6)) {
		wg.Go(func() {
			for h := range next {
				for _, i := range byHost[h] {
					s := a.ask(ctx, client, addresses[i])
					out[i] = s
					one.Lock()
					if a.Told != nil {
						a.Told(s)
					}
					one.Unlock()
				}
			}
		})
	}
	for _, h := range hosts {
		next <- h
	}
	close(next)
	wg.Wait()
	return out
}

func orElse(n, other int) int {
	if n > 0 {
		return n
	}
	return other
}

// errPrivate says that an address is one of an inner network.
var errPrivate = errors.New("an address of an inner network")

// errHops says that a host sends on without end.
var errHops = errors.New("sent on too often")

func (a *Asker) client() *http.Client {
	dial := &net.Dialer{Timeout: a.timeout(), Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		if ip := at.Addr().Unmap(); !a.Inner && (ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsUnspecified() || ip.IsMulticast()) {
			return errPrivate
		}
		return nil
	}}
	return &http.Client{
		Transport: &http.Transport{
			DialContext: dial.DialContext, TLSClientConfig: &tls.Config{RootCAs: a.Roots}, TLSHandshakeTimeout: a.timeout(), ResponseHeaderTimeout: a.timeout(),
			MaxIdleConnsPerHost: 1, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // followed by hand, to see whether for good
	}
}

func (a *Asker) timeout() time.Duration {
	if a.Timeout > 0 {
		return a.Timeout
	}
	return 20 * time.Second
}

// ask asks for the head of an address; for the whole where a host has no heads.
func (a *Asker) ask(ctx context.Context, client *http.Client, address string) State {
	ctx, cancel := context.WithTimeout(ctx, a.timeout())
	defer cancel()
	s := a.walk(ctx, client, http.MethodHead, address)
	if s.Result != OK && s.Result != Moved && s.Why != Private && s.Why != NoHost && s.Why != Certificate {
		s = a.walk(ctx, client, http.MethodGet, address)
	}
	return s
}

// walk follows an address to its end.
func (a *Asker) walk(ctx context.Context, client *http.Client, method, address string) State {
	s := State{Address: address, Result: OK}
	to, good := address, true // so far for good
	for hop := 0; ; hop++ {
		if hop > maxHops {
			return unreachable(s, errHops)
		}
		req, err := http.NewRequestWithContext(ctx, method, to, nil)
		if err != nil {
			return unreachable(s, err)
		}
		req.Header.Set("User-Agent", agent)
		req.Header.Set("Accept", "text/html,*/*;q=0.5")
		resp, err := client.Do(req)
		if err != nil {
			return unreachable(s, err)
		}
		_, _ = io.CopyN(io.Discard, resp.Body, 4<<10) // so that the connection may serve again
		resp.Body.Close()
		a.certificate(&s, resp)
		s.Code = resp.StatusCode
		next, err := resp.Location()
		if resp.StatusCode/100 != 3 || err != nil {
			break
		}
		if next.Scheme != "http" && next.Scheme != "https" {
			break
		}
		good = good && (resp.StatusCode == http.StatusMovedPermanently || resp.StatusCode == http.StatusPermanentRedirect)
		next.Fragment = ""
		to = next.String()
	}
	s.Result = resultOf(s.Code)
	if to != address && s.Result == OK && (good || hostOf(to) != hostOf(address)) {
		s.To = to
		if good {
			s.Result = Moved
		}
	}
	return s
}

func resultOf(code int) Result {
	switch {
	case code == http.StatusNotFound, code == http.StatusGone:
		return Gone
	case code >= 500:
		return Failing
	case code >= 400:
		return Refused
	}
	return OK
}

// certificate notes the end of a certificate that is near.
func (a *Asker) certificate(s *State, resp *http.Response) {
	if resp.TLS == nil || len(resp.TLS.PeerCertificates) == 0 {
		return
	}
	until := civil.Of(resp.TLS.PeerCertificates[0].NotAfter)
	if until.Time().Sub(a.Day.Time()) <= soon*24*time.Hour && (s.Until.IsZero() || until.Before(s.Until)) {
		s.Until = until
	}
}

// unreachable says why there was no answer.
func unreachable(s State, err error) State {
	s.Result, s.Code, s.To, s.Until = Unreachable, 0, "", civil.Date{}
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var timeout net.Error
	switch {
	case errors.Is(err, errPrivate):
		s.Why = Private
	case errors.Is(err, errHops):
		s.Why = Loop
	case errors.As(err, &dns) && dns.IsNotFound:
		s.Why = NoHost
	case errors.As(err, &cert):
		s.Why = Certificate
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		s.Why = Slow
	default:
		s.Why = Closed
	}
	return s
}
