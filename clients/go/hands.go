package lazulitest

import (
	"context"
	"errors"
	"net/url"
	"reflect"
	"strconv"
	"testing"
	"time"
)

// Held is operations of one kind that do not go on until they are let.
type Held struct {
	server *Server
	kind   string
	rule   map[string]any
}

// Hold holds operations of a kind (ManagedClusters_Create) before each step, or before the one that is
// named, until Release or the end of the test.
func (server *Server) Hold(t testing.TB, kind, step string) *Held {
	t.Helper()
	rule := map[string]any{"kind": kind, "pace": map[string]any{"hold": true}}
	if step != "" {
		rule["step"] = step
	}
	server.must(t, "PUT", "/lazuli/pacing", rules{append(server.pacing(t), rule)}, nil)
	held := &Held{server, kind, rule}
	t.Cleanup(func() { held.Release(t) })
	return held
}

type rules struct {
	Value []map[string]any `json:"value"`
}

func (server *Server) pacing(t testing.TB) []map[string]any {
	t.Helper()
	found := rules{}
	server.must(t, "GET", "/lazuli/pacing", nil, &found)
	return append([]map[string]any{}, found.Value...)
}

// Reached waits until an operation is held here, and answers its resource's id in lower case.
func (held *Held) Reached(t testing.TB) string {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(look) {
		for _, each := range held.server.running(t, url.Values{"kind": {held.kind}}) {
			if each.Held {
				return each.Resource
			}
		}
	}
	t.Fatalf("lazuli: no %s was held within %s", held.kind, patience)
	return ""
}

// Release lets go all that is held here, and holds nothing more.
func (held *Held) Release(t testing.TB) {
	t.Helper()
	left := rules{Value: []map[string]any{}}
	for _, rule := range held.server.pacing(t) {
		if !reflect.DeepEqual(rule, held.rule) {
			left.Value = append(left.Value, rule)
		}
	}
	held.server.must(t, "PUT", "/lazuli/pacing", left, nil)
	for _, each := range held.server.running(t, url.Values{"kind": {held.kind}}) {
		if each.Held {
			held.server.unlessOver(t, "POST", "/lazuli/operations/"+each.ID+"/release")
		}
	}
}

// What is not there any more, or has ended, needs no more doing.
func (server *Server) unlessOver(t testing.TB, method, path string) {
	t.Helper()
	err := server.Call(context.Background(), method, path, nil, nil)
	var refusal *Error
	if err != nil && !(errors.As(err, &refusal) && (refusal.Status == 404 || refusal.Status == 409)) {
		t.Fatalf("lazuli: %v", err)
	}
}

// Fault says where something goes wrong, and what it is: see docs/failures.md. What is left zero is not sent.
type Fault struct {
	OperationID string     `json:"operationId,omitempty"`
	Service     string     `json:"service,omitempty"`
	Kind        string     `json:"kind,omitempty"`
	Step        string     `json:"step,omitempty"`
	Port        string     `json:"port,omitempty"`
	Resource    string     `json:"resource,omitempty"`
	Caller      string     `json:"caller,omitempty"`
	Nth         int        `json:"nth,omitempty"`
	Times       int        `json:"times,omitempty"`
	Status      int        `json:"status,omitempty"`
	RetryAfter  int        `json:"retryAfter,omitempty"`
	DelayMS     int        `json:"delayMs,omitempty"`
	Drop        string     `json:"drop,omitempty"`
	Error       *ErrorWord `json:"error,omitempty"`
}

// ErrorWord is what a call or an operation fails with.
type ErrorWord struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Fail lets calls, operations or drivers go wrong until the end of the test.
func (server *Server) Fail(t testing.TB, fault Fault) {
	t.Helper()
	added := struct{ ID string }{}
	server.must(t, "POST", "/lazuli/faults", fault, &added)
	t.Cleanup(func() { server.unlessOver(t, "DELETE", "/lazuli/faults/"+added.ID) })
}

// Now is the time that long work goes by.
func (server *Server) Now(t testing.TB) time.Time { return server.clock(t, "GET", "") }

// Freeze stops that time.
func (server *Server) Freeze(t testing.TB) time.Time { return server.clock(t, "POST", "/freeze") }

// Resume lets it run on.
func (server *Server) Resume(t testing.TB) time.Time { return server.clock(t, "POST", "/resume") }

// Step moves a time that stands still on, with all that falls due on the way.
func (server *Server) Step(t testing.TB, length time.Duration) time.Time {
	t.Helper()
	return server.clock(t, "POST", "/step?ms="+strconv.FormatInt(length.Milliseconds(), 10))
}

func (server *Server) clock(t testing.TB, method, path string) time.Time {
	t.Helper()
	told := struct{ Now time.Time }{}
	server.must(t, method, "/lazuli/clock"+path, nil, &told)
	return told.Now
}

// Snapshot keeps all that the server holds, and answers what goes back to it.
func (server *Server) Snapshot(t testing.TB, name string) func() {
	t.Helper()
	server.must(t, "POST", "/lazuli/snapshots", map[string]string{"name": name}, nil)
	path := "/lazuli/snapshots/" + url.PathEscape(name)
	t.Cleanup(func() { server.unlessOver(t, "DELETE", path) })
	return func() {
		t.Helper()
		server.must(t, "POST", path+"/restore", nil, nil)
	}
}

// Reset goes back to what the server was when it started.
func (server *Server) Reset(t testing.TB) {
	t.Helper()
	server.must(t, "POST", "/lazuli/reset", nil, nil)
}

// Seed makes what a YAML text declares and is not there yet.
func (server *Server) Seed(t testing.TB, text string) {
	t.Helper()
	server.must(t, "POST", "/lazuli/seed", map[string]string{"text": text}, nil)
}
