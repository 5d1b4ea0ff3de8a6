package main

import (
	"log"
	"os"
	"path/filepath"
	"sync"
	"time"

	core "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
)

const again = 500 * time.Millisecond

// pod is one pod from its binding to its end.
type pod struct {
	all        *pods
	object     *core.Pod
	directory  string
	containers []*container
	started    meta.Time

	// leaving is closed once the pod is to go; killed once nothing of it may go on.
	leaving, killed     chan struct{}
	leaveOnce, killOnce sync.Once
	grace               time.Duration
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
	for _, spec := range object.Spec.Containers {
		log := filepath.Join(made.directory, spec.Name+".log")
		made.containers = append(made.containers, &container{pod: made, spec: spec, log: log})
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

// live returns when nothing of the pod is left.
func (p *pod) live() {
	defer os.RemoveAll(p.directory)
	if p.begin() {
		p.untilOver()
	}
	p.depart()
}

// begin returns whether the containers run.
func (p *pod) begin() bool {
	p.tell(core.PodPending)
	for {
		paths, err := p.volumes()
		if err == nil {
			err = p.startAll(paths)
		}
		if err == nil {
			p.tell(core.PodRunning)
			return true
		}
		for _, each := range p.containers {
			each.wait(err)
		}
		p.tell(core.PodPending)
		select {
		case <-p.leaving:
			return false
		case <-p.killed:
			return false
		case <-time.After(again):
		}
	}
}

func (p *pod) startAll(paths map[string]string) error {
	for _, each := range p.containers {
		if err := each.start(paths); err != nil {
			for _, other := range p.containers {
				other.signalKill()
			}
			return err
		}
	}
	return nil
}

func (p *pod) untilOver() {
	deadline := p.deadline()
	for {
		select {
		case <-p.leaving:
			p.stopAll()
			return
		case <-p.killed:
			p.killAll()
			return
		case <-deadline:
			p.stopAll()
			p.tellFailed("DeadlineExceeded")
			return
		case <-p.nextExit():
		}
		if phase := p.phase(); phase != core.PodRunning {
			p.tell(phase)
			return
		}
		for _, each := range p.containers {
			each.startAgain(p.object.Spec.RestartPolicy)
		}
		p.tell(core.PodRunning)
	}
}

func (p *pod) deadline() <-chan time.Time {
	seconds := p.object.Spec.ActiveDeadlineSeconds
	if seconds == nil {
		return nil
	}
	return time.After(time.Duration(*seconds) * time.Second)
}

// nextExit is closed when a container that runs now has ended.
func (p *pod) nextExit() <-chan struct{} {
	ended := make(chan struct{})
	var once sync.Once
	for _, each := range p.containers {
		if over := each.over; over != nil && each.exit == nil {
			go func() {
				<-over
				once.Do(func() { close(ended) })
			}()
		}
	}
	return ended
}

func (p *pod) phase() core.PodPhase {
	hasFailed := false
	for _, each := range p.containers {
		code := each.exitCode()
		if code == nil || p.object.Spec.RestartPolicy == core.RestartPolicyAlways {
			return core.PodRunning
		}
		if *code != 0 {
			if p.object.Spec.RestartPolicy == core.RestartPolicyOnFailure {
				return core.PodRunning
			}
			hasFailed = true
		}
	}
	if hasFailed {
		return core.PodFailed
	}
	return core.PodSucceeded
}

// stopAll asks the containers to end, and ends them when their time is over.
func (p *pod) stopAll() {
	grace := p.grace
	if grace == 0 {
		grace = time.Duration(ptr.Deref(p.object.Spec.TerminationGracePeriodSeconds, 30)) * time.Second
	}
	patience := time.After(grace)
	for _, each := range p.containers {
		each.signalEnd()
	}
	for _, each := range p.containers {
		if each.over == nil {
			continue
		}
		select {
		case <-each.over:
		case <-patience:
			p.killAll()
			return
		case <-p.killed:
			p.killAll()
			return
		}
	}
}

func (p *pod) killAll() {
	for _, each := range p.containers {
		each.signalKill()
	}
	for _, each := range p.containers {
		if each.over != nil {
			<-each.over
		}
	}
}

// depart waits until the object is to go, and lets it.
func (p *pod) depart() {
	select {
	case <-p.leaving:
	case <-p.killed:
		return
	}
	if phase := p.phase(); phase != core.PodRunning {
		p.tell(phase)
	}
	api := p.all.client.CoreV1().Pods(p.object.Namespace)
	err := api.Delete(p.all.ctx, p.object.Name, meta.DeleteOptions{
		GracePeriodSeconds: ptr.To[int64](0),
		Preconditions:      &meta.Preconditions{UID: &p.object.UID},
	})
	if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsConflict(err) {
		log.Printf("%s: %v", p.object.Name, err)
	}
}

func (p *pod) tell(phase core.PodPhase) { p.say(phase, "") }

func (p *pod) tellFailed(reason string) { p.say(core.PodFailed, reason) }

// say writes the status, besides which others may have written conditions.
func (p *pod) say(phase core.PodPhase, reason string) {
	api := p.all.client.CoreV1().Pods(p.object.Namespace)
	for range 5 {
		now, err := api.Get(p.all.ctx, p.object.Name, meta.GetOptions{})
		if err != nil || now.UID != p.object.UID {
			return
		}
		isReady := core.ConditionFalse
		if phase == core.PodRunning {
			isReady = core.ConditionTrue
		}
		now.Status.Phase = phase
		now.Status.Reason = reason
		now.Status.StartTime = &p.started
		now.Status.HostIP = "127.0.0.1"
		now.Status.PodIP = "127.0.0.1"
		now.Status.PodIPs = []core.PodIP{{IP: "127.0.0.1"}}
		now.Status.Conditions = with(now.Status.Conditions, core.PodInitialized, core.ConditionTrue)
		now.Status.Conditions = with(now.Status.Conditions, core.PodReady, isReady)
		now.Status.Conditions = with(now.Status.Conditions, core.ContainersReady, isReady)
		now.Status.ContainerStatuses = nil
		for _, each := range p.containers {
			now.Status.ContainerStatuses = append(now.Status.ContainerStatuses, each.status())
		}
		_, err = api.UpdateStatus(p.all.ctx, now, meta.UpdateOptions{})
		if err == nil {
			return
		}
		if !apierrors.IsConflict(err) && p.all.ctx.Err() == nil {
			log.Printf("status of %s: %v", p.object.Name, err)
		}
	}
}

func with(all []core.PodCondition, kind core.PodConditionType, is core.ConditionStatus) []core.PodCondition {
	for index := range all {
		if all[index].Type == kind {
			if all[index].Status != is {
				all[index].Status = is
				all[index].LastTransitionTime = meta.Now()
			}
			return all
		}
	}
	return append(all, core.PodCondition{Type: kind, Status: is, LastTransitionTime: meta.Now()})
}
