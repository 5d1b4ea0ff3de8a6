package lazulitest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Operation is a long-running operation, as far as it had come when it was listed.
type Operation struct {
	ID string `json:"id"`
	// Kind is ManagedClusters_Create, say.
	Kind string `json:"kind"`
	// Resource is the id of what it works on, in lower case.
	Resource string `json:"resource"`
	// Status is InProgress, Canceling, Succeeded, Failed or Canceled.
	Status    string     `json:"status"`
	StartedAt time.Time  `json:"startedAt"`
	EndedAt   *time.Time `json:"endedAt"`
	Error     *ErrorWord `json:"error"`
	// Step is where it is, since when, and which one follows; empty once it has ended.
	Step      string     `json:"step"`
	StepSince *time.Time `json:"stepSince"`
	NextStep  string     `json:"nextStep"`
	// DueAt is when the step falls due; nil: it waits for something else.
	DueAt     *time.Time `json:"dueAt"`
	PollsLeft int        `json:"pollsLeft"`
	Held      bool       `json:"held"`
	// Retries is how often the step failed in a row and is tried again.
	Retries     int `json:"retries"`
	RetryErrors []struct {
		At      time.Time `json:"at"`
		Message string    `json:"message"`
	} `json:"retryErrors"`

	server *Server
}

// OperationFilter says which operations: all that is set must fit. Top is from 1 to 1,000; 100 where it is 0.
type OperationFilter struct {
	Kind     string
	Resource string
	Running  *bool
	Top      int
}

// Operations lists long-running operations, those that were begun last first.
func (server *Server) Operations(t testing.TB, filter OperationFilter) []Operation {
	t.Helper()
	query := url.Values{}
	if filter.Kind != "" {
		query.Set("kind", filter.Kind)
	}
	if filter.Resource != "" {
		query.Set("resource", filter.Resource)
	}
	if filter.Running != nil {
		query.Set("running", strconv.FormatBool(*filter.Running))
	}
	if filter.Top != 0 {
		query.Set("top", strconv.Itoa(filter.Top))
	}
	found := struct{ Value []Operation }{}
	server.must(t, "GET", "/lazuli/operations?"+query.Encode(), nil, &found)
	for i := range found.Value {
		found.Value[i].server = server
	}
	return found.Value
}

// Hold lets it do nothing more until it is released. Like the next three it ends the test where the operation
// has ended.
func (operation Operation) Hold(t testing.TB) Operation {
	t.Helper()
	return operation.change(t, "hold", nil)
}

// Release lets it go on.
func (operation Operation) Release(t testing.TB) Operation {
	t.Helper()
	return operation.change(t, "release", nil)
}

// Fail ends it as failed, wherever it stands.
func (operation Operation) Fail(t testing.TB, words ErrorWord) Operation {
	t.Helper()
	return operation.change(t, "fail", words)
}

// Cancel ends it as canceled, wherever it stands.
func (operation Operation) Cancel(t testing.TB) Operation {
	t.Helper()
	return operation.change(t, "cancel", nil)
}

func (operation Operation) path(what string) string {
	return "/lazuli/operations/" + url.PathEscape(operation.ID) + "/" + what
}

func (operation Operation) change(t testing.TB, what string, body any) Operation {
	t.Helper()
	changed := Operation{server: operation.server}
	operation.server.must(t, "POST", operation.path(what), body, &changed)
	return changed
}

// Held is operations of one kind that do not go on until they are let.
type Held struct {
	server *Server
	on     pacingRule
}

type pacingRule struct {
	ID       string         `json:"id,omitempty"`
	Kind     string         `json:"kind"`
	Step     string         `json:"step,omitempty"`
	Resource string         `json:"resource,omitempty"`
	Pace     map[string]any `json:"pace"`
}

// Hold holds operations of a kind (ManagedClusters_Create) at the longest of their steps, or at the one that
// is named, until Release or the end of the test.
func (server *Server) Hold(t testing.TB, kind, step string) *Held {
	t.Helper()
	return server.HoldOn(t, kind, step, "")
}

// HoldOn holds those on one resource, by its id, and on what is in it.
func (server *Server) HoldOn(t testing.TB, kind, step, resource string) *Held {
	t.Helper()
	rule := pacingRule{Kind: kind, Step: step, Resource: resource, Pace: map[string]any{"hold": true}}
	held := &Held{server: server}
	server.must(t, "POST", "/lazuli/pacing", rule, &held.on)
	t.Cleanup(func() { held.Release(t) })
	return held
}

func (held *Held) list(t testing.TB) []Operation {
	t.Helper()
	running, whole := true, strings.ToLower(strings.TrimRight(held.on.Resource, "/"))
	filter := OperationFilter{Kind: held.on.Kind, Running: &running, Top: 1000}
	here := []Operation{}
	for _, each := range held.server.Operations(t, filter) {
		isAt := held.on.Step == "" || each.Step == held.on.Step
		if each.Held && isAt && strings.HasPrefix(each.Resource+"/", whole+"/") {
			here = append(here, each)
		}
	}
	return here
}

