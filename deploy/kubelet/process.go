package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
)

const (
	// Images of hosts under this name cannot be pulled, as on a real node.
	noSuchHost = ".invalid/"
	// ownImage has the programs of this machine.
	ownImage = "lazuli.localhost/host"
)

// start runs it, or answers why that cannot be yet.
func (c *container) start() error {
	if c.pod.object.Spec.OS != nil && c.pod.object.Spec.OS.Name == core.Windows {
		return waiting{"CreateContainerError", "programs of Windows do not run on this machine"}
	}
	if strings.Contains(c.spec.Image, noSuchHost) {
		return waiting{"ErrImagePull", "failed to pull image " + c.spec.Image + ": no such host"}
	}
	env, err := c.environment()
	if err != nil {
		return err
	}
	if who, _ := c.user(); c.mustNotBeRoot() && who != nil && *who == 0 {
		return waiting{"CreateContainerConfigError", rootIsRefused}
	}
	if err := os.MkdirAll(c.pod.directory, 0o755); err != nil {
		return err
	}
	start := c.startProcess
	if c.isBoxed() {
		start = c.startBoxed
	}
	made, err := start(env)
	if err != nil {
		return err
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.process, c.ended, c.waits, c.began = made, nil, waiting{}, meta.Now()
	c.isStarted = c.spec.StartupProbe == nil
	c.isReady = c.isStarted && c.spec.ReadinessProbe == nil
	return nil
}

// isBoxed: it runs in a container of its image.
func (c *container) isBoxed() bool { return c.pod.all.hasOwnRoot && !c.isOwnImage() }

func (c *container) isOwnImage() bool {
	name, _, _ := strings.Cut(strings.TrimPrefix(c.spec.Image, ownImage), ":")
	return name == "" && strings.HasPrefix(c.spec.Image, ownImage)
}

// startProcess runs it as a process that has the programs of this machine.
func (c *container) startProcess(env []string) (process, error) {
	words := c.words(env)
	if len(words) == 0 {
		return nil, waiting{"CreateContainerError", "this image has no command of its own: say the command"}
	}
	if os.Geteuid() != 0 {
		return nil, waiting{"CreateContainerError", "pods of " + c.spec.Image + " need a server that runs as root"}
	}
	if who, _ := c.user(); c.mustNotBeRoot() && who == nil {
		return nil, waiting{"CreateContainerConfigError", rootIsRefused}
	}
	if c.spec.TTY {
		env = append([]string{"TERM=xterm"}, env...)
	}
	begin := beginning{Words: words, Env: env, Directory: c.spec.WorkingDir}
	begin.User, begin.Group = c.user()
	begin.Groups = c.pod.groups()
	mounts, err := c.mounts(env)
	if err != nil {
		return nil, err
	}
	begin.Mounts = mounts
	limits := newControlGroup(c)
	begin.ControlGroups = limits.places()
	if c.pod.all.hasOwnRoot {
		begin.Root = filepath.Join(c.pod.directory, "root", c.spec.Name)
		begin.Host = c.pod.object.Name
		// What it wrote outside of its volumes ends with it.
		if err := os.RemoveAll(begin.Root); err != nil {
			return nil, err
		}
		if err := os.MkdirAll(begin.Root, 0o755); err != nil {
			return nil, err
		}
	}
	text, err := json.Marshal(begin)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(c.pod.directory, c.spec.Name+".json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	command := exec.Command(self, beginCommand, file)
	command.Env = []string{}
	command.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: syscall.CLONE_NEWPID | syscall.CLONE_NEWNS,
	}
	if begin.Host != "" {
		command.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUTS | syscall.CLONE_NEWIPC
	}
	return c.launch(command, limits)
}

// rootIsRefused is a kubelet's own sentence.
const rootIsRefused = "container has runAsNonRoot and image will run as root"

func (c *container) mustNotBeRoot() bool {
	if of := c.spec.SecurityContext; of != nil && of.RunAsNonRoot != nil {
		return *of.RunAsNonRoot
	}
	of := c.pod.object.Spec.SecurityContext
	return of != nil && ptr.Deref(of.RunAsNonRoot, false)
}

// groups are those that the pod's processes have besides their own.
func (p *pod) groups() []int {
	of := p.object.Spec.SecurityContext
	if of == nil {
		return nil
	}
	var all []int
	for _, each := range of.SupplementalGroups {
		all = append(all, int(each))
	}
	if of.FSGroup != nil {
		all = append(all, int(*of.FSGroup))
	}
	return all
}

func (c *container) user() (user, group *int64) {
	if of := c.spec.SecurityContext; of != nil {
		user, group = of.RunAsUser, of.RunAsGroup
	}
	if of := c.pod.object.Spec.SecurityContext; of != nil {
		if user == nil {
			user = of.RunAsUser
		}
		if group == nil {
			group = of.RunAsGroup
		}
	}
	return user, group
}

// own is a process of this machine, in namespaces of its own.
type own struct {
	command   *exec.Cmd
	attached  *streams
	limits    *controlGroup
	ended     chan struct{}
	exitCode  int32
	hasNoRoom bool
	user      *int64
	group     *int64
	directory string
}

// connect gives the command its streams, and lets them be written down.
func (c *container) connect(command *exec.Cmd, log *logFile) (made *streams, begun func(), err error) {
	made = &streams{isOnce: c.spec.StdinOnce}
	if c.spec.TTY {
		master, slave, err := openTerminal()
		if err != nil {
			return nil, nil, err
		}
		command.Stdin, command.Stdout, command.Stderr = slave, slave, slave
		command.SysProcAttr.Setctty = true
		made.terminal = master
		if c.spec.Stdin {
			made.stdin = writer{master}
		}
		log.pump(master, "stdout", say{streams: made})
		return made, func() { _ = slave.Close() }, nil
	}
	var mine, its []*os.File
	pipe := func() (*os.File, *os.File) {
		read, write, fault := os.Pipe()
		if fault != nil {
			err = fault
		}
		return read, write
	}
	out, outEnd := pipe()
	errs, errsEnd := pipe()
	mine, its = append(mine, out, errs), append(its, outEnd, errsEnd)
	if c.spec.Stdin {
		inEnd, in := pipe()
		mine, its = append(mine, in), append(its, inEnd)
		command.Stdin, made.stdin = inEnd, in
	}
	if err != nil {
		for _, each := range append(mine, its...) {
			_ = each.Close()
		}
		return nil, nil, err
	}
	command.Stdout, command.Stderr = outEnd, errsEnd
	log.pump(out, "stdout", say{streams: made})
	log.pump(errs, "stderr", say{streams: made, isError: true})
	return made, func() {
		for _, each := range its {
			_ = each.Close()
		}
	}, nil
}

// writer leaves the closing of what it writes to to others.
type writer struct{ io.Writer }

func (writer) Close() error { return nil }

// launch starts the command, writes down what it prints, and lets it live no longer than this program.
func (c *container) launch(command *exec.Cmd, limits *controlGroup) (*own, error) {
	log, err := openLog(c.log)
	if err != nil {
		return nil, err
	}
	attached, hasBegun, err := c.connect(command, log)
	if err != nil {
		_ = log.file.Close()
		return nil, err
	}
	command.SysProcAttr.Setsid = true
	command.SysProcAttr.Pdeathsig = syscall.SIGKILL
	user, group := c.user()
	made := &own{
		command: command, attached: attached, limits: limits, ended: make(chan struct{}),
		user: user, group: group, directory: c.spec.WorkingDir,
	}
	begun := make(chan error)
	go func() {
		// The signal comes when the thread that started it ends: so this one stays until it is over.
		runtime.LockOSThread()
		err := command.Start()
		hasBegun()
		begun <- err
		if err != nil {
			return
		}
		_ = command.Wait()
		made.exitCode = int32(command.ProcessState.ExitCode())
		if status, ok := command.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
			made.exitCode = 128 + int32(status.Signal())
		}
		// Nothing of its namespace is left, so that the pipes end.
		log.wait()
		attached.end()
		made.hasNoRoom = limits.end()
		close(made.ended)
	}()
	if err := <-begun; err != nil {
		log.wait()
		attached.end()
		limits.end()
		return nil, err
	}
	return made, nil
}

