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

// node is one that this program makes.
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
	return core.NodeStatus{
		Capacity:    resources,
		Allocatable: resources,
		Conditions:  conditions(meta.Now()),
		// An API server calls by the first kind that there is: the name is in no DNS.
		Addresses:       []core.NodeAddress{{Type: core.NodeInternalIP, Address: loopback}},
		DaemonEndpoints: endpoints(n.port),
		NodeInfo: core.NodeSystemInfo{
			KubeletVersion:          "v1.37.2",
			OperatingSystem:         runtime.GOOS,
			Architecture:            runtime.GOARCH,
			ContainerRuntimeVersion: "process://1",
		},
	}
}

func endpoints(port int) core.NodeDaemonEndpoints {
	return core.NodeDaemonEndpoints{KubeletEndpoint: core.DaemonEndpoint{Port: int32(port)}}
}

// conditions are those that a kubelet reports, all well.
func conditions(since meta.Time) []core.NodeCondition {
	now := meta.Now()
	var all []core.NodeCondition
	for _, each := range []struct {
		kind            core.NodeConditionType
		is              core.ConditionStatus
		reason, message string
	}{
		{core.NodeReady, core.ConditionTrue, "KubeletReady", "kubelet is posting ready status"},
		{core.NodeMemoryPressure, core.ConditionFalse, "KubeletHasSufficientMemory", "kubelet has sufficient memory available"},
		{core.NodeDiskPressure, core.ConditionFalse, "KubeletHasNoDiskPressure", "kubelet has no disk pressure"},
		{core.NodePIDPressure, core.ConditionFalse, "KubeletHasSufficientPID", "kubelet has sufficient PID available"},
	} {
		all = append(all, core.NodeCondition{
			Type: each.kind, Status: each.is, Reason: each.reason, Message: each.message,
			LastHeartbeatTime: now, LastTransitionTime: since,
		})
	}
	return all
}

// keepLease says again and again that the node is there. With its owners the lease goes, too.
func keepLease(ctx context.Context, client kubernetes.Interface, name string, owners []meta.OwnerReference) {
	leases := client.CoordinationV1().Leases(leaseNamespace)
	var lease *coordination.Lease
	for {
		var err error
		now := ptr.To(meta.NowMicro())
		if lease == nil {
			lease, err = leases.Get(ctx, name, meta.GetOptions{})
		}
		switch {
		case apierrors.IsNotFound(err):
			lease, err = leases.Create(ctx, &coordination.Lease{
				ObjectMeta: meta.ObjectMeta{Name: name, OwnerReferences: owners},
				Spec: coordination.LeaseSpec{
					HolderIdentity:       &name,
					LeaseDurationSeconds: ptr.To[int32](leaseSeconds),
					RenewTime:            now,
				},
			}, meta.CreateOptions{})
		case err == nil:
			lease.Spec.RenewTime = now
			lease, err = leases.Update(ctx, lease, meta.UpdateOptions{})
		}
		wait := leaseEvery
		if err != nil {
			lease, wait = nil, time.Second
			if ctx.Err() == nil && !apierrors.IsConflict(err) && !apierrors.IsNotFound(err) {
				log.Printf("lease of %s: %v", name, err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}
