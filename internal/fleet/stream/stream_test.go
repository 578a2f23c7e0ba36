//go:build fleet

package stream

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"log/slog"
	"math/big"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/gongbiao/gongbiao/internal/fleet"
)

// journal is a log that a test reads.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(b)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

func (j *journal) log() *slog.Logger { return slog.New(slog.NewTextHandler(j, nil)) }

// serving starts a server, and gives its address.
func serving(t *testing.T, s Serving) (at string, stop func()) {
	t.Helper()
	if s.Dir == "" {
		s.Dir = t.TempDir()
	}
	in, end, err := Serve(s)
	if err != nil {
		t.Fatal(err)
	}
	stop = sync.OnceFunc(end)
	t.Cleanup(stop)
	return in.Addr().String(), stop
}

// free is an address nobody listens at.
func free(t *testing.T, host string) string {
	t.Helper()
	l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func open(t *testing.T, o Options) *Queue {
	t.Helper()
	q, err := try(t, o)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// try waits ten seconds for a queue.
func try(t *testing.T, o Options) (*Queue, error) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	q, err := Open(ctx, o)
	if err == nil {
		t.Cleanup(q.Close)
	}
	return q, err
}

func put(t *testing.T, q *Queue, run string, chunks ...int) {
	t.Helper()
	for _, n := range chunks {
		if err := q.Put(t.Context(), fleet.Task{Job: "j", Chunk: n}, run); err != nil {
			t.Fatal(err)
		}
	}
}

// take waits ten seconds for a task.
func take(t *testing.T, q *Queue) fleet.Taken {
	t.Helper()
	for range 5 {
		if x, err := q.Take(t.Context()); err == nil && x != nil {
			return x
		}
	}
	t.Fatal("no task has come")
	return nil
}

func done(t *testing.T, x fleet.Taken, chunk int) {
	t.Helper()
	if x.Task() != (fleet.Task{Job: "j", Chunk: chunk}) {
		t.Errorf("%+v was taken, want chunk %d", x.Task(), chunk)
	}
	if err := x.Done(t.Context()); err != nil {
		t.Error(err)
	}
}

func none(t *testing.T, q *Queue) {
	t.Helper()
	if x, err := q.Take(t.Context()); x != nil || err != nil {
		t.Errorf("taken: %+v %v", x, err)
	}
}

// What one run puts twice is there once; what is not done comes again, with the number of its tries; a sign of life
// keeps it; the queue is there after the server has been away.
func TestQueue(t *testing.T) {
	t.Parallel()
	dir, at := t.TempDir(), free(t, "127.0.0.1")
	_, stop := serving(t, Serving{Dir: dir, Listen: at})
	q := open(t, Options{URL: "nats://" + at, Wait: time.Second})
	put(t, q, "a", 1, 1, 2)
	done(t, take(t, q), 1)
	x := take(t, q)
	for range 4 {
		time.Sleep(400 * time.Millisecond)
		if err := x.Working(); err != nil {
			t.Fatal(err)
		}
	}
	if m, err := q.c.Next(jetstream.FetchMaxWait(100 * time.Millisecond)); err == nil {
		t.Errorf("a task whose worker lives was handed out: %s", m.Data())
	}
	again := take(t, q) // no sign of life any more
	if again.Tries() != 2 {
		t.Errorf("try %d", again.Tries())
	}
	if err := again.Again(0); err != nil {
		t.Fatal(err)
	}
	stop()
	_, _ = serving(t, Serving{Dir: dir, Listen: at})
	last := take(t, q)
	if last.Tries() != 3 {
		t.Errorf("try %d", last.Tries())
	}
	done(t, last, 2)
	none(t, q)
	put(t, q, "b", 1) // another run may put it again
	done(t, take(t, q), 1)
}

// A queue that is full is waited for.
func TestFull(t *testing.T) {
	t.Parallel()
	at, _ := serving(t, Serving{Listen: "127.0.0.1:0"})
	q := open(t, Options{URL: "nats://" + at, Full: 2})
	put(t, q, "a", 1, 2)
	third := make(chan error, 1)
	go func() { third <- q.Put(t.Context(), fleet.Task{Job: "j", Chunk: 3}, "a") }()
	select {
	case err := <-third:
		t.Fatalf("a third was put where two have room: %v", err)
	case <-time.After(time.Second):
	}
	done(t, take(t, q), 1)
	if err := <-third; err != nil {
		t.Fatal(err)
	}
	done(t, take(t, q), 2)
	done(t, take(t, q), 3)
}

// outside is an address of this machine that is not loopback.
func outside(t *testing.T) string {
	t.Helper()
	all, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() && n.IP.To4() != nil {
			return n.IP.String()
		}
	}
	t.Skip("this machine has no address but loopback")
	return ""
}

// pair is a certificate for a host and who trusts it.
func pair(t *testing.T, host string) (with, trusting *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "queue"}, NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.ParseIP(host)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	c, _ = x509.ParseCertificate(der)
	trusting = &tls.Config{RootCAs: x509.NewCertPool(), MinVersion: tls.VersionTLS12}
	trusting.RootCAs.AddCert(c)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, MinVersion: tls.VersionTLS12}, trusting
}

