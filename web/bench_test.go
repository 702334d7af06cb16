package web_test

import (
	"bytes"
	"context"
	"net"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// BenchmarkHandbookPageRatio asks the site and a bare Fiber handler for the same
// bytes with the same headers, in turns, over loopback, and reports the site's
// requests per second as a share of the bare handler's. The goal is 0.7.
func BenchmarkHandbookPageRatio(b *testing.B) {
	const path = "/handbook/A/A.1"
	site := listen(b, func(ln net.Listener) error { return newBed(b, nil).site.Serve(context.Background(), ln) })
	body, headers := fetch(b, site, path)
	bare := fiber.New(fiber.Config{DisableStartupMessage: true, Immutable: true})
	bare.Get(path, func(c *fiber.Ctx) error {
		for _, h := range headers {
			c.Response().Header.SetBytesKV(h[0], h[1])
		}
		c.Response().SetBodyRaw(body)
		return nil
	})
	rival := listen(b, bare.Listener)
	if got, _ := fetch(b, rival, path); !bytes.Equal(got, body) {
		b.Fatal("the two answers differ")
	}
	for b.Loop() {
		var shares, ours, theirs []float64
		for range 7 {
			s, r := rate(b, site, path), rate(b, rival, path)
			shares, ours, theirs = append(shares, s/r), append(ours, s), append(theirs, r)
		}
		b.ReportMetric(median(shares), "ratio")
		b.ReportMetric(median(ours), "site-req/s")
		b.ReportMetric(median(theirs), "bare-req/s")
		b.ReportMetric(float64(len(body)), "body-bytes")
	}
}

func listen(b *testing.B, serve func(net.Listener) error) string {
	b.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = ln.Close() })
	go func() { _ = serve(ln) }()
	return "http://" + ln.Addr().String()
}

func request(url string) *fasthttp.Request {
	req := fasthttp.AcquireRequest()
	req.SetRequestURI(url)
	req.Header.Set("Accept-Encoding", "br, gzip")
	return req
}

// fetch returns the body as it travels and the headers a server has to set for it.
func fetch(b *testing.B, base, path string) (body []byte, headers [][2][]byte) {
	b.Helper()
	var res fasthttp.Response
	if err := fasthttp.Do(request(base+path), &res); err != nil || res.StatusCode() != 200 {
		b.Fatalf("%s: %d %v", path, res.StatusCode(), err)
	}
	res.Header.VisitAll(func(k, v []byte) {
		if name := string(k); name != "Date" && name != "Content-Length" && name != "Connection" {
			headers = append(headers, [2][]byte{bytes.Clone(k), bytes.Clone(v)})
		}
	})
	return bytes.Clone(res.Body()), headers
}

// rate is requests per second over eight connections.
func rate(b *testing.B, base, path string) float64 {
	const connections, each = 8, 1500
	client := &fasthttp.Client{MaxConnsPerHost: connections}
	var wg sync.WaitGroup
	start := time.Now()
	for range connections {
		wg.Go(func() {
			req := request(base + path)
			var res fasthttp.Response
			for range each {
				if err := client.Do(req, &res); err != nil || res.StatusCode() != 200 {
					b.Errorf("%d %v", res.StatusCode(), err)
					return
				}
			}
		})
	}
	wg.Wait()
	return connections * each / time.Since(start).Seconds()
}

func median(x []float64) float64 {
	slices.Sort(x)
	return x[len(x)/2]
}
