package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const (
	firstBackoff = 10 * time.Second
	mostBackoff  = 5 * time.Minute
	// unknownExit is that of a container of which no one knows how it ended.
	unknownExit = killedExit
	killedExit  = 128 + int32(syscall.SIGKILL)
)

// waiting is why a container is not started yet, in a kubelet's words.
type waiting struct{ reason, message string }

func (w waiting) Error() string { return w.reason + ": " + w.message }

// process is what runs of a container.
type process interface {
	// id is what a status calls it by.
	id() string
	// over is closed when it has ended; then code answers how.
	over() <-chan struct{}
	code() int32
	// signal asks its first process to end, or kills all that it is.
	signal(syscall.Signal)
	// inside answers the command of this machine that does this in the container, and its variables.
	inside(words, env []string, hasTerminal bool) ([]string, []string)
	// streams are what callers attach to.
	streams() *streams
	// ranOutOfMemory: a process of it was killed for that.
	ranOutOfMemory() bool
}

type container struct {
	pod  *pod
	spec core.Container
	log  string

	mutex    sync.Mutex
	process  process
	restarts int32
	began    meta.Time
	ended    *core.ContainerStateTerminated
	last     *core.ContainerStateTerminated
	waits    waiting
	// What probes said.
	isStarted, isReady bool
	// isUnwell: a probe found so, and it is to be started anew.
	isUnwell bool
}

// newContainer goes on from what an earlier program said of it: what that one ran has ended with it.
func newContainer(pod *pod, spec core.Container, said []core.ContainerStatus) *container {
	made := &container{pod: pod, spec: spec, log: filepath.Join(pod.directory, spec.Name+".log")}
	for _, status := range said {
		if status.Name != spec.Name {
			continue
		}
		made.restarts = status.RestartCount
		made.last = status.LastTerminationState.Terminated
		switch {
		case status.State.Terminated != nil:
			made.ended = status.State.Terminated
		case status.State.Running != nil:
			made.ended = &core.ContainerStateTerminated{
				ExitCode:   unknownExit,
				Reason:     "ContainerStatusUnknown",
				Message:    "It has ended with the program that ran it.",
				StartedAt:  status.State.Running.StartedAt,
				FinishedAt: meta.Now(),
			}
		case made.last != nil:
			// It waited to be started again.
			made.ended = made.last
		}
	}
	return made
}

func (c *container) wait(err error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	var why waiting
	if !errors.As(err, &why) {
		why = waiting{"ContainerCreating", err.Error()}
	}
	c.waits = why
}

// keep returns when it has ended and is not to be started again.
func (c *container) keep() {
	ends, length := 0, again
	if c.hasEnded() {
		if !c.restartsAfter() {
			return
		}
		c.countRestart()
	}
	for !c.pod.isEnding() {
		if err := c.start(); err != nil {
			c.wait(err)
			c.pod.tell()
			c.pod.pause(length)
			length = min(2*length, firstBackoff)
			continue
		}
		length = again
		c.untilOver()
		if !c.restartsAfter() || c.pod.isEnding() {
			return
		}
		if c.ranFor() > 2*mostBackoff {
			ends = 0
		}
		if ends > 0 {
			length := min(firstBackoff<<(min(ends, 10)-1), mostBackoff)
			c.wait(waiting{"CrashLoopBackOff", fmt.Sprintf(
				"back-off %s restarting failed container=%s pod=%s", length, c.spec.Name, c.pod)})
			c.pod.tell()
			c.pod.pause(length)
			if c.pod.isEnding() {
				return
			}
		}
		ends++
		c.countRestart()
	}
}

func (c *container) countRestart() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.restarts++
	c.last, c.ended, c.waits = c.ended, nil, waiting{}
}

// untilOver returns when it has ended, be it by itself or because it is to go.
func (c *container) untilOver() {
	process := c.running()
	c.hook(c.spec.Lifecycle, true)
	c.pod.tell()
	over := process.over()
	stop := c.probe(over)
	defer stop()
	select {
	case <-over:
	case <-c.pod.leaving:
		c.stop(c.pod.grace)
	case <-c.pod.killed:
		process.signal(syscall.SIGKILL)
	}
	<-over
	c.noteEnd(process)
	if !c.pod.isKilled() {
		c.pod.tell()
	}
}

