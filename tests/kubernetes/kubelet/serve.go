package main

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"time"

	"k8s.io/client-go/util/cert"
	"k8s.io/cri-streaming/pkg/streaming/remotecommand"
	utilexec "k8s.io/utils/exec"
)

const (
	idleFor    = time.Hour
	streamsFor = 30 * time.Second
	lookEvery  = 100 * time.Millisecond
)

// serve answers what an API server asks of a kubelet, on loopback alone: it asks for no credentials.
func serve(all *pods) (int, error) {
	certificate, key, err := cert.GenerateSelfSignedCertKey(
		"localhost", []net.IP{net.IPv4(127, 0, 0, 1)}, nil)
	if err != nil {
		return 0, err
	}
	pair, err := tls.X509KeyPair(certificate, key)
	if err != nil {
		return 0, err
	}
	// Commands of HTTP/1.1 take the connection over.
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{
		Certificates: []tls.Certificate{pair},
		NextProtos:   []string{"http/1.1"},
	})
	if err != nil {
		return 0, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok") })
	mux.HandleFunc("GET /containerLogs/{namespace}/{pod}/{container}", all.serveLogs)
	mux.HandleFunc("/exec/{namespace}/{pod}/{container}", all.serveExec)
	mux.HandleFunc("/exec/{namespace}/{pod}/{uid}/{container}", all.serveExec)
	go http.Serve(listener, mux)
	return listener.Addr().(*net.TCPAddr).Port, nil
}

func (p *pods) asked(r *http.Request) *container {
	found := p.find(r.PathValue("namespace"), r.PathValue("pod"))
	if found == nil {
		return nil
	}
	for _, each := range found.containers {
		if each.spec.Name == r.PathValue("container") {
			return each
		}
	}
	return nil
}

func (p *pods) serveLogs(w http.ResponseWriter, r *http.Request) {
	asked := p.asked(r)
	if asked == nil {
		http.Error(w, "there is no such container here", http.StatusNotFound)
		return
	}
	file, err := os.Open(asked.log)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	defer file.Close()
	if lines, err := strconv.Atoi(r.FormValue("tailLines")); err == nil {
		if err := seekLines(file, lines); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
	}
	follows := r.FormValue("follow") == "true" || r.FormValue("follow") == "1"
	for {
		isOver := asked.exitCode() != nil
		if _, err := io.Copy(w, file); err != nil || !follows || isOver {
			return
		}
		if flusher, ok := w.(http.Flusher); ok {
			flusher.Flush()
		}
		select {
		case <-r.Context().Done():
			return
		case <-time.After(lookEvery):
		}
	}
}

// seekLines leaves the file before its last lines.
func seekLines(file *os.File, lines int) error {
	text, err := io.ReadAll(file)
	if err != nil {
		return err
	}
	at := len(text)
	for at > 0 && lines >= 0 {
		at--
		if text[at] == '\n' && at != len(text)-1 {
			lines--
			if lines == 0 {
				at++
				break
			}
		}
	}
	if lines == 0 && at == len(text)-1 {
		at = len(text)
	}
	_, err = file.Seek(int64(at), io.SeekStart)
	return err
}

func (p *pods) serveExec(w http.ResponseWriter, r *http.Request) {
	asked := p.asked(r)
	if asked == nil || asked.process == nil || asked.exitCode() != nil {
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

type executor struct{ container *container }

// ExecInContainer runs a command where the container's processes are. There are no terminals.
func (e executor) ExecInContainer(
	ctx context.Context, _, _, _ string, words []string, in io.Reader, out, errs io.WriteCloser,
	_ bool, _ <-chan remotecommand.TerminalSize, _ time.Duration,
) error {
	env, err := e.container.environment()
	if err != nil {
		return err
	}
	pid := strconv.Itoa(e.container.process.Pid)
	enter := append([]string{"--target", pid, "--mount", "--pid", "--"}, words...)
	command := exec.CommandContext(ctx, "nsenter", enter...)
	command.Env = env
	command.Stdout, command.Stderr = out, errs
	if errs == nil {
		command.Stderr = out
	}
	var stdin io.WriteCloser
	if in != nil {
		// Its end is not waited for: a command may end before.
		if stdin, err = command.StdinPipe(); err != nil {
			return err
		}
	}
	if err := command.Start(); err != nil {
		return err
	}
	if stdin != nil {
		go func() {
			defer stdin.Close()
			_, _ = io.Copy(stdin, in)
		}()
	}
	err = command.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return utilexec.CodeExitError{Err: err, Code: exit.ExitCode()}
	}
	return err
}
