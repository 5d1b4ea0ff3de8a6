package main

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	core "k8s.io/api/core/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/remotecommand"
	utilexec "k8s.io/client-go/util/exec"
)

// stream calls the program as an API server does.
func (w *world) stream(port int, path, query string, options remotecommand.StreamOptions) error {
	w.t.Helper()
	at, err := url.Parse(fmt.Sprintf("https://127.0.0.1:%d%s?%s", port, path, query))
	if err != nil {
		w.t.Fatal(err)
	}
	// Its certificate is its own.
	config := &rest.Config{TLSClientConfig: rest.TLSClientConfig{Insecure: true}}
	client, err := remotecommand.NewSPDYExecutor(config, "POST", at)
	if err != nil {
		w.t.Fatal(err)
	}
	return client.StreamWithContext(context.Background(), options)
}

func TestCallersAttachAndRunCommandsOverTheWire(t *testing.T) {
	w := newWorld(t)
	port, err := serve(w.pods, keyFiles{})
	if err != nil {
		t.Fatal(err)
	}
	w.add("listens", `while read -r line; do echo "got $line"; done; exit 4`, func(_ *core.PodSpec, c *core.Container) {
		c.Stdin, c.StdinOnce = true, true
	})
	w.untilIn("listens", core.PodRunning)
	var out, errs buffer
	options := remotecommand.StreamOptions{Stdin: strings.NewReader("in"), Stdout: &out, Stderr: &errs}
	err = w.stream(port, "/exec/default/listens/main", "input=1&output=1&error=1&command=sh&command=-c&command=cat%3Bexit+3", options)
	if exit, ok := err.(utilexec.CodeExitError); !ok || exit.Code != 3 || out.said() != "in" {
		t.Fatal(err, out.said(), errs.said())
	}
	out.Reset()
	options.Stdin = strings.NewReader("one\ntwo\n")
	if err := w.stream(port, "/attach/default/listens/main", "input=1&output=1&error=1", options); err != nil {
		t.Fatal(err)
	}
	if out.said() != "got one\ngot two\n" {
		t.Fatal(out.said(), errs.said())
	}
	w.untilIn("listens", core.PodFailed)
	if err := w.stream(port, "/attach/default/listens/main", "output=1", remotecommand.StreamOptions{Stdout: &out}); err == nil {
		t.Fatal("what has ended was attached to")
	}
	if err := w.stream(port, "/attach/default/none/main", "output=1", remotecommand.StreamOptions{Stdout: &out}); err == nil {
		t.Fatal("what is not there was attached to")
	}
}
