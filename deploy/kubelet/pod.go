package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
)

const (
	again        = 500 * time.Millisecond
	startedEvery = 50 * time.Millisecond
	usualGrace   = 30 * time.Second
	deadlineHit  = "DeadlineExceeded"
)

// pod is one pod from its binding to its end.
type pod struct {
	all        *pods
	object     *core.Pod
	directory  string
	inits      []*container
	containers []*container
	started    meta.Time
	// paths are where its volumes are, by their names.
	paths map[string]string

	// leaving is closed once the pod is to go; killed once nothing of it may go on.
	leaving, killed     chan struct{}
	leaveOnce, killOnce sync.Once
	grace               time.Duration
	// isFinishing: its containers have ended, and its sidecars are to.
	isFinishing atomic.Bool
	// expired is why it was ended by this program, in a kubelet's word.
	expired atomic.Value
	// isAbandoned: what is kept of it is for the next program.
	isAbandoned atomic.Bool

	said sync.Mutex
}

func newPod(all *pods, object *core.Pod) *pod {
	made := &pod{
		all:       all,
		object:    object,
		directory: filepath.Join(all.directory, string(object.UID)),
		started:   meta.Now(),
		leaving:   make(chan struct{}),
		killed:    make(chan struct{}),
	}
	if object.Status.StartTime != nil {
		made.started = *object.Status.StartTime
	}
	for _, spec := range object.Spec.InitContainers {
		made.inits = append(made.inits, newContainer(made, spec, object.Status.InitContainerStatuses))
	}
	for _, spec := range object.Spec.Containers {
		made.containers = append(made.containers, newContainer(made, spec, object.Status.ContainerStatuses))
	}
	return made
}

func (p *pod) leave(object *core.Pod) {
	p.leaveOnce.Do(func() {
		p.grace = time.Duration(ptr.Deref(object.DeletionGracePeriodSeconds, 30)) * time.Second
		close(p.leaving)
	})
}

func (p *pod) kill() { p.killOnce.Do(func() { close(p.killed) }) }

func (p *pod) isKilled() bool { return isClosed(p.killed) }

func isClosed(channel <-chan struct{}) bool {
	select {
	case <-channel:
		return true
	default:
		return false
	}
}

// pause returns whether the time has passed before the channel was closed.
func pause(until <-chan struct{}, length time.Duration) bool {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-until:
		return false
	case <-timer.C:
		return true
	}
}

// live returns when nothing of the pod is left.
func (p *pod) live() {
	defer func() {
		if !p.isAbandoned.Load() {
			_ = os.RemoveAll(p.directory)
		}
	}()
	phase := p.object.Status.Phase
	isOver := phase == core.PodSucceeded || phase == core.PodFailed
	if !isOver && !isClosed(p.leaving) && !p.isKilled() {
		p.run()
	}
	p.depart(isOver)
}

// run returns when its containers have ended, and are to stay so.
func (p *pod) run() {
	over := make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() { p.watchDeadline(over) })
	defer group.Wait()
	defer close(over)
	p.tell()
	if !p.prepare() {
		return
	}
	var sidecars sync.WaitGroup
	for _, each := range p.inits {
		if each.isSidecar() {
			sidecars.Go(each.keep)
			for !each.hasBegun() && !p.isEnding() {
				p.pause(startedEvery)
			}
			continue
		}
		each.keep()
		if !each.isDone() {
			break
		}
	}
	if p.isInitialized() {
		var running sync.WaitGroup
		for _, each := range p.containers {
			running.Go(each.keep)
		}
		running.Wait()
	}
	p.isFinishing.Store(true)
	for _, each := range p.inits {
		each.stop(p.usualGrace())
	}
	sidecars.Wait()
	p.tell()
}

// prepare returns whether all is there that the containers need.
func (p *pod) prepare() bool {
	for length := again; !p.isEnding(); length = min(2*length, firstBackoff) {
		paths, err := p.volumes()
		if err == nil {
			p.paths = paths
			return true
		}
		for _, each := range append(p.inits, p.containers...) {
			each.wait(err)
		}
		p.tell()
		p.pause(length)
	}
	return false
}

// isEnding: nothing may be started any more.
func (p *pod) isEnding() bool {
	return isClosed(p.leaving) || p.isKilled() || p.isFinishing.Load() || p.expired.Load() != nil
}

func (p *pod) pause(length time.Duration) {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-p.leaving:
	case <-p.killed:
	case <-timer.C:
	}
}

func (p *pod) watchDeadline(over <-chan struct{}) {
	seconds := p.object.Spec.ActiveDeadlineSeconds
	if seconds == nil {
		return
	}
	if !pause(over, time.Until(p.started.Add(time.Duration(*seconds)*time.Second))) {
		return
	}
	p.expired.Store(deadlineHit)
	for _, each := range append(p.inits, p.containers...) {
		each.stop(p.usualGrace())
	}
}

func (p *pod) usualGrace() time.Duration {
	seconds := p.object.Spec.TerminationGracePeriodSeconds
	if seconds == nil {
		return usualGrace
	}
	return time.Duration(*seconds) * time.Second
}