func (o *own) streams() *streams    { return o.attached }
func (o *own) ranOutOfMemory() bool { return o.hasNoRoom }

func (o *own) id() string            { return fmt.Sprintf("process://%d", o.command.Process.Pid) }
func (o *own) over() <-chan struct{} { return o.ended }
func (o *own) code() int32           { return o.exitCode }

// signal is for the first process of the namespace, which gets only signals that it has handlers for; a kill ends all.
func (o *own) signal(signal syscall.Signal) {
	if !isClosed(o.ended) {
		_ = o.command.Process.Signal(signal)
	}
}

func (o *own) inside(words, env []string, _ bool) ([]string, []string) {
	pid := strconv.Itoa(o.command.Process.Pid)
	enter := []string{"nsenter", "--target", pid, "--mount", "--pid", "--uts", "--ipc"}
	if o.user != nil {
		enter = append(enter, "--setuid", strconv.FormatInt(*o.user, 10))
	}
	if o.group != nil || o.user != nil {
		// Other groups of this program go with that.
		enter = append(enter, "--setgid", strconv.FormatInt(ptr.Deref(o.group, 0), 10))
	}
	if o.directory != "" {
		// nsenter would open it before it enters.
		words = append([]string{"/bin/sh", "-c", `cd "$0" && exec "$@"`, o.directory}, words...)
	}
	return append(o.limits.entering(), append(append(enter, "--"), words...)...), env
}

// words are those that the container is started with.
func (c *container) words(env []string) []string {
	var words []string
	for _, each := range append(append([]string{}, c.spec.Command...), c.spec.Args...) {
		words = append(words, expand(each, env))
	}
	return words
}
