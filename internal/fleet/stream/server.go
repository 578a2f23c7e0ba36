//go:build fleet

package stream

import (
	"crypto/tls"
	"errors"
	"net"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// Serving is how a server in this process is to be.
type Serving struct {
	Dir    string      // where it keeps the queue
	Listen string      // address and port; empty: none, only this process can reach it
	Token  string      // whoever connects must know it; empty: nobody is asked
	TLS    *tls.Config // nil: none
}

// Serve starts a server. stop ends it; what is in the queue stays in its folder.
func Serve(s Serving) (in *server.Server, stop func(), err error) {
	o := &server.Options{ServerName: "gongbiao", JetStream: true, StoreDir: s.Dir, DontListen: s.Listen == "", NoSigs: true, NoLog: true,
		SyncAlways: true, Authorization: s.Token, TLSConfig: s.TLS, TLS: s.TLS != nil}
	if s.Listen != "" {
		host, port, err := net.SplitHostPort(s.Listen)
		if err != nil {
			return nil, nil, err
		}
		if o.Port, err = strconv.Atoi(port); err != nil {
			return nil, nil, err
		}
		if o.Host = host; o.Port == 0 {
			o.Port = server.RANDOM_PORT // 0 is the usual one, to the server
		}
		l, err := net.Listen("tcp", s.Listen) // the server would end the program if it cannot
		if err != nil {
			return nil, nil, err
		}
		_ = l.Close()
	}
	if in, err = server.NewServer(o); err != nil {
		return nil, nil, err
	}
	go in.Start()
	stop = func() { in.Shutdown(); in.WaitForShutdown() }
	if !in.ReadyForConnections(30 * time.Second) {
		stop()
		return nil, nil, errors.New("the queue does not start")
	}
	return in, stop, nil
}
