package main

import (
	"context"
	"encoding/json"
	"log"
	"slices"
	"sync"
	"time"

	core "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

// localAddress is where the API server calls: as InternalDNS, which nothing else reads, so that a node keeps the
// addresses of its virtual network.
const localAddress = "localhost"

// nodes are all that a cluster has: others make and delete them.
type nodes struct {
	client kubernetes.Interface
	pods   *pods
	port   int

	mutex sync.Mutex
	known map[types.UID]context.CancelFunc
}

func newNodes(client kubernetes.Interface, pods *pods, port int) *nodes {
	return &nodes{client: client, pods: pods, port: port, known: map[types.UID]context.CancelFunc{}}
}

// follow returns when it knows the nodes that there are.
func (n *nodes) follow(ctx context.Context) {
	source := cache.NewListWatchFromClient(
		n.client.CoreV1().RESTClient(), "nodes", meta.NamespaceAll, fields.Everything())
	_, informer := cache.NewInformerWithOptions(cache.InformerOptions{
		ListerWatcher: source,
		ObjectType:    &core.Node{},
		Handler: cache.ResourceEventHandlerFuncs{
			AddFunc: func(object any) { n.handle(ctx, object.(*core.Node)) },
			UpdateFunc: func(before, object any) {
				// One that was deleted and made anew unseen is another.
				if old := before.(*core.Node); old.UID != object.(*core.Node).UID {
					n.lose(old)
				}
				n.handle(ctx, object.(*core.Node))
			},
			DeleteFunc: func(object any) {
				if last, ok := object.(cache.DeletedFinalStateUnknown); ok {
					object = last.Obj
				}
				n.lose(object.(*core.Node))
			},
		},
	})
	go informer.Run(ctx.Done())
	cache.WaitForCacheSync(ctx.Done(), informer.HasSynced)
}

func (n *nodes) handle(ctx context.Context, object *core.Node) {
	n.pods.setAddress(object)
	n.mutex.Lock()
	known := n.known[object.UID] != nil
	if !known {
		own, cancel := context.WithCancel(ctx)
		n.known[object.UID] = cancel
		go keepLease(own, n.client, object.Name, []meta.OwnerReference{
			{APIVersion: "v1", Kind: "Node", Name: object.Name, UID: object.UID},
		})
	}
	n.mutex.Unlock()
	if !known || !n.isSaid(object) {
		go n.say(ctx, object)
	}
}

// lose: its pods have ended with it.
func (n *nodes) lose(object *core.Node) {
	n.mutex.Lock()
	cancel := n.known[object.UID]
	delete(n.known, object.UID)
	n.mutex.Unlock()
	if cancel != nil {
		cancel()
	}
	n.pods.loseNode(object.Name)
}

func (n *nodes) isSaid(object *core.Node) bool {
	isReady := slices.ContainsFunc(object.Status.Conditions, func(c core.NodeCondition) bool {
		return c.Type == core.NodeReady && c.Status == core.ConditionTrue
	})
	return isReady && int(object.Status.DaemonEndpoints.KubeletEndpoint.Port) == n.port
}

// say writes that the node is well, and where its pods are asked about.
func (n *nodes) say(ctx context.Context, object *core.Node) {
	addresses := slices.DeleteFunc(slices.Clone(object.Status.Addresses), func(a core.NodeAddress) bool {
		return a.Type == core.NodeInternalDNS
	})
	info := object.Status.NodeInfo
	info.ContainerRuntimeVersion = "lazuli://1"
	patch, err := json.Marshal(map[string]any{
		"metadata": map[string]any{"uid": object.UID},
		"status": map[string]any{
			"phase":           core.NodeRunning,
			"conditions":      conditions(meta.Now()),
			"addresses":       append(addresses, core.NodeAddress{Type: core.NodeInternalDNS, Address: localAddress}),
			"daemonEndpoints": endpoints(n.port),
			"nodeInfo":        info,
		},
	})
	if err != nil {
		log.Printf("status of %s: %v", object.Name, err)
		return
	}
	for ctx.Err() == nil {
		_, err := n.client.CoreV1().Nodes().Patch(
			ctx, object.Name, types.MergePatchType, patch, meta.PatchOptions{}, "status")
		if err == nil || apierrors.IsNotFound(err) || apierrors.IsConflict(err) || apierrors.IsInvalid(err) {
			return
		}
		log.Printf("status of %s: %v", object.Name, err)
		select {
		case <-ctx.Done():
		case <-time.After(again):
		}
	}
}