func (c *container) noteEnd(process process) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	code := process.code()
	reason := "Completed"
	if code != 0 {
		reason = "Error"
	}
	if code == killedExit && process.ranOutOfMemory() {
		reason = "OOMKilled"
	}
	c.ended = &core.ContainerStateTerminated{
		ExitCode:    code,
		Reason:      reason,
		StartedAt:   c.began,
		FinishedAt:  meta.Now(),
		ContainerID: process.id(),
	}
	c.process, c.isReady, c.isStarted, c.isUnwell = nil, false, false, false
}

// stop asks it to end, and kills it when its time is over. It returns when it has ended.
func (c *container) stop(grace time.Duration) {
	process := c.running()
	if process == nil {
		return
	}
	until := time.Now().Add(grace)
	c.hook(c.spec.Lifecycle, false)
	process.signal(syscall.SIGTERM)
	timer := time.NewTimer(max(0, time.Until(until)))
	defer timer.Stop()
	select {
	case <-process.over():
	case <-c.pod.killed:
	case <-timer.C:
	}
	process.signal(syscall.SIGKILL)
	<-process.over()
}

func (c *container) running() process {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.process
}

func (c *container) hasBegun() bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.process != nil || c.ended != nil || c.last != nil
}

func (c *container) hasEnded() bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.ended != nil
}

// restartsAfter: its pod's policy wants it to run again.
func (c *container) restartsAfter() bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.ended != nil && c.restartsFrom(c.ended.ExitCode)
}

func (c *container) restartsFrom(code int32) bool {
	if c.isSidecar() {
		return true
	}
	switch c.pod.object.Spec.RestartPolicy {
	case core.RestartPolicyNever:
		return false
	case core.RestartPolicyOnFailure:
		return code != 0
	}
	return !c.isInit() || code != 0
}

// isSidecar: an init container that goes on beside the others.
func (c *container) isSidecar() bool {
	policy := c.spec.RestartPolicy
	return policy != nil && *policy == core.ContainerRestartPolicyAlways
}

func (c *container) isInit() bool {
	for _, each := range c.pod.object.Spec.InitContainers {
		if each.Name == c.spec.Name {
			return true
		}
	}
	return false
}

// isOver: it has ended for good.
func (c *container) isOver() bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.ended != nil && (isClosed(c.pod.leaving) || !c.restartsFrom(c.ended.ExitCode))
}

// isDone: it has ended for good, and well.
func (c *container) isDone() bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.ended != nil && c.ended.ExitCode == 0 && (isClosed(c.pod.leaving) || !c.restartsFrom(0))
}

func (c *container) ranFor() time.Duration {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.ended.FinishedAt.Sub(c.ended.StartedAt.Time)
}

func (c *container) status() core.ContainerStatus {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	status := core.ContainerStatus{Name: c.spec.Name, Image: c.spec.Image, RestartCount: c.restarts}
	status.LastTerminationState.Terminated = c.last
	started := false
	switch {
	case c.process != nil:
		started = c.isStarted
		status.Ready = c.isReady
		status.State.Running = &core.ContainerStateRunning{StartedAt: c.began}
		status.ContainerID = c.process.id()
	case c.waits.reason == "CrashLoopBackOff":
		status.LastTerminationState.Terminated = c.ended
		status.State.Waiting = &core.ContainerStateWaiting{Reason: c.waits.reason, Message: c.waits.message}
	case c.ended != nil:
		status.State.Terminated = c.ended
		status.ContainerID = c.ended.ContainerID
		// An init container that has done its work counts as ready.
		status.Ready = c.ended.ExitCode == 0 && c.isInit()
	default:
		reason := c.waits.reason
		if reason == "" {
			reason = "ContainerCreating"
			if !c.isInit() && len(c.pod.inits) > 0 {
				reason = "PodInitializing"
			}
		}
		status.State.Waiting = &core.ContainerStateWaiting{Reason: reason, Message: c.waits.message}
	}
	status.Started = &started
	return status
}
