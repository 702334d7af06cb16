package rangeserver

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/miekg/dns"
)

// maxConns is how many connections one WHOIS or Electrum port serves at once.
const maxConns = 256

// team is one team's addresses and clock.
type team struct {
	rg     *Range
	name   string
	data   *Dataset
	clock  Clock
	key    []byte
	ends   Endpoints
	hosts  map[string]handler // every fictional host that answers HTTP
	behind map[string]string  // the host behind each of the team's HTTP ports

	ports   []*port
	stop    context.CancelFunc
	running sync.WaitGroup
}

// port is an open listener and what serves it: HTTP, DNS (both transports), or
// a protocol of its own.
type port struct {
	listener net.Listener
	packets  net.PacketConn
	http     *http.Server
	dns      []*dns.Server
	stream   func(context.Context, net.Conn)
}

func (tm *team) now() time.Time { return tm.clock.At(tm.rg.cfg.Now()) }

// open opens every port that the dataset has something for. After an error
// close must be called.
func (tm *team) open(bind string, wishes map[string]wish) error {
	tm.hosts = map[string]handler{}
	d := tm.data
	if !d.blog.empty() {
		tm.hosts[chatterlyHost] = tm.chatterlyAnswer
		tm.ends.Login = &Login{ObserverEmail, tm.passphrase()}
	}
	if d.kurjer != nil {
		tm.hosts[kurjerHost] = tm.kurjerAnswer
	}
	if d.bazaar != nil {
		tm.hosts[bazarinoHost] = tm.bazarinoAnswer
	}
	if d.agora != nil {
		tm.hosts[agoraHost] = tm.agoraAnswer
		tm.ends.Login = &Login{ObserverEmail, tm.passphrase()}
	}
	if d.loopi != nil {
		tm.hosts[loopiHost] = tm.loopiAnswer
	}
	for host, s := range d.sites {
		tm.hosts[host] = d.siteAnswer(s)
	}
	for host, h := range tm.hosts {
		tm.hosts[host] = tm.resolving(host, h)
	}
	tm.ends.Sites = map[string]string{}
	tm.behind = map[string]string{}
	at, err := tm.openHTTP(bind, wishes["http"], "", tm.proxyServer())
	if err != nil {
		return err
	}
	tm.ends.HTTP = at
	for _, host := range d.Hosts() {
		if tm.ends.Sites[host], err = tm.openHTTP(bind, wishes[host], host, tm.siteServer(host, tm.hosts[host])); err != nil {
			return err
		}
	}
	tm.ends.Mastodon = tm.ends.Sites[chatterlyHost]
	if len(d.infra.names)+len(d.infra.order)+len(d.infra.networks) > 0 {
		if err := tm.openInfra(bind, wishes); err != nil {
			return err
		}
	}
	if d.ledger != nil {
		tm.hosts[esploraHost] = tm.esploraAnswer
		if tm.ends.Esplora, err = tm.openHTTP(bind, wishes[esploraHost], esploraHost, tm.siteServer(esploraHost, tm.esploraAnswer)); err != nil {
			return err
		}
		if tm.ends.Electrum, err = tm.openStream(bind, wishes["electrum"], tm.serveElectrum); err != nil {
			return err
		}
	}
	if d.accounts != nil {
		tm.hosts[ethereumHost] = tm.ethereumAnswer
		if tm.ends.Ethereum, err = tm.openHTTP(bind, wishes[ethereumHost], ethereumHost, tm.siteServer(ethereumHost, tm.ethereumAnswer)); err != nil {
			return err
		}
	}
	return nil
}

