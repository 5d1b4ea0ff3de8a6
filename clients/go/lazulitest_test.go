package lazulitest

import (
	"context"
	"errors"
	"testing"
	"time"
)

const cluster = `clusters:
  - name: demo
    group: lazuli
    identity: { type: SystemAssigned }
    properties:
      dnsPrefix: demo
      agentPoolProfiles: [{ name: pool1, mode: System, count: 1, vmSize: Standard_DS2_v2 }]
`

func TestServer(t *testing.T) {
	lazuli := Start(t, "--frozen", "--nodes", "simulated")
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
		restore := lazuli.Snapshot(t, "before")
		held := lazuli.Hold(t, "ManagedClusters_Create", "")
		lazuli.Seed(t, cluster)
		if resource := held.Reached(t); resource == "" {
			t.Fatal("it has no resource")
		}
		held.Release(t)
		restore()
		err := lazuli.Call(context.Background(), "GET", "/subscriptions/"+lazuli.SubscriptionID+
			"/resourceGroups/lazuli/providers/Microsoft.ContainerService/managedClusters/demo?api-version=2024-05-01", nil, nil)
		var refusal *Error
		if !errors.As(err, &refusal) || refusal.Status != 404 {
			t.Fatalf("%v", err)
		}
	})
	t.Run("a call is refused until the test ends", func(t *testing.T) {
		list := func() error {
			return lazuli.Call(context.Background(), "GET", "/subscriptions?api-version=2022-12-01", nil, nil)
		}
		t.Run("refused", func(t *testing.T) {
			lazuli.Fail(t, Fault{OperationID: "Subscriptions_List", Status: 429,
				Error: &ErrorWord{"TooManyRequests", "Please wait."}})
			var refusal *Error
			if err := list(); !errors.As(err, &refusal) || refusal.Code != "TooManyRequests" {
				t.Fatalf("%v", err)
			}
		})
		if err := list(); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("time moves when it is told", func(t *testing.T) {
		before := lazuli.Now(t)
		if after := lazuli.Step(t, 7*24*time.Hour); after.Sub(before) != 7*24*time.Hour {
			t.Fatalf("%s", after.Sub(before))
		}
	})
}
