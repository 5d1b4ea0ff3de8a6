package main

import (
	"context"
	"log"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	core "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/utils/ptr"
)

const loopback = "127.0.0.1"

// pods are those that are bound to the nodes of this program, each with who looks after it.
type pods struct {
	client    kubernetes.Interface
	server    *url.URL
	directory string
	// hasOwnRoot: what a pod writes outside of its volumes is its own.
	hasOwnRoot bool
	// engine runs containers of images; nil where there is none.
	engine *engine
	// ctx outlives what stops the program: pods are ended in order.
	ctx  context.Context
	stop context.CancelFunc

	mutex     sync.Mutex
	known     map[types.UID]*pod
	addresses map[string]string
	done      sync.WaitGroup
}

func newPods(client kubernetes.Interface, server, directory string, hasOwnRoot bool) *pods {
	ctx, stop := context.WithCancel(context.Background())
	at, err := url.Parse(server)
	if err != nil {
		at = &url.URL{}
	}
	return &pods{
		client:     client,
		server:     at,
		directory:  directory,
		hasOwnRoot: hasOwnRoot,
		ctx:        ctx,
		stop:       stop,
		known:      map[types.UID]*pod{},
		addresses:  map[string]string{},
	}
}

// follow watches the pods of one node, or of all.
func (p *pods) follow(ctx context.Context, node string) {
	selector := fields.OneTermNotEqualSelector("spec.nodeName", "")
	if node != "" {
		selector = fields.OneTermEqualSelector("spec.nodeName", node)
	}
	source := cache.NewListWatchFromClient(
		p.client.CoreV1().RESTClient(), "pods", meta.NamespaceAll, selector)
	_, informer := cache.NewInformerWithOptions(cache.InformerOptions{
		ListerWatcher: source,
		ObjectType:    &core.Pod{},
		Handler: cache.ResourceEventHandlerFuncs{
			AddFunc: func(object any) { p.handle(object.(*core.Pod)) },
			UpdateFunc: func(before, object any) {
				if old := before.(*core.Pod); old.UID != object.(*core.Pod).UID {
					p.lose(old)
				}
				p.handle(object.(*core.Pod))
			},
			DeleteFunc: func(object any) {
				if last, ok := object.(cache.DeletedFinalStateUnknown); ok {
					object = last.Obj
				}
				p.lose(object.(*core.Pod))
			},
		},
	})
	go informer.Run(ctx.Done())
	go func() {
		if cache.WaitForCacheSync(ctx.Done(), informer.HasSynced) && node == "" {
			p.sweep()
		}
	}()
}

// sweep removes what is kept of pods that went while no program looked after them.
func (p *pods) sweep() {
	entries, err := os.ReadDir(p.directory)
	if err != nil {
		return
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	for _, entry := range entries {
		if p.known[types.UID(entry.Name())] == nil {
			_ = os.RemoveAll(filepath.Join(p.directory, entry.Name()))
		}
	}
}

func (p *pods) handle(object *core.Pod) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	known := p.known[object.UID]
	if known == nil {
		known = newPod(p, object)
		p.known[object.UID] = known
		p.done.Go(func() {
			known.live()
			p.mutex.Lock()
			defer p.mutex.Unlock()
			delete(p.known, object.UID)
		})
	}
	if object.DeletionTimestamp != nil {
		known.leave(object)
	}
}

// lose: the object is no more, whatever still runs.
func (p *pods) lose(object *core.Pod) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if known := p.known[object.UID]; known != nil {
		known.kill()
	}
}

// loseNode ends the pods of a node that is no more, and says so of them.
func (p *pods) loseNode(node string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	delete(p.addresses, node)
	for _, each := range p.known {
		if each.object.Spec.NodeName == node {
			each.kill()
			go p.forget(each.object)
		}
	}
}

// forget lets the API server forget the pod: nothing of it is left.
func (p *pods) forget(object *core.Pod) {
	api := p.client.CoreV1().Pods(object.Namespace)
	for p.ctx.Err() == nil {
		err := api.Delete(p.ctx, object.Name, meta.DeleteOptions{
			GracePeriodSeconds: ptr.To[int64](0),
			Preconditions:      &meta.Preconditions{UID: &object.UID},
		})
		if err == nil || apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
			return
		}
		log.Printf("%s: %v", object.Name, err)
		pause(p.ctx.Done(), again)
	}
}

func (p *pods) setAddress(node *core.Node) {
	for _, each := range node.Status.Addresses {
		if each.Type == core.NodeInternalIP {
			p.mutex.Lock()
			p.addresses[node.Name] = each.Address
			p.mutex.Unlock()
		}
	}
}

// address is that of a node in its virtual network: pods are in the node's network.
func (p *pods) address(node string) string {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if found := p.addresses[node]; found != "" {
		return found
	}
	return loopback
}

func (p *pods) find(namespace, name string) *pod {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	var found *pod
	for _, each := range p.known {
		if each.object.Namespace == namespace && each.object.Name == name && !each.isKilled() {
			found = each
		}
	}
	return found
}

// end kills what runs: the nodes are no more, or another program goes on with them.
func (p *pods) end() {
	p.mutex.Lock()
	for _, each := range p.known {
		each.isAbandoned.Store(p.hasOwnRoot)
		each.kill()
	}
	p.mutex.Unlock()
	p.stop()
	p.done.Wait()
	removeMountPoints()
	ownControllers.remove()
	log.Print("all pods have ended")
}