func (tm *team) openInfra(bind string, wishes map[string]wish) error {
	tm.hosts[rdapHost] = tm.rdapAnswer
	at, err := tm.openHTTP(bind, wishes[rdapHost], rdapHost, tm.siteServer(rdapHost, tm.rdapAnswer))
	if err != nil {
		return err
	}
	tm.ends.RDAP = at + "/rdap/"
	if len(tm.data.infra.certificates) > 0 {
		tm.hosts[ctHost] = tm.ctAnswer
		if tm.ends.CT, err = tm.openHTTP(bind, wishes[ctHost], ctHost, tm.siteServer(ctHost, tm.ctAnswer)); err != nil {
			return err
		}
	}
	if len(tm.data.infra.seen) > 0 {
		tm.hosts[pdnsHost] = tm.pdnsAnswer
		if at, err = tm.openHTTP(bind, wishes[pdnsHost], pdnsHost, tm.siteServer(pdnsHost, tm.pdnsAnswer)); err != nil {
			return err
		}
		tm.ends.PDNS = at + pdnsPath
	}
	if tm.ends.WHOIS, err = tm.openStream(bind, wishes["whois"], tm.serveWhois); err != nil {
		return err
	}
	l, pc, err := listenBoth(bind, wishes["dns"])
	if err != nil {
		return err
	}
	h := dns.HandlerFunc(tm.ServeDNS)
	tm.ports = append(tm.ports, &port{listener: l, packets: pc, dns: []*dns.Server{
		{Listener: l, Handler: h, MaxTCPQueries: 128, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second},
		{PacketConn: pc, Handler: h, UDPSize: 4096},
	}})
	tm.ends.DNS = l.Addr().String()
	return nil
}

// openHTTP opens the port of a fictional host, "" for the proxy.
func (tm *team) openHTTP(bind string, w wish, host string, h http.Handler) (string, error) {
	l, err := listen(bind, w)
	if err != nil {
		return "", err
	}
	if host != "" {
		tm.behind[l.Addr().String()] = host
	}
	tm.ports = append(tm.ports, &port{listener: l, http: newServer(h)})
	return "http://" + l.Addr().String(), nil
}

func (tm *team) openStream(bind string, w wish, f func(context.Context, net.Conn)) (string, error) {
	l, err := listen(bind, w)
	if err != nil {
		return "", err
	}
	tm.ports = append(tm.ports, &port{listener: l, stream: f})
	return l.Addr().String(), nil
}

// serve begins to answer on all ports.
func (tm *team) serve() {
	ctx, cancel := context.WithCancel(context.Background())
	tm.stop = cancel
	for _, p := range tm.ports {
		switch {
		case p.http != nil:
			tm.running.Go(func() { tm.ended(p.http.Serve(p.listener)) })
		case p.stream != nil:
			tm.running.Go(func() { tm.accept(ctx, p) })
		default:
			for _, s := range p.dns {
				up := make(chan struct{})
				s.NotifyStartedFunc = func() { close(up) }
				tm.running.Go(func() {
					tm.ended(s.ActivateAndServe())
					select {
					case <-up:
					default:
						close(up) // it never started
					}
				})
				<-up // Shutdown of a server that has not started does nothing
			}
		}
	}
}

// ended reports a server that stopped by itself.
func (tm *team) ended(err error) {
	if err != nil && !errors.Is(err, http.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
		tm.rg.cfg.Log.Error("range: a port stopped", "team", tm.name, "err", err)
	}
}

// accept serves connections of a protocol of its own until the port closes.
func (tm *team) accept(ctx context.Context, p *port) {
	slots := make(chan struct{}, maxConns)
	var conns sync.WaitGroup
	defer conns.Wait()
	for {
		conn, err := p.listener.Accept()
		if err != nil {
			tm.ended(err)
			return
		}
		select {
		case slots <- struct{}{}:
		default:
			_ = conn.Close() // full: a hostile or broken client holds the rest
			continue
		}
		conns.Go(func() {
			defer func() { <-slots }()
			defer func() { _ = conn.Close() }()
			stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
			defer stop()
			p.stream(ctx, conn)
		})
	}
}

// close stops the ports; requests under way have two seconds.
func (tm *team) close() {
	if tm.stop != nil {
		tm.stop()
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	for _, p := range tm.ports {
		if p.http != nil && p.http.Shutdown(ctx) != nil {
			_ = p.http.Close()
		}
		for _, s := range p.dns {
			_ = s.ShutdownContext(ctx)
		}
		_ = p.listener.Close()
		if p.packets != nil {
			_ = p.packets.Close()
		}
	}
	tm.running.Wait()
}
