package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Images of hosts under this name cannot be pulled, as on a real node.
const noSuchHost = ".invalid/"

// waiting is why a container is not started yet, in a kubelet's words.
type waiting struct{ reason, message string }

func (w waiting) Error() string { return w.reason + ": " + w.message }

type container struct {
	pod      *pod
	spec     core.Container
	log      string
	process  *os.Process
	over     chan struct{}
	restarts int32
	began    meta.Time

	mutex   sync.Mutex
	waits   waiting
	exit    *int32
	endedAt meta.Time
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

func (c *container) start(paths map[string]string) error {
	if strings.Contains(c.spec.Image, noSuchHost) {
		return waiting{"ErrImagePull", "failed to pull image " + c.spec.Image + ": no such host"}
	}
	words := append(append([]string{}, c.spec.Command...), c.spec.Args...)
	if len(words) == 0 {
		return waiting{"CreateContainerError", "images are not used here: say the command"}
	}
	env, err := c.environment()
	if err != nil {
		return err
	}
	begin := beginning{Words: words, Env: env, Directory: c.spec.WorkingDir}
	for _, mount := range c.spec.VolumeMounts {
		from := filepath.Join(paths[mount.Name], mount.SubPath)
		begin.Mounts = append(begin.Mounts, bind{from, mount.MountPath, mount.ReadOnly})
	}
	text, err := json.Marshal(begin)
	if err != nil {
		return err
	}
	file := filepath.Join(c.pod.directory, c.spec.Name+".json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		return err
	}
	return c.spawn(file)
}

func (c *container) spawn(file string) error {
	log, err := os.OpenFile(c.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	command := exec.Command(self, beginCommand, file)
	command.Stdout, command.Stderr = log, log
	command.Env = []string{}
	command.SysProcAttr = &syscall.SysProcAttr{
		Setsid:     true,
		Cloneflags: syscall.CLONE_NEWPID | syscall.CLONE_NEWNS,
		Pdeathsig:  syscall.SIGKILL,
	}
	begun := make(chan error)
	over := make(chan struct{})
	go func() {
		// The signal comes when the thread that started it ends: so this one stays until it is over.
		runtime.LockOSThread()
		err := command.Start()
		log.Close()
		begun <- err
		if err != nil {
			return
		}
		_ = command.Wait()
		c.mutex.Lock()
		code := int32(command.ProcessState.ExitCode())
		if status, ok := command.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
			code = 128 + int32(status.Signal())
		}
		c.exit, c.endedAt = &code, meta.Now()
		c.mutex.Unlock()
		close(over)
	}()
	if err := <-begun; err != nil {
		return err
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.process, c.over, c.exit, c.began, c.waits = command.Process, over, nil, meta.Now(), waiting{}
	return nil
}

func (c *container) startAgain(policy core.RestartPolicy) {
	code := c.exitCode()
	if code == nil || policy == core.RestartPolicyNever {
		return
	}
	if policy == core.RestartPolicyOnFailure && *code == 0 {
		return
	}
	c.restarts++
	if err := c.spawn(filepath.Join(c.pod.directory, c.spec.Name+".json")); err != nil {
		c.wait(err)
	}
}

func (c *container) exitCode() *int32 {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.exit
}

// signalEnd is for the first process of the namespace, which hears only what it asked to hear.
func (c *container) signalEnd() {
	if c.process != nil {
		_ = c.process.Signal(syscall.SIGTERM)
	}
}

// signalKill ends all processes of the namespace with the first.
func (c *container) signalKill() {
	if c.process != nil {
		_ = c.process.Kill()
	}
}

func (c *container) environment() ([]string, error) {
	env := []string{"PATH=" + os.Getenv("PATH"), "HOME=/root", "HOSTNAME=" + c.pod.object.Name}
	for _, each := range c.spec.Env {
		value, err := c.valueOf(each)
		if err != nil {
			return nil, err
		}
		env = append(env, each.Name+"="+value)
	}
	return env, nil
}

func (c *container) valueOf(variable core.EnvVar) (string, error) {
	from := variable.ValueFrom
	switch {
	case from == nil:
		return variable.Value, nil
	case from.FieldRef != nil:
		return c.pod.field(from.FieldRef.FieldPath)
	case from.SecretKeyRef != nil:
		secret, err := c.pod.secret(from.SecretKeyRef.Name)
		if err != nil {
			return "", waiting{"CreateContainerConfigError", err.Error()}
		}
		return string(secret[from.SecretKeyRef.Key]), nil
	}
	return "", waiting{"CreateContainerConfigError", "no value for " + variable.Name}
}

func (c *container) status() core.ContainerStatus {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	status := core.ContainerStatus{Name: c.spec.Name, Image: c.spec.Image, RestartCount: c.restarts}
	switch {
	case c.exit != nil:
		reason := "Completed"
		if *c.exit != 0 {
			reason = "Error"
		}
		status.State.Terminated = &core.ContainerStateTerminated{
			ExitCode: *c.exit, Reason: reason, StartedAt: c.began, FinishedAt: c.endedAt,
		}
	case c.process != nil:
		status.Ready = true
		status.State.Running = &core.ContainerStateRunning{StartedAt: c.began}
		status.ContainerID = fmt.Sprintf("process://%d", c.process.Pid)
	default:
		reason := c.waits.reason
		if reason == "" {
			reason = "ContainerCreating"
		}
		status.State.Waiting = &core.ContainerStateWaiting{Reason: reason, Message: c.waits.message}
	}
	return status
}
