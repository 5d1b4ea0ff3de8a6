package main

import (
	"context"
	"log"
	"sync"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

// pods are those that are bound to the nodes of this program, each with who looks after it.
type pods struct {
	client    kubernetes.Interface
	directory string
	// ctx outlives what stops the program: pods are ended in order.
	ctx  context.Context
	stop context.CancelFunc

	mutex   sync.Mutex
	running map[types.UID]*pod
	done    sync.WaitGroup
}

func newPods(client kubernetes.Interface, directory string) *pods {
	ctx, stop := context.WithCancel(context.Background())
	return &pods{client: client, directory: directory, ctx: ctx, stop: stop, running: map[types.UID]*pod{}}
}

// follow hears of the pods of one node.
func (p *pods) follow(ctx context.Context, node string) {
	selector := fields.OneTermEqualSelector("spec.nodeName", node)
	source := cache.NewListWatchFromClient(
		p.client.CoreV1().RESTClient(), "pods", meta.NamespaceAll, selector)
	_, informer := cache.NewInformerWithOptions(cache.InformerOptions{
		ListerWatcher: source,
		ObjectType:    &core.Pod{},
		Handler: cache.ResourceEventHandlerFuncs{
			AddFunc:    func(object any) { p.hear(object.(*core.Pod)) },
			UpdateFunc: func(_, object any) { p.hear(object.(*core.Pod)) },
			DeleteFunc: func(object any) {
				if last, ok := object.(cache.DeletedFinalStateUnknown); ok {
					object = last.Obj
				}
				p.lose(object.(*core.Pod))
			},
		},
	})
	informer.Run(ctx.Done())
}

func (p *pods) hear(object *core.Pod) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	known := p.running[object.UID]
	if known == nil {
		isOver := object.Status.Phase == core.PodSucceeded || object.Status.Phase == core.PodFailed
		if isOver && object.DeletionTimestamp == nil {
			return
		}
		known = newPod(p, object)
		p.running[object.UID] = known
		p.done.Go(func() {
			known.live()
			p.mutex.Lock()
			defer p.mutex.Unlock()
			delete(p.running, object.UID)
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
	if known := p.running[object.UID]; known != nil {
		known.kill()
	}
}

func (p *pods) find(namespace, name string) *pod {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	for _, each := range p.running {
		if each.object.Namespace == namespace && each.object.Name == name {
			return each
		}
	}
	return nil
}

// end kills what runs: the nodes are no more.
func (p *pods) end() {
	p.mutex.Lock()
	for _, each := range p.running {
		each.kill()
	}
	p.mutex.Unlock()
	p.stop()
	p.done.Wait()
	removeMountPoints()
	log.Print("all pods have ended")
}
