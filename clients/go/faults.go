package lazulitest

import (
	"testing"
	"time"
)

// Fault says where something goes wrong, how often, and what it is: see docs/failures.md. What is left zero is
// not sent. Where: calls, by OperationID or Service; operations, by Kind; calls of a driver, by Port. What:
// Error, DelayMS or Drop.
type Fault struct {
	// Calls: the contract's name, Pool_Add or ManagedClusters_Get, or the service: batch, arm.
	OperationID string `json:"operationId,omitempty"`
	Service     string `json:"service,omitempty"`
	// Operations: the kind, ManagedClusters_Create, and the step; without: the first.
	Kind string `json:"kind,omitempty"`
	Step string `json:"step,omitempty"`
	// Drivers: hypervisor.deleteCheckpoint, clusters.setNodePool, nodes.request.
	Port string `json:"port,omitempty"`
	// Resource: only this one and what is in it: an id, or the path of a call to Batch.
	Resource string `json:"resource,omitempty"`
	// Caller: calls of this application's id or user's name alone.
	Caller string `json:"caller,omitempty"`
	// Nth: only the n-th time that the above fits, from 1.
	Nth int `json:"nth,omitempty"`
	// Share: of the times, more than 0 and at most 1, drawn by Seed.
	Share float64 `json:"share,omitempty"`
	Seed  int     `json:"seed,omitempty"`
	// Times: how many at most.
	Times int `json:"times,omitempty"`
	// ExpiresAt: when it ends by itself, by the server's clock.
	ExpiresAt *time.Time `json:"expiresAt,omitempty"`
	Error     *ErrorWord `json:"error,omitempty"`
	// Status: of a refused call, from 400 to 599.
	Status int `json:"status,omitempty"`
	// RetryAfter: seconds that the refusal tells to wait; a pointer, for 0 is one as well.
	RetryAfter *int `json:"retryAfter,omitempty"`
	// DelayMS: real milliseconds that pass before all else.
	DelayMS int `json:"delayMs,omitempty"`
	// Drop: the connection is lost before or after the work was done.
	Drop string `json:"drop,omitempty"`
}

// ErrorWord is what a call or an operation fails with.
type ErrorWord struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Failing is a fault that was added.
type Failing struct {
	ID     string
	server *Server
}

// Fail lets calls, operations or drivers go wrong until Remove or the end of the test.
func (server *Server) Fail(t testing.TB, fault Fault) *Failing {
	t.Helper()
	failing := &Failing{server: server}
	server.must(t, "POST", "/lazuli/faults", fault, failing)
	t.Cleanup(func() { failing.Remove(t) })
	return failing
}

// Counts tells how often it was about what happened, and how often it struck.
func (failing *Failing) Counts(t testing.TB) (seen, hits int) {
	t.Helper()
	found := struct {
		Value []struct {
			ID         string
			Seen, Hits int
		}
	}{}
	failing.server.must(t, "GET", "/lazuli/faults", nil, &found)
	for _, each := range found.Value {
		if each.ID == failing.ID {
			return each.Seen, each.Hits
		}
	}
	t.Fatalf("lazuli: there is no fault %s any more", failing.ID)
	return 0, 0
}

// Remove ends it. One that has ended already is no error.
func (failing *Failing) Remove(t testing.TB) {
	t.Helper()
	failing.server.unlessOver(t, "DELETE", "/lazuli/faults/"+failing.ID)
}