// Off loopback, with token and TLS: whoever has both gets in; without the token, with another, without TLS and with
// TLS that does not know the certificate, nobody does. The token is in no log and no error.
func TestApart(t *testing.T) {
	t.Parallel()
	host := outside(t)
	with, trusting := pair(t, host)
	at, _ := serving(t, Serving{Listen: net.JoinHostPort(host, "0"), Token: "geheim-1", TLS: with})
	q := open(t, Options{URL: "tls://" + at, Token: "geheim-1", TLS: trusting})
	put(t, q, "a", 1)
	done(t, take(t, q), 1)
	var said journal
	var wait sync.WaitGroup
	for name, o := range map[string]Options{
		"no token":      {URL: "tls://" + at, TLS: trusting},
		"another token": {URL: "tls://" + at, Token: "geheim-2", TLS: trusting},
		"no trust":      {URL: "tls://" + at, Token: "geheim-1"},
		"another host":  {URL: "tls://" + at, Token: "geheim-1", TLS: &tls.Config{RootCAs: trusting.RootCAs, ServerName: "elsewhere"}},
	} {
		wait.Go(func() {
			o.Log = said.log()
			if _, err := try(t, o); err == nil {
				t.Errorf("%s: let in", name)
			} else {
				fmt.Fprintln(&said, err)
			}
		})
	}
	wait.Wait()
	if s := said.String(); strings.Contains(s, "geheim") {
		t.Errorf("a secret was said:\n%s", s)
	}
}

// A plain connection is not made where the server asks for TLS: the token does not go over the wire in the clear.
func TestPlainToTLS(t *testing.T) {
	t.Parallel()
	with, _ := pair(t, "127.0.0.1")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	at, _ := serving(t, Serving{Listen: "127.0.0.1:0", Token: "geheim-3", TLS: with})
	var wire journal
	go func() { // between them
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go relay(c, at, &wire)
		}
	}()
	if _, err := try(t, Options{URL: "nats://" + l.Addr().String(), Token: "geheim-3"}); err == nil {
		t.Error("let in without trusting the certificate")
	}
	if s := wire.String(); s == "" || strings.Contains(s, "geheim") {
		t.Errorf("on the wire:\n%q", s)
	}
}

// relay carries one connection and writes down what the client says.
func relay(c net.Conn, to string, said *journal) {
	defer c.Close()
	s, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	defer s.Close()
	go func() {
		b := make([]byte, 4096)
		for {
			n, err := s.Read(b)
			if _, werr := c.Write(b[:n]); err != nil || werr != nil {
				c.Close()
				return
			}
		}
	}()
	b := make([]byte, 4096)
	for {
		n, err := c.Read(b)
		_, _ = said.Write(b[:n])
		if _, werr := s.Write(b[:n]); err != nil || werr != nil {
			return
		}
	}
}

// cluster starts three servers that know each other.
func cluster(t *testing.T) (all []*server.Server, urls string) {
	t.Helper()
	var at []string
	var routes []*url.URL
	for range 3 {
		a := free(t, "127.0.0.1")
		at, routes = append(at, a), append(routes, &url.URL{Scheme: "nats", Host: a})
	}
	var clients []string
	for i := range 3 {
		_, port, _ := net.SplitHostPort(at[i])
		var p int
		fmt.Sscan(port, &p)
		s, err := server.NewServer(&server.Options{ServerName: fmt.Sprint("s", i), Host: "127.0.0.1", Port: -1, JetStream: true,
			StoreDir: t.TempDir(), NoSigs: true, NoLog: true, Routes: routes,
			Cluster: server.ClusterOpts{Name: "c", Host: "127.0.0.1", Port: p}})
		if err != nil {
			t.Fatal(err)
		}
		go s.Start()
		t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
		all = append(all, s)
	}
	for _, s := range all {
		if !s.ReadyForConnections(20 * time.Second) {
			t.Fatal("a server of the cluster does not start")
		}
		clients = append(clients, s.ClientURL())
	}
	return all, strings.Join(clients, ",")
}

// A cluster that stands, whose stream somebody has made with three replicas: it is used as it is, and one of its
// servers may go, the leader of the stream.
func TestCluster(t *testing.T) {
	t.Parallel()
	all, urls := cluster(t)
	conn, err := nats.Connect(urls)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	js, err := jetstream.New(conn)
	if err != nil {
		t.Fatal(err)
	}
	made := jetstream.StreamConfig{Name: name, Subjects: []string{subject}, Storage: jetstream.FileStorage, Replicas: 3,
		Retention: jetstream.WorkQueuePolicy, Discard: jetstream.DiscardNew, MaxMsgs: 100}
	var s jetstream.Stream
	for range 60 { // until the three have chosen who leads
		once, stop := context.WithTimeout(t.Context(), time.Second)
		s, err = js.CreateStream(once, made)
		stop()
		if err == nil {
			break
		}
		time.Sleep(300 * time.Millisecond)
	}
	if err != nil {
		t.Fatal(err)
	}
	q := open(t, Options{URL: urls, Wait: 2 * time.Second})
	for n := 1; n <= 5; n++ {
		put(t, q, "a", n)
	}
	done(t, take(t, q), 1)
	info, err := s.Info(t.Context())
	if err != nil || info.Config.Replicas != 3 || info.Cluster == nil {
		t.Fatalf("%+v %v", info, err)
	}
	for _, x := range all {
		if x.Name() == info.Cluster.Leader {
			x.Shutdown()
		}
	}
	put(t, q, "a", 5, 6) // 5 is there
	left := map[int]bool{}
	empty := func() bool { // what the new leader did not hear of comes again
		info, err := s.Info(t.Context())
		return err == nil && info.State.Msgs == 0
	}
	for end := time.Now().Add(40 * time.Second); (len(left) < 5 || !empty()) && time.Now().Before(end); {
		x, err := q.Take(t.Context())
		if err != nil || x == nil {
			continue
		}
		if err := x.Done(t.Context()); err == nil {
			left[x.Task().Chunk] = true
		}
	}
	for n := 2; n <= 6; n++ {
		if !left[n] {
			t.Errorf("chunk %d was lost with its server", n)
		}
	}
	if !empty() {
		t.Error("messages are left")
	}
}
