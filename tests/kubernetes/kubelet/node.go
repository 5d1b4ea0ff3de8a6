package main

import (
	"context"
	"log"
	"runtime"
	"time"

	coordination "k8s.io/api/coordination/v1"
	core "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/utils/ptr"
)

const (
	leaseNamespace = "kube-node-lease"
	leaseSeconds   = 40
	leaseEvery     = 10 * time.Second
)

type node struct {
	name        string
	labels      map[string]string
	cpu, memory string
	port        int
}

// register makes the node anew: what an earlier kubelet said of it is over.
func (n node) register(ctx context.Context, client kubernetes.Interface) error {
	labels := map[string]string{
		core.LabelHostname:   n.name,
		core.LabelOSStable:   runtime.GOOS,
		core.LabelArchStable: runtime.GOARCH,
	}
	for key, value := range n.labels {
		labels[key] = value
	}
	object := &core.Node{ObjectMeta: meta.ObjectMeta{Name: n.name, Labels: labels}}
	nodes := client.CoreV1().Nodes()
	made, err := nodes.Create(ctx, object, meta.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		made, err = nodes.Get(ctx, n.name, meta.GetOptions{})
	}
	if err != nil {
		return err
	}
	made.Status = n.status()
	_, err = nodes.UpdateStatus(ctx, made, meta.UpdateOptions{})
	return err
}

func (n node) status() core.NodeStatus {
	resources := core.ResourceList{
		core.ResourceCPU:              resource.MustParse(n.cpu),
		core.ResourceMemory:           resource.MustParse(n.memory),
		core.ResourceEphemeralStorage: resource.MustParse("100Gi"),
		core.ResourcePods:             resource.MustParse("110"),
	}
	now := meta.Now()
	condition := func(kind core.NodeConditionType, status core.ConditionStatus) core.NodeCondition {
		return core.NodeCondition{
			Type:               kind,
			Status:             status,
			Reason:             "TestKubelet",
			LastHeartbeatTime:  now,
			LastTransitionTime: now,
		}
	}
	return core.NodeStatus{
		Capacity:    resources,
		Allocatable: resources,
		Conditions: []core.NodeCondition{
			condition(core.NodeReady, core.ConditionTrue),
			condition(core.NodeMemoryPressure, core.ConditionFalse),
			condition(core.NodeDiskPressure, core.ConditionFalse),
			condition(core.NodePIDPressure, core.ConditionFalse),
		},
		// An API server calls by the first kind that there is: the name is in no DNS.
		Addresses: []core.NodeAddress{{Type: core.NodeInternalIP, Address: "127.0.0.1"}},
		DaemonEndpoints: core.NodeDaemonEndpoints{
			KubeletEndpoint: core.DaemonEndpoint{Port: int32(n.port)},
		},
		NodeInfo: core.NodeSystemInfo{
			KubeletVersion:          "v1.37.2",
			OperatingSystem:         runtime.GOOS,
			Architecture:            runtime.GOARCH,
			ContainerRuntimeVersion: "process://1",
		},
	}
}

// keepLease says again and again that the node is there.
func (n node) keepLease(ctx context.Context, client kubernetes.Interface) {
	leases := client.CoordinationV1().Leases(leaseNamespace)
	for {
		lease, err := leases.Get(ctx, n.name, meta.GetOptions{})
		now := ptr.To(meta.NowMicro())
		switch {
		case apierrors.IsNotFound(err):
			_, err = leases.Create(ctx, &coordination.Lease{
				ObjectMeta: meta.ObjectMeta{Name: n.name},
				Spec: coordination.LeaseSpec{
					HolderIdentity:       &n.name,
					LeaseDurationSeconds: ptr.To[int32](leaseSeconds),
					RenewTime:            now,
				},
			}, meta.CreateOptions{})
		case err == nil:
			lease.Spec.RenewTime = now
			_, err = leases.Update(ctx, lease, meta.UpdateOptions{})
		}
		if err != nil && ctx.Err() == nil {
			log.Printf("lease of %s: %v", n.name, err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(leaseEvery):
		}
	}
}
