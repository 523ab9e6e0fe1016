package preview

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"time"
)

// attempts is how many ports are tried where the one asked for is taken.
const attempts = 50

// Listen opens a port on the loopback: the one asked for, or the next that is
// free; any for 0. It is never reachable from another machine.
func Listen(port int) ([]net.Listener, int, error) {
	var first error
	for i := range attempts {
		at := port
		if port != 0 {
			at += i
		}
		l, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(at)))
		if err != nil {
			if first == nil {
				first = err
			}
			continue
		}
		at = l.Addr().(*net.TCPAddr).Port
		all := []net.Listener{l}
		// localhost may mean either; where there is no IPv6, 127.0.0.1 does.
		if six, err := net.Listen("tcp6", net.JoinHostPort("::1", strconv.Itoa(at))); err == nil {
			all = append(all, six)
		}
		return all, at, nil
	}
	return nil, 0, first
}

// Hosts are the names that a server on a port of the loopback answers to.
func Hosts(port int) []string {
	names := []string{"127.0.0.1", "localhost", "[::1]"}
	var hosts []string
	for _, name := range names {
		hosts = append(hosts, name+":"+strconv.Itoa(port))
	}
	if port == 80 { // which browsers leave out
		hosts = append(hosts, names...)
	}
	return hosts
}

// Serve answers on the listeners until ctx is done.
func (s *Server) Serve(ctx context.Context, listeners []net.Listener, port int) error {
	server := &http.Server{
		Handler: s.Handler(Hosts(port)), ReadHeaderTimeout: 5 * time.Second,
		ErrorLog: log.New(io.Discard, "", 0), // what matters is told on the pages
	}
	failed := make(chan error, len(listeners))
	for _, l := range listeners {
		go func() { failed <- server.Serve(l) }()
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	// Pages are made in milliseconds; sockets of open pages are cut.
	stop, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = server.Shutdown(stop)
	s.behind.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