// isInitialized: the init containers have done what they were to do.
func (p *pod) isInitialized() bool {
	for _, each := range p.inits {
		if !each.isDone() && !(each.isSidecar() && each.hasBegun()) {
			return false
		}
	}
	return true
}

func (p *pod) phase() core.PodPhase {
	if p.expired.Load() != nil {
		return core.PodFailed
	}
	for _, each := range p.inits {
		if each.isDone() || each.isSidecar() && each.hasBegun() {
			continue
		}
		if each.isOver() {
			return core.PodFailed
		}
		return core.PodPending
	}
	hasFailed, areOver, hasBegun := false, true, false
	for _, each := range p.containers {
		hasBegun = hasBegun || each.hasBegun()
		areOver = areOver && each.isOver()
		hasFailed = hasFailed || !each.isDone()
	}
	switch {
	case !hasBegun:
		return core.PodPending
	case !areOver:
		return core.PodRunning
	case hasFailed:
		return core.PodFailed
	}
	return core.PodSucceeded
}

// depart waits until the object is to go, and lets it.
func (p *pod) depart(isSaid bool) {
	select {
	case <-p.leaving:
	case <-p.killed:
		return
	}
	if !isSaid {
		p.tell()
	}
	p.all.forget(p.object)
}

// tell writes the status, besides which others may have written conditions. It is tried until it is done.
func (p *pod) tell() {
	p.said.Lock()
	defer p.said.Unlock()
	api := p.all.client.CoreV1().Pods(p.object.Namespace)
	for !p.isKilled() && p.all.ctx.Err() == nil {
		now, err := api.Get(p.all.ctx, p.object.Name, meta.GetOptions{})
		if apierrors.IsNotFound(err) || err == nil && now.UID != p.object.UID {
			return
		}
		if err == nil {
			before := now.Status.DeepCopy()
			p.write(&now.Status)
			if equality.Semantic.DeepEqual(before, &now.Status) {
				return
			}
			_, err = api.UpdateStatus(p.all.ctx, now, meta.UpdateOptions{})
		}
		if err == nil {
			return
		}
		if apierrors.IsConflict(err) {
			continue
		}
		if p.all.ctx.Err() == nil {
			log.Printf("status of %s: %v", p.object.Name, err)
		}
		pause(p.killed, again)
	}
}

func (p *pod) write(status *core.PodStatus) {
	status.Phase = p.phase()
	if reason, ok := p.expired.Load().(string); ok {
		status.Reason = reason
		status.Message = "Pod was active on the node longer than the specified deadline"
	}
	status.StartTime = &p.started
	status.HostIP = p.all.address(p.object.Spec.NodeName)
	status.HostIPs = []core.HostIP{{IP: status.HostIP}}
	status.PodIP = status.HostIP
	status.PodIPs = []core.PodIP{{IP: status.PodIP}}
	status.InitContainerStatuses, status.ContainerStatuses = nil, nil
	for _, each := range p.inits {
		status.InitContainerStatuses = append(status.InitContainerStatuses, each.status())
	}
	areReady := status.Phase == core.PodRunning
	for _, each := range p.containers {
		one := each.status()
		areReady = areReady && one.Ready
		status.ContainerStatuses = append(status.ContainerStatuses, one)
	}
	reason := ""
	if status.Phase == core.PodSucceeded {
		reason = "PodCompleted"
	} else if status.Phase == core.PodFailed {
		reason = "PodFailed"
	} else if !areReady {
		reason = "ContainersNotReady"
	}
	set := func(kind core.PodConditionType, is bool, why string) {
		status.Conditions = with(status.Conditions, kind, is, why)
	}
	set(core.PodReadyToStartContainers, true, "")
	set(core.PodInitialized, p.isInitialized(), "")
	set(core.ContainersReady, areReady, reason)
	for _, gate := range p.object.Spec.ReadinessGates {
		if areReady && !isTrue(status.Conditions, gate.ConditionType) {
			areReady, reason = false, "ReadinessGatesNotReady"
		}
	}
	set(core.PodReady, areReady, reason)
}

func isTrue(all []core.PodCondition, kind core.PodConditionType) bool {
	for _, each := range all {
		if each.Type == kind {
			return each.Status == core.ConditionTrue
		}
	}
	return false
}

func with(all []core.PodCondition, kind core.PodConditionType, holds bool, reason string) []core.PodCondition {
	is := core.ConditionFalse
	if holds {
		is, reason = core.ConditionTrue, ""
	}
	for index := range all {
		if all[index].Type == kind {
			all[index].Reason = reason
			if all[index].Status != is {
				all[index].Status = is
				all[index].LastTransitionTime = meta.Now()
			}
			return all
		}
	}
	return append(all, core.PodCondition{Type: kind, Status: is, Reason: reason, LastTransitionTime: meta.Now()})
}

func (p *pod) container(name string) *container {
	for _, each := range append(p.inits, p.containers...) {
		if each.spec.Name == name {
			return each
		}
	}
	return nil
}

func (p *pod) String() string { return fmt.Sprintf("%s/%s", p.object.Namespace, p.object.Name) }