// Reached waits a minute at most until an operation is held here, and answers its resource's id in lower case.
func (held *Held) Reached(t testing.TB) string {
	t.Helper()
	return held.ReachedWithin(t, patience)
}

// ReachedWithin waits so long at most.
func (held *Held) ReachedWithin(t testing.TB, limit time.Duration) string {
	t.Helper()
	for end := time.Now().Add(limit); ; time.Sleep(look) {
		if here := held.list(t); len(here) > 0 {
			return here[len(here)-1].Resource
		}
		if time.Now().After(end) {
			break
		}
	}
	t.Fatalf("lazuli: no %s was held within %s", held.on.Kind, limit)
	return ""
}

// Release lets go all that is held here, and holds nothing more.
func (held *Held) Release(t testing.TB) {
	t.Helper()
	held.server.unlessOver(t, "DELETE", "/lazuli/pacing/"+held.on.ID)
	for _, each := range held.list(t) {
		held.server.unlessOver(t, "POST", each.path("release"))
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

// Now is the time that long work goes by.
func (server *Server) Now(t testing.TB) time.Time {
	t.Helper()
	return server.clock(t, "GET", "/lazuli/clock")
}

// Freeze stops that time.
func (server *Server) Freeze(t testing.TB) time.Time {
	t.Helper()
	return server.clock(t, "POST", "/lazuli/clock/freeze")
}

// Resume lets it run on.
func (server *Server) Resume(t testing.TB) time.Time {
	t.Helper()
	return server.clock(t, "POST", "/lazuli/clock/resume")
}

// Scale lets long work go so many times faster than in Azure, from 0.001 to 1,000,000.
func (server *Server) Scale(t testing.TB, factor float64) time.Time {
	t.Helper()
	return server.clock(t, "POST", "/lazuli/clock/scale?factor="+strconv.FormatFloat(factor, 'f', -1, 64))
}

// Step moves a time that stands still on, with all that falls due on the way.
func (server *Server) Step(t testing.TB, length time.Duration) time.Time {
	t.Helper()
	return server.clock(t, "POST", "/lazuli/clock/step?ms="+strconv.FormatInt(length.Milliseconds(), 10))
}

// StepToNext moves it on to what falls due next, if anything does.
func (server *Server) StepToNext(t testing.TB) time.Time {
	t.Helper()
	return server.clock(t, "POST", "/lazuli/clock/step")
}

// At moves it on to a moment: not one that is over, nor more than ten years away.
func (server *Server) At(t testing.TB, moment time.Time) time.Time {
	t.Helper()
	said := moment.UTC().Format("2006-01-02T15:04:05.999Z07:00")
	return server.clock(t, "POST", "/lazuli/clock/at?time="+url.QueryEscape(said))
}

func (server *Server) clock(t testing.TB, method, path string) time.Time {
	t.Helper()
	told := struct{ Now time.Time }{}
	server.must(t, method, path, nil, &told)
	return told.Now
}

// Provocation is what shall happen to nodes of a Batch pool: see docs/failures.md.
type Provocation struct {
	// What is preempt, fail and their like: the refusal of an unknown one lists them.
	What string `json:"what"`
	Pool string `json:"pool"`
	// Node is empty where what happens chooses.
	Node string `json:"node,omitempty"`
	// Account is the account's name; empty: the first account.
	Account string     `json:"account,omitempty"`
	Error   *ErrorWord `json:"error,omitempty"`
}

// Provoke lets something happen to nodes that Azure would do unasked; answers which nodes.
func (server *Server) Provoke(t testing.TB, what Provocation) []string {
	t.Helper()
	found := struct{ Value []struct{ Node string } }{}
	server.must(t, "POST", "/lazuli/provoke", what, &found)
	nodes := []string{}
	for _, each := range found.Value {
		nodes = append(nodes, each.Node)
	}
	return nodes
}

// Maintain begins work that Azure does to a cluster unasked; answers the operation's id.
func (server *Server) Maintain(t testing.TB, clusterID string) string {
	t.Helper()
	begun := struct{ Operation string }{}
	server.must(t, "POST", "/lazuli/maintain?id="+url.QueryEscape(clusterID), nil, &begun)
	return begun.Operation
}

// JournalLine is one call that the server answered, without its secrets.
type JournalLine struct {
	ID            int       `json:"id"`
	At            time.Time `json:"at"`
	MS            float64   `json:"ms"`
	Method        string    `json:"method"`
	URL           string    `json:"url"`
	Status        int       `json:"status"`
	ErrorCode     string    `json:"errorCode"`
	Service       string    `json:"service"`
	OperationID   string    `json:"operationId"`
	APIVersion    string    `json:"apiVersion"`
	Caller        string    `json:"caller"`
	CorrelationID string    `json:"correlationId"`
	RequestID     string    `json:"requestId"`
}

// Journal answers the last calls, newest first: top of them, up to 1,000.
func (server *Server) Journal(t testing.TB, top int) []JournalLine {
	t.Helper()
	found := struct{ Value []JournalLine }{}
	server.must(t, "GET", fmt.Sprintf("/lazuli/journal?top=%d", top), nil, &found)
	return found.Value
}
