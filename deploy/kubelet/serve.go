package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strconv"
	"time"

	"k8s.io/client-go/util/cert"
	"k8s.io/cri-streaming/pkg/streaming/portforward"
	"k8s.io/cri-streaming/pkg/streaming/remotecommand"
)

const (
	idleFor    = time.Hour
	streamsFor = 30 * time.Second
	// Callers who say nothing may not keep connections open.
	headersWithin = 10 * time.Second
	// masters may do anything: of them are the API server and the cluster's administrators.
	masters = "system:masters"
)

// keyFiles are where the keys are by which this program and its callers know each other.
type keyFiles struct{ certificate, key, authority string }

func (k keyFiles) pair() (tls.Certificate, error) {
	if k.certificate != "" {
		return tls.LoadX509KeyPair(k.certificate, k.key)
	}
	certificate, key, err := cert.GenerateSelfSignedCertKey("localhost", []net.IP{net.ParseIP(loopback)}, nil)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.X509KeyPair(certificate, key)
}

// serve answers what an API server asks of a kubelet, on loopback alone.
func serve(all *pods, keys keyFiles) (int, error) {
	pair, err := keys.pair()
	if err != nil {
		return 0, err
	}
	// Commands of HTTP/1.1 take the connection over.
	config := &tls.Config{Certificates: []tls.Certificate{pair}, NextProtos: []string{"http/1.1"}}
	var handler http.Handler = all.paths()
	if keys.authority != "" {
		text, err := os.ReadFile(keys.authority)
		if err != nil {
			return 0, err
		}
		config.ClientCAs = x509.NewCertPool()
		if !config.ClientCAs.AppendCertsFromPEM(text) {
			return 0, errors.New(keys.authority + " holds no certificate")
		}
		config.ClientAuth = tls.RequireAndVerifyClientCert
		handler = forMasters(handler)
	}
	listener, err := tls.Listen("tcp", net.JoinHostPort(loopback, "0"), config)
	if err != nil {
		return 0, err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: headersWithin}
	go func() { _ = server.Serve(listener) }()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

func forMasters(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !slices.Contains(r.TLS.PeerCertificates[0].Subject.Organization, masters) {
			http.Error(w, "only the API server may call here", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (p *pods) paths() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok") })
	mux.HandleFunc("GET /containerLogs/{namespace}/{pod}/{container}", p.serveLogs)
	mux.HandleFunc("/exec/{namespace}/{pod}/{container}", p.serveExec)
	mux.HandleFunc("/exec/{namespace}/{pod}/{uid}/{container}", p.serveExec)
	mux.HandleFunc("/attach/{namespace}/{pod}/{container}", p.serveAttach)
	mux.HandleFunc("/attach/{namespace}/{pod}/{uid}/{container}", p.serveAttach)
	mux.HandleFunc("/portForward/{namespace}/{pod}", p.servePorts)
	mux.HandleFunc("/portForward/{namespace}/{pod}/{uid}", p.servePorts)
	return mux
}

func (p *pods) asked(r *http.Request) *container {
	found := p.find(r.PathValue("namespace"), r.PathValue("pod"))
	if found == nil {
		return nil
	}
	return found.container(r.PathValue("container"))
}

func (p *pods) serveLogs(w http.ResponseWriter, r *http.Request) {
	asked := p.asked(r)
	if asked == nil {
		http.Error(w, "there is no such container here", http.StatusNotFound)
		return
	}
	path, options := asked.log, optionsOf(r)
	if isPrevious, _ := strconv.ParseBool(r.FormValue("previous")); isPrevious {
		path += previous
		options.follows = false
	}
	isOver := func() bool { return asked.running() == nil && (asked.isOver() || asked.pod.isEnding()) }
	err := copyLog(w, path, options, isOver, r.Context().Done())
	if errors.Is(err, os.ErrNotExist) {
		http.Error(w, "container "+asked.spec.Name+" has printed nothing that is kept", http.StatusBadRequest)
	} else if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func (p *pods) serveExec(w http.ResponseWriter, r *http.Request) {
	asked := p.asked(r)
	if asked == nil || asked.running() == nil {
		http.Error(w, "there is no such container that runs here", http.StatusNotFound)
		return
	}
	options, err := remotecommand.NewOptions(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	words := r.URL.Query()["command"]
	remotecommand.ServeExec(w, r, executor{asked}, "", "", asked.spec.Name, words, options,
		idleFor, streamsFor, remotecommand.SupportedStreamingProtocols)
}

func (p *pods) serveAttach(w http.ResponseWriter, r *http.Request) {
	asked := p.asked(r)
	if asked == nil {
		http.Error(w, "there is no such container here", http.StatusNotFound)
		return
	}
	process := asked.running()
	if process == nil {
		http.Error(w, "container "+asked.spec.Name+" does not run", http.StatusNotFound)
		return
	}
	options, err := remotecommand.NewOptions(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	remotecommand.ServeAttach(w, r, attacher{process}, "", "", asked.spec.Name, options,
		idleFor, streamsFor, remotecommand.SupportedStreamingProtocols)
}

// servePorts: pods are in this machine's network.
func (p *pods) servePorts(w http.ResponseWriter, r *http.Request) {
	found := p.find(r.PathValue("namespace"), r.PathValue("pod"))
	if found == nil {
		http.Error(w, "there is no such pod here", http.StatusNotFound)
		return
	}
	options, err := portforward.NewV4Options(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	portforward.ServePortForward(w, r, forwarder{}, found.object.Name, "", options,
		idleFor, streamsFor, portforward.SupportedProtocols)
}

type forwarder struct{}

func (forwarder) PortForward(ctx context.Context, _, _ string, port int32, stream io.ReadWriteCloser) error {
	var dialer net.Dialer
	connection, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort(loopback, strconv.Itoa(int(port))))
	if err != nil {
		return err
	}
	defer connection.Close()
	go func() {
		_, _ = io.Copy(connection, stream)
		_ = connection.(*net.TCPConn).CloseWrite()
	}()
	_, err = io.Copy(stream, connection)
	return err
}
